"""What is asked of components is decided from their facts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from holding import LIBRARY, observed, setting

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact
from sam_theory.statements.hypotheses.draws import (
    BOUNDED_VARIANCE,
    HALF_STEP,
    HALF_STEP_OF_COMPONENTS,
    LIPSCHITZ_VALUE,
    SMOOTH_COMPONENTS,
    STEP_BELOW_COMPONENTS,
    is_m_sam,
    is_n_sam,
)
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Status

TRAP = LIBRARY.get("problems", "msam-trap")


def seen(method: str = "m-sam", step: str = "0.25", **facts: Fact[Enclosure] | None) -> Run:
    """A run on the trap, some facts of its components replaced."""
    problem = replace(TRAP, components=replace(TRAP.components, **facts))
    return observed(setting(problem, method, step, "0.125"), iterations=3)


def fact(lower: float, upper: float) -> Fact[Enclosure]:
    return Fact(Enclosure(lower, upper), "by hand")


@pytest.mark.parametrize(
    ("hypothesis", "facts", "status"),
    [
        (SMOOTH_COMPONENTS, {}, Status.PROVED),
        (SMOOTH_COMPONENTS, {"lipschitz": None}, Status.UNDECIDED),
        (SMOOTH_COMPONENTS, {"lipschitz": fact(1, float("inf"))}, Status.UNDECIDED),
        (SMOOTH_COMPONENTS, {"lipschitz": Fact(NO_CONSTANT, "by hand")}, Status.REFUTED),
        (BOUNDED_VARIANCE, {}, Status.PROVED),
        (BOUNDED_VARIANCE, {"variance": None}, Status.UNDECIDED),
        (BOUNDED_VARIANCE, {"variance": fact(1, float("inf"))}, Status.UNDECIDED),
        (BOUNDED_VARIANCE, {"variance": Fact(NO_CONSTANT, "by hand")}, Status.REFUTED),
        (STEP_BELOW_COMPONENTS, {}, Status.PROVED),
        (STEP_BELOW_COMPONENTS, {"lipschitz": fact(4, 4)}, Status.PROVED),
        (STEP_BELOW_COMPONENTS, {"lipschitz": fact(5, 5)}, Status.REFUTED),
        (STEP_BELOW_COMPONENTS, {"lipschitz": fact(3, 5)}, Status.UNDECIDED),
        (STEP_BELOW_COMPONENTS, {"lipschitz": None}, Status.UNDECIDED),
    ],
)
def test_decided(hypothesis: Hypothesis, facts: dict[str, object], status: Status) -> None:
    assert hypothesis.decide(seen(**facts)).status is status  # type: ignore[arg-type]


def test_without_components_nothing_is_known() -> None:
    run = observed(setting("quadratic", "sam", "0.1", "0.1"), iterations=3)
    for hypothesis in (SMOOTH_COMPONENTS, BOUNDED_VARIANCE, STEP_BELOW_COMPONENTS):
        assert hypothesis.decide(run).status is Status.UNDECIDED


def test_a_step_that_is_no_rational_number_is_not_decided() -> None:
    assert STEP_BELOW_COMPONENTS.decide(seen(step="0.1*sqrt(2)")).status is Status.UNDECIDED


def test_the_variance_of_a_minibatch_is_told() -> None:
    evidence = BOUNDED_VARIANCE.decide(seen("m-sam[minibatch=4]")).evidence
    assert "by 4 for a minibatch" in evidence
    assert "minibatch" not in BOUNDED_VARIANCE.decide(seen()).evidence


def test_whether_f_is_lipschitz() -> None:
    verdicts = [
        LIPSCHITZ_VALUE.decide(observed(setting(name, "m-sam", "0.1", "0.1"), iterations=3)).status
        for name in ("shifted-ripples", "msam-trap", "least-squares", "logistic")
    ]
    assert verdicts == [Status.PROVED, Status.REFUTED, Status.REFUTED, Status.UNDECIDED]


def test_half_steps_are_decided_for_a_constant_of_each_kind() -> None:
    run = observed(setting("opposed-sines", "n-sam", "0.25", "0.1"), iterations=3)
    assert HALF_STEP.decide(run).status is Status.PROVED  # 1 of f
    assert HALF_STEP_OF_COMPONENTS.decide(run).status is Status.REFUTED  # 3 of the components


def test_which_methods_are_meant() -> None:
    methods = {n: LIBRARY.get("methods", n) for n in ("m-sam[minibatch=2]", "n-sam", "sgd", "sam")}
    assert [n for n, m in methods.items() if is_m_sam(m)] == ["m-sam[minibatch=2]"]
    assert [n for n, m in methods.items() if is_n_sam(m)] == ["n-sam"]
