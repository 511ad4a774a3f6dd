"""Sums of functions of one coordinate each, whose derivatives are piecewise linear."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, cast

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.pieces import Ending, Pieces, Stretch
from sam_theory.setting.problem import Array, Problem, namespace

EXACT = "in rational arithmetic: tests/setting/test_pieces.py"
Number = float | Fraction


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

    def gradient(x: Array) -> Array:
        found = [g(x[..., i : i + 1]) for i, (_, g) in enumerate(functions)]
        return found[0] if n == 1 else namespace(x).concatenate(found, axis=-1)

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
        facts=facts_of(tuple(pieces)),
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
    starts: Sequence[Sequence[float]],
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


# ---- facts


def facts_of(pieces: tuple[Pieces, ...]) -> Facts:
    """What follows from the numbers: of a sum, constants are the greatest, infima add up."""
    low, high = min(p.bends[0] for p in pieces), max(p.bends[1] for p in pieces)
    least = sum(p.infimum for p in pieces)
    bounded, attained = least > -math.inf, all(p.minimizers for p in pieces)
    coercive = all(p.far(side) == math.inf for p in pieces for side in (-1, 1))
    single = all(_single(p.minimizers) for p in pieces)
    quadratic = all(len(set(p.slopes)) == 1 and _straight(p) for p in pieces)
    return Facts(
        convex=Fact(low >= 0, f"the least slope of f′ is {float(low):g}"),
        strong_convexity=Fact(_one(low), "μ is the least slope of f′") if low > 0 else None,
        lipschitz=Fact(_one(max(high, -low)), "the greatest |slope| of f′"),
        descent=Fact(_one(max(high, Fraction(0))), "the greatest slope of f′, or 0"),
        infimum=Fact(
            _one(least) if bounded else UNBOUNDED_BELOW,
            f"from the stationary points and the ends, {EXACT}",
        ),
        attained=Fact(attained, f"from the stationary points and the ends, {EXACT}"),
        minimizers=Fact(_distance(pieces), f"the least stationary points, {EXACT}")
        if attained
        else None,
        unique_minimizer=Fact(attained and single, f"the least stationary points, {EXACT}"),
        level_sets_bounded=Fact(
            coercive, f"f → ∞ on {'all' if coercive else 'not all'} sides, by f″ and f′ there"
        ),
        definability=Fact("semialgebraic", "piecewise a rational function"),
        kl_exponent=None if any(p.flat for p in pieces) else Fact(0.5, KL),
        quadratic=Fact(tuple(float(p.slopes[0]) for p in pieces), "f″ is constant")
        if quadratic
        else None,
    )


KL = "beside a stationary point f is constant or f − f(x̄) = f′²/(2s), s the slope there"


def _one(value: Number) -> Enclosure:
    return NO_CONSTANT if value == math.inf else Enclosure.containing(Fraction(value))


def _straight(pieces: Pieces) -> bool:
    return pieces.endings == ("straight", "straight")


def _single(best: tuple[Stretch, ...]) -> bool:
    return len(best) == 1 and None not in best[0] and best[0][0] == best[0][1]


def _distance(pieces: tuple[Pieces, ...]) -> Callable[[Array], Array]:
    """The distance to the nearest minimizer, all of whose coordinates are minimizers."""
    ends = [
        [
            (-math.inf if low is None else float(low), math.inf if high is None else float(high))
            for low, high in each.minimizers
        ]
        for each in pieces
    ]

    def distance(x: Array) -> Array:
        found = [_nearest(x[..., i], stretches) for i, stretches in enumerate(ends)]
        return found[0] if len(found) == 1 else np.hypot.reduce(np.stack(found), axis=0)

    return distance


def _nearest(u: Array, stretches: Sequence[tuple[float, float]]) -> Array:
    each = [np.maximum(np.maximum(low - u, u - high), 0.0) for low, high in stretches]
    return np.min(np.stack(each), axis=0)
