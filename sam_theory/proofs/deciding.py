"""Why a claim of real arithmetic is believed: a certificate, or two solvers that agree.

Certificates are verified anew, without a solver. Where there is none z3 is asked, and cvc5 unless
its answer is kept beside the certificates.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import Literal

from sam_theory.proofs.certificates import BrokenCertificate, certified, kept, opinion
from sam_theory.proofs.claim import Claim
from sam_theory.proofs.terms import Refused
from sam_theory.verdict import Status, Verdict, proved, undecided

Kind = Literal["identity", "solver"]
SOLVED = "the negation has no real solution"


@lru_cache(maxsize=8192)
def decided(claim: Claim, *, quick: bool = False) -> tuple[Verdict, Kind | None]:
    """The verdict, and what it rests on where the claim is proved.

    `quick` asks one solver only, with less effort: to see whether a premise is needed.
    """
    broken = ""
    try:
        if certified(claim, kept()):
            return proved("a certificate, verified by expanding it"), "identity"
    except BrokenCertificate as reason:
        broken = f"; {reason}"
    if find_spec("z3") is None:
        return undecided(f"no certificate is kept, and z3-solver is not installed{broken}"), None
    from sam_theory.proofs.real_arithmetic import decide

    verdict = decide(claim, quick=quick)
    if quick or verdict.status is not Status.PROVED:
        return verdict, "solver" if verdict.status is Status.PROVED else None
    second = _second(claim)
    return Verdict(second.status, second.evidence + broken), "solver"


def _second(claim: Claim) -> Verdict:
    """What the second solver says of a claim that z3 proves."""
    answer = opinion(claim, kept()) or _asked(claim)
    if answer == "refuted":
        return undecided("z3 proves it and cvc5 refutes it: one of them, or a reader, is wrong")
    if answer == "proved":
        return proved(f"z3 and cvc5: {SOLVED}")
    return proved(f"z3 alone: {SOLVED}; cvc5 {answer}")


def _asked(claim: Claim) -> str:
    if find_spec("cvc5") is None:
        return "is not installed"
    from sam_theory.proofs.second_solver import second_opinion

    try:
        answer = second_opinion(claim)
    except Refused:
        return "cannot read it"
    return "gave up" if answer == "unknown" else answer
