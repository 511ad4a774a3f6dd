"""f(xᵏ) → f(x̄) for a stationary x̄: property (4) of K24, Table 1."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.gradient_limit import gradient_limit
from sam_theory.properties.iterate_limit import iterate_limit
from sam_theory.properties.liminf_gradient import liminf_gradient
from sam_theory.verdict import Verdict, consistent, undecided, violated

CLEAR_FALL = np.log(5.0)  # of the way per octave, over the tail


def value_limit(analysis: Analysis) -> Verdict:
    """Fails if ‖x‖ → ∞, if ‖∇f‖ stays away from 0, or if f does not converge."""
    least, point = analysis.verdict(liminf_gradient), analysis.verdict(iterate_limit)
    if analysis.trace.stopped or least.fails or point.holds:
        return least if least.fails else point
    if analysis.escapes:
        return violated("‖x‖ → ∞: x moves straight on, by as much in every octave")
    heights, keeps_moving = analysis.heights, analysis.value_keeps_moving
    if not (keeps_moving or least.holds):
        return undecided(least.evidence)
    told = f"the range of f over an octave: {heights.span.evidence}"
    if keeps_moving:
        return violated(told)
    sure = analysis.verdict(gradient_limit).holds or heights.monotone
    if analysis.bounded and sure and (heights.converge or heights.monotone):
        return consistent(f"x stays bounded; {told}")
    if (
        not analysis.motion.recorded
        and analysis.verdict(gradient_limit).holds
        and _short_way(analysis)
    ):
        return consistent(told)
    return undecided(told)


def _short_way(analysis: Analysis) -> bool:
    """Whether f converges over a way of finite length, if x goes down along the gradients.

    x may turn as well, which shortens this way less and less; a clear fall speaks against that.
    """
    way = analysis.heights.way
    return analysis.heights.converge and way.converges and way.fall >= CLEAR_FALL
