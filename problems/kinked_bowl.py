"""Two half-parabolas of different curvature: strongly convex, not twice differentiable."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import above
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"left": above(0), "right": above(0)}


def kinked_bowl(*, left: float = 1.0, right: float = 10.0) -> Problem:
    """f(x) = ½ λ x² with λ = `left` for x < 0 and λ = `right` for x > 0."""
    zero = np.float64(0.0)
    low, high = float(min(left, right)), float(max(left, right))

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return left * xp.minimum(x, xp.asarray(zero)) + right * xp.maximum(x, xp.asarray(zero))

    def value(x: Array) -> Array:
        return (x * gradient(x))[..., 0] / 2

    return Problem(
        name="kinked-bowl",
        formula="f(x) = ½ λ₋ x² for x < 0, ½ λ₊ x² for x > 0",
        dimension=1,
        value=value,
        gradient=gradient,
        starts=((1.0,), (-0.3,)),
        region=((-2.0,), (2.0,)),
        facts=Facts(
            convex=Fact(True, "f′ is increasing"),
            strong_convexity=Fact(Enclosure(low, low), "μ = min λ"),
            lipschitz=Fact(Enclosure(high, high), "L = max λ"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "f > 0 away from 0"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "piecewise a polynomial"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact((low,), "f″ is constant") if low == high else None,
        ),
        source="elementary",
    )
