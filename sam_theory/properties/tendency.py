"""Whether a positive sequence tends to 0, stays away from 0, or leaves it open."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import numpy as np

from sam_theory.properties.admissible import fit
from sam_theory.properties.fit_evidence import EXACT, NOISY, by_elapsed, by_iterations
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.noise import roughness
from sam_theory.properties.shapes import MISFIT, levelled, rising, steep, sustained, trending
from sam_theory.properties.signals import Signal
from sam_theory.properties.swings import recurs, swinging
from sam_theory.properties.windows import OCTAVE, block_means

ERRATIC = 0.25  # log-noise above which nothing is fitted
FEWEST = 12  # points that a fit needs
ALONE = 2.0  # log of the fall that the last two thirds have to show where the whole is lawless
ALONE_EXACT, NEAR = 1.2, 5e-4  # the same if fits are as exact as this
DEEP = 1e3  # a fall by this factor at a lasting rate needs no fit
FLAT_NOISE = "it looks flat, but the least values of noise sink without end"


class Statistic(Enum):
    """What a sequence consists of, and so how it may change."""

    VALUES = "values"  # of a quantity that may be smooth
    LEAST = "least values"  # which sink by themselves under noise, and are never called flat
    GREATEST = "greatest values"  # of noise or spikes, which change by leaps
    MOVES = "moves"  # which may shrink as slowly as they will


def tendency(signal: Signal, of: Statistic = Statistic.VALUES) -> Tendency:
    """The tendency of the tail of a positive quantity.

    Where the whole follows no law, its last two thirds may: k >= K^0.67.
    """
    if signal.elapsed:
        return _by_elapsed(signal)
    k, z = signal.k, signal.z
    whole = _tendency(k, z, of)
    if whole is None:
        whole = _later(k, z, of) or sustained(z)
    if whole is not None and whole.limit is Limit.ZERO and recurs(z):
        whole = whole.opened("it falls after bumps that recur")
    if of is not Statistic.GREATEST and (whole is None or whole.limit is Limit.OPEN):
        return _in_swings(k, z) or whole or Tendency(Limit.OPEN, "it follows no simple law")
    return whole or Tendency(Limit.OPEN, "it follows no simple law")


def _later(k: np.ndarray, z: np.ndarray, of: Statistic) -> Tendency | None:
    """The tendency of the last two thirds, which have to show more than the whole."""
    start = len(z) // 3
    if len(z) - start < 2 * OCTAVE:
        return None
    found = _tendency(k[start:], z[start:], of)
    if found is None or found.limit is not Limit.ZERO:
        return found
    if found.fall < (ALONE_EXACT if found.residual <= NEAR else ALONE):
        return found.opened(f"{found.evidence}; but before that it followed no such law")
    return found


def _in_swings(k: np.ndarray, z: np.ndarray) -> Tendency | None:
    """Zero if peaks tend to it, positive if neither peaks nor troughs do."""
    found = swinging(k, z)
    if found is None:
        return None
    low, high = found
    told = high.limit is Limit.ZERO or low.limit is high.limit is Limit.POSITIVE
    return high if told else None


def _by_elapsed(signal: Signal) -> Tendency:
    near = _near(signal.z) if len(signal.z) else 0
    k, z = signal.k[near:], signal.z[near:]
    if len(z) < FEWEST or z[-1] >= z[0]:
        return Tendency(Limit.OPEN, f"only {len(z)} windows to judge by")
    return by_elapsed(k, z)


def first_told(signals: Iterable[Signal], of: Statistic = Statistic.VALUES) -> Tendency:
    """The tendency of the same quantity by the first clock that tells it."""
    found = Tendency(Limit.OPEN, "there is nothing to judge by")
    for number, signal in enumerate(signals):
        latest = tendency(signal, of)
        if latest.limit is not Limit.OPEN:
            return latest
        found = found if number else latest
    return found


def _tendency(k: np.ndarray, z: np.ndarray, of: Statistic) -> Tendency | None:
    """None where no law fits."""
    if len(z) < FEWEST:
        return Tendency(Limit.OPEN, f"only {len(z)} windows to judge by")
    noise = roughness(k, z)
    settled = levelled(k, z, noise)
    if settled is not None:
        return settled if of is not Statistic.LEAST or noise < NOISY else settled.opened(FLAT_NOISE)
    if z[-1] >= z[0]:
        return rising(k, z, noise) if of is not Statistic.LEAST or noise < NOISY else None
    near = _near(z)
    if len(z) - near < FEWEST:
        return steep(k, z)
    k, z = k[near:], z[near:]
    if noise > ERRATIC:
        return trending(k, z, noise)
    if noise > NOISY and len(z) >= 4 * FEWEST:
        fitted = np.exp(block_means(np.log(k), 4)), block_means(z, 4)
    else:
        fitted = k, z
    found = fit(*fitted)
    if found.residual > max(EXACT, 3 * noise):
        erratic = of is Statistic.GREATEST or noise > MISFIT
        return trending(k, z, float(min(found.residual, 1.0))) if erratic else None
    result = by_iterations(*fitted, found, creeps=of is Statistic.MOVES)
    if result.limit is Limit.OPEN and found.residual > MISFIT:
        return trending(k, z, noise) or result
    return result


def _near(z: np.ndarray) -> int:
    """Where the last stretch begins that lies within a factor `DEEP` of the end."""
    far = np.flatnonzero(z > z[-1] + np.log(DEEP))
    return (int(far[-1]) + 4) // 4 * 4 if len(far) else 0
