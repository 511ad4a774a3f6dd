"""Ranges of numbers, one for each window of a run: what formulas take between their ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np


@dataclass(frozen=True)
class Span:
    """low ≤ a ≤ high in each window, (W,) each or single numbers; NaN where a may have no value."""

    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, value: np.ndarray | float) -> Span:
        """One number in each window."""
        number = np.asarray(value, dtype=np.float64)
        return cls(number, number)

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Span:
        return Span(-self.high, -self.low)

    def __sub__(self, other: Span) -> Span:
        return self + -other

    def __mul__(self, other: Span) -> Span:
        return _corners(np.multiply, self, other)

    def __truediv__(self, other: Span) -> Span:
        through = (other.low <= 0) & (other.high >= 0)  # zero, where there is no quotient
        low, high = (np.where(through, np.nan, end) for end in (other.low, other.high))
        return self * Span(1 / high, 1 / low)

    def __pow__(self, other: Span) -> Span:
        """aᵇ: NaN where a may be negative and b is no whole number."""
        sizes, whole = _corners(np.power, self.size(), other), np.floor(other.low) == other.low
        whole &= np.floor(other.high) == other.high
        one, odd = other.low == other.high, np.mod(other.low, 2) == 1
        negative = self.low < 0
        low = np.where(negative & ~(one & ~odd), -sizes.high, sizes.low)
        high = sizes.high
        straight = negative & one & odd & (other.low > 0)
        low = np.where(straight, np.power(self.low, other.low), low)
        high = np.where(straight, np.power(self.high, other.low), high)
        known = whole | ~negative
        return Span(np.where(known, low, np.nan), np.where(known, high, np.nan))

    def size(self) -> Span:
        """|a|."""
        ends = np.abs(self.low), np.abs(self.high)
        apart = (self.low > 0) | (self.high < 0)
        return Span(np.where(apart, np.minimum(*ends), 0.0), np.maximum(*ends))

    def maximum(self, other: Span) -> Span:
        """The greater of the two."""
        return Span(np.maximum(self.low, other.low), np.maximum(self.high, other.high))

    def rising(self, function: Callable[[np.ndarray], np.ndarray]) -> Span:
        """An increasing function of a."""
        return Span(function(self.low), function(self.high))


def _corners(operation: Callable[..., np.ndarray], a: Span, b: Span) -> Span:
    """Of single numbers there is one corner: most names of a formula are constants."""
    corners = [np.asarray(operation(x, y)) for x in _ends(a) for y in _ends(b)]
    return Span(reduce(np.minimum, corners), reduce(np.maximum, corners))


def _ends(a: Span) -> tuple[np.ndarray, ...]:
    return (a.low,) if a.low is a.high else (a.low, a.high)
