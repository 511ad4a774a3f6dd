"""What methods answer at a point: their moves and directions, held to what they must be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.setting.displacement import Direction
from sam_theory.setting.method import Method
from sam_theory.setting.point import Move, Point, State
from sam_theory.setting.problem import Array


def answered(method: Method, at: Point) -> Move:
    """The method's step; raises UsageError where it raises anything."""
    try:
        return Move(*method.step(at))
    except Exception as error:
        raise UsageError(f"the step of {method.name} must answer; it raises {error!r}") from error


def taken(method: Method, at: Point) -> Move:
    """The method's step, whose answers are as they must be; raises UsageError otherwise."""
    move = answered(method, at)
    told = [np.asarray(a) if _at_numpy(at) else a for a in (move.x, move.estimate, *move.state)]
    _require_answers(f"the step of {method.name}", "x and g", at, told, 2 + method.memory)
    return move


def directed(method: Method, direction: Direction, at: Point) -> tuple[Array, State]:
    """dᵏ and the state, as they must be; raises UsageError otherwise."""
    count = 1 + method.memory
    try:
        d, state = direction(at)
        told: Sequence[Array] = (d, *state)
        if _plain(told, at.x.shape, count):
            return d, state
        told = [np.asarray(a) for a in told]
    except Exception as error:
        raise UsageError(
            f"the direction of {method.name} must answer d and state; it raises {error!r}"
        ) from error
    _require_answers(f"the direction of {method.name}", "d", at, told, count)
    return d, state


def _at_numpy(at: Point) -> bool:
    """Whether the point is one of NumPy's."""
    return type(at.x) is np.ndarray


def _require_answers(what: str, first: str, at: Point, told: Sequence[Array], count: int) -> None:
    """Real numbers, each array of the shape of x, and as many as there must be."""
    shape = np.shape(at.x)
    if _plain(told, shape, count):
        return
    if len(told) != count or any(np.shape(a) != shape for a in told):
        states = count - len(first.split(" and "))
        raise UsageError(
            f"{what} must return {first} and {states} arrays of state, all of shape {shape}; "
            f"got {', '.join(str(np.shape(a)) for a in told)}"
        )
    kinds = {a.dtype.kind for a in told if type(a) is np.ndarray} - set("fiu")
    if kinds:
        raise UsageError(f"{what} must return real numbers; got an array of kind {min(kinds)!r}")


def _plain(told: Sequence[Array], shape: tuple[int, ...], count: int) -> bool:
    """Whether it is what most answer: so many arrays of NumPy of that shape, of floats."""
    if len(told) != count:
        return False
    for a in told:  # a loop, which takes half the time of `all`: it is asked at every iteration
        if type(a) is not np.ndarray or a.shape != shape or a.dtype.kind != "f":
            return False
    return True
