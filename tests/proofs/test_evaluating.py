"""Claims at exact numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from sam_theory.proofs.evaluating import Undefined, holds, sign, value


def test_algebraic_numbers_are_told_from_zero_exactly() -> None:
    assert holds("sqrt(5 + 2*sqrt(6)) == sqrt(2) + sqrt(3)", {})
    assert not holds("sqrt(5 + 2*sqrt(6)) == sqrt(2) + sqrt(3) + 1/10**40", {})
    below = "14142135623730950488016887242096980785696718753769480731766797"  # of √2·10⁶¹
    assert holds(f"sqrt(2) > {below}/10**61", {})
    assert holds(f"sqrt(2) < ({below} + 1)/10**61", {})
    with pytest.raises(Undefined):
        holds("1/(sqrt(2)*sqrt(2) - 2) > 0", {})


def test_the_sign_of_an_exact_number() -> None:
    assert [sign(sympy.Rational(n, 7)) for n in (-3, 0, 5)] == [-1, 0, 1]
    assert sign(sympy.sqrt(2) - Fraction(3, 2)) == -1
    assert sign(sympy.pi - 3) == 1
    assert sign(sympy.sqrt(2) * sympy.sqrt(3) - sympy.sqrt(6)) == 0
    golden = sympy.sqrt(5 + 2 * sympy.sqrt(6)) - sympy.sqrt(2) - sympy.sqrt(3)
    assert sign(golden) == 0
    assert sign(golden + sympy.Rational(1, 10**55)) == 1
    assert sign(golden - sympy.Rational(1, 10**55)) == -1
    assert sign(golden * sympy.sqrt(7) + sympy.sqrt(7) / 10**70) == 1
    assert sign(golden * sympy.sqrt(7) - sympy.sqrt(7) / 10**70) == -1
    with pytest.raises(Undefined, match="no real number"):
        sign(sympy.sqrt(-2))
    with pytest.raises(Undefined, match="not decided"):
        sign(sympy.exp(sympy.Rational(1, 10**80)) - 1 - sympy.Rational(1, 10**80))


def test_where_there_is_no_value() -> None:
    for text in ("1/(x - 1)", "sqrt(x - 2)", "sqrt(-x)"):
        with pytest.raises(Undefined):
            value(text, {"x": sympy.Integer(1)})
    assert value("sqrt(x - 1)", {"x": sympy.Integer(1)}) == 0
