"""The best symmetric approximation of rank one, as it is and under a logarithm."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.library.domains import REALS, several, without
from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = ({}, {"eigenvalues": (3.0, 1.0, -0.5)})
FASTER = Fact(NO_CONSTANT, "f(se₁) ~ ¼s⁴ grows faster than any quadratic")
domains = {"eigenvalues": several(without(REALS, (0,)), 2, order="falling")}


def eigenvector_well(*, eigenvalues: tuple[float, ...] = (2.0, 1.0)) -> Problem:
    """f(x) = ¼‖xxᵀ − diag λ‖² − const = ¼(‖x‖² − λ₁)² + ½Σᵢ(λ₁ − λᵢ)xᵢ², λ₁ > λ₂ > …, none 0."""
    if eigenvalues[0] <= 0:
        raise ValueError(f"the first of the eigenvalues must be > 0; got {eigenvalues}")
    n, top = len(eigenvalues), eigenvalues[0]
    gaps = top - np.array(eigenvalues)
    return Problem(
        name="eigenvector-well",
        formula="f(x) = ¼(‖x‖² − λ₁)² + ½ Σᵢ (λ₁ − λᵢ)xᵢ²",
        dimension=n,
        value=lambda x: _value(x, top, gaps),
        gradient=lambda x: _gradient(x, top, gaps),
        starts=_starts(n),
        region=((-2.0,) * n, (2.0,) * n),
        facts=Facts(
            convex=Fact(False, "∇²f(0) = −diag λ, and λ₁ > 0"),
            lipschitz=FASTER,
            descent=FASTER,
            infimum=Fact(Enclosure(0.0, 0.0), "both terms are ≥ 0, and vanish at √λ₁ e₁"),
            attained=Fact(True, "f(√λ₁ e₁) = 0"),
            minimizers=Fact(lambda x: _distance(x, top), "f = 0 exactly at ±√λ₁ e₁"),
            unique_minimizer=Fact(False, "f is even"),
            level_sets_bounded=Fact(True, "f ≥ ¼(‖x‖² − λ₁)²"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(
                0.5,
                "∇f = ‖x‖²x − Λx = 0 at 0, ∇²f = −Λ, and at ±√λᵢ eᵢ for λᵢ > 0, where ∇²f has the "
                "eigenvalues 2λᵢ and λᵢ − λⱼ: none is 0",
            ),
        ),
        source="elementary",
    )


def log_eigenvector_well() -> Problem:
    """log(1 + f), f the eigenvector well with λ = (2, 1): same stationary points, ∇ Lipschitz."""
    top, gaps = 2.0, np.array((0.0, 1.0))

    def gradient(x: Array) -> Array:
        return _gradient(x, top, gaps) / (1 + _value(x, top, gaps))[..., None]

    return Problem(
        name="log-eigenvector-well",
        formula="log(1 + ¼(x² + y² − 2)² + ½y²)",
        dimension=2,
        value=lambda x: namespace(x).log1p(_value(x, top, gaps)),
        gradient=gradient,
        starts=_starts(2),
        region=((-2.0, -2.0), (2.0, 2.0)),
        facts=Facts(
            convex=Fact(False, "unbounded, yet it grows slower than any linear function"),
            lipschitz=Fact(
                Enclosure(4.646, 4.66),
                "interval branch and bound on the Hessian over the projective plane: "
                "tests/catalogues/test_enclosures.py; lower at (1.5552, 0)",
            ),
            descent=Fact(Enclosure(4.646, 4.66), "≤ L; lower as there, a positive eigenvalue"),
            infimum=Fact(Enclosure(0.0, 0.0), "both terms are ≥ 0, and vanish at (√2, 0)"),
            attained=Fact(True, "0 at (√2, 0)"),
            minimizers=Fact(lambda x: _distance(x, top), "0 exactly at (±√2, 0)"),
            unique_minimizer=Fact(False, "even"),
            level_sets_bounded=Fact(True, "log(1 + ¼(‖x‖² − 2)²) → ∞"),
            definability=Fact("analytic", "the logarithm of a polynomial ≥ 1"),
            kl_exponent=Fact(
                0.5,
                "the stationary points are those of f, and ∇² log(1 + f) = ∇²f/(1 + f) there, not "
                "singular: ∇²f has the eigenvalues λᵢ − λⱼ and 2λᵢ at ±√λᵢ eᵢ, −λᵢ at 0",
            ),
        ),
        source="elementary",
    )


def _starts(n: int) -> tuple[tuple[float, ...], ...]:
    return (tuple(0.08 + 0.3 * i for i in range(n)), tuple(-1.3 + 0.9 * i for i in range(n)))


def _value(x: Array, top: float, gaps: Array) -> Array:
    xp = namespace(x)
    square = x * x
    weighted = xp.sum(xp.asarray(gaps) * square, axis=-1)
    return (xp.sum(square, axis=-1) - top) ** 2 / 4 + weighted / 2


def _gradient(x: Array, top: float, gaps: Array) -> Array:
    xp = namespace(x)
    return x * (xp.sum(x * x, axis=-1, keepdims=True) - top + xp.asarray(gaps))


def _distance(x: Array, top: float) -> Array:
    nearest = np.concatenate((np.abs(x[..., :1]) - math.sqrt(top), x[..., 1:]), axis=-1)
    return norm(nearest)[..., 0]
