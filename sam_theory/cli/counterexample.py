"""`counterexample`: where a method with constant t and ρ rests, cycles or is held; certified."""

from __future__ import annotations

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
)
from sam_theory.errors import UsageError
from sam_theory.study.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.figure import Figure
    from rich.console import Console

    from sam_theory.certificates.certify import TwoCycle
    from sam_theory.certificates.finding.survey import Found
    from sam_theory.certificates.following import Followed
    from sam_theory.library.catalogues import Library
    from sam_theory.schedules.schedule import Schedule
    from sam_theory.setting.problem import Problem
    from sam_theory.statements.theorem import Setting
    from sam_theory.verdict import Verdict

PARABOLA = "quadratic[eigenvalues=(2.0,)]"  # f = x², as in Figure 1 of K24
ITERATIONS, LONGER, STARTS = 4000, 40_000, 3  # longer where no run settles
MOST_SENTENCES = 6  # of what was looked for
FORMATS = (".png", ".pdf", ".svg", ".csv")


def command(
    problem: Annotated[str | None, typer.Option(help=f"The problem. [default: {PARABOLA}]")] = None,
    method: Annotated[str, typer.Option(help="The method; it draws nothing.")] = "sam",
    step: Annotated[str, typer.Option(help="The stepsize t: a constant, or a formula.")] = "0.01",
    radius: Annotated[str, typer.Option(help="The radius ρ, likewise.")] = "0.1",
    map_file: Annotated[
        str | None,
        typer.Option("--map", metavar="FILE", help="Draw what runs end in over (t, ρ); or .csv."),
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = None,
) -> int:
    """Does SAM with constant stepsize and radius converge?

    Example: sam-theory counterexample --problem si-yun-sine --step 0.5/L

    Runs Example 3.1 of K24 and certifies the two-cycle in which it ends; or, for another problem
    or method, all points of the problem's box where the method rests although ∇f ≠ 0, and the
    cycles and traps in which runs end. Says what it did not find, and how far it looked.

    A cycle is enclosed in ball arithmetic; the certificate names a ball of starts that converge
    to it, and a bound below which ‖xᵏ − x*‖ never falls for large k. Exit status 1 if a cycle
    should have been certified and was not. Without the extra [proofs] nothing is certified.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.report.found import verdict_of

    require_writable(json)
    _require_map(map_file)
    catalogues = Library(folders(library))
    setting = _setting(catalogues, PARABOLA if problem is None else problem, method, step, radius)
    if map_file is not None and not (setting.step.is_constant and setting.radius.is_constant):
        raise UsageError(f"--map needs constants t and ρ; got {step!r} and {radius!r}")
    runs = _runs(setting)
    two, found = _two_cycle(setting, runs), _survey(setting, runs)
    verdict = verdict_of(two.verdict, found[0])
    write_json(json, "counterexample", _document(setting, two, found, verdict, runs))
    _print(console(json), setting, verdict, found, runs)
    if map_file is not None:
        _write_map(map_file, catalogues, None if problem is None else setting)
    return int(two.expected and not verdict.holds)


def _setting(library: Library, problem: str, method: str, step: str, radius: str) -> Setting:
    from sam_theory.study.settings import setting_of
    from sam_theory.study.study import Pair

    chosen, mover = library.get("problems", problem), library.get("methods", method)
    if mover.random:
        raise UsageError(f"--method must draw nothing; got {method}, whose steps are random")
    setting = setting_of(chosen, mover, Pair(step, radius))
    for name, schedule in (("step", setting.step), ("radius", setting.radius)):
        _require_positive(f"--{name}", schedule, chosen)
    return setting


def _require_positive(option: str, schedule: Schedule, problem: Problem) -> None:
    import numpy as np

    from sam_theory.study.settings import unknown_constant

    reason = unknown_constant(problem, schedule.formula)
    if reason is not None:
        raise UsageError(f"{option} {schedule.formula} {reason}; give a number")
    schedule.require_valid(option, LONGER)
    first = float(schedule.values(np.array([1]))[0])
    if schedule.is_constant and not first > 0:
        raise UsageError(f"{option} must be positive; {schedule.formula!r} is {first:g}")


def _require_map(target: str | None) -> None:
    if target is None:
        return
    if Path(target).suffix not in FORMATS:
        raise UsageError(f"--map must end in one of {', '.join(FORMATS)}; got {target!r}")
    require_writable(target)
    from sam_theory.errors import require_proofs

    require_proofs("counterexample --map")


def _runs(setting: Setting) -> tuple[Followed, ...]:
    import numpy as np

    from sam_theory.certificates.following import follow
    from sam_theory.setting.problem import starting_points

    f, method, t, rho = setting.problem, setting.method, setting.step, setting.radius
    starts = starting_points(f, STARTS, np.random.default_rng(0))
    runs = follow(f, method, t, rho, starts, ITERATIONS)
    if any(run.reaches_cycle_at is not None or not np.isfinite(run.last).all() for run in runs):
        return runs
    return follow(f, method, t, rho, starts, LONGER)


def _two_cycle(setting: Setting, runs: Sequence[Followed]) -> TwoCycle:
    """The two-cycle of SAM with constants, as in Example 3.1."""
    from sam_theory.certificates.certify import TwoCycle, certify
    from sam_theory.verdict import undecided

    if setting.method.name != "sam" or not (
        setting.step.is_constant and setting.radius.is_constant
    ):
        exact = _of_usam(setting)
        return TwoCycle(verdict=undecided("no certificate was found") if exact is None else exact)
    if setting.problem.facts.quadratic is not None:
        return certify(setting.problem, setting.step, setting.radius)
    settled = [run for run in runs if run.reaches_cycle_at is not None]
    near = tuple(float(c) for c in settled[0].last) if settled else None
    return certify(setting.problem, setting.step, setting.radius, near)


def _of_usam(setting: Setting) -> Verdict | None:
    from sam_theory.certificates.certify import usam_on_quadratic

    if setting.method.name != "usam" or not (
        setting.step.is_constant and setting.radius.is_constant
    ):
        return None
    return usam_on_quadratic(setting.problem, setting.step, setting.radius)


def _survey(setting: Setting, runs: Sequence[Followed]) -> tuple[Sequence[Found], Sequence[str]]:
    """What was found, and what was looked for."""
    import numpy as np

    from sam_theory.certificates.certify import NEEDS_FLINT, certifiable

    if not certifiable():
        return (), (f"nothing was looked for: {NEEDS_FLINT}",)
    from sam_theory.certificates.dynamics import Dynamics
    from sam_theory.certificates.finding.survey import survey

    found = survey(
        Dynamics(
            problem=setting.problem,
            method=setting.method,
            step=setting.step,
            radius=setting.radius,
        ),
        np.array([run.start for run in runs]),
    )
    return found.found, found.searched


def _document(
    setting: Setting,
    two: TwoCycle,
    survey: tuple[Sequence[Found], Sequence[str]],
    verdict: Verdict,
    runs: Sequence[Followed],
) -> dict[str, Any]:
    from sam_theory.report.found import found_document

    settled = [run.radius for run in runs if run.radius is not None]
    return {
        "parameters": _parameters(setting),
        "cycle": {
            "radius": two.radius if two.radius is not None else next(iter(settled), None),
            "enclosure": two.enclosure,
            "multiplier": two.multiplier,
            "point": two.point,
            "attracted_ball": two.ball,
            "lower_bound": two.bound,
        },
        "certificate": verdict.document(),
        "runs": [
            {
                "start": run.start,
                "reaches_cycle_at": run.reaches_cycle_at,
                "distance": run.distance,
            }
            for run in runs
        ],
        "found": found_document(survey[0]),
        "searched": survey[1],
    }


def _parameters(setting: Setting) -> dict[str, Any]:
    """What was asked; t and ρ as numbers where they are constants."""
    import numpy as np

    t, rho = (
        float(schedule.values(np.array([1]))[0]) if schedule.is_constant else None
        for schedule in (setting.step, setting.radius)
    )
    return {
        "problem": setting.problem.name,
        "method": setting.method.name,
        "step": setting.step.formula,
        "radius": setting.radius.formula,
        "t": t,
        "rho": rho,
    }


def _print(
    screen: Console,
    setting: Setting,
    verdict: Verdict,
    survey: tuple[Sequence[Found], Sequence[str]],
    runs: Sequence[Followed],
) -> None:
    from rich.padding import Padding

    from sam_theory.report.found import found_table, runs_table
    from sam_theory.report.tables import verdict_table

    name = setting.problem.name
    screen.print(verdict_table((name, "status", "evidence"), [("certificate", verdict)]))
    screen.print(runs_table(runs))
    if survey[0]:
        screen.print(found_table(survey[0]))
    screen.print("Looked for:")
    left = len(survey[1]) - MOST_SENTENCES
    more = [f"{left} more sentences are in --json"] if left > 0 else []
    for sentence in [*survey[1][:MOST_SENTENCES], *more]:
        screen.print(Padding(f"{sentence}.", (0, 0, 0, 2)))


def _write_map(target: str, library: Library, setting: Setting | None) -> None:
    """The map of the setting's problem; of quadratics over (tL, κ) where none is asked for."""
    from sam_theory.certificates import mapping, stall_map

    if setting is None:
        entry = library.entry("problems", "quadratic")
        quadratics = mapping.compute(lambda low, high: entry.build({"eigenvalues": (low, high)}))
        _save(target, mapping.HEADINGS, mapping.rows(quadratics), lambda: mapping.draw(quadratics))
        return
    data = stall_map.compute(setting.problem, setting.method, setting.step, setting.radius)
    _save(target, stall_map.HEADINGS, stall_map.rows(data), lambda: stall_map.draw(data))


def _save(
    target: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[float | str]],
    draw: Callable[[], Figure],
) -> None:
    if target.endswith(".csv"):
        lines = [",".join(headings)]
        lines += [",".join(_cell(value) for value in row) for row in rows]
        write_whole(target, lambda file: file.write(("\n".join(lines) + "\n").encode()))
        return
    write_whole(target, lambda file: draw().savefig(file, format=Path(target).suffix[1:]))


def _cell(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.12g}"
