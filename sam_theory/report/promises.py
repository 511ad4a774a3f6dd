"""What theorems promise of the convergence of one setting, and what they lack for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sam_theory.statements.applicability import asked
from sam_theory.statements.finding import ConclusionFinding, Finding, TheoremFinding, told
from sam_theory.statements.hypotheses.iterates import DIRECTIONS_NONZERO, GRADIENTS_NONZERO
from sam_theory.statements.theorem import Conclusion, Hypothesis, Theorem
from sam_theory.verdict import Status, Verdict, worst

# Of what an answer can say that a theorem gives, the strongest first.
STRENGTH = (
    "no convergence",
    "iterate-limit",
    "convergence",
    "gradient-limit",
    "value-limit",
    "value-convergence",
    "stationary-accumulation",
    "liminf-gradient",
)
BOUND = "bound"  # what says less than any of them
NUMBER = re.compile(r"^\([ivx]+\) ")  # of a conclusion in its theorem


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A conclusion of a theorem on a setting, and how far what it needs is established."""

    theorem: Theorem
    conclusion: ConclusionFinding
    needs: tuple[tuple[Hypothesis, Verdict], ...]

    @property
    def given(self) -> Status:
        """The worst of what it needs."""
        return worst(verdict for _, verdict in self.needs).status if self.needs else Status.PROVED

    @property
    def missing(self) -> tuple[tuple[Hypothesis, Verdict], ...]:
        """What it needs and does not have."""
        return tuple((h, v) for h, v in self.needs if not v.holds)

    @property
    def open(self) -> bool:
        """Whether nothing that it needs is known to fail, and something is undecided."""
        return bool(self.missing) and not any(verdict.fails for _, verdict in self.missing)

    @property
    def strength(self) -> int:
        """Its place among STRENGTH."""
        return STRENGTH.index(self.conclusion.property)

    @property
    def words(self) -> str:
        """What it says, without its number."""
        return NUMBER.sub("", told(self.conclusion))


def promises_of(finding: Finding, theorems: Sequence[Theorem]) -> tuple[Promise, ...]:
    """What the theorems held against the setting say about convergence.

    Lemmas, which ask nothing of schedules but much of runs, speak only where there is nothing else.
    """
    promises = _of(finding, theorems, STRENGTH)
    return tuple(p for p in promises if asked(p.theorem)) or promises


def bounds_of(finding: Finding, theorems: Sequence[Theorem]) -> tuple[Promise, ...]:
    """The bounds of theorems that speak of training."""
    return tuple(p for p in _of(finding, theorems, (BOUND,)) if p.theorem.practice)


def _of(
    finding: Finding, theorems: Sequence[Theorem], properties: Sequence[str]
) -> tuple[Promise, ...]:
    known = {theorem.name: theorem for theorem in theorems}
    return tuple(
        Promise(
            theorem=known[held.name], conclusion=found, needs=_needs(known[held.name], of, held)
        )
        for held in finding.theorems
        for of, found in _pairs(known[held.name], held)
        if found.property in properties
    )


def _pairs(
    theorem: Theorem, held: TheoremFinding
) -> Iterator[tuple[Conclusion, ConclusionFinding]]:
    """Each conclusion with what was found of it; those said elsewhere are not in the finding."""
    found = {(c.text, c.property, c.reading): c for c in held.conclusions}
    for conclusion in theorem.conclusions:
        key = (conclusion.text, conclusion.property, conclusion.reading)
        if key in found:
            yield conclusion, found[key]


def _needs(
    theorem: Theorem, conclusion: Conclusion, held: TheoremFinding
) -> tuple[tuple[Hypothesis, Verdict], ...]:
    verdicts = dict(held.hypotheses)
    return tuple((h, verdicts[h.text]) for h in (*theorem.hypotheses, *conclusion.needs))


def strongest(promises: Sequence[Promise]) -> Promise | None:
    """The promise that says most, the first of several; None of none."""
    return min(promises, key=lambda promise: promise.strength, default=None)


def arrived(hypothesis: Hypothesis, verdict: Verdict) -> bool:
    """Whether all that is amiss is that a run met a gradient that is 0."""
    return verdict.fails and hypothesis in (GRADIENTS_NONZERO, DIRECTIONS_NONZERO)


def nearest(promises: Sequence[Promise]) -> Promise | None:
    """The promise of which nothing fails, else that which lacks least; the strongest of those.

    It lacks least in facts of f, in what fails, in all. That a run arrived counts for nothing. What
    lemmas lack is known of runs only, and is nothing to be had.
    """
    lacking = [
        p
        for p in promises
        if p.missing and asked(p.theorem) and p.conclusion.property != STRENGTH[0]
    ]

    def distance(promise: Promise) -> tuple[bool, int, int, int, int]:
        left = [(h, v) for h, v in promise.missing if not arrived(h, v)]
        fixed = sum(not hypothesis.schedules for hypothesis, _ in left)
        failing = sum(verdict.fails for _, verdict in left)
        return not promise.open, fixed, failing, len(promise.missing), promise.strength

    return min(lacking, key=distance, default=None)
