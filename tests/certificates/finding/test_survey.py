"""What is found of a setting, and what is said of how far it was looked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from stepping import dynamics

flint = pytest.importorskip("flint")
from sam_theory.certificates.established import Established  # noqa: E402  # after the extra is there
from sam_theory.certificates.finding.cycles import cycle_near  # noqa: E402
from sam_theory.certificates.finding.stalls import stalls  # noqa: E402
from sam_theory.certificates.finding.survey import Found, Survey, _same, survey  # noqa: E402
from sam_theory.certificates.forms import Cycle, Trap  # noqa: E402
from sam_theory.certificates.verifier.accepting import accept, accept_run  # noqa: E402


def surveyed(
    name: str, step: str, *starts: tuple[float, ...], method: str = "sam", radius: str = "1/10"
) -> Survey:
    setting = dynamics(name, step, radius, method)
    found = survey(setting, np.array(starts))
    for item in found.found:  # what is kept is accepted, and so is every entry
        assert accept(setting, item.certificate) == item.shown
        for entry in item.entries:
            assert isinstance(accept_run(setting, item.certificate, entry), Established)
    return found


def cycles(found: Survey, period: int) -> list[Found]:
    return [
        item
        for item in found.found
        if isinstance(item.certificate, Cycle) and len(item.certificate.points) == period
    ]


def test_runs_of_a_quadratic_end_in_one_cycle() -> None:
    """r = 1/30, and (1 − t)² = 1/4."""
    found = surveyed("quadratic[eigenvalues=(1.0,)]", "1/2", (1.0,), (-0.7,), (0.02,))
    (item,) = found.found
    (cycle,) = (f.certificate for f in cycles(found, 2))
    assert isinstance(cycle, Cycle)
    assert [abs(float(p)) for (p,) in cycle.points] == [pytest.approx(1 / 30, abs=1e-15)] * 2
    assert len(item.entries) == 3
    assert item.multiplier is not None
    low, high = map(Fraction, item.multiplier)
    assert low <= Fraction(1, 4) <= high < Fraction(1, 4) + Fraction(1, 10**15)
    assert item.holds
    resting, runs = found.searched
    assert "there is none" in resting
    assert runs.startswith("3 runs of 4,000 iterations")


def test_distinct_cycles_are_told_apart_and_each_kept_once() -> None:
    """Two wells, each with a two-cycle; from −1.3 and −1.2 the same."""
    found = surveyed("double-well", "1/2", (1.3,), (-1.3,), (-1.2,))
    counts = sorted(len(item.entries) for item in cycles(found, 2))
    assert counts == [1, 2]
    assert len(cycles(found, 1)) == 2
    assert not any(item.holds for item in cycles(found, 1))  # they repel


def test_around_a_maximizer_runs_are_held() -> None:
    """Near 0, f ≈ −x²/2: |x⁺| = |(1 + t)|x| − tρ| ≤ ρ for |x| ≤ ρ."""
    found = surveyed("double-well", "1/2", (1.3,))
    (trap,) = (f for f in found.found if isinstance(f.certificate, Trap))
    assert isinstance(trap.certificate, Trap)
    assert trap.certificate.again
    assert trap.shown.unless_stationary
    assert trap.shown.slope == 0 < trap.shown.recurring
    assert trap.entries
    assert "unless a run hits a point with ∇f = 0" in trap.shown.text
    ends = [abs(float(end)) for cell in trap.certificate.cells for end in cell.x[0]]
    assert max(ends) < 0.1


def test_of_what_converges_nothing_is_said() -> None:
    found = surveyed("quadratic", "0.5/L", (1.0, -0.8), method="usam")
    assert not found.found
    *_, last = found.searched
    assert last.startswith("nothing is certified of the run from (1, -0.8), at whose end ‖∇f‖ = ")


def test_a_run_that_overflows_is_told() -> None:
    found = surveyed("quadratic[eigenvalues=(1.0, 2.0)]", "3", (1.0, 1.0))
    assert not any(item.holds for item in found.found)
    assert "which ends at k = " in found.searched[-1]


def test_cycles_are_the_same_from_whichever_point() -> None:
    """Each is the only one within 10⁻³⁰ of its points."""
    tiny = Fraction(1, 10**30)
    a = Cycle(points=((Fraction(1),), (Fraction(2),)), width=tiny, slope=tiny)
    turned = replace(a, points=((Fraction(2) + tiny,), (Fraction(1),)))
    assert _same(a, turned)
    assert not _same(a, replace(a, points=((Fraction(1, 3),), (Fraction(2),))))
    assert not _same(a, replace(a, points=a.points[:1]))
    one = (Fraction(1), Fraction(1))
    assert not _same(a, Trap(cells=(), step=one, radius=one))


@pytest.mark.parametrize(
    ("name", "step", "method", "reason"),
    [
        ("double-well", "1/2/k", "sam", "as tₖ or ρₖ varies"),
        ("double-well", "1/10", "heavy-ball", "as the method keeps a state"),
        ("double-well[dimension=3]", "1/10", "sam", "as the dimension exceeds 2"),
    ],
)
def test_where_not_all_fixed_points_are_looked_for_it_says_why(
    name: str, step: str, method: str, reason: str
) -> None:
    start = (0.4,) * (3 if "3" in name else 1)
    assert reason in surveyed(name, step, start, method=method).searched[0]


def test_what_is_not_decided_is_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sam_theory.certificates.finding.survey.stalls", partial(stalls, effort=100)
    )
    first = surveyed("ring-well", "1/10", (0.13, 0.08)).searched[0]
    assert "of the region, are not decided" in first


def test_stepsizes_that_vary_are_held_by_a_trap() -> None:
    """tₖ ∈ (0, 1/2]: SAM on the sine."""
    found = surveyed("si-yun-sine", "1/2/k", (0.07,))
    (item,) = found.found
    assert isinstance(item.certificate, Trap)
    assert item.certificate.step == (0, Fraction(1, 2))
    assert item.shown.slope > 0


def test_a_two_cycle_at_a_saddle_holds_runs() -> None:
    """f = ½(x² − y²): along x by (1 − t)², across by (1 + t − (2 − t))² = (2t − 1)²."""
    found = surveyed("saddle", "1/100", (1.0, 0.0), (1.3, 0.4))
    (item,) = cycles(found, 2)
    assert item.holds
    assert len(item.entries) == 1
    assert item.multiplier is not None
    assert item.multiplier[1] == pytest.approx(0.99**2, rel=1e-12)
    assert not any(cycles(found, period) for period in range(3, 33))


def test_what_two_runs_come_near_to_is_noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cycle of which it is not known whether it attracts: no run is seen to enter it."""
    setting = dynamics("quadratic[eigenvalues=(1.0,)]", "1/2")
    near = cycle_near(setting, np.array([[1 / 30], [-1 / 30]]))
    assert near is not None
    turned = replace(near, points=near.points[::-1])
    bare = iter([replace(near, basis=()), replace(turned, basis=())])
    monkeypatch.setattr(
        "sam_theory.certificates.finding.survey.candidates",
        lambda *_, **__: iter([(next(bare), None)]),
    )
    monkeypatch.setattr("sam_theory.certificates.finding.survey.of_schedules", lambda *_: None)
    found = survey(setting, np.array([[1.0], [0.5]]))
    assert len(found.found) == 1
    assert not found.found[0].holds
    assert sum("nothing is certified" in sentence for sentence in found.searched) == 2


def test_what_goes_with_the_schedules_is_noted_once() -> None:
    """f = x²/2, t = 1/k, ρ = k: |xᵏ| → ½; the same start twice."""
    found = surveyed("quadratic[eigenvalues=(1.0,)]", "1/k", (1.0,), (1.0,), radius="k")
    (item,) = found.found
    assert item.shown.slope > Fraction(1, 4)
    assert len(item.entries) == 2
    assert "cells that move with k, steps too short to arrive" in found.searched[1]
