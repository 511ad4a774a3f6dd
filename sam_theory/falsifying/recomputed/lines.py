"""A function of one variable, stretch by stretch, and what follows of it in rational arithmetic."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from sam_theory.falsifying.recomputed.notation import Unreadable
from sam_theory.falsifying.recomputed.stretches import Number, Stretch, at, limit

Interval = tuple[Fraction | None, Fraction | None]  # None: without an end


@dataclass(frozen=True)
class Line:
    """f on the stretches between `breaks`, one more than these.

    `known` is f at the first break, where the line says so; else it is counted from 0 there.
    Raises Unreadable where f′ is not continuous.
    """

    breaks: tuple[Fraction, ...]
    stretches: tuple[Stretch, ...]
    known: Fraction | None = None

    def __post_init__(self) -> None:
        for x, (left, right) in self._meetings():
            if at(left.slope, left.of(x)) != at(right.slope, right.of(x)):
                raise Unreadable(f"f′ jumps at {x}")

    def _meetings(self) -> list[tuple[Fraction, tuple[Stretch, Stretch]]]:
        return list(zip(self.breaks, itertools.pairwise(self.stretches), strict=True))

    @cached_property
    def constants(self) -> tuple[Fraction, ...]:
        """What is added to the antiderivative of each stretch: f is continuous."""
        first, start = self.stretches[0], self.breaks[0]
        found = [(self.known or 0) - at(first.antiderivative, first.of(start))]
        for x, (left, right) in self._meetings():
            value = at(left.antiderivative, left.of(x)) + found[-1]
            found.append(value - at(right.antiderivative, right.of(x)))
        return tuple(map(Fraction, found))

    def interval(self, j: int) -> Interval:
        """That of the stretch."""
        return (self.breaks[j - 1] if j else None), (
            self.breaks[j] if j < len(self.breaks) else None
        )

    def _at(self, x: Fraction) -> int:
        return sum(x >= end for end in self.breaks)

    def value(self, x: Fraction) -> Fraction:
        """f(x)."""
        j = self._at(x)
        piece = self.stretches[j]
        return at(piece.antiderivative, piece.of(x)) + self.constants[j]

    def slope(self, x: Fraction) -> Fraction:
        """f′(x)."""
        piece = self.stretches[self._at(x)]
        return at(piece.slope, piece.of(x))

    # ---- what follows

    @cached_property
    def bends(self) -> tuple[Number, Number]:
        """inf f″ and sup f″."""
        found = [piece.extremes() for piece in self.stretches]
        return min(low for low, _ in found), max(high for _, high in found)

    @cached_property
    def bend(self) -> Fraction | None:
        """f″, if it is constant."""
        low, high = self.bends
        return low if low == high and isinstance(low, Fraction) else None

    def far(self, side: int) -> Number:
        """The limit of f far out."""
        j = -1 if side > 0 else 0
        found = limit(self.stretches[j].antiderivative, None)
        return found + self.constants[j] if isinstance(found, Fraction) else found

    @cached_property
    def stationary(self) -> tuple[Interval, ...]:
        """Where f′ = 0: points, and intervals that may touch."""
        found: list[Interval] = []
        for j, piece in enumerate(self.stretches):
            if not piece.slope:
                found.append(self.interval(j))
            else:
                found += [(x, x) for x, _ in piece.zeros()]
        return tuple(dict.fromkeys(found))

    @cached_property
    def orders(self) -> tuple[Fraction, ...]:
        """Those of the zeros of f′, from either side."""
        return tuple(m for p in self.stretches if p.slope for _, m in p.zeros())

    @cached_property
    def infimum(self) -> Number:
        """inf f."""
        values = [self.value(_inside(each)) for each in self.stationary]
        return min([*values, self.far(-1), self.far(1)])

    @cached_property
    def minimizers(self) -> tuple[Interval, ...]:
        """Where f is least; those that touch are one."""
        best = [s for s in self.stationary if self.value(_inside(s)) == self.infimum]
        return tuple(_joined(best))


def _inside(interval: Interval) -> Fraction:
    low, high = interval
    if low is None:
        return Fraction(0) if high is None else high
    return low


def _joined(intervals: list[Interval]) -> list[Interval]:
    """Intervals in order, those that touch as one."""
    found: list[Interval] = []
    for low, high in sorted(intervals, key=_place):
        if found and _reaches(found[-1][1], low):
            start, end = found.pop()
            found.append((start, None if end is None or high is None else max(end, high)))
        else:
            found.append((low, high))
    return found


def _place(interval: Interval) -> tuple[Number, Number]:
    low, high = interval
    return -math.inf if low is None else low, math.inf if high is None else high


def _reaches(end: Fraction | None, start: Fraction | None) -> bool:
    return end is None or start is None or start <= end
