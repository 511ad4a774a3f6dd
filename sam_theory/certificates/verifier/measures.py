"""Numbers of an enclosed cycle, as floats rounded so that what is said of them stays true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce

import flint

from sam_theory.certificates.dynamics import Box, gradients, least_norm
from sam_theory.certificates.forms import Cycle
from sam_theory.certificates.verifier.cycle import Enclosed
from sam_theory.setting.jets import Ball, ball
from sam_theory.setting.problem import Problem


def lower(value: Ball) -> float:
    """A float below the ball, 0 at least."""
    rounded = float(value.lower())
    return max(0.0, rounded if ball(rounded) <= value else math.nextafter(rounded, -math.inf))


def upper(value: Ball) -> float:
    """A float above the ball."""
    rounded = float(value.upper())
    return rounded if ball(rounded) >= value else math.nextafter(rounded, math.inf)


def distance(a: Sequence[Ball], b: Sequence[Ball]) -> Ball:
    """‖a − b‖."""
    squares = sum(((p - q) * (p - q) for p, q in zip(a, b, strict=True)), ball(0))
    return squares.nonnegative_part().sqrt()


def middle(box: Sequence[Ball]) -> tuple[float, ...]:
    """The midpoint of a box as floats."""
    return tuple(float(side.mid()) for side in box)


def ball_within_reach(cycle: Cycle, point: Sequence[float]) -> float:
    """A radius of a ball around a point that lies where the cycle attracts; 0 where none does.

    ‖V⁻¹(x − x̂)‖_∞ ≤ maxᵢ ‖rowᵢ(V⁻¹)‖ (‖x − point‖ + ‖point − x̂‖), which must be at most `reach`.
    """
    size = len(cycle.basis)
    if size == 0:
        return 0.0
    inverse = flint.arb_mat(
        [[ball(column[i]).mid() for column in cycle.basis] for i in range(size)]
    ).inv()
    lengths = [
        sum((inverse[i, j] * inverse[i, j] for j in range(size)), ball(0)).sqrt()
        for i in range(size)
    ]
    apart = distance([ball(float(c)) for c in point], [ball(c).mid() for c in cycle.points[0]])
    return lower(ball(cycle.reach) / reduce(flint.arb.max, lengths) - apart)


def distance_from(points: Sequence[Box], center: Box) -> float:
    """A lower bound of the distances of these points from another."""
    return min(lower(distance(point, center)) for point in points)


def distance_from_stationary(problem: Problem, enclosed: Enclosed) -> float:
    """The same, from every stationary point: ‖x − x*‖ ≥ ‖∇f(x)‖/L; 0 where L is not known."""
    fact = problem.facts.lipschitz
    if fact is None or not fact.value.divides:
        return 0.0
    return min(
        lower(least_norm(slope) / ball(fact.value.upper))
        for i in range(len(enclosed.points))
        for slope in gradients(problem, enclosed.x(i))
    )
