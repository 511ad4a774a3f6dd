"""Formulas read in the algebra of exact numbers, against what they mean."""

from __future__ import annotations

import pytest
from sympy import Integer, Rational

from sam_theory.proofs.evaluating import holds, value
from sam_theory.proofs.language import Unsupported, all_names, names, read

POINT = {"x": Integer(3), "y": Rational(-1, 2), "G": (1, 2), "H": (Integer(3), Integer(-1))}
VECTORS = ("G", "H")

VALUES = {
    "x + y": "5/2",
    "x - y": "7/2",
    "x*y": "-3/2",
    "x/y": "-6",
    "-x": "-3",
    "x**2": "9",
    "x**0": "1",
    "y**3": "-1/8",
    "x**(-2)": "1/9",
    "0.25*x": "3/4",
    "1e-3": "1/1000",
    "dot(G, H)": "1",
    "sq(G)": "5",
    "sq(G + H)": "17",
    "sq(G - H)": "13",
    "sq(-G)": "5",
    "sq(H - G)": "13",
    "sq(2*G)": "20",
    "sq(G*2)": "20",
    "sq(G/2)": "5/4",
    "sq(x*G - H/y)": "97",  # (3, 6) − (−6, 2) = (9, 4)
    "norm(H)**2": "10",
    "dot(G + H, G - H)": "-5",
    "dot(G, G)": "5",
    "max(x, y)": "3",
    "max(y, x)": "3",
    "min(x, y)": "-1/2",
    "min(y, x)": "-1/2",
    "abs(y)": "1/2",
    "abs(x)": "3",
    "sign(y)": "-1",
    "sign(x - 3)": "0",
    "sqrt(x + 1)": "2",
}


@pytest.mark.parametrize("text", VALUES)
def test_values(text: str) -> None:
    assert value(text, POINT, VECTORS) == Rational(VALUES[text])


TRUE = (
    "x > y",
    "x >= 3",
    "x <= 3",
    "y < 0",
    "x == 3",
    "x != 2",
    "0 < x < 4",
    "0 < x <= 3 == x",
    "x > 0 and y < 0",
    "x < 0 or y < 0",
    "not x < 0",
    "implies(x < 0, y > 0)",
    "implies(x > 0, y < 0)",
    "implies(x < 0, y < 0)",
    "True",
    "G + H == H + G",
    "G - H == -(H - G)",
    "2*G == G + G == G*2",
    "G/2 == G - G/2",
    "2*(x*G) == 6*G",
)
FALSE = (
    "x < y",
    "x > 3",
    "x < 3",
    "y >= 0",
    "x == 2",
    "x != 3",
    "0 < x < 3",
    "4 > x > 3",
    "x > 0 and y > 0",
    "x < 0 and y < 0",
    "x < 0 or y > 0",
    "not x > 0",
    "implies(x > 0, y > 0)",
    "False",
    "G + H == G - H",
    "G == H",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true(text: str) -> None:
    assert holds(text, POINT, VECTORS)


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false(text: str) -> None:
    assert not holds(text, POINT, VECTORS)


@pytest.mark.parametrize(
    "text",
    [
        "G < H",
        "G != H",
        "G == x",
        "x == G",
        "2*G == 6",
        "x",
        "G + 1 == H",
        "G*H == x",
        "x if y else x",
        "'a' == x",
        "x @ y",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    with pytest.raises(Unsupported):
        holds(text, POINT, VECTORS)


def test_the_names_of_a_formula() -> None:
    assert names(read("max(x, dot(G, H)) > y")) == {"x", "y", "G", "H"}
    assert all_names(["y > x", "x > a"]) == ("a", "x", "y")
