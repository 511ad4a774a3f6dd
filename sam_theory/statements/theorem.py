"""A theorem as data: hypotheses about a setting and its runs, conclusions about the runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from sam_theory.proofs.statement import Given
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.ensembles import Ensemble
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.statements.starts import Starts
from sam_theory.verdict import Verdict

if TYPE_CHECKING:
    from sam_theory.certificates.finding.certified import Certified

# What has been decided of a setting or a run already: theorems share most of their hypotheses.
Decided = dict[Callable[["Run"], Verdict], Verdict]
T = TypeVar("T")

Family = Literal["SAM", "normalized", "unnormalized"]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Problem × method × step × radius: what a theorem quantifies over."""

    problem: Problem
    method: Method
    step: Schedule
    radius: Schedule
    confinement: Verdict | None = None  # that runs stay where L of (3) holds, if not everywhere
    decided: Decided = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Run:
    """A setting, one run of it, and what the checkers of `judging` say of that run.

    Where there is a certificate of the run, what it refutes is refuted.
    """

    setting: Setting
    outlook: Outlook
    trace: Trace
    properties: Mapping[str, Verdict]
    certified: Certified | None = None
    decided: Decided = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A setting and its runs, one from each start; of a random method, how to draw many from each.

    An ensemble takes a thousand times the work of a run, and only means over draws ask for it:
    `drawing` makes one for each run, from its start, in their order, or none.
    """

    setting: Setting
    runs: tuple[Run, ...]
    drawing: Callable[[], Sequence[Ensemble]] = field(default=tuple, repr=False, compare=False)
    decided: dict[Callable[[Evidence], Verdict], Verdict] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    starts: dict[tuple[Callable[[Run], Verdict], bool], Starts] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def decisions(self, hypothesis: Hypothesis) -> Starts:
        """The verdicts on a hypothesis, one a run: theorems share most of them."""
        each = hypothesis.asks_runs(self.setting)
        key = (hypothesis.decide, each)
        if key not in self.starts:
            asked = self.runs if each else self.runs[:1]
            found = tuple([decision(hypothesis, run) for run in asked])
            self.starts[key] = Starts(found if each else found * len(self.runs))
        return self.starts[key]

    @cached_property
    def ensembles(self) -> tuple[Ensemble, ...]:
        """One for each run, drawn when first asked for; none where nothing is drawn."""
        return tuple(self.drawing())

    @property
    def drawn(self) -> tuple[Ensemble, ...]:
        """The ensembles, if some claim has asked for them."""
        found: tuple[Ensemble, ...] = vars(self).get("ensembles", ())
        return found


@dataclass(frozen=True)
class Together(Generic[T]):
    """What is asked of one run; `find` tells it of many, of one problem, in about the same time."""

    find: Callable[[Sequence[Run]], Sequence[T]]

    def __call__(self, run: Run) -> T:
        (answer,) = self.find([run])
        return answer


def answers(question: Callable[[Run], T], runs: Sequence[Run]) -> Sequence[T]:
    """What is told of each of these runs, of one problem."""
    return question.find(runs) if isinstance(question, Together) else [question(r) for r in runs]


@dataclass(frozen=True)
class Hypothesis:
    """A condition of a theorem, in words, and how it is decided.

    One that speaks of the iterates is `of_run`: it is at best consistent, unless a fact proves it,
    and is decided for every run of a setting; the others are decided once a setting. One that asks
    something of ‖gₖ − ∇f(xᵏ)‖ is `of_errors`: of a run where the method states no bound.
    `schedules` are the keys of `decide` under which it asks something of tₖ and ρₖ alone.
    `states` is what it says as formulas, from which proofs draw their premises; `weaker` are words
    that follow from it. `short` is its text where room is little, `radius` says what ρₖ does.
    `measured` is the least slack of an inequality at the iterates of a run, rounding allowed for,
    where that is recorded: a hypothesis that is proved must not have a negative one.
    """

    text: str
    decide: Callable[[Run], Verdict]
    of_run: bool = False
    of_errors: bool = False
    measured: Callable[[Run], float | None] | None = None
    schedules: tuple[str, ...] = ()
    states: tuple[Given, ...] = ()
    weaker: tuple[Hypothesis, ...] = ()
    short: str = ""
    radius: str = ""

    def asks_runs(self, setting: Setting) -> bool:
        """Whether it is decided for every run of the setting, and not once for all of them."""
        return self.of_run or (self.of_errors and setting.method.error is None)


@dataclass(frozen=True, kw_only=True)
class Erratum:
    """A known error of a conclusion: where it fails, and the step of a proof that refutes it."""

    text: str
    fails_where: Callable[[Run], bool]
    proof: str
    step: str


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What a theorem promises, as one of the properties of `judging` or in its own words.

    `needs` are further hypotheses that this conclusion alone asks for. `reading` names one of
    several ways in which the same text can be read: it is contradicted only if all of them are.
    `proofs` are the conclusions of the theorem's proof that say the same: each is
    proved there, or refuted by a step that one of the `errata` names. `elsewhere` are steps that
    prove it where none of the errata shows. `states` is its formula, which a proof must reach. It
    speaks of every run, by `check`, or of a mean over the draws of a random method from every
    start, by `mean`: one of the two is given. `about` says which of the theorem's methods it
    speaks of. `measures` is what it bounds, or what tends to what, in a few signs. `ours` is a
    version that is not in print; `unconfirmed` says what of the printed one is not known to us, or
    confirmed by nothing here.
    """

    text: str
    property: str
    check: Callable[[Run], Verdict] | None = None
    mean: Callable[[Evidence], Verdict] | None = None
    needs: tuple[Hypothesis, ...] = ()
    reading: str = ""
    proofs: tuple[str, ...] = ()
    errata: tuple[Erratum, ...] = ()
    elsewhere: tuple[str, ...] = ()
    states: Given | None = None
    measures: str = ""
    ours: bool = False
    unconfirmed: str = ""
    about: Callable[[Method], bool] = field(default=lambda method: True)

    def __post_init__(self) -> None:
        if (self.check is None) == (self.mean is None):
            raise ValueError(f"{self.text!r} must speak of every run, or of a mean; give one")

    def judged(self, run: Run, evidence: Evidence) -> Verdict:
        """The verdict on one run, or on the mean over draws from every start."""
        if self.mean is not None:
            if self.mean not in evidence.decided:
                evidence.decided[self.mean] = self.mean(evidence)
            return evidence.decided[self.mean]
        assert self.check is not None
        return once(self.check, run.decided, run)


@dataclass(frozen=True, kw_only=True)
class Theorem:
    """A published statement. `about` says which methods it speaks of.

    `implies` are properties that the hypotheses give besides the conclusions, by a line of
    reasoning beside them: nothing is promised by it, but a run must not show the opposite.
    `family` names the methods of K24, Tables 2 and 3, whose rows it supports; `practice` says in a
    line what it promises to somebody who trains, where it speaks of a training schedule. `stands`
    is what holds of every setting that it is about, such as f ∈ C¹; `iteration` defines gᵏ, xᵏ⁺¹.
    `proof` names the proof of its conclusions, where that has another name.
    `advertised` is the method of the catalogue that the paper speaks of, where its proof may be of
    another; `radius` what ρₖ does, where no hypothesis says it.
    """

    name: str
    summary: str
    about: Callable[[Method], bool]
    hypotheses: tuple[Hypothesis, ...]
    conclusions: tuple[Conclusion, ...]
    source: str
    implies: tuple[str, ...] = ()
    family: Family | None = None
    practice: str = ""
    stands: tuple[Given, ...] = ()
    iteration: tuple[Given, ...] = ()
    proof: str = ""
    advertised: str = ""
    radius: str = ""
    about_settings: Callable[[Setting], bool] = field(default=lambda setting: True)

    @property
    def proven_in(self) -> str:
        """The name of the proof that its conclusions are of."""
        return self.proof or self.name

    @property
    def conditions(self) -> tuple[Hypothesis, ...]:
        """The hypotheses, then what single conclusions need besides: their numbers, from 1 on."""
        needs = (need for conclusion in self.conclusions for need in conclusion.needs)
        return tuple(dict.fromkeys((*self.hypotheses, *needs)))


def alone(run: Run) -> Evidence:
    """The evidence of one run only."""
    return Evidence(setting=run.setting, runs=(run,))


def erratum_of(conclusion: Conclusion, run: Run) -> Erratum | None:
    """The known error that accounts for a failure of the conclusion on this run."""
    return next((e for e in conclusion.errata if e.fails_where(run)), None)


def decision(hypothesis: Hypothesis, run: Run) -> Verdict:
    """The verdict on a hypothesis, computed once a run, or once a setting if no iterate enters."""
    known = run.decided if hypothesis.asks_runs(run.setting) else run.setting.decided
    return once(hypothesis.decide, known, run)


def once(decide: Callable[[Run], Verdict], decided: Decided, run: Run) -> Verdict:
    """decide(run), looked up in `decided` where it is known."""
    if decide not in decided:
        decided[decide] = decide(run)
    return decided[decide]
