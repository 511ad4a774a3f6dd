"""Himmelblau's function with four minimizers, as it is and under a logarithm."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

SOLUTIONS = np.array(  # (4, 2), the real zeros of both residuals; (3, 2) is exact
    (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.7793102533777469, -3.2831859912861694),
        (3.5844283403304917, -1.8481265269644036),
    )
)
FASTER = Fact(NO_CONSTANT, "f(x, 0) ~ x⁴ grows faster than any quadratic")
STARTS = ((-0.3, -1.1), (0.5, 4.0), (1.7, -3.4))
REGION = ((-5.0, -5.0), (5.0, 5.0))


def himmelblau() -> Problem:
    """f(x, y) = (x² + y − 11)² + (x + y² − 7)², a polynomial without a Lipschitz gradient."""
    return Problem(
        name="himmelblau",
        formula="f(x, y) = (x² + y − 11)² + (x + y² − 7)²",
        dimension=2,
        value=_value,
        gradient=_gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "∂²f/∂x² = 12x² + 4y − 42 < 0 at 0"),
            lipschitz=FASTER,
            descent=FASTER,
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(3, 2)"),
            attained=Fact(True, "f(3, 2) = 0"),
            minimizers=MINIMIZERS,
            unique_minimizer=Fact(False, "f = 0 at (3, 2) and near (3.584, −1.848)"),
            level_sets_bounded=Fact(True, "the leading form x⁴ + y⁴ is definite"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=NONDEGENERATE,
        ),
        source="Himmelblau 1972",
    )


def log_himmelblau() -> Problem:
    """log(1 + f), f Himmelblau's function: the same stationary points, and ∇ is Lipschitz."""
    return Problem(
        name="log-himmelblau",
        formula="log(1 + (x² + y − 11)² + (x + y² − 7)²)",
        dimension=2,
        value=lambda x: namespace(x).log1p(_value(x)),
        gradient=lambda x: _gradient(x) / (1 + _value(x))[..., None],
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "unbounded, yet it grows slower than any linear function"),
            lipschitz=Fact(
                Enclosure(133.96, 134.1),
                "interval branch and bound on the Hessian over the projective plane: "
                "tests/catalogues/test_enclosures.py; lower at (−3.7831, −3.2877)",
            ),
            descent=Fact(Enclosure(133.96, 134.1), "≤ L; lower as there, a positive eigenvalue"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(3, 2)"),
            attained=Fact(True, "f(3, 2) = 0"),
            minimizers=MINIMIZERS,
            unique_minimizer=Fact(False, "f = 0 at (3, 2) and near (3.584, −1.848)"),
            level_sets_bounded=Fact(True, "the leading form x⁴ + y⁴ is definite"),
            definability=Fact("analytic", "the logarithm of a polynomial ≥ 1"),
            kl_exponent=NONDEGENERATE,
        ),
        source="Himmelblau 1972, under log(1 + ·)",
    )


def _value(x: Array) -> Array:
    a, b = x[..., 0], x[..., 1]
    return (a * a + b - 11) ** 2 + (a + b * b - 7) ** 2


def _gradient(x: Array) -> Array:
    a, b = x[..., 0], x[..., 1]
    p, q = a * a + b - 11, a + b * b - 7
    return namespace(x).stack((4 * a * p + 2 * q, 2 * p + 4 * b * q), axis=-1)


def _distance(x: Array) -> Array:
    return np.min(norm(x[..., None, :] - SOLUTIONS)[..., 0], axis=-1)


MINIMIZERS: Fact[Callable[[Array], Array]] = Fact(
    _distance, "two conics meet in at most four points; these four are real"
)
NONDEGENERATE = Fact(
    0.5,
    "no stationary point is degenerate: ∂ₓf, ∂ᵧf and det ∇²f generate the ideal (1), by a Gröbner "
    "basis (tests/catalogues/test_stationary.py)",
)
