"""The run from an exact start, step by step in balls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sam_theory.certificates.dynamics import Dynamics, Place, beginning, images
from sam_theory.certificates.ranges import number_at
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import ball, between

PRECISION = 192  # bits, of which a step loses about as many as log₂(1 + tL) says
WIDEST = 1e-3  # of a ball that is followed on: what a wider one says is not worth the steps


def orbit(dynamics: Dynamics, start: Sequence[Fraction]) -> Iterator[Place]:
    """Balls around x¹, x², …, each with the method's state.

    Raises Undecided beyond x¹ where the method is random, where a number of a schedule is not
    known, a step is not enclosed in one way, or the balls have grown too wide. Call it within a
    precision.
    """
    problem, method = dynamics.problem, dynamics.method
    place, k = beginning(method, tuple(ball(c) for c in start)), 1
    while True:
        yield place
        if method.random:
            raise Undecided("the run is one of many: the method draws")
        step, radius = number_at(dynamics.step, k), number_at(dynamics.radius, k)
        if step is None or radius is None:
            raise Undecided(f"the schedules have no known number at k = {k}")
        after = list(images(problem, method, place, between(*step), between(*radius), k))
        if len(after) != 1:
            raise Undecided(f"a comparison is not decided by the balls at k = {k}")
        place, k = after[0].place, k + 1
        if not all(float(side.rad()) <= WIDEST for box in place.boxes for side in box):
            raise Undecided(f"the balls around the run are too wide at k = {k}")


def place_at(dynamics: Dynamics, start: Sequence[Fraction], k: int) -> Place:
    """A ball around xᵏ and the state there; raises Undecided as `orbit` does."""
    for number, place in enumerate(orbit(dynamics, start), 1):
        if number == k:
            return place
    raise AssertionError("an orbit does not end")
