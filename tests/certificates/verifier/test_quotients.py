"""Quotients of formulas: what is equal is seen to be, and what is read back is the same."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

pytest.importorskip("flint")
from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.verifier.quotients import MOST_ATOMS, Field, parameter
from sam_theory.setting.choices import Undecided

EQUAL = (
    ("sqrt(k)**2", "k"),
    ("exp(-log(2*k)/2)*sqrt(2*k)", "1"),
    ("2**(-(k+1))*2**k", "1/2"),
    ("k**0.55*k**0.45", "k"),
    ("(k+1)/k - 1", "1/k"),
    ("exp(2*k)/exp(k)", "exp(k)"),
    ("exp(k+log(k))", "k*exp(k)"),
    ("k**(-0.5)*sqrt(k)", "1"),
    ("(-1)**(k+1)", "-(-1)**k"),
    ("log(k*(k+1)-k**2)", "log(k)"),
    ("sqrt((k+1)/k)**3", "(k+1)/k*sqrt((k+1)/k)"),
)
DIFFERENT = (("sqrt(k)", "k"), ("exp(k)", "exp(2*k)"), ("k**0.5", "k**0.25"), ("2**k", "3**k"))


@pytest.mark.parametrize(("a", "b"), EQUAL)
def test_equal_formulas_have_one_quotient(a: str, b: str) -> None:
    field = Field()
    assert field.subtract(field.formula(parse(a)), field.formula(parse(b))).number == 0


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_other_formulas_have_others(a: str, b: str) -> None:
    field = Field()
    assert field.subtract(field.formula(parse(a)), field.formula(parse(b))).number is None


@pytest.mark.parametrize("pair", EQUAL + DIFFERENT)
def test_a_quotient_read_as_a_formula_has_its_values(pair: tuple[str, str]) -> None:
    k = np.array([1, 2, 5, 9])
    for text in pair:
        field = Field()
        back = field.node(field.formula(parse(text)))
        assert evaluate(back, k, {}) == pytest.approx(evaluate(parse(text), k, {}), rel=1e-12)


def test_division_by_nothing_is_refused() -> None:
    field = Field()
    with pytest.raises(ZeroDivisionError):
        field.formula(parse("1/(k-k)"))


def test_atoms_are_limited() -> None:
    field = Field()
    for i in range(MOST_ATOMS):
        field.generator(parameter(i))
    field.generator(parameter(0))
    with pytest.raises(Undecided, match="too many parts"):
        field.generator(parameter(MOST_ATOMS))


def test_numbers() -> None:
    field = Field()
    assert field.formula(parse("0.1")).number == Fraction(1, 10)
    assert field.formula(parse("k")).number is None
