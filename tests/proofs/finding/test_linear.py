"""Exact solutions of linear systems with signs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

flint = pytest.importorskip("flint")
from sam_theory.proofs.finding.linear import Column, solution  # noqa: E402  # after the extra


def column(*coefficients: int, free: bool = False, positive: bool = False) -> Column:
    """A column with those entries, divided by 3."""
    terms: dict[Any, Any] = {(i,): flint.fmpq(c, 3) for i, c in enumerate(coefficients) if c}
    return Column(terms, 1, free=free, positive=positive)


def test_the_solution_is_exact() -> None:
    found = solution([column(3, -7, positive=True), column(-1, 0), column(0, 1)])
    assert found == {0: Fraction(1), 1: Fraction(3), 2: Fraction(7)}


def test_signs_are_kept() -> None:
    assert solution([column(1, positive=True), column(1)]) is None
    assert solution([column(1, positive=True), column(1, free=True)]) == {0: 1, 1: -1}


def test_some_positive_part_is_needed() -> None:
    assert solution([column(1), column(-1)]) is None
    assert solution([column(0, positive=True)]) == {0: 1}
    assert solution([]) is None


def test_what_cannot_cancel_is_left_out() -> None:
    columns = [column(1, 0, positive=True), column(-1, 1), column(-2, 0)]
    assert solution(columns) == {0: 1, 2: Fraction(1, 2)}
