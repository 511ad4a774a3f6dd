"""Pairs of formulas with known answers: products, suprema, bounds with L, condition (9)."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status

SIGNS = {Status.PROVED: "+", Status.REFUTED: "-", Status.UNDECIDED: "?"}
Exponent = Fraction | Literal["every"] | None


def sign_of(
    key: str, step: str, radius: str, lipschitz: str | None = None, kl: Exponent = None
) -> str:
    L = None if lipschitz is None else Fraction(lipschitz)
    verdict = decide(key, Schedule(step), Schedule(radius), lipschitz=L, kl=kl)
    assert verdict.evidence
    return SIGNS[verdict.status]


RADII = {  # positive, bounded, → 0
    "0.05": "++-",
    "0": "-++",
    "0.1/k": "+++",
    "0.1/k**0.001": "+++",  # Remark 3.6
    "where(is_square(k),0.1,0.1/k**0.5)": "++-",  # Remark G.2
    "where(k<100,0.1,0)": "-++",
    "0.1*(k<=5)": "-++",
    "k": "+--",
    "log(k)": "---",
    "log(k+1)": "+--",
    "1/log(k)": "--+",  # undefined at k = 1: no sequence of reals
    "1/(k-3)": "--+",
    "1/(k-2.5)": "-++",
    "sqrt(k-4)": "---",
    "0.1*(2+(-1)**k)": "++-",
    "0.1*(1+(-1)**k)": "-+-",
    "0.1-0.01*k": "-+-",
    "(1+1/k)**k": "++-",
    "k**(1/k)": "++-",
    "exp(-k)": "+++",
    "sin(1/k)": "+++",
    "0.1+0.05*sin(k)": "++-",
    "1/(1+0.5*cos(k))": "++-",
    "k*(1+(-1)**k)": "---",
    "L/k": "+++",
    "0.5/L": "++-",
}


@pytest.mark.parametrize("radius", RADII)
def test_radii(radius: str) -> None:
    keys = ("radius-positive", "radius-bounded", "radius-vanishes")
    assert "".join(sign_of(key, "1/k", radius) for key in keys) == RADII[radius]


PRODUCTS = [
    ("1/k", "0.1/k**0.001", "+"),  # Remark 3.6
    ("1/k", "where(is_square(k),0.1,0.1/k**0.001)", "+"),  # Remark G.2
    ("1/k", "0.05", "-"),
    ("1/k", "1/log(k+1)", "-"),
    ("1/k", "1/log(k+1)**1.001", "+"),
    ("1/sqrt(k)", "1/sqrt(k)", "-"),
    ("1/sqrt(k)", "1/k**0.501", "+"),
    ("1/(k*log(k+1))", "1/log(log(k+2))", "-"),
    ("1/(k*log(k+1))", "1/log(log(k+2))**2", "+"),
    ("0.1/(floor((k-1)/391)+1)", "0.05", "-"),
    ("0.1/(floor((k-1)/391)+1)", "0.05/k**0.1", "+"),
    ("0.1/(floor((k-1)/391)+1)", "0.05/(floor((k-1)/391)+1)**0.1", "+"),
    ("0.1*0.97**floor((k-1)/391)", "0.05", "+"),
    ("0.1*0.97**floor((k-1)/391)", "k**5", "+"),
    ("(2+(-1)**k)/k", "(2-(-1)**k)/k**0.1", "+"),
    ("(1+(-1)**k)/k", "1-(-1)**k", "+"),  # one of the factors is 0 for every k
    ("where(Mod(k,2)==0,1/k,1/k**2)", "where(Mod(k,2)==0,1/k,1)", "+"),
    ("where(Mod(k,2)==0,1/k,1/k**2)", "where(Mod(k,2)==0,1,1/k)", "-"),
    ("1/k", "where(is_square(k),k,1/k)", "-"),
    ("1/k", "where(is_square(k),k**0.4,1/k)", "+"),
    ("0.05*(1+cos(pi*Mod(floor((k-1)/391),10)/10))", "1/k", "-"),
    ("0.05*(1+cos(pi*Mod(floor((k-1)/391),10)/10))", "1/k**1.1", "+"),
    ("0.05*(1+cos(pi*floor((k-1)/391)/200))", "0.05/k**0.1", "-"),
    ("0.1*(k<1000)", "k", "+"),
    ("1/k", "(1+sin(k))/k**0.1", "+"),
    ("1/k", "1+sin(k)", "-"),
    ("1/(L*k)", "0.5/L", "-"),
    ("1/(L*k)", "0.5/(L*k)", "+"),
]


@pytest.mark.parametrize(("step", "radius", "expected"), PRODUCTS)
def test_products(step: str, radius: str, expected: str) -> None:
    assert sign_of("product-summable", step, radius) == expected


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


HALF, TENTH = Fraction(1, 2), Fraction(1, 10)
TAILS: list[tuple[str, str, Exponent, str]] = [
    ("1/k", "1/k**0.001", "every", "+"),  # Remark G.3
    ("1/k", "1/k", "every", "+"),
    ("1/k", "0.05", HALF, "-"),  # Σ tρ = ∞
    ("1/k", "1/log(k+1)**2", HALF, "-"),  # R ~ 1/log k, and Σ 1/(k·(log k)^q)
    ("1/k", "1/log(k+1)**3", HALF, "-"),  # R ~ (log k)⁻²/2, q = 1/2: Σ 1/(k log k)
    ("1/k", "1/log(k+1)**3", Fraction(51, 100), "+"),
    ("1/k", "1/log(k+1)**4", HALF, "+"),
    ("1/k", "1/log(k+1)**4", "every", "-"),  # fails for q <= 1/3
    ("1/k", "1/log(k+1)**4", Fraction(1, 3), "-"),
    ("1/k", "1/log(k+1)**4", Fraction(34, 100), "+"),
    ("1/k", "exp(-sqrt(log(k)))", "every", "+"),
    ("1/k", "exp(-log(log(k+2))**2)", "every", "+"),
    ("1/sqrt(k)", "1/k", HALF, "-"),  # R ~ 2k^(−1/2): Σ k^(−3/4)
    ("1/sqrt(k)", "1/k**1.5", HALF, "-"),  # R ~ 1/k: Σ 1/k
    ("1/sqrt(k)", "1/k**1.6", HALF, "+"),
    ("1/sqrt(k)", "1/k**10", "every", "-"),
    ("1/sqrt(k)", "1/k**10", TENTH, "+"),
    ("1/sqrt(k)", "exp(-k)", "every", "+"),
    ("1", "exp(-k)", "every", "+"),
    ("1", "0.5**floor(k/30)", "every", "+"),
    ("1", "1/k**2", HALF, "-"),
    ("1", "1/k**4", HALF, "+"),
    ("1/(k*log(k+1))", "1", "every", "-"),
    ("1/(k*log(k+1))", "1/log(log(k+2))**2", "every", "-"),
    ("1/(k*log(k+1))", "1/log(k+1)", "every", "+"),  # R ~ 1/log k: Σ 1/(k (log k)^(1+q))
    ("1/k**2", "1", "every", "+"),
    ("1/k**2", "k**0.5", "every", "+"),
    ("exp(k)", "exp(-2*k)", "every", "-"),  # R ~ exp(−k): fails for every q < 1
    ("exp(k)", "exp(-2*k)", TENTH, "-"),
    ("exp(k/4)", "exp(-k)", HALF, "+"),  # R ~ exp(−3k/4)
    ("exp(k/4)", "exp(-k)", Fraction(1, 3), "-"),
    ("exp(k/4)", "exp(-k**2)", "every", "+"),
    ("1/k", "where(is_square(k),0.1,0.1/k**0.5)", "every", "+"),  # Remark G.2 with (9)
    ("where(is_square(k),1,1/k)", "1/k", HALF, "-"),  # R ~ k^(−1/2), at squares Σ j^(−1/2)
    ("where(is_square(k),1,1/k)", "1/k**3", HALF, "+"),
    ("1/k", "0", "every", "+"),
    ("-1/k", "1/k", HALF, "-"),  # negative tails have no power q
    ("1/k", "where(k<100,1,0)", "every", "+"),
    ("0.1/(floor((k-1)/391)+1)", "0.05/k**0.1", "every", "+"),
    ("0.1/(floor((k-1)/391)+1)", "0.05/(floor((k-1)/391)+1)**0.1", "every", "+"),
    ("(2+(-1)**k)/k", "(2-(-1)**k)/k**0.1", "every", "+"),
    ("(2+(-1)**k)/sqrt(k)", "1/k", HALF, "-"),
    ("where(Mod(k,2)==0,1/k,0)", "where(Mod(k,2)==0,0,1)", "every", "+"),  # tρ = 0
    ("1/(L*k)", "1/(L*k)", "every", "+"),
    ("1/k", "1/k**L", "every", "+"),
    ("1/k**L", "1/k", "every", "?"),
    ("(2+sin(k))/k", "1/k**0.1", "every", "+"),
    ("(2+sin(k))/sqrt(k)", "1/k", HALF, "-"),
]


@pytest.mark.parametrize(("step", "radius", "q", "expected"), TAILS)
def test_condition_9(step: str, radius: str, q: Exponent, expected: str) -> None:
    assert sign_of("kl-tail", step, radius, kl=q) == expected


def test_a_radius_that_ends_says_what_the_method_then_is() -> None:
    verdict = decide("radius-positive", Schedule("1/k"), Schedule("where(k<100,0.1,0)"))
    assert verdict.status is Status.REFUTED
    assert "k = 100" in verdict.evidence
    assert "gradient descent" in verdict.evidence


@pytest.mark.parametrize(
    ("formula", "k"),
    [
        ("1/(k*log(k))", 1),
        ("1-k/1000", 1000),
        ("1/(k-77)", 1),
        ("where(k==4321,0,1)", 4321),
        ("1/(k*(k!=999))", 999),
        ("sqrt(50.5-k)", 51),
        ("1+cos(pi*k/37)", 37),
        ("0.1*(floor((k-1)/391)<200)", 78201),
        ("0.1*(floor((k-400)/391)+1)", 1),  # blocks of negative number come first
        ("0.5+cos(pi*pi*k)*(-1)**k", 5),  # π²k is no rational multiple of π
        ("1+cos(pi*floor((k-1)/391)/200)", 78201),
        ("1.1-log(log(log(k+3)))", 574716991),
    ],
)
def test_the_first_bad_k_is_named(formula: str, k: int) -> None:
    verdict = decide("step-positive", Schedule(formula), Schedule("0"))
    assert verdict.status is Status.REFUTED
    assert f"k = {k}:" in verdict.evidence
