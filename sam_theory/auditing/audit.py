"""Checks every fact that a problem states, by sampling: it can be found false, never proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from sam_theory.auditing import (
    agreement,
    components,
    exponent,
    levels,
    minimizers,
    optimum,
    oracles,
    slopes,
    smoothness,
)
from sam_theory.auditing.curvature import search
from sam_theory.auditing.landmarks import survey
from sam_theory.auditing.sampling import draw
from sam_theory.setting.facts import Facts
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, undecided

UNTESTED = {
    "definability": "no sample can tell how f is defined",
    "kl_property": "no sample can tell an inequality that fails from one with a small constant",
}


@dataclass(frozen=True)
class FactVerdict:
    """What the audit says of one fact, by its name in `Facts`, or of f and ∇f themselves."""

    fact: str
    verdict: Verdict


def audit(
    problem: Problem, rng: np.random.Generator, samples: int = 200
) -> tuple[FactVerdict, ...]:
    """Examine the region, batches, the agreement of the facts, ∇f, and each fact that is stated.

    A verdict is `consistent`, `undecided` or `violated`; samples establish nothing for good.
    """
    stated = [f.name for f in fields(Facts) if getattr(problem.facts, f.name) is not None]
    parts = problem.components
    given = () if parts is None else ("components", *(f"components_{name}" for name in parts.facts))
    order = ("region", "batch", "agreement", "gradient", *given, *stated)
    with np.errstate(all="ignore"):  # far out f may overflow, and outside its domain be NaN
        found = dict(_basics(problem, rng))
        if not (found["region"].fails or found["batch"].fails):
            found |= dict(_examine(problem, rng, samples))
    missing = undecided("not examined: the region, f and ∇f cannot be relied on")
    return tuple(FactVerdict(name, found.get(name, missing)) for name in order)


def _basics(problem: Problem, rng: np.random.Generator) -> Iterator[tuple[str, Verdict]]:
    yield "region", oracles.region(problem)
    yield "batch", oracles.batch(problem, rng)
    yield "agreement", agreement.check(problem)


def _examine(
    problem: Problem, rng: np.random.Generator, samples: int
) -> Iterator[tuple[str, Verdict]]:
    sample = draw(problem, rng, samples)
    yield "gradient", oracles.gradient(problem, sample, rng)
    if problem.components is not None:
        yield from components.check(problem, problem.components, sample, rng.spawn(1)[0])
    marks = survey(problem, sample, rng)
    searches = [search(problem, sample, marks.special(problem), rng) for _ in range(2)]
    yield from smoothness.check(problem, sample, searches)
    yield from optimum.check(problem, marks)
    if problem.facts.slope is not None:
        yield "slope", slopes.check(problem, problem.facts.slope.value, sample, rng.spawn(1)[0])
    if problem.facts.minimizers is not None:
        yield "minimizers", minimizers.check(problem, sample, marks)
    if problem.facts.level_sets_bounded is not None:
        yield "level_sets_bounded", levels.check(problem, sample, marks)
    if problem.facts.kl_exponent is not None:
        yield "kl_exponent", exponent.check(problem, marks, rng)
    for name, reason in UNTESTED.items():
        if getattr(problem.facts, name) is not None:
            yield name, undecided(reason)
