"""Half the squared distance to a ball: every point of the ball is a minimizer."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import above
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"radius": above(0)}


def ball_distance(*, dimension: int = 2, radius: float = 1.0) -> Problem:
    """f(x) = ½ max(‖x − c‖ − r, 0)², with ∇f(x) = x − P(x) and P the projection onto the ball."""
    n = dimension
    center = np.array([0.5 * (-1) ** i for i in range(n)])
    smallest = np.float64(radius)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        offset = x - xp.asarray(center)
        length = xp.maximum(norm(offset), xp.asarray(smallest))
        return (length - radius) / length * offset

    def distance(x: Array) -> Array:
        xp = namespace(x)
        length = xp.maximum(norm(x - xp.asarray(center)), xp.asarray(smallest))
        return (length - radius)[..., 0]

    def value(x: Array) -> Array:
        gap = distance(x)
        return gap * gap / 2

    return Problem(
        name="ball-distance",
        formula="f(x) = ½ max(‖x − c‖ − r, 0)², c = (½, −½, …)",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(
            tuple(0.5 * (-1) ** i + radius * (1.5 - 0.6 * i) for i in range(n)),
            tuple(0.5 * (-1) ** i - radius * (1.1 + 0.2 * i) for i in range(n)),
        ),
        region=((-4.0,) * n, (4.0,) * n),
        facts=Facts(
            convex=Fact(True, "a Moreau envelope (Bauschke, Combettes 2017, Prop. 12.15)"),
            lipschitz=Fact(
                Enclosure(1.0, 1.0), "x − P(x) is nonexpansive, and radially an isometry"
            ),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(c)"),
            attained=Fact(True, "f(c) = 0"),
            minimizers=Fact(distance, "f(x) = 0 if and only if ‖x − c‖ ≤ r"),
            unique_minimizer=Fact(False, "every point of the ball is one"),
            level_sets_bounded=Fact(True, "f ≤ s says that ‖x − c‖ ≤ r + √(2s)"),
            definability=Fact("semialgebraic", "made from a norm, a maximum and a square"),
            kl_exponent=Fact(0.5, "‖∇f‖² = 2f"),
        ),
        source="elementary",
    )
