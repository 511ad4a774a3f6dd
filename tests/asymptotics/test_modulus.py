"""Long periods, powers of negative numbers, and what is not periodic."""

from __future__ import annotations

import pytest

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule

TENTH = Schedule("0.1")


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
