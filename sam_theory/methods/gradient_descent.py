"""Plain gradient descent, the method that the others perturb."""

from __future__ import annotations

from sam_theory.setting.method import Method, displaced


def gradient_descent() -> Method:
    """x⁺ = x − tₖ ∇f(x); the radius is not used."""
    return displaced(
        None,
        name="gradient-descent",
        formula="x⁺ = x − tₖ ∇f(x)",
        source="Cauchy 1847; K24, Algorithms 1 and 2 with g = ∇f",
    )
