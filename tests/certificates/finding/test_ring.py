"""A ring is found where directions look alike, and not elsewhere."""

from __future__ import annotations

import pytest

pytest.importorskip("flint")
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.finding.attempt import attempt
from sam_theory.certificates.forms import Cycle, Ring
from sam_theory.library.catalogues import Library
from sam_theory.schedules.schedule import Schedule


def dynamics(problem: str) -> Dynamics:
    library = Library()
    return Dynamics(
        problem=library.get("problems", problem),
        method=library.get("methods", "sam"),
        step=Schedule("0.5"),
        radius=Schedule("0.12"),
    )


@pytest.mark.parametrize("problem", ["quadratic[eigenvalues=(1.0, 1.0)]", "pseudo-huber"])
def test_a_circle_of_cycles_is_held_by_a_ring(problem: str) -> None:
    setting = dynamics(problem)
    found = attempt(setting, setting.problem.starts[0])
    assert found is not None
    assert isinstance(found.certificate, Ring)
    assert found.shown.slope > 0.2 * 0.12


def test_a_cycle_that_attracts_needs_no_ring() -> None:
    setting = dynamics("quadratic[eigenvalues=(1.0, 2.5)]")
    found = attempt(setting, setting.problem.starts[0])
    assert found is not None
    assert isinstance(found.certificate, Cycle)


def test_a_run_that_ends_at_a_stationary_point_has_none() -> None:
    setting = dynamics("ball-distance")
    assert attempt(setting, setting.problem.starts[0]) is None
