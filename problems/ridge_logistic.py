"""Regularized logistic regression: strongly convex, its minimum in no closed form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np

from sam_theory.library.domains import above, whole
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace
from sam_theory.setting.softplus import softplus
from sam_theory.setting.spectrum import extreme_eigenvalues
from sam_theory.setting.spread import variance_between

PICKED = np.array([[2.0, 1.0], [1.0, -1.0], [1.0, 3.0]])
MOST = 1_000  # rows drawn
STEPS = 50  # of Newton's method
domains = {"ridge": above(0), "drawn": whole(0, MOST)}


def ridge_logistic(*, ridge: float = 0.05, drawn: int = 0, seed: int = 0) -> Problem:
    """f(x) = Σᵢ log(1 + e^(−⟨zᵢ, x⟩))/m + (κ/2)‖x‖²; each component has the whole ridge.

    The zᵢ, labels times features, are three picked by hand and `drawn` more by the seed, integers.
    """
    more = np.random.default_rng(seed).integers(-3, 4, (drawn, 2)).astype(np.float64)
    signed = np.concatenate([PICKED, more])  # (m, 2)
    m, transposed, mean = len(signed), signed.T.copy(), -signed / len(signed)

    def shares(x: Array) -> Array:
        """σ(−⟨zᵢ, x⟩)."""
        xp = namespace(x)
        return xp.exp(-softplus(x @ xp.asarray(transposed)))

    def losses(x: Array) -> Array:
        return softplus(-(x @ namespace(x).asarray(transposed)))

    def value(x: Array) -> Array:
        xp = namespace(x)
        return xp.sum(losses(x), axis=-1) / m + ridge / 2 * xp.sum(x * x, axis=-1)

    def gradient(x: Array) -> Array:
        return shares(x) @ namespace(x).asarray(mean) + ridge * x

    def of_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        decay = ridge / 2 * xp.sum(weights, axis=-1) * xp.sum(x * x, axis=-1)
        return xp.sum(weights * losses(x), axis=-1) + decay

    def of_losses(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        decay = ridge * xp.sum(weights, axis=-1, keepdims=True) * x
        return (weights * shares(x)) @ xp.asarray(-signed) + decay

    return Problem(
        name="ridge-logistic",
        formula=f"f(x) = Σᵢ log(1 + exp(−⟨zᵢ, x⟩))/{m} + (κ/2)‖x‖²",
        dimension=2,
        value=value,
        gradient=gradient,
        starts=((0.0, 0.0), (-1.0, 1.5)),
        region=((-3.0, -3.0), (3.0, 3.0)),
        facts=Facts(
            convex=Fact(True, "∇²f ≥ κI"),
            strong_convexity=Fact(
                Enclosure(ridge, ridge),
                "μ = κ: the losses' Hessian vanishes as x → ∞ where all ⟨zᵢ, x⟩ ≠ 0, or zᵢ = 0",
            ),
            lipschitz=Fact(
                _raised(extreme_eigenvalues(transposed @ signed / (4 * m))[1], ridge),
                "σ(1 − σ) ≤ ¼, attained at x = 0: L = λmax(ZᵀZ)/(4m) + κ",
            ),
            infimum=Fact(
                _infimum(signed, value, gradient, ridge),
                "near x*: f(x) − ‖∇f(x)‖²/(2κ) ≤ f* ≤ f(x), x by Newton's method",
            ),
            attained=Fact(True, "strong convexity"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("analytic", "log and exp are"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
        ),
        components=_components(Components(m, of_losses, of_values), signed, ridge),
        source="elementary",
    )


def _components(stated: Components, signed: np.ndarray, ridge: float) -> Components:
    """With the facts of ∇fᵢ = −sᵢzᵢ + κx, sᵢ = σ(−⟨zᵢ, x⟩) ∈ (0, 1)."""
    largest = Fraction(float(np.max(np.sum(signed * signed, axis=-1)))) / 4
    centre = np.mean(signed, axis=0) / 2
    farthest = np.maximum(np.sum((signed - centre) ** 2, axis=-1), centre @ centre)
    directions = np.random.default_rng(0).standard_normal((64, 2))
    points = np.concatenate([1e3 * directions, directions, -PICKED])
    return replace(
        stated,
        lipschitz=Fact(
            _raised(Enclosure.containing(largest), ridge),
            "∇²fᵢ = σ(1 − σ)zᵢzᵢᵀ + κI: L = max ‖zᵢ‖²/4 + κ, attained at x = 0",
        ),
        variance=Fact(
            variance_between(stated, points, float(np.mean(farthest))),
            "at most the mean of ‖sᵢzᵢ − c‖², 2c the mean of the zᵢ, convex in each sᵢ, so at most "
            "that of max(‖zᵢ − c‖², ‖c‖²); at drawn points the lower number",
        ),
    )


def _raised(constant: Enclosure, by: float) -> Enclosure:
    """The sum of a constant and a float, up to its rounding."""
    low, high = Fraction(constant.lower) + Fraction(by), Fraction(constant.upper) + Fraction(by)
    return Enclosure.containing(low, high)


def _infimum(
    signed: np.ndarray,
    value: Callable[[Array], Array],
    gradient: Callable[[Array], Array],
    ridge: float,
) -> Enclosure:
    """The enclosure that strong convexity gives at an x which is stationary up to rounding."""
    x, m = np.zeros(2), len(signed)
    for _ in range(STEPS):
        half = signed @ x / 2
        bend = (signed.T / (4 * np.cosh(half) ** 2)) @ signed / m + ridge * np.eye(2)
        x = x - np.linalg.solve(bend, gradient(x))
    slope = float(np.linalg.norm(gradient(x))) + 1e-15  # its rounding, the zᵢ being small integers
    near = Enclosure.around(float(value(x)), 16)
    return Enclosure(near.lower - slope**2 / (2 * ridge), near.upper)
