"""The index that a scheduler counts."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.schedules.laws import Index, between, chosen, times
from sam_theory.schedules.schedule import Schedule


@pytest.mark.parametrize("steps", [1, 7])
@pytest.mark.parametrize("shift", [-1, 0, 3])
def test_an_index_counts_from_where_it_starts(steps: int, shift: int) -> None:
    k = np.arange(1, 100)
    found = Schedule(str(Index(steps).minus(shift))).values(k)
    np.testing.assert_array_equal(found, (k - 1) // steps - shift)


def test_an_index_may_be_a_formula() -> None:
    assert str(Index(text="7").minus(0)) == "7"
    assert str(Index(text="7").minus(3)) == "(7-3)"
    assert str(Index(text="7").minus(-3)) == "(7+3)"


def test_products_and_what_lies_between() -> None:
    assert times("1", "2", "1") == "2"
    assert times("1") == "1"
    assert between("0", "0.1", "s") == "0.1*s"
    assert between("0.01", "0.1", "s") == "(0.01+(0.1-0.01)*s)"


def test_pieces_begin_at_their_own_zero() -> None:
    text = chosen(Index(), [(0, lambda e: "100"), (3, str), (5, lambda e: f"10+{e}")])
    values = Schedule(text).values(np.arange(1, 9))
    np.testing.assert_array_equal(values, [100, 100, 100, 0, 1, 10, 11, 12])
