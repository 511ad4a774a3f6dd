"""Cycles in rational numbers: accepted to the last digit, and not beside it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

pytest.importorskip("flint")
from settings_of_certificates import dynamics

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Entry, ExactCycle
from sam_theory.certificates.verifier.accepting import accept, accept_run

HAIR = Fraction(1, 10**30)
PARABOLA = dynamics("quadratic[eigenvalues=(1.0,)]", "sam", "0.5", "1")
TWO = ExactCycle(
    points=((Fraction(1, 3),), (Fraction(-1, 3),)),
    steps=(Fraction(1, 2),) * 2,
    radii=(Fraction(1),) * 2,
    slope=Fraction(1, 3),
)
START = Entry(start=(Fraction(1, 3),), at=1)


def accepted(setting: Dynamics, cycle: ExactCycle, entry: Entry) -> Established:
    shown = accept_run(setting, cycle, entry)
    assert isinstance(shown, Established), shown
    return shown


def refused(setting: Dynamics, cycle: ExactCycle, entry: Entry | None = None) -> str:
    shown = accept(setting, cycle) if entry is None else accept_run(setting, cycle, entry)
    assert isinstance(shown, Refused)
    return shown.reason


def test_the_two_cycle_of_the_parabola() -> None:
    shown = accepted(PARABOLA, TWO, START)
    assert (shown.slope, shown.bounded, shown.values_part) == (Fraction(1, 3), True, False)
    assert Fraction(1, 18) - Fraction(1, 10**9) < shown.gap <= Fraction(1, 18)


@pytest.mark.parametrize(
    "broken",
    [
        replace(TWO, points=((Fraction(1, 3) + HAIR,), (Fraction(-1, 3),))),
        replace(TWO, points=((Fraction(1, 3),), (Fraction(-1, 3) + HAIR,))),
        replace(TWO, points=TWO.points[:1], steps=TWO.steps[:1], radii=TWO.radii[:1]),
        replace(TWO, points=(), steps=(), radii=()),
        replace(TWO, points=((Fraction(1, 3), Fraction(0)), (Fraction(-1, 3), Fraction(0)))),
        replace(TWO, steps=(Fraction(1, 2), Fraction(1, 2) + HAIR)),
        replace(TWO, steps=(Fraction(1, 2),)),
        replace(TWO, radii=(Fraction(1), Fraction(1) - HAIR)),
        replace(TWO, slope=Fraction(1, 3) + HAIR),
        replace(TWO, slope=Fraction(0)),
        replace(TWO, points=((Fraction(1),), (Fraction(1),)), steps=(Fraction(0), Fraction(-1))),
    ],
)
def test_a_hair_beside_it(broken: ExactCycle) -> None:
    assert refused(PARABOLA, broken)
    assert refused(PARABOLA, broken, START)


@pytest.mark.parametrize(
    "entry",
    [
        replace(START, start=(Fraction(1, 3) + HAIR,)),
        replace(START, start=(Fraction(1 / 3),)),
        replace(START, at=2),
        replace(START, at=0),
    ],
)
def test_runs_that_are_not_there(entry: Entry) -> None:
    assert refused(PARABOLA, TWO, entry)


def test_a_run_that_gets_there_after_some_steps() -> None:
    """g = ±1 at every probe: 7/3, 11/6, 4/3, 5/6, 1/3, −1/6, 1/3, …"""
    setting = dynamics("huber[dimension=1]", "sam", "0.5", "1")
    cycle = replace(TWO, points=((Fraction(-1, 6),), (Fraction(1, 3),)), slope=Fraction(1, 6))
    entry = Entry(start=(Fraction(7, 3),), at=6)
    shown = accepted(setting, cycle, entry)
    assert shown.values_part
    assert refused(setting, cycle, replace(entry, at=5))
    assert refused(setting, cycle, replace(entry, at=8, start=(Fraction(7, 3) + HAIR,)))


def test_a_fixed_point_of_the_double_well() -> None:
    """From x = ρ the probe goes down to 0, where ∇f = 0."""
    setting = dynamics("double-well", "sam", "0.1", "0.5")
    cycle = ExactCycle(
        points=((Fraction(1, 2),),),
        steps=(Fraction(0.1),),
        radii=(Fraction(1, 2),),
        slope=Fraction(3, 8),
    )
    assert refused(setting, cycle, Entry(start=(Fraction(1, 2),), at=1))  # 0.1 is a float there
    cycle = replace(cycle, steps=(Fraction(1, 10),))
    accepted(setting, cycle, Entry(start=(Fraction(1, 2),), at=1))
    accepted(setting, cycle, Entry(start=(Fraction(1, 2),), at=7))
    assert refused(setting, replace(cycle, slope=Fraction(3, 8) + HAIR))


def test_a_stationary_point_ends_the_run() -> None:
    setting = dynamics("double-well", "sam", "0.1", "0")
    still = ExactCycle(
        points=((Fraction(1),),), steps=(Fraction(1, 10),), radii=(Fraction(0),), slope=Fraction(1)
    )
    assert "stationary" in refused(setting, still)
    onto = dynamics("quadratic[eigenvalues=(1.0,)]", "gradient-descent", "1", "0")
    away = ExactCycle(
        points=((Fraction(3),),), steps=(Fraction(0),), radii=(Fraction(0),), slope=Fraction(1)
    )
    assert "stationary" in refused(onto, away, Entry(start=(Fraction(2),), at=3))


def test_schedules_that_change_later() -> None:
    late = dynamics("quadratic[eigenvalues=(1.0,)]", "sam", "where(k < 9, 1/2, 1/3)", "1")
    assert refused(late, TWO, START)
    never = dynamics("quadratic[eigenvalues=(1.0,)]", "sam", "1/2 + where(k == 1000001, 1, 0)", "1")
    assert refused(never, TWO, START)


def test_radii_that_change_later() -> None:
    later = dynamics("quadratic[eigenvalues=(1.0,)]", "sam", "0.5", "where(k < 9, 1, 2)")
    assert refused(later, TWO, START)


def test_steps_back_are_no_steps() -> None:
    """x⁺ = 2x by t = −1, and back by t = 1/2."""
    setting = dynamics("quadratic[eigenvalues=(1.0,)]", "gradient-descent", "0.5", "0")
    cycle = ExactCycle(
        points=((Fraction(1),), (Fraction(2),)),
        steps=(Fraction(-1), Fraction(1, 2)),
        radii=(Fraction(0),) * 2,
        slope=Fraction(1),
    )
    assert "nonnegative" in refused(setting, cycle)


def test_schedules_that_take_turns() -> None:
    """With t = 1/2 and 3/4 in turns, ρ = 1: a → −b → a, a(1 − s) + s = b …, solved by hand."""
    setting = dynamics(
        "quadratic[eigenvalues=(1.0,)]", "sam", "where(Mod(k, 2) == 1, 1/2, 3/4)", "1"
    )
    a, b = Fraction(5, 7), Fraction(1, 7)  # −b = a − (a + 1)/2, a = −b + (3/4)(b + 1)
    assert -b == a - (a + 1) / 2
    assert a == -b + Fraction(3, 4) * (b + 1)
    cycle = ExactCycle(
        points=((a,), (-b,)),
        steps=(Fraction(1, 2), Fraction(3, 4)),
        radii=(Fraction(1), Fraction(1)),
        slope=b,
    )
    assert accepted(setting, cycle, Entry(start=(a,), at=1)).values_part
    assert refused(setting, cycle, Entry(start=(-b,), at=1))
    swapped = replace(cycle, points=cycle.points[::-1], steps=cycle.steps[::-1])
    assert not isinstance(accept(setting, swapped), Refused)
    assert refused(setting, swapped, Entry(start=(-b,), at=1))


def test_states_are_part_of_a_point() -> None:
    """x⁺ = x − m/2, m = m₋/2 + x ± 1: the cycle ±a has m = ∓4a, and 4a = −2a + a + 1."""
    setting = dynamics("quadratic[eigenvalues=(1.0,)]", "sam-momentum[momentum=0.5]", "0.5", "1")
    a = Fraction(1, 5)
    cycle = ExactCycle(
        points=((a, -4 * a), (-a, 4 * a)),
        steps=(Fraction(1, 2),) * 2,
        radii=(Fraction(1),) * 2,
        slope=a,
    )
    assert isinstance(accept(setting, cycle), Established)
    assert refused(setting, replace(cycle, points=((a, -4 * a + HAIR), (-a, 4 * a))))
    assert refused(setting, replace(cycle, points=((a,), (-a,))))
    assert refused(setting, cycle, Entry(start=(a,), at=1))  # m = 0 at the start


def test_methods_that_draw_or_ask_for_k_and_irrational_numbers() -> None:
    assert "draws" in refused(dynamics("quadratic[eigenvalues=(1.0,)]", "rsam", "0.5", "1"), TWO)
    root = dynamics("quadratic[eigenvalues=(1.0,)]", "sam", "sqrt(2)/2", "1")
    assert refused(root, TWO, replace(START, at=2))
    assert refused(root, TWO, START)
    plane = replace(TWO, points=((Fraction(1), Fraction(1)),) * 2)
    assert "irrational" in refused(dynamics("quadratic", "sam", "0.5", "1"), plane)
