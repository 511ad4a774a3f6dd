"""Settings of a problem without an L: run on boxes that grow until they hold the runs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from sam_theory.runs.trace import Trace
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.setting.region import (
    Region,
    least_on_boundary,
    lipschitz_on,
    steepest_on,
)
from sam_theory.statements.theorem import Setting
from sam_theory.verdict import Status, Verdict, consistent, proved

DOUBLINGS = 6
SHARES = (Fraction(0), Fraction(1, 10), Fraction(1, 2), Fraction(9, 10))  # tried for ν


def regions(problem: Problem, points: np.ndarray) -> Iterator[Region]:
    """The problem's box with its starts, and ever larger ones; `points` are the starts, (m, n)."""
    region = Region.around(np.concatenate([np.array(problem.region), points]))
    for _ in range(DOUBLINGS):
        yield region
        region = region.doubled


def needs_region(problem: Problem) -> bool:
    """Whether no L of (3) is known that holds everywhere."""
    fact = problem.facts.lipschitz
    return fact is None or math.isinf(fact.value.upper)


def stays(setting: Setting, traces: Sequence[Trace], region: Region) -> bool:
    """Whether the recorded iterates and their probes lie in the region."""
    return all(_holds(setting.method, trace, region) for trace in traces)


def _holds(method: Method, trace: Trace, region: Region) -> bool:
    reach = _reach(method, trace)
    if trace.box_low is None or trace.box_high is None or reach is None:
        return False
    if trace.ending.reason in ("overflow", "outside the domain"):
        return False
    low, high = trace.box_low.min(axis=0), trace.box_high.max(axis=0)
    return region.holds(low - reach, high + reach)


def _reach(method: Method, trace: Trace) -> float | None:
    """The longest ‖vₖ‖ of the run, from its stated bound ρₖ((1 − λ)‖∇f(xᵏ)‖ + λ)."""
    if method.direction is None:
        return 0.0
    share = method.error_mixture
    if math.isnan(share) or trace.radius_high is None:
        return None
    return float((trace.radius_high * ((1 - share) * trace.gradient_high + share)).max())


def confinement(setting: Setting, starts: np.ndarray, region: Region) -> Verdict:
    """That the runs from these starts stay in the region: for every k, or as far as recorded."""
    reason = _descends_within(setting, starts, region)
    if reason:
        return proved(reason)
    return consistent(f"the recorded run and its probes stay in the box {region}")


def _descends_within(setting: Setting, starts: np.ndarray, region: Region) -> str:
    """Why no run leaves the region; empty where that is not shown.

    With ν = L sup ρ < 1 and t ≤ (2 − 2ν)/(L(1 + ν)²) for every k, f does not increase along the
    segment from xᵏ to xᵏ⁺¹ (K24, (40)); so it cannot cross a boundary on which f > f(x¹). L is that
    of the region inflated by the longest step and probe from within.
    """
    method, problem = setting.method, setting.problem
    if method.error_model not in ("exact", "relative") or not method.derived:
        return ""
    highest = float(problem.value(starts).max())
    if not least_on_boundary(problem, region) > highest:
        return ""
    slope, inner = steepest_on(problem, region), problem.step_constant
    if not math.isfinite(slope) or inner is None:
        return ""
    wider = lipschitz_on(problem, region.inflated(2 * slope / float(inner)))
    if isinstance(wider, str):
        return ""
    for nu in SHARES:
        if _within(setting, Fraction(wider.value.upper), float(inner), nu):
            return (
                f"f > {highest:.6g} on the boundary of the box {region}, and f does not increase, "
                f"with L = {wider.value.upper:.6g} around it"
            )
    return ""


def _within(setting: Setting, L: Fraction, inner: float, nu: Fraction) -> bool:
    """Whether L sup ρ < ν (or ρ = 0) and t < (2 − 2ν)/(L(1 + ν)²) for every k.

    Then t‖g‖ and ρ‖∇f‖ are at most 2/L times ‖∇f‖, the length by which the region was inflated.
    """
    if Fraction(inner) > L:
        return False
    silent = setting.method.direction is None
    if nu == 0 and not silent:
        return False
    if nu > 0 and (silent or not _below(setting.radius, nu / L)):
        return False
    return _below(setting.step, (2 - 2 * nu) / (L * (1 + nu) ** 2))


def _below(schedule: Schedule, bound: Fraction) -> bool:
    """Whether sup of the sequence is below the bound: (1/bound) sup < 1."""
    verdict = decide("radius-relative", schedule, schedule, lipschitz=1 / bound)
    return verdict.status is Status.PROVED


def confined(setting: Setting, starts: np.ndarray, region: Region) -> Setting:
    """The setting, with the verdict that its runs stay in the region."""
    return replace(setting, confinement=confinement(setting, starts, region))
