"""Which settings are run: those that have all but what some open target goes without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from sam_theory.falsifying.asking import decided
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.drawing import candidates
from sam_theory.falsifying.functions import Function, Kind
from sam_theory.falsifying.running import runs_of
from sam_theory.schedules.deciding import LIPSCHITZ_KEYS, decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Hypothesis, Theorem
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair
from sam_theory.verdict import Status

MOST_DRAWS = 96  # of functions, until there is one of which the theorem speaks
ASKED = 24  # settings of a function, after which it is no longer asked whether any is spoken of
COMPARED = 4  # functions, of which one is run
DRAWN = 320  # settings of one function, of which those are run that fit
TOGETHER = 192
ASKED_OF = 4  # settings of which it is asked whether they suit a target
FACTS = 2  # iterations of the run with which facts are asked


def settings_about(
    theorem: Theorem,
    still: Sequence[Target],
    offered: Counter[Target],
    methods: Sequence[Method],
    kinds: Sequence[Kind],
    rng: np.random.Generator,
    number: int,
) -> list[Candidate]:
    """Settings of one function of which the theorem speaks; none where none is drawn.

    Of a few functions it is the one whose facts suit the target to which the fewest were `offered`,
    and it is counted there.
    """
    best: tuple[int, list[Target], list[Candidate]] | None = None
    compared = 0
    for redrawn in range(MOST_DRAWS):
        drawn = kinds[(number + redrawn) % len(kinds)].draw(rng)
        found = _spoken_of(theorem, drawn, methods, rng)
        if found:
            compared += 1
            fitting = suited(theorem, found[:ASKED_OF], still)
            fewest = min((offered[t] for t in fitting), default=None)
            if fewest is not None and (best is None or fewest < best[0]):
                best = fewest, fitting, found
        if compared == COMPARED:
            break
    if best is None:
        return []
    offered.update(best[1])
    return best[2]


def _spoken_of(
    theorem: Theorem, drawn: Function, methods: Sequence[Method], rng: np.random.Generator
) -> list[Candidate]:
    problem = drawn.problem("drawn", [(Fraction(1),) * drawn.dimension])
    found: list[Candidate] = []
    for count, one in enumerate(candidates(rng, drawn, methods, DRAWN)):
        if not found and count == ASKED:
            break  # it is f of which the theorem does not speak
        if theorem.about_settings(setting_of(problem, one.method, Pair(one.step, one.radius))):
            found.append(one)
    return found


def spoken_of(theorem: Theorem, drawn: Sequence[Candidate]) -> list[Candidate]:
    """Those of one function of which the theorem speaks."""
    if not drawn:
        return []
    problem = drawn[0].function.problem("drawn", [drawn[0].start])
    return [
        one
        for one in drawn
        if theorem.about_settings(setting_of(problem, one.method, Pair(one.step, one.radius)))
    ]


def suited(theorem: Theorem, some: Sequence[Candidate], still: Sequence[Target]) -> list[Target]:
    """The targets that f may be a counterexample to, as far as some settings of it show.

    In one of them nothing that they keep is refuted, nor what they go without proved.
    """
    problem = some[0].function.problem("drawn", [some[0].start])
    asked = {id(h): h for t in still for h in (*t.asked, *t.kept) if not h.schedules}
    with np.errstate(all="ignore"):
        runs = runs_of(problem, some, FACTS)
        told = [{key: decided(h, run).status for key, h in asked.items()} for run in runs]
    return [t for t in still if any(_suits(t, said) for said in told)]


def _suits(target: Target, said: Mapping[int, Status]) -> bool:
    return said.get(id(target.dropped)) is not Status.PROVED and not any(
        said.get(id(h)) is Status.REFUTED for h in target.kept
    )


def aimed(
    theorem: Theorem,
    still: Sequence[Target],
    reached: Mapping[Target, int],
    drawn: Sequence[Candidate],
) -> list[Candidate]:
    """Those whose schedules meet all but what some open target goes without, rare ones first."""
    wanted = dict(reached)
    found = []
    for one in drawn:
        unmet = unmet_schedules(theorem, one)
        of_it = [t for t in still if not unmet or (len(unmet) == 1 and unmet[0] is t.dropped)]
        if of_it:
            found.append((min(wanted.get(t, 0) for t in of_it), one))
            wanted |= {t: wanted.get(t, 0) + 1 for t in of_it}
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
