"""A convex function that decreases towards an infimum it never attains."""

from __future__ import annotations

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace
from sam_theory.setting.softplus import softplus as softplus_of


def softplus(*, dimension: int = 1) -> Problem:
    """f(x) = Σᵢ log(1 + e^xᵢ), so ∂ᵢf = σ(xᵢ), the logistic function, and f″ᵢ = σ(1 − σ) ≤ ¼."""
    n = dimension

    def gradient(x: Array) -> Array:
        return namespace(x).exp(-softplus_of(-x))  # accurate down to underflow

    def value(x: Array) -> Array:
        return namespace(x).sum(softplus_of(x), axis=-1)

    return Problem(
        name="softplus",
        formula="f(x) = Σᵢ log(1 + exp xᵢ)",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(1.0 - 0.6 * i for i in range(n)), tuple(-2.0 + 0.5 * i for i in range(n))),
        region=((-4.0,) * n, (4.0,) * n),
        facts=Facts(
            convex=Fact(True, "f″ᵢ = σ(1 − σ) > 0"),
            lipschitz=Fact(Enclosure(0.25, 0.25), "σ(1 − σ) ≤ ¼, attained at 0"),
            infimum=Fact(Enclosure(0.0, 0.0), "f > 0, and f(−s, …, −s) → 0 as s → ∞"),
            attained=Fact(False, "∂ᵢf = σ(xᵢ) > 0 everywhere"),
            unique_minimizer=Fact(False, "there is none"),
            level_sets_bounded=Fact(False, "f is increasing in each coordinate"),
            definability=Fact("analytic", "log and exp are"),
        ),
        source="elementary",
    )
