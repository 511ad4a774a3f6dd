"""Points that SAM keeps although ∇f ≠ 0: found, kept, attracting, and certified."""

from __future__ import annotations

import numpy as np
import pytest
from holding import SQUARE, by_hand, evidence, recorded, setting

from sam_theory.statements.conclusions.hallucinated import (
    attracts_by_its_slope,
    hallucinations,
    kept_by_a_step,
    some_exist,
    twice_smooth_there,
    vanishes_at_the_probe,
)
from sam_theory.verdict import Status

WELLS = ("lopsided-wells", "sam", "0.5")  # f′ falls from a maximizer below 1 to the minimizer 1


def test_they_exist_for_an_interval_of_radii() -> None:
    for radius, exists in (("0.3", False), ("0.7", True), ("1.1", True), ("30", False)):
        seen = evidence(*WELLS, radius)
        assert some_exist(seen).holds is exists, radius
        assert kept_by_a_step(seen).holds is exists, radius
    assert np.allclose(hallucinations(evidence(*WELLS, "1.1")), [-0.1])


def test_runs_end_there() -> None:
    seen = evidence(*WELLS, "1.1", (-0.3,))
    assert seen.trace.iterates is not None
    assert abs(seen.trace.iterates.last[0] + 0.1) < 1e-9
    assert vanishes_at_the_probe(seen).holds
    assert attracts_by_its_slope(seen).holds


def test_a_long_step_is_repelled() -> None:
    """t = 6: |1 − tf″(1)| > 1; a run that is said to come near would contradict that."""
    s = setting("lopsided-wells", "sam", "6", "1.1")
    near = -0.1 + 0.01 / np.arange(1.0, 500)[:, None]
    assert attracts_by_its_slope(by_hand(s, recorded(s, near))).fails
    seen = evidence("lopsided-wells", "sam", "6", "1.1", (-0.11,))
    assert seen.trace.iterates is not None
    assert abs(seen.trace.iterates.last[0] + 0.1) > 1e-3


def test_a_kink_at_the_probe_promises_nothing() -> None:
    """The run comes from the side where f′ rises by 0.05, and never meets the other, 100."""
    kinked = "piecewise-quadratic[knots=(-0.5, 0.5, 0.99, 1.19), "
    kinked += "slopes=(1.0, -1.0, 1.0, 0.05, 100.0), derivative=0.5]"
    seen = evidence(kinked, "sam", "0.1", "1.49", (-0.35,), 3000)
    assert vanishes_at_the_probe(seen).holds
    assert attracts_by_its_slope(seen).fails
    assert twice_smooth_there(seen).status is Status.UNDECIDED
    assert twice_smooth_there(evidence(*WELLS, "1.1", (-0.3,))).holds


def test_resting_elsewhere_is_refused() -> None:
    s = setting(SQUARE, "sam", "0.25", "0.1")
    assert vanishes_at_the_probe(by_hand(s, recorded(s, np.ones((500, 1))))).fails


def test_planes_are_not_searched() -> None:
    seen = evidence("quadratic", "sam", "0.5/L", "0.1")
    for check in (some_exist, kept_by_a_step, attracts_by_its_slope):
        assert check(seen).status is Status.UNDECIDED


def test_such_a_point_is_certified_as_a_cycle_of_one() -> None:
    pytest.importorskip("flint")
    from sam_theory.certificates.dynamics import Dynamics
    from sam_theory.certificates.finding.attempt import attempt
    from sam_theory.certificates.forms import Cycle

    s = setting(*WELLS, "1.1")
    found = attempt(
        Dynamics(problem=s.problem, method=s.method, step=s.step, radius=s.radius), (-0.3,), 400
    )
    assert found is not None
    assert found.shown.slope > 1
    if isinstance(found.certificate, Cycle):
        assert len(found.certificate.points) == 1
