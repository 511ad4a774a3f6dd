"""A method whose x⁺ is not x − tg is trusted nowhere."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

pytest.importorskip("flint")
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Cell, Trap
from sam_theory.certificates.verifier.trap import verify
from sam_theory.library.catalogues import Library
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import namespace

SAM = Library().get("methods", "sam")
SINE = Library().get("problems", "si-yun-sine")
HELD = Trap(
    cells=(Cell(((Fraction(-2, 100), Fraction(0)),)),),
    step=(Fraction(0), Fraction(1, 2)),
    radius=(Fraction(1, 10), Fraction(1, 10)),
    slope=Fraction(1, 1000),
)


def jumping(at: Point) -> Move:
    """Far away where x > −1/200, with SAM's g."""
    move = SAM.step(at)
    return move._replace(x=namespace(at.x).where(at.x > -0.005, move.x + 100, move.x))


def shifted(at: Point) -> Move:
    """A little to the right, with SAM's g."""
    move = SAM.step(at)
    return move._replace(x=move.x + 1e-6)


def test_it_is_held() -> None:
    assert isinstance(verify(SINE, SAM, HELD), Established)


@pytest.mark.parametrize("step", [jumping, shifted])
def test_another_step_is_refused(step) -> None:
    assert isinstance(verify(SINE, replace(SAM, step=step), HELD, effort=50), Refused)
