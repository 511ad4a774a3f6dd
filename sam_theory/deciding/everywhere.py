"""What holds at every k = 1, 2, …: single k, then ranges, then all the rest at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.deciding.classes import specialised
from sam_theory.deciding.constants import Constant, sign
from sam_theory.deciding.growth import Growth
from sam_theory.deciding.intervals import Interval, Unclear, enclose
from sam_theory.deciding.modulus import Blocks, blocks, period
from sam_theory.deciding.outcome import Budget, Undecidable, Undefined
from sam_theory.deciding.pointwise import value_at
from sam_theory.deciding.rest import Rest
from sam_theory.formula import Node

FIRST = 16  # k looked at one by one before ranges are tried
SMALL = 8  # indices of a range that are looked at one by one
DOUBLINGS = 64  # ranges (2ʲ, 2ʲ⁺¹] tried before the rest is given up
MOST_CLASSES = 512  # residue classes tried one by one
LAST_CERTIFIED = 2**12  # beyond which no expansion is tried: the k below are looked at one by one
ANYTHING = Interval(None, None, True, True)
CELLS = 3000  # ranges and points looked at


@dataclass(frozen=True)
class Violation:
    """The least k at which a property fails, and how."""

    k: int
    reason: str


@dataclass
class Survey:
    """Looks for the least k at which a formula fails a property.

    `settles(range)` says that the property holds throughout an interval of values; `fails(value)`
    describes a failure at one value, or is None; `beyond(K)` may prove the property for all k >= K.
    """

    node: Node
    settles: Callable[[Interval], bool]
    fails: Callable[[Constant], str | None]
    beyond: Callable[[int], bool]
    budget: Budget
    first: int = 1
    cells: int = CELLS

    def first_violation(self) -> Violation | None:
        """The least k at which the property fails; None if it holds at every k.

        Raises Undecidable if neither is established.
        """
        if self._settled(self.first, None) or self.beyond(self.first):
            return None
        for k in range(self.first, FIRST + 1):
            if (found := self._at(k)) is not None:
                return found
        start = FIRST + 1
        for _ in range(DOUBLINGS):
            if self._settled(start, None) or self.beyond(start):
                return None
            if (found := self._within(start, 2 * (start - 1))) is not None:
                return found
            start = 2 * (start - 1) + 1
        raise Undecidable("it could not be established at once for all k beyond 2^64")

    def _within(self, first: int, last: int) -> Violation | None:
        if self._settled(first, last):
            return None
        if last - first < SMALL:
            found = (self._at(k) for k in range(first, last + 1))
            return next((violation for violation in found if violation is not None), None)
        middle = (first + last) // 2
        return self._within(first, middle) or self._within(middle + 1, last)

    def _settled(self, first: int, last: int | None) -> bool:
        self._spend()
        high = None if last is None else Fraction(last)
        try:
            return self.settles(
                enclose(self.node, Interval(Fraction(first), high, False, last is None))
            )
        except Unclear:
            return False

    def _at(self, k: int) -> Violation | None:
        self._spend()
        try:
            reason = self.fails(value_at(self.node, k))
        except Undefined as undefined:
            reason = f"it is undefined ({undefined})"
        return None if reason is None else Violation(k, reason)

    def _spend(self) -> None:
        self.budget.spend()
        self.cells -= 1
        if self.cells < 0:
            raise Undecidable("too many ranges of k had to be looked at")


def not_positive(budget: Budget, node: Node) -> Violation | None:
    """The least k at which the formula is undefined or not positive; None if there is none."""

    def fails(value: Constant) -> str | None:
        return None if sign(value) > 0 else f"it is {value}, not positive"

    def settles(values: Interval) -> bool:
        return values.positive

    return _first(budget, node, settles, fails)


def undefined(budget: Budget, node: Node) -> Violation | None:
    """The least k at which the formula is undefined; None if there is none."""
    return _first(budget, node, lambda values: True, lambda value: None)


def _first(
    budget: Budget,
    node: Node,
    settles: Callable[[Interval], bool],
    fails: Callable[[Constant], str | None],
) -> Violation | None:
    found = reduced(node)
    first = max((1 + found.shift) // found.size, 0 if found.size > 1 else 1)
    beyond = _beyond(budget, found.node, settles)
    violation = Survey(found.node, settles, fails, beyond, budget, first).first_violation()
    if violation is None or found.size == 1:
        return violation
    return Violation(max(violation.k * found.size - found.shift, 1), violation.reason)


def reduced(node: Node) -> Blocks:
    """The formula in the number of a block, where k occurs in no other way; else the formula."""
    size, shift = 1, 0
    while (found := blocks(node, strict=True)) is not None:
        node, shift, size = found.node, shift + found.shift * size, size * found.size
    return Blocks(node, size, shift)


def _beyond(
    budget: Budget, node: Node, settles: Callable[[Interval], bool]
) -> Callable[[int], bool]:
    """Proves the property for all k >= K on each residue class by itself."""
    classes = period(node)
    if classes > MOST_CLASSES:
        return lambda start: False
    nodes = [specialised(node, classes, residue) for residue in range(classes)]
    growth = Growth(budget)

    def holds_on_class(each: Node, start: int) -> bool:
        try:
            if settles(enclose(each, Interval(Fraction(start), None, False, True))):
                return True
        except Unclear:
            pass
        if not FIRST < start <= LAST_CERTIFIED:
            return False
        rest = Rest(growth, start)
        resolved = rest.resolved(each)
        return resolved is not None and (settles(ANYTHING) or rest.positive(resolved))

    return lambda start: all(holds_on_class(each, start) for each in nodes)
