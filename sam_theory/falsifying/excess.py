"""Inequalities of any form at an early k of a run that is followed in balls: one side exceeds.

Both sides are read off the formula of the conclusion, which proofs must reach too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import islice

import flint
import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.verifier.claims import (
    Path,
    bound_at,
    formula_text,
    interval_of,
    quantity_of,
)
from sam_theory.certificates.verifier.orbit import orbit, precision_for
from sam_theory.certificates.wording import QUANTITIES as WRITTEN
from sam_theory.certificates.wording import SIGNS, number_text
from sam_theory.errors import UsageError
from sam_theory.falsifying.naming import KNOWN, NAMED, QUANTITIES, compared
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, between
from sam_theory.statements.theorem import Conclusion

ITERATIONS = 64
TWICE = re.compile(r"\(\(([^()]*(?:\([^()]*\)[^()]*)*)\)\)")  # brackets around brackets
UNKNOWN = (Undecided, UsageError, ZeroDivisionError)
FLOOR = "fstar"
CONSTANTS = frozenset({FLOOR, "pi", "nu", "lam"})  # beside those of bounds


@dataclass(frozen=True)
class Excess:
    """That the one is at most the other, for every k."""

    smaller: ast.expr
    larger: ast.expr


def readable(conclusion: Conclusion) -> tuple[Excess, ...]:
    """The inequalities of which both sides have a value at every k of a run."""
    told = () if conclusion.states is None else compared(conclusion.states.formula)
    pairs = (
        Excess(node.left, node.comparators[0])
        if isinstance(node.ops[0], ast.LtE | ast.Lt)
        else Excess(node.comparators[0], node.left)
        for node in told
    )
    return tuple(pair for pair in pairs if _valued(pair.smaller) and _valued(pair.larger))


def _valued(node: ast.expr) -> bool:
    text = ast.unparse(node)
    if text in QUANTITIES or text in NAMED:
        return True
    match node:
        case ast.Constant(value=int() | float()):
            return True
        case ast.Name(id=name):
            return name in KNOWN - {"c"} or name in CONSTANTS
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _valued(inner)
        case ast.BinOp(left=left, op=op, right=right):
            return type(op) in _OPERATIONS and _valued(left) and _valued(right)
        case ast.Call(func=ast.Name(id=name), args=parts):
            return len(parts) == _ARGUMENTS.get(name) and all(map(_valued, parts))
    return False


def exceeded(dynamics: Dynamics, conclusion: Conclusion, start: tuple[Fraction, ...]) -> str:
    """That one of them is certainly broken at some k by the run from there; empty if not seen."""
    pairs = readable(conclusion)
    if not pairs:
        return ""
    with flint.ctx.workprec(precision_for(ITERATIONS)):
        for path in _paths(dynamics, start):
            for pair in pairs:
                try:
                    below, above = (
                        _value(dynamics, path, side) for side in (pair.larger, pair.smaller)
                    )
                except UNKNOWN:
                    continue
                if above - below > 0:
                    return _told(pair, start, len(path), above, below)
    return ""


def _paths(dynamics: Dynamics, start: tuple[Fraction, ...]) -> Iterator[Path]:
    """x¹, …, xᵏ for each k, as long as the run is followed."""
    path: Path = []
    try:
        for place in islice(orbit(dynamics, start), ITERATIONS):
            path.append(place.x)
            yield path
    except Undecided:
        return


def _value(dynamics: Dynamics, path: Path, node: ast.expr) -> Ball:
    """A ball around a side at the end of the path; raises Undecided where it is not known."""
    text = ast.unparse(node)
    if text in QUANTITIES:
        return quantity_of(dynamics, path, QUANTITIES[text])
    match node:
        case ast.Name(id=name) if name in CONSTANTS:
            return _constant(dynamics, path, name)
        case ast.UnaryOp(operand=inner):
            return -_value(dynamics, path, inner)
        case ast.BinOp(left=left, op=op, right=right) if text not in NAMED:
            sides = (_value(dynamics, path, side) for side in (left, right))
            return _OPERATIONS[type(op)](*sides)
        case ast.Call(func=ast.Name(id=name), args=parts) if text not in NAMED:
            return _FUNCTIONS[name](*(_value(dynamics, path, part) for part in parts))
    return _bound(dynamics, path, NAMED.get(text, text))


def _bound(dynamics: Dynamics, path: Path, bound: str) -> Ball:
    found = bound_at(dynamics, path[0], bound, len(path))
    if found.low is None or found.high is None:
        raise Undecided(f"{bound} is not enclosed")
    return between(found.low, found.high)


def _constant(dynamics: Dynamics, path: Path, name: str) -> Ball:
    if name == "pi":
        return flint.arb.pi()
    if name == "nu":
        if formula_text(dynamics.radius) is None or not dynamics.radius.is_constant:
            raise Undecided("ν is not known")
        return _bound(dynamics, path, "L * rho")
    if name == "lam":
        shape = dynamics.method.displacement
        if shape is None:
            raise Undecided("λ is not known")
        return between(Fraction(float(shape.mixture)), Fraction(float(shape.mixture)))
    fact = dynamics.problem.facts.infimum
    if fact is None or not (abs(fact.value.lower) < np.inf and abs(fact.value.upper) < np.inf):
        raise Undecided("inf f is not known")
    return between(fact.value.lower, fact.value.upper)


def _told(pair: Excess, start: tuple[Fraction, ...], k: int, above: Ball, below: Ball) -> str:
    low, high = interval_of(above).low, interval_of(below).high
    assert low is not None  # as they are balls
    assert high is not None
    point = ", ".join(map(str, start))
    point = point if len(start) == 1 else f"({point})"
    at, left, right = f"from x¹ = {point}, at k = {k}", _words(pair.smaller), _words(pair.larger)
    return (
        f"{at}, {left} is ≥ {number_text(low)}, and {right} is ≤ "
        f"{number_text(high, upwards=True)}, less by at least {number_text(low - high)}"
    )


def _words(node: ast.expr) -> str:
    """A side as it is written."""
    whole = ast.unparse(node)

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            text = ast.unparse(node) if isinstance(node, ast.expr) else ""
            if text in QUANTITIES:
                found = WRITTEN[QUANTITIES[text]]
                apart = " " in found and text != whole and not found.startswith("‖")
                return ast.Name(f"({found})" if apart else found, ast.Load())
            if text in NAMED:
                return ast.Name(NAMED[text], ast.Load())
            if text == FLOOR:
                return ast.Name("inf f", ast.Load())
            return self.generic_visit(node)

    tree = Put().visit(ast.parse(ast.unparse(node), mode="eval").body)
    text = reduce(lambda said, sign: said.replace(sign, SIGNS[sign]), SIGNS, ast.unparse(tree))
    return TWICE.sub(r"(\1)", text)


_OPERATIONS: Mapping[type[ast.operator], Callable[[Ball, Ball], Ball]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}
_FUNCTIONS: Mapping[str, Callable[..., Ball]] = {
    "sqrt": lambda a: a.sqrt(),
    "log": lambda a: a.log(),
    "exp": lambda a: a.exp(),
    "max": lambda a, b: a.max(b),
}
_ARGUMENTS = {"sqrt": 1, "log": 1, "exp": 1, "max": 2}
