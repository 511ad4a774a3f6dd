"""What is drawn of a certificate: a level that it gives, a region in one or two dimensions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import by_hand, recorded, setting

from sam_theory.certificates.established import Established
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.forms import Cell, Certificate, Cycle, Entry, Side, Trap
from sam_theory.statements.stalls import Stall, stall_of
from sam_theory.statements.theorem import Run

HALF = Fraction(1, 2)
SIDE: Side = (Fraction(-1), HALF)
SHOWN = Established(text="by hand", slope=HALF, recurring=HALF)


def trap(dimension: int) -> Trap:
    """One cell, [−1, 1/2] in every coordinate."""
    return Trap(cells=(Cell((SIDE,) * dimension),), step=SIDE, radius=SIDE, slope=HALF)


def told(
    certificate: Certificate, dimension: int, at: int = 20, shown: Established = SHOWN
) -> Stall:
    """What is drawn of a run that goes to 0 like 1/k."""
    eigenvalues = ", ".join("1.0" for _ in range(dimension))
    name = f"quadratic[eigenvalues=({eigenvalues},)]"
    s = setting(name, "sam", "0.1", "0.1")
    x = np.repeat(1 / np.arange(1.0, 101)[:, None], dimension, axis=1)
    run = by_hand(s, recorded(s, x))
    entry = Entry(start=(HALF,) * dimension, at=at)
    found = stall_of(
        replace(run, certified=Certified(certificate=certificate, entry=entry, shown=shown))
    )
    assert found is not None
    return found


def test_a_run_without_a_certificate_has_none() -> None:
    s = setting("quadratic", "sam", "0.1", "0.1")
    run: Run = by_hand(s, recorded(s, np.ones((4, 2))))
    assert stall_of(run) is None


@pytest.mark.parametrize("dimension", [1, 2])
def test_the_region_of_a_trap_is_its_boxes(dimension: int) -> None:
    found = told(trap(dimension), dimension)
    assert found.region is not None
    assert found.region.boxes == (((-1.0, 0.5),) * dimension,)
    assert found.region.points == ()


@pytest.mark.parametrize("dimension", [1, 2])
def test_of_a_cycle_points_are_drawn_without_state(dimension: int) -> None:
    points = ((HALF,) * (2 * dimension), (-HALF,) * (2 * dimension))  # with one state
    found = told(Cycle(points=points, width=HALF, slope=HALF), dimension)
    assert found.region is not None
    assert found.region.points == ((0.5,) * dimension, (-0.5,) * dimension)


def test_nothing_is_drawn_in_space() -> None:
    assert told(trap(3), 3).region is None


def test_the_run_is_seen_where_windows_begin_at_the_entry_or_later() -> None:
    region = told(trap(1), 1, at=21).region
    assert region is not None
    assert region.seen is not None
    ((low, high),) = region.seen
    assert low == 0.01
    assert 1 / 23 < high <= 1 / 21
    assert told(trap(1), 1, at=1000).region == replace(region, seen=None)


CYCLE = Cycle(points=((HALF,),), width=HALF, slope=HALF)


@pytest.mark.parametrize(
    ("certificate", "shown", "words", "level"),
    [
        (trap(1), SHOWN, "‖∇f(xᵏ)‖ ≥ 0.5 for k ≥ 20", 0.5),
        (CYCLE, SHOWN, "liminf ‖∇f(xᵏ)‖ ≥ 0.5", 0.5),
        (CYCLE, replace(SHOWN, slope=Fraction(0)), "limsup ‖∇f(xᵏ)‖ ≥ 0.5", 0.5),
        (CYCLE, Established(text="by hand", escapes=True), "", 0.0),
        (CYCLE, replace(SHOWN, slope=Fraction(2, 3)), "liminf ‖∇f(xᵏ)‖ ≥ 0.666666", 2 / 3),
    ],
)
def test_a_level_is_told_for_what_it_is(
    certificate: Certificate, shown: Established, words: str, level: float
) -> None:
    found = told(certificate, 1, shown=shown)
    assert (found.words, found.level, found.since) == (words, level, 20)
