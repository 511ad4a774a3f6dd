"""Cells that no step leaves: each is cut until every piece of it is seen to stay.

For a range of t, g is enclosed for all of them, and then x⁺ = x − tg is, for each g, between its
values at both ends, at t = 0 x itself. xᵢ⁺ does not exceed what xᵢ does not exceed where gᵢ ≥ 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import flint

from sam_theory.certificates.dynamics import (
    Box,
    Image,
    Place,
    gradients,
    images,
    keeps_contract,
    least_norm,
    values,
)
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Cell, Side, Trap
from sam_theory.certificates.verifier.cells import MOST_PIECES, Piece, contains, unseen, within
from sam_theory.certificates.wording import box_text, number_text, range_text
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, ball, between
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem

PRECISION = 64  # bits


@dataclass(frozen=True, kw_only=True)
class _Question:
    """Whether a trap holds the method."""

    problem: Problem
    method: Method
    trap: Trap


def verify(
    problem: Problem, method: Method, trap: Trap, *, effort: int = MOST_PIECES
) -> Established | Refused:
    """Whether no step leaves the cells, and ‖∇f‖ and f − inf f there are what the trap says.

    `effort` is how many pieces are looked at.
    """
    if not trap.cells or not 0 <= trap.step[0] <= trap.step[1] or not trap.radius[0] >= 0:
        return Refused("a trap needs cells, and ranges of t ≥ 0 and ρ ≥ 0")
    if trap.slope < 0 or trap.gap < 0:
        return Refused("slope and gap must be at least 0")
    if trap.radius[0] > trap.radius[1] or trap.step[1] == 0:
        return Refused("the range of ρ is empty, or no step is taken")
    if any(len(row) != problem.dimension for c in trap.cells for row in (c.x, *(c.state or ()))):
        return Refused(f"a cell must have {problem.dimension} sides")
    if any(c.state is not None and len(c.state) != method.memory for c in trap.cells):
        return Refused(f"a cell must have {method.memory} states, or none")
    question = _Question(problem=problem, method=method, trap=trap)
    with flint.ctx.workprec(PRECISION):
        return _verified(question, effort)


def _verified(question: _Question, effort: int) -> Established | Refused:
    cells = question.trap.cells
    reason = unseen(cells, lambda cell, piece: _unmet(question, cell, piece), effort)
    return Refused(reason) if reason else _established(question)


def _unmet(question: _Question, cell: Cell, piece: Piece) -> str:
    """What is not seen on a piece; empty where all is."""
    problem, trap = question.problem, question.trap
    place = piece.place(question.method, problem.dimension)
    if not all(least >= ball(trap.gap) for least in _gaps(problem, trap, place.x)):
        return f"f − inf f ≥ {number_text(trap.gap)} is not seen"
    steep = _steep(problem, trap, place.x)
    if not steep and not trap.again:
        return f"‖∇f‖ ≥ {number_text(trap.slope)} is not seen"
    if not _stays(question, cell, place):
        return "a step may leave the cells"
    if not steep and not _steep_after(question, place):
        return f"‖∇f‖ ≥ {number_text(trap.slope)} is not seen, nor after a step"
    return ""


def _gaps(problem: Problem, trap: Trap, x: Box) -> Iterator[Ball]:
    """Lower bounds of f − inf f on the box, where anything is said of it."""
    if trap.gap == 0:
        return
    fact = problem.facts.infimum
    if fact is None:
        raise Undecided("inf f is not known")
    yield from (value.lower() - ball(fact.value.upper) for value in values(problem, x))


def _steep(problem: Problem, trap: Trap, x: Box) -> bool:
    return all(least_norm(slope) >= ball(trap.slope) for slope in gradients(problem, x))


def _steep_after(question: _Question, place: Place) -> bool:
    step = between(*question.trap.step)
    return all(
        _steep(question.problem, question.trap, image.place.x)
        for image in _images(question, place, step)
    )


def _stays(question: _Question, cell: Cell, place: Place) -> bool:
    """Whether every step from the place ends in a cell."""
    low, high = question.trap.step
    cells: Sequence[Cell] = question.trap.cells
    found = _images(question, place, between(low, high))
    if low == high or cell.state is not None:
        return all(any(contains(each, image.place) for each in cells) for image in found)
    return all(_held(question, cell, place, image) for image in found)


def _held(question: _Question, cell: Cell, place: Place, image: Image) -> bool:
    """Whether x − tg ends in one cell for every t of the range and the g of an image."""
    if not keeps_contract(place, image, between(*question.trap.step)):
        return False
    ends = [ball(t) for t in question.trap.step if t > 0]
    after = [tuple(x - t * g for x, g in zip(place.x, image.estimate, strict=True)) for t in ends]
    if all(all(map(_side_holds, cell.x, x, image.estimate)) for x in after):
        return True
    others = question.trap.cells if question.trap.step[0] > 0 else ()
    return any(all(all(map(within, each.x, x)) for x in after) for each in others)


def _side_holds(side: Side, after: Ball, slope: Ball) -> bool:
    """Whether xᵢ⁺ is between the ends, given that xᵢ is."""
    above = slope <= 0 or ball(side[0]).upper() <= after.lower()
    below = slope >= 0 or after.upper() <= ball(side[1]).lower()
    return bool(above and below and after.is_finite())


def _images(question: _Question, place: Place, step: Ball) -> Iterator[Image]:
    return images(question.problem, question.method, place, step, between(*question.trap.radius))


def _established(question: _Question) -> Established:
    trap, method = question.trap, question.method
    where = " ∪ ".join(box_text(cell.x) for cell in trap.cells)
    draws = "whatever is drawn, " if method.random else ""
    text = (
        f"{draws}no step with t {range_text(trap.step)} and ρ {range_text(trap.radius)} leaves "
        f"{where}"
    )
    told = []
    if trap.slope > 0:
        of = "of every xᵏ or xᵏ⁺¹" if trap.again else "there"
        told.append(f"‖∇f‖ ≥ {number_text(trap.slope)} {of}")
    if trap.gap > 0:
        told.append(f"f − inf f ≥ {number_text(trap.gap)} there")
    excepted = trap.again or trap.slope == 0
    if excepted:
        told.append("unless a run hits a point with ∇f = 0")
    return Established(
        text=", ".join([text, *told]),
        slope=Fraction(0) if trap.again else trap.slope,
        recurring=trap.slope,
        gap=trap.gap,
        bounded=True,
        unless_stationary=excepted,
    )
