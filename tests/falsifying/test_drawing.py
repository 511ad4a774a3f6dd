"""What is drawn: schedules that are decided, starts with a coordinate that is not 0."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.falsifying.drawing import (
    NO_RADII,
    NO_STEPS,
    VARYING_RADII,
    VARYING_STEPS,
    start,
)
from sam_theory.falsifying.piecing import pieces
from sam_theory.schedules.deciding import KEYS, LIPSCHITZ_KEYS, OF_BOTH, decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status

ALONE = [key for key in KEYS if key not in LIPSCHITZ_KEYS | OF_BOTH]


@pytest.mark.parametrize("formula", [*VARYING_STEPS, *NO_STEPS])
def test_all_that_is_asked_of_steps_is_decided(formula: str) -> None:
    keys = [key for key in ALONE if key.startswith("step")]
    found = {key: decide(key, Schedule(formula), Schedule("1")).status for key in keys}
    assert Status.UNDECIDED not in found.values(), found


@pytest.mark.parametrize("formula", [*VARYING_RADII, *NO_RADII])
def test_all_that_is_asked_of_radii_is_decided(formula: str) -> None:
    keys = [key for key in ALONE if key.startswith("radius")]
    found = {key: decide(key, Schedule("1"), Schedule(formula)).status for key in keys}
    assert Status.UNDECIDED not in found.values(), found


def test_a_start_is_not_0() -> None:
    rng = np.random.default_rng(1)
    starts = [start(rng, 2) for _ in range(100)]
    assert all(any(point) for point in starts)
    assert any(not all(point) for point in starts)


def test_wells_have_two_minimizers_and_what_is_bent_one() -> None:
    rng = np.random.default_rng(2)
    for _ in range(20):
        wells, bent = pieces(rng, "wells"), pieces(rng, "bent")
        assert len(wells.stationary) == 3
        assert len(bent.stationary) == 1
        assert all(slope > 0 for slope in bent.slopes)
