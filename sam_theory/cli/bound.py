"""`bound`: the worst that a method can do over a class of functions, beside what is published."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import (
    JsonOption,
    LibraryOption,
    console,
    folders,
    require_folder,
    require_writable,
    write_json,
)
from sam_theory.errors import UsageError, require_between
from sam_theory.study.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from sam_theory.bounds.question import Question, Start
    from sam_theory.library.catalogues import Library
    from sam_theory.report.bounds import Shown

NORMS = ("0.1", "0.2", "0.5", "1", "2")  # ‖∇f(x¹)‖ at which a curve is shown
LARGEST = 10**6  # of t, ρ, L, s, R and Δ, and of their inverses
NEEDS_RADIUS = "--radius must be given for {}; it takes ∇f at a distance from x"


def command(
    method: Annotated[str, typer.Option(metavar="M", help="The method; see list methods.")],
    functions: Annotated[
        str,
        typer.Option(
            "--class",
            metavar="C",
            help="smooth (3), descent (4), smooth-convex, smooth-strongly-convex[mu=0.1].",
        ),
    ],
    criterion: Annotated[
        str,
        typer.Option(
            metavar="Q", help="decrease, gap, distance, gradient (the least) or gradient-average."
        ),
    ],
    step: Annotated[str, typer.Option(metavar="F", help="The stepsize t, as 0.5/L.")],
    radius: Annotated[str | None, typer.Option(metavar="F", help="The radius ρ, likewise.")] = None,
    lipschitz: Annotated[str, typer.Option(metavar="L", help="The constant of (3) or (4).")] = "1",
    gradient: Annotated[
        str | None, typer.Option(metavar="S", help="‖∇f(x¹)‖, for decrease. [default: several]")
    ] = None,
    start: Annotated[
        str | None, typer.Option(metavar="NAME=SIZE", help="R=1 or Delta=1. [default: each]")
    ] = None,
    iterations: Annotated[int, typer.Option(metavar="N", help="The number of steps.")] = 1,
    claim: Annotated[
        str | None,
        typer.Option(metavar="EXPR", help="Is this a bound? In L, mu, t, rho, nu, N, Delta, R, s."),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Write the functions there, as a library for check."),
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = None,
) -> None:
    """What is the worst that a method can do, and what is known?

    \b
    Example: sam-theory bound --method sam --class smooth-convex \\
                 --criterion decrease --step 0.5/L --radius 0.5/L

    Methods are those that take ∇f at x ± r∇f(x), and igd-absolute[error=0.1] and
    igd-relative[error=0.1], with any error up to that. The worst is over all f of the class on any
    ℝⁿ, n at least 3; it has a certificate, and a function of one variable that attains it or comes
    near.

    decrease is f(x⁺) − f(x); gap, distance and gradient start from ‖x¹ − x*‖ ≤ R or
    f(x¹) − f* ≤ Delta, 1 unless --start says otherwise. With --claim it says whether a formula is a
    bound; with --out the functions are written as problems, and how check runs the method on them.
    """
    from sam_theory.bounds.claims import names_all
    from sam_theory.bounds.longest import longest
    from sam_theory.library.catalogues import Library
    from sam_theory.report.bound_document import longest_document, row_document
    from sam_theory.report.bounds import bounds_answer, longest_text

    require_writable(json)
    if out is not None:
        require_folder(str(Path(out) / "problems"))
    catalogues = Library(folders(library))
    questions = _questions(
        catalogues, (method, functions, criterion), (step, radius, lipschitz), start, iterations
    )
    if claim is not None and start is None:
        questions = [q for q in questions if names_all(claim, q)] or questions
    norms = _norms(criterion, gradient)
    shown = [_shown(q, norm, catalogues, claim) for q in questions for norm in norms]
    answers = [bounds_answer([s for s in shown if s.row.question == q]) for q in questions]
    answer = " ".join(answers)
    screen = console(json)
    for text, question in zip(answers, questions, strict=True):
        _print(screen, text, [s for s in shown if s.row.question == question])
    steps = [found for found in map(longest, questions) if found is not None]
    for found in steps:
        screen.print(f"{longest_text(found)}.\n")
    if out is not None:
        _write(screen, out, shown)
    rows, lengths = map(row_document, shown), map(longest_document, steps)
    write_json(json, "bound", {"answer": answer, "rows": [*rows], "longest": [*lengths]})


def _questions(
    library: Library,
    names: tuple[str, str, str],
    formulas: tuple[str, str | None, str],
    start: str | None,
    iterations: int,
) -> list[Question]:
    from sam_theory.bounds.classes import function_class
    from sam_theory.bounds.probes import mover
    from sam_theory.bounds.question import MOST_ITERATIONS, Question, criterion_of

    require_between("--iterations", iterations, 1, MOST_ITERATIONS)
    L = _positive("--lipschitz", formulas[2], {})
    moving, functions, criterion = mover(names[0], library), names[1], criterion_of(names[2])
    if formulas[1] is None and moving.uses_radius:
        raise UsageError(NEEDS_RADIUS.format(names[0]))
    return [
        Question(
            mover=moving,
            functions=function_class(functions, L),
            criterion=criterion,
            start=begun,
            step=_positive("--step", formulas[0], {"L": L}),
            radius=_constant("--radius", formulas[1] or "0", {"L": L})
            if moving.uses_radius
            else Fraction(0),
            iterations=iterations,
        )
        for begun in _starts(criterion, start)
    ]


def _starts(criterion: str, text: str | None) -> list[Start]:
    from sam_theory.bounds.question import STARTS, Start

    known = {kind: Start(kind) for kind in STARTS[criterion]}
    if text is None:
        return list(known.values())
    name, _, size = text.partition("=")
    if name not in known or "anywhere" in known:
        told = "none" if "anywhere" in known else " or ".join(f"{kind}=1" for kind in known)
        raise UsageError(f"--start must be {told} for {criterion}; got {text!r}")
    return [Start(known[name].kind, _positive("--start", size, {}))]


def _norms(criterion: str, gradient: str | None) -> list[Fraction | None]:
    if criterion != "decrease":
        if gradient is not None:
            raise UsageError(
                f"--gradient must be left out for {criterion}, which is over all ‖∇f(x¹)‖; "
                f"got {gradient}"
            )
        return [None]
    given = NORMS if gradient is None else (gradient,)
    return [_positive("--gradient", text, {}) for text in given]


def _positive(option: str, text: str, values: dict[str, Fraction]) -> Fraction:
    value = _constant(option, text, values)
    if not Fraction(1, LARGEST) <= value <= LARGEST:
        raise UsageError(f"{option} must be from 1/{LARGEST:,} to {LARGEST:,}; got {text!r}")
    return value


def _constant(option: str, text: str, values: dict[str, Fraction]) -> Fraction:
    """The rational number that a formula in L is."""
    from sam_theory.asymptotics.outcome import Undecidable, Undefined
    from sam_theory.asymptotics.parsing import parse
    from sam_theory.asymptotics.pointwise import value_at
    from sam_theory.asymptotics.trees import valued

    try:
        number = value_at(valued(parse(text, tuple(values)), values), 1).rational
    except (Undefined, Undecidable) as error:
        raise UsageError(f"{option} must be a number; got {text!r}: {error}") from error
    if number is None:
        raise UsageError(f"{option} must be rational; got {text!r}; give decimals")
    if not 0 <= number <= LARGEST:
        raise UsageError(f"{option} must be from 0 to {LARGEST:,}; got {text!r}")
    return number


def _shown(question: Question, norm: Fraction | None, library: Library, claim: str | None) -> Shown:
    from sam_theory.bounds.answering import answered
    from sam_theory.bounds.claims import claimed, judged
    from sam_theory.bounds.published import closed_form, published
    from sam_theory.report.bounds import Shown

    number = None if claim is None else claimed(claim, question, norm)
    row = answered(question, norm)
    verdict = None if number is None else judged(number, row.upper, row.attained, row.least)
    return Shown(
        row=row,
        published=published(question, norm, library),
        claim=verdict,
        closed=closed_form(question, norm, library),
    )


def _print(screen: Console, answer: str, shown: Sequence[Shown]) -> None:
    from rich.padding import Padding

    from sam_theory.report.bounds import claim_text, function_text, others_text, rows_table

    screen.print(f"{answer}\n", style="bold")
    screen.print(rows_table(shown))
    for one in shown:
        if one.claim is not None:
            screen.print(claim_text(one, one.claim))
    formulas = dict.fromkeys(one.formula for one in shown if one.formula is not None)
    for formula in formulas:
        screen.print(f"\nIn closed form: {formula}.")
    if len(shown) == 1 and others_text(shown[0]):
        screen.print(f"\nAlso published: {others_text(shown[0])}.")
    last = shown[-1].row.attained
    if last is not None:
        screen.print("\nThe function of the last row:" if len(shown) > 1 else "\nThe function:")
        screen.print(Padding(function_text(last.example), (0, 0, 0, 2)))
    screen.print()


def _write(screen: Console, out: str, shown: Sequence[Shown]) -> None:
    """A problem for each row that has a function, and what runs the method on it."""
    from sam_theory.bounds.writing import command_for, name_of, text_of

    for number, one in enumerate(shown, 1):
        row = one.row
        if row.attained is None:
            continue
        name = name_of(row.question) + (f"-{number}" if len(shown) > 1 else "")
        path = Path(out) / "problems" / f"{name.replace('-', '_')}.py"
        text = text_of(row.attained, row.question, name)
        write_whole(str(path), partial(_put, text))
        screen.print(f"{path}", soft_wrap=True)
        run = command_for(row.question, name, out)
        if run is not None:
            screen.print(f"  {run}", soft_wrap=True)


def _put(text: str, file: IO[bytes]) -> None:
    file.write(text.encode())
