"""Promises about schedules alone."""

from __future__ import annotations

import numpy as np
import pytest
from holding import (
    by_hand,
    recorded,
    setting,
)

from sam_theory.statements.conclusions.numbers import schedules_satisfy_11
from sam_theory.statements.theorem import Run

ON_SQUARES = "where(is_square(k), {}, {})"


def schedules(radius: str, step: str = "1/k", **facts: object) -> Run:
    s = setting("quadratic", "sam", step, radius, facts)
    return by_hand(s, recorded(s, np.ones((50, 2))))


@pytest.mark.parametrize(
    ("step", "radius", "status"),
    [  # L = 10
        ("1/k", "k**(-0.1)", "proved"),
        ("1/k", ON_SQUARES.format("0.19", "0.19*k**(-0.5)"), "proved"),
        ("k**(-2)", "k**(-0.1)", "refuted"),  # Σt < ∞
        ("0.5", "k**(-2)", "refuted"),  # t does not tend to 0
        ("(2+(-1)**k)/k", "k**(-0.1)", "refuted"),  # t is not monotone
        ("1/k", "0.1", "refuted"),  # Σtρ = ∞
        ("1/k", ON_SQUARES.format("0.21", "0.21*k**(-0.5)"), "refuted"),  # limsup ρ > 2/L
    ],
)
def test_11_asks_for_each_of_its_conditions(step: str, radius: str, status: str) -> None:
    assert schedules_satisfy_11(schedules(radius, step)).status == status
