"""The reference engine: batches of runs on one problem, in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from sam_theory.runs.recording import Chunk, Ledger
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method, Point, State, descent, displacement, error_bound
from sam_theory.setting.noise import standard_normal, streams
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Problem, answering

CHUNK_ELEMENTS = 1 << 16  # coordinates held per buffer: a few MB in all, inside the cache
LONGEST_CHUNK, SHORTEST_CHUNK = 1024, 16  # iterations between two foldings into windows


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One run: method, schedules, start, and the number that its random draws depend on."""

    method: Method
    step: Schedule
    radius: Schedule
    start: np.ndarray  # (n,)
    number: int = 0


# Sees the chunk, whose arrays the next one overwrites, and how many of its rows count, (R,).
Observer = Callable[[Chunk, np.ndarray], None]


def run(
    problem: Problem,
    plans: Sequence[Plan],
    *,
    iterations: int,
    seed: int = 0,
    observe: Observer | None = None,
) -> tuple[Trace, ...]:
    """Run every plan for k = 1 … iterations, all together, and return one trace a plan.

    Plans of the same method should stand next to each other. A run ends by itself where
    ∇f(xᵏ) = 0 and the method stays there, where dᵏ = 0, and at the first overflow; the others go
    on. `observe` sees each chunk.
    Raises UsageError if a schedule is undefined or negative for some k.
    """
    batch, ledger = opened(problem, plans, iterations=iterations, seed=seed)
    length = chunk_length(len(plans), problem.dimension) if plans else 1
    proceed(batch, ledger, 1, iterations + 1, length=length, observe=observe)
    return ledger.traces()


def opened(
    problem: Problem, plans: Sequence[Plan], *, iterations: int, seed: int
) -> tuple[Batch, Ledger]:
    """All plans at k = 1, and nothing recorded of them.

    Raises UsageError if a schedule is undefined or negative, or the problem does not answer.
    """
    for what, schedules in (
        ("step", {p.step for p in plans}),
        ("radius", {p.radius for p in plans}),
    ):
        for schedule in schedules:
            schedule.require_valid(f"the {what}", iterations)
    if plans:
        problem = answering(problem, np.array([plan.start for plan in plans], dtype=np.float64))
    batch = Batch.start(problem, plans, seed)
    return batch, Ledger.of(problem, [plan.start for plan in plans], iterations)


def proceed(
    batch: Batch,
    ledger: Ledger,
    first: int,
    end: int,
    *,
    length: int,
    observe: Observer | None = None,
) -> None:
    """Compute and record k = first … end − 1 for the runs that are going on, `length` at once."""
    while first < end and len(batch.active):
        with np.errstate(all="ignore"):
            chunk = batch.advance(first, min(length, end - first))
            lengths = ledger.record(chunk, batch.active)
        if observe is not None:
            observe(chunk, lengths)
        batch.keep(ledger.going(batch.active))
        first += len(chunk)


def chunk_length(batch: int, dimension: int) -> int:
    """How many iterations are computed between two foldings."""
    fitting = CHUNK_ELEMENTS // (batch * dimension)
    return min(max(fitting, SHORTEST_CHUNK), LONGEST_CHUNK)


@dataclass
class Batch:
    """The runs that are still going: iterates and states, advanced in place."""

    problem: Problem
    plans: Sequence[Plan]
    seed: int
    active: np.ndarray  # (R,) indices into plans
    x: np.ndarray  # (R, n)
    schedules: tuple[Schedule, ...]  # the different ones
    columns: np.ndarray  # (2, B), where the step and the radius of each plan stand among them
    memory: dict[str, State]  # method name -> its state arrays, one row for each of its runs
    buffers: dict[str, np.ndarray] = field(default_factory=dict)

    @classmethod
    def start(cls, problem: Problem, plans: Sequence[Plan], seed: int) -> Batch:
        """All plans at k = 1, with zero states."""
        x = np.array([plan.start for plan in plans], dtype=np.float64)
        schedules = tuple(dict.fromkeys(s for plan in plans for s in (plan.step, plan.radius)))
        place = {schedule: i for i, schedule in enumerate(schedules)}
        columns = np.array([[place[p.step] for p in plans], [place[p.radius] for p in plans]])
        batch = cls(problem, plans, seed, np.arange(len(plans)), x, schedules, columns, {})
        for method, here in batch.groups():
            batch.memory[method.name] = tuple(np.zeros_like(x[here]) for _ in range(method.memory))
        return batch

    def groups(self) -> list[tuple[Method, slice]]:
        """The methods of the active runs, each with its block of consecutive rows."""
        blocks, start = [], 0
        for _, members in groupby(self.active, key=lambda run: self.plans[run].method.name):
            indices = list(members)
            blocks.append((self.plans[indices[0]].method, slice(start, start + len(indices))))
            start += len(indices)
        return blocks

    def advance(self, first: int, count: int) -> Chunk:
        """Compute `count` iterations from k = first on."""
        k = np.arange(first, first + count)
        step, radius = self._schedules(k)
        groups, noise = self.groups(), self._noise(k)
        oracle, memory = self.problem.gradient, self.memory
        X, G, Y, E = (self._buffer(name, count + 1, self.x.shape) for name in "XGYE")
        D, sign = np.empty_like(self.x), self._signs(groups)
        steered = [(m, b) for m, b in groups if m.steered]
        ascending = not steered and bool((sign > 0).all())
        used, mixture = self._mixture(groups)
        counts = [block.stop - block.start for _, block in groups]
        stated = np.repeat([method.error_mixture for method, _ in groups], counts)
        N = self._buffer("N", count, (len(self.x), 1))
        X[0] = x = self.x
        for c, (t, rho) in enumerate(zip(step[:, :, None], radius[:, :, None], strict=True)):
            G[c] = g = oracle(x)
            N[c] = norm(g)
            d = g if ascending else np.multiply(sign, g, out=D)
            for method, b in steered:
                xi = noise[c, b] if method.random else None
                point = Point(x[b], g[b], rho[b], memory[method.name], xi, oracle)
                d[b], memory[method.name] = method.direction(point)  # type: ignore[misc]  # not None
            v = displacement(d, N[c] if ascending else norm(d), rho * used, mixture)
            E[c] = g = oracle(np.add(x, v, out=Y[c]))
            x = np.subtract(x, np.multiply(t, g, out=D), out=X[c + 1])
        self.x = x
        return Chunk(
            first=first,
            x=X[: count + 1],
            gradient=G[:count],
            gradient_norm=N[:, :, 0],
            displaced=Y[:count],
            estimate=E[:count],
            value=self.problem.value(X[:count]),
            step=step,
            radius=radius,
            error_bound=error_bound(radius * used[:, 0], N[:, :, 0], stated),
        )

    def _buffer(self, name: str, rows: int, shape: tuple[int, ...]) -> np.ndarray:
        """An array (rows, *shape) to be overwritten; kept, since fresh memory costs page faults."""
        held = self.buffers.get(name)
        if held is None or len(held) < rows or held.shape[1:] != shape:
            held = self.buffers[name] = np.empty((rows, *shape))
        return held[:rows]

    def keep(self, going: np.ndarray) -> None:
        """Drop the runs that have ended; `going` is (R,) of bool."""
        if going.all():
            return
        self.memory = {
            method.name: tuple(array[going[b]] for array in self.memory[method.name])
            for method, b in self.groups()
        }
        self.active, self.x = self.active[going], self.x[going]

    def _schedules(self, k: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        used = set(self.columns[:, self.active].flat)
        table = np.zeros((len(k), len(self.schedules)))
        for column in used:
            table[:, column] = self.schedules[column].values(k)
        step, radius = self.columns[:, self.active]
        return table[:, step], table[:, radius]

    def _mixture(self, groups: list[tuple[Method, slice]]) -> tuple[np.ndarray, np.ndarray]:
        """For every run whether its method uses the radius, as 0 or 1, and its λ: two (R, 1)."""
        used, mixture = np.zeros((len(self.x), 1)), np.ones((len(self.x), 1))
        for method, b in groups:
            used[b], mixture[b] = method.direction is not None, method.mixture
        return used, mixture

    def _signs(self, groups: list[tuple[Method, slice]]) -> np.ndarray:
        """−1 where dᵏ = −∇f(xᵏ), 1 for the others, (R, 1): most methods say no more of dᵏ."""
        sign = np.ones((len(self.x), 1))
        for method, b in groups:
            sign[b] = -1 if method.direction is descent else 1
        return sign

    def _noise(self, k: np.ndarray) -> np.ndarray:
        """ξₖ of every run, (C, R, n), drawn only where a method is random; else empty."""
        noise = np.empty((len(k), *self.x.shape))
        for method, b in self.groups():
            if method.random:
                numbers = np.array([self.plans[r].number for r in self.active[b]], dtype=np.uint64)
                noise[:, b] = standard_normal(
                    streams(self.seed, numbers)[None],
                    k.astype(np.uint64)[:, None],
                    self.problem.dimension,
                )
        return noise
