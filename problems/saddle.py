"""The saddle of a quadratic that is unbounded below."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

SIGNS = np.array((1.0, -1.0))


def saddle() -> Problem:
    """f(x, y) = (x² − y²)/2; only starts with y = 0 lead to the stationary point."""

    def gradient(x: Array) -> Array:
        return x * namespace(x).asarray(SIGNS)

    return Problem(
        name="saddle",
        formula="f(x, y) = (x² − y²)/2",
        dimension=2,
        value=lambda x: (x[..., 0] - x[..., 1]) * (x[..., 0] + x[..., 1]) / 2,
        gradient=gradient,
        starts=((1.3, 0.4), (1.0, 0.0), (0.7, -1e-6)),
        region=((-2.0, -2.0), (2.0, 2.0)),
        facts=Facts(
            convex=Fact(False, "∂²f/∂y² = −1"),
            lipschitz=Fact(Enclosure(1, 1), "∇²f = diag(1, −1)"),
            descent=Fact(Enclosure(1, 1), "∂²f/∂x² = 1"),
            infimum=Fact(UNBOUNDED_BELOW, "f(0, y) = −y²/2"),
            attained=Fact(False, "f is unbounded below"),
            level_sets_bounded=Fact(False, "{f ≤ 0} contains the axis x = 0"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "∇f = 0 only at 0, where ∇²f is nonsingular"),
            quadratic=Fact((1.0, -1.0), "the Hessian is diag(1, −1)"),
        ),
        source="elementary",
    )
