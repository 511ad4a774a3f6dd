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
    return confined_above(np.repeat(np.array(tops, dtype=float), WINDOWS), floor)


@pytest.mark.parametrize(("last", "settles"), [(10.009, True), (10.02, False)])
def test_little_new_ground_is_none(last: float, settles: bool) -> None:
    """A thousandth of the range, in two octaves: in one it may be a pause."""
    assert boxes([4, 10, 10.001, last], [0, 0, 0, 0]) is settles
    assert boxes([0, 0, 0, 0], [-4, -10, -10.001, -last]) is settles
    assert boxes([4, 10, 10.001, last], [0, 0, 0, 0], floor=0.1)
    assert not boxes([1, 2, 2, 4, 4], [0, 0, 0, 0, 0])


@pytest.mark.parametrize(("share", "settles"), [(0.7, True), (0.8, False)])
def test_ever_less_new_ground_is_bounded(share: float, settles: bool) -> None:
    tops = np.cumsum(share ** np.arange(6.0)).tolist()
    assert below(tops) is settles
    assert boxes(tops, [-top for top in tops]) is settles


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


@pytest.mark.parametrize(("share", "drifts"), [(0.8, True), (0.7, False)])
def test_a_drift_that_slows_down_ends(share: float, drifts: bool) -> None:
    low = np.append(-9.0, np.cumsum(share ** np.arange(5)))
    high = np.append(9.0, low[1:] + 1)
    assert boxes(high.tolist(), low.tolist()) is not drifts


def test_quantities_are_judged_each_for_itself() -> None:
    still, goes = np.ones(64), np.repeat(np.arange(4.0), 16)
    together = np.stack([still, goes], axis=1)
    assert confined(together, together, 0.0).tolist() == [True, False]
