"""Momentum, Nesterov, heavy ball."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function, well
from corpus.kinds.kind import CYCLE, Draw, record
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.running import descend
from corpus.unseen.tools import bowl, log_cosh, shown, spectrum


def _rate(lam: np.ndarray, t: float, beta: float) -> float:
    """Spectral radius of heavy ball on a quadratic."""
    return max(np.abs(np.roots([1, -(1 + beta - t * v), beta])).max() for v in lam)


def _heavy(draw: Draw, low: float, high: float, beta: float, share: float, rows: int) -> Case:
    n = int(draw.rng.integers(1, 6))
    lam = spectrum(draw, n, low, high)
    f = bowl(draw, lam)
    t = np.full(rows * draw.longer, share * 2 * (1 + beta) / lam[-1])
    x = descend(f, draw.start(n), t, momentum=beta)
    return record(f, x, shown(ALL, rows * (1 - _rate(lam, t[0], beta)) > 5), step=t)


def heavy_ball_swinging(draw: Draw) -> Case:
    """Heavy ball on a quadratic, complex roots: a damped oscillation, rate √β."""
    return _heavy(
        draw, 0.2, 5, draw.between(0.8, 0.99), draw.between(0.05, 0.6), draw.rows(300, 5000)
    )


def heavy_ball_creeping(draw: Draw) -> Case:
    """Heavy ball on a quadratic with a small step: real roots, a slow exponential."""
    return _heavy(
        draw, 0.05, 1, draw.between(0.3, 0.8), draw.spread(1e-4, 1e-2), draw.rows(1000, 20000)
    )


def heavy_ball_hardly_damped(draw: Draw) -> Case:
    """β = 1 − 10⁻³ or so: a swing that dies as β^(k/2); open before it has."""
    return _heavy(
        draw, 0.3, 3, 1 - draw.spread(2e-4, 1e-2), draw.between(0.01, 0.3), draw.rows(1000, 20000)
    )


def _nesterov(
    f: Function,
    start: np.ndarray,
    t: float,
    beta: Callable[[int], float],
    count: int,
    restart: bool = False,
) -> np.ndarray:
    x = y = np.array(start, float)
    points, since = np.empty((count, len(x))), 0
    for i in range(count):
        points[i] = x
        g = f.gradient(y)
        new = y - t * g
        if restart and g @ (new - x) > 0:
            since = 0
        y = new + beta(since) * (new - x)
        x, since = new, since + 1
    return points


def nesterov_strongly_convex(draw: Draw) -> Case:
    """Nesterov with (1 − √q)/(1 + √q), q = tλmin: error ~ (1 − √q)^(k/2), at the least."""
    rows, n = draw.rows(300, 5000), int(draw.rng.integers(2, 8))
    lam = spectrum(draw, n, 1e-3, 1)
    f = bowl(draw, lam)
    t = 1 / lam[-1]
    q = np.sqrt(t * lam[0])
    x = _nesterov(f, draw.start(n), t, lambda i: (1 - q) / (1 + q), rows * draw.longer)
    return record(f, x, shown(ALL, q * rows > 8), step=np.full(len(x), t))


def nesterov_fading_damping(draw: Draw) -> Case:
    """Nesterov with (k − 1)/(k + 2) on a strictly convex quadratic: swings fall as k^(−3/2)."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(1, 5))
    lam = spectrum(draw, n, 1e-3, 1)
    f = bowl(draw, lam)
    t = draw.between(0.05, 0.5) / lam[-1]
    x = _nesterov(f, draw.start(n), t, lambda i: i / (i + 3), rows * draw.longer)
    return record(f, x, shown(ALL, np.sqrt(t * lam[0]) * rows > 60), step=np.full(len(x), t))


def nesterov_on_log_cosh(draw: Draw) -> Case:
    """Nesterov (k − 1)/(k + 2) from the linear part of Σlog cosh: arrives, falls as k^(−3/2)."""
    rows, n, t = draw.rows(1000, 10000), int(draw.rng.integers(1, 4)), draw.between(0.05, 0.5)
    f, start = log_cosh(), draw.start(n, 1, 10)
    x = _nesterov(f, start, t, lambda i: i / (i + 3), rows * draw.longer)
    return record(f, x, shown(ALL, np.sqrt(t) * rows > 100), step=np.full(len(x), t))


def nesterov_restarted(draw: Draw) -> Case:
    """Nesterov restarted when it turns uphill: linear, √κ iterations a factor."""
    rows, n = draw.rows(500, 5000), int(draw.rng.integers(2, 7))
    lam = spectrum(draw, n, 1e-3, 1)
    f = bowl(draw, lam)
    t = 1 / lam[-1]
    x = _nesterov(f, draw.start(n), t, lambda i: i / (i + 3), rows * draw.longer, restart=True)
    return record(f, x, shown(ALL, np.sqrt(t * lam[0]) * rows > 20), step=np.full(len(x), t))


def heavy_ball_between_wells(draw: Draw) -> Case:
    """Heavy ball over ¼(x² − 1)²: damped, it ends in one well (curvature 2)."""
    rows, n, beta = draw.rows(500, 5000), int(draw.rng.integers(1, 4)), draw.between(0.8, 0.98)
    t = np.full(rows * draw.longer, draw.between(0.005, 0.05))
    x = descend(well(), draw.start(n, 0.3, 1.8), t, momentum=beta)
    return record(well(), x, shown(ALL, rows * min((1 - beta) / 2, t[0] / (1 - beta)) > 15), step=t)


def momentum_with_lasting_noise(draw: Draw) -> Case:
    """SGD with momentum, constants, Gaussian noise, quadratic: a stationary law with a density."""
    rows, n, beta = draw.rows(2000, 20000), int(draw.rng.integers(1, 5)), draw.between(0.5, 0.95)
    lam = spectrum(draw, n, 0.3, 3)
    f = bowl(draw, lam)
    t = np.full(rows * draw.longer, draw.spread(0.002, 0.1) * (1 - beta))
    start, sigma = draw.start(n), draw.between(0.3, 2)
    x = descend(f, start, t, momentum=beta, error=sigma * draw.noise(t, n))
    return record(f, x, shown("tFFFFFF", t[0] / (1 - beta) * lam[0] * rows > 30), step=t)


def momentum_with_fading_noise(draw: Draw) -> Case:
    """The same with t ~ k^(−a), a in (0.6, 0.95): converges almost surely."""
    rows, n, beta = draw.rows(3000, 20000), int(draw.rng.integers(1, 5)), draw.between(0.5, 0.9)
    lam = spectrum(draw, n, 0.5, 3)
    f, a = bowl(draw, lam), draw.between(0.6, 0.95)
    k = draw.k(rows)
    t = 2 * (1 - beta) / lam[0] * (k + 10 * (lam[-1] / lam[0]) ** (1 / a)) ** -a
    start, sigma = draw.start(n), draw.between(0.2, 1)
    x = descend(f, start, t, momentum=beta, error=sigma * draw.noise(t, n))
    return record(f, x, shown(ALL, t[:rows].sum() * lam[0] / (1 - beta) > 6), step=t)


def heavy_ball_beyond_the_edge(draw: Draw) -> Case:
    """t = (2 + s)(1 + β) on log cosh: 0 repels, ±r attracts, tanh r = 2(1 + β)r/t; f(r) = f(−r)."""
    rows, beta, s = draw.rows(500, 5000), draw.between(0.1, 0.4), draw.between(0.1, 0.4)
    t = np.full(rows * draw.longer, (2 + s) * (1 + beta))
    x = descend(log_cosh(), draw.start(1, 0.3, 2), t, momentum=beta)
    return record(log_cosh(), x, CYCLE, step=t)
