"""The verdicts on series against an independent numerical opinion, Cauchy condensation."""

from __future__ import annotations

import pytest
from answers import MONOTONE
from condensing import opinion

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status


def disagrees(formula: str, status: Status) -> bool:
    """Whether the numerical opinion contradicts a status of step-diverges."""
    seen = opinion(formula)
    return seen is not None and status is (Status.PROVED if seen else Status.REFUTED)


@pytest.mark.parametrize("formula", MONOTONE)
def test_condensation_agrees(formula: str) -> None:
    verdict = decide("step-diverges", Schedule(formula), Schedule("0"))
    assert not disagrees(formula, verdict.status)


def test_condensation_has_an_opinion_on_most() -> None:
    assert sum(opinion(formula) is not None for formula in MONOTONE) >= 0.75 * len(MONOTONE)


@pytest.mark.parametrize(
    ("formula", "wrong"),
    [
        ("1/k", Status.REFUTED),
        ("1/k**1.2", Status.PROVED),
        ("1/(k*log(k+1)**2)", Status.PROVED),
        ("1/(k*log(k+1))", Status.REFUTED),
        ("1-cos(1/k)", Status.PROVED),
        ("0.5**floor(k/30)", Status.PROVED),
        ("sqrt(k+1)-sqrt(k)", Status.REFUTED),
    ],
)
def test_condensation_flags_a_wrong_verdict(formula: str, wrong: Status) -> None:
    assert disagrees(formula, wrong)
