"""When a run has settled on a cycle."""

from __future__ import annotations

import numpy as np
import pytest
from holding import LIBRARY, problem

from sam_theory.certificates.following import FLOOR, SETTLED, follow, settled_at
from sam_theory.schedules.schedule import Schedule


def test_settling_is_told_from_standing_still_and_from_drifting() -> None:
    k = np.arange(50.0)[:, None]
    assert settled_at((-1.0) ** k + 0.1**k) == 10
    assert settled_at(np.ones((50, 1))) is None
    assert settled_at(k) is None
    assert settled_at(0 * k) is None
    assert settled_at(1 + 1e-16 * (-1.0) ** k + 2e-16 * (k % 2)) is None  # rounding around 1


def test_a_cycle_is_reached_where_it_starts_to_repeat() -> None:
    """Three iterates on the way, then ±1: the third is followed by −1, 1, −1, …"""
    cycle = (-1.0) ** np.arange(40)
    path = np.concatenate([[5.0, 3.0, 2.0], cycle])[:, None]
    assert settled_at(path) == 4
    assert settled_at(cycle[:, None]) == 1
    late = np.concatenate([cycle, [7.0], cycle[:2]])[:, None]
    assert settled_at(late) is None  # what comes last does not repeat


@pytest.mark.parametrize(("rows", "expected"), [(0, None), (3, None), (4, 1), (5, 1)])
def test_a_cycle_takes_four_iterates_to_be_seen(rows: int, expected: int | None) -> None:
    assert settled_at((-1.0) ** np.arange(rows)[:, None]) == expected


@pytest.mark.parametrize(("change", "settled"), [(0.9e-9, True), (1.1e-9, False)])
def test_how_exactly_a_cycle_repeats(change: float, settled: bool) -> None:
    """‖xᵏ⁺² − xᵏ‖ against 10⁻⁹‖xᵏ⁺¹ − xᵏ‖: of points ±½ + ck/2, the first is c."""
    k = np.arange(30.0)[:, None]
    path = 0.5 * (-1.0) ** k + change * k / 2
    assert (settled_at(path) == 1) is settled


@pytest.mark.parametrize(("jump", "settled"), [(1.01, True), (0.99, False)])
def test_what_may_be_rounding_is_no_cycle(jump: float, settled: bool) -> None:
    """Jumps of about 2⁻⁴⁰‖xᵏ‖."""
    far = 64 * (1 + jump * 2.0**-40 * (np.arange(30) % 2)[:, None])
    assert (settled_at(far) == 1) is settled


def test_what_lies_on_the_limits() -> None:
    """A jump of 1 and a change of 10⁻⁹, which is a cycle; a jump of 2⁻⁴⁰‖xᵏ‖, which is none."""
    path = np.array([0.0, SETTLED - 1, SETTLED, SETTLED - 1])[:, None]
    assert abs(path[2] - path[1]) == 1
    assert settled_at(path) == 1
    assert settled_at(64 * (1 + FLOOR * (np.arange(31) % 2)[:, None])) is None


def test_a_run_is_followed_to_the_cycle() -> None:
    """f = x²/2, t = 1, ρ = 1/10: x⁺ = x − (x + 1/10) = −1/10, and back."""
    f = problem("quadratic[eigenvalues=(1.0,)]")
    sam = LIBRARY.get("methods", "sam")
    (run,) = follow(f, sam, Schedule("1"), Schedule("0.1"), np.array([[0.7]]), 9)
    assert run.start == (0.7,)
    assert run.reaches_cycle_at == 2
    assert run.radius == pytest.approx(0.1)
    assert run.distance == pytest.approx(0.1)
    assert run.last == pytest.approx([-0.1 * (-1) ** 9])
    (short,) = follow(f, sam, Schedule("1"), Schedule("0.1"), np.array([[0.7]]), 3)
    assert short.reaches_cycle_at is None
    assert short.radius is None
    (slow,) = follow(f, sam, Schedule("0.5"), Schedule("0.1"), np.array([[0.7]]), 3)
    assert slow.distance == pytest.approx(0.1)  # from 0.7 over 0.3, by x⁺ = x/2 − 1/20
