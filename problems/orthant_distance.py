"""The Moreau envelope of the distance to an orthant: flat on it, linear far from it."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples = ()


def orthant_distance(*, dimension: int = 2) -> Problem:
    """f(x) = d²/2 for d ≤ 1, d − ½ beyond, d = ‖min(x, 0)‖ the distance to {x ≥ 0}.

    It is the least of d(y) + ½‖x − y‖² over y, on the way from x to its projection.
    """
    n = dimension
    zero, one = np.float64(0.0), np.float64(1.0)

    def negative(x: Array) -> Array:
        xp = namespace(x)
        return xp.minimum(x, xp.asarray(zero))

    def gradient(x: Array) -> Array:
        xp, part = namespace(x), negative(x)
        return part / xp.maximum(norm(part), xp.asarray(one))

    def value(x: Array) -> Array:
        xp = namespace(x)
        d = norm(negative(x))[..., 0]
        inner = xp.minimum(d, xp.asarray(one))
        return inner * (d - inner / 2)

    return Problem(
        name="orthant-distance",
        formula="f(x) = d²/2 for d ≤ 1, d − ½ beyond, d = ‖min(x, 0)‖",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(-1.5 + 0.5 * i for i in range(n)), tuple(-0.5 + 2.0 * i for i in range(n))),
        region=((-3.0,) * n, (3.0,) * n),
        facts=Facts(
            convex=Fact(True, "nondecreasing and convex in the convex function d"),
            lipschitz=Fact(
                Enclosure(1, 1),
                "an envelope of index 1 (Bauschke, Combettes 2017, Prop. 12.30); f″ = 1 along e₁ "
                "for x₁ ∈ (−1, 0), the others 0",
            ),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(negative(x))[..., 0], "f(x) = 0 exactly where d = 0"),
            unique_minimizer=Fact(False, "every x ≥ 0 is one"),
            level_sets_bounded=Fact(False, "each contains {x ≥ 0}"),
            definability=Fact("semialgebraic", "built of minima and a norm"),
            kl_exponent=Fact(0.5, "only minimizers are stationary, and near them ‖∇f‖² = 2f"),
        ),
        source="Moreau 1965 (envelopes); this one elementary",
    )
