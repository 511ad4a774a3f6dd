"""Where the values f(xᵏ) go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sam_theory.properties.ground import confined_above
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.motion import FAR, NEARLY
from sam_theory.properties.rounding import Rounding, differences
from sam_theory.properties.sequences import span_tail, spans
from sam_theory.properties.slopes import steady_power
from sam_theory.properties.stack import Stack, logs
from sam_theory.properties.tails import tendencies
from sam_theory.properties.trends import level
from sam_theory.properties.windows import OCTAVE, Windows, blocks, sliding_maximum
from sam_theory.runs.trace import Trace

RESOLVED = 8.0  # times the rounding of f: the least range that says that f goes on
ONE_POWER = 0.03  # the slopes of log range(f) over the halves of the tail may differ by this


@dataclass(frozen=True, kw_only=True)
class Heights:
    """The range of f over octaves of the complete windows, and whether f only falls."""

    trace: Trace
    windows: Windows
    rounding: Rounding
    size: tuple[np.ndarray, np.ndarray]  # k and log(max f − min f) over octaves
    span: Tendency  # of the same
    way: Tendency  # of range(f)/max‖∇f‖, the least way that x can have gone in an octave

    @cached_property
    def _extremes(self) -> tuple[np.ndarray, np.ndarray] | None:
        f, count = self.trace.values, len(self.windows)
        if f is None or not (np.isfinite(f.low).all() and np.isfinite(f.high).all()):
            return None
        return f.low[:count], f.high[:count]

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
        tail = slice(self.windows.tail, None)
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
        if len(ranges) <= count or ranges.min() <= RESOLVED * self.rounding.value:
            return False
        return level(np.sqrt(ranges[-count:]))

    @cached_property
    def rises(self) -> tuple[float, float]:
        """The least and the greatest over quarters of octaves of the tail, of f's greatest rise."""
        assert self.trace.values is not None
        count = len(self.windows)
        rise = self.trace.values.rise[min(self.windows.tail, count - 1) : count]
        tops = blocks(rise, min(OCTAVE // 4, len(rise))).max(axis=1)
        return float(tops.min()), float(tops.max())

    @cached_property
    def monotone(self) -> bool:
        """Whether f falls all through the tail, up to rounding, and cannot rise between rows."""
        if self.trace.values is None or self._extremes is None:
            return False
        if self.trace.sampling.evaluated > 1:
            return False
        tail = slice(self.windows.tail, len(self.windows))
        return bool(np.all(self.trace.values.rise[tail] <= self.noise))

    @cached_property
    def noise(self) -> float:
        """The rounding of differences of f, all over."""
        return differences(self.trace, self.rounding)

    @cached_property
    def bounded_above(self) -> bool:
        """Whether the greatest f of octaves wins new ground no more, or ever less of it."""
        if self._extremes is None:
            return False
        late = self._extremes[1][self.windows.tail :, None]
        return bool(confined_above(late, self.noise)[0])


def heights(stack: Stack, roundings: Sequence[Rounding]) -> list[Heights]:
    """The heights of every run; the ways only where x was not recorded."""
    low, high, windows = stack.f_low, stack.f_high, stack.windows
    empty, nothing = np.empty(0), Tendency(Limit.OPEN, "f was not recorded")
    found = [
        Heights(
            trace=t, windows=windows, rounding=r, size=(empty, empty), span=nothing, way=nothing
        )
        for t, r in zip(stack.traces, roundings, strict=True)
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
