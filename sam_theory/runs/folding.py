"""Folding iterations into windows: extremes and sums of B runs, constant memory per decade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sam_theory.runs.trace import Range, window_edges

RANGES = ("gradient", "estimate", "share", "value")
SUMS = ("path", "gradient_squares", "weighted_squares", "gradient_moves", "estimate_moves")
FEW = 4  # windows
TIMED = ("elapsed", "weighted_squares", "errors")  # the sums whose summands have the factor tₖ


class Names(NamedTuple):
    """What is kept of runs besides the box of x and what their schedules tell."""

    low: tuple[str, ...]  # the least of each window
    high: tuple[str, ...]  # the greatest
    total: tuple[str, ...]  # the sum


class Quantities(NamedTuple):
    """Numbers of R runs at consecutive k, or over stretches of them, under these names."""

    low: Mapping[str, np.ndarray]  # of which the least are kept
    high: Mapping[str, np.ndarray]  # of which the greatest
    total: Mapping[str, np.ndarray]  # of which the sums


def names_of(measuring: bool) -> Names:
    """With errors, or without them."""
    low, high = (*RANGES, "descent"), (*RANGES, "rise")
    if not measuring:
        return Names(low, high, SUMS)
    return Names((*low, "error"), (*high, "error", "error_share"), (*SUMS, "errors"))


@dataclass(frozen=True)
class Cut:
    """What was folded of one run in W windows."""

    edges: np.ndarray  # (W+1,)
    low: dict[str, np.ndarray]  # name -> (W,) or (W, n)
    high: dict[str, np.ndarray]
    total: dict[str, np.ndarray]

    def span(self, name: str) -> Range:
        """The least and the greatest of this quantity."""
        return Range(self.low[name], self.high[name])


@dataclass(frozen=True)
class Dead:
    """Which of the rows of runs that ended within C iterations do not count."""

    runs: np.ndarray  # (S,) indices of those that ended
    rows: np.ndarray  # (C, S) of bool

    @classmethod
    def of(cls, count: int, lengths: np.ndarray) -> Dead:
        """Those from the first lengths[r] on, (R,), of C = `count`."""
        runs = np.flatnonzero(lengths < count)
        return cls(runs, np.arange(count)[:, None] >= lengths[runs])

    def masked(self, values: np.ndarray, neutral: float) -> np.ndarray:
        """The values, (C, R) or (C, R, n), with a neutral one where they do not count."""
        if not len(self.runs):
            return values
        kept = values.copy(order="K")
        for run, rows in zip(self.runs, self.rows.T, strict=True):
            kept[rows, run] = neutral
        return kept


@dataclass
class Recorder:
    """Folds chunks of consecutive iterations of B runs into windows, in place."""

    iterations: int
    batch: int
    dimension: int
    measuring: bool = False  # whether errors are recorded
    edges: np.ndarray = field(init=False)
    low: dict[str, np.ndarray] = field(init=False)  # name -> (W, B) or (W, B, n)
    high: dict[str, np.ndarray] = field(init=False)
    total: dict[str, np.ndarray] = field(init=False)

    def __post_init__(self) -> None:
        self.edges = window_edges(self.iterations)
        flat = (len(self.edges) - 1, self.batch)
        names, told = names_of(self.measuring), ("step", "radius")
        self.low = {name: np.full(flat, np.inf) for name in (*told, *names.low)}
        self.high = {name: np.full(flat, -np.inf) for name in (*told, *names.high)}
        self.low["box"] = np.full((*flat, self.dimension), np.inf)
        self.high["box"] = np.full((*flat, self.dimension), -np.inf)
        self.total = {name: np.zeros(flat) for name in ("elapsed", *names.total)}

    def add(
        self,
        first: int,
        runs: np.ndarray,
        lengths: np.ndarray,
        found: Quantities,
    ) -> None:
        """Fold in iterations first … first + C − 1 of the runs with these indices, (R,).

        Every array is (C, R) or (C, R, n); of run r only the first lengths[r] rows count.
        """
        count = len(next(iter(found.total.values())))
        windows = np.searchsorted(self.edges, [first, first + count - 1], side="right") - 1
        here = slice(int(windows[0]), int(windows[1]) + 1)
        cuts = np.append(np.maximum(self.edges[here] - first, 0), count).tolist()
        dead = Dead.of(count, lengths)
        for name, values in found.low.items():
            least = _fold(np.minimum, dead.masked(values, np.inf), cuts)
            self._join(np.minimum, self.low[name][here], runs, least)
        for name, values in found.high.items():
            greatest = _fold(np.maximum, dead.masked(values, -np.inf), cuts)
            self._join(np.maximum, self.high[name][here], runs, greatest)
        for name, values in found.total.items():
            added = _fold(np.add, dead.masked(values, 0.0), cuts)
            self._join(np.add, self.total[name][here], runs, added)

    def merge(
        self,
        windows: np.ndarray,
        runs: np.ndarray,
        found: Quantities,
    ) -> None:
        """Fold in S stretches of iterations, each within the window of this index, (S,), ascending.

        Every array is (S, R) or (S, R, n).
        """
        _, starts = np.unique(windows, return_index=True)
        here = slice(int(windows[0]), int(windows[-1]) + 1)

        def folded(operation: np.ufunc, values: np.ndarray) -> np.ndarray:
            if len(starts) == len(values):
                return values
            return np.asarray(operation.reduceat(values, starts, axis=0))

        for name, values in found.low.items():
            least = folded(np.minimum, values)
            self._join(np.minimum, self.low[name][here], runs, least)
        for name, values in found.high.items():
            greatest = folded(np.maximum, values)
            self._join(np.maximum, self.high[name][here], runs, greatest)
        with np.errstate(over="ignore"):  # the sums of a run that diverges
            for name, values in found.total.items():
                self._join(np.add, self.total[name][here], runs, folded(np.add, values))

    def _join(
        self, operation: np.ufunc, kept: np.ndarray, runs: np.ndarray, values: np.ndarray
    ) -> None:
        """Join values of these runs, (S, R, ...), into rows of all, (S, B, ...), in place."""
        if len(runs) == self.batch:
            operation(kept, values, out=kept)
        elif len(kept) > FEW:
            kept[:, runs] = operation(kept.take(runs, axis=1), values)
        else:
            for row, new in zip(kept, values, strict=True):  # takes half the time, row by row
                row[runs] = operation(row.take(runs, axis=0), new)

    def cut(self, run: int, iterations: int) -> Cut:
        """The windows of one run that hold k = 1 … iterations."""
        count = int(np.searchsorted(self.edges, iterations, side="right"))
        low, high, total = (
            {name: array[:count, run] for name, array in arrays.items()}
            for arrays in (self.low, self.high, self.total)
        )
        return Cut(np.append(self.edges[:count], iterations + 1), low, high, total)


def _fold(operation: np.ufunc, values: np.ndarray, cuts: Sequence[int]) -> np.ndarray:
    """The reduction of the rows between consecutive cuts, laid out as the values are.

    Slice by slice: ufunc.reduceat along the first axis of three is ten times slower.
    """
    folded = np.empty_like(values, shape=(len(cuts) - 1, *values.shape[1:]))
    for row, (a, b) in zip(folded, pairwise(cuts), strict=True):
        operation.reduce(values[a:b], axis=0, out=row)
    return folded
