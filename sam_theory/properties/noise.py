"""The noise of a sequence: what no smooth function of log k explains."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np


def roughness(k: np.ndarray, z: np.ndarray) -> float:
    """The noise of z at abscissae k, both (N,), N >= 5.

    Third divided differences vanish on parabolas; with unit noise their normalized values have
    variance 1.
    """
    weights = _differences(np.ascontiguousarray(k, dtype=np.float64).tobytes())
    count = len(z) - 3
    third = weights[0] * z[:count]
    for j in (1, 2, 3):
        third += weights[j] * z[j : j + count]
    return math.sqrt(third @ third / count)


@lru_cache(maxsize=256)
def _differences(key: bytes) -> np.ndarray:
    s = np.log(np.frombuffer(key))
    count = len(s) - 3
    points = np.stack([s[j : j + count] for j in range(4)])  # (4, N − 3)
    gaps = points[:, None] - points[None]
    gaps[np.arange(4), np.arange(4)] = 1.0
    weights = 1 / gaps.prod(axis=1)
    return np.asarray(weights / np.sqrt(np.sum(weights**2, axis=0)))
