"""Local search: around the best setting known for a target, one number is changed at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sam_theory.falsifying.asking import concluded
from sam_theory.falsifying.candidates import Candidate, Key
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.nearby import functions_near, schedules_and_starts_near
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Status

LAST = 8  # windows of the end of a run
LEAST = 0.02  # height from which on it is worth to climb
PATIENCE = 3  # times that a setting is looked around
LONG = 8.0  # LΣtₖ after which most runs are near their end
ALIKE = 12  # neighbours with the same function, which are run together
OTHERS = 3  # neighbours with another one


@dataclass(frozen=True)
class Best:
    """The setting that comes nearest to a counterexample, and how near: 1 where it seems to be."""

    candidate: Candidate
    height: float

    @property
    def rank(self) -> tuple[float, float]:
        """More for what is higher, and then for what is simpler."""
        return self.height, -self.candidate.weight


@dataclass
class Ascent:
    """For each target the best of all settings that have what it keeps and not what it drops."""

    best: dict[Target, Best] = field(default_factory=dict)
    looked: Counter[Target] = field(default_factory=Counter)  # how often for each target
    around: Counter[Key] = field(default_factory=Counter)  # and around each setting

    def record(self, target: Target, candidate: Candidate, height: float) -> None:
        """Keep the setting where it is the best so far."""
        here = Best(candidate, height)
        if height > LEAST and (target not in self.best or here.rank > self.best[target].rank):
            self.best[target] = here

    def neighbours(
        self, still: Sequence[Target], rng: np.random.Generator
    ) -> list[list[Candidate]]:
        """Settings beside the best one of the target that was looked around least.

        Those of one list have one function.
        """
        known = [t for t in still if t in self.best]
        known = [t for t in known if self.around[self.best[t].candidate.key] < PATIENCE]
        if not known:
            return []
        target = min(known, key=lambda t: (self.looked[t], -self.best[t].height))
        one = self.best[target].candidate
        self.looked[target] += 1
        self.around[one.key] += 1
        alike = _some(rng, list(schedules_and_starts_near(one)), ALIKE)
        return [alike, *([other] for other in _some(rng, list(functions_near(one)), OTHERS))]


def _some(rng: np.random.Generator, options: Sequence[Candidate], count: int) -> list[Candidate]:
    """So many of them, in their order."""
    chosen = rng.permutation(len(options))[:count]
    return [options[i] for i in sorted(chosen)]


# ---- how near a run is


def height_of(target: Target, run: Run, strength: float) -> float:
    """How near the conclusion is to failing: from 0, where it holds, to 1, where it seems to fail.

    For inequalities by their slack, for limits by what is left of ‖∇f‖, x and f at the end.
    """
    if strength == 1:
        return 1.0
    if run.trace.stopped or len(run.trace.edges) <= 2 * LAST:
        return 0.0
    slack = concluded(target, run).slack
    if slack is not None:
        return float(1 / (2 + max(slack, 0.0)))
    told, iterates, values = target.conclusion.property, run.trace.iterates, run.trace.values
    slopes = run.trace.gradients
    left = _part(slopes.low[-LAST:].min(), slopes.high.max()) * _elapsed(run) * (1 + strength) / 2
    if told == "convergence" and iterates is not None:
        return (left + _spread(iterates.low, iterates.high)) / 2
    if told in ("value-convergence", "decrease") and values is not None:
        return (left + _spread(values.low, values.high)) / 2
    return left


def _elapsed(run: Run) -> float:
    """1 where LΣtₖ is large, or stays small for ever: a run that is only slow shows nothing."""
    time, constant = run.trace.elapsed, run.outlook.lipschitz
    if time is None or not constant or run.outlook.step_diverges is Status.REFUTED:
        return 1.0
    return min(1.0, float(time.time.sum()) * constant / LONG)


def _spread(low: np.ndarray, high: np.ndarray) -> float:
    """How much of all that they pass through quantities pass through at the end of the run."""
    late = high[-LAST:].max(axis=0) - low[-LAST:].min(axis=0)
    return _part(np.max(late), np.max(high.max(axis=0) - low.min(axis=0)))


def _part(some: float, whole: float) -> float:
    """As a part of what is a little more than the whole; 0 where that is not finite."""
    part = 0.9 * some / whole if whole > 0 else 0.0
    return float(part) if np.isfinite(part) else 0.0
