"""A problem of your own, from f and ∇f."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem

T = TypeVar("T")
STATED = ("lipschitz", "convex", "infimum", "lower_bound")
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
    lower_bound: float | None = None,
    facts: Facts | None = None,
    name: str = "my-problem",
) -> Problem:
    """A problem from f, (..., n) -> (...), and ∇f, (..., n) -> (..., n), with what is known of f.

    `lipschitz` is an upper bound of the Lipschitz constant of ∇f, `infimum` is inf f, and
    `lower_bound` any number below f. `facts` states everything else, and all of these then. What
    is not stated counts as unknown; a false statement makes false verdicts. Further starts are
    drawn from the box that spans the given ones, enlarged by one. Raises UsageError for starts that
    are no finite points of one dimension, and for constants that are none.

    >>> f = problem_of(lambda x: (x**2).sum(-1), lambda x: 2 * x, starts=[(1, 2)], lipschitz=2)
    >>> f.dimension, f.step_constant
    (2, Fraction(2, 1))
    """
    _require_kinds(value, gradient, facts, name)
    points = _points(starts)
    told = zip(STATED, (lipschitz, convex, infimum, lower_bound), strict=True)
    known = {what: fact for what, fact in told if fact is not None}
    if facts is not None and known:
        raise UsageError(
            f"facts must be given alone; got {', '.join(known)} beside them; state it in facts"
        )
    columns = list(zip(*points, strict=True))
    return Problem(
        name=name,
        formula="f as given",
        dimension=len(columns),
        value=value,
        gradient=gradient,
        starts=points,
        region=(tuple(min(c) - 1 for c in columns), tuple(max(c) + 1 for c in columns)),
        facts=_facts(known) if facts is None else facts,
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


def _require_kinds(value: object, gradient: object, facts: object, name: object) -> None:
    for what, function in (("value", value), ("gradient", gradient)):
        if not callable(function):
            raise UsageError(f"{what} must be a callable of x, (..., n); got {function!r:.60}")
    if facts is not None and not isinstance(facts, Facts):
        raise UsageError(f"facts must be Facts; got {facts!r:.60}; see sam_theory.setting.facts")
    if not isinstance(name, str) or not name:
        raise UsageError(f'name must be a text such as "my-problem"; got {name!r:.60}')


def _facts(known: Mapping[str, Any]) -> Facts:
    lipschitz = _number("lipschitz", known, 0.0)
    infimum, lower = (_number(what, known, -LARGEST) for what in ("infimum", "lower_bound"))
    if infimum is not None and lower is not None:
        raise UsageError("infimum must be given without lower_bound; got both; give one of them")
    least = None if lower is None else Enclosure(lower, math.inf)
    return Facts(
        lipschitz=_stated(None if lipschitz is None else Enclosure(0.0, lipschitz)),
        convex=_stated(_truth("convex", known)),
        infimum=_stated(least if infimum is None else Enclosure(infimum, infimum)),
    )


def _stated(value: T | None) -> Fact[T] | None:
    return None if value is None else Fact(value, SOURCE)


def _truth(what: str, known: Mapping[str, Any]) -> bool | None:
    value = known.get(what)
    if value is not None and not isinstance(value, bool | np.bool_):
        raise UsageError(f"{what} must be True or False; got {value!r:.60}; else leave it out")
    return None if value is None else bool(value)


def _number(what: str, known: Mapping[str, Any], least: float) -> float | None:
    if what not in known:
        return None
    value = known[what]
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not number or not least <= value <= LARGEST:
        limits = "finite, and at least 0" if least == 0 else "finite"
        raise UsageError(f"{what} must be {limits}; got {value!r:.60}; leave it out if unknown")
    return float(value)
