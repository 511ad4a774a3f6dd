"""L on a box: what balls say of it, and of f on its boundary."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from holding import LIBRARY, problem
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.setting import region as regional
from sam_theory.setting.box import Region
from sam_theory.setting.facts import Facts
from sam_theory.setting.problem import Array, Problem
from sam_theory.setting.region import least_on_boundary, lipschitz_on, steepest_on
from sam_theory.study.confining import needs_region, regions
from sam_theory.study.defaults import study_of

WITHOUT = [
    name for name in study_of(LIBRARY).problems if needs_region(LIBRARY.get("problems", name))
]


def box_of(name: str) -> Region:
    found = problem(name)
    return next(regions(found, np.array(found.starts)))


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


def of(value: Callable[[Array], Array], gradient: Callable[[Array], Array], n: int) -> Problem:
    """A problem of which nothing is known."""
    return replace(
        problem("quadratic"),
        name="unknown",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=((0.5,) * n,),
        region=((0.0,) * n, (1.0,) * n),
        facts=Facts(),
    )


def test_a_ball_that_is_all_of_the_line_bounds_nothing() -> None:
    """1/x and 1/(xy) across 0: no end of such a ball is a number, and none may be passed over."""
    box = Region((-1.0, -1.0), (1.0, 1.0))
    pole = of(lambda x: 1 / (x[..., 0] * x[..., 1]), lambda x: 1 / x, 2)
    found = lipschitz_on(pole, box)
    assert isinstance(found, str)
    assert "no finite L" in found
    assert steepest_on(pole, box) == math.inf
    assert least_on_boundary(pole, box) == -math.inf


def test_balls_are_not_tried_in_many_dimensions() -> None:
    large = of(lambda x: (x * x).sum(axis=-1), lambda x: 2 * x, regional.DIMENSIONS + 1)
    found = lipschitz_on(large, Region.around(np.array(large.region)))
    assert isinstance(found, str)
    assert "n > 20" in found


def test_without_balls_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regional, "find_spec", lambda name: None)
    lipschitz_on.cache_clear()
    found = lipschitz_on(problem("rosenbrock"), box_of("rosenbrock"))
    lipschitz_on.cache_clear()
    assert isinstance(found, str)
    assert 'pip install "sam-theory[proofs]"' in found
