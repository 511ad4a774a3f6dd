"""Slopes of z = log y against log k: between points, over halves, and under noise."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.windows import OCTAVE, block_means


def exponents(k: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Local exponents p of y ~ k^(−p), from each point to the next: (N,) -> (N − 1,)."""
    return np.asarray(-np.diff(z) / np.diff(np.log(k)))


def exponent(k: np.ndarray, z: np.ndarray, start: int = 0, end: int = -1) -> float:
    """The same from one point to another."""
    return float((z[start] - z[end]) / np.log(k[end] / k[start]))


def of_halves(k: np.ndarray, z: np.ndarray) -> tuple[float, float]:
    """The exponents over the first half of the points and over the second."""
    middle = len(k) // 2
    return exponent(k, z, 0, middle), exponent(k, z, middle)


def steady_power(k: np.ndarray, z: np.ndarray, within: float) -> bool:
    """Whether y follows one power of k: the exponents of the halves agree to `within`."""
    if len(z) < 4:
        return False
    early, late = of_halves(k, z)
    return abs(early - late) <= within


def trend(k: np.ndarray, z: np.ndarray) -> tuple[float, float]:
    """The slope of z against log k and its standard error, from blocks of half an octave."""
    s, z = block_means(np.log(k), OCTAVE // 2), block_means(z, OCTAVE // 2)
    if len(s) < 4:
        return 0.0, np.inf
    s = s - s.mean()
    slope = float(s @ z / (s @ s))
    rest = z - z.mean() - slope * s
    return slope, float(np.sqrt(rest @ rest / (len(s) - 2) / (s @ s)))
