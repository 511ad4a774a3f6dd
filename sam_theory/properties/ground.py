"""Whether quantities stay in bounds: the ground that their ranges win from octave to octave."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.windows import OCTAVE, blocks

GROUND = 1e-3  # of its range: new ground that is none
FALLING = 0.75  # of the octave before: what adds up to a finite sum
LEAST_OCTAVES = 4  # to see what falls in them


def confined(low: np.ndarray, high: np.ndarray, floor: float) -> np.ndarray:
    """Whether each of n quantities wins new ground no more, or ever less of it, (n,).

    Their extremes over the windows of the tail are (V, n); `floor` is their rounding. A drift
    behind a swing shows in the middle of its range, even where old swings cover it.
    """
    octaves = len(low) // OCTAVE
    if octaves < LEAST_OCTAVES:
        return np.zeros(low.shape[1], dtype=bool)
    tops = blocks(high, OCTAVE).max(axis=1)  # (O, n)
    bottoms = blocks(low, OCTAVE).min(axis=1)
    still = _drift((tops + bottoms) / 2, floor) == 0
    return np.asarray(_settle(tops, bottoms, floor) & still)


def confined_above(high: np.ndarray, floor: float) -> bool:
    """Whether the greatest of one quantity, (V,), wins new ground no more, or ever less of it."""
    octaves = len(high) // OCTAVE
    if octaves < LEAST_OCTAVES:
        return False
    tops = blocks(high[:, None], OCTAVE).max(axis=1)
    same = np.full_like(tops, tops.min())
    return bool(np.all(_settle(tops, same, floor) & (_drift(tops, floor) <= 0)))


def gathers(high: np.ndarray) -> bool:
    """Whether the greatest of one quantity, (V,), rises by ever more from octave to octave.

    What rises by ever less may have a limit.
    """
    if len(high) // OCTAVE < LEAST_OCTAVES:
        return False
    moves = np.diff(blocks(high, OCTAVE).max(axis=1))[-3:]
    return bool(moves[0] > 0 and np.all(np.diff(moves) >= 0))


def _settle(tops: np.ndarray, bottoms: np.ndarray, floor: float) -> np.ndarray:
    """Whether the box of all octaves so far grows by nothing, or by shares that fall, (n,)."""
    top, bottom = np.maximum.accumulate(tops), np.minimum.accumulate(bottoms)
    won = np.maximum(np.diff(top, axis=0), -np.diff(bottom, axis=0))  # (O − 1, n)
    # One octave without new ground is also a pause between leaps.
    nothing = np.all(won[-2:] <= GROUND * (top[-1] - bottom[-1]) + floor, axis=0)
    return np.asarray(nothing | np.all(won[-2:] <= FALLING * won[-3:-1], axis=0))


def _drift(middles: np.ndarray, floor: float) -> np.ndarray:
    """1 or −1 where one goes up or down over the last octaves, hardly ever slower, else 0, (n,)."""
    moves = np.diff(middles, axis=0)[-3:]
    sizes = np.abs(moves)
    goes_on = np.all(sizes[1:] >= FALLING * sizes[:-1], axis=0) & (sizes[-1] > floor)
    up, down = np.all(moves > 0, axis=0), np.all(moves < 0, axis=0)
    return np.where(goes_on, up.astype(int) - down.astype(int), 0)
