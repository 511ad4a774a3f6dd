"""The face of the decider: which keys, with which values of the constants, and at what cost."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sam_theory.schedules.deciding import KEYS, decide, decide_all
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status

ONE_OVER_K, TENTH = Schedule("1/k"), Schedule("0.1")


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    found = decide_all(ONE_OVER_K, TENTH, lipschitz=Fraction(1), kl="every")
    assert tuple(found) == KEYS
    assert tuple(decide_all(ONE_OVER_K, TENTH)) == KEYS[:10]
    assert tuple(decide_all(ONE_OVER_K, TENTH, kl=Fraction(1, 2))) == (*KEYS[:10], "kl-tail")


def test_keys_about_the_constant_appear_where_the_formulas_are_free_of_scale() -> None:
    found = decide_all(Schedule("0.5/L"), Schedule("0.3/L"))
    assert tuple(found) == KEYS[:13]
    assert all(verdict.status is not Status.UNDECIDED for verdict in found.values())


@pytest.mark.parametrize("key", ["", "step", "kl-tail"])
def test_unknown_keys_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        decide(key, ONE_OVER_K, TENTH)


def test_an_answer_is_kept() -> None:
    assert decide("step-diverges", ONE_OVER_K, TENTH) is decide(
        "step-diverges", Schedule("1/k"), Schedule("0.1")
    )


@pytest.mark.parametrize(
    ("step", "lipschitz", "own", "expected"),
    [
        ("1/k**L", None, None, "undecided"),
        ("1/k**L", "2", None, "refuted"),
        ("1/k**L", "1", None, "proved"),
        ("1/k**L", "2", "1", "proved"),  # a value of the schedule's own comes first
        ("1/(L*k)", None, None, "proved"),
        ("L**(-k)", "2", None, "refuted"),
        ("L**(-k)", "1", None, "proved"),
        ("L**(-k)", None, None, "undecided"),
    ],
)
def test_values_of_the_constant(
    step: str, lipschitz: str | None, own: str | None, expected: str
) -> None:
    schedule = Schedule(step, lipschitz=None if own is None else Fraction(own))
    value = None if lipschitz is None else Fraction(lipschitz)
    assert decide("step-diverges", schedule, TENTH, lipschitz=value).status == expected


def test_the_dimension_is_put_in() -> None:
    assert decide("step-diverges", Schedule("1/k**n"), TENTH).status == "undecided"
    assert decide("step-diverges", Schedule("1/k**n", None, 1), TENTH).status == "proved"
    assert decide("step-diverges", Schedule("1/k**n", None, 2), TENTH).status == "refuted"


def test_the_constant_of_the_descent_condition_is_put_in() -> None:
    assert decide("step-diverges", Schedule("1/k**D"), TENTH).status == "undecided"
    for value, expected in ((1, "proved"), (2, "refuted")):
        step = Schedule("1/k**D", descent=Fraction(value))
        assert decide("step-diverges", step, TENTH).status == expected


def test_an_unknown_sign_stays_unknown_when_it_is_asked_again() -> None:
    """A generator that has raised must not look like a series that has ended."""
    found = decide_all(Schedule("L**k"), TENTH)
    for key in ("step-diverges", "step-square-summable", "step-vanishes", "step-bounded-below"):
        assert found[key].status is Status.UNDECIDED, key


@pytest.mark.parametrize(
    "formula",
    [
        "sin(k**2)/k+1/k",
        "exp(sin(k))/k",
        "1/k**(1+sin(k)/2)",
        "where(is_square(k**2+k),1,1/k)",
        "Mod(k**2,7)/k",
        "floor(k*sqrt(2))-sqrt(2)*k+1.5",
        "sin(k)+sin(sqrt(2)*k)+2",
        "log(2+sin(k))/k**0.5",
        "where(sin(k)>0,1/k,1/k**2)",
        "cos(pi*k**2/3)+1.5",
    ],
)
def test_outside_the_class_the_reason_is_given(formula: str) -> None:
    for verdict in decide_all(Schedule(formula), TENTH).values():
        assert verdict.evidence
    # what is decided all the same was checked by hand:
    diverges = decide("step-diverges", Schedule(formula), TENTH).status
    assert diverges in (Status.PROVED, Status.UNDECIDED)
