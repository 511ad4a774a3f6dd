"""Whether a sequence is nonincreasing from some k on."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.constants import compare, sign
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.parts import Part, Parts, parts
from sam_theory.asymptotics.trees import ONE, K
from sam_theory.asymptotics.view import View
from sam_theory.asymptotics.views import Reading


@dataclass(frozen=True)
class Monotone:
    """Whether the sequence is eventually nonincreasing, and why."""

    nonincreasing: bool
    reason: str


def monotone(growth: Growth, node: Node, sequence: Parts) -> Monotone:
    """Decides whether aₖ₊₁ <= aₖ for all large k; raises Undecidable where it cannot."""
    found = (
        _by_classes(growth, sequence)
        or _by_structure(growth, node)
        or _apart(growth, sequence)
        or _out_of_order(growth, sequence)
    )
    if found is None and not sequence.exact:
        found = _by_classes(growth, parts(growth, node, exact=True))
    if found is None:
        raise Undecidable("whether it decreases could not be read from its formula")
    return found


def _by_classes(growth: Growth, sequence: Parts) -> Monotone | None:
    if not sequence.exact:
        return None
    plain = [part for part in sequence.parts if not part.squares]
    squares = [part for part in sequence.parts if part.squares]
    if squares:
        return _around_squares(growth, plain, squares)
    if len(plain) == 1:
        return _single(growth, plain[0].range.low, sequence.block)
    for part, following in zip(plain, plain[1:] + plain[:1], strict=True):
        next_value = trees.at(following.range.low, trees.add(K, ONE))
        if growth.order(part.range.low, next_value) < 0:
            where = sequence.where(part)
            return Monotone(False, f"it increases to the next k {where}, infinitely often")
    return Monotone(
        True, f"on each of {len(plain)} residue classes it does not increase to the next"
    )


def _single(growth: Growth, node: Node, block: int) -> Monotone:
    slope = growth.slope(node)
    index = "k" if block == 1 else f"⌊k/{block}⌋"
    if slope is None:
        return Monotone(True, "it is constant from some k on")
    side, shape = sign(slope.c), growth.term_text(slope).replace("k", "x")
    word = "decreasing" if side < 0 else "increasing"
    return Monotone(
        side < 0, f"its derivative in x = {index} is ~ {shape}: it is eventually {word}"
    )


def _direction(growth: Growth, node: Node) -> int:
    slope = growth.slope(node)
    return 0 if slope is None else sign(slope.c)


def _around_squares(growth: Growth, plain: list[Part], squares: list[Part]) -> Monotone | None:
    """A class of squares: the values there against those one index before and after."""
    if len(plain) > 1 or len({part.view.square for part in squares}) > 1:
        return None
    others = plain[0].range.low
    if _direction(growth, others) > 0:
        return Monotone(False, "it increases between squares")
    for part in squares:
        before = trees.at(others, trees.sub(part.view.index, ONE))
        after = trees.at(others, trees.add(part.view.index, ONE))
        if growth.order(part.range.low, before) > 0 or growth.order(part.range.low, after) < 0:
            return Monotone(False, "at squares it is out of order with its neighbours")
    return Monotone(
        True, "it decreases between squares, and at squares lies between its neighbours"
    )


def _out_of_order(growth: Growth, sequence: Parts) -> Monotone | None:
    """Values at squares above all bounds before them, or below all bounds after them."""
    plain = [part for part in sequence.parts if not part.squares]
    if len(plain) != 1 or sequence.block > 1:
        return None
    for part in sequence.parts:
        if part.squares:
            before = trees.at(plain[0].range.high, trees.sub(part.view.index, ONE))
            after = trees.at(plain[0].range.low, trees.add(part.view.index, ONE))
            low, high = part.range.low, part.range.high
            if growth.order(low, before) > 0 or growth.order(high, after) < 0:
                return Monotone(False, "at squares it is out of order with its neighbours")
    return None


def _apart(growth: Growth, sequence: Parts) -> Monotone | None:
    """Two classes of which one stays above the other: the sequence returns to both.

    With finite limits this is clear, as a monotone sequence has one limit. Else both classes must
    have bounded gaps, one must exceed the other by a factor c > 1 in the end, and not change much
    within a gap.
    """
    seen = (*sequence.parts, *sequence.witnesses)
    for a in seen:
        for b in seen:
            if a is not b and (_limits_apart(growth, a, b) or _ratio_apart(growth, a, b)):
                places = f"{sequence.where(a)}, and {sequence.where(b)}"
                return Monotone(False, f"infinitely often it is larger {places} smaller")
    return None


def _limits_apart(growth: Growth, a: Part, b: Part) -> bool:
    low, high = growth.limit(a.range.low), growth.limit(b.range.high)
    return low.kind == high.kind == 0 and compare(low.value, high.value) > 0


def _ratio_apart(growth: Growth, a: Part, b: Part) -> bool:
    if any(part.squares or part.view.index != K for part in (a, b)):
        return False
    low, high = a.range.low, b.range.high
    if growth.sign(low) <= 0 or growth.sign(high) <= 0:
        return False
    ratio, step = trees.div(low, high), trees.div(trees.at(low, trees.add(K, ONE)), low)
    steady = growth.limit(trees.sub(step, ONE))
    above = growth.limit(trees.sub(ratio, ONE))
    return steady.kind == 0 and sign(steady.value) == 0 and (above.kind or sign(above.value)) > 0


def _by_structure(growth: Growth, node: Node) -> Monotone | None:
    """Sums, products, powers and floors of monotone sequences."""
    try:
        side = _Direction(growth).of(node)
    except Undecidable:
        return None
    if side is None or side > 0:
        return None
    return Monotone(
        True, "it is put together from eventually monotone sequences, and does not rise"
    )


@dataclass
class _Direction:
    """−1, 0, 1 for eventually nonincreasing, constant, nondecreasing; None if unknown."""

    growth: Growth

    def __post_init__(self) -> None:
        self.reading = Reading(self.growth, View(mixed=True))

    def of(self, node: Node) -> int | None:
        """The direction of a formula."""
        found = self.reading.range(node)
        if found.exact:
            return _direction(self.growth, found.low)
        inner = node.operands
        match node.operation:
            case "neg":
                return _opposite(self.of(inner[0]))
            case "+":
                return _agreed(self.of(inner[0]), self.of(inner[1]))
            case "-":
                return _agreed(self.of(inner[0]), _opposite(self.of(inner[1])))
            case "*" | "/":
                return self._product(node)
            case "**":
                return self._power(inner[0], inner[1])
            case "floor" | "log" | "exp" | "sqrt":
                return self.of(inner[0])
            case "Min" | "Max":
                return _agreed(*(self.of(operand) for operand in inner))
        return None

    def _nonnegative(self, node: Node) -> bool:
        return self.growth.sign(self.reading.range(node).low) >= 0

    def _product(self, node: Node) -> int | None:
        """The factors that are germs are one germ; the others are taken one by one."""
        germ, others = ONE, list[tuple[Node, int]]()
        for factor, side in _factors(node, 1):
            found = self.reading.range(factor)
            if not found.exact:
                others.append((factor, side))
            else:
                germ = trees.mul(germ, found.low) if side > 0 else trees.div(germ, found.low)
        if not all(self._nonnegative(factor) for factor, _ in others):
            return None
        inner = [self.of(factor) for factor, _ in others]
        turned = [
            d if side > 0 else _opposite(d) for d, (_, side) in zip(inner, others, strict=True)
        ]
        if self.growth.sign(germ) < 0:
            return _opposite(_agreed(_opposite(_direction(self.growth, germ)), *turned))
        return _agreed(_direction(self.growth, germ), *turned)

    def _power(self, base: Node, exponent: Node) -> int | None:
        if not self._nonnegative(base):
            return None
        if not exponent.contains("k"):
            side = self.of(base)
            return side if self.growth.sign(exponent) > 0 else _opposite(side)
        if not base.contains("k") and self.growth.sign(base) > 0:
            side = self.of(exponent)
            return side if self.growth.order(base, ONE) >= 0 else _opposite(side)
        return None


def _factors(node: Node, side: int) -> list[tuple[Node, int]]:
    """The factors of a product of quotients, with −1 for those in a denominator."""
    if node.operation == "neg":
        return [(trees.num(-1), side), *_factors(node.operands[0], side)]
    if node.operation not in ("*", "/"):
        return [(node, side)]
    a, b = node.operands
    return [*_factors(a, side), *_factors(b, side if node.operation == "*" else -side)]


def _opposite(side: int | None) -> int | None:
    return None if side is None else -side


def _agreed(*sides: int | None) -> int | None:
    if None in sides:
        return None
    found = {side for side in sides if side}
    if len(found) > 1:
        return None
    return found.pop() if found else 0
