"""The windows that are judged: the complete ones, the tail of the run, and octaves of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sam_theory.runs.trace import WINDOWS_PER_OCTAVE, Trace

OCTAVE = WINDOWS_PER_OCTAVE
TAIL = 0.5  # the tail is k >= K^0.5, the last half of the logarithmic range
TINY = 1e-290  # norms below this count as 0: products of them underflow


@dataclass(frozen=True)
class Windows:
    """The complete windows of a run, W of them: the last, cut short by the horizon, is left out."""

    first: np.ndarray  # (W,) the first k of each
    last: np.ndarray  # (W,) and the last
    start: np.ndarray  # (W,) sums over a window are integrals from here
    end: np.ndarray  # (W,) to here
    tail: int  # the index of the first window of the tail

    @classmethod
    def of(cls, trace: Trace) -> Windows:
        """The complete windows of a trace, by k; a single one counts as complete."""
        edges = complete_edges(trace)
        first, last = edges[:-1].astype(np.float64), edges[1:] - 1.0
        tail = int(np.searchsorted(first, max(last[-1] ** TAIL, 3.0)))
        return cls(first, last, first - 0.5, last + 0.5, tail)

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def label(self) -> str:
        """The tail in words."""
        start = min(self.tail, len(self) - 1)
        return f"k = {self.first[start]:.0f} … {self.last[-1]:.0f}"


def complete_edges(trace: Trace) -> np.ndarray:
    """The edges of the complete windows, (W+1,) integers; a single one counts as complete."""
    return trace.edges[: max(len(trace.edges) - 1, 2)]


def complete(trace: Trace) -> np.ndarray:
    """Where the complete windows begin, (W,)."""
    return complete_edges(trace)[:-1].astype(np.float64)


def sliding_maximum(values: np.ndarray, axis: int = 0) -> np.ndarray:
    """The maximum over each octave of consecutive windows: W -> W − 15 along the axis."""
    values = np.moveaxis(values, axis, 0)
    for shift in (1, 2, 4, 8):
        values = np.maximum(values[shift:], values[:-shift])
    return np.moveaxis(values, 0, axis)


def blocks(values: np.ndarray, size: int) -> np.ndarray:
    """Consecutive blocks of windows up to the last one: (W, ...) -> (W//size, size, ...)."""
    count = len(values) // size
    return values[len(values) - count * size :].reshape(count, size, *values.shape[1:])
