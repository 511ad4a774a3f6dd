"""What follows from facts, rule by rule."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest

from sam_theory.setting.facts import (
    NO_CONSTANT,
    UNBOUNDED_BELOW,
    Enclosure,
    Fact,
    Facts,
    fails,
    holds,
)


def stated(**values: Any) -> Facts:
    return Facts(**{name: Fact(value, "by hand") for name, value in values.items()})


SHARP, LOOSE = Enclosure(2.0, 2.0), Enclosure(1.0, 3.0)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (stated(), None),
        (stated(lipschitz=LOOSE), Enclosure(0.0, 3.0)),  # (3) bounds the constant of (4) from above
        (stated(lipschitz=LOOSE, convex=False), Enclosure(0.0, 3.0)),
        (stated(lipschitz=LOOSE, convex=True), LOOSE),
        (stated(lipschitz=NO_CONSTANT), None),  # (4) may hold all the same
        (stated(lipschitz=NO_CONSTANT, convex=True), NO_CONSTANT),
        (stated(lipschitz=Enclosure(1.0, float("inf"))), None),
        (stated(lipschitz=LOOSE, descent=SHARP), SHARP),
    ],
)
def test_the_constant_of_the_descent_condition(facts: Facts, expected: Enclosure | None) -> None:
    found = facts.implied_descent
    assert (None if found is None else found.value) == expected
    finite = expected is not None and expected.bounded
    assert facts.descent_bound == (expected.upper if finite and expected else None)


def test_bounds_of_the_constants() -> None:
    assert stated(lipschitz=LOOSE).lipschitz_bound == 3.0
    assert stated(lipschitz=NO_CONSTANT).lipschitz_bound is None
    assert stated().lipschitz_bound is None
    assert NO_CONSTANT.absent
    assert not NO_CONSTANT.bounded
    assert not Enclosure(1.0, float("inf")).absent
    assert Enclosure(0.0, 0.0).bounded
    assert not Enclosure(0.0, 0.0).divides
    assert LOOSE.divides


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (stated(), None),
        (stated(strong_convexity=SHARP), True),
        (stated(strong_convexity=Enclosure(0.0, 1.0)), None),
        (stated(convex=False), False),
        (stated(convex=True), None),
        (stated(unique_minimizer=False, convex=True), False),
    ],
)
def test_strong_convexity(facts: Facts, expected: bool | None) -> None:
    fact = facts.strongly_convex
    assert (None if fact is None else fact.value) is expected


@pytest.mark.parametrize(
    ("facts", "property_", "power"),
    [
        (stated(), None, None),
        (stated(kl_exponent=0.75), True, True),
        (stated(kl_exponent=1.0), True, None),
        (stated(definability="definable"), True, None),  # φ need not be a power
        (stated(definability="semialgebraic"), True, True),
        (stated(definability="analytic"), True, True),
        (stated(definability="neither"), None, None),
        (stated(definability="neither", kl_property=False), False, None),
    ],
)
def test_the_kl_property(facts: Facts, property_: bool | None, power: bool | None) -> None:
    found = (facts.implied_kl, facts.kl_power)
    assert tuple(None if fact is None else fact.value for fact in found) == (property_, power)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (stated(), None),
        (stated(strong_convexity=SHARP), 0.5),
        (stated(strong_convexity=Enclosure(0.0, 1.0)), None),
        (stated(convex=True, attained=False), 0.5),
        (stated(convex=True, attained=True), None),
        (stated(convex=False, attained=False), None),
        (stated(attained=False), None),
        (stated(kl_exponent=0.75, convex=True, attained=False), 0.75),
    ],
)
def test_the_exponent(facts: Facts, expected: float | None) -> None:
    found = facts.implied_exponent
    assert (None if found is None else found.value) == expected
    assert holds(facts.implied_kl) == holds(facts.kl_power) == (expected is not None)


@pytest.mark.parametrize(("q", "expected"), [(0.5, None), (0.6, 0.6), (1.0, None), (None, None)])
def test_exponents_of_power_rates(q: float | None, expected: float | None) -> None:
    assert (stated() if q is None else stated(kl_exponent=q)).exponent_above_half == expected


def test_unknown_is_neither_true_nor_false() -> None:
    assert [holds(f) for f in (Fact(True, "s"), Fact(False, "s"), None)] == [True, False, False]
    assert [fails(f) for f in (Fact(True, "s"), Fact(False, "s"), None)] == [False, True, False]


INF = float("inf")


@pytest.mark.parametrize(
    ("infimum", "bounded", "known", "bound"),
    [
        (None, None, False, None),
        (Enclosure(-1.0, -1.0), True, True, -1.0),
        (Enclosure(0.0, 0.0), True, True, 0.0),
        (Enclosure(0.0, 3.0), True, False, 0.0),
        (Enclosure(-2.0, INF), True, False, -2.0),
        (Enclosure(-INF, 3.0), None, False, None),
        (UNBOUNDED_BELOW, False, False, None),
    ],
)
def test_the_infimum(
    infimum: Enclosure | None, bounded: bool | None, known: bool, bound: float | None
) -> None:
    facts = stated() if infimum is None else stated(infimum=infimum)
    below = facts.bounded_below
    assert (None if below is None else below.value) is bounded
    assert facts.known_infimum == (infimum if known else None)
    assert facts.lower_bound == bound


def test_the_narrowest_enclosure_of_rational_numbers() -> None:
    assert Enclosure.containing(Fraction(-1, 4)) == Enclosure(-0.25, -0.25)
    third = Enclosure.containing(Fraction(1, 3))
    assert Fraction(third.lower) < Fraction(1, 3) < Fraction(third.upper)
    assert third.upper == math.nextafter(third.lower, INF)
    assert third.sharp
    assert Enclosure.containing(Fraction(2), Fraction(-3)) == Enclosure(-3.0, 2.0)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"infimum": 0.0}, r"infimum must be a Fact of an Enclosure; got 0.0; .*Enclosure\(0.0, 0"),
        ({"lipschitz": 2.0}, "lipschitz must be a Fact of an Enclosure"),
        ({"lipschitz": Enclosure(-1.0, 2.0)}, "the constant lipschitz must be >= 0"),
    ],
)
def test_wrong_facts_are_refused_where_they_are_made(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stated(**wrong)


@pytest.mark.parametrize("ends", [(2.0, 1.0), (float("nan"), 1.0)])
def test_ends_out_of_order_are_refused(ends: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="lower <= upper"):
        Enclosure(*ends)
