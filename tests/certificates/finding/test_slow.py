"""Cells that shrink to the limit of a run, as slowly as a power of k, and runs of which none is."""

from __future__ import annotations

import pytest

pytest.importorskip("flint")

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.finding.slow import find
from sam_theory.certificates.forms import Moving
from sam_theory.library.catalogues import Library
from sam_theory.schedules.schedule import Schedule

LIBRARY = Library()


def dynamics(problem: str, method: str, step: str, radius: str = "0") -> Dynamics:
    return Dynamics(
        problem=LIBRARY.get("problems", problem),
        method=LIBRARY.get("methods", method),
        step=Schedule(step),
        radius=Schedule(radius),
    )


SQUARE = "quadratic[eigenvalues=(2.0,)]"


@pytest.mark.parametrize(
    ("setting", "ends"),
    [
        ((SQUARE, "gradient-descent", "1/(4*k)"), ("21/(50*k**(3/4))", "71/(50*sqrt(k))")),
        ((SQUARE, "usam", "1/(4*k)", "1/8"), ("3/(4*k)", "11/(5*sqrt(k))")),
    ],
)
def test_a_run_that_is_slow(setting: tuple[str, ...], ends: tuple[str, str]) -> None:
    start = 1.0 if setting[1] == "gradient-descent" else 2.0
    found = find(dynamics(*setting), [start])
    assert found is not None
    assert isinstance(found.certificate, Moving)
    ((side,),) = (cell.x for cell in found.certificate.cells)
    assert side == ends
    assert found.shown.bounded


@pytest.mark.parametrize(
    "setting",
    [
        (SQUARE, "gradient-descent", "1/4"),  # linear
        (SQUARE, "gradient-descent", "1/k**(3/4)"),  # faster than every power
        (SQUARE, "sam", "1/(4*k)", "1/8"),  # comes to no rest
        ("quadratic[eigenvalues=(1.0, 2.0)]", "gradient-descent", "1/(4*k)"),  # two dimensions
        (SQUARE, "heavy-ball", "1/(4*k)"),  # a state
    ],
)
def test_of_others_nothing_is_said(setting: tuple[str, ...]) -> None:
    asked = dynamics(*setting)
    assert find(asked, [1.0] * asked.problem.dimension) is None
