"""One run of a setting in floating point, with the method's state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.certificates.dynamics import NO_K as UNASKED
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Point
from sam_theory.setting.problem import Array

NO_K = np.array([np.nan])
LOOK = 64  # iterations, after each of which it is seen whether one of the last as many is repeated


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
            if i % LOOK == LOOK - 1 and _repeats(dynamics, rows[: i + 1], at):
                return Path(_continued(rows, i), n)
            x, _, state = method.step(at)
    return Path(rows, n)


def _repeats(dynamics: Dynamics, rows: np.ndarray, at: Point) -> bool:
    """Whether a run is to the last bit where it was shortly before, and goes on as from there."""
    constant = dynamics.step.is_constant and dynamics.radius.is_constant
    return constant and _period(rows) > 0 and not _asks_for_k(dynamics, at)


def _period(rows: np.ndarray) -> int:
    """How many iterations ago the run was last where it is; 0 where it was not."""
    bits = rows[-LOOK:].view(np.int64)
    same = np.flatnonzero((bits[:-1] == bits[-1]).all(axis=1))
    return len(bits) - 1 - int(same[-1]) if len(same) else 0


def _asks_for_k(dynamics: Dynamics, at: Point) -> bool:
    """Whether the method's step from a point depends on k, or cannot do without it."""
    try:
        dynamics.method.step(at._replace(k=np.array([UNASKED], dtype=object)))
    except Exception:  # a method is anybody's, and what it raises where k is none too
        return True
    return False


def _continued(rows: np.ndarray, last: int) -> np.ndarray:
    """All rows of a run that repeats what it did before that one, the rest filled in place."""
    period = _period(rows[: last + 1])
    rest = np.arange(last + 1, len(rows))
    rows[rest] = rows[last - period + 1 + (rest - last - 1) % period]
    return rows


def advanced(dynamics: Dynamics, x: np.ndarray, k: np.ndarray) -> np.ndarray:
    """x after one step, (B, n), of a method without memory and draws, at one k for each row."""
    step, radius = (each.values(k)[:, None] for each in (dynamics.step, dynamics.radius))
    return moved(dynamics, x, step, radius, k.astype(float))


def moved(
    dynamics: Dynamics,
    x: np.ndarray,
    step: Array,
    radius: Array,
    k: np.ndarray = NO_K,
    state: tuple[np.ndarray, ...] = (),
) -> np.ndarray:
    """x after one step of that length and radius, (B, n), of a method without draws.

    Without a k it is one that does not depend on it. `state` are arrays of the shape of x.
    """
    problem = dynamics.problem
    t, rho = (np.broadcast_to(each, (len(x), 1)) for each in (step, radius))
    with np.errstate(all="ignore"):
        point = Point(x, problem.gradient(x), t, rho, k, state, (), (), Oracle.of(problem))
        return np.asarray(dynamics.method.step(point).x)
