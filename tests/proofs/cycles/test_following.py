"""When a run has settled on a cycle."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.proofs.cycles.following import settled_at

flint = pytest.importorskip("flint")


def test_settling_is_told_from_standing_still_and_from_drifting() -> None:
    k = np.arange(50.0)[:, None]
    assert settled_at((-1.0) ** k + 0.1**k) == 10
    assert settled_at(np.ones((50, 1))) is None
    assert settled_at(k) is None
    assert settled_at(1 + 1e-16 * (-1.0) ** k + 2e-16 * (k % 2)) is None  # rounding around 1
