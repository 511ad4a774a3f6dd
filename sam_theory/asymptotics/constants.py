"""Exact real constants: rationals, and closed forms in π, e, logarithms, roots, L, D and n."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Any

from sam_theory.asymptotics import monomials
from sam_theory.asymptotics.closed_forms import expand, expands_to_zero, is_zero, shown
from sam_theory.asymptotics.enclosures import enclosure, exactly
from sam_theory.asymptotics.formula import CONSTANTS
from sam_theory.asymptotics.monomials import Monomial
from sam_theory.asymptotics.outcome import Undecidable

PRECISIONS = (64, 256, 1024)  # bits tried for the sign of a closed form
LARGEST = 100_000  # bits of an exact power
SYMBOLS = (*CONSTANTS, "pi")
SIMPLE = (Fraction, Monomial)  # values for which SymPy is not needed


@dataclass(frozen=True)
class Constant:
    """A real number: `value` is a Fraction, a Monomial in L, D and n, or else of SymPy.

    L, D and n are positive and otherwise unknown.
    """

    value: Any

    def __hash__(self) -> int:
        value = self.value
        if isinstance(value, Fraction):  # much faster than the hash of a Fraction
            return hash((value.numerator, value.denominator))
        return hash(value)

    @property
    def rational(self) -> Fraction | None:
        """The value, where it is known to be rational."""
        return self.value if isinstance(self.value, Fraction) else None

    @property
    def unknown(self) -> bool:
        """Whether L, D or n occurs in it."""
        if isinstance(self.value, Fraction):
            return False
        return isinstance(self.value, Monomial) or bool(self.value.free_symbols)

    def __add__(self, other: Constant) -> Constant:
        if isinstance(self.value, Fraction) and isinstance(other.value, Fraction):
            return Constant(self.value + other.value)
        if isinstance(self.value, SIMPLE) and isinstance(other.value, SIMPLE):
            total = monomials.total(self.value, other.value)
            if total is not None:
                return Constant(total)
        return of_sympy(to_sympy(self) + to_sympy(other))

    def __mul__(self, other: Constant) -> Constant:
        if isinstance(self.value, Fraction) and isinstance(other.value, Fraction):
            return Constant(self.value * other.value)
        if isinstance(self.value, SIMPLE) and isinstance(other.value, SIMPLE):
            return Constant(monomials.product(self.value, other.value))
        return of_sympy(to_sympy(self) * to_sympy(other))

    def __neg__(self) -> Constant:
        return Constant(-self.value)

    def __sub__(self, other: Constant) -> Constant:
        return self + -other

    def __truediv__(self, other: Constant) -> Constant:
        if isinstance(self.value, Fraction) and isinstance(other.value, Fraction):
            return Constant(self.value / other.value)
        if isinstance(self.value, SIMPLE) and isinstance(other.value, SIMPLE) and other != ZERO:
            return Constant(monomials.product(self.value, monomials.raised(other.value, -1)))
        return of_sympy(to_sympy(self) / to_sympy(other))

    def __str__(self) -> str:
        return shown(self.value).replace("**", "^").replace("*", "·")

    def __float__(self) -> float:
        return float(bracket(self, PRECISIONS[0])[0])


ZERO, ONE, HALF = (Constant(x) for x in (Fraction(0), Fraction(1), Fraction(1, 2)))


def number(value: int | Fraction) -> Constant:
    """The rational number as a Constant."""
    return Constant(Fraction(value))


def whole(constant: Constant) -> int:
    """The value of a constant that is an integer, as exponents of logarithms and sines are."""
    assert constant.rational is not None
    return int(constant.rational)


def of_sympy(expression: Any) -> Constant:
    """The value of a SymPy expression without k."""
    if expression.is_Rational:
        return Constant(Fraction(int(expression.p), int(expression.q)))
    return Constant(monomials.of_sympy(expression) or expression)


def to_sympy(constant: Constant) -> Any:
    """The constant as a SymPy expression."""
    value = constant.value
    return monomials.to_sympy(value) if isinstance(value, SIMPLE) else value


def symbol(name: str) -> Constant:
    """The constant of SYMBOLS: L, D or n, a positive unknown; or π."""
    if name != "pi":
        return Constant(monomials.unknown(name))
    import sympy

    return Constant(sympy.pi)


def power(base: Constant, exponent: Constant) -> Constant:
    """baseᵉ for base > 0, or for an integer e and base ≠ 0."""
    b, e = base.rational, exponent.rational
    if b == 1 or e == 0:
        return ONE
    if e is not None and isinstance(base.value, SIMPLE):
        if abs(e) * monomials.bits(base.value) > LARGEST:
            raise Undecidable("a power is too large to be written out")
        if e.denominator == 1:
            return Constant(monomials.raised(base.value, int(e)))
    return of_sympy(to_sympy(base) ** to_sympy(exponent))


def exponential(exponent: Constant) -> Constant:
    """e to the power of the constant."""
    import sympy

    return ONE if exponent == ZERO else of_sympy(sympy.exp(to_sympy(exponent)))


def logarithm(argument: Constant) -> Constant:
    """The natural logarithm of a positive constant."""
    import sympy

    return ZERO if argument == ONE else of_sympy(sympy.log(to_sympy(argument)))


def sine(angle: Constant) -> Constant:
    """The sine of a constant."""
    import sympy

    return ZERO if angle == ZERO else of_sympy(sympy.sin(to_sympy(angle)))


def cosine(angle: Constant) -> Constant:
    """The cosine of a constant."""
    import sympy

    return ONE if angle == ZERO else of_sympy(sympy.cos(to_sympy(angle)))


def sign(constant: Constant) -> int:
    """−1, 0 or 1; raises Undecidable where it cannot be established (for all L, D and n)."""
    value = constant.value
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    if isinstance(value, Monomial):
        return 1 if value.factor > 0 else -1
    return _sign(value)


def vanishes(constant: Constant) -> bool:
    """Whether the constant is visibly 0, for all L, D and n; False promises nothing."""
    value = constant.value
    return value == 0 if isinstance(value, SIMPLE) else expands_to_zero(value)


def null(constant: Constant) -> bool:
    """Whether the constant is 0, as an expression in L, D and n where it contains them.

    False for one that vanishes for some of their values only: its sign is not known then.
    """
    if constant.unknown:
        return vanishes(constant)
    return sign(constant) == 0


def compare(a: Constant, b: Constant) -> int:
    """The sign of a − b."""
    return 0 if a == b else sign(a - b)


@lru_cache(maxsize=65536)
def _sign(value: Any) -> int:
    if value.free_symbols:
        return _sign_for_all(value)
    for precision in PRECISIONS:
        low, high = enclosure(value, precision)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        if precision == PRECISIONS[1] and is_zero(value):
            return 0
    raise Undecidable(f"the sign of the constant {shown(value)} could not be decided")


def _sign_for_all(value: Any) -> int:
    """The sign common to all positive values of the symbols."""
    import sympy

    numerator, denominator = sympy.fraction(sympy.together(sympy.expand_log(value)))
    signs = {_sign_of_sum(expand(part)) for part in (numerator, denominator)}
    if 0 in signs:
        return 0
    if None not in signs:
        return -1 if len(signs) == 2 else 1
    names = ", ".join(sorted(str(s) for s in value.free_symbols))
    raise Undecidable(f"the sign of {shown(value)} depends on {names}")


def _sign_of_sum(value: Any) -> int | None:
    import sympy

    if value == 0:
        return 0
    signs = {_sign_of_product(term) for term in sympy.Add.make_args(value)}
    return signs.pop() if len(signs) == 1 else None


def _sign_of_product(term: Any) -> int | None:
    import sympy

    found = 1
    for factor in sympy.Mul.make_args(term):
        if factor.free_symbols:
            found *= 1 if factor.is_positive else -1 if factor.is_negative else 0
        else:
            found *= sign(of_sympy(factor))
    return found or None


def floor_of(constant: Constant) -> int:
    """The floor of a constant; raises Undecidable where it cannot be established."""
    value = constant.value
    if isinstance(value, Fraction):
        return floor(value)
    if constant.unknown:
        raise Undecidable("the floor of an unknown constant")
    for precision in PRECISIONS:
        low, high = (floor(end) for end in bracket(constant, precision))
        if low == high:
            return low
        if low + 1 == high:
            return high if compare(constant, number(high)) >= 0 else low
    raise Undecidable("the floor of a constant could not be decided")


def bracket(constant: Constant, precision: int) -> tuple[Fraction, Fraction]:
    """Rationals below and above a constant, equal to it where it is known to be rational."""
    value = constant.value
    if isinstance(value, Fraction):
        return value, value
    if constant.unknown:
        raise Undecidable(f"the value of {constant} is not known")
    low, high = enclosure(value, precision)
    return exactly(low), exactly(high)
