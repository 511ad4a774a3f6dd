"""Which limits of a positive sequence are admissible: unanimity of many fits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.properties.families import DIVERGENT, LEAST_POWER, Families, families

# Limits c are tried as these fractions of the least value seen.
LEVELS = np.array(
    [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.96, 0.98, 0.99]
)
SHARES = np.linspace(0.04, 0.98, 21)
FINE = np.linspace(-1, 1, 11)[1:-1]
EXACT = 1e-4  # relative residuals (rms) below this count as none: no run is exactly of a family
RIVAL = 3.0  # a model this many times worse than the best is still a rival, where fits are exact
CHANCE = 14.0  # models whose χ² exceeds the best one's by no more than this are rivals, under noise


@dataclass(frozen=True)
class Fit:
    """The limits that fits of the tail leave possible, as fractions of the last value."""

    residual: float  # rms of the best model, relative to the sequence
    zero: bool  # whether a model with limit 0 is admissible
    low: float  # the least admissible limit, 0 if `zero`
    high: float  # the greatest admissible limit
    rates: tuple[float, float]  # −d log y/d log k at the end, least and greatest of limit-0 models
    summable: bool  # whether Σ over octaves of y converges in every admissible limit-0 model
    divergent: bool  # whether Σ over octaves of y diverges in every admissible model
    best: str  # the name of the best limit-0 model


NOTHING = Fit(
    residual=np.inf,
    zero=False,
    low=np.inf,
    high=0.0,
    rates=(0.0, 0.0),
    summable=False,
    divergent=False,
    best="",
)


def fit(k: np.ndarray, z: np.ndarray, *, elapsed: bool = False) -> Fit:
    """The admissible limits of y = e^z at abscissae k, or Σt if `elapsed`, both (N,), N >= 8."""
    design = families(k, elapsed)
    z = z - z[-1]
    count = len(z)
    pure = _Pure.of(design, z)
    y = np.exp(z)
    least_pure = float(np.min(pure.squares, where=pure.zero, initial=np.inf))
    limits, squares = _positive(design, y, refine=least_pure > count * EXACT**2)
    best = min(least_pure, float(squares.min()))
    if not np.isfinite(best):
        return NOTHING
    residual = np.sqrt(max(best, 0.0) / count)
    tolerance = _tolerance(residual, count)
    zero = pure.zero & (pure.squares <= tolerance)
    admissible = limits[squares <= tolerance]
    low = 0.0 if zero.any() else float(admissible.min(initial=np.inf))
    rates = pure.slope[zero]
    return Fit(
        residual=float(residual),
        zero=bool(zero.any()),
        low=low,
        high=float(admissible.max(initial=0.0)),
        rates=(float(rates.min()), float(rates.max())) if len(rates) else (0.0, 0.0),
        summable=bool(zero.any() and pure.summable[zero].all()),
        divergent=bool(not (zero & ~pure.divergent).any()),
        best=design.names[int(np.argmin(np.where(pure.zero, pure.squares, np.inf)))],
    )


def _tolerance(residual: float, count: int) -> float:
    """The greatest residual sum of squares that is admissible."""
    exact = max(EXACT, RIVAL * min(residual, 1e-3))
    return max(count * exact**2, count * residual**2 * (1 + CHANCE / count))


@dataclass(frozen=True)
class _Pure:
    """The fits of the models without a positive limit, (P,) each."""

    squares: np.ndarray
    zero: np.ndarray  # whether the model tends to 0
    slope: np.ndarray
    summable: np.ndarray
    divergent: np.ndarray

    @classmethod
    def of(cls, design: Families, z: np.ndarray) -> _Pure:
        projections = (design.pure.reshape(-1, len(z)) @ z).reshape(design.decay.shape)  # (P, m)
        squares = np.maximum(z @ z - np.sum(projections**2, axis=1), 0.0)
        lead = np.sum(design.decay * projections, axis=1)
        second = np.sum(design.second * projections, axis=1)
        slope = np.sum(design.slope * projections, axis=1)
        zero = (slope > 0) & (
            (lead > design.negligible)
            | ((lead > -design.negligible) & (second > design.second_negligible))
        )
        summable = (lead >= design.summable) & (lead > design.negligible)
        summable |= (np.abs(lead) < LEAST_POWER) & (second >= design.second_summable)
        divergent = (lead < design.divergent) & ((lead > design.negligible) | (second < DIVERGENT))
        return cls(squares, zero, slope, summable, divergent)


def _positive(design: Families, y: np.ndarray, *, refine: bool) -> tuple[np.ndarray, np.ndarray]:
    """Limits c > 0 and the least residual sum of squares, relative to y, that each leaves.

    y = c + φ, and y² = c² + φ²: the parts of a gradient in different directions add in squares. In
    the second case the share c²/y² stands for the limit: it says how much of y will not go away.
    `refine` looks closer about the best limit.
    """
    levels = LEVELS * y.min()
    coarse = _squares(design, y, levels).min(axis=1)
    shares = SHARES * y.min() ** 2
    both = _squares(design, y**2, shares, pairs=False).min(axis=1) / 4
    limits, squares = [levels, SHARES * y.min()], [coarse, both]
    if refine:
        fine = _refined(levels, int(np.argmin(coarse)))
        limits.append(fine)
        squares.append(_squares(design, y, fine).min(axis=1))
    return np.concatenate(limits), np.concatenate(squares)


def _refined(levels: np.ndarray, at: int) -> np.ndarray:
    below = levels[at - 1] if at else 0.0
    above = levels[at + 1] if at + 1 < len(levels) else levels[at] + (levels[at] - below) / 2
    half = min(levels[at] - below, above - levels[at])
    return np.asarray(levels[at] + half * FINE)


def _squares(
    design: Families, y: np.ndarray, levels: np.ndarray, *, pairs: bool = True
) -> np.ndarray:
    """Residual sums of squares of y, relative to y, for limits c, (C,): (C, S + Q)."""
    gap = y - levels[:, None]  # (C, N)
    z = np.log(gap)
    w = (gap / y) ** 2
    weight = w.sum(axis=1, keepdims=True)
    z = z - (w * z).sum(axis=1, keepdims=True) / weight
    wz = w * z
    total = (wz * z).sum(axis=1, keepdims=True)
    wu = w @ design.functions.T / weight  # (C, U) weighted means
    cross = wz @ design.functions.T  # (C, U), already centred in z
    moment = (w @ design.products.T) - wu[:, design.left] * wu[:, design.right] * weight
    s = design.own  # the products that are squares of the single functions
    single = _gain(cross[:, design.single], moment[:, s])
    if not pairs:
        return np.asarray(total - single)
    pair = _pair_gain(design, cross, moment)
    return np.asarray(total - np.concatenate([single, pair], axis=1))


def _gain(cross: np.ndarray, moment: np.ndarray) -> np.ndarray:
    """What a decaying function takes off the sum of squares; −∞ where it would have to grow."""
    return np.where(cross < 0, cross**2 / moment, -np.inf)


def _pair_gain(design: Families, cross: np.ndarray, moment: np.ndarray) -> np.ndarray:
    a, b = cross[:, design.pair[:, 0]], cross[:, design.pair[:, 1]]
    aa, ab, bb = (moment[:, design.pair_products[:, i]] for i in range(3))
    determinant = aa * bb - ab**2
    first = (bb * a - ab * b) / determinant
    second = (aa * b - ab * a) / determinant
    falls = (first < 0) & (first * design.pair_ends[:, 0] + second * design.pair_ends[:, 1] < 0)
    return np.where(falls, first * a + second * b, -np.inf)
