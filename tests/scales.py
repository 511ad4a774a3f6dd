"""Products of powers of k, log k, log log k, …, of which everything is known by their exponents."""

from __future__ import annotations

from fractions import Fraction

from formulas import PHASES
from hypothesis import settings
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
