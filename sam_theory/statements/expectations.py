"""Claims E q(xᵏ) ≤ bound(k), held against draws of q ≥ 0, for all recorded k at once."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sam_theory.statements.confidence import (
    STAKES,
    growth,
    log_average,
    lower_limit,
    seeds_by_variance,
    upper_by_variance,
    upper_limit,
)
from sam_theory.statements.samples import LEAST_SEEDS, Certified, Sample
from sam_theory.verdict import Verdict, consistent, undecided, violated

ERROR = 1e-6  # of a verdict, over all its k and both its sides
ROUNDING = 1e-9  # relative size of an excess that rounding could explain
MOST_SEEDS = 1e9  # more are not asked for


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """The mean of q at an iteration, between limits that hold but for an event of ERROR."""

    what: str
    k: int
    seeds: int
    mean: float
    most: float  # the mean of the sample is in [mean, most], as q is not known exactly
    lower: float
    upper: float
    bound: float  # what is claimed of it

    def __str__(self) -> str:
        least, most = f"{self.mean:.4g}", f"{self.most:.4g}"
        mean = least if least == most else f"{least} to {most}"
        return (
            f"the mean of {self.what} over {self.seeds:,} seeds at k = {self.k:,} is {mean}, "
            f"in [{self.lower:.4g}, {self.upper:.4g}], against {self.bound:.6g}"
        )


def decide(
    sample: Sample,
    bound: np.ndarray,  # (W,)
    *,
    certified: Certified | None = None,
    error: float = ERROR,
) -> Verdict:
    """Whether E q(xᵏ) ≤ bound(k) for every recorded k; `error` is that of the whole verdict.

    `violated` only if a lower confidence bound that asks for nothing but q ≥ 0 exceeds the bound
    for some k. `consistent` if an upper one lies within for every k: by what is certified, or else,
    where the sample tells of the tail, as far as it goes, as if q were nowhere further above its
    largest value in the sample than that is above its smallest. Otherwise `undecided`, with the
    number of seeds that would decide: log W grows in proportion to S, at the rate that it shows.
    """
    bound = np.asarray(bound, dtype=np.float64)
    if not np.isfinite(bound).all():
        return undecided(f"the bound on {sample.what} leaves the floating-point range")
    held = _Held.of(sample, bound * (1 + ROUNDING), certified, error / (2 * len(bound)))
    if held.exceeded.any():
        at = int(np.argmax(np.where(held.exceeded, held.above, -np.inf)))
        found = held.estimate(at, bound)
        return violated(f"{found}{held.terms(error)}", found.bound - found.mean)
    beyond = _beyond(sample, certified)
    if beyond:
        return undecided(beyond)
    with np.errstate(all="ignore"):
        excess = sample.high.mean(axis=1) / bound
    if held.within.all():
        at = int(np.argmax(np.where(np.isnan(excess), -np.inf, excess)))
        found = held.estimate(at, bound)
        return consistent(f"{found}{held.terms(error)}{held.proviso}", found.bound - found.most)
    return held.open(bound, excess)


@dataclass(frozen=True, kw_only=True)
class _Held:
    """A sample held against a bound, k by k."""

    sample: Sample
    certified: Certified | None
    error: float  # for one k and one side
    least: float
    top: np.ndarray  # (W,), what q is taken not to exceed
    above: np.ndarray  # (W,), log W against "the mean is at most the bound"
    exceeded: np.ndarray  # (W,) of bool
    within: np.ndarray  # (W,) of bool
    sure: np.ndarray  # (W,) of bool, whether that rests on what is certified alone
    seeds: tuple[np.ndarray, np.ndarray]  # (W,), how many would violate, and how many agree

    @classmethod
    def of(
        cls, sample: Sample, bound: np.ndarray, certified: Certified | None, error: float
    ) -> _Held:
        least = 0.0 if certified is None else certified.least
        top, fixed = _top(sample, certified), sample.k == 1
        up = growth(np.maximum(sample.low - least, 0.0), bound - least)
        above = log_average(sample.seeds * up)
        exceeded = np.where(fixed, sample.low[:, 0] > bound, above >= -math.log(error))
        sure, rate = _within(sample, bound, np.broadcast_to(top, sample.k.shape), error)
        if certified is not None:
            sure |= upper_by_variance(sample.high, certified.variance, error) <= bound
        seen, seen_rate = _within(sample, bound, _farthest(sample), error)
        tells = sample.tells
        return cls(
            sample=sample,
            certified=certified,
            error=error,
            least=least,
            top=np.where(sure, top, _farthest(sample)),
            above=np.where(fixed & exceeded, np.inf, above),
            exceeded=exceeded,
            within=np.where(fixed, sample.high[:, 0] <= bound, sure | (seen & tells)),
            sure=fixed | sure,
            seeds=_seeds(
                sample, bound, certified, (up.max(axis=0), np.where(tells, seen_rate, rate)), error
            ),
        )

    def estimate(self, at: int, bound: np.ndarray) -> Estimate:
        """The mean at the k of that row."""
        low, high = self.sample.low[at], self.sample.high[at]
        top, k = float(self.top[at]), int(self.sample.k[at])
        if k == 1:
            lower, upper = float(low[0]), float(high[0])
        else:
            lower = self.least + lower_limit(np.maximum(low - self.least, 0.0), self.error)
            upper = upper_limit(high, top, self.error)
        if self.certified is not None and k > 1:
            other = upper_by_variance(high, self.certified.variance, self.error)
            upper = min(upper, float(other))
        return Estimate(
            what=self.sample.what,
            k=k,
            seeds=self.sample.seeds,
            mean=float(low.mean()),
            most=float(high.mean()),
            lower=lower,
            upper=upper,
            bound=float(bound[at]),
        )

    def terms(self, error: float) -> str:
        """For what the interval stands."""
        return f" (error {error:.0e} over {len(self.top)} values of k and both sides)"

    @property
    def proviso(self) -> str:
        """What the upper limits rest on."""
        if self.certified is not None and self.sure.all():
            return f"; {self.certified.source}"
        return (
            "; the upper limit as far as the sample goes: if no draw exceeds its largest value by "
            "more than that exceeds its smallest"
        )

    def open(self, bound: np.ndarray, excess: np.ndarray) -> Verdict:
        """The verdict where nothing is decided."""
        left = np.flatnonzero(~self.within)
        at = int(left[np.argmax(np.nan_to_num(excess[left], nan=np.inf, posinf=np.inf))])
        lost = int(np.isinf(self.sample.high[at]).sum())
        to_violate, to_agree = float(self.seeds[0].min()), float(self.seeds[1][left].max())
        if to_violate < to_agree:
            at = int(self.seeds[0].argmin())
        found, seeds = self.estimate(at, bound), min(to_violate, max(to_agree, LEAST_SEEDS))
        if lost:
            return undecided(f"{found}; of {lost:,} seeds it is not known, as they overflow")
        if found.mean <= found.bound < found.most:
            return undecided(f"{found}; seeds do not decide what rounding, or f*, leaves open")
        if not (self.sample.tells[at] or self.sure[at]) and found.mean < found.bound:
            return undecided(f"{found}; {_untold(self.sample, at)}")
        if seeds > MOST_SEEDS:
            return undecided(f"{found}; too close for any number of seeds to decide")
        return undecided(f"{found}; about {_rounded(seeds):,} seeds would decide")


def _top(sample: Sample, certified: Certified | None) -> np.ndarray | float:
    """What q is certified not to exceed."""
    return math.inf if certified is None else certified.greatest


def _beyond(sample: Sample, certified: Certified | None) -> str:
    """Where a seed exceeds what is certified, by facts that are then false; empty: none does."""
    beyond = sample.low.max(axis=1) > _top(sample, certified) * (1 + ROUNDING)
    if certified is None or not beyond.any():
        return ""
    at = int(beyond.argmax())
    found = f"{sample.what} is {sample.low[at].max():.4g} by some seed at k = {sample.k[at]:,}"
    return f"{found}, against what is stated: {certified.source}"


def _farthest(sample: Sample) -> np.ndarray:
    """What the sample lets one expect that q does not exceed, (W,)."""
    greatest = sample.high.max(axis=1)
    with np.errstate(all="ignore"):
        top = 2 * greatest - sample.low.min(axis=1)
    return np.where(np.isfinite(greatest), top, np.inf)


def _within(
    sample: Sample, bound: np.ndarray, top: np.ndarray, error: float
) -> tuple[np.ndarray, np.ndarray]:
    """Whether the mean is at most the bound for q ≤ top, and how log W grows a seed, (W,) each."""
    finite = np.isfinite(top)
    with np.errstate(all="ignore"):
        left = np.where(finite[:, None], np.maximum(top[:, None] - sample.high, 0.0), 0.0)
        rates = growth(left, np.where(finite, top - bound, 1.0))
    shown = log_average(sample.seeds * rates) >= -math.log(error)
    return shown | (bound >= top), rates.max(axis=0)


def _untold(sample: Sample, at: int) -> str:
    """Why the sample tells nothing of the tail of q there."""
    effective = float(sample.effective[at])
    if effective < LEAST_SEEDS:
        needed = LEAST_SEEDS * max(sample.seeds / max(effective, 1.0), 1.0)
        return (
            f"these weigh as much as {effective:.3g} equal ones, and few of them tell nothing of "
            f"others; {_rounded(needed):,} seeds or more would decide"
        )
    return "what is drawn too rarely to be among these seeds may carry it"


def _seeds(
    sample: Sample,
    bound: np.ndarray,
    certified: Certified | None,
    rates: tuple[np.ndarray, np.ndarray],  # of log W by seeds, up and down, (W,)
    error: float,
) -> tuple[np.ndarray, np.ndarray]:
    """How many seeds would exceed the bound, and how many would lie within, (W,) each."""

    def needed(rate: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            return np.where(rate > 0, math.log(len(STAKES) / error) / rate, np.inf)

    up, down = (needed(rate) for rate in rates)
    if certified is None or not math.isfinite(certified.variance):
        return up, down
    by_variance = [
        seeds_by_variance(float(m), float(b), certified.variance, error)
        for m, b in zip(sample.high.mean(axis=1), bound, strict=True)
    ]
    return up, np.minimum(down, by_variance)


def _rounded(seeds: float) -> int:
    """Two digits, upwards."""
    size = int(10 ** max(math.floor(math.log10(seeds)) - 1, 0))
    return math.ceil(seeds / size) * size
