"""Worst cases over all norms of the gradients."""

from __future__ import annotations

from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.building import Norm
from sam_theory.bounds.enclosing import enclosed
from sam_theory.bounds.verifier import flaw
from sam_theory.errors import UsageError


def test_two_steps_of_sam_are_enclosed() -> None:
    found = enclosed(asked("sam", "smooth-convex", "gradient", "Delta", iterations=2))
    assert found.upper is not None
    assert found.attained is not None
    assert 0.999 * float(found.upper) <= float(found.attained.value) <= float(found.upper)
    assert all(flaw(piece.certificate) is None for piece in found.pieces)
    assert found.upper == max(piece.certificate.bound for piece in found.pieces)


def test_the_boxes_cover_all_norms() -> None:
    found = enclosed(asked("sam", "smooth-convex", "gradient", "Delta", iterations=2))
    whole = [max(piece.box[k].high for piece in found.pieces) for k in (0, 1)]
    assert whole[0] ** 2 >= 2  # 2LΔ
    area = sum(
        (one.high - one.low) * (two.high - two.low) for one, two in (p.box for p in found.pieces)
    )
    assert len(found.pieces) > 1
    assert area == whole[0] * whole[1]


def test_one_box_is_a_relaxation() -> None:
    question = asked("sam", "smooth-convex", "gradient", "Delta", iterations=2)
    relaxed, better = enclosed(question, most=1), enclosed(question, most=4)
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
    with pytest.raises(UsageError, match="need"):
        enclosed(asked("sam", "descent", "decrease", "anywhere", iterations=2), half)
