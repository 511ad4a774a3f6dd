"""A theorem attacked: what is tried of it, and what came of every cell of its matrix."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sam_theory.falsifying.claims import Attacked, Outcome, Target
from sam_theory.falsifying.searching import Search, searched
from sam_theory.library import Library
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Conclusion, Hypothesis, Theorem

BUDGET = 60.0  # seconds, a theorem
ROUNDS_A_SECOND = 1.5  # of the budget; the clock only cuts off what a slow machine has not done

ENOUGH = 1000  # settings of which none has all other hypotheses, so that none may have them

Progress = Callable[[int, int], None]  # rounds done, and of how many


@dataclass(frozen=True, kw_only=True)
class Attack:
    """What came of every target of a theorem; `interrupted` where not all was tried."""

    theorem: Theorem
    results: tuple[Attacked, ...]
    interrupted: bool = False


def targets_of(theorem: Theorem, only: Hypothesis | None = None) -> tuple[Target, ...]:
    """Every conclusion as stated, and without each of its hypotheses, or with a weaker form.

    With `only` that hypothesis goes.
    """
    return tuple(
        target
        for conclusion in theorem.conclusions
        if conclusion.mean is None
        for target in _targets(theorem, conclusion)
        if only is None or target.dropped is only
    )


def _targets(theorem: Theorem, conclusion: Conclusion) -> Iterator[Target]:
    stated = Target(theorem=theorem, conclusion=conclusion)
    yield stated
    for hypothesis in stated.asked:
        without = Target(theorem=theorem, conclusion=conclusion, dropped=hypothesis)
        yield without
        for weaker in hypothesis.weaker:
            yield Target(
                theorem=theorem, conclusion=conclusion, dropped=hypothesis, weakened_to=weaker
            )


def methods_of(theorem: Theorem, library: Library) -> tuple[Method, ...]:
    """The methods that the theorem is about and that draw nothing, simpler ones first."""
    known = (library.get("methods", name) for name in library.items("methods"))
    found = [m for m in known if theorem.about(m) and not m.random]
    return tuple(sorted(found, key=lambda m: m.memory))


def attack(
    theorem: Theorem,
    library: Library,
    *,
    seed: int = 0,
    budget: float = BUDGET,
    rounds: int | None = None,
    only: Hypothesis | None = None,
    progress: Progress = lambda done, of: None,
) -> Attack:
    """Search for counterexamples: the same seed and budget find the same, unless time runs out.

    An interruption ends the search, and what was found until then is kept.
    """
    methods = methods_of(theorem, library)
    search = Search(theorem=theorem, targets=targets_of(theorem, only), methods=methods)
    planned = max(int(budget * ROUNDS_A_SECOND), 1) if rounds is None else rounds
    rounds = planned if methods else 0
    end = time.monotonic() + budget
    interrupted = False
    try:
        for number in searched(search, np.random.default_rng(seed), rounds):
            progress(number + 1, rounds)
            if time.monotonic() > end:
                break
    except KeyboardInterrupt:
        interrupted = True
    results = tuple(_told(search, target) for target in search.targets)
    return Attack(theorem=theorem, results=results, interrupted=interrupted)


def _told(search: Search, target: Target) -> Attacked:
    outcome, proof = _outcome(search, target)
    return Attacked(
        target=target,
        outcome=outcome,
        reached=search.reached[target],
        tested=search.tested[target],
        counterexample=search.kills.get(target),
        proof=proof,
    )


def _outcome(search: Search, target: Target) -> tuple[Outcome, str | None]:
    stated = target.dropped is None
    if target in search.kills:
        return ("false-as-stated" if stated else "necessary"), None
    if stated and target.conclusion.proofs and not target.conclusion.errata:
        return "stands", target.theorem.proven_in
    if not stated and search.tested[target] >= ENOUGH and not search.reached[target]:
        return "unreachable", None
    return "open", None
