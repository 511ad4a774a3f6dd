"""The trap of m-SAM: certified in the settings of which it is stated, and in no others."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import LIBRARY, by_hand, observed, recorded, setting, theorem

from sam_theory.statements.conclusions.trapped import (
    averages_held,
    certificate,
    for_its_variance,
    half_width,
    held,
)
from sam_theory.statements.holding import hold
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Status


def seen(
    step: str = "0.25",
    radius: str = "0.125",
    start: float | None = 0.03,
    problem: str = "msam-trap",
    method: str = "m-sam",
) -> Run:
    s = setting(problem, method, step, radius)
    return observed(s, None if start is None else (start,), 300)


@pytest.mark.parametrize("step", ["0.001", "0.25", "0.3", "0.312"])
@pytest.mark.parametrize(
    ("problem", "beta", "radius"),
    [("msam-trap", 1.0, "0.125"), ("msam-trap[beta=4.0, rho=0.5]", 4.0, "0.5")],
)
def test_certified_for_every_step_below_its_longest(
    step: str, problem: str, beta: float, radius: str
) -> None:
    found = certificate(seen(f"{step}/{beta}", radius, None, problem))
    assert found.status is Status.PROVED, found.evidence
    assert "whatever is drawn" in found.evidence


@pytest.mark.parametrize(
    "run",
    [
        seen(step="0.3125"),  # at the end of the range
        seen(step="0.4"),
        seen(radius="0.15"),  # another ρ than that of the function
        seen(radius="0.1"),
        seen(problem="opposed-sines"),
        seen(method="m-sam[minibatch=2]"),
        seen(step="0.1*sqrt(2)"),
    ],
)
def test_not_certified_elsewhere(run: Run) -> None:
    assert certificate(run).status is Status.UNDECIDED
    assert held(run).status is Status.UNDECIDED
    assert for_its_variance(run).status is Status.UNDECIDED


def test_the_interval_is_between_where_a_step_leads_and_the_trap() -> None:
    step, radius, beta = Fraction(1, 4), Fraction(1, 8), Fraction(1)
    assert step * beta * radius < half_width(step, radius, beta) < Fraction(5, 16) * radius


def test_averages_are_held_of_runs_from_inside_alone() -> None:
    assert averages_held(seen(start=0.03)).status is Status.PROVED
    assert averages_held(seen(start=0.25)).status is Status.UNDECIDED
    assert averages_held(seen(start=0.03906)).status is Status.UNDECIDED  # the last of the trap


def test_a_run_that_leaves_tells_against_it() -> None:
    s = setting("msam-trap", "m-sam", "0.25", "0.125")
    run = by_hand(s, recorded(s, np.array([[0.01], [0.03], [0.04]])))
    assert held(run).status is Status.VIOLATED
    (_, stays, average) = hold(theorem("si-yun-4.3"), run)
    assert stays.fails
    assert stays.impossible  # what is proved cannot fail: our verdicts are at fault
    assert not stays.contradiction
    assert average.fails


def test_the_variance_from_which_on_it_is_shown_is_told() -> None:
    found = for_its_variance(seen())
    assert found.status is Status.CONSISTENT
    assert "σ ≥ 0.115234" in found.evidence  # (59/64)/8
    assert "σ < 0.00724 no" in found.evidence  # (2(9/512)/5⁵)^(1/4)/8
    problem = LIBRARY.get("problems", "msam-trap")
    bare = replace(problem, components=replace(problem.components, variance=None))
    run = observed(setting(bare, "m-sam", "0.25", "0.125"), (0.03,), 9)
    assert for_its_variance(run).status is Status.UNDECIDED
