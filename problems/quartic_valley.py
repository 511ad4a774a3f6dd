"""A convex valley: quadratic across, quartic along its floor, which makes the end slow."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import above
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples = ()
domains = {"steepness": above(0)}


def quartic_valley(*, steepness: float = 4.0) -> Problem:
    """f(x, y) = ½λx² + w(y), w(y) = y⁴/4 for |y| ≤ 1, ¼ + d + 3d²/2, d = |y| − 1, beyond (C²)."""
    top = max(3.0, float(steepness))
    low, high = np.float64(-1.0), np.float64(1.0)

    def split(x: Array) -> tuple[Array, Array, Array]:
        """x, y cut to [−1, 1], and the rest of y; (..., 1) each."""
        xp = namespace(x)
        y = x[..., 1:]
        inner = xp.minimum(xp.maximum(y, xp.asarray(low)), xp.asarray(high))
        return x[..., :1], inner, y - inner

    def gradient(x: Array) -> Array:
        across, inner, beyond = split(x)
        along = inner * inner * inner + 3 * beyond
        return namespace(x).concat((steepness * across, along), axis=-1)

    def value(x: Array) -> Array:
        across, inner, beyond = split(x)
        square = inner * inner
        along = square * square / 4 + beyond * (inner + 1.5 * beyond)
        return (steepness / 2 * across * across + along)[..., 0]

    return Problem(
        name="quartic-valley",
        formula="f(x, y) = ½λx² + y⁴/4, continued quadratically where |y| > 1",
        dimension=2,
        value=value,
        gradient=gradient,
        starts=((1.0, 0.75), (-0.25, -1.5)),
        region=((-2.0, -2.0), (2.0, 2.0)),
        facts=Facts(
            convex=Fact(True, "w″ = min(3y², 3) ≥ 0"),
            lipschitz=Fact(Enclosure(top, top), "∇²f = diag(λ, min(3y², 3))"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "f > 0 elsewhere"),
            unique_minimizer=Fact(True, "f > 0 elsewhere"),
            level_sets_bounded=Fact(True, "f → ∞ as ‖(x, y)‖ → ∞"),
            definability=Fact("semialgebraic", "piecewise a polynomial"),
            kl_exponent=Fact(
                0.75,
                "the only stationary point is 0, near which f^{3/4} ≤ (λx²/2)^{3/4} + |y|³/√8 is "
                "at most a constant times |x| + |y|³",
            ),
        ),
        source="elementary",
    )
