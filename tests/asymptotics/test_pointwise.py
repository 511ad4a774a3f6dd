"""Exact values at one k, and where there is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sam_theory.asymptotics.constants import number
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parsing import parse
from sam_theory.asymptotics.pointwise import value_at

VALUES = {  # at k = 6
    "k": 6,
    "1/k": Fraction(1, 6),
    "k-7": -1,
    "-k": -6,
    "2*k**2": 72,
    "k**(-2)": Fraction(1, 36),
    "(-k)**3": -216,
    "(k-6)**2": 0,
    "(k-6)**0": 1,
    "0**0": 1,
    "(k-6)**(sqrt(3+2*sqrt(2))-1-sqrt(2))": 1,  # 0, which takes a proof
    "0**(sqrt(2)-1)": 0,
    "(4*k+1)**(1/2)": 5,
    "sqrt(k+3)": 3,
    "sqrt(k-6)": 0,
    "log(k-5)": 0,
    "exp(k-6)": 1,
    "sin(pi*k)": 0,
    "cos(pi*k/2)": -1,
    "floor(k/4)": 1,
    "floor(-k/4)": -2,
    "floor(sqrt(k))": 2,
    "Mod(k,4)": 2,
    "Mod(-k,4)": 2,
    "Mod(k,-4)": -2,
    "Mod(k/4,1)": Fraction(1, 2),
    "is_square(k)": 0,
    "is_square(k-2)": 1,
    "is_square(k-6)": 1,
    "is_square(k-7)": 0,
    "is_square(k/4)": 0,
    "is_square((k-2)/9)": 0,  # a square of a rational number
    "Min(k,7,5,9)": 5,
    "Max(k,7,5,3)": 7,
    "Min(k,6)": 6,
    "Min(sqrt(2),sqrt(3))**2": 2,
    "k<6": 0,
    "k<=6": 1,
    "k>6": 0,
    "k>=6": 1,
    "k==6": 1,
    "k!=6": 0,
    "k>5 and k<7": 1,
    "k>5 and k<6": 0,
    "k<5 or k<7": 1,
    "k<5 or k<6": 0,
    "not k": 0,
    "not k-6": 1,
    "where(k>5,1,2)": 1,
    "where(k>6,1,2)": 2,
    "where(k-7,1,2)": 1,  # what is not 0 is true
    "where(k>5,1,1/(k-6))": 1,  # the other branch has no value
}


@pytest.mark.parametrize("formula", VALUES)
def test_values(formula: str) -> None:
    assert value_at(parse(formula), 6) == number(VALUES[formula])


@pytest.mark.parametrize(
    "formula",
    [
        "1/(k-6)",
        "Mod(k,k-6)",
        "(k-6)**(-1)",
        "(k-6)**(-0.5)",
        "(k-6)**(1-sqrt(2))",
        "(k-7)**0.5",
        "(k-7)**sqrt(2)",
        "log(k-6)",
        "log(k-7)",
        "sqrt(k-7)",
        "where(k>5,1/(k-6),1)",
    ],
)
def test_where_there_is_no_value(formula: str) -> None:
    with pytest.raises(Undefined):
        value_at(parse(formula), 6)


def test_whether_an_irrational_number_is_a_square_is_not_asked() -> None:
    with pytest.raises(Undecidable):
        value_at(parse("is_square(sqrt(k))"), 6)
