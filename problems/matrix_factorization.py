"""Factorizing a matrix into a column and a row, as it is and weighted to be globally smooth."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace

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
        components=Components(
            4,
            _of_entries,
            _of_values,
            lipschitz=Fact(NO_CONSTANT, "f₁₁ = 2(u₁v₁ − 2)² − ½ ~ 2s⁴ along u = v = se₁"),
            variance=Fact(NO_CONSTANT, "along u = v = se₁, ∇f₁₁ ~ 4s³(e₁, e₁) and ∇f₂₂ = 0"),
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
                Enclosure(4, 4),
                "with e = x/‖x‖, ∇² = 4τT + (1 − τ)V, and both parts together stay within ±4I "
                "(below, and tests/catalogues/test_stationary.py); ∂²/∂v₁² → 4 at v = 0 as ‖u‖ → ∞",
            ),
            descent=Fact(Enclosure(4, 4), "≤ L; ∂²/∂v₁² → 4 at v = 0 as ‖u‖ → ∞"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0, with equality where uvᵀ = 2e₁e₁ᵀ"),
            attained=Fact(True, "at uvᵀ = 2e₁e₁ᵀ"),
            unique_minimizer=Fact(False, "zero at both (√2e₁, √2e₁) and its negative"),
            level_sets_bounded=Fact(False, "zero on an unbounded curve"),
            definability=Fact("semialgebraic", "a rational function"),
            kl_exponent=Fact(
                0.75,
                "stationary are the minimizers, along which ∇² has corank one, ±√p (e₂, e₂) with "
                "p = 2√3 − 2, where it is nonsingular, and 0, where it is singular along (e₂, −e₂) "
                "alone: there 2 + ½s⁴/(1 + s²/2), fixed by two symmetries (below)",
            ),
        ),
        source="elementary",
    )


# The constant of the weighted problem. f = F₀ + h, F₀ = ½‖u‖²‖v‖², h = 2 − uᵀMv, N = 1 + ‖x‖²/4,
# τ = 1 − 1/N, s = ‖u‖²‖v‖²/‖x‖⁴ ≤ ¼, K = [[0, M], [M, 0]] with −2I ≤ K ≤ 2I, κ = eᵀKe, |κ| ≤ 4√s.
# - ∇²(F₀/N) = 4τT(τ) with T(τ) = ∇²F̂ − 2τ(ĝeᵀ + eĝᵀ) + F̂(8τ²eeᵀ − 2τI), where F̂ = s/2, ĝ and
#   ∇²F̂ are those of F₀ at e. dᵀTd is convex in τ, by no more than 4s; T(0) has eigenvalues in
#   [−3s, 1 + 3s], and T(1), a quarter of ∇²(2‖u‖²‖v‖²/‖x‖²), in [−3s, 1 − 2s]. So
#   −3s − 4sτ(1 − τ) ≤ T ≤ (1 − τ)(1 + 3s) + τ(1 − 2s).
# - ∇²(h/N) = (1 − τ)V, V = −RKR + 4τ(1 − τ)eeᵀ − (1 − τ − τκ)I, R = I − 2τeeᵀ, ‖R‖ = 1: so
#   −3 + τ − 4τ√s ≤ V ≤ 1 + 5τ − 4τ² + 4τ√s.
# That 4τT + (1 − τ)V is within [−4, 4] are then two inequalities in τ and √s, polynomials.
#
# Stationary points of f/N, f ≠ 0: ∇f = μx, μ = f/(2N) > 0, says Mv = (‖v‖² − μ)u and
# Mu = (‖u‖² − μ)v, so x = 0 or u, v are eigenvectors αeᵢ, βeᵢ of M with β = ±α (αβ = σᵢ gives
# μ = 0). Of the four quadratic equations in α² only that for i = 2, β = α has a positive root,
# p² + 4p − 8 = 0. At 0, ∇² = −I − K. The line ℝ(e₂, −e₂) is what (u₁, v₁) → −(u₁, v₁) and
# (u, v) → −(v, u) keep fixed, so ∇ is along it there, and f/N = Q(y) + 2 + ½s⁴/(1 + s²/2) in
# suitable coordinates, Q nonsingular (splitting lemma).


def _value(x: Array) -> Array:
    """½(‖u‖²‖v‖² − 2⟨u, Mv⟩ + 4) = ½((u₁v₁ − 2)² + u₁²v₂² + u₂²v₁² + u₂²v₂² − 2u₂v₂)."""
    a, b, c, d = x[..., 0], x[..., 1], x[..., 2], x[..., 3]
    last = b * d
    return ((a * c - 2) ** 2 + (a * d) ** 2 + (b * c) ** 2 + last * (last - 2)) / 2


def _of_values(x: Array, weights: Array) -> Array:
    """Σᵢⱼ wᵢⱼ fᵢⱼ, fᵢⱼ = 2(uᵢvⱼ − Mᵢⱼ)² − ½, the entries row by row."""
    return namespace(x).sum(weights * (2 * _errors(x) ** 2 - 0.5), axis=-1)


def _of_entries(x: Array, weights: Array) -> Array:
    """Σᵢⱼ wᵢⱼ 4(uᵢvⱼ − Mᵢⱼ)(vⱼeᵢ, uᵢeⱼ)."""
    xp = namespace(x)
    p = 4 * weights * _errors(x)
    a, b, c, d = (x[..., i] for i in range(4))
    e, f, g, h = (p[..., i] for i in range(4))
    return xp.stack((e * c + f * d, g * c + h * d, e * a + g * b, f * a + h * b), axis=-1)


def _errors(x: Array) -> Array:
    """uᵢvⱼ − Mᵢⱼ, (..., 4)."""
    a, b, c, d = (x[..., i] for i in range(4))
    return namespace(x).stack((a * c - 2, a * d, b * c, b * d - 1), axis=-1)


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
