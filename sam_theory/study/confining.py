"""Settings of a problem without an L: run on boxes that grow until they hold the runs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from sam_theory.runs.trace import Range, Trace
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.box import Region
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.setting.region import least_on_boundary, lipschitz_on, steepest_on
from sam_theory.statements.theorem import Setting
from sam_theory.verdict import Status, consistent, proved, undecided

DOUBLINGS = 6
MARGIN = 1e-6  # relative, above the greatest recorded value of a schedule
BITS = 30  # of such a bound, if that is enough: much finer than the margin


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
    if trace.iterates is None or reach is None:
        return False
    if trace.ending.reason in ("overflow", "outside the domain"):
        return False
    low, high = trace.iterates.low.min(axis=0), trace.iterates.high.max(axis=0)
    return region.holds(low - reach, high + reach)


def _reach(method: Method, trace: Trace) -> float | None:
    """The longest ‖vₖ‖ of the run, from its stated bound ρₖ(a + r‖∇f(xᵏ)‖).

    Where none is stated, errors are measured at the iterates, and (3) is asked for there alone;
    but not where components are drawn: of these (3) is asked for as far as ρₖ from them.
    """
    bound = method.error
    if (
        not method.uses_radius
        or (bound is None and method.draws == 0)
        or method.error_model == "exact"
    ):
        return 0.0
    if trace.radii is None:
        return None
    if bound is None:
        return float(trace.radii.high.max())
    size = bound.relative * trace.gradients.high + bound.absolute
    return float((trace.radii.high * size).max())


def confined(
    setting: Setting, starts: np.ndarray, region: Region, traces: Sequence[Trace]
) -> Setting:
    """The setting, with the verdict that its runs stay in the region: for ever, or as recorded.

    What is stated of a method that draws components is a mean over all that may be drawn, of which
    one run shows nothing, and no number of them that none goes farther.
    """
    method, reason = setting.method, _descends_within(setting, starts, region, traces)
    if reason:
        stay = proved(reason)
    elif method.draws > 0:
        stay = undecided(f"one run stays in the box {region}, and other draws may leave it")
    elif method.error is None and method.uses_radius:
        told = f"the recorded run stays in the box {region}; where it probes is not stated"
        stay = consistent(told)
    else:
        stay = consistent(f"the recorded run and its probes stay in the box {region}")
    return replace(setting, confinement=stay)


def _descends_within(
    setting: Setting, starts: np.ndarray, region: Region, traces: Sequence[Trace]
) -> str:
    """Why no run leaves the region; empty where that is not shown.

    With ν = L sup ρ < 1 and t ≤ (2 − 2ν)/(L(1 + ν)²) for every k, f does not increase along the
    segment from xᵏ to xᵏ⁺¹ (K24, (40)); so it cannot cross a boundary on which f > f(x¹), that of
    the region less the longest probe. L is that of the region inflated by the longest step and
    probe from within.
    """
    method, problem = setting.method, setting.problem
    if method.error_model not in ("exact", "relative") or not method.derived:
        return ""  # what is derived has a displacement: x⁺ = x − t∇f(x + v)
    step = _supremum(setting.step, [trace.steps for trace in traces])
    radius: Fraction | None = Fraction(0)
    if method.uses_radius:
        radius = _supremum(setting.radius, [trace.radii for trace in traces])
    if step is None or radius is None or not _short(problem.facts.lipschitz, step, radius):
        return ""
    slope = steepest_on(problem, region)
    if not math.isfinite(slope):
        return ""
    highest = float(problem.value(starts).max())
    inner = region.inflated(-slope * float(radius))  # the probes from there stay in the region
    inside = inner.holds(starts.min(axis=0), starts.max(axis=0))
    if not (inside and least_on_boundary(problem, inner) > highest):
        return ""
    wider = lipschitz_on(problem, region.inflated(slope * float(max(2 * step, radius))))
    if isinstance(wider, str) or not _decreases(Fraction(wider.value.upper), step, radius):
        return ""
    nu = float(Fraction(wider.value.upper) * radius)
    return (
        f"f > {highest:.6g} on the boundary of the box {inner}, with probes in {region}, "
        f"and f does not increase: L = {wider.value.upper:.6g} around it, ν = {nu:.4g}"
    )


def _short(local: Fact[Enclosure] | None, step: Fraction, radius: Fraction) -> bool:
    """Whether f may decrease at all: L of the region inflated is no less than that of the region.

    This spares most settings the balls, which take most of the time.
    """
    return local is None or _decreases(Fraction(local.value.lower), step, radius)


def _decreases(lipschitz: Fraction, step: Fraction, radius: Fraction) -> bool:
    """Whether t ≤ (2 − 2ν)/(L(1 + ν)²) with ν = Lρ < 1, for the longest t and ρ."""
    nu = lipschitz * radius
    return nu < 1 and lipschitz * step * (1 + nu) ** 2 <= 2 - 2 * nu


def _supremum(schedule: Schedule, seen: Sequence[Range | None]) -> Fraction | None:
    """The greatest recorded value, and a little, if the sequence never exceeds it."""
    greatest = max((float(s.high.max()) for s in seen if s is not None), default=0.0)
    if greatest == 0:
        return Fraction(0) if schedule.is_constant else None
    bound = Fraction(greatest * (1 + MARGIN))
    return bound if _stays_below(schedule, bound) else None


def _stays_below(schedule: Schedule, bound: Fraction) -> bool:
    """Whether the sequence is known to: one of 1/L is asked for L = 1, for all problems at once."""
    from sam_theory.schedules.relative import degree_in_lipschitz

    lipschitz = schedule.lipschitz
    if lipschitz is not None and degree_in_lipschitz(schedule.tree) == -1:
        alike, below = replace(schedule, lipschitz=Fraction(1)), _rounded_down(bound * lipschitz)
        if _proved_below(alike, below):
            return True
    return _proved_below(schedule, bound)


def _proved_below(schedule: Schedule, bound: Fraction) -> bool:
    verdict = decide("radius-relative", schedule, schedule, lipschitz=1 / bound)
    return verdict.status is Status.PROVED


def _rounded_down(number: Fraction) -> Fraction:
    """A number > 0 to `BITS` bits, which drop what rounding makes differ between problems."""
    unit = Fraction(2) ** (math.frexp(float(number))[1] - BITS)
    return math.floor(number / unit) * unit
