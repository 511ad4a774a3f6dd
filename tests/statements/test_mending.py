"""What would make a theorem's conditions on schedules hold, checked by deciding them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from holding import theorem

from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.applicability import conditions
from sam_theory.statements.mending import mend
from sam_theory.verdict import Status

COSINE = "where(k <= 5000, 0.05*(1+cos(pi*k/5000)), 0)"


@pytest.mark.parametrize(
    ("name", "step", "radius", "words"),
    [
        ("khanh-3.5", "1/k", "0.1", "ρₖ = 0.1/k**0.1"),
        ("khanh-3.5", "0.1 + 0.1/k", "0.1", "tₖ = (0.1 + 0.1/k)/k**0.6 and ρₖ = 0.1/k**0.6"),
        ("khanh-3.5", COSINE, "0.05", "Max(tₖ, 0.01/k) in place of tₖ and ρₖ = 0.05/k**0.1"),
        ("khanh-3.2", "0.1*0.2**floor(k/100)", "0.05", "tₖ = Max(0.1*0.2**floor(k/100), 0.01/k)"),
        ("khanh-4.1", "3", "0.1/L", "tₖ = 0.4/L"),
        ("khanh-4.2", "0.4/L", "3/L", "ρₖ = 0.5/L"),
    ],
)
def test_a_mend_meets_every_condition(name: str, step: str, radius: str, words: str) -> None:
    item, t, rho = theorem(name), Schedule(step), Schedule(radius)
    found = mend(item, t, rho, Fraction(1), lambda formula: Schedule(formula, Fraction(1)))
    assert found is not None
    assert found.words == words
    before, after = (
        [verdict.status for _, verdict in conditions(item, *pair, Fraction(1))]
        for pair in ((t, rho), (found.step, found.radius))
    )
    assert Status.REFUTED in before or Status.UNDECIDED in before
    assert set(after) == {Status.PROVED}


def test_no_constant_comes_in_that_has_no_value() -> None:
    """Without an L there is no step 0.4/L to choose."""
    assert mend(theorem("khanh-4.1"), Schedule("3"), Schedule("0.1")) is None
    found = mend(theorem("khanh-4.1"), Schedule("3/L"), Schedule("0.1/L"))
    assert found is not None
    assert found.words == "tₖ = 0.4/L"


def test_where_no_change_is_enough_there_is_no_mend() -> None:
    negative = Schedule("-1/k")
    assert mend(theorem("khanh-3.5"), Schedule("0"), Schedule("0")) is None
    assert mend(theorem("khanh-3.5"), Schedule("1/k"), negative) is None
