"""Cells as balls, cut into pieces, and whether one lies in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.certificates.dynamics import ANYTHING, Box, Place
from sam_theory.certificates.forms import Cell, Sides
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, ball, between
from sam_theory.setting.method import Method

MOST_PIECES = 20_000  # looked at in all
DEEPEST = 40  # cuts, one after the other
Bounds = tuple[tuple[Ball, Ball], ...]  # exact ends, one pair for each coordinate


@dataclass(frozen=True)
class Piece:
    """A part of a cell: the ends of its sides, x first and then the state, if that is bounded."""

    bounds: Bounds
    depth: int = 0

    def halves(self, side: int | None = None) -> Iterator[Piece]:
        """The two parts into which that side of it is cut, or the longest."""
        lengths = [float((high - low).mid()) for low, high in self.bounds]
        i = lengths.index(max(lengths)) if side is None else side
        low, high = self.bounds[i]
        middle = ((low + high) / 2).mid()
        for half in ((low, middle), (middle, high)):
            yield Piece((*self.bounds[:i], half, *self.bounds[i + 1 :]), self.depth + 1)

    def place(self, method: Method, n: int) -> Place:
        """The piece as balls."""
        sides = [between(low, high) for low, high in self.bounds]
        if len(sides) == n:
            return Place(tuple(sides), ((ANYTHING,) * n,) * method.memory)
        rows = [tuple(sides[i : i + n]) for i in range(0, len(sides), n)]
        return Place(rows[0], tuple(rows[1:]))


def whole(cell: Cell) -> Piece:
    """All of a cell, with its ends rounded outwards where they are not exact."""
    sides = [side for row in (cell.x, *(cell.state or ())) for side in row]
    return Piece(tuple((ball(low).lower(), ball(high).upper()) for low, high in sides))


def unseen(
    cells: Sequence[Cell], unmet: Callable[[Cell, Piece], str], left: int = MOST_PIECES
) -> str:
    """What is not seen on the cells, and where, cut as often as it takes; empty where all is.

    `unmet` says what is not seen on a piece of a cell; what it raises as Undecided is not seen.
    `left` is how many pieces are looked at.
    """
    for cell in cells:
        stack = [whole(cell)]
        while stack:
            piece, left = stack.pop(), left - 1
            reason = _reason(unmet, cell, piece)
            if not reason:
                continue
            if left <= 0 or piece.depth >= DEEPEST:
                sides = ", ".join(f"[{float(a):.6g}, {float(b):.6g}]" for a, b in piece.bounds)
                return f"{reason} on {sides}"
            stack.extend(piece.halves())
    return ""


def _reason(unmet: Callable[[Cell, Piece], str], cell: Cell, piece: Piece) -> str:
    try:
        return unmet(cell, piece)
    except Undecided as undecided:
        return str(undecided)


def contains(cell: Cell, place: Place) -> bool:
    """Whether the place certainly lies in the cell."""
    boxes: tuple[tuple[Sides, Box], ...] = ((cell.x, place.x),)
    if cell.state is not None:
        boxes += tuple(zip(cell.state, place.state, strict=True))
    return all(
        within(side, value) for sides, box in boxes for side, value in zip(sides, box, strict=True)
    )


def within(side: tuple[Fraction | None, Fraction | None], value: Ball) -> bool:
    """Whether every number of the ball is certainly between the ends; None is no end."""
    low, high = side
    return bool(
        value.is_finite()
        and (low is None or ball(low).upper() <= value.lower())
        and (high is None or value.upper() <= ball(high).lower())
    )
