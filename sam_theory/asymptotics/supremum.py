"""The supremum of a sequence over all k >= 1, bracketed, and exact wherever it is attained."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sam_theory.asymptotics.constants import Constant, bracket, compare
from sam_theory.asymptotics.enclosing import enclose
from sam_theory.asymptotics.everywhere import at_most_beyond
from sam_theory.asymptotics.formula import CONSTANTS, Node
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.outcome import Budget, Undecidable
from sam_theory.asymptotics.pointwise import value_at

FIRST = 16  # k looked at one by one before ranges are tried
SMALL = 8  # indices of a range that are looked at one by one
DOUBLINGS = 64  # ranges (2ʲ, 2ʲ⁺¹] tried
CELLS = 400  # ranges and points looked at
PRECISION = 96  # bits of a closed form that is compared
CLOSE = 1 + Fraction(1, 2**48)  # a bracket as narrow as this is not refined


@dataclass(frozen=True)
class Supremum:
    """low <= sup <= high; `at` is a k at which low is attained, None if low is a limit."""

    low: Constant
    at: int | None
    high: Constant

    @property
    def exact(self) -> bool:
        """Whether the supremum is known exactly."""
        return self.low == self.high


def supremum(budget: Budget, node: Node, limsup: Constant | None) -> Supremum:
    """Brackets sup aₖ, given lim sup aₖ or a lower bound of it (None: it is −∞).

    Raises Undefined where some aₖ is seen to be undefined, Undecidable where no bracket is found.
    """
    unknown = [name for name in CONSTANTS if node.contains(name)]
    if unknown:
        raise Undecidable(f"the supremum depends on {' and '.join(unknown)}")
    search = _Search(budget, node, value_at(node, 1), top=_top(node, 1, None))
    for k in range(2, FIRST + 1):
        search.look_at(k)
    rest = search.rest(limsup)
    low, at = search.best, search.at
    if limsup is not None and compare(limsup, low) > 0:
        low, at = limsup, None
    return Supremum(low, at, _larger(low, _larger(search.seen, rest)))


@dataclass
class _Search:
    """The largest value so far, at `at`; `seen` bounds the values of all ranges left behind."""

    budget: Budget
    node: Node
    best: Constant
    top: Fraction | None  # of all values
    at: int | None = 1
    cells: int = CELLS

    def __post_init__(self) -> None:
        self.seen = self.best

    def rest(self, limsup: Constant | None) -> Constant:
        """An upper bound of all values that `seen` does not bound."""
        start = FIRST + 1
        for _ in range(DOUBLINGS):
            top = _top(self.node, start, None)
            least = self.best if limsup is None else _larger(self.best, limsup)
            if top is not None and _close(top, least):
                return Constant(top)
            if at_most_beyond(self.budget, self.node, least, start):
                return least
            self._within(start, 2 * (start - 1))
            if self.cells < 0:
                break
            start = 2 * (start - 1) + 1
        top = _top(self.node, start, None) if self.cells >= 0 else self.top
        if top is None:
            raise Undecidable("no bound was found that holds for all large k")
        return Constant(top)

    def _within(self, first: int, last: int) -> None:
        self.budget.spend()
        self.cells -= 1
        if self.cells < 0:
            return
        top = _top(self.node, first, last)
        if top is not None and _close(top, self.best):
            self.seen = _larger(self.seen, Constant(top))
            return
        if last - first < SMALL:
            for k in range(first, last + 1):
                self.look_at(k)
            return
        middle = (first + last) // 2
        self._within(first, middle)
        self._within(middle + 1, last)

    def look_at(self, k: int) -> None:
        """Compare the value at one k with the best so far."""
        top = _top(self.node, k, k)
        if top is not None and compare(Constant(top), self.best) <= 0:
            return
        value = value_at(self.node, k)
        if compare(value, self.best) > 0:
            self.best, self.at = value, k
            self.seen = _larger(self.seen, value)


def _top(node: Node, first: int, last: int | None) -> Fraction | None:
    high = None if last is None else Fraction(last)
    try:
        return enclose(node, Interval(Fraction(first), high, False, last is None)).high
    except Unclear:
        return None


def _close(top: Fraction, low: Constant) -> bool:
    value = bracket(low, PRECISION)[0]
    return top <= (value * CLOSE if value > 0 else value)


def _larger(a: Constant, b: Constant) -> Constant:
    return a if compare(a, b) >= 0 else b
