"""A batch of runs on one problem, advanced together in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, repeat
from typing import Any

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.answers import answered, directed, taken
from sam_theory.runs.clock import Clock, Noise
from sam_theory.runs.recording import Chunk, Steps
from sam_theory.schedules.schedule import Schedule, is_zero
from sam_theory.setting.displacement import Direction, Displacement, descent, displacement
from sam_theory.setting.method import Method
from sam_theory.setting.momentum import Momentum
from sam_theory.setting.noise import streams
from sam_theory.setting.norms import FEW, norm
from sam_theory.setting.oracle import Oracle, minibatch
from sam_theory.setting.point import Point, State
from sam_theory.setting.problem import Array, Problem

EXACT = 8 * float(np.finfo(np.float64).eps)  # relative: xᵏ⁺¹ against xᵏ − tₖgₖ


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One run: method, schedules, start, and the number that its random draws depend on."""

    method: Method
    step: Schedule
    radius: Schedule
    start: np.ndarray  # (n,)
    number: int = 0


Blocks = list[tuple[Method, slice]]


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
    vanishing: np.ndarray  # which of the schedules are the constant 0
    memory: dict[str, State]  # method name -> its state arrays, one row for each of its runs
    buffers: dict[str, np.ndarray] = field(default_factory=dict)
    known: Blocks | None = None  # of `known_for`
    known_for: np.ndarray | None = None  # the active runs
    of_groups: dict[str, Any] = field(default_factory=dict)  # what follows from them alone
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(self.schedules)

    @classmethod
    def start(cls, problem: Problem, plans: Sequence[Plan], seed: int) -> Batch:
        """All plans at k = 1, with zero states."""
        x = laid_out(np.array([plan.start for plan in plans], dtype=np.float64))
        schedules = tuple(dict.fromkeys(s for plan in plans for s in (plan.step, plan.radius)))
        place = {schedule: i for i, schedule in enumerate(schedules)}
        columns = np.array([[place[p.step] for p in plans], [place[p.radius] for p in plans]])
        zero = np.array([is_zero(schedule) for schedule in schedules], dtype=bool)
        batch = cls(problem, plans, seed, np.arange(len(plans)), x, schedules, columns, zero, {})
        for method, here in batch.groups():
            batch.memory[method.name] = tuple(np.zeros_like(x[here]) for _ in range(method.memory))
        return batch

    def groups(self) -> Blocks:
        """The methods of the active runs, each with its block of consecutive rows."""
        if self.known is None or self.known_for is not self.active:
            self.known, self.known_for = self._found(), self.active
            self.of_groups = {}
        return self.known

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        """What follows from the groups, made once for them."""
        self.groups()
        if name not in self.of_groups:
            self.of_groups[name] = make()
        return self.of_groups[name]

    def _found(self) -> Blocks:
        blocks, start = [], 0
        for _, members in groupby(self.active, key=lambda run: self.plans[run].method.name):
            indices = list(members)
            blocks.append((self.plans[indices[0]].method, slice(start, start + len(indices))))
            start += len(indices)
        return blocks

    def advance(self, first: int, count: int) -> Chunk:
        """Compute `count` iterations from k = first on, with f at each."""
        steps = self.take(first, count)
        constant, slope = self._once("bounds", self._bounds)
        return Chunk(
            **vars(steps),
            value=self.problem.value(steps.x[:-1]),
            error_bound=steps.radius * (slope * steps.gradient_norm + constant),
            evaluations=self._once("evaluations", self._evaluations),
        )

    def take(self, first: int, count: int, *, sparing: bool = False) -> Steps:
        """Compute `count` iterations from k = first on.

        Whether steps answer as they must is asked at each of them, or, `sparing`, at the first.
        """
        k = np.arange(first, first + count)
        if all(method.shape is not None for method, _ in self.groups()):
            return self._displaced(k)
        return self._stepwise(k, sparing)

    def _displaced(self, k: np.ndarray) -> Steps:
        """xᵏ⁺¹ = xᵏ − tₖ∇f(xᵏ + vₖ) for all runs at once: ∇f is asked for twice an iteration.

        Of runs with a momentum these gradients go into their balls.
        """
        count, (step, radius) = len(k), self._schedules(k)
        oracle, all_of_f = self.problem.gradient, Oracle.of(self.problem)
        X, G, Y, E = (self._buffer(name, count + 1) for name in "XGYE")
        N, D = self._buffer("N", count, 1), self._buffer("D", 1)[0]
        steered, balls = self._steered(k, step, radius), self._once("balls", self._balls)
        signed, mixture = self._once("mixture", self._mixture)
        moved = self._once("moved", self._moved)
        reach = radius[:, :, None] * signed  # of ∇f(xᵏ), or of another dᵏ
        undivided = (reach == 0) | (mixture == 0)
        X[0] = x = self.x
        for c, (t, rho, whole) in enumerate(zip(step[:, :, None], reach, undivided, strict=True)):
            G[c] = oracle(x)
            d = G[c]
            if steered:
                np.copyto(D, d)
                d = D
            for method, direction, b, rows in steered:
                x_b, g_b, t_b, rho_b, at, xi = next(rows)
                held = self.memory[method.name]
                point = Point(x_b, g_b, t_b, rho_b, at, held, xi, (), all_of_f)
                d[b], self.memory[method.name] = directed(method, direction, point)
            N[c] = length = norm(d)
            for _, _, b in balls:  # they roll on where dᵏ = 0
                whole[b] |= length[b] == 0
            v = displacement(d, length, rho, mixture, whole)
            y, g = np.add(x, v, out=Y[c]), E[c]
            if moved:
                g[:moved] = oracle(y[:moved])
            g[moved:] = G[c, moved:]
            for name, ball, b in balls:
                g[b], *self.memory[name] = ball.carry(x[b], g[b], *self.memory[name])
            x = np.subtract(x, np.multiply(t, g, out=D), out=X[c + 1])
        for _, _, b, _ in steered:  # of ∇f(xᵏ), not of dᵏ
            N[:count, b] = norm(G[:count, b])
        for _, _, b in balls:  # dᵏ = 0 does not end them
            Y[:count, b] = X[:count, b]
        self._hold(x)
        rests = np.broadcast_to(self._once("resting", self._resting), (count, len(x)))
        return self._taken(k, step, radius, displaced=Y[:count], rests=rests)

    def _steered(
        self, k: np.ndarray, step: np.ndarray, radius: np.ndarray
    ) -> Sequence[tuple[Method, Direction, slice, Iterator[tuple[Any, ...]]]]:
        """The methods whose dᵏ is another than ±∇f(xᵏ), each with its xᵏ, ∇f(xᵏ), tₖ, ρₖ, k, ξₖ."""
        X, G = (read_only(self.buffers[name]) for name in "XG")
        at, draws = k.astype(np.float64)[:, None], self._draws(k)
        found = []
        for (method, shape, b), (drawn, _) in zip(self._shapes(), draws, strict=True):
            if shape.direction is not None and shape.steered:
                xi = zip(*drawn, strict=True) if drawn else repeat(())
                times = step[:, b, None], radius[:, b, None]
                rows = zip(X[: len(k), b], G[: len(k), b], *times, at, xi, strict=False)
                found.append((method, shape.direction, b, rows))
        return found

    def _moved(self) -> int:
        """How many of the runs come before those whose methods all use no radius."""
        ends = [b.stop for method, b in self.groups() if method.uses_radius]
        return max(ends, default=0)

    def _balls(self) -> list[tuple[str, Momentum, slice]]:
        """The balls that gradients go into, by the names of their methods."""
        return [(m.name, m.momentum, b) for m, b in self.groups() if m.momentum is not None]

    def _resting(self) -> np.ndarray:
        """Whose vₖ is 0, or along ±∇f(xᵏ): they stay where ∇f(xᵏ) = 0, whatever t and ρ, (R,).

        A ball does not.
        """
        rests = np.zeros(len(self.x), dtype=bool)
        for method, shape, b in self._shapes():
            vanishing = self.vanishing[self.columns[1, self.active[b]]]
            rests[b] = method.momentum is None and (vanishing if shape.steered else True)
        return rests

    def _stepwise(self, k: np.ndarray, sparing: bool) -> Steps:
        """(x, state, t, ρ) ↦ (x⁺, g, state), whatever the methods make of it."""
        count, (step, radius) = len(k), self._schedules(k)
        groups, draws, oracle = self.groups(), self._draws(k), Oracle.of(self.problem)
        numbers = k.astype(np.float64)[:, None]
        X, G, E = (self._buffer(name, count + 1) for name in "XGE")
        N = self._buffer("N", count, 1)
        seeing, ask = any(method.uses_gradient for method, _ in groups), taken
        g = np.full_like(self.x, np.nan)
        X[0] = x = self.x
        for c, (t, rho) in enumerate(zip(step[:, :, None], radius[:, :, None], strict=True)):
            if seeing:
                G[c] = g = oracle.gradient(x)
            for (method, b), drawn in zip(groups, draws, strict=True):
                xi, weights = (tuple(a[c] for a in kind) for kind in drawn)
                held = self.memory[method.name]
                x_b, g_b = read_only(x[b]), read_only(g[b])
                at = Point(x_b, g_b, t[b], rho[b], numbers[c], held, xi, weights, oracle)
                X[c + 1][b], E[c][b], self.memory[method.name] = ask(method, at)
            x, ask = X[c + 1], answered if sparing else taken
        if not seeing:  # all at once takes a fraction of the time
            G[:count] = oracle.gradient(X[:count])
        N[:count] = norm(G[:count])
        checked = 1 if sparing else count
        self._require_estimates(X[: checked + 1], E[:checked], step[:checked])
        self._hold(x)
        # Whether a step that may read k, t and ρ would stay where it is cannot be told.
        return self._taken(k, step, radius, rests=np.zeros((count, len(x)), dtype=bool))

    def _require_estimates(self, x: np.ndarray, g: np.ndarray, step: np.ndarray) -> None:
        """Raise UsageError unless xᵏ⁺¹ = xᵏ − tₖgₖ up to rounding wherever both are finite."""
        moved = step[:, :, None] * g
        off = np.abs(x[1:] - (x[:-1] - moved))
        wrong = off > EXACT * (np.abs(x[:-1]) + np.abs(x[1:]) + np.abs(moved))
        wrong &= np.isfinite(x[1:]) & np.isfinite(moved)
        if wrong.any():
            run = int(np.argwhere(wrong)[0][1])
            name = self.plans[self.active[run]].method.name
            raise UsageError(
                f"the step of {name} must return x⁺ and g with x⁺ = x − tg; they differ by "
                f"{off[wrong].max():.3g}; let g be (x − x⁺)/t"
            )

    def _hold(self, x: np.ndarray) -> None:
        """Go on from x; states that are parts of buffers are copied, before these are reused."""
        self.x = x
        for name, state in self.memory.items():
            self.memory[name] = tuple(np.array(array) for array in state)

    def _taken(
        self,
        k: np.ndarray,
        step: np.ndarray,
        radius: np.ndarray,
        *,
        rests: np.ndarray,
        displaced: np.ndarray | None = None,
    ) -> Steps:
        count = len(k)
        return Steps(
            first=int(k[0]),
            x=self.buffers["X"][: count + 1],
            gradient=self.buffers["G"][:count],
            gradient_norm=self.buffers["N"][:count, :, 0],
            displaced=displaced,
            estimate=self.buffers["E"][:count],
            step=step,
            radius=radius,
            rests=rests,
        )

    def _buffer(self, name: str, rows: int, width: int | None = None) -> np.ndarray:
        """An array (rows, R, width), by default of x, to be overwritten.

        It is kept, since fresh memory costs page faults.
        """
        runs, width = len(self.x), self.x.shape[1] if width is None else width
        held = self.buffers.get(name)
        if held is None or len(held) < rows or held.shape[1:] != (runs, width):
            held = self.buffers[name] = laid_out(np.empty((rows, runs, width)))
        return held[:rows]

    def keep(self, going: np.ndarray) -> None:
        """Drop the runs that have ended; `going` is (R,) of bool."""
        if going.all():
            return
        self.memory = {
            method.name: tuple(laid_out(array[going[b]]) for array in self.memory[method.name])
            for method, b in self.groups()
        }
        self.active, self.x = self.active[going], laid_out(self.x[going])

    def _schedules(self, k: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        used = self._once("used", lambda: np.unique(self.columns[:, self.active]))
        table = self.clock.at(int(k[0]), len(k), used)
        step, radius = (_spread(table, columns) for columns in self.columns[:, self.active])
        return step, radius

    def _shapes(self) -> list[tuple[Method, Displacement, slice]]:
        return [(m, m.shape, b) for m, b in self.groups() if m.shape is not None]

    def _mixture(self) -> tuple[np.ndarray, Array]:
        """By what ρₖ is multiplied for every run, and its λ: (R, 1) each.

        0 where the method uses no radius, −1 where dᵏ = −∇f(xᵏ): ∇f(xᵏ) then stands for dᵏ. λ is
        one number where all are alike.
        """
        signed, mixture = np.ones((len(self.x), 1)), np.ones((len(self.x), 1))
        for method, shape, b in self._shapes():
            sign = -1.0 if shape.direction is descent else 1.0
            signed[b], mixture[b] = sign * method.uses_radius, shape.mixture
        first = float(mixture[0, 0])
        return signed, first if (mixture == first).all() else mixture

    def _bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """The coefficients of the errors' bounds, (R,) each; NaN where nothing is stated."""
        constant, slope = np.full(len(self.x), np.nan), np.full(len(self.x), np.nan)
        for method, b in self.groups():
            if method.error is not None:
                constant[b], slope[b] = method.error.absolute, method.error.relative
        return constant, slope

    def _evaluations(self) -> np.ndarray:
        """How many of ∇f each run's estimate rests on, (R,)."""
        return np.concatenate(
            [np.full(b.stop - b.start, float(m.gradients)) for m, b in self.groups()]
        )

    def _draws(self, k: np.ndarray) -> list[tuple[list[np.ndarray], list[np.ndarray]]]:
        """What each group draws: N(0, I) vectors (C, R', n), weights of minibatches (C, R', N)."""
        found: list[tuple[list[np.ndarray], list[np.ndarray]]] = []
        for method, b in self.groups():
            if not method.random:
                found.append(([], []))
                continue
            different, place = self._once(f"streams of {method.name}", partial(self._streams, b))
            noise = self._once(f"noise of {method.name}", partial(Noise, different))
            at, n = (different[None], k.astype(np.uint64)[:, None]), self.x.shape[1]
            count = self.problem.components.count if self.problem.components else 0
            normals = [a[:, place] for a in noise.at(int(k[0]), len(k), n, method.normals)]
            weights = [
                minibatch(*at, i, method.minibatch, count)[:, place] for i in range(method.draws)
            ]
            found.append((list(map(laid_out, normals)), weights))
        return found

    def _streams(self, here: slice) -> tuple[np.ndarray, np.ndarray]:
        """Different ones, (U,) unsigned, and which of them is that of each run here, (R',)."""
        numbers = [self.plans[run].number for run in self.active[here]]
        different, place = np.unique(np.array(numbers, dtype=np.uint64), return_inverse=True)
        return streams(self.seed, different), place


def _spread(table: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """For every run its column of the table, (C, R)."""
    if (columns == columns[0]).all():
        return np.broadcast_to(table[:, columns[:1]], (len(table), len(columns)))
    return table.take(columns, axis=1)  # indexed by them, it would be laid out by columns


def read_only(x: np.ndarray) -> np.ndarray:
    """The same numbers, which a step must not overwrite."""
    view = x.view()
    view.flags.writeable = False
    return view


def laid_out(x: np.ndarray) -> np.ndarray:
    """The same numbers (..., R, n), those of a coordinate side by side where n is small.

    NumPy walks along the side on which memory is contiguous; few coordinates are short walks.
    """
    if x.shape[-1] > FEW:
        return x
    return np.ascontiguousarray(x.swapaxes(-1, -2)).swapaxes(-1, -2)
