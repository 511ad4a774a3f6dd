"""Periods and blocks: how a formula depends on k through floors, remainders and parities."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from sam_theory.asymptotics.enclosing import enclose, turns_of
from sam_theory.asymptotics.formula import VARIABLES, Node, affine_in_k
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.trees import ONE, K, num, substitute

EVERY_INDEX = Interval(Fraction(1), None, False, True)
OUTER = Node("outer")  # k itself, where the index of a formula is the number of a block


def slope(node: Node) -> Fraction | None:
    """a, where the formula is a·k plus something bounded that is periodic in k; None otherwise."""
    operation, operands = node.operation, node.operands
    if operation == "k":
        return Fraction(1)
    if not node.contains("k"):
        return None if node.contains("outer") else Fraction(0)
    slopes = [slope(operand) for operand in operands]
    if not any(slopes) and None not in slopes:
        return Fraction(0)
    match operation, slopes:
        case "neg", [Fraction() as a]:
            return -a
        case "+", [Fraction() as a, Fraction() as b]:
            return a + b
        case "-", [Fraction() as a, Fraction() as b]:
            return a - b
        case "*", [Fraction() as a, Fraction() as b]:
            return _scaled(a, operands[1], b, operands[0])
        case "/", [Fraction() as a, Fraction(numerator=0)]:
            value = rational(operands[1])
            return a / value if value else None
        case "floor", [Fraction() as a]:
            return a
        case "Mod", [Fraction(), Fraction(numerator=0)] if rational(operands[1]):
            return Fraction(0)
    return None


def _scaled(a: Fraction, right: Node, b: Fraction, left: Node) -> Fraction | None:
    for known, other, factor in ((a, b, right), (b, a, left)):
        value = rational(factor)
        if other == 0 and value is not None:
            return known * value
    return None


def rational(node: Node) -> Fraction | None:
    """The value of a formula without k, where rational arithmetic gives it; π counts as 1."""
    affine = affine_in_k(substitute(node, {Node("pi"): ONE}))
    return affine[1] if affine is not None and affine[0] == 0 else None


def period(node: Node) -> int:
    """P such that floors, remainders and parities are exact on each class k ≡ r (mod P)."""
    found = 1
    for operand in node.operands:
        found = lcm(found, period(operand))
    needed = _needed(node)
    return found if needed is None else lcm(found, needed)


def _needed(node: Node) -> int | None:
    operands = node.operands
    if node.operation == "floor":
        a = slope(operands[0])
        return None if a is None else a.denominator
    if node.operation == "Mod":
        a, divisor = slope(operands[0]), rational(operands[1])
        return None if a is None or not divisor else (a / divisor).denominator
    if node.operation == "**" and operands[1].contains("k"):
        a = slope(operands[1])
        return None if a is None or _positive(operands[0]) else (a / 2).denominator
    if node.operation in ("sin", "cos"):
        a = slope(operands[0])
        return None if a is None or not node.contains("pi") else (a / 2).denominator
    return None


def is_periodic(node: Node) -> bool:
    """Whether the formula is visibly periodic in k."""
    match node.operation:
        case "k" | "outer":
            return False
        case "Mod" if slope(node.operands[0]) is not None and not node.contains("pi"):
            return node.operands[1].value is not None
        case "sin" | "cos" if (turns := turns_of(node.operands[0])) is not None:
            return affine_in_k(turns) is not None or is_periodic(turns)
        case "**" if node.operands[0].value is not None and node.operands[0].value == -1:
            return affine_in_k(node.operands[1]) is not None
    return all(is_periodic(operand) for operand in node.operands)


def _positive(base: Node) -> bool:
    """Whether the formula is visibly positive for every k >= 1: its powers have no parity."""
    if base.operation in (*VARIABLES, "pi", "exp"):
        return True
    if base.value is not None:
        return base.value > 0
    try:
        return enclose(base, EVERY_INDEX).positive
    except Unclear:
        return False


@dataclass(frozen=True)
class Blocks:
    """A formula in the number m = ⌊(k + shift)/size⌋ of a block, written with m as k.

    k itself, where it still occurs, is OUTER.
    """

    node: Node
    size: int
    shift: int


def blocks(node: Node, *, strict: bool) -> Blocks | None:
    """The formula over its smallest block; with `strict`, only if k occurs in no other way."""
    floors = _floors(node)
    if not floors or None in floors.values():
        return None
    sizes = {size for size, _ in filter(None, floors.values())}
    shifts = {shift for _, shift in filter(None, floors.values())}
    size = min(sizes)
    if size == 1 or len(shifts) > 1 or any(s % size for s in sizes):
        return None
    inner = {
        floor: K
        if found[0] == size
        else Node("floor", (Node("*", (num(Fraction(size, found[0])), K)),))
        for floor, found in floors.items()
        if found is not None
    }
    marked = {floor: Node("block", (num(i),)) for i, floor in enumerate(inner)}
    outer = substitute(substitute(node, marked), {K: OUTER})
    if strict and outer.contains("outer"):
        return None
    back = {marked[floor]: replacement for floor, replacement in inner.items()}
    return Blocks(substitute(outer, back), size, shifts.pop())


def _floors(node: Node) -> dict[Node, tuple[int, int] | None]:
    """The innermost floors, each with (Q, b) where it is ⌊(k + b)/Q⌋, b an integer."""
    if node.operation == "floor" and not node.operands[0].contains("floor"):
        return {node: _block(node.operands[0])} if node.contains("k") else {}
    found: dict[Node, tuple[int, int] | None] = {}
    for operand in node.operands:
        found.update(_floors(operand))
    return found


def _block(argument: Node) -> tuple[int, int] | None:
    affine = affine_in_k(argument)
    if affine is None or affine[0] <= 0 or affine[0].numerator != 1:
        return None
    shift = affine[1] / affine[0]
    return (affine[0].denominator, int(shift)) if shift.denominator == 1 else None
