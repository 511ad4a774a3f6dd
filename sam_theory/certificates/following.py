"""Runs of SAM with constants, and when they reach a two-cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sam_theory.runs.batch import Plan
from sam_theory.runs.recording import Chunk
from sam_theory.runs.reference import run
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Problem

SETTLED = 1e-9  # ‖xᵏ⁺² − xᵏ‖ below this fraction of ‖xᵏ⁺¹ − xᵏ‖ counts as a cycle reached
FLOOR = 2.0**-40  # ‖xᵏ⁺¹ − xᵏ‖ below this fraction of ‖xᵏ‖ may be rounding around a fixed point


@dataclass(frozen=True)
class Followed:
    """One run: its start, the k from which it repeats after two steps, its last iterates."""

    start: tuple[float, ...]
    reaches_cycle_at: int | None
    last: np.ndarray  # (n,)
    radius: float | None  # half of ‖xᵏ⁺¹ − xᵏ‖ at the end, if the cycle was reached
    distance: float | None  # of the last iterate from the minimizers, where they are known


def follow(
    problem: Problem,
    method: Method,
    step: Schedule,
    radius: Schedule,
    starts: np.ndarray,
    iterations: int,
) -> tuple[Followed, ...]:
    """Run from every start, (R, n), and say which runs settle on a two-cycle, and when."""

    def path(start: np.ndarray) -> np.ndarray:
        plan = Plan(method=method, step=step, radius=radius, start=start)
        return path_of(problem, plan, iterations)

    return tuple(_followed(problem, start, path(start)) for start in starts)


def path_of(problem: Problem, plan: Plan, iterations: int) -> np.ndarray:
    """The iterates of one run, (K, n), K as many as it has."""
    (path,) = paths_of(problem, [plan], iterations)
    return path


def paths_of(problem: Problem, plans: Sequence[Plan], iterations: int) -> list[np.ndarray]:
    """The iterates of each run, (K, n), K as many as it has."""
    kept: list[list[np.ndarray]] = [[] for _ in plans]

    def observe(chunk: Chunk, lengths: np.ndarray, active: np.ndarray) -> None:
        for column, plan in enumerate(active):
            kept[plan].append(chunk.x[: int(lengths[column]), column].copy())

    with np.errstate(all="ignore"):
        run(problem, plans, iterations=iterations, observe=observe)
    return [np.concatenate(chunks) for chunks in kept]


def _followed(problem: Problem, start: np.ndarray, path: np.ndarray) -> Followed:
    reached = settled_at(path)
    fact = problem.facts.minimizers
    return Followed(
        start=tuple(float(c) for c in start),
        reaches_cycle_at=reached,
        last=path[-1],
        radius=None if reached is None else float(norm(path[-1] - path[-2])[0]) / 2,
        distance=None if fact is None else float(fact.value(path[-1])),
    )


def settled_at(path: np.ndarray) -> int | None:
    """The k from which a path, (K, n), is a two-cycle up to `SETTLED`; None if it never is."""
    if len(path) < 4:
        return None
    with np.errstate(all="ignore"):
        back = norm(path[2:] - path[:-2])[..., 0]
        jump = norm(path[2:] - path[1:-1])[..., 0]
        size = norm(path[2:])[..., 0]
    moving = ~((back <= SETTLED * jump) & (jump > FLOOR * size))
    last = int(np.flatnonzero(moving)[-1]) + 1 if moving.any() else 0
    return last + 1 if last < len(back) else None
