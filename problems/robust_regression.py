"""Regression with a smooth absolute loss: coupled, not quadratic, with a known minimizer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace
from sam_theory.setting.spectrum import extreme_eigenvalues
from sam_theory.setting.spread import variance_between


def robust_regression(*, columns: int = 3, seed: int = 0) -> Problem:
    """f(x) = Σᵢ √(1 + rᵢ²) − m, r = A(x − x*), with seeded integers A (m × n, m = 2n) and x*."""
    n, m = columns, 2 * columns
    rng = np.random.default_rng(seed)
    matrix = rng.integers(-2, 3, (m, n)).astype(np.float64)
    solution = rng.integers(-3, 4, n).astype(np.float64)
    transposed = matrix.T.copy()
    data = matrix @ solution
    low, high = extreme_eigenvalues(transposed @ matrix)
    if low.lower == 0:
        raise ValueError(f"the data of seed {seed} must have full rank; take another seed")
    one = np.float64(1.0)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        residual = x @ xp.asarray(transposed) - xp.asarray(data)
        return (residual / xp.hypot(residual, xp.asarray(one))) @ xp.asarray(matrix)

    def value(x: Array) -> Array:
        xp = namespace(x)
        residual = x @ xp.asarray(transposed) - xp.asarray(data)
        root = xp.hypot(residual, xp.asarray(one))  # √(1 + r²) − 1 = r²/(√(1 + r²) + 1)
        return xp.sum(residual * (residual / (root + 1)), axis=-1)

    def of_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        residual = x @ xp.asarray(transposed) - xp.asarray(data)
        root = xp.hypot(residual, xp.asarray(one))
        return m * xp.sum(weights * residual * (residual / (root + 1)), axis=-1)

    def of_rows(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        residual = x @ xp.asarray(transposed) - xp.asarray(data)
        return (m * weights * residual / xp.hypot(residual, xp.asarray(one))) @ xp.asarray(matrix)

    squares = np.sum(matrix * matrix, axis=-1)  # ‖aᵢ‖², integers
    components = Components(
        m,
        of_rows,
        of_values,
        lipschitz=Fact(
            Enclosure.containing(Fraction(m * float(np.max(squares)))),
            "∇²fᵢ = m(1 + rᵢ²)^(−3/2) aᵢaᵢᵀ: L = m max ‖aᵢ‖², attained where rᵢ = 0",
        ),
    )
    variance = Fact(
        variance_between(
            components,
            solution + 1e6 * np.concatenate([rng.standard_normal((64, n)), matrix]),
            m * float(np.sum(squares)),
        ),
        "∇fᵢ = mψᵢaᵢ with |ψᵢ| < 1, and a variance is at most the mean square; at drawn points "
        "far away it is the lower number",
    )

    return Problem(
        name="robust-regression",
        formula="f(x) = Σᵢ (√(1 + (Ax − b)ᵢ²) − 1)",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=((0.1,) * n, tuple(1.5 - 0.4 * i for i in range(n))),
        region=((-5.0,) * n, (5.0,) * n),
        facts=Facts(
            convex=Fact(True, "∇²f = AᵀDA, D = diag (1 + rᵢ²)^(−3/2) > 0"),
            lipschitz=Fact(high, "D ≤ I, attained at x*: L = λmax(AᵀA)"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(x*)"),
            attained=Fact(True, "Ax* = b"),
            minimizers=Fact(lambda x: norm(x - solution)[..., 0], "A has full column rank"),
            unique_minimizer=Fact(True, "f is strictly convex, as A has full column rank"),
            level_sets_bounded=Fact(True, "f(x) ≥ ‖A(x − x*)‖ − m, and A has full column rank"),
            definability=Fact("semialgebraic", "made from polynomials and square roots"),
            kl_exponent=Fact(0.5, "the only stationary point is x*, where ∇²f = AᵀA > 0"),
        ),
        components=replace(components, variance=variance),
        source="elementary",
    )
