"""L on a region: what balls say of a box, which runs stay there, and what is said of it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from holding import LIBRARY, observed
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.setting import region as regional
from sam_theory.setting.problem import Problem
from sam_theory.setting.region import (
    Region,
    least_on_boundary,
    lipschitz_on,
    on_region,
    steepest_on,
)
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.study.confining import confined, needs_region, regions, stays
from sam_theory.study.defaults import study_of
from sam_theory.study.study import Pair, examine, setting_of
from sam_theory.verdict import Status, Verdict

WITHOUT = [
    name for name in study_of(LIBRARY).problems if needs_region(LIBRARY.get("problems", name))
]


def problem(name: str) -> Problem:
    found = LIBRARY.get("problems", name)
    assert isinstance(found, Problem)
    return found


def box_of(name: str) -> Region:
    found = problem(name)
    return next(regions(found, np.array(found.starts)))


# ---- boxes


def test_boxes_double_about_their_centre() -> None:
    box = Region((0.0, -1.0), (2.0, 3.0))
    assert box.doubled == Region((-1.0, -3.0), (3.0, 5.0))
    assert box.inflated(0.5) == Region((-0.5, -1.5), (2.5, 3.5))
    assert str(box) == "[0, 2] × [-1, 3]"
    assert str(Region((0.0,) * 9, (1.0,) * 9)) == "[0, 1]^9"


@pytest.mark.parametrize("dimension", [1, 2, 3, 4, 9])
def test_pieces_cover_a_box(dimension: int) -> None:
    box = Region((-1.0,) * dimension, (2.0,) * dimension)
    pieces = list(box.pieces())
    volumes = [math.prod(b - a for a, b in zip(p.low, p.high, strict=True)) for p in pieces]
    assert sum(volumes) == pytest.approx(3.0**dimension)
    assert len(pieces) <= 64
    assert all(box.holds(np.array(p.low), np.array(p.high)) for p in pieces)


def test_faces_are_the_boundary() -> None:
    faces = list(Region((0.0, 0.0), (1.0, 2.0)).faces())
    assert Region((0.0, 0.0), (0.0, 2.0)) in faces
    assert Region((0.0, 2.0), (1.0, 2.0)) in faces
    assert len(faces) == 4


# ---- L on a box


def test_l_on_a_box_is_known_by_hand() -> None:
    """f = x²/2 − x⁴/4: |f″| = |1 − 3x²| is 11 at 2 on [−2, 2]; |x|³: f″ = 6|x| is 12."""
    hill = lipschitz_on(problem("quartic-hill"), Region((-2.0,), (2.0,)))
    assert not isinstance(hill, str)
    assert 10.5 <= hill.value.lower <= 11 <= hill.value.upper <= 11.5
    cubic = lipschitz_on(problem("power[exponent=3.0]"), Region((-2.0,), (2.0,)))
    assert not isinstance(cubic, str)
    assert cubic.value.lower <= 12 <= cubic.value.upper == pytest.approx(12)


@pytest.mark.parametrize("name", WITHOUT)
@given(seed=st.integers(0, 2**32 - 1), doublings=st.integers(0, 3))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_no_two_points_of_a_box_refute_its_l(name: str, seed: int, doublings: int) -> None:
    """‖∇f(x) − ∇f(y)‖ ≤ L‖x − y‖ for random x, y, near and far; the lower end is not above it."""
    box = box_of(name)
    for _ in range(doublings):
        box = box.doubled
    found = lipschitz_on(problem(name), box)
    if isinstance(found, str):
        return
    rng = np.random.default_rng(seed)
    low, high = np.array(box.low), np.array(box.high)
    x = rng.uniform(low, high, (200, len(low)))
    nearness = 10.0 ** rng.uniform(-6, 0, (200, 1))
    y = np.clip(x + nearness * rng.uniform(low - high, high - low, x.shape), low, high)
    f = problem(name)
    apart = np.linalg.norm(x - y, axis=-1)
    ratios = np.linalg.norm(f.gradient(x) - f.gradient(y), axis=-1)[apart > 0] / apart[apart > 0]
    assert ratios.max() <= found.value.upper * (1 + 1e-6)
    assert np.linalg.norm(f.gradient(x), axis=-1).max() <= steepest_on(f, box) * (1 + 1e-9)


@pytest.mark.parametrize("name", WITHOUT)
def test_f_on_the_boundary_is_bounded_from_below(name: str) -> None:
    f, box = problem(name), box_of(name)
    rng = np.random.default_rng(5)
    low, high = np.array(box.low), np.array(box.high)
    x = rng.uniform(low, high, (400, len(low)))
    at = rng.integers(len(low), size=400)
    x[np.arange(400), at] = np.where(rng.random(400) < 0.5, low[at], high[at])
    assert f.value(x).min() >= least_on_boundary(f, box) - 1e-9


def test_where_there_is_none_the_reason_is_told() -> None:
    found = lipschitz_on(problem("power[exponent=1.5]"), Region((-1.0,), (2.0,)))
    assert isinstance(found, str)
    assert "there is no L on the box [-1, 2]" in found
    away = lipschitz_on(problem("power[exponent=1.5]"), Region((1.0,), (4.0,)))
    assert not isinstance(away, str)
    assert away.value.upper == pytest.approx(0.75)


def test_without_balls_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regional, "find_spec", lambda name: None)
    lipschitz_on.cache_clear()
    found = lipschitz_on(problem("rosenbrock"), box_of("rosenbrock"))
    lipschitz_on.cache_clear()
    assert isinstance(found, str)
    assert 'pip install "sam-theory[proofs]"' in found


# ---- runs that stay


def local(name: str, method: str, step: str, radius: str, box: Region | None = None):  # type: ignore[no-untyped-def]
    """The setting with the L of the box, its box, and a run."""
    chosen = box or box_of(name)
    there = on_region(problem(name), chosen)
    assert not isinstance(there, str)
    s = setting_of(there, LIBRARY.get("methods", method), Pair(step, radius))
    return s, chosen, observed(s, iterations=500).trace


def test_iterates_and_probes_must_stay() -> None:
    s, box, trace = local("double-well", "sam", "0.5/L", "0.1")
    assert stays(s, [trace], box)
    top = float(trace.iterates.high.max())
    assert not stays(s, [trace], replace(box, high=(top - 1e-9,)))  # an iterate
    assert not stays(s, [trace], replace(box, high=(top + 0.05,)))  # a probe
    assert stays(s, [trace], replace(box, high=(top + 0.11,)))


def test_unnormalized_probes_reach_as_far_as_the_gradient() -> None:
    s, box, trace = local("double-well", "usam", "0.5/L", "0.1")
    reach = 0.1 * float(trace.gradients.high.max())
    top = float(trace.iterates.high.max())
    assert not stays(s, [trace], replace(box, high=(top + reach / 2,)))
    assert stays(s, [trace], replace(box, high=(top + 1.01 * reach,)))


def staying(name: str, method: str, step: str, radius: str, starts: np.ndarray) -> Verdict:
    """Whether runs stay in [−2, 2]."""
    s, box, trace = local(name, method, step, radius, Region((-2.0,), (2.0,)))
    verdict = confined(s, starts, box, [trace]).confinement
    assert verdict is not None
    return verdict


def test_descent_inside_a_high_boundary_is_proved_to_stay() -> None:
    starts = np.array([[0.7], [-1.5]])
    for method, radius, status in (
        ("gradient-descent", "0", Status.PROVED),
        ("usam", "0.1/L", Status.PROVED),
        ("extragradient", "0.1/L", Status.PROVED),
        ("sam", "0.1/L", Status.CONSISTENT),  # its values need not fall
        ("usam", "1.5/L", Status.CONSISTENT),  # ν > 1
    ):
        verdict = staying("double-well", method, "0.3/L", radius, starts)
        assert verdict.status is status, (method, radius)
    steep = staying("double-well", "gradient-descent", "1.9/L", "0", starts)
    assert steep.status is Status.CONSISTENT  # beyond (12) for the L around the box
    rising = staying("double-well", "gradient-descent", "0.1*(1-1/(k+1))/L", "0", starts)
    assert rising.status is Status.CONSISTENT  # later steps exceed those recorded


def test_starts_above_the_boundary_are_not_proved_to_stay() -> None:
    starts = np.array([[1.9], [-2.5]])
    verdict = staying("double-well", "gradient-descent", "0.3/L", "0", starts)
    assert verdict.status is Status.CONSISTENT


def test_hypotheses_about_l_are_no_better_than_that_runs_stay() -> None:
    s, box, trace = local("double-well", "sam", "0.5/L", "0.1/L")
    seen = observed(confined(s, np.array([[0.7]]), box, [trace]), iterations=100)
    verdict = LIPSCHITZ_GRADIENT.decide(seen)
    assert verdict.status is Status.CONSISTENT
    assert "stay in the box" in verdict.evidence
    sure, box, trace = local("double-well", "usam", "0.3/L", "0.1/L", Region((-2.0,), (2.0,)))
    seen = observed(confined(sure, np.array([[0.7]]), box, [trace]), iterations=100)
    assert LIPSCHITZ_GRADIENT.decide(seen).status is Status.PROVED


# ---- studies


def test_problems_without_l_are_run_and_the_box_is_named() -> None:
    study = study_of(LIBRARY, problems=["rosenbrock"], methods=["sam", "usam"], iterations=300)
    findings, skipped = examine(study, "rosenbrock")
    assert skipped == ()
    assert all("on the box [" in finding.constants for finding in findings)
    assert [f.method for f in findings] == sorted(f.method for f in findings)


def test_a_box_that_is_left_is_doubled() -> None:
    """With ρ = 5 the probes of SAM leave [−1.8, 1.8]; larger boxes hold them."""
    study = study_of(
        LIBRARY, problems=["double-well"], methods=["sam"], step="0.01/L", radius="5", iterations=50
    )
    ((finding,), skipped) = examine(study, "double-well")
    assert skipped == ()
    assert "[-7.2, 7.2]" in finding.constants


def test_what_has_no_l_anywhere_says_why_it_is_not_run() -> None:
    name = "power[exponent=1.5]"
    study = study_of(LIBRARY, problems=[name], methods=["sam"], iterations=50)
    findings, skipped = examine(study, name)
    assert findings == ()
    assert all("there is no L on the box" in item.reason for item in skipped)
    numbers = study_of(
        LIBRARY, problems=[name], methods=["sam"], step="0.1", radius="0.1", iterations=50
    )
    assert len(examine(numbers, name)[0]) == 1  # formulas without L need none


def test_a_constant_gradient_has_any_l() -> None:
    study = study_of(LIBRARY, problems=["linear"], methods=["sam"], iterations=50)
    findings, skipped = examine(study, "linear")
    assert skipped == ()
    assert all("L = 1 in formulas" in finding.constants for finding in findings)
