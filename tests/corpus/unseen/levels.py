"""Columns as formulas: floors, slow powers, noise with memory, spikes. Only ‖∇f‖, unless said."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.kind import SHORT, Draw
from corpus.unseen.tools import ar, long_memory, made, shown

FALLS, STAYS = "TTT----", "F-F-F--"


def _noisy(draw: Draw, k: np.ndarray, most: float = 0.3) -> np.ndarray:
    """1 + noise, of 0 to 30 per cent, uniform or clipped normal."""
    size, normal = draw.between(0, most), draw.rng.random() < 0.5
    z = draw.rng.standard_normal(len(k))
    u = np.clip(z / 2, -1.2, 1.2) if normal else np.tanh(z)
    return 1 + size * u


def power_over_a_floor(draw: Draw) -> Case:
    """c + Ak^(−p), c 5 to 50 per cent of the last value, with noise: the limit is c."""
    rows, p, share = draw.rows(1000, 20000), draw.between(0.3, 1), draw.between(0.05, 0.5)
    k, step = draw.k(rows), draw.spread(0.01, 1)
    g = share + (1 - share) * (k / rows) ** -p
    return made(STAYS.lower(), g * _noisy(draw, k), step=np.full(len(k), step))


def power_without_a_floor(draw: Draw) -> Case:
    """Ak^(−p), p in 0.4 … 1.2, with noise up to 30 per cent."""
    rows, p = draw.rows(1000, 20000), draw.between(0.4, 1.2)
    k, step = draw.k(rows), draw.spread(0.01, 1)
    return made(FALLS, k**-p * _noisy(draw, k), step=np.full(len(k), step))


def floor_reached(draw: Draw) -> Case:
    """c + Ak^(−p) whose transient is 2 per cent of c or less at the end, noise up to 30 %."""
    rows, p, left = draw.rows(1000, 20000), draw.between(0.5, 1.5), draw.spread(1e-4, 0.02)
    k, step = draw.k(rows), draw.spread(0.01, 1)
    g = 1 + left * (k / rows) ** -p
    return made(STAYS, draw.spread(1e-3, 10) * g * _noisy(draw, k), step=np.full(len(k), step))


def slow_power(draw: Draw) -> Case:
    """k^(−p), p below 0.06: tends to 0; it falls by a tenth or two per decade."""
    rows, p = draw.rows(500, 20000), draw.spread(0.005, 0.06)
    k, step = draw.k(rows), draw.spread(0.01, 1)
    return made(FALLS.lower(), k**-p * _noisy(draw, k, 0.1), step=np.full(len(k), step))


def power_of_the_logarithm(draw: Draw) -> Case:
    """log(k + 2)^(−q), with noise: tends to 0, not shown."""
    rows, q = draw.rows(500, 20000), draw.between(0.5, 1.5)
    k, step = draw.k(rows), draw.spread(0.01, 1)
    return made(
        FALLS.lower(), np.log(k + 2) ** -q * _noisy(draw, k, 0.1), step=np.full(len(k), step)
    )


def autoregressive_fall(draw: Draw) -> Case:
    """k^(−p) exp(AR(1)), p in 0.5 … 1.2."""
    rows, p, phi = draw.rows(2000, 20000), draw.between(0.5, 1.2), 1 - draw.spread(0.02, 0.5)
    k, size = draw.k(rows), draw.between(0.05, 0.4)
    return made(FALLS, k**-p * np.exp(size * ar(draw, k, phi)), step=np.full(len(k), 0.1))


def autoregressive_floor(draw: Draw) -> Case:
    """(1 + k^(−p)) exp(AR(1)) with bounded excursions: the floor is reached."""
    rows, p, phi = draw.rows(2000, 20000), draw.between(0.6, 1.2), 1 - draw.spread(0.02, 0.5)
    k, size = draw.k(rows), draw.between(0.05, 0.3)
    g = (1 + k**-p) * np.exp(size * np.tanh(ar(draw, k, phi)))
    return made(STAYS, g, step=np.full(len(k), 0.1))


def long_memory_fall(draw: Draw) -> Case:
    """k^(−p) exp(1/f noise), p in 0.6 … 1.2."""
    rows, p = draw.rows(3000, 20000), draw.between(0.6, 1.2)
    k, size = draw.k(rows), draw.between(0.05, 0.3)
    return made(FALLS, k**-p * np.exp(size * long_memory(draw, k)), step=np.full(len(k), 0.1))


def long_memory_floor(draw: Draw) -> Case:
    """(1 + k^(−p)) exp(1/f noise), bounded: the floor is reached, it wanders about it slowly."""
    rows, p = draw.rows(3000, 20000), draw.between(0.6, 1.2)
    k, size = draw.k(rows), draw.between(0.05, 0.3)
    g = (1 + k**-p) * np.exp(size * np.tanh(long_memory(draw, k)))
    return made(STAYS, g, step=np.full(len(k), 0.1))


def stretched_exponential(draw: Draw) -> Case:
    """exp(−ck^b), b in 0.2 … 0.7, with noise: tends to 0 faster than any power."""
    rows, b = draw.rows(500, 20000), draw.between(0.2, 0.7)
    k, folds = draw.k(rows), draw.between(5, 30)
    return made(
        FALLS, np.exp(-folds * (k / rows) ** b) * _noisy(draw, k), step=np.full(len(k), 0.1)
    )


def spikes_at_powers_of_two(draw: Draw) -> Case:
    """k^(−p) but for spikes to a constant at k = ⌊2^j s⌋, for ever: liminf 0, no limit."""
    rows, p, s = draw.rows(2000, 20000), draw.between(0.5, 1), draw.between(1, 2)
    k = draw.k(rows)
    at = (s * 2.0 ** np.arange(40)).astype(int)
    spike = np.isin(k, at)
    g = np.where(spike, draw.between(0.5, 2), k**-p) * _noisy(draw, k)
    late = at[at <= rows][-1] > rows / 2
    return made("T-F-F--" if late else "T-f-f--", g, step=np.full(len(k), 0.1))


def spikes_ever_rarer(draw: Draw) -> Case:
    """The same with spikes at 10^(2^j) and such: no record shows whether they go on."""
    rows, p = draw.rows(2000, 20000), draw.between(0.5, 1)
    k = draw.k(rows)
    at = (draw.between(2, 4) ** (2.0 ** np.arange(6))).astype(int)
    g = np.where(np.isin(k, at), draw.between(0.5, 2), k**-p) * _noisy(draw, k)
    return made("T-f-f--", g, step=np.full(len(k), 0.1))


def short_of_a_slope(draw: Draw) -> Case:
    """f = cx + ½x², x = k^(−q): x → 0, where f' = c; c is a share of the last ‖∇f‖."""
    rows, q, share = draw.rows(500, 20000), draw.between(0.3, 1.2), draw.between(0.2, 1)
    k = draw.k(rows)
    x = k**-q
    c = share / max(1 - share, 2e-3) * rows**-q
    t = np.full(len(k), draw.spread(0.01, 1))
    return made(
        shown(SHORT, share > 0.95), c + x, value=c * x + x * x / 2, iterate=x[:, None], step=t
    )


def log_periodic_fall(draw: Draw) -> Case:
    """k^(−p)(1 + ½ sin(w log k)): tends to 0 in waves."""
    rows, p, w = draw.rows(1000, 20000), draw.between(0.5, 1.2), draw.between(2, 8)
    k, phase = draw.k(rows), draw.between(0, 6)
    g = k**-p * (1 + 0.5 * np.sin(w * np.log(k) + phase)) * _noisy(draw, k, 0.1)
    return made(FALLS, g, step=np.full(len(k), 0.1))


def rises_to_a_level(draw: Draw) -> Case:
    """1 − ak^(−p): grows to a level."""
    rows, p = draw.rows(500, 20000), draw.between(0.4, 1.5)
    k, a = draw.k(rows), draw.between(0.5, 0.95)
    return made(
        STAYS, draw.spread(1e-3, 10) * (1 - a * k**-p) * _noisy(draw, k), step=np.full(len(k), 0.1)
    )


def periodic_for_ever(draw: Draw) -> Case:
    """1 + b sin(wk), b < 1: a level that swings."""
    rows, w, b = draw.rows(500, 20000), draw.between(0.01, 3), draw.between(0.1, 0.9)
    k = draw.k(rows)
    return made(STAYS, draw.spread(1e-3, 10) * (1 + b * np.sin(w * k)), step=np.full(len(k), 0.1))
