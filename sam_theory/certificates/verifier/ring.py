"""A ring in the plane that no step leaves: it is cut until every piece of it is seen to stay.

Where all directions are alike, SAM with constants ends on a circle of two-cycles, none of which
attracts alone. In polar coordinates the distance from the center that a step leads to hardly
depends on the angle; its square h is enclosed by the mean value theorem: h(r, θ) is in
h(m) + h′(P)(P − m) for a piece P with the midpoint m.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from sam_theory.certificates.dynamics import Dynamics, Place, stepped
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Ring
from sam_theory.certificates.ranges import stays_in
from sam_theory.certificates.verifier.cells import Piece, within
from sam_theory.certificates.wording import number_text, point_text, range_text
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jet_arrays import variables
from sam_theory.setting.jets import Ball, Jet, ball, between
from sam_theory.setting.method import Method
from sam_theory.setting.number_arrays import NumberArray, array_of
from sam_theory.setting.problem import Problem

PRECISION = 64  # bits
MOST_PIECES = 3000  # looked at in all
DEEPEST = 40  # cuts, one after the other
ROUND = Fraction(63, 10)  # more than 2π


@dataclass(frozen=True, kw_only=True)
class _Question:
    """Whether a ring holds the method."""

    problem: Problem
    method: Method
    ring: Ring


def verify(
    problem: Problem, method: Method, ring: Ring, *, effort: int = MOST_PIECES
) -> Established | Refused:
    """Whether no step leaves the ring, and ‖∇f‖ there is what it says.

    `effort` is how many pieces are looked at.
    """
    if problem.dimension != 2 or len(ring.center) != 2:
        return Refused("a ring lies in the plane")
    if method.random or method.memory:
        return Refused("a ring is for methods that draw nothing and keep no state")
    if not 0 < ring.ends[0] <= ring.ends[1]:
        return Refused("a ring needs ends, low and high, above 0")
    if not 0 < ring.step[0] <= ring.step[1] or not 0 <= ring.radius[0] <= ring.radius[1]:
        return Refused("a ring needs ranges of t > 0 and ρ ≥ 0")
    if ring.slope <= 0:
        return Refused("the slope must be above 0")
    question = _Question(problem=problem, method=method, ring=ring)
    with flint.ctx.workprec(PRECISION):
        return _verified(question, effort)


def inside(dynamics: Dynamics, ring: Ring, place: Place, k: int) -> bool:
    """Whether x is in the ring, and from then on tₖ and ρₖ in their ranges."""
    x, y = (a - ball(c) for a, c in zip(place.x, ring.center, strict=True))
    return (
        _between(ring, x * x + y * y)
        and stays_in(dynamics.step, ring.step, k)
        and stays_in(dynamics.radius, ring.radius, k)
    )


def _verified(question: _Question, left: int) -> Established | Refused:
    low, high = question.ring.ends
    turn = (ball(0), ball(ROUND).upper())
    stack = [Piece(((ball(low).lower(), ball(high).upper()), turn))]
    while stack:
        piece, left = stack.pop(), left - 1
        reason, longest = _unmet(question, piece)
        if not reason:
            continue
        if left <= 0 or piece.depth >= DEEPEST:
            (a, b), (c, d) = ((float(x), float(y)) for x, y in piece.bounds)
            return Refused(f"{reason} at r in [{a:.6g}, {b:.6g}], θ in [{c:.6g}, {d:.6g}]")
        stack.extend(piece.halves(longest))
    return _established(question)


def _unmet(question: _Question, piece: Piece) -> tuple[str, int]:
    """What is not seen on a piece, empty where all is; and the side that blurs it most."""
    ring = question.ring
    middle = [((low + high) / 2).mid() for low, high in piece.bounds]
    sides = [between(low, high) for low, high in piece.bounds]
    lengths = [sides[0].rad(), sides[1].rad() * sides[0].upper()]  # along r, and across
    try:
        after, slope = _squares(question, sides)
        after_middle, slope_middle = _squares(question, middle)
    except Undecided as undecided:
        return str(undecided), _greater(lengths)
    offset = [side - m for side, m in zip(sides, middle, strict=True)]
    steep, blur = _mean_value(slope, slope_middle, offset)
    if not steep.lower() >= ball(ring.slope**2).upper():
        return f"‖∇f‖ ≥ {number_text(ring.slope)} is not seen", _greater(blur or lengths)
    square, blur = _mean_value(after, after_middle, offset)
    if not _between(ring, square):
        return "a step may leave the ring", _greater(blur or lengths)
    return "", 0


def _squares(question: _Question, polar: Sequence[Ball]) -> tuple[Jet, Jet]:
    """The squared distance from the center after a step, and ‖∇f‖² before, as jets in r and θ."""
    problem, ring = question.problem, question.ring
    center = [ball(c) for c in ring.center]
    row = _point(center, polar)
    t, rho = between(*ring.step), between(*ring.radius)
    after = stepped(problem, question.method, row, t, rho) - np.array(center, dtype=object)
    slopes = np.asanyarray(problem.gradient(row[None, :]))[0]
    return _square(after), _square(slopes)


def _square(vector: Any) -> Jet:
    a, b = vector
    square: Jet = a * a + b * b
    return square


def _point(center: Sequence[Ball], polar: Sequence[Ball]) -> NumberArray:
    """c + r(cos θ, sin θ), as jets in r and θ."""
    r, angle = variables(polar)
    return array_of([r * angle.cos() + center[0], r * angle.sin() + center[1]])


def _mean_value(over: Jet, middle: Jet, offset: Sequence[Ball]) -> tuple[Ball, list[Ball]]:
    """What encloses the value on a piece, and how much each side blurs it, if that is known."""
    shares = [slope * o for slope, o in zip(over.slopes, offset, strict=True)]
    found, blur = middle.value + shares[0] + shares[1], [share.rad() for share in shares]
    if not (found.is_finite() and over.value.is_finite()):
        return over.value, []
    low, high = found.lower().max(over.value.lower()), found.upper().min(over.value.upper())
    return between(low, high), blur


def _greater(sizes: Sequence[Any]) -> int:
    return int(float(sizes[1]) > float(sizes[0]))


def _between(ring: Ring, square: Ball) -> bool:
    """Whether the distances with this square are certainly all between the ends."""
    low, high = ring.ends
    return within((low**2, high**2), square)


def _established(question: _Question) -> Established:
    ring = question.ring
    low, high = map(float, ring.ends)
    center = point_text(tuple(map(ball, ring.center)))
    return Established(
        text=f"no step with t {range_text(ring.step)} and ρ {range_text(ring.radius)} leaves "
        f"{low:.6g} ≤ ‖x − c‖ ≤ {high:.6g}, c = {center}, ‖∇f‖ ≥ {number_text(ring.slope)} there",
        slope=ring.slope,
        recurring=ring.slope,
        bounded=True,
    )
