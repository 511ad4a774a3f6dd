"""Where the least and the greatest ‖∇f‖ go, before anything else is known of the runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.sequences import Blocks, extremes, peaks, typical
from sam_theory.properties.stack import Stack, logs
from sam_theory.properties.tails import tendencies
from sam_theory.properties.windows import OCTAVE, Windows, blocks
from sam_theory.runs.trace import Trace

LEVEL = 1e-9  # a rise of log ‖∇f‖ by less than this is none
CONSTANT = 1e-6  # variation over half an octave below this is none
LOST = 100.0  # times the floor: below this, and with steps lost in rounding, ‖∇f‖ is at its floor
STEEPER = 1e3  # times L as it was seen last: where L may have been another far away
ABOVE_FLOOR = 1e3  # times the last ‖∇f‖: what it must have come down from to a floor
CREST, RISES = np.log(3.0), np.log(1.5)  # peaks above the mean that stand out; that grow
SINKING, SINKS = 1.03, 0.02  # least values of octaves this close to each other do not sink
DEPTH = np.log(2.0)  # below the mean: least values of noise that reach further may reach 0
SPIKE, GAP = 4.0, 2.5  # a value this far above its neighbours; none other up to this many times k
EQUAL = 0.7  # values this close to the greatest one are equally high
SINKS_NOT, SINK = 0.01, 0.03  # powers of k: no fall, and one that noise may make
SPARSE = 4.0  # times the mean of an octave: what is a spike
LEAST_SPIKES = 4  # octaves that show that spikes last
HALF, QUARTER = OCTAVE // 2, OCTAVE // 4
RECURS = 5  # octaves
FEW = 4  # windows whose greatest ‖∇f‖ is the final one
GROWTH = 1.5  # ‖∇f‖ that is this many times the one of an octave before has not settled
EXPLOSION = 1e10  # ‖∇f‖ that grew by more than this, exponentially, diverges; x that overflowed


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
    def of(cls, stack: Stack) -> list[Ends]:
        """The ends of runs."""
        low, high = stack.low, stack.high
        last = high[:, -OCTAVE:].max(axis=1)
        before = high[:, -2 * OCTAVE : -OCTAVE].max(axis=1, initial=0.0)
        grows = (last > GROWTH * before) & (high.shape[1] > OCTAVE)
        explodes = [_explodes(trace, stack.windows) for trace in stack.traces]
        final, level = high[:, -FEW:].max(axis=1), low[:, -FEW:].min(axis=1)
        columns = (column.tolist() for column in (last, final, level, grows))
        return [cls(*row) for row in zip(*columns, explodes, strict=True)]


def _explodes(trace: Trace, windows: Windows) -> bool:
    """Exponential growth, or faster, that does not slacken."""
    low, high = trace.gradients.low[: len(windows)], trace.gradients.high[: len(windows)]
    if trace.ending.reason == "overflow" and len(high) < 2 * OCTAVE:
        growth = np.diff(logs(trace.gradients.high))
        steady = len(growth) >= 3 and bool((np.diff(growth[-4:]) >= -LEVEL).all())
        return steady and trace.gradients.high[-1] > EXPLOSION * high[0]
    if len(windows) < 2 * OCTAVE or not low[-QUARTER:].max() > EXPLOSION * high[0] > 0:
        return False
    least = blocks(low, QUARTER).min(axis=1)  # what swings comes down in each of its windows
    k = blocks(windows.first, QUARTER)[:, 0]
    start, half, end = logs(np.array([high[0], least[-5], least[-1]]))
    early, late = (half - start) / k[-5], (end - half) / (k[-1] - k[-5])
    return bool(late >= 0.9 * early and np.all(np.diff(least[-5:]) > 0))


def trends(
    stack: Stack, elapsed: np.ndarray | None, roundings: Sequence[Rounding], ends: Sequence[Ends]
) -> list[Trends]:
    """The trends of every run; `elapsed`, (R, W), is Σt where windows begin, NaN if no clock."""
    every, still = range(len(stack)), _constant(stack).tolist()
    known = (_settled(stack, *of) for of in zip(every, roundings, ends, still, strict=True))
    found = {row: each for row, each in enumerate(known) if each is not None}
    rows = np.array([row for row in every if row not in found], dtype=int)
    found.update(zip(rows.tolist(), _fitted(stack, rows, elapsed), strict=True))
    return [found[row] for row in every]


def _fitted(stack: Stack, rows: np.ndarray, elapsed: np.ndarray | None) -> list[Trends]:
    """The trends of these runs, (r,), as fits tell them."""
    low, high, tail = logs(stack.low[rows]), logs(stack.high[rows]), stack.windows.tail
    falls = np.all(high[:, tail + 1 :] <= low[:, tail:-1] + LEVEL, axis=1)
    told = [Trends(both, both) for both in tendencies(typical(stack, rows, falls, elapsed))]
    apart = np.flatnonzero(~falls).tolist()
    crests = {i: _crest(stack, int(rows[i])) for i in apart}
    asked = [i for i in apart if _asks_for_top(told[i].high, crests[i])]
    tops = dict(zip(asked, tendencies(peaks(stack.windows, high[asked])), strict=True))
    for i in apart:
        told[i] = _apart(stack, int(rows[i]), told[i].high, tops.get(i), crests[i])
    lasting = [i for i in apart if told[i].high.limit is not Limit.ZERO]
    blocks_of_tail = Blocks.of(stack.windows.first, tail)
    bottoms = tendencies(extremes(blocks_of_tail, low[lasting], np.min))
    for i, bottom in zip(lasting, bottoms, strict=True):
        told[i] = replace(told[i], low=_least(stack, int(rows[i]), bottom, crests[i]))
    return told


def _constant(stack: Stack) -> np.ndarray:
    """Whether neither the least nor the greatest ‖∇f‖ changes over the last half octave, (R,)."""
    if len(stack.windows) < HALF:
        return np.zeros(len(stack), dtype=bool)
    ends = (stack.low[:, -HALF:], stack.high[:, -HALF:])
    same = [end.max(axis=1) <= (1 + CONSTANT) * end.min(axis=1) for end in ends]
    return np.asarray(same[0] & same[1])


def _settled(stack: Stack, row: int, rounding: Rounding, ends: Ends, still: bool) -> Trends | None:
    """What needs no fit: ‖∇f‖ at its rounding floor, or constant."""
    if ends.last == 0 and not stack.high[row].any():
        nothing = Tendency(Limit.OPEN, "it is 0 in every row")
        return Trends(nothing, nothing, at_floor=True)
    if ends.final <= rounding.gradient * (LOST if rounding.stalled else 1.0):
        floor = _at_floor(float(stack.high[row].max()), ends.final, rounding)
        if ends.final > STEEPER * rounding.nearby:
            floor = floor.opened("it may be rounding, or not: ∇f was steeper far away")
        again = _equally_high(stack, row, RECURS)
        return Trends(floor, again or floor, spiky=again is not None, at_floor=True)
    if still:
        low, high = stack.low[row, -HALF:], stack.high[row, -HALF:]
        told = f"it is constant to {CONSTANT:g} over its last half octave"
        both = Tendency(Limit.POSITIVE, told, interval=(float(low.min()), float(high.max())))
        return Trends(both, both)
    return None


def _at_floor(greatest: float, last: float, rounding: Rounding) -> Tendency:
    floor = f"the rounding floor {rounding.gradient:.1e} of ∇f"
    if greatest < ABOVE_FLOOR * last:
        return Tendency(Limit.OPEN, f"it was never far above {floor}")
    told = f"it fell from {greatest:.2e} to {last:.1e}, below {floor}"
    return Tendency(Limit.ZERO, told, summable=True, interval=(0.0, last))


def _asks_for_top(both: Tendency, crest: np.ndarray) -> bool:
    """Whether it matters where the greatest ‖∇f‖ of windows goes by itself."""
    return _rises(crest) if both.limit is Limit.ZERO else _spiky(crest)


def _apart(
    stack: Stack, row: int, both: Tendency, top: Tendency | None, crest: np.ndarray
) -> Trends:
    """The trend of the greatest ‖∇f‖ where those of windows do not go with the least."""
    spiky, highest = _spiky(crest), both
    if top is not None and both.limit is Limit.ZERO and top.limit is not Limit.ZERO:
        highest = both.opened("its peaks stand out more and more")
    if top is not None and spiky and highest.limit is not Limit.ZERO:
        highest = _spikes(stack, row, top)
    if again := _equally_high(stack, row, RECURS):
        highest, spiky = again, True
    highest = _unless_isolated(stack.windows, stack.high[row], highest)
    return Trends(highest, highest, spiky=spiky)


def _spiky(crest: np.ndarray) -> bool:
    return bool(crest[-OCTAVE:].max(initial=0.0) > CREST)


def _crest(stack: Stack, row: int) -> np.ndarray:
    """log of the greatest over the mean square ‖∇f‖ of windows, in the tail."""
    tail = slice(stack.windows.tail, None)
    return np.asarray(logs(stack.high[row, tail]) - stack.mean_square[row, tail])


def _rises(crest: np.ndarray) -> bool:
    """Whether peaks of the last third stand out more than those before."""
    late = len(crest) // 3
    return late > 0 and bool(crest[-late:].max() > crest[:-late].max() + RISES)


def _least(stack: Stack, row: int, bottom: Tendency, crest: np.ndarray) -> Tendency:
    """The tendency of the least values: those of noise may sink without end."""
    if bottom.limit is not Limit.POSITIVE or np.median(crest[-OCTAVE:]) <= SINKS:
        return bottom
    least = blocks(stack.low[row], OCTAVE).min(axis=1)[-3:]
    depth = (stack.mean_square[row] - logs(stack.low[row]))[-OCTAVE:].max()
    if depth <= DEPTH and len(least) == 3 and least[0] <= SINKING * least.min():
        return bottom
    return bottom.opened(f"{bottom.evidence}; but its least values may sink under noise")


def _spikes(stack: Stack, row: int, top: Tendency) -> Tendency:
    """Spikes of equal height through most of the logarithmic range last."""
    count = max(len(blocks(stack.high[row], OCTAVE)) // 2, LEAST_SPIKES)
    if again := _equally_high(stack, row, count):
        return again
    if top.limit is Limit.POSITIVE:
        return top.opened("its spikes have not recurred for long enough")
    return top


def _equally_high(stack: Stack, row: int, count: int) -> Tendency | None:
    """Positive where each of the last octaves has a spike, and they do not sink.

    Greatest values near the mean are no spikes: those of noise grow with the length of an octave.
    """
    size = stack.mean_square[row]
    means = np.exp(blocks(size, OCTAVE)).mean(axis=1)[-count:]
    high = blocks(stack.high[row], OCTAVE).max(axis=1)[-count:]
    if len(high) < count or not (high > SPARSE * means).all():
        return None
    if not level(high):
        return None
    told = f"its greatest values over {count} octaves are equally high, at least {high.min():.3g}"
    return Tendency(Limit.POSITIVE, told, interval=_around(high))


def _around(tops: np.ndarray) -> tuple[float, float]:
    """What the greatest values of further octaves may be, as those seen were comparable."""
    return EQUAL * float(tops.min()), float(tops.max()) / EQUAL


def level(tops: np.ndarray) -> bool:
    """Whether the greatest values of octaves do not sink, and are comparable."""
    z, octaves = np.log(tops), np.arange(len(tops)) * np.log(2)
    slope, start = np.polyfit(octaves, z, 1)
    rest = z - start - slope * octaves
    error = np.sqrt(rest @ rest / max(len(z) - 2, 1) / np.sum((octaves - octaves.mean()) ** 2))
    steady = slope > -SINKS_NOT or (slope + 2 * error >= 0 and slope > -SINK)
    return bool(steady and tops.min() >= EQUAL * tops.max())


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
