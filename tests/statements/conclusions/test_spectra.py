"""The range of eigenvalues where USAM ends: kept, broken for good, broken by an exception."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from holding import LIBRARY, SQUARE, evidence, observed, problem, setting

from sam_theory.setting.facts import Fact, Facts
from sam_theory.setting.problem import Problem
from sam_theory.statements.conclusions.spectra import slack_at, within_the_range
from sam_theory.statements.holding import hold
from sam_theory.verdict import Status

BOLTE = LIBRARY.get("theorems", "bolte-1")


def quartic() -> Problem:
    """f = x²/2 − 3x³/2 + 5x⁴/8: USAM with ρ = 1 rests at 1, where f′ = −1 and λ(1 + λ) = −¼."""
    return Problem(
        name="quartic",
        formula="x²/2 − 3x³/2 + 5x⁴/8",
        dimension=1,
        value=lambda x: (x**2 / 2 - 3 * x**3 / 2 + 5 * x**4 / 8)[..., 0],
        gradient=lambda x: x - 9 * x**2 / 2 + 5 * x**3 / 2,
        starts=((1.03,),),
        region=((-2.0,), (2.0,)),
        facts=Facts(definability=Fact("semialgebraic", "a polynomial")),
        source="proof bolte-1",
    )


def test_a_limit_that_is_not_stationary_breaks_the_range() -> None:
    seen = observed(setting(quartic(), "usam", "0.5", "1"))
    verdict = within_the_range(seen)
    assert verdict.fails, verdict
    first, second = hold(BOLTE, seen)
    assert first.fails
    assert first.erratum is not None
    assert not first.contradiction, "the other reading is not broken"
    assert not second.promised


def test_a_start_on_an_invariant_line_is_an_exception() -> None:
    seen = evidence("saddle", "usam", "0.2", "0.1", (1.0, 0.0))
    verdict = within_the_range(seen)
    assert verdict.status is Status.UNDECIDED
    assert "exception" in verdict.evidence


def test_momentum_widens_the_range() -> None:
    """f = x², t = 1.4: tλ = 2.8 is above 2, and below 2(1 + ½)."""
    alone = evidence(SQUARE, "usam", "1.4", "0", (1e-9,), 3)
    ball = evidence(SQUARE, "usam-momentum[momentum=0.5]", "1.4", "0")
    assert slack_at(alone, np.zeros(1)).least < 0
    assert slack_at(ball, np.zeros(1)).least > 0
    assert within_the_range(ball).holds


def test_differences_of_gradients_find_the_eigenvalues() -> None:
    seen = evidence("double-well", "usam", "0.1", "0.05")
    found = slack_at(seen, np.ones(1))
    assert abs(found.least - 2 * (1 + 0.05 * 2)) < 1e-5
    assert found.error < 1e-4


def test_the_exact_eigenvalues_are_taken_where_they_are_known() -> None:
    facts = replace(problem(SQUARE).facts, quadratic=Fact((-1.0,), "by hand"))
    seen = observed(setting(replace(problem(SQUARE), facts=facts), "usam", "0.25", "0.1"))
    assert slack_at(seen, np.zeros(1)).least == -0.9
