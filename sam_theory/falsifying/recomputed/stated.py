"""What follows from the line of a function for every fact that may be stated of it.

Each says what it is where that is not what is stated, and nothing where it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from sam_theory.falsifying.recomputed.lines import Interval, Line
from sam_theory.falsifying.recomputed.shown import Shown
from sam_theory.falsifying.recomputed.stretches import Number
from sam_theory.setting.facts import Enclosure

ROUNDING = 1e-12  # relative, of distances, which are floats
APART = tuple(Fraction(i, 4) for i in (-9, -2, -1, 0, 1, 2, 9))  # of places from breaks


@dataclass(frozen=True, kw_only=True)
class Told:
    """A function as its line tells it, and what f is more than that."""

    shown: Shown
    dimension: int
    offset: Fraction

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.shown.lines

    @property
    def bends(self) -> tuple[Number, Number]:
        """The least and greatest eigenvalue of ∇²f: of φ(‖x‖), φ″ and φ′(r)/r, a mean of φ″."""
        return min(p.bends[0] for p in self.lines), max(p.bends[1] for p in self.lines)

    @property
    def infimum(self) -> Number:
        parts = [line.infimum for line in self.lines]
        return -math.inf if -math.inf in parts else sum(parts, self.offset)

    @property
    def attained(self) -> bool:
        return all(line.minimizers for line in self.lines)

    @property
    def single(self) -> bool:
        return all(_is_point(line.minimizers) for line in self.lines)

    @property
    def coercive(self) -> bool:
        """f → ∞ along every coordinate: a sum is coercive where all are."""
        return all(line.far(side) == math.inf for line in self.lines for side in (-1, 1))


def _is_point(best: Sequence[Interval]) -> bool:
    return len(best) == 1 and best[0][0] is not None and best[0][0] == best[0][1]


def _enclosed(stated: Enclosure, value: Number) -> str:
    """Nothing where the number is within what is stated, which is narrow."""
    within = stated.lower <= value <= stated.upper
    narrow = stated.sharp or stated.lower == stated.upper
    return "" if within and narrow else f"{float(value):.6g}"


def _greatest(bends: tuple[Number, Number]) -> Number:
    """Of their sizes."""
    low, high = bends
    return max(high, -low)


def _same(stated: object, value: object) -> str:
    return "" if stated == value else str(value)


def _strong(stated: Enclosure, told: Told) -> str:
    low = told.bends[0]
    return _enclosed(stated, low) if low > 0 else "f is not strongly convex"


def _exponent(stated: float, told: Told) -> str:
    """Beside a zero of f′ of order m, |f − f(x̄)|^q ≤ C|f′| where q(m + 1) ≥ m."""
    if not all(line.stationary for line in told.lines):
        return ""  # no point is stationary
    needed = [m / (m + 1) for line in told.lines for m in line.orders]
    least = max(needed, default=Fraction(0))
    return "" if least <= Fraction(stated) < 1 else f"at least {least}"


def _quadratic(stated: Sequence[float], told: Told) -> str:
    bends = [line.bend for line in told.lines if line.bend is not None]
    if len(bends) < len(told.lines):
        return "f″ is not constant"
    said = bends * told.dimension if told.shown.radial else bends
    return _same(sorted(map(Fraction, stated)), sorted(said))


def _distances(stated: Callable[[Any], Any], told: Told) -> str:
    """At points beside all breaks and minimizers."""
    if not told.attained:
        return "f has no minimizer"
    for place, apart in enumerate(APART):
        for line in told.lines:
            for centre in (*line.breaks, *(end for s in line.minimizers for end in s if end)):
                y = [float(centre + apart)] * len(told.lines)
                if len(y) > 1:
                    y[place % len(y)] -= 1.0
                text = _distance_differs(stated, told, y)
                if text:
                    return text
    return ""


def _distance_differs(stated: Callable[[Any], Any], told: Told, y: list[float]) -> str:
    x = _of_lines(told, y)
    rows = zip(told.lines, y, strict=True)
    said = math.hypot(*(_nearest(u, line.minimizers) for line, u in rows))
    found = float(stated(x))
    if abs(found - said) <= ROUNDING * (1 + said):
        return ""
    return f"{said:.6g} from ({', '.join(f'{c:.6g}' for c in x)}), not {found:.6g},"


def _of_lines(told: Told, y: list[float]) -> np.ndarray:
    """A point to which these coordinates of the lines belong."""
    if told.shown.radial:
        return np.array([y[0] * 0.6, y[0] * 0.8, *(0.0,) * (told.dimension - 2)])
    if told.shown.turn is None:
        return np.array(y)
    turn = np.array([[float(c) for c in row] for row in told.shown.turn])
    return np.asarray(turn.T @ np.array(y))


def _nearest(u: float, intervals: Sequence[Interval]) -> float:
    ends = [(-math.inf if a is None else a, math.inf if b is None else b) for a, b in intervals]
    return min(max(float(low) - u, u - float(high), 0.0) for low, high in ends)


KNOWN: Mapping[str, Callable[[Any, Told], str]] = {
    "convex": lambda stated, told: _same(stated, told.bends[0] >= 0),
    "strong_convexity": _strong,
    "lipschitz": lambda stated, told: _enclosed(stated, _greatest(told.bends)),
    "descent": lambda stated, told: _enclosed(stated, max(told.bends[1], Fraction(0))),
    "infimum": lambda stated, told: _enclosed(stated, told.infimum),
    "attained": lambda stated, told: _same(stated, told.attained),
    "minimizers": _distances,
    "unique_minimizer": lambda stated, told: _same(stated, told.single),
    "level_sets_bounded": lambda stated, told: _same(stated, told.coercive),
    "definability": lambda stated, told: _same(stated, "semialgebraic"),  # rational, with roots
    "kl_exponent": _exponent,
    "quadratic": _quadratic,
}
