"""What sides of inequalities name, and the inequalities that a formula says of every k."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sam_theory.statements import formulas


def _plain(formula: str) -> str:
    return ast.unparse(ast.parse(formula, mode="eval"))


# What a side of an inequality says of xᵏ, among the quantities of certificates.
QUANTITIES = {
    _plain(formula): quantity
    for formula, quantity in (
        ("f(x[k]) - f(xstar)", "gap"),
        ("f(x[k]) - fstar", "gap"),
        ("f(x[k])", "value"),
        ("norm(x[k] - xstar)", "distance"),
        ("norm(grad(x[k]))", "gradient"),
        ("abs(df(u[k]))", "gradient"),
        ("u[k]", "coordinate"),
        (formulas.AVERAGE, "gradient-square-average"),
    )
}
# Terms of the other side by the names that bounds of certificates have for them.
NAMED = {
    _plain(formula): name
    for formula, name in (
        ("f(x[1]) - f(xstar)", "Delta"),
        ("f(x[1]) - fstar", "Delta"),
        ("norm(x[1] - xstar)", "R"),
        ("lmin", "mu"),
        ("lmax", "L"),
        ("t[k]", "t"),
        ("rho[k]", "rho"),
    )
}
KNOWN = frozenset({"k", "t", "rho", "L", "D", "mu", "n", "R", "Delta", "sqrt", "log", "exp", "c"})


def compared(formula: str) -> tuple[ast.Compare, ...]:
    """The comparisons that hold at every k by the formula; none where it does not parse."""
    try:
        return tuple(_of_formula(ast.parse(formula, mode="eval").body))
    except SyntaxError:
        return ()


def _of_formula(node: ast.expr) -> Iterator[ast.Compare]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in node.values:
            yield from _of_formula(part)
    every = arguments(node, "always")
    if len(every) == 2:
        yield from of_every_k(every[1])


def arguments(node: ast.expr, name: str) -> list[ast.expr]:
    """Those of a call of that name; none of anything else."""
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    return node.args if called and isinstance(node, ast.Call) else []


def of_every_k(node: ast.expr) -> Iterator[ast.Compare]:
    """The comparisons of two sides that it is made of, joined by `and`."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in node.values:
            yield from of_every_k(part)
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SIGNED:
        yield node


SIGNED = (ast.LtE, ast.GtE, ast.Lt, ast.Gt)
