"""The formulas of proofs as mathematics is written: norm(H - G) <= L*rho is ‖H − G‖ ≤ L·ρ."""

from __future__ import annotations

import ast
from collections.abc import Mapping

_NAMES = [
    *("alpha", "beta", "gamma", "delta", "eps", "zeta", "eta", "theta", "kappa", "lam", "mu", "nu"),
    *("xi", "pi", "rho", "sigma", "tau", "phi", "psi", "omega"),
]
GREEK = dict(zip(_NAMES, "αβγδεζηθκλμνξπρστφψω", strict=True)) | {
    "Gamma": "Γ",
    "Delta": "Δ",
    "oo": "∞",
    "grad": "∇f",
    "dphi": "φ′",
    "xbar": "x̄",
    "xstar": "x*",
    "fstar": "f*",
    "lmin": "λmin",
    "lmax": "λmax",
}
RAISED = frozenset({"x", "g", "d"})  # sequences of vectors, whose index is written above
ABOVE = dict(zip("ijkmKN+0123456789", "ⁱʲᵏᵐᴷᴺ⁺⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
BELOW = dict(zip("ijkm+0123456789", "ᵢⱼₖₘ₊₀₁₂₃₄₅₆₇₈₉", strict=True))
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
        case ast.Subscript(value=ast.Name(id=name), slice=index):
            return _indexed(name, _shown(index)[0].replace(" ", "")), TIGHT
        case ast.Call(func=ast.Name(id=name), args=[*bound, body]) if name in QUANTIFIED:
            return _quantified(name, bound, body), LOOSE
        case ast.Call(func=ast.Name(id=name), args=[_, term, *rest]) if name in TOLD:
            return TOLD[name].format(_in(term, SUM), *(_shown(r)[0] for r in rest)), LOOSE
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _called(name, [_shown(a)[0] for a in arguments]), TIGHT
    raise KeyError(type(node).__name__)


QUANTIFIED = frozenset(
    {"forall", "exists", "always", "since", "eventually", "frequently", "total", "tail", "mean"}
)
TOLD = {  # facts about the terms of a sequence
    "summable": "Σ {0} < ∞",
    "diverges": "Σ {0} = ∞",
    "tends": "{0} → {1}",
    "liminf": "lim inf {0} = {1}",
    "bounded": "{0} is bounded",
    "accumulates": "{1} is an accumulation point of {0}",
}


def _quantified(name: str, bound: list[ast.expr], body: ast.expr) -> str:
    """A formula for all, for some, for large k; a sum over a range; a mean over a draw."""
    names = [_shown(b)[0] for b in bound]
    match name:
        case "forall":
            return f"{_shown(body)[0]} for all {', '.join(names)}"
        case "exists":
            return f"some {', '.join(names)} with {_in(body, SUM)}"
        case "always":
            return f"{_shown(body)[0]} for all {names[0]}"
        case "since":
            return f"{_shown(body)[0]} for all {names[1]} ≥ {names[0]}"
        case "eventually":
            return f"{_shown(body)[0]} for all large {names[0]}"
        case "frequently":
            return f"{_shown(body)[0]} for infinitely many {names[0]}"
        case "total":
            return f"Σ[{names[1]} ≤ {names[0]} < {names[2]}] {_in(body, PRODUCT)}"
        case "tail":
            return f"Σ[{names[0]} ≥ {names[1]}] {_in(body, PRODUCT)}"
    return f"E {_in(body, PRODUCT)}"


def _indexed(name: str, index: str) -> str:
    """x[k + 1] as xᵏ⁺¹, t[k] as tₖ; where the index has no such signs, t[s[j]]."""
    signs = ABOVE if name in RAISED else BELOW
    if all(c in signs for c in index):
        return _name(name) + "".join(signs[c] for c in index)
    return f"{_name(name)}[{index}]"


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
        case "gradient", [x, _]:
            return f"{x} ∈ C¹"
        case "increasing", [x]:
            return f"{x} increases"
    return f"{_name(name)}({', '.join(arguments)})"
