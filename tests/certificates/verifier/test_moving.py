"""Cells that move: accepted where steps lead on, refused where a digit is another."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

pytest.importorskip("flint")
from moving_cells import (
    ACCEPTED,
    FREE,
    SQUARE,
    SWAPPED,
    beyond,
    cells,
    half_line,
    setting,
    swapping,
)

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import (
    Established,
    Refused,
    refuted_properties,
)
from sam_theory.certificates.forms import Entry, Moving, MovingCell
from sam_theory.certificates.verifier.accepting import accept, accept_run
from sam_theory.schedules.schedule import Numbers, Schedule
from sam_theory.setting.facts import Fact, Facts


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str) -> None:
    dynamics, moving, _ = ACCEPTED[name]
    assert isinstance(accept(dynamics, moving), Established)


SADDLE = setting("saddle", "gradient-descent", "1/(2*k)")
TAIL = setting("exponential-tail", "gradient-descent", "0.5")
FINITE = setting(SQUARE, "gradient-descent", "1/k**2")
LOG = ACCEPTED["log cosh"]
BALL = ACCEPTED["heavy ball"]
BROKEN: dict[str, tuple[Dynamics, Moving, str]] = {
    "inner end": (SWAPPED, swapping("0.26"), "leave"),
    "outer end": (SWAPPED, swapping(high="0.74+1/(2*k)"), "leave"),
    "how it shrinks": (SWAPPED, swapping(high="3/4+0.49/k"), "leave"),
    "how fast": (SWAPPED, swapping(high="3/4+1/(2*k**2)"), "leave"),
    "slope": (SWAPPED, swapping(slope="0.251"), "‖∇f‖"),
    "slope in k": (SWAPPED, swapping(slope="1/4+1/k**3"), "‖∇f‖"),
    "gap": (SWAPPED, swapping(gap=Fraction(33, 1000)), "inf f"),
    "size": (SWAPPED, swapping(size="0.251"), "‖x‖"),
    "one cell alone": (SWAPPED, replace(swapping(), cells=swapping().cells[:1]), "leave"),
    "the same cell twice": (SWAPPED, replace(swapping(), cells=swapping().cells[:1] * 2), "leave"),
    "another radius": (setting(SQUARE, "sam", "1/k", "k+1/4"), swapping(), "leave"),
    "another step": (setting(SQUARE, "sam", "1.1/k", "k"), swapping(), "leave"),
    "another method": (setting(SQUARE, "gradient-descent", "1/k", "k"), swapping(), "leave"),
    "another problem": (
        setting("quadratic[eigenvalues=(1.01,)]", "sam", "1/k", "k"),
        swapping(),
        "leave",
    ),
    "growth": (SADDLE, beyond("k**0.501", 1, size="k**0.501"), "leave"),
    "slope of growth": (SADDLE, beyond("sqrt(k)", 1, slope="1.001*sqrt(k)"), "‖∇f‖"),
    "size of growth": (SADDLE, beyond("sqrt(k)", 1, size="1.001*sqrt(k)"), "‖x‖"),
    "the other coordinate": (
        SADDLE,
        Moving(cells=cells((("sqrt(k)", None), FREE)), start=1, size="sqrt(k)"),
        "leave",
    ),
    "logarithm": (TAIL, half_line("log(0.51*k)", 3, size="log(0.51*k)"), "leave"),
    "step of the logarithm": (
        setting("exponential-tail", "gradient-descent", "0.49"),
        half_line("log(k/2)", 1000, size="log(k/2)"),
        "leave",
    ),
    "too early": (TAIL, half_line("log(k/2)", 1, size="log(k/2)"), "comparison"),
    "the end of finite sums": (
        FINITE,
        Moving(cells=cells(("0.1*k/(k-0.9)", "2")), start=2, slope="0.1"),
        "leave",
    ),
    "the first k of finite sums": (
        FINITE,
        Moving(cells=cells(("0.1*k/(k-1)", "2")), start=1, slope="0.1"),
        "defined",
    ),
    "the outer end of finite sums": (
        FINITE,
        Moving(cells=cells(("0.1*k/(k-1)", "1+2/k")), start=2, slope="0.1"),
        "leave",
    ),
    "state": (
        BALL[0],
        replace(BALL[1], cells=(MovingCell((("k", None),), ((("-1", "1"),),)),)),
        "",
    ),
    "no state": (BALL[0], replace(BALL[1], cells=(MovingCell((("k", None),)),)), "state"),
    "empty": (SWAPPED, swapping("3/4", "1/2+1/k"), "interval"),
    "no cells": (SWAPPED, Moving(cells=(), start=1), "some"),
    "k = 0": (SWAPPED, swapping(start=0), "k ≥ 1"),
    "two sides": (SWAPPED, beyond("1", 1), "1 sides"),
    "L": (SWAPPED, swapping("L/4"), "known constants"),
    "no formula": (SWAPPED, swapping("a quarter"), "parse"),
    "numbers": (
        replace(SWAPPED, step=Schedule.of(Numbers(np.ones(5)))),
        swapping(),
        "formulas",
    ),
    "noise": (setting(SQUARE, "rsam", "1/k", "k"), swapping(), "normal"),
    "steep": (LOG[0], replace(LOG[1], slope="23/100"), "‖∇f‖"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_refused(name: str) -> None:
    dynamics, moving, reason = BROKEN[name]
    shown = accept(dynamics, moving)
    assert isinstance(shown, Refused)
    assert reason in shown.reason


def established(name: str) -> Established:
    dynamics, moving, _ = ACCEPTED[name]
    shown = accept(dynamics, moving)
    assert isinstance(shown, Established)
    return shown


def test_what_follows_of_bounded_cells() -> None:
    shown = established("swapping")
    assert (shown.slope, shown.recurring, shown.gap) == (
        Fraction(1, 4),
        Fraction(1, 4),
        Fraction(1, 32),
    )
    assert shown.bounded
    assert not shown.escapes
    assert not shown.unless_stationary
    assert "[1/4, 3/4+1/(2*k)]" in shown.text
    failing = refuted_properties(shown, Facts(convex=Fact(True, "by hand")))
    assert set(failing) == {
        "liminf-gradient",
        "stationary-accumulation",
        "gradient-limit",
        "iterate-limit",
        "value-limit",
    }


def test_what_follows_of_growth() -> None:
    shown = established("concave")
    assert shown.escapes
    assert not shown.bounded
    assert shown.slope == 1  # the least of √k for k ≥ 1
    failing = refuted_properties(shown, Facts())
    assert "stationary-accumulation" not in failing  # holds vacuously
    assert {"iterate-limit", "liminf-gradient"} <= set(failing)
    assert "value-limit" not in failing  # f may have another point where ∇f = 0 and f is as low


def test_what_follows_of_escape_alone() -> None:
    shown = established("exponential tail")
    assert shown.escapes
    assert shown.slope == 0
    assert not shown.unless_stationary
    convex = Facts(convex=Fact(True, "by hand"))
    failing = {"iterate-limit", "bounded", "convergence"}
    assert set(refuted_properties(shown, convex)) == failing
    nowhere = replace(convex, attained=Fact(False, "by hand"))  # is ∇f = 0
    assert set(refuted_properties(shown, nowhere)) == {*failing, "value-limit"}


def test_cells_in_which_a_gradient_may_vanish_say_so() -> None:
    shown = accept(FINITE, Moving(cells=cells(("-1", "1")), start=2))
    assert isinstance(shown, Established)
    assert shown.unless_stationary


def test_a_size_that_does_not_grow_is_no_escape() -> None:
    shown = accept(SADDLE, beyond("1", 1, slope="1", size="2-1/k"))
    assert isinstance(shown, Refused)
    shown = accept(SADDLE, beyond("1", 1, slope="1", size="1-1/k"))
    assert isinstance(shown, Established)
    assert not shown.escapes


@pytest.mark.parametrize("name", ["swapping", "concave", "linear"])
def test_a_run_that_is_there(name: str) -> None:
    dynamics, moving, start = ACCEPTED[name]
    entry = Entry(start=tuple(map(Fraction, start)), at=moving.start)
    assert isinstance(accept_run(dynamics, moving, entry), Established)


def test_runs_that_are_not_there() -> None:
    later = replace(swapping(), start=2)
    for moving, start, at in (
        (swapping(), Fraction(5, 4) + Fraction(1, 1000), 1),
        (swapping(), Fraction(1, 4) - Fraction(1, 1000), 1),
        (later, Fraction(1, 2), 1),  # before its first k
    ):
        shown = accept_run(SWAPPED, moving, Entry(start=(start,), at=at))
        assert isinstance(shown, Refused)
        assert "not seen to be there" in shown.reason
    assert isinstance(accept_run(SWAPPED, later, Entry(start=(Fraction(1, 2),), at=2)), Established)


def test_the_state_counts_for_a_run() -> None:
    dynamics, moving, start = ACCEPTED["heavy ball"]
    entry = Entry(start=tuple(map(Fraction, start)), at=1)
    assert isinstance(accept_run(dynamics, moving, entry), Established)
    (cell,) = moving.cells
    elsewhere = replace(moving, cells=(replace(cell, state=((("-2", "-1"),),)),))
    assert isinstance(accept_run(dynamics, elsewhere, entry), Refused)


def test_a_size_from_both_coordinates() -> None:
    still = setting("saddle", "gradient-descent", "0*k")
    square = cells((("3", "4"), ("4", "5")))
    assert isinstance(accept(still, Moving(cells=square, start=1, size="5")), Established)
    assert isinstance(accept(still, Moving(cells=square, start=1, size="5.001")), Refused)


def test_ends_that_grow_are_not_bounded() -> None:
    for high, bounded in (("k+1", False), ("2", True)):
        shown = accept(FINITE, Moving(cells=cells(("0.1*k/(k-1)", high)), start=2, slope="0.1"))
        assert isinstance(shown, Established)
        assert shown.bounded is bounded


def test_a_state_that_leaves_its_box_alone_is_refused() -> None:
    dynamics, moving, _ = ACCEPTED["heavy ball"]
    for low, kind in (("-10.0001", Established), ("-9.9999", Refused)):
        cell = MovingCell((("k", None),), (((low, "0"),),))
        assert isinstance(accept(dynamics, replace(moving, cells=(cell,))), kind)


def test_a_method_that_returns_no_state_is_refused() -> None:
    forgetful = replace(SWAPPED, method=replace(SWAPPED.method, memory=1))
    both = tuple(replace(cell, state=((("0", "0"),),)) for cell in swapping().cells)
    shown = accept(forgetful, swapping(cells=both))
    assert isinstance(shown, Refused)
    assert "other states" in shown.reason
