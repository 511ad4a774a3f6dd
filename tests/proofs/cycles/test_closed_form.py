"""The closed form of the two-cycle on quadratics, against runs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from cycling import TENTH, iterate
from holding import LIBRARY, problem

from sam_theory.proofs.cycles.closed_form import (
    attracts,
    cycle_radius,
    example_conditions,
    excluded_starts,
    multipliers,
)
from sam_theory.proofs.cycles.following import follow
from sam_theory.schedules.schedule import Schedule

flint = pytest.importorskip("flint")


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
