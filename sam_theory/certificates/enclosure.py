"""A two-cycle enclosed rigorously: Newton, then Krawczyk's test in ball arithmetic.

Krawczyk, Computing 4 (1969): if K(Z) = z − C H(z) + (I − C H′(Z))(Z − z) lies in the interior of
the box Z around z, then H has exactly one zero in Z, and it lies in K(Z).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from sam_theory.setting.choices import Undecided
from sam_theory.setting.jet_arrays import jacobian, variables
from sam_theory.setting.jets import Ball, ball
from sam_theory.setting.method import Method
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Point
from sam_theory.setting.problem import Problem

Box = list[Ball]
Map = Callable[[Box], tuple[Box, Any]]  # a box to its image and the matrix of derivatives there

PRECISION = 160  # bits
NEWTON_STEPS = 12
WIDTHS = (1e-30, 1e-25, 1e-20, 1e-15, 1e-12, 1e-10)  # half widths tried, relative to the size


def step_map(method: Method, problem: Problem, step: Fraction, radius: Fraction) -> Map:
    """x ↦ x⁺ on boxes, by the method's own step and the problem's own gradient.

    The method is one of x alone: it keeps no state, draws nothing, and does not depend on k.
    """
    t, rho = (np.array([[ball(value)]], dtype=object) for value in (step, radius))
    oracle, k = Oracle(problem.gradient), np.array(np.nan)

    def image(box: Box) -> tuple[Box, Any]:
        x = variables(box)[None, :]
        move = method.step(Point(x, problem.gradient(x), t, rho, k, (), (), (), oracle))
        return jacobian(np.asarray(move.x)[0])

    return image


def gradient_map(problem: Problem) -> Map:
    """∇f on boxes."""
    return lambda box: jacobian(np.asarray(problem.gradient(variables(box)[None, :]))[0])


def two_cycle_equation(step: Map) -> Map:
    """H(x, y) = (F(x) − y, F(y) − x), whose zeros are the cycles of period two."""

    def equation(box: Box) -> tuple[Box, Any]:
        n = len(box) // 2
        x, y = box[:n], box[n:]
        (fx, dx), (fy, dy) = step(x), step(y)
        values = [a - b for a, b in zip(fx + fy, y + x, strict=True)]
        rows = [[ball(0)] * (2 * n) for _ in range(2 * n)]
        for i in range(n):
            for j in range(n):
                rows[i][j], rows[n + i][n + j] = dx[i, j], dy[i, j]
            rows[i][n + i] = rows[n + i][i] = ball(-1)
        return values, flint.arb_mat(rows)

    return equation


def column(values: Box) -> Any:
    """The values as a matrix with one column."""
    return flint.arb_mat([[value] for value in values])


def entries(matrix: Any) -> Box:
    """The entries of a matrix with one column."""
    return [matrix[i, 0] for i in range(matrix.nrows())]


def middle(box: Box) -> Box:
    """The midpoint of a box, exact."""
    return [value.mid() for value in box]


def widened(value: Ball, half: Ball) -> Ball:
    """The ball with this much added on both sides."""
    return value + half * flint.arb(0, 1)


def newton(equation: Map, start: Box) -> Box:
    """An approximate zero near the start; raises ZeroDivisionError at a singular matrix."""
    z = middle(start)
    for _ in range(NEWTON_STEPS):
        values, derivative = equation(z)
        change = derivative.mid().solve(column(middle(values)))
        z = middle([a - b for a, b in zip(z, entries(change), strict=True)])
    return z


def krawczyk(equation: Map, start: Box) -> Box | None:
    """A box with exactly one zero of the equation in it, or None where the test fails."""
    z = newton(equation, start)
    values, derivative = equation(z)
    inverse = derivative.mid().inv().mid()
    size = max(1.0, *(float(abs(value).upper()) for value in z))
    for width in WIDTHS:
        box = [widened(value, ball(width * size)) for value in z]
        _, over = equation(box)
        n = len(z)
        identity = flint.arb_mat([[int(i == j) for j in range(n)] for i in range(n)])
        offset = column([b - a for a, b in zip(z, box, strict=True)])
        image = entries(column(z) - inverse * column(values) + (identity - inverse * over) * offset)
        if all(b.contains_interior(a) for a, b in zip(image, box, strict=True)):
            return image
    return None


@dataclass(frozen=True)
class CycleBox:
    """Enclosures of the two points of a cycle."""

    first: Box
    second: Box

    @property
    def radius(self) -> Ball:
        """Half the distance between the two points."""
        return distance(self.first, self.second) / 2


def distance(a: Box, b: Box) -> Ball:
    """‖a − b‖."""
    return length([p - q for p, q in zip(a, b, strict=True)])


def length(box: Box) -> Ball:
    """The norm of the box's vectors."""
    return sum((c * c for c in box), ball(0)).nonnegative_part().sqrt()


def enclose(image: Map, start: np.ndarray) -> CycleBox | None:
    """The cycle near a start, or None where the test fails or the two points may coincide.

    Raises Undecided where ∇f branches within the boxes, so that it has no derivatives there.
    """
    x = [ball(float(c)) for c in start]
    y, _ = image(x)
    try:
        found = krawczyk(two_cycle_equation(image), [*x, *middle(y)])
    except (ZeroDivisionError, FloatingPointError):
        return None
    if found is None:
        return None
    cycle = CycleBox(found[: len(x)], found[len(x) :])
    return None if cycle.radius.contains(0) else cycle


def attempt(equation: Map, start: Box) -> Box | None:
    """Krawczyk's test, None also where the balls decide nothing or a matrix is singular."""
    try:
        return krawczyk(equation, start)
    except (Undecided, ZeroDivisionError, FloatingPointError):
        return None


def distance_below(problem: Problem, cycle: CycleBox) -> tuple[float, tuple[float, ...] | None]:
    """A lower bound of the distance of the cycle's points from a stationary point, and that point.

    The stationary point between them is enclosed by Krawczyk's test; where that fails (None),
    ‖x − x*‖ ≥ ‖∇f(x)‖/L for all of them. 0 where neither is possible.
    """
    gradient = gradient_map(problem)
    points = (cycle.first, cycle.second)
    between = [(a + b) / 2 for a, b in zip(*points, strict=True)]
    center = attempt(gradient, between)
    if center is not None:
        nearest = min(lower(distance(point, center)) for point in points)
        return nearest, tuple(float(c.mid()) for c in center)
    fact = problem.facts.lipschitz
    if fact is None or not fact.value.divides:
        return 0.0, None
    slopes = [length(gradient(point)[0]) for point in points]
    return min(lower(slope / ball(fact.value.upper)) for slope in slopes), None


def lower(value: Ball) -> float:
    """A float below the ball, 0 at least."""
    rounded = float(value.lower())
    return max(0.0, rounded if ball(rounded) <= value else math.nextafter(rounded, -math.inf))


def upper(value: Ball) -> float:
    """A float above the ball."""
    rounded = float(value.upper())
    return rounded if ball(rounded) >= value else math.nextafter(rounded, math.inf)
