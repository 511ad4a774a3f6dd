"""A well beside a point of inflection that is stationary and no minimizer: KL exponent 2/3."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

BEST = -1.5


def inflection() -> Problem:
    """f(x) = x³/3 on [−1, 1], with f″ = 2 beyond: f′ = c² + 2(x − c), c = x cut to [−1, 1]."""
    low, high = np.float64(-1.0), np.float64(1.0)

    def split(x: Array) -> tuple[Array, Array]:
        xp = namespace(x)
        c = xp.minimum(xp.maximum(x, xp.asarray(low)), xp.asarray(high))
        return c, x - c

    def gradient(x: Array) -> Array:
        c, rest = split(x)
        return c * c + 2 * rest

    def value(x: Array) -> Array:
        c, rest = split(x)
        return (c * c * (c / 3 + rest) + rest * rest)[..., 0]

    return Problem(
        name="inflection",
        formula="f(x) = x³/3 on [−1, 1], f″ = 2 beyond",
        dimension=1,
        value=value,
        gradient=gradient,
        starts=((0.75,), (-0.5,), (-2.25,)),
        region=((-3.0,), (2.0,)),
        facts=Facts(
            convex=Fact(False, "f″ = 2x < 0 on (−1, 0)"),
            lipschitz=Fact(Enclosure(2, 2), "f″ = 2x on (−1, 1), 2 beyond"),
            descent=Fact(Enclosure(2, 2), "f″ = 2 for x > 1"),
            infimum=Fact(
                Enclosure.containing(Fraction(-7, 12)),
                "f(−3/2); f is stationary at 0 alone besides",
            ),
            attained=Fact(True, "f′(−3/2) = 0"),
            minimizers=Fact(
                lambda x: np.abs(x[..., 0] - BEST), "f′ < 0 on x < −3/2, ≥ 0 on x > −3/2"
            ),
            unique_minimizer=Fact(True, "f falls up to −3/2 and rises from there on"),
            level_sets_bounded=Fact(True, "f″ = 2 on both sides"),
            definability=Fact("semialgebraic", "piecewise a polynomial"),
            kl_exponent=Fact(
                2 / 3, "near 0, |f′| = x² = |3f|^{2/3}; at −3/2, f″ = 2, which needs only ½"
            ),
        ),
        source="elementary",
    )
