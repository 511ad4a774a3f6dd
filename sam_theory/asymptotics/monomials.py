"""Rational multiples of whole powers of the positive unknowns L, D and n, without SymPy.

Steps and radii as people write them, 1/(L·k) or 0.1/L, have no other constants, and SymPy takes
longer to import than they take to be decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any


@dataclass(frozen=True)
class Monomial:
    """factor·Lᵃ·Dᵇ·nᶜ, the factor not 0, the powers by name, none of them 0."""

    factor: Fraction
    powers: tuple[tuple[str, int], ...]

    def __hash__(self) -> int:
        return hash((self.factor.numerator, self.factor.denominator, self.powers))

    def __neg__(self) -> Monomial:
        return Monomial(-self.factor, self.powers)

    @property
    def integers(self) -> tuple[int, ...]:
        """Those that it is written with."""
        return (*self.factor.as_integer_ratio(), *(exponent for _, exponent in self.powers))

    def __str__(self) -> str:
        """As SymPy writes it."""
        above, below = self.factor.as_integer_ratio()
        over = [_power(name, e) for name, e in self.powers if e > 0]
        under = [_power(name, -e) for name, e in self.powers if e < 0]
        if above == below == 1 and not over and len(under) == 1 and "**" in under[0]:
            return f"{self.powers[0][0]}**({self.powers[0][1]})"
        if abs(above) != 1 or not over:
            over.insert(0, str(abs(above)))
        if below != 1:
            under.insert(0, str(below))
        sign, divisor = "-" if above < 0 else "", "*".join(under)
        quotient = f"/({divisor})" if len(under) > 1 else f"/{divisor}" if under else ""
        return f"{sign}{'*'.join(over)}{quotient}"


def _power(name: str, exponent: int) -> str:
    return name if exponent == 1 else f"{name}**{exponent}"


def unknown(name: str) -> Monomial:
    """L, D or n itself."""
    return Monomial(Fraction(1), ((name, 1),))


def product(a: Fraction | Monomial, b: Fraction | Monomial) -> Fraction | Monomial:
    """a·b."""
    (x, these), (y, those) = _parts(a), _parts(b)
    powers = dict(these)
    for name, exponent in those:
        powers[name] = powers.get(name, 0) + exponent
    return _made(x * y, powers)


def total(a: Fraction | Monomial, b: Fraction | Monomial) -> Fraction | Monomial | None:
    """a + b; None where that is no monomial."""
    (x, these), (y, those) = _parts(a), _parts(b)
    if x and y and these != those:
        return None
    return _made(x + y, dict(these if x else those))


def raised(base: Fraction | Monomial, exponent: int) -> Fraction | Monomial:
    """baseᵉ, the base not 0."""
    factor, powers = _parts(base)
    return _made(factor**exponent, {name: exponent * e for name, e in powers})


def bits(value: Fraction | Monomial) -> int:
    """Those of its numbers that a power has many times."""
    factor, powers = _parts(value)
    if powers and abs(factor) == 1:
        return 0
    return factor.numerator.bit_length() + factor.denominator.bit_length()


def _parts(value: Fraction | Monomial) -> tuple[Fraction, tuple[tuple[str, int], ...]]:
    return (value.factor, value.powers) if isinstance(value, Monomial) else (value, ())


def _made(factor: Fraction, powers: dict[str, int]) -> Fraction | Monomial:
    left = tuple(sorted((name, e) for name, e in powers.items() if e))
    return Monomial(factor, left) if factor and left else factor


def of_sympy(expression: Any) -> Monomial | None:
    """The same as a monomial, of a SymPy expression in L, D and n that is one."""
    factor, rest = expression.as_coeff_Mul()
    powers = rest.as_powers_dict()
    if not all(base.is_Symbol and e.is_Integer for base, e in powers.items()):
        return None
    named = sorted((str(base), int(e)) for base, e in powers.items())
    return Monomial(Fraction(int(factor.p), int(factor.q)), tuple(named))


def to_sympy(value: Fraction | Monomial) -> Any:
    """The same as SymPy has it."""
    import sympy

    factor, powers = _parts(value)
    symbols = (sympy.Symbol(name, positive=True) ** e for name, e in powers)
    return prod(symbols, start=sympy.Rational(factor.numerator, factor.denominator))
