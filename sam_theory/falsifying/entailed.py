"""Whether what is dropped follows from what is kept: then no setting has the rest without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.superfluous import Find, words
from sam_theory.proofs.proof import Given, Part, Proof, Reals, Statement, Step, hypothesis
from sam_theory.proofs.reporting import report_all
from sam_theory.statements.theorem import Hypothesis
from sam_theory.verdict import Status

STEP = "it follows"


def entailed(target: Target, find: Find) -> str:
    """Why what is dropped holds wherever the rest does; empty where that is not seen.

    It is a word weaker than one that is kept, or follows from their formulas by real arithmetic.
    `find` gives the theorem's proof as checked, which says what its names stand for.
    """
    dropped = target.dropped
    if dropped is None:
        return ""
    for kept in target.kept:
        if any(each is dropped for each in _weaker(kept)):
            return f"“{kept.text}” says more"
    report = find(target.theorem.proven_in)
    if report is None or not dropped.states:
        return ""
    premises = tuple(dict.fromkeys((*target.theorem.stands, *words(target.kept))))
    follows = all(_follows(given, premises, report.proof) for given in dropped.states)
    return "it follows from the others by real arithmetic" if follows else ""


def _weaker(one: Hypothesis) -> Iterator[Hypothesis]:
    for weaker in one.weaker:
        yield weaker
        yield from _weaker(weaker)


def _follows(conclusion: Given, premises: Sequence[Given], known: Proof) -> bool:
    """Whether the kernel shows it from the premises by real arithmetic alone."""
    keys = dict.fromkeys(given.key for given in premises)
    if len(keys) < len(premises) or conclusion.key in keys:
        return False
    check = Reals(then=conclusion.formula, given=tuple(map(hypothesis, keys)))
    proof = Proof(
        name=STEP,
        summary="",
        source="",
        statement=Statement(
            hypotheses=tuple(premises),
            definitions=known.statement.definitions,
            conclusions=(conclusion,),
        ),
        steps=(Step(name=STEP, check=check),),
        parts=(Part(text=STEP, conclusion=conclusion.key, shown_by=STEP),),
        outcome="",
        vectors=known.vectors,
    )
    report = report_all([proof], lambda name: proof)[proof.name]
    return report.part(proof.parts[0]).status is Status.PROVED
