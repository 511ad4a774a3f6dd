"""What a formula with floors, conditions and oscillations is on one class of indices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from math import floor, isqrt

from sam_theory.asymptotics import ranges, trees
from sam_theory.asymptotics.constants import SYMBOLS, compare, floor_of, number
from sam_theory.asymptotics.enclosing import integral
from sam_theory.asymptotics.formula import COMPARISONS, Algebra, Node, Read, affine_in_k
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.ranges import Range, point
from sam_theory.asymptotics.scale import INDEX
from sam_theory.asymptotics.trees import ONE, ZERO, K, num
from sam_theory.asymptotics.view import View

EITHER = Range(ZERO, ONE)
UNIT = Range(num(-1), ONE)
REBUILT = ("*", "/", "log", "exp", "sqrt")  # as they are, of operands that are germs

Choice = Callable[[Growth, Sequence[Node]], Node]


@dataclass
class Reading:
    """The ranges of formulas on one view; equal formulas are read once."""

    growth: Growth
    view: View
    _known: dict[Node, Range] = field(default_factory=dict)

    def range(self, node: Node) -> Range:
        """Germs that enclose the formula on the view for all large k, equal where it is a germ."""
        if self.view.arc is not None and node == self.view.arc[0]:
            return self.view.arc[1]
        if node not in self._known:
            self.growth.budget.spend()
            self._known[node] = self.algebra.apply(node, self.range)
        return self._known[node]

    @cached_property
    def algebra(self) -> Algebra[Range]:
        """Ranges between germs, on the view."""
        return Algebra(
            {
                "k": lambda: point(self.view.index),
                "outer": self._outer,
                "+": ranges.added,
                "-": lambda a, b: ranges.added(a, ranges.negated(b)),
                "neg": ranges.negated,
                "sin": partial(self._circular, "sin"),
                "cos": partial(self._circular, "cos"),
                "floor": self._floor,
                "Mod": self._remainder,
                "Min": partial(self._extreme, ranges.least),
                "Max": partial(self._extreme, ranges.greatest),
                "not": self._negation,
                **{name: partial(self._arithmetic, name) for name in REBUILT},
                **{name: partial(self._connected, name) for name in ("and", "or")},
                **{name: partial(self._compared, test) for name, test in COMPARISONS.items()},
            },
            {
                **dict.fromkeys(("number", *SYMBOLS), lambda node, read: point(node)),
                "**": self._raised,
                "where": self._where,
                "is_square": self._square,
            },
        )

    def _outer(self) -> Range:
        assert self.view.outer is not None
        return self.view.outer

    # -- arithmetic -------------------------------------------------------------------------

    def _extreme(self, choose: Choice, *parts: Range) -> Range:
        lows, highs = [part.low for part in parts], [part.high for part in parts]
        return Range(choose(self.growth, lows), choose(self.growth, highs))

    def _arithmetic(self, operation: str, *parts: Range) -> Range:
        if all(part.exact for part in parts):
            operands = tuple(part.low for part in parts)
            return point(trees.rebuilt(operation, operands, K))
        if operation == "*":
            return ranges.multiplied(self.growth, parts[0], parts[1])
        if operation == "/":
            return ranges.multiplied(self.growth, parts[0], ranges.inverted(self.growth, parts[1]))
        if operation == "log" and self.growth.sign(parts[0].low) <= 0:
            raise Undecidable("a logarithm may be undefined for infinitely many k")
        if operation == "sqrt" and self.growth.sign(parts[0].low) < 0:
            raise Undecidable("a square root may be undefined for infinitely many k")
        return ranges.mapped(operation, parts[0])

    def _raised(self, node: Node, read: Read[Range]) -> Range:
        base, exponent = map(read, node.operands)
        whole = integral(node.operands[1])
        return self._whole_power(base, exponent) if whole else self._power(base, exponent)

    def _power(self, base: Range, exponent: Range) -> Range:
        if not (base.exact and exponent.exact):
            return ranges.raised(self.growth, base, exponent)
        varies = exponent.low.contains("k")
        if not varies or self.growth.sign(base.low) >= 0:
            return point(trees.power(base.low, exponent.low))
        size = trees.power(trees.neg(base.low), exponent.low)
        parity = self._parity(exponent.low)
        if parity is None:
            return Range(trees.neg(size), size)
        return point(size if parity == 0 else trees.neg(size))

    def _whole_power(self, base: Range, exponent: Range) -> Range:
        """A power of a negative base may have either sign, where the exponent is not a germ."""
        negative = base.exact and not exponent.exact and self.growth.sign(base.low) < 0
        if not negative:
            return self._power(base, exponent)
        size = ranges.raised(self.growth, ranges.negated(base), exponent).high
        return Range(trees.neg(size), size)

    def _parity(self, node: Node) -> int | None:
        """The parity of an integer that is affine in k; None if it varies on the view."""
        if node == self.view.index != K:
            return None
        found = self._affine(node)
        if found is None:
            raise Undecidable("a power of a negative number may be undefined for infinitely many k")
        step, start = found
        if step.denominator != 1 or start.denominator != 1:
            raise Undecidable("a power of a negative number is undefined for infinitely many k")
        return int(start) % 2 if step % 2 == 0 else None

    def _affine(self, node: Node) -> tuple[Fraction, Fraction] | None:
        """(step, start): the values start, start + step, … of the formula along the view."""
        affine = affine_in_k(node)
        if affine is None:
            return None
        return affine[0] * self.view.period, affine[0] * self.view.residue + affine[1]

    def _asymptote(self, node: Node) -> Node | None:
        """The a·k + b, rational, that the germ of the formula tends to; None if there is none."""
        split = self.growth.scale.split(self.growth.germ(node))
        slope, offset = split.infinite.slope_of(INDEX), split.constant.rational
        if slope is None or slope.rational is None or offset is None:
            return None
        return trees.add(trees.mul(num(slope.rational), K), num(offset))

    # -- floor, remainder, squares ----------------------------------------------------------

    def _floor(self, argument: Range) -> Range:
        if not argument.exact:
            return Range(
                self._floor(point(argument.low)).low, self._floor(point(argument.high)).high
            )
        node = argument.low
        affine = self._affine(node)
        if affine is not None and affine[0].denominator == 1:
            return point(trees.sub(node, num(affine[1] - floor(affine[1]))))
        limit = self.growth.limit(node)
        if limit.kind != 0:
            return self._floor_of_infinite(node)
        value = limit.value.rational
        if value is None:
            value = Fraction(floor_of(limit.value))
            if compare(limit.value, number(value)) > 0:
                return point(num(value))
        below = value.denominator == 1 and self.growth.order(node, num(value)) < 0
        return point(num(floor(value) - below))

    def _floor_of_infinite(self, node: Node) -> Range:
        """Known where the germ tends to a·k + b and a step along the view is whole."""
        line = self._asymptote(node) if affine_in_k(node) is None else None
        affine = self._affine(line) if line is not None else None
        if line is None or affine is None or affine[0].denominator != 1:
            return Range(trees.sub(node, ONE), node)
        lowered = affine[1].denominator == 1 and self.growth.order(node, line) < 0
        return point(trees.sub(line, num(affine[1] - floor(affine[1]) + lowered)))

    def _remainder(self, a: Range, b: Range) -> Range:
        if not b.exact or self.growth.sign(b.low) <= 0:
            raise Undecidable("a remainder by a divisor that is not positive")
        if a.exact:
            whole = self._floor(point(trees.div(a.low, b.low)))
            if whole.exact:
                return point(trees.sub(a.low, trees.mul(b.low, whole.low)))
        return Range(ZERO, b.low)

    def _square(self, node: Node, read: Read[Range]) -> Range:
        (argument,) = node.operands
        found = read(argument)
        if not found.exact:
            return EITHER
        if self.growth.sign(found.low) < 0:
            return point(ZERO)
        affine = affine_in_k(found.low)
        if affine is not None and affine[0] == 0:
            value = affine[1]
            square = value.denominator == 1 and isqrt(int(value)) ** 2 == value
            return point(num(int(square)))
        return self._square_on_view(affine_in_k(argument))

    def _square_on_view(self, asked: tuple[Fraction, Fraction] | None) -> Range:
        """Whether a·k + b is a square. Two squares are at most finitely often a given distance
        apart, so that of two arguments with equal a at most one is."""
        if asked is None or self.view.mixed:
            return EITHER
        if self.view.square is None:
            return point(ZERO)
        known = affine_in_k(self.view.square)
        assert known is not None
        return point(num(int(asked == known))) if asked[0] == known[0] else EITHER

    # -- conditions -------------------------------------------------------------------------

    def _where(self, node: Node, read: Read[Range]) -> Range:
        condition, yes, no = node.operands
        truth = self._nonzero(read(condition))
        if truth is not None:
            return read(yes if truth else no)
        return ranges.hull(self.growth, [read(yes), read(no)])

    def _compared(self, holds: Callable[[int], bool], a: Range, b: Range) -> Range:
        held = {holds(side) for side in self._outcomes(ranges.added(a, ranges.negated(b)))}
        return EITHER if len(held) > 1 else point(num(int(held.pop())))

    def _connected(self, operation: str, *parts: Range) -> Range:
        values = [self._nonzero(part) for part in parts]
        decisive = operation == "or"
        if any(value is decisive for value in values):
            return point(num(int(decisive)))
        return EITHER if None in values else point(num(int(not decisive)))

    def _negation(self, part: Range) -> Range:
        value = self._nonzero(part)
        return EITHER if value is None else point(num(int(not value)))

    def _nonzero(self, part: Range) -> bool | None:
        outcomes = self._outcomes(part)
        return None if 0 in outcomes and len(outcomes) > 1 else 0 not in outcomes

    def _outcomes(self, difference: Range) -> set[int]:
        """The signs that the difference may have for infinitely many k."""
        if difference.exact:
            return {self.growth.sign(difference.low)}
        low, high = self.growth.sign(difference.low), self.growth.sign(difference.high)
        return {s for s in (-1, 0, 1) if low <= s <= high}

    # -- sin, cos ---------------------------------------------------------------------------

    def _circular(self, operation: str, argument: Range) -> Range:
        if not argument.exact:
            return self._circular_range(operation, argument)
        node = self._reduced(argument.low)
        return UNIT if self.growth.limit(node).kind else point(Node(operation, (node,)))

    def _circular_range(self, operation: str, angle: Range) -> Range:
        """cos over [0, π] and sin over [0, π/2], where they are monotone; else [−1, 1]."""
        quarter = trees.div(Node("pi"), num(2))
        end = Node("pi") if operation == "cos" else quarter
        low, high = self.growth.sign(angle.low), self.growth.order(angle.high, end)
        if low < 0 or high > 0:
            return UNIT
        if self.growth.limit(angle.low).kind or self.growth.limit(angle.high).kind:
            return UNIT
        ends = [Node(operation, (angle.low,)), Node(operation, (angle.high,))]
        return Range(ends[0], ends[1]) if operation == "sin" else Range(ends[1], ends[0])

    def _reduced(self, angle: Node) -> Node:
        """The angle less the whole turns απ(k − r) that its leading term απk makes on the view."""
        if not angle.contains("k") or self.view.index != K:
            return angle
        turns = trees.div(trees.derivative(angle), Node("pi"))
        limit = self.growth.limit(turns)
        if limit.kind or limit.value.rational is None or limit.value.rational == 0:
            return angle
        alpha = limit.value.rational
        if (alpha * self.view.period) % 2:
            return angle
        turned = trees.mul(num(alpha), trees.sub(K, num(self.view.residue)))
        return trees.sub(angle, trees.mul(Node("pi"), turned))
