"""Runs that only repeat are recorded to their end: as if each iteration had been computed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest
from holding import LIBRARY

from sam_theory.runs.batch import Plan
from sam_theory.runs.reference import run
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method, as_general, displaced
from sam_theory.setting.point import Point, State
from sam_theory.setting.problem import Array


def numbers(part: Any) -> list[Any]:
    """All numbers and words of a trace, in the order of its fields."""
    if is_dataclass(part):
        return [n for field in fields(part) for n in numbers(getattr(part, field.name))]
    return [part]


def both(problem: str, method: Method, step: str, radius: str, iterations: int) -> list[Trace]:
    """The traces of runs that may be cut short where they repeat, and of those seen to the end."""
    of = LIBRARY.get("problems", problem)
    plans = [
        Plan(method=method, step=Schedule(step), radius=Schedule(radius), start=np.array(start))
        for start in of.starts
    ]
    computed: list[int] = []

    def observe(chunk: Any, lengths: np.ndarray, _: object) -> None:
        computed.append(int(lengths.sum()))

    seen = run(of, plans, iterations=iterations, observe=observe)
    assert sum(computed) >= sum(trace.iterations for trace in seen)
    return [*run(of, plans, iterations=iterations), *seen]


def asked(problem: str, method: Method, step: str, radius: str, iterations: int) -> int:
    """How often ∇f is asked for by a run from the first start."""
    of, count = LIBRARY.get("problems", problem), 0

    def counted(x: Any) -> Any:
        nonlocal count
        count += 1
        return of.gradient(x)

    start = np.array(of.starts[0])
    plan = Plan(method=method, step=Schedule(step), radius=Schedule(radius), start=start)
    run(replace(of, gradient=counted), [plan], iterations=iterations)
    return count


SETTINGS = {
    "at rest": ("logistic", "gradient-descent", "0.5", "0"),
    "at rest by a short step": ("quadratic[eigenvalues=(2.0,)]", "usam", "1/k**9", "0.25"),
    "alternates": ("quadratic[eigenvalues=(2.0,)]", "sam", "0.25", "0.5"),
    "alternates in the plane": ("quadratic[eigenvalues=(1.0, 2.5)]", "sam", "0.25", "0.25"),
}


@pytest.mark.parametrize("iterations", [4999, 5000, 70_000])
@pytest.mark.parametrize("name", SETTINGS)
def test_the_record_is_that_of_a_run_that_is_computed_on(name: str, iterations: int) -> None:
    problem, method, step, radius = SETTINGS[name]
    traces = both(problem, LIBRARY.get("methods", method), step, radius, iterations)
    half = len(traces) // 2
    for cut, whole in zip(traces[:half], traces[half:], strict=True):
        for ours, theirs in zip(numbers(cut), numbers(whole), strict=True):
            if isinstance(theirs, np.ndarray | float):
                np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=0)
            else:
                assert ours == theirs
        assert cut.iterations == iterations
        for part in ("gradients", "values", "estimates", "steps", "radii"):
            for side in ("low", "high"):
                ours, theirs = (getattr(getattr(t, part), side) for t in (cut, whole))
                np.testing.assert_array_equal(ours, theirs, err_msg=f"{part} {side}")


@pytest.mark.parametrize("name", SETTINGS)
def test_nothing_is_computed_of_what_repeats(name: str) -> None:
    problem, method, step, radius = SETTINGS[name]
    mine = LIBRARY.get("methods", method)
    assert asked(problem, mine, step, radius, 20_000) < 20_000
    # Of a step that may read k nothing is known.
    assert asked(problem, as_general(mine), step, radius, 20_000) >= 20_000


@pytest.mark.parametrize(
    ("step", "radius"),
    [("where(k<9000, 1/k**9, 0.1)", "0.25"), ("0.25", "where(k<9000, 0.5, 0.25)")],
)
def test_a_run_that_will_be_moved_again_is_computed_on(step: str, radius: str) -> None:
    line = "quadratic[eigenvalues=(2.0,)]"
    mine = LIBRARY.get("methods", "sam")
    assert asked(line, mine, step, radius, 20_000) >= 20_000
    cut, *_ = both(line, mine, step, radius, 20_000)
    moved = cut.moves.path[cut.edges[:-1] > 9500]
    assert (moved > 0).all()


def late(at: Point) -> tuple[Array, State]:
    """∇f(xᵏ), and from k = 9000 on the opposite."""
    return at.here * (1 - 2.0 * (at.k >= 9000)), ()


@pytest.mark.parametrize("radius", ["0.5", "0"])
def test_a_direction_may_go_by_k(radius: str) -> None:
    mine = displaced(late, name="late", formula="dᵏ = ±∇f(xᵏ)", source="made up")
    of_iterates("quadratic[eigenvalues=(2.0,)]", mine, "0.25", radius)


def test_a_radius_that_is_not_used_is_recorded_as_it_is() -> None:
    of_iterates("logistic", LIBRARY.get("methods", "gradient-descent"), "0.5", "1/k")


def of_iterates(problem: str, method: Method, step: str, radius: str) -> None:
    """The iterates and radii recorded are those of a run that is computed on."""
    traces = both(problem, method, step, radius, 20_000)
    half = len(traces) // 2
    for cut, whole in zip(traces[:half], traces[half:], strict=True):
        for part in ("iterates", "radii"):
            for side in ("low", "high"):
                ours, theirs = (getattr(getattr(t, part), side) for t in (cut, whole))
                np.testing.assert_array_equal(ours, theirs, err_msg=f"{part} {side}")
