"""SAM on the sine: where it settles, from which start, and what tells against it."""

from __future__ import annotations

import numpy as np
import pytest
from holding import by_hand, observed, recorded, setting

from sam_theory.statements.conclusions.settled import HELD, average_stays, slope_settles
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Status

SINE = setting("si-yun-sine", "sam", "0.5", "0.1")


def at(*points: float) -> Run:
    """A run through these points, by hand."""
    return by_hand(SINE, recorded(SINE, np.array(points)[:, None]))


@pytest.mark.parametrize("start", np.linspace(-0.0299, 0.0299, 8).tolist())
@pytest.mark.parametrize("step", ["1", "0.5", "0.1"])
def test_every_start_settles_as_stated(start: float, step: str) -> None:
    run = observed(setting("si-yun-sine", "sam", step, "0.1"), (start,), 1000)
    assert slope_settles(run).status is Status.CONSISTENT
    assert average_stays(run).status is Status.CONSISTENT


def test_another_level_is_violated() -> None:
    """|f′| = 0.19βρ at 0, and 0 at 0.03, against the (3√3/(10π))βρ = 0.165βρ of −0.01."""
    assert pytest.approx(0.16539, abs=1e-5) == HELD
    for point in (0.0, 0.03):
        assert slope_settles(at(*[point] * 400)).status is Status.VIOLATED
    assert average_stays(at(*[0.03] * 400)).status is Status.VIOLATED


def test_short_runs_are_not_decided() -> None:
    run = observed(setting("si-yun-sine", "sam", "0.001", "0.1"), (0.029,), 20)
    assert slope_settles(run).status is Status.CONSISTENT
    assert average_stays(run).status is Status.UNDECIDED
