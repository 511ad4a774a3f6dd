"""The facts of a problem held against its one line: whatever differs is told, and nothing passed.

The line is what a reader sees; f and ∇f of the problem must be what it says, at rational points on
every stretch, exactly, and every fact that is stated what follows from it.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from sam_theory.falsifying.recomputed.lines import Line
from sam_theory.falsifying.recomputed.notation import Unreadable
from sam_theory.falsifying.recomputed.shown import Shown, read
from sam_theory.falsifying.recomputed.stated import KNOWN, Told
from sam_theory.setting.choices import Undecided
from sam_theory.setting.exact_numbers import exact_row
from sam_theory.setting.facts import Facts
from sam_theory.setting.problem import Problem

UNDEFINED = (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError)
Point = tuple[Fraction, ...]
SHARES = tuple(Fraction(i, 8) for i in range(1, 8))  # of a stretch
ROOTS = tuple(Fraction(i, 6) for i in range(2, 10))  # fourth roots of distances, 1/81 to 81/16
FEWEST = 5  # points on each stretch at which f and ∇f must be seen to agree
DIRECTIONS = ((Fraction(3, 5), Fraction(4, 5)), (Fraction(-1), Fraction(0)))  # of length 1


def faults(problem: Problem) -> tuple[str, ...]:
    """What is stated of the problem and is not what its line says; none where all agrees."""
    try:
        shown = read(problem.formula, problem.dimension)
        points = list(_points(shown, problem.dimension))
        offset = _offset(problem, shown, points)
        return (*_differing(problem, shown, points, offset), *_stated(problem, shown, offset))
    except (Unreadable, Undecided, *UNDEFINED) as error:
        return (f"it cannot be recomputed: {error}",)


# ---- f and ∇f


class Place(NamedTuple):
    """x, of which numbers the lines are functions there, and the stretches that these are on."""

    x: Point
    y: Point
    stretches: tuple[int, ...]


def _points(shown: Shown, dimension: int) -> Iterator[Place]:
    """Some on every stretch of every line."""
    places = [list(_places(line)) for line in shown.lines]
    if shown.radial:
        rest = (Fraction(0),) * (dimension - 2)
        for r, j in places[0]:
            if r >= 0:
                for a, b in DIRECTIONS:
                    yield Place((r * a, r * b, *rest), (r,), (j,))
        return
    for i in range(2 * max(map(len, places))):
        chosen = [row[(i * (3 * n + 1) + n) % len(row)] for n, row in enumerate(places)]
        y = tuple(place for place, _ in chosen)
        yield Place(_turned_back(shown, y), y, tuple(j for _, j in chosen))


def _turned_back(shown: Shown, y: Point) -> Point:
    """Qᵀy."""
    if shown.turn is None:
        return y
    columns = zip(*shown.turn, strict=True)
    return tuple(sum(map(operator.mul, column, y), Fraction(0)) for column in columns)


def _places(line: Line) -> Iterator[tuple[Fraction, int]]:
    """Points on every stretch, and its number."""
    for j in range(len(line.stretches)):
        low, high = line.interval(j)
        for place in _on(low, high):
            yield place, j


def _on(low: Fraction | None, high: Fraction | None) -> Iterator[Fraction]:
    if low is not None and high is not None:
        yield from (low, high, *(low + share * (high - low) for share in SHARES))
    powers = [root**4 for root in ROOTS]
    for end, side, other in ((low, 1, high), (high, -1, low)):
        if end is not None:
            tried = (end + side * power for power in powers)
            yield from (x for x in tried if other is None or (other - x) * side > 0)


def _exact(function: Callable[[Any], Any], x: Point) -> Point | None:
    """The exact value, or None where it is irrational."""
    try:
        found = np.asarray(function(exact_row(x)[None, :])).reshape(-1)
    except Undecided:
        return None
    return tuple(entry.value for entry in found)


def _value(shown: Shown, y: Point) -> Fraction:
    return sum((line.value(u) for line, u in zip(shown.lines, y, strict=True)), Fraction(0))


def _gradient(shown: Shown, at: Place) -> Point:
    slopes = tuple(line.slope(u) for line, u in zip(shown.lines, at.y, strict=True))
    if not shown.radial:
        return _turned_back(shown, slopes)
    (r,), (slope,) = at.y, slopes
    return tuple(slope * c / r if r else Fraction(0) for c in at.x)


def _offset(problem: Problem, shown: Shown, places: Sequence[Place]) -> Fraction:
    """What f is more than the line says of it, which may tell f′ alone; 0 where it tells f."""
    if all(line.known is not None for line in shown.lines):
        return Fraction(0)
    for at in places:
        found = _exact(problem.value, at.x)
        if found is not None:
            return found[0] - _value(shown, at.y)
    raise Unreadable("f has no exact value")


def _differing(
    problem: Problem, shown: Shown, places: Sequence[Place], offset: Fraction
) -> Iterator[str]:
    """Where f or ∇f is another than the line says."""
    seen: Counter[tuple[int, int]] = Counter()
    for at in places:
        slope, value = _exact(problem.gradient, at.x), _exact(problem.value, at.x)
        if slope is None or value is None:
            continue
        said = _gradient(shown, at), (_value(shown, at.y) + offset,)
        for what, a, b in zip(("∇f", "f"), said, (slope, value), strict=True):
            if a != b:
                yield f"{what}({_text(at.x)}) is ({_text(b)}), and ({_text(a)}) by its line"
                return
        seen.update(enumerate(at.stretches))
    if any(seen[key] < FEWEST for key in _to_see(shown)):
        yield "it cannot be recomputed: f is known exactly at too few points"


def _to_see(shown: Shown) -> Iterator[tuple[int, int]]:
    """Stretches of lines; of a radial function those on one side."""
    for i, line in enumerate(shown.lines):
        for j in range(len(line.stretches)):
            low, _ = line.interval(j)
            if not shown.radial or (low is not None and low >= 0):
                yield i, j


def _text(point: Point) -> str:
    return ", ".join(map(str, point))


# ---- facts


def _stated(problem: Problem, shown: Shown, offset: Fraction) -> Iterator[str]:
    """Each fact that is stated and differs, or is none that is known here."""
    if problem.components is not None or problem.region_of_constants is not None:
        yield "it cannot be recomputed: it has components, or constants of a region"
    facts = problem.facts
    for name in (field.name for field in fields(Facts)):
        fact = getattr(facts, name)
        if fact is None:
            continue
        if name not in KNOWN:
            yield f"{name} cannot be recomputed"
            continue
        told = Told(shown=shown, dimension=problem.dimension, offset=offset)
        follows = KNOWN[name](fact.value, told)
        if follows:
            value = "a function" if callable(fact.value) else fact.value
            yield f"{name} is stated as {value}, and {follows} by its line"
