"""A function of one variable whose derivative is piecewise linear, given by knots and slopes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sam_theory.setting.facts import UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = (
    {},  # two wells, the left one deeper, between them a maximum at 0
    {"knots": (-0.5, 2.0), "slopes": (0.0, 1.0, 0.0), "derivative": -0.5},  # asymmetric Huber
)
Stretch = tuple[Fraction | None, Fraction | None]  # of stationary points; None: without an end


class Part(NamedTuple):
    """A piece of f: its ends, if any, where it is counted from, f′ there, and f″."""

    low: Fraction | None
    high: Fraction | None
    start: float
    tilt: float
    bend: float

    def move(self, x: Array) -> Array:
        """How far x goes from the start within the piece: (..., 1), negative to the left."""
        xp = namespace(x)
        u = x if self.low is None else xp.maximum(x, xp.asarray(np.float64(self.low)))
        u = u if self.high is None else xp.minimum(u, xp.asarray(np.float64(self.high)))
        return u - self.start if self.start else u


@dataclass(frozen=True)
class Pieces:
    """f″ = sⱼ between the knots kⱼ and kⱼ₊₁, s₀ to the left of all, with f(k₁) = 0 and f′(k₁)."""

    knots: tuple[Fraction, ...]  # (m,), increasing
    slopes: tuple[Fraction, ...]  # (m + 1,)
    first: Fraction  # f′(k₁)

    @cached_property
    def heights(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """f and f′ at the knots."""
        found = [(Fraction(0), self.first)]
        for j, (left, right) in enumerate(itertools.pairwise(self.knots), 1):
            f, g = found[-1]
            length, slope = right - left, self.slopes[j]
            found.append((f + g * length + slope * length**2 / 2, g + slope * length))
        return tuple(found)

    def at(self, x: Fraction) -> tuple[Fraction, Fraction]:
        """f(x) and f′(x)."""
        j = sum(x >= knot for knot in self.knots)
        knot, (f, g) = self.knots[max(j - 1, 0)], self.heights[max(j - 1, 0)]
        slope, move = self.slopes[j], x - knot
        return f + g * move + slope * move**2 / 2, g + slope * move

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The pieces, each from its point nearest to 0, where floats lose nothing."""
        ends, found = (None, *self.knots, None), []
        for (low, high), slope in zip(itertools.pairwise(ends), self.slopes, strict=True):
            start = Fraction(0)
            start = low if low is not None and low > 0 else start
            start = high if high is not None and high < 0 else start
            found.append(Part(low, high, float(start), float(self.at(start)[1]), float(slope)))
        return tuple(found)

    def rises(self, side: int) -> int:
        """The sign of f far out on the right (side 1) or left (side −1); 0: it is constant there.

        Where f is not constant there, it goes to ∞ or −∞.
        """
        slope = self.slopes[-1 if side > 0 else 0]
        last = slope if slope else side * self.heights[-1 if side > 0 else 0][1]
        return (last > 0) - (last < 0)

    @cached_property
    def stationary(self) -> tuple[Stretch, ...]:
        """The points and intervals where f′ = 0; an interval may be in several parts."""
        ends = (None, *self.knots, None)
        found: list[Stretch] = []
        for j, slope in enumerate(self.slopes):
            knot, g = self.knots[max(j - 1, 0)], self.heights[max(j - 1, 0)][1]
            low, high = ends[j], ends[j + 1]
            if slope == 0:
                found += [(low, high)] if g == 0 else []
                continue
            root = knot - g / slope
            if (low is None or low <= root) and (high is None or root <= high):
                found.append((root, root))
        return tuple(dict.fromkeys(found))

    @cached_property
    def minimizers(self) -> tuple[Stretch, ...]:
        """Where f is least; none if it is unbounded below."""
        if min(self.rises(1), self.rises(-1)) < 0:
            return ()
        values = {stretch: self.at(_inside(stretch))[0] for stretch in self.stationary}
        least = min(values.values())
        return tuple(stretch for stretch, value in values.items() if value == least)


def _inside(stretch: Stretch) -> Fraction:
    """A point of it: f is constant on it."""
    found = stretch[1] if stretch[0] is None else stretch[0]
    return Fraction(0) if found is None else found


def piecewise_quadratic(
    *,
    knots: tuple[float, ...] = (-0.5, 0.5),
    slopes: tuple[float, ...] = (1.0, -1.0, 2.0),
    derivative: float = 0.5,
) -> Problem:
    """f′ is continuous with the slopes s₀ … sₘ between the knots k₁ < … < kₘ; f(k₁) = 0.

    `derivative` is f′(k₁). The numbers are floats, so that everything about f is rational.
    """
    _require(knots, slopes, derivative)
    pieces = Pieces(tuple(map(Fraction, knots)), tuple(map(Fraction, slopes)), Fraction(derivative))
    first, last = float(knots[0]), float(knots[-1])
    margin = max(1.0, last - first)
    origin, tilt = map(float, pieces.at(Fraction(0)))
    parts = pieces.parts

    def gradient(x: Array) -> Array:
        return tilt + sum(part.bend * part.move(x) for part in parts)

    def value(x: Array) -> Array:
        moves = [(part, part.move(x)) for part in parts]
        return origin + sum(u * (part.tilt + part.bend / 2 * u) for part, u in moves)[..., 0]

    return Problem(
        name="piecewise-quadratic",
        formula="f″ is constant between knots, f′ continuous, f(k₁) = 0",
        dimension=1,
        value=value,
        gradient=gradient,
        starts=_starts(first, last, margin, gradient),
        region=((first - 2 * margin,), (last + 2 * margin,)),
        facts=_facts(pieces),
        source="elementary",
    )


def _require(knots: Sequence[float], slopes: Sequence[float], derivative: float) -> None:
    numbers = (*knots, *slopes, derivative)
    increasing = all(a < b for a, b in itertools.pairwise(knots))
    if not (knots and increasing and all(map(math.isfinite, numbers))):
        raise ValueError(f"knots must increase, and all numbers be finite; got {knots}")
    if len(slopes) != len(knots) + 1:
        raise ValueError(
            f"slopes must be one more than the knots, which are {len(knots)}; got {slopes}"
        )
    if not any((*slopes, derivative)):
        raise ValueError("slopes or derivative must not all be 0: f would be constant")


def _starts(
    first: float, last: float, margin: float, gradient: Callable[[Array], Array]
) -> tuple[tuple[float, ...], ...]:
    """Two points at least where f′ ≠ 0, of a few that are tried."""
    tried = [last + margin / 2, first - margin / 4, (first + last) / 2 + margin / 8, first, last]
    found = [x for x in tried if gradient(np.array([x]))[0] != 0]
    return tuple((x,) for x in found[:3])


def _facts(pieces: Pieces) -> Facts:
    low, high = min(pieces.slopes), max(pieces.slopes)
    steepest, top = max(high, -low), max(high, Fraction(0))
    bounded = min(pieces.rises(1), pieces.rises(-1)) >= 0
    coercive = min(pieces.rises(1), pieces.rises(-1)) > 0
    best = pieces.minimizers
    single = len(best) == 1 and None not in best[0] and best[0][0] == best[0][1]
    one = Enclosure.containing(low)
    least = Enclosure.containing(pieces.at(_inside(best[0]))[0]) if bounded else UNBOUNDED_BELOW
    exact = "in rational arithmetic: tests/catalogues/test_piecewise.py"
    return Facts(
        convex=Fact(low >= 0, f"the least slope of f′ is {float(low):g}"),
        strong_convexity=Fact(one, "μ is the least slope of f′") if low > 0 else None,
        lipschitz=Fact(Enclosure.containing(steepest), "the greatest |slope| of f′"),
        descent=Fact(Enclosure.containing(top), "the greatest slope of f′, or 0"),
        infimum=Fact(least, f"from the stationary points and the ends, {exact}"),
        attained=Fact(bounded, "f is constant or unbounded towards ±∞"),
        minimizers=Fact(_distance(best), f"the least stationary points, {exact}")
        if bounded
        else None,
        unique_minimizer=Fact(single, f"the least stationary points, {exact}"),
        level_sets_bounded=Fact(
            coercive, f"f → ∞ on {'both' if coercive else 'not both'} sides, by f″ and f′ there"
        ),
        definability=Fact("semialgebraic", "piecewise a polynomial"),
        kl_exponent=Fact(
            0.5, "beside a stationary point f is constant or f − f(x̄) = f′²/(2s), s the slope there"
        ),
        quadratic=Fact((float(low),), "f″ is constant") if low == high else None,
    )


def _distance(stretches: tuple[Stretch, ...]) -> Callable[[Array], Array]:
    """The distance to the nearest of the stretches."""
    ends = [
        (-math.inf if low is None else float(low), math.inf if high is None else float(high))
        for low, high in stretches
    ]

    def distance(x: Array) -> Array:
        u = x[..., 0]
        each = [np.maximum(np.maximum(low - u, u - high), 0.0) for low, high in ends]
        return np.min(np.stack(each), axis=0)

    return distance
