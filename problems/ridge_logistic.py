"""Regularized logistic regression: strongly convex, its minimum in no closed form."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

SIGNED = np.array([[2.0, 1.0], [1.0, -1.0], [1.0, 3.0]])
TRANSPOSED = SIGNED.T.copy()
WEIGHTS = -SIGNED / 3


def ridge_logistic(*, ridge: float = 0.05) -> Problem:
    """f(x) = Σᵢ log(1 + e^(−⟨zᵢ, x⟩))/3 + (κ/2)‖x‖²."""
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
            attained=Fact(True, "strong convexity"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("analytic", "log and exp are"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
        ),
        source="elementary",
    )
