"""Conclusions that are explicit: what a certificate, or an exact run, says against their formulas.

The formula of a conclusion is the one that proofs must reach; nothing is stated here a second time.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, cast

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established
from sam_theory.certificates.finding import breach
from sam_theory.certificates.forms import Claim
from sam_theory.certificates.ranges import holds_from, tends_to_infinity
from sam_theory.certificates.verifier.accepting import accept
from sam_theory.certificates.verifier.claims import bound_text, interval_of, of_start
from sam_theory.certificates.wording import QUANTITIES as WRITTEN
from sam_theory.certificates.wording import formula_text, number_text
from sam_theory.errors import UsageError
from sam_theory.falsifying.excess import exceeded
from sam_theory.falsifying.naming import KNOWN, NAMED, QUANTITIES, arguments, of_every_k
from sam_theory.falsifying.places import at_rest, elsewhere
from sam_theory.falsifying.rates import too_slow
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import ball
from sam_theory.statements.theorem import Conclusion, Run
from sam_theory.verdict import Verdict, refuted

Relation = Literal["<=", ">=", "<", ">"]
RELATIONS: dict[type[ast.cmpop], Relation] = {
    ast.LtE: "<=",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.Gt: ">",
}
SOME = "c"  # the constant of a rate, of which it is said that there is one
ITERATIONS = 64  # of a run that is followed for a breach
FROM = 10**6  # k from which on the bound is held against a level
ROOM = Fraction(1, 10**6)  # relative


@dataclass(frozen=True)
class Inequality:
    """A claim for every k; where it is a `rate`, its bound names a constant c that may be any."""

    claim: Claim
    rate: bool = False


@lru_cache(maxsize=256)
def _said(formula: str) -> tuple[Inequality, ...]:
    try:
        return tuple(_of_formula(ast.parse(formula, mode="eval").body))
    except SyntaxError:
        return ()


def inequalities(conclusion: Conclusion) -> tuple[Inequality, ...]:
    """Those that the formula of a conclusion says of every xᵏ, as far as they are known ones."""
    return () if conclusion.states is None else _said(conclusion.states.formula)


def _of_formula(node: ast.expr) -> Iterator[Inequality]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in node.values:
            yield from _of_formula(part)
        return
    told = arguments(node, "exists")
    if told and ast.unparse(told[0]) == SOME:
        for found in _of_formula(told[-1]):
            yield Inequality(found.claim, rate=True)
    every = arguments(node, "always")
    if len(every) == 2:
        yield from _of_every_k(every[1])


def _of_every_k(node: ast.expr) -> Iterator[Inequality]:
    for found in of_every_k(node):
        quantity, relation = QUANTITIES.get(ast.unparse(found.left)), RELATIONS[type(found.ops[0])]
        bound = _bound(found.comparators[0])
        if quantity is not None and bound is not None:
            yield Inequality(Claim(quantity=quantity, relation=relation, bound=bound))


class _Named(ast.NodeTransformer):
    """Terms replaced by the names that bounds have for them."""

    def visit(self, node: ast.AST) -> ast.AST:
        name = NAMED.get(ast.unparse(node)) if isinstance(node, ast.expr) else None
        return ast.Name(name, ast.Load()) if name is not None else self.generic_visit(node)


def _bound(node: ast.expr) -> str | None:
    """The bound in the names of certificates; None where it has others."""
    text = ast.unparse(cast(ast.expr, _Named().visit(node)))
    names = {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}
    return text if names <= KNOWN else None


# ---- against a run


def against(run: Run, conclusion: Conclusion, *, breaches: bool) -> Verdict | None:
    """The conclusion refuted by what is certified of the run; None where it is not.

    Where its own check has seen `breaches`, they are looked for among the first steps.
    """
    s = run.setting
    dynamics = Dynamics(problem=s.problem, method=s.method, step=s.step, radius=s.radius)
    assert run.trace.iterates is not None
    start = tuple(Fraction(float(c)) for c in run.trace.iterates.first)
    try:
        for inequality in inequalities(conclusion):
            found = _level(run, dynamics, inequality, start)
            if breaches and not found:
                found = _breach(dynamics, inequality, start)
            if found:
                return refuted(found)
        if breaches and (found := exceeded(dynamics, conclusion, start)):
            return refuted(found)
        found = (
            at_rest(run, dynamics, conclusion, start)
            or elsewhere(run, conclusion)
            or too_slow(run, conclusion)
        )
    except (Undecided, UsageError, ZeroDivisionError):
        return None
    return refuted(found) if found else None


def _breach(dynamics: Dynamics, inequality: Inequality, start: tuple[Fraction, ...]) -> str:
    if inequality.rate:
        return ""
    found = breach.find(dynamics, inequality.claim, [start], ITERATIONS)
    shown = None if found is None else accept(dynamics, found)
    return shown.text if isinstance(shown, Established) else ""


def _level(
    run: Run, dynamics: Dynamics, inequality: Inequality, start: tuple[Fraction, ...]
) -> str:
    """That the quantity stays above a level, and the bound comes below it."""
    claim = inequality.claim
    level = _stays_above(run, claim.quantity)
    if level is None or claim.relation not in ("<=", "<"):
        return ""
    bound = _number(dynamics, claim.bound, start)
    if inequality.rate:
        if not _linear(ast.parse(bound, mode="eval").body):
            return ""
        spread = trees.sub(_with(bound, 1), _with(bound, 0))
        if not tends_to_infinity(trees.div(trees.ONE, spread)):
            return ""
        bound_at = _with(bound, 0)
    else:
        bound_at = parse(bound)
    below = trees.sub(trees.num(level * (1 - ROOM)), bound_at)
    if not holds_from(below, FROM):
        return ""
    assert run.certified is not None
    what = "for every c " if inequality.rate else ""
    return (
        f"{run.certified.shown.text}; so the lim inf of {WRITTEN[claim.quantity]} is at least "
        f"{number_text(level)}, {what}above {formula_text(claim.bound)} for large k"
    )


def _linear(node: ast.expr) -> bool:
    """Whether c occurs once, and nothing is done to it but to add, and to multiply."""
    if isinstance(node, ast.Name):
        return node.id == SOME
    if not isinstance(node, ast.BinOp):
        return False
    sides = [node.left, node.right]
    holding = [side for side in sides if SOME in {getattr(n, "id", "") for n in ast.walk(side)}]
    if len(holding) != 1 or not isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        return False
    if isinstance(node.op, ast.Sub | ast.Div) and holding[0] is node.right:
        return False
    return _linear(holding[0])


def _with(bound: str, c: int) -> Node:
    """The bound with that c, in which it is linear."""

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return ast.Constant(c) if node.id == SOME else node

    return parse(ast.unparse(Put().visit(ast.parse(bound, mode="eval"))))


def _stays_above(run: Run, quantity: str) -> Fraction | None:
    """What the lim inf of a quantity is at least, by the certificate of the run."""
    if run.certified is None:
        return None
    shown = run.certified.shown
    levels = {
        "gap": shown.gap,
        "gradient": shown.slope,
        "gradient-square-average": shown.slope**2,
    }
    level = levels.get(quantity, Fraction(0))
    return level if level > 0 else None


def _number(dynamics: Dynamics, bound: str, start: tuple[Fraction, ...]) -> str:
    """The bound as a formula in k, and c, with the numbers of Δ and R for themselves."""
    names = of_start(dynamics, tuple(ball(c) for c in start), bound)
    text = bound_text(dynamics, bound)
    for name, value in names.items():
        found = interval_of(value)
        if found.low is None or found.low != found.high:
            raise Undecided("Δ is not known to the last digit")
        text = _replaced(text, name, found.low)
    return text


def _replaced(text: str, name: str, value: Fraction) -> str:
    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            if node.id != name:
                return node
            return ast.parse(f"({value.numerator}/{value.denominator})", mode="eval").body

    return ast.unparse(Put().visit(ast.parse(text, mode="eval")))
