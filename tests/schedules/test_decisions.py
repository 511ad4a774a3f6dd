"""Formulas with known answers: radii, products, and the first k that is bad."""

from __future__ import annotations

import pytest
from answers import sign_of

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status

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


def test_what_k_counts_in_a_sum_is_told() -> None:
    """0.5^⌊k/30⌋: as exp(−k log 2) its terms are those of whole blocks."""
    steps = Schedule("0.1*0.5**floor(k/30)")
    verdict = decide("step-diverges", steps, steps)
    assert verdict.status is Status.REFUTED
    assert verdict.evidence.endswith("k counting blocks of 30")
