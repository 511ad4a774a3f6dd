"""All settings of one problem: placed on boxes where need be, run, and found out about."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.setting.oracle import lacks_components
from sam_theory.setting.problem import Problem, answering, starting_points
from sam_theory.setting.region import on_region
from sam_theory.statements.finding import (
    Finding,
    Skipped,
)
from sam_theory.statements.theorem import Setting
from sam_theory.study.confining import confined, needs_region, regions, stays
from sam_theory.study.findings import findings_of
from sam_theory.study.running import Runs, generator, identity, traces_of
from sam_theory.study.settings import Chosen, pairs_of, setting_of, settings_of
from sam_theory.study.study import Result, Study


def examine(study: Study, problem_name: str) -> Result:
    """All settings of one problem: run together, judged, held against the theorems."""
    problem = study.library.get("problems", problem_name)
    theorems = [study.library.get("theorems", name) for name in study.theorems]
    chosen = [
        (method, pair)
        for method in (study.library.get("methods", name) for name in study.methods)
        for pair in pairs_of(study, problem, method)
    ]
    placed = place(study, problem, chosen)
    findings = findings_of(
        placed.settings, placed.runs, theorems, curves=study.curves, draws=study.draws
    )
    ordered = sorted(findings, key=lambda f: place_of(f, chosen))
    return tuple(ordered), placed.skipped


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Settings of one problem with their runs, each with an L where one holds; and what is left."""

    settings: tuple[Setting, ...]
    runs: Runs
    skipped: tuple[Skipped, ...]


def place(study: Study, problem: Problem, chosen: Chosen) -> Placed:
    """Run these methods and pairs on the problem, on boxes where no L of it holds everywhere."""
    unable = [(m, pair) for m, pair in chosen if lacks_components(problem, m.name, m.draws)]
    able = [(m, pair) for m, pair in chosen if not lacks_components(problem, m.name, m.draws)]
    inside, runs, left, why = on_regions(study, problem, able)
    settings, skipped = settings_of(problem, [*left, *unable], why)
    return Placed(
        settings=(*inside, *settings),
        runs={**runs, **traces_of(study, settings)},
        skipped=tuple(skipped),
    )


def place_of(finding: Finding, chosen: Chosen) -> int:
    """Where the setting of a finding stands among those chosen."""
    key = (finding.method, finding.step, finding.radius)
    names = ((method.name, str(pair.step), str(pair.radius)) for method, pair in chosen)
    return next(i for i, told in enumerate(names) if told == key)


def on_regions(
    study: Study, problem: Problem, chosen: Chosen
) -> tuple[list[Setting], Runs, Chosen, str]:
    """Settings with the L of a box that holds their runs, these, what is left to run, and why.

    For problems with no L of (3) everywhere; the boxes grow until they hold the runs.
    """
    settings: list[Setting] = []
    found: Runs = {}
    if not needs_region(problem):
        return settings, found, chosen, ""
    points = starting_points(problem, study.starts, generator(study.seed, problem.name))
    answering(problem, points)
    left, why = (
        chosen,
        f"its runs leave every box that is tried, and no L of {problem.name} is known",
    )
    for region in regions(problem, points):
        local = on_region(problem, region)
        if isinstance(local, str):
            return settings, found, left, local
        tried = [setting_of(local, method, pair) for method, pair in left]
        runs = traces_of(study, tried)
        held = [stays(s, runs[identity(s)], region) for s in tried]
        for s in (s for s, h in zip(tried, held, strict=True) if h):
            settings.append(confined(s, points, region, runs[identity(s)]))
            found[identity(s)] = runs[identity(s)]
        left = [item for item, h in zip(left, held, strict=True) if not h]
        if not left:
            break
    return settings, found, left, why
