"""Numbers of a cycle, rounded outwards."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import problem

flint = pytest.importorskip("flint")
from sam_theory.certificates.verifier import measures  # noqa: E402  # after the extra is there
from sam_theory.certificates.verifier.cycle import PRECISION, Enclosed  # noqa: E402
from sam_theory.setting.jets import ball  # noqa: E402


def test_bounds_are_rounded_outwards() -> None:
    for exact in (Fraction(1, n) for n in (3, 5, 7, 11, 13, 17)):
        with flint.ctx.workprec(PRECISION):
            low, high = measures.lower(ball(exact)), measures.upper(ball(exact))
        assert Fraction(low) < exact < Fraction(high)
        assert np.nextafter(low, 1) == high
    assert measures.upper(ball(0)) == 0


def test_bounds_of_floats_are_they_themselves() -> None:
    for exact in (0.5, 3.0, 1e-300):
        assert measures.lower(ball(exact)) == exact == measures.upper(ball(exact))
    assert measures.lower(ball(-1.0)) == 0.0
    assert measures.upper(ball(-1.0)) == -1.0


def test_distances() -> None:
    first, second = (ball(3.0), ball(0.0)), (ball(0.0), ball(-4.0))
    assert measures.distance(first, second) == 5
    assert measures.distance_from((first, second), (ball(0.0), ball(0.0))) == 3
    assert measures.distance_from((second, first), (ball(3.0), ball(1.0))) == 1
    wide = (flint.arb(3, 1), ball(0.0))
    assert 1 < measures.distance_from((wide,), (ball(0.0), ball(0.0))) <= 2


@pytest.mark.parametrize("known", [True, False])
def test_the_distance_from_every_stationary_point(known: bool) -> None:
    """∇f = (2 + x², 1), L = 2: ‖∇f‖/L at (3, 0) and at (0, −4), where it is √5/2."""
    f = problem("quadratic[eigenvalues=(2.0, 1.0)]")
    flat = replace(f, gradient=lambda x: np.stack([2 + x[..., 0] ** 2, 1 + 0 * x[..., 1]], -1))
    if not known:
        flat = replace(flat, facts=replace(flat.facts, lipschitz=None))
    points = ([ball(3.0), ball(0.0)], [ball(0.0), ball(-4.0)])
    below = measures.distance_from_stationary(flat, Enclosed(points=points, dimension=2))
    assert below == pytest.approx(5**0.5 / 2 if known else 0.0, rel=1e-12)
    assert below <= 5**0.5 / 2
