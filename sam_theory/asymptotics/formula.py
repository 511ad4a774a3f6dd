"""Formulas in k as trees: the grammar, and the one fold that gives them their meanings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Generic, TypeVar

CONSTANTS = ("L", "D", "n")  # of the problem: of (3), of (4), and the dimension; all positive
VARIABLES = ("k", *CONSTANTS)
ARITHMETIC = ("+", "-", "*", "/", "**", "neg")
COMPARISONS: Mapping[str, Callable[[int], bool]] = {  # whether a < b, …, by the sign of a − b
    "<": lambda side: side < 0,
    "<=": lambda side: side <= 0,
    ">": lambda side: side > 0,
    ">=": lambda side: side >= 0,
    "==": lambda side: side == 0,
    "!=": lambda side: side != 0,
}
CONNECTIVES = ("and", "or", "not")
FUNCTIONS: Mapping[str, tuple[int, int]] = {  # name: fewest and most arguments
    "log": (1, 1),
    "exp": (1, 1),
    "sqrt": (1, 1),
    "sin": (1, 1),
    "cos": (1, 1),
    "floor": (1, 1),
    "Mod": (2, 2),
    "Min": (2, 8),
    "Max": (2, 8),
    "where": (3, 3),
    "is_square": (1, 1),
}
LEAVES = ("number", *VARIABLES, "pi")
OPERATIONS = (*LEAVES, *ARITHMETIC, *COMPARISONS, *CONNECTIVES, *FUNCTIONS)


@dataclass(frozen=True)
class Node:
    """An operation and its operands.

    `operation` is one of OPERATIONS; `value` holds a `number`.
    """

    operation: str
    operands: tuple[Node, ...] = ()
    value: Fraction | None = None

    @cached_property
    def _hash(self) -> int:
        return hash((self.operation, self.operands, self.value))

    def __hash__(self) -> int:
        return self._hash

    def contains(self, operation: str) -> bool:
        """Whether the operation occurs anywhere in the formula."""
        return self.operation == operation or any(o.contains(operation) for o in self.operands)


V = TypeVar("V")
Read = Callable[[Node], V]


@dataclass(frozen=True)
class Algebra(Generic[V]):
    """A meaning of formulas: what each operation makes of its operands.

    Most need the values of all operands. Those `of_operands` are given the formula and the reader
    of its parts: they look at how an operand is written, or read only some of them.
    A further function is a name in FUNCTIONS and an entry in every algebra.
    """

    of_values: Mapping[str, Callable[..., V]]
    of_operands: Mapping[str, Callable[[Node, Read[V]], V]]

    def __contains__(self, operation: object) -> bool:
        return operation in self.of_values or operation in self.of_operands

    def apply(self, node: Node, read: Read[V]) -> V:
        """The value of a formula, given how its parts are read."""
        of_values = self.of_values.get(node.operation)
        if of_values is not None:
            return of_values(*map(read, node.operands))
        return self.of_operands[node.operation](node, read)


def fold(node: Node, algebra: Algebra[V]) -> V:
    """The value of a formula, its parts read by the same algebra."""

    def read(part: Node) -> V:
        return algebra.apply(part, read)

    return read(node)


def affine_in_k(node: Node) -> tuple[Fraction, Fraction] | None:
    """(a, b) if the formula is a·k + b with rational a, b and no CONSTANTS; None otherwise."""
    if node.operation == "number":
        assert node.value is not None
        return Fraction(0), node.value
    if node.operation == "k":
        return Fraction(1), Fraction(0)
    parts = [affine_in_k(operand) for operand in node.operands]
    if any(part is None for part in parts):
        return None
    match node.operation, parts:
        case "neg", [(a, b)]:
            return -a, -b
        case "+", [(a, b), (c, d)]:
            return a + c, b + d
        case "-", [(a, b), (c, d)]:
            return a - c, b - d
        case "*", [(a, b), (c, d)] if a == 0 or c == 0:
            return a * d + c * b, b * d
        case "/", [(a, b), (c, d)] if c == 0 and d != 0:
            return a / d, b / d
    return None
