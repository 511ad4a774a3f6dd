"""Functions in the plane, turned by an angle with a rational sine and cosine: no fact changes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import isqrt

from sam_theory.setting.facts import Fact, Facts, reasoned
from sam_theory.setting.problem import Array, Problem, namespace

UNCHANGED = "a rotation changes nothing of it"
Turn = tuple[int, int]  # (a, b), of which a² + b² is a square


def length_of(turn: Turn) -> int:
    """√(a² + b²); raises ValueError where that is no whole number."""
    a, b = turn
    found = isqrt(a * a + b * b)
    if found * found != a * a + b * b or found == 0:
        raise ValueError(f"turn must be two integers whose squares add up to one; got {turn}")
    return found


def turned(turn: Turn, x: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Qx, Q = (a b; −b a)/√(a² + b²)."""
    (a, b), c = turn, length_of(turn)
    return (a * x[0] + b * x[1]) / c, (a * x[1] - b * x[0]) / c


def rotated(
    problem: Problem,
    *,
    turn: Turn,
    name: str,
    formula: str,
    starts: Sequence[Sequence[float]] = (),
) -> Problem:
    """f(x) = g(Qx) for a problem g in the plane, Q = (a b; −b a)/c, (a, b) = `turn`, c² = a² + b².

    The starts, if none are given, are those of g, turned back. Sums of integer multiples are
    divided by c, so that in exact arithmetic f is exact. Raises ValueError for other turns.
    """
    if problem.dimension != 2:
        raise ValueError(f"a function is turned in two dimensions; got {problem.dimension}")
    (a, b), c = turn, length_of(turn)
    back = a, -b

    def turning(x: Array, by: Turn) -> Array:
        first, second = x[..., 0], x[..., 1]
        p, q = by
        return namespace(x).stack([p * first + q * second, p * second - q * first], axis=-1) / c

    def moved(point: Sequence[float]) -> tuple[float, ...]:
        return tuple(map(float, turned(back, [Fraction(v) for v in point])))

    corners = [moved(corner) for corner in itertools.product(*zip(*problem.region, strict=True))]
    sides = list(zip(*corners, strict=True))
    return replace(
        problem,
        name=name,
        formula=formula,
        value=lambda x: problem.value(turning(x, turn)),
        gradient=lambda x: turning(problem.gradient(turning(x, turn)), back),
        starts=tuple(map(tuple, starts)) or tuple(moved(start) for start in problem.starts),
        region=(tuple(map(min, sides)), tuple(map(max, sides))),
        facts=_facts(problem.facts, lambda x: turning(x, turn)),
        components=None,
    )


def _facts(facts: Facts, turning: Callable[[Array], Array]) -> Facts:
    """Those of g: what names a box, or a place, speaks of Qx."""
    same = reasoned(replace(facts, lipschitz_on=None), UNCHANGED)
    nearest = facts.minimizers
    if nearest is None:
        return same
    source = f"{nearest.source}, of Qx"
    return replace(same, minimizers=Fact(lambda x: nearest.value(turning(x)), source))
