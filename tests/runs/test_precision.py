"""The precision that numbers show, and the units in which they were written."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.runs.precision import BEYOND, FEWEST, MANY, decimals, precision_of, written

SINGLE, DOUBLE = (float(np.finfo(kind).eps) for kind in (np.float32, np.float64))
HALF, BRAIN = float(np.finfo(np.float16).eps), 2.0**-7
RNG = np.random.default_rng(1)
WIDE = np.exp(RNG.uniform(-6, 6, 300))  # over seventeen binades, and five powers of ten


def printed(numbers: np.ndarray, style: str) -> np.ndarray:
    """The numbers as they read in print."""
    return np.array([float(format(number, style)) for number in numbers])


def brain(numbers: np.ndarray) -> np.ndarray:
    """The numbers in bfloat16: float32 with eight significant bits."""
    mantissas, exponents = np.frexp(numbers)
    return np.ldexp(np.round(mantissas * 2**8), exponents - 8)


@pytest.mark.parametrize("count", [BEYOND - 1, BEYOND, 200])
def test_single_precision_is_seen_in_enough_numbers(count: int) -> None:
    numbers = RNG.uniform(1, 2, count).astype(np.float32)
    assert precision_of(numbers) == (SINGLE if count >= BEYOND else DOUBLE)
    assert precision_of(np.repeat(numbers, 5), None) == precision_of(numbers)  # each counts once
    assert precision_of(RNG.uniform(1, 2, count)) == DOUBLE


def test_one_number_of_double_precision_shows_it() -> None:
    numbers = RNG.uniform(1, 2, 100).astype(np.float32).astype(float)
    numbers[7] += 1e-12
    assert precision_of(numbers) == DOUBLE
    assert precision_of(RNG.uniform(1, 2, 100).astype(np.float32), numbers) == DOUBLE


def test_a_unit_in_the_last_place_of_doubles_hides_no_precision() -> None:
    numbers = WIDE.astype(np.float32).astype(float)
    assert precision_of(np.nextafter(numbers, np.inf)) == SINGLE
    assert decimals(np.nextafter(printed(WIDE, ".6g"), 0)) == decimals(printed(WIDE, ".6g"))


def test_simple_numbers_and_zeros_show_none() -> None:
    assert precision_of(np.arange(300.0)) == DOUBLE
    assert precision_of(2.0 ** -np.arange(60.0)) == DOUBLE
    numbers = RNG.uniform(1, 2, 50).astype(np.float32)
    assert precision_of(np.append(numbers, [0.0, np.inf])) == SINGLE


@pytest.mark.parametrize("count", [MANY - 1, 300])
def test_half_precision_is_seen_in_many_numbers_that_use_all_of_it(count: int) -> None:
    half, coarse = WIDE[:count].astype(np.float16).astype(float), brain(WIDE[:count])
    assert precision_of(half) == (HALF if count >= MANY else DOUBLE)
    assert precision_of(coarse) == (BRAIN if count >= MANY else DOUBLE)
    assert precision_of(np.round(WIDE * 4) / 4) == DOUBLE  # multiples of a number


@pytest.mark.parametrize("digits", [3, 4, 6, 9])
def test_significant_digits_are_counted(digits: int) -> None:
    found = decimals(printed(WIDE, f".{digits}g"))
    assert found is not None
    assert (found.digits, found.places) == (digits, None)
    assert found.unit(123.4) == pytest.approx(10.0 ** (3 - digits))
    assert found.unit(0.0) == 0


@pytest.mark.parametrize("places", [4, 6])
def test_places_after_the_point_are_counted(places: int) -> None:
    found = decimals(printed(WIDE, f".{places}f"))
    assert found is not None
    assert found.places == places
    assert found.unit(123.4) == found.unit(0.0) == pytest.approx(10.0**-places)


def test_numbers_that_were_not_printed_have_no_digits() -> None:
    assert decimals(WIDE) is None
    assert decimals(np.append(printed(WIDE, ".6g"), np.pi)) is None
    assert decimals(np.array([0.7, 0.245, 0.1, 3.0])) is None
    assert len(np.array([0.7, 0.245, 0.1, 3.0])) < FEWEST


def test_each_column_has_its_own_unit() -> None:
    value, x = printed(WIDE, ".4f"), WIDE[:, None].astype(np.float32).astype(float)
    found = written(WIDE, value, x)
    assert found.gradient == 0
    assert found.value == pytest.approx(1e-4)
    assert found.iterate == pytest.approx(SINGLE * x[-1, 0])
    assert found.coarsest == SINGLE
    assert written(WIDE, None, None).coarsest == DOUBLE


def test_few_numbers_are_printed_as_the_others_are() -> None:
    still = np.full((300, 1), 1234.57)
    assert written(printed(WIDE, ".6g"), None, still).iterate == pytest.approx(0.01)
    assert written(WIDE, None, still).iterate == 0


def test_what_is_printed_in_nine_digits_may_be_of_single_precision() -> None:
    for digits, least in ((6, SINGLE), (9, SINGLE), (12, DOUBLE)):
        assert written(printed(WIDE, f".{digits}g"), None, None).coarsest == least
