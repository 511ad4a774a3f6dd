"""Runs on boxes: which stay there, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import LIBRARY, observed, problem

from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.box import Region
from sam_theory.setting.region import on_region
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.study.confining import _rounded_down, _stays_below, confined, regions, stays
from sam_theory.study.defaults import study_of
from sam_theory.study.examining import examine
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair
from sam_theory.verdict import Status, Verdict


def box_of(name: str) -> Region:
    found = problem(name)
    return next(regions(found, np.array(found.starts)))


def local(name: str, method: str, step: str, radius: str, box: Region | None = None):  # type: ignore[no-untyped-def]
    """The setting with the L of the box, its box, and a run."""
    chosen = box or box_of(name)
    there = on_region(problem(name), chosen)
    assert not isinstance(there, str)
    s = setting_of(there, LIBRARY.get("methods", method), Pair(step, radius))
    return s, chosen, observed(s, iterations=500).trace


def test_iterates_and_probes_must_stay() -> None:
    s, box, trace = local("double-well", "sam", "0.5/L", "0.1")
    assert stays(s, [trace], box)
    top = float(trace.iterates.high.max())
    assert not stays(s, [trace], replace(box, high=(top - 1e-9,)))  # an iterate
    assert not stays(s, [trace], replace(box, high=(top + 0.05,)))  # a probe
    assert stays(s, [trace], replace(box, high=(top + 0.11,)))


def test_unnormalized_probes_reach_as_far_as_the_gradient() -> None:
    s, box, trace = local("double-well", "usam", "0.5/L", "0.1")
    reach = 0.1 * float(trace.gradients.high.max())
    top = float(trace.iterates.high.max())
    assert not stays(s, [trace], replace(box, high=(top + reach / 2,)))
    assert stays(s, [trace], replace(box, high=(top + 1.01 * reach,)))


def staying(name: str, method: str, step: str, radius: str, starts: np.ndarray) -> Verdict:
    """Whether runs stay in [−2, 2]."""
    s, box, trace = local(name, method, step, radius, Region((-2.0,), (2.0,)))
    verdict = confined(s, starts, box, [trace]).confinement
    assert verdict is not None
    return verdict


def test_descent_inside_a_high_boundary_is_proved_to_stay() -> None:
    starts = np.array([[0.7], [-1.5]])
    for method, radius, status in (
        ("gradient-descent", "0", Status.PROVED),
        ("usam", "0.1/L", Status.PROVED),
        ("extragradient", "0.1/L", Status.PROVED),
        ("sam", "0.1/L", Status.CONSISTENT),  # its values need not fall
        ("usam", "1.5/L", Status.CONSISTENT),  # ν > 1
    ):
        verdict = staying("double-well", method, "0.3/L", radius, starts)
        assert verdict.status is status, (method, radius)
    steep = staying("double-well", "gradient-descent", "1.9/L", "0", starts)
    assert steep.status is Status.CONSISTENT  # beyond (12) for the L around the box
    rising = staying("double-well", "gradient-descent", "0.1*(1-1/(k+1))/L", "0", starts)
    assert rising.status is Status.CONSISTENT  # later steps exceed those recorded


def test_starts_above_the_boundary_are_not_proved_to_stay() -> None:
    starts = np.array([[1.9], [-2.5]])
    verdict = staying("double-well", "gradient-descent", "0.3/L", "0", starts)
    assert verdict.status is Status.CONSISTENT


def test_hypotheses_about_l_are_no_better_than_that_runs_stay() -> None:
    s, box, trace = local("double-well", "sam", "0.5/L", "0.1/L")
    seen = observed(confined(s, np.array([[0.7]]), box, [trace]), iterations=100)
    verdict = LIPSCHITZ_GRADIENT.decide(seen)
    assert verdict.status is Status.CONSISTENT
    assert "stay in the box" in verdict.evidence
    sure, box, trace = local("double-well", "usam", "0.3/L", "0.1/L", Region((-2.0,), (2.0,)))
    seen = observed(confined(sure, np.array([[0.7]]), box, [trace]), iterations=100)
    assert LIPSCHITZ_GRADIENT.decide(seen).status is Status.PROVED


@pytest.mark.parametrize("method", ["n-sam", "m-sam", "full-ascent-sam"])
def test_a_box_of_one_run_is_none_of_a_mean(method: str) -> None:
    """Probes at distance ρ have to stay too, and what else may be drawn is not known to."""
    s, box, trace = local("matrix-factorization", method, "0.01", "0.1")
    top = np.array(trace.iterates.high.max(axis=0))
    low = np.array(trace.iterates.low.min(axis=0)) - 1
    for more, inside in ((0.09, False), (0.11, True)):
        assert stays(s, [trace], Region(tuple(low), tuple(top + more))) is inside
    seen = observed(confined(s, trace.iterates.first[None], box, [trace]), iterations=9)
    verdict = LIPSCHITZ_GRADIENT.decide(seen)
    assert verdict.status is Status.UNDECIDED
    assert "other draws may leave it" in verdict.evidence


def test_probes_of_which_nothing_is_stated_are_not_said_to_stay() -> None:
    s, box, trace = local("double-well", "asam", "0.5/L", "0.1")
    verdict = confined(s, trace.iterates.first[None], box, [trace]).confinement
    assert verdict.status is Status.CONSISTENT
    assert verdict.evidence.endswith("where it probes is not stated")


def test_problems_without_l_are_run_and_the_box_is_named() -> None:
    study = study_of(LIBRARY, problems=["rosenbrock"], methods=["sam", "usam"], iterations=300)
    findings, skipped = examine(study, "rosenbrock")
    assert skipped == ()
    assert all("on the box [" in finding.constants for finding in findings)
    assert [f.method for f in findings] == sorted(f.method for f in findings)


def test_a_box_that_is_left_is_doubled() -> None:
    """With ρ = 5 the probes of SAM leave [−1.8, 1.8]; larger boxes hold them."""
    study = study_of(
        LIBRARY, problems=["double-well"], methods=["sam"], step="0.01/L", radius="5", iterations=50
    )
    ((finding,), skipped) = examine(study, "double-well")
    assert skipped == ()
    assert "[-7.2, 7.2]" in finding.constants


def test_what_has_no_l_anywhere_says_why_it_is_not_run() -> None:
    name = "power[exponent=1.5]"
    study = study_of(LIBRARY, problems=[name], methods=["sam"], iterations=50)
    findings, skipped = examine(study, name)
    assert findings == ()
    assert all("there is no L on the box" in item.reason for item in skipped)
    numbers = study_of(
        LIBRARY, problems=[name], methods=["sam"], step="0.1", radius="0.1", iterations=50
    )
    assert len(examine(numbers, name)[0]) == 1  # formulas without L need none


def test_a_constant_gradient_has_any_l() -> None:
    study = study_of(LIBRARY, problems=["linear"], methods=["sam"], iterations=50)
    findings, skipped = examine(study, "linear")
    assert skipped == ()
    assert all("L = 1 in formulas" in finding.constants for finding in findings)


@pytest.mark.parametrize("formula", ["1/(L*k)", "0.5/L*k**(-0.1)", "0.3", "1/(L**2*k)"])
@pytest.mark.parametrize("lipschitz", [Fraction(3), Fraction(1234567, 10**5)])
def test_the_greatest_value_is_never_exceeded_whatever_L_is(
    formula: str, lipschitz: Fraction
) -> None:
    schedule = Schedule(formula, lipschitz)
    first = Fraction(float(schedule.values(np.array([1]))[0]))
    assert _stays_below(schedule, first * Fraction(1_000_001, 1_000_000))
    assert not _stays_below(schedule, first * Fraction(999_999, 1_000_000))
    rounded = _rounded_down(first)
    assert first * (1 - Fraction(1, 2**28)) < rounded <= first
