"""Formulas simplified on one residue class, in a way that holds for every k of the class."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.enclosing import turns_of
from sam_theory.asymptotics.formula import COMPARISONS, Node, affine_in_k
from sam_theory.asymptotics.trees import ONE, num

PI = Node("pi")


def specialised(node: Node, period: int, residue: int) -> Node:
    """The formula for k ≡ residue (mod period), floors, remainders and parities worked out."""
    if not node.operands:
        return node
    operands = tuple(specialised(operand, period, residue) for operand in node.operands)
    made = trees.rebuilt(node.operation, operands, node)
    match made.operation:
        case "floor":
            return _floor(made, period, residue)
        case "Mod":
            return _remainder(made, period, residue)
        case "**":
            return _power(made, period, residue)
        case "sin" | "cos":
            return _circular(made, period, residue)
        case "where" if made.operands[0].value is not None:
            return made.operands[1] if made.operands[0].value else made.operands[2]
        case name if name in COMPARISONS:
            return _comparison(made)
    return made


def _along(node: Node, period: int, residue: int) -> tuple[Fraction, Fraction] | None:
    """(step, start) of an affine formula along the class."""
    affine = affine_in_k(node)
    return None if affine is None else (affine[0] * period, affine[0] * residue + affine[1])


def _floor(node: Node, period: int, residue: int) -> Node:
    found = _along(node.operands[0], period, residue)
    if found is None or found[0].denominator != 1:
        return node
    return trees.sub(node.operands[0], num(found[1] - floor(found[1])))


def _remainder(node: Node, period: int, residue: int) -> Node:
    a, b = node.operands
    found = _along(a, period, residue)
    if found is None or not b.value or (found[0] / b.value).denominator != 1:
        return node
    return num(found[1] % b.value)


def _power(node: Node, period: int, residue: int) -> Node:
    base, exponent = node.operands
    found = _along(exponent, period, residue)
    if base.value is None or base.value >= 0 or found is None:
        return node
    if found[0] % 2 or found[1].denominator != 1:
        return node
    size = ONE if base.value == -1 else trees.power(num(-base.value), exponent)
    return trees.neg(size) if found[1] % 2 else size


def _circular(node: Node, period: int, residue: int) -> Node:
    """sin and cos of rational multiples of π that are the same, mod 2π, along the class."""
    turns = turns_of(node.operands[0])
    found = None if turns is None else _along(turns, period, residue)
    if found is None or found[0] % 2:
        return node
    return _value(node.operation, found[1] % 2)


def _value(operation: str, turns: Fraction) -> Node:
    """sin or cos of π times a number, exact at multiples of a right angle."""
    if (2 * turns).denominator == 1:
        quarter = int(2 * turns) % 4
        return num({"sin": (0, 1, 0, -1), "cos": (1, 0, -1, 0)}[operation][quarter])
    return Node(operation, (trees.mul(num(turns), PI),))


def _comparison(node: Node) -> Node:
    a, b = (operand.value for operand in node.operands)
    if a is None or b is None:
        return node
    return num(int(COMPARISONS[node.operation]((a > b) - (a < b))))
