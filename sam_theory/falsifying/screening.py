"""Runs that seem to be counterexamples, as the judge has it: what is worth a certificate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

import numpy as np

from sam_theory.certificates.established import Established, refuted_properties
from sam_theory.errors import UsageError
from sam_theory.falsifying.asking import accounted, concluded, decided
from sam_theory.falsifying.bounds import inequalities
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.climbing import LAST, Ascent, height_of
from sam_theory.falsifying.rates import claims_rate
from sam_theory.falsifying.running import runs_of
from sam_theory.properties.judge import JUDGED
from sam_theory.runs.batch import Plan
from sam_theory.runs.histories import histories
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Fact, Facts
from sam_theory.setting.problem import Problem
from sam_theory.statements.theorem import Run, Theorem
from sam_theory.verdict import Status

LOOKED_AT = 96  # iterations of all that is drawn, of which some are judged
JUDGED_TOGETHER = 32
ITERATIONS = 256  # of those
LEFT, FALLING = 1e-3, 0.1  # of ‖∇f‖ at the end of a slow run, and of it some windows before
LITTLE = 0.02  # of ‖∇f‖, below which a run is taken to converge
STALLED = 0.3  # of Σtₖ‖∇f(xᵏ)‖, below which a net move says that x is held
LIMITS = (*JUDGED, "limit")  # properties of conclusions that speak of what runs tend to
HELD, AWAY, SHORT, LATER = 0.9, 0.5, 0.4, 0.3  # what is made of runs that leave it open
ONE = Fraction(1)
FALLING_FOR_EVER = Facts(convex=Fact(True, "supposed"), attained=Fact(False, "supposed"))
# What a certificate may refute of runs that leave for infinity, and of those that come to a halt.
REFUTED_BY = {
    AWAY: refuted_properties(Established(text="", slope=ONE, escapes=True), FALLING_FOR_EVER),
    SHORT: refuted_properties(
        Established(text="", slope=ONE, gap=ONE, bounded=True), FALLING_FOR_EVER
    ),
}


class Counts(Protocol):
    """What a search counts by target."""

    theorem: Theorem
    targets: tuple[Target, ...]
    tested: Counter[Target]
    reached: Counter[Target]
    without: Counter[Target]
    ascent: Ascent


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A candidate whose run seems to be a counterexample to targets, and how much."""

    candidate: Candidate
    targets: tuple[Target, ...]
    strength: float


def screened(counts: Counts, still: Sequence[Target], drawn: Sequence[Candidate]) -> list[Promise]:
    """Candidates of one function whose runs seem to break one of these targets."""
    if not drawn:
        return []
    problem = drawn[0].function.problem("drawn", [drawn[0].start])
    try:
        with np.errstate(all="ignore"):
            drawn = striking(problem, drawn)
            runs = runs_of(problem, drawn, ITERATIONS)
            pairs = zip(drawn, runs, strict=True)
            found = [_promise(counts, set(still), one, run) for one, run in pairs]
    except UsageError:
        return []
    return [promise for promise in found if promise is not None]


def striking(problem: Problem, drawn: Sequence[Candidate]) -> list[Candidate]:
    """Those that are judged: some at whose end ‖∇f‖ is large, and some as they come."""
    if len(drawn) <= JUDGED_TOGETHER:
        return list(drawn)
    ordered = sorted(drawn, key=lambda one: one.method.name)  # as runs are made in blocks
    plans = [
        Plan(
            method=one.method,
            step=Schedule(one.step),
            radius=Schedule(one.radius),
            start=np.array([float(c) for c in one.start]),
        )
        for one in ordered
    ]
    runs = histories(problem, plans, ("gradient_norm",), iterations=LOOKED_AT)
    scores = {
        id(one): _restless(run["gradient_norm"]) for one, run in zip(ordered, runs, strict=True)
    }
    best = sorted(drawn, key=lambda one: -scores[id(one)])[: JUDGED_TOGETHER // 2]
    chosen = {id(one) for one in best}
    rest = [one for one in drawn if id(one) not in chosen]
    return [*best, *rest[: JUDGED_TOGETHER - len(best)]]


def _restless(norms: np.ndarray) -> float:
    """The least ‖∇f‖ of the last quarter, as a part of the greatest; little of a run that ends."""
    if len(norms) < LOOKED_AT:
        return 0.0 if norms[-1] == 0 else 1.0
    least, greatest = float(norms[-LOOKED_AT // 4 :].min()), float(norms.max())
    return least / greatest if greatest > 0 and np.isfinite(greatest) else 1.0


def _promise(counts: Counts, still: set[Target], candidate: Candidate, run: Run) -> Promise | None:
    broken, supposed = {}, as_if_bounded(run)
    for target in counts.targets:
        told = target.conclusion
        if told.mean is not None or not told.about(run.setting.method):
            continue
        counts.tested[target] += 1
        counts.without[target] += goes_without(target, run)
        reached = is_reached(target, run)
        counts.reached[target] += reached
        if target in still and (reached or is_reached(target, supposed)):
            strength = breaks(target, run)
            counts.ascent.record(target, candidate, height_of(target, run, strength))
            if strength:
                broken[target] = strength
    if not broken:
        return None
    return Promise(candidate=candidate, targets=tuple(broken), strength=max(broken.values()))


def is_reached(target: Target, run: Run) -> bool:
    """Whether all that is kept holds, as far as the run shows, and what is dropped does not."""
    without = target.dropped is None or not decided(target.dropped, run).holds
    return without and all(decided(h, run).holds for h in target.kept)


def as_if_bounded(run: Run) -> Run:
    """The run as it would be with a certificate that it stays bounded, where that is left open."""
    bounded = run.properties.get("bounded")
    if bounded is None or bounded.holds or bounded.fails:
        return run
    held = replace(bounded, status=Status.CONSISTENT)
    return replace(run, properties={**run.properties, "bounded": held})


def goes_without(target: Target, run: Run) -> bool:
    """Whether what is dropped fails, and the weaker form in its place, if any, holds."""
    dropped, weaker = target.dropped, target.weakened_to
    if dropped is None or not decided(dropped, run).fails:
        return False
    return weaker is None or decided(weaker, run).holds


def breaks(target: Target, run: Run) -> float:
    """How much the conclusion seems to fail: 1 where the judge says so, less where it is open."""
    verdict, said = concluded(target, run), inequalities(target.conclusion)
    if verdict.holds and not said:
        return 0.0
    if target.dropped is not None and accounted(target, run):
        return 0.0
    if verdict.fails:
        return 1.0
    looks, told = unsettled(run), target.conclusion.property
    if said:  # a run that leaves for infinity may keep within a bound, but not within a rate
        return LATER if looks and (looks != AWAY or any(each.rate for each in said)) else 0.0
    if claims_rate(target.conclusion):
        return looks or _slow(run)
    if told not in LIMITS or (told in JUDGED and told not in REFUTED_BY.get(looks, JUDGED)):
        return 0.0
    return looks


def _slow(run: Run) -> float:
    """How much a run looks as if it came to rest no faster than a power of k."""
    low, high = run.trace.gradients.low, run.trace.gradients.high
    if run.trace.stopped or not low[-LAST:].min() > LEFT * high.max() or len(low) <= 2 * LAST:
        return 0.0
    falls = low[-LAST:].min() / low[-2 * LAST : -LAST].min()
    return SHORT if falls > FALLING else 0.0


def unsettled(run: Run) -> float:
    """How much an undecided run looks as if it would never come to rest where ∇f = 0."""
    trace = run.trace
    low, high = trace.gradients.low, trace.gradients.high
    if trace.stopped or not low[-LAST:].min() > LITTLE * high.max():
        return 0.0
    if not np.isfinite(high.max()) or _held(run):
        return HELD
    if run.outlook.step_diverges is Status.REFUTED:
        return SHORT
    return AWAY if _farthest(run) else 0.0


def _held(run: Run) -> bool:
    """Whether x has moved much less than its gradients would have it: it is held, or goes round."""
    iterates, elapsed = run.trace.iterates, run.trace.elapsed
    if iterates is None or elapsed is None:
        return False
    size = np.hypot.reduce(iterates.high[-LAST:].max(axis=0) - iterates.low[-LAST:].min(axis=0))
    asked = float(elapsed.time[-LAST:].sum() * run.trace.gradients.low[-LAST:].min())
    return bool(size < STALLED * asked)


def _farthest(run: Run) -> bool:
    """Whether some coordinate has its greatest size in the last window, and not before."""
    iterates = run.trace.iterates
    if iterates is None or len(iterates.low) < 2:
        return False
    sizes = np.maximum(np.abs(iterates.low), np.abs(iterates.high))
    return bool(np.any(sizes[-1] > sizes[:-1].max(axis=0)))
