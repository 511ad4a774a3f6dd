"""Members of the decidable class made from exponents, whose answers are known by construction."""

from __future__ import annotations

from fractions import Fraction

from formulas import PHASES
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status

FEW = settings(max_examples=60, deadline=None, derandomize=True, phases=PHASES)


ZERO = Schedule("0")


EXPONENTS = st.sampled_from(["0", "0", "1", "1", "2", "0.5", "1.001", "0.999", "-1", "-0.5", "3"])


SMALLER = st.sampled_from(  # factors that tend to a positive constant
    ["1", "(1+1/k)**3", "(2-1/log(k+3))", "exp(1/k)", "cos(1/k)", "k*sin(1/k)", "(k/(k+7))",
     "(1+1/k)**k", "k**(1/k)", "(2*k**2*(1-cos(1/k)))", "(log(k+5)/log(k+2))", "3", "pi",
     "k**(1/log(k+2))", "(sqrt(k+1)-sqrt(k))*sqrt(k)", "(1+exp(-k))"]
)  # fmt: skip


SHIFTS = st.integers(16, 40)


LEVELS = ("(k+{0})", "log(k+{0})", "log(log(k+{0}))", "log(log(log(k+{0})))")


@st.composite
def scales(draw: st.DrawFn) -> tuple[str, tuple[Fraction, ...]]:
    """A product of powers of k, log k, log log k, log log log k, and minus its exponents."""
    text, exponents = [draw(SMALLER)], []
    for level in LEVELS:
        exponent, base = draw(EXPONENTS), level.format(draw(SHIFTS))
        exponents.append(Fraction(exponent))
        text.append(
            draw(
                st.sampled_from(
                    [f"{base}**(-({exponent}))", f"exp(-({exponent})*log({base}))",
                     f"(1/{base})**({exponent})", f"1/({base}**({exponent}))"]
                )
            )
        )  # fmt: skip
    return "*".join(draw(st.permutations(text))), tuple(exponents)


def converges(exponents: tuple[Fraction, ...]) -> bool:
    """Σ 1/(k^p₀ (log k)^p₁ …) < ∞: the first exponent that is not 1 exceeds 1."""
    return next((p > 1 for p in exponents if p != 1), False)


def first_sign(exponents: tuple[Fraction, ...]) -> int:
    """1 if the product tends to 0, −1 if to ∞, 0 if all exponents are 0."""
    return next((1 if p > 0 else -1 for p in exponents if p), 0)


def agrees(status: Status, expected: bool) -> bool:
    """Whether a decided status is the expected one."""
    return status is (Status.PROVED if expected else Status.REFUTED)


def finite(formula: str) -> Status:
    """Whether the series of the formula converges."""
    return decide("product-summable", Schedule(formula), Schedule("1")).status


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
@given(scales(), scales(), st.integers(2, 6), st.integers(1, 5))
def test_classes_are_put_together(
    one: tuple[str, tuple[Fraction, ...]],
    other: tuple[str, tuple[Fraction, ...]],
    period: int,
    cut: int,
) -> None:
    mixed = f"where(Mod(k,{period})<{min(cut, period - 1)},{one[0]},{other[0]})"
    assert agrees(finite(mixed), converges(one[1]) and converges(other[1]))
    vanishes = decide("radius-vanishes", ZERO, Schedule(mixed)).status
    assert agrees(vanishes, first_sign(one[1]) > 0 and first_sign(other[1]) > 0)
    assert agrees(finite(f"Min({one[0]},{other[0]})"), converges(max(one[1], other[1])))
    assert agrees(finite(f"Max({one[0]},{other[0]})"), converges(min(one[1], other[1])))


@FEW
@given(scales(), scales())
def test_squares_and_others(
    one: tuple[str, tuple[Fraction, ...]], other: tuple[str, tuple[Fraction, ...]]
) -> None:
    """At k = j² the exponent of k counts twice."""
    at_squares = (2 * one[1][0], *one[1][1:])
    formula = f"where(is_square(k),{one[0]},{other[0]})"
    assert agrees(finite(formula), converges(at_squares) and converges(other[1]))


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
