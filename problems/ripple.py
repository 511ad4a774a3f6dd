"""A nonconvex landscape with infinitely many wells, all alike."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace


def ripple(*, dimension: int = 2) -> Problem:
    """f(x) = Σᵢ (1 − cos xᵢ), so ∇²f = diag cos xᵢ and L = 1."""

    def value(x: Array) -> Array:
        xp = namespace(x)
        return 2 * xp.sum(xp.sin(x / 2) ** 2, axis=-1)  # 1 − cos, without cancellation

    def distance(x: Array) -> Array:
        return norm(x - 2 * math.pi * np.round(x / (2 * math.pi)))[..., 0]

    return Problem(
        name="ripple",
        formula="f(x) = Σᵢ (1 − cos xᵢ)",
        dimension=dimension,
        value=value,
        gradient=lambda x: namespace(x).sin(x),
        starts=(
            tuple(2.5 - 0.3 * (i % 7) for i in range(dimension)),
            tuple(-1.2 + 0.7 * (i % 5) for i in range(dimension)),
        ),
        region=((-6.0,) * dimension, (6.0,) * dimension),
        facts=Facts(
            convex=Fact(False, "∂²f/∂x₁² = cos x₁ = −1 at x₁ = π"),
            lipschitz=Fact(Enclosure(1, 1), "‖diag cos xᵢ‖ ≤ 1, attained at 0"),
            descent=Fact(Enclosure(1, 1), "∇²f(0) = I"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(distance, "f(x) = 0 exactly on 2πℤⁿ"),
            unique_minimizer=Fact(False, "f(0) = f(2πe₁) = 0"),
            level_sets_bounded=Fact(False, "{f ≤ 2n} = ℝⁿ"),
            definability=Fact("analytic", "cos is"),
            kl_exponent=Fact(0.5, "∇f = 0 only on πℤⁿ, where ∇²f = diag(±1) is nonsingular"),
        ),
        source="elementary",
    )
