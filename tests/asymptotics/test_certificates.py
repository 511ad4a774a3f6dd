"""What is certified from some k on holds there, and bounds are as close as their source says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from math import exp
from typing import Any

import mpmath
import numpy as np
import pytest
from formulas import PHASES, SMOOTH, value_at
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.asymptotics import certificates
from sam_theory.asymptotics.certificates import Certifier, NoCertificate
from sam_theory.asymptotics.constants import Constant, number
from sam_theory.asymptotics.germs import Germ, Powers, monomial
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parsing import parse
from sam_theory.asymptotics.scale import INDEX, Scale
from sam_theory.errors import UsageError

RESOLVED = mpmath.mpf(10) ** (-60)  # of values with 80 digits
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "unit": lambda x: 1 + x,
    "exp": mpmath.exp,
    "log": lambda x: mpmath.log(1 + x),
    "sin": mpmath.sin,
    "cos": mpmath.cos,
}


def number_of(c: Constant) -> Any:
    """A constant, with sixty digits."""
    if c.rational is None:
        return mpmath.mpf(c.value.evalf(60))
    return mpmath.mpf(c.rational.numerator) / c.rational.denominator


def element_at(scale: Scale, element: int, k: int) -> Any:
    """An element of the scale at k."""
    parent, log = scale.parents[element], scale.logs[element]
    if element == INDEX:
        return mpmath.mpf(k)
    if parent is not None:
        return mpmath.log(element_at(scale, parent, k))
    assert log is not None
    return mpmath.exp(germ_at(scale, log, k))


def monomial_at(scale: Scale, powers: Powers, k: int) -> Any:
    """A product of powers of elements at k."""
    return mpmath.fprod(element_at(scale, e, k) ** number_of(x) for e, x in powers)


def germ_at(scale: Scale, germ: Germ, k: int) -> Any:
    """A germ at k, with the digits of the context."""
    total = mpmath.mpf(0)
    for (powers, factors), c in germ.terms.items():
        term = number_of(c) * monomial_at(scale, powers, k)
        for factor, exponent in factors:
            term *= FUNCTIONS[factor.kind](germ_at(scale, factor.small, k)) ** number_of(exponent)
        total += term
    return total


def made(formula: str, start: int) -> tuple[Certifier, Germ]:
    growth = Growth()
    germ = growth.germ(parse(formula))
    return Certifier(growth.scale, start), germ


@settings(max_examples=100, deadline=None, derandomize=True, phases=PHASES)
@given(SMOOTH, st.sampled_from([5, 17, 65]))
def test_certified_germs_are_positive(formula: str, start: int) -> None:
    growth = Growth()
    try:
        germ = growth.germ(parse(formula))
        certified = Certifier(growth.scale, start).positive(germ)
    except (Undecidable, Undefined, UsageError):
        return
    if not certified:
        return
    assert growth.sign(parse(formula)) == 1
    for k in (*range(start, start + 40), 10**3, 10**5, 10**8, 10**12):
        exact = value_at(formula, k)
        assert exact is None or exact > -RESOLVED, (formula, k)


@settings(max_examples=40, deadline=None, derandomize=True, phases=PHASES)
@given(SMOOTH, st.sampled_from([5, 17, 65]))
def test_bounds_hold(formula: str, start: int) -> None:
    with suppress(Undecidable, Undefined, UsageError, NoCertificate):
        hold(formula, start)


COMPOSED = (
    "sin(1/k)*cos(1/k)-1/k",
    "sin(1/k)**3*exp(-1/k)",
    "exp(1/k)*log(1+3/k)*sqrt(1+1/k)",
    "(1+1/k+1/k**5)**0.5-1",
    "sqrt(1+1/k)*sqrt(1+1/k**2)-1",
    "exp(1/k+log(k)/k**2)-1",
    "exp(1/log(k))*sin(1/k)",
    "log(1+exp(-k))*exp(1/k)",
    "sqrt(k**2+k)*log(1+1/k)-1",
    "exp(sin(1/k))-1",
    "log(1+log(1+1/k))",
    "(1+1/k)**k",
    "(1-1/k)**4.5+(1+1/k)**5.5",
    "7*exp(1/k)-6*cos(2/k)",
    "exp(exp(-k)*(sqrt(1+1/k)+sqrt(1+2/k)))",  # terms that differ in a factor alone
)


@pytest.mark.parametrize("formula", COMPOSED)
def test_bounds_of_what_is_put_together_hold(formula: str) -> None:
    for start in (20, 100):
        assert hold(formula, start)


def test_errors_that_are_not_compared_yet_are_all_kept() -> None:
    """(log k)²⁴/k⁸ is less than (log k)⁶/k⁶, and their quotient still rises at k = 200."""
    assert hold("exp(1/k)*sin(log(k)**6/k**2)", 200)


def hold(formula: str, start: int) -> bool:
    """|germ − exact| ≤ Σ c·m of a ball, |germ| ≥ c·m of a lower bound; False if it has no term."""
    certifier, germ = made(formula, start)
    if not germ.elements:
        return False
    scale = certifier.scale
    ball = certifier.ball(germ, max(germ.elements, key=scale.order.index))
    least, powers = certifier.lower(germ)
    for k in (start, start + 1, start + 7, 10 * start, 10**4):
        with mpmath.workdps(60):
            value = germ_at(scale, germ, k)
            apart = abs(value - germ_at(scale, ball.exact, k))
            bounds = (mpmath.mpf(c.b) * monomial_at(scale, m, k) for m, c in ball.errors.items())
            assert apart <= mpmath.fsum(bounds) + RESOLVED**0.8, k
            below = mpmath.mpf(least.a) * monomial_at(scale, powers, k)
            assert abs(value) >= below - RESOLVED**0.8, k
    return True


K = 10
SIZES = {  # the least upper bound that |δ| <= 1/10 alone gives, at k = 10
    "1/k": mpmath.mpf(1) / 10,
    "1/k-1/k**2": mpmath.mpf(11) / 100,  # term by term
    "-3/k**2": mpmath.mpf(3) / 100,
    "log(k)/k": mpmath.log(10) / 10,
    "exp(-k)": mpmath.exp(-10),
    "exp(1/k)": mpmath.exp(0.1),
    "exp(-2/k)": mpmath.exp(0.2),
    "exp(1/k)/k": mpmath.exp(0.1) / 10,
}


@pytest.mark.parametrize("formula", SIZES)
def test_sizes_are_what_terms_are_at_the_start(formula: str) -> None:
    certifier, germ = made(formula, K)
    size = certifier.size(germ)
    expected = SIZES[formula]
    assert expected * (1 - 1e-15) <= size.b <= expected * 1.02


COMPOUND = [
    f"exp(-k*(1{sign}1/{at})**{power})"
    for sign in "+-"
    for at, power in (("k", 3.5), ("log(k)", 0.5))
]


@pytest.mark.parametrize("formula", [*SIZES, *COMPOUND])
def test_sizes_are_no_less_than_the_values(formula: str) -> None:
    certifier, germ = made(formula, K)
    size = certifier.size(germ).b
    for k in (K, K + 1, 10 * K):
        with mpmath.workdps(60):
            assert abs(germ_at(certifier.scale, germ, k)) <= size * (1 + RESOLVED), k


REMAINDERS: dict[str, Callable[[float], float]] = {
    # the greatest fourth derivative over 4! between −1/k and 1/k, at s = 1/k; of sin and cos, of
    # which nothing but |φ⁗| ≤ 1 is used, 1/4!
    "exp(1/k)": lambda s: exp(s) / 24,
    "exp(-2/k)": lambda s: 16 * exp(2 * s) / 24,
    "log(1+1/k)": lambda s: (1 - s) ** -4 / 4,
    "1/(1+1/k)": lambda s: (1 - s) ** -5,
    "sqrt(1+1/k)": lambda s: 5 / 128 * (1 - s) ** -3.5,
    "(1-1/k)**(-0.5)": lambda s: 35 / 128 * (1 - s) ** -4.5,
    "(1+1/k)**6.5": lambda s: 6.5 * 5.5 * 4.5 * 3.5 / 24 * (1 + s) ** 2.5,
    "cos(1/k)": lambda s: 1 / 24,
    "sin(1/k)": lambda s: 1 / 24,
    "3*sin(2/k)": lambda s: 2,
}


def error_of(formula: str, start: int) -> tuple[Germ, Any]:
    """The exact part, and c where the error is c·k⁻⁴."""
    certifier, germ = made(formula, start)
    ball = certifier.ball(germ, INDEX)
    ((powers, c),) = ball.errors.items()
    ((element, exponent),) = powers
    assert (element, exponent.rational) == (INDEX, -4)
    return ball.exact, c.b


@pytest.mark.parametrize("formula", REMAINDERS)
@pytest.mark.parametrize("start", [10, 10**4])
def test_errors_are_lagranges(formula: str, start: int) -> None:
    expected = REMAINDERS[formula](1 / start)
    _, c = error_of(formula, start)
    assert expected * (1 - 1e-14) <= c <= expected * (1 + 1e-12)


@pytest.mark.parametrize("start", [10, 100])
def test_errors_of_a_product(start: int) -> None:
    """e^(1/k) log(1 + 3/k): P and Q up to cubes, R and S their remainders, at x = 1/start.

    |PQ − what is kept of it| + R(|Q| + S) + |P|S, with |P| of the coefficients' absolute values.
    """
    x = 1 / start
    p, q = [1, 1, 1 / 2, 1 / 6], [0, 3, -9 / 2, 9]
    R, S = exp(x) * x**4 / 24, 81 / 4 * (1 - 3 * x) ** -4 * x**4
    P, Q = (sum(abs(c) * x**j for j, c in enumerate(poly)) for poly in (p, q))
    dropped = sum(abs(c) * x**j for j, c in enumerate(np.convolve(p, q)) if j > 3)
    expected = (dropped + R * (Q + S) + P * S) / x**4
    exact, c = error_of("exp(1/k)*log(1+3/k)", start)
    assert len(exact.terms) == 3
    with mpmath.workdps(30):
        kept = sum(c_ * mpmath.mpf(x) ** j for j, c_ in enumerate(np.convolve(p, q)) if j < 4)
        at = germ_at(Scale(lambda scale, germ: False), exact, start)
        assert abs(at - kept) < 1e-14
    assert expected * (1 - 1e-12) <= c <= expected * (1 + 1e-12)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("sin(1/k)", 1 - 1 / 24),
        ("log(1+1/k)", 1 / 1.5),
        ("log(1-1/k)", 1 / 1.5),
        ("exp(1/k)", exp(-0.5)),
    ],
)
def test_lower_bounds_of_one_factor_from_2_on(formula: str, expected: float) -> None:
    """sin x/x ≥ 1 − x²/6 and |log(1 + x)/x| ≥ 1/(1 + |x|) for |x| ≤ 1/2."""
    certifier, germ = made(formula, 2)
    least, _ = certifier.lower(germ)
    assert expected * (1 - 1e-14) <= least.a <= expected * (1 + 1e-15)


LEADING = {
    "1/k-sin(1/k)": 1 / 6,
    "log(1+1/k)-1/k": 1 / 2,
    "exp(1/k)-1-1/k": 1 / 2,
    "sqrt(k+1)-sqrt(k)": 1 / 2,
    "cos(1/k)-1": 1 / 2,
    "cos(1/k)**2-1": 1,
    "log(1+1/k)**2-1/k**2": 1,
    "1/log(k)-1/log(k+1)": 1,
    "exp(-k)+exp(-2*k)": 1,
    "exp(-k)*sin(1/k)-exp(-k)/k": 1 / 6,
    "(1+1/k)**k-exp(1)": mpmath.e / 2,
    "log(1+exp(-k))": 1,
    "sin(1/k)**3": 1,
    "exp(-1/k)": 1,
    "exp(1/k)": 1,
    "1/sqrt(1+1/k)": 1,
    "(1-1/k)**(-1.5)": 1,
    "cos(1/k)": 1,
    "log(1+1/k)": 1,
    "log(1-1/k)": 1,
    "sin(1/k)": 1,
    "pi*k": mpmath.pi,
    "7": 7,
}


@pytest.mark.parametrize("formula", LEADING)
def test_far_out_the_leading_coefficient_is_nearly_the_bound(formula: str) -> None:
    certifier, germ = made(formula, 10**5)
    least, _ = certifier.lower(germ)
    assert LEADING[formula] * 0.99 <= least.a <= LEADING[formula] * (1 + 1e-15)


FROM = [  # positive from k on, and not at k - 1, or a monomial does not decrease there
    ("1-5/k", 6),
    ("k-5", 6),
    ("1/k-10/k**2", 11),
    ("log(k)-2", 8),
    ("sqrt(k)-3", 10),
    ("k-log(k)**2", 8),
    ("k**2-3*k*log(k)", 5),
    ("k*exp(-k)-100*exp(-2*k)", 4),
    ("exp(k)-20*k", 5),
    ("1-3/log(k)", 21),
    ("1-1/k-1/k**2", 2),
    ("1-4*exp(1/log(k))/k", 7),
    ("2-1/log(k)", 2),
    ("1-(1+1/k)/k", 2),
    ("1-4/k", 5),  # 0 at 4, and so is the bound: powers of 2 are computed exactly
    ("k-4", 5),
    ("1-k**2*exp(-k)", 3),  # k²e⁻ᵏ has slope 0 at 2
]


@pytest.mark.parametrize(("formula", "first"), FROM)
def test_few_terms_are_certified_as_soon_as_they_can_be(formula: str, first: int) -> None:
    for start in range(2, first + 3):
        certifier, germ = made(formula, start)
        assert certifier.positive(germ) is (start >= first), start


@pytest.mark.parametrize(("closest", "proved"), [(0.5, False), (0.51, True)])
def test_infinitesimals_stay_away_from_1(
    closest: float, proved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """|δ| < CLOSEST, where δ is at most 1/2."""
    monkeypatch.setattr(certificates, "CLOSEST", closest)
    certifier, germ = made("log(1+1/k)", 2)
    assert certifier.positive(germ) is proved


def test_expansions_are_so_long_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """(1 + 1/k + … + 1/6k³)(3/k − … + 9/k³) has powers from 1 to 6."""
    certifier, germ = made("exp(1/k)*log(1+3/k)", 20)
    monkeypatch.setattr(certificates, "LARGEST", 6)
    certifier.ball(germ, INDEX)
    monkeypatch.setattr(certificates, "LARGEST", 5)
    with pytest.raises(NoCertificate):
        certifier.ball(germ, INDEX)


HIDDEN = "(sqrt(k**2+2*k+1)-k-1)*exp(k)"  # is 0, though its terms tend to ∞


@pytest.mark.parametrize(
    "formula",
    [f"{HIDDEN}+k", f"1/k-{HIDDEN}", f"(1+{HIDDEN}+exp(-k))**2-1", f"k*(1+{HIDDEN}+1/k)**3-k"],
)
def test_what_vanishes_in_front_of_larger_powers_does_not_count(formula: str) -> None:
    for start in (2, 9):
        certifier, germ = made(formula, start)
        assert certifier.positive(germ), start


@pytest.mark.parametrize("formula", ["5/k-1", "0", "-1", "1/(k+1)-1/k", "exp(-k)-1/k", "-exp(-k)"])
def test_what_is_not_positive_is_never_certified(formula: str) -> None:
    for start in (2, 10, 1000):
        certifier, germ = made(formula, start)
        assert not certifier.positive(germ)


def test_a_monomial_is_bounded_where_it_is_seen_to_fall() -> None:
    certifier, germ = made("log(k)**2/k", 8)
    ((falls, _),) = germ.terms
    ((rises, _),) = (monomial(((INDEX, number(1)),))).terms
    assert certifier.greatest(()) == 1
    assert certifier.greatest(falls).b == pytest.approx(float(mpmath.log(8) ** 2 / 8))
    with pytest.raises(NoCertificate):
        certifier.greatest(rises)
    with pytest.raises(NoCertificate):
        Certifier(certifier.scale, 7).greatest(falls)  # it rises up to k = e²


@pytest.mark.parametrize(("highest", "bounded"), [(K, False), (K + 1, True)])
def test_elements_are_so_high_at_most(
    highest: int, bounded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """eᵏ at k = K, from its logarithm."""
    monkeypatch.setattr(certificates, "HIGHEST", highest)
    certifier, germ = made("exp(-k)", K)
    with nullcontext() if bounded else pytest.raises(NoCertificate):
        certifier.size(germ)


@pytest.mark.parametrize(("deepest", "first", "second"), [(0, True, False), (1, True, True)])
def test_bounds_of_monomials_are_nested_so_deep_at_most(
    deepest: int, first: bool, second: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That (log k)²/k falls is seen from 2/log k < 1, and that 1/k falls from nothing."""
    monkeypatch.setattr(certificates, "DEEPEST", deepest)
    for formula, seen in (("1/k", first), ("log(k)**2/k", second)):
        certifier, germ = made(formula, 100)
        ((powers, _),) = germ.terms
        with nullcontext() if seen else pytest.raises(NoCertificate):
            certifier.greatest(powers)
        assert certifier.depth == 0


@pytest.mark.parametrize(("start", "bounded"), [(1, False), (2, True)])
def test_elements_are_positive_at_the_start(start: int, bounded: bool) -> None:
    """log 1 = 0."""
    certifier, germ = made("1/log(k)", start)
    with nullcontext() if bounded else pytest.raises(NoCertificate):
        certifier.size(germ)
