"""What a claim says, as a case that a certificate must contradict.

A claim "given ⟹ then" holds if its premises, and what its atoms stand for, contradict
"`then` is false, or something in it is undefined". Premises need not be defined: 1/b is some real
number, of which b · (1/b) = 1 is known where b ≠ 0, and √a ≥ 0 one whose square is a where a ≥ 0.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Protocol

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.verifier import Case, Fact
from sam_theory.proofs.language import all_names
from sam_theory.proofs.normal import (
    FLIPPED,
    RELATIONS,
    Definition,
    Linear,
    Normal,
    difference,
    product,
)
from sam_theory.proofs.terms import Refused, called, read

HOLDS, FAILS = Case(), Case((), ((),))
FUNCTIONS = frozenset({"norm", "sq", "dot", "sqrt", "abs", "max", "min", "implies"})
PI_LOW, PI_HIGH = Fraction(333, 106), Fraction(355, 113)  # convergents of π on its two sides
PI = Case(
    (
        Fact(Polynomial.atom("pi") - Polynomial.number(PI_LOW), ">"),
        Fact(Polynomial.number(PI_HIGH) - Polynomial.atom("pi"), ">"),
    )
)


class Claim(Protocol):
    """∀ reals and vectors of any ℝⁿ: given ⟹ then; see proofs/language.py."""

    @property
    def given(self) -> Sequence[str]: ...

    @property
    def then(self) -> str: ...

    @property
    def vectors(self) -> Sequence[str]: ...


def negated(claim: Claim) -> Case:
    """The case that the claim fails; raises Refused for what is outside real arithmetic.

    Neither the order of the premises nor how they are written matters to it.
    """
    reader = Reader(frozenset(claim.vectors))
    given = [reader.truth(_real(text), True) for text in claim.given]
    then = _real(claim.then)
    premises = sorted({str(case): case for case in given}.items())
    goal = either([*reader.undefined(then), reader.truth(then, False)])
    known = [*(case for _, case in premises), goal, reader.background()]
    return both([*known, PI] if "pi" in all_names((*claim.given, claim.then)) else known)


def _real(text: str) -> ast.expr:
    """The formula, if its signs are those of real arithmetic."""
    formula = read(text)
    for node in ast.walk(formula):
        match node:
            case ast.Call() if called(node)[0] not in FUNCTIONS:
                raise Refused(f"{ast.unparse(node)} is outside real arithmetic")
            case ast.BinOp(op=ast.Pow(), right=exponent) if not (
                isinstance(exponent, ast.Constant)
                and type(exponent.value) is int
                and 0 <= exponent.value <= 12
            ):
                raise Refused(f"{ast.unparse(node)} is outside real arithmetic")
            case ast.Subscript():
                raise Refused(f"{ast.unparse(node)} is outside real arithmetic")
    return formula


def both(cases: Iterable[Case]) -> Case:
    """All of them hold."""
    total = HOLDS
    for case in cases:
        total = total.plus(case)
    return total


def either(cases: Sequence[Case]) -> Case:
    """At least one of them holds; options that are choices themselves are joined."""
    options: list[Case] = []
    for case in cases:
        options += case.choices[0] if not case.facts and len(case.choices) == 1 else [case]
    return options[0] if len(options) == 1 else Case((), (tuple(options),))


def fact(p: Polynomial, relation: str) -> Case:
    """p relation 0, where p ≠ 0 is a choice."""
    if relation == "!=":
        return either([fact(p, ">"), fact(-p, ">")])
    if relation in ("<=", "<"):
        return fact(-p, {"<=": ">=", "<": ">"}[relation])
    return Case((Fact(p, {">=": ">=", ">": ">", "==": "=="}[relation]),))  # type: ignore[arg-type]


class Reader:
    """Reads formulas, negations pushed inwards, and collects what their atoms stand for."""

    def __init__(self, vectors: frozenset[str]) -> None:
        self.normal = Normal(vectors)

    def truth(self, node: ast.expr, true: bool) -> Case:
        """That the formula is true, or that it is false."""
        match node:
            case ast.Constant(value=bool() as value):
                return HOLDS if value is true else FAILS
            case ast.Compare(left=first, ops=ops, comparators=others):
                links = zip([first, *others], ops, others, strict=False)
                cases = [self.comparison(a, RELATIONS[type(op)], b, true) for a, op, b in links]
                return both(cases) if true else either(cases)
            case ast.BoolOp(op=op, values=values):
                cases = [self.truth(value, true) for value in values]
                return both(cases) if isinstance(op, ast.And) is true else either(cases)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self.truth(inner, not true)
            case ast.Call(func=ast.Name(id="implies"), args=[a, b]):
                if true:
                    return either([self.truth(a, False), self.truth(b, True)])
                return both([self.truth(a, True), self.truth(b, False)])
        raise Refused(f"{ast.unparse(node)} is no truth value")

    def comparison(self, a: ast.expr, relation: str, b: ast.expr, true: bool) -> Case:
        """a relation b, or its opposite."""
        relation = relation if true else FLIPPED[relation]
        if self.normal.is_vector(a) or self.normal.is_vector(b):
            return self._vectors(difference(self.normal.vector(a), self.normal.vector(b)), relation)
        return fact(self.normal.scalar(a) - self.normal.scalar(b), relation)

    def _vectors(self, w: Linear, relation: str) -> Case:
        """w = 0, so that ⟨w, u⟩ = 0 for all u; or w ≠ 0, so that ⟨w, w⟩ > 0."""
        if relation == "!=":
            return fact(product(w, w), ">")
        if relation != "==":
            raise Refused("vectors can only be equal, or not")
        others = [{name: Polynomial.number(1)} for name in sorted(self.normal.vectors)]
        return both(fact(product(w, u), "==") for u in [w, *others])

    def undefined(self, node: ast.expr) -> list[Case]:
        """The ways in which a part of the formula may be undefined, where it matters."""
        match node:
            case ast.BoolOp(values=values):
                return [case for value in values for case in self.undefined(value)]
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self.undefined(inner)
            case ast.Call(func=ast.Name(id="implies"), args=[a, b]):
                reached = self.truth(a, True)
                return [*self.undefined(a), *(reached.plus(case) for case in self.undefined(b))]
        alone = Reader(self.normal.vectors)
        alone.truth(node, True)
        return [
            fact(of.of[0], "==" if of.kind == "inverse" else "<")
            for _, of in sorted(alone.normal.definitions.items())
            if of.kind in ("inverse", "sqrt")
        ]

    def background(self) -> Case:
        """What holds of the atoms by definition, and by Cauchy and Schwarz: |⟨u, v⟩| ≤ ‖u‖‖v‖."""
        known = dict(sorted(self.normal.definitions.items()))
        cases = [defined(Polynomial.atom(name), of) for name, of in known.items()]
        norms = [(Polynomial.atom(n), of.vector) for n, of in known.items() if of.kind == "norm"]
        for (n, u), (m, v) in combinations_with_replacement(norms, 2):
            if u is not v:
                cases += [fact(n * m - product(u, v), ">="), fact(n * m + product(u, v), ">=")]
        return both(cases)


def defined(atom: Polynomial, of: Definition) -> Case:
    """What is known of a number that is given by a definition."""
    p, q = of.of[0], of.of[-1]
    one = Polynomial.number(1)
    match of.kind:
        case "inverse":
            return either([fact(p, "=="), fact(p * atom - one, "==")])
        case "sqrt":
            return fact(atom, ">=").plus(either([fact(p, "<"), fact(atom * atom - p, "==")]))
        case "norm":
            return fact(atom, ">=").plus(fact(atom * atom - p, "=="))
        case "abs":
            return _extreme(atom, p, -p, ">=")
        case "max":
            return _extreme(atom, p, q, ">=")
        case "min":
            return _extreme(atom, p, q, "<=")


def _extreme(atom: Polynomial, p: Polynomial, q: Polynomial, relation: str) -> Case:
    """The atom is one of p, q and, as the relation says, the greater or the smaller one."""
    bounds = fact(atom - p, relation).plus(fact(atom - q, relation))
    return bounds.plus(either([fact(atom - p, "=="), fact(atom - q, "==")]))
