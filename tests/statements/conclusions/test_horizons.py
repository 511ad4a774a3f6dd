"""The step chosen for a horizon."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from gaps import constants
from holding import SQUARE, evidence, setting

from sam_theory.methods.gradient_descent import gradient_descent
from sam_theory.runs.batch import Plan
from sam_theory.runs.reference import run
from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.conclusions.cycles import contracts_towards_it
from sam_theory.statements.conclusions.horizons import _last_values, gap_at_horizon, horizon_step
from sam_theory.statements.theorem import Together


@pytest.mark.parametrize(
    ("radius", "gap", "T", "expected"),
    [
        (0.7, 1.3, 200, log(0.16 * 1.3 * 200**2 / (27 * 0.49)) / (0.4 * 200)),
        (0.05, 1.3, 2000, log(0.16 * 1.3 * 2000**2 / (27 * 0.0025)) / (0.4 * 2000)),
        (20.0, 1.3, 200, 1 / (0.4 * 200)),  # the logarithm is below 1
        (0.7, 0.0, 200, 1 / (0.4 * 200)),  # it is −∞
        (0.7, 1.3, 10, 1 / 6),  # 1/(2β) is less
        (0.0, 1.3, 10_000, 1 / 6),  # the logarithm is ∞
    ],
)
def test_the_step_for_a_horizon(radius: float, gap: float, T: int, expected: float) -> None:
    """η = min{(1/(μT)) max{1, log(μ²ΔT²/(β³ρ²))}, 1/(2β)}, μ = 0.4, β = 3."""
    assert horizon_step(constants(radius, gap), T) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (gap_at_horizon, "quadratic[eigenvalues=(0.001, 1.0)]"),
        (contracts_towards_it, "quadratic"),
    ],
)
def test_runs_together_are_told_what_each_is_alone(check: Together, problem: str) -> None:
    """Of different starts and lengths, among them one that ends before the others."""
    runs = [
        evidence(problem, "sam", "0.5/L", "0.5/L", start, iterations)
        for start, iterations in (((1.0, -0.8), 1000), ((0.0, 0.0), 700), ((300.0, 2.0), 4000))
    ]
    alone = [check(run) for run in runs]
    assert len({verdict.evidence for verdict in alone}) > 1
    assert list(check.find(runs)) == alone
    assert list(check.find(runs[::-1])) == alone[::-1]


def test_values_at_horizons_are_those_of_runs_of_that_length() -> None:
    """The first run ends at once, and those that go on have other places in the batch."""
    square, descent = setting(SQUARE, "gradient-descent", "0.001", "0").problem, gradient_descent()
    plans = [
        Plan(method=descent, step=Schedule("0.001"), radius=Schedule("0"), start=np.array([x]))
        for x in (0.0, 1.0, 2.0)
    ]
    asked = list(zip(plans, (50, 70, 2000), strict=True))
    for plan, horizon, found in zip(
        plans, (50, 70, 2000), _last_values(square, asked), strict=True
    ):
        (trace,) = run(square, [plan], iterations=horizon)
        assert trace.values is not None
        assert found == trace.values.last
