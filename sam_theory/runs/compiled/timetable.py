"""The values of a batch's schedules, evaluated as far ahead as the compiled loop needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sam_theory.schedules.schedule import Schedule

ELEMENTS = 1 << 18  # values held at most


@dataclass
class Timetable:
    """C consecutive values of T schedules; one of each where all are constant."""

    schedules: Sequence[Schedule]
    offset: int = 0  # k of row 0
    values: np.ndarray = field(init=False)  # (C, T), or (1, T)

    def __post_init__(self) -> None:
        self.constant = all(schedule.is_constant for schedule in self.schedules)
        rows = 1 if self.constant else max(ELEMENTS // len(self.schedules), 1)
        self.values = np.empty((rows, len(self.schedules)))
        self._evaluate(1)

    def reach(self, first: int, end: int) -> int:
        """How far the values last for iterations k = first …: an end, at most `end`."""
        if self.constant:
            return end
        if not self.offset <= first < self.offset + len(self.values):
            self._evaluate(first)
        return min(end, self.offset + len(self.values))

    def folded(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Least value, greatest value and sum over k = edges[s] … edges[s+1] − 1: three (S, T)."""
        if self.constant:
            whole = np.repeat(self.values, len(edges) - 1, axis=0)
            return whole, whole, whole * np.diff(edges)[:, None]
        rows = self.values[edges[0] - self.offset : edges[-1] - self.offset]
        cuts = edges[:-1] - edges[0]
        least, greatest = np.minimum.reduceat(rows, cuts), np.maximum.reduceat(rows, cuts)
        return least, greatest, np.add.reduceat(rows, cuts)

    def _evaluate(self, first: int) -> None:
        self.offset = first
        k = np.arange(first, first + len(self.values))
        self.values = np.stack([schedule.values(k) for schedule in self.schedules], axis=-1)
