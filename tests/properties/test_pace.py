"""What recorded schedules show: whether Σt = ∞, whether they vanish, move, or leap."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.outlook import Outlook
from sam_theory.properties.pace import Course, Pace
from sam_theory.properties.windows import Windows
from sam_theory.runs.outside import trace_of_record
from sam_theory.verdict import Status

K = np.arange(1, 5001.0)
ENDLESS, FINITE, UNCERTAIN = Course.ENDLESS, Course.FINITE, Course.UNCERTAIN


def pace(step: np.ndarray | None, radius: np.ndarray | None = None, **known: object) -> Pace:
    """The schedules of a record."""
    count = len(K if step is None else step)
    trace = trace_of_record(gradient_norm=np.ones(count), step=step, radius=radius)
    return Pace.of(trace, Outlook(**known), Windows.of(trace))  # type: ignore[arg-type]  # names by hand


def after(share: float, power: float) -> np.ndarray:
    """Constant, and from this share of the record on a power of k."""
    return np.minimum(1.0, (K / (share * K[-1])) ** -power)


LEAPING = np.where(K < 200, 1.0, np.where(K < 1500, 0.1, 0.01))
WRITTEN = 1 + 1e-8 * np.random.default_rng(0).random(len(K))


@pytest.mark.parametrize(
    ("step", "course"),
    [
        (0 * K + 0.1, ENDLESS),
        (K**-0.5, ENDLESS),
        (1 / K, ENDLESS),
        (1 / (K + 30), ENDLESS),
        (K**-1.5, FINITE),
        (K**-1.25, FINITE),
        (K**-1.15, UNCERTAIN),  # 1/(k log k)^1.28, for all that it shows
        (1 / (K * np.log(K + 1)), UNCERTAIN),
        (1 / (K * np.log(K + 1) ** 1.5), UNCERTAIN),
        (after(0.4, 1.7), UNCERTAIN),  # steeper at the end than k^(−1.5)
        (after(0.4, 1.2), ENDLESS),
        (1 - K / 5001, UNCERTAIN),
        (np.append(np.ones(4999), 0.0), UNCERTAIN),  # ends at 0
        (LEAPING, UNCERTAIN),
        (LEAPING * WRITTEN, UNCERTAIN),
        (np.where(K < 200, 0.01, 1.0), ENDLESS),  # it rose
        (np.where(np.log2(K) % 1 < 0.5, 1.0, 0.1), ENDLESS),  # to and fro
        (10.0 ** -np.floor(K / 800), FINITE),
        (2.0 ** -np.floor(np.log2(K) / 1.5), ENDLESS),  # many leaps, like k^(−2/3)
    ],
)
def test_the_course_of_recorded_steps(step: np.ndarray, course: Course) -> None:
    assert pace(step).course is course


def test_exact_knowledge_comes_first() -> None:
    assert pace(K**-2.0, step_diverges=Status.PROVED).course is ENDLESS
    assert pace(K**-0.5, step_diverges=Status.REFUTED).course is FINITE
    assert pace(None).course is Course.UNKNOWN
    assert pace(K**-0.5, step_vanishes=Status.REFUTED).step_vanishes is False
    assert pace(0 * K + 1, step_vanishes=Status.PROVED).step_vanishes is True


@pytest.mark.parametrize("power", [1.5, 2.0])
def test_what_is_left_of_the_steps(power: float) -> None:
    """Twice what a power of k leaves after the record."""
    left = K[-1] ** (1 - power) / (power - 1)
    assert pace(K**-power).rest == pytest.approx(2 * left, rel=0.1)
    assert pace(K**-1.01, step_diverges=Status.REFUTED).rest == np.inf
    assert pace(K**-0.5).rest == np.inf


@pytest.mark.parametrize(
    ("step", "vanishes", "moves"),
    [
        (0 * K + 1, False, False),
        (WRITTEN, False, False),
        (K**-0.5, True, True),
        (K**-0.05, False, True),
        (0.1 + K**-0.5, False, True),
        (1e-3 + K**-0.5, False, True),  # a limit of 7 % of the last value
        (np.append(np.ones(3000), np.zeros(2000)), True, True),
        (after(0.6, 3.0), False, True),  # it fell by half, not for long
    ],
)
def test_steps_that_vanish_or_move(step: np.ndarray, vanishes: bool, moves: bool) -> None:
    found = pace(step, radius=step, constant_error=1.0)
    assert (found.step_vanishes, found.radius_vanishes) == (vanishes, vanishes)
    assert (found.step_moves, found.radius_moves) == (moves, moves)


def walk(step: np.ndarray, noise: float = 1.0) -> np.ndarray:
    """x⁺ = x − t(1.9x + noise), with these steps and f″ = 1.9."""
    shaken = noise * np.random.default_rng(3).standard_normal(len(step))
    x = np.ones((len(step), 1))
    for k in range(len(step) - 1):
        x[k + 1] = x[k] - step[k] * (1.9 * x[k] + shaken[k])
    return x


@pytest.mark.parametrize(
    ("step", "noise", "moves"),
    [
        (0 * K + 0.1, 1.0, False),
        (0 * K + 2 / 1.9, 0.0, False),  # it swings for ever
        (K**-0.4, 1.0, None),
        (1 / np.log(K + 1), 1.0, None),
    ],
)
def test_without_steps_the_way_from_row_to_row_tells(
    step: np.ndarray, noise: float, moves: bool | None
) -> None:
    x = walk(step, noise)
    trace = trace_of_record(gradient_norm=1.9 * np.abs(x[:, 0]), iterate=x)
    found = Pace.of(trace, Outlook(), Windows.of(trace))
    assert (found.step_moves, found.even) == (moves, moves is False)
    rows = trace_of_record(k=K[::2], gradient_norm=np.abs(x[::2, 0]), iterate=x[::2])
    for record in (rows, trace_of_record(gradient_norm=np.abs(x[:, 0]))):
        assert Pace.of(record, Outlook(), Windows.of(record)).step_moves is None


@pytest.mark.parametrize(
    ("step", "dies"), [(K**-0.25, True), (K**-0.15, False), (np.append(K[1:] * 0 + 1, 0.5), False)]
)
def test_steps_that_die_fall_at_the_end(step: np.ndarray, dies: bool) -> None:
    assert pace(step).step_dies is dies
    assert pace(step, step_vanishes=Status.REFUTED).step_dies is False


def test_one_row_of_a_cycle_is_no_end() -> None:
    """The last window holds the least one of seven steps in turn."""
    step = ((K + 1) % 7 + 1)[:4871]
    assert pace(step).course is ENDLESS
    assert pace(step).step_dies is False
