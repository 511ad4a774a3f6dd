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
BOX = "box"  # of x, coordinate by coordinate
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


@dataclass(frozen=True)
class Table:
    """What is kept of quantities, by one operation: those of a window stand side by side."""

    operation: np.ufunc
    neutral: float
    kept: np.ndarray  # (W, N, B)
    of: dict[str, np.ndarray]  # name -> (W, B), parts of it; and the box of x, (W, B, n)

    @classmethod
    def empty(
        cls, operation: np.ufunc, neutral: float, names: Sequence[str], flat: tuple[int, int]
    ) -> Table:
        """Of W windows and B runs."""
        kept = np.full((flat[0], len(names), flat[1]), neutral)
        return cls(operation, neutral, kept, {n: kept[:, i] for i, n in enumerate(names)})

    def add(
        self,
        found: Mapping[str, np.ndarray],
        runs: np.ndarray,
        here: slice,
        cuts: Sequence[int],
        dead: Dead,
    ) -> None:
        """Join quantities, (C, R) or (C, R, n), parted by the cuts into these windows."""
        at = [i for i, name in enumerate(self.of) if name in found and name != BOX]
        values = np.empty((len(cuts) - 1, len(at), len(runs)))
        names = list(self.of)
        for i, row in zip(at, values.swapaxes(0, 1), strict=True):
            _fold(self.operation, dead.masked(found[names[i]], self.neutral), cuts, row)
        self.join(self.kept[here, at[0] : at[-1] + 1], runs, values)
        if BOX in found:
            box = dead.masked(found[BOX], self.neutral)
            sides = np.empty_like(box, shape=(len(cuts) - 1, *box.shape[1:]))
            _fold(self.operation, box, cuts, sides)
            self.join(self.of[BOX][here].swapaxes(1, 2), runs, sides.swapaxes(1, 2))

    def join(self, kept: np.ndarray, runs: np.ndarray, values: np.ndarray) -> None:
        """Join values of these runs, (S, ..., R), into rows of all, (S, ..., B), in place."""
        if len(runs) == kept.shape[-1]:
            self.operation(kept, values, out=kept)
        elif len(kept) > FEW:
            kept[..., runs] = self.operation(kept.take(runs, axis=-1), values)
        else:
            for row, new in zip(kept, values, strict=True):  # takes half the time, row by row
                row[..., runs] = self.operation(row.take(runs, axis=-1), new)


@dataclass
class Recorder:
    """Folds chunks of consecutive iterations of B runs into windows, in place."""

    iterations: int
    batch: int
    dimension: int
    measuring: bool = False  # whether errors are recorded
    edges: np.ndarray = field(init=False)
    low: Table = field(init=False)
    high: Table = field(init=False)
    total: Table = field(init=False)

    def __post_init__(self) -> None:
        self.edges = window_edges(self.iterations)
        flat = (len(self.edges) - 1, self.batch)
        low, high, total = names_of(self.measuring)
        self.low = Table.empty(np.minimum, np.inf, ("step", "radius", *low), flat)
        self.high = Table.empty(np.maximum, -np.inf, ("step", "radius", *high), flat)
        self.total = Table.empty(np.add, 0.0, ("elapsed", *total), flat)
        for table in (self.low, self.high):
            table.of[BOX] = np.full((*flat, self.dimension), table.neutral)

    @property
    def tables(self) -> tuple[Table, Table, Table]:
        """Those of the least, of the greatest and of the sums, as in `Quantities`."""
        return self.low, self.high, self.total

    def add(self, first: int, runs: np.ndarray, lengths: np.ndarray, found: Quantities) -> None:
        """Fold in iterations first … first + C − 1 of the runs with these indices, (R,).

        Every array is (C, R) or (C, R, n); of run r only the first lengths[r] rows count.
        """
        count = len(next(iter(found.total.values())))
        windows = np.searchsorted(self.edges, [first, first + count - 1], side="right") - 1
        here = slice(int(windows[0]), int(windows[1]) + 1)
        cuts = np.append(np.maximum(self.edges[here] - first, 0), count).tolist()
        dead = Dead.of(count, lengths)
        for table, values in zip(self.tables, found, strict=True):
            table.add(values, runs, here, cuts, dead)

    def merge(self, windows: np.ndarray, runs: np.ndarray, found: Quantities) -> None:
        """Fold in S stretches of iterations, each within the window of this index, (S,), ascending.

        Every array is (S, R) or (S, R, n).
        """
        _, starts = np.unique(windows, return_index=True)
        here = slice(int(windows[0]), int(windows[-1]) + 1)

        with np.errstate(over="ignore"):  # the sums of a run that diverges
            for table, quantities in zip(self.tables, found, strict=True):
                for name, values in quantities.items():
                    whole = len(starts) == len(values)
                    rows = values if whole else table.operation.reduceat(values, starts, axis=0)
                    kept = table.of[name][here]
                    table.join(np.moveaxis(kept, 1, -1), runs, np.moveaxis(rows, 1, -1))

    def cut(self, run: int, iterations: int) -> Cut:
        """The windows of one run that hold k = 1 … iterations."""
        count = int(np.searchsorted(self.edges, iterations, side="right"))
        low, high, total = (
            {name: array[:count, run] for name, array in table.of.items()} for table in self.tables
        )
        return Cut(np.append(self.edges[:count], iterations + 1), low, high, total)


def _fold(operation: np.ufunc, values: np.ndarray, cuts: Sequence[int], out: np.ndarray) -> None:
    """Reduce the rows between consecutive cuts, into the rows of `out`, (len(cuts) - 1, ...).

    Slice by slice: ufunc.reduceat along the first axis of three is ten times slower.
    """
    for row, (a, b) in zip(out, pairwise(cuts), strict=True):
        operation.reduce(values[a:b], axis=0, out=row)
