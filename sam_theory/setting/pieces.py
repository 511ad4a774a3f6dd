"""Derivatives of one variable that are continuous and piecewise linear, in exact arithmetic."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sam_theory.setting.problem import Array, namespace

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
        values = {stretch: self.at(inside(stretch))[0] for stretch in self.stationary}
        least = min(values.values())
        return tuple(stretch for stretch, value in values.items() if value == least)


def inside(stretch: Stretch) -> Fraction:
    """A point of it: f is constant on it."""
    found = stretch[1] if stretch[0] is None else stretch[0]
    return Fraction(0) if found is None else found
