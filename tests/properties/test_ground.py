"""Whether quantities win new ground, each bound from either side."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.ground import confined, confined_above

WINDOWS = 16


def boxes(tops: list[float], bottoms: list[float], floor: float = 0.0) -> bool:
    """Whether one quantity with these extremes over octaves is confined."""
    high, low = (np.repeat(np.array(a, dtype=float), WINDOWS)[:, None] for a in (tops, bottoms))
    (found,) = confined(low, high, floor)
    return bool(found)


def below(tops: list[float], floor: float = 0.0) -> bool:
    """Whether one with these greatest values over octaves is bounded above."""
    high = np.repeat(np.array(tops, dtype=float), WINDOWS)
    return bool(confined_above(high[:, None], floor)[0])


@pytest.mark.parametrize(("last", "old"), [(10.009, True), (10.02, False)])
def test_little_new_ground_is_none(last: float, old: bool) -> None:
    """A thousandth of the range, of what fills it in every octave."""
    assert boxes([10, 10, 10, last], [0, 0, 0, 0]) is old
    assert boxes([0, 0, 0, 0], [-10, -10, -10, -last]) is old
    assert boxes([10, 10, 10, last], [0, 0, 0, 0], floor=0.1)


@pytest.mark.parametrize("first", [0.92, 1.0])
def test_what_fills_its_range_in_every_octave_is_bounded(first: float) -> None:
    """Nine tenths of it; x moves on within, and swings nowhere from end to end."""
    tops, bottoms = np.array([1.0, 1, first, 1, 1]), np.zeros(5)
    high = np.linspace(0.5, 1.0, WINDOWS)[None] * tops[:, None]
    low = np.linspace(0.5, 0.0, WINDOWS)[None] + bottoms[:, None]
    (found,) = confined(low.reshape(-1, 1), high.reshape(-1, 1), 0.0)
    assert found


@pytest.mark.parametrize("turns", [1, 2, 3, 5])
def test_swings_from_end_to_end_and_back(turns: int) -> None:
    """Slower than an octave, so that no octave has the whole range."""
    phase = np.linspace(0, 2 * np.pi * turns, 8 * WINDOWS)
    x = np.cos(phase)[:, None]
    (found,) = confined(x - 1e-6, x + 1e-6, 0.0)
    assert found is np.bool_(turns >= 2)


def test_swings_that_grow_are_not_bounded() -> None:
    """Quick ones, (−1)^k log k: each octave has the widest so far."""
    for start in (5.0, 50.0):
        tops = start + np.log(2) * np.arange(8.0)
        assert not boxes(tops.tolist(), (-tops).tolist())


@pytest.mark.parametrize(("share", "shrinks"), [(0.7, True), (0.8, False)])
def test_boxes_that_shrink_are_bounded(share: float, shrinks: bool) -> None:
    """One way: no swing has the whole range."""
    sides = share ** np.arange(6.0)
    x = np.cumsum(np.repeat(sides, WINDOWS) / WINDOWS)[:, None]
    (found,) = confined(x, x, 0.0)
    assert found is np.bool_(shrinks)


def test_three_octaves_tell_nothing() -> None:
    assert not boxes([1, 1, 1], [0, 0, 0])
    assert not below([1, 1, 1])
    assert boxes([1, 1, 1, 1], [0, 0, 0, 0])
    assert below([1, 1, 1, 1])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_drift_inside_of_old_ground(sign: int) -> None:
    """As much in each octave, though a box of long ago covers it all."""
    low, high = [-9.0, 0, 1, 2, 3], [9.0, 1, 2, 3, 4]
    if sign < 0:
        low, high = [-a for a in high], [-a for a in low]
    assert not boxes(high, low)
    assert boxes(high, low, floor=2.0)
    assert below(high) is (sign < 0)
    assert below(high, floor=2.0)


def test_quantities_are_judged_each_for_itself() -> None:
    still, goes = np.ones(64), np.repeat(np.arange(4.0), 16)
    together = np.stack([still, goes], axis=1)
    assert confined(together, together, 0.0).tolist() == [True, False]
