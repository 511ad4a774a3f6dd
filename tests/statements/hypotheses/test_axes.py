"""Where runs on the axes of a quadratic start, decided in exact numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from holding import by_hand, observed, recorded, setting

from sam_theory.statements.hypotheses.axes import (
    KEPT_FOR_THE_HORIZON,
    NEAR_THE_CYCLE,
    OnAxes,
    on_axes,
)
from sam_theory.verdict import Status

TINY = Fraction(1, 10**30)
AT = OnAxes(
    start=(Fraction(0), Fraction(1)),
    step=Fraction(1, 2),
    radius=Fraction(2),
    mu=Fraction(1, 4),
    beta=Fraction(1),
    horizon=2,
)


@pytest.mark.parametrize("sign", [1, -1])
def test_both_ends_of_the_interval_are_near(sign: int) -> None:
    """tβρ/2 = ½ and tβρ/(2(1 − tβ)) = 1."""
    for size, near in ((Fraction(1, 2), True), (1, True), (1 + TINY, False)):
        assert replace(AT, start=(Fraction(0), Fraction(sign * size))).near is near
    assert not replace(AT, start=(Fraction(0), sign * (Fraction(1, 2) - TINY))).near
    assert not replace(AT, start=(TINY, Fraction(1))).near


def test_the_longest_step_has_no_upper_end() -> None:
    assert replace(AT, step=Fraction(1), start=(Fraction(0), Fraction(10**9))).near
    assert not replace(AT, step=Fraction(1), start=(Fraction(0), 1 - TINY)).near


@pytest.mark.parametrize("sign", [1, -1])
def test_from_which_start_on_it_is_far(sign: int) -> None:
    """ρ + ρ√(β³/μ³)/(2T) = 2 + 2·8/4 = 6."""
    for size, far in ((Fraction(6), True), (6 - TINY, False)):
        assert replace(AT, start=(sign * size, Fraction(0))).far is far
    assert not replace(AT, start=(Fraction(6), TINY)).far
    assert not replace(AT, radius=Fraction(7), start=(Fraction(6), Fraction(0))).far


def test_at_half_both_starts_will_do() -> None:
    """tμT = ½ for T = 4."""
    s = setting("si-yun-quadratic[mu=0.25]", "sam", "0.5", "0.5")
    for start, status in (
        ((0.0, 0.25), Status.PROVED),
        ((2.0, 0.0), Status.PROVED),
        ((1.0, 0.0), Status.PROVED),
        ((0.99, 0.0), Status.REFUTED),
    ):
        seen = observed(s, start, 4)
        assert seen.trace.iterations == 4
        assert KEPT_FOR_THE_HORIZON.decide(seen).status is status, start


def test_what_is_no_rational_number_is_not_decided() -> None:
    s = setting("si-yun-quadratic", "sam", "sqrt(2)/4", "0.5")
    for hypothesis in (KEPT_FOR_THE_HORIZON, NEAR_THE_CYCLE):
        assert hypothesis.decide(observed(s, (0.0, 0.25), 4)).status is Status.UNDECIDED
    unknown = by_hand(s, recorded(s, observed(s).trace.iterates.low), iterates=None)
    assert on_axes(unknown) is None
