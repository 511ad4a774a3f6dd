"""Motions towards one point along a ray, for f = ‖x − x̄‖ᵐ/m: every speed of convergence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from corpus.case import (
    ALL_FALSE,
    ALL_OPEN,
    ALL_TRUE,
    Case,
    Generator,
    Labels,
    always,
    direction,
    horizon,
    log_uniform,
)


def along_ray(
    rng: Generator,
    kind: str,
    distance: np.ndarray,
    power: float,
    labels: Labels,
    *,
    offset: float = 0.0,
    needs_schedule: bool = False,
) -> Case:
    """x = x̄ + r u, f = f* + rᵐ/m, and the steps rₖ − rₖ₊₁ = tₖ rₖ^(m−1) that make it descent."""
    n = int(rng.integers(1, 7))
    r = distance[:-1]
    center = direction(rng, n) * offset
    iterate = center + r[:, None] * direction(rng, n)
    if offset:
        r = np.linalg.norm(iterate - center, axis=1)
    value = (0.0 if rng.random() < 0.5 else rng.normal()) + r**power / power
    gradient = r ** (power - 1)
    with np.errstate(all="ignore"):
        step = (distance[:-1] - distance[1:]) / distance[:-1] ** (power - 1)
    recorded = step if np.all(np.isfinite(step)) and np.all(step > 0) and not offset else None
    return Case(
        kind=kind,
        labels=labels,
        gradient_norm=gradient,
        value=value,
        iterate=iterate,
        step=recorded,
        radius=0 * gradient if rng.random() < 0.3 and recorded is not None else None,
        needs_schedule=needs_schedule,
    )


def _indices(rng: Generator) -> np.ndarray:
    return np.arange(1, horizon(rng) + 2.0)


def fast(rng: Generator) -> Case:
    """Linear convergence, r = e^(−bk), down to somewhere between 1e-3 and the underflow."""
    k = _indices(rng)
    b = rng.uniform(7, 600) / k[-1]
    return along_ray(rng, "fast", np.exp(-b * k), 2.0, always(ALL_TRUE))


def stretched(rng: Generator) -> Case:
    """r = exp(−b k^a), the speed of steps k^(a−1)."""
    k = _indices(rng)
    a = rng.uniform(0.2, 0.8)
    b = rng.uniform(4, 60) / k[-1] ** a
    return along_ray(rng, "stretched", np.exp(-b * k**a), 2.0, always(ALL_TRUE))


def slow(rng: Generator) -> Case:
    """r = (k + s)^(−p): with m = 2 the steps are p/k, with m = 2 + 1/p they are constant."""
    k = _indices(rng)
    p = log_uniform(rng, 0.25, 3)
    shift = rng.choice([0.0, rng.uniform(0, 10)])
    power = rng.choice([2.0, 2 + 1 / p])
    return along_ray(rng, "slow", (k + shift) ** -p, power, always(ALL_TRUE))


def power_with_log(rng: Generator) -> Case:
    """r = k^(−p) (log(k + 2))^q."""
    k = _indices(rng)
    p, q = rng.uniform(0.4, 2), rng.uniform(-1.5, 1.5)
    return along_ray(rng, "power×log", k**-p * np.log(k + 2) ** q, 2.0, always(ALL_TRUE))


def logarithmic(rng: Generator) -> Case:
    """r = (log(k + a))^(−p) with steps p/k: x still converges."""
    k = _indices(rng)
    p = rng.uniform(0.5, 2)
    r = np.log(k + rng.uniform(1.5, 10)) ** -p
    return along_ray(rng, "logarithmic", r, 2 + 1 / p, always(ALL_TRUE))


def log_log(rng: Generator) -> Case:
    """r = 1/log log k: true, but no run can tell it from a positive limit."""
    k = _indices(rng)
    r = 1 / np.log(np.log(k + 15))
    case = along_ray(rng, "log-log", r, rng.choice([2.0, 3.0]), always(ALL_OPEN))
    return replace(case, letters="ttttt")


def two_rates(rng: Generator) -> Case:
    """r = k^(−p) + c k^(−q): the slower part takes over."""
    k = _indices(rng)
    q = rng.uniform(0.4, 1.2)
    p = q + rng.uniform(0.5, 2)
    r = k**-p + log_uniform(rng, 0.01, 1) * k**-q
    return along_ray(rng, "two rates", r, 2.0, always(ALL_TRUE))


def stops(rng: Generator) -> Case:
    """Reaches the minimizer exactly after finitely many steps."""
    k = np.arange(1, int(rng.choice([20, 300, 1000, 5000])) + 2.0)
    r = np.exp(-rng.uniform(10, 300) * k / k[-1])
    r[-2] = 0.0
    case = along_ray(rng, "finite stop", r, 2.0, always(ALL_TRUE))
    return Case(
        kind=case.kind,
        labels=always(ALL_TRUE),
        gradient_norm=case.gradient_norm,
        value=case.value,
        iterate=case.iterate,
        stopped=True,
    )


def offset(rng: Generator) -> Case:
    """Linear convergence to a point far from 0: rounding stops it early."""
    k = _indices(rng)
    b = rng.uniform(60, 400) / k[-1]
    far = log_uniform(rng, 1e4, 1e8)
    return along_ray(rng, "large offset", np.exp(-b * k), 2.0, always(ALL_TRUE), offset=far)


def summable_steps(rng: Generator) -> Case:
    """Steps k^(−a), a > 1, or 2^(−k/h): x comes to rest where ∇f ≠ 0; m = 2."""
    k = _indices(rng)
    a = rng.uniform(1.3, 3)
    step = log_uniform(rng, 0.05, 0.5) * k**-a
    r = np.concatenate([[1.0], np.cumprod(1 - step)])[:-1]
    rest = lambda count: step[count - 1] * count / (a - 1)  # noqa: E731  # Σ over k > count
    labels = lambda count: ALL_FALSE if rest(count) < 0.4 else ALL_OPEN  # noqa: E731
    return along_ray(rng, "summable steps", r, 2.0, labels, needs_schedule=True)


def barely_summable(rng: Generator) -> Case:
    """Steps near the border of summability: k^(−1.01), 1/(k log k), 1/(k log²k): no run tells."""
    k = _indices(rng)
    step = (
        0.5
        * [k**-1.01, 1 / (k * np.log(k + 2)), 1 / (k * np.log(k + 2) ** 1.1)][int(rng.integers(3))]
    )
    r = np.concatenate([[1.0], np.cumprod(1 - step)])[:-1]
    return along_ray(rng, "barely summable", r, 2.0, always(ALL_OPEN), needs_schedule=True)


def unfinished(rng: Generator) -> Case:
    """r = e^(−bk) with bK < 1/2: the run has hardly begun."""
    k = _indices(rng)
    b = log_uniform(rng, 1e-4, 0.5) / k[-1]
    return along_ray(rng, "unfinished", np.exp(-b * k), 2.0, always(ALL_OPEN))


def saddle_left(rng: Generator) -> Case:
    """Comes close to a saddle, lingers, leaves it, and converges elsewhere."""
    k = _indices(rng)
    leave = rng.uniform(0.03, 0.2) * k[-1]
    width = 0.03 * leave
    toward = np.exp(-0.2 * np.minimum(k, 200)) + 1e-9
    away = 1 / (1 + np.exp((leave - k) / width))
    rest = np.exp(-np.maximum(k - leave, 0) * rng.uniform(30, 200) / k[-1])
    gradient = toward * (1 - away) + away * rest
    point = 1 - away + 0.5 * away * rest
    value = np.cumsum(gradient[::-1] ** 2)[::-1] / np.sum(gradient**2)
    return Case(
        kind="saddle left",
        labels=always(ALL_TRUE),
        gradient_norm=gradient[:-1],
        value=value[:-1],
        iterate=np.stack([point[:-1], toward[:-1]], axis=1),
    )


KINDS = (
    fast,
    stretched,
    slow,
    slow,
    power_with_log,
    logarithmic,
    log_log,
    two_rates,
    stops,
    offset,
    summable_steps,
    barely_summable,
    unfinished,
    saddle_left,
)
