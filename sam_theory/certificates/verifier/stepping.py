"""A setting's step on symbols: the method's own step, asked with the problem's own gradient."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from sam_theory.certificates.dynamics import draws_of
from sam_theory.certificates.verifier.quotients import Quotient
from sam_theory.certificates.verifier.signs import Region
from sam_theory.certificates.verifier.symbols import Symbol, index
from sam_theory.setting.choices import Undecided
from sam_theory.setting.method import Method
from sam_theory.setting.number_arrays import array_of
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import Problem

T = TypeVar("T")
Row = tuple[Symbol, ...]  # (n,)


@dataclass(frozen=True)
class Spot:
    """Where a method may be: x and its state arrays, as symbols."""

    x: Row
    state: tuple[Row, ...] = ()

    @property
    def row(self) -> Row:
        """All of them, x first."""
        return tuple(symbol for box in (self.x, *self.state) for symbol in box)


def steps(
    problem: Problem, method: Method, spot: Spot, step: Quotient, radius: Quotient
) -> Iterator[tuple[Spot, Row]]:
    """What one step makes of the spot, and the estimate gₖ, for every draw.

    Raises Undecided where that has no formula.
    """
    if method.normals:
        raise Undecided("the method draws normal vectors")
    region = spot.x[0].region
    for weights in draws_of(problem, method):

        def once(weights: tuple[np.ndarray, ...] = weights) -> tuple[Spot, Row]:
            move = method.step(_point(problem, spot, step, radius, region, weights))
            return Spot(_row(move.x), _states(method, move)), _row(move.estimate)

        yield evaluated(once)


def gradient(problem: Problem, x: Row) -> Row:
    """∇f."""
    return evaluated(lambda: _row(np.asarray(problem.gradient(array_of(x)[None, :]))))


def value(problem: Problem, x: Row) -> Symbol:
    """f."""

    def once() -> Symbol:
        (found,) = np.asarray(problem.value(array_of(x)[None, :]))
        return x[0].other(found)

    return evaluated(once)


def evaluated(once: Callable[[], T]) -> T:
    """The value; Undecided for whatever a definition raises on symbols."""
    try:
        with np.errstate(all="ignore"):  # of NumPy, which looks at flags that others leave
            return once()
    except (TypeError, AttributeError, ValueError, ArithmeticError, RecursionError) as error:
        raise Undecided(f"f or the method has no formula here: {error}") from error


def _point(
    problem: Problem,
    spot: Spot,
    step: Quotient,
    radius: Quotient,
    region: Region,
    weights: tuple[np.ndarray, ...],
) -> Point:
    x = array_of(spot.x)[None, :]
    t, rho = (array_of([Symbol(each, region)])[None, :] for each in (step, radius))
    here = np.asanyarray(problem.gradient(x))
    state = tuple(array_of(box)[None, :] for box in spot.state)
    return Point(x, here, t, rho, array_of([index(region)]), state, (), weights, Oracle.of(problem))


def _states(method: Method, move: Move) -> tuple[Row, ...]:
    if len(move.state) != method.memory:
        raise Undecided("the method returns other states than it keeps")
    return tuple(_row(array) for array in move.state)


def _row(array: Any) -> Row:
    entries: Sequence[Any] = list(array[0])
    if not all(isinstance(entry, Symbol) for entry in entries):
        raise Undecided("f or the method returns what is no formula")
    return tuple(entries)
