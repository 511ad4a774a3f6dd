"""Claims about sequences: induction, trials on exact sequences."""

from __future__ import annotations

import ast
import random
from collections.abc import Mapping, Sequence
from typing import Any

import sympy

from sam_theory.proofs.evaluating import holds
from sam_theory.proofs.evaluating import value as exact_value
from sam_theory.proofs.language import read
from sam_theory.proofs.proof import Induction, Trial
from sam_theory.proofs.real_arithmetic import Claim, decide
from sam_theory.proofs.witness import show
from sam_theory.verdict import Status, Verdict, consistent, proved, refuted, undecided

EXTREMES = ("0", "1/1000", "1/7", "1/2", "1", "3/2", "7", "1000")  # what adversarial inputs are


def check_induction(
    claim: Induction,
    given: Sequence[str],
    start: Sequence[str],
    step: Sequence[str],
    *,
    quick: bool = False,
) -> Verdict:
    """The base, and the step from a state to its successor, each by real arithmetic."""
    base = decide(Claim((*given, *start), claim.then, ()), quick=quick)
    if base.status is not Status.PROVED:
        return Verdict(base.status, f"base: {base.evidence}")
    later = renamed(claim.then, {name: f"{name}_" for name in claim.state})
    passed = decide(Claim((*given, claim.then, *step), later, ()), quick=quick)
    if passed.status is not Status.PROVED:
        return Verdict(passed.status, f"induction step: {passed.evidence}")
    return proved("induction: z3 proves the base and the step")


def renamed(text: str, to: Mapping[str, str]) -> str:
    """The formula with its variables renamed."""

    class Rename(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.Name:
            return ast.Name(id=to.get(node.id, node.id), ctx=node.ctx)

    tree = ast.parse(ast.unparse(read(text)), mode="eval")  # a copy: parsed formulas are shared
    return ast.unparse(Rename().visit(tree))


def check_trial(claim: Trial) -> Verdict:
    """Consistent if no admissible sequence breaks the claim; refuted, exactly, by one that does."""
    rng = random.Random(0)
    seen = 0
    for _ in range(claim.rounds):
        point: dict[str, Any] = {}
        for name, text in claim.start:
            point[name] = exact_value(text, point | _inputs(claim, rng))
        for k in range(claim.length):
            drawn = _inputs(claim, rng)
            after = {name: exact_value(text, point | drawn) for name, text in claim.update}
            point |= drawn | after
            if not all(holds(text, point) for text in claim.given):
                break
            seen += 1
            if not holds(claim.then, point):
                return refuted(f"witness after {k + 1} terms: {show(point)}")
    if not seen:
        return undecided("no random sequence was admissible")
    return consistent(f"held on {seen} exact rational states of {claim.rounds} sequences")


def _inputs(claim: Trial, rng: random.Random) -> dict[str, Any]:
    scale = sympy.Rational(1, rng.choice((1, 1, 10, 1000)))
    return {name: sympy.Rational(rng.choice(EXTREMES)) * scale for name in claim.inputs}
