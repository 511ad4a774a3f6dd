"""Random numbers as a function of (seed, run, k, call): the same in every engine and batch."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sam_theory.setting.problem import Array, namespace

# Constants of SplitMix64: Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014.
GAMMA, MIX_1, MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
COORDINATES = 1 << 20  # more than the coordinates of any one iterate


def streams(seed: int, run: np.ndarray) -> np.ndarray:
    """The streams of these runs, unsigned 64-bit integers: runs of different seeds share none."""
    with np.errstate(over="ignore"):  # integers of 64 bits wrap round
        return np.asarray(_mix(np, run ^ _mix(np, np.asarray(seed % 2**64, dtype=np.uint64))))


def standard_normal(stream: Array, k: Array, dimension: int, *, call: int = 0) -> Array:
    """Independent N(0, 1) numbers for each stream and k, (..., dimension), by Box and Muller.

    `stream` and `k` are unsigned 64-bit arrays that broadcast together to (...); draws of
    different calls are independent.
    """
    xp = namespace(stream)
    drawn = uniform(stream, k, 2 * dimension, call=call)
    first, second = drawn[..., :dimension], drawn[..., dimension:]
    return xp.sqrt(-2 * xp.log(first)) * xp.cos(2 * math.pi * second)


def uniform(stream: Array, k: Array, count: int, *, call: int = 0) -> Array:
    """Independent numbers uniform in (0, 1) for each stream, k and call, (..., count)."""
    xp = namespace(stream)
    if call:
        stream = _mix(xp, stream ^ _mix(xp, xp.asarray(call, dtype=xp.uint64)))
    coordinate = xp.arange(count, dtype=xp.uint64)
    counter = k[..., None] * xp.asarray(COORDINATES, dtype=xp.uint64) + coordinate
    bits = _mix(xp, stream[..., None] ^ _mix(xp, counter))
    return (xp.astype(bits >> 11, xp.float64) + 0.5) * 2.0**-53


def _mix(xp: Any, z: Array) -> Array:
    """The finalizer of SplitMix64, a bijection of the 64-bit integers."""

    def constant(value: int) -> Array:
        return xp.asarray(value, dtype=xp.uint64)

    z = z + constant(GAMMA)
    z = (z ^ (z >> constant(30))) * constant(MIX_1)
    z = (z ^ (z >> constant(27))) * constant(MIX_2)
    return z ^ (z >> constant(31))
