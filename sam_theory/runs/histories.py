"""Whole histories of a batch of runs: every iteration of what a chunk holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from sam_theory.runs.batch import Plan
from sam_theory.runs.recording import Chunk
from sam_theory.runs.reference import run
from sam_theory.setting.problem import Problem

COLUMNS: Mapping[str, Callable[[Chunk], np.ndarray]] = {  # each (C, R), iterates (C, R, n)
    "value": lambda chunk: chunk.value,
    "gradient_norm": lambda chunk: chunk.gradient_norm,
    "iterate": lambda chunk: chunk.x[:-1],
    "step": lambda chunk: chunk.step,
    "radius": lambda chunk: chunk.radius,
}
History = Mapping[str, np.ndarray]


def histories(
    problem: Problem,
    plans: Sequence[Plan],
    names: Sequence[str],
    *,
    iterations: int,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[History]:
    """Those of COLUMNS that are named, one history a plan: (K,) each, iterates (K, n).

    K is `iterations`, or less where a run ends by itself.
    """
    found: dict[int, dict[str, list[np.ndarray]]] = {
        i: {name: [] for name in names} for i in range(len(plans))
    }

    def observe(chunk: Chunk, lengths: np.ndarray, runs: np.ndarray) -> None:
        for name in names:
            columns = COLUMNS[name](chunk)
            for column, i in enumerate(runs):
                found[int(i)][name].append(columns[: lengths[column], column].copy())
        if progress is not None:
            progress(chunk.first + len(chunk) - 1, iterations)

    run(problem, plans, iterations=iterations, seed=seed, observe=observe)
    return [
        {name: np.concatenate(parts) for name, parts in of_run.items()} for of_run in found.values()
    ]
