"""Whole histories of a batch of runs, for drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sam_theory.report.figure import unwatched
from sam_theory.runs.batch import Plan
from sam_theory.runs.recording import Chunk
from sam_theory.runs.reference import run
from sam_theory.setting.problem import Problem

Progress = Callable[[int, int], None]


def values(
    problem: Problem, plans: Sequence[Plan], iterations: int, progress: Progress = unwatched
) -> np.ndarray:
    """f(xᵏ) for k = 1 … iterations, (K, R)."""
    return _collected(problem, plans, iterations, progress, lambda chunk: chunk.value)


def iterates(
    problem: Problem, plans: Sequence[Plan], iterations: int, progress: Progress = unwatched
) -> np.ndarray:
    """xᵏ for k = 1 … iterations, (K, R, n)."""
    return _collected(problem, plans, iterations, progress, lambda chunk: chunk.x[:-1])


def _collected(
    problem: Problem,
    plans: Sequence[Plan],
    iterations: int,
    progress: Progress,
    part: Callable[[Chunk], np.ndarray],
) -> np.ndarray:
    """Raises ValueError if a run ends before its last iteration."""
    parts: list[np.ndarray] = []

    def observe(chunk: Chunk, lengths: np.ndarray) -> None:
        if len(lengths) < len(plans) or (lengths < len(chunk)).any():
            raise ValueError(f"every run on {problem.name} must last {iterations} iterations")
        parts.append(part(chunk).copy())
        progress(chunk.first + len(chunk) - 1, iterations)

    run(problem, plans, iterations=iterations, observe=observe)
    return np.concatenate(parts)
