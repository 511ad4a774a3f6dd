"""The estimates that a method makes on a box, stationary points of the box left out."""

from __future__ import annotations

from collections.abc import Iterator

import flint

from sam_theory.certificates.dynamics import (
    Box,
    Dynamics,
    Place,
    gradients,
    images,
    least_norm,
    value_of,
)
from sam_theory.setting.displacement import Displacement, descent
from sam_theory.setting.jets import ball

ARCS = 64  # of the circle of directions


class Probes:
    """Where SAM's direction jumps, at ∇f = 0, the probes around are on a circle of radius ρ."""

    def __init__(self, dynamics: Dynamics) -> None:
        problem, shape = dynamics.problem, dynamics.method.displacement
        self._dynamics = dynamics
        self._step, self._radius = value_of(dynamics.step), value_of(dynamics.radius)
        mixture = 0.0 if shape is None or shape.direction is None else shape.mixture
        jumps = mixture > 0 and not dynamics.method.steered
        self._directions = _units(problem.dimension) if jumps else ()

    def vanish(self, box: Box) -> bool:
        """Whether g may be 0 at a point of the box where ∇f ≠ 0, for all that is seen."""
        problem, method = self._dynamics.problem, self._dynamics.method
        made = images(problem, method, Place(box), self._step, self._radius)
        if all(least_norm(image.estimate) > 0 for image in made):
            return False
        if not self._directions or all(least_norm(g) > 0 for g in gradients(problem, box)):
            return True
        return not all(least_norm(g) > 0 for g in self._around(box))

    def _around(self, box: Box) -> Iterator[Box]:
        """x + v, v = ρ(1 − λ)d + ρλu for some unit vector u."""
        problem, shape = self._dynamics.problem, self._dynamics.method.displacement
        assert shape is not None
        for slope in gradients(problem, box):
            far = self._drift(shape, slope)
            for u in self._directions:
                length = self._radius * ball(shape.mixture)
                probe = tuple(x + v + length * c for x, v, c in zip(box, far, u, strict=True))
                yield from gradients(problem, probe)

    def _drift(self, shape: Displacement, slope: Box) -> Box:
        factor = self._radius * (1 - ball(shape.mixture))
        sign = -1 if shape.direction is descent else 1
        return tuple(sign * factor * side for side in slope)


def _units(n: int) -> tuple[Box, ...]:
    """Balls that together hold all unit vectors; none for n > 2."""
    if n == 1:
        return ((ball(1),), (ball(-1),))
    half = flint.arb.pi() / ARCS
    angles = [half * (2 * i + 1) + half * flint.arb(0, 1) for i in range(ARCS)]
    return tuple((angle.cos(), angle.sin()) for angle in angles) if n == 2 else ()
