"""`counterexample`: SAM with constant stepsize and radius settles on a two-cycle; certified."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.cli.output import (
    JsonOption,
    LibraryOption,
    console,
    folders,
    require_writable,
    write_json,
    write_whole,
)
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from sam_theory.certificates.certify import Certificate
    from sam_theory.certificates.following import Followed
    from sam_theory.library import Library
    from sam_theory.schedules.schedule import Schedule
    from sam_theory.setting.problem import Problem

PARABOLA = "quadratic[eigenvalues=(2.0,)]"  # f = x², as in Figure 1 of K24
ITERATIONS, LONGER, STARTS = 4000, 40_000, 3  # longer where no run settles
FORMATS = (".png", ".pdf", ".svg", ".csv")


def command(
    problem: Annotated[str, typer.Option(help="The problem.")] = PARABOLA,
    step: Annotated[str, typer.Option(help="The constant stepsize t.")] = "0.01",
    radius: Annotated[str, typer.Option(help="The constant radius ρ.")] = "0.1",
    map_file: Annotated[
        str | None,
        typer.Option("--map", metavar="FILE", help="Draw the map over (tL, κ); or .csv for it."),
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = None,
) -> int:
    """Does SAM with constant stepsize and radius converge?

    Example: sam-theory counterexample --step 0.5/L

    Runs Example 3.1 of K24 and certifies the two-cycle in which it ends.

    The cycle is enclosed in ball arithmetic; the certificate names a ball of starts that converge
    to it, and a bound below which ‖xᵏ − x*‖ never falls for large k. Exit status 1 if a cycle
    should have been certified and was not. Without the extra [proofs] nothing is certified.
    """
    from sam_theory.library import Library

    require_writable(json)
    _require_map(map_file)
    catalogues = Library(folders(library))
    chosen = catalogues.get("problems", problem)
    t, rho = (_constant(name, text, chosen) for name, text in (("step", step), ("radius", radius)))
    runs = _runs(catalogues, chosen, step, radius)
    certificate = _certificate(chosen, t, rho, runs)
    parameters = {
        "problem": chosen.name,
        "step": step,
        "radius": radius,
        "t": float(t),
        "rho": float(rho),
    }
    write_json(json, "counterexample", _document(parameters, certificate, runs))
    _print(console(json), chosen.name, certificate, runs)
    if map_file is not None:
        _write_map(map_file, catalogues)
    return int(certificate.expected and not certificate.verdict.holds)


def _require_map(target: str | None) -> None:
    if target is None:
        return
    if Path(target).suffix not in FORMATS:
        raise UsageError(f"--map must end in one of {', '.join(FORMATS)}; got {target!r}")
    require_writable(target)
    from sam_theory.cli.prove import require_extra

    require_extra("counterexample --map")


def _constant(name: str, text: str, problem: Problem) -> Fraction:
    """The value of a constant formula, exact where it is rational."""
    import numpy as np

    from sam_theory.study.study import schedule_of, unknown_constant

    schedule = schedule_of(problem, text)
    if not schedule.is_constant:
        raise UsageError(f"--{name} must be constant here; got {text!r}; use run for schedules")
    reason = unknown_constant(problem, text)
    if reason is not None:
        raise UsageError(f"--{name} {text} {reason}")
    rounded = float(schedule.values(np.array([1]))[0])
    if not 0 < rounded < float("inf"):
        raise UsageError(f"--{name} must be positive; {text!r} is {rounded:g}")
    return _exactly(schedule, rounded)


def _exactly(schedule: Schedule, rounded: float) -> Fraction:
    import sympy

    from sam_theory.proofs.evaluating import Undefined, value
    from sam_theory.proofs.language import Unsupported

    constants = {name: sympy.Rational(known) for name, known in schedule.constants.items()}
    try:
        found = value(schedule.formula, constants)
    except (Undefined, Unsupported, AttributeError, KeyError):
        return Fraction(rounded)
    return Fraction(int(found.p), int(found.q)) if found.is_Rational else Fraction(rounded)


def _runs(library: Library, problem: Problem, step: str, radius: str) -> tuple[Followed, ...]:
    import numpy as np

    from sam_theory.certificates.following import follow
    from sam_theory.setting.problem import starting_points
    from sam_theory.study.study import schedule_of

    starts = starting_points(problem, STARTS, np.random.default_rng(0))
    t, rho = schedule_of(problem, step), schedule_of(problem, radius)
    method = library.get("methods", "sam")
    runs = follow(problem, method, t, rho, starts, ITERATIONS)
    if any(run.reaches_cycle_at is not None or not np.isfinite(run.last).all() for run in runs):
        return runs
    return follow(problem, method, t, rho, starts, LONGER)


def _certificate(
    problem: Problem, t: Fraction, rho: Fraction, runs: Sequence[Followed]
) -> Certificate:
    from sam_theory.certificates.certify import certify

    settled = [run for run in runs if run.reaches_cycle_at is not None]
    near = tuple(float(c) for c in settled[0].last) if settled else None
    if problem.facts.quadratic is not None:
        return certify(problem, t, rho)
    return certify(problem, t, rho, near)


def _document(
    parameters: dict[str, Any], certificate: Certificate, runs: Sequence[Followed]
) -> dict[str, Any]:
    settled = [run.radius for run in runs if run.radius is not None]
    radius = certificate.radius if certificate.radius is not None else next(iter(settled), None)
    return {
        "parameters": parameters,
        "cycle": {
            "radius": radius,
            "enclosure": certificate.enclosure,
            "multiplier": certificate.multiplier,
            "point": certificate.point,
            "attracted_ball": certificate.ball,
            "lower_bound": certificate.bound,
        },
        "certificate": certificate.verdict.document(),
        "runs": [
            {
                "start": run.start,
                "reaches_cycle_at": run.reaches_cycle_at,
                "distance": run.distance,
            }
            for run in runs
        ],
    }


def _print(screen: Console, name: str, certificate: Certificate, runs: Sequence[Followed]) -> None:
    from rich.table import Table

    from sam_theory.report.tables import verdict_table

    screen.print(
        verdict_table((name, "status", "evidence"), [("certificate", certificate.verdict)])
    )
    table = Table(box=None, pad_edge=False)
    for heading in ("start", "reaches the cycle at", "radius", "distance to x*"):
        table.add_column(heading)
    for run in runs:
        start = ", ".join(f"{c:.6g}" for c in run.start)
        reached = "no" if run.reaches_cycle_at is None else f"k = {run.reaches_cycle_at:,}"
        numbers = ("" if v is None else f"{v:.12g}" for v in (run.radius, run.distance))
        table.add_row(f"({start})", reached, *numbers)
    screen.print(table)


def _write_map(target: str, library: Library) -> None:
    from sam_theory.certificates.mapping import compute, draw, rows

    entry = library.entry("problems", "quadratic")
    data = compute(lambda low, high: entry.build({"eigenvalues": (low, high)}))
    if target.endswith(".csv"):
        lines = ["tL,condition,certified,cycles,example"]
        lines += [",".join(f"{value:.12g}" for value in row) for row in rows(data)]
        write_whole(target, lambda file: file.write(("\n".join(lines) + "\n").encode()))
        return
    write_whole(target, lambda file: draw(data).savefig(file, format=Path(target).suffix[1:]))
