"""A half space in which x only moves outwards, and to infinity where Σtₖ = ∞.

There xᵏ⁺¹ᵢ = xᵏᵢ − tₖgᵢ with −σgᵢ > 0, σ the direction. If σxᵏᵢ, which increases, were bounded, it
would stay in some [a, R]. −σgᵢ is a formula in xᵢ, in ρₖ, and in numbers of [−1, 1], positive and
continuous in all of them, so it is at least some m > 0 on that compact set, for every draw: then
σxᵏᵢ ≥ a + mΣtₖ, without bound. Where ρ = 0 is in the range, methods may treat it apart: the formula
for ρ > 0 must be positive at ρ = 0 too, and so must that for ρ = 0.
"""

from __future__ import annotations

from sam_theory.certificates.dynamics import Dynamics, Place
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Drift, Side
from sam_theory.certificates.ranges import formula_of, holds_from, stays_in
from sam_theory.certificates.verifier.cells import within
from sam_theory.certificates.verifier.quotients import Quotient, Span
from sam_theory.certificates.verifier.signs import Region
from sam_theory.certificates.verifier.stepping import Row, Spot, gradient, steps
from sam_theory.certificates.verifier.symbols import Symbol
from sam_theory.certificates.wording import number_text, range_text
from sam_theory.schedules.decisions import step_verdicts
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball
from sam_theory.verdict import Status


def verify(dynamics: Dynamics, drift: Drift) -> Established | Refused:
    """Whether x moves outwards in the half space, and Σtₖ = ∞."""
    low, high = drift.radius
    if not 0 <= drift.coordinate < dynamics.problem.dimension or abs(drift.direction) != 1:
        return Refused("a drift needs one of the coordinates, and the direction 1 or −1")
    if not 0 <= low <= high:
        return Refused("the range of ρ must be one of numbers ≥ 0")
    if dynamics.method.memory:
        return Refused("the method keeps a state, of which nothing is said")
    if not _diverges(dynamics):
        return Refused("Σtₖ = ∞ is not shown")
    try:
        return _verified(dynamics, drift)
    except (Undecided, ZeroDivisionError) as error:
        return Refused(str(error))


def _diverges(dynamics: Dynamics) -> bool:
    step = formula_of(dynamics.step)
    return step is not None and step_verdicts(step)["step-diverges"].status is Status.PROVED


def _verified(dynamics: Dynamics, drift: Drift) -> Established | Refused:
    low, high = drift.radius
    moves = True
    for ends in [(low, high)] if low > 0 or high == 0 else [(low, low), (low, high)]:
        region = Region(1)
        x, ahead = _half_space(region, dynamics.problem.dimension, drift)
        step = region.ray()
        radius = _radius(region, ends)
        moves = moves and any(part.nonzero for part in gradient(dynamics.problem, x))
        found = list(steps(dynamics.problem, dynamics.method, Spot(x), step, radius))
        region.close()
        for image, estimate in found:
            moved = image.x[drift.coordinate] - x[drift.coordinate]
            outwards = estimate[drift.coordinate] * -drift.direction
            if (moved * drift.direction - Symbol(step, region) * outwards).value.number != 0:
                return Refused("the step is not x⁺ = x − tg")
            if not _compact(region, outwards.value, ahead):
                return Refused("gᵢ depends on more than xᵢ and ρₖ")
            if not region.positive(outwards.value):
                return Refused("a step is not seen to lead outwards")
    return _established(drift, stationary=not moves)


def _radius(region: Region, ends: Side) -> Quotient:
    """Every ρ between the ends, 0 left out where there are others."""
    low, high = ends
    if low == high:
        return region.field.number(low)
    part = region.unit(positive=low == 0)
    length = region.field.number(high - low)
    return region.field.add(region.field.number(low), region.field.multiply(part, length))


def _half_space(region: Region, n: int, drift: Drift) -> tuple[Row, Quotient]:
    """Every point of it, and how far beyond its end the point is."""
    ahead = region.ray()
    x = [Symbol(region.parameter(Span(None, None)), region) for _ in range(n)]
    end = Symbol(ahead, region) + drift.end
    x[drift.coordinate] = end * drift.direction
    return tuple(x), ahead


def _compact(region: Region, a: Quotient, ahead: Quotient) -> bool:
    """Whether it is a formula in the distance ahead and in numbers of [0, 1], without k."""
    node, only = region.field.node(a), region.field.node(ahead)
    free = region.parameters(node) - region.parameters(only)
    return not node.contains("k") and all(region.spans[j].bounded for j in free)


def _established(drift: Drift, *, stationary: bool) -> Established:
    sign = "" if drift.direction > 0 else "−"
    side = f"{sign}x{drift.coordinate + 1}"
    return Established(
        text=f"where {side} ≥ {number_text(drift.end)}, every step with ρ "
        f"{range_text(drift.radius)} increases {side}, which tends to ∞ as Σtₖ = ∞",
        escapes=True,
        unless_stationary=stationary,
    )


def inside(dynamics: Dynamics, drift: Drift, place: Place, k: int) -> bool:
    """Whether the place certainly lies in the half space, and tₖ ≥ 0, ρₖ in its range from k on."""
    step = formula_of(dynamics.step)
    side: Ball = place.x[drift.coordinate] * drift.direction
    return (
        within((drift.end, None), side)
        and step is not None
        and holds_from(step, k)
        and stays_in(dynamics.radius, drift.radius, k)
    )
