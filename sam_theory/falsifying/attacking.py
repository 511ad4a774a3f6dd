"""A theorem attacked: what is tried of it, and what came of every cell of its matrix."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.falsifying import scheduling
from sam_theory.falsifying.claims import (
    BUDGET,
    Attacked,
    Counterexample,
    Outcome,
    Target,
    Threshold,
)
from sam_theory.falsifying.collecting import kinds_of_functions
from sam_theory.falsifying.entailed import entailed
from sam_theory.falsifying.families import family_kinds
from sam_theory.falsifying.faulty import methods_of, require_conclusions, told
from sam_theory.falsifying.ratios import ratio_of_constants
from sam_theory.falsifying.scheduling import of_schedules
from sam_theory.falsifying.searching import Search, searched
from sam_theory.falsifying.sequences import attack as sequences
from sam_theory.falsifying.sequences.attack import about_sequences
from sam_theory.falsifying.superfluous import Find, proof_of
from sam_theory.falsifying.thresholds import OutOfTime, threshold_of
from sam_theory.library.catalogues import Library
from sam_theory.proofs.proof import Proof
from sam_theory.proofs.reporting import Report, report_all
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Conclusion, Hypothesis, Theorem

ROUNDS_A_SECOND = 1.0  # of the budget; the clock only cuts off what a slow machine has not done

ENOUGH = 1000  # settings of which none has all other hypotheses, so that none may have them
MANY = 100  # of those that go without it; where there are fewer, it is the draws that lack them

ANY_PROBLEM = "quadratic[eigenvalues=(1.0,)]"  # whose L formulas may name where f does not enter

Progress = Callable[[int, int], None]  # rounds done, and of how many


@dataclass(frozen=True, kw_only=True)
class Attack:
    """What came of every target of a theorem; `interrupted` where not all was tried.

    Where the time ran out, `cut` after so many rounds of those `planned`; else None. `faults` are
    facts of functions that do not follow from their lines, which kill nothing: bugs of ours.
    `unsought`: before the thresholds of all that is false as stated were looked for.
    """

    theorem: Theorem
    results: tuple[Attacked, ...]
    interrupted: bool = False
    cut: int | None = None
    planned: int = 0
    unsought: bool = False
    faults: tuple[str, ...] = ()


def targets_of(theorem: Theorem, only: Hypothesis | None = None) -> tuple[Target, ...]:
    """Every conclusion as stated, and without each of its hypotheses, or with a weaker form.

    With `only` that hypothesis goes.
    """
    return tuple(
        target
        for conclusion in theorem.conclusions
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


@told()
def attack(
    theorem: Theorem,
    library: Library,
    *,
    seed: int = 0,
    budget: float = BUDGET,
    rounds: int | None = None,
    drop: int | None = None,
    sparing: bool = True,
    families: bool = False,
    progress: Progress = lambda done, of: None,
) -> Attack:
    """Search for counterexamples: the same seed and budget find the same, unless time runs out.

    The budget is in seconds of searching, also for thresholds, after the proofs have been checked;
    what was begun when they are over is ended. Lemmas about sequences, and theorems about schedules
    alone, have no budget but a count of steps.
    `drop` is the number of the only hypothesis that goes, among `Theorem.conditions`, from 1 on.
    With `families`, functions of the problem catalogue are tried too, with facts as it states them.
    What is proved is not attacked, unless the search is not `sparing`: then it is, and whatever has
    both a proof and a counterexample is a bug of ours. An interruption ends the search, and what
    was found until then is kept. Raises UsageError for a number that no hypothesis has, and for
    a theorem that has no conclusion, or of which a part does not answer.
    """
    require_conclusions(theorem)
    only, find = condition(theorem, drop), _finder(library)
    if about_sequences(theorem) and theorem is library.get("theorems", theorem.name):
        statement = library.get("proofs", theorem.proven_in).statement
        found = sequences.attack(theorem, statement, find, number=drop, seed=seed)
        return _gathered(theorem, found)
    targets = targets_of(theorem, only)
    methods = methods_of(theorem, library)
    if of_schedules(theorem) and methods:
        problem = library.get("problems", ANY_PROBLEM)
        return _gathered(theorem, scheduling.attack(targets, problem, methods[0], find))
    kinds = (*kinds_of_functions(), *(family_kinds(library) if families else ()))
    search = Search(theorem=theorem, targets=targets, methods=methods, kinds=kinds)
    planned = max(int(budget * ROUNDS_A_SECOND), 1) if rounds is None else rounds
    interrupted, cut = False, None
    proofs: dict[Target, str | None] = {}
    thresholds: dict[Target, Threshold | None] = {}
    unsought = False
    try:
        for target in targets:
            proofs[target] = proof_of(target, find)
        search.shown = proofs if sparing else {}
        end = time.monotonic() + budget
        seek = partial(_threshold, find=find, library=library, late=lambda: time.monotonic() > end)
        for number in searched(search, np.random.default_rng(seed), planned if methods else 0):
            progress(number + 1, planned)
            unsought = not _sought(search, thresholds, seek)
            if time.monotonic() > end:
                cut = number + 1
                break
    except KeyboardInterrupt:
        interrupted = True
    results = [_told(search, proofs, thresholds, target) for target in search.targets]
    try:
        for place, result in enumerate(results if not interrupted else ()):
            results[place] = _explained(result, find)
    except KeyboardInterrupt:
        interrupted = True
    return Attack(
        theorem=theorem,
        results=tuple(results),
        interrupted=interrupted,
        cut=cut,
        planned=planned,
        unsought=unsought,
        faults=tuple(search.faults),
    )


def _explained(result: Attacked, find: Find) -> Attacked:
    """With why no setting at all reaches it, where that is seen of what none of those tried did."""
    if result.outcome not in ("open", "unreachable") or result.reached:
        return result
    because = entailed(result.target, find)
    return replace(result, outcome="unreachable", because=because) if because else result


def _sought(
    search: Search, known: dict[Target, Threshold | None], seek: Callable[[Counterexample], Any]
) -> bool:
    """Whether there was time to look for the thresholds of all that is false as stated."""
    try:
        for target, kill in search.kills.items():
            if target.dropped is None and target not in known:
                known[target] = seek(kill)
    except OutOfTime:
        return False
    return True


def _threshold(
    kill: Counterexample, find: Find, library: Library, late: Callable[[], bool]
) -> Threshold | None:
    """The number from which on what is false as stated fails; OutOfTime where it is too late."""
    found = threshold_of(kill.target, find, library, late)
    if found is not None:
        return found
    method = library.get("methods", kill.method)
    return ratio_of_constants(kill.target, method, find, library, late)


def _gathered(theorem: Theorem, results: Iterator[Attacked]) -> Attack:
    """What comes, until it ends or is interrupted."""
    found: list[Attacked] = []
    try:
        found.extend(results)
    except KeyboardInterrupt:
        return Attack(theorem=theorem, results=tuple(found), interrupted=True)
    return Attack(theorem=theorem, results=tuple(found))


def condition(theorem: Theorem, number: int | None) -> Hypothesis | None:
    """The hypothesis of that number, if one is given; raises UsageError where there is none."""
    if number is None:
        return None
    conditions = theorem.conditions
    if not 1 <= number <= len(conditions):
        raise UsageError(
            f"the number of a hypothesis of {theorem.name} must be from 1 to {len(conditions)}; "
            f"got {number}; see sam-theory show {theorem.name}"
        )
    return conditions[number - 1]


def _finder(library: Library) -> Find:
    """Proofs of the library as checked, each once."""

    def proof(name: str) -> Proof:
        found = library.get("proofs", name)
        assert isinstance(found, Proof)
        return found

    @cache
    def find(name: str) -> Report | None:
        if not library.names("proofs", name):
            return None
        return report_all([proof(name)], proof)[name]

    return find


def _told(
    search: Search,
    proofs: Mapping[Target, str | None],
    thresholds: Mapping[Target, Threshold | None],
    target: Target,
) -> Attacked:
    proof = proofs.get(target)
    because = unattackable(target.conclusion, search.methods)
    if because and proof is None:
        return Attacked(target=target, outcome="unattacked", because=because)
    return Attacked(
        target=target,
        outcome=outcome(search, target, proof),
        reached=max(search.reached[target], int(target in search.kills)),
        tested=search.tested[target],
        counterexample=search.kills.get(target),
        proof=proof,
        threshold=thresholds.get(target),
    )


def unattackable(conclusion: Conclusion, methods: Sequence[Method]) -> str:
    """Why no counterexample to it is looked for; empty where one is."""
    if conclusion.mean is not None:
        return "it speaks of a mean over draws"
    if not any(conclusion.about(method) for method in methods):
        return "all methods of the library that it speaks of draw at random"
    return ""


def outcome(search: Search, target: Target, proof: str | None) -> Outcome:
    """What came of a target; to find nothing proves nothing, but for a proof."""
    stated = target.dropped is None
    if target in search.kills:
        return "false-as-stated" if stated else "necessary"
    if proof is not None:
        return "stands" if stated else "superfluous"
    return "unreachable" if not stated and _unreachable(search, target) else "open"


def _unreachable(search: Search, target: Target) -> bool:
    """Whether many settings that go without what is dropped were tried, and none has all else.

    Where conclusions that ask for less were reached now and then, the rest may just be rare.
    """
    row = [t for t in search.targets if t.dropped is target.dropped]
    row = [t for t in row if t.weakened_to is target.weakened_to]
    rare = 0 < max(search.reached[t] for t in row) < MANY
    looked_for = search.tested[target] >= ENOUGH and search.without[target] >= MANY
    return looked_for and not rare and not search.reached[target]
