"""Histories of runs that all last to the end, as arrays over them, for drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sam_theory.report.figure import unwatched
from sam_theory.runs.batch import Plan
from sam_theory.runs.histories import histories
from sam_theory.setting.problem import Problem

Progress = Callable[[int, int], None]


def values(
    problem: Problem, plans: Sequence[Plan], iterations: int, progress: Progress = unwatched
) -> np.ndarray:
    """f(xᵏ) for k = 1 … iterations, (K, R)."""
    return _stacked("value", problem, plans, iterations, progress)


def slopes(
    problem: Problem, plans: Sequence[Plan], iterations: int, progress: Progress = unwatched
) -> np.ndarray:
    """‖∇f(xᵏ)‖ for k = 1 … iterations, (K, R)."""
    return _stacked("gradient_norm", problem, plans, iterations, progress)


def iterates(
    problem: Problem, plans: Sequence[Plan], iterations: int, progress: Progress = unwatched
) -> np.ndarray:
    """xᵏ for k = 1 … iterations, (K, R, n)."""
    return _stacked("iterate", problem, plans, iterations, progress)


def _stacked(
    name: str, problem: Problem, plans: Sequence[Plan], iterations: int, progress: Progress
) -> np.ndarray:
    """Raises ValueError if a run ends before its last iteration."""
    found = histories(problem, plans, (name,), iterations=iterations, progress=progress)
    if any(len(history[name]) < iterations for history in found):
        raise ValueError(f"every run on {problem.name} must last {iterations} iterations")
    return np.stack([history[name] for history in found], axis=1)
