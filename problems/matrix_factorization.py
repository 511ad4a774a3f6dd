"""Factorizing a matrix into a column and a row, as it is and weighted to be globally smooth."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

FASTER = Fact(NO_CONSTANT, "f ~ ½s⁴ along u = v = se₁, faster than any quadratic")
STARTS = ((0.1, 0.4, -0.3, 0.2), (1.7, -0.6, 0.2, 0.9), (-0.5, 0.3, 0.8, 1.1))
REGION = ((-2.0,) * 4, (2.0,) * 4)
SINGULAR = np.array((2.0, 1.0))  # M = diag(2, 1)


def matrix_factorization() -> Problem:
    """f(u, v) = ½‖uvᵀ − M‖² − ½ with M = diag(2, 1): minimizers uvᵀ = 2e₁e₁ᵀ, a hyperbola."""
    return Problem(
        name="matrix-factorization",
        formula="f(u, v) = ½‖uvᵀ − diag(2, 1)‖² − ½, u, v ∈ ℝ²",
        dimension=4,
        value=_value,
        gradient=_gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "∇²f(0) = −[[0, M], [M, 0]] has the eigenvalues ±2, ±1"),
            lipschitz=FASTER,
            descent=FASTER,
            infimum=Fact(
                Enclosure(0.0, 0.0),
                "the best error of rank one is the second singular value: ½ · 1²",
            ),
            attained=Fact(True, "at uvᵀ = 2e₁e₁ᵀ"),
            unique_minimizer=Fact(False, "f(su, v/s) = f(u, v)"),
            level_sets_bounded=Fact(False, "f(su, v/s) = f(u, v)"),
            definability=Fact("semialgebraic", "a polynomial"),
            # At u = αeᵢ, v = βeᵢ with αβ = σᵢ, f is ½(δ(αβ))² along eᵢ, of corank one as is the
            # curve, and ½(α²q² + β²p²) − σⱼpq along eⱼ, with determinant σᵢ² − σⱼ² ≠ 0.
            kl_exponent=Fact(
                0.5,
                "stationary are 0, where ∇²f is nonsingular, and the curves of singular pairs, "
                "along which ∇²f has corank one as σ₁ ≠ σ₂: Morse–Bott",
            ),
        ),
        source="elementary",
    )


def tempered_matrix_factorization() -> Problem:
    """f/(1 + ‖x‖²/4), f the factorization problem: ∇² has degree 0 at infinity."""
    return Problem(
        name="tempered-matrix-factorization",
        formula="(½‖uvᵀ − diag(2, 1)‖² − ½) / (1 + (‖u‖² + ‖v‖²)/4)",
        dimension=4,
        value=lambda x: _value(x) / _weight(x)[..., 0],
        gradient=_tempered_gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "positive at 0, between the minimizers ±(√2e₁, √2e₁)"),
            lipschitz=Fact(
                Enclosure(3.999, 8.0),
                "interval branch and bound on the Hessian over the projective space: "
                "tests/catalogues/test_enclosures.py; ∂²/∂v₁² → 4 at v = 0 as ‖u‖ → ∞",
            ),
            descent=Fact(Enclosure(3.999, 8.0), "≤ L; ∂²/∂v₁² → 4 at v = 0 as ‖u‖ → ∞"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0, with equality where uvᵀ = 2e₁e₁ᵀ"),
            attained=Fact(True, "at uvᵀ = 2e₁e₁ᵀ"),
            unique_minimizer=Fact(False, "zero at both (√2e₁, √2e₁) and its negative"),
            level_sets_bounded=Fact(False, "zero on an unbounded curve"),
            definability=Fact("semialgebraic", "a rational function"),
        ),
        source="elementary",
    )


def _value(x: Array) -> Array:
    """½(‖u‖²‖v‖² − 2⟨u, Mv⟩ + 4) = ½((u₁v₁ − 2)² + u₁²v₂² + u₂²v₁² + u₂²v₂² − 2u₂v₂)."""
    a, b, c, d = x[..., 0], x[..., 1], x[..., 2], x[..., 3]
    last = b * d
    return ((a * c - 2) ** 2 + (a * d) ** 2 + (b * c) ** 2 + last * (last - 2)) / 2


def _weight(x: Array) -> Array:
    return 1 + namespace(x).sum(x * x, axis=-1, keepdims=True) / 4


def _gradient(x: Array) -> Array:
    """(u‖v‖² − Mv, v‖u‖² − Mu)."""
    xp = namespace(x)
    u, v, singular = x[..., :2], x[..., 2:], xp.asarray(SINGULAR)
    left, right = (xp.sum(part * part, axis=-1, keepdims=True) for part in (u, v))
    return xp.concat((u * right - singular * v, v * left - singular * u), axis=-1)


def _tempered_gradient(x: Array) -> Array:
    weight = _weight(x)
    return (_gradient(x) - (_value(x)[..., None] / weight) * x / 2) / weight
