"""What a configuration's entries may be."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from sam_theory.errors import UsageError
from sam_theory.schedules.entries import count, increasing, number, one_of, quotient, shown


@pytest.mark.parametrize(
    ("value", "written"), [(1, "1"), (0.1, "0.1"), ("1e-3", "0.001"), (0, "0"), (2.0, "2.0")]
)
def test_numbers_as_yaml_reads_them(value: Any, written: str) -> None:
    assert number(value, "lr") == written


@pytest.mark.parametrize(
    "value", [None, True, "x", "nan", float("inf"), -1, 10**400, [1], {}, b"1", 1j, "1e999"]
)
def test_what_is_no_number(value: Any) -> None:
    with pytest.raises(UsageError, match="lr must be a number >= 0; got"):
        number(value, "lr")
    with pytest.raises(UsageError, match="epochs must be a whole number from 1"):
        count(value, "epochs")


def test_the_greatest_number_is_told() -> None:
    assert number(1, "factor", 0, 1) == "1"
    with pytest.raises(UsageError, match=r"from 0 to 1; got 1\.5"):
        number(1.5, "factor", 0, 1)


def test_counts_are_whole() -> None:
    assert count(3.0, "epochs") == count("3", "epochs") == 3
    assert count(0, "epochs", 0) == 0
    for value in (0, 1.5, 10**9 + 1):
        with pytest.raises(UsageError, match="whole number"):
            count(value, "epochs")


def test_milestones_increase() -> None:
    assert increasing([1, 5], "milestones", 1, 3) == [1, 5]
    for value, said in (
        ([5, 5], "must increase"),
        ([0, 5], "from 1"),
        ([1, 2, 3, 4], "at most 3"),
        ("5", "must be a list"),
    ):
        with pytest.raises(UsageError, match=said):
            increasing(value, "milestones", 1, 3)


def test_the_nearest_word_is_named() -> None:
    assert one_of("cos", "strategy", ("cos", "linear")) == "cos"
    with pytest.raises(UsageError, match=r"the nearest is linear$"):
        one_of("linaer", "strategy", ("cos", "linear"))
    with pytest.raises(UsageError, match=r"got 3$"):
        one_of(3, "strategy", ("cos", "linear"))


@pytest.mark.parametrize(
    ("value", "written"), [("3", "3"), ("1/4", "0.25"), ("1/3", "(1/3)"), ("-1/2", "-0.5")]
)
def test_rational_numbers_stay_exact(value: str, written: str) -> None:
    assert quotient(Fraction(value)) == written


def test_anything_is_shown_in_a_few_characters() -> None:
    within: list[Any] = []
    within.append(within)
    grown: list[Any] = ["x"]
    for _ in range(60):  # 2^60 letters, if they were written out
        grown = [grown, grown]
    for value in (within, grown, "x" * 10**6, 1 << 60_000, {1: {2: {3: 4}}}, object()):
        assert 0 < len(shown(value)) <= 60
