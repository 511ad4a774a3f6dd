"""f(xᵏ) → f(x̄) for an accumulation point x̄, stationary or not: K24, (ii) of 3.3 and 4.1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.convergence import convergence
from sam_theory.properties.limits import Limit
from sam_theory.properties.value_limit import value_limit
from sam_theory.verdict import Verdict, consistent, undecided, violated


def value_convergence(analysis: Analysis) -> Verdict:
    """Whether f(xᵏ) converges, to f(x̄) by continuity wherever x accumulates at x̄."""
    stationary, point = analysis.verdict(value_limit), analysis.verdict(convergence)
    if stationary.holds:
        return stationary
    if point.holds:
        return consistent(f"f is continuous, and x converges: {point.evidence}")
    if analysis.explodes:
        return undecided("‖x‖ → ∞: there is no accumulation point")
    heights = analysis.heights
    told = f"the range of f over an octave: {heights.span.evidence}"
    if analysis.value_keeps_moving:
        return violated(told)
    if analysis.high.limit is not Limit.ZERO and analysis.may_swing_unseen:
        apart = analysis.trace.sampling.evaluated
        return undecided(f"{told}, but f was recorded {apart} iterations apart, and may swing")
    if analysis.unsettled:
        return undecided(analysis.unsettled)
    if heights.converge:
        return consistent(told)
    if analysis.bounded and heights.monotone and analysis.high.limit is not Limit.OPEN:
        return consistent(f"x stays bounded; {told}")
    return undecided(told)
