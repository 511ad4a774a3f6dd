"""What is drawn of a quantity q ≥ 0, what that tells of its tail, and what is certified of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

LEAST_SEEDS = 100  # equal ones that weigh as much; fewer show nothing of how far q may go
SHOWN = 14.0  # seeds that are expected to show what is rare: e⁻¹⁴ is about the ERROR that none does


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A quantity q ≥ 0 by S independent seeds at W iterations, each value in [low, high].

    `low` and `high` differ where q is not known exactly: where f* is not, or a seed is lost. At
    k = 1, before anything is drawn, q is a number.
    """

    k: np.ndarray  # (W,)
    low: np.ndarray  # (W, S)
    high: np.ndarray  # (W, S)
    what: str  # q in words
    showing: np.ndarray | None = (
        None  # (W,), how many seeds may be expected to show the rarest draw
    )

    @classmethod
    def known(cls, k: np.ndarray, values: np.ndarray, what: str) -> Sample:
        """Of values that are known, (W, S)."""
        return cls(k=k, low=values, high=values, what=what)

    @property
    def seeds(self) -> int:
        """S."""
        return int(self.low.shape[1])

    @property
    def effective(self) -> np.ndarray:
        """(Σq)²/Σq², how many equal seeds would weigh as much, (W,); 0 where one is lost.

        Where few seeds carry most of the mean, others that carry more may not have been drawn.
        """
        with np.errstate(all="ignore"):
            share = self.high / self.high.max(axis=1, keepdims=True)
            found = share.sum(axis=1) ** 2 / (share**2).sum(axis=1)
        found = np.where(self.high.any(axis=1), found, self.seeds)
        return np.asarray(np.nan_to_num(found))

    @property
    def tells(self) -> np.ndarray:
        """Where the sample tells something of the tail of q, (W,)."""
        shown = np.inf if self.showing is None else self.showing
        return np.asarray((self.effective >= LEAST_SEEDS) & (shown >= SHOWN))


@dataclass(frozen=True, kw_only=True)
class Certified:
    """What is known of q for every draw and every recorded k, and by what."""

    source: str
    least: float = 0.0
    greatest: float | np.ndarray = math.inf  # or (W,)
    variance: float = math.inf  # at most
