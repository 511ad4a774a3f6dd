"""How far the gradients of components lie apart: their variance, at points and of fixed vectors."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import Enclosure
from sam_theory.setting.problem import Components

MARGIN = 1e-12  # relative; what summing up to a thousand squares may lose


def each_gradient(components: Components, x: np.ndarray) -> np.ndarray:
    """∇fᵢ(x) of every component: (..., n) -> (..., N, n)."""
    count = components.count
    shape = (*x.shape[:-1], count)
    points = np.broadcast_to(x[..., None, :], (*shape, x.shape[-1]))
    weights = np.broadcast_to(np.eye(count), (*shape, count))
    return np.asarray(components.gradient(points, weights), dtype=np.float64)


def variance_at(components: Components, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(1/N) Σᵢ ‖∇fᵢ(x) − ∇f(x)‖², and a bound on the rounding of it: (..., n) -> (...) twice."""
    parts = each_gradient(components, x)
    apart = parts - np.mean(parts, axis=-2, keepdims=True)
    squares = np.mean(np.sum(parts * parts, axis=-1), axis=-1)
    return np.mean(np.sum(apart * apart, axis=-1), axis=-1), MARGIN * squares


def variance_between(components: Components, points: np.ndarray, upper: float) -> Enclosure:
    """The enclosure of sup (1/N) Σᵢ ‖∇fᵢ − ∇f‖² from points that come near it, (P, n).

    `upper` is a bound of it, computed up to rounding.
    """
    value, rounding = variance_at(components, points)
    return Enclosure(float(np.max(value - rounding)), upper * (1 + MARGIN))


def variance_of(vectors: np.ndarray) -> Enclosure:
    """(1/N) Σᵢ ‖vᵢ − v̄‖² of the rows of floats, (N, n), in rational arithmetic."""
    rows = [[Fraction(float(entry)) for entry in row] for row in vectors]
    mean = [sum(column, Fraction(0)) / len(rows) for column in zip(*rows, strict=True)]
    squares = [(a - b) ** 2 for row in rows for a, b in zip(row, mean, strict=True)]
    return Enclosure.containing(sum(squares, Fraction(0)) / len(rows))
