"""Sharpness-aware minimization, ascending along the gradient or, for an example, descending."""

from __future__ import annotations

from sam_theory.setting.displacement import ascent, descent
from sam_theory.setting.method import Method, displaced


def sam() -> Method:
    """x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)."""
    return displaced(
        ascent,
        name="sam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)",
        source="Foret, Kleiner, Mobahi, Neyshabur, ICLR 2021; K24, (2c)",
    )


def igd_constant_error() -> Method:
    """x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x)/‖∇f(x)‖), an inexact gradient descent with error up to Lρₖ."""
    return displaced(
        descent,
        name="igd-constant-error",
        formula="x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x)/‖∇f(x)‖)",
        source="K24, Example 3.4",
    )
