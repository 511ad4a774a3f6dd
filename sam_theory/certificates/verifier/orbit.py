"""The run from an exact start, step by step in balls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from sam_theory.certificates.dynamics import Dynamics, Place, beginning, images, least_norm
from sam_theory.certificates.ranges import number_at
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, ball, between

FIRST_BITS, BITS_A_STEP = 128, 4  # of the precision: a step loses about log₂(1 + tL) bits
WIDEST = 1e-3  # of a ball that is followed on: what a wider one says is not worth the steps


def orbit(dynamics: Dynamics, start: Sequence[Fraction]) -> Iterator[Place]:
    """Balls around x¹, x², …, each with the method's state.

    Raises Undecided beyond x¹ where the method is random, where a number of a schedule is not
    known, a step is not enclosed in one way, or the balls have grown too wide. Call it within a
    precision.
    """
    problem, method = dynamics.problem, dynamics.method
    place, k = beginning(method, tuple(ball(c) for c in start)), 1
    step, radius = _numbers(dynamics.step), _numbers(dynamics.radius)
    while True:
        yield place
        if method.random:
            raise Undecided("the run is one of many: the method draws")
        after = list(images(problem, method, place, step(k), radius(k), k))
        if len(after) != 1:
            raise Undecided(f"a comparison is not decided by the balls at k = {k}")
        if not method.memory and not least_norm(after[0].slope) > 0:
            raise Undecided(f"∇f(xᵏ) may vanish at k = {k}, where the run would end")
        place, k = after[0].place, k + 1
        if not all(float(side.rad()) <= WIDEST for box in place.boxes for side in box):
            raise Undecided(f"the balls around the run are too wide at k = {k}")


def _numbers(schedule: Schedule) -> Callable[[int], Ball]:
    """tₖ, or ρₖ, as balls; computed once if it is constant."""

    def at(k: int) -> Ball:
        found = number_at(schedule, k)
        if found is None:
            raise Undecided(f"{schedule.formula} has no known number at k = {k}")
        return between(*found)

    if not schedule.is_constant:
        return at
    always = at(1)
    return lambda k: always


def precision_for(steps: int) -> int:
    """Bits with which so many steps are followed."""
    return FIRST_BITS + BITS_A_STEP * steps


def place_at(dynamics: Dynamics, start: Sequence[Fraction], k: int) -> Place:
    """A ball around xᵏ and the state there; raises Undecided as `orbit` does."""
    for number, place in enumerate(orbit(dynamics, start), 1):
        if number == k:
            return place
    raise AssertionError("an orbit does not end")
