"""Accepted certificates against runs of 10⁴ steps at 60 digits, by formulas written here again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

pytest.importorskip("flint")
import mpmath as mp
from moving_cells import ACCEPTED, DRIFTS

from sam_theory.asymptotics.formula import Algebra, Node, fold
from sam_theory.asymptotics.parsing import parse

STEPS, DIGITS = 10_000, 60
Vector = list[Any]
ALGEBRA = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "neg": lambda a: -a,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
    "sqrt": mp.sqrt,
    "log": mp.log,
}


def number(node: Node, _: object) -> Any:
    assert node.value is not None
    return mp.mpf(node.value.numerator) / node.value.denominator


def at(formula: str, k: int) -> Any:
    return fold(parse(formula), Algebra({**ALGEBRA, "k": lambda: mp.mpf(k)}, {"number": number}))


def softplus_slope(x: Vector) -> Vector:
    return [1 / (1 + mp.exp(-c)) for c in x]


GRADIENTS: dict[str, Callable[[Vector], Vector]] = {
    "quadratic": list,
    "saddle": lambda x: [x[0], -x[1]],
    "exponential-tail": lambda x: [-mp.exp(-x[0]) if x[0] >= 0 else x[0] - 1],
    "softplus": softplus_slope,
    "linear": lambda x: [mp.mpf(1), mp.mpf(-2)] if len(x) == 2 else [mp.mpf(-1)],
    "log-cosh": lambda x: [mp.tanh(c) for c in x],
    "hyperbola": lambda x: [x[0] / mp.sqrt(1 + x[0] ** 2) - 1],
    "log-drift": lambda x: [-x[0] / (1 + x[0] ** 2)],
    "escaping-bump": lambda x: [-2 * x[0] / (1 + x[0] ** 2) ** 2],
}


def probe(method: str, x: Vector, slope: Vector, radius: Any) -> Vector:
    """Where the gradient is taken."""
    if method == "sam":
        length = mp.sqrt(sum(c * c for c in slope))
        return [c + radius * d / length for c, d in zip(x, slope, strict=True)]
    if method == "usam":
        return [c + radius * d for c, d in zip(x, slope, strict=True)]
    return x


def run(name: str, dynamics: Any, start: tuple[float, ...], first: int) -> Any:
    """xᵏ and its gradient for k = first, …"""
    gradient = GRADIENTS[dynamics.problem.name.partition("[")[0]]
    x, speed = [mp.mpf(c) for c in start], [mp.mpf(0)] * len(start)
    momentum = mp.mpf(0.9) if dynamics.method.name == "heavy-ball" else mp.mpf(0)
    for k in range(first, first + STEPS):
        slope = gradient(x)
        yield k, x, slope
        t, radius = at(dynamics.step.formula, k), at(dynamics.radius.formula, k)
        ahead = gradient(probe(dynamics.method.name, x, slope, radius))
        speed = [momentum * s + g for s, g in zip(speed, ahead, strict=True)]
        x = [c - t * s for c, s in zip(x, speed, strict=True)]


@pytest.mark.parametrize("name", ACCEPTED)
def test_moving_cells_hold_runs(name: str) -> None:
    dynamics, moving, start = ACCEPTED[name]
    with mp.workdps(DIGITS):
        for k, x, slope in run(name, dynamics, start, moving.start):
            assert any(
                all(
                    (low is None or at(low, k) <= c) and (high is None or c <= at(high, k))
                    for c, (low, high) in zip(x, cell.x, strict=True)
                )
                for cell in moving.cells
            ), k
            assert mp.sqrt(sum(c * c for c in slope)) >= at(moving.slope, k)
            assert mp.sqrt(sum(c * c for c in x)) >= at(moving.size, k)


@pytest.mark.parametrize("name", DRIFTS)
def test_drifting_runs_go_outwards(name: str) -> None:
    dynamics, drift, start = DRIFTS[name]
    with mp.workdps(DIGITS):
        xs = [x[drift.coordinate] for _, x, _ in run(name, dynamics, start, 1)]
        assert xs[0] * drift.direction >= mp.mpf(drift.end.numerator) / drift.end.denominator
        assert all(b * drift.direction > a * drift.direction for a, b in pairwise(xs))
