"""Line searches, second order, coordinate methods."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function, power, separable
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.kind import Draw, record
from corpus.unseen.tools import (
    bowl,
    hessian,
    iterates,
    logistic,
    made,
    rosenbrock,
    shown,
    spectrum,
    wavy,
)


def _backtrack(f: Function, x: np.ndarray, d: np.ndarray, g: np.ndarray, t: float = 1.0) -> float:
    f0, slope = f.value(x), g @ d
    while t > 1e-14 and not f.value(x + t * d) <= f0 + 1e-4 * t * slope:
        t /= 2
    return t if t > 1e-14 else 0.0


def _lbfgs(
    f: Function, start: np.ndarray, count: int, memory: int
) -> tuple[np.ndarray, np.ndarray]:
    x = np.array(start, float)
    pairs, points, steps = [], [], []
    for _ in range(count):
        points.append(x)
        g = f.gradient(x)
        q, alphas = g.copy(), []
        for s, y in reversed(pairs):
            a = (s @ q) / (s @ y)
            alphas.append(a)
            q = q - a * y
        if pairs:
            s, y = pairs[-1]
            q = q * (s @ y) / (y @ y)
        for (s, y), a in zip(pairs, reversed(alphas), strict=True):
            q = q + s * (a - (y @ q) / (s @ y))
        d = -q if q @ g > 0 else -g
        t = _backtrack(f, x, d, g) if g @ g > 0 else 0.0
        new = x + t * d
        s, y = new - x, f.gradient(new) - g
        if s @ y > 1e-300:
            pairs = [*pairs, (s, y)][-memory:]
        steps.append(t)
        x = new
    return np.array(points), np.array(steps)


def lbfgs_on_rosenbrock(draw: Draw) -> Case:
    """L-BFGS with Armijo backtracking on Rosenbrock: superlinear to (1, 1), then it rests there."""
    rows, b, m = draw.rows(150, 500), draw.spread(10, 300), int(draw.rng.integers(3, 9))
    f = rosenbrock(b)
    x, t = _lbfgs(f, draw.start(2, 0.5, 2), rows * draw.longer, m)
    return record(f, x, ALL, step=t)


def lbfgs_on_ridge_logistic(draw: Draw) -> Case:
    """L-BFGS on ridge logistic regression, strongly convex: at least linear to the minimizer."""
    rows, n = draw.rows(120, 400), int(draw.rng.integers(2, 8))
    f = logistic(draw.rng.standard_normal((40, n)) + 0.3, draw.spread(1e-3, 0.1))
    x, t = _lbfgs(f, draw.start(n), rows * draw.longer, 5)
    return record(f, x, ALL, step=t)


def conjugate_gradients_on_quartic_bowl(draw: Draw) -> Case:
    """Polak-Ribière+ with backtracking on Σ ½λx² + ¼x⁴, strongly convex: converges."""
    rows, n = draw.rows(400, 3000), int(draw.rng.integers(2, 7))
    lam = spectrum(draw, n, 0.3, 10)
    f = Function(lambda x: (lam * x * x / 2 + x**4 / 4).sum(-1), lambda x: lam * x + x**3)
    x, count = draw.start(n), rows * draw.longer
    points, steps = np.empty((count, n)), np.empty(count)
    g = f.gradient(x)
    d = -g
    for i in range(count):
        points[i] = x
        if d @ g >= 0:
            d = -g
        steps[i] = _backtrack(f, x, d, g, 0.3) if g @ g > 0 else 0.0
        x = x + steps[i] * d
        new = f.gradient(x)
        d = -new + (max(0.0, new @ (new - g) / (g @ g)) if g @ g > 0 else 0) * d
        g = new
    return record(f, points, ALL, step=steps)


def barzilai_borwein_on_scales(draw: Draw) -> Case:
    """Barzilai-Borwein on a strictly convex quadratic: R-linear (Dai, Liao), far from monotone."""
    rows, n = draw.rows(500, 3000), int(draw.rng.integers(2, 9))
    lam = spectrum(draw, n, 0.1, 20)
    f = bowl(draw, lam)
    x, count = draw.start(n), rows * draw.longer
    points, steps, t = np.empty((count, n)), np.empty(count), 0.5 / lam[-1]
    long = draw.rng.random() < 0.5
    g = f.gradient(x)
    for i in range(count):
        points[i], steps[i] = x, t
        x = x - t * g
        new = f.gradient(x)
        y = new - g
        sy, yy = -t * (g @ y), y @ y
        if sy > 1e-280 and yy > 1e-280:
            t = min(t * t * (g @ g) / sy if long else sy / yy, 1 / lam[0])
            t = max(t, 1 / lam[-1])
        g = new
    return record(f, points, ALL, step=steps)


def damped_newton_on_root(draw: Draw) -> Case:
    """Newton with a damping below one on Σ√(1 + x²) near 0: error shrinks by 1 − d a step."""
    rows, n, damp = draw.rows(100, 1000), int(draw.rng.integers(1, 5)), draw.spread(0.02, 0.5)
    f = separable(lambda x: np.sqrt(1 + x * x), lambda x: x / np.sqrt(1 + x * x))
    # the Newton step is −x(1 + x²): with |x| < 1 and d ≤ ½ it contracts
    x = iterates(
        lambda i, x: x - damp * x * (1 + x * x), draw.start(n, 0.2, 0.9), rows * draw.longer
    )
    return record(f, x, shown(ALL, damp * rows > 5))


def newton_on_powers(draw: Draw) -> Case:
    """Newton on Σx^m/m: x shrinks by (m − 2)/(m − 1) a step, linearly."""
    rows, m = draw.rows(100, 400), int(draw.rng.choice([4, 6, 8, 10]))
    n = int(draw.rng.integers(1, 4))
    ratio = (m - 2) / (m - 1)
    x = iterates(lambda i, x: ratio * x, draw.start(n), rows * draw.longer)
    return record(power(m), x, ALL, step=np.ones(len(x)))


def newton_that_stops(draw: Draw) -> Case:
    """Damped halves of Newton on a quadratic, then a full step: ∇f = 0 exactly, stopped."""
    rows, n = draw.rows(100, 300), int(draw.rng.integers(1, 4))
    x0 = np.round(draw.start(n) * 8) / 8 + 0.125
    ratio = 2.0 ** -np.arange(rows * draw.longer)[:, None]
    x = x0 * ratio
    x[-1] = 0
    lam = spectrum(draw, n, 0.1, 10)
    f = Function(lambda x: (lam * x * x).sum(-1) / 2, lambda x: lam * x)
    case = record(f, x, ALL)
    return made(ALL, case.gradient_norm, value=case.value, iterate=x, stopped=True)


def trust_region_on_wavy_bowl(draw: Draw) -> Case:
    """Trust region Newton, by coordinates, on ½x² + a cos wx: fast to a local minimizer."""
    rows, n = draw.rows(100, 500), int(draw.rng.integers(1, 6))
    lam, a, w = 1.0, draw.between(0.2, 1.0), draw.between(1.5, 4)
    f = wavy(lam, a, w)
    size = np.full(n, 0.1)

    def h(x: np.ndarray) -> np.ndarray:
        return lam * x * x / 2 + a * np.cos(w * x)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        g, c = lam * x - a * w * np.sin(w * x), lam - a * w * w * np.cos(w * x)
        d = np.clip(np.where(c > 0, -g / np.where(c > 0, c, 1), -np.sign(g) * size), -size, size)
        ok = h(x + d) <= h(x)
        size[:] = np.clip(np.where(ok, size * 2, size / 4), 1e-8, 1.0)
        return np.where(ok, x + d, x)

    return record(f, iterates(update, draw.start(n, 0.5, 5), rows * draw.longer), ALL)


def polyak_steps(draw: Draw) -> Case:
    """t = (f − f*)/‖∇f‖² on a quadratic: ‖x − x*‖² falls by at least 1 − 1/(4κ) a step."""
    rows, n = draw.rows(500, 8000), int(draw.rng.integers(2, 7))
    lam = spectrum(draw, n, 0.05, 5)
    f = bowl(draw, lam, centered=True)
    x, count = draw.start(n), rows * draw.longer
    points, steps = np.empty((count, n)), np.empty(count)
    for i in range(count):
        g = f.gradient(x)
        gg = g @ g
        points[i], steps[i] = x, (f.value(x) / gg if gg > 0 else 0)
        x = x - steps[i] * g
    return record(f, points, shown(ALL, rows > 30 * lam[-1] / lam[0]), step=steps)


def exact_line_search(draw: Draw) -> Case:
    """Steepest descent with exact steps zigzags to the minimizer, error ~ exp(−2k/κ)."""
    rows, n = draw.rows(300, 5000), int(draw.rng.integers(2, 5))
    lam = spectrum(draw, n, 1, draw.spread(10, 3000))
    lam[0] = 1.0
    f = bowl(draw, lam)
    A = hessian(f, n)
    x, count = draw.start(n), rows * draw.longer
    points, steps = np.empty((count, n)), np.empty(count)
    for i in range(count):
        g = f.gradient(x)
        bend = g @ A @ g
        points[i], steps[i] = x, (g @ g / bend if bend > 0 else 0)
        x = x - steps[i] * g
    return record(f, points, shown(ALL, 2 * rows > 6 * lam[-1]), step=steps)


def coordinate_sweeps(draw: Draw) -> Case:
    """Gauss-Seidel on a quadratic, a sweep a row: linear, at the spectral radius of its matrix."""
    rows, n = draw.rows(100, 2000), int(draw.rng.integers(2, 7))
    lam = spectrum(draw, n, 0.01, 2)
    f = bowl(draw, lam)
    A = hessian(f, n)
    b = -f.gradient(np.zeros(n))
    low, up = np.tril(A), np.triu(A, 1)
    M, c = -np.linalg.solve(low, up), np.linalg.solve(low, b)
    rate = np.abs(np.linalg.eigvals(M)).max()
    x = iterates(lambda i, x: M @ x + c, draw.start(n), rows * draw.longer)
    return record(f, x, shown(ALL, rows * -np.log(rate) > 4))


def proximal_points_on_quartic(draw: Draw) -> Case:
    """x⁺ + t x⁺³ = x: x ~ (2tk)^(−1/2), ∇f ~ k^(−3/2): everything converges, as powers."""
    rows, n, t = draw.rows(500, 10000), int(draw.rng.integers(1, 4)), draw.spread(0.1, 5)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        y = x
        for _ in range(30):
            y = y - (y + t * y**3 - x) / (1 + 3 * t * y * y)
        return y

    start = draw.start(n)
    x = iterates(update, start, rows * draw.longer)
    return record(
        power(4), x, shown(ALL, 2 * t * rows > 100 / (start**2).min()), step=np.full(len(x), t)
    )
