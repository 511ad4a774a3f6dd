"""The noise of sequences, and how fast it fades."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.noise import fading, roughness
from sam_theory.runs.trace import window_edges

K = np.array([k for k in window_edges(60_000)[:-1] if k >= 40], dtype=np.float64)
SMOOTH = -0.7 * np.log(K)
NOISE = np.random.default_rng(2).standard_normal((20, len(K)))


def test_roughness_is_the_noise_and_nothing_else() -> None:
    assert roughness(K, SMOOTH) < 1e-4
    assert roughness(K, SMOOTH + 0.05 * NOISE) == pytest.approx(np.full(20, 0.05), rel=0.25)


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0])
def test_fading_is_the_power_of_the_variance(power: float) -> None:
    found = fading(K, SMOOTH + 0.05 * NOISE * (K / K[0]) ** (-power / 2))
    assert found.mean() == pytest.approx(power, abs=0.12)
    assert found.min() >= 0
    assert found.max() <= 1


def test_what_is_short_or_smooth_does_not_fade() -> None:
    assert fading(K[:7], NOISE[:, :7]).tolist() == [0.0] * 20
    assert fading(K, np.zeros((2, len(K)))).tolist() == [0.0, 0.0]
