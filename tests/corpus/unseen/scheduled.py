"""Step sizes as PyTorch's schedulers give them."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function
from corpus.kinds.kind import RECURS, SHORT, Draw, record
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.running import descend
from corpus.unseen.tools import bowl, iterates, shown, spectrum


def _setting(draw: Draw, low: float = 0.3, high: float = 3.0) -> tuple[int, np.ndarray, Function]:
    n = int(draw.rng.integers(1, 6))
    lam = spectrum(draw, n, low, high)
    return n, lam, bowl(draw, lam)


def _cosine(k: np.ndarray, period: float, top: float, low: float) -> np.ndarray:
    return low + (top - low) * (1 + np.cos(np.pi * np.minimum(k / period, 1))) / 2


def step_lr(draw: Draw) -> Case:
    """StepLR: t·γ every s epochs, for ever: λΣt ≤ 3, so x stops short of x*."""
    rows, gamma, drops = draw.rows(300, 10000), draw.between(0.1, 0.6), draw.between(5, 25)
    n, lam, f = _setting(draw)
    size = rows / drops
    t = draw.between(0.3, 3) / lam[-1] / size * (1 - gamma)
    step = np.minimum(t, 1.9 / lam[-1]) * gamma ** np.floor((draw.k(rows) - 1) / size)
    return record(f, descend(f, draw.start(n), step), shown(SHORT, gamma**drops < 1e-4), step=step)


def exponential_lr(draw: Draw) -> Case:
    """ExponentialLR: Σt < ∞ with λΣt ≤ 3: x stops short of x*."""
    rows, folds = draw.rows(300, 10000), draw.between(4, 25)
    n, lam, f = _setting(draw)
    k = draw.k(rows)
    step = draw.between(0.3, 3) / lam[-1] * folds / rows * np.exp(-folds * k / rows)
    return record(f, descend(f, draw.start(n), step), shown(SHORT, folds > 9), step=step)


def exponential_lr_with_noise(draw: Draw) -> Case:
    """ExponentialLR under lasting noise: Σt < ∞, x converges to a random point."""
    rows, folds = draw.rows(500, 10000), draw.between(5, 20)
    n, lam, f = _setting(draw)
    step = draw.between(0.5, 2) / lam[-1] * folds / rows * np.exp(-folds * draw.k(rows) / rows)
    start, sigma = draw.start(n, 1, 3), draw.between(0.3, 1)
    x = descend(f, start, step, error=sigma * draw.noise(step, n))
    return record(f, x, shown(SHORT, folds > 10), step=step)


def multi_step_lr(draw: Draw) -> Case:
    """MultiStepLR: the step is constant after the last milestone: converges at its rate."""
    rows, gamma = draw.rows(300, 10000), draw.between(0.2, 0.6)
    n, lam, f = _setting(draw)
    k = draw.k(rows)
    marks = np.sort(draw.rng.uniform(0.2, 0.7, 3)) * rows
    step = draw.spread(0.02, 0.8) / lam[-1] * gamma ** (k[:, None] > marks).sum(1)
    after = step[rows - 1] * (rows - marks[-1]) * lam[0]
    return record(f, descend(f, draw.start(n), step), shown(ALL, after > 4), step=step)


def cosine_to_a_floor(draw: Draw) -> Case:
    """CosineAnnealingLR to eta_min > 0 in half the record, constant from there: converges."""
    rows, low = draw.rows(300, 10000), draw.spread(1e-2, 0.3)
    n, lam, f = _setting(draw)
    step = (
        _cosine(draw.k(rows), draw.between(0.3, 0.7) * rows, 1, low)
        * draw.spread(0.05, 1)
        / lam[-1]
    )
    return record(
        f,
        descend(f, draw.start(n), step),
        shown(ALL, step[rows - 1] * 0.3 * rows * lam[0] > 4),
        step=step,
    )


def cosine_to_a_floor_noisy(draw: Draw) -> Case:
    """The same under lasting noise: recurrent at the floor's step."""
    rows, low = draw.rows(2000, 20000), draw.spread(0.03, 0.3)
    n, lam, f = _setting(draw)
    step = (
        _cosine(draw.k(rows), draw.between(0.2, 0.5) * rows, 1, low)
        * draw.spread(0.1, 0.6)
        / lam[-1]
    )
    start, sigma = draw.start(n), draw.between(0.2, 1.5)
    x = descend(f, start, step, error=sigma * draw.noise(step, n))
    return record(f, x, shown(RECURS, step[rows - 1] * 0.5 * rows * lam[0] > 40), step=step)


def cosine_to_zero_in_time(draw: Draw) -> Case:
    """CosineAnnealingLR to 0 at the end, with λminΣt > 40: x is at x*, as far as numbers go."""
    rows = draw.rows(1000, 10000)
    n, lam, f = _setting(draw, 0.5, 2)
    t = draw.between(100, 400) / lam[0] / rows
    step = np.minimum(t, 1 / lam[-1]) * (1 + np.cos(np.pi * np.minimum(draw.k(rows) / rows, 1))) / 2
    seen = step[:rows].sum() * lam[0] > 40
    return record(f, descend(f, draw.start(n), step), ALL if seen else "-------", step=step)


def warm_restarts(draw: Draw) -> Case:
    """CosineAnnealingWarmRestarts, T_mult 1 or 2, eta_min = 0: Σt = ∞, converges."""
    rows, mult = draw.rows(300, 10000), int(draw.rng.integers(1, 3))
    n, lam, f = _setting(draw)
    k, first = draw.k(rows) - 1, draw.between(0.01, 0.1) * rows
    if mult == 1:
        phase = k % first / first
    else:
        cycle = np.floor(np.log2(k / first + 1))
        phase = (k - first * (2**cycle - 1)) / (first * 2**cycle)
    step = draw.spread(0.003, 1) / lam[-1] * (1 + np.cos(np.pi * phase)) / 2
    return record(
        f, descend(f, draw.start(n), step), shown(ALL, step[:rows].sum() * lam[0] > 5), step=step
    )


def warm_restarts_noisy(draw: Draw) -> Case:
    """The same, T_mult 1, lasting noise: as restless in each period."""
    rows, periods = draw.rows(3000, 20000), draw.between(8, 40)
    n, lam, f = _setting(draw)
    phase = (draw.k(rows) - 1) * periods / rows % 1
    step = draw.spread(0.05, 0.6) / lam[-1] * (1 + np.cos(np.pi * phase)) / 2
    start, sigma = draw.start(n), draw.between(0.2, 1.5)
    x = descend(f, start, step, error=sigma * draw.noise(step, n))
    return record(f, x, shown(RECURS, step[0] * lam[0] * rows / 2 > 60), step=step)


def one_cycle_in_time(draw: Draw) -> Case:
    """OneCycleLR with λminΣt > 40, its last step kept: x is at x*, as far as numbers go."""
    rows = draw.rows(1000, 10000)
    n, lam, f = _setting(draw, 0.5, 2)
    k, top = draw.k(rows) / rows, min(draw.between(150, 500) / lam[0] / rows, 1 / lam[-1])
    up = top * (0.04 + 0.96 * (1 - np.cos(np.pi * np.minimum(k / 0.3, 1))) / 2)
    down = 4e-6 * top + top * (1 + np.cos(np.pi * np.clip((k - 0.3) / 0.7, 0, 1))) / 2
    step = np.where(k < 0.3, up, down)
    seen = step[:rows].sum() * lam[0] > 40
    return record(f, descend(f, draw.start(n), step), ALL if seen else "-------", step=step)


def linear_lr_to_a_factor(draw: Draw) -> Case:
    """LinearLR from 1 to end_factor > 0 within half the record, constant from there: converges."""
    rows, low = draw.rows(300, 10000), draw.spread(0.03, 0.5)
    n, lam, f = _setting(draw)
    k = np.minimum(draw.k(rows) / (draw.between(0.2, 0.6) * rows), 1)
    step = draw.spread(0.05, 1) / lam[-1] * (1 - (1 - low) * k)
    return record(
        f,
        descend(f, draw.start(n), step),
        shown(ALL, step[rows - 1] * 0.4 * rows * lam[0] > 4),
        step=step,
    )


def inverse_time(draw: Draw) -> Case:
    """t₀/(1 + γk): Σt = ∞, error ~ k^(−t₀λ/γ)."""
    rows, power = draw.rows(1000, 20000), draw.between(0.3, 3)
    n, lam, f = _setting(draw)
    t = draw.spread(0.1, 1) / lam[-1]
    step = t / (1 + t * lam[0] / power * draw.k(rows))
    return record(
        f,
        descend(f, draw.start(n), step),
        shown(ALL, power > 0.6 and step[:rows].sum() * lam[0] > 4),
        step=step,
    )


def summable_powers(draw: Draw) -> Case:
    """t = ck^(−a), a in 1.3 … 3: Σt < ∞, λΣt ≤ 3: x stops short; shown where little is left."""
    rows, a = draw.rows(500, 20000), draw.between(1.3, 3)
    n, lam, f = _setting(draw)
    k = draw.k(rows)
    offset = draw.spread(3, 30)
    c = draw.between(0.3, 2) / lam[-1] * (a - 1) * offset ** (a - 1)
    step = c * (k + offset) ** -a
    left = c * rows ** (1 - a) / (a - 1) * lam[-1]
    return record(f, descend(f, draw.start(n), step), shown(SHORT, left < 0.03), step=step)


def warmup_then_inverse_root(draw: Draw) -> Case:
    """Linear warm-up, then k^(−1/2) (Transformers): Σt = ∞, converges as exp(−c√k)."""
    rows, warm = draw.rows(500, 20000), draw.between(0.02, 0.2)
    n, lam, f = _setting(draw)
    k, w = draw.k(rows), warm * rows
    step = draw.spread(0.01, 1) / lam[-1] * np.minimum(k / w, np.sqrt(w / k))
    return record(
        f, descend(f, draw.start(n), step), shown(ALL, step[:rows].sum() * lam[0] > 6), step=step
    )


def reduce_on_plateau_noisy(draw: Draw) -> Case:
    """ReduceLROnPlateau with min_lr > 0 under lasting noise: soon at min_lr, recurrent."""
    rows, floor = draw.rows(3000, 20000), draw.spread(0.02, 0.2)
    n, lam, f = _setting(draw, 0.5, 2)
    top, patience, start = 0.5 / lam[-1], int(draw.rng.integers(10, 60)), draw.start(n)
    sigma = draw.between(0.3, 1)
    noise, steps, state = sigma * draw.noise(draw.k(rows), n), [], [top, np.inf, 0]

    def update(i: int, x: np.ndarray) -> np.ndarray:
        v = float(f.value(x))
        if v < state[1] * (1 - 1e-4):
            state[1:] = [v, 0]
        else:
            state[2] += 1
        if state[2] > patience:
            state[0], state[2] = max(state[0] * 0.5, floor * top), 0
        steps.append(state[0])
        return x - state[0] * (f.gradient(x) + noise[i])

    x = iterates(update, start, rows * draw.longer)
    return record(f, x, shown(RECURS, floor * top * lam[0] * rows > 80), step=np.array(steps))


def cut_by_thirty_midway(draw: Draw) -> Case:
    """Without noise, the step falls to a thirtieth half way and stays: converges, more slowly."""
    rows = draw.rows(500, 20000)
    n, lam, f = _setting(draw)
    t = draw.spread(0.02, 1.5) / lam[-1]
    step = np.where(draw.k(rows) < rows / 2, t, t / 30)
    return record(
        f, descend(f, draw.start(n), step), shown(ALL, t * lam[0] * rows / 60 > 4), step=step
    )


def cyclic_lr_triangles(draw: Draw) -> Case:
    """CyclicLR, triangles between two positive steps, no noise: converges linearly on average."""
    rows, size = draw.rows(500, 10000), draw.between(10, 200)
    n, lam, f = _setting(draw)
    wave = np.abs(1 - draw.k(rows) / size % 2)
    step = draw.spread(0.003, 0.8) / lam[-1] * (0.1 + 0.9 * wave)
    return record(
        f, descend(f, draw.start(n), step), shown(ALL, step[:rows].sum() * lam[0] > 5), step=step
    )
