"""Ensembles by the compiled engine: one loop over the iterations between two rows.

Numbers below 2.2e-308 are taken for zero there, which no mean over draws is told from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from sam_theory.runs.batch import Batch, Plan
from sam_theory.runs.compiled.backend import load
from sam_theory.runs.compiled.engine import hashable
from sam_theory.runs.compiled.iteration import Iteration, State
from sam_theory.runs.compiled.readable import require_readable
from sam_theory.runs.compiled.rounding import rounding
from sam_theory.runs.compiled.timetable import Timetable
from sam_theory.runs.ensembles import SEEDS, Ensemble, Tally, plans_of
from sam_theory.runs.reference import started
from sam_theory.setting.noise import streams
from sam_theory.setting.problem import Array, Problem


class Sums(NamedTuple):
    """S seeds before an iteration k, and what has been added up since the last row."""

    state: State
    slopes: Array  # (S,), of ‖∇f‖
    squares: Array  # (S,), of ‖∇f‖²
    gone: Array  # (S,) of bool


class Inputs(NamedTuple):
    """What a call is told besides: iterations k = first … end − 1."""

    first: Array
    end: Array
    offset: Array  # k of row 0 of the table
    table: Array  # (C, T) schedules at consecutive k, or (1, T) where all are constant
    columns: Array  # (2,), of step and radius
    stream: Array  # (S,) unsigned
    one: Array  # 1.0, which the compiler does not know


@dataclass(frozen=True)
class Summing:
    """What a function is compiled for; equal ones share it."""

    iteration: Iteration

    def advance(self, inputs: Inputs, sums: Sums) -> tuple[Sums, Array]:
        """The sums after these iterations, and f at the last of them, (S,)."""
        jax = load()
        xp = jax.numpy
        rounded, last = rounding(inputs.one), inputs.table.shape[0] - 1

        def iterate(k: Array, sums: Sums) -> Sums:
            row = inputs.table[xp.minimum(k - inputs.offset, last) if last else 0]
            t, rho = row[inputs.columns[0]], row[inputs.columns[1]]
            state, moved = self.iteration.move(k, t, rho, inputs.stream, rounded, sums.state)
            size = moved.gradient
            counted = xp.where(xp.isnan(size), 0.0, size)
            return Sums(
                state,
                sums.slopes + rounded(counted),
                sums.squares + rounded(counted * counted),
                sums.gone | ~xp.isfinite(size),
            )

        sums = jax.lax.fori_loop(inputs.first, inputs.end, iterate, sums)
        return sums, self.iteration.values(rounded, sums.state.last)


def ensemble(
    problem: Problem, plan: Plan, *, iterations: int, seeds: int = SEEDS, seed: int = 0
) -> Ensemble:
    """As the reference engine's `ensemble`, up to rounding.

    Raises UsageError besides where jax is missing, or cannot read the problem's definition.
    """
    jax = load()
    batch = started(problem, plans_of(plan, seeds), iterations=iterations, seed=seed)
    tally, timetable = Tally.of(iterations, seeds), Timetable(batch.schedules)
    iteration = _iteration(problem, plan, seeds)
    with jax.enable_x64(True):
        require_readable(iteration, problem.name)
        inputs, sums = _inputs(batch, timetable), _start(batch, plan)
        first, nought = 1, np.zeros(seeds)
        for k in tally.k:
            value = nought
            while first <= k:
                end = timetable.reach(first, int(k) + 1)
                inputs = inputs._replace(
                    first=np.int64(first),
                    end=np.int64(end),
                    offset=np.int64(timetable.offset),
                    table=timetable.values,
                )
                sums, value = compiled(Summing(iteration))(inputs, sums)
                tally.add(*(np.asarray(a) for a in (sums.slopes, sums.squares, sums.gone)))
                sums, first = sums._replace(slopes=nought, squares=nought), end
            tally.close(np.asarray(value), np.asarray(sums.state.gradient))
    return tally.ensemble(np.array(plan.start, dtype=np.float64))


def _iteration(problem: Problem, plan: Plan, seeds: int) -> Iteration:
    return Iteration(
        hashable(problem.value),
        hashable(problem.gradient),
        problem.dimension,
        None,
        ((plan.method, seeds),),
        problem.components,
    )


def _inputs(batch: Batch, timetable: Timetable) -> Inputs:
    numbers = np.array([plan.number for plan in batch.plans], dtype=np.uint64)
    return Inputs(
        first=np.int64(1),
        end=np.int64(1),
        offset=np.int64(timetable.offset),
        table=timetable.values,
        columns=batch.columns[:, 0],
        stream=streams(batch.seed, numbers),
        one=np.float64(1.0),
    )


def _start(batch: Batch, plan: Plan) -> Sums:
    x, nought = batch.x.T.copy(), np.zeros(len(batch.plans))
    memory = tuple(np.zeros_like(x) for _ in range(plan.method.memory))
    state = State(x, (memory,), nought, nought, x, nought)
    return Sums(state, nought, nought, np.zeros(len(nought), dtype=bool))


@lru_cache(maxsize=16)
def compiled(summing: Summing) -> Callable[[Inputs, Sums], Any]:
    """The loop as a function that JAX compiles for each shape of its arguments."""
    level = {"xla_backend_optimization_level": "1"}
    return load().jit(summing.advance, compiler_options=level)  # type: ignore[no-any-return]
