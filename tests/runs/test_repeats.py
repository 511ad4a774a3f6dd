"""Rows that repeat: values carried forward, padding, rest, and what repeats in truth."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.runs.repeats import at_rest, filled, observed, stale

K = np.arange(1, 601)
X = (1.0 / K)[:, None]
EPS = float(np.finfo(float).eps)


def carried(column: np.ndarray, every: int) -> np.ndarray:
    """The column evaluated at rows 0, `every`, 2·`every`, …"""
    return column[np.arange(len(column)) // every * every]


@pytest.mark.parametrize("every", [2, 3, 7, 50])
def test_values_that_are_carried_forward_are_seen_once(every: int) -> None:
    seen = observed(carried(1 / K, every), carried(K**-2.0, every))
    assert np.flatnonzero(seen).tolist() == list(range(0, 600, every))


def test_every_row_of_a_plain_record_is_an_observation() -> None:
    assert observed(1 / K, None).all()
    assert observed(np.ones(600), np.ones(600), X).all()


def test_a_run_at_rest_repeats_in_truth() -> None:
    assert observed(np.maximum(0.5**K, 0.5**40)).all()


def test_rounded_numbers_change_at_uneven_intervals() -> None:
    slow = np.round(1 + K**-0.7, 3)
    assert (np.diff(slow) == 0).mean() > 0.5
    assert observed(slow).all()


def test_pauses_of_chance_are_no_rhythm() -> None:
    pauses = np.random.default_rng(3).geometric(0.1, 60)
    assert np.median(pauses) > 2
    assert observed(np.repeat(0.9 ** np.arange(60), pauses)).all()


def test_rows_that_are_missing_shift_a_change() -> None:
    kept = np.flatnonzero(np.isin(np.arange(80) % 27, (5, 20), invert=True))
    norm = carried(1 / K[:80], 8)[kept]
    assert observed(norm).sum() == 10


def test_an_evaluation_may_give_the_same_again() -> None:
    """Of a value that is reached at last every evaluation counts, not every row."""
    norm = carried(np.maximum(0.8**K, 0.8**300), 10)
    assert np.flatnonzero(observed(norm)).tolist() == list(range(0, 600, 10))


def test_few_changes_tell_a_rhythm_only_if_x_goes_on_beside_them() -> None:
    norm = carried(1 / K, 400)
    assert observed(norm).all()
    assert np.flatnonzero(observed(norm, beside=X)).tolist() == [0, 400]
    assert np.flatnonzero(observed(norm, beside=np.maximum(X, 1 / 405))).tolist() == [0, 400]
    assert observed(norm, beside=carried(X, 250)).all()


def test_epochs_may_differ_in_length() -> None:
    lengths = np.tile([40, 60, 50, 45], 5)
    norm = np.repeat(0.9 ** np.arange(20), lengths)
    assert np.flatnonzero(observed(norm)).tolist() == np.cumsum([0, *lengths[:-1]]).tolist()


def test_a_unit_in_the_last_place_is_no_change() -> None:
    norm = carried(1 / K, 5)
    norm[3::7] = np.nextafter(norm[3::7], 2)
    assert observed(norm).sum() == 120


def padded(rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """‖∇f‖, f and x of a run that stopped, its last row repeated."""
    x = np.append(0.5 ** np.arange(20.0), np.full(rows, 0.5**19))
    return x, x**2 / 2, 3 + x[:, None]


def test_a_record_that_was_filled_up_is_noticed() -> None:
    norm, value, x = padded(30)
    ones = np.ones(50)
    assert filled(norm, value, x, None, 4 * EPS)
    assert filled(norm, value, None, ones, 0.0)
    assert not filled(norm, value, x, None, 1e-6)  # within what was written, x may creep
    assert not filled(*padded(0), None, 4 * EPS)
    assert not filled(norm, value, x, 0 * ones, 4 * EPS)  # the steps ended, and x with them
    assert not filled(norm + 0.1, value, x, ones, 4 * EPS)  # no solver stops there


def test_a_run_that_creeps_to_a_fixed_point_is_not_filled_up() -> None:
    x = 3 + 0.5 ** np.arange(200.0)[:, None]
    assert x[-1] == x[-2]
    norm = np.append(1.0, np.full(199, 1e-5))
    assert not filled(norm, x[:, 0] ** 2, x, np.ones(200), 4 * EPS)


def test_values_that_do_not_follow_x_are_stale() -> None:
    same, x = np.ones(600), X + 1
    assert stale(same, same, x)
    assert not stale(1 / K, same, x)
    assert not stale(0 * same, same, x)  # f may be constant there
    assert not stale(same, same, np.cos(np.pi * K)[:, None])  # a two-cycle
    assert not stale(same, same, 1 + 1e-14 * X)  # hardly moves
    assert not stale(same, same, np.ones((600, 1)))
    assert not stale(same, None, x)


def test_two_zeros_and_no_move_are_rest() -> None:
    norm = np.append(0.5 ** np.arange(20), [0.0, 0.0])
    x, moving = np.append(norm[:-1], 0.0)[:, None], np.arange(22.0)[:, None]
    assert at_rest(norm, x[:, 0] ** 2, x)
    assert at_rest(np.zeros(3))
    assert not at_rest(norm[:-1], None, x[:-1])
    assert not at_rest(norm, None, moving)
    assert not at_rest(norm, moving[:, 0], None)
    assert not at_rest(np.append([1.0, 0.0, 0.0], norm))  # where x once left a zero
    assert not at_rest(np.zeros(1))


def test_a_zero_in_print_is_any_small_number() -> None:
    norm = np.round(0.9 ** np.arange(200.0), 4)
    assert norm[-2] == norm[-1] == 0
    assert not at_rest(norm)
