"""Explicit sequences, functions of one real variable and numbers, put into formulas of proofs."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.parsing import parse
from sam_theory.proofs.terms import called

NAMES = {"max": "Max", "min": "Min"}


class Outside(Exception):
    """A formula says something that is not decided of explicit sequences; the message says what."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """What the names of a statement stand for, in dimension one.

    `sequences` are formulas in k; `functions` are formulas in their argument, which is written k.
    """

    sequences: Mapping[str, str]
    functions: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Fraction] = field(default_factory=dict)

    def node(self, name: str) -> Node:
        """The formula of a sequence or of a function."""
        return parse({**self.sequences, **self.functions}[name])


def term(node: ast.expr, example: Example, bound: Mapping[str, Node]) -> Node:
    """A term of the language of proofs as a formula in k; `bound` says what indices stand for.

    Raises Outside for what is no such formula, or may have no value where its parts have one.
    """

    def read(part: ast.expr) -> Node:
        return term(part, example, bound)

    match node:
        case ast.Constant(value=int() as value):
            return trees.num(value)
        case ast.Name(id=name) if name in bound:
            return bound[name]
        case ast.Name(id=name) if name in example.numbers:
            return trees.num(example.numbers[name])
        case ast.Subscript(value=ast.Name(id=name), slice=index) if name in example.sequences:
            return trees.at(example.node(name), read(index))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return trees.neg(read(inner))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _BINARY[type(op)](read(left), read(right))
        case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int() as times)):
            return trees.power(read(base), trees.num(times))
        case ast.Call():
            head, args = called(node)
            return _called(head, [read(a) for a in args], example)
    raise Outside(f"{ast.unparse(node)} is not given by a formula")


def _called(head: str, args: list[Node], example: Example) -> Node:
    """Norms are those of the real line."""
    match head, args:
        case (("norm" | "abs"), [a]):
            return _size(a)
        case "sq", [a]:
            return trees.mul(a, a)
        case "dot", [a, b]:
            return trees.mul(a, b)
        case name, [a] if name in example.functions:
            return trees.at(example.node(name), a)
        case name, _ if name in NAMES:
            return Node(NAMES[name], tuple(args))
    raise Outside(f"{head} is not given by a formula")


def _size(a: Node) -> Node:
    """|a|."""
    return trees.num(abs(a.value)) if a.value is not None else Node("Max", (a, trees.neg(a)))


_BINARY = {
    ast.Add: trees.add,
    ast.Sub: trees.sub,
    ast.Mult: trees.mul,
}
