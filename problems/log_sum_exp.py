"""A convex function that is unbounded below."""

from __future__ import annotations

from sam_theory.library.domains import whole
from sam_theory.setting.facts import UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"dimension": whole(2)}


def log_sum_exp(*, dimension: int = 2) -> Problem:
    """f(x) = log Σᵢ exp xᵢ; with p = ∇f, ⟨∇²f u, u⟩ = Varₚ(u) ≤ (max u − min u)²/4 ≤ ‖u‖²/2."""
    n = dimension

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        weights = xp.exp(x - xp.max(x, axis=-1, keepdims=True))
        return weights / xp.sum(weights, axis=-1, keepdims=True)

    def value(x: Array) -> Array:
        xp = namespace(x)
        largest = xp.max(x, axis=-1, keepdims=True)
        return xp.log(xp.sum(xp.exp(x - largest), axis=-1)) + largest[..., 0]

    return Problem(
        name="log-sum-exp",
        formula="f(x) = log Σᵢ exp xᵢ",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(1.0 - 0.7 * i for i in range(n)), tuple(-1.0 + 0.4 * i for i in range(n))),
        region=((-4.0,) * n, (4.0,) * n),
        facts=Facts(
            convex=Fact(True, "⟨∇²f u, u⟩ is a variance"),
            lipschitz=Fact(
                Enclosure(0.5, 0.5),
                "Popoviciu: Var ≤ (max − min)²/4 ≤ ½‖u‖²; p → (½, ½, 0, …) and u = (1, −1, 0, …)",
            ),
            infimum=Fact(UNBOUNDED_BELOW, "f(x − s·1) = f(x) − s"),
            attained=Fact(False, "unbounded below"),
            unique_minimizer=Fact(False, "there is none"),
            level_sets_bounded=Fact(False, "f decreases along −(1, …, 1)"),
            definability=Fact("analytic", "log and exp are"),
        ),
        source="elementary",
    )
