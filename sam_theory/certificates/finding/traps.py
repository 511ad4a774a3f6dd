"""Traps around the end of a run: boxes, and in one dimension unions of intervals, that close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import flint
import numpy as np

from sam_theory.certificates.dynamics import Dynamics, gradients, images, least_norm
from sam_theory.certificates.established import Refused
from sam_theory.certificates.finding.cycles import rounded_down
from sam_theory.certificates.finding.leaving import Intervals, leaves, spreads
from sam_theory.certificates.finding.path import Path
from sam_theory.certificates.forms import Cell, Side, Sides, Trap
from sam_theory.certificates.verifier.cells import whole
from sam_theory.certificates.verifier.trap import verify
from sam_theory.certificates.verifier.values import accumulation
from sam_theory.certificates.wording import rounded
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import ball, between, exactly

SIZES = (0.01, 0.03, 0.1, 0.25, 0.5, 1.0)  # half widths of boxes tried, in units of ρ
INFLATIONS = (0.02, 0.2, 1.0)  # of the box of the run's end, relative to its sides
PIECES = 32  # a box is cut into so many, for its least ‖∇f‖
EFFORT = 60  # pieces that the verifier looks at
MOST_DIMENSIONS = 4
TINY = 1e-12
HALVINGS = 8  # of the greatest |f′| at the ends: slopes tried where a trap holds a stationary point
GRID, MOST_INTERVALS, ROUNDS = 400, 64, 60  # of the union of intervals that is closed
MOST_CELLS = 4 * GRID


Family = tuple[tuple[Cell, ...], ...]  # cells, each of which contain those before


@dataclass(frozen=True)
class Steep:
    """Cells on which ‖∇f‖ ≥ slope > 0."""

    cells: tuple[Cell, ...]
    slope: Fraction


def steep_boxes(dynamics: Dynamics, families: tuple[Family, ...]) -> tuple[Steep, ...]:
    """Those without a stationary point, the larger ones of the last family first."""
    found = []
    for family in families:
        for cells in family:
            slope = least_slope(dynamics, cells)
            if slope <= 0:
                break
            found.append(Steep(cells, slope))
    return tuple(reversed(found))


def boxes_around(dynamics: Dynamics, path: Path, radius: float) -> tuple[Family, ...]:
    """Boxes around the end of a run."""
    if dynamics.problem.dimension > MOST_DIMENSIONS:
        return ()
    return tuple(tuple((Cell(sides),) for sides in family) for family in _boxes(path, radius))


def _boxes(path: Path, radius: float) -> Iterator[list[Sides]]:
    """Growing boxes around the last point, and around the last half of the run."""
    last, tail = path.x[-1], path.x[len(path.x) // 2 :]
    low, high = tail.min(axis=0), tail.max(axis=0)
    spread = np.maximum(high - low, TINY * (1 + np.abs(high)))
    yield [_sides(last - size * radius, last + size * radius) for size in SIZES]
    yield [_sides(low - by * spread, high + by * spread) for by in INFLATIONS]


def _sides(low: np.ndarray, high: np.ndarray) -> Sides:
    return tuple((Fraction(float(a)), Fraction(float(b))) for a, b in zip(low, high, strict=True))


def closed_trap(dynamics: Dynamics, steep: Steep, step: Side, radius: Side) -> Trap | None:
    """The cells as a trap, where the verifier accepts it."""
    if leaves(dynamics, steep.cells, step, radius):
        return None
    found = Trap(cells=steep.cells, step=step, radius=radius, slope=steep.slope)
    shown = verify(dynamics.problem, dynamics.method, found, effort=EFFORT)
    return None if isinstance(shown, Refused) else found


def with_gap(dynamics: Dynamics, trap: Trap) -> Trap:
    """The trap with a number that f stays above inf f by, where there is one."""
    boxes = [tuple(between(*side) for side in cell.x) for cell in trap.cells]
    gap, _ = accumulation(dynamics.problem, boxes)
    higher = replace(trap, gap=rounded(gap))
    if gap <= 0 or isinstance(verify(dynamics.problem, dynamics.method, higher), Refused):
        return trap
    return higher


def least_slope(dynamics: Dynamics, cells: tuple[Cell, ...]) -> Fraction:
    """A lower bound of ‖∇f‖ on the cells; 0 where none is found."""
    least = Fraction(10**30)
    for cell in cells:
        pieces = [whole(cell)]
        while len(pieces) < PIECES:
            pieces = [half for piece in pieces for half in piece.halves()]
        for piece in pieces:
            x = tuple(between(low, high) for low, high in piece.bounds[: len(cell.x)])
            try:
                found = min(least_norm(slope) for slope in gradients(dynamics.problem, x))
            except Undecided:
                return Fraction(0)
            least = min(least, exactly(found) if found > 0 else Fraction(0))
            if least == 0:
                return least
    return rounded_down(least, 6)


def steep_trap(
    dynamics: Dynamics, cells: tuple[Cell, ...], step: Side, radius: Side
) -> Trap | None:
    """Intervals as a trap on which ‖∇f‖ is bounded below."""
    slope = least_slope(dynamics, cells)
    return closed_trap(dynamics, Steep(cells, slope), step, radius) if slope > 0 else None


def recurring_trap(
    dynamics: Dynamics, cells: tuple[Cell, ...], step: Side, radius: Side
) -> Trap | None:
    """The same with a stationary point inside, near which runs do not stay for two steps."""
    if leaves(dynamics, cells, step, radius):
        return None
    ends = np.array([[float(end)] for cell in cells for end in cell.x[0]])
    steepest = float(np.abs(dynamics.problem.gradient(ends)).max())
    for halvings in range(1, HALVINGS):
        slope = rounded_down(Fraction(steepest) / 2**halvings, 3)
        found = Trap(cells=cells, step=step, radius=radius, slope=slope, again=True)
        shown = verify(dynamics.problem, dynamics.method, found, effort=10 * EFFORT)
        if not isinstance(shown, Refused):
            return found
    return None


def closed_cells(dynamics: Dynamics, path: Path, step: Side, radius: Side) -> tuple[Cell, ...]:
    """Intervals that hold the end of a run and their own images; none where they are not found."""
    tail = path.x[len(path.x) // 2 :, 0]
    low, high = float(tail.min()), float(tail.max())
    width = (high - low) / GRID
    if dynamics.problem.dimension != 1 or not width > TINY * (1 + abs(high)):
        return ()
    cells = set(np.floor((tail - low) / width).astype(int).tolist())
    seen = Intervals(frozenset(cells), low, width)
    if spreads(dynamics, seen, step, radius, most=MOST_CELLS, rounds=ROUNDS):
        return ()
    with flint.ctx.workprec(64):
        closed = _closure(dynamics, cells, low, width, step, radius)
    joined = () if closed is None else _joined(closed, low, width)
    return joined if len(joined) <= MOST_INTERVALS else ()


def _closure(
    dynamics: Dynamics, cells: set[int], low: float, width: float, step: Side, radius: Side
) -> set[int] | None:
    method, problem = dynamics.method, dynamics.problem
    new = set(cells)
    for _ in range(ROUNDS):
        reached: set[int] = set()
        for i in new:
            piece = whole(Cell(((Fraction(low + i * width), Fraction(low + (i + 1) * width)),)))
            try:
                for image in images(
                    problem, method, piece.place(method, 1), ball(step[1]), between(*radius)
                ):
                    ends = (image.place.x[0].lower(), image.place.x[0].upper())
                    first, last = ((float(end) - low) / width for end in ends)
                    if not last - first < GRID:
                        return None
                    reached.update(range(int(np.floor(first)) - 1, int(np.floor(last)) + 2))
            except Undecided:
                return None
        new = reached - cells
        cells = cells | new
        if not new:
            return cells
        if len(cells) > MOST_CELLS:
            return None
    return None


def _joined(cells: set[int], low: float, width: float) -> tuple[Cell, ...]:
    """Neighbours as one interval."""
    ordered, found = sorted(cells), []
    first = previous = ordered[0]
    for i in [*ordered[1:], None]:
        if i is not None and i == previous + 1:
            previous = i
            continue
        ends = (Fraction(low + first * width), Fraction(low + (previous + 1) * width))
        found.append(Cell((ends,)))
        if i is not None:
            first = previous = i
    return tuple(found)
