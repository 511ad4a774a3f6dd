"""The noise of sequences: what no smooth function of log k explains."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

SHARPEST = 1.0  # the fastest fading that is believed: variances like 1/k, of means over windows


def roughness(k: np.ndarray, z: np.ndarray) -> np.ndarray:
    """The noise of each z at abscissae k, (..., N) and (N,), N >= 4.

    Third divided differences vanish on parabolas; with unit noise their normalized values have
    variance 1.
    """
    weights = _differences(np.ascontiguousarray(k, dtype=np.float64).tobytes())
    count = z.shape[-1] - 3
    third = weights[0] * z[..., :count]
    for j in (1, 2, 3):
        third += weights[j] * z[..., j : j + count]
    return np.asarray(np.sqrt(np.mean(third**2, axis=-1)))


def fading(k: np.ndarray, z: np.ndarray) -> np.ndarray:
    """q in variances like k^(−q), of the noise of each z at k, (R, N) and (N,): 0 to SHARPEST."""
    half = len(k) // 2
    if half < 4:
        return np.zeros(len(z))
    early, late = roughness(k[:half], z[:, :half]), roughness(k[half:], z[:, half:])
    between = np.log(k[half + half // 2] / k[half // 2])
    with np.errstate(divide="ignore", invalid="ignore"):
        power = 2 * np.log(early / late) / between
    finite = np.nan_to_num(power, nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(np.clip(finite, 0.0, SHARPEST))


@lru_cache(maxsize=256)
def _differences(key: bytes) -> np.ndarray:
    s = np.log(np.frombuffer(key))
    count = len(s) - 3
    points = np.stack([s[j : j + count] for j in range(4)])  # (4, N − 3)
    gaps = points[:, None] - points[None]
    gaps[np.arange(4), np.arange(4)] = 1.0
    weights = 1 / gaps.prod(axis=1)
    return np.asarray(weights / np.sqrt(np.sum(weights**2, axis=0)))
