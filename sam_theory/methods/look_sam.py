"""LookSAM: the perturbed gradient is computed every few steps, and part of it is used again.

The period 5 and α = 0.7 are among the authors' values.
"""

from __future__ import annotations

import math
import sys

from sam_theory.setting.error import absolute
from sam_theory.setting.method import Method
from sam_theory.setting.momentum import count_of
from sam_theory.setting.norms import norm, unit
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import namespace

examples = ()
LONGEST = 10**6  # period
ROUNDING = 64 * sys.float_info.epsilon  # a lesser share of the gradient has no direction


def look_sam(*, period: int = 5, alpha: float = 0.7) -> Method:
    """LookSAM: SAM at every p-th step; between, ∇f(x) and α‖∇f(x)‖ along SAM's last deviation."""
    every = count_of("period", period, LONGEST)
    if not 0 <= alpha < math.inf:
        raise ValueError(f"alpha must be at least 0; got {alpha}")

    def step(at: Point) -> Move:
        xp = namespace(at.x)
        along = unit(at.here)
        perturbed = at.gradient(at.x + at.radius * along)
        deviation = perturbed - xp.sum(perturbed * along, axis=-1, keepdims=True) * along
        resolved = norm(deviation) > ROUNDING * norm(perturbed)
        deviation = xp.where(resolved, deviation, xp.zeros_like(deviation))
        looks = (at.k - 1) % every == 0
        kept = xp.where(looks, deviation, at.state[0])
        again = at.here + alpha * norm(at.here) * unit(kept)
        g = xp.where(looks, perturbed, again)
        return Move(at.x - at.step * g, g, (kept,))

    return Method(
        name="look-sam",
        formula="x⁺ = x − tₖ gₖ; gₖ = ∇f(x + ρₖ u), u = ∇f(x)/‖∇f(x)‖, and h = gₖ − (gₖ·u)u "
        f"at k = 1, {1 + every}, …; else gₖ = ∇f(x) + {alpha:g}‖∇f(x)‖h/‖h‖",
        step=step,
        error=absolute(1, "gₖ = ∇f(xᵏ) between the steps of SAM, and (3)") if alpha == 0 else None,
        memory=1,
        source="Liu, Mai, Chen, Hsieh, You, CVPR 2022",
    )
