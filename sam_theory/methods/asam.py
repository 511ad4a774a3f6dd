"""ASAM: the perturbation is measured in a norm that is scaled by the parameters.

η = 0.01 is the authors' value; the adaptive SAM of most packages has η = 0.
"""

from __future__ import annotations

import math

from sam_theory.setting.method import Method
from sam_theory.setting.norms import norm
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import namespace

examples = ()


def asam(*, eta: float = 0.01) -> Method:
    """ASAM: x⁺ = x − tₖ ∇f(x + ρₖ T²∇f(x)/‖T∇f(x)‖), T = diag(|x| + η)."""
    if not 0 <= eta < math.inf:
        raise ValueError(f"eta must be at least 0; got {eta}")

    def step(at: Point) -> Move:
        xp = namespace(at.x)
        scale = xp.abs(at.x) + eta
        scaled = scale * at.here
        length = norm(scaled)
        v = at.radius * (scale * (scaled / xp.where(length == 0, 1.0, length)))
        g = at.gradient(at.x + v)
        return Move(at.x - at.step * g, g)

    return Method(
        name="asam",
        formula=f"x⁺ = x − tₖ ∇f(x + ρₖ T²∇f(x)/‖T∇f(x)‖), T = diag(|x| + {eta:g})",
        step=step,
        error=None,  # ‖v‖ ≤ ρₖ max(|xᵢ| + η), which the iterates need not bound
        source="Kwon, Kim, Park, Choi, ICML 2021",
    )
