"""Overdetermined least squares with noise, so that the minimum is not zero."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace
from sam_theory.setting.spectrum import extreme_eigenvalues
from sam_theory.setting.spread import variance_of


def least_squares(*, columns: int = 3, seed: int = 0) -> Problem:
    """f(x) = ‖Ax − b‖²/(2m), where each row of A was measured twice, with opposite errors.

    A = (B; B) and b = (Bx* + e; Bx* − e) give Aᵀ(Ax* − b) = Bᵀ(e − e) = 0 and f(x*) = ‖e‖²/m, all
    in integers. The components are fᵢ(x) = (aᵢᵀx − bᵢ)²/2.
    """
    n, half = columns, 2 * columns
    rng = np.random.default_rng(seed)
    single = rng.integers(-3, 4, (half, n)).astype(np.float64)
    solution = rng.integers(-3, 4, n).astype(np.float64)
    errors = rng.integers(-2, 3, half).astype(np.float64)
    matrix = np.concatenate([single, single])  # (m, n)
    data = np.concatenate([single @ solution + errors, single @ solution - errors])  # (m,)
    m = 2 * half
    transposed, scaled = matrix.T.copy(), matrix / m
    hessian = matrix.T @ matrix / m
    low, high = extreme_eigenvalues(hessian)
    if low.lower == 0:
        raise ValueError(f"the data of seed {seed} must have full rank; take another seed")

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return (x @ xp.asarray(transposed) - xp.asarray(data)) @ xp.asarray(scaled)

    def of_rows(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        residual = x @ xp.asarray(transposed) - xp.asarray(data)
        return (weights * residual) @ xp.asarray(matrix)

    def value(x: Array) -> Array:
        xp = namespace(x)
        residual = x @ xp.asarray(transposed) - xp.asarray(data)
        return xp.sum(residual * residual, axis=-1) / (2 * m)

    def of_row_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        residual = x @ xp.asarray(transposed) - xp.asarray(data)
        return xp.sum(weights * residual * residual, axis=-1) / 2

    return Problem(
        name="least-squares",
        formula="f(x) = ‖Ax − b‖²/(2m)",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=((0.0,) * n, tuple(1.0 + 0.3 * i for i in range(n))),
        region=((-5.0,) * n, (5.0,) * n),
        facts=Facts(
            convex=Fact(True, "∇²f = AᵀA/m ≥ 0"),
            strong_convexity=Fact(low, "μ = λmin(AᵀA)/m"),
            lipschitz=Fact(high, "L = λmax(AᵀA)/m"),
            infimum=Fact(
                Enclosure.containing(Fraction(int(errors @ errors), m)),
                "f(x*) = ‖e‖²/m, since Aᵀ(Ax* − b) = 0",
            ),
            attained=Fact(True, "∇f(x*) = 0"),
            minimizers=Fact(lambda x: norm(x - solution)[..., 0], "A has full column rank"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact(
                tuple(float(v) for v in np.linalg.eigvalsh(hessian)), "eigenvalues of AᵀA/m"
            ),
        ),
        components=Components(
            m,
            of_rows,
            of_row_values,
            lipschitz=Fact(
                Enclosure.containing(Fraction(float(np.max(np.sum(matrix * matrix, axis=-1))))),
                "∇²fᵢ = aᵢaᵢᵀ: L = max ‖aᵢ‖²",
            ),
            variance=_variance(matrix, data),
        ),
        source="elementary",
    )


def _variance(matrix: np.ndarray, data: np.ndarray) -> Fact[Enclosure]:
    """Of ∇fᵢ = aᵢaᵢᵀx − bᵢaᵢ: finite only if all aᵢaᵢᵀ are one matrix."""
    outer = matrix[:, :, None] * matrix[:, None, :]
    if np.all(outer == outer[0]):
        return Fact(variance_of(matrix * data[:, None]), "all aᵢaᵢᵀ are equal: that of the bᵢaᵢ")
    return Fact(NO_CONSTANT, "the aᵢaᵢᵀ differ, so that ∇fᵢ − ∇f, linear in x, is not bounded")
