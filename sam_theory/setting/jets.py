"""Balls with derivatives: what a problem's own gradient is computed with, in arrays of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from sam_theory.setting.choices import Choices, Undecided

Ball = Any  # flint.arb
Slopes = tuple[Ball, ...]
NARROW = 2.0**-40  # relative radius up to which ball arithmetic loses next to nothing


def ball(value: object) -> Ball:
    """A ball around a number; exact for floats and integers."""
    if type(value) is float or type(value) is int:  # most are, and an ABC takes long to ask
        return flint.arb(value)
    if isinstance(value, flint.arb):
        return value
    if isinstance(value, Fraction):
        return flint.arb(value.numerator) / value.denominator
    assert isinstance(value, int | float | np.floating)
    return flint.arb(value if isinstance(value, int) else float(value))


def between(low: object, high: object) -> Ball:
    """The least ball found that contains both numbers and what lies between."""
    return ball(low).union(ball(high))


def exactly(value: Ball) -> Fraction:
    """The number that a ball of no width holds; of a wider one its midpoint."""
    mantissa, exponent = value.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _narrow(value: Ball) -> bool:
    return bool(value.rad() <= NARROW * abs(value.mid()))


def _times(a: Ball, b: Ball) -> Ball:
    """a·b; of wide balls from the products of their ends, as a product of balls is wider."""
    if _narrow(a) or _narrow(b) or not (a.is_finite() and b.is_finite()):
        return a * b
    low, high = b.lower(), b.upper()
    p, q = a.lower(), a.upper()
    return (p * low).union(p * high).union(q * low).union(q * high)


def _square(a: Ball) -> Ball:
    """a², never below 0."""
    size = abs(a)
    low, high = size.lower(), size.upper()
    return (low * low).union(high * high) if low > 0 else (high * high).union(ball(0))


def _monotone(function: Callable[[Ball], Ball], a: Ball) -> Ball:
    """The value of a monotone function, from its ends where the ball is wide."""
    if _narrow(a) or not a.is_finite():
        return function(a)
    return function(a.lower()).union(function(a.upper()))


@dataclass(frozen=True, eq=False, init=False)
class Jet:
    """A ball and balls around its derivatives in n directions.

    A comparison that the ball does not decide asks the `choices`, and without them is `Undecided`.
    """

    value: Ball
    slopes: Slopes
    choices: Choices | None = None
    negated: Jet | None = None  # the jet that this is the negative of
    parts: tuple[Jet, ...] = ()  # of the vector whose norm it is
    nonzero: bool = False  # whether, of the ball's numbers, 0 is not meant

    def __init__(
        self,
        value: Ball,
        slopes: Slopes,
        choices: Choices | None = None,
        negated: Jet | None = None,
        parts: tuple[Jet, ...] = (),
        nonzero: bool = False,
    ) -> None:
        own = self.__dict__  # most of the time of ball arithmetic is spent here: see `frozen`
        own["value"], own["slopes"], own["choices"] = value, slopes, choices
        if negated is not None:
            own["negated"] = negated
        if parts:
            own["parts"] = parts
        if nonzero:
            own["nonzero"] = nonzero

    def _chain(self, value: Ball, derivative: Callable[[], Ball]) -> Jet:
        if not self.slopes:
            return Jet(value, (), self.choices)
        slope = derivative()
        return Jet(value, tuple(slope * s for s in self.slopes), self.choices)

    def other(self, other: object) -> Jet:
        """The other as a jet: a number has derivatives 0."""
        if isinstance(other, Jet):
            return other
        if not self.slopes:
            return Jet(ball(other), (), self.choices)
        return Jet(ball(other), tuple(0 * s for s in self.slopes), self.choices)

    def __add__(self, other: object) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value + ball(other), self.slopes, self.choices)
        if not self.slopes and not other.slopes:
            return Jet(self.value + other.value, (), self.choices)
        slopes = tuple([s + r for s, r in zip(self.slopes, other.slopes, strict=True)])
        return Jet(self.value + other.value, slopes, self.choices)

    __radd__ = __add__

    def __neg__(self) -> Jet:
        if not self.slopes:
            return Jet(-self.value, (), self.choices, self)
        minus = ball(-1)
        return Jet(-self.value, tuple(minus * s for s in self.slopes), self.choices, self)

    def __sub__(self, other: object) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value - ball(other), self.slopes, self.choices)
        if not self.slopes and not other.slopes:
            return Jet(self.value - other.value, (), self.choices)
        return self + -other

    def __rsub__(self, other: object) -> Jet:
        return self.other(other) - self

    def __mul__(self, other: object) -> Jet:
        if other is self:
            return self._chain(_square(self.value), lambda: 2 * self.value)
        if not isinstance(other, Jet):
            return self._scaled(other)
        if not self.slopes and not other.slopes:
            return Jet(_times(self.value, other.value), (), self.choices)
        pairs = zip(self.slopes, other.slopes, strict=True)
        slopes = tuple([s * other.value + self.value * r for s, r in pairs])
        return Jet(_times(self.value, other.value), slopes, self.choices)

    __rmul__ = __mul__

    def _scaled(self, number: object) -> Jet:
        """The product with a number, or a ball of numbers."""
        b = ball(number)
        exact = type(number) is float or type(number) is int
        value = self.value * b if exact else _times(self.value, b)
        return Jet(value, tuple([s * b for s in self.slopes]), self.choices)

    def __truediv__(self, other: object) -> Jet:
        if isinstance(other, Jet):
            if other.value.is_zero():
                raise Undecided("a number is divided by 0")
            if other is self:
                return self.other(1)
            if other.negated is self or self.negated is other:
                return self.other(-1)
            if other.value.contains(0) and any(part is self for part in other.parts):
                return self._share()
        return self * self.other(other)._inverse()

    def __rtruediv__(self, other: object) -> Jet:
        return self.other(other) * self._inverse()

    def _share(self) -> Jet:
        """dᵢ/‖d‖, of which is known that it is at most 1 in size, also where ‖d‖ may be small."""
        anything = flint.arb(0, flint.arb.pos_inf())
        return Jet(flint.arb(0, 1), tuple(anything for _ in self.slopes), self.choices)

    def _inverse(self) -> Jet:
        zero = self.value.contains(0)  # then FLINT's inverse is NaN, a ball that holds everything
        inverse = 1 / self.value if zero else _monotone(lambda v: 1 / v, self.value)
        return self._chain(inverse, lambda: -inverse * inverse)

    def __pow__(self, exponent: float) -> Jet:
        if exponent in (2, 3, 4):  # FLINT's power is NaN for a ball around 0
            square = self * self
            return square if exponent == 2 else square * (self if exponent == 3 else square)
        power = ball(exponent)
        return self._chain(self.value**power, lambda: power * self.value ** (power - 1))

    def conjugate(self) -> Jet:
        return self

    def sqrt(self) -> Jet:
        root = _monotone(lambda v: v.sqrt(), self.value)
        return self._chain(root, lambda: 1 / (2 * root))

    def exp(self) -> Jet:
        value = _monotone(lambda v: v.exp(), self.value)
        return self._chain(value, lambda: value)

    def expm1(self) -> Jet:
        return self._chain(_monotone(lambda v: v.expm1(), self.value), self.value.exp)

    def log(self) -> Jet:
        return self._chain(_monotone(lambda v: v.log(), self.value), lambda: 1 / self.value)

    def log1p(self) -> Jet:
        value = _monotone(lambda v: v.log1p(), self.value)
        return self._chain(value, lambda: 1 / (1 + self.value))

    def tanh(self) -> Jet:
        value = _monotone(lambda v: v.tanh(), self.value)
        return self._chain(value, lambda: 1 - _square(value))

    def sin(self) -> Jet:
        return self._chain(self.value.sin(), self.value.cos)

    def cos(self) -> Jet:
        return self._chain(self.value.cos(), lambda: -self.value.sin())

    def hypot(self, other: object) -> Jet:
        return Jet.length([self, self.other(other)])

    @staticmethod
    def length(row: Sequence[Jet]) -> Jet:
        """‖(d₁, …, dₙ)‖, of which each dᵢ is a share."""
        if len(row) == 1:
            return abs(row[0])
        squares = sum((part * part for part in row[1:]), row[0] * row[0])
        value = squares.value.nonnegative_part()
        root = value.upper().sqrt().union(value.lower().nonnegative_part().sqrt())
        found = squares._chain(root, lambda: 1 / (2 * root))
        return replace(found, parts=tuple(row))

    def greater(self, other: Jet) -> Jet:
        """max(a, b), of which only the derivatives ask for a decision."""
        if self.slopes:
            return self if self >= other else other
        return Jet(self.value.max(other.value), (), self.choices)

    def lesser(self, other: Jet) -> Jet:
        """min(a, b)."""
        if self.slopes:
            return self if self <= other else other
        return Jet(self.value.min(other.value), (), self.choices)

    def __floor__(self) -> int:
        whole = self.value.floor().unique_fmpz()
        if whole is None:
            raise Undecided("the ball holds more than one integer part")
        return int(whole)

    def __abs__(self) -> Jet:
        return self if self > 0 else -self

    def __lt__(self, other: object) -> bool:
        return self._decide(other, lambda d: d < 0, lambda d: d >= 0)

    def __le__(self, other: object) -> bool:
        return self._decide(other, lambda d: d <= 0, lambda d: d > 0)

    def __gt__(self, other: object) -> bool:
        return not self <= other

    def __ge__(self, other: object) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        if self.nonzero and not isinstance(other, Jet) and other == 0:
            return False
        return other is self or self._decide(other, lambda d: d == 0, lambda d: not d.contains(0))

    __hash__ = object.__hash__

    def _decide(
        self, other: object, yes: Callable[[Ball], bool], no: Callable[[Ball], bool]
    ) -> bool:
        difference = self.value - self.other(other).value
        if yes(difference):
            return True
        if no(difference):
            return False
        if self.choices is None:
            raise Undecided("a comparison is not decided by the balls")
        return self.choices.take()
