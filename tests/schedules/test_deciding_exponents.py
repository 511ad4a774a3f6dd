"""Members of the decidable class made from exponents, whose answers are known by construction."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from scales import FEW, ZERO, agrees, converges, finite, first_sign, scales

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule


@FEW
@given(scales())
def test_products_of_powers(made: tuple[str, tuple[Fraction, ...]]) -> None:
    formula, p = made
    step = Schedule(formula)
    expected = {
        "step-positive": True,
        "step-diverges": not converges(p),
        "step-square-summable": converges(tuple(2 * e for e in p)),
        "step-vanishes": first_sign(p) > 0,
        "step-bounded-below": first_sign(p) <= 0,
    }
    if first_sign(p):
        expected["step-decreases"] = first_sign(p) > 0
    for key, holds in expected.items():
        assert agrees(decide(key, step, ZERO).status, holds), (key, formula)


@FEW
@given(
    scales(),
    st.sampled_from(["k", "sqrt(k)", "k**0.01", "log(k+1)**2", "log(k+1)**1.1", "k*log(k+1)"]),
    st.sampled_from(["-1", "-0.001", "1", "0.01"]),
)
def test_exponentials_decide(
    made: tuple[str, tuple[Fraction, ...]], argument: str, factor: str
) -> None:
    step = Schedule(f"({made[0]})*exp({factor}*{argument})")
    falls = factor.startswith("-")
    assert agrees(decide("step-diverges", step, ZERO).status, not falls)
    assert agrees(decide("step-vanishes", step, ZERO).status, falls)
    assert agrees(decide("step-decreases", step, ZERO).status, falls)


@FEW
@given(scales())
def test_sums_of_differences_telescope(made: tuple[str, tuple[Fraction, ...]]) -> None:
    """Σ (bₖ − bₖ₊₁) is finite if bₖ → 0, and −∞ if bₖ → ∞."""
    formula, p = made
    if not first_sign(p):
        return
    shifted = formula.replace("k", "(k+1)")
    assert agrees(finite(f"({formula})-({shifted})"), first_sign(p) > 0), formula


@FEW
@given(scales(), st.sampled_from([2, 7, 30, 391, 11730]))
def test_blocks_decide_like_their_number(made: tuple[str, tuple[Fraction, ...]], size: int) -> None:
    formula, p = made
    blocks = formula.replace("k", f"(floor((k-1)/{size})+1)")
    assert agrees(finite(blocks), converges(p))
    vanishes = decide("radius-vanishes", ZERO, Schedule(blocks)).status
    assert agrees(vanishes, first_sign(p) > 0)


@FEW
@given(
    st.sampled_from(["0.5", "1", "1.5"]),
    st.sampled_from(["0", "1", "2"]),
    st.sampled_from(["0", "0.001", "0.5", "1", "2"]),
    st.sampled_from(["0", "1", "3"]),
    st.sampled_from([Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(9, 10)]),
)
def test_condition_9_by_exponents(a: str, b: str, c: str, d: str, q: Fraction) -> None:
    """t = k^(−a)(log k)^(−b), ρ = k^(−c)(log k)^(−d): the tail of tρ has exponents (P, Q)."""
    step = Schedule(f"(k+1)**(-{a})*log(k+1)**(-{b})")
    radius = Schedule(f"(k+2)**(-{c})*log(k+2)**(-{d})")
    p0, p1 = Fraction(a) + Fraction(c), Fraction(b) + Fraction(d)
    finite = converges((p0, p1))
    P, Q = (p0 - 1, p1) if p0 > 1 else (Fraction(0), p1 - 1)
    holds = finite and converges((Fraction(a) + q * P, Fraction(b) + q * Q))
    assert agrees(decide("kl-tail", step, radius, kl=q).status, holds)
    tiny = Fraction(1, 10**6)
    always = finite and converges((Fraction(a) + tiny * P, Fraction(b) + tiny * Q))
    assert agrees(decide("kl-tail", step, radius, kl="every").status, always)
