"""Sums of losses on boxes that cover the whole space: ranges of their values and derivatives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

ROUNDING = 1e-10  # above what sums over a few dozen products of size 10 or less may lose
HUGE = 1e9  # beyond, a matrix is not told from an infinite one
CHUNK = 50_000  # boxes at a time
Range = tuple[np.ndarray, np.ndarray]  # lower and upper ends
Curve = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Shape:
    """A function of one residual for each row, monotone between the points of `turns`.

    `at` maps (..., m) to (..., m) and is right at ±∞ too, up to `ROUNDING`.
    """

    at: Curve
    turns: np.ndarray  # (P, m) or (P, 1)

    def over(self, low: np.ndarray, high: np.ndarray) -> Range:
        """Its range over [low, high], (B, m) each."""
        ends = self.at(low), self.at(high)
        least, most = np.minimum(*ends), np.maximum(*ends)
        for turn in self.turns:
            inside = (low <= turn) & (turn <= high)
            peak = self.at(np.broadcast_to(turn, low.shape))
            least = np.where(inside, np.minimum(least, peak), least)
            most = np.where(inside, np.maximum(most, peak), most)
        return least - ROUNDING, most + ROUNDING


@dataclass(frozen=True)
class Hull:
    """Every function between two shapes."""

    first: Shape
    second: Shape

    def over(self, low: np.ndarray, high: np.ndarray) -> Range:
        """Their common range."""
        (a, b), (c, d) = self.first.over(low, high), self.second.over(low, high)
        return np.minimum(a, c), np.maximum(b, d)


@dataclass(frozen=True, kw_only=True)
class Losses:
    """f(w) = c Σᵢ ℓ(rᵢ) + λ‖w‖²/2, r = Aw − y; boxes are of (z, v), w = reach · v/z, 0 ≤ z ≤ 1."""

    rows: np.ndarray  # A, (m, n)
    offsets: np.ndarray  # y, (m,)
    bend: Shape | Hull  # ℓ″
    slope: Shape | Hull | None = None  # ℓ′
    pull: Shape | Hull | None = None  # ℓ′(r)(r + y), whose sum is ⟨∇f, w⟩ where λ = 0
    level: Shape | None = None  # ℓ
    weight: float = 1.0  # c
    ridge: float = 0.0  # λ
    reach: float = 8.0

    def points(self, low: np.ndarray, high: np.ndarray) -> Range:
        """Ranges of w, (B, n)."""
        return _quotients(self.reach * low[:, 1:], self.reach * high[:, 1:], low, high)

    def residuals(self, low: np.ndarray, high: np.ndarray) -> Range:
        """Ranges of r, (B, m)."""
        up, down = np.maximum(self.rows, 0).T, np.minimum(self.rows, 0).T
        least = self.reach * (low[:, 1:] @ up + high[:, 1:] @ down) - ROUNDING
        most = self.reach * (high[:, 1:] @ up + low[:, 1:] @ down) + ROUNDING
        a, b = _quotients(least, most, low, high)
        return a - self.offsets, b - self.offsets

    def hessians(self, low: np.ndarray, high: np.ndarray) -> Range:
        """Matrices below and above ∇²f, (B, n, n): AᵀDA is monotone in D."""
        eye = np.eye(self.rows.shape[1])
        below, above = (
            self.weight * np.einsum("mi,bm,mj->bij", self.rows, np.clip(d, -HUGE, HUGE), self.rows)
            + self.ridge * eye
            for d in self.bend.over(*self.residuals(low, high))
        )
        return below, above

    def steep_below(self, limit: float) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
        """Whether ‖∇²f‖ ≤ limit on each box, for bounded ℓ″."""

        def settled(low: np.ndarray, high: np.ndarray) -> np.ndarray:
            below, above = self.hessians(low, high)
            least, most = np.linalg.eigvalsh(below)[:, 0], np.linalg.eigvalsh(above)[:, -1]
            return np.maximum(most, -least) <= limit - ROUNDING

        return settled

    def regular(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Whether on each box ∇f ≠ 0 everywhere, or det ∇²f ≠ 0 everywhere."""
        below, above = self.hessians(low, high)
        middle = np.linalg.eigvalsh((below + above) / 2)
        radius = np.linalg.eigvalsh((above - below) / 2)[:, -1]
        nonsingular = (np.min(np.abs(middle), axis=-1) > radius + ROUNDING) & (radius < HUGE / 1e3)
        return nonsingular | self._sloping(low, high)

    def _sloping(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Whether a component of ∇f, or ⟨∇f, w⟩, has a sign on each box."""
        assert self.slope is not None
        residuals, (least_w, most_w) = self.residuals(low, high), self.points(low, high)
        up, down = np.maximum(self.rows, 0), np.minimum(self.rows, 0)
        least, most = (np.clip(s, -HUGE, HUGE) for s in self.slope.over(*residuals))
        below = self.weight * (least @ up + most @ down)
        above = self.weight * (most @ up + least @ down)
        if self.ridge:
            below, above = below + self.ridge * least_w, above + self.ridge * most_w
        usable = np.all((np.abs(least) < HUGE) & (np.abs(most) < HUGE), axis=-1)
        sloping = np.any((below > ROUNDING) | (above < -ROUNDING), axis=-1) & usable
        if self.pull is None:
            return sloping
        return sloping | (np.sum(self.pull.over(*residuals)[0], axis=-1) > ROUNDING)

    def least_near(
        self, centre: np.ndarray, radius: float, value: float
    ) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
        """Whether each box lies within `radius` of the centre, by coordinates, or f > value."""
        assert self.level is not None
        level = self.level

        def settled(low: np.ndarray, high: np.ndarray) -> np.ndarray:
            least, most = self.points(low, high)
            smallest = np.maximum(np.maximum(least, -most), 0.0)
            f = self.weight * np.sum(level.over(*self.residuals(low, high))[0], axis=-1)
            f = f + self.ridge / 2 * np.sum(smallest**2, axis=-1)
            near = np.all((least >= centre - radius) & (most <= centre + radius), axis=-1)
            return near | (f > value + ROUNDING)

        return settled

    def modulus(self, centre: np.ndarray, radius: float) -> float:
        """A μ with ∇²f ⪰ μI within `radius` of the centre, by coordinates."""
        ends = ((centre + sign * radius) / self.reach for sign in (-1, 1))
        low, high = (np.r_[1.0, end][None] for end in ends)
        return float(np.linalg.eigvalsh(self.hessians(low, high)[0])[0, 0])


def _quotients(least: np.ndarray, most: np.ndarray, low: np.ndarray, high: np.ndarray) -> Range:
    """Ranges of numbers in [least, most] divided by z, the first coordinate of the boxes."""
    near, far = low[:, :1], high[:, :1]
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.where(least >= 0, least / far, np.where(near > 0, least / near, -np.inf))
        b = np.where(most <= 0, most / far, np.where(near > 0, most / near, np.inf))
    return a - 1e-15 * np.abs(a), b + 1e-15 * np.abs(b)


def faces(n: int) -> Range:
    """Boxes of (z, v) that cover ℝⁿ, infinity included: z = 1, |vᵢ| ≤ 1; vᵢ = ±1, 0 ≤ z ≤ 1."""
    low, high = [np.r_[1.0, -np.ones(n)]], [np.ones(n + 1)]
    for i in range(1, n + 1):
        for sign in (-1.0, 1.0):
            a, b = np.r_[0.0, -np.ones(n)], np.ones(n + 1)
            a[i] = b[i] = sign
            low.append(a)
            high.append(b)
    return np.array(low), np.array(high)


def split_until(
    settled: Callable[[np.ndarray, np.ndarray], np.ndarray], boxes: Range, most: int
) -> int:
    """Halve boxes, (B, n), along their longest sides until each is settled: how many it took.

    Raises AssertionError if `most` were not enough.
    """
    stack, used = [boxes], 0
    while stack:
        low, high = stack.pop()
        if len(low) > CHUNK:
            stack.append((low[CHUNK:], high[CHUNK:]))
            low, high = low[:CHUNK], high[:CHUNK]
        used += len(low)
        assert used <= most, f"{used} boxes; open is {low[0]} … {high[0]}"
        open_ = ~settled(low, high)
        if np.any(open_):
            stack.append(_halves(low[open_], high[open_]))
    return used


def _halves(low: np.ndarray, high: np.ndarray) -> Range:
    at = np.arange(len(low)), np.argmax(high - low, axis=-1)
    middle = low[at] + (high - low)[at] / 2
    lower, upper = low.copy(), high.copy()
    lower[at], upper[at] = middle, middle
    return np.concatenate((low, lower)), np.concatenate((upper, high))
