"""Claims about means: what is decided, at which error, and what would decide the rest."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from sam_theory.statements.expectations import ERROR, decide
from sam_theory.statements.samples import Certified, Sample
from sam_theory.verdict import Status

RNG = np.random.default_rng(3)
K = np.array([2, 5, 9])
ONE = RNG.standard_normal((3, 1000)) ** 2  # of mean 1
HEAVY = (1 + np.random.default_rng(0).pareto(1.5, (3, 1000))) / 3  # of mean 1


def status(values: np.ndarray, bound: float, certified: Certified | None = None) -> Status:
    sample = Sample.known(K[: len(values)], values, "q")
    return decide(sample, np.full(len(values), bound), certified=certified).status


def test_claims_far_from_the_mean_are_decided_and_those_near_it_are_not() -> None:
    assert status(ONE, 0.5) is Status.VIOLATED
    assert status(ONE, 2.0) is Status.CONSISTENT
    assert status(ONE, 0.95) is Status.UNDECIDED
    assert status(ONE, 1.05) is Status.UNDECIDED


def test_one_k_is_enough_to_violate_and_all_are_needed_to_agree() -> None:
    sample = Sample.known(K, ONE, "q")
    assert decide(sample, np.array([4.0, 4.0, 0.4])).status is Status.VIOLATED
    assert decide(sample, np.array([4.0, 4.0, 1.1])).status is Status.UNDECIDED
    assert "at k = 9" in decide(sample, np.array([4.0, 4.0, 0.4])).evidence


def test_the_evidence_has_mean_interval_seeds_and_error() -> None:
    verdict = decide(Sample.known(K, ONE, "f(xᵏ) − f*"), np.full(3, 3.0))
    found = re.search(r"at k = (\d) is ([\d.]+), in \[([\d.]+), ([\d.]+)\]", verdict.evidence)
    assert found is not None
    k, mean, low, high = int(found[1]), *map(float, found.groups()[1:])
    assert mean == pytest.approx(ONE[list(K).index(k)].mean(), rel=1e-3)
    assert low < 1 < high < 3
    assert "1,000 seeds" in verdict.evidence
    assert "error 1e-06 over 3 values of k" in verdict.evidence
    assert "as far as the sample goes" in verdict.evidence
    assert verdict.slack == pytest.approx(3 - mean, rel=1e-3)


def test_what_is_certified_is_named_and_used() -> None:
    values = RNG.uniform(0, 1, (3, 400))
    by_range = Certified(source="0 ≤ q ≤ 1, by hand", greatest=1.0)
    loose = Certified(source="q ≤ 50, by hand", greatest=50.0)
    assert decide(Sample.known(K, values, "q"), np.full(3, 0.8), certified=by_range).holds
    sample = Sample.known(K, values, "q")
    assert decide(sample, np.full(3, 0.8), certified=loose).evidence.count("the sample goes") == 1
    rare = replace(sample, showing=np.full(3, 13.0))
    assert decide(rare, np.full(3, 0.8), certified=loose).status is Status.UNDECIDED
    by_k = replace(by_range, greatest=np.array([1.0, 1.0, 50.0]))
    assert decide(rare, np.full(3, 0.8), certified=by_k).status is Status.UNDECIDED
    assert decide(rare, np.full(3, 0.8), certified=by_range).holds
    verdict = decide(Sample.known(K, values, "q"), np.full(3, 0.8), certified=by_range)
    assert verdict.evidence.endswith("; 0 ≤ q ≤ 1, by hand")
    by_variance = Certified(source="Var q ≤ 1/12, by hand", variance=1 / 12)
    assert status(values, 0.8, by_variance) is Status.CONSISTENT
    assert status(values, 0.51, by_variance) is Status.UNDECIDED


def test_a_certified_least_value_sharpens_the_lower_limit() -> None:
    values = 100 + RNG.uniform(0, 1, (3, 400))
    assert status(values, 100.2) is Status.UNDECIDED
    assert status(values, 100.2, Certified(source="q ≥ 100", least=100.0)) is Status.VIOLATED


def test_events_that_a_sample_cannot_show_violate_nothing() -> None:
    """q = 1000 of probability 10⁻³: the mean is 1, and a sample with three has a mean of 3."""
    values = np.zeros((1, 1000))
    values[0, :3] = 1000.0
    assert status(values, 1.0) is Status.UNDECIDED
    assert status(values, 4.0) is Status.UNDECIDED
    assert status(values, 60.0) is Status.UNDECIDED
    assert status(values, 60.0, Certified(source="q ≤ 1000", greatest=1e3)) is Status.CONSISTENT


def test_a_range_that_a_seed_exceeds_certifies_nothing() -> None:
    top = float(ONE.max())
    for greatest, held in ((top, Status.CONSISTENT), (0.99 * top, Status.UNDECIDED)):
        assert status(ONE, top, Certified(source="by hand", greatest=greatest)) is held


def test_what_is_drawn_too_rarely_to_be_seen_may_carry_the_mean() -> None:
    sample = Sample(k=K, low=ONE, high=ONE, what="q", showing=np.array([20.0, 15.0, 13.0]))
    verdict = decide(sample, np.full(3, 4.0))
    assert verdict.status is Status.UNDECIDED
    assert "at k = 9" in verdict.evidence
    assert "drawn too rarely" in verdict.evidence
    assert decide(replace(sample, showing=np.full(3, 15.0)), np.full(3, 4.0)).holds


@pytest.mark.parametrize("spread", [3.0, 6.0, 12.0])
def test_a_sample_over_decades_tells_nothing_of_its_mean(spread: float) -> None:
    """A lognormal of mean 1: its median is exp(−s²/2), and few draws, or none, carry the mean."""
    values = np.random.default_rng(5).lognormal(-(spread**2) / 2, spread, (1, 1000))
    for bound in (0.25, 0.5, 0.8):
        assert status(values, bound) is not Status.CONSISTENT
    verdict = decide(Sample.known(K[:1], values, "q"), np.array([4.0]))
    assert verdict.status is Status.UNDECIDED
    assert "equal ones" in verdict.evidence


def test_heavy_tails_are_not_taken_for_light_ones() -> None:
    """Where one draw may hold much of the mean, an upper limit is far up."""
    assert status(HEAVY, 1.1) is Status.UNDECIDED
    assert status(HEAVY, 0.25) is Status.VIOLATED


def test_a_few_seeds_show_nothing_of_a_tail() -> None:
    equal = 1 + 1e-3 * ONE
    assert status(equal[:, :101], 1e3) is Status.CONSISTENT
    assert status(equal[:, :99], 1e3) is Status.UNDECIDED
    assert status(ONE[:, :101], 1e3) is Status.UNDECIDED  # they weigh as much as 33 equal ones
    assert status(ONE[:, :9], 1e3, Certified(source="q ≤ 99", greatest=99.0)) is Status.CONSISTENT
    verdict = decide(Sample.known(K, ONE[:, :9], "q"), np.full(3, 1e3))
    assert "270 seeds or more would decide" in verdict.evidence


def test_at_the_start_nothing_is_drawn() -> None:
    sample = Sample.known(np.array([1]), np.full((1, 9), 2.0), "q")
    assert decide(sample, np.array([2.0])).status is Status.CONSISTENT
    assert decide(sample, np.array([1.999])).status is Status.VIOLATED
    loose = Certified(source="q ≤ 9", greatest=9.0)
    assert decide(sample, np.array([2.0]), certified=loose).status is Status.CONSISTENT
    later = Sample.known(np.array([2]), np.full((1, 9), 2.0), "q")
    assert decide(later, np.array([1.999])).status is Status.UNDECIDED


@pytest.mark.parametrize("bound", [0.85, 1.2])
def test_as_many_seeds_as_are_said_decide(bound: float) -> None:
    verdict = decide(Sample.known(K, ONE, "q"), np.full(3, bound))
    found = re.search(r"about ([\d,]+) seeds would decide", verdict.evidence)
    assert found is not None
    needed = int(found[1].replace(",", ""))
    assert 1000 < needed < 10_000
    # Twice as many, since they are other ones and the rate is that of the sample.
    values = np.random.default_rng(9).standard_normal((3, 2 * needed)) ** 2
    assert status(values, bound) is not Status.UNDECIDED
    few = np.random.default_rng(9).standard_normal((3, needed // 3)) ** 2
    assert status(few, bound) is Status.UNDECIDED


def test_a_bound_at_the_mean_is_decided_by_no_number() -> None:
    values = np.tile([0.0, 2.0], (1, 500))
    verdict = decide(Sample.known(K[:1], values, "q"), np.array([1.0]))
    assert "too close for any number of seeds" in verdict.evidence


def test_what_is_lost_neither_violates_nor_agrees() -> None:
    low, high = ONE.copy(), ONE.copy()
    low[2, :5], high[2, :5] = 0.0, np.inf
    sample = Sample(k=K, low=low, high=high, what="q")
    verdict = decide(sample, np.full(3, 100.0))
    assert verdict.status is Status.UNDECIDED
    assert "of 5 seeds it is not known, as they overflow" in verdict.evidence
    assert decide(sample, np.full(3, 0.3)).status is Status.VIOLATED
    all_lost = Sample(k=K, low=0 * low, high=np.full_like(high, np.inf), what="q")
    assert decide(all_lost, np.full(3, 0.3)).status is Status.UNDECIDED


def test_bounds_beyond_the_range_decide_nothing() -> None:
    assert status(ONE, np.inf) is Status.UNDECIDED
    assert status(ONE, np.nan) is Status.UNDECIDED


def test_rounding_violates_nothing() -> None:
    values = np.full((1, 10**5), 1.0)
    assert status(values, 1 - 1e-10) is not Status.VIOLATED
    assert status(values, 1 - 1e-3) is Status.VIOLATED
    start = Sample.known(np.array([1]), values[:, :3], "q")
    assert decide(start, np.array([1 - 1e-10])).status is Status.CONSISTENT


def test_the_error_is_of_all_k_together() -> None:
    """Claims that hold at forty k each: at error 0.2 a fifth of them is violated at most."""
    rng, violated = np.random.default_rng(1), 0
    for _ in range(200):
        sample = Sample.known(np.arange(2, 42), 2.0 * rng.integers(0, 2, (40, 30)), "q")
        violated += decide(sample, np.ones(40), error=0.2).status is Status.VIOLATED
    assert violated <= 40
    assert ERROR == 1e-6
