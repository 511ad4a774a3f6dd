"""Columns at the same iterations."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.errors import UsageError
from sam_theory.runs.alignment import Rows, aligned, require_rows
from sam_theory.runs.sheet import Column, Sheet


def column(*cells: float | None) -> Column:
    """None is an empty cell."""
    numbers = np.array([0.0 if cell is None else cell for cell in cells])
    return Column(numbers=numbers, filled=np.array([cell is not None for cell in cells]))


def rows(**columns: Column) -> Rows:
    count = len(next(iter(columns.values())).filled)
    return aligned(Sheet(path="log.csv", columns=columns, rows=np.arange(1, count + 1)), columns)


def test_rows_are_iterations_unless_a_counter_says_otherwise() -> None:
    assert rows(value=column(3, 2, 1)).k is None
    assert rows(value=column(3, 2, 1), k=column(1, 2, 3)).k is None
    told = rows(value=column(3, 2, 1), k=column(10, 20, 30))
    assert told.k is not None
    assert told.k.tolist() == [10, 20, 30]
    assert told.notes == ()


@pytest.mark.parametrize(
    ("counter", "k"),
    [
        ((0, 1, 2), [1, 2, 3]),
        ((0, 50, 100), [1, 51, 101]),
        ((49, 99, 149), [49, 99, 149]),
        ((1, 11, 21), [1, 11, 21]),
    ],
)
def test_a_counter_that_begins_with_0_is_one_behind(counter: tuple[int, ...], k: list[int]) -> None:
    found = rows(value=column(3, 2, 1), k=column(*counter))
    assert (list(range(1, 4)) if found.k is None else found.k.tolist()) == k
    assert bool(found.notes) is (counter[0] == 0)


def test_it_begins_with_0_even_where_the_loss_comes_later() -> None:
    found = rows(value=column(None, 2, 1), k=column(0, 5, 10))
    assert found.k is not None
    assert found.k.tolist() == [6, 11]


def test_empty_cells_leave_gaps() -> None:
    found = rows(value=column(3, None, 1, None, 0.5))
    assert found.k is not None
    assert (found.k.tolist(), found.columns["value"].tolist()) == ([1, 3, 5], [3, 1, 0.5])


def test_rows_of_one_k_add_to_each_other() -> None:
    """As Lightning writes them: a row for what each call logged."""
    found = rows(
        k=column(49, 49, 99, 99, 99),
        value=column(3, None, None, 2, 2),
        gradient_norm=column(None, 1, 0.5, None, None),
        step=column(0.1, None, None, None, None),
    )
    assert found.k is not None
    assert found.k.tolist() == [49, 99]
    assert found.columns["value"].tolist() == [3, 2]
    assert found.columns["gradient_norm"].tolist() == [1, 0.5]
    assert "step" not in found.columns
    assert found.notes == ("step is left out: 1 iterations have none",)


def test_what_is_judged_is_recorded_at_the_same_k() -> None:
    found = rows(k=column(1, 2, 3), value=column(3, 2, 1), gradient_norm=column(1, None, 0.5))
    assert found.k is not None
    assert found.k.tolist() == [1, 3]
    assert found.notes == ("2 of 3 iterations have value and gradient_norm",)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"k": column(2, 1), "value": column(1, 1)}, "1 comes after 2"),
        ({"k": column(1, 2, 1), "value": column(1, 1, 1)}, "1 comes after 2"),
        ({"k": column(1.5, 2), "value": column(1, 1)}, "got 1.5"),
        ({"k": column(-1, 2), "value": column(1, 1)}, "got -1"),
        ({"k": column(1, 1e300), "value": column(1, 1)}, r"got 1e\+300"),
        ({"k": column(1, None), "value": column(1, 1)}, "row 2 has none"),
        ({"k": column(1, 1), "value": column(1, 2)}, "at k = 1 it has different ones"),
        ({"value": column(1, None), "gradient_norm": column(None, 1)}, "they never are"),
    ],
)
def test_what_is_refused(columns: dict[str, Column], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        rows(**columns)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"value": column(1, 2), "k": column(1)}, "value has 2, k has 1"),
        ({"value": column(None, None), "k": column(1, 2)}, "at least one row"),
    ],
)
def test_there_have_to_be_rows(columns: dict[str, Column], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        require_rows(Sheet(path="log.csv", columns=columns, rows=np.arange(2)), columns)
