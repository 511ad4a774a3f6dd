"""The compiled engine: JAX does the bulk of every run, the reference engine what is delicate.

The first iteration, and all of a run from where its numbers leave the comfortable range on, are the
reference engine's: so there is one account of how runs end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np

from sam_theory.runs.batch import Batch, Plan
from sam_theory.runs.compiled.backend import load
from sam_theory.runs.compiled.iteration import Iteration, Record, State
from sam_theory.runs.compiled.kernel import Inputs, Loop, Outcome, compiled
from sam_theory.runs.compiled.passing import joined, replaced, state_of
from sam_theory.runs.compiled.readable import require_readable
from sam_theory.runs.compiled.remainder import proceed_or_repeat
from sam_theory.runs.compiled.timetable import Timetable
from sam_theory.runs.folding import Quantities
from sam_theory.runs.recording import Ledger
from sam_theory.runs.reference import in_parts, opened, proceed
from sam_theory.runs.repeating import is_steady
from sam_theory.runs.trace import Trace
from sam_theory.setting.noise import streams
from sam_theory.setting.problem import Problem

LONGEST_STRETCH = 1 << 14  # iterations whose sums are taken one after another
MOST_STRETCHES = 64  # in a call
RECORD_ELEMENTS = 1 << 21  # numbers in the records of a call
HUGE = 1e250  # a gradient between this and its inverse is comfortable
CHANCES = 3  # of a run to come back from the reference engine
PATIENCE = 32  # iterations after which it is looked at first, then after twice as many, …
BLOCK_ELEMENTS = 1 << 11  # coordinates of a block: a step's arrays stay in the near caches


def run(
    problem: Problem, plans: Sequence[Plan], *, iterations: int, seed: int = 0, threads: int = 1
) -> tuple[Trace, ...]:
    """As the reference engine's `run`, up to rounding; on several threads where that is easy.

    f and ∇f are taken to be functions of x alone: what they depend on besides must not change.
    Raises UsageError besides where jax is missing, or cannot read the problem's definition.
    """
    load()

    def trace(block: Sequence[Plan]) -> tuple[Trace, ...]:
        return _run(problem, block, iterations, seed)

    def trace_part(part: Sequence[Plan], _: np.ndarray) -> tuple[Trace, ...]:
        blocks = split(part, threads)
        with ThreadPoolExecutor(threads) as pool:
            traces = list(pool.map(trace, blocks) if threads > 1 else map(trace, blocks))
        return tuple(t for block in traces for t in block)[: len(part)]

    return in_parts(plans, trace_part, lambda method: method.displacement is not None)


def split(plans: Sequence[Plan], threads: int) -> list[Sequence[Plan]]:
    """Equal parts, so that one compiled loop does them all; the last is filled up at the end.

    A mixture of methods stays together: each part would need a loop of its own.
    """
    if len({plan.method.name for plan in plans}) > 1 or not plans:
        return [plans]
    size = -(-len(plans) // threads)
    parts = [plans[i : i + size] for i in range(0, len(plans), size)]
    return [*parts[:-1], [*parts[-1], *([plans[-1]] * (size - len(parts[-1])))]]


def blocks_of(groups: Sequence[tuple[Any, int]], dimension: int) -> int:
    """How many blocks the runs of a loop are parted into; a mixture of methods is one."""
    most = max(BLOCK_ELEMENTS // dimension, 1)
    return 1 if len(groups) > 1 else -(-groups[0][1] // most)


def _run(problem: Problem, plans: Sequence[Plan], iterations: int, seed: int) -> tuple[Trace, ...]:
    jax = load()
    batch, ledger = opened(problem, plans, iterations=iterations, seed=seed)
    proceed(batch, ledger, 1, min(iterations, 1) + 1, length=1)
    if len(batch.active):
        with jax.enable_x64(True):
            crew = Crew.of(problem, batch, ledger)
            while crew.k <= iterations and (crew.alive.any() or crew.some_may_return()):
                crew.advance(iterations + 1)
            crew.keep_last(np.flatnonzero(crew.alive))
        crew.catch_up(iterations + 1)
    return ledger.traces()


@dataclass
class Crew:
    """A batch on its way: most of it compiled, some runs handed over to the reference engine."""

    problem: Problem
    loop: Loop
    ledger: Ledger
    timetable: Timetable
    state: State  # of all plans, before iteration k
    k: int
    alive: np.ndarray  # (B,) of bool: the runs that are still compiled
    steady: np.ndarray  # (B,) of bool: gₖ is a function of xᵏ alone
    chances: np.ndarray  # (B,) how often a run that was handed over may still come back
    batch: Batch  # the runs handed over, before iteration `reached`
    reached: int
    patience: int = PATIENCE  # iterations until they are looked at

    @classmethod
    def of(cls, problem: Problem, batch: Batch, ledger: Ledger) -> Crew:
        """All runs of the batch, which has done its first iteration."""
        alive = np.zeros(len(batch.plans), dtype=bool)
        alive[batch.active] = True
        step, radius = batch.columns
        groups = tuple(
            (plans[0].method, len(plans))
            for plans in (list(g) for _, g in groupby(batch.plans, key=lambda p: p.method.name))
        )
        iteration = Iteration(
            hashable(problem.value),
            hashable(problem.gradient),
            problem.dimension,
            ledger.lipschitz,
            groups,
            problem.components,
            bool(ledger.measuring.any()),
        )
        width = (2 * problem.dimension + 15) * len(alive)
        require_readable(iteration, problem.name)
        loop = Loop(
            iteration=iteration,
            blocks=blocks_of(groups, problem.dimension),
            stretches=int(np.clip(RECORD_ELEMENTS // width, 4, MOST_STRETCHES)),
            one_step=bool((step == step[0]).all()),
            one_radius=bool((radius == radius[0]).all()),
        )
        return cls(
            problem=problem,
            loop=loop,
            ledger=ledger,
            timetable=Timetable(batch.schedules),
            state=state_of(batch, ledger, groups),
            k=2,
            alive=alive,
            steady=np.array([is_steady(plan) for plan in batch.plans]),
            chances=np.full(len(batch.plans), CHANCES),
            batch=replace(batch, active=batch.active[:0], x=batch.x[:0], memory={}, buffers={}),
            reached=2,
        )

    def advance(self, end: int) -> None:
        """Compute and record iterations up to k = end − 1, or fewer."""
        if not self.alive.any():
            self.k = min(end, self.k + self.patience)
            self.catch_up(self.k)
            self.take_back()
            return
        edges = self._stretches(end)
        outcome = self._call(edges)
        first, self.k, self.state = self.k, int(outcome.k), outcome.state
        if self.k > first:
            done = np.append(edges[edges < self.k], self.k)
            self._record(done, outcome.records)
        if self.some_may_return():
            self.catch_up(self.k)
            self.take_back()
        over = np.flatnonzero(np.asarray(outcome.over))
        if len(over):
            self.hand_over(over)

    def some_may_return(self) -> bool:
        """Whether a run that was handed over may still be compiled again."""
        return bool(self.chances[self.batch.active].any())

    def hand_over(self, runs: np.ndarray) -> None:
        """Let the reference engine go on with these runs from iteration k."""
        self.catch_up(self.k)
        self.alive[runs] = False
        self.keep_last(runs)
        self.ledger.previous[runs] = np.asarray(self.state.previous)[runs]
        self.ledger.previous_work[runs] = np.asarray(self.state.work)[runs]
        self.batch = joined(self.batch, runs, self.state, self.loop.iteration)
        self.reached, self.patience = self.k, PATIENCE

    def take_back(self) -> None:
        """Compile again the runs whose gradients are of a comfortable size again."""
        runs, self.patience = self.batch.active, 2 * self.patience
        sizable = (self.ledger.last_gradient[runs] > 1 / HUGE) & (
            self.ledger.last_gradient[runs] < HUGE
        )
        back = sizable & (self.chances[runs] > 0)
        if back.any():
            self.chances[runs[back]] -= 1
            self.alive[runs[back]] = True
            self.state = replaced(self.state, self.batch, back, self.ledger, self.loop.iteration)
            self.batch.keep(~back)

    def keep_last(self, runs: np.ndarray) -> None:
        """Keep the iterates before k of these runs."""
        last, value, gradient = (
            np.asarray(a)[..., runs].T
            for a in (self.state.last, self.state.previous, self.state.gradient)
        )
        self.ledger.keep_last(runs, last, value, gradient)

    def catch_up(self, end: int) -> None:
        """Bring the runs that were handed over to iteration `end`."""
        proceed_or_repeat(self.batch, self.ledger, self.steady, self.reached, end)
        self.reached = end

    def _stretches(self, end: int) -> np.ndarray:
        """Edges of the next stretches, each within a window and not too long."""
        windows = self.ledger.recorder.edges
        if self.some_may_return():
            end = min(end, self.k + self.patience)
        end = self.timetable.reach(self.k, end)
        at = int(np.searchsorted(windows, self.k, side="right"))
        edges = [self.k]
        while edges[-1] < end and len(edges) <= self.loop.stretches:
            edge = min(int(windows[at]), edges[-1] + LONGEST_STRETCH, end)
            at += edge == windows[at]
            edges.append(edge)
        return np.array(edges)

    def _call(self, edges: np.ndarray) -> Outcome:
        step, radius = self.batch.columns
        padded = np.full(self.loop.stretches + 1, edges[-1])
        padded[: len(edges)] = edges
        numbers = np.array([plan.number for plan in self.batch.plans], dtype=np.uint64)
        inputs = Inputs(
            alive=self.alive,
            edges=padded,
            count=np.int64(len(edges) - 1),
            offset=np.int64(self.timetable.offset),
            table=self.timetable.values,
            step=step,
            radius=radius,
            stream=streams(self.batch.seed, numbers),
            one=np.float64(1.0),
        )
        return compiled(self.loop)(self.state, inputs)

    def _record(self, edges: np.ndarray, records: Record) -> None:
        """Fold the stretches between the edges into the windows."""
        recorder, runs, count = self.ledger.recorder, np.flatnonzero(self.alive), len(edges) - 1
        windows = np.searchsorted(recorder.edges, edges[:-1], side="right") - 1

        whole = len(runs) == len(self.alive)  # a slice spares the copies that an index array makes

        def taken(name: str, array: Any) -> np.ndarray:
            rows = np.asarray(array)[:count]
            rows = rows.transpose(0, 2, 1) if name == "box" else rows
            return rows if whole else rows[:, runs]

        step, radius = self.batch.columns[:, runs]
        least, greatest, total = self.timetable.folded(edges)
        low = {name: taken(name, a) for name, a in records.low.items()}
        high = {name: taken(name, a) for name, a in records.high.items()}
        sums = {name: taken(name, a) for name, a in records.total.items()}
        found = Quantities(
            low | {"step": least[:, step], "radius": least[:, radius]},
            high | {"step": greatest[:, step], "radius": greatest[:, radius]},
            sums | {"elapsed": total[:, step]},
        )
        recorder.merge(windows, runs, found)
        slack, at = np.asarray(records.slack)[:count], np.asarray(records.slack_at)[:count]
        worst = slack.argmin(axis=0)[runs]
        self.ledger.keep_slack(slack[worst, runs], at[worst, runs], runs)


def hashable(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function itself, or where it has no hash, one that does the same."""
    return function if isinstance(function, Hashable) else partial(function)
