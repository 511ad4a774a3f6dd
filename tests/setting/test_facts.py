"""What follows from facts, rule by rule."""

from __future__ import annotations

from typing import Any

import pytest

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts, fails, holds


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


@pytest.mark.parametrize(("q", "expected"), [(0.5, None), (0.6, 0.6), (1.0, None), (None, None)])
def test_exponents_of_power_rates(q: float | None, expected: float | None) -> None:
    assert (stated() if q is None else stated(kl_exponent=q)).exponent_above_half == expected


def test_unknown_is_neither_true_nor_false() -> None:
    assert [holds(f) for f in (Fact(True, "s"), Fact(False, "s"), None)] == [True, False, False]
    assert [fails(f) for f in (Fact(True, "s"), Fact(False, "s"), None)] == [False, True, False]
