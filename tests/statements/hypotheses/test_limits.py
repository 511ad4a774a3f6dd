"""Whether f is twice smooth near a limit, and semialgebraic."""

from __future__ import annotations

import numpy as np
from holding import SQUARE, by_hand, evidence, problem, recorded, setting

from sam_theory.setting.facts import Fact
from sam_theory.statements.hypotheses.limits import SEMIALGEBRAIC, TWICE_SMOOTH, hessian_at
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Status


def at(name: str, x: float, **facts: object) -> Run:
    """A run that rests at x, in one dimension."""
    s = setting(name, "usam", "0.1", "0.1", facts)
    return by_hand(s, recorded(s, np.full((500, 1), x)))


def test_a_kink_of_the_gradient_is_not_smooth() -> None:
    assert TWICE_SMOOTH.decide(at("double-well", 1.0)).status is Status.CONSISTENT
    assert TWICE_SMOOTH.decide(at("double-well", 0.3)).status is Status.CONSISTENT
    kinked = at("huber[dimension=1]", 1.0)
    assert TWICE_SMOOTH.decide(kinked).status is Status.UNDECIDED, problem("huber").formula


def test_quadratics_and_analytic_functions_are_smooth() -> None:
    assert TWICE_SMOOTH.decide(at(SQUARE, 0.0)).status is Status.PROVED
    assert TWICE_SMOOTH.decide(evidence("log-cosh", "usam", "0.1", "0")).status is Status.PROVED


def test_the_hessian_by_differences() -> None:
    matrix, error = hessian_at(at("double-well", 0.5), np.array([0.5]))
    assert abs(matrix[0, 0] - (3 * 0.25 - 1)) <= error < 1e-3


def test_semialgebraic_is_a_fact() -> None:
    for value, status in (
        ("semialgebraic", Status.PROVED),
        ("analytic", Status.UNDECIDED),
        ("neither", Status.REFUTED),
    ):
        seen = at(SQUARE, 0.0, definability=Fact(value, "by hand"))
        assert SEMIALGEBRAIC.decide(seen).status is status
    assert SEMIALGEBRAIC.decide(at(SQUARE, 0.0, definability=None)).status is Status.UNDECIDED
