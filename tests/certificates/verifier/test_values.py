"""What is said of f where a run comes back to."""

from __future__ import annotations

from fractions import Fraction

import pytest

pytest.importorskip("flint")
from sam_theory.certificates.verifier.values import accumulation
from sam_theory.library.catalogues import Library
from sam_theory.setting.jets import ball


@pytest.mark.parametrize(
    ("problem", "gap"), [("saddle", 0), ("quadratic[eigenvalues=(1.0, 1.0)]", Fraction(1, 2))]
)
def test_the_gap_where_f_is_bounded_below_or_not(problem: str, gap: Fraction) -> None:
    item = Library().get("problems", problem)
    points = [(ball(1), ball(0)), (ball(-1), ball(0))]
    assert accumulation(item, points) == (gap, False)
