"""Linear equations over ℚ."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.bounds.rational import solved

F = Fraction


def test_the_first_columns_that_can_do_it_are_used() -> None:
    assert solved([[F(1), F(1), F(2), F(3)], [F(0), F(0), F(1), F(1)]]) == [1, 0, 1]
    assert solved([[F(0), F(2), F(1)]]) == [0, F(1, 2)]


def test_equations_that_contradict_each_other_have_no_solution() -> None:
    assert solved([[F(1), F(2), F(1)], [F(2), F(4), F(2)]]) == [1, 0]
    assert solved([[F(1), F(2), F(1)], [F(2), F(4), F(3)]]) is None
