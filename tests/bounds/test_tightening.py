"""Certificates at the maximum itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.building import program
from sam_theory.bounds.solving import solve
from sam_theory.bounds.tightening import tightened
from sam_theory.bounds.verifier import flaw

CLOSED = {  # of gradient descent with t = 1/L
    ("smooth-convex", "gap", "R"): lambda n: Fraction(1, 4 * n + 2),
    ("smooth", "gradient", "Delta"): lambda n: Fraction(4, 3 * n + 2),
    ("smooth-convex", "gradient", "Delta"): lambda n: Fraction(2, 2 * n + 1),
}


@pytest.mark.parametrize("case", CLOSED, ids=str)
@pytest.mark.parametrize("n", [1, 2])
def test_gradient_descent_has_the_closed_forms(case: tuple[str, str, str], n: int) -> None:
    built = program(asked("gradient-descent", *case, step=Fraction(1), iterations=n))
    found = tightened(built, solve(built))
    assert found is not None
    assert found.bound == CLOSED[case](n)
    assert flaw(found) is None
    assert flaw(replace(found, bound=found.bound - Fraction(1, 10**12))) is not None


def test_an_irrational_maximum_has_none_of_its_own() -> None:
    built = program(asked("igd-relative[error=0.25]", "smooth", "gradient", "R", iterations=2))
    solution = solve(built)
    found = tightened(built, solution)
    assert found is None or float(found.bound) >= solution.value - 1e-9
