"""What a run keeps: extremes and sums over geometric windows in k, constant memory per decade."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

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
        shapes = dict.fromkeys(("gradient", "value", "step", "radius"), flat)
        shapes["box"] = (*flat, self.dimension)
        self.low = {name: np.full(shape, np.inf) for name, shape in shapes.items()}
        self.high = {name: np.full(shape, -np.inf) for name, shape in shapes.items()}
        self.high["rise"] = np.full(flat, -np.inf)
        names = ("path", "elapsed", "gradient_squares", "weighted_squares")
        self.total = {name: np.zeros(flat) for name in names}

    def add(
        self,
        first: int,
        runs: np.ndarray,
        lengths: np.ndarray,
        *,
        extremes: dict[str, np.ndarray],
        rises: np.ndarray,
        sums: dict[str, np.ndarray],
    ) -> None:
        """Fold in iterations first … first + C − 1 of the runs with these indices, (R,).

        Every array is (C, R) or (C, R, n); of run r only the first lengths[r] rows count.
        """
        count = len(rises)
        windows = np.searchsorted(self.edges, [first, first + count - 1], side="right") - 1
        here = slice(int(windows[0]), int(windows[1]) + 1)
        offsets = np.maximum(self.edges[here] - first, 0)
        dead = np.arange(count)[:, None] >= lengths if lengths.min() < count else None
        for name, values in extremes.items():
            low = np.minimum.reduceat(_masked(values, dead, np.inf), offsets, axis=0)
            high = np.maximum.reduceat(_masked(values, dead, -np.inf), offsets, axis=0)
            self.low[name][here, runs] = np.minimum(self.low[name][here, runs], low)
            self.high[name][here, runs] = np.maximum(self.high[name][here, runs], high)
        rise = np.maximum.reduceat(_masked(rises, dead, -np.inf), offsets, axis=0)
        self.high["rise"][here, runs] = np.maximum(self.high["rise"][here, runs], rise)
        for name, values in sums.items():
            self.total[name][here, runs] += np.add.reduceat(
                _masked(values, dead, 0.0), offsets, axis=0
            )

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
            path=self.total["path"][:count, run],
            elapsed=self.total["elapsed"][:count, run],
            gradient_squares=self.total["gradient_squares"][:count, run],
            weighted_squares=self.total["weighted_squares"][:count, run],
            ending=ending,
            **scalars,  # type: ignore[arg-type]  # named by the caller after Trace's own fields
        )


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
    stopped: bool = False,
) -> Trace:
    """The trace of a trajectory recorded elsewhere: row i is iteration k = i + 1.

    What is None stays unrecorded. `stopped` says that the last iterate is stationary and final.
    """
    count = len(gradient_norm)
    blank = np.zeros((count, 1))

    def column(a: np.ndarray | None) -> np.ndarray:
        return blank if a is None else np.asarray(a, dtype=np.float64)[:, None]

    points = np.zeros((count, 1)) if iterate is None else np.asarray(iterate, dtype=np.float64)
    moves = np.zeros((count, 1))
    moves[:-1, 0] = np.hypot.reduce(np.diff(points, axis=0), axis=-1)
    rises = np.full((count, 1), -np.inf)
    rises[1:] = np.diff(column(value), axis=0)
    steps, norms = column(step), column(gradient_norm)
    recorder = Recorder(count, 1, points.shape[1])
    recorder.add(
        1,
        np.arange(1),
        np.array([count]),
        extremes={
            "gradient": norms,
            "value": column(value),
            "box": points[:, None, :],
            "step": steps,
            "radius": column(radius),
        },
        rises=rises,
        sums={
            "path": moves,
            "elapsed": steps,
            "gradient_squares": norms**2,
            "weighted_squares": steps * norms**2,
        },
    )
    reason: Reason = "stationary" if stopped else "horizon"
    evidence = f"the record has {count} iterations"
    trace = recorder.trace(
        0,
        Ending(reason=reason, iteration=count, evidence=evidence),
        last_gradient=float(gradient_norm[-1]),
        last_value=None if value is None else float(value[-1]),
        first_value=None if value is None else float(value[0]),
        last=None if iterate is None else points[-1],
        first=None if iterate is None else points[0],
    )
    return _forget(trace, value is None, iterate is None, step is None, radius is None)


def _forget(trace: Trace, value: bool, iterate: bool, step: bool, radius: bool) -> Trace:
    missing: dict[str, Any] = {}
    if value:
        missing |= {"value_low": None, "value_high": None, "value_rise": None}
    if iterate:
        missing |= {"box_low": None, "box_high": None, "path": None}
    if step:
        missing |= {"step_low": None, "step_high": None, "elapsed": None, "weighted_squares": None}
    if radius:
        missing |= {"radius_low": None, "radius_high": None}
    return replace(trace, **missing)
