"""Differences that vanish identically, and those that are only small."""

from __future__ import annotations

from math import comb

import pytest

from sam_theory.asymptotics import vanishing
from sam_theory.asymptotics.constants import ONE
from sam_theory.asymptotics.germs import Factor, constant, monomial, of_factor
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.parsing import parse
from sam_theory.asymptotics.vanishing import HALF, _nesting, multiplied_out, vanishes

ZEROS = (  # trigonometric, algebraic and logarithmic identities
    "sqrt(k**2+2*k+1)-k-1",
    "(k**3+3*k**2+3*k+1)**(1/3)-k-1",
    "sqrt(k+2*sqrt(k)+1)-sqrt(k)-1",
    "sqrt(k**4+2*k**2+1)-k**2-1",
    "sqrt(k+sqrt(k**2-1))-sqrt((k+1)/2)-sqrt((k-1)/2)",
    "sqrt(exp(2*k)+2*exp(k)+1)-exp(k)-1",
    "sin(1/k)**2+cos(1/k)**2-1",
    "sin(2/k)-2*sin(1/k)*cos(1/k)",
    "cos(2/k)-1+2*sin(1/k)**2",
    "sin(1/k+1/k**2)-sin(1/k)*cos(1/k**2)-cos(1/k)*sin(1/k**2)",
    "sqrt(1+2*sin(1/k)*cos(1/k))-sin(1/k)-cos(1/k)",
    "log(1-1/k**2)-log(1-1/k)-log(1+1/k)",
    "log(sqrt(k)+1)+log(sqrt(k)-1)-log(k-1)",
    "log(exp(2*k)-1)-log(exp(k)-1)-log(exp(k)+1)",
    "log(k**2+k)-log(k)-log(k+1)",
    "exp(1/k)*exp(1/k**2)-exp(1/k+1/k**2)",
    "(1+1/k)**k*(1+1/k)-(1+1/k)**(k+1)",
    "log(k+1)**log(k+2)-(k+2)**log(log(k+1))",
    # these need four and five derivatives in a row
    "sqrt(k+sqrt(k**2-1))-sqrt((k+1)/2)-sqrt((k-1)/2)"
    "+sqrt(k+sqrt(k**2-4))-sqrt((k+2)/2)-sqrt((k-2)/2)",
    "sqrt(k+sqrt(k**2-1))-sqrt((k+1)/2)-sqrt((k-1)/2)+sqrt(k**2+2*k+1)-k-1",
)


@pytest.mark.parametrize("zero", ZEROS)
def test_identities_are_recognised(zero: str) -> None:
    growth = Growth()
    assert growth.sign(parse(zero)) == 0
    assert growth.sign(parse(f"({zero})-exp(-log(k)**2)")) == -1


@pytest.mark.parametrize(("deepest", "zero"), [(2, False), (3, True), (4, True)])
def test_so_many_derivatives_are_taken_in_a_row_at_most(
    deepest: int, zero: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three roots of different numbers take three."""
    monkeypatch.setattr(vanishing, "DEEPEST", deepest)
    growth = Growth()
    germ = growth.germ(parse("sqrt(k+sqrt(k**2-1))-sqrt((k+1)/2)-sqrt((k-1)/2)"))
    assert vanishes(growth.scale, germ) is zero


def difference(order: int) -> str:
    """The finite difference of that order of √(1 + x/k) at x = 0, 1, …, which is no 0.

    By the mean value theorem it has the sign of the derivative: −1 for even orders, 1 for odd ones.
    """
    return "+".join(
        f"({(-1) ** (order - i) * comb(order, i)})*sqrt(1+{i}/k)" for i in range(order + 1)
    )


@pytest.mark.parametrize("order", [2, 3, 4, 5, 6, 8, 13])
def test_differences_of_many_square_roots_are_not_zero(order: int) -> None:
    """Each of the order + 1 roots takes a derivative, and what is left falls like k^(−order)."""
    formula, growth = parse(difference(order)), Growth()
    assert not vanishes(growth.scale, growth.germ(formula))
    assert growth.sign(formula) == (1 if order % 2 else -1)


@pytest.mark.parametrize(
    "multiple",
    [
        "2*sqrt(k**2+2*k+1)-k-1",  # k + 1
        "log(1-1/k**2)-2*log(1-1/k)-2*log(1+1/k)",  # −log(1 − 1/k²)
        "sqrt(k+sqrt(k**2-1))-2*sqrt((k+1)/2)-2*sqrt((k-1)/2)",
    ],
)
def test_a_multiple_of_what_it_is_divided_by_is_not_zero(multiple: str) -> None:
    """The derivative of the quotient is 0, the quotient another constant."""
    growth = Growth()
    assert not vanishes(growth.scale, growth.germ(parse(multiple)))


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        ("sqrt(k**2+2*k+1)-k-1+exp(-k)", 1),
        ("sin(1/k)**2+cos(1/k)**2-1-2**(-k)", -1),
        ("log(1-1/k**2)-log(1-1/k)-log(1+1/k)+1/k**40", 1),
        ("sqrt(k**2+2*k+1+exp(-k))-k-1", 1),
        ("sin(2/k)-2*sin(1/k)*cos(1/k+exp(-k))", 1),
    ],
)
def test_what_is_only_small_is_not_taken_for_zero(near: str, expected: int) -> None:
    assert Growth().sign(parse(near)) == expected


def test_a_constant_multiple_far_down_is_told_from_none() -> None:
    """sin²(1/k) + cos²(1/k) − 1 is 0, plus a multiple of what is divided by it is not."""
    growth = Growth()
    for formula, zero in (
        ("exp(sin(1/k)**2)*exp(cos(1/k)**2)-exp(1)", True),
        ("(1+1/k)**2.5-(1+1/k)**1.5-(1+1/k)**1.5/k", True),
        ("(1+1/k)**2.5-(1+1/k)**1.5*(1+1/k)+(1+1/k)**2-1-2/k-1/k**2", True),
        ("(1+1/k)**2.5-(1+1/k)**1.5-(1+1/k)**1.5/k+(1+1/k)**2-1-2/k-1/k**2", True),
        ("(1+1/k)**12.5-(1+1/k)**0.5", False),
        ("(1+1/k)**(4/3)-(1+1/k)**(1/3)-(1+1/k)**(1/3)/k", True),
        (
            "(1+1/k)**(4/3)-(1+1/k)**(1/3)+(1+1/k)**2.5-(1+1/k)**1.5"
            "-((1+1/k)**(1/3)+(1+1/k)**1.5)/k",
            True,
        ),
        ("exp(1/k)*(sqrt(k**2+2*k+1)-k-1)+exp(1/k**2)*(sqrt(k**2+4*k+4)-k-2)", True),
        ("exp(1/k)*(sqrt(k**2+2*k+1)-k-1)+exp(1/k**2)*(sqrt(k**2+4*k+4)-k-1)", False),
        ("2*sqrt(k**2+2*log(k)*k+log(k)**2)-k-log(k)", False),
        ("sqrt(k**2+2*log(k)*k+log(k)**2)-k-log(k)", True),
        ("2*sqrt(1+2*exp(-k)+exp(-2*k))-1-exp(-k)", False),
        ("sqrt(1+2*log(k)/k+log(k)**2/k**2)*k-2*k-2*log(k)", False),
        ("(1+1/k)**2.5-(1+1/k)**1.5-2*(1+1/k)**1.5/k", False),
        ("(1+1/k)**(-0.5)*(1+1/k)-(1+1/k)**0.5", True),
        ("(1+1/k)**(-2)+2/k*(1+1/k)**(-2)+(1+1/k)**(-2)/k**2-1", True),
        ("log(1+1/k)**2-log(1+1/k)*log((k+1)/k)", True),
        ("log(1+1/k)**2-2*log(1+1/k)*log((k+1)/k)", False),
        ("log(1+2/k+1/k**2)**2-4*log(1+1/k)**2", True),
        ("log(1+2/k+1/k**2)**3-8*log(1+1/k)**3", True),
        ("log(1+2/k+1/k**2)**3-7*log(1+1/k)**3", False),
        ("exp(1/k)**2-exp(2/k)", True),
        ("k*exp(1/k)-exp(1/k)*k", True),
        ("sin(3/k)-3*sin(1/k)+4*sin(1/k)**3", True),
        ("sin(3/k)-3*sin(1/k)+3*sin(1/k)**3", False),
        ("cos(3/k)-4*cos(1/k)**3+3*cos(1/k)", True),
        ("cos(1/k)**4-sin(1/k)**4-cos(2/k)", True),
        ("sin(1/k)**3*cos(1/k)**3-sin(2/k)**3/8", True),
        ("sin(1/k)*cos(2/k)+cos(1/k)*sin(2/k)-sin(3/k)", True),
        ("sin(1/k)*cos(2/k)-cos(1/k)*sin(2/k)+sin(1/k)", True),
        ("cos(1/k)*cos(2/k)-sin(1/k)*sin(2/k)-cos(3/k)", True),
        ("cos(1/k)*cos(2/k)-sin(1/k)*sin(2/k)+cos(3/k)", False),
        ("sin(2/k)*sin(1/k)/k+cos(3/k)/(2*k)-cos(1/k)/(2*k)", True),
        ("sin(1/k)-sin(-1/k)-2*sin(1/k)", True),
        ("cos(1/k)-cos(-1/k)", True),
    ):
        germ = growth.germ(parse(formula))
        assert vanishes(growth.scale, germ) is zero, formula


def test_how_deep_factors_are_nested() -> None:
    """Of the factors within one, the deepest counts."""
    germ = constant(ONE)
    for depth in (1, 2, 3):
        factor = Factor("unit", germ)
        assert _nesting(factor) == depth
        germ = of_factor(factor, HALF) + of_factor(Factor("exp", monomial(((0, -ONE),))))


def test_powers_that_differ_by_integers_are_multiplied_out() -> None:
    """⅓ + 1 is 4/3; ⅓ and ⅔, whose sum is an integer, have nothing in common."""
    growth = Growth()
    zero = growth.germ(parse("(1+1/k)**(4/3)-(1+1/k)**(1/3)-(1+1/k)**(1/3)/k"))
    assert not multiplied_out(growth.scale, zero).terms
    apart = growth.germ(parse("(1+1/k)**(2/3)+(1+1/k)**(1/3)"))
    assert multiplied_out(growth.scale, apart) == apart


def test_what_is_too_long_is_left_undecided() -> None:
    growth = Growth()
    for formula in ("(1+1/k)**13*(1+1/k)**0.5-(1+1/k)**0.5", "sin(1/k)**7*cos(1/k)**7-1/k**7"):
        with pytest.raises(Undecidable, match="too l"):
            vanishes(growth.scale, growth.germ(parse(formula)))


def test_what_is_small_and_not_shown_to_be_zero_is_left_undecided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where no difference is seen numerically, a proof has the word."""
    growth = Growth()
    monkeypatch.setattr(vanishing, "differs_from_zero", lambda scale, germ: False)
    zero, other = (growth.germ(parse(f"sqrt(k**2+{c}*k+1)-k-1")) for c in (2, 3))
    assert vanishing.is_identically_zero(growth.scale, zero)
    with pytest.raises(Undecidable, match="could not be proved"):
        vanishing.is_identically_zero(growth.scale, other)
    monkeypatch.setattr(vanishing, "differs_from_zero", lambda scale, germ: True)
    assert not vanishing.is_identically_zero(growth.scale, other)
