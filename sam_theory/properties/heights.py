"""Where the values f(xᵏ) go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sam_theory.properties.ground import confined_above
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.motion import FAR, NEARLY
from sam_theory.properties.rounding import Rounding, cancelling, greatest
from sam_theory.properties.sequences import span_tail, spans
from sam_theory.properties.slopes import steady_power
from sam_theory.properties.stack import Stack, logs
from sam_theory.properties.tails import tendencies
from sam_theory.properties.trends import level
from sam_theory.properties.windows import OCTAVE, blocks, sliding_maximum

RESOLVED = 8.0  # times the rounding of f: the least range that says that f goes on
ONE_POWER = 0.03  # the slopes of log range(f) over the halves of the tail may differ by this


@dataclass(frozen=True)
class Ranges:
    """The values f(xᵏ) of R runs side by side."""

    stack: Stack
    roundings: Sequence[Rounding]

    @cached_property
    def ends(self) -> np.ndarray:
        """The least and the greatest f of the last window, complete or not, (2, R)."""
        values = (trace.values for trace in self.stack.traces)
        return np.array([(f.low[-1], f.high[-1]) for f in values if f is not None]).T

    @cached_property
    def finite(self) -> np.ndarray:
        """Of which runs all values are recorded and finite, (R,)."""
        low, high = self.stack.f_low, self.stack.f_high
        if low is None or high is None:
            return np.zeros(len(self.stack), dtype=bool)
        complete = np.isfinite(low).all(axis=1) & np.isfinite(high).all(axis=1)
        return np.asarray(complete & np.isfinite(self.ends).all(axis=0))

    @cached_property
    def noise(self) -> np.ndarray:
        """The rounding of differences of f, all over, (R,)."""
        low, high = self.stack.f_low, self.stack.f_high
        if low is None or high is None:
            return np.array([rounding.value for rounding in self.roundings])
        most = np.maximum(greatest(low, high), greatest(*self.ends[..., None])).tolist()
        runs = zip(self.roundings, self.stack.traces, most, strict=True)
        return np.array([cancelling(r, trace.precision, height) for r, trace, height in runs])

    @cached_property
    def rise(self) -> np.ndarray | None:
        """The greatest rises of f that end in each window, (R, W)."""
        return self.stack.of("values", "rise")

    @cached_property
    def rises(self) -> np.ndarray:
        """The least and the greatest of them over quarters of octaves of the tail, (R, 2)."""
        assert self.rise is not None
        rise = self.rise[:, min(self.stack.windows.tail, self.rise.shape[1] - 1) :].T
        tops = blocks(rise, min(OCTAVE // 4, len(rise))).max(axis=1)
        return np.stack([tops.min(axis=0), tops.max(axis=0)], axis=1)

    @cached_property
    def monotone(self) -> np.ndarray:
        """Whether f falls all through the tail, up to rounding, nor may between rows, (R,)."""
        if self.rise is None:
            return np.zeros(len(self.stack), dtype=bool)
        late = self.rise[:, self.stack.windows.tail :]
        told = np.array([trace.sampling.evaluated <= 1 for trace in self.stack.traces])
        return np.asarray(self.finite & told & (late <= self.noise[:, None]).all(axis=1))

    @cached_property
    def bounded_above(self) -> np.ndarray:
        """Whether the greatest f of octaves wins new ground no more, or ever less of it, (R,)."""
        found = np.zeros(len(self.stack), dtype=bool)
        if self.stack.f_high is not None:
            late = self.stack.f_high[self.finite, self.stack.windows.tail :].T
            found[self.finite] = confined_above(late, self.noise[self.finite])
        return found


@dataclass(frozen=True, kw_only=True)
class Heights:
    """The range of f over octaves of the complete windows, and whether f only falls."""

    ranges: Ranges
    row: int  # of this run in them
    size: tuple[np.ndarray, np.ndarray]  # k and log(max f − min f) over octaves
    span: Tendency  # of the same
    way: Tendency  # of range(f)/max‖∇f‖, the least way that x can have gone in an octave

    @property
    def _extremes(self) -> tuple[np.ndarray, np.ndarray] | None:
        low, high = self.ranges.stack.f_low, self.ranges.stack.f_high
        if low is None or high is None or not self.ranges.finite[self.row]:
            return None
        return low[self.row], high[self.row]

    @property
    def converge(self) -> bool:
        """Whether the ranges shrink summably."""
        return self.span.converges

    @cached_property
    def lasts(self) -> bool:
        """Whether f goes as far in every octave: told by exact fits only."""
        if self._extremes is None or not self.span.lasts:
            return False
        low, high = self._extremes
        tail = slice(self.ranges.stack.windows.tail, None)
        far = high[tail].max() - low[tail].min() >= FAR * (high.max() - low.min())
        return bool(far) and steady_power(*self.size, ONE_POWER)

    @cached_property
    def level(self) -> bool:
        """Whether the ranges over the last octaves are equally large."""
        if self._extremes is None:
            return False
        low, high = self._extremes
        ranges = blocks(high, OCTAVE).max(axis=1) - blocks(low, OCTAVE).min(axis=1)
        count = max(len(ranges) // 2, 4)
        if len(ranges) <= count:
            return False
        if ranges.min() <= RESOLVED * self.ranges.roundings[self.row].value:
            return False
        return level(np.sqrt(ranges[-count:]))

    @property
    def rises(self) -> tuple[float, float]:
        """The least and the greatest over quarters of octaves of the tail, of f's greatest rise."""
        least, most = self.ranges.rises[self.row].tolist()
        return least, most

    @property
    def monotone(self) -> bool:
        """Whether f falls all through the tail, up to rounding, and cannot rise between rows."""
        return bool(self.ranges.monotone[self.row])

    @property
    def noise(self) -> float:
        """The rounding of differences of f, all over."""
        return float(self.ranges.noise[self.row])

    @property
    def bounded_above(self) -> bool:
        """Whether the greatest f of octaves wins new ground no more, or ever less of it."""
        return bool(self.ranges.bounded_above[self.row])


def heights(stack: Stack, roundings: Sequence[Rounding]) -> list[Heights]:
    """The heights of every run; the ways only where x was not recorded."""
    low, high, windows = stack.f_low, stack.f_high, stack.windows
    empty, nothing, together = (
        np.empty(0),
        Tendency(Limit.OPEN, "f was not recorded"),
        Ranges(stack, roundings),
    )
    found = [
        Heights(ranges=together, row=row, size=(empty, empty), span=nothing, way=nothing)
        for row in range(len(stack))
    ]
    if low is None or high is None:
        return found
    ranges = spans(windows, low[..., None], high[..., None])
    finite = np.isfinite(low).all(axis=1) & np.isfinite(high).all(axis=1)
    floors = np.log([rounding.value for rounding in roundings])
    lost = finite & (ranges[:, -1:] <= floors[:, None]).any(axis=1)
    for row in np.flatnonzero(lost).tolist():
        told = f"f varies by less than its rounding, {np.exp(floors[row]):.1e}, over an octave"
        found[row] = replace(found[row], span=Tendency(Limit.ZERO, told, summable=True))
    rows = np.flatnonzero(finite & ~lost)
    tail = span_tail(windows, ranges[rows], NEARLY)
    for i, (row, span) in enumerate(zip(rows.tolist(), tendencies(tail), strict=True)):
        last = float(ranges[row, -1]) if ranges.shape[1] else np.inf
        told_span = span.near(floors[row], last)
        found[row] = replace(found[row], size=(tail.k, tail.z[i]), span=told_span)
    if stack.x_low is not None:
        return found
    slopes = sliding_maximum(logs(stack.high), axis=1)
    ways = tendencies(span_tail(windows, ranges - slopes, NEARLY))
    return [replace(each, way=way) for each, way in zip(found, ways, strict=True)]
