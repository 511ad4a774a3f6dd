"""The same claims asked of cvc5: another reader, another solver than that of `solver`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal

import cvc5
from cvc5 import Kind

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.reduction import Claim, negated
from sam_theory.proofs.exact.verifier import Case

PATIENCE = 5.0  # s for each way; cvc5 does not count its own work well, so it runs in a process
WAYS = ({"nl-cov": "true"}, {"nl-cov": "false", "nl-ext": "full"})  # coverings, linearization
KINDS = {">=": Kind.GEQ, ">": Kind.GT, "==": Kind.EQUAL}
Answer = Literal["proved", "refuted", "unknown"]
CODES: Mapping[int, Answer] = {10: "proved", 20: "refuted"}  # exit status


def second_opinion(claim: Claim) -> Answer:
    """What cvc5 says of the claim: by cylindrical coverings, by linearization if that gives up.

    Raises Refused for what is outside real arithmetic.
    """
    negated(claim)
    answers = (_apart(claim, way) for way in range(len(WAYS)))
    return next((answer for answer in answers if answer != "unknown"), "unknown")


def _apart(claim: Claim, way: int) -> Answer:
    """The answer of a process of its own, which can be ended."""
    text = json.dumps([list(claim.given), claim.then, list(claim.vectors), way])
    command = [sys.executable, "-m", "sam_theory.proofs.second_solver", text]
    try:
        code = subprocess.run(command, timeout=PATIENCE, check=False).returncode
    except subprocess.TimeoutExpired:
        return "unknown"
    return CODES.get(code, "unknown")


@dataclass(frozen=True)
class _Written:
    given: tuple[str, ...]
    then: str
    vectors: tuple[str, ...]


def _main(text: str) -> int:
    given, then, vectors, way = json.loads(text)
    answer = _asked(_Written(tuple(given), then, tuple(vectors)), WAYS[way])
    return next((code for code, known in CODES.items() if known == answer), 0)


def _asked(claim: Claim, options: Mapping[str, str]) -> Answer:
    manager = cvc5.TermManager()
    solver = cvc5.Solver(manager)
    solver.setLogic("QF_NRA")
    for name, value in options.items():
        solver.setOption(name, value)
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


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
