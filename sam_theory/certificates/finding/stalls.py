"""All points of a box at which a step rests although ∇f ≠ 0, by branch and bound in balls.

SAM rests where ∇f(x + ρ∇f(x)/‖∇f(x)‖) = 0 ≠ ∇f(x): at hallucinated minimizers, and at distance ρ
from maximizers and saddle points. A box without such a point is left out where the estimate g
cannot vanish, or Krawczyk's operator leads out of it; the others shrink, or are cut, until they
lie in a box around a point that Newton's method has found, in which it is the only one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import flint
import numpy as np

from sam_theory.certificates.dynamics import Box, Dynamics
from sam_theory.certificates.finding.cycles import cycle_near, point_near
from sam_theory.certificates.finding.probes import Probes
from sam_theory.certificates.forms import Cell, Cycle, Sides
from sam_theory.certificates.verifier.cells import Piece, whole
from sam_theory.certificates.verifier.cycle import PRECISION, Map, enclosure, krawczyk
from sam_theory.errors import UsageError
from sam_theory.methods.gradient_descent import gradient_descent
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, ball, exactly

EFFORT = 4000  # boxes looked at
MOST_DIMENSIONS = 2
LONGEST = Fraction(1, 8)  # of the region: boxes larger than this are not tried with Newton's method
FARTHER = (
    2  # half widths from its middle that Newton's method may lead, for a point to be looked for
)
SHRUNK = 0.5  # of its volume: a box that Krawczyk's operator makes as small is not cut
HALVINGS = 60  # of the box in which a fixed point is shown to be the only one


@dataclass(frozen=True, kw_only=True)
class Stalls:
    """All points of the region where the method rests and ∇f ≠ 0, but for those in boxes `left`."""

    region: Sides
    found: tuple[Cycle, ...] = ()  # each of one point
    left: tuple[Sides, ...] = ()
    boxes: int = 0  # looked at

    @property
    def complete(self) -> bool:
        """Whether there are no others in the region."""
        return not self.left

    @property
    def share(self) -> float:
        """The share of the region that is not decided."""
        return sum(map(_volume, self.left)) / _volume(self.region)


def _volume(sides: Sides) -> float:
    return float(np.prod([float(high - low) for low, high in sides]))


def region_of(dynamics: Dynamics) -> Sides:
    """The box of the problem in which starts are drawn; raises UsageError if it is not finite."""
    low, high = dynamics.problem.region
    if not np.isfinite([low, high]).all():
        raise UsageError(f"the region of {dynamics.problem.name} must be finite; got {low}, {high}")
    return tuple((Fraction(a), Fraction(b)) for a, b in zip(low, high, strict=True))


def searched(dynamics: Dynamics) -> bool:
    """Whether all of them are looked for: for a method of x alone in at most two dimensions."""
    method, problem = dynamics.method, dynamics.problem
    constant = dynamics.step.is_constant and dynamics.radius.is_constant
    plain = not method.random and method.memory == 0
    return plain and constant and problem.dimension <= MOST_DIMENSIONS


def stalls(dynamics: Dynamics, region: Sides, effort: int = EFFORT) -> Stalls:
    """Those in a region of a setting that is `searched`; `effort` boxes are looked at, at most."""
    with flint.ctx.workprec(PRECISION):
        return _Search(dynamics, region).run(effort)


@dataclass
class _Search:
    """The boxes still to look at, and what has been found."""

    dynamics: Dynamics
    region: Sides
    points: list[Cycle] = field(default_factory=list)  # fixed points, stationary or not
    known: list[Box] = field(default_factory=list)  # around each of which is known which it is
    found: list[Cycle] = field(default_factory=list)  # those with ∇f ≠ 0 in the region

    def __post_init__(self) -> None:
        self.probes = Probes(self.dynamics)
        self.map = Map(self.dynamics)
        widest = max(high - low for low, high in self.region)
        self.small = ball(widest * LONGEST)

    def run(self, effort: int) -> Stalls:
        pieces, boxes = deque([whole(Cell(self.region))]), 0
        while pieces and boxes < effort:
            boxes += 1
            pieces.extend(self._unsettled(pieces.popleft()))
        return Stalls(
            region=self.region,
            found=tuple(sorted(self.found, key=lambda stall: stall.points)),
            left=tuple(_sides(piece) for piece in pieces if not self._inside(_box(piece))),
            boxes=boxes,
        )

    def _unsettled(self, piece: Piece) -> Iterator[Piece]:
        """Parts of a piece that hold all of its fixed points of which nothing is known."""
        box = _box(piece)
        if self._inside(box) or self._moving(box):
            return
        small = all(2 * side.rad() <= self.small for side in box)
        rest = self._narrowed(piece, box) if small else piece
        if rest is not None and not self._inside(_box(rest)):
            much = _volume(_sides(rest)) < SHRUNK * _volume(_sides(piece))
            yield from (rest,) if much else rest.halves()

    def _narrowed(self, piece: Piece, box: Box) -> Piece | None:
        """The piece within its image under Krawczyk's operator; None where these are apart."""
        try:
            image = krawczyk(self.map, [side.mid() for side in box], list(box), len(box))
        except (Undecided, ZeroDivisionError):
            return piece
        if not all(side.is_finite() for side in image):
            return piece
        if any(not a.overlaps(b) for a, b in zip(image, box, strict=True)):
            return None
        if all(map(_near, image, box)):
            self._look(box, image)
        bounds = tuple(map(_common, image, piece.bounds))
        return Piece(bounds, piece.depth + 1)

    def _inside(self, box: Box) -> bool:
        return any(all(map(_within, box, other)) for other in self.known)

    def _moving(self, box: Box) -> bool:
        """Whether the estimate vanishes nowhere in the box, stationary points apart."""
        try:
            return not self.probes.vanish(box)
        except Undecided:
            return False

    def _look(self, box: Box, image: Sequence[Ball]) -> None:
        """Note the fixed point to which Newton's method leads from a box, if it is a new one."""
        if any(all(map(_near, map(ball, point.points[0]), box)) for point in self.points):
            return
        found = point_near(self.dynamics, np.array([float(side.mid()) for side in image]))
        if found is None or any(_same(found, point) for point in self.points):
            return
        self.points.append(found)
        if self._told(found):
            self.known.append(self._surroundings(found))

    def _surroundings(self, point: Cycle) -> Box:
        """The largest of some boxes around a fixed point in which there is no other."""
        width = exactly(self.small)
        for _ in range(HALVINGS):
            if _unique(self.dynamics, replace(point, width=width)):
                break
            width /= 2
        else:
            width = point.width
        inside = ball(width) * (1 - flint.arb(2) ** -20)  # the verifier's box is a little smaller
        return tuple(ball(c) + inside * flint.arb(0, 1) for c in point.points[0])

    def _told(self, point: Cycle) -> bool:
        """Whether it is a point with ∇f ≠ 0, which is kept, or is seen to be stationary."""
        row = np.array([float(c) for c in point.points[0]])
        stall = cycle_near(self.dynamics, row[None, :])
        if stall is None:
            return not self.dynamics.method.steered and _stationary(self.dynamics, point)
        if _overlaps(stall, self.region):
            self.found.append(stall)
        return True


def _unique(dynamics: Dynamics, point: Cycle) -> bool:
    """Whether the box of the point holds exactly one fixed point."""
    try:
        return enclosure(Map(dynamics), dynamics, point) is not None
    except (Undecided, ZeroDivisionError):
        return False


def _stationary(dynamics: Dynamics, point: Cycle) -> bool:
    """Whether the box of a fixed point holds a point with ∇f = 0: then it is that point."""
    one = Schedule("1")
    descent = Dynamics(problem=dynamics.problem, method=gradient_descent(), step=one, radius=one)
    return _unique(descent, point)


def _same(a: Cycle, b: Cycle) -> bool:
    """Whether a fixed point that is alone in its box is that of another."""
    pairs = zip(a.points[0], b.points[0], strict=True)
    return all(abs(p - q) <= max(a.width, b.width) for p, q in pairs)


def _overlaps(stall: Cycle, region: Sides) -> bool:
    (point,) = stall.points
    room = stall.width
    return all(low - room <= c <= high + room for c, (low, high) in zip(point, region, strict=True))


def _box(piece: Piece) -> Box:
    return tuple(low.union(high) for low, high in piece.bounds)


def _sides(piece: Piece) -> Sides:
    return tuple((exactly(low), exactly(high)) for low, high in piece.bounds)


def _common(value: Ball, side: tuple[Ball, Ball]) -> tuple[Ball, Ball]:
    """The ends of what is both in a ball and between the ends of a side."""
    low, high = side
    return low.max(value.lower()), high.min(value.upper())


def _near(value: Ball, side: Ball) -> bool:
    """Whether the middle of a ball is in a side, or not far from it."""
    return bool(abs(value.mid() - side.mid()) <= FARTHER * side.rad())


def _within(inner: Ball, outer: Ball) -> bool:
    return bool(outer.contains(inner))
