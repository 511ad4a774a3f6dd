"""Sequences that are numbers: evaluated as far as they go, and nothing proved of them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.compiled.engine import run as compiled_run
from sam_theory.runs.reference import run
from sam_theory.schedules.deciding import KEYS, OF_BOTH, decide, decide_all
from sam_theory.schedules.schedule import Numbers, Schedule, is_zero
from sam_theory.statements.applicability import applicable
from sam_theory.statements.hypotheses.errors import most_growth
from sam_theory.statements.hypotheses.shapes import constant_on_squares, harmonic
from sam_theory.verdict import Status

LIBRARY = Library()
K = np.arange(1, 401)
FALLING, FORMULA = Schedule.of(Numbers(1 / K)), Schedule("1/k")
ZERO = Schedule.of(Numbers(np.zeros(400)))


def test_they_are_evaluated_as_far_as_they_go() -> None:
    assert FALLING.values(np.array([1, 400, 401, 7])).tolist()[:2] == [1.0, 1 / 400]
    assert np.isnan(FALLING.values(np.array([401]))).all()
    assert FALLING.first_invalid(400) is None
    with pytest.raises(UsageError, match="at k = 401"):
        FALLING.require_valid("the step", 401)
    assert Schedule.of(Numbers(1 / K)) != FALLING
    assert FALLING == FALLING


def test_they_are_no_formula() -> None:
    assert FALLING.formula == "400 numbers from 1 to 0.0025"
    assert not FALLING.is_constant
    assert not is_zero(ZERO)
    assert FALLING.unknown == ()
    assert not FALLING.constants
    assert not harmonic(FALLING)
    assert constant_on_squares(FALLING) is None
    assert "tₖ is given" in decide("step-vanishes", FALLING, FORMULA).evidence
    assert "ρₖ is given" in decide("radius-vanishes", FORMULA, FALLING).evidence
    with pytest.raises(UsageError, match="must be a formula"):
        _ = FALLING.tree


@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_proved_or_refuted_of_them(key: str) -> None:
    kl = Fraction(1, 2) if key == "kl-tail" else None
    for numbers in (FALLING, ZERO):
        found = decide(key, numbers, numbers, lipschitz=Fraction(1), kl=kl)
        assert found.status not in (Status.PROVED, Status.REFUTED)
    sides = ((FALLING, FORMULA), (FORMULA, FALLING))
    statuses = [decide(key, t, r, lipschitz=Fraction(1), kl=kl).status for t, r in sides]
    exact = [status in (Status.PROVED, Status.REFUTED) for status in statuses]
    assert any(exact) is (key not in OF_BOTH)  # the other sequence is decided as ever


def test_a_number_that_is_not_positive_is_told_with_its_k() -> None:
    values = 1 / K
    values[6] = 0
    for key in ("step-positive", "radius-positive"):
        found = decide(key, *2 * (Schedule.of(Numbers(values)),))
        assert found.status is Status.VIOLATED
        assert "= 0 at k = 7" in found.evidence
        assert decide(key, FALLING, FALLING).status is Status.CONSISTENT
    values[6] = np.nan
    assert decide("step-positive", Schedule.of(Numbers(values)), FALLING).fails
    assert set(decide_all(FALLING, FALLING)) == set(KEYS[:10])


def test_they_may_go_on_in_any_way() -> None:
    assert most_growth(FALLING, 400) == np.inf
    assert most_growth(FORMULA, 400) < 2


def test_which_theorems_could_apply_is_said_of_them_too() -> None:
    items = [LIBRARY.get("theorems", name) for name in LIBRARY.entries("theorems")]
    found = {a.theorem.name: a for a in applicable(items, FALLING, FORMULA)}
    assert found["khanh-3.5"].status is Status.UNDECIDED
    level = Schedule.of(Numbers(np.full(400, 0.1)))
    of_constants = [n for n, a in found.items() if "constant" in a.conditions]
    assert of_constants
    steady = {a.theorem.name: a for a in applicable(items, level, Schedule("0.1"))}
    for name in of_constants:
        assert found[name].conditions["constant"].status is Status.REFUTED
        assert steady[name].conditions["constant"].status is Status.UNDECIDED


@pytest.mark.parametrize("method", ["sam", "sam-momentum"])
def test_both_engines_run_them_as_they_run_the_formula(method: str) -> None:
    problem = LIBRARY.get("problems", "quadratic")
    formulas = Schedule("0.1/k"), Schedule("0.05/k")
    numbers = tuple(Schedule.of(Numbers(s.values(K))) for s in formulas)
    moving, start = LIBRARY.get("methods", method), np.array(problem.starts[0])
    last = []
    for step, radius in (formulas, numbers):
        plan = Plan(method=moving, step=step, radius=radius, start=start)
        for engine in (run, compiled_run):
            (trace,) = engine(problem, [plan], iterations=400)
            assert trace.ending.reason == "horizon"
            assert trace.iterates is not None
            last.append(trace.iterates.last)
    assert np.array_equal(last[0], last[2])
    for other in last[1:]:
        np.testing.assert_allclose(other, last[0], rtol=1e-9)
