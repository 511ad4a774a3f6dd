"""What a cycle that is found attracts: a parallelepiped, and a ball in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from stepping import dynamics, stepping

flint = pytest.importorskip("flint")
from sam_theory.certificates.dynamics import Dynamics  # noqa: E402  # after the extra is known to be there
from sam_theory.certificates.finding.cycles import cycle_near, derivative_along  # noqa: E402
from sam_theory.certificates.forms import Cycle  # noqa: E402
from sam_theory.certificates.verifier.cycle import Map, enclosure, multipliers  # noqa: E402
from sam_theory.certificates.verifier.measures import (  # noqa: E402
    ball_within_reach,
    lower,
    middle,
    upper,
)


def found(setting: Dynamics, start: np.ndarray) -> Cycle:
    """The two-cycle near a point and the point opposite to it in the first coordinate."""
    rows = np.array([start, [-start[0], *start[1:]]])
    cycle = cycle_near(setting, rows)
    assert cycle is not None
    return cycle


def attracted_ball(cycle: Cycle) -> float:
    """Around the first point, as it is in floats."""
    return ball_within_reach(cycle, [float(c) for c in cycle.points[0]])


def test_the_ball_of_starts_lies_in_the_basin() -> None:
    """d = |x| − 1 becomes d/2 + 10d³ and x changes sign: |d| < √(1/20) leads to the cycle ±1."""

    def image(x: Any) -> Any:
        side = np.where(x > 0, 1.0, -1.0)
        d = side * x - 1
        return -side * (1 + d / 2 + 10 * d * d * d)

    radius = attracted_ball(found(stepping(image, 1), np.array([1.0])))
    assert 0.1 < radius < 0.05**0.5
    assert radius == pytest.approx(0.75**8, rel=1e-9)


def linear(matrix: np.ndarray) -> Callable[[Any], Any]:
    """d = |x₁| − 1 and the other coordinates become matrix·(d, x₂, …), and x₁ changes its sign."""

    def image(x: Any) -> Any:
        side = np.where(x[..., 0] > 0, 1.0, -1.0)
        apart = [side * x[..., 0] - 1, *(x[..., i] for i in range(1, len(matrix)))]
        after = [sum(float(c) * a for c, a in zip(row, apart, strict=True)) for row in matrix]
        return np.stack([-side * (1 + after[0]), *after[1:]], axis=-1)

    return image


def turning(angle: float, factor: float) -> np.ndarray:
    """d is halved, the plane of the others is turned and shrunk."""
    c, s = factor * np.cos(angle), factor * np.sin(angle)
    return np.array([[0.5, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


LINEAR = {
    "one coordinate": np.array([[0.5]]),
    "two": np.diag([0.5, 0.9]),
    "two, the first is weaker": np.diag([0.9, -0.3]),
    "a plane that turns": turning(0.1, 0.9),
    "a plane that turns and is pushed": turning(0.1, 0.9)
    + np.array([[0.0] * 3, [5.0, 0.0, 0.0], [0.0] * 3]),
}


@pytest.mark.parametrize("name", LINEAR)
def test_where_two_steps_are_linear_all_starts_on_one_side_are_attracted(name: str) -> None:
    """x₁ may change its sign outside the box with half sides 1; the largest tried below is ¾."""
    matrix = LINEAR[name]
    setting = stepping(linear(matrix), len(matrix))
    cycle = found(setting, np.eye(len(matrix))[0])
    if "plane" not in name:  # its basis has no unit vectors
        assert attracted_ball(cycle) == pytest.approx(0.75, rel=1e-9)
    greatest = np.abs(np.linalg.eigvals(matrix)).max() ** 2
    enclosed = enclosure(Map(setting), setting, cycle)
    assert enclosed is not None
    bounds = multipliers(Map(setting), enclosed)
    assert max(map(lower, bounds)) <= greatest * (1 + 1e-12)
    assert max(map(upper, bounds)) == pytest.approx(greatest, rel=1e-9)
    at = np.abs(np.linalg.eigvals(derivative_along(setting, cycle.points))).max()
    assert at == pytest.approx(greatest, rel=1e-9)
    assert cycle.rate < 1


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1)])
def test_the_ball_fits_into_the_parallelepiped_of_the_eigenvectors(order: tuple[int, ...]) -> None:
    """The derivative of two steps is M², but for the sign of what x₁ does to the others."""
    matrix = np.array([[0.5, 0.0, 0.0], [0.4, 0.9, 0.0], [0.0, 0.7, -0.2]])[np.ix_(order, order)]
    cycle = found(stepping(linear(matrix), 3), np.eye(3)[0])
    sides = np.diag([-1.0, 1.0, 1.0])  # x₁ against d, on the side where x₁ < 0
    first, second = sides @ matrix, matrix @ sides
    _, basis = np.linalg.eig(second @ first)
    half = max(s for s in 0.75 ** np.arange(97) if s * np.abs(basis[0]).sum() < 1)
    rows = np.linalg.norm(np.linalg.inv(basis), axis=1)
    assert attracted_ball(cycle) == pytest.approx(half / rows.max(), rel=1e-9)


@pytest.mark.parametrize(
    "matrix",
    [
        np.diag([0.5, 1.0 - 1e-18]),  # neutral, as floats go
        np.diag([0.5, -1.1]),
        np.array([[0.5, 0.0, 0.0], [0.0, 0.5, 1.0], [0.0, 0.0, 0.5 + 1e-9]]),
    ],
)
def test_no_basis_where_two_steps_are_not_seen_to_contract(matrix: np.ndarray) -> None:
    """A neutral direction, one that repels, and a block that is nearly Jordan's."""
    setting = stepping(linear(matrix), len(matrix))
    rows = np.array([np.eye(len(matrix))[0], -np.eye(len(matrix))[0]])
    cycle = cycle_near(setting, rows)
    assert cycle is None or not cycle.basis
    if cycle is not None:
        assert attracted_ball(cycle) == 0.0


def test_a_point_apart_from_the_middle_has_a_smaller_ball() -> None:
    cycle = found(stepping(linear(np.array([[0.5]])), 1), np.array([1.0]))
    assert ball_within_reach(cycle, [1.25]) == pytest.approx(0.5, rel=1e-9)
    assert ball_within_reach(cycle, [2.0]) == 0.0
    assert ball_within_reach(replace(cycle, basis=()), [1.0]) == 0.0
    assert middle((flint.arb(1, 0.5),)) == (1.0,)


def test_a_cycle_around_0_has_a_basis_of_its_own_size() -> None:
    """SAM with ρ = 0.09 rests at 0, at this distance of the minimizer 0.09 of the sine."""
    setting = dynamics("si-yun-sine", "1/2", "9/100")
    stall = cycle_near(setting, np.array([[0.0]]))
    assert stall is not None
    assert stall.points[0][0] == pytest.approx(Fraction(0), abs=1e-15)
    assert stall.basis
