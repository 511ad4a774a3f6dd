"""xᵏ stays bounded, and so has an accumulation point."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.convergence import convergence
from sam_theory.properties.value_convergence import value_convergence
from sam_theory.verdict import Verdict, consistent, undecided, violated


def bounded(analysis: Analysis) -> Verdict:
    """Whether x wins no new ground, or f stays in a range of which the level sets are bounded."""
    if analysis.trace.stopped:
        return consistent("the run ends at a stationary point")
    if analysis.explodes:
        return violated("‖∇f‖ → ∞, hence ‖x‖ → ∞")
    if analysis.escapes:
        return violated("x moves straight on, by as much in every octave")
    if analysis.trace.ending.reason == "overflow" and analysis.motion.leaves:
        return violated("‖x‖ grew without end, and left the range of floating point")
    point = analysis.verdict(convergence)
    if point.holds:
        return consistent(f"x converges: {point.evidence}")
    outlook, heights = analysis.outlook, analysis.heights
    if analysis.unsettled:
        return undecided(analysis.unsettled)
    if outlook.level_sets_bounded and (heights.monotone or heights.bounded_above):
        return consistent("f rises no further, and its level sets are bounded")
    value = analysis.verdict(value_convergence)
    if outlook.level_sets_bounded and value.holds:
        return consistent(f"f converges, in bounded level sets: {value.evidence}")
    if analysis.motion.recorded and analysis.motion.confined:
        return consistent("each coordinate of x wins no new ground, or ever less of it")
    return undecided(f"how far x moves: {analysis.motion.moves.evidence}")
