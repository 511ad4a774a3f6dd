"""Sequences put together from others on classes of indices, whose answers follow from theirs."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from scales import FEW, ZERO, agrees, converges, finite, first_sign, scales

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule


@FEW
@given(scales(), scales(), st.integers(2, 6), st.integers(1, 5))
def test_classes_are_put_together(
    one: tuple[str, tuple[Fraction, ...]],
    other: tuple[str, tuple[Fraction, ...]],
    period: int,
    cut: int,
) -> None:
    mixed = f"where(Mod(k,{period})<{min(cut, period - 1)},{one[0]},{other[0]})"
    assert agrees(finite(mixed), converges(one[1]) and converges(other[1]))
    vanishes = decide("radius-vanishes", ZERO, Schedule(mixed)).status
    assert agrees(vanishes, first_sign(one[1]) > 0 and first_sign(other[1]) > 0)
    assert agrees(finite(f"Min({one[0]},{other[0]})"), converges(max(one[1], other[1])))
    assert agrees(finite(f"Max({one[0]},{other[0]})"), converges(min(one[1], other[1])))


@FEW
@given(scales(), scales())
def test_squares_and_others(
    one: tuple[str, tuple[Fraction, ...]], other: tuple[str, tuple[Fraction, ...]]
) -> None:
    """At k = j² the exponent of k counts twice."""
    at_squares = (2 * one[1][0], *one[1][1:])
    formula = f"where(is_square(k),{one[0]},{other[0]})"
    assert agrees(finite(formula), converges(at_squares) and converges(other[1]))
