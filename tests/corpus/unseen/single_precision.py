"""Runs computed in float32."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.kind import Draw
from corpus.unseen.tools import made, shown, spectrum

F32 = np.float32


def _loop(
    lam: np.ndarray,
    c: np.ndarray,
    start: np.ndarray,
    step: np.ndarray,
    push: np.float32,
    probe: float | None = None,
    error: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x⁺ = x − t·λ(x + ρu − c) + …, in float32; gradients and f too."""
    lam, c, x = lam.astype(F32), c.astype(F32), start.astype(F32)
    points, norms, values = np.empty((len(step), len(x))), np.empty(len(step)), np.empty(len(step))
    t32 = step.astype(F32)
    for i in range(len(step)):
        g = lam * (x - c)
        size = np.sqrt((g * g).sum(dtype=F32))
        points[i], norms[i], values[i] = (
            x,
            size,
            (lam * (x - c) ** 2).sum(dtype=F32) / F32(2) + push,
        )
        if probe is not None and size > 0:
            g = lam * (x + F32(probe) * g / size - c)
        if error is not None:
            g = g + error[i]
        x = x - t32[i] * g
    return points, norms, values


def float32_gd(draw: Draw) -> Case:
    """GD on a quadratic in float32: linear, down to the floor of float32, where it rests."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(1, 6))
    lam, c = spectrum(draw, n, 0.3, 3), draw.rng.uniform(-2, 2, n)
    step = np.full(rows * draw.longer, draw.spread(0.01, 0.8) / lam[-1])
    x, g, f = _loop(lam, c, draw.start(n), step, F32(0))
    return made(shown(ALL, step[0] * lam[0] * rows > 5), g, value=f, iterate=x, step=step)


def float32_loss_above_a_constant(draw: Draw) -> Case:
    """The same, f above a constant of 1 … 100: f stands still long before x does."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(1, 6))
    lam, c = spectrum(draw, n, 0.3, 3), draw.rng.uniform(-2, 2, n)
    step = np.full(rows * draw.longer, draw.spread(0.01, 0.8) / lam[-1])
    push = F32(draw.spread(1, 100))
    x, g, f = _loop(lam, c, draw.start(n), step, push)
    return made(shown(ALL, step[0] * lam[0] * rows > 5), g, value=f, iterate=x, step=step)


def float32_sam(draw: Draw) -> Case:
    """SAM with constants in float32: its swing is far above the floor."""
    rows, n = draw.rows(500, 8000), int(draw.rng.integers(1, 6))
    lam, c = spectrum(draw, n, 0.3, 3), draw.rng.uniform(-2, 2, n)
    step, rho = np.full(rows * draw.longer, draw.spread(0.03, 0.8) / lam[-1]), draw.spread(0.02, 1)
    x, g, f = _loop(lam, c, draw.start(n), step, F32(0), probe=rho)
    seen = step[0] * lam[0] * rows > 15
    return made(
        shown("FFFFF-F", seen), g, value=f, iterate=x, step=step, radius=np.full(len(step), rho)
    )


def float32_sgd_fading(draw: Draw) -> Case:
    """SGD with fading steps in float32: converges almost surely."""
    rows, n, a = draw.rows(2000, 10000), int(draw.rng.integers(1, 5)), draw.between(0.6, 1)
    lam, center = spectrum(draw, n, 0.5, 3), draw.rng.uniform(-2, 2, n)
    c = draw.between(1.3, 2.5) / lam[0]
    step = c * (draw.k(rows) + (c * lam[-1]) ** (1 / a)) ** -a
    start, sigma = draw.start(n), draw.between(0.1, 1)
    x, g, f = _loop(
        lam, center, start, step, F32(0), error=(sigma * draw.noise(step, n)).astype(F32)
    )
    return made(shown(ALL, step[:rows].sum() * lam[0] > 5), g, value=f, iterate=x, step=step)


def float32_steps_too_small(draw: Draw) -> Case:
    """x near 1000, t‖∇f‖ below half a unit in its last place after a while: it stands still there,
    where in exact arithmetic it would go on: f and x come to rest either way."""
    rows, lam = draw.rows(1000, 10000), draw.spread(0.3, 2)
    step = np.full(rows * draw.longer, draw.spread(1e-3, 1e-2) / lam)
    center = np.array([draw.between(600, 1500)])
    x, g, f = _loop(np.array([lam]), center, center + draw.between(1, 3), step, F32(0))
    return made(
        "-----TT" if step[0] * lam * rows > 8 else "-----tt", g, value=f, iterate=x, step=step
    )
