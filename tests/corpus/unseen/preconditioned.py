"""Adam, AdamW, RMSprop, AdaGrad, AMSGrad, Lion, signs, normalized and clipped steps."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function, exponential, power, quadratic
from corpus.kinds.kind import SHORT, WANDERS, Draw, record
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.running import adam, descend, unit
from corpus.unseen.tools import bowl, iterates, shown, spectrum

RESTLESS = "-FFFF-F"


def _cups(
    draw: Draw, n: int, low: float = 0.3, high: float = 3.0, width: float = 1.0
) -> tuple[np.ndarray, Function]:
    lam = spectrum(draw, n, low, high)
    return lam, quadratic(lam, width * draw.rng.uniform(-1, 1, n))


def adam_constant_step(draw: Draw) -> Case:
    """Adam, constant step, separable quadratic: near x* the step in units of √v grows to t/ε,
    which is unstable, so x* repels; no other point attracts, as there m/√v → ±1."""
    rows, n, b2 = draw.rows(3000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.9, 0.985)
    _, f = _cups(draw, n, width=0.0)  # 0: rounding never hits x* exactly
    t = np.full(rows * draw.longer, draw.spread(3e-3, 5e-2))
    start = draw.start(n, 0.5, 2)
    x = adam(f, start, t, betas=(draw.between(0.5, 0.9), b2))
    late = 2 / (1 - b2) * np.log(40 * 3 / t[0]) + 5 / t[0]
    return record(f, x, shown(RESTLESS, rows > 3 * late), step=t)


def adam_root_decay(draw: Draw) -> Case:
    """Adam, t ~ k^(−a), a in 0.4 … 0.65, separable quadratic: scale-free: |x − x*| = O(tₖ) → 0."""
    rows, n, a = draw.rows(2000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.4, 0.65)
    _, f = _cups(draw, n)
    t = draw.spread(0.1, 0.5) * draw.k(rows) ** -a
    x = adam(f, draw.start(n, 0.5, 2), t, betas=(0.9, draw.between(0.95, 0.999)))
    return record(f, x, shown(ALL, t[:rows].sum() > 9), step=t)


def adamw_root_decay(draw: Draw) -> Case:
    """AdamW whose minimizer lies within 1/w: slides at ∇f = 0, within O(tₖ) → 0."""
    rows, n, a = draw.rows(2000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.4, 0.6)
    _, f = _cups(draw, n)
    t = draw.spread(0.1, 0.4) * draw.k(rows) ** -a
    x = adam(f, draw.start(n, 0.5, 2), t, decay=draw.between(0.02, 0.3), betas=(0.9, 0.95))
    return record(f, x, shown(ALL, t[:rows].sum() > 9), step=t)


def adamw_pulled_short(draw: Draw) -> Case:
    """AdamW whose minimizer lies beyond 1/w in each coordinate: x → ±1/w, where ∇f ≠ 0."""
    rows, n, w = draw.rows(1000, 10000), int(draw.rng.integers(1, 4)), draw.between(0.5, 1.5)
    lam = spectrum(draw, n, 0.3, 3)
    f = quadratic(lam, draw.rng.choice([-1, 1], n) * draw.rng.uniform(1.5, 4, n) / w)
    t = np.full(rows * draw.longer, draw.spread(2e-3, 3e-2))
    x = adam(f, draw.start(n, 0.05, 0.3), t, decay=w, betas=(0.9, draw.between(0.95, 0.99)))
    return record(f, x, shown(SHORT, t[0] * w * rows > 8), step=t)


def _rmsprop(
    f: Function, start: np.ndarray, t: np.ndarray, b2: float, error: np.ndarray | None = None
) -> np.ndarray:
    v = np.zeros(len(start))

    def update(i: int, x: np.ndarray) -> np.ndarray:
        g = f.gradient(x) + (0 if error is None else error[i])
        v[:] = b2 * v + (1 - b2) * g * g
        return x - t[i] * g / (np.sqrt(v) + 1e-8)

    return iterates(update, start, len(t))


def rmsprop_constant_step(draw: Draw) -> Case:
    """RMSprop with constants: x* repels as for Adam; no other point attracts."""
    rows, n, b2 = draw.rows(2000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.8, 0.98)
    _, f = _cups(draw, n, width=0.0)
    t = np.full(rows * draw.longer, draw.spread(3e-3, 5e-2))
    x = _rmsprop(f, draw.start(n), t, b2)
    late = 2 / (1 - b2) * np.log(10 * 3 / t[0]) + 8 / t[0]
    return record(f, x, shown(RESTLESS, rows > 3 * late), step=t)


def rmsprop_fading(draw: Draw) -> Case:
    """RMSprop with t ~ k^(−a) and fading steps against lasting noise: √v → σ, then it is SGD."""
    rows, n, a = draw.rows(4000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.65, 0.9)
    lam, f = _cups(draw, n, 0.8, 3)
    k = draw.k(rows)
    t = draw.between(2, 4) * (k + 20) ** -a
    start, sigma = draw.start(n), draw.between(0.5, 1.5)
    x = _rmsprop(f, start, t, 0.99, sigma * draw.noise(k, n))
    return record(f, x, shown(ALL, t[:rows].sum() * lam[0] / sigma > 12), step=t)


def _adagrad(
    f: Function, start: np.ndarray, t: float, count: int, error: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    v = np.full(len(start), 1e-10)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        g = f.gradient(x) + (0 if error is None else error[i])
        v[:] = v + g * g
        return x - t * g / np.sqrt(v)

    return iterates(update, start, count), v


def adagrad_exact(draw: Draw) -> Case:
    """AdaGrad without noise: Σg² stays finite, the step stays positive: linear."""
    rows, n, t = draw.rows(500, 10000), int(draw.rng.integers(1, 5)), draw.spread(0.05, 1)
    lam, f = _cups(draw, n)
    start = draw.start(n)
    x, v = _adagrad(f, start, t, rows * draw.longer)
    return record(f, x, shown(ALL, (lam * t / np.sqrt(v)).min() * rows > 8))


def adagrad_noisy(draw: Draw) -> Case:
    """AdaGrad with lasting noise: steps t/(σ√k), and x converges almost surely, as k^(−1/4)."""
    rows, n, t = draw.rows(3000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.5, 2)
    lam, f = _cups(draw, n, 0.8, 3)
    start, sigma = draw.start(n), draw.between(0.3, 1)
    x, _ = _adagrad(f, start, t, rows * draw.longer, sigma * draw.noise(draw.k(rows), n))
    return record(f, x, shown(ALL, rows > 5000 and 2 * t * lam[0] * np.sqrt(rows) / sigma > 20))


def amsgrad_constant(draw: Draw) -> Case:
    """AMSGrad without noise: the largest v is reached, then heavy ball with constants: linear."""
    rows, n, t = draw.rows(1000, 15000), int(draw.rng.integers(1, 4)), draw.spread(1e-3, 2e-2)
    lam, f = _cups(draw, n)
    m, v, top = np.zeros(n), np.zeros(n), np.zeros(n)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        g = f.gradient(x)
        m[:], v[:] = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
        top[:] = np.maximum(top, v)
        return x - t * m / (np.sqrt(top) + 1e-8)

    x = iterates(update, draw.start(n), rows * draw.longer)
    return record(
        f, x, shown(ALL, (lam * t / np.sqrt(top)).min() * rows > 8), step=np.full(len(x), t)
    )


def lion_constant(draw: Draw) -> Case:
    """Lion, constant step: each coordinate moves on start + tℤ, off x*; it swings for ever."""
    rows, n = draw.rows(2500, 15000), int(draw.rng.integers(1, 4))
    _, f = _cups(draw, n)
    t, m, start = draw.spread(3e-3, 3e-2), np.zeros(n), draw.start(n)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        g = f.gradient(x)
        move = np.sign(0.9 * m + 0.1 * g)
        m[:] = 0.99 * m + 0.01 * g
        return x - t * move

    x = iterates(update, start, rows * draw.longer)
    return record(f, x, shown("-FFFFFF", rows > 1500 + 12 / t), step=np.full(len(x), t))


def sign_descent_lattice(draw: Draw) -> Case:
    """Sign descent, constant step, separable: coordinates swing over x* on start + tℤ: a cycle of
    two whose f differ."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(1, 5))
    _, f = _cups(draw, n)
    t = np.full(rows * draw.longer, draw.spread(3e-3, 5e-2))
    x = descend(f, draw.start(n), t, shape=np.sign)
    return record(f, x, shown(WANDERS, t[0] * rows > 10), step=t)


def sign_descent_fading(draw: Draw) -> Case:
    """Sign descent, t = c k^(−a), a < 1: reaches x*, then stays within tₖ of it."""
    rows, n, a = draw.rows(500, 10000), int(draw.rng.integers(1, 5)), draw.between(0.3, 0.85)
    _, f = _cups(draw, n)
    t = draw.spread(0.1, 1) * draw.k(rows) ** -a
    x = descend(f, draw.start(n), t, shape=np.sign)
    return record(f, x, shown(ALL, t[:rows].sum() > 12), step=t)


def normalized_constant(draw: Draw) -> Case:
    """Steps of constant length on a rotated quadratic: x cannot converge."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(2, 6))
    lam = spectrum(draw, n, 0.3, 3)
    f = bowl(draw, lam)
    t = np.full(rows * draw.longer, draw.spread(3e-3, 5e-2))
    x = descend(f, draw.start(n), t, shape=unit)
    return record(f, x, shown(RESTLESS, t[0] * rows > 30), step=t)


def normalized_fading(draw: Draw) -> Case:
    """Steps of length c k^(−a) on a quadratic: x comes within O(tₖ) of x*."""
    rows, n, a = draw.rows(1000, 10000), int(draw.rng.integers(2, 6)), draw.between(0.4, 0.85)
    lam = spectrum(draw, n, 0.5, 3)
    f = bowl(draw, lam)
    t = draw.spread(0.1, 1) * draw.k(rows) ** -a
    x = descend(f, draw.start(n), t, shape=unit)
    return record(f, x, shown(ALL, t[:rows].sum() > 30), step=t)


def clipped_on_quartic(draw: Draw) -> Case:
    """Gradients clipped at c on Σ¼x⁴ from afar: a straight walk, then x ~ (2tk)^(−1/2)."""
    rows, n, t = draw.rows(1000, 20000), int(draw.rng.integers(1, 4)), draw.spread(0.02, 0.3)
    start = draw.start(n, 2, 6)
    x = descend(
        power(4),
        start,
        np.full(rows * draw.longer, t),
        shape=lambda g: g / max(1.0, np.sqrt(g @ g)),
    )
    walk = np.linalg.norm(start)
    return record(power(4), x, shown(ALL, t * rows > 3 * walk + 100), step=np.full(len(x), t))


def adam_down_an_exponential(draw: Draw) -> Case:
    """Adam on e^(−x): f falls, x → ∞ (no stationary point), in the end as log k."""
    rows = draw.rows(1000, 10000)
    t = np.full(rows * draw.longer, draw.spread(3e-3, 3e-2))
    x = adam(exponential(), draw.start(1, 0.2, 2), t, betas=(0.9, 0.99))
    return record(exponential(), x, shown("TTTffTf", t[0] * rows > 10), step=t)
