"""Changed claims of the catalogue are noticed."""

from __future__ import annotations

from collections import Counter

import pytest
from proving import NAMES, find

from sam_theory.proofs.checking import Premises, verdict_of
from sam_theory.proofs.mutation import mutants
from sam_theory.proofs.proof import Step
from sam_theory.verdict import Status


def test_changed_claims_are_refuted(capsys: pytest.CaptureFixture[str]) -> None:
    """Of every proved step, changes are tried from an arbitrary one on until one is refuted."""
    counts: Counter[Status] = Counter()
    for number, (name, step) in enumerate(_proved()):
        counts += _killed(name, step, number)
    tried = counts[Status.REFUTED] + counts[Status.UNDECIDED]
    with capsys.disabled():
        share = 100 * counts[Status.REFUTED] / tried
        print(f"\nmutants: {share:.1f} % of {tried} refuted; {counts[Status.PROVED]} stay true")
    assert counts[Status.UNDECIDED] == 0
    assert tried > 100


def _proved() -> list[tuple[str, Step]]:
    return [
        (name, step)
        for name in NAMES
        for step in find(name).steps
        if verdict_of(step.check, Premises(find(name))).status is Status.PROVED
    ]


def _killed(name: str, step: Step, number: int) -> Counter[Status]:
    changes = list(mutants(step.check))
    assert changes, f"{name} {step.name} has no mutant"
    first = 7 * number % len(changes)
    counts: Counter[Status] = Counter()
    for mutant in changes[first:] + changes[:first]:
        counts[verdict_of(mutant.check, Premises(find(name))).status] += 1
        if counts[Status.REFUTED]:
            return counts
    raise AssertionError(f"no mutant of {name} {step.name} is refuted")
