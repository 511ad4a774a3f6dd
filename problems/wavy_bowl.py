"""A strongly convex bowl with waves on it: analytic, definable in no o-minimal structure."""

from __future__ import annotations

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace


def wavy_bowl(*, dimension: int = 2) -> Problem:
    """f(x) = Σᵢ xᵢ²/2 − sin²(xᵢ/2), so f″ᵢ = 1 − ½ cos xᵢ ∈ [½, 3/2]."""
    n = dimension

    def gradient(x: Array) -> Array:
        return x - namespace(x).sin(x) / 2

    def value(x: Array) -> Array:
        xp = namespace(x)
        half = xp.sin(x / 2)
        return xp.sum(x * x / 2 - half * half, axis=-1)

    return Problem(
        name="wavy-bowl",
        formula="f(x) = Σᵢ (xᵢ²/2 − sin²(xᵢ/2))",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(7.0 - 2.5 * i for i in range(n)), tuple(-1.0 + 0.3 * i for i in range(n))),
        region=((-8.0,) * n, (8.0,) * n),
        facts=Facts(
            convex=Fact(True, "f″ᵢ = 1 − ½ cos xᵢ ≥ ½"),
            strong_convexity=Fact(Enclosure(0.5, 0.5), "1 − ½ cos ≥ ½, attained at 0"),
            lipschitz=Fact(Enclosure(1.5, 1.5), "1 − ½ cos ≤ 3/2, attained at π"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0), as |sin(s/2)| ≤ |s|/2"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "x = ½ sin x only at 0"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("analytic", "sin is; f − x²/2 has infinitely many isolated zeros"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
        ),
        source="elementary",
    )
