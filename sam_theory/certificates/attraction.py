"""Multipliers of an enclosed cycle, and a ball of starts that converge to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import flint
import numpy as np

from sam_theory.certificates.enclosure import (
    Box,
    CycleBox,
    Map,
    column,
    distance,
    entries,
    lower,
    middle,
    upper,
    widened,
)
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, ball

SHRINK = 0.75  # of the half width of the parallelepiped in which two steps are shown to contract
SMALLEST = 96  # how often it is shrunk at most


def multipliers(image: Map, cycle: CycleBox) -> list[Ball]:
    """Enclosures of the absolute values of the multipliers of two steps; [] where they fail."""
    product = image(cycle.second)[1] * image(cycle.first)[1]
    try:
        return [abs(value) for value in flint.acb_mat(product).eig(multiple=True)]
    except (ValueError, NotImplementedError):
        return []


def attracted_ball(image: Map, cycle: CycleBox) -> tuple[float, float]:
    """(radius, rate): starts within the radius of the first point come closer, two steps at a time.

    With V of approximate eigenvectors and P = x̂ + V[−s, s]ⁿ, if ‖V⁻¹ D(F∘F) V‖_∞ ≤ q < 1 on P
    then F∘F contracts by q, in that norm, towards the cycle's point x̄ from all points of P that
    are as far from its boundary as x̄ is from x̂. (0, 1) where no s is found.
    """
    basis = _basis((image(cycle.second)[1] * image(cycle.first)[1]).mid())
    inverse = basis.inv()
    size = float(cycle.radius.upper())

    def rate(shrunk: int) -> float:
        half = ball(size * SHRINK**shrunk)
        try:
            return upper(_rate(image, cycle, basis, inverse, half))
        except (Undecided, ZeroDivisionError):
            return np.inf

    if not rate(SMALLEST) < 1:
        return 0.0, 1.0
    least = _least(lambda shrunk: rate(shrunk) < 1, -1, SMALLEST)
    return lower(_euclidean(cycle, inverse, ball(size * SHRINK**least))), rate(least)


def _least(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The least number found between low, where it does not hold, and high, where it does."""
    while high - low > 1:
        between = (low + high) // 2
        low, high = (low, between) if holds(between) else (between, high)
    return high


def approximate_multiplier(image: Map, start: np.ndarray) -> float:
    """The greatest absolute multiplier of two steps from a point, in floating point."""
    after, first = image([ball(float(c)) for c in start])
    _, second = image(middle(after))
    return float(np.abs(np.linalg.eigvals(_floats(second.mid() * first.mid()))).max())


def _floats(matrix: Any) -> np.ndarray:
    return np.array([[float(entry) for entry in row] for row in matrix.tolist()])


def _basis(product: Any) -> Any:
    n = product.nrows()
    values = _floats(product)
    eigenvalues, vectors = np.linalg.eig(values)
    if np.iscomplexobj(eigenvalues):
        vectors = np.where(eigenvalues.imag >= 0, vectors.real, vectors.imag)
    if np.linalg.cond(vectors) > 1e6:
        vectors = np.eye(n)
    return flint.arb_mat(vectors.tolist())


def _rate(image: Map, cycle: CycleBox, basis: Any, inverse: Any, half: Ball) -> Ball:
    """The norm of the derivative of two steps over the parallelepiped, a ball."""
    center = middle(cycle.first)
    widths = _row_sums(basis)
    box = [widened(c, half * w) for c, w in zip(center, widths, strict=True)]
    value, _ = image(center)
    _, first = image(box)
    offset = column([b - c for b, c in zip(box, center, strict=True)])
    after = [a + b for a, b in zip(value, entries(first * offset), strict=True)]
    _, second = image(after)
    return reduce(flint.arb.max, _row_sums(inverse * second * first * basis))


def _row_sums(matrix: Any) -> list[Ball]:
    rows, columns = matrix.nrows(), matrix.ncols()
    return [sum((abs(matrix[i, j]) for j in range(columns)), ball(0)).upper() for i in range(rows)]


def _euclidean(cycle: CycleBox, inverse: Any, half: Ball) -> Ball:
    """The radius of a ball within the parallelepiped that is centred at the cycle's point."""
    n = inverse.nrows()
    center = middle(cycle.first)
    drift = distance(cycle.first, center)
    reported = distance(cycle.first, [ball(float(c)) for c in center])  # the point is a float
    lengths: Box = [
        sum((inverse[i, j] * inverse[i, j] for j in range(n)), ball(0)).sqrt() for i in range(n)
    ]
    return half / reduce(flint.arb.max, lengths) - drift - reported
