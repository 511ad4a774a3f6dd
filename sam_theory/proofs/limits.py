"""Claims about series and limits: the schedule decider, power series, SymPy's limits."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Any

import sympy

from sam_theory.proofs.identity import Symbolic
from sam_theory.proofs.language import Interpreter, all_names
from sam_theory.proofs.proof import Limit, Schedules
from sam_theory.proofs.terms import Refused, bound_names, called, free_names
from sam_theory.schedules.deciding import decide as decide_schedule
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided

OPPOSITE = {Status.PROVED: Status.REFUTED, Status.REFUTED: Status.PROVED}


def check_schedules(claim: Schedules) -> Verdict:
    """The schedule decider's verdict, turned round where the claim is that it fails."""
    verdict = decide_schedule(
        claim.key,
        Schedule(claim.step),
        Schedule(claim.radius),
        lipschitz=None if claim.lipschitz is None else Fraction(claim.lipschitz),
        kl=None if claim.kl is None else Fraction(claim.kl),
    )
    said = f"{claim.key} of tₖ = {claim.step}, ρₖ = {claim.radius}: {verdict.evidence}"
    status = verdict.status if claim.holds else OPPOSITE.get(verdict.status, verdict.status)
    return Verdict(status, said)


SERIES = {"summable": "product-summable", "diverges": "step-diverges", "bounded": "radius-bounded"}


def check_series(fact: ast.expr) -> Verdict:
    """A fact about a formula in k alone; raises Refused for any other."""
    name, args = called(fact) if isinstance(fact, ast.Call) else ("", [])
    if isinstance(fact, ast.Call):
        bound_names(fact)  # which requires the number of arguments
    key = "step-vanishes" if name == "tends" else SERIES.get(name)
    zero = name != "tends" or ast.unparse(args[2]) == "0"
    if key is None or not zero or ast.unparse(args[0]) != "k" or free_names(fact):
        raise Refused(f"a fact must be about a formula in k alone; got {ast.unparse(fact)}")
    formula, one = Schedule(ast.unparse(args[1])), Schedule("1")
    if name != "tends":
        positive = decide_schedule("step-positive", formula, one)
        if positive.status is not Status.PROVED:
            return undecided(f"only series of positive terms are decided; {positive.evidence}")
    ways = {"product-summable": (formula, one), "radius-bounded": (one, formula)}
    step, radius = ways.get(key, (formula, one))
    verdict = decide_schedule(key, step, radius)
    if name == "bounded" and verdict.status is Status.PROVED:  # above; and below?
        return decide_schedule(key, one, Schedule(f"-({ast.unparse(args[1])})"))
    return verdict


def check_limit(claim: Limit) -> Verdict:
    """SymPy's limit, with every other variable positive."""
    reader = Interpreter(Symbolic(frozenset(all_names([claim.expression, claim.value]))))

    def point(text: str) -> Any:
        return sympy.oo if text == "oo" else reader.scalar(text)

    symbol, value = reader.scalar(claim.variable), point(claim.value)
    try:
        found = sympy.limit(reader.scalar(claim.expression), symbol, point(claim.to))
    except NotImplementedError as reason:
        return undecided(f"SymPy knows no limit: {reason}")
    if isinstance(found, sympy.Limit):
        return undecided(f"SymPy left {found}")
    if found == value or sympy.simplify(found - value) == 0:
        return proved(f"SymPy: the limit is {found}")
    return refuted(f"SymPy: the limit is {found}")
