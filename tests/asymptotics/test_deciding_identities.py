"""Differences that vanish identically, and constants far from 1: what is exact must stay exact."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from sam_theory.asymptotics.constants import number
from sam_theory.asymptotics.growth import Growth, constant_text
from sam_theory.asymptotics.parsing import parse
from sam_theory.asymptotics.vanishing import vanishes
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule

TENTH = Schedule("0.1")

ZEROS = (  # trigonometric, algebraic and logarithmic identities
    "sqrt(k**2+2*k+1)-k-1",
    "(k**3+3*k**2+3*k+1)**(1/3)-k-1",
    "sqrt(k+2*sqrt(k)+1)-sqrt(k)-1",
    "sqrt(k**4+2*k**2+1)-k**2-1",
    "sqrt(k+sqrt(k**2-1))-sqrt((k+1)/2)-sqrt((k-1)/2)",
    "sqrt(exp(2*k)+2*exp(k)+1)-exp(k)-1",
    "sin(1/k)**2+cos(1/k)**2-1",
    "sin(2/k)-2*sin(1/k)*cos(1/k)",
    "cos(2/k)-1+2*sin(1/k)**2",
    "sin(1/k+1/k**2)-sin(1/k)*cos(1/k**2)-cos(1/k)*sin(1/k**2)",
    "sqrt(1+2*sin(1/k)*cos(1/k))-sin(1/k)-cos(1/k)",
    "log(1-1/k**2)-log(1-1/k)-log(1+1/k)",
    "log(sqrt(k)+1)+log(sqrt(k)-1)-log(k-1)",
    "log(exp(2*k)-1)-log(exp(k)-1)-log(exp(k)+1)",
    "log(k**2+k)-log(k)-log(k+1)",
    "exp(1/k)*exp(1/k**2)-exp(1/k+1/k**2)",
    "(1+1/k)**k*(1+1/k)-(1+1/k)**(k+1)",
    "log(k+1)**log(k+2)-(k+2)**log(log(k+1))",
    # these need four and five derivatives in a row
    "sqrt(k+sqrt(k**2-1))-sqrt((k+1)/2)-sqrt((k-1)/2)"
    "+sqrt(k+sqrt(k**2-4))-sqrt((k+2)/2)-sqrt((k-2)/2)",
    "sqrt(k+sqrt(k**2-1))-sqrt((k+1)/2)-sqrt((k-1)/2)+sqrt(k**2+2*k+1)-k-1",
)


@pytest.mark.parametrize("zero", ZEROS)
def test_identities_are_recognised(zero: str) -> None:
    growth = Growth()
    assert growth.sign(parse(zero)) == 0
    assert growth.sign(parse(f"({zero})-exp(-log(k)**2)")) == -1


def difference(order: int) -> str:
    """The finite difference of that order of √(1 + x/k) at x = 0, 1, …, which is no 0.

    By the mean value theorem it has the sign of the derivative: −1 for even orders, 1 for odd ones.
    """
    return "+".join(
        f"({(-1) ** (order - i) * comb(order, i)})*sqrt(1+{i}/k)" for i in range(order + 1)
    )


@pytest.mark.parametrize("order", [2, 3, 4, 5, 6, 8, 13])
def test_differences_of_many_square_roots_are_not_zero(order: int) -> None:
    """Each of the order + 1 roots takes a derivative, and what is left falls like k^(−order)."""
    formula, growth = parse(difference(order)), Growth()
    assert not vanishes(growth.scale, growth.germ(formula))
    assert growth.sign(formula) == (1 if order % 2 else -1)


@pytest.mark.parametrize(
    "multiple",
    [
        "2*sqrt(k**2+2*k+1)-k-1",  # k + 1
        "log(1-1/k**2)-2*log(1-1/k)-2*log(1+1/k)",  # −log(1 − 1/k²)
        "sqrt(k+sqrt(k**2-1))-2*sqrt((k+1)/2)-2*sqrt((k-1)/2)",
    ],
)
def test_a_multiple_of_what_it_is_divided_by_is_not_zero(multiple: str) -> None:
    """The derivative of the quotient is 0, the quotient another constant."""
    growth = Growth()
    assert not vanishes(growth.scale, growth.germ(parse(multiple)))


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        ("sqrt(k**2+2*k+1)-k-1+exp(-k)", 1),
        ("sin(1/k)**2+cos(1/k)**2-1-2**(-k)", -1),
        ("log(1-1/k**2)-log(1-1/k)-log(1+1/k)+1/k**40", 1),
        ("sqrt(k**2+2*k+1+exp(-k))-k-1", 1),
        ("sin(2/k)-2*sin(1/k)*cos(1/k+exp(-k))", 1),
    ],
)
def test_what_is_only_small_is_not_taken_for_zero(near: str, expected: int) -> None:
    assert Growth().sign(parse(near)) == expected


@pytest.mark.parametrize(
    ("step", "key", "expected"),
    [
        ("1e200*exp(-sqrt(k))", "step-square-summable", "proved"),
        ("1e200/k**0.5", "step-square-summable", "refuted"),
        ("1e-300*1e-290*log(k+1)/k", "step-positive", "proved"),
        ("-1e-300*1e-290*log(k+1)/k", "step-positive", "refuted"),
        ("1e-300*log(floor(k/10)+2)*(1+is_square(k))/floor(k/7+1)**2", "step-positive", "proved"),
        ("exp(600)*(1+sin(k)/2)/k", "step-diverges", "proved"),
        ("pi**400*k*1e200/(k**2*1e299)", "step-diverges", "proved"),
        ("floor(pi*1e200*k/k)/k", "step-diverges", "proved"),
    ],
)
def test_huge_and_tiny_constants(step: str, key: str, expected: str) -> None:
    assert decide(key, Schedule(step), TENTH).status == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [("1/10", "0.1"), ("1/3", "1/3"), ("1e400", "1e+400"), ("-7e-600", "-7e-600"), ("3", "3")],
)
def test_constants_in_words(value: str, text: str) -> None:
    assert constant_text(number(Fraction(value))) == text


def test_a_constant_of_many_digits_is_cut_short() -> None:
    verdict = decide(
        "step-diverges", Schedule("3**(1/3)*k*2**900*3**600*7**300*11**200/k**2"), TENTH
    )
    assert verdict.status == "proved"
    assert len(verdict.evidence) < 200


@pytest.mark.parametrize(
    ("step", "expected"),
    [  # positive, Σt = ∞, Σt² < ∞, t → 0, eventually nonincreasing, bounded away from 0
        ("0.1*(1+cos(pi*Mod(k,123457)/123457))", "++---+"),  # warm restarts step by step
        ("0.1*(1+cos(pi*Mod(floor((k-1)/391),997)/997))", "++---+"),
        ("1/(1+Mod(k,999999937))", "++---+"),
        ("where(Mod(k,1009)<500,1/k,1/k**2)*where(Mod(k,1013)<500,1,2)", "++++--"),
        ("0.1*(1+cos(pi*Mod(k,2000)/2000))/k", "++++--"),
        ("log(0.5)**k+1/k**2", "--+++-"),
        ("(1+is_square(k))/(floor(k/391)+1)", "++++--"),
        ("(1-k)**k/k**k/k", "--++--"),
        ("(2+(-1)**k)*3**(-k)", "+-+++-"),
        ("(2+(-1)**k)*2.99**(-k)", "+-++--"),
        ("1/(k+0.5*(-1)**k)", "+++++-"),
        ("1/(k+0.6*(-1)**k)", "++++--"),
        ("1/k**(sin(1)**2+cos(1)**2)", "+++++-"),
        ("1/k**(log(3+2*sqrt(2))/log(1+sqrt(2))-1)", "+++++-"),
    ],
)
def test_long_periods_and_powers_of_negative_numbers(step: str, expected: str) -> None:
    signs = {"proved": "+", "refuted": "-", "undecided": "?"}
    keys = (
        "step-positive",
        "step-diverges",
        "step-square-summable",
        "step-vanishes",
        "step-decreases",
        "step-bounded-below",
    )
    found = "".join(signs[decide(key, Schedule(step), TENTH).status] for key in keys)
    assert found == expected


def test_a_remainder_by_an_irrational_number_is_not_periodic() -> None:
    verdict = decide("step-bounded-below", Schedule("Mod(k,pi)"), TENTH)
    assert verdict.status == "undecided"
