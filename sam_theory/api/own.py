"""A problem of your own, from f and ∇f."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem

SOURCE = "stated by the caller"
LARGEST = float(np.finfo(np.float64).max)


def problem_of(
    value: Callable[[Array], Array],
    gradient: Callable[[Array], Array],
    *,
    starts: Sequence[Sequence[float]] | np.ndarray,
    lipschitz: float | None = None,
    convex: bool | None = None,
    infimum: float | None = None,
    facts: Facts | None = None,
    name: str = "my-problem",
) -> Problem:
    """A problem from f, (..., n) -> (...), and ∇f, (..., n) -> (..., n), with what is known of f.

    `lipschitz` is an upper bound of the Lipschitz constant of ∇f; `facts` states everything else,
    and those three then. Further starts are drawn from the box that spans the given ones, enlarged
    by one. Raises UsageError for starts that are no finite points of one dimension, and for
    constants that are none.

    >>> f = problem_of(lambda x: (x**2).sum(-1), lambda x: 2 * x, starts=[(1, 2)], lipschitz=2)
    >>> f.dimension, f.step_constant
    (2, Fraction(2, 1))
    """
    for what, function in (("value", value), ("gradient", gradient)):
        if not callable(function):
            raise UsageError(f"{what} must be a callable of x, (..., n); got {function!r}")
    points = _points(starts)
    known = (("lipschitz", lipschitz), ("convex", convex), ("infimum", infimum))
    if facts is not None and any(value is not None for _, value in known):
        told = ", ".join(what for what, value in known if value is not None)
        raise UsageError(f"facts must be given alone; got {told} beside them; state it in facts")
    columns = list(zip(*points, strict=True))
    return Problem(
        name=name,
        formula="f as given",
        dimension=len(columns),
        value=value,
        gradient=gradient,
        starts=points,
        region=(tuple(min(c) - 1 for c in columns), tuple(max(c) + 1 for c in columns)),
        facts=_facts(lipschitz, convex, infimum) if facts is None else facts,
        source=SOURCE,
    )


def _points(starts: Sequence[Sequence[float]] | np.ndarray) -> tuple[tuple[float, ...], ...]:
    try:
        points = np.array([[float(c) for c in start] for start in starts], dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise UsageError(
            f"starts must be points of one dimension, such as [(1.0, 0.5)]; got {starts!r:.60}"
        ) from error
    if points.ndim != 2 or not points.size or not np.isfinite(points).all():
        raise UsageError(
            "starts must hold at least one point, all of finite coordinates; "
            f"got {starts!r:.60}; give some such as [(1.0, 0.5)]"
        )
    return tuple(tuple(map(float, point)) for point in points)


def _facts(lipschitz: float | None, convex: bool | None, infimum: float | None) -> Facts:
    _require_number("lipschitz", lipschitz, 0.0)
    _require_number("infimum", infimum, -math.inf)
    if convex is not None and not isinstance(convex, bool | np.bool_):
        raise UsageError(f"convex must be True or False; got {convex!r}; leave it out if unknown")
    return Facts(
        lipschitz=None if lipschitz is None else Fact(Enclosure(0.0, float(lipschitz)), SOURCE),
        convex=None if convex is None else Fact(bool(convex), SOURCE),
        infimum=None if infimum is None else Fact(Enclosure(infimum, infimum), SOURCE),
    )


def _require_number(what: str, value: Any, least: float) -> None:
    if value is None:
        return
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not number or not max(least, -LARGEST) <= value <= LARGEST:
        limits = "of at least 0" if least == 0 else "that is finite"
        raise UsageError(
            f"{what} must be a number {limits}; got {value!r:.60}; leave it out if unknown"
        )
