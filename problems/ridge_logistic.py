"""Regularized logistic regression: strongly convex, its minimum in no closed form."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace

SIGNED = np.array([[2.0, 1.0], [1.0, -1.0], [1.0, 3.0]])
TRANSPOSED = SIGNED.T.copy()
WEIGHTS = -SIGNED / 3
STEPS = 50  # of Newton's method


def ridge_logistic(*, ridge: float = 0.05) -> Problem:
    """f(x) = Σᵢ log(1 + e^(−⟨zᵢ, x⟩))/3 + (κ/2)‖x‖²; each component has the whole ridge."""
    if ridge <= 0:
        raise ValueError(f"ridge must be positive; got {ridge}")

    def value(x: Array) -> Array:
        xp = namespace(x)
        margins = x @ xp.asarray(TRANSPOSED)
        losses = xp.sum(xp.logaddexp(-margins, xp.zeros_like(margins)), axis=-1) / 3
        return losses + ridge / 2 * xp.sum(x * x, axis=-1)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        margins = x @ xp.asarray(TRANSPOSED)
        shares = xp.exp(-xp.logaddexp(margins, xp.zeros_like(margins)))
        return shares @ xp.asarray(WEIGHTS) + ridge * x

    def of_losses(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        margins = x @ xp.asarray(TRANSPOSED)
        shares = xp.exp(-xp.logaddexp(margins, xp.zeros_like(margins)))
        decay = ridge * xp.sum(weights, axis=-1, keepdims=True) * x
        return (weights * shares) @ xp.asarray(-SIGNED) + decay

    return Problem(
        name="ridge-logistic",
        formula="f(x) = Σᵢ log(1 + exp(−⟨zᵢ, x⟩))/3 + (κ/2)‖x‖²",
        dimension=2,
        value=value,
        gradient=gradient,
        starts=((0.0, 0.0), (-1.0, 1.5)),
        region=((-3.0, -3.0), (3.0, 3.0)),
        facts=Facts(
            convex=Fact(True, "∇²f ≥ κI"),
            strong_convexity=Fact(
                Enclosure(ridge, ridge), "μ = κ: the losses' Hessian vanishes as x → ∞ along (1, 0)"
            ),
            lipschitz=Fact(
                Enclosure.around((17 + math.sqrt(89)) / 24 + ridge),
                "σ(1 − σ) ≤ ¼, attained at x = 0: L = λmax(6 4; 4 11)/12 + κ",
            ),
            infimum=Fact(
                _infimum(value, gradient, ridge),
                "near x*: f(x) − ‖∇f(x)‖²/(2κ) ≤ f* ≤ f(x), x by Newton's method",
            ),
            attained=Fact(True, "strong convexity"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("analytic", "log and exp are"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
        ),
        components=Components(len(SIGNED), of_losses),
        source="elementary",
    )


def _infimum(
    value: Callable[[Array], Array], gradient: Callable[[Array], Array], ridge: float
) -> Enclosure:
    """The enclosure that strong convexity gives at an x which is stationary up to rounding."""
    x = np.zeros(2)
    for _ in range(STEPS):
        half = SIGNED @ x / 2
        bend = (TRANSPOSED / (4 * np.cosh(half) ** 2)) @ SIGNED / 3 + ridge * np.eye(2)
        x = x - np.linalg.solve(bend, gradient(x))
    slope = float(np.linalg.norm(gradient(x))) + 1e-15  # its rounding, the zᵢ being small integers
    near = Enclosure.around(float(value(x)), 16)
    return Enclosure(near.lower - slope**2 / (2 * ridge), near.upper)
