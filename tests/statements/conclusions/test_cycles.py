"""Runs of SAM on quadratics end in the two-cycle, at its rate, at the edge; others are told so."""

from __future__ import annotations

import numpy as np
import pytest
from holding import SQUARE, by_hand, evidence, recorded, setting

from sam_theory.statements.conclusions.cycles import (
    contracts_towards_it,
    edge,
    ends_at_its_edge,
    ends_in_two_cycle,
)
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Status

CHECKS = (ends_in_two_cycle, contracts_towards_it, ends_at_its_edge)
INDEX = np.arange(1.0, 4097)


def alternating(size: float) -> Run:
    """SAM on f = x² with t = ¼, ρ = 0.1 between ±size; the cycle is at 1/30."""
    s = setting(SQUARE, "sam", "0.25", "0.1")
    return by_hand(s, recorded(s, size * (-1.0) ** INDEX[:, None]))


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    ("problem", "step"),
    [
        ("quadratic", "0.5/L"),
        ("quadratic[eigenvalues=(1.0, 2.0, 5.0)]", "1.5/L"),
        ("singular-quadratic", "1/L"),
        ("shifted-quadratic", "0.7/L"),
    ],
)
def test_runs_end_there(check: object, problem: str, step: str) -> None:
    seen = evidence(problem, "sam", step, "0.1", None, 4000)
    assert callable(check)
    verdict = check(seen)
    assert verdict.status is not Status.VIOLATED, verdict
    assert verdict.holds or "too few" in verdict.evidence, verdict


@pytest.mark.parametrize("far", [0.0, 1e4, 1e8])
@pytest.mark.parametrize("radius", ["0.05", "1e-7"])
def test_rounding_contradicts_nothing(far: float, radius: str) -> None:
    """Where x* is far the digits end above the radius, and nothing can be read off the floor."""
    problem = f"shifted-quadratic[center=({far}, {far})]"
    seen = evidence(problem, "sam", "0.5", radius, (far + 1.0, far + 0.3), 3000)
    for check in CHECKS:
        assert not check(seen).fails, check(seen)
        assert far or check(seen).holds


def test_the_radius_is_that_of_the_closed_form() -> None:
    assert ends_in_two_cycle(alternating(1 / 30)).holds
    assert ends_in_two_cycle(alternating(1.1 / 30)).fails
    assert ends_at_its_edge(alternating(1 / 30)).holds
    assert ends_at_its_edge(alternating(1.1 / 30)).fails


def test_too_short_runs_are_undecided() -> None:
    seen = evidence("quadratic", "sam", "0.01/L", "0.1", None, 20)
    for check in CHECKS:
        assert check(seen).status is Status.UNDECIDED


def test_the_edge_is_where_the_multiplier_across_is_minus_1() -> None:
    slopes = np.array([0.0, 1e-300, 1e-9, 0.3, 2.0, 1e9])
    t, rho = 0.4, 0.05
    found = edge(slopes, t, rho)
    with np.errstate(all="ignore"):
        products = t * found * (1 + rho * found / slopes)
    assert found[0] == 0
    assert np.allclose(products[2:], 2)
    assert np.allclose(found[-1], 2 / t)
