"""What a run keeps: extremes and sums over geometric windows in k, constant memory per decade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np

WINDOWS_PER_OCTAVE = 16  # windows grow by 2^(1/16) in k: fine enough to tell decay families apart

Reason = Literal["horizon", "stationary", "zero direction", "overflow", "outside the domain"]


def window_edges(iterations: int) -> np.ndarray:
    """Edges e of the windows [eᵢ, eᵢ₊₁) of k = 1 … iterations, (W+1,), the last one cut short."""
    octaves = np.log2(max(iterations, 1)) + 1
    geometric = np.ceil(2.0 ** (np.arange(int(octaves * WINDOWS_PER_OCTAVE) + 2) / 16))
    inside = np.unique(geometric[geometric <= iterations].astype(np.int64))
    return np.append(inside, iterations + 1)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Why the run has no iterate after xᵏ with k = `iteration`."""

    reason: Reason
    iteration: int
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One run in W windows: window w covers k = edges[w] … edges[w+1] − 1.

    Quantities of iteration k belong to the window of k, as does the step from xᵏ to xᵏ⁺¹. A field
    is None where it was not recorded.
    """

    edges: np.ndarray  # (W+1,) integers
    gradient_low: np.ndarray  # (W,) min ‖∇f(xᵏ)‖
    gradient_high: np.ndarray  # (W,) max ‖∇f(xᵏ)‖
    value_low: np.ndarray | None  # (W,) min f(xᵏ)
    value_high: np.ndarray | None  # (W,) max f(xᵏ)
    value_rise: np.ndarray | None  # (W,) max f(xᵏ⁺¹) − f(xᵏ) over steps that end in the window
    gradient_squares: np.ndarray  # (W,) Σ ‖∇f(xᵏ)‖²
    weighted_squares: np.ndarray | None  # (W,) Σ tₖ ‖∇f(xᵏ)‖²
    box_low: np.ndarray | None  # (W, n) coordinatewise min xᵏ
    box_high: np.ndarray | None  # (W, n) coordinatewise max xᵏ
    path: np.ndarray | None  # (W,) Σ ‖xᵏ⁺¹ − xᵏ‖ over the steps that leave the window's iterates
    elapsed: np.ndarray | None  # (W,) Σ tₖ
    step_low: np.ndarray | None  # (W,) min tₖ
    step_high: np.ndarray | None  # (W,) max tₖ
    radius_low: np.ndarray | None  # (W,) min ρₖ
    radius_high: np.ndarray | None  # (W,) max ρₖ
    ending: Ending
    descent_low: np.ndarray | None = None  # (W,) min [f(xᵏ) − f(xᵏ⁺¹)] / (‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖)
    # over steps that end in the window and change f by more than rounding; ∞ if there are none
    share_low: np.ndarray | None = None  # (W,) min ‖∇f(xᵏ)‖/‖gₖ‖
    share_high: np.ndarray | None = None  # (W,) max ‖∇f(xᵏ)‖/‖gₖ‖
    estimate_low: np.ndarray | None = None  # (W,) min ‖gₖ‖
    estimate_high: np.ndarray | None = None  # (W,) max ‖gₖ‖
    gradient_moves: np.ndarray | None = None  # (W,) Σ ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖
    estimate_moves: np.ndarray | None = None  # (W,) Σ ‖gₖ‖‖xᵏ⁺¹ − xᵏ‖
    last: np.ndarray | None = None  # (n,) the last iterate
    last_value: float | None = None  # f there
    last_gradient: float | None = None  # ‖∇f‖ there
    first_value: float | None = None  # f(x¹)
    first: np.ndarray | None = None  # (n,) x¹
    error_slack: float | None = None  # min over k of 1 − ‖gₖ − ∇f(xᵏ)‖/bound, rounding allowed for
    error_at: int | None = None  # the k of that minimum
    method_error: float | None = (
        None  # L·(error bound at the last k): the size of gₖ − ∇f(xᵏ) allowed
    )

    @property
    def iterations(self) -> int:
        """The number K of recorded iterates."""
        return int(self.edges[-1]) - 1

    @property
    def stopped(self) -> bool:
        """Whether the run ended at a stationary point, after which nothing moves."""
        return self.ending.reason == "stationary"


@dataclass
class Recorder:
    """Folds chunks of consecutive iterations of B runs into windows, in place."""

    iterations: int
    batch: int
    dimension: int
    edges: np.ndarray = field(init=False)
    low: dict[str, np.ndarray] = field(init=False)  # name -> (W, B) or (W, B, n)
    high: dict[str, np.ndarray] = field(init=False)
    total: dict[str, np.ndarray] = field(init=False)

    def __post_init__(self) -> None:
        self.edges = window_edges(self.iterations)
        flat = (len(self.edges) - 1, self.batch)
        shapes: dict[str, tuple[int, ...]]
        names = ("gradient", "estimate", "share", "value", "step", "radius")
        shapes = dict.fromkeys(names, flat)
        shapes["box"] = (*flat, self.dimension)
        self.low = {name: np.full(shape, np.inf) for name, shape in shapes.items()}
        self.high = {name: np.full(shape, -np.inf) for name, shape in shapes.items()}
        self.high["rise"] = np.full(flat, -np.inf)
        self.low["descent"] = np.full(flat, np.inf)
        moves = ("gradient_moves", "estimate_moves")
        sums = ("path", "elapsed", "gradient_squares", "weighted_squares", *moves)
        self.total = {name: np.zeros(flat) for name in sums}

    def add(
        self,
        first: int,
        runs: np.ndarray,
        lengths: np.ndarray,
        *,
        extremes: dict[str, np.ndarray],
        rises: np.ndarray,
        descents: np.ndarray,
        sums: dict[str, np.ndarray],
    ) -> None:
        """Fold in iterations first … first + C − 1 of the runs with these indices, (R,).

        Every array is (C, R) or (C, R, n); of run r only the first lengths[r] rows count.
        """
        count = len(rises)
        windows = np.searchsorted(self.edges, [first, first + count - 1], side="right") - 1
        here = slice(int(windows[0]), int(windows[1]) + 1)
        # While all runs go on, a slice spares the copies that an index array makes.
        at = (here, slice(None) if len(runs) == self.batch else runs)
        cuts = [*np.maximum(self.edges[here] - first, 0), count]
        dead = np.arange(count)[:, None] >= lengths if lengths.min() < count else None
        for name, values in extremes.items():
            low = _fold(np.minimum, _masked(values, dead, np.inf), cuts)
            high = _fold(np.maximum, _masked(values, dead, -np.inf), cuts)
            self.low[name][at] = np.minimum(self.low[name][at], low)
            self.high[name][at] = np.maximum(self.high[name][at], high)
        rise = _fold(np.maximum, _masked(rises, dead, -np.inf), cuts)
        self.high["rise"][at] = np.maximum(self.high["rise"][at], rise)
        descent = _fold(np.minimum, _masked(descents, dead, np.inf), cuts)
        self.low["descent"][at] = np.minimum(self.low["descent"][at], descent)
        for name, values in sums.items():
            self.total[name][at] += _fold(np.add, _masked(values, dead, 0.0), cuts)

    def merge(
        self,
        windows: np.ndarray,
        runs: np.ndarray,
        *,
        low: dict[str, np.ndarray],
        high: dict[str, np.ndarray],
        total: dict[str, np.ndarray],
    ) -> None:
        """Fold in S stretches of iterations, each within the window of this index, (S,), ascending.

        Every array is (S, R) or (S, R, n).
        """
        starts = np.flatnonzero(np.diff(windows, prepend=-1))
        here = slice(int(windows[0]), int(windows[-1]) + 1)
        at = (here, slice(None) if len(runs) == self.batch else runs)

        def folded(operation: np.ufunc, values: np.ndarray) -> np.ndarray:
            if len(starts) == len(values):
                return values
            return np.asarray(operation.reduceat(values, starts, axis=0))

        for name, values in low.items():
            self.low[name][at] = np.minimum(self.low[name][at], folded(np.minimum, values))
        for name, values in high.items():
            self.high[name][at] = np.maximum(self.high[name][at], folded(np.maximum, values))
        with np.errstate(over="ignore"):  # the sums of a run that diverges
            for name, values in total.items():
                self.total[name][at] += folded(np.add, values)

    def trace(self, run: int, ending: Ending, **scalars: object) -> Trace:
        """The windows of one run, cut after its last iterate."""
        iterations = ending.iteration
        count = int(np.searchsorted(self.edges, iterations, side="right"))
        edges = np.append(self.edges[:count], iterations + 1)
        return Trace(
            edges=edges,
            gradient_low=self.low["gradient"][:count, run],
            gradient_high=self.high["gradient"][:count, run],
            value_low=self.low["value"][:count, run],
            value_high=self.high["value"][:count, run],
            value_rise=self.high["rise"][:count, run],
            box_low=self.low["box"][:count, run],
            box_high=self.high["box"][:count, run],
            step_low=self.low["step"][:count, run],
            step_high=self.high["step"][:count, run],
            radius_low=self.low["radius"][:count, run],
            radius_high=self.high["radius"][:count, run],
            descent_low=self.low["descent"][:count, run],
            share_low=self.low["share"][:count, run],
            share_high=self.high["share"][:count, run],
            estimate_low=self.low["estimate"][:count, run],
            estimate_high=self.high["estimate"][:count, run],
            path=self.total["path"][:count, run],
            elapsed=self.total["elapsed"][:count, run],
            gradient_squares=self.total["gradient_squares"][:count, run],
            gradient_moves=self.total["gradient_moves"][:count, run],
            estimate_moves=self.total["estimate_moves"][:count, run],
            weighted_squares=self.total["weighted_squares"][:count, run],
            ending=ending,
            **scalars,  # type: ignore[arg-type]  # named by the caller after Trace's own fields
        )


def _fold(operation: np.ufunc, values: np.ndarray, cuts: Sequence[int]) -> np.ndarray:
    """The reduction of the rows between consecutive cuts, (len(cuts) - 1, ...).

    Slice by slice: ufunc.reduceat along the first axis of three is ten times slower.
    """
    parts = [operation.reduce(values[a:b], axis=0) for a, b in pairwise(cuts)]
    return np.stack(parts) if len(parts) > 1 else parts[0][None]


def _masked(values: np.ndarray, dead: np.ndarray | None, neutral: float) -> np.ndarray:
    if dead is None:
        return values
    return np.where(dead if values.ndim == 2 else dead[:, :, None], neutral, values)


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

    What is None stays unrecorded; so do path and Σ tₖ where rows are missing between the first and
    the last k. `stopped` says that the last iterate is stationary and final.
    """
    rows = np.arange(1, len(gradient_norm) + 1) if k is None else np.asarray(k, dtype=np.int64)
    edges, offsets = _occupied(rows)
    gapless = len(rows) == rows[-1]
    norms = np.asarray(gradient_norm, dtype=np.float64)

    def low(a: np.ndarray | None) -> np.ndarray | None:
        return None if a is None else np.minimum.reduceat(np.asarray(a, float), offsets, axis=0)

    def high(a: np.ndarray | None) -> np.ndarray | None:
        return None if a is None else np.maximum.reduceat(np.asarray(a, float), offsets, axis=0)

    def total(a: np.ndarray | None) -> np.ndarray | None:
        return np.add.reduceat(a, offsets) if a is not None and gapless else None

    reason: Reason = "stationary" if stopped else "horizon"
    last = int(rows[-1])
    return Trace(
        edges=edges,
        gradient_low=np.minimum.reduceat(norms, offsets),
        gradient_high=np.maximum.reduceat(norms, offsets),
        value_low=low(value),
        value_high=high(value),
        value_rise=high(None if value is None else np.diff(value, prepend=np.inf)),
        gradient_squares=np.add.reduceat(norms**2, offsets),
        weighted_squares=total(None if step is None else step * norms**2),
        box_low=low(iterate),
        box_high=high(iterate),
        path=total(None if iterate is None else _moves(iterate)),
        elapsed=total(step),
        step_low=low(step),
        step_high=high(step),
        radius_low=low(radius),
        radius_high=high(radius),
        ending=Ending(reason=reason, iteration=last, evidence=f"the record ends at k = {last}"),
        last=None if iterate is None else np.asarray(iterate[-1], dtype=np.float64),
        last_value=None if value is None else float(value[-1]),
        last_gradient=float(norms[-1]),
        first_value=None if value is None else float(value[0]),
        first=None if iterate is None else np.asarray(iterate[0], dtype=np.float64),
    )


def _occupied(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Edges of windows that each hold a row, and where each window's rows begin."""
    edges = window_edges(int(rows[-1]))
    offsets = np.searchsorted(rows, edges[:-1])
    occupied = np.diff(offsets, append=len(rows)) > 0
    return np.append(edges[:-1][occupied], edges[-1]), offsets[occupied]


def _moves(iterate: np.ndarray) -> np.ndarray:
    """‖xᵏ⁺¹ − xᵏ‖ for each row, (K,), 0 for the last."""
    return np.append(np.hypot.reduce(np.diff(iterate, axis=0), axis=-1, initial=0.0), 0.0)
