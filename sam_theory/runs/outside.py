"""Trajectories recorded elsewhere, row by row, as traces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.precision import precision_of, written
from sam_theory.runs.recording import descents
from sam_theory.runs.repeats import filled, observed, stale
from sam_theory.runs.trace import (
    Elapsed,
    Ending,
    Gradients,
    Iterates,
    Moves,
    Range,
    Sampling,
    Trace,
    Values,
    Written,
    window_edges,
)

Group = TypeVar("Group")


def trace_of_record(
    *,
    gradient_norm: np.ndarray | None = None,  # (K,)
    value: np.ndarray | None = None,  # (K,) one of these two has to be there
    iterate: np.ndarray | None = None,  # (K, n)
    step: np.ndarray | None = None,  # (K,)
    radius: np.ndarray | None = None,  # (K,)
    k: np.ndarray | None = None,  # (K,) increasing integers; None is 1 … K
    stopped: bool = False,
) -> Trace:
    """The trace of a trajectory recorded elsewhere: row i is iteration k[i].

    What is None stays unrecorded: as the groups of a trace, or as NaN of ‖∇f‖, which it always
    has. Rows that repeat the one before without being observations start no window. Between rows
    Σ tₖ is bridged, and the path is bounded from below by the moves from row to row. `stopped`
    says that the last iterate is stationary and final.
    """
    judged = value if gradient_norm is None else gradient_norm
    if judged is None:
        raise UsageError("a record must have value or gradient_norm; got none; give one of them")
    record = _Record(
        recorded=_numbers(gradient_norm),
        value=_numbers(value),
        iterate=_numbers(iterate),
        step=_numbers(step),
        k=np.arange(1, len(judged) + 1) if k is None else np.asarray(k, dtype=np.int64),
    )
    last, norm = int(record.k[-1]), record.norm
    return Trace(
        edges=np.append(record.k[record.starts], last + 1),
        ending=Ending(
            reason="stationary" if stopped else "horizon",
            iteration=last,
            evidence=f"the record ends at k = {last}",
        ),
        gradients=Gradients(
            *record.span(norm), squares=record.total(norm**2), last=float(norm[-1])
        ),
        values=_group(record.values, record.value),
        iterates=_group(record.iterates, record.iterate),
        moves=_group(record.moves, record.iterate),
        steps=_group(lambda t: Range(*record.span(t)), record.step),
        elapsed=_group(record.elapsed, record.step),
        radii=_group(lambda rho: Range(*record.span(rho)), _numbers(radius)),
        precision=record.precision,
        written=record.written,
        sampling=record.sampling,
    )


@dataclass(frozen=True, kw_only=True)
class _Record:
    """The columns as they were written."""

    recorded: np.ndarray | None  # (K,) of ‖∇f‖
    value: np.ndarray | None  # (K,)
    iterate: np.ndarray | None  # (K, n)
    step: np.ndarray | None  # (K,)
    k: np.ndarray  # (K,)

    @cached_property
    def norm(self) -> np.ndarray:
        """‖∇f‖, NaN where it was not recorded, (K,)."""
        return np.full(len(self.k), np.nan) if self.recorded is None else self.recorded

    @cached_property
    def precision(self) -> float:
        """That of all numbers together."""
        return precision_of(self.recorded, self.value, self.iterate)

    @cached_property
    def written(self) -> Written:
        """The units of the columns."""
        return written(self.recorded, self.value, self.iterate)

    @cached_property
    def evaluated(self) -> np.ndarray:
        """The rows with an f(xᵏ) and a ‖∇f(xᵏ)‖ of their own."""
        own = observed(self.recorded, self.value, beside=self.iterate)
        return np.flatnonzero(own & self._together)

    @cached_property
    def placed(self) -> np.ndarray:
        """The rows with an xᵏ of their own; all where none is recorded."""
        if self.iterate is None:
            return np.arange(len(self.k))
        return np.flatnonzero(observed(self.iterate) & self._together)

    @cached_property
    def _together(self) -> np.ndarray:
        """The rows that say anything new, where all columns are carried forward."""
        return observed(self.recorded, self.value, self.iterate)

    @cached_property
    def starts(self) -> np.ndarray:
        """The row that each window begins with: an observation, (W,).

        Of windows in k that hold none, the one before goes on. Since windows begin with rows, what
        is summed from row to row need not be shared out among them.
        """
        rarer = min(self.evaluated, self.placed, key=len)
        windows = np.searchsorted(window_edges(int(self.k[-1])), self.k[rarer], side="right")
        return np.asarray(rarer[np.flatnonzero(np.diff(windows, prepend=-1))])

    @cached_property
    def sampling(self) -> Sampling:
        """How much of the run the rows show."""
        columns = self.value, self.iterate
        unit = 0.0 if self.iterate is None else self.precision * np.hypot.reduce(self.iterate[-1])
        unit = max(float(unit), self.written.iterate)
        all_new = len(self.evaluated) == len(self.k)
        return Sampling(
            gapless=bool((np.diff(self.k[self.placed]) == 1).all()),
            placed=_divisor(self.k[self.placed]),
            evaluated=_divisor(self.k[self.evaluated]),
            repeated=self.recorded is not None
            and (
                filled(self.recorded, *columns, self.step, unit)
                or (all_new and stale(self.recorded, *columns))
            ),
        )

    def span(self, a: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The least and the greatest by window."""
        return np.minimum.reduceat(a, self.starts), np.maximum.reduceat(a, self.starts)

    def total(self, a: np.ndarray) -> np.ndarray:
        """Sums by window."""
        return np.asarray(np.add.reduceat(a, self.starts))

    def values(self, f: np.ndarray) -> Values:
        """The group of f."""
        rise = self.span(np.diff(f, prepend=np.inf))[1]
        return Values(*self.span(f), rise=rise, first=float(f[0]), last=float(f[-1]))

    def iterates(self, x: np.ndarray) -> Iterates:
        """The group of x."""
        low, high = self.span(x)
        return Iterates(low=low, high=high, first=x[0], last=x[-1])

    def moves(self, x: np.ndarray) -> Moves:
        """The moves from row to row."""
        lengths = np.append(np.hypot.reduce(np.diff(x, axis=0), axis=-1, initial=0.0), 0.0)
        work = self.norm * lengths
        return Moves(
            path=self.total(lengths), work=self.total(work), descent=self.span(self._falls(work))[0]
        )

    def elapsed(self, t: np.ndarray) -> Elapsed:
        """Σ tₖ from row to row, tₖ in between by linear interpolation; ‖∇f‖ as at the row before.

        Where tₖ decreases, Σ over m iterations lies between m·tₖ₊ₘ and m·tₖ, and so does this:
        tₖ(m + 1)/2 + tₖ₊ₘ(m − 1)/2, which is exact for linear t, and tₖ for m = 1.
        """
        m, following = np.diff(self.k, append=self.k[-1] + 1), np.append(t[1:], t[-1])
        time = t * (m + 1) / 2 + following * (m - 1) / 2
        before = float(t[0] * (self.k[0] - 1))
        return Elapsed(
            time=self.total(time), squares=self.total(time * self.norm**2), before=before
        )

    def _falls(self, work: np.ndarray) -> np.ndarray:
        """The fall of f to each evaluation, by the work since the one before; ∞ elsewhere, (K,)."""
        falls = np.full(len(work), np.inf)
        if self.value is not None:
            f, spent = self.value[self.evaluated], np.add.reduceat(work, self.evaluated)
            earlier = np.append(np.inf, f[:-1])
            falls[self.evaluated] = descents(earlier, f, np.append(np.inf, spent[:-1]))
        return falls


def _divisor(k: np.ndarray) -> int:
    """The greatest common divisor of the distances over the later half of these k; 1 for none."""
    return int(np.gcd.reduce(np.diff(k[len(k) // 2 :]))) or 1


def _numbers(column: np.ndarray | None) -> np.ndarray | None:
    return None if column is None else np.asarray(column, dtype=np.float64)


def _group(make: Callable[[np.ndarray], Group], column: np.ndarray | None) -> Group | None:
    return None if column is None else make(column)
