"""Where the values f(xᵏ) go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.properties.rounding import Rounding
from sam_theory.properties.signals import peaks, spans
from sam_theory.properties.tendency import Limit, Tendency, tendency
from sam_theory.properties.trends import level
from sam_theory.properties.windows import OCTAVE, Windows, blocks
from sam_theory.trace import Trace


@dataclass(frozen=True)
class Heights:
    """The range of f over octaves, and whether f only falls."""

    span: Tendency  # of max f − min f over an octave
    level: bool  # whether the ranges over the last octaves are equal
    monotone: bool  # f falls all through the tail, up to rounding
    tail_range: float
    path: Tendency  # of Σ range(f)/max‖∇f‖, the least length of the way that f has gone
    recorded: bool = True

    @property
    def converge(self) -> bool:
        """Whether the ranges shrink summably."""
        return self.span.limit is Limit.ZERO and self.span.summable


UNRECORDED = Heights(
    span=Tendency(Limit.OPEN, "f was not recorded"),
    level=False,
    monotone=False,
    tail_range=np.inf,
    path=Tendency(Limit.OPEN, "f was not recorded"),
    recorded=False,
)


def heights_of(trace: Trace, windows: Windows, rounding: Rounding) -> Heights:
    """The values of one run."""
    low, high = trace.value_low, trace.value_high
    if low is None or high is None or not np.isfinite([low, high]).all():
        return UNRECORDED
    low, high = low[: len(windows)], high[: len(windows)]
    size = spans(windows, low, high)
    gradient = peaks(windows, trace.gradient_high[: len(windows)])
    tail = slice(windows.tail, len(windows))
    rise = None if trace.value_rise is None else trace.value_rise[tail]
    return Heights(
        span=_span(size.k, size.z, rounding),
        level=_level(low, high),
        monotone=rise is not None and bool(np.all(rise <= rounding.value)),
        tail_range=float(high[tail].max(initial=-np.inf) - low[tail].min(initial=np.inf)),
        path=tendency(size.k, size.z - gradient.z),
    )


def _span(k: np.ndarray, z: np.ndarray, rounding: Rounding) -> Tendency:
    if len(z) and z[-1] <= np.log(rounding.value):
        return Tendency(
            Limit.ZERO,
            f"f varies by less than its rounding, {rounding.value:.1e}, over an octave",
            summable=True,
        )
    return tendency(k, z)


def _level(low: np.ndarray, high: np.ndarray) -> bool:
    ranges = blocks(high, OCTAVE).max(axis=1) - blocks(low, OCTAVE).min(axis=1)
    count = max(len(ranges) // 2, 4)
    return len(ranges) > count and ranges.min() > 0 and level(np.sqrt(ranges[-count:]))
