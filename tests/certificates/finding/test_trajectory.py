"""The step in floats is the method's own."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("flint")
from moving_cells import SQUARE, SWAPPED, setting

from sam_theory.certificates.finding.trajectory import advanced, trajectory


def test_a_step_at_several_k() -> None:
    x, k = np.array([[0.5], [-0.25]]), np.array([1, 4])
    assert advanced(SWAPPED, x, k).ravel() == pytest.approx([0.5 - 1.5, -0.25 + 4.25 / 4])


def test_a_run_ends_where_it_is_stationary_or_not_finite() -> None:
    assert len(trajectory(setting(SQUARE, "gradient-descent", "1"), (0.5,), 100)) == 2
    assert len(trajectory(setting(SQUARE, "gradient-descent", "1/2"), (0.5,), 100)) == 100
    assert len(trajectory(setting("power", "gradient-descent", "1"), (3.0,), 100)) < 20
