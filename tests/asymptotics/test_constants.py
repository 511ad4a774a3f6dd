"""Constants far from 1, close to each other, or unknown: what is exact stays exact."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sam_theory.asymptotics import constants
from sam_theory.asymptotics.constants import Constant, number, sign
from sam_theory.asymptotics.growth import Growth, constant_text
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.parsing import parse
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule

TENTH = Schedule("0.1")


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


ONE_OVER_K, TENTH = Schedule("1/k"), Schedule("0.1")


def test_decimals_are_read_exactly() -> None:
    """0.1 + 0.2 is 0.3 here, so that this exponent is 1."""
    assert decide("step-diverges", Schedule("1/k**(0.1+0.2+0.7)"), TENTH).status == "proved"
    assert decide("step-diverges", Schedule("1/k**(1+1e-15)"), TENTH).status == "refuted"
    assert decide("step-diverges", Schedule("1/k**(1-1e-200)"), TENTH).status == "proved"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("log(2)+log(3)-log(6)", 0),
        ("sqrt(2)*sqrt(3)-sqrt(6)", 0),
        ("sqrt(3+2*sqrt(2))-1-sqrt(2)", 0),
        ("exp(log(7))-7", 0),
        ("pi-3.14159265358979323846", 1),
        ("log(10)-2.302585092994045684017991", 1),
        ("exp(pi)-pi-20", -1),
        ("8**(1/3)-2", 0),
        ("cos(pi/3)-0.5", 0),
        ("1+L-L", 1),
        ("(1+L)*(1+L)-1-2*L-L*L", 0),
        ("L/(1+L)-1", -1),
        ("(L+D)*(L+D)-L*L-2*D*L-D*D", 0),
        ("D/(L+D)-1", -1),
    ],
)
def test_signs_of_constants(formula: str, expected: int) -> None:
    assert Growth().sign(parse(formula)) == expected


def test_the_sign_of_an_unknown_constant_is_not_guessed() -> None:
    with pytest.raises(Undecidable, match="depends on L"):
        sign(constants.symbol("L") - number(1))
    with pytest.raises(Undecidable):
        sign(constants.symbol("L") - constants.symbol("n"))
    with pytest.raises(Undecidable, match="depends on D, L"):
        sign(constants.symbol("L") - constants.symbol("D"))


def test_large_powers_are_not_written_out() -> None:
    with pytest.raises(Undecidable, match="too large"):
        constants.power(number(3), number(10**9))
    assert constants.power(Constant(Fraction(1, 2)), number(10)).rational == Fraction(1, 1024)
