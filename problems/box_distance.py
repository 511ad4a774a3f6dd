"""Half the squared distance to a box: a bounded set of minimizers with flat faces."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace


def box_distance(*, dimension: int = 2) -> Problem:
    """f(x) = ½ Σᵢ max(|xᵢ| − 1, 0)², with ∇f(x) = x − P(x) and P the projection onto [−1, 1]ⁿ."""
    n = dimension
    low, high = np.float64(-1.0), np.float64(1.0)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return x - xp.minimum(xp.maximum(x, xp.asarray(low)), xp.asarray(high))

    def value(x: Array) -> Array:
        excess = gradient(x)
        return namespace(x).sum(excess * excess, axis=-1) / 2

    return Problem(
        name="box-distance",
        formula="f(x) = ½ Σᵢ max(|xᵢ| − 1, 0)²",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(2.5 - 1.2 * i for i in range(n)), tuple(-1.7 - 0.6 * i for i in range(n))),
        region=((-4.0,) * n, (4.0,) * n),
        facts=Facts(
            convex=Fact(True, "a Moreau envelope (Bauschke, Combettes 2017, Prop. 12.15)"),
            lipschitz=Fact(Enclosure(1.0, 1.0), "fᵢ″ is 0 or 1"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(
                lambda x: norm(gradient(x))[..., 0], "f(x) = 0 if and only if all |xᵢ| ≤ 1"
            ),
            unique_minimizer=Fact(False, "every point of the box is one"),
            level_sets_bounded=Fact(True, "f ≤ s says that |xᵢ| ≤ 1 + √(2s)"),
            definability=Fact("semialgebraic", "piecewise a polynomial on boxes"),
            kl_exponent=Fact(0.5, "‖∇f‖² = 2f"),
        ),
        source="elementary",
    )
