"""Records made by hand: the precision that their numbers show."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.runs.outside import FEWEST, precision_of, trace_of_record

SINGLE, DOUBLE = (float(np.finfo(kind).eps) for kind in (np.float32, np.float64))
RNG = np.random.default_rng(1)


@pytest.mark.parametrize("count", [FEWEST - 1, FEWEST, 200])
def test_single_precision_is_seen_in_enough_numbers(count: int) -> None:
    numbers = RNG.uniform(1, 2, count).astype(np.float32)
    assert precision_of(numbers) == (SINGLE if count >= FEWEST else DOUBLE)
    assert precision_of(np.repeat(numbers, 5), None) == precision_of(
        numbers
    )  # different ones count
    assert precision_of(RNG.uniform(1, 2, count)) == DOUBLE


def test_one_number_of_double_precision_shows_it() -> None:
    numbers = RNG.uniform(1, 2, 100).astype(np.float32).astype(float)
    numbers[7] += 1e-12
    assert precision_of(numbers) == DOUBLE
    assert precision_of(RNG.uniform(1, 2, 100).astype(np.float32), numbers) == DOUBLE


def test_numbers_of_half_precision_and_zeros_show_none() -> None:
    assert precision_of(np.arange(300.0)) == DOUBLE
    numbers = RNG.uniform(1, 2, 50).astype(np.float32)
    assert precision_of(np.append(numbers, [0.0, np.inf])) == SINGLE
    assert (
        precision_of(np.append(numbers, [1.0, 0.5])) == SINGLE
    )  # one of half precision says no more


def test_a_trace_has_the_precision_of_its_record() -> None:
    norms = RNG.uniform(1, 2, 40).astype(np.float32)
    assert trace_of_record(gradient_norm=norms, value=norms).precision == SINGLE
    assert trace_of_record(gradient_norm=norms, value=norms.astype(float) / 3).precision == DOUBLE
