"""Stochastic gradient descent: the gradient of a minibatch of the components of f."""

from __future__ import annotations

from sam_theory.setting.method import Method
from sam_theory.setting.momentum import Momentum, count_of

examples = ()
MOST = 10_000  # components in a minibatch


def sgd(
    *,
    minibatch: int = 1,
    momentum: float = 0.0,
    nesterov: bool = False,
    weight_decay: float = 0.0,
) -> Method:
    """SGD: x⁺ = x − tₖ ∇l(x; ξₖ), ξₖ a minibatch drawn with replacement."""
    ball = Momentum(momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)
    return Method(
        name="sgd",
        formula=f"x⁺ = x − tₖ dₖ, {ball.text}, g = ∇l(x; ξₖ), ξₖ of size {minibatch}",
        step=ball.step(lambda at: at.sampled(at.x)),
        error=None,
        memory=1,
        draws=1,
        minibatch=count_of("minibatch", minibatch, MOST),
        uses_radius=False,
        uses_gradient=False,
        source="Robbins, Monro 1951; torch.optim.SGD",
    )
