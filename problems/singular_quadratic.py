"""A quadratic that is minimal along a whole line."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

NORMAL = np.array([1.0, -2.0])
OFFSET = 1.0


def value(x: Array) -> Array:
    """f = ½(x₁ − 2x₂ − 1)²."""
    residual = x @ namespace(x).asarray(NORMAL) - OFFSET
    return residual * residual / 2


def gradient(x: Array) -> Array:
    """∇f = (x₁ − 2x₂ − 1)(1, −2)."""
    normal = namespace(x).asarray(NORMAL)
    return (x @ normal - OFFSET)[..., None] * normal


problem = Problem(
    name="singular-quadratic",
    formula="f(x) = ½(x₁ − 2x₂ − 1)²",
    dimension=2,
    value=value,
    gradient=gradient,
    starts=((1.0, 0.7), (-0.4, -0.3)),
    region=((-2.0, -2.0), (2.0, 2.0)),
    facts=Facts(
        convex=Fact(True, "∇²f = aaᵀ ≥ 0, a = (1, −2)"),
        lipschitz=Fact(Enclosure(5.0, 5.0), "L = ‖a‖² = 5"),
        infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(1, 0)"),
        attained=Fact(True, "f(1, 0) = 0"),
        minimizers=Fact(
            lambda x: np.abs(x @ NORMAL - OFFSET) / math.sqrt(5), "the line x₁ − 2x₂ = 1"
        ),
        unique_minimizer=Fact(False, "(1, 0) and (3, 1) are minimizers"),
        level_sets_bounded=Fact(False, "each contains the line x₁ − 2x₂ = 1"),
        definability=Fact("semialgebraic", "a polynomial"),
        kl_exponent=Fact(0.5, "‖∇f‖² = 10 f"),
        quadratic=Fact((0.0, 5.0), "eigenvalues of aaᵀ"),
    ),
    source="elementary",
)
