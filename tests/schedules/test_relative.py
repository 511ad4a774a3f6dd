"""The hypotheses that speak of L: formulas with known answers, and L and D that differ."""

from __future__ import annotations

from fractions import Fraction

import pytest
from answers import sign_of

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule

ONE_OVER_K, TENTH = Schedule("1/k"), Schedule("0.1")


def test_one_constant_is_not_taken_for_another() -> None:
    """Formulas with D = 1 and an L of 49: 0.5/D is 24.5/L, and 1.5/L is 0.03/D."""
    fixed = {"lipschitz": Fraction(49), "descent": Fraction(1)}
    of_descent, of_lipschitz = Schedule("0.5/D", **fixed), Schedule("1.5/L", **fixed)
    for key in ("radius-limsup", "radius-relative"):
        assert decide(key, TENTH, of_descent, lipschitz=Fraction(49)).status == "refuted"
        assert decide(key, TENTH, of_descent, lipschitz=Fraction(1)).status == "proved"
    assert decide("radius-relative", TENTH, of_lipschitz, lipschitz=Fraction(49)).fails
    assert decide("radius-relative", TENTH, of_lipschitz, lipschitz=Fraction(1)).holds
    assert not decide("radius-relative", TENTH, of_lipschitz).fails


@pytest.mark.parametrize(
    ("key", "step", "radius", "hypothesis", "own", "expected"),
    [
        ("radius-limsup", "1/k", "2/L", "1", "2", "proved"),  # ρ = 1 < 2
        ("radius-limsup", "1/k", "1.9/L", "2", "1", "refuted"),  # ρ = 1.9 > 1
        ("radius-relative", "1/k", "1/L", "1", "2", "proved"),
        ("step-bound", "2/L", "0", "1", "2", "proved"),  # t = 1 < 2
        ("step-bound", "1.9/L", "0", "2", "1", "refuted"),
        ("step-bound", "1.9", "0.1/L", "1", "10", "proved"),  # ν = 0.01
    ],
)
def test_the_constant_of_a_formula_may_differ_from_that_of_the_hypothesis(
    key: str, step: str, radius: str, hypothesis: str, own: str, expected: str
) -> None:
    t, rho = (Schedule(formula, Fraction(own)) for formula in (step, radius))
    assert decide(key, t, rho, lipschitz=Fraction(hypothesis)).status == expected


LIMSUP = [  # lim sup ρₖ < 2/L
    ("0.05", "1", "+"),
    ("0.05", "39.9", "+"),
    ("0.05", "40", "-"),
    ("0.05", "41", "-"),
    ("0.05", None, "?"),
    ("0.1/k", None, "+"),
    ("1.9/L", None, "+"),
    ("2/L", None, "-"),
    ("2/L", "7", "-"),
    ("2/(L*(1+1/k))", None, "-"),
    ("2*k/(L*(k+1))", "7", "-"),
    ("1+(-1)**k", "0.9", "+"),
    ("1+(-1)**k", "1", "-"),
    ("where(is_square(k),3,1/k)", "1", "-"),
    ("where(k<100,10,0.1)", "1", "+"),
    ("k", "0.001", "-"),
    ("1+sin(k)", "0.9", "+"),
    ("1+sin(k)", "1.1", "-"),
    ("n/L", None, "?"),
    ("1/(n*L)", None, "?"),
    ("0.1/D", None, "?"),
    ("0.1/D", "1", "?"),
    ("0.1/(D*k)", None, "+"),
    ("0.1/(D*k)", "1", "+"),
    ("0.1*D/L", None, "?"),
    ("D/(L*(1+D))", None, "+"),
    ("(2+D)/L", None, "-"),
    ("1.9*D/(D*L)", None, "+"),
    ("Min(D,1)/L", None, "?"),
    ("where(D<=L,0.1/L,3/L)", "1", "?"),
]


@pytest.mark.parametrize(("radius", "lipschitz", "expected"), LIMSUP)
def test_limsup(radius: str, lipschitz: str | None, expected: str) -> None:
    assert sign_of("radius-limsup", "1/k", radius, lipschitz) == expected


RELATIVE = [  # sup ρₖ < 1/L, over every k >= 1
    ("0.05", "19.9", "+"),
    ("0.05", "20", "-"),
    ("0.5/L", None, "+"),
    ("1/L", None, "-"),
    ("1/(L*k)", None, "-"),
    ("1/(L*(k+1))", None, "+"),
    ("k/(L*(k+1))", None, "-"),  # the supremum 1/L is a limit, and not below 1/L
    ("0.99*k/(L*(k+1))", None, "+"),
    ("1/k", "0.99", "+"),
    ("1/k", "1", "-"),
    ("where(k==7,1,0.1)", "1", "-"),
    ("where(k==7,0.9,0.1)", "1", "+"),
    ("where(k==1000,1,0.1)", "1", "-"),
    ("log(k+1)/k", "1.44", "+"),  # sup = log 2
    ("log(k+1)/k", "1.45", "-"),
    ("k*exp(-k/10)", "0.27", "+"),  # sup = 10/e at k = 10
    ("k*exp(-k/10)", "0.272", "-"),
    ("sqrt(k+1)-sqrt(k)", "2.41", "+"),  # sup = √2 − 1 at k = 1
    ("sqrt(k+1)-sqrt(k)", "2.42", "-"),
    ("0.1*(2+(-1)**k)/k**0.5", "4.7", "+"),  # sup = 0.3/√2 at k = 2
    ("0.1*(2+(-1)**k)/k**0.5", "4.72", "-"),
    ("(1+1/k)**k", "0.36", "+"),  # sup = e, a limit
    ("(1+1/k)**k", "0.37", "-"),
    ("0.05*(1+cos(pi*Mod(k,10)/10))", "9.99", "+"),
    ("0.05*(1+cos(pi*Mod(k,10)/10))", "10", "-"),
    ("0.1*Min(1,k/1000)", "10", "-"),
    ("0.1*Min(1,k/1000)", "9.9", "+"),
    ("0.1+0.05*sin(k)", "6.6", "+"),
    ("k", "0.001", "-"),
    ("1/(k-1)", "1", "-"),
    ("0.05", None, "?"),
    ("0", None, "+"),
    ("0.5/D", None, "?"),
    ("0.5/D", "1", "?"),
    ("0.5*D/L", None, "?"),
    ("k/D", "1", "-"),
    ("k/D", None, "?"),
]


@pytest.mark.parametrize(("radius", "lipschitz", "expected"), RELATIVE)
def test_supremum(radius: str, lipschitz: str | None, expected: str) -> None:
    assert sign_of("radius-relative", "1/k", radius, lipschitz) == expected


def test_unknown_constants_are_named_where_they_matter() -> None:
    verdict = decide("radius-relative", Schedule("1/k"), Schedule("0.5/(D*n)"), lipschitz=HALF)
    assert (verdict.status, verdict.evidence) == ("undecided", "the supremum depends on D and n")


BOUND = [  # lim sup tₖ < (2 − 2ν)/(L(1 + ν)²)
    ("1/k", "0.05", "1", "+"),
    ("1.99", "0", "1", "+"),
    ("2", "0", "1", "-"),
    ("2-1/k", "0", "1", "-"),
    ("0.444", "0.5", "1", "+"),  # ν = 1/2: 4/9
    ("4/9", "0.5", "1", "-"),
    ("0.445", "0.5", "1", "-"),
    ("0.444/L", "0.5/L", None, "+"),
    ("4/9/L", "0.5/L", None, "-"),
    ("0.444/L", "0.5/(L*k)", None, "+"),  # ν is the supremum, not the lim sup
    ("4/9/L", "0.5/(L*k)", None, "-"),
    ("where(k<100,10,0.4)", "0.5", "1", "+"),  # for large k only
    ("1/k", "1", "1", "-"),  # ν = 1
    ("0.1*(2+(-1)**k)", "0.5", "1", "+"),
    ("0.2*(2+(-1)**k)", "0.5", "1", "-"),
    ("k", "0", "1", "-"),
    ("0.1/D", "0", "1", "?"),
    ("0.1", "0.1/D", "1", "?"),
    ("1/(D*k)", "0.5", "1", "+"),
]


@pytest.mark.parametrize(("step", "radius", "lipschitz", "expected"), BOUND)
def test_step_bound(step: str, radius: str, lipschitz: str | None, expected: str) -> None:
    assert sign_of("step-bound", step, radius, lipschitz) == expected


HALF = Fraction(1, 2)
