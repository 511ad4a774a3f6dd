"""Functions that come near the worst case of several steps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.attaining import attained
from sam_theory.bounds.building import Norm, program
from sam_theory.bounds.functions import admitted, measured
from sam_theory.bounds.solving import solve

CASES = [
    ("usam", "smooth", "gradient", "Delta"),
    ("extragradient", "smooth", "distance", "R"),  # two minima tie
    ("gradient-descent", "smooth", "gap", "Delta"),  # f is constant up to far out
    ("usam", "smooth-convex", "gap", "Delta"),  # likewise, and approached alone
    ("usam", "smooth-strongly-convex[mu=0.1]", "gap", "R"),
    ("gradient-descent", "descent", "distance", "R"),  # f″ → −∞
    ("igd-absolute[error=0.25]", "smooth-convex", "gradient-average", "Delta"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_function_of_one_variable_comes_near(case: tuple[str, str, str, str]) -> None:
    question = asked(*case, iterations=2)
    built = program(question)
    solution = solve(built)
    found = attained(question, built, solution)
    assert found is not None
    assert admitted(found.example, question)
    assert found.example.pieces.at(found.example.start)[1] != 0  # the run moves
    assert found.value == measured(found.example, question)
    assert 0.98 * solution.value <= float(found.value) <= solution.value + 1e-7


def test_the_worst_of_the_distance_is_all_but_constant() -> None:
    question = asked("usam", "smooth-convex", "distance", "R", iterations=4)
    built = program(question)
    found = attained(question, built, solve(built))
    assert found is not None
    assert 0.999 < found.value < 1
    assert found.example.pieces.at(found.example.start)[1] != 0


def test_of_two_minima_that_tie_x_star_is_the_lower() -> None:
    question = asked("gradient-descent", "descent", "distance", "R", step=Fraction(1, 3))
    built = program(question)
    solution = solve(built)
    found = attained(question, built, solution)
    assert found is not None
    assert float(found.value) == pytest.approx(solution.value, rel=0.01)


def test_it_has_the_norm_that_is_given() -> None:
    question = asked("sam", "smooth", "decrease", "anywhere")
    norms = (Norm(question.step, question.step),)
    built = program(question, norms)
    found = attained(question, built, solve(built), norms)
    assert found is not None
    assert abs(found.example.pieces.at(found.example.start)[1]) == question.step
