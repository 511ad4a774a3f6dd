"""The compiled engine agrees with the reference engine, and says where it cannot work."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from agreeing import LIBRARY, METHODS, differences, plans_of
from holding import flat

from sam_theory.errors import UsageError
from sam_theory.runs import engines
from sam_theory.runs.advancing import advance
from sam_theory.runs.batch import Batch, Plan
from sam_theory.runs.compiled import backend
from sam_theory.runs.compiled.backend import Unreadable
from sam_theory.runs.compiled.engine import blocks_of
from sam_theory.runs.compiled.engine import run as compiled_run
from sam_theory.runs.compiled.timetable import Timetable
from sam_theory.runs.folding import Quantities, Recorder
from sam_theory.runs.recording import Chunk
from sam_theory.runs.reference import run
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import namespace


@pytest.mark.parametrize("method", METHODS)
def test_runs_that_converge_agree(method: str) -> None:
    problem = LIBRARY.get("problems", "log-cosh")
    # The direction of F-SAM is a small difference, which rounding turns where t does not shrink.
    settling = (("0.5/L", "0.1/(L*k)"), ("0.5/L", "0.1/(L*k**2)"))
    pairs = (("1/(L*k)", "0.5/(L*k)"),) if method == "f-sam" else settling
    plans = plans_of(problem, (method,), pairs)
    iterations = 15 if method == "look-sam" else 700  # whose h is soon rounding
    for left, right in zip(
        run(problem, plans, iterations=iterations, seed=3),
        compiled_run(problem, plans, iterations=iterations, seed=3),
        strict=True,
    ):
        assert left.ending.reason == "horizon"
        assert not differences(left, right)
        if left.errors is not None:
            assert right.errors.slack == pytest.approx(left.errors.slack, abs=1e-9)
        for name in ("estimates.share.low", "estimates.share.high"):
            np.testing.assert_allclose(flat(right)[name], flat(left)[name], rtol=1e-9)


def test_the_share_of_the_gradient_is_known() -> None:
    """On f = x² a step of 0 stays at 0.3: ‖∇f‖/‖g‖ = 0.3/(0.3 + ρ), 1/3 and 1/9 by turns."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(2.0,)]")
    (base,) = plans_of(problem, ("sam",), (("0", "where(Mod(k, 2) < 1, 0.6, 2.4)"),), starts=1)
    (trace,) = compiled_run(problem, [replace(base, start=np.array([0.3]))], iterations=100)
    shares = np.where(np.arange(1, 101) % 2 == 0, 1 / 3, 1 / 9)
    parts = np.split(shares, trace.edges[1:-1] - 1)
    np.testing.assert_allclose(
        trace.estimates.share.low, [part.min() for part in parts], rtol=1e-12
    )
    np.testing.assert_allclose(
        trace.estimates.share.high, [part.max() for part in parts], rtol=1e-12
    )


ENDINGS = {
    "stationary": ("quadratic", "gradient-descent", "1/10", "0", (0.0, 1.0)),
    "overflow": ("quadratic", "gradient-descent", "10", "0", (1.0, 1.0)),
    "zero direction": ("quadratic", "f-sam[theta=0.5, sigma=2.0]", "0.05", "0.1", (1.0, 1.0)),
    "horizon": ("quadratic", "sam", "0.05", "0.1", (1.0, 1.0)),
}


@pytest.mark.parametrize("reason", list(ENDINGS))
def test_runs_end_alike(reason: str) -> None:
    name, method, step, radius, start = ENDINGS[reason]
    problem = LIBRARY.get("problems", name)
    ending = Plan(
        method=LIBRARY.get("methods", method),
        step=Schedule(step),
        radius=Schedule(radius),
        start=np.array(start),
    )
    other = replace(ending, method=LIBRARY.get("methods", "sam"), step=Schedule("0.01"))
    for iterations in (1, 2, 3, 900):
        left = run(problem, [ending, other], iterations=iterations)
        right = compiled_run(problem, [ending, other], iterations=iterations)
        assert [differences(a, b) for a, b in zip(left, right, strict=True)] == [[], []]
    assert left[0].ending.reason == reason


def test_runs_that_shrink_below_the_range_end_in_the_reference_engine() -> None:
    """With t = ½ on ½x², x halves down to the least number, which half a step does not move."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0,)]")
    plans = plans_of(problem, ("gradient-descent", "usam"), (("0.5", "0"), ("1.9", "0")))
    left = run(problem, plans, iterations=9000)
    right = compiled_run(problem, plans, iterations=9000)
    assert min(trace.gradients.low.min() for trace in left) == 5e-324
    for a, b in zip(left, right, strict=True):
        assert a.ending == b.ending
        for group in ("gradients", "iterates"):
            for name in ("low", "high", "last"):
                ours, theirs = (getattr(getattr(trace, group), name) for trace in (b, a))
                np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=0)


def test_runs_at_rest_are_told_from_those_that_will_move() -> None:
    """Half a step does not move 5e-324; a run that has ended comes before all of them."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0,)]")
    given = (
        ("0.25", "0", 0.0),  # ends at once
        ("0.5/k", "0", 0.7),
        ("0.5", "0", 5e-324),  # rests for ever
        ("0.5", "where(k < 300, 0, 0.1)", 5e-324),  # until it has a radius
        ("where(k < 400, 0.25, 3)", "0", 5e-324),  # until its step is large
        ("0.3/k", "0", 5e-324),
        ("0.2/k", "0", 5e-324),
    )
    plans = [
        replace(plans_of(problem, ("sam",), (pair,), starts=1)[0], start=np.array([x]))
        for *pair, x in given
    ]
    left = [run(problem, [plan], iterations=700)[0] for plan in plans]
    right = compiled_run(problem, plans, iterations=700)
    assert [differences(a, b) for a, b in zip(left, right, strict=True)] == [[]] * len(plans)
    resting = [
        trace.iterations == 700 and abs(trace.iterates.last).max() == 5e-324 for trace in left
    ]
    assert resting == [False, False, True, False, False, True, True]


@pytest.mark.parametrize("method", ["sam", "vasso", "rsam"])
def test_blocks_inside_a_loop_change_nothing(method: str) -> None:
    """Three blocks, the last filled up; a run in the second ends early."""
    problem = LIBRARY.get("problems", "ripple[dimension=50]")
    base = plans_of(problem, (method,), (("0.5", "0.1"),), starts=1)[0]
    starts = np.random.default_rng(0).uniform(-2, 2, (100, 50))
    starts[50] = 0.0
    plans = [replace(base, start=start, number=i) for i, start in enumerate(starts)]
    assert blocks_of([(base.method, len(plans))], problem.dimension) == 3
    left = run(problem, plans, iterations=60)
    right = compiled_run(problem, plans, iterations=60)
    assert [differences(a, b, rtol=1e-7) for a, b in zip(left, right, strict=True)] == [[]] * 100
    assert (left[50].ending.iteration == 1) is (method != "rsam")


@pytest.fixture
def by_reference(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many iterations the reference engine computes, piece by piece."""
    counts: list[int] = []

    def counted(batch: Batch, first: int, count: int) -> Chunk:
        counts.append(count)
        return advance(batch, first, count)

    for where in ("reference", "compiled.remainder"):
        monkeypatch.setattr(f"sam_theory.runs.{where}.advance", counted)
    return counts


def test_a_run_at_a_stationary_point_stays_compiled_where_its_method_moves_on(
    by_reference: list[int],
) -> None:
    """x = 0 after the first step; the memory of the method, or its noise, leads away again."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(2.0,)]")
    plans = plans_of(problem, ("vasso", "f-sam", "rsam"), (("1/(L*k)", "0.5/L"),))
    left = run(problem, plans, iterations=2000)
    assert any(trace.gradients.low.min() == 0 for trace in left)
    by_reference.clear()
    right = compiled_run(problem, plans, iterations=2000)
    assert sum(by_reference) < 100
    for a, b in zip(left, right, strict=True):
        assert a.ending == b.ending
        np.testing.assert_allclose(b.values.high, a.values.high, rtol=1e-7, atol=1e-12)


def test_a_schedule_is_evaluated_again_beyond_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.runs.compiled.timetable.ELEMENTS", 64)
    problem = LIBRARY.get("problems", "quadratic")
    plans = plans_of(problem, ("sam",), (("1/(L*k)", "0.1/k"), ("0.5/L", "0.1/k")))
    left = run(problem, plans, iterations=500)
    right = compiled_run(problem, plans, iterations=500)
    assert [differences(a, b) for a, b in zip(left, right, strict=True)] == [[]] * len(plans)
    table = Timetable([Schedule("1/k"), Schedule("2/k")])
    assert table.reach(1, 100) == 33
    assert table.reach(33, 100) == 65


def test_sums_of_a_run_that_diverges_overflow_silently() -> None:
    recorder, runs = Recorder(4, 1, 1), np.array([0])
    total = {"path": np.full((2, 1), 1.7e308)}
    recorder.merge(np.array([2, 2]), runs, Quantities({}, {}, total))
    assert recorder.total.of["path"][2, 0] == np.inf


def test_without_jax_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "available", lambda: False)
    with pytest.raises(UsageError, match="pip install"):
        engines.require_engine("jax")
    assert engines.require_engine("auto") == "auto"
    with pytest.raises(UsageError, match="must be one of"):
        engines.require_engine("cuda")


def test_auto_takes_what_is_done_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = LIBRARY.get("problems", "quadratic")
    plans = plans_of(problem, ("sam",), (("0.5/L", "0.1/L"),))
    taken: list[str] = []
    monkeypatch.setattr(engines, "run", lambda *a, **k: taken.append("numpy"))
    monkeypatch.setattr(engines, "_compiled", lambda *a: taken.append("jax"))
    for iterations in (100, 10**6):
        engines.run_with("auto", problem, plans, iterations=iterations)
    for dimension in (1, 2, 20, 100):  # the default study
        size = (dimension, 336, 5000)
        assert engines.seconds_of_numpy(*size) < engines.seconds_of_jax(*size)
    monkeypatch.setattr(engines, "available", lambda: False)
    engines.run_with("auto", problem, plans, iterations=10**6)
    assert taken == ["numpy", "jax", "numpy"]


def test_a_definition_for_numpy_alone_is_named_or_left_to_numpy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = LIBRARY.get("problems", "quadratic")
    spectrum = np.array([1.0, 10.0])
    own = replace(
        problem, name="own", gradient=lambda x: np.multiply(spectrum, np.asarray(x, dtype=float))
    )
    plans = plans_of(problem, ("sam",), (("0.05", "0.1"),))
    with pytest.raises(Unreadable, match="∇f of own must be written with namespace"):
        compiled_run(own, plans, iterations=50)
    monkeypatch.setattr(engines, "COMPILING", 0.0)
    (trace, _) = engines.run_with("auto", own, plans, iterations=600)
    assert trace.iterations == 600


FLAT_TOP = replace(  # f = (x₁² + cos x₂)/2: a gradient of 1e-292 at the start, which grows
    LIBRARY.get("problems", "quadratic"),
    name="flat-top",
    value=lambda x: (x[..., 0] ** 2 + namespace(x).cos(x[..., 1])) / 2,
    gradient=lambda x: namespace(x).stack([x[..., 0], -namespace(x).sin(x[..., 1]) / 2], axis=-1),
)


@pytest.mark.parametrize("others", [0, 1])
def test_runs_that_come_back_are_recorded_throughout(others: int, by_reference: list[int]) -> None:
    (base, *_) = plans_of(FLAT_TOP, ("usam",), (("0.5", "0.1/k"),), starts=1)
    starts = [np.array([0.0, 1e-292]), np.array([0.3, 1.0])][: 1 + others]
    plans = [replace(base, start=start) for start in starts]
    left = run(FLAT_TOP, plans, iterations=4000)
    by_reference.clear()
    right = compiled_run(FLAT_TOP, plans, iterations=4000)
    assert sum(by_reference) < 1000
    for a, b in zip(left, right, strict=True):
        assert not differences(a, b, rtol=1e-8)
        np.testing.assert_allclose(b.values.rise, a.values.rise, rtol=0, atol=1e-9)
        high = a.values.high - a.values.low > 1e-6  # elsewhere f falls by less than it is rounded
        assert high.any() or a is not left[0]
        np.testing.assert_allclose(b.moves.descent[high], a.moves.descent[high], rtol=1e-6)


def test_runs_handed_over_remember_the_value_before() -> None:
    """With −f for f, the value rises by ½ on the way, and not where the run is handed over."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0,)]")
    rising = replace(problem, name="rising", value=lambda x: -problem.value(x))
    plans = plans_of(rising, ("gradient-descent",), (("0.5", "0"),), starts=1)
    left, right = (engine(rising, plans, iterations=2000)[0] for engine in (run, compiled_run))
    assert left.values is not None
    np.testing.assert_allclose(right.values.rise, left.values.rise, rtol=1e-9, atol=1e-12)
    assert left.values.rise[-20:].max() < 1e-9


@pytest.mark.parametrize(
    ("value", "gradient"),
    [
        (lambda x: namespace(x).astype(x[..., 0] > 0, namespace(x).int64), lambda x: 0 * x + 1),
        (lambda x: x[..., 0] > 0, lambda x: namespace(x).ones(x.shape, dtype=namespace(x).int64)),
    ],
)
def test_results_of_another_kind_become_float64(value: Any, gradient: Any) -> None:
    own = replace(LIBRARY.get("problems", "quadratic"), name="own", value=value, gradient=gradient)
    plans = plans_of(own, ("sam", "vasso"), (("0.1/k", "0.1"),))
    left, right = (engine(own, plans, iterations=70) for engine in (run, compiled_run))
    assert [differences(a, b) for a, b in zip(left, right, strict=True)] == [[]] * len(plans)


def test_a_callable_without_hash_is_taken() -> None:
    quadratic = LIBRARY.get("problems", "quadratic")

    @dataclass
    class Square:
        factor: float

        def __call__(self, x: Any) -> Any:
            return self.factor * namespace(x).sum(x * x, axis=-1)

    own = replace(quadratic, name="own", value=Square(0.5), gradient=lambda x: x)
    (plan, *_) = plans_of(own, ("sam",), (("0.1/k", "0.1"),))
    assert not differences(
        run(own, [plan], iterations=50)[0], compiled_run(own, [plan], iterations=50)[0]
    )


def test_runs_at_rest_take_no_memory_for_their_horizon() -> None:
    """t = ½ on ½x² halves x until half a step does not move it; the rest is one window long."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0,)]")
    plans = plans_of(problem, ("gradient-descent",), (("0.5", "0"),), starts=1)
    compiled_run(problem, plans, iterations=2000)
    peaks = []
    for iterations in (2_000_000, 4_000_000):
        tracemalloc.start()
        (trace,) = compiled_run(problem, plans, iterations=iterations)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert trace.iterations == iterations
    assert peaks[1] < peaks[0] + 1e6  # one number an iteration would be 16 MB more


def test_flags_in_a_file_and_homes_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert backend.settings("/etc/flags.txt")["XLA_FLAGS"] == "/etc/flags.txt"

    def unknown() -> None:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(backend.Path, "home", unknown)
    assert backend.cache_folder() is None


@pytest.mark.parametrize("error", [RuntimeError("no backend\nand more"), AssertionError()])
def test_jax_without_a_device_is_told_in_a_sentence(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise error

    monkeypatch.setattr(backend.load(), "devices", fails)
    with pytest.raises(UsageError, match=r"jax cannot start: (no backend|it finds no device); see"):
        backend.load.__wrapped__()


def test_settings_of_the_user_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAX_COMPILATION_CACHE_DIR", "/somewhere")
    found = backend.settings("--xla_cpu_max_isa=AVX512 --xla_dump_to=/tmp")
    assert "JAX_COMPILATION_CACHE_DIR" not in found
    assert "--xla_cpu_max_isa=AVX512" in found["XLA_FLAGS"].split()
    assert found["XLA_FLAGS"].count("--xla_cpu_max_isa") == 1
    assert backend.settings("")["XLA_FLAGS"].count("--xla_cpu_max_isa") == 1
