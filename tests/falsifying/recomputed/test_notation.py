"""Formulas as they are written: what they are at a number, and which are not understood."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from sam_theory.falsifying.recomputed.notation import Meaning, Unreadable, evaluated


def root(base: Any, exponent: Fraction) -> Fraction:
    assert base == 4
    return Fraction(2) ** (2 * exponent).numerator


NAMES = {"x": Fraction(4), "x₁": Fraction(1), "x₂": Fraction(-2), "1": Fraction(1)}
AT_FOUR = Meaning(names=NAMES, size=abs, root=root)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−(5/2)x + 3/2", Fraction(-17, 2)),
        ("(1/4)x² + (3/4)x − 1", Fraction(6)),
        ("x³ − 2x⁴", Fraction(-448)),
        ("−1/x²", Fraction(-1, 16)),
        ("1/(2(x + 1)²)", Fraction(1, 50)),
        ("3/2x", Fraction(3, 8)),  # as a person reads it
        ("(3x₁ + 4x₂)/5", Fraction(-1)),
        ("x − (2/3)|x|^(3/2)", Fraction(-4, 3)),
        ("2|x − 5|", Fraction(2)),
    ],
)
def test_values(text: str, value: Fraction) -> None:
    assert evaluated(text, AT_FOUR) == value


@pytest.mark.parametrize(
    "text", ["1/2/x", "y", "(x", "x)", "x +", "", "2..5", "1/(x − 4)", "|x", "x^(1/)"]
)
def test_what_is_not_understood(text: str) -> None:
    with pytest.raises(Unreadable):
        evaluated(text, AT_FOUR)
