"""The formulas of proofs as mathematics is written: norm(H - G) <= L*rho is ‖H − G‖ ≤ L·ρ."""

from __future__ import annotations

import ast
from collections.abc import Mapping

_NAMES = ["rho", "eps", "pi", "nu", "lam", "mu", "beta", "delta", "eta", "theta", "sigma", "zeta"]
GREEK = dict(zip(_NAMES, "ρεπνλμβδηθσζ", strict=True)) | {"Gamma": "Γ", "oo": "∞"}
RELATIONS: Mapping[type, str] = {
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.Eq: "=",
    ast.NotEq: "≠",
}
POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOOSE, SUM, PRODUCT, SIGN, POWER, TIGHT = range(6)  # how strongly an expression binds


def spoken(text: str) -> str:
    """The formula for reading; what is no formula of Python's stays as it is."""
    try:
        return _shown(ast.parse(text.strip(), mode="eval").body)[0]
    except (SyntaxError, KeyError):
        return text


def _shown(node: ast.expr) -> tuple[str, int]:
    match node:
        case ast.Constant(value=value):
            return str(value), TIGHT
        case ast.Name(id=name):
            return _name(name), TIGHT
        case ast.Compare(left=left, ops=ops, comparators=others):
            text = _shown(left)[0]
            for op, other in zip(ops, others, strict=True):
                text += f" {RELATIONS[type(op)]} {_shown(other)[0]}"
            return text, LOOSE
        case ast.BoolOp(op=op, values=values):
            word = " and " if isinstance(op, ast.And) else " or "
            return word.join(_shown(value)[0] for value in values), LOOSE
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"not ({_shown(operand)[0]})", LOOSE
        case ast.UnaryOp(operand=operand):
            return f"−{_in(operand, PRODUCT)}", SIGN
        case ast.BinOp():
            return _binary(node)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _called(name, [_shown(a)[0] for a in arguments]), TIGHT
    raise KeyError(type(node).__name__)


def _name(name: str) -> str:
    """x_ is the successor of x."""
    bare = name.rstrip("_")
    return GREEK.get(bare, bare) + "⁺" * (len(name) - len(bare))


def _in(node: ast.expr, least: int) -> str:
    text, strength = _shown(node)
    return text if strength >= least else f"({text})"


def _binary(node: ast.BinOp) -> tuple[str, int]:
    left, right = node.left, node.right
    match node.op:
        case ast.Add():
            return f"{_in(left, SUM)} + {_in(right, SUM)}", SUM
        case ast.Sub():
            return f"{_in(left, SUM)} − {_in(right, PRODUCT)}", SUM
        case ast.Mult():
            quotient = isinstance(left, ast.BinOp) and isinstance(left.op, ast.Div)
            return f"{_in(left, POWER if quotient else PRODUCT)}·{_in(right, SIGN)}", PRODUCT
        case ast.Div():
            return f"{_in(left, PRODUCT)}/{_in(right, POWER)}", PRODUCT
        case ast.Pow():
            return f"{_in(left, TIGHT)}{_exponent(right)}", POWER
    raise KeyError(type(node.op).__name__)


def _exponent(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and str(node.value).isdecimal():
        return str(node.value).translate(POWERS)
    return f"^{_in(node, TIGHT)}"


def _called(name: str, arguments: list[str]) -> str:
    match name, arguments:
        case "norm", [x]:
            return f"‖{x}‖"
        case "sq", [x]:
            return f"‖{x}‖²"
        case "abs", [x]:
            return f"|{x}|"
        case "dot", [x, y]:
            return f"⟨{x}, {y}⟩"
        case "implies", [x, y]:
            return f"({x} ⇒ {y})"
    return f"{name}({', '.join(arguments)})"
