"""The limits that a tail admits: one class of continuations, for many runs at once.

A continuation of a positive sequence y falls to its limit c as a decay does, stays at its level, or
grows without end; what is left of y is noise, and wander that the likeness of neighbours tells. A
limit is admitted if its best continuation fits no worse than the best of all does, but for what
chance explains.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from sam_theory.properties.fits import FELT, SHARES, Basis, Fits, Gaps, Ways, likely_ways
from sam_theory.properties.functions import models

BEFORE, AFTER = np.append(0.0, SHARES[:-1]), np.append(SHARES[1:], 1.0)
TO_ANY_UNDER_NOISE = models("log k; log log k; √k")  # others straighten what bends to a limit
EXACT = 1e-4  # relative residuals (rms) below this count as none: no run is exactly of the class
NOISY = 2e-3  # noise above which second functions fit noise
CHANCE = 7.9  # χ² of one parameter at α = 0.5 %: what a limit that is admitted may cost
# FELT where there is noise: this many times the noise of N numbers over √N, and at most that.
CLEARLY, FELT_UNDER_NOISE = 2.0, 0.05
RIVAL, LAW = 3.0, 1e-3  # times the residual of a law, one below LAW, that is none of its own
ALIKE = 0.95  # the greatest likeness of neighbouring residuals that is believed
SMALL = 0.3  # θ: limits below this share of the last level count as 0, those above it do not


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What R tails admit, (R,) each; limits as shares of the last y."""

    low: np.ndarray  # the least limit
    high: np.ndarray  # the greatest; ∞ where growth is admitted
    least: np.ndarray  # the least one that no rival of the best is needed for
    residual: np.ndarray  # rms of the best continuation
    rate: np.ndarray  # the least −d log y/d log k at the end of those that tend to about 0
    summable: np.ndarray  # whether the sum over octaves converges by all that tend to about 0

    @classmethod
    def of_none(cls, runs: int) -> Limits:
        """Those of so many runs, which are to be `put` in."""
        kinds = {f.name: bool if f.name == "summable" else np.float64 for f in fields(cls)}
        return cls(**{name: np.zeros(runs, dtype=kind) for name, kind in kinds.items()})

    def of(self, level: np.ndarray) -> Limits:
        """The same as shares of another level, (R,) shares of the last y."""
        return replace(self, low=self.low / level, high=self.high / level, least=self.least / level)

    def put(self, rows: np.ndarray, others: Limits) -> None:
        """Replace those of these runs."""
        for f in fields(self):
            getattr(self, f.name)[rows] = getattr(others, f.name)


@dataclass(frozen=True, kw_only=True)
class Costs:
    """The residual sums of squares of what each tail may do next."""

    falls: np.ndarray  # (R, K) along each way to a limit; ∞ where it does not
    grows: np.ndarray  # (R,)
    stays: np.ndarray  # (R,)
    level: np.ndarray  # (R,) log y where it stays
    rate: np.ndarray  # (R, K) −d log y/d log k at the end, of y − c
    powers: tuple[np.ndarray, np.ndarray]  # (R, K) of k, that both functions amount to

    @classmethod
    def of(cls, gaps: Gaps, fits: Fits, noise: np.ndarray) -> Costs:
        """Those of fitted tails; under noise, (R,), fewer models are allowed."""
        noisy = (noise > NOISY)[:, None]
        clear = np.clip(CLEARLY * noise / np.sqrt(gaps.z.shape[1]), FELT, FELT_UNDER_NOISE)
        felt = np.where(noisy, clear[:, None], FELT)
        powers = fits.powers(fits.basis.whole)
        lead, rate = powers[0], np.add(*fits.powers(fits.basis.end))
        usable = ~noisy | _rough(fits)
        falls = np.where(usable & (rate > 0) & (lead > felt), fits.squares, np.inf)
        zero = slice(int(fits.ways.starts[1]))  # the ways to 0, the first of SHARES
        slow = (usable & noisy)[:, zero] & (lead[:, zero] <= felt)
        falls[:, zero] = np.where(slow, _at_rate(fits, lead, felt, zero), falls[:, zero])
        rises = usable[:, zero] & (rate[:, zero] < 0) & (lead[:, zero] < -felt)
        grows = np.where(rises, fits.squares[:, zero], np.inf).min(axis=1)
        level = np.sum(gaps.weights * gaps.z, axis=1) / gaps.weights.sum(axis=1)
        stays = np.sum(gaps.weights * (gaps.z - level[:, None]) ** 2, axis=1)
        return cls(falls=falls, grows=grows, stays=stays, level=level, rate=rate, powers=powers)

    @property
    def least(self) -> np.ndarray:
        """The best of all, (R,)."""
        return np.asarray(np.minimum(np.minimum(self.falls.min(axis=1), self.grows), self.stays))


def limits(z: np.ndarray, weights: np.ndarray, noise: np.ndarray, basis: Basis) -> Limits:
    """The limits that R tails log y = z, (R, N), admit.

    `weights`, (R, N), are those of the residuals' squares, 0 where a number does not count, and
    `noise`, (R,), is that of each tail.
    """
    gaps, ways = Gaps.of(z, weights), likely_ways(basis.models)
    fits = Fits.of(gaps, basis, ways)
    costs = Costs.of(gaps, fits, noise)
    least, total = costs.least, weights.sum(axis=1)
    most = np.maximum(least * (1 + CHANCE / _independent(gaps, fits, costs)), total * EXACT**2)
    admitted = costs.falls <= most[:, None]
    near = admitted & (SHARES * gaps.least <= SMALL)[:, ways.limit]
    rivals = np.maximum(most, RIVAL**2 * np.minimum(least, total * LAW**2))
    low, high = _extremes(gaps, costs, ways, rivals)
    above = admitted[:, ways.starts[-1] :].any(axis=1)
    return Limits(
        low=low,
        high=np.where(above, np.fmax(high, _at_end(gaps, fits, costs)), high),
        least=_extremes(gaps, costs, ways, most)[0],
        residual=np.sqrt(least / total),
        rate=np.where(near, costs.rate, np.inf).min(axis=1),
        summable=near.any(axis=1) & ~np.any(near & ~fits.summable(costs.powers), axis=1),
    )


def _rough(fits: Fits) -> np.ndarray:
    """The ways that noise leaves, (K,)."""
    basis, ways = fits.basis, fits.ways
    rough = ~basis.double & ((SHARES == 0)[:, None] | basis.among(TO_ANY_UNDER_NOISE))
    return np.asarray(rough[ways.limit, ways.model])


def _at_rate(fits: Fits, lead: np.ndarray, felt: np.ndarray, part: slice) -> np.ndarray:
    """The squares where the leading functions amount to this power of k, no less."""
    first = fits.basis.first[fits.ways.model[part]]
    scaled = (fits.basis.whole / fits.basis.spread)[:, first]
    weight = fits.weight[:, part]
    return np.asarray(fits.squares[:, part] + ((lead[:, part] - felt) / scaled) ** 2 * weight)


def _extremes(
    gaps: Gaps, costs: Costs, ways: Ways, most: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest limit of what costs no more than this, (R,) each."""
    some = np.logical_or.reduceat(costs.falls <= most[:, None], ways.starts, axis=1)
    level = np.where(costs.stays <= most, np.exp(costs.level), np.nan)
    up = np.where(costs.grows <= most, np.inf, np.nan)
    low = np.where(some, BEFORE * gaps.least, np.inf).min(axis=1)
    high = np.where(some, AFTER * gaps.least, 0.0).max(axis=1)
    return np.fmin(np.fmin(low, level), up), np.fmax(np.fmax(high, level), up)


def _at_end(gaps: Gaps, fits: Fits, costs: Costs) -> np.ndarray:
    """What y has come down to on its best way to the greatest limit that is tried, (R,).

    Limits between the two cannot be tried, as some y lie below them.
    """
    last, start = len(SHARES) - 1, fits.ways.starts[-1]
    chosen = start + costs.falls[:, start:].argmin(axis=1)
    rest = fits.residuals(gaps, chosen)[:, -1] / np.sqrt(gaps.weighted[:, last, -1])
    return np.asarray(SHARES[last] * gaps.least[:, 0] + np.exp(gaps.logs[:, last, -1] - rest))


def _independent(gaps: Gaps, fits: Fits, costs: Costs) -> np.ndarray:
    """How many independent numbers the best fit's residuals are worth: n(1 − φ)/(1 + φ).

    n is what their weights are worth, (Σw)²/Σw²: those are themselves a guess.
    """
    rest = fits.residuals(gaps, costs.falls.argmin(axis=1))
    steady = costs.stays <= costs.falls.min(axis=1)
    around = (gaps.z - costs.level[:, None]) * np.sqrt(gaps.weights)
    rest = np.where(steady[:, None], around, rest)
    size = np.maximum(np.sum(rest**2, axis=1), np.finfo(np.float64).tiny)
    alike = np.clip(np.sum(rest[:, 1:] * rest[:, :-1], axis=1) / size, 0.0, ALIKE)
    points = gaps.weights.sum(axis=1) ** 2 / np.sum(gaps.weights**2, axis=1)
    return np.asarray(np.maximum(points * (1 - alike) / (1 + alike), 1.0))
