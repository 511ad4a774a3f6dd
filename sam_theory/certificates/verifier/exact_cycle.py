"""Cycles, and the runs that reach them, in rational numbers: nothing is rounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import count, islice
from typing import Any

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.pointwise import value_at
from sam_theory.certificates.dynamics import Dynamics, answering, point
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Entry, ExactCycle
from sam_theory.certificates.ranges import formula_of, holds_from
from sam_theory.certificates.verifier.values import accumulation
from sam_theory.certificates.wording import number_text
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.choices import Undecided
from sam_theory.setting.exact_numbers import Exact, exact_row
from sam_theory.setting.jets import ball

Row = tuple[Fraction, ...]  # x and the state arrays, one after the other


def verify(dynamics: Dynamics, cycle: ExactCycle) -> Established | Refused:
    """Whether each point is led to the next, exactly, and ‖∇f‖ ≥ `slope` at each."""
    size = dynamics.problem.dimension * (1 + dynamics.method.memory)
    period = len(cycle.points)
    if not period or any(len(row) != size for row in cycle.points):
        return Refused(f"every point of a cycle must have {size} coordinates, x and the state")
    if len(cycle.steps) != period or len(cycle.radii) != period or cycle.slope <= 0:
        return Refused("every point must have its step and radius, and the slope be positive")
    if min(cycle.steps) < 0 or min(cycle.radii) < 0:
        return Refused("steps and radii must be nonnegative")
    try:
        for i, row in enumerate(cycle.points):
            after, squared = exact_step(dynamics, row, cycle.steps[i], cycle.radii[i])
            if after != cycle.points[(i + 1) % period]:
                return Refused(f"point {i + 1} is not led to the next")
            if squared < cycle.slope**2:
                return Refused(f"‖∇f‖ < {number_text(cycle.slope)} at point {i + 1}")
    except Undecided as undecided:
        return Refused(str(undecided))
    return _established(dynamics, cycle)


def exact_step(
    dynamics: Dynamics,
    row: Sequence[Fraction],
    step: Fraction,
    radius: Fraction,
    k: int | None = None,
) -> tuple[Row, Fraction]:
    """What one step makes of x and state, and ‖∇f‖² at x.

    Raises Undecided where the method draws, a number is irrational, or ∇f(x) = 0, which ends a run.
    """
    problem, method = dynamics.problem, dynamics.method
    if method.random:
        raise Undecided("the run is one of many: the method draws")
    numbers, n = exact_row(row), problem.dimension
    arrays = [numbers[i : i + n] for i in range(0, len(row), n)]
    with answering():
        here = point(problem, arrays, Exact(step), Exact(radius), k)
        squared = sum((entry.value**2 for entry in here.here[0]), Fraction(0))
        if squared == 0:
            raise Undecided("the run ends at a stationary point")
        move = method.step(here)
        entries: list[Any] = [entry for array in (move.x, *move.state) for entry in array[0]]
        return tuple(numbers[0].other(entry).value for entry in entries), squared


def entered(dynamics: Dynamics, cycle: ExactCycle, entry: Entry) -> bool:
    """Whether the run from the start is exactly at the first point at k = `at`, and goes round.

    From then on the schedules must have the numbers of the cycle, in their order. Raises Undecided
    where that is not known.
    """
    run = exact_run(dynamics, entry.start)
    return (
        next(islice(run, entry.at - 1, None)) == cycle.points[0]
        and _repeats(dynamics.step, cycle.steps, entry.at)
        and _repeats(dynamics.radius, cycle.radii, entry.at)
    )


def exact_run(dynamics: Dynamics, start: Sequence[Fraction]) -> Iterator[Row]:
    """x¹, x², … with the states; raises Undecided where a number is not known, or the run ends."""
    row: Row = (*map(Fraction, start), *(Fraction(0),) * (len(start) * dynamics.method.memory))
    for k in count(1):
        yield row
        step, radius = exact_at(dynamics.step, k), exact_at(dynamics.radius, k)
        row, _ = exact_step(dynamics, row, step, radius, k)


def exact_at(schedule: Schedule, k: int) -> Fraction:
    """The rational number of a schedule at k; raises Undecided where it is none, or unknown."""
    node = formula_of(schedule)
    try:
        found = None if node is None else value_at(node, k).rational
    except (Undecidable, Undefined):
        found = None
    if found is None:
        raise Undecided(f"{schedule.formula} is no known rational number at k = {k}")
    return found


def _repeats(schedule: Schedule, numbers: Sequence[Fraction], start: int) -> bool:
    """Whether the sequence is proved to go through the numbers, over and over, from `start` on."""
    node = formula_of(schedule)
    if node is None:
        return False
    p = trees.num(len(numbers))
    for i, number in enumerate(numbers):
        index = trees.add(trees.mul(p, trees.sub(trees.K, trees.ONE)), trees.num(start + i))
        if not _is(trees.at(node, index), number):
            return False
    return True


def _is(node: Node, number: Fraction) -> bool:
    above = trees.sub(node, trees.num(number))
    return holds_from(above, 1) and holds_from(trees.neg(above), 1)


def _established(dynamics: Dynamics, cycle: ExactCycle) -> Established:
    n, period = dynamics.problem.dimension, len(cycle.points)
    boxes = [tuple(ball(c) for c in row[:n]) for row in cycle.points]
    gap, apart = accumulation(dynamics.problem, boxes)
    first = "(" + ", ".join(str(c) for c in cycle.points[0][:n]) + ")"
    what = "does not move" if period == 1 else f"is there again after {period} steps"
    return Established(
        text=(
            f"a run that is at {first} {what}, exactly, and so for ever; "
            f"‖∇f‖ ≥ {number_text(cycle.slope)} there"
        ),
        slope=cycle.slope,
        recurring=cycle.slope,
        gap=gap,
        bounded=True,
        parts=len({row[:n] for row in cycle.points}) > 1,
        values_part=apart,
    )
