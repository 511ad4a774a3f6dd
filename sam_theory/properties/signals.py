"""Sequences in k made of the extremes of windows, as logarithms at abscissae."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sam_theory.properties.windows import TINY, Windows, sliding_maximum

EQUAL = 0.7  # values this close to the greatest one are equally high
LEVEL = 1e-9  # a rise of log ‖∇f‖ by less than this is none
REGULAR = np.log(3.0)  # extremes of a window further apart than this are judged each by itself


@dataclass(frozen=True)
class Signal:
    """The tail of a quantity: one number a window, and how far it goes up and down there."""

    k: np.ndarray  # (N,) increasing abscissae: k, or Σt
    z: np.ndarray  # (N,) the logarithm of the quantity
    spread: np.ndarray  # (N,) log(max/min) of each window, 0 amid a steady fall
    elapsed: bool = False  # whether the abscissae are Σt

    @property
    def regular(self) -> int:
        """The index from which on the extremes of windows go together."""
        apart = np.flatnonzero(self.spread > REGULAR)
        return int(apart[-1]) + 1 if len(apart) else 0

    def after(self, start: int) -> Signal:
        """What follows the first `start` windows."""
        return replace(self, k=self.k[start:], z=self.z[start:], spread=self.spread[start:])


def signal(windows: Windows, low: np.ndarray, high: np.ndarray) -> Signal:
    """The tail of a quantity with these window extremes, (W,) each.

    A decreasing sequence is known exactly where windows begin; otherwise the middle of the extremes
    (on a logarithmic scale) is taken.
    """
    tail = slice(windows.tail, len(windows))
    first, last = windows.first[tail], windows.last[tail]
    bottom = np.log(np.maximum(low[tail], TINY))
    top = np.log(np.maximum(high[tail], TINY))
    spread = top - bottom
    falls = top[1:] <= bottom[:-1] + LEVEL
    if falls.all():
        return Signal(first, top, 0 * spread, windows.elapsed)
    spread[1:-1][falls[1:] & falls[:-1]] = 0.0
    return Signal(np.sqrt(first * last), (top + bottom) / 2, spread, windows.elapsed)


def peaks(windows: Windows, high: np.ndarray) -> Signal:
    """The maxima over octaves, each at the beginning of its octave."""
    z = np.log(np.maximum(sliding_maximum(high), TINY))
    tail = min(windows.tail, len(z))
    return Signal(
        windows.first[: len(z)][tail:], z[tail:], np.zeros(len(z) - tail), windows.elapsed
    )


def troughs(windows: Windows, low: np.ndarray) -> Signal:
    """The least values of windows of the tail."""
    tail = slice(windows.tail, len(windows))
    z = np.log(np.maximum(low[tail], TINY))
    return Signal(windows.last[tail], z, np.zeros(len(z)), windows.elapsed)


def spans(windows: Windows, low: np.ndarray, high: np.ndarray) -> Signal:
    """The size over octaves of the box (or interval) with these window extremes, (W,) or (W, n)."""
    sides = sliding_maximum(high) + sliding_maximum(-low)
    if sides.ndim == 2:
        largest = sides.max(axis=1, initial=TINY)
        sides = largest * np.sqrt(np.sum((sides / largest[:, None]) ** 2, axis=1))
    tail = min(windows.tail, len(sides))
    first, last = windows.first[: len(sides)], windows.last[len(windows) - len(sides) :]
    z = np.log(np.maximum(sides / np.log2(last / first), TINY))  # as if each were an octave
    return Signal(first[tail:], z[tail:], np.zeros(len(z) - tail), windows.elapsed)


def speeds(windows: Windows, path: np.ndarray) -> Signal:
    """The way gone per unit of the logarithm of the clock, from the paths in the windows, (W,)."""
    tail = slice(windows.tail, None)
    start, end = windows.start[tail], windows.end[tail]
    speed = path[tail] / np.log(end / start)
    z = np.log(np.maximum(speed, TINY))
    return Signal(np.sqrt(start * end), z, np.zeros(len(z)), windows.elapsed)


def level(tops: np.ndarray) -> bool:
    """Whether the greatest values of octaves have no trend but a slow rise, and are comparable."""
    octaves = np.arange(len(tops)) * np.log(2)
    slope, error = np.polyfit(octaves, np.log(tops), 1)[0], np.std(np.log(tops))
    return bool(-0.03 < slope < 0.2 and error < 0.2 and tops.min() >= EQUAL * tops.max())
