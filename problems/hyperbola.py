"""A branch of a hyperbola: convex, with an infimum that it approaches slowly and never attains."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

ONE = np.float64(1.0)


def value(x: Array) -> Array:
    """√(1 + x²) − x, as 1/(√(1 + x²) + x) where x > 0."""
    xp = namespace(x)
    s = x[..., 0]
    total = xp.hypot(s, xp.asarray(ONE)) + xp.abs(s)
    return xp.where(s > 0, 1 / total, total)


def gradient(x: Array) -> Array:
    """f′ = x/√(1 + x²) − 1 = −f/√(1 + x²)."""
    xp = namespace(x)
    root = xp.hypot(x, xp.asarray(ONE))
    total = root + xp.abs(x)
    return -xp.where(x > 0, 1 / total, total) / root


problem = Problem(
    name="hyperbola",
    formula="f(x) = √(1 + x²) − x",
    dimension=1,
    value=value,
    gradient=gradient,
    starts=((-1.5,), (0.7,)),
    region=((-4.0,), (4.0,)),
    facts=Facts(
        convex=Fact(True, "f″ = (1 + x²)^(−3/2) > 0"),
        lipschitz=Fact(Enclosure(1.0, 1.0), "f″ ≤ 1 = f″(0)"),
        infimum=Fact(Enclosure(0.0, 0.0), "0 < f(x) = 1/(√(1 + x²) + x) → 0 as x → ∞"),
        attained=Fact(False, "f > 0"),
        unique_minimizer=Fact(False, "there is none"),
        level_sets_bounded=Fact(False, "f is decreasing"),
        definability=Fact("semialgebraic", "a square root of a polynomial"),
    ),
    source="elementary",
)
