"""The next iterations of a batch, computed in NumPy."""

from __future__ import annotations

from functools import partial

import numpy as np

from sam_theory.runs.batch import Batch
from sam_theory.runs.displacing import displaced_steps
from sam_theory.runs.recording import Chunk, Steps
from sam_theory.runs.stepping import general_steps


def advance(batch: Batch, first: int, count: int) -> Chunk:
    """Compute `count` iterations from k = first on, with f at each."""
    steps = take(batch, first, count)
    constant, slope = batch.once("bounds", partial(_bounds, batch))
    return Chunk(
        **vars(steps),
        value=batch.problem.value(steps.x[:-1]),
        error_bound=steps.radius * (slope * steps.gradient_norm + constant),
        evaluations=batch.once("evaluations", partial(_evaluations, batch)),
    )


def take(batch: Batch, first: int, count: int, *, sparing: bool = False) -> Steps:
    """Compute `count` iterations from k = first on.

    Whether steps answer as they must is asked at each of them, or, `sparing`, at the first.
    """
    k = np.arange(first, first + count)
    if all(method.shape is not None for method, _ in batch.groups()):
        return displaced_steps(batch, k)
    return general_steps(batch, k, sparing)


def _bounds(batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    """The coefficients of the errors' bounds, (R,) each; NaN where nothing is stated."""
    constant, slope = np.full(len(batch.x), np.nan), np.full(len(batch.x), np.nan)
    for method, b in batch.groups():
        if method.error is not None:
            constant[b], slope[b] = method.error.absolute, method.error.relative
    return constant, slope


def _evaluations(batch: Batch) -> np.ndarray:
    """How many of ∇f each run's estimate rests on, (R,)."""
    return np.concatenate(
        [np.full(b.stop - b.start, float(m.gradients)) for m, b in batch.groups()]
    )
