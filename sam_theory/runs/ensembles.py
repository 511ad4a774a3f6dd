"""Ensembles: a random method by many seeds from one start, and what is kept of them at a few k."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sam_theory.runs.advancing import take
from sam_theory.runs.batch import Plan
from sam_theory.runs.recording import Steps
from sam_theory.runs.reference import started, width
from sam_theory.runs.trace import window_edges
from sam_theory.setting.problem import Problem

SEEDS = 1000  # of an ensemble, unless more are asked for
ELEMENTS, SHORTEST = 1 << 17, 4  # numbers held, and least iterations, between two foldings


@dataclass(frozen=True, kw_only=True)
class Ensemble:
    """S seeds from one start at k = 1 and at the ends of the windows in k of traces, W in all.

    Whatever is kept has a row for each such k and a column for each seed: a constant number of rows
    a decade of iterations. A seed is lost from the first k on at which f or ∇f leaves the
    floating-point range: what it would have done is not known, and f and ‖∇f‖ stand as ∞ there;
    the sums stand as they were, and what they lack is not negative.
    """

    start: np.ndarray  # (n,)
    k: np.ndarray  # (W,) of integers
    value: np.ndarray  # (W, S), f(xᵏ)
    slope: np.ndarray  # (W, S), ‖∇f(xᵏ)‖
    slopes: np.ndarray  # (W, S), Σ_{i≤k} ‖∇f(xⁱ)‖
    squares: np.ndarray  # (W, S), Σ_{i≤k} ‖∇f(xⁱ)‖²
    lost: np.ndarray  # (W, S) of bool

    @property
    def seeds(self) -> int:
        """S."""
        return int(self.value.shape[1])

    @property
    def average(self) -> np.ndarray:
        """(1/k) Σ_{i≤k} ‖∇f(xⁱ)‖², (W, S)."""
        return np.asarray(self.squares / self.k[:, None])

    def average_from(self, height: float) -> np.ndarray:
        """(1/k) Σ_{i≤k} (‖∇f(xⁱ)‖ − c)² for a height c, (W, S)."""
        with np.errstate(all="ignore"):  # of seeds that overflow
            found = (self.squares - 2 * height * self.slopes) / self.k[:, None] + height**2
        return np.asarray(np.where(np.isnan(found), np.inf, np.maximum(found, 0.0)))

    def quantiles(self, quantity: np.ndarray, levels: Sequence[float]) -> np.ndarray:
        """Bands over the seeds of a quantity (W, S), the lost ones as ∞: (len(levels), W)."""
        known = np.where(self.lost, np.inf, quantity)
        return np.asarray(np.quantile(known, np.asarray(levels), axis=1, method="higher"))


@dataclass
class Tally:
    """What is kept of an ensemble while it is computed, in place."""

    k: np.ndarray  # (W,)
    value: np.ndarray  # (W, S)
    slope: np.ndarray
    slopes: np.ndarray
    squares: np.ndarray
    gone: np.ndarray  # (S,) of bool, the seeds lost so far
    lost: np.ndarray  # (W, S)
    row: int = 0  # the next to be filled

    @classmethod
    def of(cls, iterations: int, seeds: int) -> Tally:
        """Of no iteration yet."""
        k = window_edges(iterations)[1:] - 1
        shape = (len(k), seeds)
        value, slope, slopes, squares = (np.zeros(shape) for _ in range(4))
        gone, lost = np.zeros(seeds, dtype=bool), np.zeros(shape, dtype=bool)
        return cls(k, value, slope, slopes, squares, gone, lost)

    def add(self, slopes: np.ndarray, squares: np.ndarray, gone: np.ndarray) -> None:
        """Add sums over iterations before the next row's end, or up to it, (S,) each."""
        self.gone |= gone
        self.slopes[self.row] += slopes
        self.squares[self.row] += squares

    def close(self, value: np.ndarray, slope: np.ndarray) -> None:
        """End the row with f and ‖∇f‖ at its k, (S,) each."""
        at = self.row
        self.gone |= ~(np.isfinite(value) & np.isfinite(slope))
        self.lost[at] = self.gone
        self.value[at] = np.where(self.gone, np.inf, value)
        self.slope[at] = np.where(self.gone, np.inf, slope)
        self.row += 1
        if self.row < len(self.k):
            self.slopes[self.row], self.squares[self.row] = self.slopes[at], self.squares[at]

    def ensemble(self, start: np.ndarray) -> Ensemble:
        """What was kept."""
        return Ensemble(
            start=start,
            k=self.k,
            value=self.value,
            slope=self.slope,
            slopes=self.slopes,
            squares=self.squares,
            lost=self.lost,
        )


def plans_of(plan: Plan, seeds: int) -> list[Plan]:
    """The plan by `seeds` consecutive numbers from its own on."""
    return [replace(plan, number=plan.number + i) for i in range(seeds)]


def ensemble(
    problem: Problem, plan: Plan, *, iterations: int, seeds: int = SEEDS, seed: int = 0
) -> Ensemble:
    """Run the plan by `seeds` seeds, all together, by the reference engine.

    The numbers of the runs are plan.number, plan.number + 1, …, by which they draw as in `run`.
    Raises UsageError as `run` does.
    """
    batch = started(problem, plans_of(plan, seeds), iterations=iterations, seed=seed)
    tally = Tally.of(iterations, seeds)
    length = max(ELEMENTS // (seeds * width(problem, batch.plans[:1])), SHORTEST)
    first = 1
    with np.errstate(all="ignore"):  # of seeds that overflow
        while first <= iterations:
            steps = take(batch, first, min(length, iterations + 1 - first), sparing=True)
            fold(batch.problem, steps, tally)
            first += len(steps)
    return tally.ensemble(np.array(plan.start, dtype=np.float64))


def fold(problem: Problem, steps: Steps, tally: Tally) -> None:
    """Fold iterations in, f evaluated only where a row ends."""
    slopes, end = steps.gradient_norm, steps.first + len(steps)
    finite = np.isfinite(slopes)
    counted = slopes if finite.all() else np.where(np.isnan(slopes), 0.0, slopes)
    squares, at = counted * counted, 0
    while at < len(steps):
        reach = min(int(tally.k[tally.row]) + 1, end) - steps.first
        rows = slice(at, reach)
        tally.add(counted[rows].sum(axis=0), squares[rows].sum(axis=0), ~finite[rows].all(axis=0))
        if steps.first + reach == tally.k[tally.row] + 1:
            tally.close(problem.value(steps.x[reach - 1]), slopes[reach - 1])
        at = reach
