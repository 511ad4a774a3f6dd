"""Unnormalized SAM and its mirror image, extragradient."""

from __future__ import annotations

from sam_theory.setting.displacement import ascent, descent
from sam_theory.setting.method import Method, displaced


def usam() -> Method:
    """USAM: x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x))."""
    return displaced(
        ascent,
        name="usam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x))",
        mixture=0.0,
        source="Andriushchenko, Flammarion, ICML 2022; K24, (2a)",
    )


def extragradient() -> Method:
    """Extragradient: x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x))."""
    return displaced(
        descent,
        name="extragradient",
        formula="x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x))",
        mixture=0.0,
        source="Korpelevich 1976; K24, (2b)",
    )
