"""Formulas evaluated over ranges of k: intervals that hold every value.

An interval holds every value of a formula for the integers k of a range [a, b], b possibly ∞.
Raises Unclear where the formula may be undefined for some k of the range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from sam_theory.asymptotics import interval_functions as functions
from sam_theory.asymptotics.formula import COMPARISONS, Algebra, Node, Read, affine_in_k, fold
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
    return fold(node, intervals(k))


def intervals(k: Interval) -> Algebra[Interval]:
    """Intervals, for k in an interval."""
    circular = partial(_circular, k)
    return Algebra(
        {**_OF_VALUES, "k": lambda: k}, {**_OF_OPERANDS, "sin": circular, "cos": circular}
    )


def _number(node: Node, read: Read[Interval]) -> Interval:
    assert node.value is not None
    return exactly(node.value)


def _circular(k: Interval, node: Node, read: Read[Interval]) -> Interval:
    (angle,) = node.operands
    turns = turns_of(angle)
    if turns is not None:
        return functions.circular_of_turns(node.operation, read(turns))
    found = functions.circular(node.operation, read(angle))
    return Interval(found.low, found.high, True, True) if _rational_angle(angle, k) else found


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
    return node.operation in COMPARISONS


def _power(node: Node, read: Read[Interval]) -> Interval:
    base, exponent = map(read, node.operands)
    if not base.negative or exponent.point is not None or not integral(node.operands[1]):
        return functions.power(base, exponent)
    size = functions.power(negate(base), exponent)
    return Interval(negate(size).low, size.high, size.high_open, size.high_open)


def _where(node: Node, read: Read[Interval]) -> Interval:
    truth, *branches = node.operands
    held = _truth(read(truth))
    if held is None:
        return hull([end for branch in branches for end in ends(read(branch))])
    return read(branches[0 if held else 1])


def _truth(value: Interval) -> bool | None:
    """Whether the number is not 0; None if it may or may not be."""
    return None if holds_zero(value) and value.point is None else not holds_zero(value)


def _least(*parts: Interval) -> Interval:
    low = hull([ends(part)[0] for part in parts])
    tops = [part for part in parts if part.high is not None]
    if not tops:
        return Interval(low.low, None, low.low_open, True)
    least = min(tops, key=lambda part: (part.high, not part.high_open))
    return Interval(low.low, least.high, low.low_open, least.high_open)


def _connect(operation: str, *parts: Interval) -> Interval:
    truths = [_truth(part) for part in parts]
    decisive = operation == "or"
    if decisive in truths:
        return exactly(int(decisive))
    return EITHER if None in truths else exactly(int(not decisive))


def _negation(part: Interval) -> Interval:
    truth = _truth(part)
    return EITHER if truth is None else exactly(int(not truth))


def _compare(holds: Callable[[int], bool], a: Interval, b: Interval) -> Interval:
    d = add(a, negate(b))
    possible = {
        s for s, may in ((-1, not d.nonnegative), (0, holds_zero(d)), (1, _may_exceed(d))) if may
    }
    held = {holds(s) for s in possible}
    return EITHER if len(held) > 1 else exactly(int(held.pop()))


def holds_zero(d: Interval) -> bool:
    return not (d.positive or d.negative)


def _may_exceed(d: Interval) -> bool:
    return d.high is None or d.high > 0


_OF_VALUES: Mapping[str, Callable[..., Interval]] = {
    "L": lambda: POSITIVE,
    "D": lambda: POSITIVE,
    "n": lambda: Interval(Fraction(1), None, False, True),
    "pi": lambda: Interval(*functions.pi_ends()),
    "+": add,
    "-": lambda a, b: add(a, negate(b)),
    "neg": negate,
    "*": multiply,
    "/": lambda a, b: multiply(a, invert(b)),
    "log": functions.log,
    "exp": functions.exp,
    "sqrt": functions.sqrt,
    "floor": functions.floored,
    "Mod": functions.remainder,
    "Min": _least,
    "Max": lambda *parts: negate(_least(*map(negate, parts))),
    "is_square": lambda argument: EITHER,
    "and": partial(_connect, "and"),
    "or": partial(_connect, "or"),
    "not": _negation,
    **{name: partial(_compare, holds) for name, holds in COMPARISONS.items()},
}
_OF_OPERANDS: Mapping[str, Callable[[Node, Read[Interval]], Interval]] = {
    "number": _number,
    "**": _power,
    "where": _where,
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
