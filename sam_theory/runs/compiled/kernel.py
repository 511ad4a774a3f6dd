"""The compiled loop: stretches of iterations, a record for each, in one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from sam_theory.runs.compiled.backend import load
from sam_theory.runs.compiled.iteration import Iteration, Record, State
from sam_theory.runs.compiled.rounding import rounding
from sam_theory.setting.problem import Array


class Inputs(NamedTuple):
    """What a call is told besides the state."""

    alive: Array  # (R,) of bool: the runs that count
    edges: Array  # (S+1,) of integers: stretch s covers k = edges[s] … edges[s+1] − 1
    count: Array  # how many of the stretches there are
    offset: Array  # k of row 0 of the table
    table: Array  # (C, T) schedules at consecutive k, or (1, T) where all are constant
    step: Array  # (R,) the column of each run's step
    radius: Array  # (R,) that of its radius
    stream: Array  # (R,) unsigned: from the seed and the run's number
    one: Array  # 1.0, which the compiler does not know


class Outcome(NamedTuple):
    """How far a call came."""

    k: Array  # the first iteration not done
    state: State  # the one before it
    records: Record  # (S, …), one for each stretch begun
    over: Array  # (R,) the runs that cannot take iteration k; none if all stretches are done


@dataclass(frozen=True)
class Loop:
    """What a function is compiled for; equal ones share it."""

    iteration: Iteration  # of all runs
    stretches: int  # S
    blocks: int  # into which the runs of a method are parted, so that their numbers stay in cache
    one_step: bool  # all runs have the same step
    one_radius: bool

    def advance(self, state: State, inputs: Inputs) -> Outcome:
        """All stretches; one in which a run cannot go on is done again, up to there."""
        jax = load()
        xp = jax.numpy
        empty = jax.tree.map(
            lambda a: xp.zeros((self.stretches, *a.shape), a.dtype), self.iteration.empty()
        )

        def unfinished(carry: tuple[Any, ...]) -> Array:
            s, first, limit, *_ = carry
            return (s < inputs.count) & (first < limit)

        def stretch(carry: tuple[Any, ...]) -> tuple[Any, ...]:
            s, first, limit, over, state, records = carry
            end = xp.minimum(inputs.edges[s + 1], limit)
            k, ended, after, record = self._stretch(inputs, first, end, state)
            done = ~xp.any(ended)
            records = jax.tree.map(
                lambda old, new: jax.lax.dynamic_update_index_in_dim(old, new, s, 0),
                records,
                record,
            )
            return (
                xp.where(done, s + 1, s),
                xp.where(done, k, first),
                xp.where(done, limit, k),
                xp.where(done, over, ended),
                jax.tree.map(lambda new, old: jax.lax.select(done, new, old), after, state),
                records,
            )

        nobody = xp.zeros_like(inputs.alive)
        start = (0, inputs.edges[0], inputs.edges[inputs.count], nobody, state, empty)
        _, k, _, over, state, records = jax.lax.while_loop(unfinished, stretch, start)
        return Outcome(k, state, records, over)

    def _stretch(
        self, inputs: Inputs, first: Array, end: Array, state: State
    ) -> tuple[Array, Array, State, Record]:
        """k = first … end − 1, or up to one that some run cannot take: that k, and who, first."""
        if self.blocks == 1:
            return self._iterate(self.iteration, inputs, first, end, state)
        jax = load()
        (method, count), size = self.iteration.groups[0], self._size
        part = replace(self.iteration, groups=((method, size),))
        # The last block is filled up with copies of the last run.
        runs = np.minimum(np.arange(self.blocks * size), count - 1).reshape(self.blocks, size)

        def parted(array: Array) -> Array:
            return jax.numpy.moveaxis(array[..., runs], -2, 0)

        def joined(array: Array) -> Array:
            whole = jax.numpy.moveaxis(array, 0, -2)
            return whole.reshape(*whole.shape[:-2], -1)[..., :count]

        def block(of_runs: tuple[Any, ...]) -> tuple[Any, ...]:
            alive, step, radius, stream, state = of_runs
            mine = inputs._replace(alive=alive, step=step, radius=radius, stream=stream)
            return self._iterate(part, mine, first, end, state)

        of_runs = (inputs.alive, inputs.step, inputs.radius, inputs.stream, state)
        k, over, state, record = jax.lax.map(block, jax.tree.map(parted, of_runs))
        over &= (k == k.min())[:, None]
        return k.min(), joined(over), jax.tree.map(joined, state), jax.tree.map(joined, record)

    @property
    def _size(self) -> int:
        return -(-self.iteration.batch // self.blocks)

    def _iterate(
        self, iteration: Iteration, inputs: Inputs, first: Array, end: Array, state: State
    ) -> tuple[Array, Array, State, Record]:
        """As `_stretch`, for a block."""
        jax = load()
        xp = jax.numpy
        last = inputs.table.shape[0] - 1
        rounded = rounding(inputs.one)

        def row_of(k: Array) -> Array:
            return inputs.table[xp.minimum(k - inputs.offset, last) if last else 0]

        def going(carry: tuple[Any, ...]) -> Array:
            k, stop, *_ = carry
            return (k < end) & ~stop

        def iterate(carry: tuple[Any, ...]) -> tuple[Any, ...]:
            k, _, _, state, record = carry
            row = row_of(k)
            t = row[inputs.step[0]] if self.one_step else row[inputs.step]
            rho = row[inputs.radius[0]] if self.one_radius else row[inputs.radius]
            after, seen, over = iteration.take(k, t, rho, inputs.stream, rounded, state)
            over = over & inputs.alive
            stop = xp.any(over)
            record = iteration.recorded(record, k, t, rho, rounded, state, seen)
            return xp.where(stop, k, k + 1), stop, over, after, record

        nobody = xp.zeros_like(inputs.alive)
        start = (first, xp.asarray(False), nobody, state, iteration.empty())
        k, _, over, state, record = jax.lax.while_loop(going, iterate, start)
        return k, over, state, record


@lru_cache(maxsize=16)
def compiled(loop: Loop) -> Callable[[State, Inputs], Outcome]:
    """The loop as a function that JAX compiles for each shape of its arguments.

    More optimization takes twice the time to compile and gains nothing for batches.
    """
    level = {"xla_backend_optimization_level": "1" if loop.iteration.batch > 1 else "2"}
    return load().jit(loop.advance, compiler_options=level)  # type: ignore[no-any-return]
