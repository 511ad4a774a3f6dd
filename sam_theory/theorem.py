"""A theorem as data: hypotheses decided on a setting and its run, conclusions on the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sam_theory.judging import PROPERTIES
from sam_theory.method import Method
from sam_theory.outlook import Outlook
from sam_theory.problem import Problem
from sam_theory.schedule import Schedule
from sam_theory.trace import Trace
from sam_theory.verdict import Verdict, undecided

# What has been decided of a setting or a run already: theorems share most of their hypotheses.
Decided = dict[Callable[["Evidence"], Verdict], Verdict]


NOT_PROMISED = undecided("not promised, hence not checked")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Problem × method × step × radius: what a theorem quantifies over."""

    problem: Problem
    method: Method
    step: Schedule
    radius: Schedule
    decided: Decided = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A setting, one run of it, and what the property checkers say of that run."""

    setting: Setting
    outlook: Outlook
    trace: Trace
    properties: Mapping[str, Verdict]
    decided: Decided = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True)
class Hypothesis:
    """A condition of a theorem, in words, and how it is decided.

    One that speaks of the iterates is `of_run`: it is at best consistent, unless a fact proves it,
    and is decided for every run of a setting; the others are decided once a setting.
    """

    text: str
    decide: Callable[[Evidence], Verdict]
    of_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What a theorem promises, as one of the five properties or in its own words.

    `needs` are further hypotheses that this conclusion alone asks for.
    """

    text: str
    property: str
    check: Callable[[Evidence], Verdict]
    needs: tuple[Hypothesis, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Theorem:
    """A published statement. `about` says which methods it speaks of."""

    name: str
    summary: str
    about: Callable[[Method], bool]
    hypotheses: tuple[Hypothesis, ...]
    conclusions: tuple[Conclusion, ...]
    source: str
    about_settings: Callable[[Setting], bool] = field(default=lambda setting: True)


Decisions = tuple[tuple[Hypothesis, Verdict], ...]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A conclusion held against one run."""

    conclusion: Conclusion
    hypotheses: Decisions  # the theorem's, then the conclusion's own
    promised: bool  # whether every hypothesis that the conclusion needs is proved or consistent
    verdict: Verdict

    @property
    def contradiction(self) -> bool:
        """Whether the conclusion is promised and the run shows the opposite."""
        return self.promised and self.verdict.fails


def hold(theorem: Theorem, evidence: Evidence) -> tuple[Checked, ...]:
    """Hold a theorem against one run: every hypothesis decided, every conclusion checked."""
    shared = _decisions(theorem.hypotheses, evidence)
    applies = all(verdict.holds for _, verdict in shared)
    return tuple(_hold(conclusion, shared, applies, evidence) for conclusion in theorem.conclusions)


def _hold(conclusion: Conclusion, shared: Decisions, applies: bool, evidence: Evidence) -> Checked:
    """One of the five properties is checked in any case, whatever else only if it is promised."""
    needs = _decisions(conclusion.needs, evidence)
    promised = applies and all(verdict.holds for _, verdict in needs)
    if promised or conclusion.property in PROPERTIES:
        verdict = once(conclusion.check, evidence.decided, evidence)
    else:
        verdict = NOT_PROMISED
    return Checked(
        conclusion=conclusion, hypotheses=shared + needs, promised=promised, verdict=verdict
    )


def _decisions(hypotheses: tuple[Hypothesis, ...], evidence: Evidence) -> Decisions:
    return tuple([(h, decision(h, evidence)) for h in hypotheses])


def decision(hypothesis: Hypothesis, evidence: Evidence) -> Verdict:
    """The verdict on a hypothesis, computed once a run, or once a setting if no iterate enters."""
    known = evidence.decided if hypothesis.of_run else evidence.setting.decided
    return once(hypothesis.decide, known, evidence)


def once(decide: Callable[[Evidence], Verdict], decided: Decided, evidence: Evidence) -> Verdict:
    """decide(evidence), looked up in `decided` where it is known."""
    if decide not in decided:
        decided[decide] = decide(evidence)
    return decided[decide]
