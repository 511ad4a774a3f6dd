"""Claims about series and limits: the schedule decider, power series, SymPy's limits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy

from sam_theory.proofs.identity import Symbolic
from sam_theory.proofs.language import Interpreter, all_names
from sam_theory.proofs.proof import Limit, PowerSeries, Schedules
from sam_theory.proofs.real_arithmetic import Claim, decide
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


def check_power_series(claim: PowerSeries, given: Sequence[str], *, quick: bool = False) -> Verdict:
    """Σ k^(−a) converges exactly for a > 1: real arithmetic decides on which side a lies."""
    relation = ">" if claim.converges else "<="
    verdict = decide(Claim(tuple(given), f"{claim.exponent} {relation} 1", ()), quick=quick)
    if verdict.status is Status.PROVED:
        return proved(f"{claim.exponent} {relation} 1 throughout")
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
