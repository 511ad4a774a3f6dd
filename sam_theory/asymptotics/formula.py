"""Formulas in k: a whitelisted grammar, read exactly and evaluated in floating point."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from sam_theory.errors import UsageError

MAX_LENGTH = 1000  # characters; longer input is refused before it is parsed
MAX_DEPTH = 60  # nested operations
MAX_EXPONENT = 1000  # |b| of a constant exponent in a ** b
MAX_TOWER = 2  # a ** b ** k is the tallest tower that is read
MAX_CONSTANT = 1e300  # absolute value of a constant subexpression

CONSTANTS = ("L", "D", "n")  # of the problem: of (3), of (4), and the dimension; all positive
VARIABLES = ("k", *CONSTANTS)
BINARY: Mapping[type, str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
COMPARE: Mapping[type, str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
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


@dataclass(frozen=True)
class Node:
    """An operation and its operands.

    `operation` is one of `number` (then `value` holds it), `k`, one of CONSTANTS, `pi`,
    `+ - * / **`, `neg`, `< <= > >= == !=`, `and`, `or`, `not`, or a name in FUNCTIONS.
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


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The formula as a tree; raises UsageError for anything outside the grammar."""
    if not text.strip():
        raise UsageError("a formula must not be empty; give one such as 1/k")
    if len(text) > MAX_LENGTH:
        raise UsageError(f"a formula must be shorter than {MAX_LENGTH} characters; got {len(text)}")
    source = text.strip()
    try:
        body = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise UsageError(
            f"a formula must read like 0.1/(k+1)**0.6; got {text!r}, which does not parse"
        ) from error
    node = _Reader(source).read(body, 0)
    _constant(node)
    if tower_height(node) > MAX_TOWER:
        raise UsageError(f"exponentials of k must be nested at most {MAX_TOWER} deep; got {text!r}")
    return node


def tower_height(node: Node) -> int:
    """How many exponentials with k in the exponent stand on top of each other."""
    below = max((tower_height(operand) for operand in node.operands), default=0)
    exponents = {"**": node.operands[1:], "exp": node.operands}.get(node.operation, ())
    over = [tower_height(e) + 1 for e in exponents if e.contains("k")]
    return max([below, *over])


@dataclass(frozen=True)
class _Reader:
    """Turns the `ast` of `source` into nodes, and refuses whatever is not in the grammar."""

    source: str

    def read(self, tree: ast.AST, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise UsageError(f"a formula must be nested less than {MAX_DEPTH} deep; simplify it")
        match tree:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Node("number", value=self._number(tree, value))
            case ast.Name(id=name) if name in VARIABLES or name == "pi":
                return Node(name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return Node("neg", (self.read(inner, depth + 1),))
            case ast.UnaryOp(op=ast.UAdd(), operand=inner):
                return self.read(inner, depth + 1)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return Node("not", (self.read(inner, depth + 1),))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                operands = (self.read(left, depth + 1), self.read(right, depth + 1))
                return Node(BINARY[type(op)], operands)
            case ast.Compare():
                return self._comparison(tree, depth)
            case ast.BoolOp(op=op, values=values):
                name = "and" if isinstance(op, ast.And) else "or"
                return Node(name, tuple(self.read(v, depth + 1) for v in values))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                return self._call(name, args, depth)
        raise UsageError(
            f"a formula may use only numbers, {', '.join(VARIABLES)}, pi, + - * / **, comparisons, "
            f"and, or, not and {', '.join(FUNCTIONS)}; got {self._text(tree)!r}"
        )

    def _number(self, tree: ast.Constant, read: float) -> Fraction:
        value = float(read) if abs(read) < MAX_CONSTANT else math.inf
        literal = self._text(tree).replace("_", "")
        vanished = value == 0 and any(c in "123456789" for c in literal.lower().split("e")[0])
        if not math.isfinite(value) or vanished:
            raise UsageError(f"a number must be within 1e-300 and 1e300; got {literal[:40]!r}")
        return Fraction(read) if isinstance(read, int) else Fraction(literal)

    def _comparison(self, tree: ast.Compare, depth: int) -> Node:
        sides = [self.read(side, depth + 1) for side in (tree.left, *tree.comparators)]
        if any(type(op) not in COMPARE for op in tree.ops):
            raise UsageError(f"a comparison must use < <= > >= == !=; got {self._text(tree)!r}")
        links = [
            Node(COMPARE[type(op)], (a, b))
            for op, a, b in zip(tree.ops, sides, sides[1:], strict=False)
        ]
        return links[0] if len(links) == 1 else Node("and", tuple(links))

    def _call(self, name: str, args: list[ast.expr], depth: int) -> Node:
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(args) <= most:
            raise UsageError(f"{name} must have {fewest} to {most} arguments; got {len(args)}")
        return Node(name, tuple(self.read(a, depth + 1) for a in args))

    def _text(self, tree: ast.AST) -> str:
        return (ast.get_source_segment(self.source, tree) or "")[:80]


def _constant(node: Node) -> float | None:
    """The value of a constant subexpression; refuses one that is undefined or out of range."""
    values = [_constant(operand) for operand in node.operands]
    if node.operation == "**" and values[1] is not None and abs(values[1]) > MAX_EXPONENT:
        raise UsageError(f"an exponent must be within ±{MAX_EXPONENT}; got {values[1]:g}")
    if node.operation in VARIABLES or any(value is None for value in values):
        return None
    with np.errstate(all="ignore"):
        value = float(evaluate(node, np.ones(1), {})[0])
    if not abs(value) < MAX_CONSTANT:
        raise UsageError(f"a constant in a formula must be finite and below 1e300; got {value}")
    return value


def evaluate(node: Node, k: np.ndarray, constants: Mapping[str, float]) -> np.ndarray:
    """The formula at every k, (len(k),), in float64; k holds integers. NaN or ∞ where undefined.

    floor, Mod and is_square of arguments affine in k are evaluated in integer arithmetic.
    """
    return np.array(np.broadcast_to(_evaluate(node, k, constants), k.shape), dtype=np.float64)


_ARITHMETIC: Mapping[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": np.true_divide,
    "neg": operator.neg,
    "log": np.log,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "floor": np.floor,
    "Mod": np.mod,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "**": np.power,
}


def _evaluate(node: Node, k: np.ndarray, constants: Mapping[str, float]) -> Any:
    match node.operation:
        case "number":
            assert node.value is not None
            return np.float64(float(node.value))
        case "pi":
            return np.float64(math.pi)
        case "k":
            return k.astype(np.float64)
        case name if name in CONSTANTS:
            return np.float64(constants.get(name, math.nan))
        case "floor" | "Mod" | "is_square":
            return _integer_part(node, k, constants)
    values = [_evaluate(operand, k, constants) for operand in node.operands]
    match node.operation:
        case "and":
            return np.logical_and.reduce(np.broadcast_arrays(*values)).astype(np.float64)
        case "or":
            return np.logical_or.reduce(np.broadcast_arrays(*values)).astype(np.float64)
        case "not":
            return np.logical_not(values[0]).astype(np.float64)
        case "where":
            return np.where(np.asarray(values[0]) != 0, values[1], values[2])
        case "Min":
            return np.minimum.reduce(np.broadcast_arrays(*values))
        case "Max":
            return np.maximum.reduce(np.broadcast_arrays(*values))
    return np.asarray(_ARITHMETIC[node.operation](*values), dtype=np.float64)


def _integer_part(node: Node, k: np.ndarray, constants: Mapping[str, float]) -> Any:
    affine = affine_in_k(node.operands[0])
    modulus = (
        affine_in_k(node.operands[1]) if node.operation == "Mod" else (Fraction(0), Fraction(1))
    )
    if affine is not None and modulus is not None and modulus[0] == 0 and modulus[1] > 0:
        slope, offset = affine[0] / modulus[1], affine[1] / modulus[1]
        scale = math.lcm(slope.denominator, offset.denominator)
        a, b = int(slope * scale), int(offset * scale)
        if (abs(a) * int(k.max(initial=1)) + abs(b)) < 2**62:
            numerator = a * k.astype(np.int64) + b
            return _exact(node.operation, numerator, scale, modulus[1])
    values = [_evaluate(operand, k, constants) for operand in node.operands]
    if node.operation == "is_square":
        root = np.sqrt(values[0])
        return np.asarray(root == np.floor(root), dtype=np.float64)
    return _ARITHMETIC[node.operation](*values)


def _exact(operation: str, numerator: np.ndarray, scale: int, modulus: Fraction) -> np.ndarray:
    if operation == "floor":
        return (numerator // scale).astype(np.float64)
    if operation == "Mod":
        return (numerator % scale) * (float(modulus) / scale)
    whole = numerator // scale
    root = np.floor(np.sqrt(np.maximum(whole, 0).astype(np.float64))).astype(np.int64)
    square = (root * root == whole) | ((root + 1) ** 2 == whole) | ((root - 1) ** 2 == whole)
    return np.asarray((numerator % scale == 0) & (whole >= 0) & square, dtype=np.float64)


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
