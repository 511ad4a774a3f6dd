"""What is seen of a limit, with its numbers and its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import inf, log

NEAR = log(100.0)  # what rounding is amplified by where errors die out slowly
STEADY, PRECISE = 0.8, 2e-3  # what keeps this share, by fits as exact as this, lasts


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
    most: float = inf  # the greatest
    fall: float = 0.0  # log(first/last) over what was judged
    interval: tuple[float, float] = (0.0, inf)  # the limits that are admitted

    @property
    def lasts(self) -> bool:
        """Whether the quantity stays as it is, or grows, by exact fits."""
        return self.limit is Limit.POSITIVE and self.least >= STEADY and self.residual <= PRECISE

    @property
    def ends(self) -> bool:
        """Whether the quantity may tend to 0."""
        return self.limit is not Limit.POSITIVE

    @property
    def converges(self) -> bool:
        """Whether the quantity tends to 0, and its sum over octaves converges."""
        return self.limit is Limit.ZERO and self.summable

    def opened(self, why: str) -> Tendency:
        """The same, left open for a reason: it may come down after all, or not go on falling."""
        low, high = self.interval
        if self.limit is Limit.POSITIVE:
            low = 0.0
        elif self.limit is Limit.ZERO:
            high = inf
        return replace(self, limit=Limit.OPEN, summable=False, evidence=why, interval=(low, high))

    def near(self, floor: float, last: float) -> Tendency:
        """The same, open where the log of the last value is not far above that of a floor."""
        if self.limit is not Limit.POSITIVE or last > floor + NEAR:
            return self
        return self.opened(f"{self.evidence}; but it lies near its rounding")
