"""Krawczyk's test: which zeros are enclosed, and bounds rounded outwards."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from holding import problem

flint = pytest.importorskip("flint")
from sam_theory.certificates import enclosure  # noqa: E402  # after the extra is known to be there
from sam_theory.methods.sam import sam  # noqa: E402
from sam_theory.setting.jet_arrays import jacobian, variables  # noqa: E402
from sam_theory.setting.jets import ball  # noqa: E402


def square_minus(c: float | np.ndarray) -> enclosure.Map:
    return lambda box: jacobian(variables(box) * variables(box) - c)


def test_krawczyk_encloses_a_simple_zero_only() -> None:
    found = enclosure.attempt(square_minus(2.0), [ball(1.5)])
    assert found is not None
    assert found[0].contains(flint.arb(2).sqrt())
    far = enclosure.attempt(square_minus(4e100), [ball(1.9e50)])
    assert far is not None
    assert far[0].contains(flint.arb(4e100).sqrt())
    assert enclosure.attempt(square_minus(0.0), [ball(0.1)]) is None
    assert enclosure.attempt(square_minus(-1.0), [ball(0.1)]) is None


@pytest.mark.parametrize(
    ("c", "start", "zero"),
    [
        ((2.0, 3.0), (1.5, 1.5), True),
        ((2.0, -1.0), (1.5, 0.7), False),  # y² + 1 has no zero
        ((-1.0, 2.0), (0.7, 1.5), False),
        ((2.0, 0.0), (1.5, 0.1), False),  # that of y² is double
        ((3.0, 2.0, -1.0), (1.5, 1.5, 0.7), False),
    ],
)
def test_krawczyk_asks_for_every_component(
    c: tuple[float, ...], start: tuple[float, ...], zero: bool
) -> None:
    """(x² − c₁, y² − c₂, …): each component alone passes exactly if its c > 0."""
    found = enclosure.krawczyk(square_minus(np.array(c)), list(map(ball, start)))
    assert (found is not None) is zero
    for enclosed, square in zip(found or (), c, strict=False):
        assert enclosed.contains(flint.arb(square).sqrt())


@pytest.mark.parametrize(("doubt", "zero"), [(0.5, True), (2.0, False)])
def test_krawczyk_asks_for_a_derivative_that_cannot_vanish(doubt: float, zero: bool) -> None:
    """H(x) = x, of whose derivative it is known to be 1 ± doubt: K(Z) − z = ±doubt(Z − z)."""

    def identity(box: enclosure.Box) -> tuple[enclosure.Box, Any]:
        return box, flint.arb_mat([[flint.arb(1, doubt)]])

    found = enclosure.krawczyk(identity, [ball(0.1)])
    assert (found is not None) is zero


def test_bounds_are_rounded_outwards() -> None:
    for exact in (Fraction(1, n) for n in (3, 5, 7, 11, 13, 17)):
        with flint.ctx.workprec(enclosure.PRECISION):
            low, high = enclosure.lower(ball(exact)), enclosure.upper(ball(exact))
        assert Fraction(low) < exact < Fraction(high)
    assert enclosure.upper(ball(0)) == 0


def test_bounds_of_floats_are_they_themselves() -> None:
    for exact in (0.5, 3.0, 1e-300):
        assert enclosure.lower(ball(exact)) == exact == enclosure.upper(ball(exact))
    assert enclosure.lower(ball(-1.0)) == 0.0
    assert enclosure.upper(ball(-1.0)) == -1.0
    third = ball(Fraction(1, 3))
    with flint.ctx.workprec(enclosure.PRECISION):
        third = ball(Fraction(1, 3))
        assert np.nextafter(enclosure.lower(third), 1) == enclosure.upper(third)


def test_distances_and_radii() -> None:
    cycle = enclosure.CycleBox([ball(3.0), ball(0.0)], [ball(0.0), ball(-4.0)])
    assert enclosure.distance(cycle.first, cycle.second) == 5
    assert cycle.radius == 2.5
    assert enclosure.length([ball(3.0), ball(-4.0), ball(12.0)]) == 13


@pytest.mark.parametrize(("slope", "found"), [(-1.5, True), (0.5, False), (-1.0, False)])
def test_a_fixed_point_is_no_cycle(slope: float, found: bool) -> None:
    """x ↦ slope·x has no cycle near 0 but 0; x ↦ −3x/2 + x³/2 exchanges ±1."""

    def image(box: enclosure.Box) -> tuple[enclosure.Box, Any]:
        x = variables(box)
        return jacobian(slope * x + (x * x * x / 2 if found else 0 * x))

    cycle = enclosure.enclose(image, np.array([1.01]))
    assert (cycle is not None) is found
    if cycle is not None:
        assert cycle.first[0].contains(1)
        assert cycle.second[0].contains(-1)


def test_the_equation_of_a_cycle_and_its_derivative() -> None:
    """F(x) = x²: H(x, y) = (x² − y, y² − x)."""
    step: enclosure.Map = lambda box: jacobian(variables(box) * variables(box))  # noqa: E731
    values, derivative = enclosure.two_cycle_equation(step)([ball(3.0), ball(5.0)])
    assert values == [4, 22]
    assert [[float(c) for c in row] for row in derivative.tolist()] == [[6, -1], [-1, 10]]


def test_the_equation_of_a_cycle_in_the_plane() -> None:
    """F(x, y) = (x², x + 3y)."""

    def step(box: enclosure.Box) -> tuple[enclosure.Box, Any]:
        x, y = variables(box)
        return jacobian(np.array([x * x, x + 3 * y], dtype=object))

    box = [ball(float(c)) for c in (5, 7, 2, 4)]
    values, derivative = enclosure.two_cycle_equation(step)(box)
    assert values == [25 - 2, 26 - 4, 4 - 5, 14 - 7]
    assert [[float(c) for c in row] for row in derivative.tolist()] == [
        [10, 0, -1, 0],
        [1, 3, 0, -1],
        [-1, 0, 4, 0],
        [0, -1, 1, 3],
    ]


def test_the_stationary_point_is_sought_between_the_points() -> None:
    """f' = x(x − 2)(x − 6)(x − 20), and the points are 5.9 and 6.1."""
    f = problem("quadratic[eigenvalues=(1.0,)]")
    several = replace(f, gradient=lambda x: x * (x - 2) * (x - 6) * (x - 20))
    cycle = enclosure.CycleBox([ball(5.9)], [ball(6.1)])
    below, center = enclosure.distance_below(several, cycle)
    assert center == pytest.approx((6.0,))
    assert below == pytest.approx(0.1)


def test_one_step_of_sam_on_a_box() -> None:
    """f = x²/2 + 2y², t = 1/4, ρ = 1/10: at (3, 1), ∇f = (3, 4) and x + ρd = (3.06, 1.08)."""
    f = problem("quadratic[eigenvalues=(1.0, 4.0)]")
    (x, y), _ = enclosure.step_map(sam(), f, Fraction(1, 4), Fraction(1, 10))(
        [ball(3.0), ball(1.0)]
    )
    assert (float(x), float(y)) == pytest.approx((3 - 3.06 / 4, 1 - 1.08), rel=1e-14)
    line = enclosure.step_map(
        sam(), problem("quadratic[eigenvalues=(1.0,)]"), Fraction(1, 4), Fraction(1)
    )
    for start, expected in ((1.0, 0.5), (-1.0, -0.5)):
        assert float(line([ball(start)])[0][0]) == expected


@pytest.mark.parametrize("known", [True, False])
def test_the_distance_from_a_stationary_point(known: bool) -> None:
    """f = x² + y²/2: the points (3, 0) and (0, −4) are 3 and 4 from 0, and ‖∇f‖/L = 3 and 2."""
    f = problem("quadratic[eigenvalues=(2.0, 1.0)]")
    cycle = enclosure.CycleBox([ball(3.0), ball(0.0)], [ball(0.0), ball(-4.0)])
    below, center = enclosure.distance_below(f, cycle)
    assert below == pytest.approx(3, rel=1e-9)
    assert center == pytest.approx((0.0, 0.0), abs=1e-20)
    flat = replace(f, gradient=lambda x: np.stack([2 + x[..., 0] ** 2, 1 + 0 * x[..., 1]], -1))
    if not known:
        flat = replace(flat, facts=replace(flat.facts, lipschitz=None))
    below, center = enclosure.distance_below(flat, cycle)
    assert center is None
    assert below == pytest.approx(5**0.5 / 2 if known else 0.0, rel=1e-12)
