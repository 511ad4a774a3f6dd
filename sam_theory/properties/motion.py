"""Where the iterates go: whether x converges, stays bounded, swings, or leaves for infinity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sam_theory.properties.boxes import LATE, all_confined, diagonals, swinging, taking_off
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.sequences import span_tail, spans, speed_tail
from sam_theory.properties.slopes import steady_power
from sam_theory.properties.stack import Stack, logs
from sam_theory.properties.tails import Tail, tendencies
from sam_theory.properties.trends import EXPLOSION
from sam_theory.properties.windows import OCTAVE, TINY, Windows

STILL = 0.25  # of the rounding of x, 8 units in the last place: what two of them are
MOVING = 1e3  # times the rounding of x: a way that is one
STEADILY = 0.05  # the greatest residual of a drift behind swings
DIRECT = 0.2  # a box of this share of the path says that x goes somewhere
NEARLY = 0.1  # of the last moves: what the first few k leave of a limit 0
ONE_POWER = 0.03  # the slopes of log v over the halves of the tail may differ by this
FAR = 0.1  # of the whole way: what the tail adds where x, or f, goes on for ever, even like log log
STRAIGHT = 1.02  # a path this many times the diagonal of its box, or less, is straight
UNRECORDED = Tendency(Limit.OPEN, "the iterates were not recorded")


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
        if self.low is None or self.high is None or self.path is None:
            return False
        return bool(swinging(self.low[None], self.high[None], self.path[None])[0])

    @cached_property
    def diagonal(self) -> float:
        """Of the box of all windows."""
        assert self.low is not None
        assert self.high is not None
        return float(diagonals(self.low[None], self.high[None])[0])

    @cached_property
    def _tail_diagonal(self) -> float:
        assert self.low is not None
        assert self.high is not None
        tail = slice(self.windows.tail, None)
        return float(diagonals(self.low[None, tail], self.high[None, tail])[0])

    @cached_property
    def takes_off(self) -> bool:
        """Whether a coordinate of x, however small, grows exponentially: off a saddle, say."""
        if self.low is None or self.high is None:
            return False
        return bool(taking_off(self.low[None], self.high[None])[0])

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


@dataclass(frozen=True)
class Going:
    """Where the x of R runs go, as far as it is told yet."""

    boxes: np.ndarray  # (R, O) log of their diagonals over octaves
    lengths: np.ndarray  # (R,) the rounding of x
    recorded: np.ndarray  # (R,) whether there are iterates to judge
    rests: np.ndarray  # (R,) whether x moves by no more than its rounding at the end
    confined: np.ndarray  # (R,) whether each coordinate wins no new ground, or ever less
    moves: list[Tendency]
    size: list[tuple[np.ndarray, np.ndarray]]  # k and log of what tends there

    @classmethod
    def of(cls, boxes: np.ndarray, lengths: np.ndarray) -> Going:
        """Nothing yet."""
        nothing, runs = np.empty(0), len(boxes)
        recorded, rests, confined = np.zeros((3, runs), dtype=bool)
        moves, size = [UNRECORDED] * runs, [(nothing, nothing)] * runs
        return cls(boxes, lengths, recorded, rests, confined, moves, size)

    def tell(self, rows: np.ndarray, tail: Tail) -> None:
        """Put in what the tails of these runs' moves say."""
        for i, (row, told) in enumerate(zip(rows.tolist(), tendencies(tail), strict=True)):
            self.size[row], self.moves[row] = (tail.k, tail.z[i]), told


def motions(
    stack: Stack, elapsed: np.ndarray | None, roundings: Sequence[Rounding]
) -> list[Motion]:
    """The motion of every run; `elapsed`, (R, W), is Σt where windows begin, NaN if no clock."""
    low, high, tail = stack.x_low, stack.x_high, stack.windows.tail
    lengths = np.array([rounding.length for rounding in roundings])
    if low is None or high is None:
        return _together(stack, roundings, Going.of(np.empty((len(stack), 0)), lengths))
    found = Going.of(spans(stack.windows, low, high), lengths)
    finite = np.isfinite(low).all(axis=(1, 2)) & np.isfinite(high).all(axis=(1, 2))
    rows = np.flatnonzero(finite)
    found.recorded[rows] = True
    found.confined[rows] = all_confined(low[rows, tail:], high[rows, tail:], lengths[rows])
    _at_rest(found, rows, stack)
    _on_its_way(found, rows[~found.rests[rows]], stack, elapsed)
    told = _together(stack, roundings, found)
    late = slice(-LATE, None)
    known = {"takes_off": taking_off(low[rows, late], high[rows, late])}
    if stack.path is not None:
        known["swings"] = swinging(low[rows, late], high[rows, late], stack.path[rows, late])
    for name, values in known.items():  # of many at once it takes a fraction of the time
        for row, value in zip(rows.tolist(), values.tolist(), strict=True):
            vars(told[row])[name] = value
    return told


def _together(stack: Stack, roundings: Sequence[Rounding], found: Going) -> list[Motion]:
    low, high, path = stack.x_low, stack.x_high, stack.path
    columns = (found.recorded, found.rests, found.confined)
    each = zip(roundings, *(column.tolist() for column in columns), strict=True)
    return [
        Motion(
            low=low[row] if recorded and low is not None else None,
            high=high[row] if recorded and high is not None else None,
            path=path[row] if recorded and path is not None else None,
            gapless=recorded and stack.traces[row].sampling.gapless,
            windows=stack.windows,
            rounding=rounding,
            size=found.size[row],
            moves=found.moves[row],
            rests=rests,
            confined=confined,
        )
        for row, (rounding, recorded, rests, confined) in enumerate(each)
    ]


def _on_its_way(found: Going, going: np.ndarray, stack: Stack, elapsed: np.ndarray | None) -> None:
    """Tell where these runs go, (r,): by the way that x goes, or by its boxes where it swings."""
    windows, path, boxes = stack.windows, stack.path, found.boxes
    direct = np.zeros(len(going), dtype=bool)
    if path is not None:
        direct = _direct(path[going], boxes[going], windows.tail)
        clock = None if elapsed is None else elapsed[going[direct]]
        found.tell(going[direct], speed_tail(windows, path[going[direct]], clock, NEARLY))
    found.tell(going[~direct], span_tail(windows, boxes[going[~direct]], NEARLY))
    _behind_swings(found, going[~direct], stack)
    for row in going.tolist() if boxes.shape[1] else ():
        found.moves[row] = found.moves[row].near(np.log(found.lengths[row]), boxes[row, -1])


def _behind_swings(found: Going, rows: np.ndarray, stack: Stack) -> None:
    """Open what is told of swings that die out where the middles of boxes drift on."""
    dying = np.array([r for r in rows.tolist() if found.moves[r].limit is Limit.ZERO], dtype=int)
    assert stack.x_low is not None
    assert stack.x_high is not None
    middles = (stack.x_low[dying] + stack.x_high[dying]) / 2
    drift = np.linalg.norm(middles[:, OCTAVE:] - middles[:, :-OCTAVE], axis=2)
    tail = span_tail(stack.windows, logs(drift), NEARLY)
    for i, (row, told) in enumerate(zip(dying.tolist(), tendencies(tail), strict=True)):
        felt = drift.shape[1] > 0 and drift[i, -1] > MOVING * found.lengths[row]
        if felt and not told.converges and told.residual <= STEADILY:
            moves = found.moves[row]
            found.moves[row] = moves.opened(f"{moves.evidence}; but behind its swings x drifts")


def _direct(path: np.ndarray, boxes: np.ndarray, tail: int) -> np.ndarray:
    """Whether the boxes over octaves are comparable with the ways through them, (R,)."""
    sums = np.cumsum(path, axis=1)
    ways = sums[:, OCTAVE - 1 :] - np.pad(sums, ((0, 0), (1, 0)))[:, :-OCTAVE]
    return np.asarray((np.exp(boxes) >= DIRECT * ways)[:, tail:].all(axis=1))


def _at_rest(found: Going, rows: np.ndarray, stack: Stack) -> None:
    """Tell of which of these runs, (r,), x moves by no more than its rounding at the end."""
    tail, path, lengths = stack.windows.tail, stack.path, found.lengths[rows]
    sizes = found.boxes[rows, tail:]
    if not sizes.shape[1]:
        return
    floors = np.log(lengths)
    rests = ~(sizes[:, -1] > floors)
    if path is not None and tail < path.shape[1]:
        rests |= (path[rows, -1] <= lengths) & (path[rows, tail] >= MOVING * lengths)
    assert stack.x_low is not None
    assert stack.x_high is not None
    resting = rows[rests]
    whole = diagonals(stack.x_low[resting], stack.x_high[resting])
    falls = np.maximum(sizes[rests, 0], np.log(np.maximum(whole, TINY)))
    falls -= np.minimum(sizes[rests, -1], floors[rests])
    found.rests[resting] = True
    for row, *of in zip(resting.tolist(), whole.tolist(), falls.tolist(), strict=True):
        found.moves[row] = _resting(float(found.lengths[row]), *of)


def _resting(length: float, diagonal: float, fall: float) -> Tendency:
    told = f"x moves by less than its rounding, {length:.1e} at the end"
    moves = Tendency(Limit.ZERO, told, summable=True, fall=fall + 1)
    if diagonal > STILL * length and 0 < fall < np.log(10):
        return moves.opened("x never moved by much more than its rounding")
    return moves
