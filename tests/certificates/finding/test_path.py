"""The step in floats is the method's own."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("flint")
from moving_cells import SQUARE, SWAPPED, setting

from sam_theory.certificates.finding.path import advanced, path


def test_a_step_at_several_k() -> None:
    x, k = np.array([[0.5], [-0.25]]), np.array([1, 4])
    assert advanced(SWAPPED, x, k).ravel() == pytest.approx([0.5 - 1.5, -0.25 + 4.25 / 4])


def test_a_run_ends_where_it_is_stationary_or_not_finite() -> None:
    def length(problem: str, step: str, start: float) -> int:
        return len(path(setting(problem, "gradient-descent", step), np.array([start]), 100).rows)

    assert length(SQUARE, "1", 0.5) == 2
    assert length(SQUARE, "1/2", 0.5) == 100
    assert length("power", "1", 3.0) < 20
