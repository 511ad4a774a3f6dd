"""Stochastic gradients: fading and lasting noise, averages, variance reduction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import exponential, huber, quadratic, well
from corpus.kinds.kind import RECURS, SHORT, Draw, record
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.running import descend
from corpus.unseen.tools import bowl, bowl_of, exp_minus_x, hessian, iterates, shown, spectrum


def _fading(draw: Draw, rows: int, lam: np.ndarray, a: float, factor: float) -> np.ndarray:
    """c(k + k₀)^(−a) with t ≤ 1/λmax."""
    c = factor / lam[0]
    return c * (draw.k(rows) + (c * lam[-1]) ** (1 / a)) ** -a


def sgd_fading(draw: Draw) -> Case:
    """SGD, t ~ k^(−a), a in (0.6, 1], strongly convex: converges almost surely, as k^(−a/2)."""
    rows, n, a = draw.rows(1000, 20000), int(draw.rng.integers(1, 6)), draw.between(0.6, 1)
    lam = spectrum(draw, n, 0.5, 4)
    f, t = bowl(draw, lam), _fading(draw, rows, lam, a, draw.between(1.2, 2.5))
    start, sigma = draw.start(n), draw.between(0.1, 1)
    x = descend(f, start, t, error=sigma * draw.noise(t, n))
    return record(f, x, shown(ALL, t[:rows].sum() * lam[0] > 5), step=t)


def sgd_fading_slowly(draw: Draw) -> Case:
    """t ~ k^(−a), a in 0.1 … 0.3, Gaussian noise: Σt² = ∞, yet tₖ log k → 0 and x → x* almost
    surely; the record barely shows it."""
    rows, n, a = draw.rows(1000, 10000), int(draw.rng.integers(1, 5)), draw.between(0.1, 0.3)
    lam = spectrum(draw, n, 0.5, 3)
    f, t = bowl(draw, lam), 0.3 / lam[-1] * draw.k(rows) ** -a
    start, sigma = draw.start(n), draw.between(0.3, 2)
    return record(f, descend(f, start, t, error=sigma * draw.noise(t, n)), ALL.lower(), step=t)


def sgd_lasting(draw: Draw) -> Case:
    """SGD with a constant step: a stationary Gaussian law, recurrent, so that nothing converges."""
    rows, n = draw.rows(1000, 20000), int(draw.rng.integers(1, 8))
    lam = spectrum(draw, n, 0.3, 3)
    f, t = bowl(draw, lam), np.full(rows * draw.longer, draw.spread(0.01, 0.5) / lam[-1])
    start, sigma = draw.start(n), draw.spread(0.1, 3)
    x = descend(f, start, t, error=sigma * draw.noise(t, n))
    return record(f, x, shown(RECURS, t[0] * lam[0] * rows > 40), step=t)


def sgd_lasting_on_huber(draw: Draw) -> Case:
    """SGD with constants on a convex function with linear arms: recurrent, never at rest."""
    rows, n, t = draw.rows(2000, 20000), int(draw.rng.integers(1, 5)), draw.spread(0.02, 0.3)
    step = np.full(rows * draw.longer, t)
    start, sigma = draw.start(n, 0.5, 8), draw.between(0.3, 1.5)
    x = descend(huber(), start, step, error=sigma * draw.noise(step, n))
    return record(huber(), x, shown(RECURS, t * rows > 100), step=step)


def interpolated_noise(draw: Draw) -> Case:
    """Noise in proportion to the gradient: E log of the factor is negative, so x → x* linearly."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(1, 5))
    lam, sigma = spectrum(draw, n, 0.3, 3), draw.between(0.3, 2)
    f, t = quadratic(lam, 0.0), draw.spread(0.003, 0.1) / lam[-1]
    start = draw.start(n)
    noise = 1 + sigma * draw.noise(draw.k(rows), n)
    x = iterates(lambda i, x: x - t * lam * x * noise[i], start, rows * draw.longer)
    return record(f, x, shown(ALL, t * lam[0] * rows > 8), step=np.full(len(x), t))


def svrg_finite_sum(draw: Draw) -> Case:
    """SVRG on least squares, a small constant step: linear."""
    rows, n, N = draw.rows(2000, 15000), int(draw.rng.integers(1, 5)), 20
    Z, b = draw.rng.standard_normal((N, n)), draw.rng.standard_normal(N)
    A, c = Z.T @ Z / N, Z.T @ b / N
    x_star = np.linalg.solve(A, c)
    lam = np.linalg.eigvalsh(A)
    t, start = 0.08 / (Z * Z).sum(1).max(), draw.start(n)
    pick = draw.rng.integers(0, N, rows * draw.longer)
    anchor = [start, A @ start - c]

    def update(i: int, x: np.ndarray) -> np.ndarray:
        if i % (2 * N) == 0:
            anchor[:] = [x, A @ x - c]
        z = Z[pick[i]]
        return x - t * (z * (z @ (x - anchor[0])) + anchor[1])

    x = iterates(update, start, rows * draw.longer)
    d = x - x_star
    f = bowl_of(A, x_star)
    return record(f, x, shown(ALL, t * lam[0] * rows > 10), step=np.full(len(d), t))


def averaged_fading(draw: Draw) -> Case:
    """Polyak-Ruppert averages of SGD with k^(−a), a in 0.55 … 0.8: x̄ → x* as k^(−1/2)."""
    rows, n, a = draw.rows(2000, 20000), int(draw.rng.integers(1, 5)), draw.between(0.55, 0.8)
    lam = spectrum(draw, n, 0.5, 3)
    f, t = bowl(draw, lam), _fading(draw, rows, lam, a, 1.5)
    start, sigma = draw.start(n), draw.between(0.3, 1.5)
    x = descend(f, start, t, error=sigma * draw.noise(t, n))
    mean = np.cumsum(x, 0) / draw.k(rows)[:, None]
    return record(f, mean, shown(ALL, t[:rows].sum() * lam[0] > 15), step=t)


def averaged_constant(draw: Draw) -> Case:
    """Averages of SGD with a constant step on a quadratic: unbiased, x̄ → x* as k^(−1/2)."""
    rows, n = draw.rows(2000, 20000), int(draw.rng.integers(1, 5))
    lam = spectrum(draw, n, 0.3, 3)
    f, t = bowl(draw, lam), np.full(rows * draw.longer, draw.spread(0.02, 0.3) / lam[-1])
    start, sigma = draw.start(n), draw.between(0.3, 2)
    x = descend(f, start, t, error=sigma * draw.noise(t, n))
    mean = np.cumsum(x, 0) / draw.k(rows)[:, None]
    return record(f, mean, shown(ALL, t[0] * lam[0] * rows > 100))


def averaged_biased(draw: Draw) -> Case:
    """Averages of SGD with a constant step on e^x − x: E e^x = 1 under the stationary law, so that
    E x < 0 by Jensen: x̄ converges to a point that is not stationary."""
    rows, t = draw.rows(8000, 30000), draw.between(0.15, 0.35)
    step = np.full(rows * draw.longer, t)
    start, sigma = draw.start(1, 0.2, 1), draw.between(0.8, 1.2)
    noise = sigma * np.clip(draw.noise(step, 1), -3, 3)
    x = descend(exp_minus_x(), start, step, error=noise)
    mean = np.cumsum(x, 0) / draw.k(rows)[:, None]
    return record(exp_minus_x(), mean, SHORT)


def random_coordinates(draw: Draw) -> Case:
    """Random coordinate descent on a rotated quadratic: linear almost surely."""
    rows, n = draw.rows(500, 10000), int(draw.rng.integers(2, 8))
    lam = spectrum(draw, n, 0.2, 2)
    f = bowl(draw, lam)
    A = hessian(f, n)
    t, start = 0.8 / np.diag(A), draw.start(n)
    pick = draw.rng.integers(0, n, rows * draw.longer)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        y, j = x.copy(), pick[i]
        y[j] -= t[j] * f.gradient(x)[j]
        return y

    x = iterates(update, start, rows * draw.longer)
    return record(f, x, shown(ALL, t.min() * lam[0] * rows / n > 8))


def heavy_tailed_fading(draw: Draw) -> Case:
    """Noise with Student's t, 3 degrees, t ~ k^(−a), a in 0.8 … 1: finite variance, converges."""
    rows, n, a = draw.rows(2000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.8, 1)
    lam = spectrum(draw, n, 0.5, 3)
    f, t = bowl(draw, lam), _fading(draw, rows, lam, a, draw.between(1.5, 3))
    start, sigma = draw.start(n), draw.between(0.1, 0.5)
    x = descend(f, start, t, error=sigma * draw.rng.standard_t(3, (len(t), n)))
    return record(f, x, shown(ALL, t[:rows].sum() * lam[0] > 5), step=t)


def kaczmarz_minibatch_norms(draw: Draw) -> Case:
    """Randomized Kaczmarz on a consistent system; the norm of the row's gradient is recorded: it
    and ∇f tend to 0 linearly."""
    rows, n, N = draw.rows(1000, 10000), int(draw.rng.integers(2, 6)), 15
    Z = draw.rng.standard_normal((N, n))
    Z /= np.linalg.norm(Z, axis=1)[:, None]
    A, c, start = Z.T @ Z / N, draw.rng.uniform(-1, 1, n), draw.start(n)
    t = draw.spread(0.05, 1)
    pick = draw.rng.integers(0, N, rows * draw.longer)
    x = iterates(
        lambda i, x: x - t * Z[pick[i]] * (Z[pick[i]] @ (x - c)), start, rows * draw.longer
    )
    f = bowl_of(A, c)
    case = record(
        f, x, shown(ALL, t * np.linalg.eigvalsh(A)[0] * rows > 8), step=np.full(len(x), t)
    )
    return replace(case, gradient_norm=np.abs(((x - c) * Z[pick]).sum(-1)))


def lasting_minibatch_norms(draw: Draw) -> Case:
    """Constant step, lasting noise, and the norm of the noisy gradient is recorded: neither it nor
    ∇f tends to 0; both have densities, so that both come close to 0 infinitely often."""
    rows, n = draw.rows(2000, 20000), int(draw.rng.integers(1, 4))
    lam = spectrum(draw, n, 0.3, 3)
    f, t = bowl(draw, lam), np.full(rows * draw.longer, draw.spread(0.02, 0.3) / lam[-1])
    start, noise = draw.start(n), draw.between(0.3, 2) * draw.noise(t, n)
    x = descend(f, start, t, error=noise)
    case = record(f, x, shown(RECURS, t[0] * lam[0] * rows > 40), step=t)
    return replace(case, gradient_norm=np.linalg.norm(f.gradient(x) + noise, axis=-1))


def step_cut_midway(draw: Draw) -> Case:
    """Lasting noise; the step is cut by 3 to 10 in the middle, and stays: lower, but recurrent."""
    rows, n, cut = draw.rows(5000, 30000), int(draw.rng.integers(1, 5)), draw.between(3, 10)
    lam = spectrum(draw, n, 0.5, 2)
    f, t = bowl(draw, lam), draw.spread(0.05, 0.4) / lam[-1]
    step = np.where(draw.k(rows) < draw.between(0.3, 0.6) * rows, t, t / cut)
    start, sigma = draw.start(n), draw.between(0.3, 2)
    x = descend(f, start, step, error=sigma * draw.noise(step, n))
    return record(f, x, shown(RECURS, t / cut * lam[0] * 0.4 * rows > 20), step=step)


def noise_down_an_exponential(draw: Draw) -> Case:
    """SGD on e^(−x), t ~ k^(−a), a in 0.6 … 0.8: Σt²  is finite, x → ∞ as (1 − a) log k."""
    rows, a = draw.rows(1000, 20000), draw.between(0.6, 0.8)
    t = draw.between(0.5, 2) * draw.k(rows) ** -a
    start, sigma = draw.start(1, 0.2, 1), draw.between(0.02, 0.2)
    x = descend(exponential(), start, t, error=sigma * draw.noise(t, 1))
    return record(exponential(), x, "tttfftf", step=t)


def growing_batches(draw: Draw) -> Case:
    """Constant step, batch ~ k^q, noise k^(−q/2), q in 1 … 2: x → x* as k^(−q/2)."""
    rows, n, q = draw.rows(1000, 20000), int(draw.rng.integers(1, 5)), draw.between(1, 2)
    lam = spectrum(draw, n, 0.5, 3)
    f, t = bowl(draw, lam), np.full(rows * draw.longer, draw.spread(0.05, 0.5) / lam[-1])
    start, sigma = draw.start(n), draw.between(0.3, 2) * draw.k(rows)[:, None] ** (-q / 2)
    x = descend(f, start, t, error=sigma * draw.noise(t, n))
    return record(f, x, shown(ALL, t[0] * lam[0] * rows > 20), step=t)


def batches_grown_to_a_cap(draw: Draw) -> Case:
    """The same until the batch reaches a cap at a tenth of the record: then lasting noise."""
    rows, n, q = draw.rows(3000, 20000), int(draw.rng.integers(1, 5)), draw.between(1, 2)
    lam = spectrum(draw, n, 0.5, 2)
    f, t = bowl(draw, lam), np.full(rows * draw.longer, draw.spread(0.05, 0.5) / lam[-1])
    start = draw.start(n)
    sigma = draw.between(0.3, 2) * np.minimum(draw.k(rows), rows / 10)[:, None] ** (-q / 2)
    x = descend(f, start, t, error=sigma * draw.noise(t, n))
    return record(f, x, shown(RECURS, t[0] * lam[0] * rows > 60), step=t)


def noisy_wells_fading(draw: Draw) -> Case:
    """SGD on ¼(x² − 1)² with fading steps: one well wins almost surely (curvature 2)."""
    rows, n, a = draw.rows(2000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.65, 0.95)
    t = draw.between(0.5, 1.2) * (draw.k(rows) + 30) ** -a
    start, sigma = draw.start(n, 0.5, 1.5), draw.between(0.1, 0.5)
    x = descend(well(), start, t, error=sigma * draw.noise(t, n))
    return record(well(), x, shown(ALL, 2 * t[:rows].sum() > 8), step=t)


def noisy_signs_fading(draw: Draw) -> Case:
    """signSGD, Gaussian noise, t ~ k^(−a), a in 0.65 … 0.9: E sign is monotone in ∇f: converges."""
    rows, n, a = draw.rows(3000, 20000), int(draw.rng.integers(1, 4)), draw.between(0.65, 0.9)
    lam = spectrum(draw, n, 0.8, 3)
    f = quadratic(lam, draw.rng.uniform(-1, 1, n))
    t = draw.between(0.5, 1.5) * (draw.k(rows) + 10) ** -a
    start, sigma = draw.start(n), draw.between(0.3, 1)
    x = descend(f, start, t, error=sigma * draw.noise(t, n), shape=np.sign)
    return record(f, x, shown(ALL, t[:rows].sum() > 15), step=t)
