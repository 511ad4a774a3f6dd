"""Huber's loss: quadratic inside, linear outside, differentiable once."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace


def huber(*, dimension: int = 2) -> Problem:
    """f(x) = Σᵢ h(xᵢ), h(s) = s²/2 for |s| ≤ 1 and |s| − ½ beyond, so h′ = clip(s, −1, 1)."""
    n = dimension
    low, high = np.float64(-1.0), np.float64(1.0)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return xp.minimum(xp.maximum(x, xp.asarray(low)), xp.asarray(high))

    def value(x: Array) -> Array:
        inner = gradient(x)
        return namespace(x).sum(inner * (x - inner / 2), axis=-1)

    return Problem(
        name="huber",
        formula="f(x) = Σᵢ h(xᵢ), h(s) = s²/2 for |s| ≤ 1, |s| − ½ beyond",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(2.5 - 1.2 * i for i in range(n)), tuple(-0.4 - 0.3 * i for i in range(n))),
        region=((-4.0,) * n, (4.0,) * n),
        facts=Facts(
            convex=Fact(True, "h′ is nondecreasing"),
            lipschitz=Fact(Enclosure(1.0, 1.0), "h″ is 1 for |s| < 1, 0 beyond"),
            infimum=Fact(Enclosure(0.0, 0.0), "h ≥ 0 = h(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "h > 0 away from 0"),
            unique_minimizer=Fact(True, "h > 0 away from 0"),
            level_sets_bounded=Fact(True, "h(s) ≥ |s| − ½"),
            definability=Fact("semialgebraic", "piecewise a polynomial on boxes"),
            kl_exponent=Fact(0.5, "the only stationary point is 0, near which ‖∇f‖² = 2f"),
        ),
        source="Huber, Ann. Math. Statist. 35 (1964)",
    )
