"""Whether a gradient that is given is that of f: by differences of f, at the starts."""

from __future__ import annotations

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.setting.problem import Problem, answering

LENGTH = 1e-5  # of the differences, times 1 + ‖x‖: they are off by its square, and by ε|f| over it
AGREE = 1e-2  # of the sizes compared: wrong signs and factors are off by more
EPS = float(np.finfo(np.float64).eps)


def require_gradient(problem: Problem) -> None:
    """Raise UsageError if f changes along a line otherwise than its gradient says."""
    x = np.array(problem.starts, dtype=np.float64)  # (B, n)
    asked = answering(problem, x)
    direction = np.random.default_rng(0).standard_normal(x.shape)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    h = LENGTH * (1 + np.linalg.norm(x, axis=1))
    with np.errstate(all="ignore"):
        gradient = np.asarray(asked.gradient(x), dtype=np.float64)
        ahead, behind = (asked.value(x + s * h[:, None] * direction) for s in (1, -1))
        seen = (np.asarray(ahead, dtype=np.float64) - np.asarray(behind)) / (2 * h)
        said = np.sum(gradient * direction, axis=1)
        rounding = 100 * EPS * (np.abs(ahead) + np.abs(behind)) / h
        size = np.maximum(np.abs(seen), np.linalg.norm(gradient, axis=1))
        wrong = np.abs(seen - said) > AGREE * size + rounding + LENGTH
    if wrong.any():
        i = int(wrong.argmax())
        raise UsageError(
            f"gradient must be that of f; at x = {x[i].tolist()!s:.60} it says that f changes by "
            f"{said[i]:.4g} along a line, and f changes by {seen[i]:.4g}; check its sign and factor"
        )
