"""Functions on a blackboard, and in a file."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from sam_theory.falsifying.functions import source
from sam_theory.falsifying.judging import problem_in
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.setting.pieces import Ending, Pieces

STRAIGHT: tuple[Ending, Ending] = ("straight", "straight")


def function(knots: str, slopes: str, first: str, endings: tuple[Ending, Ending] = STRAIGHT) -> Sum:
    rows = [tuple(map(Fraction, text.split())) for text in (knots, slopes)]
    return Sum((Pieces(rows[0], rows[1], Fraction(first), endings),))


WELLS = function("-1 3/2", "1 -5/2 1", "4")


@pytest.mark.parametrize(
    ("drawn", "formula", "pieces"),
    [
        (function("0", "2 2", "0"), "f(x) = x²", 1),
        (function("1", "1/2 1/2", "5/4"), "f(x) = (1/4)x² + (3/4)x − 1", 1),
        (function("0", "0 0", "-1"), "f(x) = −x", 1),
        (function("0", "0 0", "0", ("cubic", "cubic")), "f′(x) = x³", 1),
        (
            function("0 1", "1 1 0", "-2", ("straight", "fading")),
            "f′(x) = x − 2 for x ≤ 1, −1/x² for x ≥ 1",
            2,
        ),
        (
            function("0", "0 0", "1/2", ("fading", "fading")),
            "f′(x) = 1/(2(x − 1)²) for x ≤ 0, 1/(2(x + 1)²) for x ≥ 0",
            2,
        ),
        (
            WELLS,
            "f′(x) = x + 5 for x ≤ −1, −(5/2)x + 3/2 on [−1, 3/2], x − 15/4 for x ≥ 3/2",
            3,
        ),
    ],
)
def test_one_line(drawn: Sum, formula: str, pieces: int) -> None:
    assert drawn.formula == formula
    assert drawn.count == pieces


def test_a_sum_in_one_line() -> None:
    both = Sum((*function("0", "2 2", "0").pieces, *function("0", "5 5", "0").pieces))
    assert both.formula == "f(x) = f₁(x₁) + f₂(x₂); f₁(u) = u²; f₂(u) = (5/2)u²"


def test_the_file_holds_the_function() -> None:
    start = (Fraction(1, 2),)
    told, made = problem_in(source(WELLS, "of-a-file", start)), WELLS.problem("of-a-file", [start])
    x = np.linspace(-3, 3, 25)[:, None]
    np.testing.assert_array_equal(told.gradient(x), made.gradient(x))
    np.testing.assert_array_equal(told.value(x), made.value(x))
    assert (told.name, told.formula, told.starts) == (made.name, made.formula, made.starts)
