"""The windows that are judged: the complete ones, the tail of the run, and octaves of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.runs.trace import WINDOWS_PER_OCTAVE, Trace

OCTAVE = WINDOWS_PER_OCTAVE
TAIL = 0.5  # the tail is k >= K^0.5, the last half of the logarithmic range
ELAPSED_TAIL = 1 / 8  # or, by the elapsed time, the last seven eighths of it
UNSEEN_START = 0.01  # of Σt: what is guessed of it is 8 % of it at the beginning of the tail
TINY = 1e-290  # norms below this count as 0: products of them underflow


@dataclass(frozen=True)
class Windows:
    """The complete windows of a run, W of them: the last, cut short by the horizon, is left out.

    Their place is told by a clock: k, or the elapsed Σt, on which gradient methods run.
    """

    first: np.ndarray  # (W,) the clock at the first iterate of each
    last: np.ndarray  # (W,) and at the last
    start: np.ndarray  # (W,) sums over a window are integrals from here
    end: np.ndarray  # (W,) to here
    tail: int  # the index of the first window of the tail
    elapsed: bool = False  # whether the clock is Σt

    @classmethod
    def of(cls, trace: Trace) -> Windows:
        """The complete windows of a trace, by k; a single one counts as complete."""
        edges = trace.edges.astype(np.float64)
        count = max(len(edges) - 2, 1)
        first, last = edges[:count], edges[1 : count + 1] - 1
        tail = int(np.searchsorted(first, max(last[-1] ** TAIL, 3.0)))
        return cls(first, last, first - 0.5, last + 0.5, tail)

    def by(self, elapsed: np.ndarray, before: float = 0.0) -> Windows | None:
        """The same windows by Σt, with Σt >= Σt(K)/8 for a tail; None where Σt is not regular.

        `before` is a guess of Σt up to the first window; where it matters, there is no clock.
        """
        clock = before + np.concatenate([[0.0], np.cumsum(elapsed[: len(self)])])
        if before > UNSEEN_START * clock[-1]:
            return None
        if not (np.isfinite(clock[-1]) and np.all(np.diff(clock) > 0)):
            return None
        # Equal schedules in different units share their designs if they agree to the last bit.
        clock[1:] = np.exp(np.round(np.log(clock[1:] / clock[-1]), 9))
        tail = int(np.searchsorted(clock[:-1], ELAPSED_TAIL))
        return Windows(clock[:-1], clock[1:], clock[:-1], clock[1:], tail, elapsed=True)

    def __len__(self) -> int:
        return len(self.first)

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


def block_means(values: np.ndarray, size: int) -> np.ndarray:
    """The means of consecutive blocks: (W,) -> (W//size,)."""
    return np.asarray(np.add.reduce(blocks(values, size), axis=1) / size)
