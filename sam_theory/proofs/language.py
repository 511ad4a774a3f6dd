"""The language of claims: Python expressions over real variables and vectors, read safely."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Any, Protocol

Scalar = Any  # a value of the algebra: a z3 term, a SymPy expression, a ball, a Fraction
Truth = Any  # a z3 formula or a bool

KEPT = 8192  # formulas that are not read again
DEEPEST, LONGEST = 60, 10_000  # the formulas that are read
MOST = 1000  # factors that are multiplied one by one
VECTOR_FUNCTIONS = ("norm", "sq", "dot")
RELATIONS: Mapping[type, str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


class Unsupported(Exception):
    """The claim uses something that this way of checking does not know."""


class Algebra(Protocol):
    """What the variables of a claim stand for; + − × are Python's."""

    def number(self, value: Fraction) -> Scalar: ...

    def variable(self, name: str) -> Scalar: ...

    def gram(self, first: str, second: str) -> Scalar:
        """The inner product of two base vectors."""

    def divide(self, a: Scalar, b: Scalar, text: str) -> Scalar:
        """a / b, where `text` is the expression of b."""

    def power(self, base: Scalar, exponent: Scalar) -> Scalar:
        """base ** exponent for an exponent that is no integer literal."""

    def length(self, square: Scalar) -> Scalar:
        """√ of the square of a norm, which is never negative."""

    def function(self, name: str, arguments: list[Scalar], text: str) -> Scalar:
        """A named function, where `text` is the expression of its first argument."""

    def compare(self, relation: str, a: Scalar, b: Scalar) -> Truth: ...

    def connect(self, name: str, truths: list[Truth]) -> Truth:
        """`and`, `or`, `not` or `implies`."""


@dataclass(frozen=True)
class Vector:
    """A linear combination of base vectors."""

    parts: Mapping[str, Scalar]

    def plus(self, other: Vector) -> Vector:
        """self + other."""
        parts = dict(self.parts)
        for name, value in other.parts.items():
            parts[name] = parts[name] + value if name in parts else value
        return Vector(parts)

    def minus(self, other: Vector) -> Vector:
        """self − other."""
        return self.plus(Vector({name: -value for name, value in other.parts.items()}))

    def scaled(self, factor: Scalar) -> Vector:
        """factor · self."""
        return Vector({name: factor * value for name, value in self.parts.items()})


@lru_cache(maxsize=KEPT)
def read(text: str) -> ast.expr:
    """The formula as a tree; raises SyntaxError for what is no expression.

    Raises Unsupported for a decimal number with more digits than Python keeps, and for a formula
    that is too long or too deep.
    """
    source = text.strip()
    try:
        tree = ast.parse(source, mode="eval").body
    except (RecursionError, MemoryError, ValueError) as reason:
        raise Unsupported(f"{source[:40]!r}… cannot be read as a formula") from reason
    if depth(tree) > DEEPEST or len(source) > LONGEST:
        raise Unsupported(f"{source[:40]!r}… is too long a formula, or too deeply nested")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            written = ast.get_source_segment(source, node) or ""
            if not isfinite(node.value) or Fraction(written) != Fraction(repr(node.value)):
                raise Unsupported(f"{written} has too many digits; write a quotient of integers")
    return tree


def depth(tree: ast.AST) -> int:
    """How deeply a formula is nested."""
    deep, level = 0, [tree]
    while level:
        deep, level = deep + 1, [child for n in level for child in ast.iter_child_nodes(n)]
    return deep


def names(node: ast.AST) -> frozenset[str]:
    """The variables and vectors that occur."""
    called = {id(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
    return frozenset(
        n.id for n in ast.walk(node) if isinstance(n, ast.Name) and id(n) not in called
    )


def all_names(texts: Iterable[str]) -> tuple[str, ...]:
    """The variables and vectors of several formulas, sorted."""
    return tuple(sorted(frozenset[str]().union(*(names(read(text)) for text in texts))))


_BINARY: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


@dataclass(frozen=True)
class Interpreter:
    """Evaluates formulas in an algebra; `vectors` are the names that stand for vectors."""

    algebra: Algebra
    vectors: frozenset[str] = field(default_factory=frozenset)

    def truth(self, text: str) -> Truth:
        """The formula as a truth value."""
        return self._truth(read(text))

    def scalar(self, text: str) -> Scalar:
        """The expression as a scalar."""
        return self._scalar(read(text))

    def is_vector(self, node: ast.expr) -> bool:
        """Whether the expression is a linear combination of vectors."""
        match node:
            case ast.Name(id=name):
                return name in self.vectors
            case ast.UnaryOp(operand=inner):
                return self.is_vector(inner)
            case ast.BinOp(left=left, right=right):
                return self.is_vector(left) or self.is_vector(right)
        return False

    def _truth(self, node: ast.expr) -> Truth:
        match node:
            case ast.Constant(value=bool() as value):
                return self.algebra.connect("and" if value else "or", [])
            case ast.Compare():
                return self._comparison(node)
            case ast.BoolOp(op=op, values=values):
                name = "and" if isinstance(op, ast.And) else "or"
                return self.algebra.connect(name, [self._truth(value) for value in values])
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self.algebra.connect("not", [self._truth(inner)])
            case ast.Call(func=ast.Name(id="implies"), args=[a, b]):
                return self.algebra.connect("implies", [self._truth(a), self._truth(b)])
        raise Unsupported(f"{ast.unparse(node)} is no truth value")

    def _comparison(self, node: ast.Compare) -> Truth:
        sides = [node.left, *node.comparators]
        links = []
        for op, a, b in zip(node.ops, sides, sides[1:], strict=False):
            if self.is_vector(a):
                links.append(self._equal_vectors(a, op, b))
            else:
                relation = RELATIONS[type(op)]
                links.append(self.algebra.compare(relation, self._scalar(a), self._scalar(b)))
        return links[0] if len(links) == 1 else self.algebra.connect("and", links)

    def _equal_vectors(self, a: ast.expr, op: ast.cmpop, b: ast.expr) -> Truth:
        if not isinstance(op, ast.Eq):
            raise Unsupported("vectors can only be equal")
        difference = self._vector(a).minus(self._vector(b))
        zero = self.algebra.number(Fraction(0))
        return self.algebra.compare("==", self._dot(difference, difference), zero)

    def _vector(self, node: ast.expr) -> Vector:
        match node:
            case ast.Constant(value=0):
                return Vector({})
            case ast.Name(id=name) if name in self.vectors:
                return Vector({name: self.algebra.number(Fraction(1))})
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return Vector({}).minus(self._vector(inner))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._vector(left).plus(self._vector(right))
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                return self._vector(left).minus(self._vector(right))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                if self.is_vector(right):
                    return self._vector(right).scaled(self._scalar(left))
                return self._vector(left).scaled(self._scalar(right))
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                one = self.algebra.number(Fraction(1))
                factor = self.algebra.divide(one, self._scalar(right), ast.unparse(right))
                return self._vector(left).scaled(factor)
        raise Unsupported(f"{ast.unparse(node)} is no vector")

    def _dot(self, u: Vector, v: Vector) -> Scalar:
        total = self.algebra.number(Fraction(0))
        for a, x in u.parts.items():
            for b, y in v.parts.items():
                total = total + x * y * self.algebra.gram(*sorted((a, b)))
        return total

    def _scalar(self, node: ast.expr) -> Scalar:
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return self.algebra.number(Fraction(repr(value)))
            case ast.Name(id=name) if name not in self.vectors:
                return self.algebra.variable(name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -self._scalar(inner)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._power(left, right)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                a, b = self._scalar(left), self._scalar(right)
                return self.algebra.divide(a, b, ast.unparse(right))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return _BINARY[type(op)](self._scalar(left), self._scalar(right))
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._call(name, args)
        raise Unsupported(f"{ast.unparse(node)} is no real number")

    def _power(self, base: ast.expr, exponent: ast.expr) -> Scalar:
        value = self._scalar(base)
        match exponent:
            case ast.Constant(value=int() as n) if n <= MOST:
                result = self.algebra.number(Fraction(1))
                for _ in range(n):
                    result = result * value
                return result
        return self.algebra.power(value, self._scalar(exponent))

    def _call(self, name: str, args: list[ast.expr]) -> Scalar:
        if name in VECTOR_FUNCTIONS:
            u = self._vector(args[0])
            v = self._vector(args[1]) if name == "dot" else u
            product = self._dot(u, v)
            return self.algebra.length(product) if name == "norm" else product
        text = ast.unparse(args[0]) if args else ""
        return self.algebra.function(name, [self._scalar(a) for a in args], text)
