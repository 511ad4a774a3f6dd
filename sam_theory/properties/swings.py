"""Sequences that swing: their peaks are compared with one another, and so are their troughs."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.noise import roughness
from sam_theory.properties.slopes import exponents

TURN, NOISE = 0.05, 5.0  # a swing changes log y by this, or by this many times the noise, or more
FEWEST = 12  # windows to look for swings in
LEAST_FALL = 0.7  # log of the least fall of peaks that shows a tendency to 0
CROOKED = 0.15  # peaks may depart from a power of k by this share of their fall
EQUAL = 0.05  # log-variation of peaks that are equally high
BUMP = np.log(3.0)  # a rise of log y by this, and a fall, make a bump
RECURRENT = np.log(2.0)  # a bump that is lower than the one before by no more than this recurs


def turning_points(z: np.ndarray, turn: float) -> tuple[list[int], list[int]]:
    """Indices of the peaks and of the troughs between changes of z by `turn` or more."""
    peaks: list[int] = []
    troughs: list[int] = []
    high = low = 0  # where z was greatest and least since the last turn
    rising = falling = False
    for i, value in enumerate(z.tolist()):
        if value > z[high]:
            high = i
        if value < z[low]:
            low = i
        if not falling and z[high] - value >= turn:
            if rising:
                peaks.append(high)
            falling, rising, low = True, False, i
        elif not rising and value - z[low] >= turn:
            if falling:
                troughs.append(low)
            rising, falling, high = True, False, i
    return peaks, troughs


def recurs(z: np.ndarray) -> bool:
    """Whether z has two bumps or more, of which the last is not much lower than the one before."""
    if np.all(np.diff(z) <= 0):
        return False
    peaks, _ = turning_points(z, BUMP)
    return len(peaks) >= 2 and bool(z[peaks[-1]] >= z[peaks[-2]] - RECURRENT)


def swinging(k: np.ndarray, z: np.ndarray) -> tuple[Tendency, Tendency] | None:
    """The tendencies of the troughs and of the peaks of z; None where it does not swing enough."""
    if len(z) < FEWEST:
        return None
    peaks, troughs = turning_points(z, max(TURN, NOISE * roughness(k, z)))
    if len(peaks) < 3 or len(troughs) < 3:
        return None
    high = _of_turns(k[peaks], z[peaks], "peaks")
    low = high if high.limit is Limit.ZERO else _of_turns(k[troughs], z[troughs], "troughs")
    return low, high


def _of_turns(k: np.ndarray, z: np.ndarray, what: str) -> Tendency:
    """Zero where they fall like a power of k; positive where they are equally high."""
    s = np.log(k)
    if np.ptp(z) <= EQUAL and s[-1] - s[0] >= np.log(4):
        return Tendency(
            Limit.POSITIVE, f"its last {len(z)} {what} are equal to {np.ptp(z):.1%}", residual=1.0
        )
    slope, level = np.polyfit(s, z, 1)
    rest, fall = float(np.max(np.abs(z - slope * s - level))), float(z[0] - z[-1])
    if fall >= LEAST_FALL and rest <= CROOKED * fall and exponents(k, z).min() >= -slope / 2:
        return Tendency(
            Limit.ZERO,
            f"its last {len(z)} {what} fall by {np.exp(fall):.3g}, like k^({slope:.3g})",
            summable=-slope > 0.1,
            residual=rest,
            fall=fall,
        )
    return Tendency(Limit.OPEN, f"its {len(z)} {what} follow no simple law")
