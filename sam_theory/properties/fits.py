"""Decays fitted to tails of positive sequences: least squares in closed form, many at once.

A decay is y = c + exp(a − Σ bᵢuᵢ); the uᵢ are one or two functions of k, or of Σt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

import numpy as np

from sam_theory.properties.functions import FUNCTIONS, Models, models

SHARES = np.array(
    [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]
)  # limits that are tried, of the least y of the tail
TO_ANY = models(
    "log k; log log k; log(log k + ½); k^¼; √k; k; log k & log log k; log k & 1/k; log k & 1/√k"
)
TO_ZERO = models(
    "log(k + 0.3k₀); log(k + k₀); log(k + 3k₀); log(log k + 2); log log(k + k₀); k^0.12; k^¾;"
    "log(log log k + 1); log log k & log(log log k + 1);"
    "√k & log k; k & log k; k^¼ & log k; log log k & 1/log k; log log k & 1/k; log log k & 1/√k"
)
FELT = 5e-3  # what amounts to a lesser power of k over the tail may as well be 0


@dataclass(frozen=True, kw_only=True)
class Basis:
    """P functions on abscissae (N,), of each of R runs, or of all of them alike: R = 1."""

    values: np.ndarray  # (R, N, P), centred and scaled
    spread: np.ndarray  # (R, P), the scales
    end: np.ndarray  # (R, P), Δu/Δlog k at the end
    whole: np.ndarray  # (R, P), Δu/Δlog k all over
    names: tuple[str, ...]  # (P,)
    models: Models  # of M names, or pairs of names

    @classmethod
    def of(cls, k: np.ndarray, *, elapsed: bool = False) -> Basis:
        """The functions on abscissae (R, N): k, or Σt if `elapsed`."""
        use = tuple(
            model
            for model in TO_ANY + TO_ZERO
            if not elapsed or all(FUNCTIONS[name].scales for name in model)
        )
        names = tuple(dict.fromkeys(name for model in use for name in model))
        raw = np.stack([FUNCTIONS[name].of(k, k[:, :1]) for name in names], axis=2)
        log = np.log(k)[..., None]
        end = (raw[:, -1] - raw[:, -2]) / (log[:, -1] - log[:, -2])
        whole = (raw[:, -1] - raw[:, 0]) / (log[:, -1] - log[:, 0])
        raw = raw - raw.mean(axis=1, keepdims=True)
        spread = raw.std(axis=1)
        values = raw / spread[:, None]
        return cls(values=values, spread=spread, end=end, whole=whole, names=names, models=use)

    def beside(self, other: Basis) -> Basis:
        """The functions of both, for the runs of `other`."""
        runs = len(other.values)

        def both(name: str) -> np.ndarray:
            mine = getattr(self, name)
            mine = np.broadcast_to(mine, (runs, *mine.shape[1:]))
            return np.concatenate([mine, getattr(other, name)], axis=-1)

        marked = tuple(f"{name} of Σt" for name in other.names)
        theirs = tuple(tuple(f"{name} of Σt" for name in model) for model in other.models)
        return Basis(
            **{name: both(name) for name in ("values", "spread", "end", "whole")},
            names=self.names + marked,
            models=self.models + theirs,
        )

    @cached_property
    def first(self) -> np.ndarray:
        """The leading function of every model, (M,)."""
        return _places(self.names, self.models, 0)

    @cached_property
    def double(self) -> np.ndarray:
        """Whether a model has a second function, (M,)."""
        return _double(self.models)

    @cached_property
    def second(self) -> np.ndarray:
        """That function, (M,); the first where there is none."""
        return _places(self.names, self.models, -1)

    @cached_property
    def surely(self) -> np.ndarray:
        """The rates from which on sums over octaves converge, (P,)."""
        return _surely(self.names)

    @cached_property
    def moments(self) -> np.ndarray:
        """The functions, their squares, and the products of models of two, (R, N, 2P + D)."""
        u, i, j = self.values, self.first[self.double], self.second[self.double]
        return np.concatenate([u, u**2, u[..., i] * u[..., j]], axis=-1)

    def among(self, some: Models) -> np.ndarray:
        """Whether each model is one of these, by k or by Σt, (M,)."""
        return _among(self.models, some)


# Tails have few sets of names between them: what follows from these alone is found once.


@cache
def _places(names: tuple[str, ...], every: Models, which: int) -> np.ndarray:
    return _kept([names.index(model[which]) for model in every])


@cache
def _double(every: Models) -> np.ndarray:
    return _kept([len(model) > 1 for model in every])


@cache
def _surely(names: tuple[str, ...]) -> np.ndarray:
    return _kept([FUNCTIONS[_plain(name)].surely for name in names])


@cache
def _among(every: Models, some: Models) -> np.ndarray:
    return _kept([tuple(map(_plain, model)) in some for model in every])


def _plain(name: str) -> str:
    return name.removesuffix(" of Σt")


def _kept(values: list[Any]) -> np.ndarray:
    """An array that nobody changes."""
    found = np.array(values)
    found.flags.writeable = False
    return found


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """R tails y, relative to their ends, above each of C limits c that are tried."""

    z: np.ndarray  # (R, N) log y
    weights: np.ndarray  # (R, N) of squares of residuals relative to y; 0 where y does not count
    least: np.ndarray  # (R, 1) the least y, of which the limits are SHARES
    logs: np.ndarray  # (R, C, N) log(y − c)
    weighted: np.ndarray  # (R, C, N) weights of these, by which their residuals are relative to y

    @classmethod
    def of(cls, z: np.ndarray, weights: np.ndarray) -> Gaps:
        """Those of log y = z, (R, N)."""
        counted = weights > 0
        z = np.where(counted, z - z[:, -1:], 0.0)
        y = np.exp(z)[:, None]
        least = np.where(counted, y[:, 0], np.inf).min(axis=1)[:, None]
        gap = np.where(counted[:, None], y - (SHARES * least)[..., None], 1.0)
        weighted = (gap / y) ** 2 * weights[:, None]
        return cls(z=z, weights=weights, least=least, logs=np.log(gap), weighted=weighted)


@dataclass(frozen=True)
class Ways:
    """K pairs of a limit that is tried and of a model by which y falls to it, limit by limit."""

    limit: np.ndarray  # (K,) of SHARES
    model: np.ndarray  # (K,)

    @cached_property
    def starts(self) -> np.ndarray:
        """The first way to each limit, (C,)."""
        return np.searchsorted(self.limit, np.arange(len(SHARES)))


@cache
def every_way(every: Models) -> Ways:
    """All models to all limits."""
    there = np.ones((len(SHARES), len(every)), dtype=bool)
    return Ways(*np.nonzero(there))


@cache
def likely_ways(every: Models) -> Ways:
    """All models to 0, and to others those that are allowed there."""
    there = (SHARES == 0)[:, None] | _among(every, TO_ANY)
    return Ways(*np.nonzero(there))


@dataclass(frozen=True, kw_only=True)
class Fits:
    """Models fitted to log(y − c) along K ways, (R, K) each."""

    squares: np.ndarray  # residual sums of squares, relative to y
    first: np.ndarray  # coefficients of the leading functions, scaled
    second: np.ndarray  # and of the second ones; 0 where there is none
    weight: np.ndarray  # what a change of `first` costs: squares grow by this times its square
    basis: Basis
    ways: Ways

    @classmethod
    def of(cls, gaps: Gaps, basis: Basis, ways: Ways) -> Fits:
        """Weighted least squares of log(y − c) on each model."""
        t, w, count = gaps.logs, gaps.weighted, len(basis.names)
        wt = w * t
        total, sum_t = w.sum(axis=2)[..., None], wt.sum(axis=2)[..., None]
        around = np.sum(wt * t, axis=2)[..., None] - sum_t**2 / total
        moments = w @ basis.moments
        sums = moments[..., :count]
        variance = moments[..., count : 2 * count] - sums**2 / total  # (R, C, P)
        slope = wt @ basis.values - sums * sum_t / total
        along, model = partial(_along, ways.limit), ways.model
        led, spread = along(slope, basis.first[model]), along(variance, basis.first[model])
        first = led / spread
        squares, second = along(around) - first * led, np.zeros_like(first)
        at = np.flatnonzero(basis.double[model])
        along, model = partial(_along, ways.limit[at]), model[at]
        i, j = basis.first[model], basis.second[model]
        mixed = along(moments, 2 * count - 1 + np.cumsum(basis.double)[model])
        mixed = mixed - along(moments, i) * along(moments, j) / along(total)
        own = spread[:, at]
        left = along(variance, j) - mixed**2 / own
        rest = along(slope, j) - led[:, at] * mixed / own
        second[:, at] = rest / left
        first[:, at] -= second[:, at] * mixed / own
        squares[:, at] -= rest**2 / left
        squares = np.maximum(squares, 0.0)
        return cls(
            squares=squares, first=first, second=second, weight=spread, basis=basis, ways=ways
        )

    def powers(self, slope: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The powers of k that both functions amount to where they rise by `slope`, (R, P)."""
        scaled, model = slope / self.basis.spread, self.ways.model
        return (
            -self.first * scaled[:, self.basis.first[model]],
            -self.second * scaled[:, self.basis.second[model]],
        )

    def summable(self, powers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """Whether the sum over octaves of e^(−Σ bᵢuᵢ) surely converges, (R, K).

        `powers` are those that the functions amount to over the whole tail.
        """
        basis, model = self.basis, self.ways.model
        rates = self.powers(np.ones_like(basis.spread))
        first = (rates[0] >= basis.surely[basis.first[model]]) & (powers[0] > FELT)
        second = (rates[1] >= basis.surely[basis.second[model]]) & (powers[1] > FELT)
        return np.asarray(first | second)

    def residuals(self, gaps: Gaps, chosen: np.ndarray) -> np.ndarray:
        """The weighted residuals of one fit a run, (R, N), along the chosen ways, (R,)."""
        runs = np.arange(len(gaps.z))
        c, m = self.ways.limit[chosen], self.ways.model[chosen]
        of = runs if len(self.basis.values) > 1 else np.zeros_like(runs)
        u = self.basis.values
        fit = self.first[runs, chosen][:, None] * u[of, :, self.basis.first[m]]
        fit += self.second[runs, chosen][:, None] * u[of, :, self.basis.second[m]]
        rest, weight = gaps.logs[runs, c] - fit, gaps.weighted[runs, c]
        mean = np.sum(weight * rest, axis=1) / weight.sum(axis=1)
        return np.asarray((rest - mean[:, None]) * np.sqrt(weight))


def _along(limit: np.ndarray, values: np.ndarray, place: np.ndarray | int = 0) -> np.ndarray:
    """What ways to these limits, (K,), have at their places in (R, C, P): (R, K)."""
    runs, _, count = values.shape
    return np.asarray(values.reshape(runs, -1).take(limit * count + place, axis=1))
