"""Steps that together are too short to leave a cell: Σtₖ against the way to where ‖∇f‖ is small.

Σ_{k≥K} tₖ ≤ Σ_{k≥K} (U(k) − U(k+1)) ≤ U(K) for any U ≥ 0 that falls by at least tₖ at each k: no
integral is needed. While x stays in the cell, gₖ stays in a box G, so that xᵏ − x^K lies in −s·G
for some s ∈ [0, U(K)] in each coordinate; where that does not lead out of the cell, x stays there.
"""

from __future__ import annotations

from fractions import Fraction

import flint

from sam_theory.asymptotics import trees
from sam_theory.certificates.dynamics import (
    Box,
    Dynamics,
    gradients,
    images,
    keeps_contract,
    least_norm,
)
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Cell, Short, Sides
from sam_theory.certificates.ranges import formula_of, holds_from, number_at, stays_in
from sam_theory.certificates.verifier.cells import Piece, unseen, within
from sam_theory.certificates.verifier.values import accumulation
from sam_theory.certificates.wording import box_text, number_text, range_text
from sam_theory.errors import UsageError
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.jets import ball, between

PRECISION = 64  # bits


def verify(dynamics: Dynamics, short: Short) -> Established | Refused:
    """Whether no run that is inside at k = `since` leaves the cell, and ‖∇f‖ ≥ `slope` there."""
    reason = _malformed(dynamics, short) or _too_long(dynamics.step, short)
    if not reason and not stays_in(dynamics.radius, short.radius, short.since):
        reason = f"ρ {range_text(short.radius)} is not seen for all k ≥ {short.since}"
    if not reason and not _held(short):
        reason = "the steps may lead out of the cell"
    if reason:
        return Refused(reason)
    with flint.ctx.workprec(PRECISION):
        reason = unseen((Cell(short.cell.x),), lambda _, piece: _flat(dynamics, short, piece))
        reason = reason or unseen((short.cell,), lambda _, piece: _fast(dynamics, short, piece))
        return Refused(reason) if reason else _established(dynamics, short)


def _malformed(dynamics: Dynamics, short: Short) -> str:
    n, cell = dynamics.problem.dimension, short.cell
    rows: tuple[Sides, ...] = (cell.x, short.inside, short.speeds, *(cell.state or ()))
    if any(len(row) != n for row in rows):
        return f"a cell, what is inside of it and the speeds must have {n} sides"
    if cell.state is not None and len(cell.state) != dynamics.method.memory:
        return f"a cell must have {dynamics.method.memory} boxes of states, or none"
    if any(low > high for row in (*rows, (short.radius,)) for low, high in row):
        return "a range is empty"
    if not (short.slope > 0 and short.total >= 0 and 1 <= short.valid <= short.since):
        return "the slope must be positive, the total at least 0, and 1 ≤ valid ≤ since"
    return "" if short.radius[0] >= 0 else "the range of ρ must be nonnegative"


# ---- the sum of the steps


def _too_long(step: Schedule, short: Short) -> str:
    """Why Σ_{k≥since} tₖ ≤ `total` is not seen; empty where it is."""
    reason = no_majorant(step, short.majorant, short.valid)
    if reason:
        return reason
    found = number_at(Schedule(short.majorant), short.since)
    if found is None or not found[1] <= short.total:
        total = number_text(short.total, upwards=True)
        return f"Σtₖ ≤ U(k) ≤ {total} is not seen at k = {short.since}"
    return ""


def no_majorant(step: Schedule, majorant: str, valid: int) -> str:
    """Why U ≥ 0 and U(k) − U(k+1) ≥ tₖ ≥ 0 are not seen for all k ≥ valid; empty where they are."""
    try:
        t, u = formula_of(step), formula_of(Schedule(majorant))
    except UsageError as error:
        return str(error)
    if t is None or u is None:
        return "tₖ and the majorant must be formulas in k, with known constants"
    if not (holds_from(u, valid) and holds_from(t, valid)):
        return f"tₖ ≥ 0 and U ≥ 0 are not seen for all k ≥ {valid}"
    fall = trees.sub(u, trees.at(u, trees.add(trees.K, trees.ONE)))
    if not holds_from(trees.sub(fall, t), valid):
        return f"U(k) − U(k+1) ≥ tₖ is not seen for all k ≥ {valid}"
    return ""


# ---- the cell


def _held(short: Short) -> bool:
    """Whether what is inside remains in the cell as long as gₖ is in the box of the speeds."""
    reach = reached(short.inside, short.speeds, short.total)
    return all(a[0] <= b[0] and b[1] <= a[1] for a, b in zip(short.cell.x, reach, strict=True))


def reached(inside: Sides, speeds: Sides, total: Fraction) -> Sides:
    """The sides of x − Σtₖgₖ for x in `inside`, gₖ in `speeds`, Σtₖ ≤ total."""
    zero = Fraction(0)
    return tuple(
        (low - total * max(fast, zero), high - total * min(slow, zero))
        for (low, high), (slow, fast) in zip(inside, speeds, strict=True)
    )


def _flat(dynamics: Dynamics, short: Short, piece: Piece) -> str:
    """That ‖∇f‖ ≥ `slope` is not seen on a piece of x; empty where it is."""
    slopes = gradients(dynamics.problem, piece.place(dynamics.method, len(short.inside)).x)
    steep = all(least_norm(slope) >= ball(short.slope) for slope in slopes)
    return "" if steep else f"‖∇f‖ ≥ {number_text(short.slope)} is not seen"


def _fast(dynamics: Dynamics, short: Short, piece: Piece) -> str:
    """What is not seen of steps from a piece; empty where all is.

    No tₖ from `since` on exceeds the total, and gₖ and the states are those of all such tₖ.
    """
    problem, method, state = dynamics.problem, dynamics.method, short.cell.state
    place = piece.place(method, problem.dimension)
    step, radius = between(0, short.total), between(*short.radius)
    for image in images(problem, method, place, step, radius):
        if not keeps_contract(place, image, step):
            return "the step is not x⁺ = x − tg"
        if not _in(short.speeds, image.estimate):
            return "the speeds are not seen"
        if state is not None and not all(map(_in, state, image.place.state)):
            return "the state may leave the cell"
    return ""


def _in(sides: Sides, box: Box) -> bool:
    return all(within(side, value) for side, value in zip(sides, box, strict=True))


def _established(dynamics: Dynamics, short: Short) -> Established:
    whole = tuple(between(low, high) for low, high in short.cell.x)
    gap, _ = accumulation(dynamics.problem, [whole])
    draws = "whatever is drawn, " if dynamics.method.random else ""
    total = number_text(short.total, upwards=True)
    return Established(
        text=(
            f"{draws}Σtₖ ≤ {total} from k = {short.since} on, so that xᵏ, then in "
            f"{box_text(short.inside)}, converges in {box_text(short.cell.x)}, where "
            f"‖∇f‖ ≥ {number_text(short.slope)}"
        ),
        slope=short.slope,
        recurring=short.slope,
        gap=gap,
        bounded=True,
    )
