"""What is asked of gₖ and, through L and ν, of schedules: constants known up to an enclosure."""

from __future__ import annotations

import numpy as np
import pytest
from holding import between, unrun
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.statements.hypotheses.errors import (
    error_limsup,
    error_summable,
    radius_below_nu,
    relative_error_holds,
    step_bound_igdr,
    step_bound_unnormalized,
)
from sam_theory.statements.hypotheses.facts import (
    descent_constant,
)
from sam_theory.statements.hypotheses.methods import without_error
from sam_theory.statements.hypotheses.schedules import (
    kl_tail,
    radius_limsup,
)
from sam_theory.verdict import Status


@pytest.mark.parametrize(
    ("radius", "status"), [("0.4", "proved"), ("0.6", "undecided"), ("2.1", "refuted")]
)
def test_radius_limsup_by_enclosure(radius: str, status: str) -> None:
    """2/L lies in [0.5, 2]."""
    made = unrun("sam", "1/k", radius, {"lipschitz": between(1, 4)})
    assert radius_limsup(made).status == status
    assert error_limsup(made).status == status


def test_vanishing_radius_needs_no_constant() -> None:
    for fact in (None, between(np.inf, np.inf), between(1, np.inf)):
        made = unrun("sam", "1/k", "k**(-0.1)", {"lipschitz": fact})
        assert radius_limsup(made).status is Status.PROVED


@pytest.mark.parametrize(
    ("radius", "status"), [("0.2", "proved"), ("0.5", "undecided"), ("1", "refuted")]
)
def test_relative_error_by_enclosure(radius: str, status: str) -> None:
    """1/L lies in [0.25, 1]; ν < 1 is strict."""
    made = unrun("usam", "1/k", radius, {"lipschitz": between(1, 4)})
    assert relative_error_holds(made).status == status
    assert radius_below_nu(made).status == status


@pytest.mark.parametrize(
    ("step", "status"),
    [("0.4", "proved"), ("0.5", "undecided"), ("1", "undecided"), ("2", "refuted")],
)
def test_step_bound_by_enclosure(step: str, status: str) -> None:
    """2/L lies in [0.5, 2], and the bound is strict where L is known."""
    made = unrun("gradient-descent", step, "0", {"lipschitz": between(1, 4)})
    assert step_bound_igdr(made).status == status


def test_step_bound_takes_nu_from_one_constant_and_the_bound_from_the_other() -> None:
    """L = 10 in (3), 1 in (4), ρ = 0.05: ν = 0.5 in 4.1, 0.05 in 4.2; bounds 0.444 and 1.72."""
    facts = {"lipschitz": between(10, 10), "descent": between(1, 1), "convex": None}
    for step, by_both, by_descent in (
        ("0.44", "proved", "proved"),
        ("0.45", "refuted", "proved"),
        ("1.73", "refuted", "refuted"),
    ):
        made = unrun("usam", step, "0.05", dict(facts))
        assert step_bound_igdr(made).status == by_both
        assert step_bound_unnormalized(made).status == by_descent


def test_descent_constant_of_nonconvex_is_bounded_above_only() -> None:
    fact = descent_constant(Facts(lipschitz=between(2, 3), convex=Fact(False, "by hand")))
    assert fact is not None
    assert fact.value == Enclosure(0, 3)
    fact = descent_constant(Facts(lipschitz=between(2, 3), convex=Fact(True, "by hand")))
    assert fact is not None
    assert fact.value == Enclosure(2, 3)
    assert descent_constant(Facts(lipschitz=between(np.inf, np.inf))) is None


@pytest.mark.parametrize(
    ("facts", "L", "D"),
    [
        ({"lipschitz": between(2, 3), "descent": between(0, 1)}, 3, 1),
        ({"lipschitz": between(2, 3)}, 3, 3),
        ({"lipschitz": between(2, 3), "descent": between(1, np.inf)}, 3, 3),
        ({"lipschitz": between(2, 3), "descent": between(0, 0)}, 3, 3),  # −x², say
        ({"lipschitz": between(np.inf, np.inf), "descent": between(1, 1)}, 1, 1),
        ({"lipschitz": between(np.inf, np.inf), "convex": Fact(True, "by hand")}, None, None),
        ({"lipschitz": between(0, 0)}, 1, 1),  # any positive number is one
        ({}, None, None),
    ],
)
def test_the_constants_that_formulas_use(
    facts: dict[str, Fact[object]], L: int | None, D: int | None
) -> None:
    made = unrun("usam", "1/k", "0.1", {"lipschitz": None, "descent": None, "convex": None} | facts)
    problem = made.setting.problem
    assert (problem.step_constant, problem.descent_constant) == (L, D)


def test_each_theorem_takes_its_own_constant_from_formulas() -> None:
    """L = 10 in (3), 1 in (4): ρ = 0.5/D is 5/L, and ρ = 1.5/L is 0.15/D."""
    facts = {"lipschitz": between(10, 10), "descent": between(1, 1), "convex": None}
    for radius, by_error, by_descent in (
        ("0.5/D", "refuted", "proved"),
        ("0.5/L", "proved", "proved"),
        ("1.5/L", "refuted", "proved"),
        ("1.5/D", "refuted", "refuted"),
    ):
        made = unrun("usam", "1/k", radius, dict(facts))
        assert relative_error_holds(made).status == by_error
        assert radius_below_nu(made).status == by_descent
    for step, by_both, by_descent in (  # ν = 0.5 in 4.1, 0.05 in 4.2; bounds 0.444 and 1.72
        ("0.44/D", "proved", "proved"),
        ("4.5/L", "refuted", "proved"),
        ("1.73/D", "refuted", "refuted"),
    ):
        made = unrun("usam", step, "0.05/D", dict(facts))
        assert step_bound_igdr(made).status == by_both
        assert step_bound_unnormalized(made).status == by_descent


@pytest.mark.parametrize(
    ("radius", "status"), [("1.9/L", "proved"), ("2/L", "undecided"), ("9/L", "refuted")]
)
def test_the_constant_of_a_formula_is_an_upper_bound(radius: str, status: str) -> None:
    """L of formulas is 4, and the best one may be 1: then 2/L is 0.5, below 2."""
    made = unrun("sam", "1/k", radius, {"lipschitz": between(1, 4)})
    assert radius_limsup(made).status == status


@given(st.floats(0.1, 10), st.floats(1, 3), st.floats(0.01, 30), st.sampled_from(["sam", "usam"]))
@settings(max_examples=40, deadline=None)
def test_a_tighter_enclosure_never_turns_a_verdict_round(
    lower: float, factor: float, radius: float, method: str
) -> None:
    wide = unrun(method, "1/k", str(radius), {"lipschitz": between(lower, factor * lower)})
    decide = radius_limsup if method == "sam" else relative_error_holds
    for tight in (lower, factor * lower):
        seen = decide(unrun(method, "1/k", str(radius), {"lipschitz": between(tight, tight)}))
        if decide(wide).status is not Status.UNDECIDED:
            assert seen.status is decide(wide).status


def test_exact_methods_choose_their_errors() -> None:
    made = unrun("gradient-descent", "0.5", "3")
    assert without_error(made.setting)
    for decide in (error_summable, error_limsup, kl_tail, relative_error_holds):
        assert decide(made).status is Status.PROVED
    assert without_error(unrun("sam", "1/k", "0").setting)
    assert not without_error(unrun("sam", "1/k", "1e-200").setting)
    assert not without_error(unrun("sam", "1/k", "where(k > 9, 0, 1)").setting)
