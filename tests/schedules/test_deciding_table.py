"""Formulas with known answers, from textbooks, from K24 and from training code."""

from __future__ import annotations

from fractions import Fraction

import pytest
from answers import SIGNS, TABLE

from sam_theory.schedules.deciding import KEYS, decide, decide_all
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status


@pytest.mark.parametrize("formula", TABLE)
def test_known_answers(formula: str) -> None:
    found = decide_all(Schedule(formula), Schedule("0"))
    assert "".join(SIGNS[found[key].status] for key in KEYS[:6]) == TABLE[formula]


def test_there_are_enough_formulas() -> None:
    assert len(TABLE) >= 200


@pytest.mark.parametrize(
    ("step", "radius", "status"),
    [
        ("k**(-0.6)/0.25", "0.5/0.25*k**(-0.6)", Status.REFUTED),  # terms of the order k^(-0.8)
        ("3/k", "0.123456789*k**(-0.1)", Status.PROVED),  # k^(-1.1)
    ],
)
def test_constant_factors_do_not_enter_the_tail_condition(
    step: str, radius: str, status: Status
) -> None:
    """Their powers with q = 1 − 10⁻⁶ have millions of digits."""
    near_one = Fraction(999_999, 1_000_000)
    assert decide("kl-tail", Schedule(step), Schedule(radius), kl=near_one).status is status
