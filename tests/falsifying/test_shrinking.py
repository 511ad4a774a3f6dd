"""What is a step simpler: constants of steps and radii lose their large denominators."""

from __future__ import annotations

from fractions import Fraction

from holding import LIBRARY

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.falsifying.shrinking import simpler


def test_constants_with_smaller_denominators_are_tried() -> None:
    one = Candidate(
        function=Sum((quadratic(Fraction(2)),)),
        method=LIBRARY.get("methods", "sam"),
        step="13/16",
        radius="1/k",
        start=(Fraction(1),),
    )
    found = list(simpler(one))
    assert {each.step for each in found} >= {"3/4", "4/5", "1", "1/2"}
    assert all(each.weight < one.weight for each in found)
