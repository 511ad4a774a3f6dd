"""An independent, numerical opinion on series: Cauchy condensation, iterated, in mpmath.

Σ aₖ behaves as Σ 2ʲ·a(2ʲ) for eventually nonincreasing a >= 0; condensed again, as Σ 2ʲ⁺ⁱ·a(2ʲ),
j = 2ⁱ. The local exponent −d log c/d log j of the condensed terms says which side of 1 they are on,
where it has settled and is not too near to 1. No code of the decider is used.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from math import isqrt
from typing import Any

import mpmath

from sam_theory.asymptotics.formula import CONSTANTS, Algebra, Node, Read, fold
from sam_theory.asymptotics.parsing import parse

MARGIN = 0.15  # a local exponent this near to 1 decides nothing
NEAR = 0.5  # a local exponent that is unsettled within this of 1 is condensed again
SETTLED = 0.05  # the relative change of its distance to 1 for a local exponent that has settled
MOST_BITS = 200_000
LARGEST_EXPONENT = 10**7  # |x| in exp x

Opinion = bool | None  # converges, or no opinion


class TooLarge(Exception):
    """A number beyond what is worth computing."""


def value(node: Node, k: Any) -> Any:
    """The formula at k, in the precision in force."""
    return fold(node, numbers(k))


def numbers(k: Any) -> Algebra[Any]:
    """Numbers of mpmath, for one k."""
    return Algebra({**OF_VALUES, "k": lambda: k}, {"number": _number, "where": _where})


def _number(node: Node, read: Read[Any]) -> Any:
    assert node.value is not None
    return mpmath.mpf(node.value.numerator) / node.value.denominator


def _where(node: Node, read: Read[Any]) -> Any:
    return read(node.operands[1 if read(node.operands[0]) else 2])


def _exp(x: Any) -> Any:
    if abs(x) > LARGEST_EXPONENT:
        if x < 0:
            return mpmath.mpf(0)
        raise TooLarge
    return mpmath.exp(x)


def _power(base: Any, exponent: Any) -> Any:
    if base == 0:
        return mpmath.mpf(1 if exponent == 0 else 0)
    if base < 0:
        return (-1) ** int(exponent % 2) * _power(-base, exponent)
    return _exp(exponent * mpmath.log(base))


OF_VALUES: Mapping[str, Callable[..., Any]] = {
    **dict.fromkeys(CONSTANTS, lambda: mpmath.mpf("1.75")),
    "pi": lambda: +mpmath.pi,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": _power,
    "neg": operator.neg,
    "log": mpmath.log,
    "exp": _exp,
    "sqrt": mpmath.sqrt,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "floor": mpmath.floor,
    "Mod": lambda a, b: a - b * mpmath.floor(a / b),
    "Min": min,
    "Max": max,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "and": lambda *values: all(values),
    "or": lambda *values: any(values),
    "not": operator.not_,
    "is_square": lambda a: a == int(a) and isqrt(int(a)) ** 2 == a,
}


def opinion(formula: str) -> Opinion:
    """Whether the series of an eventually monotone positive formula seems to converge."""
    node = parse(formula)
    for level, condensed in enumerate((_once, _twice, _three_times)):
        try:
            first, last = _local(condensed(node))
        except (TooLarge, ZeroDivisionError, OverflowError, ValueError):
            return None
        if abs(last - 1) > MARGIN and _settled(first, last, level):
            return last > 1
        if abs(last - 1) > NEAR:
            return None
    return None


def _settled(first: float, last: float, level: int) -> bool:
    """Whether the local exponent stays, or moves away from 1; condensed series may not near 0."""
    if max(abs(first), abs(last)) < 1e-6:
        return True
    if abs(last - first) <= SETTLED * min(abs(last), abs(last - 1)):
        return True
    away = abs(last - 1) > abs(first - 1) and (last - 1) * (first - 1) > 0
    return away and (last > 1 or level == 0)


def _once(node: Node) -> list[tuple[float, Any]]:
    """(log j, log of the condensed term) for k = 2ʲ."""
    return [(math.log(j), _term(node, j, [j])) for j in (64, 256, 1024)]


def _twice(node: Node) -> list[tuple[float, Any]]:
    return [(math.log(i), _term(node, 2**i, [2**i, i])) for i in (5, 8, 12)]


def _three_times(node: Node) -> list[tuple[float, Any]]:
    points = [(math.log2(i), i) for i in (5, 8, 12)]
    return [(math.log(h), _term(node, 2**i, [2**i, i, h])) for h, i in points]


def _term(node: Node, j: int, exponents: Sequence[float]) -> Any:
    """log of 2^(sum of the exponents) times the value at k = 2ʲ, or −∞."""
    values = []
    for bits in (2 * j + 200, 3 * j + 400):
        with mpmath.workprec(min(bits, MOST_BITS)):
            term = value(node, mpmath.mpf(2) ** j)
            if not term >= 0:
                raise ValueError
            values.append(-mpmath.inf if term == 0 else mpmath.log(term))
    if values[0] != values[1] and not abs(values[0] - values[1]) < 1e-12 * (1 + abs(values[1])):
        raise TooLarge  # lost to cancellation
    return values[1] + mpmath.log(2) * sum(exponents)


def _local(points: list[tuple[float, Any]]) -> tuple[float, float]:
    """−d(log term)/d(log index) over the first and the last interval."""
    (x0, y0), (x1, y1), (x2, y2) = points
    if y2 == -mpmath.inf:
        return 50.0, 100.0
    return float((y0 - y1) / (x1 - x0)), float((y1 - y2) / (x2 - x1))
