"""Intervals of real numbers with exact rational ends, and their arithmetic.

Ends are Fractions; an end may be open: 1/k over k >= 1 is (0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, inf

BITS = 96  # of outward-rounded ends
LONGEST = 400  # bits of a numerator or denominator kept exact
SMALLEST = 5000  # ends are rounded to multiples of 2^-SMALLEST, or of more


class Unclear(Exception):
    """Over this range the formula may be undefined; a smaller range may tell."""


@dataclass(frozen=True)
class Interval:
    """The reals between low and high; None is −∞ or +∞; infinite ends are open."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def positive(self) -> bool:
        """Whether every number in it is positive."""
        return self.low is not None and (self.low > 0 or (self.low == 0 and self.low_open))

    @property
    def negative(self) -> bool:
        """Whether every number in it is negative."""
        return self.high is not None and (self.high < 0 or (self.high == 0 and self.high_open))

    @property
    def nonnegative(self) -> bool:
        """Whether no number in it is negative."""
        return self.low is not None and self.low >= 0

    @property
    def point(self) -> Fraction | None:
        """The only number in it, if there is one."""
        return self.low if self.low == self.high else None


def exactly(value: int | Fraction) -> Interval:
    """One number."""
    return Interval(Fraction(value), Fraction(value))


POSITIVE = Interval(Fraction(0), None, low_open=True)
EITHER = Interval(Fraction(0), Fraction(1))

End = tuple[Fraction | float, bool]  # the value, ±inf where there is none, and whether it is open


def add(a: Interval, b: Interval) -> Interval:
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return trimmed(Interval(low, high, a.low_open or b.low_open, a.high_open or b.high_open))


def negate(a: Interval) -> Interval:
    return Interval(
        None if a.high is None else -a.high,
        None if a.low is None else -a.low,
        a.high_open,
        a.low_open,
    )


def ends(a: Interval) -> list[End]:
    low = (-inf, True) if a.low is None else (a.low, a.low_open)
    return [low, (inf, True) if a.high is None else (a.high, a.high_open)]


def _times(x: End, y: End) -> End:
    for zero, other in ((x, y), (y, x)):
        if zero[0] == 0:
            return Fraction(0), zero[1] and (other[1] or other[0] != 0)
    if isinstance(x[0], float) or isinstance(y[0], float):
        return inf if (x[0] > 0) == (y[0] > 0) else -inf, True
    return x[0] * y[0], x[1] or y[1]


def multiply(a: Interval, b: Interval) -> Interval:
    products = [_times(x, y) for x in ends(a) for y in ends(b)]
    return trimmed(hull(products))


def hull(ends: list[End]) -> Interval:
    """The interval between the least and the greatest of the ends; a closed end wins a tie."""
    low, high = min(ends), max(ends, key=lambda end: (end[0], not end[1]))
    return Interval(_finite(low[0]), _finite(high[0]), low[1], high[1])


def _finite(value: Fraction | float) -> Fraction | None:
    return None if isinstance(value, float) else value


def invert(a: Interval) -> Interval:
    if not (a.positive or a.negative):
        raise Unclear
    if a.negative:
        return negate(invert(negate(a)))
    low = Fraction(0) if a.high is None else 1 / a.high
    high = None if not a.low else 1 / a.low
    return trimmed(Interval(low, high, a.high is None or a.high_open, high is None or a.low_open))


def trimmed(a: Interval) -> Interval:
    """Ends with long numerators or denominators rounded outward."""
    low, high = a.low, a.high
    if low is not None and too_long(low):
        low = rounded(low, up=False)
    if high is not None and too_long(high):
        high = rounded(high, up=True)
    if low is a.low and high is a.high:
        return a
    above, below = a.low_open or (a.positive and not low), a.high_open or (a.negative and not high)
    return Interval(low, high, above, below)


def too_long(value: Fraction) -> bool:
    return value.numerator.bit_length() > LONGEST or value.denominator.bit_length() > LONGEST


def rounded(value: Fraction, *, up: bool) -> Fraction:
    """A short number on the given side, of the same sign, or 0."""
    shift = min(BITS - value.numerator.bit_length() + value.denominator.bit_length(), SMALLEST)
    scaled = value * Fraction(2) ** shift
    return Fraction(-floor(-scaled) if up else floor(scaled)) / Fraction(2) ** shift
