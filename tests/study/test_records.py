"""What is recorded of findings is read back exactly, with their curves or without."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from findings import finding
from pages import real_study

from sam_theory.statements.finding import Skipped
from sam_theory.statements.heights import Height
from sam_theory.study.records import read, recorded
from sam_theory.study.study import Result
from sam_theory.verdict import Status, Verdict


def same(left: Any, right: Any) -> bool:
    """Equal, of the same types, in every field, also in those that do not count for equality."""
    if isinstance(left, np.ndarray):
        return left.dtype == right.dtype and np.array_equal(left, right, equal_nan=True)
    if hasattr(left, "__dataclass_fields__"):
        return all(same(getattr(left, f.name), getattr(right, f.name)) for f in fields(left))
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    alike = left == right or (left != left and right != right)
    return bool(alike) and type(left) is type(right)


@pytest.fixture(scope="module")
def real() -> Result:
    """The findings of a study in which certificates are found, plainly."""
    _, result = real_study(("quadratic",), ("sam",), iterations=1000)
    return result


def test_real_findings_come_back_exactly(real: Result) -> None:
    assert any(f.curves is not None and f.curves.stall is not None for f in real[0])
    (again,) = read(*recorded([real]))
    for before, after in zip(real[0], again[0], strict=True):
        assert same(before.curves, after.curves)
        assert same(before.height, after.height)
        assert before == after
    assert recorded([again]) == recorded([real])


def test_curves_may_be_left_out(real: Result) -> None:
    (again,) = read(recorded([real])[0], None)
    assert again[0] == real[0]
    assert all(f.curves is None for f in again[0])


def test_numbers_keep_their_kind() -> None:
    slacks = (None, 0, 0.0, -0.0, 1, 1e-320, float("inf"), float("nan"), 0.1 + 0.2)
    odd = [
        replace(finding(Status.PROVED, True), problem=str(i), height=Height(radius="0", slope=s))
        for i, s in enumerate(slacks)
    ]
    odd = [
        replace(f, properties={"a": Verdict(Status.PROVED, "“ρ” \ud800 \n", s, (0.0, 1.0), 0.5)})
        for f, s in zip(odd, slacks, strict=True)
    ]
    result: Result = (
        tuple(odd),
        (Skipped(problem="p", method="m", step="1", radius="2", reason="r"),),
    )
    nothing: Result = ((), result[1])  # where no setting could be run
    again, without = read(*recorded([result, nothing]))
    assert same(result, again)
    assert same(nothing, without)
    assert [str(f.height.slope) for f in again[0] if f.height] == [str(s) for s in slacks]


def test_numbers_of_arrays_are_written_as_numbers() -> None:
    numbers = replace(
        finding(Status.PROVED, True), height=Height(radius="0", slope=np.float64(0.5))
    )
    ((again, _),) = read(*recorded([((numbers,), ())]))
    assert again[0].height == Height(radius="0", slope=0.5)


def test_what_recurs_stands_once(real: Result) -> None:
    body, _ = recorded([real, real])
    kinds = json.loads(body)["rows"]
    assert kinds == json.loads(recorded([real])[0])["rows"]
    assert all(rows for rows in kinds)
    assert all(len({json.dumps(row) for row in rows}) == len(rows) for rows in kinds)


@pytest.mark.parametrize(
    "line",
    [
        '{"rows": [], "results": []}',
        '{"rows": [[], [], [], []], "results": [[[["quadratic"]], []]]}',
        '{"rows": [[["proved"]], [], [], []], "results": []}',
        '{"rows": [[], [["f", 7]], [], []], "results": []}',
    ],
)
def test_other_lines_are_refused(line: str) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        read(line, None)
