"""One step: certified, matched by functions, and equal to closed forms."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from asking_bounds import asked

from sam_theory.bounds.answering import answered
from sam_theory.bounds.published import closed_form, published
from sam_theory.bounds.question import Start
from sam_theory.library.catalogues import Library

CLASSES = ("smooth", "descent", "smooth-convex", "smooth-strongly-convex[mu=0.1]")
METHODS = (
    "gradient-descent",
    "sam",
    "usam",
    "extragradient",
    "unified-sam[mixture=0.5]",
    "igd-absolute[error=0.3]",
    "igd-relative[error=0.3]",
)
ONE = Fraction(1)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("functions", CLASSES)
def test_one_step(method: str, functions: str) -> None:
    question = asked(method, functions, "decrease", "anywhere")
    row = answered(question, ONE)
    assert row.kind == "exact"
    assert row.upper is not None
    assert row.attained is not None
    assert 0 <= row.upper - row.attained.value < Fraction(1, 1000)
    closed = closed_form(question, ONE, Library())
    if functions == "descent" and method in ("sam", "usam", "unified-sam[mixture=0.5]"):
        assert closed is None  # f may climb to the probe, by rs + Lr²/2
        assert row.upper == Fraction(9, 32)
    elif closed is not None:
        assert row.upper == closed[2]


def test_published_bounds_are_not_exceeded_where_they_are_true() -> None:
    """(40) is false for USAM under (4), and all others are right."""
    library, exceeded = Library(), set()
    for method in METHODS:
        for functions in CLASSES:
            question = asked(method, functions, "decrease", "anywhere")
            row = answered(question, ONE)
            assert row.upper is not None
            assert row.attained is not None
            for entry, bound in published(question, ONE, library):
                if row.attained.value > bound:
                    exceeded.add((method, functions, entry.name))
                else:
                    assert row.upper <= bound + Fraction(1, 10**9)
    assert exceeded == {("usam", "descent", "(40)"), ("usam", "descent", "(43) with (39)")}


def test_over_all_norms() -> None:
    row = answered(asked("sam", "smooth-convex", "gradient", "Delta"))
    assert row.kind == "enclosure"
    assert row.upper is not None
    assert row.attained is not None
    assert 0 <= row.upper - row.attained.value < Fraction(1, 1000)


@pytest.mark.parametrize("size", ["1/10000", "1000"])
@pytest.mark.parametrize(
    ("method", "functions", "criterion", "start"),
    [
        ("usam", "smooth", "gap", "R"),
        ("usam", "smooth-convex", "gap", "Delta"),
        ("sam", "smooth-convex", "gap", "R"),
        ("sam", "smooth", "gradient", "Delta"),
    ],
)
def test_nothing_depends_on_units(
    method: str, functions: str, criterion: str, start: Any, size: str
) -> None:
    """c²f(x/c) has c times the distances and gradients; radii of SAM are c times as long too."""
    c = Fraction(size)
    radius = Fraction(1, 4) * (c if method == "sam" else 1)
    begun = Start(start, c if start == "R" else c**2)
    unit = answered(asked(method, functions, criterion, start))
    row = answered(asked(method, functions, criterion, begun, radius=radius))
    assert unit.upper is not None
    assert unit.attained is not None
    assert row.upper is not None
    assert row.attained is not None
    assert float(row.upper / c**2) == pytest.approx(float(unit.upper), rel=1e-6)
    assert float(row.attained.value / c**2) == pytest.approx(float(unit.attained.value), rel=1e-4)
