"""What holds of every method: batches whose runs end early, stated errors, random directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from holding import DISPLACED, DRAWING, STEPPED, flat
from scipy.stats import kstest

from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.compiled.engine import run as compiled_run
from sam_theory.runs.recording import ROUNDING, Chunk
from sam_theory.runs.reference import run
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.error import relative
from sam_theory.setting.facts import Facts
from sam_theory.setting.method import Method, displaced
from sam_theory.setting.noise import standard_normal, streams
from sam_theory.setting.problem import Problem, namespace

LIBRARY = Library()
METHODS = DISPLACED + STEPPED
UNSEEING = [m for m in DRAWING if not LIBRARY.get("methods", m).uses_gradient]
BOUNDED = [m for m in METHODS if LIBRARY.get("methods", m).error is not None]
ERRORS = 5.0  # standard errors that a mean of independent numbers may be away


def plan(method: str, step: str, radius: str, start: Sequence[float], number: int = 0) -> Plan:
    return Plan(
        method=LIBRARY.get("methods", method),
        step=Schedule(step),
        radius=Schedule(radius),
        start=np.array(start, dtype=float),
        number=number,
    )


# ---- batches whose runs end at different k


def _room(x: Any) -> Any:
    xp = namespace(x)
    return 1 - xp.sum(x * x, axis=-1)


BALL = Problem(
    name="ball",
    formula="f(x) = −½ log(1 − ‖x‖²)",
    dimension=2,
    value=lambda x: -namespace(x).log(_room(x)) / 2,
    gradient=lambda x: x / namespace(x).where(_room(x) > 0, _room(x), float("nan"))[..., None],
    starts=((0.5, 0.5),),
    region=((-0.5, -0.5), (0.5, 0.5)),
    facts=Facts(),
    source="elementary",
)
MOVING = ("0.4/k", "0.1/k")
RESTING = ("0.4/k", "where(k < 12, 0, 0.1/k)")
# Step, radius, start; then how and where the run ends. ∇f(x) = x exactly for ‖x‖ < 1e-9, so that
# a step of 1 without a radius ends at 0. Gradients of 1e-300 the compiled loop leaves to the
# reference engine, which gives back the runs that a radius has led away from there.
MEMBERS: tuple[tuple[str, str, tuple[float, float], tuple[str, int]], ...] = (
    ("0.1", "0", (0.0, 0.0), ("stationary", 1)),
    (*MOVING, (0.5, 0.4), ("horizon", 120)),
    (*RESTING, (3e-300, -4e-300), ("horizon", 120)),
    ("where(k < 20, 0.1, 1)", "0", (1e-9, -2e-9), ("stationary", 21)),
    ("0.3/k", "0.2/k", (-0.6, 0.1), ("horizon", 120)),
    ("0.1", "0", (0.6, 0.9), ("outside the domain", 1)),
    (*RESTING, (-2e-300, -1e-300), ("horizon", 120)),
    ("where(k < 35, 0.1, 1000)", "0", (0.3, -0.2), ("overflow", 35)),
    ("0.3/k", "0.2/k", (0.1, 0.5), ("horizon", 120)),
    ("where(k < 2, 0.1, 1)", "0", (2e-9, 1e-9), ("stationary", 3)),
    (*RESTING, (5e-300, 6e-300), ("horizon", 120)),
    (*MOVING, (-0.2, -0.5), ("horizon", 120)),
)


def members(method: str) -> list[Plan]:
    return [plan(method, *given[:3], number=7 * i) for i, given in enumerate(MEMBERS)]


@cache
def alone(method: str) -> tuple[Trace, ...]:
    """The members, each run by the reference engine in a batch of its own."""
    return tuple(run(BALL, [single], iterations=120, seed=3)[0] for single in members(method))


def assert_same(found: Sequence[Trace], expected: Sequence[Trace], rtol: float) -> None:
    """All that is recorded agrees, but for quotients and differences of nearly equal numbers."""
    left_out = ("moves.descent", "values.rise", "estimates.share.low", "estimates.share.high")
    for i, (one, other) in enumerate(zip(found, expected, strict=True)):
        assert one.ending == other.ending, i
        ours, theirs = flat(one), flat(other)
        assert ours.keys() == theirs.keys(), i
        for name in ours.keys() - {"ending.reason", "ending.evidence", *left_out}:
            a, b = ours[name], theirs[name]
            atol = 1e-6 * rtol
            np.testing.assert_allclose(a, b, rtol=rtol, atol=atol, err_msg=f"{i} {name}")


@pytest.mark.parametrize("method", DISPLACED)
def test_members_end_where_they_should(method: str) -> None:
    endings = [(trace.ending.reason, trace.ending.iteration) for trace in alone(method)]
    assert endings == [given[3] for given in MEMBERS]


@pytest.mark.parametrize("method", METHODS)
def test_a_batch_equals_single_runs_where_members_end(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pieces of 16 iterations, so that the runs that end are dropped at different k."""
    monkeypatch.setattr("sam_theory.runs.reference.LONGEST_CHUNK", 16)
    found = run(BALL, members(method), iterations=120, seed=3)
    assert_same(found, alone(method), rtol=1e-12)


# On a radial f these go along differences that are rounding, in each engine another.
STEADY = [m for m in METHODS if m not in ("look-sam", "sampa")]


@pytest.mark.parametrize("method", STEADY)
def test_a_compiled_batch_equals_single_runs_where_members_end(method: str) -> None:
    found = compiled_run(BALL, members(method), iterations=120, seed=3)
    # What is divided by a small norm carries its rounding on.
    assert_same(found, alone(method), rtol=1e-8 if method in DISPLACED else 1e-4)


@pytest.mark.parametrize("engine", [run, compiled_run])
def test_a_batch_of_all_methods_equals_single_runs(
    engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sam_theory.runs.reference.LONGEST_CHUNK", 16)
    plans = [single for method in STEADY for single in members(method)]
    found, displaced = engine(BALL, plans, iterations=120, seed=3), len(MEMBERS) * len(DISPLACED)
    expected = [trace for method in STEADY for trace in alone(method)]
    assert_same(found[:displaced], expected[:displaced], rtol=1e-8)
    assert_same(found[displaced:], expected[displaced:], rtol=1e-4)


# ---- stated against measured errors

PROBLEMS = ("quadratic", "log-cosh", "ripple", "shifted-quadratic", "random-quadratic", "nesterov")
PAIRS = (("0.5/L", "0.5/L"), ("1/(L*k)", "3"), ("0.3/L", "k**(-0.6)"), ("0.2/L", "0.01/(L*k)"))


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The errors of one run, measured at every iterate, and what bounds them."""

    error: np.ndarray  # (K,) ‖gₖ − ∇f(xᵏ)‖
    stated: np.ndarray  # (K,) what the method states: a bound without rounding
    rounding: np.ndarray  # (K,) allowed for two evaluations of ∇f
    trace: Trace

    @property
    def slack(self) -> np.ndarray:
        """1 − error/bound, rounding allowed for, (K,)."""
        return 1 - self.error / (self.stated + self.rounding)


def measured(problem: Problem, single: Plan, iterations: int) -> Seen:
    """Run the plan; gₖ is what moves x, xᵏ⁺¹ = xᵏ − tₖgₖ, and ∇f at the displaced point, if any."""
    kept: list[dict[str, np.ndarray]] = []

    def observe(chunk: Chunk, lengths: np.ndarray, _: object) -> None:
        count = lengths[0]
        names = ("displaced", "estimate", "step", "radius")
        arrays = {name: getattr(chunk, name) for name in names}
        seen = {name: a[:count, 0].copy() for name, a in arrays.items() if a is not None}
        kept.append(seen | {"x": chunk.x[:count, 0].copy(), "next": chunk.x[1:, 0][:count].copy()})

    (trace,) = run(problem, [single], iterations=iterations, seed=11, observe=observe)
    seen = {name: np.concatenate([chunk[name] for chunk in kept]) for name in kept[0]}
    step = seen["step"][:, None]
    np.testing.assert_array_equal(seen["next"], seen["x"] - step * seen["estimate"])
    gradient, estimate = problem.gradient(seen["x"]), seen["estimate"]
    L, size = problem.facts.lipschitz.value.upper, length(gradient)  # type: ignore[union-attr]
    far = stated(single.method, seen["radius"], size)
    reach = length(seen["displaced" if "displaced" in seen else "x"])
    rounding = ROUNDING / 2 * single.method.gradients * (size + length(estimate) + L * reach)
    if "displaced" in seen:
        assert (length(estimate - problem.gradient(seen["displaced"])) <= rounding).all()
    error = length(estimate - gradient)
    return Seen(error=error, stated=L * far, rounding=rounding, trace=trace)


def length(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(np.linalg.norm(vectors, axis=-1))


BOUNDS = {"gradient-descent": (0, 0), "heavy-ball": (0, 0), "unified-sam": (0.5, 0.5)}
BOUNDS |= {
    "usam": (0, 1),
    "extragradient": (0, 1),
    "liar": (0, 1),
}  # and the others ‖gₖ − ∇f(xᵏ)‖ ≤ Lρₖ


def stated(method: Method, radius: np.ndarray, size: np.ndarray) -> np.ndarray:
    """The bound of ‖gₖ − ∇f(xᵏ)‖/L by hand: 0, ρₖ, ρₖ‖∇f(xᵏ)‖ or ρₖ(λ + (1 − λ)‖∇f(xᵏ)‖)."""
    constant, slope = BOUNDS.get(method.name, (1, 0))
    return radius * (constant + slope * size)


@pytest.mark.parametrize("method", BOUNDED)
@pytest.mark.parametrize("name", PROBLEMS)
def test_no_error_is_larger_than_stated(method: str, name: str) -> None:
    problem = LIBRARY.get("problems", name)
    for step, radius in PAIRS:
        single = Plan(
            method=LIBRARY.get("methods", method),
            step=Schedule(step, problem.step_constant),
            radius=Schedule(radius, problem.step_constant),
            start=np.array(problem.starts[0]),
        )
        found = measured(problem, single, 200)
        assert (found.error <= found.stated + found.rounding).all()
        assert_slack_is_the_least(found)


LIPSCHITZ = [
    name
    for name in LIBRARY.items("problems")
    if LIBRARY.get("problems", name).facts.lipschitz_bound is not None
]


@pytest.mark.parametrize("name", LIPSCHITZ)
def test_no_error_is_larger_than_stated_on_any_problem(name: str) -> None:
    """The engine's own account, of every method that states a bound, from every start."""
    problem = LIBRARY.get("problems", name)
    L = problem.step_constant
    plans = [
        Plan(
            method=LIBRARY.get("methods", method),
            step=Schedule(step, L, problem.dimension),
            radius=Schedule(radius, L, problem.dimension),
            start=np.array(start, dtype=float),
        )
        for method in BOUNDED
        for step, radius in PAIRS[:3]
        for start in problem.starts
    ]
    for plan, trace in zip(plans, run(problem, plans, iterations=150, seed=2), strict=True):
        assert trace.errors is not None
        assert trace.errors.slack >= 0, (plan.method.name, plan.step.formula, plan.radius.formula)


def assert_slack_is_the_least(found: Seen) -> None:
    """The trace's slack is the least of those measured, at its k, up to rounding in the errors."""
    k, slack = found.trace.errors.at, found.trace.errors.slack
    assert k is not None
    assert slack is not None
    doubt = found.rounding / (found.stated + found.rounding) / 8
    assert abs(slack - found.slack[k - 1]) <= doubt[k - 1] + 1e-12
    assert slack <= (found.slack + doubt).min() + 1e-12


def test_errors_are_as_large_as_stated_on_half_the_square_of_the_norm() -> None:
    """There ‖gₖ − ∇f(xᵏ)‖ = ‖vₖ‖ = ρₖ((1 − λ)‖∇f(xᵏ)‖ + λ): what is stated cannot be smaller."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0, 1.0)]")
    for method in BOUNDED:
        found = measured(problem, plan(method, "0.5", "0.1", (0.3, 0.4)), 50)
        # ε = 1e-12 in the norm takes off as much as ρε/‖∇f(x)‖.
        assert (abs(found.error - found.stated) <= found.rounding + 1e-11).all(), method


def liar(factor: Any) -> Method:
    """x⁺ = x − t∇f(x + ρ·factor·∇f), which states Lρ‖∇f(x)‖."""
    return displaced(
        lambda p: (factor(p) * p.here, ()),
        name="liar",
        formula="",
        mixture=0.0,
        error=relative(1, "which is not true"),
        source="",
    )


LIARS = {  # with the slack on f = ½‖x‖² at x = (0.3, 0.4), where ‖∇f(x)‖ = ½ and ρ = 0.1
    "ten times as far as stated": (liar(lambda p: 10), -9.0),
    "a little further than stated": (liar(lambda p: 1.01), -0.01),
    "ρ, where ρ‖∇f‖ is stated": (liar(lambda p: 1 / length(p.here)[:, None]), -1.0),
}


@pytest.mark.parametrize("kind", LIARS)
def test_a_misstated_error_is_measured(kind: str) -> None:
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0, 1.0)]")
    method, slack = LIARS[kind]
    resting = replace(plan("usam", "0", "0.1", (0.3, 0.4)), method=method)
    found = measured(problem, resting, 5)
    assert found.slack.min() == pytest.approx(slack, abs=1e-9)
    assert found.trace.errors.slack == pytest.approx(slack, abs=1e-9)
    assert found.trace.errors.slack < 0


def test_a_misstated_error_is_measured_by_the_compiled_engine() -> None:
    """The radius is 0 before k = 5, for the first iteration is the reference engine's."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0, 1.0)]")
    method, slack = LIARS["ten times as far as stated"]
    resting = replace(plan("usam", "0", "where(k < 5, 0, 0.1)", (0.3, 0.4)), method=method)
    honest = replace(resting, method=LIBRARY.get("methods", "usam"))
    told, kept = compiled_run(problem, [resting, honest], iterations=20)
    assert told.errors.slack == pytest.approx(slack, abs=1e-9)
    assert kept.errors.slack == pytest.approx(0, abs=1e-9)


# ---- random directions

COUNT, RUNS = 400, 50  # of iterations and of runs: 20,000 random vectors


@cache
def random_steps(dimension: int, sigma: float, seed: int) -> np.ndarray:
    """Δₖ/ρₖ, (COUNT, RUNS, n), from where RSAM evaluates ∇f while a step of 0 keeps x at 0."""
    asked: list[np.ndarray] = []

    def gradient(x: np.ndarray) -> np.ndarray:
        asked.append(x.copy())
        return x

    problem = LIBRARY.get("problems", f"quadratic[eigenvalues={(1.0,) * dimension}]")
    base = plan(f"rsam[sigma={sigma}]", "0", "0.3/k", (0.0,) * dimension)
    plans = [replace(base, number=number) for number in range(RUNS)]
    run(replace(problem, gradient=gradient), plans, iterations=COUNT, seed=seed)
    assert len(asked) == 1 + 3 * COUNT  # once at the start, then at xᵏ, xᵏ + Δₖ and xᵏ + vₖ
    return np.array(asked[2::3]) / base.radius.values(np.arange(1, COUNT + 1))[:, None, None]


@pytest.mark.parametrize("sigma", [1.0, 0.7])
@pytest.mark.parametrize("dimension", [1, 2, 5, 20])
def test_random_steps_have_the_stated_size(dimension: int, sigma: float) -> None:
    """E‖Δₖ‖² = σ²ρₖ²; the variance of ‖ξ‖²/n, ξ ~ N(0, I), is 2/n."""
    squares = (random_steps(dimension, sigma, 0) ** 2).sum(axis=-1) / sigma**2
    assert abs(squares.mean() - 1) <= ERRORS * sqrt(2 / dimension / squares.size)
    by_k = squares.mean(axis=1)  # (COUNT,), each over RUNS
    for part in (by_k[:20], by_k[-20:]):
        assert abs(part.mean() - 1) <= ERRORS * sqrt(2 / dimension / (part.size * RUNS))


@pytest.mark.parametrize("dimension", [1, 2, 5, 20])
def test_random_steps_are_normal_and_isotropic(dimension: int) -> None:
    """ξ ~ N(0, I): means, covariances and, by Dvoretzky, Kiefer and Wolfowitz, the distribution."""
    xi = standardized(dimension, 0).reshape(-1, dimension)
    count = len(xi)
    assert (np.abs(xi.mean(axis=0)) <= ERRORS / sqrt(count)).all()
    covariance = xi.T @ xi / count
    deviation = sqrt(1 / count) * (1 + (sqrt(2) - 1) * np.eye(dimension))
    assert (np.abs(covariance - np.eye(dimension)) <= ERRORS * deviation).all()
    farthest = sqrt(log(2 / 1e-6) / 2 / xi.size)  # exceeded with probability 1e-6
    assert kstest(xi.ravel(), "norm").statistic <= farthest


def standardized(dimension: int, seed: int) -> np.ndarray:
    """√n Δₖ/(σρₖ), (COUNT, RUNS, n)."""
    return random_steps(dimension, 1.0, seed) * sqrt(dimension)


def assert_independent(one: np.ndarray, other: np.ndarray) -> None:
    """E ξη = 0 with variance 1, E(ξ² − 1)(η² − 1) = 0 with variance 4."""
    for product, deviation in ((one * other, 1.0), ((one**2 - 1) * (other**2 - 1), 2.0)):
        assert abs(product.mean()) <= ERRORS * deviation / sqrt(product.size)


@pytest.mark.parametrize("dimension", [1, 2, 5, 20])
def test_random_steps_of_two_runs_iterations_or_seeds_are_independent(dimension: int) -> None:
    xi, other = (standardized(dimension, seed) for seed in (0, 12345))
    assert_independent(xi, other)
    for lag in (1, 2, 7):
        assert_independent(xi[lag:], xi[:-lag])
        assert_independent(xi[:, lag:], xi[:, :-lag])
    for i in range(1, dimension):
        assert_independent(xi[..., i], xi[..., i - 1])
    assert np.unique([xi, other]).size == 2 * xi.size


def test_noise_is_a_function_of_seed_run_and_k_alone() -> None:
    """Whatever else is drawn together with it, in whatever order and by whichever engine."""
    runs, k = np.array([0, 3, 2**40], dtype=np.uint64), np.array([9, 1, 10**7], dtype=np.uint64)
    for seed in (0, 1, 2**63, -1):
        own = streams(seed, runs)
        together = standard_normal(own[None], k[:, None], 4)
        turned = standard_normal(own[None, ::-1], k[::-1, None], 4)[::-1, ::-1]
        np.testing.assert_array_equal(together, turned)
        for i, j in np.ndindex(3, 3):
            single = standard_normal(streams(seed, runs[j : j + 1]), k[i : i + 1], 4)[0]
            np.testing.assert_array_equal(together[i, j], single)
    drawn = [standard_normal(streams(s, runs)[None], k[:, None], 4) for s in (0, 5)]
    assert len(np.unique(drawn)) == np.size(drawn)


def test_seeds_share_no_stream() -> None:
    """Not even neighbouring ones, whose runs have neighbouring numbers."""
    drawn = [streams(seed, np.arange(200, dtype=np.uint64)) for seed in (*range(-5, 50), 2**63)]
    assert len(np.unique(drawn)) == np.size(drawn)


# ---- methods that do not read ∇f(xᵏ)


@pytest.mark.parametrize("method", UNSEEING)
def test_methods_that_say_so_do_not_read_the_gradient(method: str) -> None:
    """They see NaN in its place, and go where they would go."""
    single = plan(method, "0.05", "0.1", (1.0, -2.0, 0.5))
    seeing = replace(single, method=replace(single.method, uses_gradient=True))
    problem = LIBRARY.get("problems", "least-squares")
    left, right = (run(problem, [p], iterations=50)[0] for p in (single, seeing))
    for name, held in flat(left).items():
        np.testing.assert_array_equal(held, flat(right)[name], err_msg=name)
    assert left.iterations == 50


def test_a_method_that_reads_it_must_say_so() -> None:
    single = plan("full-ascent-sam", "0.05", "0.1", (1.0, -2.0, 0.5))
    blind = replace(single, method=replace(single.method, uses_gradient=False))
    (trace,) = run(LIBRARY.get("problems", "least-squares"), [blind], iterations=50)
    assert trace.iterations < 50
