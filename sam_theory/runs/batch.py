"""A batch of runs on one problem, with all that it holds from one iteration to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np

from sam_theory.runs.clock import Clock, Noise
from sam_theory.runs.recording import Steps
from sam_theory.schedules.schedule import Schedule, is_zero
from sam_theory.setting.displacement import Displacement
from sam_theory.setting.method import Method
from sam_theory.setting.noise import streams
from sam_theory.setting.norms import FEW
from sam_theory.setting.oracle import minibatch
from sam_theory.setting.point import State
from sam_theory.setting.problem import Problem


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

    def once(self, name: str, make: Callable[[], Any]) -> Any:
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

    def hold(self, x: np.ndarray) -> None:
        """Go on from x; states that are parts of buffers are copied, before these are reused."""
        self.x = x
        for name, state in self.memory.items():
            self.memory[name] = tuple(np.array(array) for array in state)

    def steps(
        self,
        k: np.ndarray,
        step: np.ndarray,
        radius: np.ndarray,
        *,
        rests: np.ndarray,
        displaced: np.ndarray | None = None,
    ) -> Steps:
        """What stands in the buffers X, G, N and E, as iterations of these k."""
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

    def buffer(self, name: str, rows: int, width: int | None = None) -> np.ndarray:
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

    def times(self, k: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """tₖ and ρₖ of every run, (C, R) each."""
        used = self.once("used", lambda: np.unique(self.columns[:, self.active]))
        table = self.clock.at(int(k[0]), len(k), used)
        step, radius = (_spread(table, columns) for columns in self.columns[:, self.active])
        return step, radius

    def shapes(self) -> list[tuple[Method, Displacement, slice]]:
        """Where the methods take ∇f, of those that say so."""
        return [(m, m.shape, b) for m, b in self.groups() if m.shape is not None]

    def draws(self, k: np.ndarray) -> list[tuple[list[np.ndarray], list[np.ndarray]]]:
        """What each group draws: N(0, I) vectors (C, R', n), weights of minibatches (C, R', N)."""
        found: list[tuple[list[np.ndarray], list[np.ndarray]]] = []
        for method, b in self.groups():
            if not method.random:
                found.append(([], []))
                continue
            different, place = self.once(f"streams of {method.name}", partial(self._streams, b))
            noise = self.once(f"noise of {method.name}", partial(Noise, different))
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
