"""Ensembles: the same numbers as single runs, in both engines; what is lost is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from holding import LIBRARY

from sam_theory.errors import UsageError
from sam_theory.runs import ensembles
from sam_theory.runs.batch import Plan
from sam_theory.runs.compiled.ensembles import ensemble as compiled_ensemble
from sam_theory.runs.engines import ensemble_with
from sam_theory.runs.ensembles import Ensemble, ensemble
from sam_theory.runs.reference import run
from sam_theory.runs.trace import WINDOWS_PER_OCTAVE
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method
from sam_theory.setting.point import Move
from sam_theory.setting.problem import Array, Components, namespace

TRAP = LIBRARY.get("problems", "msam-trap")
SQUARES = LIBRARY.get("problems", "least-squares")
RANDOM = ("m-sam", "n-sam", "full-ascent-sam", "sgd", "rsam")
ENGINES = (ensemble, compiled_ensemble)


def plan(method: str, step: str = "0.05", radius: str = "0.1", number: int = 0) -> Plan:
    return Plan(
        method=LIBRARY.get("methods", method),
        step=Schedule(step),
        radius=Schedule(radius),
        start=np.array([1.0, -2.0, 0.5]),
        number=number,
    )


@pytest.mark.parametrize("method", RANDOM)
@pytest.mark.parametrize("step", ["0.05", "0.1/k"])
def test_each_seed_is_the_run_of_its_number(method: str, step: str) -> None:
    found = ensemble(SQUARES, plan(method, step), iterations=150, seeds=7, seed=3)
    plans = [plan(method, step, number=i) for i in range(7)]
    traces = run(SQUARES, plans, iterations=150, seed=3)
    assert found.k[0] == 1
    assert found.k[-1] == 150
    np.testing.assert_array_equal(found.k, traces[0].edges[1:] - 1)
    np.testing.assert_allclose(found.value[-1], [t.values.last for t in traces], rtol=1e-13)
    np.testing.assert_allclose(found.slope[-1], [t.gradients.last for t in traces], rtol=1e-13)
    sums = [t.gradients.squares.cumsum() for t in traces]
    np.testing.assert_allclose(found.squares.T, sums, rtol=1e-12)
    assert not found.lost.any()
    assert len(set(found.value[-1])) == 7


@pytest.mark.parametrize("method", RANDOM)
@pytest.mark.parametrize("step", ["0.05", "0.1/k"])
def test_the_engines_agree(method: str, step: str) -> None:
    left, right = (e(SQUARES, plan(method, step), iterations=90, seeds=5) for e in ENGINES)
    for name in ("k", "start", "lost"):
        np.testing.assert_array_equal(getattr(left, name), getattr(right, name))
    for name in ("value", "slope", "slopes", "squares"):
        np.testing.assert_allclose(getattr(right, name), getattr(left, name), rtol=1e-9)


@pytest.mark.parametrize("elements", [1, 40, 10**6])
def test_how_much_is_computed_at_once_changes_nothing(
    elements: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = ensemble(SQUARES, plan("m-sam"), iterations=70, seeds=4)
    monkeypatch.setattr(ensembles, "ELEMENTS", elements)
    found = ensemble(SQUARES, plan("m-sam"), iterations=70, seeds=4)
    np.testing.assert_array_equal(found.value, expected.value)
    np.testing.assert_allclose(found.slopes, expected.slopes, rtol=1e-13)


def test_further_seeds_are_others() -> None:
    both = ensemble(SQUARES, plan("n-sam"), iterations=20, seeds=8)
    later = ensemble(SQUARES, plan("n-sam", number=5), iterations=20, seeds=3)
    np.testing.assert_array_equal(later.value, both.value[:, 5:])


def test_what_is_kept_grows_with_the_decades_alone() -> None:
    short, long = (ensemble(TRAP, of_trap(), iterations=n, seeds=2) for n in (1000, 2000))
    assert len(long.k) - len(short.k) == WINDOWS_PER_OCTAVE


def of_trap() -> Plan:
    return Plan(
        method=LIBRARY.get("methods", "m-sam"),
        step=Schedule("0.25"),
        radius=Schedule("0.125"),
        start=np.array([0.03]),
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_seeds_that_overflow_are_counted_not_dropped(engine: Callable[..., Ensemble]) -> None:
    """Steps 60 times too long: every seed leaves the range, some k apart."""
    found = engine(SQUARES, plan("sgd", "2.5"), iterations=2000, seeds=6)
    assert found.lost[-1].all()
    assert not found.lost[0].any()
    assert (np.diff(found.lost.astype(int), axis=0) >= 0).all()
    assert np.isinf(found.value[found.lost]).all()
    assert np.isinf(found.slope[found.lost]).all()
    assert not np.isnan(found.squares).any()
    assert (np.diff(np.minimum(found.squares, 1e300), axis=0) >= 0).all()
    assert np.isinf(found.quantiles(found.value, [0.1])[0, -1])
    assert np.isinf(found.average_from(1.0)[found.lost]).any()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_seed_that_was_lost_stays_lost(engine: Callable[..., Ensemble]) -> None:
    """SGD with xᵏ = 2¹⁻ᵏ, where ∇f is said not to be defined at k = 27, between two rows."""

    def gradient(x: Array) -> Array:
        return namespace(x).where(x == 2.0**-26, np.nan, x)

    gap = replace(
        TRAP,
        dimension=1,
        value=lambda x: x[..., 0] ** 2 / 2,
        gradient=gradient,
        components=Components(1, lambda x, weights: x),
    )
    halving = Plan(
        method=LIBRARY.get("methods", "sgd"),
        step=Schedule("0.5"),
        radius=Schedule("0"),
        start=np.array([1.0]),
    )
    found = engine(gap, halving, iterations=40, seeds=2)
    assert 27 not in found.k
    np.testing.assert_array_equal(found.lost[:, 0], found.k > 27)


def test_averages_about_a_height() -> None:
    c, found = 0.7, ensemble(SQUARES, plan("m-sam"), iterations=3, seeds=4)
    expected = np.cumsum((found.slope - c) ** 2, axis=0) / found.k[:, None]
    assert list(found.k) == [1, 2, 3]
    np.testing.assert_allclose(found.average_from(c), expected, rtol=1e-12)
    np.testing.assert_allclose(found.average, found.average_from(0.0))


def test_quantiles_are_values_of_the_sample() -> None:
    found = ensemble(SQUARES, plan("m-sam"), iterations=30, seeds=5)
    low, middle, high = found.quantiles(found.value, [0.0, 0.5, 1.0])
    np.testing.assert_array_equal(low, found.value.min(axis=1))
    np.testing.assert_array_equal(middle, np.median(found.value, axis=1))
    np.testing.assert_array_equal(high, found.value.max(axis=1))


def test_steps_must_answer_here_too() -> None:
    wrong = Method(
        name="mine",
        formula="",
        step=lambda at: Move(at.x - at.step * at.here, 2 * at.here),
        source="",
        error=None,
        normals=1,
    )
    mine = Plan(
        method=wrong, step=Schedule("0.1"), radius=Schedule("0"), start=np.array([1.0, 0.0, 0.0])
    )
    with pytest.raises(UsageError, match="x⁺ = x − tg"):
        ensemble(SQUARES, mine, iterations=10, seeds=3)


def test_any_engine_may_be_asked_for() -> None:
    a, b, c = (
        ensemble_with(engine, SQUARES, plan("m-sam"), iterations=20, seeds=4)
        for engine in ("numpy", "jax", "auto")
    )
    np.testing.assert_allclose(b.value, a.value, rtol=1e-9)
    np.testing.assert_allclose(c.value, a.value, rtol=1e-9)
