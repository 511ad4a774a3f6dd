"""Upper bounds that hold on whole boxes: ball arithmetic with branch and bound."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import flint
import numpy as np

Number = Any  # a float, or an array of balls: formulas below are written once for both
Matrix = Sequence[Sequence[Number]]  # (n, n), symmetric


def balls(low: Any, high: Any) -> Any:
    """Balls of Arb around the intervals [low, high], element by element."""
    return _HULL(low, high)


_HULL = np.frompyfunc(lambda low, high: flint.arb(low).union(flint.arb(high)), 2, 1)
_SQUARE = np.frompyfunc(lambda b: (b * b).nonnegative_part(), 1, 1)
_INVERSE = np.frompyfunc(lambda b: 1 / b, 1, 1)
_SINE = np.frompyfunc(lambda b: b.sin(), 1, 1)
_MIDDLE_AND_RADIUS = np.frompyfunc(lambda b: _middle_and_radius(flint.arb(b)), 1, 2)


def _middle_and_radius(ball: flint.arb) -> tuple[float, float]:
    return float(ball.mid()), float(ball.rad())


def has_balls(x: Number) -> bool:
    """Whether it is an array of balls, and no number."""
    return isinstance(x, np.ndarray) and x.dtype == object


def square(x: Number) -> Number:
    """x², of a ball and never below 0."""
    return _SQUARE(x) if has_balls(x) else x * x


def inverse(x: Number) -> Number:
    """1/x; a ball that reaches 0 gets no finite bound."""
    return _INVERSE(x) if has_balls(x) else 1 / x


def sine(x: Number) -> Number:
    """sin x."""
    return _SINE(x) if has_balls(x) else np.sin(x)


def norm_bound(matrix: Matrix) -> Any:
    """An upper bound of the spectral norm over each box: that of the midpoints, plus the radii."""
    n = len(matrix)
    upper = [(i, j) for i in range(n) for j in range(i, n)]
    entries = np.broadcast_arrays(*(np.asarray(matrix[i][j], dtype=object) for i, j in upper))
    middle, radius = np.empty((2, *entries[0].shape, n, n))
    for (i, j), entry in zip(upper, entries, strict=True):
        m, r = _MIDDLE_AND_RADIUS(entry)
        middle[..., i, j] = middle[..., j, i] = m
        radius[..., i, j] = radius[..., j, i] = r
    usable = np.all(np.isfinite(middle), axis=(-2, -1))
    middle = np.where(usable[..., None, None], middle, 0.0)
    size = np.max(np.abs(np.linalg.eigvalsh(middle)), axis=-1)
    bound = (size + np.max(np.sum(radius, axis=-1), axis=-1)) * (1 + 1e-12) + 1e-12
    return np.where(usable, bound, np.inf)


def boxes_needed(
    hessian: Callable[..., Matrix],
    box: Sequence[tuple[float, float]],
    limit: float,
    most: int,
) -> int:
    """Prove ‖hessian‖ ≤ limit on the box; the number of boxes it took.

    `hessian` takes an array of balls for each side of the box. Raises AssertionError if `most`
    boxes were not enough.
    """
    centre = np.array([[(low + high) / 2 for low, high in box]])
    half = np.array([[(high - low) / 2 for low, high in box]])
    sides = np.flatnonzero(half[0] > 0)
    used = 0
    for split in itertools.cycle(sides):
        used += len(centre)
        assert used <= most, f"{used} boxes; undecided ones are near {centre[:3]}"
        low, high = np.nextafter(centre - half, -np.inf), np.nextafter(centre + half, np.inf)
        bound = norm_bound(hessian(*balls(low, high).T))
        undecided = ~(bound <= limit)
        if not np.any(undecided):
            return used
        centre, half = centre[undecided], half[undecided]
        half[:, split] /= 2
        shift = np.zeros_like(half)
        shift[:, split] = half[:, split]
        centre, half = np.concatenate((centre - shift, centre + shift)), np.tile(half, (2, 1))
    raise AssertionError("a box must have a side of positive length")
