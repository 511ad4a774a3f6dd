"""The grammar of inequalities along runs: what may stand in one, and what it says as a formula."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sam_theory.errors import UsageError
from sam_theory.proofs.statement import Given
from sam_theory.statements import formulas

MAX_LENGTH = 500  # characters
AT_K: Mapping[str, str] = {  # quantities of xᵏ, and what they are in the language of proofs
    "f": "f(x[k])",  # written f(x)
    "normg": "norm(grad(x[k]))",
    "dist": "norm(x[k] - xstar)",
    "meansq": formulas.AVERAGE,
}
CONSTANT: Mapping[str, str] = {  # numbers of the setting and of the start
    "fmin": "fstar",
    "gap": "(f(x[1]) - fstar)",
    "Delta": "(f(x[1]) - fstar)",
    "R": "norm(x[1] - xstar)",
    **{name: name for name in ("L", "D", "mu", "nu", "lam", "n", "pi")},
}
WORDS: Mapping[str, str] = {
    "f": "f(xᵏ)",
    "normg": "‖∇f(xᵏ)‖",
    "dist": "‖xᵏ − x*‖",
    "meansq": "the average of ‖∇f‖²",
    "fmin": "inf f",
    "gap": "(f(x¹) − inf f)",
    "rho": "ρ",
    "mu": "μ",
    "nu": "ν",
    "lam": "λ",
}
NAME = re.compile(r"[A-Za-z]+")
SCHEDULED = ("t", "rho")
FUNCTIONS = ("sqrt", "log", "exp")
GREATER = "Max"  # of two
NAMES = ("k", *SCHEDULED, *CONSTANT, *(name for name in AT_K if name != "f"))
ALLOWED = f"numbers, f(x), {', '.join(NAMES)}, + - * / **, {', '.join((*FUNCTIONS, GREATER))}"
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


@dataclass(frozen=True)
class Claimed:
    """left ≤ right at every k: two sides of the grammar, in which f(x) is the name f."""

    text: str
    left: ast.expr
    right: ast.expr

    @cached_property
    def names(self) -> frozenset[str]:
        """All that the two sides name."""
        sides = (self.left, self.right)
        return frozenset(
            node.id for side in sides for node in ast.walk(side) if isinstance(node, ast.Name)
        ) - frozenset((*FUNCTIONS, GREATER))

    @cached_property
    def words(self) -> str:
        """The left side as a person writes it."""
        return in_words(self.left)


def read(text: str, start: int = 1) -> Claimed:
    """The inequality; where x¹ is called x⁰, by `start` 0, its k is one less than ours.

    Raises UsageError for what is none of the grammar.
    """
    if start not in (0, 1):
        raise UsageError(f"`start` must be 0 or 1, the index of the first iterate; got {start}")
    if len(text) > MAX_LENGTH:
        raise UsageError(f"an inequality must have at most {MAX_LENGTH} signs; got {len(text)}")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise UsageError(
            f"an inequality must read like normg <= L*gap/k; got {text!r}, which does not parse"
        ) from error
    match tree:
        case ast.Compare(left=left, ops=[ast.LtE()], comparators=[right]):
            sides = (left, right)
        case ast.Compare(left=right, ops=[ast.GtE()], comparators=[left]):
            sides = (left, right)
        case _:
            raise UsageError(f"an inequality must have one sign, <= or >=; got {text!r}")
    first, second = (_side(side, start) for side in sides)
    return Claimed(text.strip(), first, second)


def _side(node: ast.expr, start: int) -> ast.expr:
    """A side of the grammar, f(x) as f, and k counted from 1."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            if abs(value) < 1e300:
                return node
        case ast.Name(id="k") if start == 0:
            return ast.BinOp(ast.Name("k", ast.Load()), ast.Sub(), ast.Constant(1))
        case ast.Name(id=name) if name in NAMES:
            return node
        case ast.Call(func=ast.Name(id="f"), args=[ast.Name(id="x")], keywords=[]):
            return ast.Name("f", ast.Load())
        case ast.Call(func=ast.Name(id=name), args=[inner], keywords=[]) if name in FUNCTIONS:
            return ast.Call(ast.Name(name, ast.Load()), [_side(inner, start)], [])
        case ast.Call(func=ast.Name(id=name), args=[one, other], keywords=[]) if name == GREATER:
            both = [_side(one, start), _side(other, start)]
            return ast.Call(ast.Name(GREATER, ast.Load()), both, [])
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return ast.UnaryOp(ast.USub(), _side(inner, start))
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, OPERATORS):
            return ast.BinOp(_side(left, start), op, _side(right, start))
    raise UsageError(f"an inequality may use only {ALLOWED}; got {ast.unparse(node)[:80]!r}")


def formula(claimed: Claimed, key: str, *, constant: bool = True) -> Given:
    """What it says in the language of proofs; tₖ and ρₖ are t and rho where they are `constant`."""
    scheduled = {} if constant else {name: f"{name}[k]" for name in SCHEDULED}
    told = {**AT_K, **CONSTANT, **scheduled, GREATER: "max"}

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            said = told.get(node.id, node.id)
            return ast.parse(said, mode="eval").body

    left, right = (ast.unparse(Put().visit(_copy(s))) for s in (claimed.left, claimed.right))
    return Given(key=key, text=claimed.text, formula=f"always(k, {left} <= {right})")


def in_words(node: ast.expr) -> str:
    """A side as a person writes it, for a line of evidence."""
    return NAME.sub(lambda found: WORDS.get(found[0], found[0]), ast.unparse(node)).replace(
        " - ", " − "
    )


def _copy(node: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(node), mode="eval").body
