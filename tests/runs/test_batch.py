"""Steps that methods of a user's may take: what is asked of them, and when a run ends by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from holding import DISPLACED, LIBRARY, STEPPED

from sam_theory.errors import UsageError
from sam_theory.runs.batch import Plan
from sam_theory.runs.compiled.backend import Unreadable
from sam_theory.runs.compiled.engine import run as compiled_run
from sam_theory.runs.reference import run
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.displacement import Displacement
from sam_theory.setting.error import exact
from sam_theory.setting.method import Method, as_general, displaced
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
    "not x − tg": (lambda at: Move(at.x - at.step * at.here, 2 * at.here), {}, "x⁺ = x − tg"),
    "complex": (lambda at: Move(at.x - at.step * at.here, at.here * 1j), {}, "real numbers"),
    "nothing": (lambda at: Move(at.x, None), {}, "of shape"),
    "words": (lambda at: Move(at.x, np.full(at.x.shape, "g")), {}, "real numbers"),
    "in place": (lambda at: at.x.__iadd__(1.0), {}, "read-only"),
    "raises": (lambda at: Move(at.x, at.nothing), {}, "raises AttributeError"),
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


DIRECTIONS = {
    "raises": (lambda at: (at.nothing, ()), "raises AttributeError"),
    "d alone": (lambda at: at.here, "must answer d and state"),
    "of one run": (lambda at: (at.here[0], ()), "of shape"),
    "one number": (lambda at: (at.here[:, :1], ()), "of shape"),
    "too much state": (lambda at: (at.here, (at.x,)), "0 arrays of state"),
    "x in place": (lambda at: (at.x.__iadd__(1.0), ()), "read-only"),
    "∇f in place": (lambda at: (at.here.__imul__(2.0), ()), "read-only"),
}


@pytest.mark.parametrize("name", DIRECTIONS)
def test_a_direction_that_cannot_be_taken_is_told_in_a_sentence(name: str) -> None:
    direction, told = DIRECTIONS[name]
    mine = displaced(direction, name="mine", formula="", source="")
    with pytest.raises(UsageError, match="the direction of mine") as caught:
        go(mine)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        {"error": "exact"},
        {"memory": -1},
        {"memory": 1.0},
        {"draws": True},
        {"minibatch": 0},
        {"gradients": 0},
        {"inside": Displacement(lambda at: (at.here, ()))},
    ],
)
def test_a_method_is_refused_where_it_is_made(given: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError), match=f"{next(iter(given))} must be"):
        method(descend, **given)
    with pytest.raises(TypeError, match="step must be a function"):
        method("x - t*g")  # type: ignore[arg-type]  # on purpose


def test_the_order_of_plans_and_their_names_do_not_matter() -> None:
    """Two methods of one name, one before and one behind another method."""
    averages = LIBRARY.entry("methods", "vasso").make
    first, second = averages(theta=0.4), averages(theta=0.9)
    assert first.name == second.name

    def plan(mine: Method) -> Plan:
        return Plan(method=mine, step=Schedule("0.05"), radius=Schedule("0.1"), start=START)

    START = np.array([1.0, -2.0])
    order = [first, LIBRARY.get("methods", "sam"), second, first, heavy(0.5), heavy(0.9), second]
    for engine in (run, compiled_run):
        together = engine(QUADRATIC, [plan(m) for m in order], iterations=80)
        for mine, trace in zip(order, together, strict=True):
            (alone,) = engine(QUADRATIC, [plan(mine)], iterations=80)
            np.testing.assert_allclose(trace.iterates.last, alone.iterates.last, rtol=1e-10)
        assert abs(together[0].iterates.last - together[2].iterates.last).max() > 1e-6
        assert abs(together[4].iterates.last - together[5].iterates.last).max() > 1e-6


def heavy(momentum: float) -> Method:
    return LIBRARY.entry("methods", "heavy-ball").make(momentum=momentum)  # type: ignore[no-any-return]


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


CARRIED = [m for m in STEPPED if LIBRARY.get("methods", m).inside is not None]
ROLLING = (*CARRIED, *(f"{m}[momentum=0.5, nesterov=True, weight_decay=0.01]" for m in CARRIED))


@pytest.mark.parametrize("name", [*DISPLACED, *ROLLING])
def test_a_displaced_method_is_its_step(name: str) -> None:
    """What the engines do with many runs at once is what the method says of one, bit by bit."""
    known = LIBRARY.get("methods", name)
    for start in ((1.0, -2.0), (1e-3, 5.0)):
        one, other = (go(m, start=start, step="0.09/k**0.1") for m in (known, as_general(known)))
        for part in ("low", "high", "first", "last"):
            ours, theirs = (getattr(t.iterates, part) for t in (one, other))
            np.testing.assert_array_equal(ours, theirs, err_msg=part)


# ---- rest


HALF_LINE = replace(  # f = ½ max(x, 0)²: the gradient is 0 on a half line
    LIBRARY.get("problems", "quadratic[eigenvalues=(1.0,)]"),
    name="half-line",
    value=lambda x: namespace(x).sum(namespace(x).where(x > 0, x * x / 2, 0 * x), axis=-1),
    gradient=lambda x: namespace(x).where(x > 0, x, 0 * x),
)


def on_half_line(engine: Any, mine: Method, radius: str, start: float = 1.0) -> Trace:
    plan = Plan(method=mine, step=Schedule("1"), radius=Schedule(radius), start=np.array([start]))
    return engine(HALF_LINE, [plan], iterations=60)[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("engine", [run, compiled_run])
@pytest.mark.parametrize("name", ["sam", "usam", "extragradient", "igd-constant-error"])
def test_where_the_probe_is_along_the_gradient_a_run_rests(engine: Any, name: str) -> None:
    told = on_half_line(engine, LIBRARY.get("methods", name), "0.1", start=-2.0)
    assert (told.ending.reason, told.ending.iteration) == ("stationary", 1)


@pytest.mark.parametrize("engine", [run, compiled_run])
@pytest.mark.parametrize("name", ["rsam", "vasso", "f-sam"])
def test_where_it_is_not_a_later_radius_may_move_the_run(engine: Any, name: str) -> None:
    """x comes to the half line by t = 1; then probes of growing length find slopes again."""
    mine = LIBRARY.get("methods", name)
    told = on_half_line(engine, mine, "where(k<20, 0.01, 5*k)", start=1.0)
    assert told.gradients.low.min() == 0
    assert told.ending.reason in ("horizon", "zero direction")
    assert told.ending.iteration > 20
    still = on_half_line(engine, mine, "0", start=1.0)
    assert (still.ending.reason, still.ending.iteration) == ("stationary", 2)


@pytest.mark.parametrize("engine", [run, compiled_run])
def test_a_probe_without_a_direction_stays_where_nothing_is_divided_by(engine: Any) -> None:
    """vₖ = ρₖdᵏ with dᵏ = 0 up to k = 20 is 0, and not undefined: the run is not ended there."""
    late = displaced(
        lambda at: (at.here * 0 + 1.0 * (at.k > 20), ()),
        name="late",
        formula="",
        source="",
        mixture=0.0,
    )
    told = on_half_line(engine, late, "5", start=-2.0)
    assert (told.ending.reason, told.iterations) == ("horizon", 60)
    assert told.moves.path.sum() > 0


@pytest.mark.parametrize("engine", [run, compiled_run])
@pytest.mark.parametrize("name", CARRIED)
def test_a_ball_rolls_on_where_the_gradient_vanishes(engine: Any, name: str) -> None:
    """x comes to the half line by t = 1, where ∇f = 0 and v = 0, and ½m leads on."""
    mine = LIBRARY.get("methods", f"{name}[momentum=0.5]")
    told = on_half_line(engine, mine, "0.1", start=1.0)
    assert (told.ending.reason, told.iterations) == ("horizon", 60)
    assert told.gradients.low.min() == 0
    first = 1.1 if mine.uses_radius else 1.0
    np.testing.assert_allclose(told.iterates.last, [1 - first * (2 - 0.5**58)], rtol=1e-12)
    beside = Plan(
        method=LIBRARY.get("methods", "sam"),
        step=Schedule("1"),
        radius=Schedule("0.1"),
        start=np.array([-2.0]),
    )
    plan = replace(beside, method=mine, start=np.array([1.0]))
    again, still = engine(HALF_LINE, [plan, beside], iterations=60)
    np.testing.assert_array_equal(again.iterates.last, told.iterates.last)
    assert (again.measured is None, still.measured is None) == (False, True)
    assert still.ending.reason == "stationary"


def kicked(at: Point) -> Move:
    """Gradient descent with a push at every 30th k."""
    g = at.here - 1.0 * (at.k % 30 == 0)
    return Move(at.x - at.step * g, g)


@pytest.mark.parametrize("engine", [run, compiled_run])
def test_a_step_that_may_read_k_is_not_taken_to_rest(engine: Any) -> None:
    for mine in (method(descend, error=exact("by hand")), method(kicked)):
        told = on_half_line(engine, mine, "0", start=-0.5)
        assert (told.ending.reason, told.iterations) == ("horizon", 60)
    assert told.moves.path.sum() > 0


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
