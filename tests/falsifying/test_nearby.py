"""Settings beside a setting differ from it in one number."""

from __future__ import annotations

from fractions import Fraction

from holding import LIBRARY

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.functions import beside
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.nearby import functions_near, schedules_and_starts_near
from sam_theory.falsifying.piecing import quadratic

ONE = Candidate(
    function=Sum((quadratic(Fraction(2)),)),
    method=LIBRARY.get("methods", "sam"),
    step="3/4",
    radius="1/(2*k)",
    start=(Fraction(1),),
)


def test_numbers_beside_a_number() -> None:
    assert list(beside(Fraction(1))) == [*map(Fraction, ("1/2", "3/2", "2", "-1"))]
    assert list(beside(Fraction(0))) == [Fraction(-1, 2), Fraction(1, 2)]
    assert all(abs(n) <= 8 for n in beside(Fraction(8)))


def test_one_thing_changes() -> None:
    near = list(schedules_and_starts_near(ONE))
    assert {one.step for one in near if one.step != ONE.step} == {"3/2", "3/8", "9/8", "9/16", "0"}
    radii = {one.radius for one in near if one.radius != ONE.radius}
    assert radii == {"2/(2*k)", "1/(1*k)", "1/(3*k)", "1/(4*k)"}
    for one in near:
        assert sum(a != b for a, b in zip(one.key, ONE.key, strict=True)) == 1


def test_functions_beside_a_function() -> None:
    numbers = ONE.function.numbers
    for one in functions_near(ONE):
        assert sum(a != b for a, b in zip(one.function.numbers, numbers, strict=True)) == 1
