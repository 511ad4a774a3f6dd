"""`schedule`: the hypotheses on stepsizes and radii, decided for formulas or a training run."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

import typer

from sam_theory.cli.config import (
    EXACT,
    ConfigOption,
    both,
    continued,
    described,
    rests_on,
    training_of,
    unread,
)
from sam_theory.cli.output import JsonOption, console, require_writable, write_json
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from sam_theory.schedules.schedule import Schedule
    from sam_theory.schedules.training import TrainingRun
    from sam_theory.statements.applicability import Applicability
    from sam_theory.verdict import Status, Verdict

EVERY = "every"
LONGEST = 60  # characters of a number on the command line
MOST_DIMENSIONS = 10**12


class Constants(TypedDict):
    """The values of L, D and n, where they are given."""

    lipschitz: Fraction | None
    descent: Fraction | None
    dimension: int | None


def command(
    step: Annotated[str | None, typer.Option(metavar="F", help="Formula of tₖ.")] = None,
    radius: Annotated[str | None, typer.Option(metavar="F", help="Formula of ρₖ.")] = None,
    lipschitz: Annotated[
        str | None, typer.Option(metavar="L", help="The Lipschitz constant L of the gradient.")
    ] = None,
    descent: Annotated[
        str | None, typer.Option(metavar="D", help="The constant D of the descent condition (4).")
    ] = None,
    dimension: Annotated[int | None, typer.Option(metavar="N", help="The dimension n.")] = None,
    kl: Annotated[
        str | None,
        typer.Option(metavar="q", help="Decide condition (9) for this q in (0, 1), or for every."),
    ] = None,
    config: ConfigOption = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Print all evidence, not only its beginning.")
    ] = False,
    json: JsonOption = None,
) -> None:
    """Which theorem covers my schedule, or what would?

    \b
    Example: sam-theory schedule --step "1/k" --radius "0.1/k**0.001" \\
                 --lipschitz 1 --kl 0.5

    Formulas may name L, D and n; without a value each stands for any positive constant, and the
    answer holds for all of them.

    A training run is read from a file with the entries lr, radius, epochs, steps_per_epoch and
    scheduler, the last with name and parameters as PyTorch or Hugging Face spell them, such as
    {name: StepLR, step_size: 60, gamma: 0.2}; the radius is a number, a formula, {follow: lr,
    factor: 0.5} or a scheduler with initial. The answer then also says which theorems could apply.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.report.schedule_answer import schedules_answer
    from sam_theory.schedules.deciding import decide_all
    from sam_theory.schedules.schedule import Schedule
    from sam_theory.statements.applicability import applicable

    require_writable(json)
    constant, exponent = _positive("--lipschitz", lipschitz), _exponent(kl)
    values: Constants = {
        "lipschitz": constant,
        "descent": _positive("--descent", descent),
        "dimension": _dimension(dimension),
    }
    training = training_of(config, step, radius)
    if training is not None:
        t, rho = replace(training.step, **values), replace(training.radius, **values)
    else:
        step, radius = both(step, radius)
        t, rho = Schedule(step, **values), Schedule(radius, **values)
    hypotheses = decide_all(t, rho, lipschitz=constant, kl=exponent)
    catalogue = Library()
    items = [catalogue.get("theorems", name) for name in catalogue.entries("theorems")]
    theorems = applicable(items, t, rho, constant)
    answer = schedules_answer(theorems, t, rho, constant, lambda f: Schedule(f, **values))
    answer += rests_on(training)
    extra = {} if training is None else {"training": described(training)}
    fields = {"answer": answer, **_document(t, rho, hypotheses), **extra}
    screen = console(json)
    screen.print(f"{answer}\n", style="bold")
    if verbose:
        _print_hypotheses(screen, t, rho, hypotheses)
        _print_theorems(screen, theorems)
    else:
        _print_hypotheses_short(screen, t, rho, hypotheses)
        _print_theorems_short(screen, theorems)
    if training is not None:
        _print_training(screen, training, verbose=verbose)
    screen.print(f"\n{answer}", style="bold")
    write_json(json, "schedule", {**fields, "theorems": [_theorem(a) for a in theorems]})


# -- options ------------------------------------------------------------------------------------


def _positive(option: str, text: str | None) -> Fraction | None:
    if text is None:
        return None
    value = _fraction(text)
    if value is None or not 0 < value < 10**300:
        raise UsageError(f"{option} must be a positive number; got {text[:LONGEST]!r}")
    return value


def _dimension(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= MOST_DIMENSIONS:
        raise UsageError(f"--dimension must be from 1 to {MOST_DIMENSIONS:,}; got {value}")
    return value


def _exponent(text: str | None) -> Fraction | Literal["every"] | None:
    if text is None:
        return None
    if text == EVERY:
        return "every"
    value = _fraction(text)
    if value is None or not 0 < value < 1:
        raise UsageError(f"--kl must be a number in (0, 1), or every; got {text[:LONGEST]!r}")
    return value


def _fraction(text: str) -> Fraction | None:
    """The number, read exactly: 0.1 is 1/10."""
    if len(text) > LONGEST or ("e" in text.lower() and len(text.lower().split("e")[-1]) > 4):
        return None
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        return None


# -- what is written ----------------------------------------------------------------------------


def _document(t: Schedule, rho: Schedule, found: Mapping[str, Verdict]) -> dict[str, Any]:
    hypotheses = {key: verdict.document() for key, verdict in found.items()}
    return {"step": t.formula, "radius": rho.formula, "hypotheses": hypotheses}


def _theorem(found: Applicability) -> dict[str, Any]:
    from sam_theory.verdict import Status

    return {
        "name": found.theorem.name,
        "about": found.theorem.practice,
        "applies": found.status.value,
        "fails": list(found.failing(Status.REFUTED)),
        "undecided": list(found.failing(Status.UNDECIDED)),
    }


def _print_hypotheses(
    screen: Console, t: Schedule, rho: Schedule, found: Mapping[str, Verdict]
) -> None:
    from sam_theory.report.tables import verdict_table
    from sam_theory.statements.applicability import words

    screen.print(f"tₖ = {t.formula}\nρₖ = {rho.formula}\n")
    rows = [(words(key), verdict) for key, verdict in found.items()]
    screen.print(verdict_table(("hypothesis", "status", "evidence"), rows))


def _print_theorems(screen: Console, theorems: tuple[Applicability, ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    from sam_theory.report.tables import STYLES
    from sam_theory.statements.applicability import words

    table = Table(box=None, pad_edge=False)
    for heading in ("theorem", "asks of tₖ, ρₖ", "lacks", "about"):
        table.add_column(heading, no_wrap=heading in ("theorem", "asks of tₖ, ρₖ"), overflow="fold")
    for found in theorems:
        status = Text(found.status.value, style=STYLES[found.status])
        lacks = "; ".join(
            words(key) for key, verdict in found.conditions.items() if not verdict.holds
        )
        table.add_row(found.theorem.name, status, lacks, found.theorem.practice)
    screen.print()
    screen.print(table)


def _print_hypotheses_short(
    screen: Console, t: Schedule, rho: Schedule, found: Mapping[str, Verdict]
) -> None:
    """A line each; a radius names the step that it follows."""
    from sam_theory.report.answer import named
    from sam_theory.report.tables import print_formula, print_lines, styled
    from sam_theory.statements.applicability import words

    print_formula(screen, "tₖ", t.formula)
    print_formula(screen, "ρₖ", named(t.formula, rho.formula))
    rows = [(words(key), styled(v.status), v.evidence) for key, v in found.items()]
    print_lines(screen, ("hypothesis", "status", "evidence, whole with --verbose"), rows)


def _print_theorems_short(screen: Console, theorems: tuple[Applicability, ...]) -> None:
    """A line for those that lack the same."""
    from sam_theory.report.tables import print_lines, styled
    from sam_theory.statements.applicability import words

    alike: dict[tuple[Status, str], list[str]] = {}
    for found in theorems:
        missing = [words(key) for key, v in found.conditions.items() if not v.holds]
        alike.setdefault((found.status, "; ".join(missing)), []).append(found.theorem.name)
    rows = [
        (styled(status), ", ".join(names) + (f": {missing}" if missing else ""))
        for (status, missing), names in alike.items()
    ]
    print_lines(screen, ("asks of tₖ, ρₖ", "theorems, and what they lack"), rows)


def _print_training(screen: Console, training: TrainingRun, *, verbose: bool) -> None:
    told = f"\n{training.scheduler}: {continued(training)}." if verbose else f"{_capital(EXACT)}."
    screen.print(told)
    if training.unread:
        screen.print(unread(training), markup=False)


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
