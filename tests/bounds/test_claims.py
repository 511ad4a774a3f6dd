"""Claims that a formula is a bound."""

from __future__ import annotations

from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.answering import answered
from sam_theory.bounds.claims import claimed, judged, known
from sam_theory.errors import UsageError
from sam_theory.verdict import Status

GAP = asked("gradient-descent", "smooth-convex", "gap", "R", step=Fraction(1), iterations=2)
ROW = answered(GAP)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("L*R**2/(4*N + 2)", Status.PROVED),  # what it is, exactly
        ("sqrt(2)*R", Status.PROVED),
        ("L*R**2/(4*N + 2) - 10**(-9)", Status.REFUTED),
        ("L*R**2/12", Status.REFUTED),
    ],
)
def test_a_claim_is_proved_or_refuted(text: str, status: Status) -> None:
    assert judged(claimed(text, GAP), ROW.upper, ROW.attained).status is status


def test_between_certificate_and_function_nothing_is_said() -> None:
    number = claimed("R/10", GAP)
    assert judged(number, Fraction(11, 100), None).status is Status.UNDECIDED
    assert judged(number, None, ROW.attained).status is Status.UNDECIDED


def test_a_claim_between_what_one_variable_has_and_the_bound_is_refuted_by_more_of_them() -> None:
    question = asked("gradient-descent", "smooth", "gradient", "R", iterations=2)
    row = answered(question)
    assert row.attained is not None
    assert row.least is not None
    number = claimed(str(float(row.attained.value + row.least.value) / 2), question)
    assert judged(number, row.upper, row.attained).status is Status.UNDECIDED
    verdict = judged(number, row.upper, row.attained, row.least)
    assert verdict.status is Status.REFUTED
    assert f"on ℝⁿ, n ≥ {row.least.dimension}" in verdict.evidence


def test_names_have_the_values_of_the_question() -> None:
    assert known(GAP) == {"L": 1, "t": 1, "N": 2, "mu": 0, "rho": Fraction(1, 4), "R": 1}
    usam = asked("usam", "smooth-strongly-convex[mu=0.1]", "decrease", "anywhere", lipschitz=2)
    found = known(usam, Fraction(3))
    assert (found["nu"], found["mu"], found["s"]) == (Fraction(1, 2), Fraction(1, 10), 3)
    igd = asked("igd-absolute[error=0.5]", "smooth", "gap", "Delta", lipschitz=2)
    assert known(igd)["rho"] == Fraction(1, 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Delta", "with Delta"),
        ("k*R", "may use only numbers"),
        ("__import__('os')", "may use only"),
        ("0 <= R", "no comparison"),
        ("R/(N - 2)", "must be a number here"),
        ("log(R - 2)", "must be a number here"),
    ],
)
def test_other_claims_end_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words.replace("(", r"\(")):
        claimed(text, GAP)
