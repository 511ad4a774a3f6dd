"""The windows that are judged: the complete ones, the tail of the run, and octaves of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sam_theory.trace import WINDOWS_PER_OCTAVE, Trace

OCTAVE = WINDOWS_PER_OCTAVE
TAIL = 0.5  # the tail is k >= K^0.5, the last half of the logarithmic range
TINY = 1e-290  # norms below this count as 0: products of them underflow


@dataclass(frozen=True)
class Windows:
    """The complete windows of a run, W of them: the last, cut short by the horizon, is left out."""

    first: np.ndarray  # (W,) least k of each
    last: np.ndarray  # (W,) greatest k of each

    @classmethod
    def of(cls, trace: Trace) -> Windows:
        """The complete windows of a trace; a single one counts as complete."""
        edges = trace.edges.astype(np.float64)
        count = max(len(edges) - 2, 1)
        return cls(edges[:count], edges[1 : count + 1] - 1)

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def tail(self) -> int:
        """The index of the first window of the tail."""
        return int(np.searchsorted(self.first, max(self.last[-1] ** TAIL, 3.0)))

    @property
    def octaves(self) -> float:
        """The length of the tail in octaves of k."""
        return (len(self) - self.tail) / OCTAVE

    def label(self) -> str:
        """The tail in words."""
        start = min(self.tail, len(self) - 1)
        return f"k = {self.first[start]:.0f} … {self.last[-1]:.0f}"


def sliding_maximum(values: np.ndarray) -> np.ndarray:
    """The maximum over each octave of consecutive windows: (W, ...) -> (W − 15, ...)."""
    for shift in (1, 2, 4, 8):
        values = np.maximum(values[shift:], values[:-shift])
    return values


def blocks(values: np.ndarray, size: int) -> np.ndarray:
    """Consecutive blocks of windows up to the last one: (W, ...) -> (W//size, size, ...)."""
    count = len(values) // size
    return values[len(values) - count * size :].reshape(count, size, *values.shape[1:])
