"""Motions without rest: cycles, circles, drifts, plateaus, spikes, noise, divergence."""

from __future__ import annotations

import numpy as np

from corpus.case import (
    ALL_FALSE,
    ALL_OPEN,
    ALL_TRUE,
    Case,
    F,
    Generator,
    T,
    U,
    always,
    direction,
    horizon,
    log_uniform,
    plateau,
)


def _indices(rng: Generator, most: float = 2e5) -> np.ndarray:
    return np.arange(1, horizon(rng, most) + 1.0)


def two_cycle(rng: Generator) -> Case:
    """x swings by ±δ about the minimizer of a quadratic after a linear transient, δ of any size."""
    k = _indices(rng)
    delta = log_uniform(rng, 1e-13, 1)
    while True:  # until the cycle is reached, or out of sight, when the record ends
        transient = np.exp(-log_uniform(rng, 1, 100) * k / k[-1] * np.log(1e3 / delta) / 5)
        if not 0.1 < transient[-1] / delta < 100:
            break
    r = transient + delta * (-1.0) ** k
    n = int(rng.integers(1, 5))
    iterate = r[:, None] * direction(rng, n)
    gradient = np.abs(r)
    step = rng.uniform(0.1, 0.9)
    return Case(
        kind="two-cycle",
        labels=plateau(transient, delta, ALL_FALSE),
        gradient_norm=gradient,
        value=rng.normal() * (delta > 1e-3) + gradient**2 / 2,
        iterate=iterate,
        step=step + 0 * k,
        radius=delta * (2 - step) / step + 0 * k,
        needs_schedule=True,
    )


def hidden_cycle(rng: Generator) -> Case:
    """A two-cycle below the rounding of x, or one that the transient has not come down to."""
    k = _indices(rng)
    far = log_uniform(rng, 1e3, 1e8)
    delta = far * 1e-16 * rng.uniform(0.01, 0.3)
    transient = np.exp(-rng.uniform(40, 200) * k / k[-1])
    x = far + (transient + delta * (-1.0) ** k)
    r = np.abs(x - far) + far * 1e-17 * (1 + rng.random(len(k)))
    return Case(
        kind="hidden cycle",
        labels=always(ALL_OPEN),
        gradient_norm=r,
        value=r**2 / 2,
        iterate=x[:, None],
        step=0.5 + 0 * k,
        radius=3 * delta + 0 * k,
        needs_schedule=True,
    )


def long_cycle(rng: Generator) -> Case:
    """A closed orbit: an ellipse run through with an irrational frequency, f constant or not."""
    k = _indices(rng)
    frequency = rng.uniform(0.05, 3)
    axes = np.array([1.0, rng.uniform(0.2, 1)])
    transient = np.exp(-log_uniform(rng, 10, 300) * k / k[-1])
    angle = frequency * k
    iterate = np.stack([np.cos(angle), np.sin(angle)], axis=1) * axes * (1 + transient)[:, None]
    gradient = np.linalg.norm(iterate * [1.0, 2.0], axis=1)
    return Case(
        kind="long cycle",
        labels=plateau(transient, 1.0, ALL_FALSE),
        gradient_norm=gradient,
        value=0.5 * iterate[:, 0] ** 2 + iterate[:, 1] ** 2,
        iterate=iterate,
        step=0.1 + 0 * k,
    )


def stalled(rng: Generator) -> Case:
    """x comes to rest where ∇f ≠ 0 although Σt = ∞: y = c + transient, slow or fast."""
    k = _indices(rng)
    c = log_uniform(rng, 1e-3, 1)
    p = rng.uniform(0.3, 2)
    speed = int(rng.integers(3))
    if speed == 0:
        transient = c * rng.uniform(0.02, 3) * (k / k[-1]) ** -p
    elif speed == 1:
        transient = np.exp(-rng.uniform(5, 100) * k / k[-1])
    else:
        transient = c * rng.uniform(0.02, 3) * (k / k[-1]) ** -p * np.cos(np.pi * k)
        transient = np.abs(transient) + 0.2 * transient
    x = c + transient
    step = rng.choice([0.0, 1.0]) * 0.3 + 0.2 / k ** rng.choice([0.0, 0.6])
    return Case(
        kind="stalled",
        labels=plateau(transient, c, ALL_FALSE),
        gradient_norm=np.abs(x),
        value=x**2 / 2,
        iterate=x[:, None] * direction(rng, int(rng.integers(1, 4))),
        step=step,
        radius=c + 0 * k,
        needs_schedule=True,
    )


def moving_radius(rng: Generator) -> Case:
    """y = ρ_k = k^(−a), a <= 0.01: the run has hardly seen the schedule move."""
    k = _indices(rng)
    a = log_uniform(rng, 1e-4, 1e-2)
    radius = log_uniform(rng, 1e-3, 0.3) * k**-a
    level = rng.uniform(0.1, 0.6)
    x = level * radius * (-1.0) ** k
    return Case(
        kind="moving radius",
        labels=always(ALL_OPEN),
        gradient_norm=np.abs(x),
        value=x**2 / 2,
        iterate=x[:, None],
        step=0.3 + 0 * k,
        radius=radius,
        needs_schedule=True,
    )


def spikes(rng: Generator) -> Case:
    """A decaying run with spikes: at equal height for ever, shrinking, or at k = 2^(2^j)."""
    k = _indices(rng)
    p = rng.uniform(0.5, 1.5)
    base = k**-p
    choice = int(rng.integers(4))
    high = np.zeros_like(k, dtype=bool)
    ratio = rng.uniform(1.2, 2)
    if choice in (0, 1):
        high[(ratio ** np.arange(0, np.log(len(k)) / np.log(ratio))).astype(int) - 1] = True
    elif choice == 2:
        high[(np.arange(1, int(len(k) ** 0.5) + 1) ** 2) - 1] = True
    else:
        marks = 2 ** (2 ** np.arange(0, 5))
        high[marks[marks <= len(k)] - 1] = True
    tall = rng.uniform(0.2, 1) * (k ** -rng.uniform(0.3, 0.45) if choice == 1 else 1.0)
    y = np.where(high, base + tall, base)
    labels = {0: (T, F, F, F, F), 1: ALL_TRUE, 2: (T, F, F, F, F), 3: (T, U, U, U, U)}[choice]
    kind = ["spikes, persistent", "spikes, shrinking", "spikes at squares", "spikes, rare"][choice]
    return Case(
        kind=kind,
        labels=always(labels),
        gradient_norm=y,
        value=y**2 / 2,
        iterate=y[:, None] * direction(rng, int(rng.integers(1, 4))),
        step=0.2 + 0 * k if rng.random() < 0.5 else None,
    )


def circling(rng: Generator) -> Case:
    """Towards a circle of stationary points while turning by log k for ever; f converges."""
    k = _indices(rng)
    p = rng.uniform(0.8, 2)
    gap = k**-p
    turn = rng.uniform(0.3, 3) * np.log(k)
    radius = 1 + gap
    iterate = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    gradient = np.hypot(gap, 0.5 / k)
    return Case(
        kind="circling",
        labels=always((T, T, T, T, F)),
        gradient_norm=gradient,
        value=gap**2 / 2 + 0.1 / k,
        iterate=iterate,
    )


def spiral(rng: Generator) -> Case:
    """A spiral into one point."""
    k = _indices(rng)
    r = k ** -rng.uniform(0.4, 2)
    turn = rng.uniform(0.5, 4) * np.log(k)
    iterate = np.stack([r * np.cos(turn), r * np.sin(turn)], axis=1) + rng.normal(size=2)
    return Case(
        kind="spiral",
        labels=always(ALL_TRUE),
        gradient_norm=r * rng.uniform(0.5, 2),
        value=r**2 / 2,
        iterate=iterate,
    )


def slow_turning(rng: Generator) -> Case:
    """Turns by log log k: bounded, ∇f → 0, and no run tells whether x converges."""
    k = _indices(rng)
    turn = rng.uniform(1, 3) * np.log(np.log(k + 3))
    gap = k ** -rng.uniform(0.7, 1.5)
    iterate = (1 + gap)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Case(
        kind="slow turning",
        labels=always((T, T, T, T, U)),
        gradient_norm=gap,
        value=gap**2 / 2,
        iterate=iterate,
    )


def drift(rng: Generator) -> Case:
    """‖x‖ → ∞ with ∇f → 0: x = log k on e^(−x), or x = k^a on a power of 1/x."""
    k = _indices(rng)
    n = int(rng.integers(1, 4))
    if rng.random() < 0.5:
        shift = rng.uniform(0, 5)
        x, y, f, kind = np.log(k + shift), 1 / (k + shift), 1 / (k + shift), "drift, log"
    else:
        a = rng.uniform(0.15, 0.6)  # x^(−m), m = 1/a − 2: x⁺ = x + t m x^(−m−1)
        m = 1 / a - 2
        x, kind = k**a, "drift, power"
        y, f = (m * x ** (-m - 1), x**-m) if m > 0.05 else (1 / x, -np.log(x))
    return Case(
        kind=kind,
        labels=always((T, T, T, F, F)),
        gradient_norm=y,
        value=f,
        iterate=x[:, None] * direction(rng, n),
        unbounded_value=bool(abs(f[-1]) > 2 * abs(f[0])),
    )


def diverging(rng: Generator) -> Case:
    """x grows like qᵏ on a quadratic that a constant step is too long for."""
    k = _indices(rng, 5000)
    growth, horizon_end = log_uniform(rng, 12, 2e3), k[-1]
    k = k[growth * k / k[-1] < np.log(1e150)]
    r = np.exp(growth / horizon_end * k)
    overflowed = growth > np.log(1e150)
    x = r * (-1.0) ** k
    return Case(
        kind="diverging",
        labels=always((F, T, F, F, F)),
        gradient_norm=r,
        value=r**2 / 2,
        iterate=x[:, None],
        step=1.0 + 0 * k,
        overflowed=overflowed,
    )


def noisy_decay(rng: Generator) -> Case:
    """r = k^(−p) or e^(−b√k), times lognormal noise that changes at every step."""
    k = _indices(rng)
    if rng.random() < 0.6:
        r = k ** -rng.uniform(0.4, 1.5)
    else:
        r = np.exp(-rng.uniform(8, 40) * np.sqrt(k / k[-1]))
    r = r * np.exp(log_uniform(rng, 0.003, 0.5) * rng.standard_normal(len(k)))
    n = int(rng.integers(1, 4))
    return Case(
        kind="noisy decay",
        labels=always(ALL_TRUE),
        gradient_norm=r,
        value=r**2 / 2,
        iterate=r[:, None] * direction(rng, n),
    )


def noise_floor(rng: Generator) -> Case:
    """Random noise of constant size: the gradient stays large, its least values are erratic."""
    k = _indices(rng)
    n = int(rng.integers(1, 7))
    size = log_uniform(rng, 1e-4, 0.3)
    transient = np.exp(-rng.uniform(20, 200) * k / k[-1])
    noise = size * rng.standard_normal((len(k), n))
    iterate = transient[:, None] * direction(rng, n) + noise
    gradient = np.linalg.norm(iterate, axis=1)
    after: tuple = (U, F, F, F, F)
    return Case(
        kind="noise floor",
        labels=plateau(transient, size, after),
        gradient_norm=gradient,
        value=gradient**2 / 2,
        iterate=iterate,
        step=0.3 + 0 * k,
        radius=size * rng.uniform(1, 4) + 0 * k,
        needs_schedule=True,
    )


def bounded_noise(rng: Generator) -> Case:
    """y = c (1 + a·uniform), a < 1: away from 0 for ever."""
    k = _indices(rng)
    c, a = log_uniform(rng, 1e-6, 1), rng.uniform(0.01, 0.8)
    y = c * (1 + a * rng.uniform(-1, 1, len(k)))
    sign = np.where(rng.random(len(k)) < 0.5, -1, 1)
    return Case(
        kind="bounded noise",
        labels=always(ALL_FALSE),
        gradient_norm=y,
        value=y**2 / 2,
        iterate=(sign * y)[:, None],
        step=0.3 + 0 * k,
    )


def noisy_log(rng: Generator) -> Case:
    """(log k)^(−p) with a few per cent of noise."""
    k = _indices(rng)
    r = np.log(k + 2) ** -rng.uniform(0.5, 1.2)
    r = r * np.exp(rng.uniform(0.03, 0.06) * rng.standard_normal(len(k)))
    return Case(
        kind="noisy log",
        labels=always(ALL_OPEN),
        gradient_norm=r,
        value=r**2 / 2,
        iterate=r[:, None],
    )


KINDS = (
    two_cycle,
    two_cycle,
    hidden_cycle,
    long_cycle,
    stalled,
    stalled,
    moving_radius,
    spikes,
    spikes,
    circling,
    spiral,
    slow_turning,
    drift,
    diverging,
    noisy_decay,
    noisy_decay,
    noise_floor,
    bounded_noise,
    noisy_log,
)
