"""Sums of functions of one coordinate each: the facts that follow from those of the summands."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.pieces import Stretch
from sam_theory.setting.problem import Array, namespace

EXACT = "in rational arithmetic: tests/setting/test_pieces.py"
KL = (
    "beside every stationary point f is constant, or f − f(x̄) is of the order |x − x̄|ᵐ and f′ of "
    "|x − x̄|ᵐ⁻¹, with m = 2 unless q says otherwise"
)


class Summand(Protocol):
    """A function of one variable of which everything is known exactly."""

    @property
    def bends(self) -> tuple[float | Fraction, float | Fraction]:
        """The infimum and the supremum of f″, where it is defined."""

    def far(self, side: int) -> float | Fraction:
        """The limit of f far out at the left, side −1, or right, 1."""

    @property
    def infimum(self) -> float | Fraction:
        """inf f, −∞ where there is none."""

    @property
    def minimizers(self) -> tuple[Stretch, ...]:
        """Where f is least; none if it has no minimum."""

    @property
    def exponent(self) -> Fraction:
        """q ∈ [½, 1) with |f − f(x̄)|^q ≤ C|f′| near every stationary point x̄."""

    @property
    def bend(self) -> Fraction | None:
        """f″, if it is constant."""


def facts_of(summands: Sequence[Summand], built: str) -> Facts:
    """What follows for Σᵢ fᵢ(xᵢ): constants are the greatest, infima add up.

    `built` says of what f is made, for it is semialgebraic.
    """
    low, high = min(p.bends[0] for p in summands), max(p.bends[1] for p in summands)
    least = sum(p.infimum for p in summands)
    bounded, attained = least > -math.inf, all(p.minimizers for p in summands)
    coercive = all(p.far(side) == math.inf for p in summands for side in (-1, 1))
    single = all(_single(p.minimizers) for p in summands)
    bends = [p.bend for p in summands if p.bend is not None]
    places = f"from the stationary points and the ends, {EXACT}"
    return Facts(
        convex=Fact(low >= 0, f"the least slope of f′ is {float(low):g}"),
        strong_convexity=Fact(_one(low), "μ is the least slope of f′") if low > 0 else None,
        lipschitz=Fact(_one(max(high, -low)), "the greatest |slope| of f′"),
        descent=Fact(_one(max(high, Fraction(0))), "the greatest slope of f′, or 0"),
        infimum=Fact(_one(least) if bounded else UNBOUNDED_BELOW, places),
        attained=Fact(attained, places),
        minimizers=Fact(
            _distance([p.minimizers for p in summands]), f"the least stationary points, {EXACT}"
        )
        if attained
        else None,
        unique_minimizer=Fact(attained and single, f"the least stationary points, {EXACT}"),
        level_sets_bounded=Fact(
            coercive, f"f → ∞ on {'all' if coercive else 'not all'} sides, by f″ and f′ there"
        ),
        definability=Fact("semialgebraic", built),
        kl_exponent=Fact(_above(max(p.exponent for p in summands)), KL),
        quadratic=Fact(tuple(map(float, bends)), "f″ is constant")
        if len(bends) == len(summands)
        else None,
    )


def gradient_of(summands: Sequence[Callable[[Array], Array]]) -> Callable[[Array], Array]:
    """∇f of Σᵢ fᵢ(xᵢ), (..., n), of derivatives that map (..., 1) to (..., 1)."""

    def gradient(x: Array) -> Array:
        found = [each(x[..., i : i + 1]) for i, each in enumerate(summands)]
        return found[0] if len(found) == 1 else namespace(x).concatenate(found, axis=-1)

    return gradient


def _one(value: float | Fraction) -> Enclosure:
    return NO_CONSTANT if value == math.inf else Enclosure.containing(Fraction(value))


def _above(exponent: Fraction) -> float:
    """The least float from it on: a greater exponent is valid too."""
    return Enclosure.containing(exponent).upper


def _single(best: tuple[Stretch, ...]) -> bool:
    return len(best) == 1 and None not in best[0] and best[0][0] == best[0][1]


def _distance(best: Sequence[tuple[Stretch, ...]]) -> Callable[[Array], Array]:
    """The distance to the nearest minimizer, all of whose coordinates are minimizers."""

    def distance(x: Array) -> Array:
        found = [distance_to(x[..., i], stretches) for i, stretches in enumerate(best)]
        return found[0] if len(found) == 1 else np.hypot.reduce(np.stack(found), axis=0)

    return distance


def distance_to(u: Array, stretches: Sequence[Stretch]) -> Array:
    """The distance of numbers to the nearest of these intervals."""
    each = []
    for low, high in stretches:
        a = -math.inf if low is None else float(low)
        b = math.inf if high is None else float(high)
        each.append(np.maximum(np.maximum(a - u, u - b), 0.0))
    return np.min(np.stack(each), axis=0)
