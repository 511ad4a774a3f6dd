"""Functions of one variable whose derivative is piecewise linear, in exact arithmetic."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

Stretch = tuple[Fraction | None, Fraction | None]  # of stationary points; None: without an end
Side = Literal[-1, 1]  # left, right
# How f′ goes on beyond the outermost knot, at a distance u from it, where it is v, with slope s:
Ending = Literal[
    "straight",  # v ± su
    "cubic",  # v ± (su + u³), on the right with s ≥ 0 and v ≥ 0, on the left with v ≤ 0
    "fading",  # v/(1 + u)², with s = 0
]
ENDINGS: tuple[Ending, ...] = ("straight", "cubic", "fading")


@dataclass(frozen=True)
class Pieces:
    """f″ = sⱼ between the knots kⱼ and kⱼ₊₁, s₀ to the left of all, with f(k₁) = 0 and f′(k₁).

    `endings` say how f′ goes on to the left and right of all knots, where it need not be straight.
    Raises ValueError for numbers that are no such function, or where f is constant.
    """

    knots: tuple[Fraction, ...]  # (m,), increasing
    slopes: tuple[Fraction, ...]  # (m + 1,)
    first: Fraction  # f′(k₁)
    endings: tuple[Ending, Ending] = ("straight", "straight")

    def __post_init__(self) -> None:
        if not (self.knots and all(a < b for a, b in itertools.pairwise(self.knots))):
            raise ValueError(f"knots must increase; got {self.knots}")
        if len(self.slopes) != len(self.knots) + 1:
            raise ValueError(
                f"slopes must be one more than the knots, which are {len(self.knots)}; "
                f"got {self.slopes}"
            )
        if not any((*self.slopes, self.first, "cubic" in self.endings)):
            raise ValueError("slopes or derivative must not all be 0: f would be constant")
        for side in (-1, 1):
            self._require_ending(side)

    def _require_ending(self, side: int) -> None:
        law, slope, height = self.ending(side), self.outer_slope(side), self.outer_height(side)
        if law not in ENDINGS:
            raise ValueError(f"endings must be among {', '.join(ENDINGS)}; got {law!r}")
        if law == "cubic" and (slope < 0 or side * height < 0):
            raise ValueError("a cubic ending must lead upwards, with f′ of its sign and s ≥ 0")
        if law == "fading" and (slope != 0 or height == 0):
            raise ValueError("a fading ending must begin with f′ ≠ 0 and have the slope 0")

    def ending(self, side: int) -> Ending:
        """How f′ goes on at that side."""
        return self.endings[(side + 1) // 2]

    def outer_slope(self, side: int) -> Fraction:
        """The s of the outermost piece of that side."""
        return self.slopes[-1 if side > 0 else 0]

    def outer_height(self, side: int) -> Fraction:
        """f′ at the outermost knot of that side."""
        return self.heights[-1 if side > 0 else 0][1]

    @cached_property
    def heights(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """f and f′ at the knots."""
        found = [(Fraction(0), self.first)]
        for j, (left, right) in enumerate(itertools.pairwise(self.knots), 1):
            f, g = found[-1]
            length, slope = right - left, self.slopes[j]
            found.append((f + g * length + slope * length**2 / 2, g + slope * length))
        return tuple(found)

    def at(self, x: Fraction) -> tuple[Fraction, Fraction]:
        """f(x) and f′(x) of the straight pieces, also beyond the outermost knots."""
        j = sum(x >= knot for knot in self.knots)
        knot, (f, g) = self.knots[max(j - 1, 0)], self.heights[max(j - 1, 0)]
        slope, move = self.slopes[j], x - knot
        return f + g * move + slope * move**2 / 2, g + slope * move

    # ---- what follows

    @cached_property
    def bends(self) -> tuple[float | Fraction, float | Fraction]:
        """The infimum and the supremum of f″, where it is defined."""
        found: list[float | Fraction] = list(self.slopes)
        for side in (-1, 1):
            if self.ending(side) == "cubic":
                found.append(math.inf)
            elif self.ending(side) == "fading":
                found.append(-2 * side * self.outer_height(side))
        return min(found), max(found)

    def far(self, side: int) -> float | Fraction:
        """The limit of f far out at that side."""
        slope, height = self.outer_slope(side), self.outer_height(side)
        last = self.heights[-1 if side > 0 else 0][0]
        if self.ending(side) == "cubic":
            return math.inf
        if self.ending(side) == "fading":
            return last + side * height
        rises = slope if slope else side * height
        return last if rises == 0 else math.copysign(math.inf, rises)

    @cached_property
    def stationary(self) -> tuple[Stretch, ...]:
        """The points and intervals where f′ = 0; an interval may be in several parts."""
        return tuple(dict.fromkeys(self._stationary()))

    def _stationary(self) -> Iterator[Stretch]:
        ends = (None, *self.knots, None)
        for j, slope in enumerate(self.slopes):
            knot, g = self.knots[max(j - 1, 0)], self.heights[max(j - 1, 0)][1]
            low, high = ends[j], ends[j + 1]
            side = -1 if low is None else 1 if high is None else 0
            if side and self.ending(side) != "straight":
                if self.outer_height(side) == 0:
                    yield knot, knot
            elif slope == 0:
                if g == 0:
                    yield low, high
            else:
                root = knot - g / slope
                if (low is None or low <= root) and (high is None or root <= high):
                    yield root, root

    @cached_property
    def infimum(self) -> float | Fraction:
        """inf f, −∞ where there is none."""
        values = (self.at(inside(stretch))[0] for stretch in self.stationary)
        return min((*values, self.far(-1), self.far(1)))

    @cached_property
    def minimizers(self) -> tuple[Stretch, ...]:
        """Where f is least; none if it has no minimum."""
        return tuple(s for s in self.stationary if self.at(inside(s))[0] == self.infimum)

    @cached_property
    def exponent(self) -> Fraction:
        """A KL exponent: beside some stationary point f − f(x̄) may be of the order |x − x̄|⁴."""
        flat = any(
            self.ending(side) == "cubic"
            and not self.outer_height(side)
            and not self.outer_slope(side)
            for side in (-1, 1)
        )
        return Fraction(3, 4) if flat else Fraction(1, 2)

    @property
    def bend(self) -> Fraction | None:
        """f″, if it is constant."""
        constant = len(set(self.slopes)) == 1 and self.endings == ("straight", "straight")
        return self.slopes[0] if constant else None


def inside(stretch: Stretch) -> Fraction:
    """A point of it: f is constant on it."""
    found = stretch[1] if stretch[0] is None else stretch[0]
    return Fraction(0) if found is None else found
