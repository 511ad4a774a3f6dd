"""Runs, written for the corpus alone: nothing of what is tested computes them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from corpus.kinds.functions import Function

Error = Callable[[int, np.ndarray], np.ndarray]
Shape = Callable[[np.ndarray], np.ndarray]


def unit(g: np.ndarray) -> np.ndarray:
    """g/‖g‖, 0 for 0."""
    size = math.sqrt(g @ g)
    return g / size if size > 0 else g


DISPLACEMENTS: dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
    "sam": lambda g, rho: rho * unit(g),
    "igd": lambda g, rho: -rho * unit(g),
    "usam": lambda g, rho: rho * g,
    "extragradient": lambda g, rho: -rho * g,
}


def descend(
    f: Function,
    start: ArrayLike,
    step: np.ndarray,
    *,
    method: str = "gd",
    radius: np.ndarray | None = None,
    error: Error | np.ndarray | None = None,
    momentum: ArrayLike = 0.0,
    shape: Shape | None = None,
) -> np.ndarray:
    """x⁺ = x − tₖ s(∇f(x + vₖ) + eₖ) + βₖ(x − xᵏ⁻¹), the iterates, (K, n).

    `error` is an array, (K, n), or a function of the row and x; s is `shape`.
    """
    x = before = np.atleast_1d(np.array(start, dtype=float))
    points, displaced = np.empty((len(step), len(x))), DISPLACEMENTS.get(method)
    beta = np.broadcast_to(momentum, len(step)).tolist()
    for i, t in enumerate(step.tolist()):
        points[i] = x
        g = f.gradient(x)
        if displaced is not None and radius is not None:
            g = f.gradient(x + displaced(g, radius[i]))
        if error is not None:
            g = g + (error(i, x) if callable(error) else error[i])
        if shape is not None:
            g = shape(g)
        x, before = x - t * g + (beta[i] * (x - before) if beta[i] else 0), x
    return points


def adam(
    f: Function,
    start: ArrayLike,
    step: np.ndarray,
    *,
    betas: tuple[float, float] = (0.9, 0.99),
    decay: float = 0.0,
    error: np.ndarray | None = None,
) -> np.ndarray:
    """Adam, or AdamW with its decoupled decay: x⁺ = x − tₖ(wx + m̂/(√v̂ + ε)), ε = 10⁻⁸."""
    x = np.atleast_1d(np.array(start, dtype=float))
    first, second = np.zeros_like(x), np.zeros_like(x)
    points = np.empty((len(step), len(x)))
    for i, t in enumerate(step.tolist()):
        points[i] = x
        g = f.gradient(x) + (0 if error is None else error[i])
        first = betas[0] * first + (1 - betas[0]) * g
        second = betas[1] * second + (1 - betas[1]) * g * g
        mean, size = first / (1 - betas[0] ** (i + 1)), second / (1 - betas[1] ** (i + 1))
        x = x - t * (decay * x + mean / (np.sqrt(size) + 1e-8))
    return points
