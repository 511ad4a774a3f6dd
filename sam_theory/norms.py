"""Euclidean norms that neither underflow nor overflow before their result does."""

from __future__ import annotations

import numpy as np

from sam_theory.problem import Array, namespace

# Sums of squares within these bounds have lost nothing to underflow or overflow.
SAFE_LOW, SAFE_HIGH = 1e-280, 1e300


def norm(x: Array) -> Array:
    """‖x‖ over the last axis, kept with length one: (..., n) -> (..., 1).

    The norm of (1e-170, 1e-170) is 1.4e-170. NumPy arrays take the short way where it is safe.
    """
    if type(x) is not np.ndarray:
        return _scaled(x)
    squares = np.vecdot(x, x)
    if squares.size == 0:
        return squares[..., None]
    low = np.minimum.reduce(squares, axis=None)
    high = np.maximum.reduce(squares, axis=None)
    if low > SAFE_LOW and high < SAFE_HIGH:
        return np.sqrt(squares)[..., None]
    return _scaled(x)


def _scaled(x: Array) -> Array:
    xp = namespace(x)
    largest = xp.max(xp.abs(x), axis=-1, keepdims=True)
    usable = xp.isfinite(largest) & (largest > 0)
    scale = xp.where(usable, largest, xp.ones_like(largest))
    ratio = x / scale
    return scale * xp.sqrt(xp.sum(ratio * ratio, axis=-1, keepdims=True))
