"""Real runs of GD, SAM and USAM with answers known by analysis; half with an exact outlook."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from corpus.case import (
    ALL_FALSE,
    ALL_OPEN,
    ALL_TRUE,
    Case,
    F,
    Generator,
    Labels,
    T,
    log_uniform,
)
from sam_theory.properties.outlook import Outlook
from sam_theory.verdict import Status

Oracle = Callable[[np.ndarray], np.ndarray]
Judgement = Callable[[int, np.ndarray], Labels]
YES, NO = Status.PROVED, Status.REFUTED


@dataclass(frozen=True)
class Steps:
    """tₖ = scale·k^(−power), and what is exactly known of it."""

    scale: float
    power: float

    def at(self, k: np.ndarray) -> np.ndarray:
        """The sequence."""
        return np.asarray(self.scale * k**-self.power)


def simulate(
    kind: str,
    rng: Generator,
    *,
    method: str,
    value: Callable[[np.ndarray], float],
    gradient: Oracle,
    start: np.ndarray,
    count: int,
    steps: Steps,
    radii: Steps,
    lipschitz: float,
    labels: Judgement,
    convex: bool = True,
) -> Case:
    """x⁺ = x − t∇f(x + v), v = ρ∇f/‖∇f‖ (sam), ρ∇f (usam), −ρ∇f/‖∇f‖ (igd), 0 (gd).

    `labels` sees the number of iterations and the last iterate.
    """
    k = np.arange(1, count + 1.0)
    t, rho = steps.at(k), (0 * k if method == "gd" else radii.at(k))
    x, points, norms, values = start.astype(float), [], [], []
    for step, radius in zip(t, rho, strict=True):
        g = gradient(x)
        norm = math.sqrt(g @ g)
        if not math.isfinite(norm) or norm > 1e150:
            break
        points.append(x)
        norms.append(norm)
        values.append(value(x))
        if norm == 0:
            break
        v = {"gd": 0.0, "sam": radius / norm, "igd": -radius / norm, "usam": radius}[method]
        x = x - step * (gradient(x + v * g) if v else g)
    seen, exact = len(points), rng.random() < 0.5
    known = Outlook(
        step_diverges=YES if steps.power <= 1 else NO,
        step_vanishes=YES if steps.power > 0 else NO,
        step_bounded_below=NO if steps.power > 0 else YES,
        radius_vanishes=YES if radii.power > 0 else NO,
        radius_zero=method == "gd",
        product_summable=YES if steps.power + radii.power > 1 or method == "gd" else NO,
        lipschitz=lipschitz,
        constant_error={"gd": 0.0, "usam": 0.0}.get(method, 1.0),
        relative_error={"usam": 1.0}.get(method, 0.0),
        convex=convex,
    )
    return Case(
        kind=kind + (", exact outlook" if exact else ""),
        labels=lambda count: labels(count, points[count - 1]),
        gradient_norm=np.array(norms),
        value=np.array(values),
        iterate=np.array(points),
        step=t[:seen],
        radius=None if method == "gd" and not exact else rho[:seen],
        outlook=known if exact else Outlook(),
        stopped=norms[-1] == 0,
        overflowed=seen < count and norms[-1] != 0,
        needs_schedule=True,
    )


def constantly(labels: Labels) -> Judgement:
    """The same labels for every prefix."""
    return lambda count, x: labels


def _spectrum(rng: Generator) -> np.ndarray:
    n = int(rng.integers(1, 6))
    condition = 1.0 if n == 1 else log_uniform(rng, 1, 1e4)
    values = np.exp(rng.uniform(np.log(1 / condition), 0, n))
    values[0] = 1.0
    return values * log_uniform(rng, 1e-2, 1e2)


def _count(rng: Generator) -> int:
    return int(rng.choice([300, 1000, 3000, 5000, 20_000]))


def _elapsed(steps: Steps) -> Callable[[int], float]:
    return lambda count: float(steps.at(np.arange(1, count + 1.0)).sum())


def _in_sight(rng: Generator, scale: float, power: float, count: int) -> tuple[np.ndarray, Steps]:
    """A spectrum and steps for which each mode is done, λΣt > 2, or hardly begun, λΣt < 1/2."""
    while True:
        spectrum = _spectrum(rng)
        steps = Steps(scale / spectrum.max(), power)
        progress = spectrum * _elapsed(steps)(count)
        if np.all((progress > 2) | (progress < 0.5)):
            return spectrum, steps


def _open_while(spectrum: np.ndarray, steps: Steps, start: np.ndarray, labels: Labels) -> Judgement:
    """Open while modes that have hardly begun, λΣt < 1/2, make up the gradient; then `labels`."""
    clock = _elapsed(steps)

    def at(count: int, x: np.ndarray) -> Labels:
        modes = spectrum * np.abs(x)
        if np.linalg.norm(modes) == 0:
            return labels
        begun = (spectrum * clock(count) > 0.5) | (np.abs(x) < 0.6 * np.abs(start))
        share = np.linalg.norm(modes[~begun]) / np.linalg.norm(modes)
        return ALL_OPEN if share > 0.85 else labels

    return at


def _quadratic(spectrum: np.ndarray) -> tuple[Callable[[np.ndarray], float], Oracle]:
    return (lambda x: float(0.5 * (spectrum * x) @ x)), (lambda x: spectrum * x)


def gradient_descent(rng: Generator) -> Case:
    """GD or USAM (ν < 1) on a quadratic with Σt = ∞: everything converges."""
    method = str(rng.choice(["gd", "usam"]))
    power = float(rng.choice([0, 0, 0.3, 0.6, 1]))
    scale = rng.uniform(0.1, 1.2) if power == 0 else rng.uniform(0.5, 1)
    count = _count(rng)
    spectrum, steps = _in_sight(rng, scale, power, count)
    value, gradient = _quadratic(spectrum)
    L, start = spectrum.max(), rng.uniform(0.3, 2, len(spectrum))
    return simulate(
        f"{method} on a quadratic",
        rng,
        method=method,
        value=value,
        gradient=gradient,
        start=start,
        count=count,
        steps=steps,
        radii=Steps(rng.uniform(0.05, 0.5) / L, float(rng.choice([0, 0, 0.5]))),
        lipschitz=L,
        labels=_open_while(spectrum, steps, start, ALL_TRUE),
    )


def sam_cycle(rng: Generator) -> Case:
    """SAM with constant step and radius on a quadratic: never convergence (K24, Example 3.1)."""
    count, rho, relative = _count(rng), log_uniform(rng, 1e-6, 0.3), rng.uniform(0.05, 0.95)
    while True:  # until all modes have come down to their cycles, or none is near the greatest
        spectrum = _spectrum(rng)
        L, t = spectrum.max(), relative / spectrum.max()
        left = spectrum * (1 - t * spectrum) ** count
        if np.all(left < 0.3 * t * spectrum**2 * rho) or left.max() > 30 * t * L**2 * rho:
            break
    value, gradient = _quadratic(spectrum)
    start = rng.uniform(0.3, 2, len(spectrum))

    def labels(count: int, x: np.ndarray) -> Labels:
        norm = np.linalg.norm(spectrum * x)
        return ALL_FALSE if norm < 30 * t * L**2 * rho / 2 else ALL_OPEN

    return simulate(
        "sam, constant",
        rng,
        method="sam",
        value=value,
        gradient=gradient,
        start=start,
        count=count,
        steps=Steps(t, 0.0),
        radii=Steps(rho, 0.0),
        lipschitz=L,
        labels=labels,
    )


def sam_diminishing(rng: Generator) -> Case:
    """SAM with tₖ → 0, Σt = ∞ on a quadratic: converges for any bounded radius (K24, Thm 3.2)."""
    count = _count(rng)
    power = float(rng.choice([0.6, 0.75, 1]))
    spectrum, steps = _in_sight(rng, rng.uniform(0.5, 1), power, count)
    value, gradient = _quadratic(spectrum)
    L, start = spectrum.max(), rng.uniform(0.3, 2, len(spectrum))
    return simulate(
        "sam, diminishing",
        rng,
        method="sam",
        value=value,
        gradient=gradient,
        start=start,
        count=count,
        steps=steps,
        radii=Steps(log_uniform(rng, 1e-3, 0.5), float(rng.choice([0, 0.001, 0.1, 0.6]))),
        lipschitz=L,
        labels=_open_while(spectrum, steps, start, ALL_TRUE),
    )


def slow_radius(rng: Generator) -> Case:
    """SAM with constant step and ρ = ck^(−0.001) on a quadratic: → 0, but no run shows it."""
    spectrum = _spectrum(rng)[:1]
    value, gradient = _quadratic(spectrum)
    L = spectrum.max()
    return simulate(
        "sam, slow radius",
        rng,
        method="sam",
        value=value,
        gradient=gradient,
        start=rng.uniform(0.5, 2, 1),
        count=_count(rng),
        steps=Steps(rng.uniform(0.3, 0.9) / L, 0.0),
        radii=Steps(rng.uniform(0.01, 0.3), 0.001),
        lipschitz=L,
        labels=constantly(ALL_OPEN),
    )


def degenerate(rng: Generator) -> Case:
    """GD on Σ|xᵢ|^m/m, m >= 3, with constant steps or 1/k: sublinear, or logarithmic."""
    n, m, count = int(rng.integers(1, 4)), float(rng.choice([3, 4, 6])), _count(rng)
    power = float(rng.choice([0, 0.5, 1]))
    while True:  # until x^(2−m) has grown to five times its start
        start = rng.uniform(0.5, 1.2, n)
        steps = Steps(rng.uniform(0.5, 1.9) / ((m - 1) * start.max() ** (m - 2)), power)
        if (m - 2) * start.min() ** (m - 2) * _elapsed(steps)(count) > 4:
            break
    return simulate(
        "gd on a power",
        rng,
        method="gd",
        value=lambda x: float(np.sum(np.abs(x) ** m) / m),
        gradient=lambda x: np.sign(x) * np.abs(x) ** (m - 1),
        start=start,
        count=count,
        steps=steps,
        radii=Steps(0.0, 0.0),
        lipschitz=(m - 1) * 1.2 ** (m - 2),
        labels=constantly(ALL_TRUE),
    )


def logistic(rng: Generator) -> Case:
    """GD on separable logistic data: f → 0 is not attained, ‖x‖ → ∞ (Soudry et al. 2018)."""
    w = rng.standard_normal((6, 2)) * 0.3 + np.array([1.0, 1.0])
    L = float(np.linalg.norm(w, 2) ** 2 / 4)

    def value(x: np.ndarray) -> float:
        return float(np.logaddexp(0, -w @ x).sum())

    def gradient(x: np.ndarray) -> np.ndarray:
        return np.asarray(-(w.T @ (1 / (1 + np.exp(w @ x)))))

    power = float(rng.choice([0, 0.5]))
    return simulate(
        "logistic, separable",
        rng,
        method="gd",
        value=value,
        gradient=gradient,
        start=rng.uniform(-1, 1, 2),
        count=_count(rng),
        steps=Steps(rng.uniform(0.3, 1) / L, power),
        radii=Steps(0.0, 0.0),
        lipschitz=L,
        labels=constantly((T, T, T, F, F)),
    )


def summable(rng: Generator) -> Case:
    """Summable steps on a quadratic: x stops short of the minimizer."""
    spectrum = _spectrum(rng)
    value, gradient = _quadratic(spectrum)
    L = spectrum.max()
    power = float(rng.choice([1.5, 2, 3]))
    steps = Steps(rng.uniform(0.2, 0.9) / L, power)

    def labels(count: int, x: np.ndarray) -> Labels:
        rest = L * steps.scale * count ** (1 - power) / (power - 1)
        return ALL_FALSE if rest < 0.4 else ALL_OPEN

    return simulate(
        "summable steps",
        rng,
        method=str(rng.choice(["gd", "sam"])),
        value=value,
        gradient=gradient,
        start=rng.uniform(0.5, 2, len(spectrum)),
        count=_count(rng),
        steps=steps,
        radii=Steps(1e-2, 0.0),
        lipschitz=L,
        labels=labels,
    )


def constant_error(rng: Generator) -> Case:
    """K24, Example 3.4: x⁺ = x − 2t(x − ρ) on f = x² comes to rest at ρ."""
    steps = Steps(rng.uniform(0.1, 0.5), float(rng.choice([0, 0.6, 1])))
    rho = log_uniform(rng, 1e-3, 0.5)
    clock = _elapsed(steps)

    def labels(count: int, x: np.ndarray) -> Labels:
        return ALL_FALSE if math.exp(-2 * clock(count)) < 10 * rho else ALL_OPEN

    return simulate(
        "igd, constant error",
        rng,
        method="igd",
        value=lambda x: float(x @ x),
        gradient=lambda x: 2 * x,
        start=np.array([1.0 + rho]),
        count=_count(rng),
        steps=steps,
        radii=Steps(rho, 0.0),
        lipschitz=2.0,
        labels=labels,
    )


def trapped(rng: Generator) -> Case:
    """SAM on a sine whose half period is ρ: settles where ∇f ≠ 0 (Si, Yun 2023)."""
    rho, beta = rng.uniform(0.1, 1), rng.uniform(0.5, 2)
    a, b = 9 * beta * rho**2 / (25 * math.pi**2), 5 * math.pi / (3 * rho)
    return simulate(
        "sam, sine",
        rng,
        method="sam",
        value=lambda x: float(a * np.sin(b * x[0])),
        gradient=lambda x: a * b * np.cos(b * x),
        start=np.array([rng.uniform(0.12, 0.18) * rho * 6 / 5 + 1e-3]),
        count=_count(rng),
        steps=Steps(rng.uniform(0.1, 0.5) / beta, 0.0),
        radii=Steps(rho, 0.0),
        lipschitz=beta,
        labels=constantly(ALL_FALSE),
        convex=False,
    )


def too_long(rng: Generator) -> Case:
    """GD on a quadratic with t > 2/L: diverges."""
    spectrum = _spectrum(rng)
    value, gradient = _quadratic(spectrum)
    return simulate(
        "gd, step too long",
        rng,
        method="gd",
        value=value,
        gradient=gradient,
        start=rng.uniform(0.5, 2, len(spectrum)),
        count=_count(rng),
        steps=Steps(rng.uniform(2.05, 4) / spectrum.max(), 0.0),
        radii=Steps(0.0, 0.0),
        lipschitz=spectrum.max(),
        labels=constantly((F, T, F, F, F)),
    )


def far_away(rng: Generator) -> Case:
    """GD on log cosh from afar: ‖∇f‖ = 1 all along the way, which is long or done."""
    distance = log_uniform(rng, 10, 1e4)
    steps = Steps(rng.uniform(0.1, 1), float(rng.choice([0, 0.5])))
    clock = _elapsed(steps)

    def labels(count: int, x: np.ndarray) -> Labels:
        tau = clock(count)
        return ALL_OPEN if tau < distance - 3 else ALL_TRUE

    return simulate(
        "gd, from afar",
        rng,
        method="gd",
        value=lambda x: float(np.sum(np.logaddexp(x, -x) - math.log(2))),
        gradient=np.tanh,
        start=np.array([distance]),
        count=_count(rng),
        steps=steps,
        radii=Steps(0.0, 0.0),
        lipschitz=1.0,
        labels=labels,
    )


def double_well(rng: Generator) -> Case:
    """GD on (x² − 1)²/4 + y²/2 from beside the saddle 0, which it leaves late."""
    beside = log_uniform(rng, 1e-12, 1e-1)
    t = rng.uniform(0.05, 0.4)

    def labels(count: int, x: np.ndarray) -> Labels:
        return ALL_TRUE

    return simulate(
        "gd, double well",
        rng,
        method="gd",
        value=lambda x: float((x[0] ** 2 - 1) ** 2 / 4 + x[1] ** 2 / 2),
        gradient=lambda x: np.array([x[0] ** 3 - x[0], x[1]]),
        start=np.array([beside, rng.uniform(0.5, 1.5)]),
        count=_count(rng),
        steps=Steps(t, 0.0),
        radii=Steps(0.0, 0.0),
        lipschitz=2.0,
        labels=labels,
        convex=False,
    )


def shifted(rng: Generator) -> Case:
    """GD on a quadratic about a point far from 0: rounding ends it early."""
    spectrum = np.array([1.0, rng.uniform(0.1, 1)])
    center = log_uniform(rng, 1e3, 1e9) * rng.uniform(-1, 1, 2)
    return simulate(
        "gd, large offset",
        rng,
        method="gd",
        value=lambda x: float(0.5 * (spectrum * (x - center)) @ (x - center)),
        gradient=lambda x: spectrum * (x - center),
        start=center + rng.uniform(0.5, 2, 2),
        count=_count(rng),
        steps=Steps(rng.uniform(0.2, 1), 0.0),
        radii=Steps(0.0, 0.0),
        lipschitz=1.0,
        labels=constantly(ALL_TRUE),
    )


KINDS = (
    gradient_descent,
    gradient_descent,
    gradient_descent,
    sam_cycle,
    sam_cycle,
    sam_diminishing,
    sam_diminishing,
    slow_radius,
    degenerate,
    degenerate,
    logistic,
    summable,
    constant_error,
    trapped,
    too_long,
    far_away,
    double_well,
    shifted,
)
