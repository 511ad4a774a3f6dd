"""Schedules: constants put in or named, and the first k without a value."""

from __future__ import annotations

import pickle
from fractions import Fraction

import numpy as np
import pytest

from sam_theory.errors import UsageError
from sam_theory.schedules.schedule import Schedule

K = np.arange(1, 5001)


def test_constants_of_the_problem() -> None:
    schedule = Schedule("n/(L*k)", Fraction(4), 3)
    assert schedule.values(np.array([2]))[0] == 3 / 8
    assert Schedule("1/k", Fraction(4), 3) == Schedule("1/k")
    assert Schedule("0.5*L/(D*n)", Fraction(4), 2, descent=Fraction(8)).values(K[:2]).tolist() == [
        0.125,
        0.125,
    ]
    assert Schedule("1/k", descent=Fraction(4)) == Schedule("1/k")
    assert Schedule("D", descent=Fraction(4)) != Schedule("D", descent=Fraction(5))


def test_constants_without_a_value_are_named() -> None:
    assert Schedule("n/(D*L*k)").unknown == ("L", "D", "n")
    assert Schedule("n/(D*L*k)", Fraction(1), 2).unknown == ("D",)
    assert Schedule("1/(D*k)", Fraction(1)).constants == {}
    assert Schedule("1/(D*k)", descent=Fraction(1)).unknown == ()
    assert np.isnan(Schedule("1/(D*k)", Fraction(1)).values(K)).all()
    with pytest.raises(UsageError, match="numbers, k, L, D, n, pi"):
        Schedule("1/E")


@pytest.mark.parametrize(
    ("formula", "first"),
    [("1/(k-3)", 1), ("1/log(k)", 1), ("1 - k/100", 101), ("1/(k-7)**2", 7), ("log(k) - 1", 1)],
)
def test_the_first_invalid_k_is_named(formula: str, first: int) -> None:
    assert Schedule(formula).first_invalid(1000) == first
    with pytest.raises(UsageError, match=f"k = {first}"):
        Schedule(formula).require_valid("the step", 1000)


def test_a_valid_formula_has_no_invalid_k() -> None:
    assert Schedule("1/k").first_invalid(300_000) is None
    assert Schedule("1 - k/200000").first_invalid(300_000) == 200_001


def test_what_crosses_to_another_process_leaves_its_hash_behind() -> None:
    """Strings have another hash there, and equal schedules must have one."""
    schedule = Schedule("1/(L*k)", Fraction(10))
    assert hash(schedule) == hash(Schedule("1/(L*k)", Fraction(10)))
    there = pickle.loads(pickle.dumps(schedule))
    assert there == schedule
    assert vars(there).keys().isdisjoint({"_hash"})
