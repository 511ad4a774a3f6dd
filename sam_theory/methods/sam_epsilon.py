"""SAM as the packages have it, with a small number added to the norm.

ε = 1e-12 is that of the first PyTorch implementation and of pytorch-optimizer.
"""

from __future__ import annotations

import math

from sam_theory.setting.error import absolute
from sam_theory.setting.method import Method
from sam_theory.setting.norms import norm
from sam_theory.setting.point import Move, Point

examples = ()


def sam_epsilon(*, epsilon: float = 1e-12) -> Method:
    """SAM with ε in the norm: x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x)/(‖∇f(x)‖ + ε))."""
    if not 0 < epsilon < math.inf:
        raise ValueError(f"epsilon must be positive; got {epsilon}")

    def step(at: Point) -> Move:
        g = at.gradient(at.x + at.radius * (at.here / (norm(at.here) + epsilon)))
        return Move(at.x - at.step * g, g)

    return Method(
        name="sam-epsilon",
        formula=f"x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x)/(‖∇f(x)‖ + {epsilon:g}))",
        step=step,
        error=absolute(1, "the probe is at distance ρₖ‖∇f(x)‖/(‖∇f(x)‖ + ε) ≤ ρₖ, and (3)"),
        source="Foret, Kleiner, Mobahi, Neyshabur, ICLR 2021, as implemented in PyTorch packages",
    )
