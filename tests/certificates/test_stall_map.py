"""The map of what runs end in over (t, ρ)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from holding import LIBRARY, problem

flint = pytest.importorskip("flint")
from sam_theory.certificates.forms import Cycle, Trap  # noqa: E402  # after the extra is there
from sam_theory.certificates.stall_map import (  # noqa: E402
    COLORS,
    KINDS,
    MARKS,
    StallMap,
    compute,
    draw,
    kind_of,
    rows,
)
from sam_theory.schedules.schedule import Schedule  # noqa: E402


def mapped(name: str, step: str, columns: int = 4, count: int = 3) -> StallMap:
    sam = LIBRARY.get("methods", "sam")
    return compute(
        problem(name), sam, Schedule(step), Schedule("1/10"), columns=columns, rows=count
    )


def test_on_a_quadratic_runs_cycle_below_2() -> None:
    """L = 1: t = 0.6, 1.2, 1.8, 2.4; ρ = 0.01, 0.1, 1; ‖∇f‖ = tρ/(2 − t) on the cycle."""
    found = mapped("quadratic[eigenvalues=(1.0,)]", "1/2")
    assert found.steps == pytest.approx([0.6, 1.2, 1.8, 2.4])
    assert found.radii == pytest.approx([0.01, 0.1, 1])
    two, away = KINDS.index("period 2"), KINDS.index("leaves for infinity")
    assert (found.kinds[:, :3] == two).all()
    assert (found.kinds[:, 3] == [0, 0, away]).all()  # of what leaves, not all is certified
    expected = found.radii[:, None] * found.steps[:3] / (2 - found.steps[:3])
    assert found.slopes[:, :3] == pytest.approx(expected, rel=1e-9)
    assert ((found.slopes[:, 3] > 0) == [False, False, True]).all()


def test_without_a_constant_the_steps_are_around_the_one_asked_for() -> None:
    found = mapped("double-well", "1/2", columns=3, count=1)
    assert found.steps == pytest.approx([0.05, 0.5, 5])


def test_a_step_beyond_the_constant_is_on_the_map() -> None:
    assert mapped("quadratic[eigenvalues=(1.0,)]", "3", 2, 1).steps.max() == pytest.approx(3)


def cycle(period: int) -> Cycle:
    return Cycle(points=((Fraction(1),),) * period, width=Fraction(1), slope=Fraction(1))


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        (1, "fixed point"),
        (2, "period 2"),
        (3, "period 3–8"),
        (8, "period 3–8"),
        (9, "longer period"),
    ],
)
def test_periods_have_names(period: int, kind: str) -> None:
    assert KINDS[kind_of(cycle(period))] == kind


def test_every_kind_has_a_colour_and_a_mark_of_its_own() -> None:
    assert len(KINDS) == len(set(COLORS)) == len(set(MARKS))


def test_traps_have_names() -> None:
    one = (Fraction(1), Fraction(1))
    assert KINDS[kind_of(Trap(cells=(), step=one, radius=one))] == "trap"
    again = Trap(cells=(), step=one, radius=one, again=True)
    assert KINDS[kind_of(again)] == "trap with a stationary point"


def test_the_map_is_drawn_with_the_kinds_that_are_there(tmp_path: Path) -> None:
    data = StallMap(
        problem="p",
        method="sam",
        start=(1.0,),
        steps=np.array([1.0, 2.0]),
        radii=np.array([0.1, 1.0]),
        kinds=np.array([[0, 1], [6, 2]]),
        slopes=np.array([[0.0, 1.0], [2.0, 3.0]]),
    )
    figure = draw(data)
    figure.savefig(tmp_path / "map.png")
    (legend,) = figure.legends
    shown = [text.get_text() for text in legend.get_texts()]
    assert shown == [KINDS[i] for i in (0, 1, 2, 6)]
    assert rows(data)[2] == (1.0, 1.0, "trap with a stationary point", 2.0)
