"""Sums of functions of one coordinate each, whose derivatives are piecewise linear."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, cast

import numpy as np

from sam_theory.setting.pieces import Ending, Pieces
from sam_theory.setting.problem import Array, Problem, namespace
from sam_theory.setting.separable import facts_of, gradient_of


class Part(NamedTuple):
    """A piece of f: its ends, if any, where it is counted from, f′ there, and f″."""

    low: Fraction | None
    high: Fraction | None
    start: float
    tilt: float
    bend: float

    def move(self, x: Array) -> Array:
        """How far x goes from the start within the piece: (..., 1), negative to the left."""
        xp = namespace(x)
        u = x if self.low is None else xp.maximum(x, xp.asarray(np.float64(self.low)))
        u = u if self.high is None else xp.minimum(u, xp.asarray(np.float64(self.high)))
        return u - self.start if self.start else u


@dataclass(frozen=True)
class Beyond:
    """What an ending that is not straight adds beyond the outermost knot of a side."""

    knot: float
    side: int
    height: float  # f′ at the knot
    cubic: bool

    def _distance(self, x: Array) -> Array:
        xp = namespace(x)
        return xp.maximum(self.side * (x - self.knot), xp.asarray(np.float64(0.0)))

    def gradient(self, x: Array) -> Array:
        """What is added to f′."""
        u = self._distance(x)
        if self.cubic:
            return self.side * (u * u * u)
        return self.height * (1 / ((1 + u) * (1 + u)) - 1)

    def value(self, x: Array) -> Array:
        """What is added to f."""
        u = self._distance(x)
        if self.cubic:
            return u * u * u * u / 4
        return self.side * self.height * (u / (1 + u) - u)


@dataclass(frozen=True)
class _Coordinate:
    """f and f′ of one coordinate, (..., 1) to (..., 1)."""

    pieces: Pieces

    @property
    def parts(self) -> tuple[Part, ...]:
        """The pieces, each from its point nearest to 0, where floats lose nothing.

        Neighbours with one slope are one.
        """
        pieces, found = self.pieces, []
        bends = itertools.pairwise(pieces.slopes)
        kept = [k for k, (a, b) in zip(pieces.knots, bends, strict=True) if a != b]
        slopes = [slope for slope, _ in itertools.groupby(pieces.slopes)]
        for (low, high), slope in zip(itertools.pairwise((None, *kept, None)), slopes, strict=True):
            start = Fraction(0)
            start = low if low is not None and low > 0 else start
            start = high if high is not None and high < 0 else start
            found.append(Part(low, high, float(start), float(pieces.at(start)[1]), float(slope)))
        return tuple(found)

    @property
    def beyond(self) -> tuple[Beyond, ...]:
        pieces = self.pieces
        return tuple(
            Beyond(
                knot=float(pieces.knots[-1 if side > 0 else 0]),
                side=side,
                height=float(pieces.outer_height(side)),
                cubic=pieces.ending(side) == "cubic",
            )
            for side in (-1, 1)
            if pieces.ending(side) != "straight"
        )

    def functions(self) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
        """f and f′."""
        parts, beyond = self.parts, self.beyond
        origin, tilt = map(float, self.pieces.at(Fraction(0)))

        def value(x: Array) -> Array:
            moves = [(part, part.move(x)) for part in parts]
            straight = origin + sum(u * (part.tilt + part.bend / 2 * u) for part, u in moves)
            return straight + sum(each.value(x) for each in beyond) if beyond else straight

        def gradient(x: Array) -> Array:
            straight = tilt + sum(part.bend * part.move(x) for part in parts)
            return straight + sum(each.gradient(x) for each in beyond) if beyond else straight

        return value, gradient


def sum_of_pieces(
    pieces: Sequence[Pieces],
    *,
    name: str,
    formula: str = "f″ is constant between knots, f′ continuous, f(k₁) = 0",
    starts: Sequence[Sequence[float]] = (),
) -> Problem:
    """f(x) = Σᵢ fᵢ(xᵢ), with every fact in rational arithmetic; the numbers are read exactly."""
    functions = [_Coordinate(each).functions() for each in pieces]
    n = len(functions)

    def value(x: Array) -> Array:
        found = [f(x[..., i : i + 1]) for i, (f, _) in enumerate(functions)]
        return sum(found[1:], found[0])[..., 0]

    gradient = gradient_of([g for _, g in functions])
    ends = [(float(p.knots[0]), float(p.knots[-1])) for p in pieces]
    margins = [max(1.0, last - first) for first, last in ends]
    return Problem(
        name=name,
        formula=formula,
        dimension=n,
        value=value,
        gradient=gradient,
        starts=tuple(map(tuple, starts)) or _starts(ends, margins, gradient),
        region=(
            tuple(first - 2 * m for (first, _), m in zip(ends, margins, strict=True)),
            tuple(last + 2 * m for (_, last), m in zip(ends, margins, strict=True)),
        ),
        facts=facts_of(pieces, "piecewise a rational function"),
        source="elementary",
    )


def piecewise(
    *,
    name: str,
    knots: Sequence[Sequence[float]],
    slopes: Sequence[Sequence[float]],
    derivatives: Sequence[float],
    endings: Sequence[tuple[str, str]] = (),
    formula: str,
    starts: Sequence[Sequence[float]] = (),
) -> Problem:
    """The sum with, for each coordinate, these knots, slopes, f′ at the first knot, endings."""
    laws = endings or [("straight", "straight")] * len(knots)
    rows = zip(knots, slopes, derivatives, laws, strict=True)
    return sum_of_pieces(
        [pieces_of(*row) for row in rows], name=name, formula=formula, starts=starts
    )


def pieces_of(
    knots: Sequence[float],
    slopes: Sequence[float],
    derivative: float,
    endings: tuple[str, str] = ("straight", "straight"),
) -> Pieces:
    """The pieces of numbers read exactly; raises ValueError for what is no function."""
    if not all(map(math.isfinite, (*knots, *slopes, derivative))):
        raise ValueError(f"knots must increase, and all numbers be finite; got {knots}")
    ends = cast(tuple[Ending, Ending], endings)  # which are looked at where pieces are made
    return Pieces(
        tuple(map(Fraction, knots)), tuple(map(Fraction, slopes)), Fraction(derivative), ends
    )


def _starts(
    ends: Sequence[tuple[float, float]],
    margins: Sequence[float],
    gradient: Callable[[Array], Array],
) -> tuple[tuple[float, ...], ...]:
    """Two points at least where f′ ≠ 0, of a few that are tried."""
    tried = [
        [last + m / 2, first - m / 4, (first + last) / 2 + m / 8, first, last]
        for (first, last), m in zip(ends, margins, strict=True)
    ]
    found = [x for x in zip(*tried, strict=True) if gradient(np.array(x)).any()]
    return tuple(found[:3])
