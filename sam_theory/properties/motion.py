"""Where the iterates go: whether x converges, stays bounded, swings, or leaves for infinity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sam_theory.properties.ground import confined
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.sequences import span_tail, spans, speed_tail
from sam_theory.properties.slopes import steady_power
from sam_theory.properties.stack import Stack, logs
from sam_theory.properties.tails import Tail, tendencies
from sam_theory.properties.trends import EXPLOSION
from sam_theory.properties.windows import OCTAVE, TINY, Windows, blocks

HALF = OCTAVE // 2
SWING = 3.0  # a path this many times the sides of its box goes back and forth
STILL = 0.25  # of the rounding of x, 8 units in the last place: what two of them are
MOVING = 1e3  # times the rounding of x: a way that is one
STEADILY = 0.05  # the greatest residual of a drift behind swings
DIRECT = 0.2  # a box of this share of the path says that x goes somewhere
NEARLY = 0.1  # of the last moves: what the first few k leave of a limit 0
ONE_POWER = 0.03  # the slopes of log v over the halves of the tail may differ by this
TAKES_OFF = 5.0  # growth an octave, in two of them, that is no power of k
FAR = 0.1  # of the whole way: what the tail adds where x, or f, goes on for ever, even like log log
STRAIGHT = 1.02  # a path this many times the diagonal of its box, or less, is straight


@dataclass(frozen=True, kw_only=True)
class Motion:
    """The boxes of x and the ways through them, over the complete windows."""

    low: np.ndarray | None  # (W, n)
    high: np.ndarray | None  # (W, n)
    path: np.ndarray | None  # (W,), or a bound from below where iterates are missing
    gapless: bool  # whether none are
    windows: Windows
    rounding: Rounding
    size: tuple[np.ndarray, np.ndarray]  # k and log of v, the way per Δlog k, or of boxes
    moves: Tendency  # of v where x goes somewhere, else of its boxes
    rests: bool = False  # whether x moves by no more than its rounding at the end
    confined: bool = False  # whether each coordinate of x wins no new ground, or ever less of it

    @property
    def recorded(self) -> bool:
        """Whether there are iterates to judge."""
        return self.low is not None

    @property
    def converges(self) -> bool:
        """Whether the ways, or the boxes, shrink summably."""
        return self.moves.converges

    @cached_property
    def lasts(self) -> bool:
        """Whether x goes as far, or farther, in every octave: told by exact fits only.

        A tail that adds little to the whole way is the beginning of one: it tells no end.
        """
        if not self.moves.lasts or self._tail_diagonal < FAR * self.diagonal:
            return False
        if self.path is not None and not self.gapless:
            return False
        return steady_power(*self.size, ONE_POWER)

    @cached_property
    def swings(self) -> bool:
        """Whether x goes back and forth in the last half octave."""
        if self.low is None or self.high is None or self.path is None or len(self.path) < HALF:
            return False
        sides = self.high[-HALF:].max(axis=0) - self.low[-HALF:].min(axis=0)
        return bool(self.path[-HALF:].sum() >= SWING * sides.sum() > 0)

    @cached_property
    def diagonal(self) -> float:
        """Of the box of all windows."""
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
    def takes_off(self) -> bool:
        """Whether a coordinate of x, however small, grows exponentially: off a saddle, say."""
        if self.low is None or self.high is None or len(self.high) < 3 * OCTAVE:
            return False
        late = np.maximum(np.abs(self.low[-3 * OCTAVE :]), np.abs(self.high[-3 * OCTAVE :]))
        sizes = blocks(late, OCTAVE).max(axis=1)
        return bool(np.any((sizes[1:] > TAKES_OFF * sizes[:-1]).all(axis=0)))

    @cached_property
    def leaves(self) -> bool:
        """Whether ‖x‖ at the end is what it never was before, many orders of magnitude above.

        Runs that start at 0 are measured from where they first went.
        """
        if self.low is None or self.high is None:
            return False
        reach = np.maximum(np.abs(self.low), np.abs(self.high)).max(axis=1)
        away = reach[reach > 0]
        return bool(len(away) and reach[-1] == reach.max() and reach[-1] > EXPLOSION * away[0])

    @cached_property
    def straight(self) -> bool:
        """Whether the tail's path is hardly longer than the diagonal of its box.

        A bound of it from below says nothing.
        """
        if self.path is None or not self.gapless:
            return False
        return bool(self.path[self.windows.tail :].sum() <= STRAIGHT * self._tail_diagonal)


def motions(
    stack: Stack, elapsed: np.ndarray | None, roundings: Sequence[Rounding]
) -> list[Motion]:
    """The motion of every run; `elapsed`, (R, W), is Σt where windows begin, NaN if no clock."""
    low, high, path, windows = stack.x_low, stack.x_high, stack.path, stack.windows
    found = [_unrecorded(windows, rounding) for rounding in roundings]
    if low is None or high is None:
        return found
    boxes = spans(windows, low, high)
    finite = np.isfinite(low).all(axis=(1, 2)) & np.isfinite(high).all(axis=(1, 2))
    rows = np.flatnonzero(finite)
    lengths = np.array([rounding.length for rounding in roundings])[rows]
    held = _confined(low[rows, windows.tail :], high[rows, windows.tail :], lengths)
    for i, row in enumerate(rows.tolist()):
        recorded = Motion(
            low=low[row],
            high=high[row],
            path=None if path is None else path[row],
            gapless=stack.traces[row].sampling.gapless,
            windows=windows,
            rounding=roundings[row],
            size=found[row].size,
            moves=found[row].moves,
            confined=bool(held[i]),
        )
        found[row] = _at_rest(recorded, boxes[row, min(windows.tail, boxes.shape[1]) :])
    going = np.array([row for row in np.flatnonzero(finite) if not found[row].rests], dtype=int)
    direct = np.zeros(len(going), dtype=bool)
    if path is not None:
        direct = _direct(path[going], boxes[going], windows.tail)
        clock = None if elapsed is None else elapsed[going[direct]]
        _tell(found, going[direct], speed_tail(windows, path[going[direct]], clock, NEARLY))
    _tell(found, going[~direct], span_tail(windows, boxes[going[~direct]], NEARLY))
    _behind_swings(found, going[~direct], (low + high) / 2)
    for row in going.tolist():
        sizes = boxes[row, -1:]
        if len(sizes):
            told = found[row].moves
            moves = told.near(np.log(found[row].rounding.length), float(sizes[-1]))
            found[row] = found[row] if moves is told else replace(found[row], moves=moves)
    return found


def _confined(low: np.ndarray, high: np.ndarray, floors: np.ndarray) -> np.ndarray:
    """Whether each coordinate of x wins no new ground, or ever less, (R,); boxes are (R, V, n)."""
    runs, count, n = low.shape
    low, high = (side.transpose(1, 0, 2).reshape(count, runs * n) for side in (low, high))
    return np.asarray(confined(low, high, np.repeat(floors, n)).reshape(runs, n).all(axis=1))


def _behind_swings(found: list[Motion], rows: np.ndarray, middles: np.ndarray) -> None:
    """Open what is told of swings that die out where the middles of boxes, (R, W, n), drift on."""
    windows = found[0].windows
    dying = [row for row in rows.tolist() if found[row].moves.limit is Limit.ZERO]
    drift = np.linalg.norm(middles[dying, OCTAVE:] - middles[dying, :-OCTAVE], axis=2)
    tail = span_tail(windows, logs(drift), NEARLY)
    for i, (row, told) in enumerate(zip(dying, tendencies(tail), strict=True)):
        motion = found[row]
        felt = drift.shape[1] > 0 and drift[i, -1] > MOVING * motion.rounding.length
        if felt and not told.converges and told.residual <= STEADILY:
            opened = motion.moves.opened(f"{motion.moves.evidence}; but behind its swings x drifts")
            found[row] = replace(motion, moves=opened)


def _tell(found: list[Motion], rows: np.ndarray, tail: Tail) -> None:
    """Put in what the tails of these runs' moves say."""
    for i, (row, told) in enumerate(zip(rows.tolist(), tendencies(tail), strict=True)):
        found[row] = replace(found[row], size=(tail.k, tail.z[i]), moves=told)


def _unrecorded(windows: Windows, rounding: Rounding) -> Motion:
    nothing = np.empty(0)
    return Motion(
        low=None,
        high=None,
        path=None,
        gapless=False,
        windows=windows,
        rounding=rounding,
        size=(nothing, nothing),
        moves=Tendency(Limit.OPEN, "the iterates were not recorded"),
    )


def _direct(path: np.ndarray, boxes: np.ndarray, tail: int) -> np.ndarray:
    """Whether the boxes over octaves are comparable with the ways through them, (R,)."""
    sums = np.cumsum(path, axis=1)
    ways = sums[:, OCTAVE - 1 :] - np.pad(sums, ((0, 0), (1, 0)))[:, :-OCTAVE]
    return np.asarray((np.exp(boxes) >= DIRECT * ways)[:, tail:].all(axis=1))


def _at_rest(motion: Motion, sizes: np.ndarray) -> Motion:
    """The motion, with what is told of it if x moves by no more than its rounding at the end.

    `sizes` are the logarithms of its boxes over octaves of the tail.
    """
    rounding, path, tail = motion.rounding, motion.path, motion.windows.tail
    if not len(sizes):
        return motion
    length, floor = rounding.length, np.log(rounding.length)
    still = (
        path is not None
        and tail < len(path)
        and path[-1] <= length
        and path[tail] >= MOVING * length
    )
    if sizes[-1] > floor and not still:
        return motion
    fall = float(max(sizes[0], np.log(max(motion.diagonal, TINY))) - min(sizes[-1], floor))
    moves = Tendency(
        Limit.ZERO,
        f"x moves by less than its rounding, {length:.1e} at the end",
        summable=True,
        fall=fall + 1,
    )
    if motion.diagonal > STILL * length and 0 < fall < np.log(10):
        moves = moves.opened("x never moved by much more than its rounding")
    return replace(motion, moves=moves, rests=True)
