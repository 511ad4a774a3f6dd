"""The noise of sequences, and how fast it fades."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.judge import judge
from sam_theory.properties.noise import fading, roughness
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import window_edges
from sam_theory.verdict import Status

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


@pytest.mark.parametrize("noise", [0.05, 0.2])
def test_a_slow_exponential_under_noise_is_no_plateau(noise: float) -> None:
    """It falls by a tenth over the record, which its noise does not hide."""
    k = np.arange(1, 2001.0)
    for seed in range(5):
        shaken = 1 + noise * np.random.default_rng(seed).uniform(-1, 1, len(k))
        trace = trace_of_record(gradient_norm=np.exp(-k / 2e4) * shaken, step=0.1 + 0 * k)
        verdict = judge(trace, Outlook(), ("gradient-limit",))["gradient-limit"]
        assert verdict.status is Status.UNDECIDED
