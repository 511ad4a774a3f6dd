"""Interval arithmetic whose endpoints are germs: low <= aₖ <= high for all large k."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable


@dataclass(frozen=True)
class Range:
    """Germs with low <= aₖ <= high for all large k; `exact` where they are one formula."""

    low: Node
    high: Node

    @property
    def exact(self) -> bool:
        """Whether the sequence is the germ itself."""
        return self.low == self.high


def point(node: Node) -> Range:
    """The range of one germ."""
    return Range(node, node)


def least(growth: Growth, nodes: Sequence[Node]) -> Node:
    """The eventually smallest of the germs."""
    found = nodes[0]
    for node in nodes[1:]:
        if growth.order(node, found) < 0:
            found = node
    return found


def greatest(growth: Growth, nodes: Sequence[Node]) -> Node:
    """The eventually largest of the germs."""
    found = nodes[0]
    for node in nodes[1:]:
        if growth.order(node, found) > 0:
            found = node
    return found


def hull(growth: Growth, ranges: Sequence[Range]) -> Range:
    """The smallest range that holds all of them."""
    low = least(growth, [r.low for r in ranges])
    return Range(low, greatest(growth, [r.high for r in ranges]))


def added(a: Range, b: Range) -> Range:
    """The range of a sum."""
    return Range(trees.add(a.low, b.low), trees.add(a.high, b.high))


def negated(a: Range) -> Range:
    """The range of −a."""
    return Range(trees.neg(a.high), trees.neg(a.low))


def multiplied(growth: Growth, a: Range, b: Range) -> Range:
    """The range of a product."""
    if growth.sign(a.low) >= 0 and growth.sign(b.low) >= 0:
        return Range(trees.mul(a.low, b.low), trees.mul(a.high, b.high))
    ends = [trees.mul(x, y) for x in {a.low, a.high} for y in {b.low, b.high}]
    return Range(least(growth, ends), greatest(growth, ends))


def inverted(growth: Growth, a: Range) -> Range:
    """The range of 1/a; raises Undecidable if a may be 0."""
    if growth.sign(a.low) * growth.sign(a.high) <= 0:
        raise Undecidable("a divisor may be 0 for infinitely many k")
    return Range(trees.div(trees.ONE, a.high), trees.div(trees.ONE, a.low))


def mapped(operation: str, a: Range) -> Range:
    """The range of an increasing function."""
    return Range(Node(operation, (a.low,)), Node(operation, (a.high,)))


def raised(growth: Growth, base: Range, exponent: Range) -> Range:
    """The range of a power of a positive base, or of a power to a natural number."""
    whole = exponent.low.value if exponent.exact else None
    if whole is not None and whole.denominator == 1 and growth.sign(base.low) <= 0:
        return _whole_power(growth, base, int(whole))
    if growth.sign(base.low) < 0 or (growth.sign(base.low) == 0 and growth.sign(exponent.low) <= 0):
        raise Undecidable("a base may be negative for infinitely many k")
    pairs = [(b, e) for b in {base.low, base.high} for e in {exponent.low, exponent.high}]
    ends = [trees.ZERO if growth.sign(b) == 0 else trees.power(b, e) for b, e in pairs]
    return Range(least(growth, ends), greatest(growth, ends))


def _whole_power(growth: Growth, base: Range, exponent: int) -> Range:
    if exponent < 0:
        return inverted(growth, _whole_power(growth, base, -exponent))
    ends = [trees.power(b, trees.num(exponent)) for b in (base.low, base.high)]
    if exponent % 2:
        return Range(ends[0], ends[1])
    low = trees.ZERO if growth.sign(base.high) >= 0 else ends[1]
    return Range(low, greatest(growth, ends))
