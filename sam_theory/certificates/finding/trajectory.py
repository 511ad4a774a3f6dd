"""A method's step in floats, on many points and at many k at once, and the run from one start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Point


def advanced(dynamics: Dynamics, x: np.ndarray, k: np.ndarray) -> np.ndarray:
    """x after one step, (B, n), of a method without memory and draws, at one k for each row."""
    problem, method = dynamics.problem, dynamics.method
    step, radius = (each.values(k)[:, None] for each in (dynamics.step, dynamics.radius))
    with np.errstate(all="ignore"):
        here = problem.gradient(x)
        point = Point(x, here, step, radius, k.astype(float), (), (), (), Oracle.of(problem))
        return np.asarray(method.step(point).x)


def trajectory(dynamics: Dynamics, start: Sequence[float], iterations: int) -> np.ndarray:
    """x¹, x², … as rows, (iterations, n), fewer where ∇f vanishes or x is no longer finite."""
    x = np.array([start], dtype=np.float64)
    rows = [x[0]]
    for k in range(1, iterations):
        after = advanced(dynamics, x, np.array([k]))
        if not np.all(np.isfinite(after)) or not np.any(dynamics.problem.gradient(x)):
            break
        x = after
        rows.append(x[0])
    return np.array(rows)
