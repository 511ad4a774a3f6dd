"""Polyak's heavy ball and Nesterov's variant of it, with the parameters of PyTorch's SGD.

θ = 0.9 is the value that K24, section 5, trains with.
"""

from __future__ import annotations

from sam_theory.setting.displacement import Displacement
from sam_theory.setting.error import exact
from sam_theory.setting.method import Method
from sam_theory.setting.momentum import Momentum

examples = ()


def heavy_ball(
    *, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> Method:
    """Gradient descent with momentum: x⁺ = x − tₖ mₖ, mₖ = θ mₖ₋₁ + ∇f(x)."""
    ball = Momentum(momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)
    return Method(
        name="heavy-ball",
        formula=f"x⁺ = x − tₖ dₖ, {ball.text}, g = ∇f(x)",
        step=ball.step(lambda at: at.here),
        error=ball.bound(exact("without momentum gₖ = ∇f(xᵏ)")),
        memory=1,
        momentum=ball,
        inside=Displacement(None),
        uses_radius=False,
        source="Polyak 1964; Sutskever, Martens, Dahl, Hinton, ICML 2013; torch.optim.SGD",
    )
