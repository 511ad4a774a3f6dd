"""Changed steps of the catalogue are noticed: premises left out or mistaken, claims changed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from proving import NAMES, checker

from sam_theory.proofs.checking import Checker, references
from sam_theory.proofs.kernel import Context
from sam_theory.proofs.mutation import Mutant, misled, mutants
from sam_theory.proofs.proof import Block, Define, Ref, Step, all_steps
from sam_theory.proofs.terms import Refused
from sam_theory.verdict import Status

TRIED = 6  # changes of a claim
SELDOM = 0.05  # of the premises that are pointed at another step
EVERY = 3  # of the steps: those of which a premise is pointed elsewhere
SPARE = {  # premises that are kept, although a step is proved without them
    ("khanh-3.2", "(24) where ρ > 0: without (24) equation for ρ > 0"): (
        "The published proof goes by this equation, and without it no certificate is found."
    ),
    ("khanh-4.2", "share of the angle: without L"): "Without it no certificate is found.",
    ("hallucinated-1", "shrinks inside: without slopes"): "Without it no certificate is found.",
    ("one-step-worst", "in numbers: without gradients-nonzero"): (
        "Without it no certificate is found."
    ),
    (
        "khanh-momentum-1",
        "square of the gradient: without square of a sum at r = 1 + kappa, a = norm(d[k + 1]),"
        " b = norm(d[k])",
    ): "Without it no certificate is found.",
}


def steps_of(checked: Checker) -> list[Step]:
    steps = all_steps(checked.proof.steps)
    return [
        s for s in steps if s.name in checked.places and not isinstance(s.check, Block | Define)
    ]


def stays(checked: Checker, step: Step, mutant: Mutant) -> bool:
    found = checked.instead(replace(step, check=mutant.check))
    return found.verdict.status is Status.PROVED


def spare(checked: Checker) -> list[str]:
    """The premises without which a step is proved all the same, but for what is true by itself."""
    found = []
    for step in steps_of(checked):
        context = checked.places[step.name]
        plain = [ref for ref in references(step.check) if says_nothing(context, ref)]
        for mutant in misled(step.check, ()):
            if mutant.change not in {f"without {ref}" for ref in plain} and stays(
                checked, step, mutant
            ):
                found.append(f"{step.name}: {mutant.change}")
    return found


def says_nothing(context: Context, ref: Ref) -> bool:
    """Whether the normal form of a premise is `True`, as that of 0 ≥ 0 is."""
    try:
        return context.normal(context.premise(ref)) == "True"
    except Refused:
        return False


@pytest.mark.parametrize("name", NAMES)
def test_every_premise_is_needed(name: str) -> None:
    kept = [found for proof, found in SPARE if proof == name]
    assert sorted(spare(checker(name))) == sorted(kept)


def pointed_elsewhere(checked: Checker) -> list[bool]:
    """Whether a step stays proved, for each of its premises pointed at the step before it."""
    steps = steps_of(checked)
    return [
        stays(checked, step, mutant)
        for before, step in [*pairwise(steps)][::EVERY]
        for mutant in misled(step.check, (before.name,))
        if mutant.change.startswith(f"{before.name} for ")
        and f"for {before.name}" not in mutant.change
    ]


def test_a_premise_is_seldom_another_step() -> None:
    """Pointed at the step before, a premise shows nothing, unless that step happens to do."""
    stay = [stayed for name in NAMES for stayed in pointed_elsewhere(checker(name))]
    assert sum(stay) <= SELDOM * len(stay)


@pytest.mark.parametrize("name", NAMES)
def test_changed_claims_are_not_proved(name: str) -> None:
    checked = checker(name)
    for step in steps_of(checked):
        changes = list(mutants(step.check))[:TRIED]
        if changes and not step.erratum:
            proved = [stays(checked, step, mutant) for mutant in changes]
            assert not all(proved), f"every change of {step.name} is proved too"
