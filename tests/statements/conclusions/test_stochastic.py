"""The constants of S23, section 4.2, and forms of which a constant is not known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from holding import drawn, observed, setting

from sam_theory.setting.facts import Enclosure
from sam_theory.statements.conclusions import stochastic
from sam_theory.statements.conclusions.means import NOTHING_DRAWN, Constants, average, gap
from sam_theory.statements.conclusions.stochastic import (
    Form,
    averaged,
    contracted,
    of_components,
    of_function,
    printed_error,
    squares_of_radius,
)
from sam_theory.statements.theorem import alone
from sam_theory.verdict import Status

C = Constants(
    step=0.125,
    radius=0.5,
    lipschitz=2.0,
    convexity=0.25,
    infimum=Enclosure(0.0, 0.0),
    gap=3.0,
    components=4.0,
    variance=9.0,
)
K = np.array([1.0, 2.0, 9.0])


@pytest.mark.parametrize(
    ("error", "value"),
    [
        (stochastic.m_error, 4 + 2 * 4 * 0.125 * 9),
        (stochastic.n_error, 1 + 2 * 0.125 * 9),
        (stochastic.distance_error, 4 + 4 + 2 * 4 * 0.125 * 9),
        (printed_error(of_components), 2 * 4 * 0.125 * (9 - 4) + 16),
        (printed_error(of_function), 2 * 2 * 0.125 * (9 - 1) + 4),
        (squares_of_radius(5), 20),
        (stochastic.over_convexity(squares_of_radius(2)), 32),
    ],
)
def test_last_terms(error: stochastic.Number, value: float) -> None:
    assert error(C) == pytest.approx(value)


def test_a_long_step_adds_to_the_error_of_m_sam() -> None:
    """max{1, 2βη} with βη = 1, and 2βησ² = 18."""
    assert stochastic.m_error(replace(C, step=0.25)) == pytest.approx(4 * 2 + 18)


def test_the_excess_is_not_negative() -> None:
    assert stochastic.excess(C, 4.0) == 5
    assert stochastic.excess(C, 8.0) == 0


def test_bounds_in_k() -> None:
    np.testing.assert_allclose(averaged(lambda c: 1.5)(C, K), 2 * 3 / (0.125 * K) + 1.5)
    factor = 1 - 0.25 * 0.125
    np.testing.assert_allclose(contracted(lambda c: 1.5)(C, K), factor ** (K - 1) * 3 + 6)
    assert stochastic.convex_order(C, 4.0) == pytest.approx(3 + np.sqrt(4 * 3 * 5 / 4))
    assert stochastic.strongly_convex_order(C, 4.0) == pytest.approx(
        3 * np.exp(-0.125) + 4 * 5 / (0.0625 * 4)
    )


RUN = observed(setting("msam-trap", "m-sam", "0.25", "0.125"), iterations=200)


def test_a_form_is_consistent_where_its_last_term_is_enough() -> None:
    evidence = drawn(RUN)
    high = Form(quantity=average, floor=squares_of_radius(4), order=stochastic.convex_order)
    found = high(evidence)
    assert found.status is Status.CONSISTENT
    assert found.evidence.startswith("the last term alone bounds it")
    assert "at k = 200" in found.evidence


def test_a_form_is_undecided_where_more_is_needed_and_says_how_much() -> None:
    evidence = drawn(RUN)
    mean = float(evidence.ensembles[0].average[-1].mean())
    low = Form(quantity=average, floor=lambda c: mean / 2, order=lambda c, T: mean / 4)
    found = low(evidence)
    assert found.status is Status.UNDECIDED
    assert found.evidence.startswith(f"{mean / 2:.4g} more than the last term, 2 times the order")
    without = Form(quantity=average, floor=lambda c: mean / 2)
    assert "which may be what O hides" in without(evidence).evidence
    close = Form(
        quantity=gap,
        floor=lambda c: (
            float(evidence.ensembles[0].value[-1].mean() - c.infimum.lower) * (1 + 1e-6)
        ),
    )
    assert "too close" in close(evidence).evidence


def test_a_single_trajectory_decides_no_form() -> None:
    assert Form(quantity=gap, floor=lambda c: 1e9)(alone(RUN)) is NOTHING_DRAWN
