"""Worst cases over all norms of the gradients."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.answering import answered
from sam_theory.bounds.building import Norm
from sam_theory.bounds.enclosing import enclosed
from sam_theory.bounds.verifier import flaw
from sam_theory.errors import UsageError

TWO = asked("sam", "smooth-convex", "gradient", "Delta", iterations=2)


def test_two_steps_of_sam_are_enclosed_by_boxes_that_cover_all_norms() -> None:
    found = enclosed(TWO)
    assert found.upper is not None
    assert found.attained is not None
    assert 0.999 * float(found.upper) <= float(found.attained.value) <= float(found.upper)
    assert all(flaw(piece.certificate) is None for piece in found.pieces)
    assert found.upper == max(piece.certificate.bound for piece in found.pieces)
    first, second = (max(piece.box[k].high for piece in found.pieces) for k in (0, 1))
    assert first**2 >= 2  # 2LΔ
    sides = ([norm.high - norm.low for norm in piece.box] for piece in found.pieces)
    assert len(found.pieces) > 1
    assert sum(one * two for one, two in sides) == first * second


def test_more_steps_are_called_a_relaxation() -> None:
    row = answered(replace(TWO, iterations=3))
    assert (row.kind, row.certified, len(row.certificates)) == ("relaxed", True, 1)


def test_one_box_is_a_relaxation() -> None:
    relaxed, better = enclosed(TWO, most=1), enclosed(TWO, most=4)
    assert relaxed.upper is not None
    assert better.upper is not None
    assert better.upper < relaxed.upper
    assert len(relaxed.pieces) == 1


def test_a_norm_that_is_given_is_kept() -> None:
    question = asked("sam", "smooth", "decrease", "anywhere", iterations=2)
    half = Norm(Fraction(1, 2), Fraction(1, 2))
    found = enclosed(question, half, most=2)
    assert all(piece.box[0] == half for piece in found.pieces)
    assert found.attained is not None
    assert abs(found.attained.example.pieces.at(found.attained.example.start)[1]) == half.low
    with pytest.raises(UsageError, match="give R or Δ"):
        enclosed(question)
    with pytest.raises(UsageError, match=r"must be over a class with \(3\); got descent"):
        enclosed(asked("sam", "descent", "decrease", "anywhere", iterations=2), half)
