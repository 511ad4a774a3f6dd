"""Rational numbers that stay exact, or raise."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from sam_theory.setting.choices import Undecided
from sam_theory.setting.exact_numbers import LONGEST, Exact, exact_row
from sam_theory.setting.norms import norm, unit


def values(array: np.ndarray) -> list[Fraction]:
    return [entry.value for entry in array.reshape(-1)]


def test_arithmetic_in_arrays_is_exact() -> None:
    x = exact_row([Fraction(1, 3), Fraction(-2, 7)])
    assert values(x * x - 1 / x + 0.5) == [
        Fraction(1, 9) - 3 + Fraction(1, 2),
        Fraction(4, 49) + Fraction(7, 2) + Fraction(1, 2),
    ]
    assert values(x**2) == [Fraction(1, 9), Fraction(4, 49)]
    assert values((x * x) ** 0.5) == values(np.sqrt(x * x)) == values(np.abs(x))
    assert values(x**-1) == [3, Fraction(-7, 2)]
    assert values(0.1 - x / 3) == [Fraction(0.1) - Fraction(1, 9), Fraction(0.1) + Fraction(2, 21)]


def test_constants_beside_them_become_exact() -> None:
    x = exact_row([Fraction(1, 3), Fraction(-2, 7)])
    clipped = np.minimum(np.maximum(x, np.float64(-0.25)), np.asarray(np.float64(0.25)))
    assert values(clipped) == [Fraction(1, 4), Fraction(-1, 4)]
    assert values(np.where(x > 0, 1.0, x)) == [1, Fraction(-2, 7)]
    assert values(np.sum(x[None, :], axis=-1)) == [Fraction(1, 21)]


def test_comparisons_are_exact() -> None:
    third = Exact(Fraction(1, 3))
    assert third != 1 / 3
    assert third > 1 / 3
    assert not third <= 1 / 3
    assert not third < third
    assert third >= third


def test_norms_of_pythagorean_rows() -> None:
    x = exact_row([Fraction(3, 5), Fraction(-4, 5)])[None, :]
    assert values(norm(x)) == [1]
    assert values(unit(2 * x)) == [Fraction(3, 5), Fraction(-4, 5)]


def test_what_is_irrational_or_not_a_number_raises() -> None:
    x = exact_row([Fraction(1, 3), Fraction(1)])
    for irrational in (
        np.sqrt,
        lambda x: x**0.25,
        lambda x: norm(x[None, :]),
        lambda x: (-x) ** 0.5,
    ):
        with pytest.raises(Undecided):
            irrational(x)
    with pytest.raises(ZeroDivisionError):
        1 / exact_row([Fraction(0)])
    with pytest.raises((ValueError, OverflowError)):
        x + np.nan
    with pytest.raises((ValueError, OverflowError)):
        np.maximum(x, np.inf)


def test_there_is_no_way_back_into_floats() -> None:
    x = exact_row([Fraction(1, 3)])
    for rounding in (np.exp, np.sin, lambda x: np.asarray(x, dtype=np.float64), np.round):
        with pytest.raises(TypeError):
            rounding(x)


def test_numbers_that_grow_without_end_are_given_up() -> None:
    x = exact_row([Fraction(1, 3)])
    with pytest.raises(Undecided, match="bits"):
        x ** (2.0 * LONGEST)
    for _ in range(13):
        x = x * x
    with pytest.raises(Undecided, match="bits"):
        x * x
