"""Where the iterates go: whether x converges, stays bounded, swings, or leaves for infinity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.properties.rounding import Rounding
from sam_theory.properties.signals import Signal, spans
from sam_theory.properties.tendency import Limit, Tendency, steady_power, tendency
from sam_theory.properties.windows import OCTAVE, TINY, Windows
from sam_theory.trace import Trace

WOBBLE = 0.15  # the same for noise, whose extremes grow slowly
SWING = 3.0  # a path this many times the sides of its box goes back and forth
DIRECT = 0.2  # a box of this share of the path says that x goes somewhere
HALVED = 0.6  # log of the least fall that shows that moves are summable
STEADY = 0.8  # a limit of this share of the last move, or more, makes moves lasting
PRECISE = 1e-3  # residual of fits that may call a drift lasting
OUTWARD = 0.02  # a box that grows by less than this share of its diagonal does not grow


@dataclass(frozen=True)
class Motion:
    """The box of x over octaves, and what its sizes and places tell."""

    span: Tendency  # of the diagonal of the box over an octave
    speed: Tendency  # of the way gone per unit of log k
    power: bool  # whether the speed follows one power of k
    direct: bool  # whether the boxes are no smaller than a fifth of the ways gone through them
    swings: bool  # back and forth, in the last octave
    confined: bool  # the last octave adds nothing to the box of the tail
    straight: bool  # the tail's path is hardly longer than the diagonal of its box
    tail_diagonal: float
    recorded: bool = True

    @property
    def converges(self) -> bool:
        """Whether the ways, or the boxes, shrink summably."""
        moves = self.speed if self.direct else self.span
        return moves.limit is Limit.ZERO and moves.summable and moves.fall > HALVED

    @property
    def lasts(self) -> bool:
        """Whether x goes as far, or farther, in every octave: told by exact fits only."""
        moves = self.speed if self.direct else self.span
        steady = moves.limit is Limit.POSITIVE and moves.least >= STEADY and self.power
        return steady and moves.residual <= PRECISE


UNRECORDED = Motion(
    span=Tendency(Limit.OPEN, "the iterates were not recorded"),
    speed=Tendency(Limit.OPEN, "the iterates were not recorded"),
    power=False,
    direct=False,
    swings=False,
    confined=False,
    straight=False,
    tail_diagonal=np.inf,
    recorded=False,
)


def motion_of(trace: Trace, windows: Windows, rounding: Rounding) -> Motion:
    """The motion of one run."""
    if trace.box_low is None or trace.box_high is None or not np.isfinite(trace.box_high).all():
        return UNRECORDED
    low, high = trace.box_low[: len(windows)], trace.box_high[: len(windows)]
    path = None if trace.path is None else trace.path[: len(windows)]
    size = spans(windows, low, high)
    tail_low, tail_high = low[windows.tail :], high[windows.tail :]
    sides = _sides(tail_low, tail_high)
    diagonal = float(np.hypot.reduce(sides))
    still = len(size.z) > 0 and size.z[-1] <= np.log(rounding.length)
    speed = _at_rest(size.z, rounding) if still else _speed(windows, path)
    swings = _swings(low, high, path)
    fast = speed.limit is Limit.ZERO and speed.summable
    return Motion(
        span=speed if still or fast else tendency(size.k, size.z),
        speed=speed,
        power=_power(windows, path, size),
        direct=path is not None and _direct(size.z, path),
        swings=swings,
        confined=_confined(tail_low, tail_high, (WOBBLE if swings else OUTWARD) * diagonal),
        straight=path is not None and bool(path[windows.tail :].sum() <= 1.02 * diagonal),
        tail_diagonal=diagonal,
    )


def _speed(windows: Windows, path: np.ndarray | None) -> Tendency:
    """The tendency of v = path per Δlog k, whose integral is the length of the way."""
    if path is None:
        return Tendency(Limit.OPEN, "the path was not recorded")
    return tendency(*_speeds(windows, path))


def _speeds(windows: Windows, path: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Abscissae and log v over the tail; sums over k = a … b − 1 are integrals from a − ½ to b − ½."""
    tail = slice(windows.tail, len(windows))
    start, end = windows.first[tail] - 0.5, windows.last[tail] + 0.5
    speed = path[tail] / np.log(end / start)
    return np.sqrt(start * end), np.log(np.maximum(speed, TINY))


def _power(windows: Windows, path: np.ndarray | None, size: Signal) -> bool:
    if path is None:
        return steady_power(size.k, size.z, 0.03)
    return steady_power(*_speeds(windows, path), 0.03)


def _direct(size: np.ndarray, path: np.ndarray) -> bool:
    """Whether the boxes over octaves, e^size, are comparable with the ways through them."""
    ways = np.convolve(path, np.ones(OCTAVE), "valid")[len(path) - OCTAVE + 1 - len(size) :]
    return bool(len(size) and (np.exp(size) >= DIRECT * ways).all())


def _at_rest(size: np.ndarray, rounding: Rounding) -> Tendency:
    if size[0] - size[-1] < np.log(10) and size[0] > size[-1]:
        return Tendency(Limit.OPEN, "x never moved by much more than its rounding")
    return Tendency(
        Limit.ZERO,
        f"x moves by less than its rounding, {rounding.length:.1e}, over an octave",
        summable=True,
        fall=float(size[0] - size[-1]) + 1.0,
    )


def _sides(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    if not len(low):
        return np.zeros(1)
    return np.asarray(high.max(axis=0) - low.min(axis=0))


def _swings(low: np.ndarray, high: np.ndarray, path: np.ndarray | None) -> bool:
    if path is None or len(path) < OCTAVE:
        return False
    last = slice(len(path) - OCTAVE, len(path))
    return bool(path[last].sum() >= SWING * _sides(low[last], high[last]).sum() > 0)


def _confined(low: np.ndarray, high: np.ndarray, most: float) -> bool:
    if len(low) < 2 * OCTAVE:
        return False
    before_low, before_high = low[:-OCTAVE].min(axis=0), high[:-OCTAVE].max(axis=0)
    excess = np.maximum(high[-OCTAVE:].max(axis=0) - before_high, 0)
    excess = np.maximum(before_low - low[-OCTAVE:].min(axis=0), excess)
    return bool(np.max(excess, initial=0.0) <= most)
