"""Noise that fades, lasts or hides what is below it."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function, kinked, quadratic
from corpus.kinds.kind import (
    RECURS,
    SHORT,
    SHORT_UNSEEN,
    SLOWLY,
    TO_A_MINIMIZER,
    WANDERS,
    Draw,
    record,
)
from corpus.kinds.running import descend


def _sgd(
    d: Draw, step: np.ndarray, letters: str, *, n: int = 1, noise: float = 0.0, bias: float = 0.0
) -> Case:
    """SGD on a quadratic with λ₁ = 1 under normal noise."""
    f = quadratic(np.linspace(1, 0.4, n) if n > 3 else np.ones(n))
    start, scale = d.start(n), noise or d.between(0.1, 1)
    x = descend(f, start, step, error=scale * d.noise(step, n) + bias)
    return record(f, x, letters, step=step)


def sgd_constant(d: Draw) -> Case:
    """AR(1): recurrent with a density at 0, so liminf ‖∇f‖ = 0, and nothing converges."""
    step = d.between(0.05, 0.9) + 0 * d.k(d.rows(500, 6000))
    return _sgd(d, step, RECURS, noise=d.spread(1e-4, 1))


def sgd_constant_in_ten_dimensions(d: Draw) -> Case:
    """The same in ℝ¹⁰, where no record comes near 0."""
    step = d.between(0.05, 0.9) + 0 * d.k(d.rows(1000, 6000))
    return _sgd(d, step, RECURS, n=10, noise=d.spread(1e-4, 1))


def sgd_robbins_monro(d: Draw) -> Case:
    """t = c/k, c in 0.7 … 1.9: x → 0 almost surely, like k^(−½)."""
    k = d.k(d.rows(2000, 9000))
    return _sgd(d, d.between(0.7, 1.9) / (k + 1), TO_A_MINIMIZER, n=3)


def sgd_powers(d: Draw) -> Case:
    """t = ck^(−p), p in 0.6 … 0.8: x ~ √t → 0 almost surely."""
    k = d.k(d.rows(2000, 9000))
    return _sgd(d, d.between(0.3, 0.9) * k ** -d.between(0.6, 0.8), TO_A_MINIMIZER, n=3)


def sgd_log_steps(d: Draw) -> Case:
    """t = c/log² k: Σ exp(−a/t) < ∞, so x → 0 almost surely, which no record shows."""
    k = d.k(d.rows(2000, 9000))
    return _sgd(d, d.between(0.3, 0.9) / np.log(k + 2) ** 2, SLOWLY, n=2)


def sgd_interpolating(d: Draw) -> Case:
    """Noise proportional to ∇f: each coordinate is multiplied by 1 − t(1 ± 0.8)λ < 1."""
    k = d.k(d.rows(400, 5000))
    lam = np.array([1, 0.6])
    f, step, start = quadratic(lam), d.between(0.1, 0.6) + 0 * k, d.start(2)
    sign = d.rng.choice([-0.8, 0.8], (len(k), 2))
    x = descend(f, start, step, error=lambda i, x: lam * x * sign[i])
    return record(f, x, TO_A_MINIMIZER, step=step)


def sgd_two_components(d: Draw) -> Case:
    """½(x ∓ 1)² drawn in turn with constant t: the stationary law is not a point."""
    k = d.k(d.rows(500, 6000))
    f, step, start = quadratic(1.0), d.between(0.05, 0.9) + 0 * k, d.start(1)
    error = d.rng.choice([-1.0, 1.0], (len(k), 1))
    return record(f, descend(f, start, step, error=error), "-FFFFFF", step=step)


def sgd_biased(d: Draw) -> Case:
    """Robbins–Monro with a bias b ≥ 0.1: x → −b under noise k^(−½)."""
    k, bias = d.k(d.rows(3000, 9000)), d.between(0.1, 1)
    return _sgd(d, d.between(0.8, 1.9) / (k + 1), SHORT, n=2, noise=0.3 * bias, bias=bias)


def sgd_bias_hidden(d: Draw) -> Case:
    """The same with b = 0.3σ/√K, a third of the last noise."""
    rows, noise = d.rows(3000, 9000), d.between(0.05, 0.3)
    step = 1.2 / (d.k(rows) + 1)
    return _sgd(d, step, SHORT_UNSEEN, n=2, noise=noise, bias=0.3 * noise / np.sqrt(rows))


def noise_fading(d: Draw) -> Case:
    """Constant t, noise σk^(−p), p ≥ 0.4: Gaussian of size k^(−p), so x → 0 almost surely."""
    return _under(d, d.k(d.rows(2000, 8000)) ** -d.between(0.4, 1), TO_A_MINIMIZER)


def noise_fading_by_log(d: Draw) -> Case:
    """Constant t, noise σ/log k: its maxima grow like √log k, so that x → 0; it is not shown."""
    return _under(d, 1 / np.log(d.k(d.rows(2000, 8000)) + 1), SLOWLY)


def noise_fading_to_a_floor(d: Draw) -> Case:
    """Noise σ(1 + a√(K/k)), a in 0.3 … 1, lasts: no limit but liminf ‖∇f‖ = 0."""
    rows = d.rows(2000, 8000)
    return _under(d, 0.1 * (1 + d.between(0.3, 1) * np.sqrt(rows / d.k(rows))), RECURS)


def noise_appearing_late(d: Draw) -> Case:
    """GD is at 10⁻² of its start or lower when noise sets in that lasts, from K/2 on."""
    rows = d.rows(2000, 6000)
    return _under(d, 0.01 * (d.k(rows) > rows / 2), RECURS)


def _under(d: Draw, size: np.ndarray, letters: str) -> Case:
    f, step = quadratic(np.array([1, 0.7])), d.between(0.1, 0.8) + 0 * size
    start, scale = d.start(2), d.between(0.1, 1)
    x = descend(f, start, step, error=scale * size[:, None] * d.noise(size, 2))
    return record(f, x, letters, step=step)


def noise_with_long_memory(d: Draw) -> Case:
    """Errors AR(1) with a memory of 300 … 3000 rows, constant t: a stationary density."""
    k, q = d.k(d.rows(2000, 8000)), 1 - d.spread(1 / 3000, 1 / 300)
    f, step, start, scale = (
        quadratic(1.0),
        d.between(0.1, 0.9) + 0 * k,
        d.start(1),
        d.between(0.1, 1),
    )
    error = scale * np.sqrt(1 - q * q) * d.noise(k, 1)
    for i in range(1, len(k)):
        error[i] += q * error[i - 1]
    return record(f, descend(f, start, step, error=error), RECURS, step=step)


def components_in_turn(d: Draw) -> Case:
    """½(x − aᵢ)² in a fixed order with constant t contract to a cycle whose points are not 0."""
    k = d.k(d.rows(500, 6000))
    return _in_turn(d, d.between(0.1, 0.9) + 0 * k, WANDERS)


def components_in_turn_fading(d: Draw) -> Case:
    """The same with t = ck^(−p): |x| = O(t)."""
    k = d.k(d.rows(2000, 8000))
    return _in_turn(d, d.between(0.3, 0.9) * k ** -d.between(0.4, 0.8), TO_A_MINIMIZER)


def components_reshuffled_fading(d: Draw) -> Case:
    """The same, reshuffled each epoch, as data loaders do: sums over an epoch are 0, |x| = O(t)."""
    k = d.k(d.rows(2000, 8000))
    return _in_turn(
        d, d.between(0.3, 0.9) * k ** -d.between(0.5, 0.8), TO_A_MINIMIZER, shuffled=True
    )


def _in_turn(d: Draw, step: np.ndarray, letters: str, *, shuffled: bool = False) -> Case:
    f, start, count = quadratic(1.0), d.start(1), int(d.rng.integers(3, 40))
    centers = d.rng.standard_normal(count)
    centers -= centers.mean()
    epochs = range(len(step) // count + 1)
    order = [d.rng.permutation(count) if shuffled else np.arange(count) for _ in epochs]
    error = -centers[np.concatenate(order)[: len(step)]][:, None]
    return record(f, descend(f, start, step, error=error), letters, step=step)


def restarts_under_noise(d: Draw) -> Case:
    """Cosine restarts with doubling periods: noise is back at each, and gone before the next."""
    k = d.k(d.rows(3000, 9000)) + 63
    part = k / 2.0 ** np.floor(np.log2(k)) - 1
    return _sgd(d, d.between(0.3, 0.9) * (1 + np.cos(np.pi * part)) / 2, RECURS)


def flat_direction_under_noise(d: Draw) -> Case:
    """½y², t = ck^(−½): y → 0 almost surely, and Σt² = ∞, so that x wanders for ever."""
    k = d.k(d.rows(3000, 9000))
    f, step = quadratic([0.0, 1.0]), d.between(0.2, 0.8) * k**-0.5
    start, scale = d.start(2), d.between(0.1, 1)
    return record(f, descend(f, start, step, error=scale * d.noise(k, 2)), "TTTTfTf", step=step)


def _averaged(f: Function, x: np.ndarray, letters: str, step: np.ndarray) -> Case:
    mean = np.cumsum(x, axis=0) / np.arange(1.0, len(x) + 1)[:, None]
    return record(f, mean, letters, step=step)


def averaged_sgd(d: Draw) -> Case:
    """Averages of SGD with constant t on a quadratic: they tend to 0 like k^(−½)."""
    k = d.k(d.rows(3000, 9000))
    f, step = quadratic(np.array([1, 0.5])), d.between(0.1, 0.8) + 0 * k
    start, scale = d.start(2), d.between(0.1, 1)
    return _averaged(f, descend(f, start, step, error=scale * d.noise(k, 2)), TO_A_MINIMIZER, step)


def averaged_sgd_on_a_kink(d: Draw) -> Case:
    """The same on a kinked bowl: E f′(X) = 0 with λ₊ = 4λ₋ makes E X < 0, where f′ ≠ 0."""
    k = d.k(d.rows(5000, 9000))
    f, step = kinked(1.0, 4.0), d.between(0.1, 0.4) + 0 * k
    start, scale = d.start(1, 0.1, 0.5), d.between(0.3, 1)
    return _averaged(f, descend(f, start, step, error=scale * d.noise(k, 1)), SHORT, step)


def averaged_weights(d: Draw) -> Case:
    """An exponential average of SGD's iterates, as kept of weights: it wanders, only less."""
    k, decay = d.k(d.rows(2000, 6000)), 1 - d.spread(0.005, 0.1)
    f, step = quadratic(np.array([1, 0.5])), d.between(0.1, 0.8) + 0 * k
    start, scale = d.start(2), d.between(0.1, 1)
    x = descend(f, start, step, error=scale * d.noise(k, 2))
    for i in range(1, len(x)):
        x[i] = decay * x[i - 1] + (1 - decay) * x[i]
    return record(f, x, RECURS, step=step)
