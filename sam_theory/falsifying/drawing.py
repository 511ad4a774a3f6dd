"""What is drawn: functions, schedules and starts, small numbers first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, TypeVar

import numpy as np

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.functions import Function, Start
from sam_theory.setting.method import Method
from sam_theory.setting.pieces import Ending, Pieces

T = TypeVar("T")
MOST_KNOTS = 3
QUADRATIC = 0.6  # how often a coordinate of a sum is one
ON_AXIS = 0.25  # how often a further coordinate of a start is 0
AT_KNOT = 0.4  # how often a knot is stationary
MOST_DRAWS = 64  # of pieces, of which some are no function
KNOTS = tuple(Fraction(i, 2) for i in range(-4, 5))
SLOPES = tuple(map(Fraction, ("-4", "-2", "-1", "-1/2", "0", "1/2", "1", "2", "4")))
HEIGHTS = tuple(Fraction(i, 2) for i in range(-4, 5))
EIGENVALUES = tuple(map(Fraction, ("1/2", "1", "3/2", "2", "3", "5")))
STARTS = (*(Fraction(i, 4) for i in range(-16, 17) if i), Fraction(8), Fraction(-8))
FRACTIONS = tuple(map(Fraction, ("1/8", "1/4", "1/2", "3/4", "1", "5/4", "3/2", "7/4", "2", "3")))
Kind = Literal["any", "convex", "one piece", "fading", "cubic", "steep", "sum", "wells", "bent"]
KINDS: tuple[Kind, ...] = (
    "any",
    "one piece",
    "convex",
    "steep",
    "fading",
    "any",
    "cubic",
    "sum",
    "wells",
    "bent",
)
UPWARDS = tuple(map(Fraction, ("0", "0", "1/2", "1", "2", "4")))
RISES = tuple(map(Fraction, ("0", "1/2", "1")))
FALLS = tuple(map(Fraction, ("-2", "-4", "-8")))
LEVELS = tuple(map(Fraction, ("1/2", "1", "2")))
SIDES = tuple(map(Fraction, ("1/2", "1")))
MIDDLES = tuple(map(Fraction, ("2", "3", "4")))

ENDS: tuple[tuple[int, ...], ...] = ((0,), (1,), (0, 1))  # that are not straight
# Sequences that vanish, or are summable, or grow, each in its slowest and a few other ways, that
# alternate, go in periods or growing blocks, or have sparse peaks; each of them is decided.
POWER_OF_2 = "log(k)/log(2) == floor(log(k)/log(2))"
VARYING_STEPS = (
    "1/k",
    "1/(k+1)",
    "1/(2*k)",
    "1/(4*k)",
    "2/k",
    "1/k**(3/4)",
    "1/(k*log(k+1))",
    "1/sqrt(k)",
    "1/log(k+1)",
    "1/k**2",
    "1/2**k",
    "1/(k+1)**2",
    "1/(k*log(k+1)**2)",
    "log(k+1)/k",
    "where(Mod(k, 2), 1/k, 1/k**2)",
    "where(Mod(k, 2), 1/k, 1/(2*k))",
    "where(Mod(k, 2), 1, 1/2)",
    "where(Mod(k, 3), 1/2, 1)",
    "where(is_square(k), 1/sqrt(k), 1/k**2)",
    "where(is_square(k), 1, 1/k)",
    f"where({POWER_OF_2}, 1, 1/k**2)",
    "1/floor(sqrt(k))",
)
NO_STEPS = ("0", "where(k <= 2, 0, 1/k)", "where(is_square(k), 0, 1/k)", "where(Mod(k, 2), 0, 1)")
VARYING_RADII = (
    "1/k",
    "1/sqrt(k)",
    "1/k**2",
    "1/2**k",
    "1/log(k+1)",
    "1/(k*log(k+1)**2)",
    "where(is_square(k), 1, 1/k)",
    "where(Mod(k, 2), 1, 1/k)",
    "where(Mod(k, 2), 1, 1/2)",
    "where(Mod(floor(sqrt(k)), 2), 1/2, 1)",
    f"where({POWER_OF_2}, 1, 1/k)",
    "log(k+1)",
    "sqrt(k)",
    "k",
    "2*k",
    "k**2",
    "where(is_square(k), k, 1)",
)
NO_RADII = ("0", "0", "where(Mod(k, 2), 1/k, 0)")
NONE = 1 / 12  # how often some steps, or some radii, are 0


def one_of(rng: np.random.Generator, options: Sequence[T]) -> T:
    """One of them, all alike."""
    return options[int(rng.integers(len(options)))]


def function(rng: np.random.Generator, kind: Kind) -> Function:
    """A function of that kind."""
    if kind == "sum":
        return Function((_coordinate(rng), _coordinate(rng)))
    return Function((pieces(rng, kind),))


def _coordinate(rng: np.random.Generator) -> Pieces:
    return quadratic(one_of(rng, EIGENVALUES)) if rng.random() < QUADRATIC else pieces(rng, "any")


def quadratic(eigenvalue: Fraction, tilt: Fraction = Fraction(0)) -> Pieces:
    """(λ/2)x² + cx."""
    return Pieces((Fraction(0),), (eigenvalue, eigenvalue), tilt)


def pieces(rng: np.random.Generator, kind: Kind) -> Pieces:
    """A function of one variable with few pieces."""
    for _ in range(MOST_DRAWS):
        found = _drawn(rng, kind)
        if found is not None:
            return found
    return quadratic(Fraction(1))


def _drawn(rng: np.random.Generator, kind: Kind) -> Pieces | None:
    if kind == "one piece":
        slope = one_of(rng, EIGENVALUES) if rng.random() < 0.5 else Fraction(0)
        return _made((Fraction(0),), (slope, slope), Fraction(0) if slope else one_of(rng, HEIGHTS))
    if kind == "wells":
        return _wells(rng)
    if kind == "bent":
        return _bent(rng)
    count = int(rng.integers(1, MOST_KNOTS + 1))
    knots = tuple(sorted({one_of(rng, KNOTS) for _ in range(count)}))
    slopes = [one_of(rng, SLOPES) for _ in range(len(knots) + 1)]
    if kind == "steep":  # f′ falls faster than it rises: (4) with a smaller constant than (3)
        slopes = [one_of(rng, RISES) for _ in slopes]
        slopes[int(rng.integers(len(slopes)))] = one_of(rng, FALLS)
    elif kind != "any" and (kind == "convex" or rng.random() < 0.5):
        slopes = [one_of(rng, UPWARDS) for _ in slopes]
    endings: list[Ending] = ["straight", "straight"]
    if kind == "fading" or kind == "cubic":
        for i in one_of(rng, ENDS):
            endings[i] = kind
            if kind == "fading":
                slopes[-i] = Fraction(0)
    ends = endings[0], endings[1]
    found = _made(knots, tuple(slopes), one_of(rng, HEIGHTS), ends)
    if found is None or rng.random() >= AT_KNOT:
        return found
    _, height = one_of(rng, found.heights)  # f′ is 0 at a knot, beside which it may stay 0
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


def steps(rng: np.random.Generator, sizes: Sequence[Fraction], count: int) -> list[str]:
    """Formulas for tₖ: constants in parts of 1/L or 1/D, and what varies."""
    return [_formula(rng, sizes, VARYING_STEPS, NO_STEPS) for _ in range(count)]


def radii(rng: np.random.Generator, sizes: Sequence[Fraction], count: int) -> list[str]:
    """Formulas for ρₖ."""
    return [_formula(rng, sizes, VARYING_RADII, NO_RADII) for _ in range(count)]


def _formula(
    rng: np.random.Generator, sizes: Sequence[Fraction], varying: Sequence[str], none: Sequence[str]
) -> str:
    chance = rng.random()
    if chance < NONE:
        return one_of(rng, none)
    if chance < 0.5:
        return one_of(rng, varying)
    return str(one_of(rng, FRACTIONS) / one_of(rng, (Fraction(1), *sizes)))


def start(rng: np.random.Generator, dimension: int) -> Start:
    """A point; of several coordinates all but one may be 0."""
    point = tuple(one_of(rng, STARTS) for _ in range(dimension))
    kept = int(rng.integers(dimension))
    return tuple(
        Fraction(0) if i != kept and rng.random() < ON_AXIS else c for i, c in enumerate(point)
    )


def candidates(
    rng: np.random.Generator, drawn: Function, methods: Sequence[Method], count: int
) -> Iterator[Candidate]:
    """Settings of one function that may be run together."""
    sizes = [s for s in _constants(drawn) if s.denominator <= 4 and s.numerator <= 10]
    pairs = zip(steps(rng, sizes, count), radii(rng, sizes, count), strict=True)
    for step, radius in pairs:
        method = one_of(rng, methods)
        yield Candidate(
            function=drawn,
            method=method,
            step=step,
            radius=radius if method.uses_radius else "0",
            start=start(rng, drawn.dimension),
        )


def _constants(drawn: Function) -> list[Fraction]:
    """L and D, where they are finite and positive."""
    low = min(p.bends[0] for p in drawn.pieces)
    high = max(p.bends[1] for p in drawn.pieces)
    return [Fraction(size) for size in (max(high, -low), high) if 0 < size < float("inf")]
