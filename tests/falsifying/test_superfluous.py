"""A hypothesis is superfluous by a proof of the kernel alone, and by nothing that comes near it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from holding import LIBRARY
from proving import find

from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.superfluous import proof_of, words
from sam_theory.proofs.proof import Cited, Proof, Step
from sam_theory.proofs.reporting import Report, report_all
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.schedules import (
    STEP_DECREASES_TO_ZERO,
    STEP_DIVERGES,
    STEP_SQUARE_SUMMABLE,
)
from sam_theory.statements.theorem import Erratum, Hypothesis, Theorem

pytest.importorskip("z3")


@cache
def checked(name: str) -> Report:
    return report_all([find(name)], find)[name]


def theorem(name: str) -> Theorem:
    found = LIBRARY.get("theorems", name)
    assert isinstance(found, Theorem)
    return found


def target(
    name: str, dropped: Hypothesis | None = None, weakened_to: Hypothesis | None = None, at: int = 0
) -> Target:
    said = theorem(name)
    return Target(
        theorem=said,
        conclusion=said.conclusions[at],
        dropped=dropped,
        weakened_to=weakened_to,
    )


def changed(name: str, change: Callable[[Proof], Proof]) -> Callable[[str], Report]:
    """The reports with one proof changed."""
    other = change(find(name))
    report = report_all([other], lambda n: other if n == name else find(n))[name]
    return lambda n: report if n == name else checked(n)


def test_what_a_proof_does_not_rest_on() -> None:
    """xᵏ → ρ of Example 3.4 needs Σtₖ = ∞, and not that tₖ falls; its limit is never stationary."""
    assert proof_of(target("khanh-3.4"), checked) == "khanh-3.4"
    assert proof_of(target("khanh-3.4", STEP_DECREASES_TO_ZERO), checked) == "khanh-3.4"
    assert proof_of(target("khanh-3.4", STEP_DIVERGES), checked) is None
    assert proof_of(target("khanh-3.4", STEP_DIVERGES, at=1), checked) == "khanh-3.4"
    for hypothesis in theorem("khanh-3.4").hypotheses[:2]:
        assert proof_of(target("khanh-3.4", hypothesis), checked) is None


def test_no_hypothesis_of_b_3_is() -> None:
    assert proof_of(target("khanh-b.3"), checked) == "khanh-b.3"
    for hypothesis in theorem("khanh-b.3").hypotheses:
        for weaker in (None, *hypothesis.weaker):
            assert proof_of(target("khanh-b.3", hypothesis, weaker), checked) is None


def test_what_follows_from_what_is_kept_is_available() -> None:
    found = set(words((STEP_SQUARE_SUMMABLE,)))
    assert found == {formulas.STEP_SQUARE_SUMMABLE, formulas.STEP_VANISHES}


def test_a_hypothesis_that_says_something_else_is_not_what_the_proof_rests_on() -> None:
    plain = target("khanh-3.4")
    start, *rest = plain.theorem.hypotheses
    other = replace(start, states=(replace(start.states[0], formula="rho > 0 and u[1] > 0"),))
    changed_ = replace(plain.theorem, hypotheses=(other, *rest))
    assert proof_of(replace(plain, theorem=changed_), checked) is None


def test_a_known_error_and_a_missing_proof_give_nothing() -> None:
    plain = target("khanh-3.4")
    error = Erratum(text="", fails_where=lambda run: False, proof="khanh-3.4", step="limit")
    wrong = replace(plain.conclusion, errata=(error,))
    assert proof_of(replace(plain, conclusion=wrong), checked) is None
    assert proof_of(target("khanh-3.4", at=3), checked) is None
    assert proof_of(plain, lambda name: None) is None
    silent = replace(plain.conclusion, states=None)
    assert proof_of(replace(plain, conclusion=silent), checked) is None


def test_another_iteration_or_formula_gives_nothing() -> None:
    plain = target("khanh-3.4")
    assert proof_of(replace(plain, theorem=replace(plain.theorem, iteration=())), checked) is None
    assert plain.conclusion.states is not None
    other = replace(plain.conclusion.states, formula="tends(k, u[k], 2*rho)")
    conclusion = replace(plain.conclusion, states=other)
    assert proof_of(replace(plain, conclusion=conclusion), checked) is None


def test_a_step_that_is_not_proved_gives_nothing() -> None:
    def cited(proof: Proof) -> Proof:
        (formula,) = {c.formula for c in proof.statement.conclusions if c.key == "limit"}
        steps = tuple(
            Step(name="limit", check=Cited(source="elsewhere", then=formula))
            if step.name == "limit"
            else step
            for step in proof.steps
        )
        return replace(proof, steps=steps)

    assert proof_of(target("khanh-3.4"), changed("khanh-3.4", cited)) is None


def test_a_stronger_proof_counts() -> None:
    """Of the same statement with one hypothesis less, named by the proof in its place."""
    plain, weaker = find("khanh-3.4"), target("khanh-3.4", STEP_DECREASES_TO_ZERO)

    def unproved(proof: Proof) -> Proof:
        return replace(proof, parts=(), stronger=("fewer",))

    reports = {
        "khanh-3.4": Report(unproved(plain), ()),
        "fewer": replace(checked("khanh-3.4"), proof=replace(plain, name="fewer")),
    }
    assert proof_of(weaker, reports.get) == "fewer"
