"""Rosenbrock's curved valley, as it is and under a logarithm that makes its gradient Lipschitz."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

SOLUTION = np.array((1.0, 1.0))
FASTER = Fact(NO_CONSTANT, "f(x, 0) ~ 100x⁴ grows faster than any quadratic")


def rosenbrock() -> Problem:
    """f(x, y) = 100 (y − x²)² + (1 − x)², a polynomial without a Lipschitz gradient."""
    return Problem(
        name="rosenbrock",
        formula="f(x, y) = 100 (y − x²)² + (1 − x)²",
        dimension=2,
        value=_value,
        gradient=_gradient,
        starts=((-1.2, 1.0), (0.3, -0.7)),
        region=((-2.0, -1.0), (2.0, 3.0)),
        facts=Facts(
            convex=Fact(False, "∂²f/∂x² = 1200x² − 400y + 2 < 0 at (0, 1)"),
            lipschitz=FASTER,
            descent=FASTER,
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(1, 1)"),
            attained=Fact(True, "f(1, 1) = 0"),
            minimizers=Fact(lambda x: norm(x - SOLUTION)[..., 0], "f = 0 only at (1, 1)"),
            unique_minimizer=Fact(True, "f = 0 forces x = 1 and y = x²"),
            level_sets_bounded=Fact(True, "f ≤ c bounds 1 − x, then y − x²"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "∇f = 0 forces y = x², then x = 1; det ∇²f(1, 1) = 400"),
        ),
        source="Rosenbrock 1960",
    )


def log_rosenbrock() -> Problem:
    """log(1 + f), f Rosenbrock's function: the same stationary points, and ∇ is Lipschitz."""
    return Problem(
        name="log-rosenbrock",
        formula="log(1 + 100 (y − x²)² + (1 − x)²)",
        dimension=2,
        value=lambda x: namespace(x).log1p(_value(x)),
        gradient=lambda x: _gradient(x) / (1 + _value(x))[..., None],
        starts=((-1.2, 1.0), (0.3, -0.7)),
        region=((-2.0, -1.0), (2.0, 3.0)),
        facts=Facts(
            convex=Fact(False, "unbounded, yet it grows slower than any linear function"),
            lipschitz=Fact(
                Enclosure(1706.7, 1708.5),
                "interval branch and bound on the Hessian over the compactified plane of "
                "(10(y − x²), 1 − x): tests/catalogues/test_enclosures.py; lower at x = 1.8818, "
                "y = 3.5422",
            ),
            descent=Fact(Enclosure(1706.7, 1708.5), "≤ L; lower as there, a positive eigenvalue"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(1, 1)"),
            attained=Fact(True, "f(1, 1) = 0"),
            minimizers=Fact(lambda x: norm(x - SOLUTION)[..., 0], "f = 0 only at (1, 1)"),
            unique_minimizer=Fact(True, "f = 0 forces x = 1 and y = x²"),
            level_sets_bounded=Fact(True, "f ≤ c bounds 1 − x, then y − x²"),
            definability=Fact("analytic", "the logarithm of a polynomial ≥ 1"),
            kl_exponent=Fact(0.5, "∇f = 0 only at (1, 1), where ∇² log(1 + f) = ∇²f ≻ 0"),
        ),
        source="Rosenbrock 1960, under log(1 + ·)",
    )


def _value(x: Array) -> Array:
    a, b = x[..., 0], x[..., 1]
    return 100 * (b - a * a) ** 2 + (1 - a) ** 2


def _gradient(x: Array) -> Array:
    a, b = x[..., 0], x[..., 1]
    bend = 200 * (b - a * a)
    return namespace(x).stack((2 * (a - 1) - 2 * a * bend, bend), axis=-1)
