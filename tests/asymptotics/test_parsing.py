"""The grammar: read exactly, closed to everything else."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest

from sam_theory.asymptotics.parsing import parse
from sam_theory.errors import UsageError
from sam_theory.schedules.schedule import Schedule


def test_numbers_are_read_exactly_inside_floor_and_mod() -> None:
    """0.29 · 100 is 28.999… in floating point, and exactly 29 here."""
    assert Schedule("floor(0.29*k)").values(np.array([100]))[0] == 29
    assert Schedule("Mod(0.1*k, 0.3)").values(np.array([3]))[0] == 0
    assert parse("0.1").value == Fraction(1, 10)


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
