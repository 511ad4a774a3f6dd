"""Laws of decay, y = c + exp(a − Σ bᵢuᵢ(k)): what one says of its future, and how it is fitted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sam_theory.properties.functions import FUNCTIONS, Model, Models, terms
from sam_theory.properties.least_squares import designs, less
from sam_theory.properties.slopes import exponent

EXACT = 1e-4  # relative residuals (rms) below this count as none: no run is exactly of a family
RIVAL = 3.0  # a model this many times worse than the best is still a rival, where fits are exact
CHANCE = 14.0  # models whose χ² exceeds the best one's by no more than this are rivals, under noise
NEGLIGIBLE = 5e-3  # what amounts to a lesser power of k over the tail may as well be 0
NO_LIMIT = (0.0,)


@dataclass(frozen=True, kw_only=True)
class Law:
    """One fit to a tail; a model without functions is a constant."""

    model: Model
    coefficients: np.ndarray  # a and the −b
    limit: float  # c
    share: float  # c as a share of the last value
    ends: tuple[float, float, float]  # the first, the last but one and the last k of the tail
    residual: float  # rms, relative to y

    def above(self, k: np.ndarray) -> np.ndarray:
        """log(y − c) at k, (N,)."""
        each = zip(self.coefficients, terms(self.model, k, self.ends[0]), strict=True)
        return np.asarray(sum(b * u for b, u in each))

    def __call__(self, k: np.ndarray) -> np.ndarray:
        """log y at k, (N,)."""
        k = np.asarray(k, dtype=np.float64)
        above = self.above(k)
        if self.limit == 0:
            return above
        with np.errstate(over="ignore", under="ignore"):
            return np.asarray(np.log(self.limit + np.exp(above)))

    def rate(self, start: float, end: float) -> float:
        """−Δlog y/Δlog k from one k to another."""
        k = np.array([start, end])
        return exponent(k, self(k))

    @property
    def last_rate(self) -> float:
        """The rate at the end of the tail."""
        if self.limit > 0:
            return self.rate(*self.ends[1:])
        return float(self.coefficients[1:] @ self._exponents[0])

    @property
    def _exponents(self) -> tuple[np.ndarray, np.ndarray]:
        return exponents_of(self.model, *self.ends)

    # -- what it says of the limit, and of the sum over octaves ------------------------------

    @property
    def vanishes(self) -> bool:
        """Whether y → 0 by its leading function, or by the second where the first is not felt.

        The rate of a function that is felt so little is not known where another fades beside it.
        """
        if self.limit > 0 or not self.model or self.last_rate <= 0:
            return False
        lead = self._power(1)
        if abs(lead) > NEGLIGIBLE or len(self.model) == 1:
            return lead > NEGLIGIBLE
        return not FUNCTIONS[self.model[1]].grows or self._power(2) > NEGLIGIBLE

    @property
    def summable(self) -> bool:
        """Whether the sum over octaves surely converges, by one of the two leading functions."""
        return any(
            -self.coefficients[i] >= FUNCTIONS[name].surely and self._power(i) > NEGLIGIBLE
            for i, name in enumerate(self.model[:2], 1)
        )

    @property
    def divergent(self) -> bool:
        """Whether the sum over octaves surely diverges although y → 0."""
        seconds = len(self.model) > 1 and FUNCTIONS[self.model[1]].grows
        i = 2 if seconds and self._power(1) <= NEGLIGIBLE else 1
        return bool(-self.coefficients[i] < FUNCTIONS[self.model[i - 1]].never)

    def _power(self, i: int) -> float:
        """The power of k that the i-th function amounts to over the tail."""
        return float(self.coefficients[i] * self._exponents[1][i - 1])


@lru_cache(maxsize=4096)
def exponents_of(
    model: Model, first: float, before: float, last: float
) -> tuple[np.ndarray, np.ndarray]:
    """−Δu/Δlog k of the functions of a model at the end of a tail, and all over it, (m,) each."""
    found = []
    for start in (before, first):
        k = np.array([start, last])
        found.append(np.array([exponent(k, FUNCTIONS[name].of(k, first)) for name in model]))
    return found[0], found[1]


def fitted(
    k: np.ndarray, z: np.ndarray, models: Models, shares: tuple[float, ...] = NO_LIMIT
) -> Iterator[Law]:
    """Every model fitted to log y = z at k, both (N,), N >= 8, for each c, best first.

    The c are shares of the least y.
    """
    y = np.exp(z - z[-1])
    limits = np.asarray(shares) * y.min()
    gaps = (z[None] - z[-1], None) if shares == NO_LIMIT else less(y, limits)
    squares, coefficients = designs(k, models).fit(*gaps)
    ends = (float(k[0]), float(k[-2]), float(k[-1]))
    for at in np.argsort(squares, axis=None, kind="stable"):
        c, p = divmod(int(at), len(models))
        found = coefficients[c, p, : 1 + len(models[p])].copy()
        found[0] += z[-1]
        yield Law(
            model=models[p],
            coefficients=found,
            limit=float(limits[c] * np.exp(z[-1])),
            share=float(limits[c]),
            ends=ends,
            residual=float(np.sqrt(squares[c, p] / len(z))),
        )


def tolerance(residual: float, count: int) -> float:
    """The greatest residual that is admissible beside the best one, for fits of `count` numbers."""
    exact = max(EXACT, RIVAL * min(residual, 1e-3))
    return max(exact, residual * float(np.sqrt(1 + CHANCE / count)))
