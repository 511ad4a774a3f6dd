"""Krawczyk's test: which cycles and fixed points are enclosed, and what repels."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from stepping import dynamics, stepping

flint = pytest.importorskip("flint")
from sam_theory.certificates.dynamics import Dynamics  # noqa: E402  # after the extra is known to be there
from sam_theory.certificates.established import Established, Refused  # noqa: E402
from sam_theory.certificates.finding.cycles import cycle_near, point_near  # noqa: E402
from sam_theory.certificates.forms import Cycle  # noqa: E402
from sam_theory.certificates.verifier.cycle import (  # noqa: E402
    PRECISION,
    Map,
    enclosure,
    krawczyk,
    multipliers,
    verify,
)
from sam_theory.certificates.verifier.measures import lower, upper  # noqa: E402
from sam_theory.setting.jets import ball  # noqa: E402


def squares_minus(c: tuple[float, ...]) -> Dynamics:
    """x⁺ = x + x² − c in every coordinate: it rests where x² = c."""
    return stepping(lambda x: x + (x * x - np.array(c)), len(c))


@pytest.mark.parametrize(
    ("c", "start", "zero"),
    [
        ((2.0,), (1.5,), True),
        ((0.0,), (0.1,), False),  # a double zero
        ((-1.0,), (0.1,), False),
        ((2.0, 3.0), (1.5, 1.5), True),
        ((2.0, -1.0), (1.5, 0.7), False),  # y² + 1 has no zero
        ((-1.0, 2.0), (0.7, 1.5), False),
        ((2.0, 0.0), (1.5, 0.1), False),  # that of y² is double
        ((3.0, 2.0, -1.0), (1.5, 1.5, 0.7), False),
        ((4e20,), (1.9e10,), True),
    ],
)
def test_krawczyk_encloses_simple_zeros_of_every_component(
    c: tuple[float, ...], start: tuple[float, ...], zero: bool
) -> None:
    setting = squares_minus(c)
    found = point_near(setting, np.array(start))
    assert (found is not None) is zero
    if found is None:
        return
    with flint.ctx.workprec(PRECISION):
        enclosed = enclosure(Map(setting), setting, found)
        assert enclosed is not None
        sides = enclosed.x(0)
    with flint.ctx.workprec(4 * PRECISION):
        assert all(
            side.contains(flint.arb(square).sqrt()) for side, square in zip(sides, c, strict=True)
        )


@pytest.mark.parametrize(("doubt", "zero"), [(0.5, True), (2.0, False)])
def test_krawczyk_asks_for_a_derivative_that_cannot_vanish(doubt: float, zero: bool) -> None:
    """F(x) − x = x, of whose derivative it is known to be 1 ± doubt: K(Z) − z = ±doubt(Z − z)."""

    def image(row: list[Any]) -> tuple[list[Any], Any]:
        return [2 * side for side in row], flint.arb_mat([[flint.arb(2, doubt)]])

    box = [flint.arb(0.1, 1)]
    (found,) = krawczyk(image, [ball(0.1)], box, 1)  # type: ignore[arg-type]
    assert bool(box[0].contains_interior(found)) is zero


def test_the_operator_of_a_cycle_in_the_plane() -> None:
    """F(x, y) = (x²/4, (x + 3y)/8): at the exact cycle of period one, 0, K is 0 and inside."""
    setting = stepping(
        lambda x: np.stack([x[..., 0] * x[..., 0] / 4, (x[..., 0] + 3 * x[..., 1]) / 8], -1), 2
    )
    z, box = [ball(0)] * 4, [flint.arb(0, 0.1)] * 4
    found = krawczyk(Map(setting), z, box, 2)
    assert all(side.contains(0) for side in found)
    assert all(outer.contains_interior(side) for outer, side in zip(box, found, strict=True))


@pytest.mark.parametrize(("slope", "there"), [(-1.5, True), (0.5, False), (-1.0, False)])
def test_a_fixed_point_is_no_cycle(slope: float, there: bool) -> None:
    """x ↦ slope·x has no cycle near 0 but 0; x ↦ −3x/2 + x³/2 exchanges ±1."""

    def image(x: Any) -> Any:
        return slope * x + (x * x * x / 2 if there else 0 * x)

    cycle = cycle_near(stepping(image, 1), np.array([[1.01], [-1.01]]))
    assert (cycle is not None) is there
    if cycle is not None:
        assert [float(c) for point in cycle.points for c in point] == [1.0, -1.0]


def fixed_at_1(multiplier: float) -> tuple[Dynamics, Cycle]:
    """x⁺ = 1 + m(x − 1), with ‖∇f‖ said to be 0 or more there."""
    setting = stepping(lambda x: 1 + multiplier * (x - 1), 1)
    found = Cycle(points=((Fraction(1),),), width=Fraction(1, 10**30), slope=Fraction(0))
    return setting, found


@pytest.mark.parametrize(
    ("multiplier", "repels"), [(1.5, True), (-1.25, True), (0.5, False), (-1.0, False)]
)
def test_what_repels_has_a_multiplier_above_1(multiplier: float, repels: bool) -> None:
    shown = verify(*fixed_at_1(multiplier))
    assert isinstance(shown, Established)
    assert shown.repels is repels
    assert ("repels" in shown.text) is repels
    assert (shown.slope, shown.recurring, shown.bounded) == (0, 0, False)


def test_a_multiplier_of_1_is_refused() -> None:
    """Every point is a fixed point then."""
    assert isinstance(verify(*fixed_at_1(1.0)), Refused)


def test_the_words_for_what_repels_are_rounded_down() -> None:
    shown = verify(*fixed_at_1(4 / 3))
    assert isinstance(shown, Established)
    assert "by a multiplier of 1.33333 or more" in shown.text


def test_multipliers_of_all_steps_of_a_cycle() -> None:
    """SAM on x²/2 + y²/4, t = 2/3: squares of 1 − t and of 1 − t/2 − (2 − t)/4."""
    setting = dynamics("quadratic[eigenvalues=(0.5, 1.0)]", "2/3")
    cycle = cycle_near(setting, np.array([[0.0, 0.05], [0.0, -0.05]]))
    assert cycle is not None
    with flint.ctx.workprec(PRECISION):
        enclosed = enclosure(Map(setting), setting, cycle)
        assert enclosed is not None
        found = sorted(multipliers(Map(setting), enclosed), key=lambda m: float(m.mid()))
        for value, exact in zip(found, (Fraction(1, 9), Fraction(1, 9)), strict=True):
            assert value.overlaps(ball(exact))
            assert upper(value) - lower(value) < 1e-15
