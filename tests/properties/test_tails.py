"""What tails say: falls, plateaus, deep falls, ends that follow a law of their own."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.tails import Tail, tendencies

K = np.geomspace(70, 5000, 25)


def tendency(z: np.ndarray, noise: float = 0.0, least: float = 0.0) -> Tendency:
    """That of one sequence."""
    tail = Tail(k=K, z=z[None], noise=np.array([noise]), fading=np.zeros(1), least=least)
    return tendencies(tail)[0]


def test_a_fall_tends_to_zero_and_a_plateau_does_not() -> None:
    assert tendency(-0.5 * np.log(K)).limit is Limit.ZERO
    assert tendency(np.log(1 + 5 / K)).limit is Limit.POSITIVE
    assert tendency(0 * K).limit is Limit.POSITIVE
    assert tendency(0.3 * np.log(K)).limit is Limit.POSITIVE


def test_a_small_fall_shows_nothing() -> None:
    assert tendency(-0.1 * np.log(K)).limit is Limit.OPEN
    assert tendency(-0.15 * np.log(K)).limit is Limit.ZERO


def test_noise_as_large_as_the_fall_shows_nothing() -> None:
    rough = np.random.default_rng(1).standard_normal(len(K))
    assert tendency(-0.5 * np.log(K) + rough, 1.0).limit is Limit.OPEN


def test_a_deep_fall_has_to_go_on() -> None:
    assert tendency(-K / 100).limit is Limit.ZERO
    assert tendency(np.maximum(-K / 50, -20.0)).limit is not Limit.ZERO


def test_an_end_may_follow_a_law_of_its_own() -> None:
    z = np.where(K < 250, np.sin(40 * np.log(K)), 0) - 0.7 * np.log(K)
    assert tendency(z).limit is Limit.ZERO
    assert tendency(z, noise=0.01).limit is Limit.OPEN


def test_an_end_that_stays_is_a_plateau() -> None:
    z = np.maximum(-3 * np.log(K / 800), 0) + 0.3 * np.sin(np.log(K)) * (K < 800)
    assert tendency(z).limit is Limit.POSITIVE


def test_what_falls_by_more_and_more_is_no_plateau() -> None:
    assert tendency(-1e-6 * K).limit is not Limit.POSITIVE
    assert tendency(1e-3 / K).limit is Limit.POSITIVE


def test_a_fall_that_no_law_fits_has_to_be_deep() -> None:
    leaps = -np.log(10) * np.repeat(np.arange(5.0), 5)
    assert tendency(leaps - 0.01 * np.arange(25)).limit is Limit.OPEN
    assert tendency(2 * leaps - 0.01 * np.arange(25)).limit is Limit.ZERO


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_is_open(bad: float) -> None:
    z = -np.log(K)
    z[3] = bad
    assert tendency(z).limit is Limit.OPEN


def test_too_few_numbers_are_open() -> None:
    tail = Tail(k=K[:4], z=-np.log(K[None, :4]), noise=np.zeros(1), fading=np.zeros(1))
    assert tendencies(tail)[0].limit is Limit.OPEN


def test_a_limit_below_the_least_is_not_believed() -> None:
    z = np.log(0.1 + 0.9 * (K / K[-1]) ** -0.5)
    assert tendency(z).limit is Limit.OPEN
    assert tendency(z, least=0.15).limit is Limit.ZERO


def test_the_interval_holds_the_limit_and_shares_are_of_the_last_octave() -> None:
    z = np.log(50 + 50 * (K / K[-1]) ** -1.0)
    found, level = tendency(z), np.exp(z[K[-1] / 2 < K].mean())
    low, high = found.interval
    assert low <= 50 <= high < 61
    assert (found.least, found.most) == pytest.approx((low / level, high / level))


def test_many_at_once_are_as_each_alone() -> None:
    rng = np.random.default_rng(4)
    z = -rng.uniform(0.1, 2, (8, 1)) * np.log(K) + 0.01 * rng.standard_normal((8, len(K)))
    elapsed = np.where(np.arange(8)[:, None] % 2 == 0, np.sqrt(K), np.nan)
    noise, fades = np.full(8, 0.01), np.linspace(0, 1, 8)
    whole = Tail(k=K, z=z, noise=noise, fading=fades, elapsed=elapsed)
    for i, found in enumerate(tendencies(whole)):
        one = slice(i, i + 1)
        alone = Tail(k=K, z=z[one], noise=noise[one], fading=fades[one], elapsed=elapsed[one])
        assert tendencies(alone)[0] == found


# ---- each bound from either side


@pytest.mark.parametrize(("power", "limit"), [(0.28, Limit.ZERO), (0.24, Limit.OPEN)])
def test_a_fall_has_to_be_some(power: float, limit: Limit) -> None:
    """By half a unit of its logarithm, in a tail of two units of log k."""
    k = np.geomspace(700, 5000, 25)
    tail = Tail(k=k, z=-power * np.log(k)[None], noise=np.zeros(1), fading=np.zeros(1))
    assert tendencies(tail)[0].limit is limit


@pytest.mark.parametrize(("power", "limit"), [(0.18, Limit.ZERO), (0.12, Limit.OPEN)])
def test_a_slow_power_may_be_one_of_the_logarithm(power: float, limit: Limit) -> None:
    """p log K of 1.2 and more is a power of k."""
    assert tendency(-power * np.log(K)).limit is limit


@pytest.mark.parametrize(("first", "limit"), [(650, Limit.ZERO), (850, Limit.OPEN)])
def test_a_short_tail_shows_no_law(first: float, limit: Limit) -> None:
    k = np.geomspace(first, 5000, 25)
    tail = Tail(k=k, z=-np.log(k)[None], noise=np.zeros(1), fading=np.zeros(1))
    assert tendencies(tail)[0].limit is limit


@pytest.mark.parametrize(
    ("fall", "late", "last", "zero"),
    [
        (15.0, 0.4, 0.01, True),
        (12.0, 0.4, 0.01, False),
        (15.0, 0.2, 0.01, False),
        (15.0, 0.4, -0.01, False),
    ],
)
def test_a_deep_fall_by_leaps_goes_on(fall: float, late: float, last: float, zero: bool) -> None:
    """By 10⁶, of which the later half adds three tenths, down to the last number."""
    z = -fall * np.repeat([0.0, 1 - late, 1.0], [10, 3, 12])
    z[13:24] += np.linspace(0.5, last, 11)
    z[:10] += 0.3 * (-1.0) ** np.arange(10)
    assert (tendency(z).limit is Limit.ZERO) is zero


def test_a_deep_fall_is_told_of_few_numbers() -> None:
    tail = Tail(k=K[:5], z=-4.0 * np.arange(5)[None], noise=np.zeros(1), fading=np.zeros(1))
    found = tendencies(tail)[0]
    assert found.limit is Limit.ZERO
    assert found.summable
    assert found.interval == (0.0, pytest.approx(np.exp(-16)))


@pytest.mark.parametrize(("change", "limit"), [(0.008, Limit.POSITIVE), (0.02, Limit.OPEN)])
def test_what_does_not_change_over_the_last_third_stays(change: float, limit: Limit) -> None:
    rough = np.where(K < 1300, -3 * np.log(K / 1300) + np.sin(30 * np.log(K)), 0.0)
    wiggle = change * np.resize([0.0, 1.0, 1.0, 0.0], len(K))
    assert tendency(np.where(K < 1300, rough, wiggle)).limit is limit


@pytest.mark.parametrize("fading", [0.0, 1.0])
def test_noise_that_fades_counts_less_early(fading: float) -> None:
    """The residual is that of the weighted numbers."""
    rough = np.where(K < 600, 0.1, 0.0) * np.random.default_rng(0).standard_normal(len(K))
    tail = Tail(
        k=K, z=(-0.5 * np.log(K) + rough)[None], noise=np.array([0.1]), fading=np.array([fading])
    )
    found = tendencies(tail)[0].residual
    assert (found < 0.04) is (fading == 1.0)
