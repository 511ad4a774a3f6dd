"""The engine: trajectories known by hand, batches equal to single runs, endings, invariances."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import DISPLACED, STEPPED, flat
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.recording import Chunk
from sam_theory.runs.reference import run
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.error import relative
from sam_theory.setting.facts import Facts
from sam_theory.setting.method import displaced
from sam_theory.setting.problem import Problem

LIBRARY = Library()

BOUNDED = [m for m in DISPLACED + STEPPED if LIBRARY.get("methods", m).error is not None]


def plan(
    method: str, step: str, radius: str, start: object, number: int = 0, L: float = 10.0
) -> Plan:
    return Plan(
        method=LIBRARY.get("methods", method),
        step=Schedule(step, Fraction(L)),
        radius=Schedule(radius, Fraction(L)),
        start=np.array(start, dtype=float),
        number=number,
    )


def iterates(problem: Problem, plans: list[Plan], count: int, seed: int = 0) -> np.ndarray:
    """All iterates, (count, B, n)."""
    rows: list[np.ndarray] = []
    run(
        problem,
        plans,
        iterations=count,
        seed=seed,
        observe=lambda chunk, lengths, runs: rows.append(chunk.x[:-1, np.argsort(runs)]),
    )
    return np.concatenate(rows)


@pytest.fixture(scope="module")
def quadratic() -> Problem:
    problem = LIBRARY.get("problems", "quadratic")
    assert isinstance(problem, Problem)
    return problem


def test_gradient_descent_on_a_quadratic_is_known(quadratic: Problem) -> None:
    x = iterates(quadratic, [plan("gradient-descent", "0.05", "0", (1, 2))], 50)[:, 0]
    factors = np.array([1 - 0.05, 1 - 0.5])
    np.testing.assert_allclose(x, np.array([1, 2]) * factors ** np.arange(50)[:, None], rtol=1e-13)


def test_sam_in_one_dimension_reaches_its_two_cycle() -> None:
    """x⁺ = (1 − tL)x − tρL sign x alternates between ±tρL/(2 − tL)."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(2.0,)]")
    x = iterates(problem, [plan("sam", "0.25", "0.1", (0.3,))], 400)[:, 0, 0]
    np.testing.assert_allclose(np.abs(x[-10:]), 0.25 * 0.1 * 2 / (2 - 0.5), rtol=1e-12)
    assert (np.sign(x[-9:]) == -np.sign(x[-10:-1])).all()


@pytest.mark.parametrize("method", DISPLACED)
def test_without_a_radius_every_method_is_gradient_descent_exactly(
    method: str, quadratic: Problem
) -> None:
    here = iterates(quadratic, [plan(method, "1/(L*k)", "0", (1, -0.7))], 300)
    there = iterates(quadratic, [plan("gradient-descent", "1/(L*k)", "0", (1, -0.7))], 300)
    assert np.array_equal(here, there)


def test_extragradient_is_usam_with_the_opposite_radius(quadratic: Problem) -> None:
    """One step by hand: x − t∇f(x ∓ ρ∇f(x))."""
    A, x, t, rho = np.array([1.0, 10.0]), np.array([1.0, -0.7]), 0.01, 0.02
    for method, sign in (("usam", 1), ("extragradient", -1)):
        got = iterates(quadratic, [plan(method, "0.01", "0.02", x)], 2)[1, 0]
        np.testing.assert_allclose(got, x - t * A * (x + sign * rho * A * x), rtol=1e-14)


@pytest.mark.parametrize(("lam", "method"), [(0, "usam"), (1, "sam")])
def test_unified_sam_has_both_ends(lam: int, method: str, quadratic: Problem) -> None:
    ours = iterates(quadratic, [plan(f"unified-sam[lam={lam}]", "0.05", "0.02", (1, 2))], 200)
    theirs = iterates(quadratic, [plan(method, "0.05", "0.02", (1, 2))], 200)
    assert np.array_equal(ours, theirs)


def test_the_moving_averages_start_at_zero(quadratic: Problem) -> None:
    """d₁ = θ∇f(x¹) and m₁ = θ∇f(x¹): both point along ∇f, so the first step is that of SAM."""
    first = {
        name: iterates(quadratic, [plan(name, "0.05", "0.1", (1, 2))], 3)[:, 0]
        for name in ("sam", "vasso", "f-sam")
    }
    np.testing.assert_allclose(first["vasso"][1], first["sam"][1], rtol=1e-14)
    np.testing.assert_allclose(first["f-sam"][1], first["sam"][1], rtol=1e-14)
    assert not np.allclose(first["vasso"][2], first["sam"][2], rtol=1e-9)


@pytest.mark.parametrize("method", DISPLACED + STEPPED)
def test_a_batch_equals_single_runs(method: str) -> None:
    problem = LIBRARY.get("problems", "log-cosh")
    plans = [
        plan(method, step, radius, start, number)
        for step, radius in (("0.5", "0.1"), ("1/k", "1/k"))
        for number, start in enumerate([(1, 2), (-0.3, 0.4), (3, 1)])
    ]
    others = [plan("sam", "0.3", "0.2", (1, 1)), plan("rsam", "0.3", "0.2", (1, 1))]
    beside = others if method in DISPLACED else []  # of which others run apart
    together = iterates(problem, [*plans, *beside], 100, seed=7)
    for i, single in enumerate(plans):
        alone = iterates(problem, [single], 100, seed=7)
        np.testing.assert_allclose(together[:, i], alone[:, 0], rtol=1e-12, atol=1e-300)


def test_random_methods_depend_on_seed_and_number_alone() -> None:
    problem = LIBRARY.get("problems", "log-cosh")
    base = plan("rsam", "0.5", "0.1", (1, 2), number=3)
    first, again = (iterates(problem, [base], 50, seed=1) for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, iterates(problem, [base], 50, seed=2))
    assert not np.array_equal(first, iterates(problem, [replace(base, number=4)], 50, seed=1))


def test_a_stationary_point_ends_one_run_and_leaves_the_others_alone(quadratic: Problem) -> None:
    at_rest, moving = run(
        quadratic,
        [plan("sam", "0.05", "0.1", (0, 0)), plan("sam", "0.05", "0.1", (1, 1))],
        iterations=100,
    )
    assert (at_rest.ending.reason, at_rest.ending.iteration) == ("stationary", 1)
    assert at_rest.stopped
    assert (moving.ending.reason, moving.iterations) == ("horizon", 100)


def test_an_average_carries_a_run_over_a_stationary_point() -> None:
    """VaSSO at ∇f(xᵏ) = 0 with dₖ₋₁ ≠ 0 moves on: x¹ = 1, t = 1 and ρ = 0 once give x² = 0."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0,)]")
    radius = "where(k < 2, 0, 0.1)"
    (vasso,) = run(problem, [plan("vasso", "1", radius, (1,))], iterations=5)
    assert vasso.gradients.low.min() == 0
    assert (vasso.ending.reason, vasso.iterations) == ("horizon", 5)
    (sam,) = run(problem, [plan("sam", "1", radius, (1,))], iterations=5)
    assert (sam.ending.reason, sam.iterations) == ("stationary", 2)


def test_gradients_below_the_square_root_of_the_range_are_not_zero(quadratic: Problem) -> None:
    (trace,) = run(quadratic, [plan("sam", "0.05", "0", (1e-170, 1e-170))], iterations=5)
    assert trace.ending.reason == "horizon"
    assert trace.gradients.high[0] == pytest.approx(1e-170 * 101**0.5, rel=1e-12)


def test_overflow_ends_a_run_at_the_last_finite_iterate(quadratic: Problem) -> None:
    (trace,) = run(quadratic, [plan("gradient-descent", "10", "0", (1, 1))], iterations=1000)
    assert trace.ending.reason == "overflow"
    assert trace.values is not None
    assert np.isfinite(trace.values.last)
    assert np.isfinite(trace.gradients.high).all()


def test_a_zero_direction_ends_a_run_with_its_reason(quadratic: Problem) -> None:
    """With σ = 1/θ, F-SAM has d₁ = ∇f − σθ∇f = 0."""
    (trace,) = run(
        quadratic, [plan("f-sam[theta=0.5, sigma=2.0]", "0.05", "0.1", (1, 1))], iterations=9
    )
    assert trace.ending.reason == "zero direction"
    assert trace.iterations == 1


def test_a_start_outside_the_domain_ends_only_its_own_run() -> None:
    def value(x: np.ndarray) -> np.ndarray:
        return np.asarray((x - np.log(x)).sum(axis=-1))

    problem = Problem(
        name="barrier",
        formula="x − log x",
        dimension=1,
        value=value,
        gradient=lambda x: 1 - 1 / x,
        starts=((2.0,),),
        region=((0.5,), (2.0,)),
        facts=Facts(),
        source="elementary",
    )
    outside, inside = run(
        problem,
        [plan("gradient-descent", "0.1", "0", (-1,)), plan("gradient-descent", "0.1", "0", (2,))],
        iterations=50,
    )
    assert outside.ending.reason == "outside the domain"
    assert inside.ending.reason == "horizon"
    assert inside.values.last == pytest.approx(1, abs=0.1)


def test_an_invalid_schedule_is_refused(quadratic: Problem) -> None:
    with pytest.raises(UsageError, match="k = 6"):
        run(quadratic, [plan("sam", "5-k", "0.1", (1, 1))], iterations=10)


@pytest.mark.parametrize("method", BOUNDED)
@pytest.mark.parametrize("name", ["quadratic", "ripple", "shifted-quadratic", "log-squares"])
def test_the_error_model_holds_at_every_step(method: str, name: str) -> None:
    problem = LIBRARY.get("problems", name)
    L = float(problem.step_constant)
    plans = [
        plan(method, step, radius, start, L=L)
        for step, radius in (("0.5/L", "0.5/L"), ("1/(L*k)", "1"), ("1/(L*k)", "k**(-0.6)"))
        for start in problem.starts
    ]
    for trace in run(problem, plans, iterations=500):
        assert trace.errors is not None
        assert trace.errors.slack >= 0


def test_a_broken_error_model_is_seen(quadratic: Problem) -> None:
    """USAM along 3∇f breaks ‖g − ∇f‖ ≤ Lρ‖∇f‖."""
    liar = displaced(
        lambda point: (3 * point.here, ()),
        name="thrice",
        formula="",
        mixture=0.0,
        error=relative(1, "which is not true"),
        source="",
    )
    (trace,) = run(
        quadratic, [replace(plan("usam", "0.05", "0.01", (0.001, 1)), method=liar)], iterations=20
    )
    assert trace.errors is not None
    assert trace.errors.slack < -0.5


def test_the_error_model_is_skipped_where_no_constant_is_known(quadratic: Problem) -> None:
    unknown = replace(quadratic, facts=Facts())
    (trace,) = run(unknown, [plan("sam", "0.05", "0.1", (1, 1))], iterations=20)
    assert trace.errors is None


def test_windows_agree_with_the_full_record() -> None:
    problem = LIBRARY.get("problems", "ripple")
    kept: list[Chunk] = []
    single = plan("vasso", "0.3/k**0.5", "0.2", (2.0, -1.0), L=1)
    (trace,) = run(
        problem, [single], iterations=3000, observe=lambda chunk, *_: kept.append(deepcopy(chunk))
    )
    record = trace_of_record(
        gradient_norm=np.concatenate([c.gradient_norm[:, 0] for c in kept]),
        value=np.concatenate([c.value[:, 0] for c in kept]),
        iterate=np.concatenate([c.x[:-1, 0] for c in kept]),
        step=np.concatenate([c.step[:, 0] for c in kept]),
        radius=np.concatenate([c.radius[:, 0] for c in kept]),
    )
    _assert_same_windows(trace, record)


def _assert_same_windows(left: Trace, right: Trace) -> None:
    ours, theirs = flat(left), flat(right)
    assert theirs.keys() <= ours.keys()
    for name in theirs.keys() - {"ending.reason", "ending.evidence", "moves.path", "moves.work"}:
        summed = name.split(".")[-1] in ("time", "squares", "descent")
        np.testing.assert_allclose(ours[name], theirs[name], rtol=summed * 1e-12, err_msg=name)
    for name in ("moves.path", "moves.work"):  # the record ends with the last iterate
        np.testing.assert_allclose(ours[name][:-1], theirs[name][:-1], rtol=1e-12)


WALK = np.array([(0.0, 0.0), (3.0, 4.0), (3.0, 4.0), (0.0, 0.0), (6.0, 8.0)])
CLOCK = np.array([0.5, 0.25, 1.0, 0.125, 2.0])


@pytest.mark.parametrize("k", [None, (1, 2, 3, 4, 5)])
def test_path_and_time_of_a_record_are_summed(k: tuple[int, ...] | None) -> None:
    """A window an iteration; the step away from the last iterate is not known."""
    rows = None if k is None else np.array(k)
    trace = trace_of_record(gradient_norm=np.full(5, 2.0), iterate=WALK, step=CLOCK, k=rows)
    assert list(trace.edges) == [1, 2, 3, 4, 5, 6]
    np.testing.assert_array_equal(trace.moves.path, [5, 0, 5, 10, 0])
    np.testing.assert_array_equal(trace.elapsed.time, CLOCK)
    np.testing.assert_array_equal(trace.elapsed.squares, 4 * CLOCK)


def test_path_and_time_of_a_longer_record_are_summed_by_windows() -> None:
    """Unit moves and steps of ¼: lengths of windows, but for the move that leaves the record."""
    x = np.arange(200.0)[:, None]
    trace = trace_of_record(gradient_norm=x[:, 0], iterate=x, step=np.full(200, 0.25))
    lengths = np.diff(trace.edges)
    assert lengths.max() > 5
    np.testing.assert_array_equal(trace.moves.path, [*lengths[:-1], lengths[-1] - 1])
    np.testing.assert_array_equal(trace.elapsed.time, lengths / 4)


@pytest.mark.parametrize(("method", "even", "odd"), [("sam", 1 / 3, 1 / 9), ("usam", 1 / 2, 1 / 5)])
def test_the_share_of_the_gradient_is_known(method: str, even: float, odd: float) -> None:
    """On f = x² a step of 0 stays at 0.3: ‖∇f‖/‖g‖ = 0.3/(0.3 + ρ) or 1/(1 + 2ρ), ρ known."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(2.0,)]")
    radius = {"sam": ("0.6", "2.4"), "usam": ("0.5", "2")}[method]
    chosen = "where(Mod(k, 2) < 1, {}, {})".format(*radius)
    (trace,) = run(problem, [plan(method, "0", chosen, (0.3,))], iterations=100)
    shares = np.where(np.arange(1, 101) % 2 == 0, even, odd)
    parts = np.split(shares, trace.edges[1:-1] - 1)
    np.testing.assert_allclose(
        trace.estimates.share.low, [part.min() for part in parts], rtol=1e-12
    )
    np.testing.assert_allclose(
        trace.estimates.share.high, [part.max() for part in parts], rtol=1e-12
    )


DETERMINISTIC = [m for m in DISPLACED if not m.startswith("rsam")]


@settings(max_examples=40, deadline=None)
@given(
    method=st.sampled_from(DETERMINISTIC),
    angle=st.floats(0, 6.3),
    start=st.tuples(st.floats(-2, 2), st.floats(-2, 2)).filter(
        lambda p: abs(p[0]) + abs(p[1]) > 0.1
    ),
)
def test_rotation_rotates_the_iterates(
    method: str, angle: float, start: tuple[float, float]
) -> None:
    c, s = np.cos(angle), np.sin(angle)
    Q = np.array([[c, -s], [s, c]])
    base = LIBRARY.get("problems", "log-cosh")
    turned = replace(
        base, value=lambda x: base.value(x @ Q), gradient=lambda x: base.gradient(x @ Q) @ Q.T
    )
    # Few iterations: where dᵏ is a small difference, as in F-SAM, rounding soon turns it.
    x = iterates(base, [plan(method, "0.5/k", "0.1", start)], 12)[:, 0]
    y = iterates(turned, [plan(method, "0.5/k", "0.1", Q @ np.array(start))], 12)[:, 0]
    np.testing.assert_allclose(y, x @ Q.T, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(method=st.sampled_from(DISPLACED), exponent=st.integers(-30, 30))
def test_scaling_f_and_the_step_changes_no_iterate(method: str, exponent: int) -> None:
    """f → cf, t → t/c (ρ → ρ/c for unnormalized methods), c a power of two: bit for bit."""
    if method.startswith(("rsam", "unified-sam")):
        return  # their radius mixes a length in x with one in ∇f
    c = 2.0**exponent
    base = LIBRARY.get("problems", "ripple")
    scaled = replace(
        base, value=lambda x: c * base.value(x), gradient=lambda x: c * base.gradient(x)
    )
    relative = LIBRARY.get("methods", method).error_model == "relative"
    rho = 0.25 / c if relative else 0.25
    x = iterates(base, [plan(method, "0.5", "0.25", (1.5, -2.0))], 60)
    y = iterates(scaled, [plan(method, repr(0.5 / c), repr(rho), (1.5, -2.0))], 60)
    assert np.array_equal(x, y)
