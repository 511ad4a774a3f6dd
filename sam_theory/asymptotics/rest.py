"""Formulas for all k >= K at once, K given: floors and conditions worked out, signs proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from math import floor

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.certificates import Certifier
from sam_theory.asymptotics.constants import Constant
from sam_theory.asymptotics.enclosing import enclose
from sam_theory.asymptotics.formula import COMPARISONS, LEAVES, Algebra, Node, Read, fold
from sam_theory.asymptotics.germs import constant
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.trees import num


class _Unresolved(Exception):
    """A part of the formula is not the same germ for every k >= K, or may be undefined."""


@dataclass
class Rest:
    """What is proved for every real k >= start."""

    growth: Growth
    start: int
    _signs: dict[Node, int | None] = field(default_factory=dict)

    def resolved(self, node: Node) -> Node | None:
        """A formula without floors and conditions that equals this one for every k >= start.

        None where there is none, or where the formula may be undefined for some k >= start.
        """
        try:
            return self._resolve(node)
        except (_Unresolved, Undecidable, Undefined):
            return None

    def positive(self, node: Node) -> bool:
        """Whether a resolved formula is proved positive for every k >= start."""
        return self.sign(node) == 1

    def sign(self, node: Node) -> int | None:
        """The sign of a resolved formula for every k >= start; None if it is not proved."""
        if node not in self._signs:
            try:
                self._signs[node] = self._sign(node)
            except (Undecidable, Undefined):
                self._signs[node] = None
        return self._signs[node]

    def _sign(self, node: Node) -> int | None:
        try:
            values = enclose(node, Interval(Fraction(self.start), None, False, True))
            if values.positive or values.negative:
                return 1 if values.positive else -1
        except Unclear:
            pass
        by_parts = self._sign_by_parts(node)
        if by_parts is not None:
            return by_parts
        germ = self.growth.germ(node)
        side = self.growth.scale.sign(germ)
        if side == 0:
            return 0
        certifier = Certifier(self.growth.scale, self.start)
        return side if certifier.positive(germ if side > 0 else -germ) else None

    def _sign_by_parts(self, node: Node) -> int | None:
        """The sign of a product from those of its factors, of a power from that of its base."""
        match node.operation, node.operands:
            case (("*" | "/"), (a, b)):
                signs = self.sign(a), self.sign(b)
                return None if signs[0] is None or signs[1] is None else signs[0] * signs[1]
            case "neg", (a,):
                side = self.sign(a)
                return None if side is None else -side
            case (("**" | "sqrt"), (a, *_)):
                return 1 if self.sign(a) == 1 else None
            case "exp", _:
                return 1
        return None

    def at_most(self, node: Node, bound: Constant) -> bool:
        """Whether a resolved formula is proved to be at most a constant for every k >= start."""
        try:
            gap = constant(bound) - self.growth.germ(node)
            if self.growth.scale.is_zero(gap):
                return True
            return Certifier(self.growth.scale, self.start).positive(gap)
        except (Undecidable, Undefined):
            return False

    def _known(self, node: Node) -> int:
        side = self.sign(node)
        if side is None:
            raise _Unresolved
        return side

    # -- resolving --------------------------------------------------------------------------

    def _resolve(self, node: Node) -> Node:
        return fold(node, self.algebra)

    @cached_property
    def algebra(self) -> Algebra[Node]:
        """Formulas without floors and conditions."""
        return Algebra(
            {
                "+": trees.add,
                "-": trees.sub,
                "*": trees.mul,
                "/": self._divided,
                "neg": trees.neg,
                "exp": trees.exp,
                "sin": trees.sin,
                "cos": trees.cos,
                "log": lambda a: self._given(trees.log(a), self._known(a) > 0),
                "sqrt": lambda a: self._given(trees.sqrt(a), self._known(a) >= 0),
                "**": lambda a, b: self._given(Node("**", (a, b)), self._may_raise(a, b)),
                "floor": self._floor,
                "Mod": self._remainder,
                "Min": partial(self._extreme, -1),
                "Max": partial(self._extreme, 1),
                "is_square": _refuse,
                "and": lambda *parts: num(int(all(self._truth(part) for part in parts))),
                "or": lambda *parts: num(int(any(self._truth(part) for part in parts))),
                "not": lambda part: num(int(not self._truth(part))),
                **{name: partial(self._compared, test) for name, test in COMPARISONS.items()},
            },
            {**dict.fromkeys(LEAVES, lambda node, read: node), "where": self._where},
        )

    def _where(self, node: Node, read: Read[Node]) -> Node:
        condition, yes, no = node.operands
        return read(yes if self._truth(read(condition)) else no)

    def _compared(self, holds: Callable[[int], bool], a: Node, b: Node) -> Node:
        return num(int(holds(self._known(trees.sub(a, b)))))

    def _divided(self, a: Node, b: Node) -> Node:
        return self._given(trees.div(a, b), self._known(b) != 0)

    def _remainder(self, a: Node, b: Node) -> Node:
        return trees.sub(a, trees.mul(b, self._floor(trees.div(a, b))))

    def _given(self, node: Node, condition: bool) -> Node:
        if not condition:
            raise _Unresolved
        return node

    def _may_raise(self, base: Node, exponent: Node) -> bool:
        power = exponent.value
        if power is not None and power.denominator == 1:
            return power >= 0 or self._known(base) != 0
        return self._known(base) > 0

    def _truth(self, node: Node) -> bool:
        return self._known(node) != 0

    def _floor(self, argument: Node) -> Node:
        limit = self.growth.limit(argument)
        value = limit.value.rational
        if limit.kind or value is None:
            raise _Unresolved
        for whole in {floor(value), floor(value) - 1}:
            above = self.sign(trees.sub(argument, num(whole)))
            below = self.sign(trees.sub(num(whole + 1), argument))
            if above in (0, 1) and below == 1:
                return num(whole)
        raise _Unresolved

    def _extreme(self, side: int, *parts: Node) -> Node:
        found = parts[0]
        for part in parts[1:]:
            if self._known(trees.sub(part, found)) == side:
                found = part
        return found


def _refuse(*parts: Node) -> Node:
    raise _Unresolved
