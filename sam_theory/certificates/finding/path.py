"""One run of a setting in floating point, with the method's state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Point
from sam_theory.setting.problem import Array

NO_K = np.array([np.nan])


@dataclass(frozen=True)
class Path:
    """The points of a run, (K, N): xᵏ, k = i + 1, and state in row i, N = n(1 + memory)."""

    rows: np.ndarray
    dimension: int

    @property
    def x(self) -> np.ndarray:
        """The iterates, (K, n)."""
        return self.rows[:, : self.dimension]


def path(dynamics: Dynamics, start: np.ndarray, iterations: int) -> Path:
    """The run from a start, (n,), for at most so many iterations; the method draws nothing.

    It ends before an overflow, and without memory where ∇f vanishes.
    """
    problem, method = dynamics.problem, dynamics.method
    n, k = problem.dimension, np.arange(1, iterations + 1)
    steps, radii = dynamics.step.values(k), dynamics.radius.values(k)
    oracle = Oracle.of(problem)
    x = np.array(start, dtype=np.float64)[None, :]
    state = tuple(np.zeros_like(x) for _ in range(method.memory))
    rows = np.empty((iterations, n * (1 + method.memory)))
    with np.errstate(all="ignore"):
        for i in range(iterations):
            rows[i] = np.concatenate([x[0], *(array[0] for array in state)])
            if not np.isfinite(rows[i]).all():
                return Path(rows[:i], n)
            t, rho = steps[i : i + 1, None], radii[i : i + 1, None]
            here = problem.gradient(x)
            if not method.memory and not np.any(here):
                return Path(rows[: i + 1], n)
            at = Point(x, here, t, rho, k[i : i + 1] * 1.0, state, (), (), oracle)
            x, _, state = method.step(at)
    return Path(rows, n)


def advanced(dynamics: Dynamics, x: np.ndarray, k: np.ndarray) -> np.ndarray:
    """x after one step, (B, n), of a method without memory and draws, at one k for each row."""
    step, radius = (each.values(k)[:, None] for each in (dynamics.step, dynamics.radius))
    return moved(dynamics, x, step, radius, k.astype(float))


def moved(
    dynamics: Dynamics, x: np.ndarray, step: Array, radius: Array, k: np.ndarray = NO_K
) -> np.ndarray:
    """x after one step of that length and radius, (B, n), of a method without memory and draws.

    Without a k it is one that does not depend on it.
    """
    problem = dynamics.problem
    t, rho = (np.broadcast_to(each, (len(x), 1)) for each in (step, radius))
    with np.errstate(all="ignore"):
        point = Point(x, problem.gradient(x), t, rho, k, (), (), (), Oracle.of(problem))
        return np.asarray(dynamics.method.step(point).x)
