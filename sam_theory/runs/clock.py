"""A batch's schedules, and what it draws, evaluated ahead of the iterations that need them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.noise import standard_normal

AHEAD = 1024  # iterations, at most, whose values are held
DRAWN = 1 << 14  # numbers, at most, that are drawn ahead


@dataclass
class Clock:
    """S schedules at consecutive k; evaluating many k at once takes hardly longer than a few."""

    schedules: Sequence[Schedule]
    first: int = 1  # k of row 0
    values: np.ndarray = field(init=False)  # (K, S)
    known: np.ndarray = field(init=False)  # (S,) of bool, the columns that have been evaluated

    def __post_init__(self) -> None:
        self.values = np.empty((0, len(self.schedules)))
        self.known = np.zeros(len(self.schedules), dtype=bool)

    def at(self, first: int, count: int, used: np.ndarray) -> np.ndarray:
        """Rows for k = first … first + count − 1, (count, S); only the columns `used` are told."""
        start = first - self.first
        if not (0 <= start <= len(self.values) - count and self.known[used].all()):
            self._evaluate(first, max(count, min(2 * len(self.values), AHEAD)), used)
            start = 0
        return self.values[start : start + count]

    def _evaluate(self, first: int, count: int, used: np.ndarray) -> None:
        k = np.arange(first, first + count)
        self.first, self.values = first, np.empty((count, len(self.schedules)))
        self.known = np.zeros(len(self.schedules), dtype=bool)
        self.known[used] = True
        for column in used:
            self.values[:, column] = self.schedules[column].values(k)


@dataclass
class Noise:
    """N(0, I) vectors of U streams at consecutive k, likewise."""

    streams: np.ndarray  # (U,) unsigned
    first: int = 1  # k of row 0
    values: list[np.ndarray] = field(default_factory=list)  # call by call, (K, U, n)

    def at(self, first: int, count: int, dimension: int, calls: int) -> list[np.ndarray]:
        """Rows for k = first … first + count − 1 of each call, (count, U, n)."""
        start = first - self.first
        if not (self.values and 0 <= start <= len(self.values[0]) - count):
            held = len(self.values[0]) if self.values else 0
            ahead = min(2 * held, AHEAD, DRAWN // (len(self.streams) * dimension))
            k = np.arange(first, first + max(count, ahead), dtype=np.uint64)[:, None]
            at = (self.streams[None], k, dimension)
            self.first, start = first, 0
            self.values = [standard_normal(*at, call=i) for i in range(calls)]
        return [values[start : start + count] for values in self.values]
