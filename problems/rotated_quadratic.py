"""A quadratic in the plane whose eigenvectors are (3, 4)/5 and (4, −3)/5, with exact entries."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.library.domains import above, at_least
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples = ()
domains = {"low": above(0), "gap": at_least(0)}


def rotated_quadratic(*, low: float = 1.0, gap: float = 0.25) -> Problem:
    """f(x) = ½⟨Ax, x⟩, A = λI + γ(16 −12; −12 9): eigenvalues λ = `low` and λ + 25γ, γ = `gap`.

    A small integer times γ and λ make A, so that ∇f has floats that are exact for dyadic λ and γ.
    """
    top = Enclosure.containing(Fraction(low) + 25 * Fraction(gap))
    matrix = low * np.eye(2) + gap * np.array([[16.0, -12.0], [-12.0, 9.0]])

    def gradient(x: Array) -> Array:
        return x @ namespace(x).asarray(matrix)

    def value(x: Array) -> Array:
        xp = namespace(x)
        across = 4 * x[..., 0] - 3 * x[..., 1]
        return (low * xp.sum(x * x, axis=-1) + gap * across * across) / 2

    return Problem(
        name="rotated-quadratic",
        formula="f(x) = ½(λ‖x‖² + γ(4x₁ − 3x₂)²)",
        dimension=2,
        value=value,
        gradient=gradient,
        starts=((1.0, -0.5), (0.25, 0.375)),
        region=((-2.0, -2.0), (2.0, 2.0)),
        facts=Facts(
            convex=Fact(True, "a sum of squares"),
            strong_convexity=Fact(Enclosure(low, low), "A(3, 4) = λ(3, 4)"),
            lipschitz=Fact(top, "A(4, −3) = (λ + 25γ)(4, −3)"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "f(x) ≥ λ‖x‖²/2"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact((float(low), top.upper), "A has eigenvectors (3, 4) and (4, −3)"),
        ),
        source="elementary",
    )
