"""A second family, designed after tuning on the first: other motions, other records."""

from __future__ import annotations

from dataclasses import replace

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
)
from corpus.simulated import Steps, constantly, simulate


def _indices(rng: Generator) -> np.ndarray:
    return np.arange(1, horizon(rng) + 1.0)


def heavy_ball(rng: Generator) -> Case:
    """A damped oscillation through the minimizer: x = e^(−bk) cos ωk, or k^(−p) cos(ω log k)."""
    k = _indices(rng)
    if rng.random() < 0.5:
        envelope, phase = np.exp(-rng.uniform(10, 300) * k / k[-1]), rng.uniform(0.05, 2) * k
    else:
        envelope, phase = k ** -rng.uniform(0.6, 2), rng.uniform(1, 8) * np.log(k)
    u = np.stack([envelope * np.cos(phase), envelope * np.sin(phase)], axis=1)
    spectrum = np.array([1.0, rng.uniform(0.3, 1)])
    gradient = np.linalg.norm(u * spectrum, axis=1)
    return Case(
        kind="damped oscillation",
        labels=always(ALL_TRUE),
        gradient_norm=gradient,
        value=0.5 * (u**2) @ spectrum,
        iterate=u + rng.normal(size=2),
    )


def correlated_noise(rng: Generator) -> Case:
    """SGD with constant step on ½x²: an autoregressive process that never settles."""
    k = _indices(rng)
    t, size, n = rng.uniform(0.05, 0.5), log_uniform(rng, 1e-3, 0.3), int(rng.integers(1, 5))
    noise = size * rng.standard_normal((len(k), n))
    x = np.empty((len(k), n))
    x[0] = direction(rng, n)
    for i in range(len(k) - 1):
        x[i + 1] = (1 - t) * x[i] - t * noise[i]
    gradient = np.linalg.norm(x, axis=1)
    settled = 30 / t
    return Case(
        kind="correlated noise",
        labels=lambda count: (U, F, F, F, F) if count > settled else ALL_OPEN,
        gradient_norm=gradient,
        value=gradient**2 / 2,
        iterate=x,
        step=t + 0 * k,
        radius=3 * size + 0 * k,
        needs_schedule=True,
    )


def diminishing_noise(rng: Generator) -> Case:
    """SGD with steps k^(−a): y shrinks like k^(−a/2), under full noise."""
    k = _indices(rng)
    a, n = rng.uniform(0.7, 1), int(rng.integers(3, 7))
    x = k[:, None] ** (-a / 2) * rng.standard_normal((len(k), n))
    gradient = np.linalg.norm(x, axis=1)
    return Case(
        kind="diminishing noise",
        labels=always(ALL_TRUE),
        gradient_norm=gradient,
        value=gradient**2 / 2,
        iterate=x,
        step=0.5 * k**-a,
    )


def bursts(rng: Generator) -> Case:
    """Long bursts of equal height, an eighth of every octave, for ever; small in between."""
    k = _indices(rng)
    on = np.mod(np.log2(k), 1) < 0.125
    y = np.where(on, 1.0, 0.3) * np.where(on, 1.0, k ** -rng.uniform(0.5, 1.5))
    return Case(
        kind="bursts",
        labels=always((T, F, F, F, F)),
        gradient_norm=y,
        value=y**2 / 2,
        iterate=y[:, None] * direction(rng, 2),
        step=0.2 + 0 * k if rng.random() < 0.5 else None,
    )


def modulated_decay(rng: Generator) -> Case:
    """y = k^(−p)(1 + a sin(ω log k))."""
    k = _indices(rng)
    r = k ** -rng.uniform(0.7, 2) * (
        1 + rng.uniform(0.1, 0.5) * np.sin(rng.uniform(2, 12) * np.log(k))
    )
    return Case(
        kind="modulated decay",
        labels=always(ALL_TRUE),
        gradient_norm=r,
        value=r**2 / 2,
        iterate=r[:, None] * direction(rng, int(rng.integers(1, 4))),
    )


def modulated_plateau(rng: Generator) -> Case:
    """A cycle whose size swells and shrinks with log k for ever."""
    k = _indices(rng)
    c = log_uniform(rng, 1e-3, 1)
    y = c * (1 + rng.uniform(0.05, 0.4) * np.sin(rng.uniform(2, 10) * np.log(k)))
    x = y * (-1.0) ** k
    return Case(
        kind="modulated plateau",
        labels=always(ALL_FALSE),
        gradient_norm=y,
        value=y**2 / 2,
        iterate=x[:, None] * direction(rng, int(rng.integers(1, 4))),
        step=0.4 + 0 * k,
        radius=4 * c + 0 * k,
        needs_schedule=True,
    )


def cascade(rng: Generator) -> Case:
    """Plateau after plateau, each left in turn, and linear convergence at the end."""
    k = _indices(rng)
    y, x = np.zeros_like(k), np.zeros_like(k)
    for j, leave in enumerate(np.sort(rng.uniform(0.01, 0.3, int(rng.integers(1, 4)))) * k[-1]):
        width = 0.02 * leave
        hump = 1 / np.cosh(np.clip((k - leave) / width, -300, 300))
        y, x = (
            y + 0.5**j * hump,
            x + 0.5**j / (1 + np.exp(-np.clip((k - leave) / width, -300, 300))),
        )
    tail = np.exp(-rng.uniform(20, 100) * k / k[-1])
    y = y + 1e-3 * tail
    value = np.cumsum(y[::-1] ** 2)[::-1] / np.sum(y**2)
    return Case(
        kind="cascade",
        labels=always(ALL_TRUE),
        gradient_norm=y,
        value=value,
        iterate=np.stack([x, tail], axis=1),
    )


def born_cycle(rng: Generator) -> Case:
    """An unstable minimizer: y grows from almost nothing to a two-cycle, and stays there."""
    k = _indices(rng)
    level, seed = rng.uniform(0.1, 1), log_uniform(rng, 1e-8, 1e-2)
    rate = rng.uniform(20, 300) / k[-1]
    r = level / np.sqrt(1 + (1 / seed**2 - 1) * np.exp(-2 * rate * k))
    grown = lambda count: r[count - 1] > 0.9 * level  # noqa: E731
    x = r * (-1.0) ** k
    return Case(
        kind="born cycle",
        labels=lambda count: ALL_FALSE if grown(count) else ALL_OPEN,
        gradient_norm=r,
        value=-(r**2) / 2 + r**4 / (4 * level**2),
        iterate=x[:, None] * direction(rng, int(rng.integers(1, 4))),
        step=0.4 + 0 * k,
    )


def chaos(rng: Generator) -> Case:
    """The logistic map at a chaotic parameter, kept away from 0: bounded, never settled."""
    k = _indices(rng)
    x = np.empty_like(k)
    x[0], a = rng.uniform(0.2, 0.8), rng.uniform(3.6, 3.95)
    for i in range(len(k) - 1):
        x[i + 1] = a * x[i] * (1 - x[i])
    y = 0.3 + x
    return Case(
        kind="chaos",
        labels=always(ALL_FALSE),
        gradient_norm=y,
        value=y**2,
        iterate=x[:, None],
        step=0.3 + 0 * k,
    )


def single_precision(rng: Generator) -> Case:
    """Sublinear or linear convergence to a point away from 0, recorded with 24 bits."""
    k = _indices(rng)
    slow = rng.random() < 0.5
    r = k ** -rng.uniform(0.6, 2) if slow else np.exp(-rng.uniform(20, 200) * k / k[-1])
    n = int(rng.integers(1, 4))
    iterate = direction(rng, n) * rng.uniform(0.5, 5) + r[:, None] * direction(rng, n)
    short = lambda a: a.astype(np.float32).astype(np.float64)  # noqa: E731
    return Case(
        kind="single precision",
        labels=always(ALL_TRUE),
        gradient_norm=short(r + 1e-38),
        value=short(1.0 + r**2 / 2),
        iterate=short(iterate),
    )


def noisy_values(rng: Generator) -> Case:
    """Sublinear convergence; the values are measured with an error that does not shrink."""
    k = _indices(rng)
    r = k ** -rng.uniform(0.5, 1.5)
    return Case(
        kind="noisy values",
        labels=always(ALL_TRUE),
        gradient_norm=r,
        value=r**2 / 2 + log_uniform(rng, 1e-9, 1e-3) * rng.standard_normal(len(k)),
        iterate=r[:, None] * direction(rng, 2),
    )


def unbounded_below(rng: Generator) -> Case:
    """f = −xᵐ, m < 1, under gradient flow: f → −∞ with ∇f → 0."""
    k = _indices(rng)
    m = rng.uniform(0.2, 0.8)
    x = (k + rng.uniform(0, 3)) ** (1 / (2 - m))
    return Case(
        kind="unbounded below",
        labels=always((T, T, T, F, F)),
        gradient_norm=m * x ** (m - 1),
        value=-(x**m),
        unbounded_value=True,
        iterate=x[:, None] * direction(rng, int(rng.integers(1, 4))),
    )


def cyclic_steps(rng: Generator) -> Case:
    """A learning rate that cycles with a fixed period, and a gradient that shrinks under it."""
    k = _indices(rng)
    period = int(rng.integers(5, 40))
    wave = 1 + 0.5 * np.sin(2 * np.pi * k / period)
    r = k ** -rng.uniform(0.7, 1.5) * wave
    return Case(
        kind="cyclic steps",
        labels=always(ALL_TRUE),
        gradient_norm=r,
        value=r**2 / 2,
        iterate=r[:, None] * direction(rng, 2),
        step=0.2 * wave,
    )


def epochs(rng: Generator) -> Case:
    """GD on a quadratic, with steps that halve at the end of every epoch: Σt is finite."""
    length = int(rng.integers(10, 60))
    count = int(rng.choice([1000, 3000, 5000]))
    case = simulate(
        "halving steps",
        rng,
        method="gd",
        value=lambda x: float(0.5 * x @ x),
        gradient=lambda x: x,
        start=rng.uniform(0.5, 2, 2),
        count=count,
        steps=Steps(0.1, 0.0),
        radii=Steps(0.0, 0.0),
        lipschitz=1.0,
        labels=constantly(ALL_FALSE),
    )
    k = np.arange(1, count + 1.0)
    step = 0.1 * 2.0 ** -np.floor((k - 1) / length)
    factor = np.concatenate([[1.0], np.cumprod(1 - step)[:-1]])
    x = factor[:, None] * case.iterate[0]  # type: ignore[index]
    norm = np.linalg.norm(x, axis=1)
    rest = lambda n: 2 * length * step[n - 1]  # noqa: E731
    return replace(
        case,
        kind="halving steps",
        gradient_norm=norm,
        value=norm**2 / 2,
        iterate=x,
        step=step,
        radius=None,
        outlook=type(case.outlook)(),
        stopped=False,
        labels=lambda n: ALL_FALSE if rest(n) < 0.2 else ALL_OPEN,
    )


def first_bounces(rng: Generator) -> Case:
    """GD with steps c/k on a quadratic: it grows before it shrinks like k^(−λ)."""
    k = _indices(rng)
    c = rng.uniform(1.5, 12)
    with np.errstate(all="ignore"):
        factors = 1 - c / k
    x = np.concatenate([[1.0], np.cumprod(np.where(np.abs(factors) < 1e-9, 1e-9, factors))[:-1]])
    return Case(
        kind="first bounces",
        labels=always(ALL_TRUE),
        gradient_norm=np.abs(x),
        value=x**2 / 2,
        iterate=x[:, None],
        step=c / k,
        radius=0 * k,
        needs_schedule=True,
    )


def valley(rng: Generator) -> Case:
    """Along a curved valley: x = (r, r²) with r = (k + s)^(−p), and a small zigzag across it."""
    k = _indices(rng)
    p = rng.uniform(0.4, 1.5)
    r = (k + rng.uniform(0, 100)) ** -p
    across = 0.1 * r**2 * (-1.0) ** k
    gradient = np.hypot(r, 10 * np.abs(across))
    return Case(
        kind="valley",
        labels=always(ALL_TRUE),
        gradient_norm=gradient,
        value=r**2 / 2 + 5 * across**2,
        iterate=np.stack([r, r**2 + across], axis=1) + 1.0,
    )


KINDS = (
    heavy_ball,
    correlated_noise,
    diminishing_noise,
    bursts,
    modulated_decay,
    modulated_plateau,
    cascade,
    born_cycle,
    chaos,
    single_precision,
    noisy_values,
    unbounded_below,
    cyclic_steps,
    epochs,
    first_bounces,
    valley,
)
