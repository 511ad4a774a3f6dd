"""Inequalities that are stated in the catalogues, read there and evaluated exactly.

An entry names a step of a proof or a conclusion of a theorem, and says which questions it is about;
nothing is typed a second time.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from sam_theory.bounds.probes import Inexact, Probe
from sam_theory.bounds.question import Question
from sam_theory.library.catalogues import Library
from sam_theory.proofs.proof import Define, Proof, Reals
from sam_theory.statements import formulas
from sam_theory.statements.theorem import Theorem

Values = Mapping[str, Fraction]
HERE, NEXT = "f(x[k])", "f(x[k + 1])"
WRITTEN = {  # how proofs write what a worst case calls s, t, …; the first that fits is taken
    "sq(grad(x[k]))": "s**2",
    "norm(grad(x[k]))": "s",
    "norm(x[k + 1] - x[k])": "t*(1 - nu)*s",  # at least, by (39)
    "f(x[1])": "Delta",
    "fstar": "0",
    "f(xstar)": "0",
    "t[k]": "t",
    "rho[k]": "rho",
    "eps[k]": "eps",
    "R": "rho",  # in (26), sup ρ
    HERE: "0",
}


@dataclass(frozen=True, kw_only=True)
class Published:
    """An inequality in print: where it is stated, and what it is about."""

    name: str
    source: str
    kind: Literal["proofs", "theorems"]
    item: str
    place: str  # the name of a step, or the key of a conclusion
    about: Callable[[Question, Values], bool]
    criteria: tuple[str, ...] = ("decrease",)
    start: str = "anywhere"

    def bound(self, question: Question, norm: Fraction | None, library: Library) -> Fraction | None:
        """What it says of the question; None if it says nothing, or nothing rational."""
        if question.criterion not in self.criteria or question.start.kind != self.start:
            return None
        if self.start == "anywhere" and (norm is None or question.iterations > 1):
            return None
        values = _values(question, norm)
        if not self.about(question, values):
            return None
        formula = _formula(library.get(self.kind, self.item), self.place)
        return _bound(formula, values)


def step_bound(question: Question) -> Fraction | None:
    """What (12) asks of t for small δ, where the method has relative errors ν < 1."""
    nu = relative_error(question)
    if nu is None or not nu < 1:
        return None
    tree = ast.walk(ast.parse(formulas.STEP_BOUND.formula, mode="eval"))
    sides = (node for node in tree if isinstance(node, ast.Compare))
    right = next(node.comparators[0] for node in sides if ast.unparse(node.left) == "t[k]")
    return _number(right, {"nu": nu, "delta": Fraction(0), "L": question.functions.lipschitz}, 0)


def relative_error(question: Question) -> Fraction | None:
    """ν with ‖g − ∇f(x)‖ ≤ ν‖∇f(x)‖, by what the method states and (3); None if there is none."""
    mover = question.mover
    if isinstance(mover, Inexact):
        return mover.error if mover.relative else None
    if mover.sign == 0:
        return Fraction(0)
    return question.functions.lipschitz * question.radius if mover.mixture == 0 else None


def absolute_error(question: Question) -> Fraction | None:
    """ε with ‖g − ∇f(x)‖ ≤ ε, likewise."""
    mover = question.mover
    if isinstance(mover, Inexact):
        return None if mover.relative else mover.error
    normalized = mover.sign != 0 and mover.mixture == 1
    return question.functions.lipschitz * question.radius if normalized else None


def _values(question: Question, norm: Fraction | None) -> dict[str, Fraction]:
    L, t, mover = question.functions.lipschitz, question.step, question.mover
    last = question.criterion == "gap"
    found = {"L": L, "t": t, "rho": question.radius, "Delta": question.start.size}
    found["k"] = Fraction(question.iterations + last)
    if norm is not None:
        found["s"] = norm
    nu, eps, lower = relative_error(question), absolute_error(question), question.functions.lower
    if nu is not None:
        found |= {"nu": nu, "delta": 2 - 2 * nu - L * t * (1 + nu) ** 2}
    if norm is not None and nu is not None and (isinstance(mover, Inexact) or nu == 0):
        eps = nu * norm
    if eps is not None:
        found["eps"] = eps
    if lower is not None:
        found["mu"] = lower
    if isinstance(mover, Probe) and mover.sign != 0 and norm is not None:
        found["r"] = mover.length(question.radius, norm)
    if isinstance(mover, Probe) and mover.sign > 0:
        rest = mover.mixture
        found |= {
            "lam": rest,
            "a": L * question.radius * (1 - rest),
            "b": L * question.radius * rest,
        }
    return found


def _formula(item: Proof | Theorem, place: str) -> str:
    """The inequality that a step claims or a conclusion states, or what a step defines."""
    if isinstance(item, Theorem):
        stated = (c.states for c in item.conclusions if c.states is not None)
        return next(words.formula for words in stated if words.key == place)
    concluded = [words.formula for words in item.statement.conclusions if words.key == place]
    if concluded:
        return concluded[0]
    check = next(step.check for step in item.steps if step.name == place)
    if isinstance(check, Define):
        return check.value
    if not isinstance(check, Reals):
        raise TypeError(f"{place} of {item.name} claims no inequality")
    return check.then


def _bound(formula: str, values: Values) -> Fraction | None:
    """The greatest that the inequality leaves to f(x⁺) − f(x), or to its left side."""
    left, right = _sides(formula)
    if left is None or NEXT not in formula:
        return _number(right, values, 0)
    slacks = [_difference(right, left, values, at) for at in (0, 1)]
    if slacks[0] is None or slacks[1] is None or slacks[0] == slacks[1]:
        return None
    return slacks[0] / (slacks[0] - slacks[1])


def _sides(formula: str) -> tuple[ast.expr | None, ast.expr]:
    tree = ast.parse(formula, mode="eval").body
    while isinstance(tree, ast.Call) and ast.unparse(tree.func) in ("always", "since"):
        tree = tree.args[-1]
    if isinstance(tree, ast.Compare):
        return tree.left, tree.comparators[-1]
    return None, tree


def _difference(right: ast.expr, left: ast.expr, values: Values, at: int) -> Fraction | None:
    a, b = _number(right, values, at), _number(left, values, at)
    return None if a is None or b is None else a - b


def _number(tree: ast.expr, values: Values, following: int) -> Fraction | None:
    """The side's value, with f(x) = 0 and f(x⁺) = `following`; None if it is not rational."""
    import sympy

    from sam_theory.proofs.evaluating import value  # imports SymPy, for all its kinds of numbers

    text = ast.unparse(
        _Rewritten({**WRITTEN, NEXT: str(following)}).visit(ast.parse(ast.unparse(tree)))
    )
    point = {name: sympy.Rational(v.numerator, v.denominator) for name, v in values.items()}
    number = value(text, point)
    return Fraction(int(number.p), int(number.q)) if number.is_Rational else None


class _Rewritten(ast.NodeTransformer):
    """A formula with parts replaced that are written in a certain way."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written = written

    def visit(self, node: ast.AST) -> Any:
        text = ast.unparse(node) if isinstance(node, ast.expr) else ""
        if text in self.written:
            return ast.parse(self.written[text], mode="eval").body
        return self.generic_visit(node)
