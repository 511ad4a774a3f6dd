"""Unnormalized SAM and its mirror image, extragradient."""

from __future__ import annotations

from sam_theory.setting.method import Method, ascent, descent


def usam() -> Method:
    """USAM: x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x))."""
    return Method(
        name="usam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x))",
        direction=ascent,
        mixture=0.0,
        source="Andriushchenko, Flammarion, ICML 2022; K24, (2a)",
    )


def extragradient() -> Method:
    """Extragradient: x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x))."""
    return Method(
        name="extragradient",
        formula="x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x))",
        direction=descent,
        mixture=0.0,
        source="Korpelevich 1976; K24, (2b)",
    )
