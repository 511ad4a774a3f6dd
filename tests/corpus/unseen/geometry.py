"""Saddles, circles, valleys, constraints."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function, factors, quadratic, ring, saddle, valley
from corpus.kinds.kind import SHORT, Draw, record
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.running import descend
from corpus.unseen.tools import bowl, iterates, rosenbrock, shown, spectrum, wavy


def _circling(angle: np.ndarray, height: np.ndarray) -> np.ndarray:
    r = 1 + height
    return np.stack([r * np.cos(angle), r * np.sin(angle)], -1)


def circling_for_ever(draw: Draw) -> Case:
    """On ¼(‖z‖² − 1)², the radius tends to 1 as k^(−a), the angle grows as k^(1 − b): every
    accumulation point is stationary, f converges, x does not."""
    rows, a, b = draw.rows(1000, 20000), draw.between(0.5, 1.5), draw.between(0.2, 0.8)
    k = draw.k(rows)
    turns = draw.between(2, 10)
    angle = turns * 2 * np.pi * (k / rows) ** (1 - b)
    return record(ring(), _circling(angle, draw.between(0.2, 1) * k**-a), "TTTTFTF")


def circling_as_a_logarithm(draw: Draw) -> Case:
    """The same, the angle grows as log k: x does not converge, barely shown."""
    rows, a = draw.rows(1000, 20000), draw.between(0.5, 1.5)
    k = draw.k(rows)
    return record(
        ring(),
        _circling(draw.between(0.3, 1.5) * np.log(k), draw.between(0.2, 1) * k**-a),
        "TTTTfTf",
    )


def circling_to_rest(draw: Draw) -> Case:
    """The same, the angle's steps as k^(−b), b in 1.4 … 2.5: x converges."""
    rows, a, b = draw.rows(1000, 20000), draw.between(0.5, 1.5), draw.between(1.4, 2.5)
    k = draw.k(rows)
    scale = draw.between(0.5, 6)
    angle = -scale * k ** (1 - b)
    left = scale * rows ** (1 - b)
    x = _circling(angle, draw.between(0.2, 1) * k**-a)
    return record(ring(), x, ALL if left < 0.1 else "TTTTtTt")


def to_a_saddle_exactly(draw: Draw) -> Case:
    """GD on 1 + cos x + ½y² from x = 0: stays on the axis, converges to the saddle: stationary."""
    rows, t = draw.rows(300, 5000), draw.spread(2e-3, 0.5)
    step = np.full(rows * draw.longer, t)
    x = descend(saddle(), np.append(0.0, draw.start(1)), step)
    return record(saddle(), x, shown(ALL, t * rows > 5), step=step)


def past_a_saddle(draw: Draw) -> Case:
    """The same from x = 10⁻⁸ … 10⁻²: leaves after log(1/x)/t, converges to ±π; open before."""
    rows, t, off = draw.rows(300, 10000), draw.spread(3e-3, 0.3), draw.spread(1e-8, 1e-2)
    step = np.full(rows * draw.longer, t)
    x = descend(saddle(), np.append(off, draw.start(1)), step)
    return record(
        saddle(), x, shown(ALL, 0.7 * np.log1p(t) * rows > np.log(np.pi / off) + 15), step=step
    )


def past_two_saddles(draw: Draw) -> Case:
    """GD on Σ(1 + cos xᵢ), each coordinate leaves 0 in its time: a staircase, then converges."""
    rows, n, t = draw.rows(1000, 10000), int(draw.rng.integers(2, 5)), draw.spread(5e-3, 0.1)
    f = Function(lambda x: (1 + np.cos(x)).sum(-1), lambda x: -np.sin(x))
    start = 10.0 ** -draw.rng.uniform(1, 1 + 0.25 * t * rows, n).clip(1, 40)
    step = np.full(rows * draw.longer, t)
    need = np.log(np.pi / start.min()) + 10
    return record(
        f, descend(f, start, step), shown(ALL, 0.7 * np.log1p(t) * rows > need), step=step
    )


def projected_short(draw: Draw) -> Case:
    """Projected gradient on a box that does not hold x*: converges linearly where ∇f ≠ 0."""
    rows, n = draw.rows(300, 10000), int(draw.rng.integers(1, 6))
    lam = spectrum(draw, n, 0.1, 2)
    f, t = quadratic(lam, draw.rng.uniform(1.3, 3, n)), draw.spread(0.005, 0.8) / lam[-1]
    side = np.where(np.arange(n) == 0, 1.0, draw.rng.choice([1.0, 5.0], n))
    x = iterates(
        lambda i, x: np.clip(x - t * f.gradient(x), -side, side),
        draw.rng.uniform(-1, 1, n),
        rows * draw.longer,
    )
    return record(f, x, shown(SHORT, t * lam[0] * rows > 8), step=np.full(len(x), t))


def projected_inside(draw: Draw) -> Case:
    """Projected gradient on a ball that holds x*: slides along the sphere, then converges."""
    rows, n = draw.rows(300, 10000), int(draw.rng.integers(2, 6))
    lam = spectrum(draw, n, 0.3, 2)
    c = draw.rng.standard_normal(n)
    c *= draw.between(0.3, 0.9) / np.linalg.norm(c)
    f, t = quadratic(lam, c), draw.spread(0.02, 0.8) / lam[-1]
    start = draw.start(n)
    start /= np.linalg.norm(start)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        x = x - t * f.gradient(x)
        return x / max(1.0, np.linalg.norm(x))

    x = iterates(update, start, rows * draw.longer)
    return record(f, x, shown(ALL, t * lam[0] * rows > 10), step=np.full(len(x), t))


def soft_thresholds(draw: Draw) -> Case:
    """Proximal gradient with w‖x‖₁, ‖∇f‖ of the smooth part: converges linearly where ∇f ≠ 0."""
    rows, n, w = draw.rows(300, 10000), int(draw.rng.integers(1, 7)), draw.between(0.2, 1)
    lam = spectrum(draw, n, 0.2, 2)
    f = bowl(draw, lam)
    t = draw.spread(0.005, 0.9) / lam[-1]

    def update(i: int, x: np.ndarray) -> np.ndarray:
        y = x - t * f.gradient(x)
        return np.sign(y) * np.maximum(np.abs(y) - t * w, 0)

    x = iterates(update, draw.start(n), rows * draw.longer)
    return record(f, x, shown(SHORT, t * lam[0] * rows > 12), step=np.full(len(x), t))


def weight_decay_short(draw: Draw) -> Case:
    """SGD's weight decay w, ‖∇f‖ without it: converges to (A + w)⁻¹Ac, where ∇f ≠ 0."""
    rows, n, w = draw.rows(300, 10000), int(draw.rng.integers(1, 6)), draw.spread(0.05, 0.5)
    lam = spectrum(draw, n, 0.2, 2)
    f, t = quadratic(lam, draw.start(n, 1, 3)), draw.spread(0.005, 0.8) / lam[-1]
    x = iterates(lambda i, x: x - t * (f.gradient(x) + w * x), draw.start(n), rows * draw.longer)
    return record(f, x, shown(SHORT, t * (lam[0] + w) * rows > 12), step=np.full(len(x), t))


def matrix_factors(draw: Draw) -> Case:
    """GD on ½(uv − a)² + ½(wz − b)² with a small step: converges to one of many minimizers."""
    rows, a, b = draw.rows(300, 10000), draw.between(0.5, 2), draw.between(0.5, 2)
    t = draw.spread(0.003, 0.1)
    step = np.full(rows * draw.longer, t)
    f = factors(a, b)
    return record(
        f,
        descend(f, draw.rng.uniform(0.3, 1.8, 4), step),
        shown(ALL, t * 2 * min(a, b) * rows > 10),
        step=step,
    )


def curved_valley(draw: Draw) -> Case:
    """GD on ½(1 + x²)y²: y → 0 linearly, x → some x̄ on the axis of minimizers."""
    rows, t = draw.rows(300, 10000), draw.spread(1e-3, 0.15)
    step = np.full(rows * draw.longer, t)
    return record(
        valley(),
        descend(valley(), draw.start(2, 0.5, 2), step),
        shown(ALL, t * rows > 6),
        step=step,
    )


def deficient_rank(draw: Draw) -> Case:
    """GD on least squares with a null space: linear at the least positive eigenvalue."""
    rows, n = draw.rows(300, 10000), int(draw.rng.integers(3, 9))
    lam = np.append(np.zeros(n // 2), spectrum(draw, n - n // 2, 0.1, 2))
    f = bowl(draw, lam)
    step = np.full(rows * draw.longer, draw.spread(2e-3, 0.9) / lam[-1])
    least = lam[lam > 0][0]
    return record(
        f, descend(f, draw.start(n), step), shown(ALL, step[0] * least * rows > 5), step=step
    )


def along_rosenbrock(draw: Draw) -> Case:
    """GD on Rosenbrock: down to the valley's floor, slowly along it, at last linear."""
    rows, b = draw.rows(2000, 30000), draw.spread(3, 50)
    x0 = np.array([-1.2, 1.0]) + draw.rng.uniform(-0.2, 0.2, 2)
    t, f = draw.between(0.1, 0.6) / (2 + 16 * b), rosenbrock(b)
    least = np.linalg.eigvalsh([[2 + 8 * b, -4 * b], [-4 * b, 2 * b]])[0]
    step = np.full(rows * draw.longer, t)
    return record(f, descend(f, x0, step), shown(ALL, t * least * rows > 10), step=step)


def many_sines(draw: Draw) -> Case:
    """GD on ½λx² + a cos wx in each coordinate: to a local minimizer, at its curvature."""
    rows, n = draw.rows(300, 10000), int(draw.rng.integers(1, 7))
    lam, a, w = draw.between(0.2, 1), draw.between(0.2, 1), draw.between(2, 5)
    f = wavy(lam, a, w)
    L = lam + a * w * w
    step = np.full(rows * draw.longer, draw.spread(0.01, 0.8) / L)
    x = descend(f, draw.start(n, 0.5, 5), step)
    bend = (lam - a * w * w * np.cos(w * x[rows - 1])).min()
    return record(f, x, shown(ALL, bend > 0 and step[0] * bend * rows > 10), step=step)


def zigzag_that_drifts(draw: Draw) -> Case:
    """f = ½y²: y swings between ±c, x drifts as k^q without end: ‖∇f‖ = c, f is constant, no
    accumulation points."""
    rows, q, c = draw.rows(500, 20000), draw.between(0.35, 1), draw.spread(0.05, 2)
    k = draw.k(rows)
    x = np.stack([c * draw.spread(5, 50) * (k / rows) ** q, c * (-1.0) ** k], -1)
    f = quadratic([0.0, 1.0])
    return record(f, x, "FTFFFTF")


def zigzag_that_creeps(draw: Draw) -> Case:
    """The same, x drifts as c·log k: no record shows that it is unbounded."""
    rows, c = draw.rows(500, 20000), draw.spread(0.05, 2)
    k = draw.k(rows)
    x = np.stack([c * draw.spread(0.03, 1) * np.log(k), c * (-1.0) ** k], -1)
    return record(quadratic([0.0, 1.0]), x, "FtFFFTF")


def spiral_sink(draw: Draw) -> Case:
    """A rotated gradient, x⁺ = x − tR∇f on ½λ‖x‖²: a spiral to x*, at the rate tλ cos α."""
    rows, lam, alpha = draw.rows(300, 10000), draw.spread(0.3, 3), draw.between(0.5, 1.5)
    t = draw.spread(0.02, 0.6)
    c, s, f = np.cos(alpha), np.sin(alpha), quadratic([lam, lam], draw.between(-1, 1))
    R, t = np.array([[c, -s], [s, c]]), t * np.cos(alpha) / lam
    x = iterates(lambda i, x: x - t * R @ f.gradient(x), draw.start(2), rows * draw.longer)
    factor = np.hypot(1 - t * lam * c, t * lam * s)
    return record(f, x, shown(ALL, -np.log(factor) * rows > 5), step=np.full(len(x), t))
