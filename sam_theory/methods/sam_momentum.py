"""SAM inside a heavy ball, as it is trained with.

θ = 0.9 is the value of K24, section 5.
"""

from __future__ import annotations

from sam_theory.setting.displacement import Displacement, ascent
from sam_theory.setting.error import absolute
from sam_theory.setting.method import Method, carried
from sam_theory.setting.momentum import Momentum


def sam_momentum(
    *, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> Method:
    """SAM with momentum: x⁺ = x − tₖ mₖ, mₖ = θ mₖ₋₁ + ∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)."""
    ball = Momentum(momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)
    return carried(
        ball,
        Displacement(ascent),
        name="sam-momentum",
        gradient="∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)",
        without=absolute(1, "as SAM: the probe is at distance ρₖ, and (3)"),
        source="Foret, Kleiner, Mobahi, Neyshabur, ICLR 2021, over torch.optim.SGD; K24, section 5",
    )
