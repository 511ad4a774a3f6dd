"""The grammar: read exactly, evaluated correctly, closed to everything else."""

from __future__ import annotations

import math
import time
from fractions import Fraction

import numpy as np
import pytest

from sam_theory.asymptotics.parsing import parse
from sam_theory.errors import UsageError
from sam_theory.schedules.schedule import Schedule

K = np.arange(1, 5001)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1/k", lambda k: 1 / k),
        ("0.1/(k+1)**0.6", lambda k: 0.1 / (k + 1) ** 0.6),
        ("1/(k*log(k+1)**2)", lambda k: 1 / (k * math.log(k + 1) ** 2)),
        ("0.1*2**(-floor(k/30))", lambda k: 0.1 * 2.0 ** -(k // 30)),
        ("2+(-1)**k", lambda k: 2 + (-1) ** k),
        ("Mod(k, 10) < 5", lambda k: float(k % 10 < 5)),
        ("Min(1/k, 0.2) + Max(0, 3-k)", lambda k: min(1 / k, 0.2) + max(0, 3 - k)),
        ("where(is_square(k), 1, 1/k)", lambda k: 1 if math.isqrt(k) ** 2 == k else 1 / k),
        ("1 < k <= 4 or not k < 10", lambda k: float(1 < k <= 4 or not k < 10)),
        ("1 - cos(pi/k) + sin(1/k) + sqrt(k) + exp(-k)", None),
        ("-k**2 + --k", lambda k: -(k**2) + k),
    ],
)
def test_evaluates_like_python(formula: str, expected: object) -> None:
    values = Schedule(formula).values(K)
    if expected is None:
        expected = lambda k: (  # noqa: E731
            1 - math.cos(math.pi / k) + math.sin(1 / k) + math.sqrt(k) + math.exp(-k)
        )
    reference = [float(expected(int(k))) for k in K]  # type: ignore[operator]
    np.testing.assert_allclose(values, reference, rtol=1e-13, atol=0)


def test_numbers_are_read_exactly_inside_floor_and_mod() -> None:
    """0.29 · 100 is 28.999… in floating point, and exactly 29 here."""
    assert Schedule("floor(0.29*k)").values(np.array([100]))[0] == 29
    assert Schedule("Mod(0.1*k, 0.3)").values(np.array([3]))[0] == 0
    assert parse("0.1").value == Fraction(1, 10)


def test_constants_of_the_problem() -> None:
    schedule = Schedule("n/(L*k)", Fraction(4), 3)
    assert schedule.values(np.array([2]))[0] == 3 / 8
    assert Schedule("1/k", Fraction(4), 3) == Schedule("1/k")
    assert Schedule("0.5*L/(D*n)", Fraction(4), 2, descent=Fraction(8)).values(K[:2]).tolist() == [
        0.125,
        0.125,
    ]
    assert Schedule("1/k", descent=Fraction(4)) == Schedule("1/k")
    assert Schedule("D", descent=Fraction(4)) != Schedule("D", descent=Fraction(5))


def test_constants_without_a_value_are_named() -> None:
    assert Schedule("n/(D*L*k)").unknown == ("L", "D", "n")
    assert Schedule("n/(D*L*k)", Fraction(1), 2).unknown == ("D",)
    assert Schedule("1/(D*k)", Fraction(1)).constants == {}
    assert Schedule("1/(D*k)", descent=Fraction(1)).unknown == ()
    assert np.isnan(Schedule("1/(D*k)", Fraction(1)).values(K)).all()
    with pytest.raises(UsageError, match="numbers, k, L, D, n, pi"):
        Schedule("1/E")


SMUGGLED = [
    "__import__('os')",
    "k.real",
    "(lambda: 1)()",
    "[k]",
    "k if k else 1",
    "k[0]",
    "f(k)",
    "x",
    "'a'",
    "True",
    "1j",
    "log(k, 2)",
    "log(x=k)",
    "k := 2",
    "1/k;2",
    "k in k",
    "k @ k",
    "k // 2",
    "",
    " ",
    "(" * 300 + "k" + ")" * 300,
    "-" * 500 + "k",
    "k" * 2000,
]


@pytest.mark.parametrize("formula", SMUGGLED)
def test_everything_else_is_refused(formula: str) -> None:
    with pytest.raises(UsageError):
        Schedule(formula)


@pytest.mark.parametrize(
    "formula",
    ["9**9**9", "9**9**9**9**k", "10**1001", "exp(exp(1000))", "1e999999999", "2**(10**9)", "1/0"],
)
def test_huge_and_undefined_constants_are_refused_rather_than_computed(formula: str) -> None:
    with pytest.raises(UsageError):
        Schedule(formula)


def test_refusing_a_power_tower_takes_no_computation() -> None:
    """Processor time, not a clock: computing 9**9**9 would need minutes."""
    before = time.process_time()
    with pytest.raises(UsageError):
        Schedule("9**9**9**9**9")
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("formula", "first"),
    [("1/(k-3)", 1), ("1/log(k)", 1), ("1 - k/100", 101), ("1/(k-7)**2", 7), ("log(k) - 1", 1)],
)
def test_the_first_invalid_k_is_named(formula: str, first: int) -> None:
    assert Schedule(formula).first_invalid(1000) == first
    with pytest.raises(UsageError, match=f"k = {first}"):
        Schedule(formula).require_valid("the step", 1000)


def test_a_valid_formula_has_no_invalid_k() -> None:
    assert Schedule("1/k").first_invalid(300_000) is None
    assert Schedule("1 - k/200000").first_invalid(300_000) == 200_001
