"""Limits that are not stationary: steps that end, and errors that stay."""

from __future__ import annotations

import math

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import linear, quadratic
from corpus.kinds.kind import CYCLE, SHORT, SHORT_UNSEEN, WANDERS, Draw, record, unseen
from corpus.kinds.running import adam, descend


def _stops(d: Draw, step: np.ndarray, rest: float) -> Case:
    """GD on a plane quadratic, `rest` the Σt that is still to come, times λ₁."""
    f = quadratic(np.array([1.0, 0.4]))
    x = descend(f, d.start(2), step)
    return record(f, x, SHORT if rest < 0.4 else SHORT_UNSEEN, step=step)


def gd_summable_powers(d: Draw) -> Case:
    """t = ck^(−p), p > 1: x → x¹∏(1 − tλ), which is not 0."""
    rows, c, p = d.rows(300, 6000), d.between(0.1, 0.9), d.between(1.3, 2)
    return _stops(d, c * d.k(rows) ** -p, c * rows ** (1 - p) / (p - 1))


def gd_geometric_steps(d: Draw) -> Case:
    """t = aq^k is summable, so x stops short; at most e^(−3) of Σt ≤ 2 is to come."""
    rows = d.rows(300, 5000)
    q, total = 1 - d.between(3, 12) / rows, d.between(0.2, 2.0)
    return _stops(d, total * (1 - q) * q ** d.k(rows), total * q**rows)


def gd_k_log_squared(d: Draw) -> Case:
    """t = c/(k log² k) is summable, but so slowly that a record doesn't show it."""
    k = d.k(d.rows(1000, 8000)) + 1
    step = d.between(0.3, 1) / (k * np.log(k) ** 2)
    return _stops(d, step, math.inf)


def never_moves(d: Draw) -> Case:
    """t = 0 for ever."""
    return _stops(d, 0 * d.k(d.rows(300, 3000)), 0.0)


def sgd_summable(d: Draw) -> Case:
    """Σt < ∞, so Σtξ converges, to a point that has a density: it is 0 with probability 0."""
    rows, c, p = d.rows(1000, 8000), d.between(0.2, 0.6), d.between(1.4, 1.9)
    f, k = quadratic(np.ones(3)), d.k(rows)
    start, scale = d.start(3), d.between(0.2, 1)
    x = descend(f, start, c * k**-p, error=scale * d.noise(k, 3))
    rest = c * rows ** (1 - p) / (p - 1)
    return record(f, x, SHORT if rest < 0.3 else SHORT_UNSEEN, step=c * k**-p)


def adam_summable(d: Draw) -> Case:
    """Adam moves by at most t a step and coordinate, and Σt < 0.8 is less than the way to 0."""
    f = quadratic(d.between(0.5, 1.5) * np.array([1, 0.3]))
    step = d.between(0.1, 0.3) * d.k(d.rows(1000, 8000)) ** -1.5
    return record(f, adam(f, d.start(2, 1.5), step), SHORT, step=step)


def linear_summable(d: Draw) -> Case:
    """⟨v, x⟩ with Σt < ∞: x converges, and no point is stationary."""
    f, p = linear(d.between(0.1, 1) * np.array([0.6, 0.8])), d.between(1.3, 2)
    step = d.between(0.1, 0.9) * d.k(d.rows(1000, 8000)) ** -p
    return record(f, descend(f, d.start(2), step), SHORT, step=step)


def _constant_error(
    d: Draw, step: np.ndarray, rho: float, rows: int, seen: str = SHORT, *, above: float = 0.0
) -> Case:
    """K24, Example 3.4 with λ = 1: x − ρ is multiplied by 1 − t; `seen` where it is below ρ/2."""
    f = quadratic(1.0)
    start = rho + (above or d.between(1.2, 3) - rho)
    x = descend(f, [start], step, method="igd", radius=np.full(len(step), rho))
    left = abs(np.prod(1 - step[:rows])) * (start - rho)
    letters = seen if left < rho / 2 else unseen(seen)
    return record(f, x, letters, step=step, radius=np.full(len(step), rho))


def constant_error_powers(d: Draw) -> Case:
    """t = ck^(−p), p < 1: x → ρ, a stretched exponential."""
    rows, rho = d.rows(300, 6000), d.between(0.1, 1)
    step = d.between(0.3, 0.9) * d.k(rows) ** -d.between(0.2, 0.7)
    return _constant_error(d, step, rho, rows)


def constant_error_harmonic(d: Draw) -> Case:
    """t = c/k: x − ρ ~ k^(−c), open while it is above ρ/2."""
    rows, rho = d.rows(1000, 8000), d.between(0.1, 1)
    return _constant_error(d, d.between(0.2, 0.6) / d.k(rows), rho, rows)


def constant_error_hidden(d: Draw) -> Case:
    """t = c/k, and ρ is a tenth to half of x − ρ at the end: a floor behind a power law."""
    rows, a = d.rows(1000, 8000), d.between(0.3, 0.9)
    step = a / d.k(rows)
    rho = d.between(0.1, 0.5) * float(np.prod(1 - step[:rows]))
    return _constant_error(d, step, rho, rows, above=1.0)


def constant_error_constant_steps(d: Draw) -> Case:
    """Constant t: x → ρ at a linear rate, ρ from 10⁻⁶ on."""
    rows, rho = d.rows(300, 5000), d.spread(1e-6, 1)
    return _constant_error(d, d.spread(0.02, 0.9) + 0 * d.k(rows), rho, rows)


def constant_error_alternating(d: Draw) -> Case:
    """1 − t in (−0.98, −0.8): x alternates about ρ from within ρ/2 and converges to it."""
    rows, rho = d.rows(500, 5000), d.between(0.5, 1)
    step = 1 + d.between(0.8, 0.98) + 0 * d.k(rows)
    return _constant_error(d, step, rho, rows, above=rho * d.between(0.2, 0.5))


def constant_error_alternating_slowly(d: Draw) -> Case:
    """t = 2 − a/k: x − ρ ~ (−1)^k k^(−a)."""
    rows, rho = d.rows(1000, 8000), d.between(0.5, 1)
    step = 2 - d.between(0.5, 0.9) / d.k(rows)
    return _constant_error(d, step, rho, rows, above=rho * d.between(0.2, 0.5))


def constant_error_stuck_alternating(d: Draw) -> Case:
    """t = 2 − a/k²: |x − ρ| → δ > 0, and f differs at ρ ± δ."""
    rows, rho = d.rows(1000, 6000), d.between(0.5, 1)
    step = 2 - d.between(0.1, 0.5) / d.k(rows) ** 2
    return _constant_error(d, step, rho, rows, WANDERS, above=rho * d.between(0.2, 0.49))


def constant_error_in_the_plane(d: Draw) -> Case:
    """Fixed points are ±ρv₁, which attract, as 1 − tλ₂(1 − λ₂/λ₁) < 1, and ±ρv₂, which repel."""
    rows = d.rows(1000, 6000)
    f = quadratic(np.array([1.0, d.between(0.2, 0.8)]))
    step, radius = d.between(0.1, 0.6) + 0 * d.k(rows), d.between(0.1, 1) + 0 * d.k(rows)
    x = descend(f, d.start(2), step, method="igd", radius=radius)
    return record(f, x, SHORT, step=step, radius=radius)


def at_a_false_fixed_point(d: Draw) -> Case:
    """Example 3.4 from x = ρ, a power of 2: it never moves, with ∇f = ρ."""
    rows, rho = d.rows(300, 3000), 2.0 ** -float(d.rng.integers(0, 6))
    return _constant_error(d, d.between(0.1, 0.9) + 0 * d.k(rows), rho, rows, above=1e-300)


def constant_error_far_away(d: Draw) -> Case:
    """Example 3.4 about 10⁵ … 10⁷: x → x* + ρ up to rounding, which is far below ρ."""
    k, rho = d.k(d.rows(300, 4000)), d.spread(1e-3, 1)
    center = d.spread(1e5, 1e7)
    f, step, radius = quadratic(1.0, center), d.between(0.1, 0.9) + 0 * k, rho + 0 * k
    x = descend(f, [center + d.between(1.2, 3)], step, method="igd", radius=radius)
    return record(f, x, SHORT, step=step, radius=radius)


def constant_error_with_fading_noise(d: Draw) -> Case:
    """x → ρ, under noise of size ρ/20 · k^(−0.6): the limit is that without noise."""
    k, rho = d.k(d.rows(1000, 6000)), d.between(0.3, 1)
    f, step, radius = quadratic(1.0), d.between(0.1, 0.9) + 0 * k, rho + 0 * k
    start = [d.between(1.2, 3)]
    error = rho / 20 * np.clip(d.noise(k, 1), -3, 3) * k[:, None] ** -0.6
    x = descend(f, start, step, method="igd", radius=radius, error=error)
    return record(f, x, SHORT, step=step, radius=radius)


def extragradient_frozen(d: Draw) -> Case:
    """x⁺ = x − t∇f(x − ρ∇f(x)), ρλ₁ = 1: the first coordinate never moves, the second → 0."""
    k = d.k(d.rows(400, 5000))
    f, step, radius = (
        quadratic(np.array([1, d.between(0.2, 0.8)])),
        d.between(0.1, 0.9) + 0 * k,
        1 + 0 * k,
    )
    x = descend(f, d.start(2), step, method="extragradient", radius=radius)
    return record(f, x, SHORT, step=step, radius=radius)


def _cycle_about(d: Draw, fading: np.ndarray, letters: str) -> Case:
    """x⁺ = x − t((x − a) + ρₖ sgn(x − a)), a ≥ ½: |x − a| ≲ ρₖ ≤ 0.2 · t/(2 − t) < a."""
    t, a, rho = d.between(0.2, 0.8), d.between(0.5, 2), d.between(0.05, 0.2)
    f, radius, step = quadratic(1.0), rho * fading, t + 0 * fading
    error = lambda i, x: -a + radius[i] * np.sign(x - a)  # noqa: E731
    return record(f, descend(f, d.start(1), step, error=error), letters, step=step, radius=radius)


def cycle_about_a_bias_fading(d: Draw) -> Case:
    """The cycle's size is k^(−0.3) → 0 about a, where ∇f = a: x → a."""
    return _cycle_about(d, d.k(d.rows(1000, 8000)) ** -0.3, SHORT)


def cycle_about_a_bias_lasting(d: Draw) -> Case:
    """The cycle's size is k^(−0.001): f and x converge, but no record shows it."""
    return _cycle_about(d, d.k(d.rows(1000, 8000)) ** -0.001, "FFFFFtt")


def cycle_about_a_bias_log(d: Draw) -> Case:
    """The cycle's size is 1/log k: f and x converge, but no record shows it."""
    return _cycle_about(d, 1 / np.log(d.k(d.rows(1000, 8000)) + 1), "FFFFFtt")


def alternating_about_a_bias(d: Draw) -> Case:
    """The same with a constant size: x alternates between a ± δ, where f differs."""
    return _cycle_about(d, 1 + 0 * d.k(d.rows(500, 5000)), WANDERS)


def edge_stuck(d: Draw) -> Case:
    """GD with t = (2 − a/k²)/λ: |x| → |x¹|∏(1 − a/k²) > 0, and f converges."""
    k, f = d.k(d.rows(1000, 8000)), quadratic(1.0)
    step = 2 - d.between(0.1, 0.9) / k**2
    return record(f, descend(f, d.start(1), step), CYCLE, step=step)
