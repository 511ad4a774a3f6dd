"""Drifts behind swings: seen where they follow a law and stand out from rounding."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.analysis import analyses
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record

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
