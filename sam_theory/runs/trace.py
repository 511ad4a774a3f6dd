"""What a run keeps: extremes and sums over geometric windows in k, constant memory per decade."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

import numpy as np

EPS = float(np.finfo(np.float64).eps)
WINDOWS_PER_OCTAVE = 16  # windows grow by 2^(1/16) in k: fine enough to tell decay families apart

Reason = Literal["horizon", "stationary", "zero direction", "overflow", "outside the domain"]


def window_edges(iterations: int) -> np.ndarray:
    """Edges e of the windows [eᵢ, eᵢ₊₁) of k = 1 … iterations, (W+1,), the last one cut short."""
    count = WINDOWS_PER_OCTAVE * iterations.bit_length()  # the next is 2^bit_length, beyond the end
    geometric = np.ceil(2.0 ** (np.arange(count) / WINDOWS_PER_OCTAVE))
    inside = np.unique(geometric[geometric <= iterations].astype(np.int64))
    return np.append(inside, iterations + 1)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Why the run has no iterate after xᵏ with k = `iteration`."""

    reason: Reason
    iteration: int
    evidence: str


@dataclass(frozen=True)
class Range:
    """The least and the greatest of a quantity, window by window."""

    low: np.ndarray  # (W,)
    high: np.ndarray  # (W,)


@dataclass(frozen=True, kw_only=True)
class Gradients(Range):
    """‖∇f(xᵏ)‖."""

    squares: np.ndarray  # (W,) Σ ‖∇f(xᵏ)‖²
    last: float  # ‖∇f‖ at the last iterate


@dataclass(frozen=True, kw_only=True)
class Values(Range):
    """f(xᵏ)."""

    rise: np.ndarray  # (W,) max f(xᵏ⁺¹) − f(xᵏ) over steps that end in the window
    first: float  # f(x¹)
    last: float  # f at the last iterate


@dataclass(frozen=True, kw_only=True)
class Iterates:
    """xᵏ, coordinate by coordinate."""

    low: np.ndarray  # (W, n) min xᵏ
    high: np.ndarray  # (W, n) max xᵏ
    first: np.ndarray  # (n,) x¹
    last: np.ndarray  # (n,) the last iterate


@dataclass(frozen=True, kw_only=True)
class Moves:
    """xᵏ⁺¹ − xᵏ, of every k; where rows are missing, what leads from row to row."""

    path: np.ndarray  # (W,) Σ ‖xᵏ⁺¹ − xᵏ‖ over the steps that leave the window's iterates
    work: np.ndarray  # (W,) Σ ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖
    descent: np.ndarray  # (W,) min [f(xᵏ) − f(xᵏ⁺¹)] / (‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖) over steps that end
    # in the window and change f by more than rounding; ∞ if there are none


@dataclass(frozen=True, kw_only=True)
class Elapsed:
    """Sums with tₖ, of every k."""

    time: np.ndarray  # (W,) Σ tₖ
    squares: np.ndarray  # (W,) Σ tₖ ‖∇f(xᵏ)‖²
    before: float = 0.0  # Σ tₖ before the first window, if tₖ was there as at its beginning


@dataclass(frozen=True, kw_only=True)
class Estimates(Range):
    """‖gₖ‖."""

    share: Range  # of ‖∇f(xᵏ)‖/‖gₖ‖
    work: np.ndarray  # (W,) Σ ‖gₖ‖‖xᵏ⁺¹ − xᵏ‖


@dataclass(frozen=True, kw_only=True)
class Errors:
    """‖gₖ − ∇f(xᵏ)‖ against the bound that the method's error model gives."""

    slack: float  # min over k of 1 − ‖gₖ − ∇f(xᵏ)‖/bound, rounding allowed for
    at: int  # the k of that minimum


@dataclass(frozen=True, kw_only=True)
class Measured(Range):
    """‖gₖ − ∇f(xᵏ)‖ as it was, of methods for which nothing bounds it."""

    share: np.ndarray  # (W,) max ‖gₖ − ∇f(xᵏ)‖/‖∇f(xᵏ)‖
    elapsed: np.ndarray  # (W,) Σ tₖ‖gₖ − ∇f(xᵏ)‖


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """Of which k anything was recorded; of a run of our own it is every one.

    A cycle whose period divides the distances of what was recorded shows one of its points alone.
    """

    gapless: bool = True  # whether every xᵏ was; else a path is a bound from below
    placed: int = 1  # the greatest common divisor of the distances of k with an xᵏ, at the end
    evaluated: int = 1  # the same of f(xᵏ) and ∇f(xᵏ)
    repeated: bool = False  # whether f and ∇f at the end may be older than the iterates beside them


@dataclass(frozen=True, kw_only=True)
class Written:
    """The units of the last places of recorded numbers, at the end; 0 where doubles are whole."""

    gradient: float = 0.0  # of ‖∇f‖
    value: float = 0.0  # of f
    iterate: float = 0.0  # of x
    coarsest: float = EPS  # relative: what the run may have been computed in, for all they tell


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One run in W windows: window w covers k = edges[w] … edges[w+1] − 1.

    Quantities of iteration k belong to the window of k, as does the step from xᵏ to xᵏ⁺¹. A group
    is None where it was not recorded.
    """

    edges: np.ndarray  # (W+1,) integers
    ending: Ending
    gradients: Gradients
    values: Values | None
    iterates: Iterates | None
    moves: Moves | None
    steps: Range | None  # of tₖ
    elapsed: Elapsed | None
    radii: Range | None  # of ρₖ
    estimates: Estimates | None = None
    errors: Errors | None = None
    measured: Measured | None = None
    precision: float = EPS  # relative, of the recorded numbers: what they were computed in
    written: Written = Written()
    sampling: Sampling = Sampling()

    def until(self, count: int) -> Trace:
        """The same with the first `count` windows of every group; edges and ends as they are."""
        groups = {f.name: getattr(self, f.name) for f in fields(self)}
        cut = {name: _first(group, count) for name, group in groups.items() if is_dataclass(group)}
        return replace(self, **cut)

    @property
    def iterations(self) -> int:
        """The number K of recorded iterates."""
        return int(self.edges[-1]) - 1

    @property
    def stopped(self) -> bool:
        """Whether the run ended at a stationary point, after which nothing moves."""
        return self.ending.reason == "stationary"


def _first(group: Any, count: int) -> Any:
    """The group with the first windows of its arrays."""
    held = {
        f.name: getattr(group, f.name) for f in fields(group) if f.name not in ("first", "last")
    }
    cut = {name: a[:count] for name, a in held.items() if isinstance(a, np.ndarray)}
    cut |= {name: _first(a, count) for name, a in held.items() if is_dataclass(a)}
    return replace(group, **cut)
