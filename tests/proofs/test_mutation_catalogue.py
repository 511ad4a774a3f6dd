"""Changed steps of the catalogue are noticed: premises left out or mistaken, claims changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from proving import NAMES, checker

from sam_theory.proofs.checking import Checker
from sam_theory.proofs.mutation import Mutant, misled, mutants
from sam_theory.proofs.proof import Block, Define, Step, all_steps
from sam_theory.verdict import Status

TRIED = 6  # changes of a claim


def steps_of(checked: Checker) -> list[Step]:
    steps = all_steps(checked.proof.steps)
    return [
        s for s in steps if s.name in checked.places and not isinstance(s.check, Block | Define)
    ]


def stays(checked: Checker, step: Step, mutant: Mutant) -> bool:
    found = checked.instead(replace(step, check=mutant.check))
    return found.verdict.status is Status.PROVED


@pytest.mark.parametrize("name", NAMES)
def test_every_premise_is_needed(name: str) -> None:
    checked = checker(name)
    spare = [
        f"{step.name}: {mutant.change}"
        for step in steps_of(checked)
        for mutant in misled(step.check, ())
        if stays(checked, step, mutant)
    ]
    assert spare == []


@pytest.mark.parametrize("name", NAMES)
def test_no_premise_can_be_another_step(name: str) -> None:
    """A premise that is pointed at the step before it shows something else, or nothing."""
    checked = checker(name)
    names = [step.name for step in steps_of(checked)]
    mistaken = [
        f"{step.name}: {mutant.change}"
        for before, step in zip(names, steps_of(checked)[1:], strict=False)
        for mutant in misled(step.check, (before,))
        if f"{before} for {before}" not in mutant.change and stays(checked, step, mutant)
    ]
    assert mistaken == []


@pytest.mark.parametrize("name", NAMES)
def test_changed_claims_are_not_proved(name: str) -> None:
    checked = checker(name)
    for step in steps_of(checked):
        changes = list(mutants(step.check))[:TRIED]
        if changes and not step.erratum:
            proved = [stays(checked, step, mutant) for mutant in changes]
            assert not all(proved), f"every change of {step.name} is proved too"
