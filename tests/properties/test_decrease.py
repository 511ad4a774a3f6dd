"""Whether f falls from some k on: each ground for and against."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sam_theory.properties.judge import judge
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Ending, Trace

K = np.arange(1, 2001.0)
ENDED = Ending(reason="overflow", iteration=2000, evidence="f is ∞ next")


def record(value: np.ndarray | None, step: np.ndarray | float, radius: np.ndarray | float) -> Trace:
    """A run on x = 1/k with these values and schedules."""
    x = 1 / K
    return trace_of_record(
        gradient_norm=x, value=value, iterate=x[:, None], step=step + 0 * K, radius=radius + 0 * K
    )


def told(trace: Trace, name: str = "decrease") -> str:
    """The verdict."""
    return str(judge(trace, Outlook(), [name])[name].status)


FALLS, RISES = 1 / K, 1 + 0.1 * (-1) ** K
ONCE = np.where(K == 500, 2.0, FALLS)  # rises once, in an octave of its own


@pytest.mark.parametrize(
    ("value", "step", "radius", "status"),
    [
        (FALLS, 0.1, 0.1, "consistent"),
        (FALLS + 1e-16 * (-1) ** K, 0.1, 0.1, "consistent"),
        (RISES, 0.1, 0.1, "violated"),
        (RISES, 0.1 * K**-0.5, 0.1, "undecided"),
        (RISES, 0.1, 0.1 * K**-0.5, "undecided"),
        (ONCE, 0.1, 0.1, "undecided"),
        (1 + np.where(K > 700, 0, 1e-3) * (-1) ** K, 0.1, 0.1, "undecided"),
        (None, 0.1, 0.1, "undecided"),
    ],
)
def test_f_falls_from_some_k_on(
    value: np.ndarray | None, step: np.ndarray | float, radius: np.ndarray | float, status: str
) -> None:
    assert told(record(value, step, radius)) == status


def test_rises_of_rounding_in_each_octave_are_none() -> None:
    """Those of the last octaves are rounding, though not those before."""
    rises = np.where(K < 400, 0.1, 3e-16) * (-1) ** K
    assert told(record(1 + rises, 0.1, 0.1)) == "undecided"


def test_a_run_that_ended_tells_nothing_unless_at_a_stationary_point() -> None:
    for value in (FALLS, RISES):
        ended = replace(record(value, 0.1, 0.1), ending=ENDED)
        assert told(ended) == "undecided"
        stopped = replace(ended, ending=replace(ENDED, reason="stationary"))
        assert told(stopped) == "consistent"
