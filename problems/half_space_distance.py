"""Half the squared distance to a half-space: an unbounded set of minimizers."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

NORMAL = np.array([0.6, 0.8])
OFFSET = 0.4
ZERO = np.float64(0.0)


def distance(x: Array) -> Array:
    """max((3x₁ + 4x₂ − 2)/5, 0)."""
    xp = namespace(x)
    return xp.maximum(x @ xp.asarray(NORMAL) - OFFSET, xp.asarray(ZERO))


def value(x: Array) -> Array:
    """f = ½ distance²."""
    gap = distance(x)
    return gap * gap / 2


def gradient(x: Array) -> Array:
    """∇f = distance · (3, 4)/5."""
    return distance(x)[..., None] * namespace(x).asarray(NORMAL)


problem = Problem(
    name="half-space-distance",
    formula="f(x) = ½ max((3x₁ + 4x₂ − 2)/5, 0)²",
    dimension=2,
    value=value,
    gradient=gradient,
    starts=((2.0, 1.0), (-1.0, 2.5)),
    region=((-4.0, -4.0), (4.0, 4.0)),
    facts=Facts(
        convex=Fact(True, "half the square of a nonnegative convex function"),
        lipschitz=Fact(Enclosure(1.0, 1.0), "∇²f = aaᵀ or 0, ‖a‖ = 1"),
        infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
        attained=Fact(True, "f(0) = 0"),
        minimizers=Fact(distance, "f(x) = 0 if and only if 3x₁ + 4x₂ ≤ 2"),
        unique_minimizer=Fact(False, "every point of the half-space is one"),
        level_sets_bounded=Fact(False, "each contains the half-space"),
        definability=Fact("semialgebraic", "piecewise a polynomial on half-spaces"),
        kl_exponent=Fact(0.5, "‖∇f‖² = 2f"),
    ),
    source="elementary",
)
