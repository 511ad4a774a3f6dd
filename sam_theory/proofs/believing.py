"""Why a claim of real arithmetic is believed: a certificate, or two solvers that agree."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sam_theory.proofs.certificates import certified
from sam_theory.proofs.real_arithmetic import Claim, decide
from sam_theory.proofs.second_solver import second_opinion
from sam_theory.proofs.terms import Refused
from sam_theory.verdict import Status, Verdict, proved

Kind = Literal["identity", "solver"]


class Disagreement(Exception):
    """Two solvers contradict each other: one of them, or how they are asked, is wrong."""


def believed(claim: Claim, store: Path, *, quick: bool = False) -> tuple[Verdict, Kind | None]:
    """The verdict, and what it rests on where the claim is proved.

    `quick` asks one solver only, with less effort: to see whether a premise is needed. Raises
    BrokenCertificate and Disagreement.
    """
    if certified(claim, store):
        return proved("a certificate, verified by expanding it"), "identity"
    verdict = decide(claim, quick=quick)
    if verdict.status is not Status.PROVED:
        return verdict, None
    return (verdict if quick else proved(_second(claim))), "solver"


def _second(claim: Claim) -> str:
    try:
        answer = second_opinion(claim)
    except Refused:
        answer = "unknown"
    if answer == "refuted":
        raise Disagreement(f"z3 proves {claim.then!r} from {list(claim.given)}, cvc5 refutes it")
    if answer == "unknown":
        return "z3 alone: the negation has no real solution; cvc5 gave up"
    return "z3 and cvc5: the negation has no real solution"
