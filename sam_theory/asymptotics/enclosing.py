"""Formulas evaluated over ranges of k: intervals that hold every value.

An interval holds every value of a formula for the integers k of a range [a, b], b possibly ∞.
Raises Unclear where the formula may be undefined for some k of the range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from sam_theory.asymptotics import interval_functions as functions
from sam_theory.asymptotics.formula import Node, affine_in_k
from sam_theory.asymptotics.intervals import (
    EITHER,
    POSITIVE,
    Interval,
    add,
    ends,
    exactly,
    hull,
    invert,
    multiply,
    negate,
)


def enclose(node: Node, k: Interval) -> Interval:
    """Every value of the formula for k in the interval; L, D are any positive numbers, n >= 1."""
    match node.operation:
        case "number":
            assert node.value is not None
            return exactly(node.value)
        case "k":
            return k
        case "L" | "D":
            return POSITIVE
        case "n":
            return Interval(Fraction(1), None, False, True)
        case "pi":
            return Interval(*functions.pi_ends())
        case "where":
            return _where(node, k)
        case "is_square":
            return EITHER
    if node.operation in ("sin", "cos"):
        turns = turns_of(node.operands[0])
        if turns is not None:
            return functions.circular_of_turns(node.operation, enclose(turns, k))
        if _rational_angle(node.operands[0], k):
            found = functions.circular(node.operation, enclose(node.operands[0], k))
            return Interval(found.low, found.high, True, True)
    parts = [enclose(operand, k) for operand in node.operands]
    if node.operation == "**" and parts[0].negative and integral(node.operands[1]):
        return _signed_power(parts[0], parts[1])
    return _apply(node.operation, parts)


def _rational_angle(angle: Node, k: Interval) -> bool:
    """Whether the angle is a rational number other than 0 for every k of the range.

    Its sine and cosine are then transcendental (F. Lindemann 1882), hence never −1, 0 or 1, nor
    at a rational end of an interval.
    """
    affine = affine_in_k(angle)
    if affine is None:
        return False
    if affine[0] == 0:
        return affine[1] != 0
    zero = -affine[1] / affine[0]
    return zero.denominator != 1 or k.low is None or zero < k.low


def integral(node: Node) -> bool:
    """Whether the formula is visibly an integer for every k."""
    match node.operation:
        case "number":
            return node.value is not None and node.value.denominator == 1
        case "k" | "outer" | "n" | "floor" | "is_square" | "not" | "and" | "or":
            return True
        case "+" | "-" | "*" | "neg" | "Mod" | "Min" | "Max":
            return all(integral(operand) for operand in node.operands)
        case "where":
            return all(integral(operand) for operand in node.operands[1:])
    return node.operation in _HOLDS


def _signed_power(base: Interval, exponent: Interval) -> Interval:
    if exponent.point is not None:
        return functions.power(base, exponent)
    size = functions.power(negate(base), exponent)
    return Interval(negate(size).low, size.high, size.high_open, size.high_open)


def _where(node: Node, k: Interval) -> Interval:
    truth = enclose(node.operands[0], k)
    if truth.point is not None:
        return enclose(node.operands[1 if truth.point != 0 else 2], k)
    if holds_zero(truth):
        return hull([e for branch in node.operands[1:] for e in ends(enclose(branch, k))])
    return enclose(node.operands[1], k)


def _apply(operation: str, parts: list[Interval]) -> Interval:
    match operation, parts:
        case "+", [a, b]:
            return add(a, b)
        case "-", [a, b]:
            return add(a, negate(b))
        case "neg", [a]:
            return negate(a)
        case "*", [a, b]:
            return multiply(a, b)
        case "/", [a, b]:
            return multiply(a, invert(b))
        case "**", [a, b]:
            return functions.power(a, b)
        case "log", [a]:
            return functions.log(a)
        case "exp", [a]:
            return functions.exp(a)
        case "sqrt", [a]:
            return functions.sqrt(a)
        case (("sin" | "cos"), [a]):
            return functions.circular(operation, a)
        case "floor", [a]:
            return functions.floored(a)
        case "Mod", [a, b]:
            return functions.remainder(a, b)
        case (("Min" | "Max"), _):
            return _extreme(operation, parts)
        case (("and" | "or" | "not"), _):
            return _connect(operation, parts)
    return _compare(operation, parts[0], parts[1])


def _extreme(operation: str, parts: list[Interval]) -> Interval:
    if operation == "Max":
        return negate(_extreme("Min", [negate(part) for part in parts]))
    low = hull([ends(part)[0] for part in parts])
    tops = [part for part in parts if part.high is not None]
    if not tops:
        return Interval(low.low, None, low.low_open, True)
    least = min(tops, key=lambda part: (part.high, not part.high_open))
    return Interval(low.low, least.high, low.low_open, least.high_open)


def _connect(operation: str, parts: list[Interval]) -> Interval:
    truths = [None if holds_zero(p) and p.point is None else not holds_zero(p) for p in parts]
    if operation == "not":
        return EITHER if truths[0] is None else exactly(int(not truths[0]))
    decisive = operation == "or"
    if decisive in truths:
        return exactly(int(decisive))
    return EITHER if None in truths else exactly(int(not decisive))


def _compare(name: str, a: Interval, b: Interval) -> Interval:
    d = add(a, negate(b))
    possible = {
        s for s, may in ((-1, not d.nonnegative), (0, holds_zero(d)), (1, _may_exceed(d))) if may
    }
    held = {_HOLDS[name](s) for s in possible}
    return EITHER if len(held) > 1 else exactly(int(held.pop()))


def holds_zero(d: Interval) -> bool:
    return not (d.positive or d.negative)


def _may_exceed(d: Interval) -> bool:
    return d.high is None or d.high > 0


_HOLDS: Mapping[str, Callable[[int], bool]] = {
    "<": lambda s: s < 0,
    "<=": lambda s: s <= 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
    "==": lambda s: s == 0,
    "!=": lambda s: s != 0,
}


def turns_of(angle: Node) -> Node | None:
    """x, where the angle is visibly π·x."""
    if not angle.contains("pi"):
        return None
    inner = [turns_of(operand) for operand in angle.operands]
    match angle.operation, angle.operands, inner:
        case "pi", _, _:
            return Node("number", value=Fraction(1))
        case "neg", _, [Node() as x]:
            return Node("neg", (x,))
        case (("+" | "-"), _, [Node() as x, Node() as y]):
            return Node(angle.operation, (x, y))
        case "*", [_, b], [Node() as x, None] if not b.contains("pi"):
            return Node("*", (x, b))
        case "*", [a, _], [None, Node() as y] if not a.contains("pi"):
            return Node("*", (a, y))
        case "/", [_, b], [Node() as x, None] if not b.contains("pi"):
            return Node("/", (x, b))
    return None
