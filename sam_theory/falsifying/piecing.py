"""Piecewise quadratics of one variable: how they are drawn, and what is simpler than one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

import numpy as np

from sam_theory.falsifying.drawing import one_of
from sam_theory.falsifying.functions import changed, nearby
from sam_theory.setting.pieces import Ending, Pieces

MOST_KNOTS = 3
SHIFTED = 0.4  # how often a knot is stationary, or a tail falls
MOST_DRAWS = 64  # of pieces, of which some are no function
KNOTS = tuple(Fraction(i, 2) for i in range(-4, 5))
SLOPES = tuple(map(Fraction, ("-4", "-2", "-1", "-1/2", "0", "1/2", "1", "2", "4")))
HEIGHTS = tuple(Fraction(i, 2) for i in range(-4, 5))
EIGENVALUES = tuple(map(Fraction, ("1/2", "1", "3/2", "2", "3", "5")))
UPWARDS = tuple(map(Fraction, ("0", "0", "1/2", "1", "2", "4")))
RISES = tuple(map(Fraction, ("0", "1/2", "1")))
FALLS = tuple(map(Fraction, ("-2", "-4", "-8")))
LEVELS = tuple(map(Fraction, ("1/2", "1", "2")))
SIDES = tuple(map(Fraction, ("1/2", "1")))
MIDDLES = tuple(map(Fraction, ("2", "4")))  # by which levels are divided: floats hold that
ENDS: tuple[tuple[int, ...], ...] = ((0,), (1,), (0, 1))  # that are not straight
Shape = Literal["any", "convex", "one piece", "fading", "cubic", "steep", "wells", "bent"]


def quadratic(eigenvalue: Fraction, tilt: Fraction = Fraction(0)) -> Pieces:
    """(λ/2)x² + cx."""
    return Pieces((Fraction(0),), (eigenvalue, eigenvalue), tilt)


def pieces(rng: np.random.Generator, shape: Shape) -> Pieces:
    """A function of one variable with few pieces."""
    for _ in range(MOST_DRAWS):
        found = _drawn(rng, shape)
        if found is not None:
            return found
    return quadratic(Fraction(1))


def _drawn(rng: np.random.Generator, shape: Shape) -> Pieces | None:
    if shape == "one piece":
        slope = one_of(rng, EIGENVALUES) if rng.random() < 0.5 else Fraction(0)
        return _made((Fraction(0),), (slope, slope), Fraction(0) if slope else one_of(rng, HEIGHTS))
    if shape == "wells":
        return _wells(rng)
    if shape == "bent":
        return _bent(rng)
    count = int(rng.integers(1, MOST_KNOTS + 1))
    knots = tuple(sorted({one_of(rng, KNOTS) for _ in range(count)}))
    slopes = bends(rng, shape, len(knots) + 1)
    endings: list[Ending] = ["straight", "straight"]
    if shape == "fading" or shape == "cubic":
        for i in one_of(rng, ENDS):
            endings[i] = shape
            if shape == "fading":
                slopes[-i] = Fraction(0)
    ends = endings[0], endings[1]
    found = _made(knots, tuple(slopes), one_of(rng, HEIGHTS), ends)
    if found is None or rng.random() >= SHIFTED:
        return found
    _, height = one_of(rng, found.heights)  # f′ is 0 at a knot, beside which it may stay 0
    if shape == "fading":  # f falls along a tail, to an infimum that it may not attain
        side = -1 if ends[0] == shape else 1
        height = found.outer_height(side) + side * one_of(rng, LEVELS)
    return _made(knots, tuple(slopes), found.first - height, ends)


def _wells(rng: np.random.Generator) -> Pieces | None:
    """Two minimizers of a part of the line each, and a hill between them."""
    above, below, length = one_of(rng, LEVELS), one_of(rng, LEVELS), one_of(rng, LEVELS)
    slopes = (one_of(rng, LEVELS), -(above + below) / length, one_of(rng, LEVELS))
    left = one_of(rng, KNOTS)
    return _made((left, left + length), slopes, above)


def _bent(rng: np.random.Generator) -> Pieces | None:
    """Convex, with a steep middle around the minimizer: longer steps lead to and fro past it."""
    before, after = one_of(rng, LEVELS), one_of(rng, LEVELS)
    middle = one_of(rng, MIDDLES)
    knots = (-before / middle, after / middle)
    return _made(knots, (one_of(rng, SIDES), middle, one_of(rng, SIDES)), -before)


def bends(rng: np.random.Generator, shape: Shape, count: int) -> list[Fraction]:
    """Slopes of f′, as the shape has them."""
    slopes = [one_of(rng, SLOPES) for _ in range(count)]
    if shape == "steep":  # f′ falls faster than it rises: (4) with a smaller constant than (3)
        slopes = [one_of(rng, RISES) for _ in slopes]
        inner = count > 2 and rng.random() < 0.5  # then f may be bounded below
        slopes[int(rng.integers(inner, count - inner))] = one_of(rng, FALLS)
    elif shape != "any" and (shape == "convex" or rng.random() < 0.5):
        slopes = [one_of(rng, UPWARDS) for _ in slopes]
    return slopes


def _made(
    knots: tuple[Fraction, ...],
    slopes: tuple[Fraction, ...],
    first: Fraction | int,
    endings: tuple[Ending, Ending] = ("straight", "straight"),
) -> Pieces | None:
    try:
        return Pieces(knots, slopes, Fraction(first), endings)
    except ValueError:  # no function, or a constant one
        return None


def simpler_pieces(whole: Pieces) -> Iterator[Pieces]:
    """Without a knot, or with a number that is simpler."""
    knots, slopes = whole.knots, whole.slopes
    tries = []
    if len(knots) > 1:
        for i in range(len(knots)):
            first = whole.first if i else whole.heights[1][1]
            kept = (*knots[:i], *knots[i + 1 :])
            tries += [(kept, (*slopes[:j], *slopes[j + 1 :]), first) for j in (i, i + 1)]
    tries += [(k, slopes, whole.first) for k in changed(knots)]
    tries += [(knots, s, whole.first) for s in changed(slopes)]
    tries += [(knots, slopes, first) for (first,) in changed((whole.first,))]
    for numbers in tries:
        found = _made(*numbers, whole.endings)
        if found is not None:
            yield found


def pieces_near(whole: Pieces) -> Iterator[Pieces]:
    """With one number changed a little."""
    count = len(whole.knots)
    for row in nearby((*whole.knots, *whole.slopes, whole.first)):
        found = _made(row[:count], row[count:-1], row[-1], whole.endings)
        if found is not None:
            yield found
