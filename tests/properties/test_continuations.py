"""The limits that are admitted hold the true one, and no limit is invented."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.continuations import SMALL, Limits, limits
from sam_theory.properties.fits import SHARES, Basis
from sam_theory.runs.trace import window_edges

K = np.array([k for k in window_edges(5000)[:-1] if k >= 70], dtype=np.float64)[::4]
BASIS = Basis.of(K[None])


def admitted(y: np.ndarray, noise: float = 0.0) -> Limits:
    """The limits of y, (N,) or (R, N)."""
    z = np.log(np.atleast_2d(y))
    return limits(z, np.ones_like(z), np.full(len(z), noise), BASIS)


@pytest.mark.parametrize("share", [0.2, 0.3, 0.62, 0.9])
@pytest.mark.parametrize("power", [0.3, 0.5, 1.0])
def test_a_limit_is_found(share: float, power: float) -> None:
    found = admitted(share + (1 - share) * (K / K[-1]) ** -power)
    assert 0 < found.low[0] <= share <= found.high[0]
    assert found.high[0] - found.low[0] <= 0.25


@pytest.mark.parametrize("power", [0.1, 0.3, 1.0, 2.0])
def test_no_limit_is_invented(power: float) -> None:
    found = admitted(K**-power)
    assert found.low[0] == 0
    assert found.high[0] <= SMALL
    assert found.summable[0]


def test_the_sum_of_a_logarithm_is_not_told_to_converge() -> None:
    found = admitted(np.log(K) ** -0.5)
    assert found.low[0] == 0
    assert not found.summable[0]


def test_log_log_is_open() -> None:
    found = admitted(1 / np.log(np.log(K)))
    assert found.low[0] == 0
    assert found.high[0] > SMALL


def test_what_stays_has_its_level_for_a_limit() -> None:
    found = admitted(np.full(len(K), 0.3))
    assert found.low[0] >= SHARES[-2]
    assert found.high[0] == pytest.approx(1)


def test_what_grows_has_no_limit() -> None:
    assert admitted(K**0.5).low[0] == np.inf


def test_noise_widens_what_is_admitted() -> None:
    rng = np.random.default_rng(3)
    y = 0.4 + 0.6 * (K / K[-1]) ** -0.5 * np.ones((100, 1))
    noisy = admitted(y * np.exp(0.03 * rng.standard_normal(y.shape)), 0.03)
    assert np.mean((noisy.low <= 0.45) & (noisy.high >= 0.35)) >= 0.95
    width = noisy.high - noisy.low
    assert np.median(width) > 2 * (admitted(y[:1]).high - admitted(y[:1]).low)


@pytest.mark.parametrize(("power", "noise"), [(2, 0.8), (1, 0.5)])
def test_limits_above_the_least_of_noise_are_admitted(power: float, noise: float) -> None:
    """It comes down to 1, and its least value lies far below."""
    rough = noise * np.random.default_rng(4).standard_normal((400, len(K)))
    y = (1 + (K / K[-1]) ** -power) * np.exp(rough)
    assert np.mean(admitted(y, noise).high * y[:, -1] < 1) <= 0.02


def test_a_second_clock_tells_what_the_first_does_not() -> None:
    elapsed = np.interp(np.log(K), np.log(K)[[0, 9, 12, -1]], [10.0, 20.0, 80.0, 90.0])[None]
    z = -np.log(elapsed)
    both = BASIS.beside(Basis.of(elapsed, elapsed=True))
    one = np.ones_like(z)
    by_k, by_both = (limits(z, one, np.zeros(1), basis) for basis in (BASIS, both))
    assert by_both.residual[0] < 1e-6 < by_k.residual[0]
    assert by_both.high[0] <= SMALL


def test_many_are_judged_as_each_alone() -> None:
    rng = np.random.default_rng(9)
    y = K ** -rng.uniform(0.2, 2, (6, 1)) * np.exp(0.01 * rng.standard_normal((6, len(K))))
    together, noise = admitted(y, 0.01), 0.01
    for run in range(6):
        alone = admitted(y[run], noise)
        assert alone.low[0] == together.low[run]
        assert alone.high[0] == together.high[run]


# ---- each rule by what it keeps out


def waved(size: float, times: float) -> np.ndarray:
    """A power that tends to three tenths, or half, of its last value, under waves of log k."""
    return np.asarray(1 + size * np.sin(times * np.log(K)))


TO_A_THIRD = 0.3 + 0.7 * (K / K[-1]) ** -0.5


def test_an_exact_fit_does_not_exclude_what_fits_nearly_as_exactly() -> None:
    assert admitted(np.log(K) ** -0.5).high[0] > SMALL


def test_a_law_that_is_nearly_exact_has_rivals() -> None:
    """A residual of 0.2 % may be a misfit of the models: what fits to 0.3 % is admitted, too."""
    found = admitted(TO_A_THIRD * waved(3e-3, 9))
    assert 1e-3 < found.residual[0] < 3e-3
    assert found.low[0] == 0
    assert 0.1 < found.least[0] <= 0.3 < found.high[0] <= 0.4
    more = admitted(TO_A_THIRD * waved(5e-4, 9))
    assert 0.2 < more.low[0] <= 0.3 < more.high[0] <= 0.4


def test_a_slow_power_under_noise_may_be_none() -> None:
    """Its fall of a tenth in the tail may as well end anywhere, if noise may have made it."""
    assert SMALL < admitted(K**-0.03, 0.3).high[0] <= 0.8
    assert admitted(K**-0.03, 0.01).high[0] < SMALL


def test_residuals_that_are_alike_are_fewer() -> None:
    wavy = (0.5 + 0.5 * (K / K[-1]) ** -0.5) * waved(0.03, 2)
    assert admitted(wavy, 0.01).high[0] > 0.5


def test_noise_without_a_fall_may_hide_a_slow_one() -> None:
    rough = np.exp(0.3 * np.random.default_rng(0).standard_normal((20, len(K))))
    assert np.mean(admitted(rough, 0.3).low == 0) >= 0.7


def test_only_limits_near_zero_have_a_rate_and_a_sum() -> None:
    for y in (np.full(len(K), 1.0), 0.6 + 0.4 * (K / K[-1]) ** -0.5):
        assert not admitted(y).summable[0]
        assert admitted(y).rate[0] == np.inf
    assert admitted(K**-0.5).rate[0] == pytest.approx(0.5)
