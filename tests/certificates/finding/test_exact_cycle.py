"""Cycles that exact runs reach."""

from __future__ import annotations

from fractions import Fraction

import pytest

pytest.importorskip("flint")
from settings_of_certificates import dynamics

from sam_theory.certificates.finding.exact_cycle import find
from sam_theory.certificates.forms import ExactCycle
from sam_theory.certificates.wording import root_below

PARABOLA = "quadratic[eigenvalues=(1.0,)]"
ROUND = "quadratic[eigenvalues=(1.0, 1.0)]"
HUBER = "huber[dimension=1]"
WELL = "double-well"
TURNS = "where(Mod(k, 2) == 1, 1/2, 3/4)"


@pytest.mark.parametrize(
    ("setting", "start", "at", "period"),
    [
        ((PARABOLA, "sam", "0.5", "1"), (Fraction(1, 3),), 1, 2),
        ((PARABOLA, "sam", TURNS, "1"), (Fraction(5, 7),), 1, 2),
        ((HUBER, "sam", "0.5", "1"), (Fraction(7, 3),), 5, 2),
        ((HUBER, "sam", "where(k < 4, 1/3, 1/2)", "1"), (Fraction(7, 3),), 6, 2),
        ((WELL, "sam", "0.1", "0.5"), (Fraction(1, 2),), 1, 1),
        (
            (ROUND, "sam-momentum[momentum=0.0]", "0.5", "1"),
            (Fraction(1, 5), Fraction(4, 15)),
            2,
            2,
        ),
    ],
)
def test_cycles_are_found(
    setting: tuple[str, str, str, str], start: tuple[Fraction, ...], at: int, period: int
) -> None:
    found = find(dynamics(*setting), [start])
    assert found is not None
    cycle, entry = found.certificate, found.entry
    assert isinstance(cycle, ExactCycle)
    assert (entry.start, entry.at, len(cycle.points)) == (start, at, period)
    assert cycle.slope > 0


@pytest.mark.parametrize(
    "setting",
    [
        (PARABOLA, "sam", "0.5", "0"),  # converges, and never comes back
        (PARABOLA, "gradient-descent", "1", "0"),  # ends at 0
        (PARABOLA, "sam", "1/k", "1"),
        (HUBER, "rsam", "0.5", "1"),
        ("logistic", "sam", "0.5", "1"),
        (PARABOLA, "gradient-descent", "2 - where(k == 40, 1, 0)", "0"),  # ±1/3, up to k = 40
    ],
)
def test_none_is_found_where_there_is_none(setting: tuple[str, str, str, str]) -> None:
    where = dynamics(*setting)
    assert find(where, [(Fraction(1, 3),) * where.problem.dimension], steps=60) is None


def test_roots_from_below() -> None:
    assert root_below(Fraction(4, 9)) == Fraction(2, 3)
    for value in (Fraction(2), Fraction(1, 3), Fraction(10**13 + 1), Fraction(1, 10**13 + 1)):
        root = root_below(value)
        assert root**2 <= value < (root * Fraction(100001, 100000)) ** 2
