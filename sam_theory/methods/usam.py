"""Unnormalized SAM and its mirror image, extragradient."""

from __future__ import annotations

from sam_theory.method import Method, Point, State
from sam_theory.problem import Array


def usam() -> Method:
    """USAM: x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x))."""

    def displacement(point: Point) -> tuple[Array, State]:
        return point.radius * point.gradient, ()

    return Method(
        name="usam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x))",
        error_model="relative",
        displacement=displacement,
        source="Andriushchenko, Flammarion, ICML 2022; K24, (2a)",
    )


def extragradient() -> Method:
    """Extragradient: x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x))."""

    def displacement(point: Point) -> tuple[Array, State]:
        return -point.radius * point.gradient, ()

    return Method(
        name="extragradient",
        formula="x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x))",
        error_model="relative",
        displacement=displacement,
        source="Korpelevich 1976; K24, (2b)",
    )
