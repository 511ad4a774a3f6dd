"""The search: settings drawn and run together, the most promising ones held to certificates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Counterexample, Target
from sam_theory.falsifying.drawing import KINDS, candidates, function
from sam_theory.falsifying.judging import killed, tried
from sam_theory.falsifying.running import runs_of
from sam_theory.schedules.deciding import LIPSCHITZ_KEYS, decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method
from sam_theory.properties.judge import JUDGED
from sam_theory.statements.theorem import Hypothesis, Run, Theorem, alone, decision, erratum_of
from sam_theory.study.study import Pair, setting_of

ITERATIONS = 256  # of the runs that are screened
MOST_DRAWS = 64  # of functions, until there is one of which the theorem speaks
DRAWN = 96  # settings of one function, of which those are run that fit
TOGETHER = 32
LITTLE = 0.02  # of ‖∇f‖, below which a run is taken to converge
LAST = 8  # windows of the end of a run
WORTH = 6  # attempts that a target waits for, where runs do not yet show that it fails
ATTEMPTS = 3  # certificates a round


@dataclass
class Search:
    """What is known so far: counts and kills by target, and how often each was attempted."""

    theorem: Theorem
    targets: tuple[Target, ...]
    methods: tuple[Method, ...]
    tested: Counter[Target] = field(default_factory=Counter)
    reached: Counter[Target] = field(default_factory=Counter)
    attempts: Counter[Target] = field(default_factory=Counter)
    kills: dict[Target, Counterexample] = field(default_factory=dict)
    shown: dict[Target, str | None] = field(default_factory=dict)  # the proofs that show them
    found: int = 0  # settings that kill something

    @property
    def open(self) -> list[Target]:
        """Those that stand so far."""
        return [
            t
            for t in self.targets
            if t not in self.kills and not self.shown.get(t) and not self.pointless(t)
        ]

    def pointless(self, target: Target) -> bool:
        """Whether the conclusion is false with all its hypotheses, for no reason that is known."""
        if target.dropped is None:
            return False
        kill = self.kills.get(target.stated)
        return kill is not None and not kill.erratum


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A candidate whose run seems to be a counterexample to targets, and how much."""

    candidate: Candidate
    targets: tuple[Target, ...]
    strength: float


def searched(search: Search, rng: np.random.Generator, rounds: int) -> Iterator[int]:
    """Search for so many rounds; yields the number of each when it is done."""
    for number in range(rounds):
        if not search.open:
            return
        tried_now = aimed(search, settings_about(search, rng, number))
        for promise in chosen(search, screened(search, tried_now)):
            attempt(search, promise)
        yield number


def settings_about(search: Search, rng: np.random.Generator, number: int) -> list[Candidate]:
    """Settings of one function of which the theorem speaks; none where none is drawn."""
    for redrawn in range(MOST_DRAWS):
        drawn = function(rng, KINDS[(number + redrawn) % len(KINDS)])
        problem = drawn.problem("drawn", [(Fraction(1),) * drawn.dimension])
        found = [
            one
            for one in candidates(rng, drawn, search.methods, DRAWN)
            if search.theorem.about_settings(
                setting_of(problem, one.method, Pair(one.step, one.radius))
            )
        ]
        if found:
            return found
    return []


def aimed(search: Search, drawn: Sequence[Candidate]) -> list[Candidate]:
    """Those whose schedules meet all but what some open target goes without."""
    wanted = Counter(search.tested)
    open_ones = search.open
    found = []
    for one in drawn:
        unmet = unmet_schedules(search.theorem, one)
        of_it = [t for t in open_ones if not unmet or unmet == [t.dropped]]
        if of_it:
            found.append((min(wanted[t] for t in of_it), one))
            wanted.update(of_it)
    return [one for _, one in sorted(found, key=lambda pair: pair[0])[:TOGETHER]]


def unmet_schedules(theorem: Theorem, one: Candidate) -> list[Hypothesis]:
    """The hypotheses about tₖ and ρₖ alone that fail, or are not known to hold."""
    step, radius = Schedule(one.step), Schedule(one.radius)
    return [
        h
        for h in theorem.hypotheses
        if h.schedules
        and not h.of_errors
        and not LIPSCHITZ_KEYS.intersection(h.schedules)
        and not all(decide(key, step, radius).holds for key in h.schedules)
    ]


def screened(search: Search, drawn: Sequence[Candidate]) -> list[Promise]:
    """Those whose runs seem to break a target, as the judge of runs has it; and counts."""
    usable = [one for one in drawn if _runs(one)]
    if not usable:
        return []
    problem = usable[0].function.problem("drawn", [one.start for one in usable[:1]])
    try:
        with np.errstate(all="ignore"):
            runs = runs_of(problem, usable, ITERATIONS)
            still = set(search.open)
            pairs = zip(usable, runs, strict=True)
            found = [_promise(search, still, one, run) for one, run in pairs]
    except UsageError:
        return []
    return [promise for promise in found if promise is not None]


def _runs(candidate: Candidate) -> bool:
    return not candidate.method.random


def _promise(
    search: Search, still: set[Target], candidate: Candidate, run: Run
) -> Promise | None:
    theorem = search.theorem
    if not (theorem.about(run.setting.method) and theorem.about_settings(run.setting)):
        return None
    broken = {}
    for target in search.targets:
        if not target.conclusion.about(run.setting.method) or target.conclusion.mean is not None:
            continue
        search.tested[target] += 1
        if not is_reached(target, run):
            continue
        search.reached[target] += 1
        if target in still and (strength := breaks(target, run)):
            broken[target] = strength
    if not broken:
        return None
    return Promise(candidate=candidate, targets=tuple(broken), strength=max(broken.values()))


def is_reached(target: Target, run: Run) -> bool:
    """Whether all that is kept holds, as far as the run shows, and what is dropped does not."""
    without = target.dropped is None or not decision(target.dropped, run).holds
    return without and all(decision(h, run).holds for h in target.kept)


def breaks(target: Target, run: Run) -> float:
    """How much the conclusion seems to fail: 1 where the judge says so, less where it is open."""
    verdict = target.conclusion.judged(run, alone(run))
    if verdict.holds:
        return 0.0
    if target.dropped is not None and erratum_of(target.conclusion, run) is not None:
        return 0.0
    if verdict.fails:
        return 1.0
    if target.dropped is None and target.conclusion.proofs and not target.conclusion.errata:
        return 0.0  # it is proved: only what a run shows is worth a look
    kept = unsettled(run) if target.conclusion.property in JUDGED else 0.0
    return kept if kept > LITTLE else 0.0


def unsettled(run: Run) -> float:
    """The least ‖∇f‖ of the last windows as a part of the greatest: 0 of a run that has ended.

    A half where x is farther out at the end than ever.
    """
    if run.trace.stopped:
        return 0.0
    low, high = run.trace.gradients.low, run.trace.gradients.high
    greatest = float(high.max())
    least = float(low[-LAST:].min())
    share = min(least / greatest, 1.0) if 0 < greatest < np.inf else 1.0
    return max(share, 0.5 if _farthest(run) else 0.0)


def _farthest(run: Run) -> bool:
    """Whether some coordinate has its greatest size in the last window, and not before."""
    iterates = run.trace.iterates
    if iterates is None or len(iterates.low) < 2:
        return False
    sizes = np.maximum(np.abs(iterates.low), np.abs(iterates.high))
    return bool(np.any(sizes[-1] > sizes[:-1].max(axis=0)))


def chosen(search: Search, promises: Sequence[Promise]) -> list[Promise]:
    """The few that are held to certificates: for targets that were attempted least, the simplest."""

    def rank(promise: Promise) -> tuple[float, float]:
        waiting = min(search.attempts[t] for t in promise.targets)
        return waiting - WORTH * promise.strength, promise.candidate.weight

    return sorted(promises, key=rank)[:ATTEMPTS]


def attempt(search: Search, promise: Promise) -> None:
    """Hold it to a certificate, and keep what it kills."""
    for target in promise.targets:
        search.attempts[target] += 1
    found = tried(promise.candidate, f"against-{search.theorem.name}-{search.found + 1}")
    if found is None:
        return
    kills = {kill.target: kill for kill in killed(found, search.open)}
    search.kills |= kills
    search.found += bool(kills)
    for target in [t for t in kills if search.pointless(t)]:
        del search.kills[target]
