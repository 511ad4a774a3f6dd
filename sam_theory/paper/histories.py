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
    found: dict[int, list[np.ndarray]] = {i: [] for i in range(len(plans))}

    def observe(chunk: Chunk, lengths: np.ndarray, runs: np.ndarray) -> None:
        columns = part(chunk)
        for column, i in enumerate(runs):
            found[int(i)].append(columns[: lengths[column], column].copy())
        progress(chunk.first + len(chunk) - 1, iterations)

    run(problem, plans, iterations=iterations, observe=observe)
    histories = [np.concatenate(found[i]) for i in range(len(plans))]
    if any(len(history) < iterations for history in histories):
        raise ValueError(f"every run on {problem.name} must last {iterations} iterations")
    return np.stack(histories, axis=1)
