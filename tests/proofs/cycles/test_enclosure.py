"""Krawczyk's test: which zeros are enclosed, and bounds rounded outwards."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

flint = pytest.importorskip("flint")
from sam_theory.proofs.cycles import enclosure  # noqa: E402  # after the extra is known to be there
from sam_theory.setting.jets import ball, jacobian, variables  # noqa: E402


def square_minus(c: float | np.ndarray) -> enclosure.Map:
    return lambda box: jacobian(variables(box) * variables(box) - c)


def test_krawczyk_encloses_a_simple_zero_only() -> None:
    found = enclosure.attempt(square_minus(2.0), [ball(1.5)])
    assert found is not None
    assert found[0].contains(flint.arb(2).sqrt())
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
