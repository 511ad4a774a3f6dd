"""Trajectories recorded elsewhere, row by row, as traces."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from sam_theory.runs.recording import descents
from sam_theory.runs.trace import (
    Elapsed,
    Ending,
    Gradients,
    Iterates,
    Moves,
    Range,
    Trace,
    Values,
    window_edges,
)

Group = TypeVar("Group")
FEWEST = 20  # different numbers that may show a precision


def trace_of_record(
    *,
    gradient_norm: np.ndarray,  # (K,)
    value: np.ndarray | None = None,  # (K,)
    iterate: np.ndarray | None = None,  # (K, n)
    step: np.ndarray | None = None,  # (K,)
    radius: np.ndarray | None = None,  # (K,)
    k: np.ndarray | None = None,  # (K,) increasing integers; None is 1 … K
    stopped: bool = False,
) -> Trace:
    """The trace of a trajectory recorded elsewhere: row i is iteration k[i].

    What is None stays unrecorded; so do moves and Σ tₖ where rows are missing before the last k.
    `stopped` says that the last iterate is stationary and final.
    """
    rows = np.arange(1, len(gradient_norm) + 1) if k is None else np.asarray(k, dtype=np.int64)
    edges, offsets = _occupied(rows)
    last, gapless = int(rows[-1]), len(rows) == rows[-1]
    norms = np.asarray(gradient_norm, dtype=np.float64)

    def span(a: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.minimum.reduceat(a, offsets), np.maximum.reduceat(a, offsets)

    def total(a: np.ndarray) -> np.ndarray:
        return np.asarray(np.add.reduceat(a, offsets))

    def values(f: np.ndarray) -> Values:
        rise = span(np.diff(f, prepend=np.inf))[1]
        return Values(*span(f), rise=rise, first=float(f[0]), last=float(f[-1]))

    def iterates(x: np.ndarray) -> Iterates:
        low, high = span(x)
        return Iterates(low=low, high=high, first=x[0], last=x[-1])

    def moves(x: np.ndarray) -> Moves:
        lengths = np.append(np.hypot.reduce(np.diff(x, axis=0), axis=-1, initial=0.0), 0.0)
        fall = _falls(value, norms * lengths)
        return Moves(path=total(lengths), work=total(norms * lengths), descent=span(fall)[0])

    def elapsed(t: np.ndarray) -> Elapsed:
        return Elapsed(time=total(t), squares=total(t * norms**2))

    return Trace(
        edges=edges,
        ending=Ending(
            reason="stationary" if stopped else "horizon",
            iteration=last,
            evidence=f"the record ends at k = {last}",
        ),
        gradients=Gradients(*span(norms), squares=total(norms**2), last=float(norms[-1])),
        values=_group(values, value),
        iterates=_group(iterates, iterate),
        moves=_group(moves, iterate if gapless else None),
        steps=_group(lambda t: Range(*span(t)), step),
        elapsed=_group(elapsed, step if gapless else None),
        radii=_group(lambda rho: Range(*span(rho)), radius),
        precision=precision_of(norms, value, iterate),
    )


def precision_of(*columns: np.ndarray | None) -> float:
    """The relative precision of numbers: that of single precision where all of them have it.

    Numbers that half precision holds as well, or few different ones, say nothing.
    """
    kept = np.concatenate([np.ravel(c) for c in columns if c is not None]).astype(np.float64)
    told = np.unique(kept[np.isfinite(kept) & (kept != 0)])
    with np.errstate(over="ignore", under="ignore"):
        single = bool((told.astype(np.float32) == told).all())
        half = bool((told.astype(np.float16) == told).all())
    if len(told) < FEWEST or half or not single:
        return float(np.finfo(np.float64).eps)
    return float(np.finfo(np.float32).eps)


def _group(make: Callable[[np.ndarray], Group], column: np.ndarray | None) -> Group | None:
    return None if column is None else make(np.asarray(column, dtype=np.float64))


def _falls(value: np.ndarray | None, work: np.ndarray) -> np.ndarray:
    """[f(xᵏ⁻¹) − f(xᵏ)] by the work of the step to xᵏ, (K,); ∞ where f says nothing."""
    if value is None:
        return np.full(len(work), np.inf)
    f, earlier = np.asarray(value, dtype=np.float64), np.append(np.inf, work[:-1])
    return descents(np.append(np.inf, f[:-1]), f, earlier)


def _occupied(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Edges of windows that each hold a row, and where each window's rows begin."""
    edges = window_edges(int(rows[-1]))
    offsets = np.searchsorted(rows, edges[:-1])
    occupied = np.diff(offsets, append=len(rows)) > 0
    return np.append(edges[:-1][occupied], edges[-1]), offsets[occupied]
