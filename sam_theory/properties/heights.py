"""Where the values f(xᵏ) go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.motion import FAR
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.signals import Signal, level, peaks, spans
from sam_theory.properties.slopes import steady_power
from sam_theory.properties.tendency import tendency
from sam_theory.properties.windows import OCTAVE, Windows, blocks
from sam_theory.runs.trace import Trace

RESOLVED = 8.0  # times the rounding of f: the least range that says that f goes on
ONE_POWER = 0.03  # the slopes of log range(f) over the halves of the tail may differ by this


@dataclass(frozen=True)
class Heights:
    """The range of f over octaves of the complete windows, and whether f only falls."""

    trace: Trace
    windows: Windows
    rounding: Rounding

    @cached_property
    def _extremes(self) -> tuple[np.ndarray, np.ndarray] | None:
        f, count = self.trace.values, len(self.windows)
        if f is None or not (np.isfinite(f.low).all() and np.isfinite(f.high).all()):
            return None
        return f.low[:count], f.high[:count]

    @cached_property
    def _spans(self) -> Signal | None:
        return None if self._extremes is None else spans(self.windows, *self._extremes)

    @property
    def converge(self) -> bool:
        """Whether the ranges shrink summably."""
        return self.span.limit is Limit.ZERO and self.span.summable

    @cached_property
    def lasts(self) -> bool:
        """Whether f goes as far in every octave: told by exact fits only."""
        size = self._spans
        if size is None or self._extremes is None or not self.span.lasts:
            return False
        low, high = self._extremes
        tail = slice(self.windows.tail, None)
        far = high[tail].max() - low[tail].min() >= FAR * (high.max() - low.min())
        return bool(far) and steady_power(size.k, size.z, ONE_POWER)

    @cached_property
    def span(self) -> Tendency:
        """The tendency of max f − min f over an octave."""
        size = self._spans
        if size is None:
            return Tendency(Limit.OPEN, "f was not recorded")
        if len(size.z) and size.z[-1] <= np.log(self.rounding.value):
            floor = f"its rounding, {self.rounding.value:.1e}"
            told = f"f varies by less than {floor}, over an octave"
            return Tendency(Limit.ZERO, told, summable=True)
        return tendency(size)

    @cached_property
    def way(self) -> Tendency:
        """The tendency of range(f)/max‖∇f‖, the least way that x can have gone in an octave."""
        size = self._spans
        if size is None:
            return Tendency(Limit.OPEN, "f was not recorded")
        gradient = peaks(self.windows, self.trace.gradients.high[: len(self.windows)])
        return tendency(replace(size, z=size.z - gradient.z))

    @cached_property
    def level(self) -> bool:
        """Whether the ranges over the last octaves are equally large."""
        if self._extremes is None:
            return False
        low, high = self._extremes
        ranges = blocks(high, OCTAVE).max(axis=1) - blocks(low, OCTAVE).min(axis=1)
        count = max(len(ranges) // 2, 4)
        resolved = ranges.min() > RESOLVED * self.rounding.value
        return len(ranges) > count and resolved and level(np.sqrt(ranges[-count:]))

    @cached_property
    def monotone(self) -> bool:
        """Whether f falls all through the tail, up to rounding, and cannot rise between rows."""
        if self.trace.values is None or self._extremes is None:
            return False
        if self.trace.sampling.evaluated > 1:
            return False
        tail = slice(self.windows.tail, len(self.windows))
        return bool(np.all(self.trace.values.rise[tail] <= self.rounding.value))
