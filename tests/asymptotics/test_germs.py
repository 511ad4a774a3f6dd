"""Sums of terms over a scale: what is combined, raised, cleared, and refused."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import pytest

from sam_theory.asymptotics import germs
from sam_theory.asymptotics.constants import ONE, ZERO, number
from sam_theory.asymptotics.germs import (
    NOTHING,
    Factor,
    Germ,
    cleared,
    constant,
    gather,
    monomial,
    normal,
    of_factor,
    product,
    raised,
    total,
)
from sam_theory.asymptotics.outcome import Budget, Undecidable

TWO, THREE, HALF = number(2), number(3), number(Fraction(1, 2))
K, L = monomial(((0, ONE),)), monomial(((1, ONE),))  # the elements 0 and 1 of a scale
SMALL = monomial(((0, -ONE),))
UNIT, EXP = Factor("unit", SMALL), Factor("exp", SMALL)
LOG, SIN = Factor("log", SMALL), Factor("sin", SMALL)
COS = Factor("cos", SMALL)


def budget() -> Budget:
    return Budget(deadline=inf, end=inf)


def test_like_terms_are_combined() -> None:
    assert K.scaled(TWO) == K + K
    assert K - K == NOTHING
    assert (K + L) * (K - L) == K * K - L * L
    assert K.scaled(TWO) * L.scaled(THREE) == (K * L).scaled(number(6))
    assert K * monomial(((0, -ONE),)) == constant(ONE)
    assert constant(ZERO) == NOTHING
    assert gather([(((), frozenset()), ONE), (((), frozenset()), ONE)]) == constant(TWO)
    assert total([K, L, K], budget()) == K.scaled(TWO) + L


def test_exponents_are_put_in_order() -> None:
    assert normal([(1, ONE), (0, TWO), (1, -ONE)]) == ((0, TWO),)
    assert normal([(1, ONE), (0, TWO), (1, TWO)]) == ((0, TWO), (1, THREE))
    assert normal([]) == ()


def test_powers_of_a_factor_are_put_together() -> None:
    root = of_factor(UNIT, HALF)
    assert root * root == of_factor(UNIT)
    assert root * of_factor(UNIT, -HALF) == constant(ONE)
    assert of_factor(EXP) * of_factor(EXP) == of_factor(Factor("exp", SMALL.scaled(TWO)))
    assert of_factor(EXP) * of_factor(Factor("exp", -SMALL)) == constant(ONE)
    assert of_factor(EXP, TWO) * root == of_factor(Factor("exp", SMALL.scaled(TWO))) * root
    assert of_factor(LOG) * of_factor(SIN) == of_factor(SIN) * of_factor(LOG)


def test_factors_of_nothing() -> None:
    for kind in ("unit", "exp", "cos"):
        assert of_factor(Factor(kind, NOTHING), TWO) == constant(ONE)
    for kind in ("log", "sin"):
        assert of_factor(Factor(kind, NOTHING)) == NOTHING


def test_what_a_germ_visibly_is() -> None:
    assert NOTHING.constant == ZERO
    assert constant(TWO).constant == TWO
    assert K.constant is None
    assert (K + constant(TWO)).constant is None
    assert K.scaled(TWO).slope_of(0) == TWO
    assert K.slope_of(1) is None
    assert (K + L).slope_of(0) is None
    assert (K * K).slope_of(0) is None
    assert (K * of_factor(UNIT)).slope_of(0) is None
    assert (K * of_factor(Factor("unit", monomial(((2, -ONE),)))) + L).elements == {0, 1, 2}


def test_what_terms_share() -> None:
    unit, log = of_factor(UNIT), of_factor(LOG)
    common, rest = (K * unit * log + unit).shared()
    assert common == {(UNIT, ONE)}
    assert rest == K * log + constant(ONE)
    assert (K * unit + log).shared() == (frozenset(), K * unit + log)


def test_powers_of_one_term() -> None:
    term = monomial(((0, TWO),), number(9)) * of_factor(UNIT, THREE) * of_factor(EXP)
    found = raised(term, HALF)
    expected = monomial(((0, ONE),), THREE) * of_factor(UNIT, number(Fraction(3, 2)))
    assert found == expected * of_factor(Factor("exp", SMALL.scaled(HALF)))
    assert raised(K, ZERO) == constant(ONE)
    assert raised(K + L, TWO) is None
    for factor in (LOG, SIN, COS):
        assert raised(of_factor(factor), HALF) is None  # they may be 0


def test_denominators_are_cleared() -> None:
    """1/(1 + δ) − 1 + δ/(1 + δ) = 0; by √(1 + δ) it stays what it is."""
    inverse, root = of_factor(UNIT, -ONE), of_factor(UNIT, HALF)
    assert cleared(inverse - constant(ONE) + SMALL * inverse, budget()) == NOTHING
    assert cleared(inverse, budget()) == constant(ONE)
    assert cleared(inverse + of_factor(UNIT, TWO), budget()) == (
        constant(ONE) + (constant(ONE) + SMALL) * (constant(ONE) + SMALL) * (constant(ONE) + SMALL)
    )
    third, four = number(Fraction(1, 3)), number(Fraction(4, 3))
    thirds = of_factor(UNIT, third) - of_factor(UNIT, four) + SMALL * of_factor(UNIT, third)
    assert cleared(thirds, budget()) == NOTHING
    mixed = root - constant(ONE)
    assert cleared(mixed, budget()) == mixed
    assert cleared(K + L, budget()) == K + L


@pytest.mark.parametrize(("steps", "multiplied"), [(germs.MOST_STEPS, True), (41, False)])
def test_long_powers_are_not_multiplied_out(steps: int, multiplied: bool) -> None:
    germ = of_factor(UNIT, number(steps)) - constant(ONE)
    found = cleared(germ, budget())
    assert (len(found.terms) == steps) is multiplied  # the binomial without its 1
    assert (found == germ) is not multiplied


def test_large_products_are_refused_and_paid_for() -> None:
    def wide(count: int) -> Germ:
        return total((monomial(((0, number(i)),)) for i in range(count)), budget())

    assert len((wide(40) * wide(100)).terms) == 139  # 4000 products
    with pytest.raises(Undecidable, match="too many terms"):
        _ = wide(4001) * wide(1)
    spent = budget()
    before = spent.steps
    product(K + L, K - L, spent)
    assert before - spent.steps == 4
    total([K + L, K], spent)
    assert before - spent.steps == 7
    assert Germ({}).terms == {}
