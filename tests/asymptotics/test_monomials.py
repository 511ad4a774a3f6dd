"""Monomials in L, D and n: SymPy's own, in words and in arithmetic."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from operator import add, mul, sub, truediv

import pytest
import sympy

from sam_theory.asymptotics import constants
from sam_theory.asymptotics.constants import Constant, of_sympy, to_sympy
from sam_theory.asymptotics.monomials import Monomial
from sam_theory.asymptotics.outcome import Undecidable

NAMES = ("D", "L", "n")
FACTORS = (Fraction(1), Fraction(-1), Fraction(3), Fraction(-1, 2), Fraction(5, 7))
EXPONENTS = tuple(product((-3, -1, 0, 1, 2), repeat=3))
L, D = constants.symbol("L"), constants.symbol("D")


def written(factor: Fraction, exponents: tuple[int, ...]) -> sympy.Expr:
    """factor·Dᵃ·Lᵇ·nᶜ, made by SymPy."""
    found = sympy.Rational(factor.numerator, factor.denominator)
    for name, exponent in zip(NAMES, exponents, strict=True):
        found *= sympy.Symbol(name, positive=True) ** exponent
    return found


def test_they_are_read_and_written_as_sympy_does() -> None:
    for factor, exponents in product(FACTORS, EXPONENTS):
        expression = written(factor, exponents)
        made = of_sympy(expression)
        assert isinstance(made.value, Monomial if any(exponents) else Fraction)
        assert to_sympy(made) == expression
        assert str(made) == str(expression).replace("**", "^").replace("*", "·")


@pytest.mark.parametrize("operation", [add, sub, mul, truediv])
def test_they_are_added_and_multiplied_as_sympy_does(operation: object) -> None:
    assert callable(operation)
    some = [written(f, e) for f in FACTORS[:4] for e in EXPONENTS[::17]]
    for a, b in product(some, repeat=2):
        assert operation(of_sympy(a), of_sympy(b)) == of_sympy(operation(a, b))


def test_powers_and_signs() -> None:
    cube = constants.power(L * constants.number(-2), constants.number(3))
    assert cube == of_sympy(written(Fraction(-8), (0, 3, 0)))
    assert constants.power(constants.power(L, constants.HALF), constants.number(2)) == L
    assert [constants.sign(c) for c in (L, -L, L - L)] == [1, -1, 0]
    assert constants.ZERO + L == L == L + constants.ZERO
    assert not isinstance((L + D).value, Monomial)
    assert L.unknown
    assert (L / D).unknown
    assert not (L / L).unknown
    assert Constant(sympy.sqrt(2)).unknown is False
    with pytest.raises(Undecidable, match="too large"):
        constants.power(L + L, constants.number(10**9))
