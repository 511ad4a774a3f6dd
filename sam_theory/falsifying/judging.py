"""What kills a statement: all that it asks for is proved of a run, and its conclusion refuted.

Nothing here decides anything: hypotheses are decided, properties judged, and certificates accepted
where that is done for a study; the facts on which they rest are recomputed beside all that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import ModuleType

import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.finding import slow
from sam_theory.certificates.finding.certified import Certified
from sam_theory.errors import UsageError
from sam_theory.falsifying.asking import accounted, concluded, decided
from sam_theory.falsifying.bounds import against
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Counterexample, Target
from sam_theory.falsifying.families import Member
from sam_theory.falsifying.functions import source
from sam_theory.falsifying.rates import claims_rate
from sam_theory.falsifying.recomputed.agreement import faults
from sam_theory.falsifying.running import runs_of
from sam_theory.falsifying.screening import breaks
from sam_theory.setting.problem import Problem
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.study.refuting import attempted, promoted
from sam_theory.study.running import mover
from sam_theory.verdict import Status, Verdict

CATALOGUE = "; facts as the catalogue states them"  # of its problems, which are not recomputed
ITERATIONS = 1000  # of the run that is judged; a certificate speaks of all k


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A candidate with its run, and what a certificate refutes of it."""

    candidate: Candidate
    source: str
    name: str
    run: Run

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """What is stated of f, or computed as f, and does not follow from its one line.

        Nothing of a problem of the catalogue, whose facts no search made.
        """
        if isinstance(self.candidate.function, Member):
            return ()
        problem = self.run.setting.problem
        return tuple(f"{problem.formula}: {fault}" for fault in faults(problem))

    @property
    def doubted(self) -> tuple[str, ...]:
        """The faults that kept it from killing something; none where nothing asked for them."""
        found: tuple[str, ...] = vars(self).get("faults", ())
        return found


def tried(
    candidate: Candidate,
    name: str,
    iterations: int = ITERATIONS,
    targets: Sequence[Target] | None = None,
    *,
    failing: bool = False,
) -> Tried | None:
    """The run of the problem in the file that will be shown; None where it cannot be run.

    Where there are targets, no certificate is sought that none of them has a use for; where only
    what is `failing` counts, none of a run on which all of them seem to hold.
    """
    text = source(candidate.function, name, candidate.start)
    problem = problem_in(text)
    try:
        with np.errstate(all="ignore"):
            (run,) = runs_of(problem, [candidate], iterations)
            run = promoted(run, _certified(run, targets, failing))
    except UsageError:
        return None
    return Tried(candidate=candidate, source=text, name=name, run=run)


def _certified(run: Run, targets: Sequence[Target] | None, failing: bool) -> Certified | None:
    if failing and not any(breaks(target, run) for target in targets or ()):
        return None
    found = attempted(mover(run.setting), run)
    if found is None and (targets is None or any(claims_rate(t.conclusion) for t in targets)):
        found = _slow(run)
    return found


def _slow(run: Run) -> Certified | None:
    """A certificate that the run tends to a stationary point, no faster than a power of k."""
    s, iterates = run.setting, run.trace.iterates
    if iterates is None or run.trace.stopped:
        return None
    dynamics = Dynamics(problem=s.problem, method=mover(s), step=s.step, radius=s.radius)
    return slow.find(dynamics, iterates.first.tolist())


def problem_in(source: str) -> Problem:
    """The problem of a library file, by its text."""
    module = ModuleType("counterexample")
    exec(compile(source, "<counterexample>", "exec"), module.__dict__)  # our own text
    problem = module.problem
    assert isinstance(problem, Problem)
    return problem


def killed(found: Tried, targets: Sequence[Target]) -> Iterator[Counterexample]:
    """Those of the targets to which it is a counterexample; none where a fact of f is at fault."""
    for target in targets:
        verdict = refutation(found.run, target)
        if verdict is None:
            continue
        kept = tuple((h, decided(h, found.run)) for h in target.kept)
        if all(proved_of(h, v) for h, v in kept) and not found.faults:
            yield _told(found, target, verdict, kept)


def proved_of(hypothesis: Hypothesis, verdict: Verdict) -> bool:
    """Whether the hypothesis is proved, which alone counts."""
    return verdict.status is Status.PROVED


def refutation(run: Run, target: Target) -> Verdict | None:
    """The verdict on the conclusion where it is refuted.

    Without one of its hypotheses, only where none of the known errors accounts for it.
    """
    conclusion, setting = target.conclusion, run.setting
    theorem = target.theorem
    if conclusion.mean is not None or not conclusion.about(setting.method):
        return None
    if not (theorem.about(setting.method) and theorem.about_settings(setting)):
        return None
    if target.dropped is not None and accounted(target, run):
        return None
    verdict = concluded(target, run)
    if verdict.status is Status.REFUTED:
        return verdict
    return against(run, conclusion, breaches=verdict.fails)


def _told(
    found: Tried,
    target: Target,
    verdict: Verdict,
    kept: Sequence[tuple[Hypothesis, Verdict]],
) -> Counterexample:
    one = found.candidate
    stated = CATALOGUE if isinstance(one.function, Member) else ""
    return Counterexample(
        target=target,
        verdict=replace(verdict, evidence=f"{verdict.evidence}{stated}"),
        kept=tuple((h.text, v) for h, v in kept),
        problem=found.source,
        name=found.name,
        formula=one.function.formula,
        method=one.method.name,
        step=one.step,
        radius=one.radius,
        start=one.start,
        size=(one.pieces, one.denominator),
        erratum=accounted(target, found.run),
    )
