"""The gaps that SAM keeps on the axes of a quadratic: on real runs, and where they are not kept."""

from __future__ import annotations

import numpy as np
import pytest
from holding import by_hand, observed, recorded, setting, theorem

from sam_theory.statements.conclusions.axes import gap_kept_for_ever, gap_kept_for_the_horizon
from sam_theory.statements.holding import hold
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Status

ILL = "si-yun-quadratic[mu=0.0001220703125]"  # 2⁻¹³


def seen(start: tuple[float, float], step: str = "0.5", problem: str = "si-yun-quadratic") -> Run:
    return observed(setting(problem, "sam", step, "0.5"), start, 2000)


@pytest.mark.parametrize("product", [0.125, 0.5, 0.75, 0.96875])
@pytest.mark.parametrize("place", [0.0, 0.3, 1.0])
def test_about_the_cycle_every_run_keeps_the_gap(product: float, place: float) -> None:
    low, high = product / 4, product / 4 / (1 - product)
    run = seen((0.0, -low - place * (high - low)), step=str(product))
    assert run.trace.values.low.min() >= product**2 / 32 * (1 - 1e-12)
    assert gap_kept_for_ever(run).status is Status.PROVED
    assert gap_kept_for_the_horizon(run).status is Status.PROVED


def test_a_run_from_beside_the_interval_does_not() -> None:
    """tβρ/(1 − tβ) = ½, whence a step leads to 0; tβρ/(2(1 − tβ)) = ¼ is the end."""
    for place in (0.5, 0.2501, 0.1249):
        assert gap_kept_for_ever(seen((0.0, place))).status is Status.VIOLATED
    assert gap_kept_for_ever(seen((0.001, 0.25))).status is Status.UNDECIDED


def test_far_on_the_flat_axis_the_gap_is_kept_for_the_horizon_alone() -> None:
    run = seen((100.0, 0.0), problem=ILL)
    printed, ours, stalls = hold(theorem("si-yun-3.2"), run)
    assert printed.verdict.status is ours.verdict.status is Status.PROVED
    assert "T = 2000" in ours.verdict.evidence
    assert not stalls.promised
    for place, status in ((20.0, Status.VIOLATED), (92.0, Status.UNDECIDED)):
        assert gap_kept_for_the_horizon(seen((place, 0.0), problem=ILL)).status is status


def test_the_bound_is_met_up_to_a_small_factor() -> None:
    """At tμT = ½ a run from the least far start ends less than 3 times above the bound."""
    s = setting(ILL, "sam", "1", "0.5")
    end = observed(s, (46.75, 0.0), 4096)
    asked = 0.25 * 2.0**26 / 32 / 4096**2
    assert gap_kept_for_the_horizon(end).status is Status.PROVED
    assert asked <= end.trace.values.last < 3 * asked


def test_a_record_that_says_otherwise_is_impossible() -> None:
    s = setting("si-yun-quadratic", "sam", "0.5", "0.5")
    run = by_hand(s, recorded(s, np.array([[0.0, 0.25], [0.0, 0.1]])))
    stalls = hold(theorem("si-yun-3.2"), run)[2]
    assert stalls.fails
    assert stalls.impossible
    assert not stalls.contradiction
