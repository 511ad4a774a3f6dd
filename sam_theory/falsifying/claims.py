"""What is attacked, cell by cell, and what came of it: data alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from sam_theory.statements.theorem import Conclusion, Hypothesis, Theorem
from sam_theory.verdict import Verdict

BUDGET = 60.0  # seconds, a theorem

Outcome = Literal[
    "false-as-stated",  # of the statement: a certified counterexample
    "stands",  # of the statement: a kernel proof
    "necessary",  # of a hypothesis: a certified counterexample without it
    "superfluous",  # of a hypothesis: a kernel proof does without it
    "unreachable",  # of a hypothesis: it follows from the others, or no setting tried goes without
    "unattacked",  # of both: nothing that a certificate says of a run could refute it
    "open",
]


@dataclass(frozen=True, kw_only=True, eq=False)
class Target:
    """A conclusion of a theorem, as stated or without one hypothesis, or with it weakened.

    Two are the same where they are made of the same terms, which are not looked into.
    """

    theorem: Theorem
    conclusion: Conclusion
    dropped: Hypothesis | None = None
    weakened_to: Hypothesis | None = None  # what stands in its place; None: nothing does

    @property
    def stated(self) -> Target:
        """The conclusion as stated."""
        return Target(theorem=self.theorem, conclusion=self.conclusion)

    @cached_property
    def _identity(self) -> tuple[int, ...]:
        return tuple(map(id, (self.theorem, self.conclusion, self.dropped, self.weakened_to)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Target) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @cached_property
    def asked(self) -> tuple[Hypothesis, ...]:
        """All that the conclusion asks for as stated: of the theorem, and of its own."""
        return _once((*self.theorem.hypotheses, *self.conclusion.needs))

    @cached_property
    def kept(self) -> tuple[Hypothesis, ...]:
        """What must be proved of a counterexample."""
        instead = () if self.weakened_to is None else (self.weakened_to,)
        return (*(h for h in self.asked if h is not self.dropped), *instead)


def _once(hypotheses: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
    """Each of them once, by identity: to compare them is to look into all their formulas."""
    return tuple({id(h): h for h in hypotheses}.values())


@dataclass(frozen=True, kw_only=True)
class Counterexample:
    """A setting in which all that is kept is proved and the conclusion is refuted."""

    target: Target
    verdict: Verdict  # on the conclusion: refuted, with the certificate in words
    kept: tuple[tuple[str, Verdict], ...]  # text of each hypothesis kept, and why it is proved
    problem: str  # source text of a library file that holds f
    name: str  # of that problem
    formula: str  # f in one line
    method: str
    step: str
    radius: str
    start: tuple[Fraction, ...]
    size: tuple[int, int]  # pieces of f, and the greatest denominator of its numbers and the start
    erratum: str = ""  # the known error of the conclusion that accounts for it


@dataclass(frozen=True, kw_only=True)
class SequenceExample:
    """Sequences by formulas in k for which all that is kept of a lemma is proved and it fails."""

    target: Target
    verdict: Verdict
    kept: tuple[tuple[str, Verdict], ...]
    sequences: Mapping[str, str]
    erratum: str = ""


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """From which number on a statement fails, or up to which it holds."""

    name: str
    value: Fraction
    kind: str


@dataclass(frozen=True, kw_only=True)
class Attacked:
    """A target, and what came of it.

    `tested` settings were decided, and in `reached` of them all that is kept is proved. `because`
    says why no setting at all can have what is kept without what is dropped; empty where that is
    not shown, and none of those that were tried has. Of what is unattacked it says why.
    """

    target: Target
    outcome: Outcome
    reached: int = 0
    tested: int = 0
    counterexample: Counterexample | SequenceExample | None = None
    proof: str | None = None  # the proof that makes it stand, or superfluous
    threshold: Threshold | None = None
    because: str = ""
