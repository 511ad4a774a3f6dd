"""Which proof of the kernel does without a hypothesis, and which shows a statement as printed.

Nothing is taken from a step that is not proved, nor from a conclusion with a known error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sam_theory.falsifying.claims import Target
from sam_theory.proofs.checking import assumed
from sam_theory.proofs.proof import Given, Part
from sam_theory.proofs.reporting import Report
from sam_theory.statements.theorem import Hypothesis, Theorem
from sam_theory.verdict import Status

Find = Callable[[str], Report | None]  # a proof of the catalogue as checked, with those it names


def proof_of(target: Target, find: Find) -> str | None:
    """The proof that shows the conclusion from what is kept alone; None where none does.

    With no hypothesis dropped, it shows the conclusion as printed. A proof counts if its step for
    the conclusion's formula is proved, if every hypothesis on which that step rests is said by what
    is kept, or follows from it as one of its `weaker` words, and if it is about the same iteration.
    """
    told, theorem = target.conclusion, target.theorem
    report = find(theorem.proven_in)
    if told.states is None or told.errata or report is None:
        return None
    available = frozenset((*theorem.stands, *words(target.kept)))
    for name in (theorem.proven_in, *report.proof.stronger):
        other = find(name)
        if other is not None and _shows(other, told.states, available, theorem):
            return name
    return None


def words(hypotheses: Iterable[Hypothesis]) -> Iterator[Given]:
    """What hypotheses say, and what follows from them."""
    for hypothesis in hypotheses:
        yield from hypothesis.states
        yield from words(hypothesis.weaker)


def _shows(
    report: Report, conclusion: Given, available: frozenset[Given], theorem: Theorem
) -> bool:
    """Whether a part of the proof shows the formula from the available words alone."""
    statement = report.proof.statement
    keys = {c.key for c in statement.conclusions if c.formula == conclusion.formula}
    if not set(statement.definitions) <= set(theorem.iteration):
        return False
    return any(
        part.conclusion in keys
        and report.part(part).status is Status.PROVED
        and rests_on(report, part) <= available
        for part in report.proof.parts
        if part.shown_by
    )


def rests_on(report: Report, part: Part) -> frozenset[Given]:
    """The hypotheses of the proof on which the steps towards a conclusion rest."""
    used = report.keys(part)
    return frozenset(h for h in assumed(report.proof, {part.conclusion}) if h.key in used)
