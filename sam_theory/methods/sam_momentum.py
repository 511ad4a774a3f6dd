"""SAM inside a heavy ball, as it is trained with.

θ = 0.9 is the value of K24, section 5.
"""

from __future__ import annotations

from sam_theory.setting.displacement import Displacement, ascent
from sam_theory.setting.error import absolute
from sam_theory.setting.method import Method
from sam_theory.setting.momentum import Momentum
from sam_theory.setting.norms import unit


def sam_momentum(
    *, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> Method:
    """SAM with momentum: x⁺ = x − tₖ mₖ, mₖ = θ mₖ₋₁ + ∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)."""
    ball = Momentum(momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)
    return Method(
        name="sam-momentum",
        formula=f"x⁺ = x − tₖ dₖ, {ball.text}, g = ∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)",
        step=ball.step(lambda at: at.gradient(at.x + at.radius * unit(at.here))),
        error=ball.bound(absolute(1, "as SAM: the probe is at distance ρₖ, and (3)")),
        memory=1,
        momentum=ball,
        inside=Displacement(ascent),
        source="Foret, Kleiner, Mobahi, Neyshabur, ICLR 2021, over torch.optim.SGD; K24, section 5",
    )
