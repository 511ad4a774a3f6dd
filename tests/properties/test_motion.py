"""Drifts behind swings: seen where they follow a law and stand out from rounding."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from holding import altered

from sam_theory.properties.analysis import analyses
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Trace

K = np.arange(1, 5001.0)


@pytest.mark.parametrize(
    ("drift", "size", "opened"),
    [
        (np.log(K + 1) ** 0.5, 1.0, True),
        (np.log(K + 1) ** 0.5, 1e-14, False),  # lost in the rounding of what swings
        (1 / K, 1.0, False),  # comes to rest
    ],
)
def test_a_drift_behind_a_swing_that_dies_out(drift: np.ndarray, size: float, opened: bool) -> None:
    swing = 20 * K**-0.5 * (-1.0) ** K
    x = np.stack([size * drift, swing, 0 * K + 1], axis=1)
    (seen,) = analyses([trace_of_record(gradient_norm=np.abs(swing), iterate=x)], [Outlook()])
    assert ("behind its swings" in seen.motion.moves.evidence) is opened


def test_each_run_is_confined_by_its_own_boxes() -> None:
    """Together as alone: those that swing alike, wider and wider, and along one coordinate only."""
    swing, still = (-1.0) ** K, 0 * K + 1
    paths = [
        (np.stack(x, axis=1), held)
        for x, held in (
            ([swing, still], True),
            ([swing * K, still], False),
            ([swing, np.log(K)], False),
            ([still, swing * K**-0.1], True),
        )
    ]
    traces = [trace_of_record(gradient_norm=np.abs(swing), iterate=x) for x, _ in paths]
    together = analyses(traces, [Outlook()] * len(traces))
    alone = [analyses([trace], [Outlook()])[0] for trace in traces]
    expected = [held for _, held in paths]
    assert [seen.motion.confined for seen in together] == expected
    assert [seen.motion.confined for seen in alone] == expected


TOGETHER = {  # x, in two coordinates, and f
    "swings": ([(-1.0) ** K, 1 / K], 1 + 1 / K),
    "takes off": ([0 * K + 1, 1e-9 * 1.003**K], -1e-9 * 1.003**K),
    "falls": ([1 / K, 2 / K], 1 / K**2),
    "rises": ([np.log(K), 0 * K], np.log(K)),
}


def _highest(trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    assert trace.values is not None
    assert trace.iterates is not None
    return trace.values.high, trace.iterates.high[:, 0]


def test_what_is_told_of_runs_together_is_told_of_each_alone() -> None:
    traces = [
        trace_of_record(gradient_norm=1 / K, value=f, iterate=np.stack(x, axis=1))
        for x, f in TOGETHER.values()
    ]
    beyond = [np.where(np.arange(len(a)) < 90, a, np.inf) for a in _highest(traces[-1])]
    changes = {"values.high": beyond[0], "iterates.high": beyond[1][:, None] + [0.0, 0.0]}
    traces.append(altered(traces[-1], changes))
    together = analyses(traces, [Outlook()] * len(traces))
    alone = [analyses([trace], [Outlook()])[0] for trace in traces]
    with np.errstate(all="ignore"):  # as where all of them are judged
        for one, other in zip(together, alone, strict=True):
            a, b = one.motion, other.motion
            again = replace(a)  # has to find out for itself
            assert (a.swings, a.takes_off) == (b.swings, b.takes_off)
            assert (a.swings, a.takes_off) == (again.swings, again.takes_off)
            assert (a.moves, a.rests, a.confined) == (b.moves, b.rests, b.confined)
            f, g = one.heights, other.heights
            assert (f.rises, f.noise) == (g.rises, g.noise)
            assert (f.monotone, f.bounded_above) == (g.monotone, g.bounded_above)
    assert [seen.motion.swings for seen in together] == [True, False, False, False, False]
    assert [seen.motion.takes_off for seen in together] == [False, True, False, False, False]
    assert [seen.heights.monotone for seen in together] == [True, True, True, False, False]
