"""Adaptive steps, decay, projection, clipping and rounding of gradients."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from corpus.case import Case, always
from corpus.kinds.functions import quadratic
from corpus.kinds.kind import (
    SHORT,
    TO_A_MINIMIZER,
    WANDERS,
    Draw,
    labels_of,
    record,
    unseen,
)
from corpus.kinds.running import adam, descend

NOWHERE = "-FFFF-F"  # an adaptive step that grows as ∇f falls: it never settles


def _adaptive(d: Draw, step: np.ndarray, letters: str, **options: object) -> Case:
    f = quadratic(d.between(0.5, 1.5) * np.array([1, 0.3]))
    x = adam(f, d.start(2, 0.5, 1.5), step, **options)  # type: ignore[arg-type]
    return record(f, x, letters, step=step)


def adam_constant(d: Draw) -> Case:
    """Constant t: as v → 0 the step t/√v grows beyond stability, so that x can't settle at 0."""
    return _adaptive(d, d.between(0.005, 0.05) + 0 * d.k(d.rows(3000, 9000)), NOWHERE)


def adam_root(d: Draw) -> Case:
    """t = c/√k, moves are at most t: x ends within O(t) of 0, Σt beyond the way."""
    return _adaptive(d, d.between(0.1, 0.3) * d.k(d.rows(2000, 9000)) ** -0.5, TO_A_MINIMIZER)


def rmsprop_constant(d: Draw) -> Case:
    """Adam without its first moment, constant t: the same."""
    step = d.between(0.005, 0.05) + 0 * d.k(d.rows(3000, 9000))
    return _adaptive(d, step, NOWHERE, betas=(0.0, 0.99))


def adamw_at_its_bound(d: Draw) -> Case:
    """AdamW, w|c| > 1: x → sgn(c)/w short of the minimizer c (Xie, Li 2024), t = a/√k, wΣt > 8."""
    f, w = quadratic(np.array([1, 0.5]), np.array([4.0, -5.0])), d.between(0.6, 1)
    step = d.between(0.15, 0.3) * d.k(d.rows(3000, 9000)) ** -0.5
    x = adam(f, d.rng.uniform(-0.5, 0.5, 2), step, decay=w)
    return record(f, x, SHORT, step=step)


def adam_under_noise(d: Draw) -> Case:
    """Constant t and lasting noise: x is spread about 0 for ever."""
    k = d.k(d.rows(2000, 8000))
    f, step = quadratic(np.array([1, 0.5])), d.between(0.005, 0.05) + 0 * k
    start, scale = d.start(2, 0.5, 1), d.between(0.1, 1)
    return record(f, adam(f, start, step, error=scale * d.noise(k, 2)), "tFFFFFF", step=step)


def adagrad(d: Draw) -> Case:
    """t/√Σg² settles at a positive value on a quadratic, so the rest is linear."""
    k = d.k(d.rows(1000, 8000))
    f, t, x = quadratic(np.array([1, 0.5])), d.between(0.3, 1), d.start(2, 0.5, 1.5)
    total, points = np.zeros(2), np.empty((len(k), 2))
    for i in range(len(k)):
        points[i] = x
        g = f.gradient(x)
        total = total + g * g
        x = x - t * g / np.sqrt(total + 1e-16)
    return record(f, points, TO_A_MINIMIZER, step=np.full(len(k), t))


def lion_constant(d: Draw) -> Case:
    """Signs of averaged gradients, constant t: every move has length t in each coordinate."""
    f, t, x = quadratic(np.array([1, 0.5])), d.between(0.005, 0.05), d.start(2)
    k, m = d.k(d.rows(2000, 8000)), np.zeros(2)
    points = np.empty((len(k), 2))
    for i in range(len(k)):
        points[i] = x
        g = f.gradient(x)
        x, m = x - t * np.sign(0.9 * m + 0.1 * g), 0.99 * m + 0.01 * g
    return record(f, points, NOWHERE, step=np.full(len(k), t))


def weight_decay(d: Draw) -> Case:
    """GD on f + w‖x‖²/2, of which f is recorded: x → a minimizer of the sum, where ∇f ≠ 0."""
    f, w = quadratic(np.array([1, 0.5]), d.start(2)), d.between(0.05, 0.5)
    step = d.between(0.1, 0.8) + 0 * d.k(d.rows(400, 5000))
    return record(f, descend(f, d.start(2), step, error=lambda i, x: w * x), SHORT, step=step)


def projected(d: Draw) -> Case:
    """Projected GD onto a ball that doesn't hold the minimizer: x → the boundary, ∇f ≠ 0."""
    k, center = d.k(d.rows(300, 3000)), d.start(2, 2, 3)
    f, t, x = (
        quadratic(np.array([1, 0.6]), center),
        d.between(0.1, 0.9),
        d.rng.uniform(-0.5, 0.5, 2),
    )
    points = np.empty((len(k), 2))
    for i in range(len(k)):
        points[i] = x
        x = x - t * f.gradient(x)
        x = x / max(1.0, float(np.linalg.norm(x)))
    return record(f, points, SHORT, step=np.full(len(k), t))


def variance_reduced(d: Draw) -> Case:
    """SVRG on ½(aᵢx − bᵢ)²: linear to the solution of least squares, snapshots each epoch."""
    count, k = 10, d.k(d.rows(1500, 6000))
    a, b = d.rng.uniform(0.5, 1, (count, 1)), d.rng.standard_normal((count, 1))
    mean, center = float((a * a).mean()), float((a * b).mean() / (a * a).mean())
    f, x, t = quadratic(mean, center), d.start(1), d.between(0.02, 0.1)
    points, snapshot = np.empty((len(k), 1)), x
    drawn = d.rng.integers(0, count, len(k))
    for i, j in enumerate(drawn.tolist()):
        points[i] = x
        snapshot = x if i % 20 == 0 else snapshot
        x = x - t * (a[j] ** 2 * (x - snapshot) + f.gradient(snapshot))
    return record(f, points, TO_A_MINIMIZER, step=np.full(len(k), t))


def clipped(d: Draw) -> Case:
    """GD with ‖g‖ clipped at 0.1 … 1: constant speed far out, linear within."""
    k, bound = d.k(d.rows(1500, 6000)), d.between(0.1, 1)
    shape = lambda g: g * min(1.0, bound / max(float(np.linalg.norm(g)), 1e-300))  # noqa: E731
    f, step = quadratic(np.array([1, 0.5])), d.between(0.2, 0.9) + 0 * k
    return record(f, descend(f, d.start(2), step, shape=shape), TO_A_MINIMIZER, step=step)


def quantized(d: Draw) -> Case:
    """GD with gradients rounded to multiples of 2^(−6): it stops where |∂f| < 2^(−7), not at 0."""
    k, unit = d.k(d.rows(500, 5000)), 2.0**-6
    f, step = quadratic(np.array([1, 0.5])), d.between(0.05, 0.4) + 0 * k
    x = descend(f, d.start(2), step, shape=lambda g: np.round(g / unit) * unit)
    case = record(f, x, SHORT, step=step)
    rests = bool((x[-1] == x[-2]).all())
    letters = SHORT if rests else unseen(WANDERS)
    return replace(case, letters=letters, labels=always(labels_of(letters)))
