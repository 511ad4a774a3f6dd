"""What steps in floats show against cells is shown of no true trap, and of those that are left."""

from __future__ import annotations

from fractions import Fraction

import pytest

pytest.importorskip("flint")
from certificates.case import Case
from certificates.true_traps import TRUE
from stepping import dynamics

from sam_theory.certificates.established import Refused
from sam_theory.certificates.finding.leaving import Intervals, leaves, spreads
from sam_theory.certificates.forms import Cell, Trap
from sam_theory.certificates.verifier.trap import verify

SQUARE = "quadratic[eigenvalues=(1.0,)]"
HALF, TENTH = Fraction(1, 2), Fraction(1, 10)
TRAPS = [case for case in TRUE if isinstance(case.certificate, Trap)]


def cell(low: str, high: str) -> Cell:
    return Cell(((Fraction(low), Fraction(high)),))


@pytest.mark.parametrize("case", TRAPS, ids=lambda case: f"{case.problem} {case.method}")
def test_no_true_trap_is_left(case: Case) -> None:
    trap = case.certificate
    assert isinstance(trap, Trap)
    assert not leaves(case.dynamics, trap.cells, trap.step, trap.radius)


@pytest.mark.parametrize("method", ["sam", "f-sam", "vasso", "heavy-ball", "sam-adamw"])
def test_what_is_left_the_verifier_refuses(method: str) -> None:
    """From the left end of [1/100, 1/5] SAM goes to −9/200; averages may be anything."""
    setting, sides = dynamics(SQUARE, "1/2", "1/10", method), (HALF, HALF)
    cells = (cell("1/100", "1/5"),)
    assert leaves(setting, cells, sides, (TENTH, TENTH))
    trap = Trap(cells=cells, step=sides, radius=(TENTH, TENTH), slope=Fraction(1, 100))
    assert isinstance(verify(setting.problem, setting.method, trap), Refused)


@pytest.mark.parametrize("method", ["f-sam", "vasso"])
def test_cells_that_no_average_leads_out_of(method: str) -> None:
    """From [−1, 1] to x/2 ± 1/20, whatever the direction is."""
    setting = dynamics(SQUARE, "1/2", "1/10", method)
    assert not leaves(setting, (cell("-1", "1"),), (HALF, HALF), (TENTH, TENTH))
    assert leaves(setting, (cell("-1/25", "1/25"),), (HALF, HALF), (TENTH, TENTH))


def test_cells_with_states_are_left_to_the_verifier() -> None:
    held = Cell(cell("1/100", "1/5").x, state=(cell("-1", "1").x,))
    setting = dynamics(SQUARE, "1/2", "1/10", "f-sam")
    assert not leaves(setting, (held,), (HALF, HALF), (TENTH, TENTH))


@pytest.mark.parametrize("method", ["sam", "f-sam"])
def test_intervals_that_spread(method: str) -> None:
    """From 1/2 runs come to about ±1/30, by halves: some ten intervals of 1/20 on either side."""
    setting = dynamics(SQUARE, "1/2", "1/10", method)
    start = Intervals(frozenset([10]), 0.0, 0.05)

    def more_than(most: int, rounds: int = 60) -> bool:
        return spreads(setting, start, (HALF, HALF), (TENTH, TENTH), most=most, rounds=rounds)

    assert more_than(3)
    assert not more_than(3, rounds=1)
    assert not more_than(100)
