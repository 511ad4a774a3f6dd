"""Balls with derivatives, in NumPy object arrays: a problem's own gradient runs on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import flint
import numpy as np

Ball = Any  # flint.arb
Slopes = tuple[Ball, ...]


class Undecided(Exception):
    """The balls are too wide to say which branch the computation takes."""


def ball(value: object) -> Ball:
    """A ball around a number; exact for floats and integers."""
    if isinstance(value, Fraction):
        return flint.arb(value.numerator) / value.denominator
    if isinstance(value, flint.arb):
        return value
    assert isinstance(value, int | float | np.floating)
    return flint.arb(value if isinstance(value, int) else float(value))


@dataclass(frozen=True, eq=False)
class Jet:
    """A ball and balls around its derivatives in n directions."""

    value: Ball
    slopes: Slopes
    negated: Jet | None = None  # the jet that this is the negative of

    def _chain(self, value: Ball, derivative: Ball) -> Jet:
        return Jet(value, tuple(derivative * s for s in self.slopes))

    def _other(self, other: object) -> Jet:
        return (
            other if isinstance(other, Jet) else Jet(ball(other), tuple(0 * s for s in self.slopes))
        )

    def __add__(self, other: object) -> Jet:
        b = self._other(other)
        return Jet(
            self.value + b.value, tuple(s + r for s, r in zip(self.slopes, b.slopes, strict=True))
        )

    __radd__ = __add__

    def __neg__(self) -> Jet:
        return replace(self._chain(-self.value, ball(-1)), negated=self)

    def __sub__(self, other: object) -> Jet:
        return self + -self._other(other)

    def __rsub__(self, other: object) -> Jet:
        return self._other(other) + -self

    def __mul__(self, other: object) -> Jet:
        b = self._other(other)
        return Jet(
            self.value * b.value,
            tuple(s * b.value + self.value * r for s, r in zip(self.slopes, b.slopes, strict=True)),
        )

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Jet:
        if other is self:
            return self._other(1)
        if isinstance(other, Jet) and (other.negated is self or self.negated is other):
            return self._other(-1)
        return self * self._other(other)._inverse()

    def __rtruediv__(self, other: object) -> Jet:
        return self._other(other) * self._inverse()

    def _inverse(self) -> Jet:
        inverse = 1 / self.value
        return self._chain(inverse, -inverse * inverse)

    def __pow__(self, exponent: float) -> Jet:
        if exponent == 2:  # FLINT's power is NaN for a ball around 0
            return self * self
        power = ball(exponent)
        return self._chain(self.value**power, power * self.value ** (power - 1))

    def conjugate(self) -> Jet:
        return self

    def sqrt(self) -> Jet:
        root = self.value.sqrt()
        return self._chain(root, 1 / (2 * root))

    def exp(self) -> Jet:
        return self._chain(self.value.exp(), self.value.exp())

    def expm1(self) -> Jet:
        return self._chain(self.value.expm1(), self.value.exp())

    def log(self) -> Jet:
        return self._chain(self.value.log(), 1 / self.value)

    def log1p(self) -> Jet:
        return self._chain(self.value.log1p(), 1 / (1 + self.value))

    def tanh(self) -> Jet:
        ends = (
            self.value.lower().tanh(),
            self.value.upper().tanh(),
        )  # FLINT's is wide for wide balls
        value = ends[0].union(ends[1])
        return self._chain(value, 1 - value * value)

    def sin(self) -> Jet:
        return self._chain(self.value.sin(), self.value.cos())

    def cos(self) -> Jet:
        return self._chain(self.value.cos(), -self.value.sin())

    def hypot(self, other: object) -> Jet:
        b = self._other(other)
        return (self * self + b * b).sqrt()

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

    def _decide(
        self, other: object, yes: Callable[[Ball], bool], no: Callable[[Ball], bool]
    ) -> bool:
        difference = self.value - self._other(other).value
        if yes(difference):
            return True
        if no(difference):
            return False
        raise Undecided("a comparison is not decided by the balls")


def variables(values: list[Ball]) -> np.ndarray:
    """The point as an object array, (n,), with unit derivatives."""
    n = len(values)
    point = np.empty(n, dtype=object)
    for i, value in enumerate(values):
        point[i] = Jet(value, tuple(ball(int(i == j)) for j in range(n)))
    return point


def jacobian(images: np.ndarray) -> tuple[list[Ball], Any]:
    """The values of an object array, (n,), and the matrix of its derivatives, an arb_mat."""
    return [jet.value for jet in images], flint.arb_mat([list(jet.slopes) for jet in images])
