"""Steps whose sum is too short: accepted, and refused where a number is moved."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

pytest.importorskip("flint")
from settings_of_certificates import dynamics

from sam_theory.certificates.established import Established, Refused, refuted_properties
from sam_theory.certificates.forms import Cell, Entry, Short
from sam_theory.certificates.verifier.accepting import accept, accept_run
from sam_theory.certificates.verifier.short import no_majorant
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Fact, Facts

HAIR = Fraction(1, 2**20)
TINY = Fraction(1, 2**40)  # room for the rounding of balls
LOW, SLOW, FAST = Fraction(55, 64) - TINY, Fraction(63, 64) - 2 * TINY, Fraction(9, 8) + TINY
PARABOLA = "quadratic[eigenvalues=(1.0,)]"
SETTING = dynamics(PARABOLA, "sam", "1/k**2", "1/8")  # g = x + 1/8 where x > 0
SHORT = Short(
    cell=Cell(x=((LOW, Fraction(1)),)),
    inside=((Fraction(1), Fraction(1)),),
    speeds=((SLOW, FAST),),
    radius=(Fraction(1, 8), Fraction(1, 8)),
    since=9,
    valid=2,
    majorant="1/(k-1)",
    total=Fraction(1, 8),
    slope=LOW - TINY,
)


def reason(broken: Short, setting: object = SETTING) -> str:
    shown = accept(setting, broken)  # type: ignore[arg-type]
    assert isinstance(shown, Refused), shown
    return shown.reason


def test_what_is_left_of_the_steps_is_too_short() -> None:
    shown = accept(SETTING, SHORT)
    assert isinstance(shown, Established), shown
    assert (shown.slope, shown.bounded) == (LOW - TINY, True)
    assert 0 < shown.gap <= Fraction(55, 64) ** 2 / 2
    assert set(refuted_properties(shown, Facts(convex=Fact(True, "by hand")))) == {
        "liminf-gradient",
        "stationary-accumulation",
        "gradient-limit",
        "iterate-limit",
        "value-limit",
    }


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (replace(SHORT, total=Fraction(1, 8) - HAIR), "Σtₖ"),
        (replace(SHORT, since=8), "Σtₖ"),
        (replace(SHORT, since=1, valid=2), "valid"),
        (replace(SHORT, valid=1), "U ≥ 0"),
        (replace(SHORT, valid=0), "valid"),
        (replace(SHORT, majorant="0.9/(k-1)"), "U(k+1)"),
        (replace(SHORT, majorant="1/k"), "U(k+1)"),
        (replace(SHORT, majorant="1/(k-1) - 1"), "U ≥ 0"),
        (replace(SHORT, majorant="x"), "may use only"),
        (replace(SHORT, majorant="L/(k-1)"), "constants"),
        (replace(SHORT, slope=LOW + HAIR), "‖∇f‖"),
        (replace(SHORT, slope=Fraction(0)), "positive"),
        (replace(SHORT, speeds=((SLOW, FAST - HAIR),)), "speeds"),
        (replace(SHORT, speeds=((SLOW + HAIR, FAST),)), "speeds"),
        (replace(SHORT, speeds=((SLOW, FAST + HAIR),)), "lead out"),
        (replace(SHORT, speeds=((-HAIR, FAST),)), "lead out"),
        (replace(SHORT, inside=((Fraction(1) - HAIR, Fraction(1)),)), "lead out"),
        (replace(SHORT, inside=((Fraction(1), Fraction(1) + HAIR),)), "lead out"),
        (replace(SHORT, cell=Cell(x=((LOW + HAIR, Fraction(1)),))), "lead out"),
        (replace(SHORT, cell=Cell(x=((LOW, Fraction(1) - HAIR),))), "lead out"),
        (
            replace(
                SHORT, cell=Cell(x=((LOW, Fraction(1)),), state=(((Fraction(0), Fraction(1)),),))
            ),
            "states",
        ),
        (replace(SHORT, cell=Cell(x=((LOW, Fraction(1)),) * 2)), "sides"),
        (replace(SHORT, inside=((Fraction(1), LOW),)), "empty"),
        (replace(SHORT, radius=(Fraction(1, 8) + HAIR, Fraction(1, 5))), "ρ"),
        (replace(SHORT, radius=(Fraction(0), Fraction(1, 8) - HAIR)), "ρ"),
        (replace(SHORT, radius=(Fraction(-1), Fraction(1, 8))), "nonnegative"),
        (replace(SHORT, radius=(Fraction(1, 8), Fraction(1, 8) + HAIR)), "speeds"),
        (replace(SHORT, radius=(Fraction(1, 8) - HAIR, Fraction(1, 8))), "speeds"),
    ],
)
def test_each_number_matters(broken: Short, why: str) -> None:
    assert why in reason(broken)


def test_the_first_k_of_a_majorant_matters() -> None:
    """t₁ = 1/5 is more than U(1) − U(2), and is not among the steps from k = 2 on."""
    step = Schedule("where(k == 2, 1, 1/k**2)")
    assert no_majorant(step, "1/(k-1)", 2)
    assert not no_majorant(step, "1/(k-1)", 3)


def test_negative_steps_are_no_steps() -> None:
    assert "tₖ ≥ 0" in no_majorant(Schedule("where(k == 9, -1, 0)"), "0", 2)


@pytest.mark.parametrize(
    ("step", "majorant", "valid"),
    [
        ("1/k**2", "1/(k-1)", 2),
        ("k**(-1.5)", "2/sqrt(k-1)", 2),
        ("0.5**k", "2.001*0.5**k", 1),
        ("1/(k*log(k+1)**2)", "1.02/log(k)", 2),
        ("0.1*2**(-floor(k/30))", "0.1*2**(-floor(k/30))*(60.1-1.001*Mod(k,30))", 1),
        ("where(k < 100, 0.1, 0)", "where(k < 100, 0.1*(100-k), 0)", 1),
        ("where(k < 100, 0.1, 0)", "0", 100),
    ],
)
def test_majorants(step: str, majorant: str, valid: int) -> None:
    assert not no_majorant(Schedule(step), majorant, valid)
    assert no_majorant(Schedule(f"1.1*({step}) + where(k == {valid + 5}, 1, 0)"), majorant, valid)


def test_the_run_must_be_inside_when_it_says_so() -> None:
    setting = dynamics(PARABOLA, "sam", "where(k < 3, 0, 1/k**2)", "1/8")
    short = replace(
        SHORT, since=3, total=Fraction(1, 2), cell=Cell(x=((Fraction(7, 16) - TINY, Fraction(1)),))
    )
    short = replace(
        short, speeds=((Fraction(9, 16) - 2 * TINY, FAST),), slope=Fraction(7, 16) - 2 * TINY
    )
    inside = Entry(start=(Fraction(1),), at=3)
    assert isinstance(accept_run(setting, short, inside), Established)
    for entry in (
        replace(inside, at=2),
        replace(inside, at=4),
        replace(inside, start=(Fraction(1) + HAIR,)),
        replace(inside, start=(Fraction(1) - HAIR,)),
    ):
        assert isinstance(accept_run(setting, short, entry), Refused)
    wide = replace(
        short,
        inside=((Fraction(3, 4), Fraction(1)),),
        cell=Cell(x=((Fraction(3, 16) - TINY, Fraction(1)),)),
    )
    wide = replace(
        wide, speeds=((Fraction(5, 16) - 2 * TINY, FAST),), slope=Fraction(3, 16) - 2 * TINY
    )
    assert isinstance(accept_run(setting, wide, replace(inside, at=4)), Established)


def test_states_stay_too() -> None:
    """m⁺ = m/2 + x on [7/8, 1] × [0, 2] is in [7/8, 2]."""
    setting = dynamics(PARABOLA, "heavy-ball[momentum=0.5]", "0.01*0.5**k", "0")
    short = Short(
        cell=Cell(
            x=((Fraction(7, 8) - TINY, Fraction(1)),),
            state=(((Fraction(0), Fraction(2) + 4 * TINY),),),
        ),
        inside=((Fraction(1), Fraction(1)),),
        speeds=((Fraction(7, 8) - 2 * TINY, Fraction(2) + 4 * TINY),),
        radius=(Fraction(0), Fraction(0)),
        since=1,
        valid=1,
        majorant="0.02001*0.5**k",
        total=Fraction(1, 16),
        slope=Fraction(7, 8) - 2 * TINY,
    )
    assert isinstance(accept_run(setting, short, Entry(start=(Fraction(1),), at=1)), Established)
    for broken in (
        replace(short, cell=Cell(x=short.cell.x, state=(((Fraction(0), Fraction(2) - HAIR),),))),
        replace(short, speeds=((Fraction(7, 8) - 2 * TINY, Fraction(2) - HAIR),)),
        replace(short, cell=Cell(x=short.cell.x)),
    ):
        assert isinstance(accept(setting, broken), Refused)
    away = replace(
        short, cell=Cell(x=short.cell.x, state=(((Fraction(1), Fraction(2) + 4 * TINY),),))
    )
    assert isinstance(accept_run(setting, away, Entry(start=(Fraction(1),), at=1)), Refused)


def test_whatever_is_drawn() -> None:
    setting = dynamics("quadratic[eigenvalues=(1.0, 1.0)]", "rsam", "0.01*0.5**k", "0.1")
    short = Short(
        cell=Cell(x=((Fraction(98, 100), Fraction(102, 100)),) * 2),
        inside=((Fraction(1), Fraction(1)),) * 2,
        speeds=((Fraction(8, 10), Fraction(12, 10)),) * 2,
        radius=(Fraction(1, 10), Fraction(1, 10)),
        since=1,
        valid=1,
        majorant="0.02001*0.5**k",
        total=Fraction(11, 1000),
        slope=Fraction(13, 10),
    )
    shown = accept(setting, short)
    assert isinstance(shown, Established), shown
    assert shown.text.startswith("whatever is drawn")
    assert "speeds" in reason(
        replace(short, speeds=((Fraction(9, 10), Fraction(12, 10)),) * 2), setting
    )
