"""Certified maxima are those that are known in closed form."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.building import Norm, program
from sam_theory.bounds.certifying import certified
from sam_theory.bounds.question import Start
from sam_theory.bounds.verifier import flaw

ONE = Fraction(1)


@pytest.mark.parametrize(("steps", "R"), [(1, 1), (2, 1), (3, 1), (1, 2)])
def test_gradient_descent_on_convex_functions(steps: int, R: int) -> None:
    """LR²/(4N + 2) for t = 1/L (Drori, Teboulle 2014)."""
    start = Start("R", Fraction(R))
    question = asked("gradient-descent", "smooth-convex", "gap", start, step=ONE, iterations=steps)
    found = certified(program(question))
    assert found.certificate is not None
    assert found.certificate.bound == Fraction(R**2, 4 * steps + 2)


@pytest.mark.parametrize("steps", [1, 2])
def test_gradient_descent_on_smooth_functions(steps: int) -> None:
    """4LΔ/(3N + 2) for t = 1/L (Abbaszadehpeivasti, de Klerk, Zamani 2022)."""
    question = asked("gradient-descent", "smooth", "gradient", "Delta", step=ONE, iterations=steps)
    found = certified(program(question)).certificate
    assert found is not None
    assert float(found.bound) == pytest.approx(4 / (3 * steps + 2), abs=1e-7)


def test_the_margin_costs_little() -> None:
    """Without looking for rational maxima, the bound is above the maximum, by less than 1e-6."""
    question = asked("sam", "smooth-convex", "decrease", "anywhere")
    found = certified(program(question, (Norm(ONE, ONE),)), tight=False).certificate
    assert found is not None
    assert flaw(found) is None
    assert 0 <= found.bound + Fraction(3, 8) < Fraction(1, 10**6)


@pytest.mark.parametrize("size", ["0.001", "1000"])
def test_scales_do_not_matter(size: str) -> None:
    """f → cf with t → t/c, and x → σx, with σ = c, s → cσs."""
    c = Fraction(size)
    question = asked("sam", "smooth", "decrease", "anywhere", lipschitz=c, step=Fraction(1, 2) / c)
    question = replace(question, radius=c / 4)
    found = certified(program(question, (Norm(c**2, c**2),))).certificate
    assert found is not None
    assert found.bound == Fraction(-39, 128) * c**3


def test_no_bound() -> None:
    """By (4) alone ∇f at the probe may be as long as it likes, and t > 2/L."""
    question = asked("sam", "descent", "decrease", "anywhere", step=Fraction(3))
    found = certified(program(question, (Norm(ONE, ONE),)))
    assert found.certificate is None
    assert found.solution.value == float("inf")
