"""Recovering a vector from the squares of linear measurements, as is and with quadratic tails."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import above, optional
from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace

examples: tuple[dict[str, object], ...] = ({}, {"reach": 3.0})
SIGNAL = np.array((1.0, -0.5, 0.25))
SENSING = np.random.default_rng(21).standard_normal((12, 3))
domains = {"reach": optional(above(float(np.abs(SENSING @ SIGNAL).max())))}


def phase_retrieval(*, reach: float | None = None) -> Problem:
    """f(x) = (1/m) Σᵢ w(aᵢᵀx, (aᵢᵀz)²), w(u, b) = ¼(u² − b)², quadratic for |u| > reach."""
    squares = (SENSING @ SIGNAL) ** 2
    sensing, transposed = SENSING / len(SENSING), np.ascontiguousarray(SENSING.T)

    def losses(x: Array) -> Array:
        """w(aᵢᵀx, bᵢ), (..., m)."""
        xp = namespace(x)
        u, b = xp.matmul(x, xp.asarray(transposed)), xp.asarray(squares)
        if reach is None:
            return (u * u - b) ** 2 / 4
        c = xp.minimum(xp.maximum(u, -reach), reach)
        h, r = u - c, c * c - b
        return r * r / 4 + h * c * r + h * h * (3 * c * c - b) / 2

    def slopes(x: Array) -> Array:
        """∂w/∂u, (..., m)."""
        xp = namespace(x)
        u, b = xp.matmul(x, xp.asarray(transposed)), xp.asarray(squares)
        if reach is None:
            return u * (u * u - b)
        c = xp.minimum(xp.maximum(u, -reach), reach)
        return c * (c * c - b) + (u - c) * (3 * c * c - b)

    def value(x: Array) -> Array:
        return namespace(x).sum(losses(x), axis=-1) / len(SENSING)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return xp.matmul(slopes(x), xp.asarray(sensing))

    def of_values(x: Array, weights: Array) -> Array:
        return namespace(x).sum(weights * losses(x), axis=-1)

    def of_data(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        return xp.matmul(weights * slopes(x), xp.asarray(SENSING))

    return Problem(
        name="phase-retrieval",
        formula="f(x) = ¹⁄₄ₘ Σᵢ ((aᵢᵀx)² − (aᵢᵀz)²)²"
        + ("" if reach is None else f", continued quadratically where |aᵢᵀx| > {reach:g}"),
        dimension=3,
        value=value,
        gradient=gradient,
        starts=((0.3, 0.2, -0.1), (-0.9, 0.8, 0.4), (0.1, -1.2, 1.5)),
        region=((-1.5,) * 3, (1.5,) * 3),
        facts=Facts(
            convex=Fact(False, "∇²f(0) = −(1/m) Σ bᵢ aᵢaᵢᵀ"),
            lipschitz=_constant(reach, squares),
            descent=_constant(reach, squares),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(z)"),
            attained=Fact(True, "f(z) = 0"),
            minimizers=Fact(
                lambda x: np.minimum(norm(x - SIGNAL), norm(x + SIGNAL))[..., 0],
                "f = 0 means aᵢᵀx = ±aᵢᵀz for all i; one sign has ≥ 6 of the aᵢ, any 3 of which "
                "span ℝ³, so x = ±z",
            ),
            unique_minimizer=Fact(False, "f is even"),
            level_sets_bounded=Fact(True, "w(u, b) → ∞ as |u| → ∞, and the aᵢ span ℝ³"),
            definability=Fact("semialgebraic", "(piecewise) polynomial"),
            kl_exponent=Fact(
                0.5,
                "no stationary point is degenerate, whatever the reach, by branch and bound over "
                "the projective space: tests/catalogues/test_losses.py",
            ),
        ),
        components=Components(
            len(SENSING),
            of_data,
            of_values,
            lipschitz=_of_components(reach, squares),
            variance=Fact(
                NO_CONSTANT,
                "along sz, ∇fᵢ ~ cᵢ aᵢ with |cᵢ| → ∞ in fixed ratios, and the aᵢ span ℝ³",
            ),
        ),
        source="Candès, Li, Soltanolkotabi 2015 (intensity loss); data drawn here",
    )


def _of_components(reach: float | None, squares: Array) -> Fact[Enclosure]:
    if reach is None:
        return Fact(NO_CONSTANT, "fᵢ(sz) grows like s⁴ where aᵢᵀz ≠ 0")
    largest = float(np.max(np.sum(SENSING * SENSING, axis=-1) * (3 * reach**2 - squares)))
    return Fact(
        Enclosure.around(largest, 16),
        "∇²fᵢ = w″aᵢaᵢᵀ, where w″ reaches 3 reach² − bᵢ > bᵢ beyond the reach, its greatest size",
    )


def _constant(reach: float | None, squares: Array) -> Fact[Enclosure]:
    if reach is None:
        return Fact(NO_CONSTANT, "f(sz) grows like s⁴, faster than any quadratic")
    bend = (3 * reach**2 - squares) / len(SENSING)
    largest = float(np.linalg.eigvalsh((SENSING.T * bend) @ SENSING)[-1])
    return Fact(
        Enclosure(largest * (1 - 1e-12), largest * (1 + 1e-12)),
        "∇²f = (1/m) Σ w″ aᵢaᵢᵀ, −bᵢ ≤ w″ ≤ 3 reach² − bᵢ ≥ bᵢ; the upper end is attained for "
        "all i at once, at sx with s large and all aᵢᵀx ≠ 0",
    )
