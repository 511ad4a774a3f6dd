"""Cycles on which a run settles: guessed from its end, sharpened by Newton's method, certified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from sam_theory.certificates.dynamics import Dynamics, gradients, least_norm, step_with_derivatives
from sam_theory.certificates.established import Refused
from sam_theory.certificates.finding.path import Path
from sam_theory.certificates.forms import Cycle
from sam_theory.certificates.verifier.cycle import (
    PRECISION,
    Enclosed,
    Map,
    enclosure,
    unattracted,
    verify,
)
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, ball, exactly

LONGEST = 32  # period
SETTLED = 1e-6  # of the size of a cycle: how far p steps may lead away, for a guess
NEWTON_STEPS = 12
BITS = 130  # after the point, of the coordinates of a cycle
NO_CHANGE = 2.0**-150  # of these, by a step of Newton's method
MOST_NUMBERS = 96  # of all points together: matrices of balls of more take seconds
WIDTHS = tuple(Fraction(1, 10**e) for e in (30, 25, 20, 15, 12, 10))  # tried, relative to the size
DIGITS = 12  # of the slope, rounded down
SHRINK, SHRINKAGES = Fraction(3, 4), 160  # of the half width in which the steps contract
ROOM = Fraction(1, 2**40)  # relative: left between the reach and the half width, for the enclosure

Point = tuple[Fraction, ...]


def periods(path: Path) -> Iterator[int]:
    """The periods, least first, that the end of a run may have."""
    rows = path.rows[-4 * LONGEST :]
    size = float(np.abs(rows).max(initial=0.0))
    for period in range(1, min(LONGEST, MOST_NUMBERS // rows.shape[1], len(rows) // 2) + 1):
        spread = float(np.ptp(rows[-2 * period :], axis=0).max())
        apart = float(np.abs(rows[period:] - rows[:-period])[-period:].max())
        if apart <= SETTLED * max(spread, SETTLED * size) or (
            period == 1 and apart <= SETTLED * size
        ):
            yield period


def cycle_near(dynamics: Dynamics, rows: np.ndarray) -> Cycle | None:
    """A cycle near these points, (p, N), in their order, with what it attracts; None if not found.

    Not one of stationary points. Without a basis where it exists and is not seen to attract.
    """
    points = _sharpened(dynamics, rows)
    slope = Fraction(0) if points is None else _slope(dynamics, points)
    if points is None or slope <= 0:
        return None
    existing = _existing(dynamics, points, slope)
    return existing and (_attracting(dynamics, existing) or existing)


def point_near(dynamics: Dynamics, row: np.ndarray) -> Cycle | None:
    """A fixed point near a point, (N,), stationary or not; whether it attracts is not asked."""
    points = _sharpened(dynamics, row[None, :])
    return None if points is None else _existing(dynamics, points, Fraction(0))


def _sharpened(dynamics: Dynamics, rows: np.ndarray) -> tuple[Point, ...] | None:
    """The points after Newton's method on (F(x₁) − x₂, …, F(x_p) − x₁), if these are different."""
    with flint.ctx.workprec(PRECISION):
        try:
            points = _newton(dynamics, rows)
        except (Undecided, ZeroDivisionError, ValueError, TypeError):
            return None
    return points if len(set(points)) == len(points) else None


def _newton(dynamics: Dynamics, rows: np.ndarray) -> tuple[Point, ...]:
    period, size = rows.shape
    z = [ball(float(c)) for row in rows for c in row]
    for _ in range(NEWTON_STEPS):
        values: list[Ball] = []
        matrix = [[ball(0)] * len(z) for _ in z]
        for p in range(period):
            here, there = p * size, ((p + 1) % period) * size
            after, slopes = step_with_derivatives(dynamics, z[here : here + size])
            for i in range(size):
                values.append((after[i] - z[there + i]).mid())
                for j in range(size):
                    matrix[here + i][here + j] += slopes[i, j]
                matrix[here + i][there + i] -= 1
        change = flint.arb_mat(matrix).mid().solve(flint.arb_mat([[v] for v in values]))
        z = [(value - change[i, 0]).mid() for i, value in enumerate(z)]
        if all(abs(change[i, 0]) < NO_CHANGE for i in range(len(z))):
            break
    numbers = [Fraction(round(exactly(value) * 2**BITS), 2**BITS) for value in z]
    return tuple(tuple(numbers[p * size : (p + 1) * size]) for p in range(period))


def _slope(dynamics: Dynamics, points: Sequence[Point]) -> Fraction:
    """A number just below the least ‖∇f‖ at the points; 0 where there is none."""
    n = dynamics.problem.dimension
    with flint.ctx.workprec(PRECISION):
        try:
            least = min(
                least_norm(slope)
                for point in points
                for slope in gradients(dynamics.problem, tuple(ball(c) for c in point[:n]))
            )
        except Undecided:
            return Fraction(0)
    return rounded_down(exactly(least.lower()))


def rounded_down(value: Fraction, digits: int = DIGITS) -> Fraction:
    """So many significant digits of a number, a little below it; 0 where floats have none."""
    if not float(value) > 0:
        return Fraction(0)
    unit = Fraction(10) ** (int(np.floor(np.log10(float(value)))) - digits + 1)
    return max((value / unit).__floor__() - 1, 0) * unit


def _existing(dynamics: Dynamics, points: tuple[Point, ...], slope: Fraction) -> Cycle | None:
    size = max(Fraction(1), *(abs(c) for point in points for c in point))
    for width in WIDTHS:
        found = Cycle(points=points, width=width * size, slope=slope)
        if not isinstance(verify(dynamics, found), Refused):
            return found
    return None


# ---- what it attracts


def _attracting(dynamics: Dynamics, cycle: Cycle) -> Cycle | None:
    """The cycle with the widest parallelepiped found on which its steps contract."""
    with flint.ctx.workprec(PRECISION):
        image = Map(dynamics)
        derivative = derivative_along(dynamics, cycle.points)
        enclosed = enclosure(image, dynamics, cycle)
    assert enclosed is not None  # it exists
    if not np.isfinite(derivative).all():
        return None
    greatest = float(np.abs(np.linalg.eigvals(derivative)).max())
    if not greatest < 1:
        return None
    basis = _basis(derivative)
    size = max(Fraction(1), *(abs(c) for point in cycle.points for c in point))

    def shrunk(times: int) -> Cycle | None:
        half = size * SHRINK**times
        rate = Fraction(1 - (1 - greatest) / 16)
        tried = replace(cycle, basis=basis, half=half, rate=rate, reach=half * (1 - ROOM))
        return tried if _seems_attracting(image, enclosed, tried) else None

    low, high, best = -1, SHRINKAGES, shrunk(SHRINKAGES)
    while best is not None and high - low > 1:
        between = (low + high) // 2
        found = shrunk(between)
        low, high, best = (between, high, best) if found is None else (low, between, found)
    return None if best is None or isinstance(verify(dynamics, best), Refused) else best


def _seems_attracting(image: Map, enclosed: Enclosed, cycle: Cycle) -> bool:
    """Whether the verifier, which accepts the points, finds nothing against what they attract."""
    with flint.ctx.workprec(PRECISION):
        try:
            return not unattracted(image, enclosed, cycle)
        except (Undecided, ZeroDivisionError, ValueError, TypeError):
            return False


def derivative_along(
    dynamics: Dynamics, points: Sequence[Point], within: Fraction = Fraction(0)
) -> np.ndarray:
    """The derivative of all steps of a cycle together, at its first point, in floats.

    Raises Undecided where a step branches within that distance of a point.
    """
    product, around = np.eye(len(points[0])), ball(within) * flint.arb(0, 1)
    for point in points:
        _, slopes = step_with_derivatives(dynamics, [ball(c) + around for c in point])
        product = floats(slopes.mid()) @ product
    return product


def floats(matrix: Any) -> np.ndarray:
    """The midpoints of a matrix of balls."""
    return np.array([[float(entry.mid()) for entry in row] for row in matrix.tolist()])


def _basis(derivative: np.ndarray) -> tuple[Point, ...]:
    """Columns of approximate eigenvectors, of the identity where these are nearly dependent."""
    eigenvalues, vectors = np.linalg.eig(derivative)
    if np.iscomplexobj(eigenvalues):
        vectors = np.where(eigenvalues.imag >= 0, vectors.real, vectors.imag)
    if not np.linalg.cond(vectors) < 1e6:
        vectors = np.eye(len(derivative))
    return tuple(tuple(Fraction(float(c)) for c in column) for column in vectors.T)
