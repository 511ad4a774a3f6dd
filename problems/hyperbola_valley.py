"""A valley of minimizers along a hyperbola, the smallest factorization problem."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

FASTER = Fact(NO_CONSTANT, "f(x, x) ~ x⁴ grows faster than any quadratic")
STARTS = ((2.1, 0.1), (-0.4, 0.9), (0.3, 0.2))
REGION = ((-2.5, -2.5), (2.5, 2.5))


def hyperbola_valley() -> Problem:
    """f(x, y) = (xy − 1)²; the minimizers form a hyperbola, and 0 is a saddle."""
    return Problem(
        name="hyperbola-valley",
        formula="f(x, y) = (xy − 1)²",
        dimension=2,
        value=lambda x: (x[..., 0] * x[..., 1] - 1) ** 2,
        gradient=lambda x: (2 * x[..., :1] * x[..., 1:] - 2) * namespace(x).flip(x, axis=-1),
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "∇²f(0) has the eigenvalues ±2"),
            lipschitz=FASTER,
            descent=FASTER,
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(1, 1)"),
            attained=Fact(True, "f(1, 1) = 0"),
            minimizers=MINIMIZERS,
            unique_minimizer=Fact(False, "f(1, 1) = f(−1, −1) = 0"),
            level_sets_bounded=Fact(False, "f = 0 on xy = 1"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(
                0.5,
                "‖∇f‖² = 4f(x² + y²), and x² + y² ≥ 2 on xy = 1; the only other stationary point "
                "is 0, where det ∇²f = −4",
            ),
        ),
        source="elementary",
    )


def tempered_hyperbola_valley() -> Problem:
    """(xy − 1)²/(1 + ‖x‖²/4): ∇² has degree 0 at infinity, so it is bounded."""
    return Problem(
        name="tempered-hyperbola-valley",
        formula="(xy − 1)² / (1 + (x² + y²)/4)",
        dimension=2,
        value=lambda x: (x[..., 0] * x[..., 1] - 1) ** 2 / _weight(x),
        gradient=_tempered_gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "∇²(0) has the eigenvalues −½ ± 2"),
            lipschitz=Fact(
                Enclosure(7.999, 8.008),
                "interval branch and bound on the Hessian over the projective plane: "
                "tests/catalogues/test_enclosures.py; ∂²/∂y² → 8 at (x, 0) as |x| → ∞",
            ),
            descent=Fact(Enclosure(7.999, 8.008), "≤ L; ∂²/∂y² → 8 at (x, 0) as |x| → ∞"),
            infimum=Fact(Enclosure(0.0, 0.0), "≥ 0, with equality at (1, 1)"),
            attained=Fact(True, "0 at (1, 1)"),
            minimizers=MINIMIZERS,
            unique_minimizer=Fact(False, "0 at (1, 1) and (−1, −1)"),
            level_sets_bounded=Fact(False, "0 on xy = 1"),
            definability=Fact("semialgebraic", "a rational function"),
            # With q = xy − 1 and N the weight, ∇ = 0 and q ≠ 0 mean (y, x) N = (q/4)(x, y). So
            # x² = y²; x = y ≠ 0 gives 4 + 2x² = x² − 1, x = −y ≠ 0 gives 4 + 2x² = x² + 1: absurd.
            kl_exponent=Fact(
                0.5,
                "∇² has rank 1 along the curve xy = 1 of minimizers; the only other stationary "
                "point is 0, where ∇² has the eigenvalues −½ ± 2",
            ),
        ),
        source="elementary",
    )


def _weight(x: Array) -> Array:
    return 1 + (x[..., 0] ** 2 + x[..., 1] ** 2) / 4


def _tempered_gradient(x: Array) -> Array:
    residual, weight = x[..., :1] * x[..., 1:] - 1, _weight(x)[..., None]
    pull = residual / weight
    return pull * (2 * namespace(x).flip(x, axis=-1) - pull * x / 2)


def _distance(x: Array) -> Array:
    """Distance to xy = 1: with p = |x + y|/√2, q = |x − y|/√2, to (√2 cosh s, √2 sinh s).

    Its nearest s ≥ 0 is the zero of 2√2 − p/cosh s − q/sinh s, which increases: bisection.
    """
    p = np.abs(x[..., 0] + x[..., 1]) / math.sqrt(2)
    q = np.abs(x[..., 0] - x[..., 1]) / math.sqrt(2)
    low, high = np.zeros_like(p), np.arcsinh(p + q)
    for _ in range(80):
        s = (low + high) / 2
        beyond = 2 * math.sqrt(2) * np.sinh(s) - p * np.tanh(s) >= q
        low, high = np.where(beyond, low, s), np.where(beyond, s, high)
    return np.hypot(p - math.sqrt(2) * np.cosh(high), q - math.sqrt(2) * np.sinh(high))


MINIMIZERS: Fact[Callable[[Array], Array]] = Fact(
    _distance, "f = 0 exactly on xy = 1; nearest point by bisection"
)
