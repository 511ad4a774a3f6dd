"""Whether quantities stay in bounds: the ground that their ranges win from octave to octave."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.windows import OCTAVE, blocks

GROUND = 1e-3  # of a range: new ground that is none
RETURNS = 0.9  # of a range: what each octave of a lasting swing goes through again
SWINGS = 4  # from end to end and back, twice
AS_LARGE = 0.01  # relative difference of two octaves of a cycle that is reached
FALLING = 0.75  # of the octave before: what adds up to a finite sum
LEAST_OCTAVES = 4  # that tell, and must be there


def confined(low: np.ndarray, high: np.ndarray, floor: float | np.ndarray) -> np.ndarray:
    """Whether each of n quantities swings in the same range, or in ever smaller ones, (n,).

    Their extremes over the windows of the tail are (V, n); `floor`, of each or of all, is their
    rounding. That a range was not left for an octave or two says nothing: a slow walk turns back
    for as long.
    """
    if len(low) // OCTAVE < LEAST_OCTAVES:
        return np.zeros(low.shape[1], dtype=bool)
    tops = blocks(high, OCTAVE).max(axis=1)[-LEAST_OCTAVES:]  # (O, n)
    bottoms = blocks(low, OCTAVE).min(axis=1)[-LEAST_OCTAVES:]
    sides = tops - bottoms
    returns = sides[1:] >= RETURNS * (tops.max(axis=0) - bottoms.min(axis=0)) - floor
    shrinks = sides[1:] <= np.maximum(FALLING * sides[:-1], floor)
    still = _drift((tops + bottoms) / 2, floor) == 0
    new = GROUND * (tops.max(axis=0) - bottoms.min(axis=0)) + floor
    old = (tops[-1] <= tops[:-1].max(axis=0) + new) & (
        bottoms[-1] >= bottoms[:-1].min(axis=0) - new
    )
    goes_round, shrinking = returns.all(axis=0), shrinks.all(axis=0)
    asked = np.flatnonzero(old & still & ~goes_round & ~shrinking)  # of few: it takes longest
    goes_round[asked] = _goes_round(low[:, asked], high[:, asked], sides[:, asked])
    return np.asarray(((goes_round & old) | shrinking) & still)


def _goes_round(low: np.ndarray, high: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """Whether each goes to and fro all the time, or in the last octave, in a cycle, (n,)."""
    cycles = np.abs(sides[-1] - sides[-2]) <= AS_LARGE * sides[-1]
    cycles &= _swings(low[-OCTAVE:], high[-OCTAVE:], 2 * SWINGS)
    return np.asarray(cycles | _swings(low, high, SWINGS))


def _swings(low: np.ndarray, high: np.ndarray, times: int) -> np.ndarray:
    """Whether each goes from one end of its range to the other that many times or more, (n,)."""
    top, bottom = high.max(axis=0), low.min(axis=0)
    edge = (1 - RETURNS) * (top - bottom)
    ups, downs = high >= top - edge, low <= bottom + edge  # (V, n)
    marks = np.stack([ups, downs], axis=1).reshape(2 * len(low), low.shape[1])  # up before down
    rows = np.arange(len(marks))[:, None]
    last = np.maximum.accumulate(np.where(marks, rows, -1), axis=0)[:-1]  # marked before
    other = (last - rows[1:]) % 2 == 1  # ups stand in even rows
    return np.asarray(np.sum(marks[1:] & (last >= 0) & other, axis=0) >= times)


def confined_above(high: np.ndarray, floor: float | np.ndarray) -> np.ndarray:
    """Whether the greatest of each, (V, n), comes back in each octave, or only falls, (n,)."""
    if len(high) // OCTAVE < LEAST_OCTAVES:
        return np.zeros(high.shape[1], dtype=bool)
    late = high[-LEAST_OCTAVES * OCTAVE :]
    tops, size = blocks(late, OCTAVE).max(axis=1), np.ptp(late, axis=0)
    returns = tops >= tops.max(axis=0) - (1 - RETURNS) * size - floor
    old = tops[-1] <= tops[:-1].max(axis=0) + GROUND * size + floor
    falls = np.diff(tops, axis=0) <= floor
    comes_back = returns.all(axis=0) & old
    return np.asarray((comes_back | falls.all(axis=0)) & (_drift(tops, floor) <= 0))


def gathers(high: np.ndarray) -> bool:
    """Whether the greatest of one quantity, (V,), rises by ever more from octave to octave.

    What rises by ever less may have a limit.
    """
    if len(high) // OCTAVE < LEAST_OCTAVES:
        return False
    moves = np.diff(blocks(high, OCTAVE).max(axis=1))[-3:]
    return bool(moves[0] > 0 and np.all(np.diff(moves) >= 0))


def _drift(middles: np.ndarray, floor: float | np.ndarray) -> np.ndarray:
    """1 or −1 where one goes up or down over the last octaves, hardly ever slower, else 0, (n,)."""
    moves = np.diff(middles, axis=0)[-3:]
    sizes = np.abs(moves)
    goes_on = np.all(sizes[1:] >= FALLING * sizes[:-1], axis=0) & (sizes[-1] > floor)
    up, down = np.all(moves > 0, axis=0), np.all(moves < 0, axis=0)
    return np.where(goes_on, up.astype(int) - down.astype(int), 0)
