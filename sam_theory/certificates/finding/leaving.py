"""Whether steps in floats leave cells: no trap is made of these.

Each point that is tried is one of those of which the verifier would have to see that they stay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.finding.path import moved
from sam_theory.certificates.forms import Cell, Side

SAMPLES = 32  # points of each cell that are tried in floats
STATES = 8  # with each, where a cell says nothing of the method's state
FAST = 1e3  # times the greatest |∂ᵢf|, and more: the size of these states
OUTSIDE = 1e-9  # relative: farther from a cell than rounding leads
FARTHEST = 2**50  # numbers of intervals that floats count


@dataclass(frozen=True)
class Intervals:
    """[low + iw, low + (i + 1)w] for the numbers i."""

    numbers: frozenset[int]
    low: float
    width: float


def leaves(dynamics: Dynamics, cells: tuple[Cell, ...], step: Side, radius: Side) -> bool:
    """Whether a step, the longest in a range, from a point of the cells leaves them in floats.

    Corners are among the points. A method whose steps are no numbers, as they depend on k, leaves.
    """
    method = dynamics.method
    if method.random or any(cell.state is not None for cell in cells):
        return False
    sides = np.array([[[float(a), float(b)] for a, b in cell.x] for cell in cells])
    low, high = np.moveaxis(sides, 2, 0)  # (C, n) each
    rng = np.random.default_rng(0)
    after = _stepped(dynamics, _points(low, high, rng), step, radius, rng)
    known = np.isfinite(after).all(axis=1)
    slack = OUTSIDE * np.abs(after[:, None])
    inside = np.all((after[:, None] >= low - slack) & (after[:, None] <= high + slack), axis=-1)
    return not known.any() or bool(np.any(known & ~inside.any(axis=1)))


def spreads(
    dynamics: Dynamics, intervals: Intervals, step: Side, radius: Side, *, most: int, rounds: int
) -> bool:
    """Whether steps in floats lead from the middles of intervals to those of more than `most`.

    Of the intervals that they lead to the middles are looked at in turn, in so many rounds.
    """
    low, width = intervals.low, intervals.width
    rng = np.random.default_rng(0)
    new, seen = np.array(sorted(intervals.numbers)), set(intervals.numbers)
    for _ in range(0 if dynamics.method.random else rounds):
        after = _stepped(dynamics, (low + (new + 0.5) * width)[:, None], step, radius, rng)
        reached = np.floor((after[np.isfinite(after)] - low) / width)
        fresh = set(reached[np.abs(reached) < FARTHEST].astype(int).tolist()) - seen
        seen |= fresh
        if len(seen) > most or not fresh:
            return len(seen) > most
        new = np.array(sorted(fresh))
    return False


def _stepped(
    dynamics: Dynamics, x: np.ndarray, step: Side, radius: Side, rng: np.random.Generator
) -> np.ndarray:
    """Where the longest steps of a range lead from points, (B, n), with several states each."""
    method = dynamics.method
    if method.memory:
        x = np.repeat(x, STATES, axis=0)
    with np.errstate(all="ignore"):
        fast = FAST * (1 + np.abs(dynamics.problem.gradient(x)).max())
    state = tuple(fast * rng.normal(size=x.shape) for _ in range(method.memory))
    return moved(dynamics, x, float(step[1]), float(radius[1]), state=state)


def _points(low: np.ndarray, high: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Points of the cells, (C, n) each: (C·SAMPLES, n)."""
    n = low.shape[1]
    shares = rng.uniform(size=(SAMPLES, n))
    shares[: SAMPLES // 2] = np.round(shares[: SAMPLES // 2])
    return np.asarray((low[:, None] + shares * (high - low)[:, None]).reshape(-1, n))
