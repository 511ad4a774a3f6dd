"""Laws to go on with: what one fit to the tail of a sequence says of its future.

Nothing here decides anything: a law says how a sequence would go on if it held.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from sam_theory.properties.continuations import EXACT
from sam_theory.properties.fits import SHARES, Basis, Fits, Gaps, every_way
from sam_theory.properties.functions import FUNCTIONS, Model
from sam_theory.properties.slopes import exponent

FEWEST = 12  # points that a law needs
FAR = 1e4  # the greatest factor of k at which a law is looked at
RANGE = 12.0  # of z: what lies further from its last value says nothing of what is to come
RIVAL, CHANCE = 3.0, 14.0  # laws this many times worse, exactly fitted, or this χ² worse, go along


@dataclass(frozen=True, kw_only=True)
class Law:
    """y = c + exp(a − Σ bᵢuᵢ(k)); a model without functions is a constant."""

    model: Model
    coefficients: np.ndarray  # a and the −b
    limit: float  # c
    share: float  # c as a share of the last value
    start: float  # the first k of the tail
    end: float  # the last
    residual: float  # rms, relative to y

    def above(self, k: np.ndarray) -> np.ndarray:
        """log(y − c) at k, (N,)."""
        total = np.full(len(k), self.coefficients[0])
        for b, name in zip(self.coefficients[1:], self.model, strict=True):
            total += b * FUNCTIONS[name].of(k, self.start)
        return total

    def __call__(self, k: np.ndarray) -> np.ndarray:
        """log y at k, (N,)."""
        above = self.above(np.asarray(k, dtype=np.float64))
        if self.limit == 0:
            return above
        with np.errstate(over="ignore", under="ignore"):
            return np.asarray(np.log(self.limit + np.exp(above)))

    def rate(self, start: float, end: float) -> float:
        """−Δlog y/Δlog k from one k to another."""
        k = np.array([start, end])
        return exponent(k, self(k))

    @property
    def keeps_on(self) -> bool:
        """Whether it keeps its direction for ever, which is down where it has a limit."""
        near, next_, before, far = self.above(self.end * np.array([1.0, 1.1, FAR / 10, FAR]))
        falls, goes_on = next_ < near, far < before
        return bool(falls == goes_on and (self.limit == 0 or falls))


def laws(k: np.ndarray, z: np.ndarray) -> list[Law]:
    """The laws that fit log y = z at k, both (N,), best first; none if N is too small."""
    if len(k) == 0 or not np.isfinite(z).all():
        return []
    apart = np.flatnonzero(np.abs(z - z[-1]) > RANGE)
    start = int(apart[-1]) + 1 if len(apart) else 0
    k, z = k[start:], z[start:]
    if len(k) < FEWEST:
        return []
    found = sorted([_constant(k, z), *_decays(k, z)], key=lambda law: law.residual)
    most = tolerance(found[0].residual, len(k))
    return list(takewhile(lambda law: law.residual <= most, found))


def tolerance(residual: float, count: int) -> float:
    """The greatest residual that is admissible beside the best one, for fits of `count` numbers."""
    exact = max(EXACT, RIVAL * min(residual, 1e-3))
    return max(exact, residual * float(np.sqrt(1 + CHANCE / count)))


def _constant(k: np.ndarray, z: np.ndarray) -> Law:
    return Law(
        model=(),
        coefficients=np.array([z.mean()]),
        limit=0.0,
        share=0.0,
        start=float(k[0]),
        end=float(k[-1]),
        residual=float(np.std(z)),
    )


def _decays(k: np.ndarray, z: np.ndarray) -> list[Law]:
    """Every model to each limit that keeps on."""
    basis, gaps = Basis.of(k[None]), Gaps.of(z[None], np.ones((1, len(z))))
    fits = Fits.of(gaps, basis, every_way(basis.models))
    found = []
    for c, share in enumerate(SHARES * gaps.least[0]):
        w, t = gaps.weighted[0, c], gaps.logs[0, c]
        for m, model in enumerate(basis.models):
            way = c * len(basis.models) + m
            slopes = [fits.first[0, way], fits.second[0, way]][: len(model)]
            indices = [basis.first[m], basis.second[m]][: len(model)]
            slopes = [b / basis.spread[0, i] for b, i in zip(slopes, indices, strict=True)]
            u = [FUNCTIONS[name].of(k, k[0]) for name in model]
            rest = t - sum(b * each for b, each in zip(slopes, u, strict=True))
            level = np.sum(w * rest) / w.sum() + z[-1]
            law = Law(
                model=model,
                coefficients=np.array([level, *slopes]),
                limit=float(share * np.exp(z[-1])),
                share=float(share),
                start=float(k[0]),
                end=float(k[-1]),
                residual=float(np.sqrt(fits.squares[0, way] / len(z))),
            )
            if law.keeps_on:
                found.append(law)
    return found


def text(law: Law, k: float) -> str:
    """What the sequence does at k, in words."""
    if not law.model:
        return "stays as it is"
    if law.limit > 0:
        return f"tends to {law.share:.2g} of its last value"
    rate = law.rate(k, 1.01 * k)
    return f"falls like k^(−{rate:.2g})" if rate > 0 else f"grows like k^{-rate:.2g}"
