"""Cells whose ends are formulas in k: whether step k leads from those at k into those at k + 1.

A coordinate is a parameter between these ends. What a step makes of it is a formula in k and in the
parameters, of which is shown that it lies between the ends at k + 1 for all k ≥ K and all values of
the parameters at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import CONSTANTS, Node
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.dynamics import Dynamics, Place
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Moving, MovingCell, MovingSide
from sam_theory.certificates.ranges import (
    bounded,
    bounds_from,
    defined_from,
    formula_of,
    tends_to_infinity,
    value_at,
)
from sam_theory.certificates.verifier.cells import within
from sam_theory.certificates.verifier.quotients import Quotient, Span
from sam_theory.certificates.verifier.signs import Region
from sam_theory.certificates.verifier.stepping import Row, Spot, gradient, steps, value
from sam_theory.certificates.verifier.symbols import Symbol
from sam_theory.certificates.wording import number_text
from sam_theory.errors import UsageError
from sam_theory.setting.choices import Undecided


@dataclass(frozen=True, kw_only=True)
class _Question:
    """Whether moving cells hold the method."""

    dynamics: Dynamics
    moving: Moving
    step: Node
    radius: Node


def verify(dynamics: Dynamics, moving: Moving) -> Established | Refused:
    """Whether every step leads on, and ‖∇f‖, ‖x‖ and f − inf f are what is said of them."""
    try:
        reason = _malformed(dynamics, moving) or _undefined(dynamics, moving)
        if reason:
            return Refused(reason)
        step, radius = formula_of(dynamics.step), formula_of(dynamics.radius)
        assert step is not None
        assert radius is not None
        question = _Question(dynamics=dynamics, moving=moving, step=step, radius=radius)
        for cell in moving.cells:
            reason = _unmet(question, cell)
            if reason:
                return Refused(reason)
        return _established(question)
    except (Undecided, UsageError, ZeroDivisionError) as error:
        return Refused(str(error))


# ---- what is said must be sayable


def _malformed(dynamics: Dynamics, moving: Moving) -> str:
    n, memory = dynamics.problem.dimension, dynamics.method.memory
    if not moving.cells or moving.start < 1 or moving.gap < 0:
        return "moving cells must be some, from k ≥ 1 on, with a gap ≥ 0"
    if any(len(cell.state) != memory for cell in moving.cells):
        return f"a cell must have {memory} boxes of the method's state"
    if any(len(row) != n for cell in moving.cells for row in (cell.x, *cell.state)):
        return f"a cell must have {n} sides"
    return ""


def _undefined(dynamics: Dynamics, moving: Moving) -> str:
    """Which formula is not shown to be defined for all k ≥ K; empty where each is."""
    nodes = [formula_of(dynamics.step), formula_of(dynamics.radius)]
    ends = [end for cell in moving.cells for side in _sides(cell) for end in side]
    nodes += [_read(text) for text in (*ends, moving.slope, moving.size) if text is not None]
    for node in nodes:
        if node is None or any(node.contains(constant) for constant in CONSTANTS):
            return "steps, radii and ends must be formulas in k with known constants"
        if not defined_from(node, moving.start):
            return f"a formula is not shown to be defined for all k ≥ {moving.start}"
    return ""


def _read(text: str) -> Node:
    return parse(text)


def _sides(cell: MovingCell) -> tuple[MovingSide, ...]:
    return tuple(side for row in (cell.x, *cell.state) for side in row)


# ---- the cells at k, as symbols


def _spot(region: Region, cell: MovingCell) -> Spot:
    """Every point of the cell."""
    x, *state = (tuple(_symbol(region, side) for side in row) for row in (cell.x, *cell.state))
    return Spot(x, tuple(state))


def _symbol(region: Region, side: MovingSide) -> Symbol:
    field = region.field
    low, high = (None if end is None else field.formula(_read(end)) for end in side)
    if low is not None and high is not None:
        length = field.subtract(high, low)
        if length.number == 0:
            return Symbol(low, region)
        if not region.nonnegative(length):
            raise Undecided(f"[{side[0]}, {side[1]}] is not shown to be an interval")
    return Symbol(region.parameter(Span(low, high)), region)


# ---- what is to be shown


def _unmet(question: _Question, cell: MovingCell) -> str:
    """What is not seen of a cell; empty where all is."""
    region = Region(question.moving.start)
    spot = _spot(region, cell)
    if not _steep(question, spot.x):
        return f"‖∇f‖ ≥ {question.moving.slope} is not seen"
    if not _large(question, spot.x):
        return f"‖x‖ ≥ {question.moving.size} is not seen"
    if not _high(question, spot.x):
        return f"f − inf f ≥ {number_text(question.moving.gap)} is not seen"
    step, radius = (region.field.formula(node) for node in (question.step, question.radius))
    method, problem = question.dynamics.method, question.dynamics.problem
    for image, _ in steps(problem, method, spot, step, radius):
        if not any(_leads(region, image, target) for target in question.moving.cells):
            return "a step may leave the cells"
    return ""


def _leads(region: Region, image: Spot, target: MovingCell) -> bool:
    """Whether the image lies in the cell at k + 1."""
    return all(
        region.nonnegative(difference)
        for symbol, side in zip(image.row, _sides(target), strict=True)
        for difference in _inside(region, symbol, side)
    )


def _inside(region: Region, symbol: Symbol, side: MovingSide) -> Iterator[Quotient]:
    """What must be at least 0 where the symbol is between the ends at k + 1."""
    field, after = region.field, trees.add(trees.K, trees.ONE)
    low, high = (
        None if end is None else field.formula(trees.at(_read(end), after)) for end in side
    )
    if low is not None:
        yield field.subtract(symbol.value, low)
    if high is not None:
        yield field.subtract(high, symbol.value)


def _steep(question: _Question, x: Row) -> bool:
    if _read(question.moving.slope) == trees.ZERO:
        return True
    return _at_least(gradient(question.dynamics.problem, x), question.moving.slope)


def _large(question: _Question, x: Row) -> bool:
    return _read(question.moving.size) == trees.ZERO or _at_least(x, question.moving.size)


def _at_least(row: Row, bound: str) -> bool:
    """Whether the norm is at least the bound: one coordinate is, or the sum of squares says so."""
    region = row[0].region
    least = Symbol(region.field.formula(_read(bound)), region)
    if any(region.nonnegative((sign * each - least).value) for each in row for sign in (1, -1)):
        return True
    squares = sum((each * each for each in row[1:]), row[0] * row[0])
    return region.nonnegative((squares - least * least).value)


def _high(question: _Question, x: Row) -> bool:
    gap, fact = question.moving.gap, question.dynamics.problem.facts.infimum
    if gap == 0:
        return True
    if fact is None:
        raise Undecided("inf f is not known")
    above = value(question.dynamics.problem, x) - fact.value.upper - gap
    return above.region.nonnegative(above.value)


# ---- what follows


def _established(question: _Question) -> Established:
    moving, start = question.moving, question.moving.start
    slope, size = _read(moving.slope), _read(moving.size)
    low, _ = bounds_from(slope, start)
    least = max(low or Fraction(0), Fraction(0))
    escapes = tends_to_infinity(size)
    where = " ∪ ".join(map(_cell_text, moving.cells))
    told = [f"for all k ≥ {start}, step k leads from S(k) into S(k + 1), S(k) = {where}"]
    if slope != trees.ZERO:
        told.append(f"‖∇f(xᵏ)‖ ≥ {moving.slope}")
    if size != trees.ZERO:
        told.append(f"‖xᵏ‖ ≥ {moving.size}{' → ∞' if escapes else ''}")
    if moving.gap > 0:
        told.append(f"f(xᵏ) − inf f ≥ {number_text(moving.gap)}")
    return Established(
        text=", ".join(told),
        slope=least,
        recurring=least,
        gap=moving.gap,
        bounded=all(_bounded(side) for cell in moving.cells for side in cell.x),
        escapes=escapes,
        unless_stationary=not all(_moves(question, cell) for cell in moving.cells),
    )


def _moves(question: _Question, cell: MovingCell) -> bool:
    """Whether ∇f is shown to vanish nowhere in the cell."""
    spot = _spot(Region(question.moving.start), cell)
    return any(symbol.nonzero for symbol in gradient(question.dynamics.problem, spot.x))


def _bounded(side: MovingSide) -> bool:
    return all(end is not None and bounded(_read(end)) for end in side)


def _cell_text(cell: MovingCell) -> str:
    return " × ".join(map(_side_text, cell.x))


def _side_text(side: MovingSide) -> str:
    low, high = side
    opening = "(−∞" if low is None else f"[{low}"
    return f"{opening}, {'∞)' if high is None else f'{high}]'}"


# ---- entries


def inside(moving: Moving, place: Place, k: int) -> bool:
    """Whether the place certainly lies in a cell at k."""
    row = [side for box in place.boxes for side in box]
    return k >= moving.start and any(
        all(_between(side, ball, k) for side, ball in zip(_sides(cell), row, strict=True))
        for cell in moving.cells
    )


def _between(side: MovingSide, ball: object, k: int) -> bool:
    """Whether a ball is certainly between the ends at k."""
    low, high = (None if end is None else value_at(_read(end), k) for end in side)
    if (low is None) != (side[0] is None) or (high is None) != (side[1] is None):
        return False  # an end has no known number
    return within((None if low is None else low[1], None if high is None else high[0]), ball)
