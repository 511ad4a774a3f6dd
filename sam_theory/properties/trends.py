"""Where the least and the greatest ‖∇f‖ go, before anything else is known of the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sam_theory.properties.fit_evidence import NOISY
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.noise import roughness
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.shapes import CONSTANT, levelled
from sam_theory.properties.signals import LEVEL, Signal, level, peaks, signal, troughs
from sam_theory.properties.slopes import steady_power, trend
from sam_theory.properties.swings import swinging
from sam_theory.properties.tendency import Statistic, first_told, tendency
from sam_theory.properties.windows import OCTAVE, TINY, Windows, block_means, blocks
from sam_theory.runs.trace import Trace

SINKING = 1.03  # least values of octaves this close to each other do not sink
SPIKE, GAP = 4.0, 2.5  # a value this far above its neighbours; none other up to this many times k
APART = 0.1  # log(max/min) in a window of a cycle that has settled, but for its own extremes
LOST = 100.0  # times the floor: below this, and with steps lost in rounding, ‖∇f‖ is at its floor
CLOSED, CLOSING = 0.02, 0.3  # the last change over a quarter of an octave; its share of the former
ONE_POWER = 0.1  # the slopes of log ‖∇f‖ over the halves of the tail may differ by this
EVEN, SINKS = 0.05, -0.1  # log-variation of spikes of one height; the power at which noise sinks
HALF = OCTAVE // 2
FEW = 4  # windows whose greatest ‖∇f‖ is the final one
GROWTH = 1.5  # ‖∇f‖ that is this many times the one of an octave before has not settled
EXPLOSION = 1e10  # ‖∇f‖ that grew by more than this, exponentially, diverges


@dataclass(frozen=True)
class Trends:
    """Tendencies of the least and of the greatest ‖∇f‖."""

    low: Tendency
    high: Tendency
    spiky: bool = False  # the greatest values are isolated
    at_floor: bool = False  # rounding hides what ‖∇f‖ does


@dataclass(frozen=True)
class Ends:
    """Sizes of ‖∇f‖ at the end, and whether it grows without end."""

    last: float  # the greatest of the last octave
    final: float  # the greatest of the last few windows
    level: float  # the least of the last few windows
    grows: bool  # whether the last octave is much above the one before
    explodes: bool

    @classmethod
    def of(cls, trace: Trace, windows: Windows) -> Ends:
        """The end of one run."""
        low, high = trace.gradients.low[: len(windows)], trace.gradients.high[: len(windows)]
        return cls(
            last=float(high[-OCTAVE:].max()),
            final=float(high[-FEW:].max()),
            level=float(low[-FEW:].min()),
            grows=bool(
                high[-OCTAVE:].max() > GROWTH * high[-2 * OCTAVE : -OCTAVE].max(initial=0.0)
            ),
            explodes=_explodes(trace, windows),
        )


def trends_of(trace: Trace, clocks: Sequence[Windows], rounding: Rounding, ends: Ends) -> Trends:
    """The trends of one run, by the clocks, k among them."""
    windows = next(clock for clock in clocks if not clock.elapsed)
    low, high = trace.gradients.low[: len(windows)], trace.gradients.high[: len(windows)]
    if ends.final <= rounding.gradient * (LOST if rounding.stalled else 1.0):
        floor = _at_floor(high, ends.final, rounding)
        return Trends(floor, floor, at_floor=True)
    if _constant(low) and _constant(high):
        both = Tendency(Limit.POSITIVE, f"it is constant to {CONSTANT:g} over its last half octave")
        return Trends(both, both)
    if _closes(low) and _closes(high) and high[-1] <= (1 + CLOSED) * low[-1]:
        both = Tendency(Limit.POSITIVE, "its least and greatest values close up on each other")
        return Trends(both, both)
    regular = signal(windows, low, high)
    start = regular.regular
    settled = _settled(regular, start)
    if settled is not None:
        return Trends(settled, settled)
    if start <= max(len(regular.z) - 3 * OCTAVE, len(regular.z) // 4):
        both = first_told(_aligned(clock, windows, low, high, start) for clock in clocks)
        if both.limit is Limit.OPEN:
            return _of_swings(windows, high, regular.after(start), both)
        lowest = both if both.residual < NOISY else _least(low, both)
        return Trends(lowest, _unless_isolated(windows, high, both))
    bottom, top = troughs(windows, low), peaks(windows, high)
    highest = tendency(top, Statistic.GREATEST)
    return Trends(
        tendency(bottom, Statistic.LEAST),
        _spikes(windows, low, high, highest),
        spiky=True,
    )


def _of_swings(windows: Windows, high: np.ndarray, regular: Signal, both: Tendency) -> Trends:
    """Peaks that recur and troughs that sink are told apart."""
    found = swinging(regular.k, regular.z)
    if found is None:
        return Trends(both, both)
    low, top = found
    return Trends(low, _unless_isolated(windows, high, top), spiky=True)


def follows_power(trace: Trace, windows: Windows) -> bool:
    """Whether ‖∇f‖ follows one power of k all through the tail."""
    low, high = trace.gradients.low[: len(windows)], trace.gradients.high[: len(windows)]
    of = signal(windows, low, high)
    return steady_power(of.k, of.z, ONE_POWER)


def _aligned(
    clock: Windows, windows: Windows, low: np.ndarray, high: np.ndarray, start: int
) -> Signal:
    """The signal by this clock, without the windows up to `start` of the tail by k."""
    return signal(clock, low, high).after(max(windows.tail + start - clock.tail, 0) if start else 0)


def _settled(regular: Signal, start: int) -> Tendency | None:
    """Positive where the windows from `start` on, an octave and a half or more, have levelled."""
    k, z = regular.k[start:], regular.z[start:]
    if start == 0 or len(z) < 2 * OCTAVE or regular.spread[-OCTAVE:].max() > APART:
        return None
    noise = roughness(k, z)
    return levelled(k, z, noise) if noise <= 1e-4 else None


def _constant(values: np.ndarray) -> bool:
    """Whether the values do not change over the last half octave."""
    last = values[-HALF:]
    return bool(len(last) == HALF and last.max() <= (1 + CONSTANT) * last.min())


def _closes(values: np.ndarray) -> bool:
    """Whether its changes over quarters of an octave die out geometrically, and fast."""
    if len(values) < 2 * OCTAVE or not values[-OCTAVE:].min() > 0:
        return False
    changes = np.abs(np.diff(block_means(np.log(values[-OCTAVE:]), OCTAVE // 4)))
    return bool(changes[-1] <= CLOSED and (changes[1:] <= CLOSING * changes[:-1]).all())


def _least(low: np.ndarray, both: Tendency) -> Tendency:
    """The tendency of the least values, where noise makes them: they may sink without end."""
    if both.limit is not Limit.POSITIVE:
        return both
    bottoms = blocks(low, OCTAVE).min(axis=1)[-3:]
    if len(bottoms) == 3 and bottoms[0] <= SINKING * bottoms.min():
        return both
    return both.opened(f"{both.evidence}; but its least values may sink under noise")


def _at_floor(high: np.ndarray, last: float, rounding: Rounding) -> Tendency:
    floor = f"the rounding floor {rounding.gradient:.1e} of ∇f"
    if high.max() < 1e3 * last:
        return Tendency(Limit.OPEN, f"it was never far above {floor}")
    return Tendency(
        Limit.ZERO, f"it fell from {high.max():.2e} to {last:.1e}, below {floor}", summable=True
    )


def _explodes(trace: Trace, windows: Windows) -> bool:
    """Exponential growth, or faster, that does not slacken."""
    low, high = trace.gradients.low[: len(windows)], trace.gradients.high[: len(windows)]
    if trace.ending.reason == "overflow" and len(high) < 2 * OCTAVE:
        growth = np.diff(np.log(np.maximum(trace.gradients.high, TINY)))
        steady = len(growth) >= 3 and bool((np.diff(growth[-4:]) >= -LEVEL).all())
        return steady and trace.gradients.high[-1] > EXPLOSION * high[0]
    if len(windows) < 2 * OCTAVE or not low[-1] > EXPLOSION * high[0] > 0:
        return False
    middle = len(windows) - 1 - OCTAVE
    start, half, end = np.log(np.maximum([high[0], low[middle], low[-1]], TINY))
    early = (half - start) / windows.first[middle]
    late = (end - half) / (windows.first[-1] - windows.first[middle])
    return bool(late >= 0.9 * early and np.all(np.diff(low[-OCTAVE:]) > 0))


def _spikes(windows: Windows, low: np.ndarray, high: np.ndarray, top: Tendency) -> Tendency:
    """Spikes, or noise, of equal height through most of the logarithmic range last."""
    tops, bottoms = blocks(high, OCTAVE).max(axis=1), blocks(low, OCTAVE).min(axis=1)
    count = 3 if _dense(windows, low, high) else max(len(tops) // 2, 4)
    apart = len(tops) > count and (tops > 3 * bottoms)[-count:].all()
    if apart and level(tops[-count:]):
        return Tendency(
            Limit.POSITIVE,
            f"its greatest values over {count} octaves are equally high, at least "
            f"{tops[-count:].min():.3g}",
        )
    if top.limit is Limit.POSITIVE:
        return top.opened("its spikes have not recurred for long enough")
    return _unless_isolated(windows, high, top)


def _dense(windows: Windows, low: np.ndarray, high: np.ndarray) -> bool:
    """Whether the last three octaves are noise, or full of spikes, and do not sink as a whole."""
    last = slice(-3 * OCTAVE, None)
    bottom, top = low[last], high[last]
    if np.mean(top > 3 * bottom) <= 0.8:
        return False
    middle = (np.log(np.maximum(bottom, TINY)) + np.log(np.maximum(top, TINY))) / 2
    slope, error = trend(windows.last[last], middle)
    return bool(np.ptp(np.log(np.maximum(top, TINY))) < EVEN or slope + 2 * error > SINKS)


def _unless_isolated(windows: Windows, high: np.ndarray, top: Tendency) -> Tendency:
    """Open where the tail has a spike after which none came for long."""
    if top.limit is not Limit.ZERO or len(high) < 3:
        return top
    inner = np.arange(max(windows.tail, 1), len(high) - 1)
    stand_out = high[inner] > SPIKE * np.maximum(high[inner - 1], high[inner + 1])
    spikes = np.append(windows.first[inner[stand_out]], windows.last[-1])
    if (spikes[1:] > GAP * spikes[:-1]).any():
        return top.opened("it has isolated spikes, and they may come back")
    return top
