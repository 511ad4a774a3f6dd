"""Unnormalized SAM inside a heavy ball."""

from __future__ import annotations

from sam_theory.setting.displacement import Displacement, ascent
from sam_theory.setting.error import relative
from sam_theory.setting.method import Method, carried
from sam_theory.setting.momentum import Momentum

examples = ()


def usam_momentum(
    *, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> Method:
    """USAM with momentum: x⁺ = x − tₖ mₖ, mₖ = θ mₖ₋₁ + ∇f(x + ρₖ ∇f(x))."""
    ball = Momentum(momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)
    return carried(
        ball,
        Displacement(ascent, 0.0),
        name="usam-momentum",
        gradient="∇f(x + ρₖ ∇f(x))",
        without=relative(1, "as USAM: the probe is x + ρₖ∇f(x), and (3)"),
        source="Andriushchenko, Flammarion, ICML 2022; Bolte, Le, Pauwels 2025",
    )
