"""Formulas in k read from text: a whitelisted grammar, numbers exactly."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np

from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.asymptotics.formula import FUNCTIONS, VARIABLES, Node
from sam_theory.errors import UsageError

MAX_LENGTH = 1000  # characters; longer input is refused before it is parsed
MAX_DEPTH = 60  # nested operations
MAX_EXPONENT = 1000  # |b| of a constant exponent in a ** b
MAX_TOWER = 2  # a ** b ** k is the tallest tower that is read
MAX_CONSTANT = 1e300  # absolute value of a constant subexpression

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


@lru_cache(maxsize=4096)
def parse(text: str, variables: tuple[str, ...] = VARIABLES) -> Node:
    """The formula as a tree; raises UsageError for anything outside the grammar.

    Formulas that are not in k have other `variables`; their values must be put in (`trees.valued`)
    before anything else is asked of them.
    """
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
    node = _Reader(source, variables).read(body, 0)
    _constant(node, variables)
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
    variables: tuple[str, ...]

    def read(self, tree: ast.AST, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise UsageError(f"a formula must be nested less than {MAX_DEPTH} deep; simplify it")
        match tree:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Node("number", value=self._number(tree, value))
            case ast.Name(id=name) if name in self.variables or name == "pi":
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
            f"a formula may use only numbers, {', '.join(self.variables)}, pi, + - * / **, "
            f"comparisons, and, or, not and {', '.join(FUNCTIONS)}; got {self._text(tree)!r}"
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


def _constant(node: Node, variables: tuple[str, ...]) -> float | None:
    """The value of a constant subexpression; refuses one that is undefined or out of range."""
    values = [_constant(operand, variables) for operand in node.operands]
    if node.operation == "**" and values[1] is not None and abs(values[1]) > MAX_EXPONENT:
        raise UsageError(f"an exponent must be within ±{MAX_EXPONENT}; got {values[1]:g}")
    if node.operation in variables or any(value is None for value in values):
        return None
    with np.errstate(all="ignore"):
        value = float(evaluate(node, np.ones(1), {})[0])
    if not abs(value) < MAX_CONSTANT:
        raise UsageError(f"a constant in a formula must be finite and below 1e300; got {value}")
    return value
