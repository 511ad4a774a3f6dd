"""Problems of one variable whose derivative is piecewise linear, with facts that are exact."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.pieces import Pieces, Stretch, inside
from sam_theory.setting.problem import Array, Problem


def piecewise(pieces: Pieces, *, name: str, starts: tuple[float, ...], source: str) -> Problem:
    """The problem; its region reaches two of the margins beyond the knots."""
    first, last = float(pieces.knots[0]), float(pieces.knots[-1])
    margin = max(1.0, last - first)
    origin, tilt = map(float, pieces.at(Fraction(0)))
    parts = pieces.parts

    def gradient(x: Array) -> Array:
        return tilt + sum(part.bend * part.move(x) for part in parts)

    def value(x: Array) -> Array:
        moves = [(part, part.move(x)) for part in parts]
        return origin + sum(u * (part.tilt + part.bend / 2 * u) for part, u in moves)[..., 0]

    return Problem(
        name=name,
        formula="f″ is constant between knots, f′ continuous, f(k₁) = 0",
        dimension=1,
        value=value,
        gradient=gradient,
        starts=tuple((x,) for x in starts),
        region=((first - 2 * margin,), (last + 2 * margin,)),
        facts=_facts(pieces),
        source=source,
    )


def _facts(pieces: Pieces) -> Facts:
    low, high = min(pieces.slopes), max(pieces.slopes)
    steepest, top = max(high, -low), max(high, Fraction(0))
    bounded = min(pieces.rises(1), pieces.rises(-1)) >= 0
    coercive = min(pieces.rises(1), pieces.rises(-1)) > 0
    best = pieces.minimizers
    single = len(best) == 1 and None not in best[0] and best[0][0] == best[0][1]
    one = Enclosure.containing(low)
    least = Enclosure.containing(pieces.at(inside(best[0]))[0]) if bounded else UNBOUNDED_BELOW
    exact = "in rational arithmetic: tests/setting/test_piecewise.py"
    return Facts(
        convex=Fact(low >= 0, f"the least slope of f′ is {float(low):g}"),
        strong_convexity=Fact(one, "μ is the least slope of f′") if low > 0 else None,
        lipschitz=Fact(Enclosure.containing(steepest), "the greatest |slope| of f′"),
        descent=Fact(Enclosure.containing(top), "the greatest slope of f′, or 0"),
        infimum=Fact(least, f"from the stationary points and the ends, {exact}"),
        attained=Fact(bounded, "f is constant or unbounded towards ±∞"),
        minimizers=Fact(_distance(best), f"the least stationary points, {exact}")
        if bounded
        else None,
        unique_minimizer=Fact(single, f"the least stationary points, {exact}"),
        level_sets_bounded=Fact(
            coercive, f"f → ∞ on {'both' if coercive else 'not both'} sides, by f″ and f′ there"
        ),
        definability=Fact("semialgebraic", "piecewise a polynomial"),
        kl_exponent=Fact(
            0.5, "beside a stationary point f is constant or f − f(x̄) = f′²/(2s), s the slope there"
        ),
        quadratic=Fact((float(low),), "f″ is constant") if low == high else None,
    )


def _distance(stretches: tuple[Stretch, ...]) -> Callable[[Array], Array]:
    """The distance to the nearest of the stretches."""
    ends = [
        (-math.inf if low is None else float(low), math.inf if high is None else float(high))
        for low, high in stretches
    ]

    def distance(x: Array) -> Array:
        u = x[..., 0]
        each = [np.maximum(np.maximum(low - u, u - high), 0.0) for low, high in ends]
        return np.min(np.stack(each), axis=0)

    return distance
