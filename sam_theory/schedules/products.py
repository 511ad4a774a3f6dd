"""The products that MultiplicativeLR makes of its factors, as formulas.

Constants, powers of constants with exponents affine in the epoch, choices between constants by a
comparison or a remainder, quotients whose factors cancel along the product, and what is made of
these by * and /.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sam_theory.asymptotics.formula import affine_in_k
from sam_theory.asymptotics.parsing import parse
from sam_theory.errors import UsageError
from sam_theory.schedules.entries import quotient
from sam_theory.schedules.lambdas import formula_of
from sam_theory.schedules.laws import Formula, Index, times

INDEX = "k"  # stands for the epoch while a factor is read
FARTHEST = 12  # how far apart the factors of a quotient that cancel may be


class _NoFormula(Exception):
    """A product that is not among those that are known."""


def product_of(value: Any, first: int) -> Formula:
    """λ(first)·…·λ(e), for e >= first − 1; raises UsageError where no formula is known for it."""
    text = formula_of(value, INDEX)
    parse(text)  # whether it is in the grammar

    def at(e: Index) -> str:
        try:
            factors, linear = [], list[tuple[Fraction, Fraction, int]]()
            for tree, power in _factors(ast.parse(text, mode="eval").body, 1):
                if (affine := _affine(tree)) is not None and affine[0] != 0:
                    linear.append((*affine, power))
                else:
                    factors.append(_raised(_product(tree, e, first), power))
            return times(*factors, *_telescoped(linear, e, first))
        except _NoFormula as error:
            raise UsageError(
                f"the product of the factors {text.replace(INDEX, 'epoch')} has no formula that is "
                "known; give the rate itself with LambdaLR"
            ) from error

    at(Index(text="1"))
    return at


def _factors(tree: ast.expr, power: int) -> Iterator[tuple[ast.expr, int]]:
    """The factors of products and quotients, with exponents ±1."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Mult | ast.Div):
        yield from _factors(tree.left, power)
        yield from _factors(tree.right, -power if isinstance(tree.op, ast.Div) else power)
    else:
        yield tree, power


def _product(tree: ast.expr, e: Index, first: int) -> str:
    terms = f"({e.minus(first - 1)})" if first == 0 else str(e)
    if _constant(tree):
        return f"({ast.unparse(tree)})**{terms}"
    match tree:
        case ast.BinOp(left=base, op=ast.Pow(), right=exponent) if _constant(base):
            return f"({ast.unparse(base)})**({_sum(exponent, e, first)})"
        case ast.Call(func=ast.Name(id="exp"), args=[exponent]):
            return f"exp({_sum(exponent, e, first)})"
        case ast.Call(func=ast.Name(id="where"), args=[test, yes, no]) if _constant(
            yes
        ) and _constant(no):
            often = _count(test, e, first)
            return f"({ast.unparse(yes)})**({often})*({ast.unparse(no)})**({terms}-({often}))"
    raise _NoFormula


def _constant(tree: ast.expr) -> bool:
    return not any(isinstance(node, ast.Name) and node.id == INDEX for node in ast.walk(tree))


def _affine(tree: ast.expr) -> tuple[Fraction, Fraction] | None:
    return affine_in_k(parse(ast.unparse(tree)))


def _sum(tree: ast.expr, e: Index, first: int) -> str:
    """Σ of a·j + b for j = first … e."""
    affine = _affine(tree)
    if affine is None:
        raise _NoFormula
    a, b = affine
    terms = f"({e.minus(first - 1)})" if first == 0 else str(e)
    return f"{quotient(a / 2)}*{e}*({e}+1)+{quotient(b)}*{terms}"


def _count(test: ast.expr, e: Index, first: int) -> str:
    """For how many of j = first … e a comparison with a whole number holds."""
    match test:
        case ast.Compare(left=left, ops=[op], comparators=[ast.Constant(value=int(bound))]):
            pass
        case _:
            raise _NoFormula
    match left, op:
        case ast.Name(id="k"), ast.Lt() | ast.LtE():
            last = bound - 1 if isinstance(op, ast.Lt) else bound
            return f"Max(0,Min({e},{last})-{first - 1})"
        case ast.Name(id="k"), ast.Gt() | ast.GtE():
            begin = max(first, bound + 1 if isinstance(op, ast.Gt) else bound)
            return f"Max(0,{e}-{begin - 1})"
        case ast.Name(id="k"), ast.Eq():
            return f"({e}>={bound})" if bound >= first else "0"
        case ast.Call(
            func=ast.Name(id="Mod"), args=[ast.Name(id="k"), ast.Constant(value=int(period))]
        ), ast.Eq() if 0 <= bound < period:
            before = (first - 1 - bound) // period  # those below `first`
            return f"floor(({e}-{bound})/{period})-({before})"
    raise _NoFormula


def _telescoped(linear: list[tuple[Fraction, Fraction, int]], e: Index, first: int) -> list[str]:
    """Π of factors a·j + b and their inverses, paired so that all but a few cancel."""
    above = [(a, b) for a, b, power in linear if power > 0]
    below = [(a, b) for a, b, power in linear if power < 0]
    if len(above) != len(below):
        raise _NoFormula
    made: list[str] = []
    for a, b in above:
        pair = next((p for p in below if (b / a - p[1] / p[0]).denominator == 1), None)
        if pair is None:
            raise _NoFormula
        below.remove(pair)
        made += _ratio(a / pair[0], b / a, pair[1] / pair[0], e, first)
    return made


def _ratio(scale: Fraction, up: Fraction, down: Fraction, e: Index, first: int) -> list[str]:
    """Π scale·(j + up)/(j + down), where up − down is whole."""
    apart, low = int(up - down), min(up, down)
    if abs(apart) > FARTHEST or first + low <= 0:
        raise _NoFormula
    terms = f"({e.minus(first - 1)})" if first == 0 else str(e)
    ratios = [
        f"({e}+{quotient(low + i + 1)})/{quotient(first + low + i)}" for i in range(abs(apart))
    ]
    scaled = [f"{quotient(scale)}**{terms}"] if scale != 1 else []
    return [*scaled, *(_raised(ratio, 1 if apart > 0 else -1) for ratio in ratios)]


def _raised(text: str, power: int) -> str:
    return f"({text})" if power > 0 else f"(1/({text}))"
