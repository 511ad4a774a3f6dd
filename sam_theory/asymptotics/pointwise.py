"""The exact value of a formula at one k."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cmp_to_key, partial
from math import isqrt

from sam_theory.asymptotics import constants
from sam_theory.asymptotics.constants import Constant, compare, number, sign
from sam_theory.asymptotics.formula import COMPARISONS, Algebra, Node, Read, fold
from sam_theory.asymptotics.outcome import Undecidable, Undefined


def value_at(node: Node, k: int) -> Constant:
    """The value at k; raises Undefined where there is none, Undecidable where it is not found."""
    return fold(node, exact_values(k))


def exact_values(k: int) -> Algebra[Constant]:
    """Exact constants, for one k."""
    return Algebra({**_OF_VALUES, "k": lambda: number(k)}, {"number": _number, "where": _where})


def _number(node: Node, read: Read[Constant]) -> Constant:
    assert node.value is not None
    return Constant(node.value)


def _where(node: Node, read: Read[Constant]) -> Constant:
    return read(node.operands[1 if sign(read(node.operands[0])) else 2])


def _divide(a: Constant, b: Constant) -> Constant:
    if sign(b) == 0:
        raise Undefined("a division by zero")
    return a / b


def _power(a: Constant, b: Constant) -> Constant:
    exponent = b.rational
    if exponent == 0:
        return constants.ONE
    match sign(a):
        case 0:
            side = sign(b)
            if side < 0:
                raise Undefined("a division by zero")
            return constants.ZERO if side else constants.ONE
        case -1 if exponent is None or exponent.denominator != 1:
            raise Undefined("a power of a negative number")
    return constants.power(a, b)


def _log(a: Constant) -> Constant:
    if sign(a) <= 0:
        raise Undefined("the logarithm of a number that is not positive")
    return constants.logarithm(a)


def _sqrt(a: Constant) -> Constant:
    if sign(a) < 0:
        raise Undefined("the square root of a negative number")
    return _power(a, constants.HALF)


def _remainder(a: Constant, b: Constant) -> Constant:
    if sign(b) == 0:
        raise Undefined("a division by zero")
    return a - b * number(constants.floor_of(a / b))


def _is_square(a: Constant) -> Constant:
    value = a.rational
    if value is None:
        raise Undecidable("whether an irrational constant is a square")
    whole = value.denominator == 1 and value >= 0 and isqrt(int(value)) ** 2 == value
    return number(int(whole))


def _compared(holds: Callable[[int], bool], a: Constant, b: Constant) -> Constant:
    return number(int(holds(compare(a, b))))


_OF_VALUES: Mapping[str, Callable[..., Constant]] = {
    **{name: partial(constants.symbol, name) for name in constants.SYMBOLS},
    **{name: partial(_compared, holds) for name, holds in COMPARISONS.items()},
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divide,
    "neg": lambda a: -a,
    "**": _power,
    "log": _log,
    "exp": constants.exponential,
    "sqrt": _sqrt,
    "sin": constants.sine,
    "cos": constants.cosine,
    "floor": lambda a: number(constants.floor_of(a)),
    "Mod": _remainder,
    "is_square": _is_square,
    "Min": lambda *values: min(values, key=cmp_to_key(compare)),
    "Max": lambda *values: max(values, key=cmp_to_key(compare)),
    "and": lambda *values: number(int(all(sign(v) for v in values))),
    "or": lambda *values: number(int(any(sign(v) for v in values))),
    "not": lambda a: number(int(not sign(a))),
}
