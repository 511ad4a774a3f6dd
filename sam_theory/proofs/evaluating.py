"""Claims evaluated exactly at given numbers, independently of any solver."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from typing import Any

import sympy

from sam_theory.proofs.language import Interpreter

DIGITS = 60  # decimal digits to which an algebraic number is told from zero before it is tested
MANY = 10 * DIGITS  # to which a number that is not zero is evaluated for its sign
TOLD = sympy.Float(10) ** (10 - DIGITS)  # what is larger has the sign of its digits

Point = Mapping[str, Any]  # name: SymPy number, or a tuple of them for a vector


class Undefined(Exception):
    """The formula has no value at this point."""


@dataclass(frozen=True)
class Exact:
    """The algebra of SymPy's exact real numbers at a point."""

    point: Point

    def number(self, value: Fraction) -> Any:
        return sympy.Rational(value.numerator, value.denominator)

    def variable(self, name: str) -> Any:
        return sympy.pi if name == "pi" else self.point[name]

    def gram(self, first: str, second: str) -> Any:
        pairs = zip(self.point[first], self.point[second], strict=True)
        return sum((a * b for a, b in pairs), sympy.Integer(0))

    def divide(self, a: Any, b: Any, text: str) -> Any:
        if sign(b) == 0:
            raise Undefined(f"division by {text} = 0")
        return a / b

    def power(self, base: Any, exponent: Any) -> Any:
        return sympy.Pow(base, exponent)

    def length(self, square: Any) -> Any:
        return sympy.sqrt(square)

    def function(self, name: str, arguments: list[Any], text: str) -> Any:
        if name == "sqrt" and sign(arguments[0]) < 0:
            raise Undefined(f"the root of {text} < 0")
        if name == "max":
            return max(arguments, key=_ORDER)
        if name == "min":
            return min(arguments, key=_ORDER)
        if name == "abs":
            return arguments[0] * sign(arguments[0])
        if name == "sign":
            return sympy.Integer(sign(arguments[0]))
        return getattr(sympy, name)(*arguments)

    def compare(self, relation: str, a: Any, b: Any) -> bool:
        return bool(_RELATIONS[relation](sign(a - b), 0))

    def connect(self, name: str, truths: list[Any]) -> bool:
        match name:
            case "and":
                return all(truths)
            case "or":
                return any(truths)
            case "implies":
                return truths[1] or not truths[0]
        return not truths[0]


_RELATIONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def sign(value: Any) -> int:
    """−1, 0 or 1: the sign of an exact real number."""
    if value.is_Rational:
        return int(value.p > 0) - int(value.p < 0)
    approximate = value.evalf(DIGITS)
    if not approximate.is_Float and not approximate.is_Rational:
        raise Undefined(f"{value} is no real number")
    if abs(approximate) > TOLD:
        return int(sympy.sign(approximate))
    try:
        minimal = sympy.minimal_polynomial(value, polys=True)
    except (sympy.polys.polyerrors.NotAlgebraic, NotImplementedError) as reason:
        raise Undefined(f"the sign of {value} is not decided") from reason
    if minimal.degree() == 1:
        return sign(-minimal.monic().eval(0))
    return int(sympy.sign(value.evalf(MANY)))  # irrational, so not zero


_ORDER = cmp_to_key(lambda a, b: sign(a - b))  # type: ignore[operator]  # of SymPy numbers


def holds(text: str, point: Point, vectors: tuple[str, ...] = ()) -> bool:
    """Whether the formula is true at the point; raises Undefined where it has no value."""
    return bool(Interpreter(Exact(point), frozenset(vectors)).truth(text))


def value(text: str, point: Point, vectors: tuple[str, ...] = ()) -> Any:
    """The expression's exact value at the point; raises Undefined where it has none."""
    return Interpreter(Exact(point), frozenset(vectors)).scalar(text)


def confirmed(
    point: Point, true: Sequence[str], false: str | None, vectors: tuple[str, ...]
) -> bool:
    """Whether all of `true` hold at the point and `false` does not, in exact arithmetic.

    With `false` undefined at the point, it counts as not holding.
    """
    try:
        if not all(holds(text, point, vectors) for text in true):
            return False
    except Undefined:
        return False
    if false is None:
        return True
    try:
        return not holds(false, point, vectors)
    except Undefined as reason:
        return "not decided" not in str(reason)


def show(point: Point) -> str:
    """The point as text: L = 2, G = (1, 0)."""
    parts = []
    for name, value in point.items():
        shown = f"({', '.join(map(str, value))})" if isinstance(value, tuple) else str(value)
        parts.append(f"{name} = {shown}")
    return ", ".join(parts)
