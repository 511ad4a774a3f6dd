"""Limits of means err no more often than they say, whatever the law."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.statements.confidence import (
    log_wealth,
    lower_limit,
    seeds_by_variance,
    upper_by_variance,
    upper_limit,
)

CLAIMS, SEEDS, ERROR = 4000, 60, 0.05
Law = Callable[[np.random.Generator, tuple[int, int]], np.ndarray]

# Of mean 1 each; the variance of the last two is infinite, or would take 10⁶ draws to be seen.
LAWS: dict[str, Law] = {
    "bounded": lambda rng, size: rng.uniform(0, 2, size),
    "coin": lambda rng, size: 2.0 * rng.integers(0, 2, size),
    "chi-squared": lambda rng, size: rng.standard_normal(size) ** 2,
    "log-normal": lambda rng, size: np.exp(1.5 * rng.standard_normal(size) - 1.125),
    "pareto": lambda rng, size: (1 + rng.pareto(1.5, size)) / 3,
    "rare event": lambda rng, size: 1000.0 * (rng.uniform(size=size) < 1e-3),
}


def draws(law: str, claims: int = CLAIMS, seeds: int = SEEDS) -> np.ndarray:
    return LAWS[law](np.random.default_rng(7), (claims, seeds))


@pytest.mark.parametrize("law", LAWS)
def test_a_true_claim_is_seldom_refuted(law: str) -> None:
    """E X ≤ 1 is true; at error 0.05 it is refuted in a twentieth of all samples at most."""
    wealth = log_wealth(draws(law), np.ones(CLAIMS))
    assert np.mean(wealth >= -math.log(ERROR)) <= ERROR


@pytest.mark.parametrize("law", LAWS)
def test_the_wealth_has_a_mean_of_one_at_most(law: str) -> None:
    """It is near 1 for bounded laws: no part of the error is given away."""
    wealth = np.exp(log_wealth(draws(law, 40_000, 8), np.ones(40_000)))
    spread = wealth.std() / math.sqrt(len(wealth))
    assert wealth.mean() <= 1 + 5 * spread
    if law in ("bounded", "coin"):
        assert wealth.mean() >= 1 - 5 * spread


@pytest.mark.parametrize("law", [name for name in LAWS if name != "rare event"])
def test_the_same_claims_are_refuted_when_wrong_enough(law: str) -> None:
    """By 400 draws, E X ≤ 0.3."""
    wealth = log_wealth(draws(law, 200, 400), np.full(200, 0.3))
    assert np.mean(wealth >= -math.log(ERROR)) > 0.8


def test_rare_events_are_refuted_by_those_who_wait() -> None:
    wealth = log_wealth(draws("rare event", 50, 20_000), np.full(50, 0.2))
    assert np.mean(wealth >= -math.log(ERROR)) > 0.8


@pytest.mark.parametrize("law", ["bounded", "coin"])
def test_an_upper_limit_by_a_range_holds(law: str) -> None:
    x = draws(law, 200)
    limits = np.array([upper_limit(row, 2.0, ERROR) for row in x])
    assert np.mean(limits < 1) <= ERROR
    assert limits.max() < 2
    assert upper_limit(x[0], math.inf, ERROR) == math.inf


@pytest.mark.parametrize(("law", "variance"), [("bounded", 1 / 3), ("coin", 1), ("chi-squared", 2)])
def test_an_upper_limit_by_a_variance_holds(law: str, variance: float) -> None:
    limits = upper_by_variance(draws(law), variance, ERROR)
    assert np.mean(limits < 1) <= ERROR
    assert limits.mean() < 2


def test_a_variance_of_rare_events_does_not_mislead() -> None:
    """Most samples are all 0; the variance says how much they may hide."""
    limits = upper_by_variance(draws("rare event"), 999.0, ERROR)
    assert np.mean(limits < 1) <= ERROR
    assert upper_by_variance(draws("rare event"), math.inf, ERROR).min() == math.inf
    assert upper_by_variance(np.zeros(4), 1.0, 1e-6) == math.inf  # too few draws for any limit


def test_as_many_draws_as_are_said_bring_the_limit_to_the_bound() -> None:
    seeds = seeds_by_variance(1.0, 1.3, 0.5, 1e-4)
    for factor, within in ((0.99, False), (1.01, True)):
        limit = upper_by_variance(np.ones(round(factor * seeds)), 0.5, 1e-4)
        assert (limit <= 1.3) is np.bool_(within)
    assert seeds_by_variance(1.3, 1.3, 0.5, 1e-4) == math.inf


@settings(max_examples=60, deadline=None)
@given(
    x=st.lists(st.floats(0, 1e6), min_size=2, max_size=50).map(np.array),
    error=st.sampled_from([0.05, 1e-3, 1e-9]),
    scale=st.sampled_from([1e-12, 1.0, 1e12]),
)
def test_the_limit_is_where_the_wealth_reaches_the_threshold(
    x: np.ndarray, error: float, scale: float
) -> None:
    limit = lower_limit(scale * x, error)
    assert 0 <= limit <= scale * x.mean()
    if limit > np.finfo(float).tiny:  # below, numbers have fewer digits
        wealth = [log_wealth(scale * x, np.asarray(limit * s)) for s in (1 - 1e-9, 1 + 1e-9)]
        assert wealth[0] >= -math.log(error) - 1e-6 >= wealth[1] - 1e-5
    np.testing.assert_allclose(limit, scale * lower_limit(x, error), rtol=1e-9)


def test_edges() -> None:
    zero = np.zeros(5)
    assert log_wealth(zero, np.asarray(0.0)) <= 0  # E X ≤ 0 of what is 0
    assert log_wealth(np.array([0.0, 1e-300]), np.asarray(0.0)) == math.inf
    assert log_wealth(zero, np.asarray(-1.0)) == math.inf  # no X ≥ 0 has such a mean
    assert log_wealth(np.array([1.0, math.inf]), np.asarray(5.0)) == math.inf
    assert lower_limit(zero, 0.05) == 0
    assert 0 < lower_limit(np.array([1.0, math.inf, 1.0]), 0.05) < math.inf
