"""A strict saddle of a function that is bounded below."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace


def bounded_saddle() -> Problem:
    """f(x, y) = 1 + cos x + y²/2, with a saddle at 0 and minimizers (±π, 0), …; L = 1."""

    def value(x: Array) -> Array:
        xp = namespace(x)
        return 2 * xp.cos(x[..., 0] / 2) ** 2 + x[..., 1] ** 2 / 2

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return xp.stack((-xp.sin(x[..., 0]), x[..., 1]), axis=-1)

    def distance(x: Array) -> Array:
        phase = x[..., 0] - math.pi
        phase = phase - 2 * math.pi * np.round(phase / (2 * math.pi))
        return np.hypot(phase, x[..., 1])

    return Problem(
        name="bounded-saddle",
        formula="f(x, y) = 1 + cos x + y²/2",
        dimension=2,
        value=value,
        gradient=gradient,
        starts=((0.02, 1.3), (-1.1, 0.8), (0.0, 1.0)),  # the last one lies on the stable manifold
        region=((-3.0, -2.0), (3.0, 2.0)),
        facts=Facts(
            convex=Fact(False, "∂²f/∂x² = −1 at 0"),
            lipschitz=Fact(Enclosure(1, 1), "∇²f = diag(−cos x, 1)"),
            descent=Fact(Enclosure(1, 1), "∂²f/∂y² = 1 is the greatest eigenvalue"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(π, 0)"),
            attained=Fact(True, "f(π, 0) = 0"),
            minimizers=Fact(distance, "f = 0 exactly on (π + 2πℤ) × {0}"),
            unique_minimizer=Fact(False, "f(π, 0) = f(−π, 0) = 0"),
            level_sets_bounded=Fact(False, "{f ≤ 2} contains the axis y = 0"),
            definability=Fact("analytic", "cos is"),
            kl_exponent=Fact(0.5, "∇f = 0 only on πℤ × {0}, where ∇²f = diag(±1, 1)"),
        ),
        source="elementary",
    )
