"""A strongly convex function that grows exponentially: no Lipschitz constant, one on every box."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples = ()
FARTHEST = 700.0  # where cosh is still a float


def cosh_bowl(*, dimension: int = 1) -> Problem:
    """f(x) = Σᵢ (cosh xᵢ − 1) = Σᵢ 2 sinh²(xᵢ/2), ∇f = (sinh xᵢ), ∇²f = diag cosh xᵢ ≥ I."""
    n = dimension

    def sinh(x: Array) -> Array:
        xp = namespace(x)
        return (xp.expm1(x) - xp.expm1(-x)) / 2

    def value(x: Array) -> Array:
        half = sinh(x / 2)
        return 2 * namespace(x).sum(half * half, axis=-1)

    return Problem(
        name="cosh-bowl",
        formula="f(x) = Σᵢ (cosh xᵢ − 1)",
        dimension=n,
        value=value,
        gradient=sinh,
        starts=(tuple(1.5 * (-0.5) ** i for i in range(n)), (-0.25,) * n),
        region=((-3.0,) * n, (3.0,) * n),
        facts=Facts(
            convex=Fact(True, "∇²f = diag cosh xᵢ > 0"),
            strong_convexity=Fact(Enclosure(1, 1), "cosh ≥ 1 = cosh 0"),
            lipschitz=Fact(NO_CONSTANT, "cosh is unbounded"),
            lipschitz_on=Fact(_on_box, "the greatest cosh xᵢ on the box"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "sinh is injective"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("analytic", "exp is"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
        ),
        source="elementary",
    )


def _on_box(low: Array, high: Array) -> Enclosure:
    farthest = float(np.max(np.maximum(np.abs(low), np.abs(high))))
    if farthest > FARTHEST:
        return Enclosure(math.cosh(FARTHEST), math.inf)
    return Enclosure.around(math.cosh(farthest))
