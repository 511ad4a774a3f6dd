"""The step chosen for a horizon."""

from __future__ import annotations

from math import log

import pytest
from gaps import constants

from sam_theory.statements.conclusions.horizons import horizon_step


@pytest.mark.parametrize(
    ("radius", "gap", "T", "expected"),
    [
        (0.7, 1.3, 200, log(0.16 * 1.3 * 200**2 / (27 * 0.49)) / (0.4 * 200)),
        (0.05, 1.3, 2000, log(0.16 * 1.3 * 2000**2 / (27 * 0.0025)) / (0.4 * 2000)),
        (20.0, 1.3, 200, 1 / (0.4 * 200)),  # the logarithm is below 1
        (0.7, 0.0, 200, 1 / (0.4 * 200)),  # it is −∞
        (0.7, 1.3, 10, 1 / 6),  # 1/(2β) is less
        (0.0, 1.3, 10_000, 1 / 6),  # the logarithm is ∞
    ],
)
def test_the_step_for_a_horizon(radius: float, gap: float, T: int, expected: float) -> None:
    """η = min{(1/(μT)) max{1, log(μ²ΔT²/(β³ρ²))}, 1/(2β)}, μ = 0.4, β = 3."""
    assert horizon_step(constants(radius, gap), T) == pytest.approx(expected, rel=1e-12)
