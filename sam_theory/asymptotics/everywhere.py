"""What holds at every k = 1, 2, …: single k, then ranges, then all the rest at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.classes import specialised
from sam_theory.asymptotics.constants import Constant, sign
from sam_theory.asymptotics.enclosing import enclose
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth, constant_text, decimal_text
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.modulus import Blocks, blocks, period
from sam_theory.asymptotics.outcome import Budget, Undecidable, Undefined
from sam_theory.asymptotics.pointwise import value_at
from sam_theory.asymptotics.rest import Rest

FIRST = 16  # k looked at one by one before ranges are tried
SMALL = 8  # indices of a range that are looked at one by one
DOUBLINGS = 64  # ranges (2ʲ, 2ʲ⁺¹] tried before the rest is given up
MOST_CLASSES = 512  # residue classes tried one by one
LAST_CERTIFIED = 2**12  # beyond which no expansion is tried: the k below are looked at one by one
ANYTHING = Interval(None, None, True, True)
BEYOND = "then for all at once, by interval arithmetic or Taylor's formula with remainder"
FARTHEST = 15  # k = 2^(2^i) is looked at for i below this
CELLS = 3000  # ranges and points looked at


@dataclass(frozen=True)
class Violation:
    """A k at which a property fails, the least unless it is beyond 2^64, and how it fails."""

    k: int
    reason: str

    @property
    def place(self) -> str:
        """k in words."""
        return f"k = {self.k}" if self.k <= 2**64 else f"k = 2^{self.k.bit_length() - 1}"


@dataclass(frozen=True)
class Answer:
    """A violation, or None and how the property was proved for every k."""

    violation: Violation | None
    how: str = ""


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

    def answer(self) -> Answer:
        """The least k at which the property fails, or that it holds at every k.

        Raises Undecidable if neither is established.
        """
        if self._settled(self.first, None):
            return Answer(None, "by interval arithmetic over all k at once")
        if self.beyond(self.first):
            return Answer(None, "by interval arithmetic on each residue class")
        if (found := self._within(self.first, FIRST)) is not None:
            return Answer(found)
        start = FIRST + 1
        for _ in range(DOUBLINGS):
            if self._settled(start, None) or self.beyond(start):
                return Answer(None, f"for k < {start} one by one, and {BEYOND}")
            if (found := self._within(start, 2 * (start - 1))) is not None:
                return Answer(found)
            start = 2 * (start - 1) + 1
        if (far := self._far()) is not None:
            return Answer(far)
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
            values = enclose(self.node, Interval(Fraction(k), Fraction(k)))
            if self.settles(values):
                return None
        except Unclear:
            pass
        try:
            reason = self.fails(value_at(self.node, k))
        except Undefined as undefined:
            reason = f"it is undefined ({undefined})"
        return None if reason is None else Violation(k, reason)

    def _far(self) -> Violation | None:
        """A violation at some k far out, for sequences that vary as slowly as log log k."""
        for power in range(7, FARTHEST):
            k = 2 ** (2**power)
            self._spend()
            try:
                high = enclose(self.node, Interval(Fraction(k), Fraction(k))).high
            except Unclear:
                continue
            if high is not None and high < 0 and self.fails(Constant(high)) is not None:
                return Violation(k, f"it is below {decimal_text(high)}")
        return None

    def _spend(self) -> None:
        self.budget.spend()
        self.cells -= 1
        if self.cells < 0:
            raise Undecidable("too many ranges of k had to be looked at")


def not_positive(budget: Budget, node: Node) -> Answer:
    """The least k at which the formula is undefined or not positive, or that there is none."""

    def fails(value: Constant) -> str | None:
        return None if sign(value) > 0 else f"it is {constant_text(value)}, not positive"

    def settles(values: Interval) -> bool:
        return values.positive

    return _first(budget, node, settles, fails)


def not_negative(budget: Budget, node: Node, start: int = 1) -> bool:
    """Whether the formula is proved to be defined and at least 0 for all k >= start.

    Raises Undecidable where it is neither proved nor seen to fail.
    """

    def fails(value: Constant) -> str | None:
        return None if sign(value) >= 0 else "it is negative"

    def settles(values: Interval) -> bool:
        return values.low is not None and values.low >= 0

    shifted = node if start == 1 else trees.at(node, trees.add(trees.K, trees.num(start - 1)))
    return _first(budget, shifted, settles, fails).violation is None


def undefined(budget: Budget, node: Node) -> Violation | None:
    """The least k at which the formula is undefined; None if there is none."""
    return _first(budget, node, lambda values: True, lambda value: None).violation


def _first(
    budget: Budget,
    node: Node,
    settles: Callable[[Interval], bool],
    fails: Callable[[Constant], str | None],
) -> Answer:
    found = reduced(node)
    first = (1 + found.shift) // found.size
    beyond = _beyond(budget, found.node, settles)
    answer = Survey(found.node, settles, fails, beyond, budget, first).answer()
    if found.size == 1:
        return answer
    if answer.violation is None:
        return Answer(None, f"{answer.how}, k counting blocks of {found.size}")
    k = max(answer.violation.k * found.size - found.shift, 1)
    return Answer(Violation(k, answer.violation.reason))


def at_most_beyond(budget: Budget, node: Node, bound: Constant, start: int) -> bool:
    """Whether aₖ <= bound is proved for all k >= start, class by class; some cases are missed."""
    classes = period(node)
    if classes > MOST_CLASSES or start > LAST_CERTIFIED:
        return False
    rest = Rest(Growth(budget), start)
    resolved = (rest.resolved(specialised(node, classes, r)) for r in range(classes))
    return all(each is not None and rest.at_most(each, bound) for each in resolved)


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
