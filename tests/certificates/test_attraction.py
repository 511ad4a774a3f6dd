"""The ball of starts that converge to a cycle."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

flint = pytest.importorskip("flint")
from sam_theory.certificates import attraction, enclosure  # noqa: E402  # after the extra is known to be there
from sam_theory.certificates.attraction import (  # noqa: E402
    approximate_multiplier,
    attracted_ball,
    multipliers,
)
from sam_theory.setting.jet_arrays import jacobian, variables  # noqa: E402
from sam_theory.setting.jets import ball  # noqa: E402


def test_the_ball_of_starts_lies_in_the_basin() -> None:
    """d = |x| − 1 becomes d/2 + 10d³ and x changes sign: |d| < √(1/20) leads to the cycle ±1."""

    def image(box: enclosure.Box) -> tuple[enclosure.Box, Any]:
        x = variables(box)
        side = 1 if x[0] > 0 else -1
        d = side * x - 1
        return jacobian(-side * (1 + d / 2 + 10 * d * d * d))

    cycle = enclosure.enclose(image, np.array([1.0]))
    assert cycle is not None
    radius, rate = attracted_ball(image, cycle)
    assert 0.1 < radius < 0.05**0.5
    assert 0.25 < rate < 1
    assert radius == pytest.approx(0.75**8, rel=1e-9)  # at 0.75⁷ the two derivatives exceed 1


def linear(matrix: np.ndarray) -> enclosure.Map:
    """d = |x₁| − 1 and the other coordinates become matrix·(d, x₂, …), and x₁ changes its sign."""

    def image(box: enclosure.Box) -> tuple[enclosure.Box, Any]:
        x = variables(box)
        side = 1 if x[0] > 0 else -1
        apart = [side * x[0] - 1, *x[1:]]
        after = [sum(float(c) * a for c, a in zip(row, apart, strict=True)) for row in matrix]
        return jacobian(np.array([-side * (1 + after[0]), *after[1:]], dtype=object))

    return image


def turning(angle: float, factor: float) -> np.ndarray:
    """d is halved, the plane of the others is turned and shrunk."""
    c, s = factor * np.cos(angle), factor * np.sin(angle)
    return np.array([[0.5, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def cycle_of(image: enclosure.Map, dimension: int) -> enclosure.CycleBox:
    found = enclosure.enclose(image, np.eye(dimension)[0])
    assert found is not None
    return found


LINEAR = {
    "one coordinate": (np.array([[0.5]]), 0.25),
    "two": (np.diag([0.5, 0.9]), 0.81),
    "two, the first is weaker": (np.diag([0.9, -0.3]), 0.81),
    "a plane that turns": (turning(0.1, 0.9), 0.81 * (np.cos(0.2) + np.sin(0.2))),
    "a plane that turns and is pushed": (
        turning(0.1, 0.9) + np.array([[0.0] * 3, [5.0, 0.0, 0.0], [0.0] * 3]),
        0.81 * (np.cos(0.2) + np.sin(0.2)),
    ),
}


@pytest.mark.parametrize("name", LINEAR)
def test_where_two_steps_are_linear_all_starts_on_one_side_are_attracted(name: str) -> None:
    """x₁ may change its sign outside the box with half sides 1; the largest tried below is ¾."""
    matrix, expected = LINEAR[name]
    image = linear(matrix)
    cycle = cycle_of(image, len(matrix))
    radius, rate = attracted_ball(image, cycle)
    assert rate == pytest.approx(expected, rel=1e-9)
    if "plane" not in name:  # its basis has no unit vectors
        assert radius == pytest.approx(0.75, rel=1e-9)
    greatest = np.abs(np.linalg.eigvals(matrix)).max() ** 2
    found = multipliers(image, cycle)
    assert max(float(m.mid()) for m in found) == pytest.approx(greatest, rel=1e-9)
    at = approximate_multiplier(image, np.eye(len(matrix))[0])
    assert at == pytest.approx(greatest, rel=1e-9)


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1)])
def test_the_ball_fits_into_the_parallelepiped_of_the_eigenvectors(order: tuple[int, ...]) -> None:
    """The derivative of two steps is M², but for the sign of what x₁ does to the others."""
    matrix = np.array([[0.5, 0.0, 0.0], [0.4, 0.9, 0.0], [0.0, 0.7, -0.2]])[np.ix_(order, order)]
    image = linear(matrix)
    cycle = cycle_of(image, 3)
    radius, rate = attracted_ball(image, cycle)
    sides = np.diag([-1.0, 1.0, 1.0])  # x₁ against d, on the side where x₁ < 0
    first, second = sides @ matrix, matrix @ sides
    _, basis = np.linalg.eig(second @ first)
    half = max(s for s in 0.75 ** np.arange(97) if s * np.abs(basis[0]).sum() < 1)
    rows = np.linalg.norm(np.linalg.inv(basis), axis=1)
    assert rate == pytest.approx(0.81, rel=1e-9)
    assert radius == pytest.approx(half / rows.max(), rel=1e-9)


@pytest.mark.parametrize(
    "matrix",
    [
        np.diag([0.5, 1.0]),  # neutral
        np.diag([0.5, -1.1]),
        np.array([[0.5, 0.0, 0.0], [0.0, 0.5, 1.0], [0.0, 0.0, 0.5 + 1e-9]]),
    ],
)
def test_no_ball_where_two_steps_are_not_seen_to_contract(matrix: np.ndarray) -> None:
    """A neutral direction, one that repels, and a block that is nearly Jordan's."""
    image = linear(matrix)
    with_cycle = enclosure.CycleBox(
        [ball(float(c)) for c in np.eye(len(matrix))[0]],
        [ball(float(-c)) for c in np.eye(len(matrix))[0]],
    )
    assert attracted_ball(image, with_cycle) == (0.0, 1.0)


def test_what_is_not_known_of_the_cycle_is_subtracted() -> None:
    """Its points are ±1 up to 1/20, their middle is ±1: ¾·21/20 − 2/20."""
    wide = enclosure.CycleBox([flint.arb(1, 0.05)], [flint.arb(-1, 0.05)])
    radius, _ = attracted_ball(linear(np.array([[0.5]])), wide)
    assert radius == pytest.approx(0.75 * 1.05 - 0.1, rel=1e-6)


@pytest.mark.parametrize(("contracting", "expected"), [(True, 0.5), (False, 1.0)])
def test_a_rate_of_1_is_no_contraction(
    contracting: bool, expected: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rate is 1 in half widths from 1/2 on, and ½ or 1 in smaller ones; (¾)³ < ½ < (¾)²."""

    def rate(*given: Any) -> Any:
        return ball(0.5 if contracting and given[-1] < 0.5 else 1.0)

    monkeypatch.setattr(attraction, "_rate", rate)
    image = linear(np.array([[0.5]]))
    radius, found = attracted_ball(image, cycle_of(image, 1))
    assert found == expected
    assert radius == pytest.approx(0.75**3 if contracting else 0.0, rel=1e-9)
