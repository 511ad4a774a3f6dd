"""Sums of a quadratic and a power of each coordinate: where (3) fails, and (4) may or may not."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from sam_theory.setting.pieces import Stretch
from sam_theory.setting.problem import Array, Problem, namespace
from sam_theory.setting.separable import facts_of, gradient_of

# sign(x)|x|^(p−1), so made that of exact numbers it is exact, or is not given.
POWERS: dict[Fraction, Callable[[Array, Array], Array]] = {
    Fraction(5, 4): lambda xp, x: xp.sign(x) * xp.sqrt(xp.sqrt(xp.abs(x))),
    Fraction(3, 2): lambda xp, x: xp.sign(x) * xp.sqrt(xp.abs(x)),
    Fraction(3): lambda xp, x: x * xp.abs(x),
    Fraction(4): lambda xp, x: x * x * x,
}


@dataclass(frozen=True)
class Power:
    """(a/2)x² + (c/p)|x|^p, with p ≠ 2 one of a few: f″ = a + c(p − 1)|x|^(p−2).

    With a `cut` R, f″ is constant for |x| ≥ R, and so bounded. Raises ValueError unless c ≠ 0, p is
    one of these, the stationary points are rational, and for a cut R > 0, p > 2, a ≥ 0 and c > 0.
    """

    bend_of_square: Fraction  # a
    factor: Fraction  # c
    exponent_of_power: Fraction  # p
    cut: Fraction | None = None  # R

    def __post_init__(self) -> None:
        if self.exponent_of_power not in POWERS:
            known = ", ".join(map(str, POWERS))
            raise ValueError(f"exponents must be among {known}; got {self.exponent_of_power}")
        if not self.factor:
            raise ValueError(f"factors must not be 0; got {self.factor}")
        rises = self.exponent_of_power > 2 and self.bend_of_square >= 0 and self.factor > 0
        if self.cut is not None and not (self.cut > 0 and rises):
            raise ValueError(f"a cut must be positive, and of what rises from 0 on; got {self.cut}")
        _ = self.apart

    @cached_property
    def apart(self) -> Fraction | None:
        """The r > 0 with f′(±r) = 0, if any: r^(p−2) = −a/c."""
        a, c, p = self.bend_of_square, self.factor, self.exponent_of_power
        if a * c >= 0:
            return None
        power = 1 / (p - 2)
        return _root((-a / c) ** power.numerator, power.denominator)

    @property
    def bends(self) -> tuple[float | Fraction, float | Fraction]:
        """The infimum and the supremum of f″: |x|^(p−2) takes every value in (0, ∞)."""
        a = self.bend_of_square
        if self.cut is not None:
            return a, a + self.outer_bend
        return (a, math.inf) if self.factor > 0 else (-math.inf, a)

    @property
    def outer_bend(self) -> Fraction:
        """What the power adds to f″ from the cut on; 0 without one."""
        p = self.exponent_of_power
        return Fraction(0) if self.cut is None else self.factor * (p - 1) * self.cut ** int(p - 2)

    def far(self, side: int) -> float:
        """The limit of f far out, the same on both sides: the greater power decides."""
        square = self.exponent_of_power < 2 and self.bend_of_square
        return math.copysign(math.inf, self.bend_of_square if square else self.factor)

    @property
    def infimum(self) -> float | Fraction:
        """f(r) = ar²(p − 2)/(2p), or f(0) = 0."""
        if self.far(1) < 0:
            return -math.inf
        r, p = self.apart, self.exponent_of_power
        return Fraction(0) if r is None else self.bend_of_square * r * r * (p - 2) / (2 * p)

    @property
    def minimizers(self) -> tuple[Stretch, ...]:
        """±r, or 0."""
        if self.far(1) < 0:
            return ()
        r = self.apart
        return ((Fraction(0), Fraction(0)),) if r is None else ((-r, -r), (r, r))

    @property
    def exponent(self) -> Fraction:
        """1 − 1/p at 0 for p > 2 and a = 0; else ½ is valid, as f″(±r) = a(2 − p) ≠ 0."""
        flat = self.exponent_of_power > 2 and not self.bend_of_square
        return 1 - 1 / self.exponent_of_power if flat else Fraction(1, 2)

    @property
    def bend(self) -> None:
        """f″ is not constant."""
        return None

    def gradient(self, x: Array) -> Array:
        """f′."""
        xp, inner = namespace(x), self._within(x)
        straight = float(self.bend_of_square) * x + float(self.outer_bend) * (x - inner)
        return straight + float(self.factor) * POWERS[self.exponent_of_power](xp, inner)

    def value(self, x: Array) -> Array:
        """f."""
        xp, p, inner = namespace(x), self.exponent_of_power, self._within(x)
        slope, over = POWERS[p](xp, inner), x - inner
        power = float(self.factor * p.denominator) * (inner * slope) / p.numerator
        beyond = float(self.factor) * (slope * over) + float(self.outer_bend) / 2 * (over * over)
        return float(self.bend_of_square) / 2 * (x * x) + power + beyond

    def _within(self, x: Array) -> Array:
        """The nearest point of [−R, R]."""
        if self.cut is None:
            return x
        xp, end = namespace(x), np.float64(self.cut)
        return xp.minimum(xp.maximum(x, xp.asarray(-end)), xp.asarray(end))


def _root(value: Fraction, order: int) -> Fraction:
    """The rational root; raises ValueError where there is none."""
    if order == 1:
        return value
    ends = [round(end ** (1 / order)) for end in (value.numerator, value.denominator)]
    found = Fraction(*ends)
    if found**order != value:
        raise ValueError(f"stationary points must be rational; got a root of {value}")
    return found


def powers(
    *,
    squares: Sequence[float],
    factors: Sequence[float],
    exponents: Sequence[float],
    cuts: Sequence[float | None] = (),
    name: str,
    formula: str,
    starts: Sequence[Sequence[float]] = (),
) -> Problem:
    """f(x) = Σᵢ (aᵢ/2)xᵢ² + (cᵢ/pᵢ)|xᵢ|^pᵢ, with facts in rational arithmetic.

    `squares` are a, `factors` c ≠ 0, `exponents` p, among 5/4, 3/2, 3 and 4, and `cuts` say from
    which |xᵢ| on f″ stays as it is, if from any. Raises ValueError for numbers that are no `Power`.
    """
    ends = [None if cut is None else Fraction(cut) for cut in cuts or [None] * len(squares)]
    rows = zip(squares, factors, exponents, ends, strict=True)
    summands = [Power(Fraction(a), Fraction(c), Fraction(p), cut) for a, c, p, cut in rows]
    return sum_of_powers(summands, name=name, formula=formula, starts=starts)


def sum_of_powers(
    summands: Sequence[Power], *, name: str, formula: str, starts: Sequence[Sequence[float]]
) -> Problem:
    """The same, of powers."""
    n = len(summands)
    reach = 2 + max(float(p.apart or p.cut or 0) for p in summands)

    def value(x: Array) -> Array:
        found = [p.value(x[..., i]) for i, p in enumerate(summands)]
        return sum(found[1:], found[0])

    return Problem(
        name=name,
        formula=formula,
        dimension=n,
        value=value,
        gradient=gradient_of([p.gradient for p in summands]),
        starts=tuple(map(tuple, starts)),
        region=((-reach,) * n, (reach,) * n),
        facts=facts_of(summands, "built of polynomials and roots"),
        source="elementary",
    )
