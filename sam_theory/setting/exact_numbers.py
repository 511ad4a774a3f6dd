"""Rational numbers that stay exact, or raise: what a problem's own gradient is computed with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

import numpy as np

from sam_theory.setting.choices import Undecided
from sam_theory.setting.number_arrays import NumberArray, array_of

LONGEST = 20_000  # bits of a numerator or denominator, beyond which no run is followed
TOO_LONG = f"the exact numbers have more than {LONGEST:,} bits"


@dataclass(frozen=True, eq=False)
class Exact:
    """A rational number; raises Undecided where a result is irrational, or too long.

    Floats are read as the numbers that they are. There is no way back into floats, so that nothing
    is rounded unseen: whatever has no method here fails.
    """

    value: Fraction

    def __post_init__(self) -> None:
        if _bits(self.value) > LONGEST:
            raise Undecided(TOO_LONG)

    def other(self, other: object) -> Exact:
        """The other as an exact number; ValueError and OverflowError for NaN and ∞."""
        return other if isinstance(other, Exact) else Exact(_fraction(other))

    def _with(self, other: object, combine: Callable[[Fraction, Fraction], Fraction]) -> Exact:
        return Exact(combine(self.value, self.other(other).value))

    def __add__(self, other: object) -> Exact:
        return self._with(other, lambda a, b: a + b)

    def __sub__(self, other: object) -> Exact:
        return self._with(other, lambda a, b: a - b)

    def __rsub__(self, other: object) -> Exact:
        return self._with(other, lambda a, b: b - a)

    def __mul__(self, other: object) -> Exact:
        return self._with(other, lambda a, b: a * b)

    def __truediv__(self, other: object) -> Exact:
        return self._with(other, lambda a, b: a / b)

    def __rtruediv__(self, other: object) -> Exact:
        return self._with(other, lambda a, b: b / a)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Exact:
        return Exact(-self.value)

    def __abs__(self) -> Exact:
        return Exact(abs(self.value))

    def __pow__(self, exponent: object) -> Exact:
        power = self.other(exponent).value
        if power.denominator > 2:
            raise Undecided(f"a power {power} need not be rational")
        base = self if power.denominator == 1 else self.sqrt()
        if abs(power.numerator) * _bits(base.value) > 2 * LONGEST:
            raise Undecided(TOO_LONG)
        return Exact(base.value**power.numerator)

    def sqrt(self) -> Exact:
        """The square root of the square of a rational number."""
        if self.value >= 0:
            root = Fraction(isqrt(self.value.numerator), isqrt(self.value.denominator))
            if root * root == self.value:
                return Exact(root)
        raise Undecided("a square root is irrational")

    def hypot(self, other: object) -> Exact:
        return Exact.length([self, self.other(other)])

    @staticmethod
    def length(row: Sequence[Exact]) -> Exact:
        """‖(d₁, …, dₙ)‖."""
        return Exact(sum((part.value**2 for part in row), Fraction(0))).sqrt()

    def conjugate(self) -> Exact:
        return self

    def __lt__(self, other: object) -> bool:
        return self.value < self.other(other).value

    def __le__(self, other: object) -> bool:
        return self.value <= self.other(other).value

    def __gt__(self, other: object) -> bool:
        return self.value > self.other(other).value

    def __ge__(self, other: object) -> bool:
        return self.value >= self.other(other).value

    def __eq__(self, other: object) -> bool:
        return self.value == self.other(other).value

    def __bool__(self) -> bool:
        return self.value != 0

    __hash__ = object.__hash__


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _fraction(value: object) -> Fraction:
    if isinstance(value, int | Fraction | np.integer | np.bool_):
        return Fraction(value if isinstance(value, Fraction) else int(value))
    if isinstance(value, float | np.floating):
        return Fraction(float(value))
    raise TypeError(f"an exact number is made of numbers; got {value!r}")


def exact_row(values: Sequence[Fraction]) -> NumberArray:
    """The point, (n,)."""
    return array_of([Exact(Fraction(value)) for value in values])
