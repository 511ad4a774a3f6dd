"""Runs that converge, fast, slowly, late, or later than the record."""

from __future__ import annotations

import math

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import (
    Function,
    bell,
    factors,
    flat,
    huber,
    power,
    quadratic,
    saddle,
    tilted,
)
from corpus.kinds.kind import SLOWLY, TO_A_MINIMIZER, Draw, record
from corpus.kinds.running import descend


def _gd(f: Function, start: object, step: np.ndarray, letters: str, momentum: object = 0.0) -> Case:
    x = descend(f, start, step, momentum=momentum)  # type: ignore[arg-type]
    return record(f, x, letters, step=step)


def gd_linear(d: Draw) -> Case:
    """Constant t on a quadratic: linear; λ₃Σt > 6."""
    step = d.between(0.1, 0.9) + 0 * d.k(d.rows(300, 5000))
    return _gd(quadratic([1, 0.5, 0.2]), d.start(3), step, TO_A_MINIMIZER)


def gd_ill_conditioned(d: Draw) -> Case:
    """Condition 10 … 10⁴, constant t: linear; open unless λₙΣt > 4."""
    rows, low, t = d.rows(500, 8000), d.spread(1e-4, 0.1), d.between(0.5, 1.5)
    letters = TO_A_MINIMIZER if t * low * rows > 4 else SLOWLY
    f = quadratic([1, math.sqrt(low), low])
    return _gd(f, d.start(3), t + 0 * d.k(rows), letters)


def gd_warmed_up(d: Draw) -> Case:
    """t rises for a fifth of the record, then is constant."""
    rows = d.rows(500, 5000)
    step = d.between(0.3, 0.9) * np.minimum(d.k(rows) / (0.2 * rows), 1)
    return _gd(quadratic([1, 0.4]), d.start(2), step, TO_A_MINIMIZER)


def gd_on_a_quartic(d: Draw) -> Case:
    """x⁴/4, constant t: x ~ (2tk)^(−½), and 2tk·x₁² > 5 at the end."""
    step = d.between(0.02, 0.1) + 0 * d.k(d.rows(2000, 9000))
    return _gd(power(4), d.start(1, 0.5, 2), step, TO_A_MINIMIZER)


def gd_on_a_tenth_power(d: Draw) -> Case:
    """x¹⁰/10, constant t: x ~ (8tk)^(−⅛)."""
    step = d.between(0.02, 0.2) + 0 * d.k(d.rows(2000, 9000))
    return _gd(power(10), d.start(1, 0.9, 1.1), step, TO_A_MINIMIZER)


def gd_on_a_flat_minimum(d: Draw) -> Case:
    """exp(−1/x²), constant t: ‖∇f‖ ~ 1/k, x ~ (log k)^(−½), which no record shows."""
    step = d.between(0.1, 0.5) + 0 * d.k(d.rows(1000, 9000))
    return _gd(flat(), d.start(1, 0.4, 0.9), step, "TTTTttt")


def gd_cut_early(d: Draw) -> Case:
    """λΣt in 0.003 … 0.3 at the end."""
    rows = d.rows(300, 5000)
    return _gd(quadratic(1.0), d.start(1), d.spread(0.003, 0.3) / rows + 0 * d.k(rows), SLOWLY)


def gd_one_mode_behind(d: Draw) -> Case:
    """A mode with λΣt < ½, small at first, holds ‖∇f‖ up once the others are gone."""
    rows = d.rows(1000, 8000)
    low = d.between(0.05, 0.5) / rows
    f, start = quadratic([1, low]), np.array([d.between(1, 2), d.between(1, 2)])
    return _gd(f, start, d.between(0.5, 0.9) + 0 * d.k(rows), SLOWLY)


def gd_harmonic(d: Draw) -> Case:
    """t = c/k: x ~ k^(−c), c ≥ 0.4."""
    step = d.between(0.4, 1.9) / (d.k(d.rows(1000, 9000)) + 1)
    return _gd(quadratic(1.0), d.start(1), step, TO_A_MINIMIZER)


def gd_harmonic_with_a_tiny_factor(d: Draw) -> Case:
    """t = c/k, c in 0.005 … 0.05: x ~ k^(−c), which no record shows."""
    step = d.between(0.005, 0.05) / d.k(d.rows(1000, 9000))
    return _gd(quadratic(1.0), d.start(1), step, SLOWLY)


def gd_k_log_k(d: Draw) -> Case:
    """t = c/(k log k): x ~ (log k)^(−c), which no record shows."""
    k = d.k(d.rows(1000, 9000)) + 2
    return _gd(quadratic(1.0), d.start(1), d.between(0.3, 1) / (k * np.log(k)), SLOWLY)


def gd_root_steps(d: Draw) -> Case:
    """t = ck^(−p), p in 0.3 … 0.7: a stretched exponential; λ₂Σt > 4."""
    step = d.between(0.4, 0.9) * d.k(d.rows(2000, 9000)) ** -d.between(0.3, 0.6)
    return _gd(quadratic([1, 0.4]), d.start(2), step, TO_A_MINIMIZER)


def gd_halved_in_doubling_epochs(d: Draw) -> Case:
    """t halved at k = 2^j, which is c/k up to a factor 2."""
    k = d.k(d.rows(2000, 9000))
    step = d.between(0.5, 0.9) * 0.5 ** np.floor(np.log2(k))
    return _gd(quadratic(1.0), d.start(1), step, TO_A_MINIMIZER)


def huber_on_its_slope(d: Draw) -> Case:
    """‖∇f‖ = 1 along the whole record; the bowl is reached later."""
    rows, t = d.rows(300, 5000), d.between(0.01, 0.5)
    return _gd(huber(), [t * rows * d.between(1.1, 3) + 2], t + 0 * d.k(rows), SLOWLY)


def huber_in_its_bowl(d: Draw) -> Case:
    """‖∇f‖ = 1 for up to 0.7 of the record, then linear, with tK ≥ 60."""
    rows = d.rows(1000, 5000)
    t = d.between(60, 200) / rows
    return _gd(huber(), [t * rows * d.between(0.2, 0.7)], t + 0 * d.k(rows), TO_A_MINIMIZER)


def bell_from_its_plateau(d: Draw) -> Case:
    """1 − e^(−x²/2) at |x| ≈ 6: the drop comes at e^(x²/2)/(tx²), long after the record."""
    step = d.between(0.05, 0.5) + 0 * d.k(d.rows(300, 5000))
    return _gd(bell(), d.start(1, 5.5, 6.5), step, SLOWLY)


def bell_dropping(d: Draw) -> Case:
    """The same from where the drop comes within a third of the record, and tK/3 > 50 after it."""
    rows, t = d.rows(1000, 8000), d.between(0.15, 0.5)
    start = math.sqrt(2 * math.log(8 * t * rows / 3))
    return _gd(bell(), [start], t + 0 * d.k(rows), TO_A_MINIMIZER)


def factors_from_near_zero(d: Draw) -> Case:
    """½(uv − 2)² + ½(wz − ½)² from 10⁻⁵: two plateaus one after the other, then linear."""
    rows = d.rows(2000, 8000)
    t = min(80 / rows, 0.3) * d.between(0.8, 1.2)
    start = 1e-5 * (1 + d.rng.uniform(0, 0.1, 4))
    return _gd(factors(2.0, 0.5), start, t + 0 * d.k(rows), TO_A_MINIMIZER)


def factors_cut_at_a_plateau(d: Draw) -> Case:
    """½(uv − 2)² + ½(wz − 0.1)²: the second leaves 0 after log(10⁵)/(0.1t) > 1.5K."""
    rows = d.rows(2000, 8000)
    t = math.log(1e5) / 0.1 / (d.between(1.5, 2.5) * rows)
    start = 1e-5 * (1 + d.rng.uniform(0, 0.1, 4))
    return _gd(factors(2.0, 0.1), start, t + 0 * d.k(rows), SLOWLY)


def saddle_node(d: Draw) -> Case:
    """1 − cos x − x: x → π/2 from below, like 2/(tk)."""
    step = d.between(0.1, 0.9) + 0 * d.k(d.rows(1000, 9000))
    return _gd(tilted(1.0), [d.between(-2, 1)], step, TO_A_MINIMIZER)


def _past_a_saddle(d: Draw, low: float, high: float, letters: str) -> Case:
    """1 + cos x + ½y²: x reaches 1 at about k = qK, q between `low` and `high`, and then π."""
    rows, share = d.rows(1000, 8000), d.between(low, high)
    t = min(d.between(0.01, 0.2), math.expm1(600 / (share * rows)))  # e^(−600) is still a double
    beside = math.exp(-share * rows * math.log1p(t))
    return _gd(saddle(), [beside, d.between(0.5, 2)], t + 0 * d.k(rows), letters)


def saddle_escaped(d: Draw) -> Case:
    """Past a saddle at 0.2 to 0.5 of the record; tK/2 > 5 after it."""
    return _past_a_saddle(d, 0.2, 0.5, TO_A_MINIMIZER)


def saddle_at_the_end(d: Draw) -> Case:
    """The record ends while x leaves the saddle."""
    return _past_a_saddle(d, 0.95, 1.02, SLOWLY)


def saddle_left_later(d: Draw) -> Case:
    """The record ends at the saddle, which x leaves at 1.1 to 2 times its length."""
    return _past_a_saddle(d, 1.1, 2, SLOWLY)


def saddle_that_attracts_usam(d: Draw) -> Case:
    """USAM at (y² − x²)/2 with ρ > 1: 1 + t(1 − ρ) and 1 − t(1 + ρ) are below 1 in size."""
    k = d.k(d.rows(400, 6000))
    f, step, radius = quadratic([-1.0, 1.0]), d.between(0.1, 0.4) + 0 * k, d.between(1.3, 3) + 0 * k
    x = descend(f, d.start(2), step, method="usam", radius=radius)
    return record(f, x, TO_A_MINIMIZER, step=step, radius=radius)


def at_a_stationary_point(d: Draw) -> Case:
    """From a saddle exactly: ∇f = 0, and GD stays."""
    step = d.between(0.1, 0.9) + 0 * d.k(d.rows(300, 3000))
    return _gd(saddle(), [0.0, 0.0], step, TO_A_MINIMIZER)


def far_from_zero(d: Draw) -> Case:
    """A minimizer near 10⁶ is not a double, and λx − b rounds: it rests at the floor of doubles."""
    lam, k = np.array([1, 0.37]), d.k(d.rows(300, 5000))
    b = lam * d.spread(1e5, 1e7) * np.array([1, 0.7])
    f = Function(lambda x: ((lam * x / 2 - b) * x).sum(-1), lambda x: lam * x - b)
    return _gd(f, b / lam + d.start(2), d.between(0.15, 0.9) + 0 * k, TO_A_MINIMIZER)


def in_single_precision(d: Draw) -> Case:
    """GD computed in float32 about 100 … 10⁴: it rests at the floor of that precision."""
    lam, k = np.array([1, 0.37], np.float32), d.k(d.rows(300, 5000))
    center = (d.spread(1e2, 1e4) * np.array([1, 0.7])).astype(np.float32)
    f = quadratic(lam, center)
    x, t = (center + d.start(2)).astype(np.float32), np.float32(d.between(0.15, 0.9))
    points = np.empty((len(k), 2), np.float32)
    for i in range(len(k)):
        points[i] = x
        x = x - t * (lam * x - lam * center)
    norm = np.linalg.norm(lam * points - lam * center, axis=-1)
    return Case(
        kind="",
        labels=record(f, points[:1], TO_A_MINIMIZER).labels,
        letters=TO_A_MINIMIZER,
        gradient_norm=norm.astype(float),
        value=f.value(points.astype(float)).astype(np.float32).astype(float),
        iterate=points.astype(float),
        step=np.full(len(k), float(t)),
    )
