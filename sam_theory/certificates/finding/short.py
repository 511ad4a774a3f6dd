"""Short runs: for one k after the other, a cell around xᵏ that the steps left cannot leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import flint
import numpy as np

from sam_theory.certificates.dynamics import Box, Dynamics, Place, gradients, images, least_norm
from sam_theory.certificates.established import Established
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.finding.majorants import majorant_of
from sam_theory.certificates.forms import Cell, Entry, Short, Side, Sides
from sam_theory.certificates.ranges import number_at, stays_in
from sam_theory.certificates.verifier.accepting import accept_run
from sam_theory.certificates.verifier.cells import Piece, whole
from sam_theory.certificates.verifier.orbit import orbit, precision_for
from sam_theory.certificates.verifier.short import reached
from sam_theory.certificates.wording import rounded
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, between, exactly

LATEST = 1024  # k up to which the run is followed in balls
FOLLOWED = 256  # steps for which the precision of the search is enough
ROUNDS = 40  # of widening a cell
WIDENED = 0.01  # part of its width by which a box is larger than what is seen
STATES_WIDENED = 0.5
HALVINGS = 6  # of a cell, on whose pieces ‖∇f‖ is looked at
BELOW = 1 - 1e-6
FARTHEST = 1e9  # a speed or a state beyond which no cell is looked for


def find(dynamics: Dynamics, start: Sequence[Fraction], latest: int = LATEST) -> Certified | None:
    """A cell that the run from the start does not leave, as its steps are too short; accepted."""
    majorant = majorant_of(dynamics.step)
    if majorant is None:
        return None
    try:
        with flint.ctx.workprec(precision_for(FOLLOWED)):
            for since, place in _places(dynamics, start, max(latest, majorant[1])):
                short = _around(dynamics, place, since, *majorant)
                entry = Entry(start=tuple(start), at=since)
                shown = accept_run(dynamics, short, entry) if short else None
                if short and isinstance(shown, Established):
                    return Certified(certificate=short, entry=entry, shown=shown)
    except Undecided:
        pass
    return None


def _places(
    dynamics: Dynamics, start: Sequence[Fraction], latest: int
) -> Iterator[tuple[int, Place]]:
    """Where the run is at k = 1, 2, 4, 8, …, and at the last k."""
    for k, place in enumerate(orbit(dynamics, start), 1):
        if k & (k - 1) == 0 or k == latest:
            yield k, place
        if k == latest:
            return


def _around(
    dynamics: Dynamics, place: Place, since: int, majorant: str, valid: int
) -> Short | None:
    """A cell around a place that is wide enough for what is left of the steps; None if none is."""
    left = number_at(Schedule(majorant), since)
    radius = _radii(dynamics.radius, since)
    if left is None or radius is None or since < valid:
        return None
    total = rounded(left[1], upwards=True)
    inside, state = _sides(place.x), tuple(_sides(box) for box in place.state)
    speeds: Sides = ((Fraction(0), Fraction(0)),) * len(inside)
    for _ in range(ROUNDS):
        cell = Cell(x=reached(inside, speeds, total), state=state or None)
        seen = _seen(dynamics, cell, total, radius)
        if seen is None:
            return None
        if all(map(_covers, (speeds, *state), seen)):
            return Short(
                cell=cell,
                inside=inside,
                speeds=speeds,
                radius=radius,
                since=since,
                valid=valid,
                majorant=majorant,
                total=total,
                slope=_slope(dynamics, cell),
            )
        speeds = _wider(speeds, seen[0], WIDENED)
        state = tuple(_wider(a, b, STATES_WIDENED) for a, b in zip(state, seen[1:], strict=True))
    return None


def _radii(radius: Schedule, since: int) -> Side | None:
    """A range in which ρₖ stays from some k on, proved; None where none is found."""
    now = number_at(radius, since)
    later = radius.values(since * 2 ** np.arange(30)) if not radius.numbers else np.array([np.nan])
    if now is None or not np.isfinite(later).all():
        return None
    if now[0] == now[1] and stays_in(radius, now, since):
        return now
    low = rounded(min(now[0], Fraction(later.min())) * Fraction(BELOW))
    high = rounded(max(now[1], Fraction(later.max())) / Fraction(BELOW), upwards=True)
    ranges = ((low, high), (Fraction(0), high))
    return next((side for side in ranges if stays_in(radius, side, since)), None)


def _sides(box: Box) -> Sides:
    return tuple(_hull([side]) for side in box)


def _hull(balls: Sequence[Ball]) -> Side:
    """Six digits of ends between which all of the balls are."""
    low = min(exactly(each.lower()) for each in balls)
    high = max(exactly(each.upper()) for each in balls)
    return rounded(low), rounded(high, upwards=True)


def _seen(dynamics: Dynamics, cell: Cell, total: Fraction, radius: Side) -> list[Sides] | None:
    """Ranges of gₖ on the cell, and of the states after it; None if they are unknown, or huge."""
    problem, method = dynamics.problem, dynamics.method
    place = whole(cell).place(method, problem.dimension)
    try:
        found = list(images(problem, method, place, between(0, total), between(*radius)))
    except Undecided:
        return None
    rows = [(image.estimate, *image.place.state) for image in found]
    if not all(abs(side) < FARTHEST for row in rows for box in row for side in box):
        return None
    columns = zip(*rows, strict=True)
    return [tuple(_hull(sides) for sides in zip(*boxes, strict=True)) for boxes in columns]


def _covers(wide: Sides, sides: Sides) -> bool:
    return all(a[0] <= b[0] and b[1] <= a[1] for a, b in zip(wide, sides, strict=True))


def _wider(sides: Sides, seen: Sides, part: float) -> Sides:
    """What holds both, and some room around what is seen, if that is not held already."""
    if _covers(sides, seen):
        return sides
    room = [Fraction(part) * (high - low + abs(high + low)) for low, high in seen]
    return tuple(
        (min(a[0], rounded(b[0] - r)), max(a[1], rounded(b[1] + r, upwards=True)))
        for a, b, r in zip(sides, seen, room, strict=True)
    )


def _slope(dynamics: Dynamics, cell: Cell) -> Fraction:
    """A little less than the least ‖∇f‖ on the cell."""
    pieces = [Piece(whole(Cell(cell.x)).bounds)]
    for _ in range(HALVINGS):
        pieces = [half for piece in pieces for half in piece.halves()]
    boxes = (tuple(between(*side) for side in piece.bounds) for piece in pieces)
    norms = [least_norm(slope) for box in boxes for slope in gradients(dynamics.problem, box)]
    return rounded(min(exactly(norm) for norm in norms) * Fraction(BELOW))
