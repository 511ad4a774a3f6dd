"""Cycles of p steps: each enclosed by Krawczyk's test, and shown to attract a parallelepiped.

Krawczyk, Computing 4 (1969): if K(Z) = z − C H(z) + (I − C H′(Z))(Z − z) lies in the interior of
the box Z around z, then H has exactly one zero in Z, and it lies in K(Z). Here H(x₁, …, x_p) =
(F(x₁) − x₂, …, F(x_p) − x₁), F one step of the method on x and its state together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import flint
import numpy as np

from sam_theory.certificates.dynamics import Dynamics, gradients, least_norm, step_with_derivatives
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Cycle
from sam_theory.certificates.verifier.values import accumulation
from sam_theory.certificates.wording import number_text, point_text
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, ball, exactly

PRECISION = 160  # bits
Row = list[Ball]  # x and state together


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A cycle that exists: its points, each a row of balls of which the first n are x."""

    points: tuple[Row, ...]
    dimension: int

    def x(self, i: int) -> tuple[Ball, ...]:
        """The x of a point."""
        return tuple(self.points[i][: self.dimension])


class Map:
    """One step on rows of balls, with its derivatives."""

    def __init__(self, dynamics: Dynamics) -> None:
        if dynamics.method.random or not (
            dynamics.step.is_constant and dynamics.radius.is_constant
        ):
            raise Undecided("a cycle is one of a method that draws nothing, with constants t, ρ")
        self._dynamics = dynamics

    def __call__(self, row: Row) -> tuple[Row, Any]:
        return step_with_derivatives(self._dynamics, row)


def verify(dynamics: Dynamics, cycle: Cycle) -> Established | Refused:
    """Whether there is such a cycle, and runs that start near it, as it says, end in it."""
    with flint.ctx.workprec(PRECISION):
        try:
            return _verified(dynamics, cycle)
        except (Undecided, ZeroDivisionError, ValueError, TypeError) as error:
            return Refused(str(error))


def _verified(dynamics: Dynamics, cycle: Cycle) -> Established | Refused:
    if cycle.slope < 0:
        return Refused("the slope must be at least 0")
    image = Map(dynamics)
    enclosed = enclosure(image, dynamics, cycle)
    if enclosed is None:
        return Refused("Krawczyk's test does not enclose a cycle near these points")
    problem, period = dynamics.problem, len(cycle.points)
    for i in range(period):
        slopes = gradients(problem, enclosed.x(i))
        if not all(least_norm(slope) >= ball(cycle.slope) for slope in slopes):
            return Refused(f"‖∇f‖ ≥ {number_text(cycle.slope)} is not seen at point {i + 1}")
    if not cycle.basis:
        return _unattracting(image, enclosed, cycle)
    reason = unattracted(image, enclosed, cycle)
    return Refused(reason) if reason else _attracting(dynamics, enclosed, cycle)


# ---- existence


def enclosure(image: Map, dynamics: Dynamics, cycle: Cycle) -> Enclosed | None:
    """The points of the cycle in boxes as wide as the test makes them; None where it fails."""
    size = dynamics.problem.dimension * (1 + dynamics.method.memory)
    if not cycle.points or any(len(point) != size for point in cycle.points):
        raise ValueError(f"every point of a cycle must have {size} coordinates, x and the state")
    z = [ball(c).mid() for point in cycle.points for c in point]
    half = ball(cycle.width) * (1 - flint.arb(2) ** -28)  # a radius is rounded upwards
    box = [value + half * flint.arb(0, 1) for value in z]
    found = krawczyk(image, z, box, size)
    if not all(b.contains_interior(a) for a, b in zip(found, box, strict=True)):
        return None
    points = tuple(found[i : i + size] for i in range(0, len(found), size))
    if any(
        all(map(flint.arb.overlaps, points[i], points[j]))
        for i in range(len(points))
        for j in range(i)
    ):
        raise ValueError("two points of the cycle may be the same: the period may be a part of it")
    return Enclosed(points=points, dimension=dynamics.problem.dimension)


def krawczyk(image: Map, z: Row, box: Row, size: int) -> Row:
    """K(Z) for a box Z and a point z in it: every zero of H in Z lies in K(Z) too."""
    values, derivative = _equation(image, z, size)
    inverse = derivative.mid().inv().mid()
    _, over = _equation(image, box, size)
    offset = _column([b - a for a, b in zip(z, box, strict=True)])
    spread = (_identity(len(z)) - inverse * over) * offset
    return _entries(_column(z) - inverse * _column(values) + spread)


def _equation(image: Map, row: Row, size: int) -> tuple[Row, Any]:
    """H and H′."""
    count = len(row)
    values: Row = []
    matrix = [[ball(0)] * count for _ in range(count)]
    for start in range(0, count, size):
        after, slopes = image(row[start : start + size])
        following = (start + size) % count
        for i in range(size):
            values.append(after[i] - row[following + i])
            for j in range(size):
                matrix[start + i][start + j] += slopes[i, j]
            matrix[start + i][following + i] -= 1
    return values, flint.arb_mat(matrix)


# ---- attraction


def unattracted(image: Map, enclosed: Enclosed, cycle: Cycle) -> str:
    """Why the parallelepiped is not shown to be attracted; empty where it is.

    On P = x̂ + V[−s, s]ᴺ, ‖V⁻¹ D(Fᵖ) V‖_∞ ≤ q < 1: Fᵖ contracts towards x̄, the point of the cycle,
    all that is not farther from it than P's boundary; with ‖V⁻¹(x̄ − x̂)‖_∞ ≤ d these are all
    starts within s − 2d of x̂.
    """
    size = len(cycle.points[0])
    if len(cycle.basis) != size or any(len(column) != size for column in cycle.basis):
        return f"a basis must have {size} columns of {size} numbers"
    if not (0 <= cycle.rate < 1 and 0 < cycle.reach <= cycle.half):
        return "the rate must be below 1, and the reach positive and at most the half width"
    basis = flint.arb_mat([[ball(c[i]).mid() for c in cycle.basis] for i in range(size)])
    inverse = basis.inv()
    center, half = [ball(c).mid() for c in cycle.points[0]], ball(cycle.half)
    rate = _rate(image, center, basis, inverse, half, len(cycle.points))
    if not rate <= ball(cycle.rate):
        return f"a contraction by {number_text(cycle.rate)} is not seen"
    offset = inverse * _column([a - b for a, b in zip(enclosed.points[0], center, strict=True)])
    apart = reduce(flint.arb.max, [abs(entry).upper() for entry in _entries(offset)])
    if not ball(cycle.reach) + 2 * apart <= half:
        return "the reach goes beyond what contracts"
    return ""


def _rate(image: Map, center: Row, basis: Any, inverse: Any, half: Ball, period: int) -> Ball:
    """An upper bound of the norm of the derivative of p steps over the parallelepiped.

    The boxes of the points on the way are those of the mean value form.
    """
    product = basis
    value = center
    box = [c + half * w * flint.arb(0, 1) for c, w in zip(center, _row_sums(basis), strict=True)]
    for _ in range(period):
        _, slopes = image(box)
        offset = _column([b - c for b, c in zip(box, value, strict=True)])
        value = image(value)[0]
        box = [a + b for a, b in zip(value, _entries(slopes * offset), strict=True)]
        product = slopes * product
    return reduce(flint.arb.max, _row_sums(inverse * product))


def _row_sums(matrix: Any) -> Row:
    rows, columns = matrix.nrows(), matrix.ncols()
    return [sum((abs(matrix[i, j]) for j in range(columns)), ball(0)).upper() for i in range(rows)]


def within_reach(cycle: Cycle, row: Sequence[Ball]) -> bool:
    """Whether x and state together are certainly where the cycle attracts."""
    size = len(cycle.points[0])
    basis = flint.arb_mat([[ball(c[i]).mid() for c in cycle.basis] for i in range(size)])
    offset = [a - ball(c).mid() for a, c in zip(row, cycle.points[0], strict=True)]
    return all(abs(entry) <= ball(cycle.reach) for entry in _entries(basis.inv() * _column(offset)))


# ---- what follows


def multipliers(image: Map, enclosed: Enclosed) -> list[Ball]:
    """Enclosures of the absolute values of the multipliers of all steps; [] where they fail."""
    product = _identity(len(enclosed.points[0]))
    for point in enclosed.points:
        product = image(point)[1] * product
    try:
        return [abs(value) for value in flint.acb_mat(product).eig(multiple=True)]
    except (ValueError, NotImplementedError):
        return []


def _unattracting(image: Map, enclosed: Enclosed, cycle: Cycle) -> Established:
    """That it is there, and whether a multiplier is above 1 in size, so that it repels."""
    text = _described(enclosed, cycle)
    greatest = reduce(flint.arb.max, multipliers(image, enclosed), ball(0)).lower()
    if not greatest > 1:
        return Established(text=f"{text}; nothing is said of what it attracts")
    above = number_text(exactly(greatest))
    return Established(text=f"{text}; it repels, by a multiplier of {above} or more", repels=True)


def _attracting(dynamics: Dynamics, enclosed: Enclosed, cycle: Cycle) -> Established:
    period, slope = len(enclosed.points), cycle.slope
    gap, apart = accumulation(dynamics.problem, [enclosed.x(i) for i in range(period)])
    rate, steps = number_text(cycle.rate, upwards=True), "step" if period == 1 else "steps"
    return Established(
        text=f"{_described(enclosed, cycle)}; it attracts, by a factor of {rate} or less in "
        f"{period} {steps}",
        slope=slope,
        recurring=slope,
        gap=gap,
        bounded=True,
        parts=period > 1 and not dynamics.method.memory,
        values_part=apart,
    )


def _described(enclosed: Enclosed, cycle: Cycle) -> str:
    period = len(cycle.points)
    what = "a fixed point" if period == 1 else f"a cycle of {period} steps"
    return f"{what} near {point_text(enclosed.x(0))}, ‖∇f‖ ≥ {number_text(cycle.slope)} there"


def _column(values: Sequence[Ball]) -> Any:
    return flint.arb_mat([[value] for value in values])


def _entries(matrix: Any) -> Row:
    return [matrix[i, 0] for i in range(matrix.nrows())]


def _identity(n: int) -> Any:
    return flint.arb_mat(np.eye(n, dtype=int).tolist())
