"""The reference engine: batches of runs of one method on one problem, in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sam_theory.method import Method, Point, State
from sam_theory.noise import standard_normal
from sam_theory.norms import norm
from sam_theory.problem import Problem
from sam_theory.schedule import Schedule
from sam_theory.trace import Ending, Reason, Recorder, Trace

CHUNK_ELEMENTS = 1 << 16  # coordinates held per buffer: a few MB in all, inside the cache
LONGEST_CHUNK = 1024  # iterations between two foldings into windows
ROUNDING = 64 * np.finfo(np.float64).eps  # relative error allowed for two gradient evaluations


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One run: its schedules, its start, and the number that its random draws depend on."""

    step: Schedule
    radius: Schedule
    start: np.ndarray  # (n,)
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """C consecutive iterations of R runs, as computed."""

    first: int  # k of row 0
    x: np.ndarray  # (C+1, R, n), row c is the iterate of k = first + c
    gradient: np.ndarray  # (C, R, n), ∇f(xᵏ)
    gradient_norm: np.ndarray  # (C, R)
    displaced: np.ndarray  # (C, R, n), xᵏ + vₖ
    estimate: np.ndarray  # (C, R, n), gₖ
    value: np.ndarray  # (C, R), f(xᵏ)
    step: np.ndarray  # (C, R), tₖ
    radius: np.ndarray  # (C, R), ρₖ

    def __len__(self) -> int:
        return len(self.value)


Observer = Callable[[Chunk, np.ndarray], None]  # the chunk, and how many of its rows count, (R,)


def run(
    problem: Problem,
    method: Method,
    plans: Sequence[Plan],
    *,
    iterations: int,
    seed: int = 0,
    observe: Observer | None = None,
) -> tuple[Trace, ...]:
    """Run every plan for k = 1 … iterations, all together, and return one trace a plan.

    A run ends by itself where ∇f(xᵏ) = 0, where dᵏ = 0 and at the first overflow; the others go on.
    Raises UsageError if a schedule is undefined or negative for some k.
    """
    for plan in set(plans_by_schedule(plans)):
        plan[0].require_valid("the step", iterations)
        plan[1].require_valid("the radius", iterations)
    state = _Batch.start(problem, method, plans, iterations)
    length = chunk_length(len(plans), problem.dimension)
    for first in range(1, iterations + 1, length):
        if not len(state.active):
            break
        with np.errstate(all="ignore"):
            chunk = state.advance(first, min(length, iterations + 1 - first), seed)
            lengths = state.record(chunk)
        if observe is not None:
            observe(chunk, lengths)
    return state.traces()


def chunk_length(batch: int, dimension: int) -> int:
    """How many iterations are computed between two foldings."""
    return int(np.clip(CHUNK_ELEMENTS // (batch * dimension), 16, LONGEST_CHUNK))


def plans_by_schedule(plans: Sequence[Plan]) -> list[tuple[Schedule, Schedule]]:
    """The pair of schedules of each plan."""
    return [(plan.step, plan.radius) for plan in plans]


@dataclass
class _Batch:
    """The runs that are still going, and what has been recorded of all."""

    problem: Problem
    method: Method
    plans: Sequence[Plan]
    iterations: int
    recorder: Recorder
    active: np.ndarray  # (R,) indices into plans
    x: np.ndarray  # (R, n)
    memory: State  # arrays (R, n)
    previous: np.ndarray  # (B,) f at the last iterate seen
    slack: np.ndarray  # (B,) worst slack of the error model
    slack_at: np.ndarray  # (B,) its k
    endings: dict[int, Ending]
    scalars: dict[int, dict[str, object]]

    @classmethod
    def start(
        cls, problem: Problem, method: Method, plans: Sequence[Plan], iterations: int
    ) -> _Batch:
        x = np.array([plan.start for plan in plans], dtype=np.float64)
        return cls(
            problem=problem,
            method=method,
            plans=plans,
            iterations=iterations,
            recorder=Recorder(iterations, len(plans), problem.dimension),
            active=np.arange(len(plans)),
            x=x,
            memory=tuple(np.zeros_like(x) for _ in range(method.memory)),
            previous=np.full(len(plans), np.inf),
            slack=np.full(len(plans), np.inf),
            slack_at=np.zeros(len(plans), dtype=np.int64),
            endings={},
            scalars={},
        )

    def advance(self, first: int, count: int, seed: int) -> Chunk:
        """Compute `count` iterations from k = first on."""
        k = np.arange(first, first + count)
        step, radius = self._schedules(k)
        shape = (count, *self.x.shape)
        X, G, Y, E = np.empty((count + 1, *self.x.shape)), *(np.empty(shape) for _ in range(3))
        N = np.empty((*shape[:2], 1))
        X[0] = x = self.x
        memory, oracle, displacement = self.memory, self.problem.gradient, self.method.displacement
        noise = self._noise(k, seed) if self.method.random else [None] * count
        for c, (t, rho) in enumerate(zip(step[:, :, None], radius[:, :, None], strict=True)):
            G[c] = g = oracle(x)
            N[c] = size = norm(g)
            if displacement is None:
                Y[c], E[c] = x, g
            else:
                v, memory = displacement(Point(x, g, size, rho, memory, noise[c], oracle))
                E[c] = g = oracle(np.add(x, v, out=Y[c]))
            x = np.subtract(x, t * g, out=X[c + 1])
        self.x, self.memory = x, memory
        return Chunk(
            first=first,
            x=X,
            gradient=G,
            gradient_norm=N[:, :, 0],
            displaced=Y,
            estimate=E,
            value=self.problem.value(X[:-1]),
            step=step,
            radius=radius,
        )

    def record(self, chunk: Chunk) -> np.ndarray:
        """Fold the chunk into windows, end the runs that ended in it; returns rows kept, (R,)."""
        lengths = self._end(chunk)
        before = np.concatenate([self.previous[None, self.active], chunk.value[:-1]])
        moves = norm(chunk.x[1:] - chunk.x[:-1])[:, :, 0]
        squares = chunk.gradient_norm**2
        self.recorder.add(
            chunk.first,
            self.active,
            lengths,
            extremes={
                "gradient": chunk.gradient_norm,
                "value": chunk.value,
                "box": chunk.x[:-1],
                "step": chunk.step,
                "radius": chunk.radius,
            },
            rises=chunk.value - before,
            sums={
                "path": moves,
                "elapsed": chunk.step,
                "gradient_squares": squares,
                "weighted_squares": chunk.step * squares,
            },
        )
        self._check_error_model(chunk, lengths)
        self._keep_last(chunk, lengths)
        going = np.array([run not in self.endings for run in self.active], dtype=bool)
        self.previous[self.active] = chunk.value[-1]
        self.active, self.x = self.active[going], self.x[going]
        self.memory = tuple(array[going] for array in self.memory)
        return lengths

    def traces(self) -> tuple[Trace, ...]:
        """One trace a plan."""
        return tuple(self._trace(run) for run in range(len(self.plans)))

    def _schedules(self, k: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        pairs = [(self.plans[run].step, self.plans[run].radius) for run in self.active]
        table = {s: s.values(k) for s in {s for pair in pairs for s in pair}}
        return (
            np.stack([table[step] for step, _ in pairs], axis=1),
            np.stack([table[radius] for _, radius in pairs], axis=1),
        )

    def _noise(self, k: np.ndarray, seed: int) -> np.ndarray:
        numbers = np.array([self.plans[run].number for run in self.active], dtype=np.uint64)
        return np.asarray(
            standard_normal(
                seed, numbers[None, :], k.astype(np.uint64)[:, None], self.problem.dimension
            )
        )

    def _end(self, chunk: Chunk) -> np.ndarray:
        """Find the runs that end in the chunk; returns how many of its rows count, (R,)."""
        lost = ~(np.isfinite(chunk.value) & np.isfinite(chunk.gradient_norm))
        stuck = ~np.isfinite(chunk.displaced).all(axis=-1) & ~lost
        astray = ~np.isfinite(chunk.estimate).all(axis=-1) & ~lost & ~stuck
        still = chunk.gradient_norm == 0
        lengths = np.full(len(self.active), len(chunk))
        over = lost | stuck | astray | still
        if not over.any():
            return lengths
        for r in np.flatnonzero(over.any(axis=0)):
            c = int(over[:, r].argmax())
            k = chunk.first + c
            reason, what, at = self._reason(
                k, bool(still[c, r]), bool(lost[c, r]), bool(stuck[c, r])
            )
            self.endings[int(self.active[r])] = Ending(
                reason=reason, iteration=at, evidence=f"{what} at k = {k}"
            )
            lengths[r] = at - chunk.first + 1
        return lengths

    @staticmethod
    def _reason(k: int, still: bool, lost: bool, stuck: bool) -> tuple[Reason, str, int]:
        if still:
            return "stationary", "∇f(xᵏ) = 0 exactly", k
        if lost and k == 1:
            return "outside the domain", "f or ∇f is not finite at the start,", 1
        if lost:
            return "overflow", "f(xᵏ) or ‖∇f(xᵏ)‖ leaves the range of floating point", k - 1
        if stuck:
            return "zero direction", "the direction dᵏ is 0, which Algorithm 1a excludes,", k
        return "overflow", "∇f at the displaced point leaves the range of floating point", k

    def _check_error_model(self, chunk: Chunk, lengths: np.ndarray) -> None:
        """Hold ‖gₖ − ∇f(xᵏ)‖ against its bound at every k, up to rounding in both gradients."""
        fact = self.problem.facts.lipschitz
        if fact is None or not np.isfinite(fact.value.upper):
            return
        L = fact.value.upper
        bound = L * self.method.error_bound(chunk.radius, chunk.gradient_norm)
        error = norm(chunk.estimate - chunk.gradient)[:, :, 0]
        size = norm(chunk.displaced)[:, :, 0]
        allowed = bound + ROUNDING * (
            chunk.gradient_norm + norm(chunk.estimate)[:, :, 0] + L * size
        )
        slack = np.where(allowed > 0, (allowed - error) / allowed, 1.0)
        slack[np.arange(len(chunk))[:, None] >= lengths] = np.inf
        slack[~np.isfinite(slack)] = np.inf
        at = slack.argmin(axis=0)
        worst = slack[at, np.arange(len(at))]
        better = worst < self.slack[self.active]
        self.slack[self.active[better]] = worst[better]
        self.slack_at[self.active[better]] = chunk.first + at[better]

    def _keep_last(self, chunk: Chunk, lengths: np.ndarray) -> None:
        final = chunk.first + len(chunk) - 1 == self.iterations
        for r, run in enumerate(self.active):
            ended = int(run) in self.endings
            row = int(lengths[r]) - 1
            if (ended or final) and row >= 0:
                self.scalars[int(run)] = {
                    "last": chunk.x[row, r].copy(),
                    "last_value": float(chunk.value[row, r]),
                    "last_gradient": float(chunk.gradient_norm[row, r]),
                }

    def _trace(self, run: int) -> Trace:
        horizon = Ending(
            reason="horizon",
            iteration=self.iterations,
            evidence=f"the run was stopped after {self.iterations} iterations",
        )
        known = np.isfinite(self.slack[run])
        return self.recorder.trace(
            run,
            self.endings.get(run, horizon),
            first=np.asarray(self.plans[run].start, dtype=np.float64),
            error_slack=float(self.slack[run]) if known else None,
            error_at=int(self.slack_at[run]) if known else None,
            **self.scalars.get(run, {}),
        )
