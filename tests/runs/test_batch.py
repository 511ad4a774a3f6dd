"""Steps that methods of a user's may take: what is asked of them, and when a run ends by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from holding import DISPLACED, LIBRARY

from sam_theory.errors import UsageError
from sam_theory.runs.batch import Plan
from sam_theory.runs.compiled.backend import Unreadable
from sam_theory.runs.compiled.engine import run as compiled_run
from sam_theory.runs.reference import run
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.error import exact
from sam_theory.setting.method import Method, as_general
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import Array, Components, namespace

QUADRATIC = LIBRARY.get("problems", "quadratic")


def method(step: Callable[[Point], Any], **given: Any) -> Method:
    return Method(name="mine", formula="", step=step, source="", **{"error": None, **given})


def go(
    mine: Method,
    engine: Callable[..., tuple[Trace, ...]] = run,
    start: tuple[float, float] = (1.0, -2.0),
    step: str = "0.05",
    iterations: int = 300,
) -> Trace:
    plan = Plan(method=mine, step=Schedule(step), radius=Schedule("0.1"), start=np.array(start))
    (trace,) = engine(QUADRATIC, [plan], iterations=iterations)
    return trace


def descend(at: Point) -> Move:
    return Move(at.x - at.step * at.here, at.here)


BAD = {
    "raises": (lambda at: Move(at.x / 0, at.nothing), {}, "raises AttributeError"),
    "one number": (lambda at: Move(at.x - at.step * at.here, at.here[..., :1]), {}, "of shape"),
    "x alone": (lambda at: at.x, {}, "must answer"),
    "too much state": (lambda at: Move(at.x, at.here, (at.x,)), {}, "0 arrays of state"),
    "too little state": (descend, {"memory": 1}, "1 arrays of state"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_step_that_cannot_be_taken_is_told_in_a_sentence(name: str) -> None:
    step, given, told = BAD[name]
    with np.errstate(all="ignore"), pytest.raises(UsageError, match="the step of mine") as caught:
        go(method(step, **given))
    assert told in str(caught.value)


def test_a_step_that_jax_cannot_read_is_told() -> None:
    def step(at: Point) -> Move:
        g = np.array(np.asarray(at.here))
        return Move(at.x - at.step * g, g)

    assert go(method(step)).iterations == 300
    with pytest.raises(Unreadable, match="mine must be written"):
        go(method(step), compiled_run)


def test_state_may_be_part_of_what_was_given() -> None:
    """x⁺ = x − t(2∇f(x) − ∇f(x⁻)), the state being views of x and ∇f: chunks must not lose them."""

    def step(at: Point) -> Move:
        g = 2 * at.here - at.gradient(at.state[0]) * (at.k > 1)
        return Move(at.x - at.step * g, g, (at.x,))

    x, before = np.array([1.0, -2.0]), None
    slopes = np.array([1.0, 10.0])
    for _ in range(2999):
        g = 2 * slopes * x - (0 if before is None else slopes * before)
        x, before = x - 0.001 * g, x
    for engine in (run, compiled_run):
        found = go(method(step, memory=1), engine, step="0.001", iterations=3000)
        np.testing.assert_allclose(found.iterates.last, x, rtol=1e-9)


@pytest.mark.parametrize("name", DISPLACED)
def test_a_displaced_method_is_its_step(name: str) -> None:
    """What the engines do with many runs at once is what the method says of one, bit by bit."""
    known = LIBRARY.get("methods", name)
    for start in ((1.0, -2.0), (1e-3, 5.0)):
        one, other = (go(m, start=start, step="0.09/k**0.1") for m in (known, as_general(known)))
        for part in ("low", "high", "first", "last"):
            ours, theirs = (getattr(t.iterates, part) for t in (one, other))
            np.testing.assert_array_equal(ours, theirs, err_msg=part)


# ---- rest


def at_rest(at: Point) -> Move:
    """Heavy ball with θ = ½."""
    m = 0.5 * at.state[0] + at.here
    return Move(at.x - at.step * m, m, (m,))


@pytest.mark.parametrize("engine", [run, compiled_run])
def test_a_run_rests_where_nothing_would_move_it(engine: Any) -> None:
    """t = 1/λ brings gradient descent to 0 exactly; the momentum carries the heavy ball over it."""
    one = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0,)]")

    def trace(mine: Method, start: float) -> Trace:
        plan = Plan(method=mine, step=Schedule("1"), radius=Schedule("0"), start=np.array([start]))
        return engine(one, [plan], iterations=9)[0]  # type: ignore[no-any-return]

    still = trace(method(descend, error=exact("by hand")), 1.0)
    assert (still.ending.reason, still.ending.iteration) == ("stationary", 2)
    ball = method(at_rest, memory=1)
    assert trace(ball, 0.0).ending.reason == "stationary"
    assert (trace(ball, 1.0).ending.reason, trace(ball, 1.0).iterations) == ("horizon", 9)
    decaying = method(lambda at: Move(at.x * 0.5, at.x * 0.5))  # it moves although ∇f = 0 …
    assert trace(decaying, 0.0).ending.reason == "stationary"  # … not at 0
    pushed = method(lambda at: Move(at.x - 0.1, at.x * 0 + 0.1))
    assert trace(pushed, 0.0).ending.reason == "horizon"


def test_a_method_that_draws_does_not_rest_by_chance() -> None:
    """f₁,₂ = f ± x₁: at 0 a draw of both, and of neither more often, has the gradient 0."""

    def of_two(x: Array, w: Array) -> Array:
        sign = namespace(x).asarray([[1.0], [-1.0]])
        return QUADRATIC.gradient(x) + (w @ sign) * namespace(x).asarray([1.0, 0.0])

    problem = replace(QUADRATIC, components=Components(2, of_two))
    two = LIBRARY.get("methods", "sgd[minibatch=2]")
    plans = [
        Plan(method=two, step=Schedule("0"), radius=Schedule("0"), start=np.zeros(2), number=i)
        for i in range(8)
    ]
    for engine in (run, compiled_run):
        traces = engine(problem, plans, iterations=1)
        assert {float(t.estimates.low[0]) for t in traces} == {0.0, 1.0}
        for trace in engine(problem, plans, iterations=40):
            assert trace.gradients.high.max() == 0
            assert (trace.ending.reason, trace.iterations) == ("horizon", 40)


def test_components_are_needed_to_draw_some() -> None:
    sgd = LIBRARY.get("methods", "sgd")
    for engine in (run, compiled_run):
        with pytest.raises(UsageError, match="sgd draws components"):
            go(sgd, engine)
