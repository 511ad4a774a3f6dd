"""A ring in which a run in the plane ends: around a center where all directions look alike."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.finding.path import Path, advanced
from sam_theory.certificates.forms import Ring
from sam_theory.certificates.ranges import number_at

ALIKE = 1e-6  # relative: numbers that count as one
WIDTHS = (0.25, 0.1, 0.5)  # of the ring to either side, relative to its radius
DIRECTIONS = 16  # in which a step and ‖∇f‖ are looked at
SHARE = 0.9  # of the least ‖∇f‖ seen that is claimed


def ring_around(dynamics: Dynamics, run: Path) -> Ring | None:
    """A ring, with constants t and ρ, that no step from some points of its rim leaves."""
    if dynamics.problem.dimension != 2 or dynamics.method.memory or dynamics.method.random:
        return None
    step, radius = number_at(dynamics.step, 1), number_at(dynamics.radius, 1)
    if step is None or radius is None:
        return None
    for center, low, high in _guesses(run):
        slope = _slope_if_closed(dynamics, center, low, high)
        if slope > 0:
            return Ring(
                center=(Fraction(center[0]), Fraction(center[1])),
                ends=(Fraction(low), Fraction(high)),
                step=step,
                radius=radius,
                slope=Fraction(SHARE * slope),
            )
    return None


def _guesses(run: Path) -> Iterator[tuple[tuple[float, float], float, float]]:
    """The center halfway between the last two points, and distances from it."""
    last, size = run.x[-1], float(np.linalg.norm(run.x[-1] - run.x[-2])) / 2
    middle = run.x[-2:].mean(axis=0)
    middle[np.abs(middle) <= ALIKE * np.abs(last).max()] = 0
    for width in WIDTHS:
        yield (float(middle[0]), float(middle[1])), (1 - width) * size, (1 + width) * size


def _slope_if_closed(
    dynamics: Dynamics, center: tuple[float, float], low: float, high: float
) -> float:
    """The least ‖∇f‖ seen at the ends of the ring; 0 where a step leads out of it."""
    angles = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)
    around = np.column_stack([np.cos(angles), np.sin(angles)])
    x = np.array(center) + np.concatenate([low * around, high * around])
    after = advanced(dynamics, x, np.ones(len(x), dtype=np.int64)) - np.array(center)
    distances = np.linalg.norm(after, axis=1)
    if not ((distances > low) & (distances < high)).all():
        return 0.0
    return float(np.linalg.norm(dynamics.problem.gradient(x), axis=1).min())


def enters_ring(ring: Ring, run: Path) -> int | None:
    """The first k at which the run is in the ring, a little inside."""
    distances = np.linalg.norm(run.x - np.array([float(c) for c in ring.center]), axis=1)
    low, high = map(float, ring.ends)
    inside = np.flatnonzero((distances > low * (1 + ALIKE)) & (distances < high * (1 - ALIKE)))
    return int(inside[0]) + 1 if len(inside) else None
