"""The ball of starts that converge to a cycle."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

flint = pytest.importorskip("flint")
from sam_theory.proofs.cycles import enclosure  # noqa: E402  # after the extra is known to be there
from sam_theory.proofs.cycles.attraction import attracted_ball  # noqa: E402
from sam_theory.setting.jets import jacobian, variables  # noqa: E402


def test_the_ball_of_starts_lies_in_the_basin() -> None:
    """d = |x| − 1 becomes d/2 + 10d³ and x changes sign: |d| < √(1/20) leads to the cycle ±1."""

    def image(box: enclosure.Box) -> tuple[enclosure.Box, Any]:
        x = variables(box)
        side = 1 if x[0] > 0 else -1
        d = side * x - 1
        return jacobian(-side * (1 + d / 2 + 10 * d * d * d))

    cycle = enclosure.enclose(image, np.array([1.0]))
    assert cycle is not None
    radius, rate = attracted_ball(image, cycle)
    assert 0.1 < radius < 0.05**0.5
    assert 0.25 < rate < 1
