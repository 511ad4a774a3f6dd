"""Where the iterates go: whether x converges, stays bounded, swings, or leaves for infinity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.signals import Signal, spans, speeds
from sam_theory.properties.slopes import steady_power
from sam_theory.properties.tendency import Statistic, first_told, tendency
from sam_theory.properties.windows import OCTAVE, TINY, Windows, blocks
from sam_theory.runs.trace import Trace

HALF = OCTAVE // 2
SWING = 3.0  # a path this many times the sides of its box goes back and forth
STILL = 0.25  # of the rounding of x, 8 units in the last place: what two of them are
MOVING = 1e3  # times the rounding of x: a way that is one
DIRECT = 0.2  # a box of this share of the path says that x goes somewhere
FALLEN = 0.35  # log of the least fall that shows that moves are summable
ONE_POWER = 0.03  # the slopes of log v over the halves of the tail may differ by this
GROUND = 1e-3  # of its range: new ground that is none
FALLING = 0.75  # of the octave before: what adds up to a finite sum
LEAST_OCTAVES = 4  # of the tail, to see what falls in them
FAR = 0.1  # of the whole way: what the tail adds where x, or f, goes on for ever, even like log log
STRAIGHT = 1.02  # a path this many times the diagonal of its box, or less, is straight


@dataclass(frozen=True)
class Motion:
    """The boxes of x and the ways through them, over the complete windows."""

    low: np.ndarray | None  # (W, n)
    high: np.ndarray | None  # (W, n)
    path: np.ndarray | None  # (W,), or a bound from below where iterates are missing
    gapless: bool  # whether none are
    clocks: Sequence[Windows]
    rounding: Rounding

    @classmethod
    def of(cls, trace: Trace, clocks: Sequence[Windows], rounding: Rounding) -> Motion:
        """The motion of one run, by the clocks, k among them."""
        count = len(clocks[0])
        box = trace.iterates
        if box is None or not (np.isfinite(box.low).all() and np.isfinite(box.high).all()):
            return cls(None, None, None, False, clocks, rounding)
        path = None if trace.moves is None else trace.moves.path[:count]
        gapless = trace.moves is not None and trace.sampling.gapless
        return cls(box.low[:count], box.high[:count], path, gapless, clocks, rounding)

    @property
    def recorded(self) -> bool:
        """Whether there are iterates to judge."""
        return self.low is not None

    @property
    def converges(self) -> bool:
        """Whether the ways, or the boxes, shrink summably."""
        moves = self.moves
        return moves.limit is Limit.ZERO and moves.summable and moves.fall > FALLEN

    @cached_property
    def lasts(self) -> bool:
        """Whether x goes as far, or farther, in every octave: told by exact fits only.

        A tail that adds little to the whole way is the beginning of one: it tells no end.
        """
        if not self.moves.lasts or self._tail_diagonal < FAR * self._diagonal:
            return False
        path = self.path if self.gapless else None
        of = self._spans if path is None else speeds(self.windows, path)
        return steady_power(of.k, of.z, ONE_POWER)

    @cached_property
    def moves(self) -> Tendency:
        """The tendency of v = path per Δlog k where x goes somewhere, else of its boxes."""
        if self.low is None:
            return Tendency(Limit.OPEN, "the iterates were not recorded")
        if self.rests:
            return self._at_rest(self._spans.z)
        if self._direct and self.path is not None:
            path = self.path
            return first_told((speeds(clock, path) for clock in self.clocks), Statistic.MOVES)
        return tendency(self._spans, Statistic.MOVES)

    @cached_property
    def rests(self) -> bool:
        """Whether x moves by no more than its rounding at the end."""
        if self.low is None or len(self._spans.z) == 0:
            return False
        return bool(self._spans.z[-1] <= np.log(self.rounding.length)) or self._still

    def _at_rest(self, size: np.ndarray) -> Tendency:
        least = min(size[-1], np.log(self.rounding.length))
        fall = float(max(size[0], np.log(max(self._diagonal, TINY))) - least)
        moved = self._diagonal > STILL * self.rounding.length
        if moved and 0 < fall < np.log(10):
            return Tendency(Limit.OPEN, "x never moved by much more than its rounding")
        floor = f"its rounding, {self.rounding.length:.1e}"
        return Tendency(
            Limit.ZERO,
            f"x moves by less than {floor} at the end",
            summable=True,
            fall=fall + 1,
        )

    @property
    def _still(self) -> bool:
        """Whether x came to rest over the tail: the last window's way is rounding."""
        if self.path is None or self.windows.tail >= len(self.path):
            return False
        first, last = self.path[self.windows.tail], self.path[-1]
        return bool(last <= self.rounding.length and first >= MOVING * self.rounding.length)

    @cached_property
    def _spans(self) -> Signal:
        """The diagonals of boxes over octaves."""
        assert self.low is not None
        assert self.high is not None
        return spans(self.windows, self.low, self.high)

    @cached_property
    def windows(self) -> Windows:
        """The windows by k."""
        return next(clock for clock in self.clocks if not clock.elapsed)

    @cached_property
    def _direct(self) -> bool:
        """Whether the boxes over octaves are comparable with the ways through them."""
        size = self._spans.z
        if self.path is None or len(size) == 0:
            return False
        ways = np.convolve(self.path, np.ones(OCTAVE), "valid")[-len(size) :]
        return bool((np.exp(size) >= DIRECT * ways).all())

    @cached_property
    def swings(self) -> bool:
        """Whether x goes back and forth in the last half octave."""
        if self.low is None or self.high is None or self.path is None or len(self.path) < HALF:
            return False
        sides = self.high[-HALF:].max(axis=0) - self.low[-HALF:].min(axis=0)
        return bool(self.path[-HALF:].sum() >= SWING * sides.sum() > 0)

    @cached_property
    def _diagonal(self) -> float:
        assert self.low is not None
        assert self.high is not None
        return float(np.hypot.reduce(self.high.max(axis=0) - self.low.min(axis=0)))

    @cached_property
    def _tail_diagonal(self) -> float:
        assert self.low is not None
        assert self.high is not None
        tail = slice(self.windows.tail, None)
        sides = self.high[tail].max(axis=0) - self.low[tail].min(axis=0)
        return float(np.hypot.reduce(sides))

    @cached_property
    def confined(self) -> bool:
        """Whether each coordinate of x wins new ground no more, or ever less from octave to octave.

        A drift behind a swing shows in the middle of its range, even where old swings cover it.
        """
        if self.low is None or self.high is None:
            return False
        octaves = (len(self.low) - self.windows.tail) // OCTAVE
        if octaves < LEAST_OCTAVES:
            return False
        high, low = (side[-octaves * OCTAVE :] for side in (self.high, self.low))
        tops = blocks(high, OCTAVE).max(axis=1)  # (O, n)
        bottoms = blocks(low, OCTAVE).min(axis=1)
        return bool(np.all(self._settles(tops, bottoms) & ~self._drifts((tops + bottoms) / 2)))

    def _settles(self, tops: np.ndarray, bottoms: np.ndarray) -> np.ndarray:
        """Whether the box of all octaves so far grows by nothing, or by shares that fall, (n,)."""
        top, bottom = np.maximum.accumulate(tops), np.minimum.accumulate(bottoms)
        won = np.maximum(np.diff(top, axis=0), -np.diff(bottom, axis=0))  # (O − 1, n)
        nothing = won[-1] <= GROUND * (top[-1] - bottom[-1]) + self.rounding.length
        return np.asarray(nothing | np.all(won[-2:] <= FALLING * won[-3:-1], axis=0))

    def _drifts(self, middles: np.ndarray) -> np.ndarray:
        """Whether a coordinate goes one way over the last octaves, hardly ever slower, (n,)."""
        moves = np.diff(middles, axis=0)[-3:]
        sizes = np.abs(moves)
        one_way = np.all(moves > 0, axis=0) | np.all(moves < 0, axis=0)
        goes_on = np.all(sizes[1:] >= FALLING * sizes[:-1], axis=0)
        return np.asarray(one_way & goes_on & (sizes[-1] > self.rounding.length))

    @cached_property
    def straight(self) -> bool:
        """Whether the tail's path is hardly longer than the diagonal of its box.

        A bound of it from below says nothing.
        """
        if self.path is None or not self.gapless:
            return False
        return bool(self.path[self.windows.tail :].sum() <= STRAIGHT * self._tail_diagonal)
