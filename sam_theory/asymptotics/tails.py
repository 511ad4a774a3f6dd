"""Tails Rₖ = Σ_{i≥k} sᵢ of convergent series up to constant factors, and Σ tₖ·Rₖ^q.

Let s > 0 be a germ with Σ s < ∞, and j the level at which the logarithmic tests show it, so that
D = log(s·l₀·l₁⋯lⱼ) → −∞ is of order at least lⱼ₊₁. Then ∫ₖ^∞ s ~ −s/D'. For with y = lⱼ,
u = s·l₀⋯lⱼ₋₁ and w = 1/(dD/dy), the derivative of −u·w in y is −u·(1 − w/y + w'), and either
w = o(y) and w' → 0, or w ~ y/(1 − p) and w' → 1/(1 − p) with p > 1; both times it is ~ −u.
As s decreases, max(sₖ, ∫ₖ^∞ s) <= Rₖ <= sₖ + ∫ₖ^∞ s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.constants import ONE, number, sign
from sam_theory.asymptotics.convergence import deciding_level, of_order, reference
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.germs import normal
from sam_theory.asymptotics.growth import Growth, constant_text
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.parts import Part, Parts
from sam_theory.asymptotics.scale import Leading
from sam_theory.asymptotics.trees import K, num


@dataclass(frozen=True)
class Tail:
    """Germs with c·low <= Rₖ <= C·high for constants 0 < c, C and all large k."""

    low: Node
    high: Node


@dataclass(frozen=True)
class Condition:
    """Whether Σ tₖ·Rₖ^q is finite, None if not established; and why."""

    holds: bool | None
    reason: str


def tail_of(growth: Growth, node: Node) -> Node:
    """A germ of the order of Σ_{i≥k} of a positive germ whose series converges."""
    level = deciding_level(growth, node)
    slope = trees.log_derivative(node)
    for i in range(level + 1):
        slope = trees.add(slope, trees.log_derivative(trees.iterated_log(i)))
    return trees.sub(node, trees.div(node, slope))


def tail(growth: Growth, products: Parts) -> Tail | None:
    """The tail of a convergent series of nonnegative terms; None if it is eventually 0."""
    highs = [
        _shifted(part, tail_of(growth, part.range.high), 0)
        for part in _unlike(growth, products, lambda part: part.range.high)
    ]
    lows = [
        _shifted(part, tail_of(growth, part.range.low), _reach(part) + (products.block > 1))
        for part in _unlike(growth, products, lambda part: part.range.low)
    ]
    if not highs:
        return None
    return Tail(_largest(growth, lows) if lows else trees.ZERO, _largest(growth, highs))


def _unlike(growth: Growth, products: Parts, germ: Callable[[Part], Node]) -> list[Part]:
    """The classes with positive germs, one of each order: tails of the same order are alike."""
    found: dict[object, Part] = {}
    for part in products.parts:
        if growth.sign(germ(part)) > 0:
            leading = growth.leading(germ(part))
            assert leading is not None
            found.setdefault((leading.powers, part.view.square, part.view.root), part)
    return list(found.values())


def _largest(growth: Growth, nodes: list[Node]) -> Node:
    """One of those that are of the largest order."""
    found, top = nodes[0], growth.leading(nodes[0])
    for node in nodes[1:]:
        leading = growth.leading(node)
        assert top is not None
        assert leading is not None
        if growth.scale.order_of(leading.powers, top.powers) > 0:
            found, top = node, leading
    return found


def _reach(part: Part) -> int:
    """How far ahead of any k an index of the class, and half of its terms, are certain to be."""
    return 1 if part.squares else 3 * part.view.period if part.sparse else part.view.period - 1


def _shifted(part: Part, node: Node, ahead: int) -> Node:
    """The germ at the index `ahead` of k; on a class of squares, `ahead` of the root of k."""
    if not part.squares:
        return trees.at(node, trees.add(K, num(ahead))) if ahead else node
    assert part.view.square is not None
    root = Node("sqrt", (part.view.square,))
    step, start = part.view.root
    argument = trees.div(trees.sub(root, num(start)), num(step))
    return trees.at(node, trees.add(argument, num(ahead)))


def tail_condition(growth: Growth, steps: Parts, products: Parts, q: Fraction | None) -> Condition:
    """Whether Σ tₖ(Σ_{i≥k} tᵢρᵢ)^q < ∞, for one q, or for every q in (0, 1) if q is None."""
    found = tail(growth, products)
    if found is None:
        return Condition(True, "the products tₖρₖ are 0 from some k on, and so are the tails")
    reasons = []
    for part in _unlike_steps(growth, steps):
        each = _on_class(growth, part, found, q)
        if not each.holds:
            return each
        reasons.append(each.reason)
    rest = f"Σ_{{i≥k}} tᵢρᵢ is of the order of {growth.text(found.high)}"
    return Condition(True, f"{rest}; {reasons[0]}")


def _unlike_steps(growth: Growth, steps: Parts) -> list[Part]:
    """The classes of stepsizes, one of each pair of orders and signs."""
    found: dict[object, Part] = {}
    for part in steps.parts:
        ends = [growth.leading(node) for node in (part.range.low, part.range.high)]
        kinds = tuple(end and (end.powers, sign(end.c)) for end in ends)
        found.setdefault((kinds, part.view.index), part)
    return list(found.values())


def _on_class(growth: Growth, part: Part, found: Tail, q: Fraction | None) -> Condition:
    """Σ over one class of indices."""
    if growth.sign(part.range.low) < 0:
        return Condition(None, "the stepsize may be negative infinitely often")
    if growth.sign(part.range.high) == 0:
        return Condition(True, "the stepsize is 0 there")
    low, high = (trees.at(node, part.view.index) for node in (found.low, found.high))
    test = _one if q is not None else _every
    outer = test(growth, part.range.high, high, q)
    if outer.holds:
        return outer
    if growth.sign(part.range.low) == 0 or growth.sign(low) == 0:
        return Condition(None, "the bounds of the tail are too far apart")
    inner = test(growth, part.range.low, low, q)
    return inner if inner.holds is False else Condition(None, "the bounds of the tail differ")


def _one(growth: Growth, step: Node, rest: Node, q: Fraction | None) -> Condition:
    """The leading monomial of t·R^q is that of t times the q-th power of that of R."""
    assert q is not None
    t, r = growth.leading(step), growth.leading(rest)
    assert t is not None
    assert r is not None
    lifted = ((element, x * number(q)) for element, x in r.powers)
    found = of_order(growth, Leading(ONE, normal((*t.powers, *lifted))))
    order = f"the tail is of the order of {growth.text(rest)}"
    return Condition(found.converges, f"{order}, and in Σ tₖ(…)^q, up to a factor, {found.reason}")


def _every(growth: Growth, step: Node, rest: Node, q: Fraction | None) -> Condition:
    """log(t·l₀⋯lⱼ) + q·log R, level by level: which of the two decides as q → 0."""
    step_log, rest_log = growth.log_of_order(step), growth.log_of_order(rest)
    falls = growth.scale.leading(rest_log)
    if falls is None or sign(falls.c) > 0 or growth.scale.growth(falls.powers) <= 0:
        raise Undecidable("the tail was not seen to tend to 0")
    shape = f"tₖ ~ {growth.text(step)} and a tail of the order of {growth.text(rest)}"
    for level in range(8):
        step_log = step_log + growth.scale.iterated_log(level + 1)
        target = growth.scale.leading(growth.scale.iterated_log(level + 1))
        rises = growth.scale.leading(step_log)
        assert target is not None
        tail_counts = growth.scale.order_of(falls.powers, target.powers) >= 0
        if rises is not None:
            against = growth.scale.order_of(rises.powers, falls.powers)
            counts = growth.scale.order_of(rises.powers, target.powers) >= 0
            if counts and (against > 0 or not tail_counts):
                ends = sign(rises.c) < 0
                return Condition(ends, f"{shape}: {_by_steps(level, ends)}")
            if tail_counts and against == 0 and sign(rises.c) > 0:
                threshold = -rises.c / falls.c
                return Condition(
                    False,
                    f"{shape}: for q < {constant_text(threshold)} the terms tₖ(…)^q are larger "
                    f"than {reference(level, 'p')} for some p < 1, so their sum diverges",
                )
        if tail_counts:
            return Condition(
                True,
                f"{shape}: for every q > 0 the terms tₖ(…)^q are smaller than "
                f"{reference(level, 'p')} for some p > 1, so their sum converges",
            )
    raise Undecidable("the logarithmic scale of tests was not deep enough")


def _by_steps(level: int, ends: bool) -> str:
    """What Σ tₖ(…)^q does where tₖ decides it for every q."""
    if ends:
        return (
            f"tₖ alone is smaller than {reference(level, 'p')} for some p > 1 and the tail tends "
            "to 0, so Σ tₖ(…)^q converges for every q"
        )
    return (
        f"for every q in (0, 1) the terms tₖ(…)^q are larger than {reference(level, 'p')} for "
        "some p < 1, so their sum diverges"
    )
