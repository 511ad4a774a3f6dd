"""Symbols: formulas in k and in parameters that a problem's own gradient is computed with.

A comparison is decided for all k ≥ K and all values of the parameters at once, or is Undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node
from sam_theory.certificates.verifier.quotients import Quotient
from sam_theory.certificates.verifier.signs import Region
from sam_theory.setting.choices import Undecided

HALF = Fraction(1, 2)


@dataclass(frozen=True, eq=False)
class Symbol:
    """A quotient over a region."""

    value: Quotient
    region: Region
    parts: tuple[Symbol, ...] = ()  # of the vector whose norm it is

    def _of(self, value: Quotient) -> Symbol:
        return Symbol(value, self.region)

    def other(self, other: object) -> Symbol:
        """The other as a symbol; floats are read exactly."""
        if isinstance(other, Symbol):
            return other
        if not isinstance(other, int | float | Fraction | np.floating):
            raise Undecided(f"{type(other).__name__} has no formula")
        value = Fraction(other if isinstance(other, int | Fraction) else float(other))
        return self._of(self.region.field.number(value))

    def __add__(self, other: object) -> Symbol:
        return self._of(self.region.field.add(self.value, self.other(other).value))

    __radd__ = __add__

    def __neg__(self) -> Symbol:
        return self._of(self.region.field.negative(self.value))

    def __pos__(self) -> Symbol:
        return self

    def __sub__(self, other: object) -> Symbol:
        return self._of(self.region.field.subtract(self.value, self.other(other).value))

    def __rsub__(self, other: object) -> Symbol:
        return self.other(other) - self

    def __mul__(self, other: object) -> Symbol:
        return self._of(self.region.field.multiply(self.value, self.other(other).value))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Symbol:
        by = self.other(other)
        if any(part is self for part in by.parts):
            return self._share(by)
        if not by.nonzero:
            raise Undecided("a divisor is not seen to differ from 0")
        return self._of(self.region.field.divide(self.value, by.value))

    def __rtruediv__(self, other: object) -> Symbol:
        return self.other(other) / self

    def _share(self, length: Symbol) -> Symbol:
        """dᵢ/‖d‖, of which is known that it has the sign of dᵢ, and at most the size 1."""
        if not length.nonzero:
            raise Undecided("a norm is not seen to differ from 0")
        share = self._of(self.region.unit())
        if self.region.nonnegative(self.value):
            return share
        return -share if self.region.nonnegative((-self).value) else 2 * share - 1

    @property
    def nonzero(self) -> bool:
        """Whether it is proved to be 0 nowhere."""
        if self.parts:  # one of which suffices
            return any(part.nonzero for part in self.parts)
        return self.region.positive(self.value) or self.region.positive((-self).value)

    def __pow__(self, exponent: object) -> Symbol:
        power = self.other(exponent).value
        number = power.number
        if number is None:
            raise Undecided("an exponent is not a number")
        if number.denominator != 1 and not self.region.nonnegative(self.value):
            raise Undecided("a base is not seen to be at least 0")
        if number < 0 and not self.nonzero:
            raise Undecided("a divisor is not seen to differ from 0")
        return self._of(self.region.field.power(self.value, power))

    def conjugate(self) -> Symbol:
        return self

    def sqrt(self) -> Symbol:
        return self**HALF

    def exp(self) -> Symbol:
        return self._of(self.region.field.exp(self.value))

    def expm1(self) -> Symbol:
        return self.exp() - 1

    def log(self) -> Symbol:
        if not self.region.positive(self.value):
            raise Undecided("the argument of a logarithm is not seen to be positive")
        return self._of(self.region.field.log(self.value))

    def log1p(self) -> Symbol:
        return (self + 1).log()

    def tanh(self) -> Symbol:
        return 1 - 2 / ((2 * self).exp() + 1)

    def sin(self) -> Symbol:
        return self._of(self._atom("sin"))

    def cos(self) -> Symbol:
        return self._of(self._atom("cos"))

    def _atom(self, operation: str) -> Quotient:
        field = self.region.field
        return field.formula(Node(operation, (field.node(self.value),)))

    def hypot(self, other: object) -> Symbol:
        return Symbol.length([self, self.other(other)])

    @staticmethod
    def length(row: Sequence[Symbol]) -> Symbol:
        """‖(d₁, …, dₙ)‖, of which each dᵢ is a share."""
        if len(row) == 1:
            return abs(row[0])
        squares = sum((part * part for part in row[1:]), row[0] * row[0])
        region = row[0].region
        root = region.field.power(squares.value, region.field.number(HALF))
        return Symbol(root, region, tuple(row))

    def __abs__(self) -> Symbol:
        return self if self >= 0 else -self

    def __ge__(self, other: object) -> bool:
        difference = self - other
        if self.region.nonnegative(difference.value):
            return True
        if self.region.positive((-difference).value):
            return False
        raise Undecided("a comparison is not decided for all k at once")

    def __lt__(self, other: object) -> bool:
        return not self >= other

    def __le__(self, other: object) -> bool:
        return self.other(other) >= self

    def __gt__(self, other: object) -> bool:
        return not self <= other

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        difference = self - other
        if difference.value.number is not None:
            return difference.value.number == 0
        apart = self if self.parts and self.other(other).value.number == 0 else difference
        if apart.nonzero:
            return False
        raise Undecided("a comparison is not decided for all k at once")

    __hash__ = object.__hash__


def index(region: Region) -> Symbol:
    """k."""
    return Symbol(region.field.formula(trees.K), region)
