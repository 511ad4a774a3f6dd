"""A hyperboloid: quadratic near its minimizer, a cone far away, invariant under rotations."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import above
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"width": above(0)}


def pseudo_huber(*, dimension: int = 2, width: float = 1.0) -> Problem:
    """f(x) = w²(s − 1), s = √(1 + ‖x‖²/w²); ∇²f = (I − xxᵀ/(ws)²)/s has eigenvalues 1/s, 1/s³."""
    n = dimension
    one = np.float64(1.0)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return x / xp.hypot(norm(x) / width, xp.asarray(one))

    def value(x: Array) -> Array:
        xp = namespace(x)
        size = norm(x)[..., 0]  # w²(s − 1) = ‖x‖²/(s + 1), which loses nothing near 0
        return size * (size / (xp.hypot(size / width, xp.asarray(one)) + 1))

    return Problem(
        name="pseudo-huber",
        formula="f(x) = w²(√(1 + ‖x‖²/w²) − 1)",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(
            tuple(width * 2 * (-0.6) ** i for i in range(n)),
            tuple(width * (0.3 + 0.1 * i) for i in range(n)),
        ),
        region=((-4.0 * width,) * n, (4.0 * width,) * n),
        facts=Facts(
            convex=Fact(True, "∇²f has the eigenvalues 1/s and 1/s³ > 0"),
            lipschitz=Fact(Enclosure(1.0, 1.0), "1/s ≤ 1, attained at 0"),
            infimum=Fact(Enclosure(0.0, 0.0), "s ≥ 1 = s(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "∇f = x/s = 0 only at 0"),
            unique_minimizer=Fact(True, "f(x) > 0 = f(0) for x ≠ 0"),
            level_sets_bounded=Fact(True, "f(x) ≥ w‖x‖ − w²"),
            definability=Fact("semialgebraic", "a square root of a polynomial"),
            kl_exponent=Fact(0.5, "the only stationary point is 0, where ∇²f = I > 0"),
        ),
        source="Charbonnier, Blanc-Féraud, Aubert, Barlaud, IEEE Trans. Image Process. 6 (1997)",
    )
