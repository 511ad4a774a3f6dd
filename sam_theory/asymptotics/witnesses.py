"""Infinite sets of indices on which an oscillating formula is better known than for all k.

Three kinds. Some of the residue classes, where these are too many. Where ⌊log(a·k + b)/log B⌋
occurs, the indices k = (Bᵐ − b)/a at which it jumps, and those just before. Where sin or cos of
α·k + β occurs, α ≠ 0 rational: as α/π is irrational, the k of any residue class at which the value
lies in a given arc have bounded gaps (the orbits of an irrational rotation are dense, and return to
an arc within bounded time; H. Weyl 1916).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node, affine_in_k
from sam_theory.asymptotics.ranges import Range
from sam_theory.asymptotics.trees import ONE, K, num
from sam_theory.asymptotics.view import View

ARCS = (  # of the values of sin or cos
    (Fraction(0), Fraction(1)),
    (Fraction(9, 10), Fraction(1)),
    (Fraction(-1), Fraction(-9, 10)),
)


def residues(period: int, outer: Range | None) -> tuple[Witness, ...]:
    """Some of the residue classes, where they are too many to be looked at one by one."""
    chosen = sorted({0, 1, period // 4, period // 2, 3 * period // 4, period - 1})
    return tuple(
        Witness(View(period, residue, outer=outer), f"for k ≡ {residue} (mod {period})")
        for residue in chosen
    )


@dataclass(frozen=True)
class Witness:
    """An infinite set of indices, and what it is in words."""

    view: View
    place: str


def witnesses(node: Node, views: list[View]) -> tuple[Witness, ...]:
    """The sets of indices that the formula suggests."""
    jumping = _nodes(node, "floor") | _nodes(node, "Mod")
    found = [] if len(views) > 1 else [w for each in jumping for w in _jumps(each)]
    oscillating = {n for name in ("sin", "cos") for n in _nodes(node, name) if _irrational(n)}
    if len(oscillating) == 1:
        (part,) = oscillating
        found += [_arc(view, part, low, high) for view in views for low, high in ARCS]
    return tuple(found)


def _nodes(node: Node, operation: str) -> set[Node]:
    inner = (_nodes(operand, operation) for operand in node.operands)
    return set().union(*inner) | ({node} if node.operation == operation else set())


def _irrational(node: Node) -> bool:
    """Whether it is sin or cos of α·k + β with α ≠ 0 rational."""
    affine = affine_in_k(node.operands[0])
    return affine is not None and affine[0] != 0


def _arc(view: View, node: Node, low: Fraction, high: Fraction) -> Witness:
    name = f"{node.operation}(…) ∈ [{float(low):g}, {float(high):g}]"
    where = f" and k ≡ {view.residue} (mod {view.period})" if view.period > 1 else ""
    arc = (node, Range(num(low), num(high)))
    return Witness(replace(view, arc=arc), f"for the k with {name}{where}, with bounded gaps")


def _jumps(node: Node) -> list[Witness]:
    """The indices at and before the jumps of ⌊log(a·k + b)/log B⌋, or of such a Mod(…, 1)."""
    if node.operation == "Mod" and node.operands[1] != ONE:
        return []
    match node.operands[0]:
        case Node(
            operation="/",
            operands=(Node(operation="log", operands=(inside,)), Node(operation="log") as below),
        ):
            base, affine = below.operands[0].value, affine_in_k(inside)
        case _:
            return []
    if base is None or affine is None or base.denominator != 1 or base < 2 or affine[0] <= 0:
        return []
    a, b = affine
    if not _whole(a, b, int(base)):
        return []
    at = trees.sub(trees.mul(num(1 / a), trees.power(num(base), K)), num(b / a))
    before = trees.sub(trees.at(at, trees.add(K, ONE)), ONE)
    words = f"{1 / a}·{base}^m - {b / a}"
    return [
        Witness(View(index=at), f"at k = {words}, m = 1, 2, …"),
        Witness(View(index=before), f"just before k = {words}, m = 1, 2, …"),
    ]


def _whole(a: Fraction, b: Fraction, base: int) -> bool:
    """Whether (Bᵐ − b)/a is a whole number for every m >= 1.

    With a = p/q it is (Bᵐq − bq)/p, and Bᵐq is the same modulo p for all m if it is for m = 1, 2.
    """
    p, first, rest = a.numerator, base * a.denominator, b * a.denominator
    same = (base * first - first) % p == 0
    return rest.denominator == 1 and same and (first - rest) % p == 0
