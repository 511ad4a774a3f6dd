"""A function of one variable whose derivative is piecewise linear, given by knots and slopes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

from sam_theory.setting.pieces import Pieces
from sam_theory.setting.piecewise import piecewise
from sam_theory.setting.problem import Problem

examples: tuple[dict[str, object], ...] = (
    {},  # two wells, the left one deeper, between them a maximum at 0
    {"knots": (-0.5, 2.0), "slopes": (0.0, 1.0, 0.0), "derivative": -0.5},  # asymmetric Huber
)


def piecewise_quadratic(
    *,
    knots: tuple[float, ...] = (-0.5, 0.5),
    slopes: tuple[float, ...] = (1.0, -1.0, 2.0),
    derivative: float = 0.5,
) -> Problem:
    """f′ is continuous with the slopes s₀ … sₘ between the knots k₁ < … < kₘ; f(k₁) = 0.

    `derivative` is f′(k₁). The numbers are floats, so that everything about f is rational.
    """
    _require(knots, slopes, derivative)
    pieces = Pieces(tuple(map(Fraction, knots)), tuple(map(Fraction, slopes)), Fraction(derivative))
    return piecewise(
        pieces, name="piecewise-quadratic", starts=_starts(pieces), source="elementary"
    )


def _require(knots: Sequence[float], slopes: Sequence[float], derivative: float) -> None:
    numbers = (*knots, *slopes, derivative)
    increasing = all(a < b for a, b in itertools.pairwise(knots))
    if not (knots and increasing and all(map(math.isfinite, numbers))):
        raise ValueError(f"knots must increase, and all numbers be finite; got {knots}")
    if len(slopes) != len(knots) + 1:
        raise ValueError(
            f"slopes must be one more than the knots, which are {len(knots)}; got {slopes}"
        )
    if not any((*slopes, derivative)):
        raise ValueError("slopes or derivative must not all be 0: f would be constant")


def _starts(pieces: Pieces) -> tuple[float, ...]:
    """Two points at least where f′ ≠ 0, of a few that are tried."""
    first, last = float(pieces.knots[0]), float(pieces.knots[-1])
    margin = max(1.0, last - first)
    tried = [last + margin / 2, first - margin / 4, (first + last) / 2 + margin / 8, first, last]
    return tuple([x for x in tried if pieces.at(Fraction(x))[1] != 0][:3])
