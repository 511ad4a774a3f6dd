"""The supremum of a sequence over all k >= 1, bracketed, and exact wherever it is attained."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sam_theory.deciding.constants import Constant, compare
from sam_theory.deciding.intervals import Interval, Unclear, enclose
from sam_theory.deciding.outcome import Budget, Undecidable
from sam_theory.deciding.pointwise import value_at
from sam_theory.formula import Node

FIRST = 16  # k looked at one by one before ranges are tried
SMALL = 8  # indices of a range that are looked at one by one
DOUBLINGS = 64  # ranges (2ʲ, 2ʲ⁺¹] tried
CELLS = 1500  # ranges and points looked at
CLOSE = 1 + Fraction(1, 2**48)  # a bracket as narrow as this is not refined


@dataclass
class Supremum:
    """low <= sup <= high; `at` is a k at which low is attained, None if low is a limit."""

    low: Constant
    at: int | None
    high: Constant
    cells: int = CELLS

    @property
    def exact(self) -> bool:
        """Whether the supremum is known exactly."""
        return self.low == self.high


def supremum(budget: Budget, node: Node, limsup: Constant) -> Supremum:
    """Brackets sup aₖ, given lim sup aₖ or a lower bound of it.

    Raises Undefined where some aₖ is undefined, Undecidable where no bracket is found.
    """
    found = Supremum(value_at(node, 1), 1, value_at(node, 1))
    for k in range(2, FIRST + 1):
        _at(found, node, k)
    start = FIRST + 1
    for _ in range(DOUBLINGS):
        budget.spend()
        top = _top(node, start, None)
        if top is not None and _close(top, _larger(found.low, limsup)):
            return _with_rest(found, limsup, top)
        _within(budget, found, node, start, 2 * (start - 1))
        start = 2 * (start - 1) + 1
    top = _top(node, start, None)
    if top is None:
        raise Undecidable("no bound was found that holds for all large k")
    return _with_rest(found, limsup, top)


def _with_rest(found: Supremum, limsup: Constant, top: Fraction) -> Supremum:
    if compare(limsup, found.low) > 0:
        found.low, found.at = limsup, None
    found.high = _larger(_larger(found.high, found.low), Constant(top))
    if compare(found.high, found.low) > 0 and compare(Constant(top), found.low) <= 0:
        found.high = _larger(found.low, found.high)
    return found


def _within(budget: Budget, found: Supremum, node: Node, first: int, last: int) -> None:
    budget.spend()
    found.cells -= 1
    if found.cells < 0:
        raise Undecidable("too many ranges of k had to be looked at")
    top = _top(node, first, last)
    if top is not None and _close(top, found.low):
        found.high = _larger(found.high, Constant(top))
        return
    if last - first < SMALL:
        for k in range(first, last + 1):
            _at(found, node, k)
        return
    middle = (first + last) // 2
    _within(budget, found, node, first, middle)
    _within(budget, found, node, middle + 1, last)


def _at(found: Supremum, node: Node, k: int) -> None:
    value = value_at(node, k)
    if compare(value, found.low) > 0:
        found.low, found.at = value, k
        found.high = _larger(found.high, value)


def _top(node: Node, first: int, last: int | None) -> Fraction | None:
    high = None if last is None else Fraction(last)
    try:
        return enclose(node, Interval(Fraction(first), high, False, last is None)).high
    except Unclear:
        return None


def _close(top: Fraction, low: Constant) -> bool:
    value = low.rational
    bound = value if value is not None else Fraction(float(low))
    if value is None:
        return top <= bound * CLOSE if bound > 0 else top <= bound / CLOSE
    return top <= (value * CLOSE if value > 0 else value)


def _larger(a: Constant, b: Constant) -> Constant:
    return a if compare(a, b) >= 0 else b
