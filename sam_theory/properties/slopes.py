"""Slopes of z = log y against log k: between points, and over halves."""

from __future__ import annotations

import numpy as np


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
