"""The same claims asked of cvc5: another reader, another solver than that of `solver`."""

from __future__ import annotations

from functools import reduce
from typing import Any, Literal

import cvc5
from cvc5 import Kind

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.reduction import Claim, negated
from sam_theory.proofs.exact.verifier import Case

EFFORT = 200_000  # cvc5's own unit of work
PATIENCE = 10_000  # ms: that unit does not count all of its work on nonlinear arithmetic
KINDS = {">=": Kind.GEQ, ">": Kind.GT, "==": Kind.EQUAL}
Answer = Literal["proved", "refuted", "unknown"]


def second_opinion(claim: Claim) -> Answer:
    """What cvc5 says of the claim; raises Refused for what is outside real arithmetic."""
    manager = cvc5.TermManager()
    solver = cvc5.Solver(manager)
    solver.setLogic("QF_NRA")
    solver.setOption("rlimit", str(EFFORT))
    solver.setOption("tlimit-per", str(PATIENCE))
    writer = _Writer(manager, tuple(sorted(claim.vectors)))
    solver.assertFormula(writer.case(negated(claim)))
    answer = solver.checkSat()
    if answer.isUnsat():
        return "proved"
    return "refuted" if answer.isSat() else "unknown"


class _Writer:
    """Writes cases as terms of cvc5.

    The Gram matrix of the vectors is C Cᵀ with C lower triangular in the order of their names.
    """

    def __init__(self, manager: Any, vectors: tuple[str, ...]) -> None:
        self.manager = manager
        self.vectors = vectors
        self.known: dict[str, Any] = {}

    def case(self, case: Case) -> Any:
        """All facts, and of each choice one option."""
        facts = [self._fact(f.polynomial, f.relation) for f in case.facts]
        choices = [self._joined(Kind.OR, [self.case(o) for o in c], False) for c in case.choices]
        return self._joined(Kind.AND, [*facts, *choices], True)

    def _fact(self, p: Polynomial, relation: str) -> Any:
        return self.manager.mkTerm(KINDS[relation], self._polynomial(p), self.manager.mkReal(0))

    def _joined(self, kind: Any, parts: list[Any], neutral: bool) -> Any:
        if len(parts) > 1:
            return self.manager.mkTerm(kind, *parts)
        return parts[0] if parts else self.manager.mkBoolean(neutral)

    def _polynomial(self, p: Polynomial) -> Any:
        total = self.manager.mkReal(0)
        for monomial, c in sorted(p.terms.items()):
            number = self.manager.mkReal(c.numerator, c.denominator)
            factors = [self._atom(name) for name, exponent in monomial for _ in range(exponent)]
            term = reduce(lambda a, b: self.manager.mkTerm(Kind.MULT, a, b), factors, number)
            total = self.manager.mkTerm(Kind.ADD, total, term)
        return total

    def _atom(self, name: str) -> Any:
        if not name.startswith("<"):
            return self._variable(name)
        u, v = name[1:-1].split("|")
        shared = self.vectors[: min(map(self.vectors.index, (u, v))) + 1]
        products = [
            self.manager.mkTerm(
                Kind.MULT, self._variable(f"{u}[{axis}]"), self._variable(f"{v}[{axis}]")
            )
            for axis in shared
        ]
        return reduce(lambda a, b: self.manager.mkTerm(Kind.ADD, a, b), products)

    def _variable(self, name: str) -> Any:
        if name not in self.known:
            self.known[name] = self.manager.mkConst(self.manager.getRealSort(), name)
        return self.known[name]

