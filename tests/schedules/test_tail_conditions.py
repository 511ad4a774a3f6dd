"""Condition (9) of K24, for pairs of formulas with known answers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from answers import Exponent, sign_of

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
