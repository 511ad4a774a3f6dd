"""Upper bounds that hold on whole boxes: interval arithmetic with branch and bound."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Number = Any  # a float, an array or an Interval: formulas below are written once for all three
Matrix = Sequence[Sequence[Number]]  # (n, n), symmetric


@dataclass(frozen=True)
class Interval:
    """Arrays of intervals [low, high], each operation rounded outwards by one ulp."""

    low: Any
    high: Any

    def __add__(self, other: Number) -> Interval:
        other = interval(other)
        return _outward(self.low + other.low, self.high + other.high)

    __radd__ = __add__

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Number) -> Interval:
        return self + (-interval(other))

    def __rsub__(self, other: Number) -> Interval:
        return interval(other) - self

    def __mul__(self, other: Number) -> Interval:
        if isinstance(other, float | int):
            ends = (self.low * other, self.high * other)
            return _outward(*(ends if other >= 0 else ends[::-1]))
        other = interval(other)
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _outward(np.minimum.reduce(corners), np.maximum.reduce(corners))

    __rmul__ = __mul__


def interval(x: Number) -> Interval:
    """x itself, or the point interval of a number."""
    return x if isinstance(x, Interval) else Interval(x, x)


def _outward(low: Any, high: Any) -> Interval:
    return Interval(np.nextafter(low, -np.inf), np.nextafter(high, np.inf))


def square(x: Number) -> Number:
    """x², of an interval without treating its two factors as independent."""
    if not isinstance(x, Interval):
        return x * x
    ends = (np.abs(x.low), np.abs(x.high))
    least = np.where((x.low <= 0) & (x.high >= 0), 0.0, np.minimum(*ends))
    result = _outward(least * least, np.maximum(*ends) ** 2)
    return Interval(np.maximum(result.low, 0.0), result.high)


def inverse(x: Number) -> Number:
    """1/x for x ≥ 0; a box that reaches 0 gets the upper bound ∞."""
    if not isinstance(x, Interval):
        return 1 / x
    with np.errstate(divide="ignore"):
        return _outward(1 / np.maximum(x.high, 0.0), 1 / np.maximum(x.low, 0.0))


def sine(x: Number) -> Number:
    """sin x, for intervals within [−π, 3π]; 1-Lipschitz about the midpoint, and within [−1, 1]."""
    if not isinstance(x, Interval):
        return np.sin(x)
    middle, half = (x.low + x.high) / 2, (x.high - x.low) / 2 * (1 + 1e-15) + 1e-15
    value = np.sin(middle)
    return Interval(np.maximum(value - half, -1.0), np.minimum(value + half, 1.0))


def norm_bound(matrix: Matrix) -> Any:
    """An upper bound of the spectral norm over each box: that of the midpoints, plus the radii."""
    entries = [[interval(e) for e in row] for row in matrix]
    shape = np.broadcast_shapes(*(np.shape(e.low) for row in entries for e in row))
    low, high = (
        np.stack(
            [np.stack([np.broadcast_to(getattr(e, end), shape) for e in row]) for row in entries]
        )
        for end in ("low", "high")
    )
    low, high = (np.moveaxis(a, (0, 1), (-2, -1)) for a in (low, high))
    middle, radius = (low + high) / 2, (high - low) / 2
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

    `hessian` takes one Interval for each side of the box. Raises AssertionError if `most` boxes
    were not enough.
    """
    centre = np.array([[(low + high) / 2 for low, high in box]])
    half = np.array([[(high - low) / 2 for low, high in box]])
    sides = np.flatnonzero(half[0] > 0)
    used = 0
    for split in itertools.cycle(sides):
        used += len(centre)
        assert used <= most, f"{used} boxes; undecided ones are near {centre[:3]}"
        low, high = np.nextafter(centre - half, -np.inf), np.nextafter(centre + half, np.inf)
        with np.errstate(invalid="ignore", over="ignore"):
            matrix = hessian(*(Interval(a, b) for a, b in zip(low.T, high.T, strict=True)))
            bound = norm_bound(matrix)
        undecided = ~(bound <= limit)
        if not np.any(undecided):
            return used
        centre, half = centre[undecided], half[undecided]
        half[:, split] /= 2
        shift = np.zeros_like(half)
        shift[:, split] = half[:, split]
        centre, half = np.concatenate((centre - shift, centre + shift)), np.tile(half, (2, 1))
    raise AssertionError("a box must have a side of positive length")
