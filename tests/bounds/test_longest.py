"""The longest step: (12) asks for more than is needed."""

from __future__ import annotations

from fractions import Fraction

from asking_bounds import asked

from sam_theory.bounds.longest import longest


def test_relative_errors() -> None:
    """2/(L(1 + ν)), where Lx²/2 stays level."""
    found = longest(asked("igd-relative[error=0.25]", "descent", "decrease", "anywhere"))
    assert found is not None
    assert found.level is not None
    assert found.level.attained is not None
    assert found.published == Fraction(24, 25)
    assert found.safe == found.level.question.step == Fraction(8, 5)
    assert found.level.attained.value == 0


def test_extragradient_may_take_longer_steps() -> None:
    found = longest(asked("extragradient", "smooth", "decrease", "anywhere"))
    assert found is not None
    assert found.safe is not None
    assert found.level is not None
    assert Fraction(23, 10) < found.safe < found.level.question.step < Fraction(24, 10)


def test_no_step_is_short_enough_for_usam_under_4() -> None:
    found = longest(asked("usam", "descent", "decrease", "anywhere"))
    assert found is not None
    assert found.safe is None
    assert found.level is None


def test_where_12_says_nothing() -> None:
    assert longest(asked("sam", "smooth", "decrease", "anywhere")) is None
    assert longest(asked("usam", "smooth", "gap", "Delta")) is None
