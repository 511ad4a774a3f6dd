"""How far the gradients of components lie apart: their variance, at points and of fixed vectors."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import Enclosure
from sam_theory.setting.problem import Components

MARGIN = 1e-12  # relative; what summing up to a thousand squares may lose
AT_ONCE = 1 << 20  # weights
ROUNDING = 8 * float(np.finfo(np.float64).eps)  # relative, of a gradient


def each_gradient(components: Components, x: np.ndarray) -> np.ndarray:
    """∇fᵢ(x) of every component: (P, n) -> (P, N, n)."""
    count = components.count
    points = np.broadcast_to(x[:, None, :], (len(x), count, x.shape[-1]))
    weights = np.broadcast_to(np.eye(count), (len(x), count, count))
    return np.asarray(components.gradient(points, weights), dtype=np.float64)


def variance_at(components: Components, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(1/N) Σᵢ ‖∇fᵢ(x) − ∇f(x)‖², and a bound on the rounding of it: (P, n) -> (P,) twice."""
    few = max(1, AT_ONCE // components.count**2)
    found = [_variance(each_gradient(components, x[i : i + few])) for i in range(0, len(x), few)]
    value, square = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return value, MARGIN * square


def _variance(parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The variance and the mean square of (P, N, n) over N, both (P,)."""
    apart = parts - np.mean(parts, axis=-2, keepdims=True)
    value, square = (np.mean(np.sum(v * v, axis=-1), axis=-1) for v in (apart, parts))
    return value, square


def vanish_together(components: Components, x: np.ndarray, start: np.ndarray) -> bool:
    """Whether every ∇fᵢ vanishes at x, (n,), up to the rounding of what it is at a start, (n,)."""
    few = max(1, AT_ONCE // components.count)
    here = there = np.float64(0)
    for first in range(0, components.count, few):
        weights = np.eye(min(few, components.count - first), components.count, first)
        ones = np.ones((len(weights), 1))
        with np.errstate(all="ignore"):  # where the run has diverged
            parts = (np.abs(components.gradient(ones * at, weights)).max() for at in (x, start))
            here, there = map(np.maximum, (here, there), parts)
    return bool(here <= ROUNDING * there < np.inf)


def variance_between(components: Components, points: np.ndarray, upper: float) -> Enclosure:
    """The enclosure of sup (1/N) Σᵢ ‖∇fᵢ − ∇f‖² from points that come near it, (P, n).

    `upper` is a bound of it, computed up to rounding.
    """
    value, rounding = variance_at(components, points)
    return Enclosure(max(0.0, float(np.max(value - rounding))), upper * (1 + MARGIN))


def variance_of(vectors: np.ndarray) -> Enclosure:
    """(1/N) Σᵢ ‖vᵢ − v̄‖² of the rows of floats, (N, n), in rational arithmetic."""
    rows = [[Fraction(float(entry)) for entry in row] for row in vectors]
    mean = [sum(column, Fraction(0)) / len(rows) for column in zip(*rows, strict=True)]
    squares = [(a - b) ** 2 for row in rows for a, b in zip(row, mean, strict=True)]
    return Enclosure.containing(sum(squares, Fraction(0)) / len(rows))
