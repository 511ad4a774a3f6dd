"""The step in floats is the method's own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("flint")
from moving_cells import SQUARE, SWAPPED, setting

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.finding import path as paths
from sam_theory.certificates.finding.path import advanced, path
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.point import Move, Point


def test_a_step_at_several_k() -> None:
    x, k = np.array([[0.5], [-0.25]]), np.array([1, 4])
    assert advanced(SWAPPED, x, k).ravel() == pytest.approx([0.5 - 1.5, -0.25 + 4.25 / 4])


def test_a_run_ends_where_it_is_stationary_or_not_finite() -> None:
    def length(problem: str, step: str, start: float) -> int:
        return len(path(setting(problem, "gradient-descent", step), np.array([start]), 100).rows)

    assert length(SQUARE, "1", 0.5) == 2
    assert length(SQUARE, "1/2", 0.5) == 100
    assert length("power", "1", 3.0) < 20


def counted(dynamics: Dynamics, later: float = 0.0) -> tuple[Dynamics, list[int]]:
    """The same, with a list that each step makes longer; x moves by `later` at k = 150 besides."""
    seen: list[int] = []

    def step(at: Point) -> Move:
        move = dynamics.method.step(at)
        seen.append(1)
        if not later:
            return move
        return Move(move.x + later * (at.k == 150), move.estimate, move.state)

    return replace(dynamics, method=replace(dynamics.method, step=step, displacement=None)), seen


@pytest.mark.parametrize("method", ["sam", "f-sam", "heavy-ball", "usam"])
def test_a_run_that_repeats_is_the_one_that_is_followed(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, seen = counted(setting(SQUARE, method, "1/2", "1/10"))
    short = path(made, np.array([0.3]), 2000).rows
    assert len(seen) < 1500 or method == "heavy-ball"
    monkeypatch.setattr(paths, "LOOK", 10**6)
    whole = path(made, np.array([0.3]), 2000).rows
    assert short.tobytes() == whole.tobytes()


def test_what_depends_on_k_is_followed_to_the_end() -> None:
    made, seen = counted(setting(SQUARE, "sam", "1/2", "1/10"), later=1.0)
    rows = path(made, np.array([0.3]), 400).rows
    assert np.ptp(np.abs(rows[100:149])) < 1e-9
    assert abs(rows[150, 0]) > 0.9
    varying = replace(setting(SQUARE, "sam", "1/2"), radius=Schedule("0.1*2**(-floor(k/300))"))
    made, seen = counted(varying)
    assert len(path(made, np.array([0.3]), 400).rows) == 400
    assert len(seen) == 400
