"""`schedule`: the hypotheses on stepsizes and radii, decided for formulas or a training run."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

import typer

from sam_theory.cli.output import JsonOption, console, require_writable, write_json
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from sam_theory.schedules.schedule import Schedule
    from sam_theory.schedules.training import TrainingRun
    from sam_theory.statements.applicability import Applicability
    from sam_theory.verdict import Verdict

EVERY = "every"
MEANINGS = {
    "L": "any positive constant (--lipschitz)",
    "D": "any positive constant (--descent)",
    "n": "any dimension (--dimension)",
}
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
    from_config: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Take the schedules of a YAML or JSON training run."),
    ] = None,
    json: JsonOption = None,
) -> None:
    """Which theorem covers my schedule?

    \b
    Example: sam-theory schedule --step "1/k" --radius "0.1/k**0.001" \\
                 --lipschitz 1 --kl 0.5

    Formulas may name L, D and n; without a value each stands for any positive constant, and the
    answer holds for all of them.

    A training run is read from a file with the entries lr, rho, epochs, steps_per_epoch and
    scheduler, the last with name and parameters as PyTorch spells them, such as {name: StepLR,
    step_size: 60, gamma: 0.2}; the answer then also says which theorems could apply.
    """
    from sam_theory.schedules.deciding import decide_all
    from sam_theory.schedules.schedule import Schedule

    require_writable(json)
    constant, exponent = _positive("--lipschitz", lipschitz), _exponent(kl)
    values: Constants = {
        "lipschitz": constant,
        "descent": _positive("--descent", descent),
        "dimension": _dimension(dimension),
    }
    training = _training(from_config, step, radius)
    if training is not None:
        t, rho = replace(training.step, **values), replace(training.radius, **values)
    elif step is None or radius is None:
        raise UsageError("schedule needs --step and --radius, or --from-config; give them")
    else:
        t, rho = Schedule(step, **values), Schedule(radius, **values)
    hypotheses = decide_all(t, rho, lipschitz=constant, kl=exponent)
    answer = _answer(hypotheses, t, rho)
    fields = _document(t, rho, hypotheses) | {"answer": answer}
    screen = console(json)
    _print_hypotheses(screen, t, rho, hypotheses)
    screen.print(f"\n{answer}")
    if training is not None:
        from sam_theory.library import Library
        from sam_theory.statements.applicability import applicable

        catalogue = Library()
        items = [catalogue.get("theorems", name) for name in catalogue.entries("theorems")]
        theorems = applicable(items, t, rho, constant)
        fields |= {"training": _described(training), "theorems": [_theorem(a) for a in theorems]}
        _print_training(screen, training, theorems)
    write_json(json, "schedule", fields)


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


def _training(path: str | None, step: str | None, radius: str | None) -> TrainingRun | None:
    from sam_theory.schedules.training import read

    if path is None:
        return None
    if step is not None or radius is not None:
        raise UsageError("--from-config brings the schedules; leave out --step and --radius")
    return read(path)


# -- what is written ----------------------------------------------------------------------------


def _answer(found: Mapping[str, Verdict], t: Schedule, rho: Schedule) -> str:
    """How many hypotheses hold, and for which constants."""
    holding = sum(verdict.holds for verdict in found.values())
    failing = sum(verdict.fails for verdict in found.values())
    counts = f"{holding} of {len(found)} hypotheses hold, {failing} fail"
    undecided = len(found) - holding - failing
    unknown = dict.fromkeys(name for s in (t, rho) for name in s.unknown)
    meant = ", ".join(f"{name} stands for {MEANINGS[name]}" for name in unknown)
    return f"{counts}, {undecided} undecided{f'; {meant}' if meant else ''}."


def _document(t: Schedule, rho: Schedule, found: Mapping[str, Verdict]) -> dict[str, Any]:
    hypotheses = {key: verdict.document() for key, verdict in found.items()}
    return {"step": t.formula, "radius": rho.formula, "hypotheses": hypotheses}


def _described(training: TrainingRun) -> dict[str, Any]:
    return {
        "scheduler": training.scheduler,
        "epochs": training.epochs,
        "steps_per_epoch": training.steps_per_epoch,
        "iterations": training.iterations,
        "unread": list(training.unread),
        "note": _continued(training),
    }


def _theorem(found: Applicability) -> dict[str, Any]:
    from sam_theory.verdict import Status

    return {
        "name": found.theorem.name,
        "about": found.theorem.practice,
        "applies": found.status.value,
        "fails": list(found.failing(Status.REFUTED)),
        "undecided": list(found.failing(Status.UNDECIDED)),
    }


def _continued(training: TrainingRun) -> str:
    return (
        f"the training ends after {training.iterations:,} iterations; the theorems speak of all k, "
        "and the schedule is continued beyond that by its own formula; they speak of exact "
        "gradients, without the noise of batches, momentum or weight decay"
    )


def _print_hypotheses(
    screen: Console, t: Schedule, rho: Schedule, found: Mapping[str, Verdict]
) -> None:
    from rich.markup import escape

    from sam_theory.report.tables import verdict_table

    screen.print(f"tₖ = {escape(t.formula)}\nρₖ = {escape(rho.formula)}\n")
    screen.print(verdict_table(("hypothesis", "status", "evidence"), found.items()))


def _print_training(
    screen: Console, training: TrainingRun, theorems: tuple[Applicability, ...]
) -> None:
    from rich.table import Table
    from rich.text import Text

    from sam_theory.report.tables import STYLES

    table = Table(box=None, pad_edge=False)
    for heading in ("theorem", "could apply", "fails or is open", "about"):
        table.add_column(heading, no_wrap=heading in ("theorem", "could apply"), overflow="fold")
    for found in theorems:
        status = Text(found.status.value, style=STYLES[found.status])
        open_ = [k for k, v in found.conditions.items() if not v.holds]
        table.add_row(found.theorem.name, status, ", ".join(open_), found.theorem.practice)
    sentence = _continued(training)
    screen.print(f"\n{training.scheduler}: {sentence}.")
    if training.unread:
        screen.print(f"Not read: {', '.join(training.unread)}.", markup=False)
    screen.print(table)
