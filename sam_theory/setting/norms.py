"""Euclidean norms that neither underflow nor overflow before their result does."""

from __future__ import annotations

from typing import Any

import numpy as np

from sam_theory.setting.problem import Array, namespace

# Sums of squares between these bounds have lost nothing to underflow or overflow. Outside them the
# squares are taken after a scaling by a power of two, which is exact: Blue, ACM TOMS 4 (1978).
SAFE_LOW, SAFE_HIGH = 1e-280, 1e300
SCALE = 2.0**600
FEW = 4  # coordinates


def norm(x: Array) -> Array:
    """‖x‖ over the last axis, kept with length one: (..., n) -> (..., 1).

    The norm of (1e-170, 1e-170) is 1.4e-170. NumPy arrays take the short way where it is safe.
    """
    if not isinstance(x, np.ndarray):
        return _everywhere(x)
    if x.dtype == object:
        return _of_objects(x)
    if x.shape[-1] == 1:
        return np.abs(x)
    if x.ndim == 1:
        return np.asarray(norm(x[None])[0])
    squares = _sum_of_squares(x)
    if squares.size == 0:
        return squares[..., None]
    # argmin and argmax find NaN before any number, and take a third of the time of reductions.
    low, high = squares.item(squares.argmin()), squares.item(squares.argmax())
    lengths = np.sqrt(squares)
    if not low > SAFE_LOW:
        _rescale(lengths, x, SCALE, squares <= SAFE_LOW)
    if not high < SAFE_HIGH:
        _rescale(lengths, x, 1 / SCALE, squares >= SAFE_HIGH)
    return lengths[..., None]


def _rescale(lengths: np.ndarray, x: np.ndarray, scale: float, where: np.ndarray) -> None:
    """The norms again by way of those of scaled vectors, in place, where this is so."""
    if where.ndim == 1:  # picked so in half the time where coordinates stand side by side
        at: Any = where.nonzero()[0]
        picked = x.T.take(at, axis=1).T
    else:  # of several axes `nonzero` alone takes five times as long
        at = np.unravel_index(np.flatnonzero(where), where.shape)
        picked = x[at]
    lengths[at] = np.sqrt(_sum_of_squares(picked * scale)) / scale


def _sum_of_squares(x: np.ndarray) -> np.ndarray:
    """Σᵢ xᵢ², coordinate by coordinate where they are few: np.vecdot takes 15 ns a vector."""
    count = x.shape[-1]
    if not 0 < count <= FEW:
        return np.asarray(np.vecdot(x, x))
    squares = np.square(x)
    if count == 1:
        return np.asarray(squares[..., 0])
    first = squares[..., 0]
    total = np.asarray(first if x.ndim == 2 else first.copy())  # side by side, for speed
    for i in range(1, count):
        total += squares[..., i]
    return total


def _of_objects(x: np.ndarray) -> np.ndarray:
    """‖x‖ of numbers of another kind, as balls, which know the length of a row of theirs."""
    lengths = np.empty((*x.shape[:-1], 1), dtype=object)
    for index in np.ndindex(x.shape[:-1]):
        row = x[index]
        lengths[(*index, 0)] = type(row[0]).length(row)
    return lengths.view(type(x))


def _everywhere(x: Array) -> Array:
    xp = namespace(x)
    squares = xp.sum(x * x, axis=-1)
    small, large = squares <= SAFE_LOW, squares >= SAFE_HIGH
    scale = xp.where(small, SCALE, xp.where(large, 1 / SCALE, 1.0))
    unscale = xp.where(small, 1 / SCALE, xp.where(large, SCALE, 1.0))
    scaled = x * scale[..., None]
    return (xp.sqrt(xp.sum(scaled * scaled, axis=-1)) * unscale)[..., None]


def unit(x: Array) -> Array:
    """x/‖x‖ over the last axis, and 0 where x = 0: (..., n) -> (..., n)."""
    length = norm(x)
    return x / namespace(x).where(length == 0, 1.0, length)
