"""The closed form of the two-cycle on quadratics, against runs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from cycling import TENTH, iterate
from holding import LIBRARY, problem

from sam_theory.certificates.closed_form import (
    attracts,
    cycle_radius,
    example_conditions,
    excluded_starts,
    multipliers,
    usam_factors,
)
from sam_theory.certificates.following import follow
from sam_theory.schedules.schedule import Schedule

SAM = LIBRARY.get("methods", "sam")


@pytest.mark.parametrize("step", ["1/50", "1/5", "1", "3/2"])
@pytest.mark.parametrize("eigenvalues", [(1.0,), (0.25, 1.0), (0.5, 0.9, 1.0)])
def test_runs_settle_on_the_closed_form(step: str, eigenvalues: tuple[float, ...]) -> None:
    f = problem(f"quadratic[eigenvalues={eigenvalues}]")
    (run,) = follow(
        f, SAM, Schedule(step), Schedule("0.1"), np.array([[0.03] * len(eigenvalues)]), 4000
    )
    exact = tuple(map(Fraction, eigenvalues))
    assert attracts(Fraction(step), exact)
    radius = cycle_radius(Fraction(step), TENTH, max(exact))
    assert run.reaches_cycle_at is not None
    assert run.radius == pytest.approx(float(radius), rel=1e-9)
    assert run.distance == pytest.approx(float(radius), rel=1e-9)


def test_multipliers_are_those_of_the_derivative() -> None:
    step, eigenvalues = Fraction(2, 3), (Fraction(1, 4), Fraction(1, 2), Fraction(1))
    f = problem(f"quadratic[eigenvalues={tuple(map(float, eigenvalues))}]")
    point = np.array([0, 0, float(cycle_radius(step, TENTH, Fraction(1)))])
    h = 1e-7
    columns = [
        (iterate(f, step, point + h * e, 1) - iterate(f, step, point - h * e, 1)) / (2 * h)
        for e in np.eye(3)
    ]
    found = np.sort(np.linalg.eigvals(np.array(columns)).real)
    assert found == pytest.approx(sorted(map(float, multipliers(step, eigenvalues))), abs=1e-6)


@pytest.mark.parametrize("step", [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)])
def test_excluded_starts_hit_the_minimizer_and_no_neighbour_does(step: Fraction) -> None:
    for m, start in enumerate(excluded_starts(step, TENTH, Fraction(1), 5)):
        for shift in (0, Fraction(1, 10**6)):
            x = start + shift
            for _ in range(m):
                x = x - step * (x + (TENTH if x > 0 else -TENTH))
            assert (x == 0) == (shift == 0)


def test_excluded_starts_for_large_steps() -> None:
    assert excluded_starts(Fraction(3, 2), TENTH, Fraction(1), 5) == (Fraction(0),)


def test_the_closed_form_ends_at_tL_2() -> None:
    with pytest.raises(ValueError, match="tλ"):
        cycle_radius(Fraction(2), TENTH, Fraction(1))
    assert not attracts(Fraction(2), (Fraction(1),))
    assert not attracts(Fraction(1), (Fraction(1), Fraction(1)))


def test_conditions_of_the_example() -> None:
    assert example_conditions(Fraction(4, 5), (Fraction(1), Fraction(3)))
    assert not example_conditions(Fraction(3, 4), (Fraction(1), Fraction(3)))
    assert not example_conditions(Fraction(1), (Fraction(1), Fraction(3)))


@pytest.mark.parametrize(
    ("step", "radius", "eigenvalue", "expected"),
    [("1/2", "1/10", "1", "1/30"), ("1", "1/10", "1", "1/10"), ("1/3", "1/5", "3", "1/5")],
)
def test_the_radius_by_hand(step: str, radius: str, eigenvalue: str, expected: str) -> None:
    """r = tρλ/(2 − tλ)."""
    assert cycle_radius(*map(Fraction, (step, radius, eigenvalue))) == Fraction(expected)


def test_multipliers_by_hand() -> None:
    """λ = 2 and μ = 1 at t = 1/4: 1 − tλ = 1/2, and 1 − tμ − (μ/λ)²(2 − tλ) = 3/4 − 3/8."""
    eigenvalues = (Fraction(2), Fraction(1))
    assert multipliers(Fraction(1, 4), eigenvalues) == (Fraction(1, 2), Fraction(3, 8))
    assert multipliers(Fraction(1, 4), (Fraction(2), Fraction(2))) == (Fraction(1, 2), -1)


def test_excluded_starts_by_hand() -> None:
    """t = 1/2: 0, ρ, 3ρ, 7ρ."""
    found = excluded_starts(Fraction(1, 2), TENTH, Fraction(1), 4)
    assert found == (0, TENTH, 3 * TENTH, 7 * TENTH)
    assert excluded_starts(Fraction(1, 4), TENTH, Fraction(2), 4) == found
    assert excluded_starts(Fraction(1), TENTH, Fraction(1), 4) == (0,)
    assert len(excluded_starts(Fraction(99, 100), TENTH, Fraction(1), 4)) == 4


@pytest.mark.parametrize(
    ("step", "eigenvalues", "expected"),
    [
        (1, (1,), True),
        (1, (1, Fraction(1, 2)), True),
        (1, (1, 0), False),  # A is singular
        (1, (1, -1), False),
        (0, (1,), False),
        (-1, (1,), False),
        (1, (2,), False),  # tλ = 2
        (Fraction(199, 100), (1,), True),
        (1, (1, 1, Fraction(1, 2)), False),
        (1, (1, Fraction(1, 2), Fraction(1, 2)), True),
    ],
)
def test_when_the_cycle_attracts(step: int, eigenvalues: tuple[int, ...], expected: bool) -> None:
    assert attracts(Fraction(step), tuple(map(Fraction, eigenvalues))) is expected


def test_usam_multiplies() -> None:
    """λ = 1, 2 at t = 1/4, ρ = 1/2: 1 − (1/4)(3/2) and 1 − (1/2)·2; against the method itself."""
    step, radius, eigenvalues = Fraction(1, 4), Fraction(1, 2), (Fraction(1), Fraction(2))
    assert usam_factors(step, radius, eigenvalues) == (Fraction(5, 8), 0)
    f = problem("quadratic[eigenvalues=(1.0, 2.0)]")
    (run,) = follow(
        f, LIBRARY.get("methods", "usam"), Schedule("1/4"), Schedule("1/2"), np.ones((1, 2)), 2
    )
    assert run.last == pytest.approx([5 / 8, 0])


@pytest.mark.parametrize("product", [0, -1, 2, 3])
def test_the_closed_form_asks_for_a_step_in_its_range(product: int) -> None:
    with pytest.raises(ValueError, match="must lie in"):
        cycle_radius(Fraction(product, 3), TENTH, Fraction(3))


@pytest.mark.parametrize(("step", "inside"), [("7/5", False), ("9/5", True), ("21/10", False)])
def test_the_range_of_the_example_by_hand(step: str, inside: bool) -> None:
    """λ = 1/2 and 3: 2 − 2/7 < t < 2."""
    assert example_conditions(Fraction(step), (Fraction(1, 2), Fraction(3))) is inside
