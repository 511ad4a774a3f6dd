"""Polyak's heavy ball and Nesterov's variant of it, with the parameters of PyTorch's SGD.

θ = 0.9 is the value that K24, section 5, trains with.
"""

from __future__ import annotations

from sam_theory.setting.displacement import Displacement
from sam_theory.setting.error import exact
from sam_theory.setting.method import Method, carried
from sam_theory.setting.momentum import Momentum

examples = ()


def heavy_ball(
    *, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> Method:
    """Gradient descent with momentum: x⁺ = x − tₖ mₖ, mₖ = θ mₖ₋₁ + ∇f(x)."""
    ball = Momentum(momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)
    return carried(
        ball,
        Displacement(None),
        name="heavy-ball",
        gradient="∇f(x)",
        without=exact("without momentum gₖ = ∇f(xᵏ)"),
        source="Polyak 1964; Sutskever, Martens, Dahl, Hinton, ICML 2013; torch.optim.SGD",
    )
