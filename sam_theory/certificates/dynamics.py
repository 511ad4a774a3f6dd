"""A setting's step on balls: the method's own step, asked with the problem's own gradient."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement, product
from typing import Any, TypeVar

import flint
import numpy as np

from sam_theory.certificates.forms import Side
from sam_theory.certificates.ranges import number_at
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.choices import Choices, Unasked, Undecided, every_way
from sam_theory.setting.jet_arrays import jacobian, plain, variables
from sam_theory.setting.jets import Ball, Jet, ball, between
from sam_theory.setting.method import Method
from sam_theory.setting.number_arrays import NumberArray, array_of
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import Problem

T = TypeVar("T")
Box = tuple[Ball, ...]  # (n,)
MOST_DRAWS = 256  # different draws of one iteration that are gone through
TINY = 2.0**-25  # relative: FLINT's radii have 30 bits
ANYTHING = flint.arb(0, flint.arb.pos_inf())
NO_K = Unasked("the method's step depends on k")


@dataclass(frozen=True, kw_only=True)
class Dynamics:
    """What moves x: the problem, the method, tₖ and ρₖ."""

    problem: Problem
    method: Method
    step: Schedule
    radius: Schedule


@dataclass(frozen=True)
class Place:
    """Where a method may be: x, and its state arrays, each in a box."""

    x: Box
    state: tuple[Box, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All of them, x first."""
        return (self.x, *self.state)


@dataclass(frozen=True)
class Image:
    """Where one step leads from a place, the estimate gₖ that it is made with, and ∇f there."""

    place: Place
    estimate: Box
    slope: Box


def keeps_contract(before: Place, image: Image, step: Ball) -> bool:
    """Whether the x⁺ that a method returns is, as far as balls show, x − tg with the g it returns.

    What is computed as that has the same ball, or a narrower one, up to the rounding of radii.
    """

    def told(x: Ball, g: Ball) -> Ball:
        found = x - step * g
        return found + flint.arb(0, 1) * (found.rad() + abs(found.mid()) * TINY) * TINY

    sides = zip(before.x, image.estimate, image.place.x, strict=True)
    return all(told(x, g).contains(after) for x, g, after in sides)


def beginning(method: Method, x: Box) -> Place:
    """x¹, with every state at 0."""
    zero = tuple(ball(0) for _ in x)
    return Place(x, (zero,) * method.memory)


def draws_of(problem: Problem, method: Method) -> Iterator[tuple[np.ndarray, ...]]:
    """The weights of every minibatch, or tuple of them, that one iteration may draw, (1, N) each.

    Raises Undecided where there are too many to go through.
    """
    if method.draws == 0:
        yield ()
        return
    assert problem.components is not None  # else the method is not run
    count, size = problem.components.count, method.minibatch
    if (count**size) ** method.draws > MOST_DRAWS**2:
        raise Undecided(f"one iteration has more than {MOST_DRAWS} different draws")
    single = [
        np.bincount(chosen, minlength=count)[None, :] / size
        for chosen in combinations_with_replacement(range(count), size)
    ]
    if len(single) ** method.draws > MOST_DRAWS:
        raise Undecided(f"one iteration has more than {MOST_DRAWS} different draws")
    yield from product(single, repeat=method.draws)


def images(
    problem: Problem, method: Method, place: Place, step: Ball, radius: Ball, k: int | None = None
) -> Iterator[Image]:
    """Boxes that together hold what one step makes of every point of the place.

    For every draw, every value of Gaussian noise, and every way in which undecided comparisons may
    turn out. `step` and `radius` are balls; where k is None the step must not depend on it. Points
    at which ∇f vanishes are moved as the method moves them. Raises Undecided where that cannot be
    enclosed.
    """
    for weights, zero in product(draws_of(problem, method), _whether_zero(radius)):

        def once(
            choices: Choices, weights: tuple[np.ndarray, ...] = weights, zero: bool = zero
        ) -> Image:
            length = Jet(ball(0) if zero else radius, (), choices, nonzero=not zero)
            return _image(problem, method, place, step, length, k, weights, choices)

        yield from _enclosed(once)


def _whether_zero(radius: Ball) -> tuple[bool, ...]:
    """Which cases there are of ρ = 0 and ρ ≠ 0, of which methods make two."""
    if radius.is_zero():
        return (True,)
    return (False, True) if radius.contains(0) else (False,)


def _enclosed(once: Callable[[Choices], T]) -> Iterator[T]:
    """Every way through an evaluation; Undecided for whatever a definition raises on balls."""
    with answering():
        yield from every_way(once)


@contextmanager
def answering() -> Iterator[None]:
    """Undecided for whatever a definition raises on numbers that it was not written for."""
    try:
        yield
    except (TypeError, AttributeError, ValueError, ArithmeticError) as error:
        raise Undecided(f"f or the method has no enclosure here: {error}") from error


def _image(
    problem: Problem,
    method: Method,
    place: Place,
    step: Ball,
    radius: Jet,
    k: int | None,
    weights: tuple[np.ndarray, ...],
    choices: Choices,
) -> Image:
    n = len(place.x)

    def row(box: Sequence[Ball]) -> np.ndarray:
        return plain(box, choices)

    arrays = [row(box) for box in place.boxes]
    noise = tuple(row([ANYTHING] * n)[None, :] for _ in range(method.normals))
    length = Jet(step, (), choices)
    at = point(problem, arrays, length, radius, k, noise, weights)
    return _told(method, at, method.step(at))


def point(
    problem: Problem,
    arrays: Sequence[np.ndarray],
    step: Any,
    radius: Any,
    k: int | None,
    noise: tuple[np.ndarray, ...] = (),
    weights: tuple[np.ndarray, ...] = (),
) -> Point:
    """What a method sees where x and its state arrays, (n,) each, hold numbers of one kind.

    Where k is None, a method that asks for it raises Undecided.
    """
    x, *state = (array[None, :] for array in arrays)
    return Point(
        x,
        np.asanyarray(problem.gradient(x)),
        array_of([step])[None, :],
        array_of([radius])[None, :],
        np.array([NO_K if k is None else float(k)], dtype=object if k is None else np.float64),
        tuple(state),
        noise,
        weights,
        Oracle.of(problem),
    )


def _told(method: Method, at: Point, move: Move) -> Image:
    state = tuple(_values(array) for array in move.state)
    if len(state) != method.memory:
        raise Undecided("the method returns other states than it keeps")
    return Image(Place(_values(move.x), state), _values(move.estimate), _values(at.here))


def _values(array: Any) -> Box:
    return tuple(_value(entry) for entry in array[0])


def _value(entry: Any) -> Ball:
    return entry.value if isinstance(entry, Jet) else ball(entry)


def step_with_derivatives(dynamics: Dynamics, row: Sequence[Ball]) -> tuple[list[Ball], Any]:
    """One step on a row of x and state together, and the matrix of its derivatives.

    For a method that draws nothing, with constants t and ρ. Raises Undecided where the step
    branches within the balls, so that it need not have derivatives there.
    """
    constants = [value_of(schedule) for schedule in (dynamics.step, dynamics.radius)]
    return jacobian(stepped(dynamics.problem, dynamics.method, variables(row), *constants))


def stepped(problem: Problem, method: Method, row: NumberArray, step: Ball, radius: Ball) -> Any:
    """One step on jets, x and state in one row, with their derivatives in whatever they depend on.

    Raises Undecided as `step_with_derivatives` does.
    """
    n = problem.dimension
    arrays = [row[i : i + n] for i in range(0, len(row), n)]
    t, rho = (row[0].other(value) for value in (step, radius))

    def once(_: Choices) -> Move:
        return method.step(point(problem, arrays, t, rho, None))

    (move,) = _enclosed(once)
    return np.concatenate([array[0] for array in (move.x, *move.state)])


def value_of(schedule: Schedule) -> Ball:
    """A ball around the number of a constant schedule; raises Undecided where it has none."""
    found = _number(schedule)
    if found is None:
        raise Undecided(f"{schedule.formula} has no known value")
    return between(*found)


@lru_cache(maxsize=64)
def _number(schedule: Schedule) -> Side | None:
    return number_at(schedule, 1)


def gradients(problem: Problem, x: Box) -> Iterator[Box]:
    """Boxes that together hold ∇f at every point of the box."""

    def once(choices: Choices) -> Box:
        return _values(np.asarray(problem.gradient(plain(x, choices)[None, :])))

    yield from _enclosed(once)


def values(problem: Problem, x: Box) -> Iterator[Ball]:
    """Balls that together hold f at every point of the box."""

    def once(choices: Choices) -> Ball:
        (value,) = np.asarray(problem.value(plain(x, choices)[None, :]))
        return _value(value)

    yield from _enclosed(once)


def least_norm(box: Box) -> Ball:
    """A number below ‖v‖ for every v of the box."""
    lowest = [side.abs_lower() for side in box]
    return sum((low * low for low in lowest), ball(0)).lower().nonnegative_part().sqrt().lower()


def greatest_norm(box: Box) -> Ball:
    """A number above ‖v‖ for every v of the box; NaN or ∞ where there is none."""
    highest = [side.abs_upper() for side in box]
    return sum((high * high for high in highest), ball(0)).upper().sqrt().upper()
