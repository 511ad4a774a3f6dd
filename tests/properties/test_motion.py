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
