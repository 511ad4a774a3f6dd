"""Boxes of x over windows, of many runs at once: their sizes, and how x goes through them."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.ground import confined
from sam_theory.properties.windows import OCTAVE, blocks

HALF, LATE = OCTAVE // 2, 3 * OCTAVE  # windows that tell of swings, and of growth
SWING = 3.0  # a path this many times the sides of its box goes back and forth
TAKES_OFF = 5.0  # growth an octave, in two of them, that is no power of k


def diagonals(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Of the boxes of all windows, (R, V, n) -> (R,)."""
    return np.asarray(np.hypot.reduce(high.max(axis=1) - low.min(axis=1), axis=1))


def swinging(low: np.ndarray, high: np.ndarray, path: np.ndarray) -> np.ndarray:
    """Whether x goes back and forth in the last half octave, (R,)."""
    if path.shape[1] < HALF:
        return np.zeros(len(path), dtype=bool)
    sides = high[:, -HALF:].max(axis=1) - low[:, -HALF:].min(axis=1)
    box = SWING * sides.sum(axis=1)
    return np.asarray((path[:, -HALF:].sum(axis=1) >= box) & (box > 0))


def taking_off(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Whether a coordinate of x, however small, grows exponentially, (R,)."""
    if high.shape[1] < LATE:
        return np.zeros(len(high), dtype=bool)
    late = np.maximum(np.abs(low[:, -LATE:]), np.abs(high[:, -LATE:]))
    sizes = blocks(late.swapaxes(0, 1), OCTAVE).max(axis=1)  # (3, R, n)
    return np.asarray((sizes[1:] > TAKES_OFF * sizes[:-1]).all(axis=0).any(axis=1))


def all_confined(low: np.ndarray, high: np.ndarray, floors: np.ndarray) -> np.ndarray:
    """Whether each coordinate of x wins no new ground, or ever less, (R,)."""
    runs, count, n = low.shape
    low, high = (side.transpose(1, 0, 2).reshape(count, runs * n) for side in (low, high))
    return np.asarray(confined(low, high, np.repeat(floors, n)).reshape(runs, n).all(axis=1))
