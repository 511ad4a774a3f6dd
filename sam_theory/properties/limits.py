"""What is seen of a limit, with its numbers and its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

STEADY, PRECISE = 0.8, 1e-3  # what keeps this share, by fits as exact as this, lasts


class Limit(Enum):
    """What the tail says of the limit."""

    ZERO = "tends to 0"
    POSITIVE = "stays away from 0"
    OPEN = "is open"


@dataclass(frozen=True)
class Tendency:
    """A limit, whether the sum over octaves converges, and a clause of evidence."""

    limit: Limit
    evidence: str
    summable: bool = False
    residual: float = 0.0  # of the fits that say so, relative
    least: float = 1.0  # the least admissible limit, relative to the last value
    fall: float = 0.0  # log(first/last) over what was judged
    divergent: bool = False  # whether the sum over octaves diverges even if the limit is 0

    @property
    def lasts(self) -> bool:
        """Whether the quantity stays as it is, or grows, by exact fits."""
        return self.limit is Limit.POSITIVE and self.least >= STEADY and self.residual <= PRECISE

    def opened(self, why: str) -> Tendency:
        """The same, left open for a reason."""
        return replace(self, limit=Limit.OPEN, summable=False, evidence=why)
