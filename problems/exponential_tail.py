"""A decaying exponential, continued quadratically to the left: convex, without a minimizer."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

ZERO = np.float64(0.0)


def value(x: Array) -> Array:
    """e^(−x) for x ≥ 0, 1 − x + x²/2 for x ≤ 0."""
    xp = namespace(x)
    s, zero = x[..., 0], xp.asarray(ZERO)
    left = xp.minimum(s, zero)
    return xp.exp(-xp.maximum(s, zero)) - left + left * left / 2


def gradient(x: Array) -> Array:
    """f′ = −e^(−x) for x ≥ 0, x − 1 for x ≤ 0."""
    xp = namespace(x)
    zero = xp.asarray(ZERO)
    return xp.minimum(x, zero) - xp.exp(-xp.maximum(x, zero))


problem = Problem(
    name="exponential-tail",
    formula="f(x) = exp(−x) for x ≥ 0, 1 − x + x²/2 for x ≤ 0",
    dimension=1,
    value=value,
    gradient=gradient,
    starts=((-1.0,), (0.6,)),
    region=((-3.0,), (5.0,)),
    facts=Facts(
        convex=Fact(True, "f ∈ C², f″ = min(1, e^(−x)) > 0"),
        lipschitz=Fact(Enclosure(1.0, 1.0), "f″ ≤ 1, attained for x ≤ 0"),
        infimum=Fact(Enclosure(0.0, 0.0), "0 < f(x) → 0 as x → ∞"),
        attained=Fact(False, "f > 0"),
        unique_minimizer=Fact(False, "there is none"),
        level_sets_bounded=Fact(False, "f is decreasing"),
        definability=Fact("definable", "in the structure of the reals with exp; not analytic at 0"),
    ),
    source="elementary",
)
