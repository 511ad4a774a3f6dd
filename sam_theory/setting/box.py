"""Boxes in ℝⁿ, on which constants hold and which hold runs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

PIECES = 64  # boxes that a region is cut into, at most
MARGIN = 1e-9  # relative; what computing an eigenvalue in floating point may lose


@dataclass(frozen=True)
class Region:
    """The box [low₁, high₁] × … × [lowₙ, highₙ]."""

    low: tuple[float, ...]
    high: tuple[float, ...]

    @classmethod
    def around(cls, points: np.ndarray) -> Region:
        """The least box that contains these points, (m, n)."""
        return cls(tuple(map(float, points.min(axis=0))), tuple(map(float, points.max(axis=0))))

    @property
    def doubled(self) -> Region:
        """The box twice as large, with the same centre."""
        return self.inflated([(b - a) / 2 for a, b in zip(self.low, self.high, strict=True)])

    def inflated(self, by: list[float] | float) -> Region:
        """The box with its sides moved outwards."""
        lengths = [by] * len(self.low) if isinstance(by, int | float) else by
        low = (a - r for a, r in zip(self.low, lengths, strict=True))
        high = (b + r for b, r in zip(self.high, lengths, strict=True))
        return Region(tuple(low), tuple(high))

    def holds(self, low: np.ndarray, high: np.ndarray) -> bool:
        """Whether the box [low, high], (n,) each, lies inside."""
        return bool(np.all(low >= self.low) and np.all(high <= self.high))

    def pieces(self) -> Iterator[Region]:
        """Equal boxes that cover it."""
        count = max(int(PIECES ** (1 / len(self.low)) + MARGIN), 1)
        cuts = [np.linspace(a, b, count + 1) for a, b in zip(self.low, self.high, strict=True)]
        sides = [list(itertools.pairwise(map(float, cut))) for cut in cuts]
        for chosen in itertools.product(*sides):
            low, high = zip(*chosen, strict=True)
            yield Region(low, high)

    def faces(self) -> Iterator[Region]:
        """The 2n sides, each a box of no width in one direction."""
        for i in range(len(self.low)):
            for end in (self.low[i], self.high[i]):
                low, high = list(self.low), list(self.high)
                low[i] = high[i] = end
                yield Region(tuple(low), tuple(high))

    def __str__(self) -> str:
        sides = [f"[{a:.6g}, {b:.6g}]" for a, b in zip(self.low, self.high, strict=True)]
        if len(set(sides)) == 1 and len(sides) > 1:
            return f"{sides[0]}^{len(sides)}"
        return " × ".join(sides)
