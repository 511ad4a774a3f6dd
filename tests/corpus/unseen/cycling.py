"""Cycles, chaos, edges of stability, incremental gradients."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function, quadratic, separable
from corpus.kinds.kind import CYCLE, SHORT, WANDERS, Draw, record
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.running import descend
from corpus.unseen.tools import bowl, iterates, log_cosh, shown, spectrum


def log_cosh_swing(draw: Draw) -> Case:
    """GD, constant t > 2, on log cosh: swings between ±r, tanh r = 2r/t, with f(r) = f(−r)."""
    rows, t = draw.rows(300, 5000), draw.between(2.05, 5)
    step = np.full(rows * draw.longer, t)
    x = descend(log_cosh(), draw.start(1, 0.3, 2), step)
    return record(log_cosh(), x, shown(CYCLE, rows * (t - 2) > 40), step=step)


def just_below_the_edge(draw: Draw) -> Case:
    """GD with tλmax = 2 − δ: swings across x* that shrink as (1 − δ)^k."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(1, 5))
    lam = spectrum(draw, n, 0.1, 1)
    delta = draw.spread(1e-4, 0.1)
    f, step = bowl(draw, lam), np.full(rows * draw.longer, (2 - delta) / lam[-1])
    slow = min(delta, step[0] * lam[0]) * rows
    return record(f, descend(f, draw.start(n), step), shown(ALL, slow > 5), step=step)


def just_above_the_edge(draw: Draw) -> Case:
    """GD on log cosh with t = 2 + δ from near 0: grows as (1 + δ)^k, then swings between ±r for
    ever; open while it grows."""
    rows, delta, tiny = draw.rows(300, 10000), draw.spread(3e-3, 0.3), draw.spread(1e-10, 1e-3)
    step = np.full(rows * draw.longer, 2 + delta)
    x = descend(log_cosh(), [tiny], step)
    time = np.log(1 / tiny) / delta
    return record(log_cosh(), x, shown(CYCLE, rows > 2 * time + 20 / delta), step=step)


def on_the_edge(draw: Draw) -> Case:
    """GD with tλmax = 2 exactly, x¹ = ±r for ever, while the other coordinates converge."""
    rows, n = draw.rows(300, 5000), int(draw.rng.integers(1, 4))
    lam = np.append(1.0, draw.rng.uniform(0.02, 0.6, n))
    step = np.full(rows * draw.longer, 2.0)
    f = quadratic(lam)
    return record(
        f, descend(f, draw.start(n + 1), step), shown(CYCLE, 2 * lam.min() * rows > 5), step=step
    )


def _map(r: float, t: float) -> Function:
    """The function on which GD with step t is x⁺ = rx(1 − x)."""
    return separable(
        lambda x: ((1 - r) * x**2 / 2 + r * x**3 / 3) / t, lambda x: ((1 - r) * x + r * x * x) / t
    )


def doubled_period(draw: Draw) -> Case:
    """GD as the logistic map with a cycle of two or four: f differs along it."""
    rows, t = draw.rows(300, 5000), draw.spread(0.05, 1)
    r = draw.between(3.07, 3.42) if draw.rng.random() < 0.5 else draw.between(3.47, 3.53)
    step = np.full(rows * draw.longer, t)
    f = _map(r, t)
    return record(f, descend(f, [draw.between(0.1, 0.6)], step), WANDERS, step=step)


def chaos(draw: Draw) -> Case:
    """GD as the logistic map, r in 3.6 … 3.99: chaos or a long cycle, bounded, never at rest."""
    rows, t = draw.rows(300, 10000), draw.spread(0.05, 1)
    r = draw.between(3.6, 3.99)
    step = np.full(rows * draw.longer, t)
    f = _map(r, t)
    return record(f, descend(f, [draw.between(0.1, 0.6)], step), "-FFFFFF", step=step)


def undamped_momentum(draw: Draw) -> Case:
    """Heavy ball with β = 1 on a quadratic: x turns for ever on an ellipse of every direction."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(2, 4))
    lam = spectrum(draw, n, 0.3, 2)
    f, step = bowl(draw, lam), np.full(rows * draw.longer, draw.spread(3e-3, 0.3))
    x = descend(f, draw.start(n), step, momentum=1.0)
    return record(f, x, shown("-FFFFFF", np.sqrt(step[0] * lam[0]) * rows > 60), step=step)


def _components(draw: Draw) -> tuple[int, int, np.ndarray, np.ndarray, Function, np.ndarray]:
    n, N = int(draw.rng.integers(1, 4)), int(draw.rng.integers(3, 9))
    lam = draw.rng.uniform(0.3, 2, (N, n))
    c = draw.rng.uniform(-2, 2, (N, n))
    mean = lam.mean(0)
    center = (lam * c).mean(0) / mean
    return n, N, lam, c, quadratic(mean, center), mean


def incremental_every_row(draw: Draw) -> Case:
    """Incremental gradient, components in order, a constant step, each inner step a row: a cycle of
    N points around x*, f differs along it."""
    rows, t = draw.rows(500, 10000), draw.spread(0.02, 0.4)
    n, N, lam, c, f, mean = _components(draw)
    x = iterates(
        lambda i, x: x - t * lam[i % N] * (x - c[i % N]), draw.start(n), rows * draw.longer
    )
    return record(f, x, shown(WANDERS, t * mean.min() * rows > 12), step=np.full(len(x), t))


def incremental_every_epoch(draw: Draw) -> Case:
    """The same, a row an epoch: x converges linearly to a point beside x*."""
    rows, t = draw.rows(150, 2000), draw.spread(0.01, 0.3)
    n, N, lam, c, f, mean = _components(draw)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        for j in range(N):
            x = x - t * lam[j] * (x - c[j])
        return x

    x = iterates(update, draw.start(n), rows * draw.longer)
    return record(f, x, shown(SHORT, t * N * mean.min() * rows > 15), step=np.full(len(x), t))


def incremental_fading(draw: Draw) -> Case:
    """Incremental gradient, t ~ k^(−a), a in 0.5 … 1: x* ± O(tₖ): converges."""
    rows, a = draw.rows(1000, 15000), draw.between(0.5, 1)
    n, N, lam, c, f, mean = _components(draw)
    step = draw.between(1.2, 2) / mean.min() * (draw.k(rows) + 30) ** -a
    x = iterates(
        lambda i, x: x - step[i] * lam[i % N] * (x - c[i % N]), draw.start(n), rows * draw.longer
    )
    return record(f, x, shown(ALL, step[:rows].sum() * mean.min() > 6), step=step)


def game_of_two(draw: Draw) -> Case:
    """Simultaneous steps on xy with a pull to the unit circle: x turns on a circle, f = ½‖x‖²
    there is constant: ‖∇f‖ and f converge, to no stationary point, x does not."""
    rows, turn, pull = draw.rows(500, 10000), draw.spread(3e-3, 0.5), draw.spread(0.01, 0.3)
    c, s = np.cos(turn), np.sin(turn)

    def update(i, z):
        z = np.array([c * z[0] - s * z[1], s * z[0] + c * z[1]])
        return z * (1 + pull * (1 - z @ z))

    f = quadratic([1.0, 1.0])
    x = iterates(update, draw.start(2, 0.3, 0.9), rows * draw.longer)
    return record(f, x, shown(CYCLE, pull * rows > 10 and turn * rows > 40))


def switching_steps(draw: Draw) -> Case:
    """Huber-like |x| smoothed narrowly, t far above its 2/L: x jumps across the kink for ever."""
    rows, t = draw.rows(300, 5000), draw.spread(0.02, 0.3)
    eps = t * draw.between(0.005, 0.05)
    f = Function(
        lambda x: np.sqrt(x * x + eps * eps).sum(-1), lambda x: x / np.sqrt(x * x + eps * eps)
    )
    step = np.full(rows * draw.longer, t)
    x = descend(f, [draw.between(0.3, 0.9)], step)
    return record(f, x, shown("FFFFF-F", t * rows > 10), step=step)
