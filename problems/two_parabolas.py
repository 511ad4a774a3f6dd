"""The mean of two parabolas, which may differ in curvature, sign of it, and minimizer."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.library.domains import REALS, several
from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem

examples = ()
domains = {"curvatures": several(REALS, 2, 2), "centers": several(REALS, 2, 2)}


def two_parabolas(
    *, curvatures: tuple[float, float] = (1.0, 3.0), centers: tuple[float, float] = (-1.0, 1.0)
) -> Problem:
    """f = (f₁ + f₂)/2, fᵢ(x) = λᵢ(x − cᵢ)²/2, λ₁ + λ₂ > 0; interpolation where c₁ = c₂.

    f(x) = (λ₁ + λ₂)(x − c)²/4 + m, c = (λ₁c₁ + λ₂c₂)/(λ₁ + λ₂), m = λ₁λ₂(c₁ − c₂)²/(4(λ₁ + λ₂)).
    """
    if not sum(curvatures) > 0:
        raise ValueError(f"curvatures must have a positive sum; got {curvatures}")
    (one, two), (left, right) = (map(float, pair) for pair in (curvatures, centers))
    total = Fraction(one) + Fraction(two)
    center = (Fraction(one) * Fraction(left) + Fraction(two) * Fraction(right)) / total
    square = (Fraction(left) - Fraction(right)) ** 2
    height = Fraction(one) * Fraction(two) * square / (4 * total)
    best, bend, least = float(center), float(total / 2), float(height)
    reach = 2.0 + abs(left - right)

    def of_draw(x: Array, weights: Array) -> Array:
        first, second = weights[..., :1] * one, weights[..., 1:] * two
        return first * (x - left) + second * (x - right)

    def of_values(x: Array, weights: Array) -> Array:
        first, second = weights[..., :1] * one, weights[..., 1:] * two
        return (first * (x - left) ** 2 + second * (x - right) ** 2)[..., 0] / 2

    return Problem(
        name="two-parabolas",
        formula="f = (f₁ + f₂)/2, fᵢ(x) = λᵢ(x − cᵢ)²/2",
        dimension=1,
        value=lambda x: bend / 2 * (x[..., 0] - best) ** 2 + least,
        gradient=lambda x: bend * (x - best),
        starts=((best + 1.5,), (best - 0.25,)),
        region=((best - reach,), (best + reach,)),
        facts=_facts(total, best, height),
        components=Components(
            2,
            of_draw,
            of_values,
            lipschitz=Fact(
                Enclosure(max(abs(one), abs(two)), max(abs(one), abs(two))), "L = max |λᵢ|"
            ),
            variance=_variance(one, two, Fraction(left) - Fraction(right)),
        ),
        source="elementary",
    )


def _variance(one: float, two: float, apart: Fraction) -> Fact[Enclosure]:
    if one != two:
        return Fact(NO_CONSTANT, "|fᵢ′ − f′| = |f₁′ − f₂′|/2, of slope |λ₁ − λ₂|/2 ≠ 0 in x")
    square = (Fraction(one) * apart / 2) ** 2
    return Fact(Enclosure.containing(square), "|fᵢ′ − f′| = |f₁′ − f₂′|/2 = λ|c₁ − c₂|/2")


def _facts(total: Fraction, best: float, height: Fraction) -> Facts:
    curvature = Enclosure.containing(total / 2)
    return Facts(
        convex=Fact(True, "f″ = (λ₁ + λ₂)/2 > 0"),
        strong_convexity=Fact(curvature, "μ = f″"),
        lipschitz=Fact(curvature, "L = f″"),
        infimum=Fact(Enclosure.containing(height), "f(c) = m, in rational arithmetic"),
        attained=Fact(True, "f′(c) = 0"),
        minimizers=Fact(lambda x: np.abs(x[..., 0] - best), "f′(x) = 0 only at c"),
        unique_minimizer=Fact(True, "strong convexity"),
        level_sets_bounded=Fact(True, "strong convexity"),
        definability=Fact("semialgebraic", "a polynomial"),
        kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
        quadratic=Fact((float(total / 2),), "f″ is constant"),
    )
