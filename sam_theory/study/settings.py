"""From a problem, methods and pairs of formulas to the settings that can be run."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

from sam_theory.asymptotics.parsing import parse
from sam_theory.schedules.schedule import Numbers, Schedule
from sam_theory.setting.method import Method
from sam_theory.setting.oracle import lacks_components
from sam_theory.setting.problem import Problem
from sam_theory.statements.finding import (
    Skipped,
)
from sam_theory.statements.theorem import Setting
from sam_theory.study.confining import needs_region
from sam_theory.study.study import Pair, Study

Chosen = list[tuple[Method, Pair]]


def settings_of(
    problem: Problem, chosen: Chosen, why: str = ""
) -> tuple[list[Setting], list[Skipped]]:
    """The settings of one problem, and those that cannot be run; `why` there is no L, if known."""
    settings: list[Setting] = []
    skipped: list[Skipped] = []
    for method, pair in chosen:
        lacks = lacks_components(problem, method.name, method.draws)
        unmet = obstacle(problem, pair) or ""
        if not lacks and not unmet:
            settings.append(setting_of(problem, method, pair))
        else:
            skipped.append(
                Skipped(
                    problem=problem.name,
                    method=method.name,
                    step=str(pair.step),
                    radius=str(pair.radius),
                    reason=lacks or why or unmet,
                )
            )
    return settings, skipped


def pairs_of(study: Study, problem: Problem, method: Method) -> list[Pair]:
    """The pairs that differ for the method: where it uses no radius, that is 0.

    A sparing study runs those in D only where D is not L, and only the methods that theorems under
    the descent condition (4) speak of.
    """
    pairs = study.pairs
    if study.sparing and not _speaks_of_descent(problem, method):
        pairs = tuple(pair for pair in pairs if not _names_descent(pair))
    if method.uses_radius:
        return list(pairs)
    return list(dict.fromkeys(Pair(pair.step, "0") for pair in pairs))


def _speaks_of_descent(problem: Problem, method: Method) -> bool:
    facts = problem.facts
    apart = (
        needs_region(problem)
        and facts.descent is not None
        and math.isfinite(facts.descent.value.upper)
    )
    differs = apart or problem.descent_constant != problem.step_constant
    return differs and method.error_model in ("exact", "relative")


def _names_descent(pair: Pair) -> bool:
    formulas = (given for given in (pair.step, pair.radius) if isinstance(given, str))
    return any(parse(formula).contains("D") for formula in formulas)


def setting_of(problem: Problem, method: Method, pair: Pair) -> Setting:
    """The setting with the constants of the problem put into the formulas."""
    step, radius = (schedule_of(problem, formula) for formula in (pair.step, pair.radius))
    return Setting(problem=problem, method=method, step=step, radius=radius)


def schedule_of(problem: Problem, given: str | Numbers) -> Schedule:
    """The formula with L, D and n of the problem, as far as they are known; or the numbers."""
    if isinstance(given, Numbers):
        return Schedule.of(given)
    return _formula_of(given, problem.step_constant, problem.descent_constant, problem.dimension)


@lru_cache(maxsize=256)  # one of equal ones is soon compared with itself
def _formula_of(
    given: str, lipschitz: Fraction | None, descent: Fraction | None, dimension: int
) -> Schedule:
    return Schedule(given, lipschitz, dimension, descent=descent)


def obstacle(problem: Problem, pair: Pair) -> str | None:
    """Why the pair cannot be run on the problem; None if it can."""
    for what, given in (("step", pair.step), ("radius", pair.radius)):
        reason = unknown_constant(problem, given)
        if reason is not None:
            return f"the {what} {given} {reason}"
    return None


def unknown_constant(problem: Problem, given: str | Numbers) -> str | None:
    """What a formula needs and the problem does not have; None if it can be evaluated."""
    names = schedule_of(problem, given).unknown
    if not names:
        return None
    return f"needs {' and '.join(names)}, and no {' or '.join(names)} of {problem.name} is known"
