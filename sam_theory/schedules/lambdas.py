"""What people write as lr_lambda, a Python expression in the epoch, as a formula."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.entries import shown

NAMES: Mapping[str, str] = {"min": "Min", "max": "Max"}
MODULES = frozenset({"math", "np", "numpy", "torch"})  # math.cos is cos
DROPPED = frozenset({"float", "int"})  # int(x) is ⌊x⌋ for x >= 0


def formula_of(value: Any, index: str, what: str = "lr_lambda", variable: str = "epoch") -> str:
    """A formula in `variable`, or a lambda of one, with the formula `index` put in for it.

    ⌊a/b⌋ may be written a // b, Mod(a, b) as a % b, where(c, a, b) as a if c else b, Min and Max as
    min and max, and functions of the math module with its name. Raises UsageError for the rest.
    """
    if not isinstance(value, str):
        raise UsageError(f"{what} must be a formula in {variable}; got {shown(value)}")
    try:
        tree = ast.parse(value.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise UsageError(f"{what} must be a formula in {variable}; got {shown(value)}") from error
    if isinstance(tree, ast.Lambda):
        variable, tree = _variable(tree, what), tree.body
    try:
        return ast.unparse(_Translated(variable, ast.parse(index, mode="eval").body).visit(tree))
    except RecursionError as error:
        raise UsageError(f"{what} must be nested less deeply; simplify it") from error


def _variable(tree: ast.Lambda, what: str) -> str:
    given = tree.args
    others = (*given.kwonlyargs, given.vararg, given.kwarg)
    names = [*given.posonlyargs, *given.args]
    if len(names) != 1 or any(other is not None for other in others):
        raise UsageError(f"{what} must have one variable; got {len(names)}")
    return names[0].arg


class _Translated(ast.NodeTransformer):
    """Puts a formula in the place of a name, and Python's operators into the grammar's words."""

    def __init__(self, name: str, index: ast.expr) -> None:
        self.name, self.index = name, index

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.index if node.id == self.name else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.FloorDiv):
            return _call("floor", ast.BinOp(left, ast.Div(), right))
        if isinstance(node.op, ast.Mod):
            return _call("Mod", left, right)
        return ast.BinOp(left, node.op, right)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        return _call("where", *(self.visit(part) for part in (node.test, node.body, node.orelse)))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if node.keywords:
            return node
        arguments = [self.visit(argument) for argument in node.args]
        name = _plain(node.func)
        if name in DROPPED and len(arguments) == 1:
            return _call("floor", *arguments) if name == "int" else arguments[0]
        return node if name is None else _call(NAMES.get(name, name), *arguments)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return ast.Name("pi") if _plain(node) == "pi" else node


def _plain(node: ast.expr) -> str | None:
    """The name of a function, without that of its module."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in MODULES:
            return name
    return None


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name), list(arguments), [])
