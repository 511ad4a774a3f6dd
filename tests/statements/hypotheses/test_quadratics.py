"""The two-cycle of a run on a quadratic, and what is asked of its spectrum and its start."""

from __future__ import annotations

import numpy as np
import pytest
from holding import SQUARE, evidence

from sam_theory.statements.hypotheses.quadratics import (
    ALONG_THE_TOP,
    CONVEX_QUADRATIC,
    SIMPLE_TOP,
    STEP_BELOW_TOP,
    two_cycle,
)
from sam_theory.verdict import Status

PLANE = "quadratic[eigenvalues=(1.0, 4.0)]"


def test_the_cycle() -> None:
    cycle = two_cycle(evidence(PLANE, "sam", "0.25", "0.1"))
    assert cycle is not None
    assert np.allclose(np.abs(cycle.top), [0, 1])
    assert np.allclose(cycle.center, 0)
    assert cycle.radius == pytest.approx(0.1)  # tρλ/(2 − tλ)
    assert cycle.rate == pytest.approx(abs(1 - 0.25 - 1 / 16))


def test_its_center_is_the_nearest_minimizer() -> None:
    seen = evidence("singular-quadratic", "sam", "0.5/L", "0.1")
    cycle = two_cycle(seen)
    assert cycle is not None
    slope = seen.setting.problem.gradient(cycle.center)
    assert np.abs(slope).max() < 1e-12


def test_no_cycle_for_long_steps() -> None:
    seen = evidence(SQUARE, "sam", "1", "0.1")
    assert two_cycle(seen) is None
    assert STEP_BELOW_TOP.decide(seen).status is Status.REFUTED
    assert ALONG_THE_TOP.decide(seen).status is Status.UNDECIDED


@pytest.mark.parametrize(
    ("problem", "convex", "simple"),
    [
        (PLANE, Status.PROVED, Status.PROVED),
        (SQUARE, Status.PROVED, Status.PROVED),
        ("quadratic[eigenvalues=(2.0, 2.0)]", Status.PROVED, Status.REFUTED),
        ("saddle", Status.REFUTED, Status.PROVED),
        ("singular-quadratic", Status.PROVED, Status.PROVED),
    ],
)
def test_the_spectrum(problem: str, convex: Status, simple: Status) -> None:
    seen = evidence(problem, "sam", "0.1/L", "0.1", None, 20)
    assert CONVEX_QUADRATIC.decide(seen).status is convex
    assert SIMPLE_TOP.decide(seen).status is simple


def test_the_component_along_the_top() -> None:
    along = evidence(PLANE, "sam", "0.25", "0.1", (0.3, 1e-3))
    assert ALONG_THE_TOP.decide(along).status is Status.CONSISTENT
    assert ALONG_THE_TOP.decide(evidence(PLANE, "sam", "0.25", "0.1", (0.3, 0.0))).fails
    lost = evidence(PLANE, "sam", "0.25", "0.1", (0.3, 1e-12), 4)
    assert ALONG_THE_TOP.decide(lost).status is Status.UNDECIDED
