"""Two components between which m-SAM with constant radius is held, away from the minimizer of f."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.library.domains import above
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace

HALF_WIDTH = 0.3125  # of the trap, in units of ρ; any r < ½ has one, with FLAT = 1 − r
LEFT, FLAT, RIGHT = -1.0, 1 - HALF_WIDTH, 1 + HALF_WIDTH  # where l₁″ jumps, in units of ρ
domains = {"beta": above(0), "rho": above(0)}


def msam_trap(*, beta: float = 1.0, rho: float = 0.125) -> Problem:
    """No draw lets m-SAM of radius ρ with t ≤ 5/(16β) leave |x| ≤ 5ρ/16, where f′ ≥ (3/32)βρ.

    There l₁′ > 0 and l₁′(x + ρ) = 0, so that l₁ does not move x, and l₂ leads to (1 − tβ)x − tβρ
    sign x. n-SAM leaves it, to stay about −9ρ/32 for small t, where the mean of its step is 0 and
    f′ = (13/128)βρ.
    """
    left, flat, right = LEFT * rho, FLAT * rho, RIGHT * rho

    def bent(x: Array) -> tuple[Array, Array, Array]:
        """x cut to [−ρ, κρ], and what exceeds [−ρ, σρ] on the left, where negative, and right."""
        xp = namespace(x)
        cut = xp.minimum(xp.maximum(x, xp.asarray(np.float64(left))), xp.asarray(np.float64(flat)))
        zero = xp.asarray(np.float64(0.0))
        return cut, xp.minimum(x - left, zero), xp.maximum(x - right, zero)

    def first(x: Array) -> Array:
        """l₁′(x)."""
        cut, below, above = bent(x)
        return beta * ((flat - cut) / 2 + below + above)

    def values(x: Array) -> tuple[Array, Array]:
        """l₁(x)/β and l₂(x)/β."""
        cut, below, above = bent(x)
        slope = (flat - cut) / 2
        return slope * (x - cut - slope) + (below * below + above * above) / 2, x * x / 2

    def value(x: Array) -> Array:
        one, two = values(x)
        return (beta / 2 * (one + two))[..., 0]

    def of_values(x: Array, weights: Array) -> Array:
        one, two = values(x)
        return (beta * (weights[..., :1] * one + weights[..., 1:] * two))[..., 0]

    def of_draw(x: Array, weights: Array) -> Array:
        return weights[..., :1] * first(x) + weights[..., 1:] * (beta * x)

    return Problem(
        name="msam-trap",
        formula="f = (l₁ + l₂)/2, l₂ = βx²/2, l₁″ = −β/2 on (−ρ, 11ρ/16), 0 on (11ρ/16, 21ρ/16), "
        "β beyond, l₁′(11ρ/16) = 0",
        dimension=1,
        value=value,
        gradient=lambda x: (first(x) + beta * x) / 2,
        starts=((0.25 * rho,), (-0.125 * rho,), (2 * rho,)),  # two in the trap
        region=((-3 * rho,), (3 * rho,)),
        facts=_facts(beta, rho),
        components=Components(
            2,
            of_draw,
            of_values,
            lipschitz=Fact(
                Enclosure(beta, beta), "|l₁″| ≤ β, attained where |x| is large; l₂″ = β"
            ),
            variance=Fact(
                Enclosure.containing((Fraction(59, 64) * Fraction(beta) * Fraction(rho)) ** 2),
                "|lᵢ′ − f′| = |l₁′ − l₂′|/2, where l₁′ − l₂′ falls from (59/32)βρ, its value on "
                "x ≤ −ρ, to −(21/16)βρ, that on x ≥ 21ρ/16",
            ),
        ),
        source="constructed here after the lower bound of S23 for m-SAM: f is β/4-strongly convex, "
        "each component β-smooth, |lᵢ′ − f′| ≤ (59/64)βρ",
    )


def _facts(beta: float, rho: float) -> Facts:
    best = -FLAT * rho
    return Facts(
        convex=Fact(True, "f″ ≥ β/4"),
        strong_convexity=Fact(Enclosure(beta / 4, beta / 4), "f″ = β/4 on (−ρ, 11ρ/16), the least"),
        lipschitz=Fact(Enclosure(beta, beta), "f″ is β/4, β/2 or β, the last beyond 21ρ/16"),
        infimum=Fact(
            Enclosure.containing(-Fraction(121, 1024) * Fraction(beta) * Fraction(rho) ** 2),
            "f(−11ρ/16), where l₁ = −(121/256)βρ² and l₂ = (121/512)βρ²",
        ),
        attained=Fact(True, "f′(−11ρ/16) = 0"),
        minimizers=Fact(
            lambda x: np.abs(x[..., 0] - best), "f′ = (β/4)(x + 11ρ/16) on (−ρ, 11ρ/16)"
        ),
        unique_minimizer=Fact(True, "strong convexity"),
        level_sets_bounded=Fact(True, "strong convexity"),
        definability=Fact("semialgebraic", "piecewise a polynomial"),
        kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
    )
