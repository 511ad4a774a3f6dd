"""Unnormalized SAM inside a heavy ball."""

from __future__ import annotations

from sam_theory.setting.displacement import Displacement, ascent
from sam_theory.setting.error import relative
from sam_theory.setting.method import Method
from sam_theory.setting.momentum import Momentum

examples = ()


def usam_momentum(
    *, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> Method:
    """USAM with momentum: x⁺ = x − tₖ mₖ, mₖ = θ mₖ₋₁ + ∇f(x + ρₖ ∇f(x))."""
    ball = Momentum(momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)
    return Method(
        name="usam-momentum",
        formula=f"x⁺ = x − tₖ dₖ, {ball.text}, g = ∇f(x + ρₖ ∇f(x))",
        step=ball.step(lambda at: at.gradient(at.x + at.radius * at.here)),
        error=ball.bound(relative(1, "as USAM: the probe is x + ρₖ∇f(x), and (3)")),
        memory=1,
        momentum=ball,
        inside=Displacement(ascent, 0.0),
        source="Andriushchenko, Flammarion, ICML 2022; Bolte, Le, Pauwels 2025",
    )
