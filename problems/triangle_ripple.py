"""A wave whose derivative is a triangle wave: periodic, and rational in all that matters."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

examples = ()
PERIOD = 4.0


def triangle_ripple() -> Problem:
    """f has period 4 and f′ = x on [−1, 1], 2 − x on [1, 3]: f = x²/2, then 1 − (2 − x)²/2."""

    def phase(x: Array) -> Array:
        """x moved by periods into [−1, 3)."""
        return x - PERIOD * namespace(x).floor((x + 1) / PERIOD)

    def gradient(x: Array) -> Array:
        u = phase(x)
        return namespace(x).minimum(u, 2 - u)

    def value(x: Array) -> Array:
        xp, u = namespace(x), phase(x)[..., 0]
        inner = xp.minimum(u, xp.asarray(np.float64(1.0)))
        beyond = u - inner
        return inner * inner / 2 + beyond * (1 - beyond / 2)

    def distance(x: Array) -> Array:
        return np.abs(x[..., 0] - PERIOD * np.round(x[..., 0] / PERIOD))

    return Problem(
        name="triangle-ripple",
        formula="f(x) = x²/2 on [−1, 1], 1 − (2 − x)²/2 on [1, 3], of period 4",
        dimension=1,
        value=value,
        gradient=gradient,
        starts=((1.25,), (-0.5,), (2.0625,)),
        region=((-4.0,), (4.0,)),
        facts=Facts(
            convex=Fact(False, "f′ falls on [1, 3]"),
            lipschitz=Fact(Enclosure(1, 1), "f′ has the slopes ±1"),
            descent=Fact(Enclosure(1, 1), "f″ = 1 on (−1, 1)"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(distance, "f = 0 exactly on 4ℤ"),
            unique_minimizer=Fact(False, "f has period 4"),
            level_sets_bounded=Fact(False, "{f ≤ 1} = ℝ"),
            definability=Fact("neither", "{f = 0} = 4ℤ has infinitely many components"),
            kl_exponent=Fact(0.5, "stationary are 4ℤ, beside which f′² = 2f, and maxima"),
        ),
        source="elementary",
    )
