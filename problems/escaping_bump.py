"""Bounded below, but the infimum is not attained: descent leaves for infinity."""

from __future__ import annotations

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem


def escaping_bump() -> Problem:
    """f(x) = 1/(1 + x²), f″ = (6x² − 2)/(1 + x²)³, of least value −2 at 0 and greatest ½ at ±1."""

    def gradient(x: Array) -> Array:
        weight = 1 / (1 + x * x)
        return -2 * x * weight * weight

    return Problem(
        name="escaping-bump",
        formula="f(x) = 1/(1 + x²)",
        dimension=1,
        value=lambda x: 1 / (1 + x[..., 0] ** 2),
        gradient=gradient,
        starts=((0.2,), (-1.7,)),
        region=((-3.0,), (3.0,)),
        facts=Facts(
            convex=Fact(False, "f″(0) = −2"),
            lipschitz=Fact(Enclosure(2, 2), "f″ ∈ [−2, ½], with f″(0) = −2"),
            descent=Fact(Enclosure(0.5, 0.5), "f″ ≤ ½, attained at ±1"),
            infimum=Fact(Enclosure(0.0, 0.0), "f > 0 and f(x) → 0 as |x| → ∞"),
            attained=Fact(False, "f > 0"),
            level_sets_bounded=Fact(False, "{f ≤ 1} = ℝ"),
            definability=Fact("semialgebraic", "a rational function"),
            kl_exponent=Fact(0.5, "f′ = 0 only at 0, where f″ = −2"),
        ),
        source="elementary",
    )
