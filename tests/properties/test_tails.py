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
