"""Valleys and circles along which x moves on, and runs that leave for infinity."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import (
    exponential,
    exponential_bowl,
    linear,
    problem,
    quadratic,
    ring,
    tilted,
    valley,
)
from corpus.kinds.kind import CYCLE, TO_A_MINIMIZER, Draw, record, unseen
from corpus.kinds.running import descend

AWAY = "FTFFF-F"  # ‖x‖ → ∞ with ‖∇f‖ away from 0: no accumulation point


def _valley(d: Draw, radius: np.ndarray, letters: str) -> Case:
    """SAM on ½(1 + x²)y²: y ~ tρ/2 alternates, and log x falls by ty² a step."""
    f, step = valley(), d.between(0.2, 0.4) + 0 * radius
    x = descend(f, d.start(2, 0.3, 1), step, method="sam", radius=radius)
    return record(f, x, letters, step=step, radius=radius)


def valley_drift(d: Draw) -> Case:
    """Constants: x → 0, y in a two-cycle; f ≥ ½y² falls to that of the cycle."""
    return _valley(d, d.between(0.1, 0.4) + 0 * d.k(d.rows(3000, 9000)), CYCLE)


def valley_drift_that_ends(d: Draw) -> Case:
    """ρ = ck^(−0.7): Σty² < ∞, so x → x̄ ≠ 0, and (x̄, 0) is a minimizer."""
    return _valley(d, d.between(0.1, 0.4) * d.k(d.rows(2000, 9000)) ** -0.7, TO_A_MINIMIZER)


def valley_drift_that_goes_on(d: Draw) -> Case:
    """ρ = ck^(−0.3): Σty² = ∞, so x → 0; everything converges, x later than is shown."""
    return _valley(d, d.between(0.1, 0.4) * d.k(d.rows(2000, 9000)) ** -0.3, "TTTTtTt")


def _ring(d: Draw, turn: np.ndarray, letters: str) -> Case:
    """¼(‖z‖² − 1)² with the error w·Jz: h = ‖z‖² − 1 → that where (1 − th)² + (tw)² = 1."""
    f, step = ring(), d.between(0.1, 0.4) + 0 * turn
    error = lambda i, z: turn[i] * np.array([-z[1], z[0]])  # noqa: E731
    return record(f, descend(f, d.start(2, 0.4, 1), step, error=error), letters, step=step)


def ring_turning(d: Draw) -> Case:
    """w constant: h → h̄ > 0, x circles, ‖∇f‖ → ‖z‖h̄."""
    return _ring(d, d.between(0.2, 0.6) + 0 * d.k(d.rows(2000, 8000)), CYCLE)


def ring_turning_slower(d: Draw) -> Case:
    """w = a/√k: h ~ 1/k → 0, the angle ~ 2at√k > 2π: the whole circle of minimizers accumulates."""
    return _ring(d, d.between(0.8, 1.2) * d.k(d.rows(3000, 9000)) ** -0.5, "TTTTFTF")


def ring_turning_by_log(d: Draw) -> Case:
    """w = a/k: the angle ~ at log k grows for ever, which no record shows."""
    return _ring(d, d.between(0.5, 3) / d.k(d.rows(2000, 9000)), "TTTTfTf")


def ring_stopping(d: Draw) -> Case:
    """w = ak^(−1.5): the angle converges."""
    return _ring(d, d.between(0.5, 3) * d.k(d.rows(2000, 9000)) ** -1.5, TO_A_MINIMIZER)


def ring_wandering(d: Draw) -> Case:
    """w = aξ/√k: the angle is a random walk with variance Σ1/k = ∞, which no record shows."""
    k, a, t = d.k(d.rows(2000, 9000)), d.between(0.1, 0.6), d.between(0.1, 0.4)
    f, step, start = ring(), t + 0 * k, d.start(2, 0.4, 1)
    turn = a * d.noise(k, 1)[:, 0] / np.sqrt(k)
    error = lambda i, z: turn[i] * np.array([-z[1], z[0]])  # noqa: E731
    return record(f, descend(f, start, step, error=error), "TTTTfTf", step=step)


def whirlpool(d: Draw) -> Case:
    """GD winds along a circle of minimizers by 3 log 10 a decade, for ever; f → 0 like 1/(tk)."""
    f = problem("whirlpool")
    angle, size = d.between(0, 2 * np.pi), d.between(0.5, 0.7)
    step = d.between(0.2, 1) / 170.6 + 0 * d.k(d.rows(3000, 9000))
    x = descend(f, size * np.array([np.cos(angle), np.sin(angle)]), step)
    return record(f, x, "ttttftf", step=step)


def crossing_valleys(d: Draw) -> Case:
    """GD on x²y² off the axes: y → 0 linearly at a rate 2tx̄², x → x̄ ≠ 0."""
    f = problem("cross-valley")
    start = np.array([d.between(1, 1.5), d.between(0.2, 0.7)]) * d.rng.choice([-1, 1], 2)
    step = d.between(0.05, 0.2) + 0 * d.k(d.rows(400, 5000))
    return record(f, descend(f, start, step), TO_A_MINIMIZER, step=step)


def _slope(d: Draw, step: np.ndarray, letters: str) -> Case:
    f = linear(d.between(0.1, 1) * np.array([0.6, 0.8]))
    return record(f, descend(f, d.start(2), step), letters, step=step)


def down_a_slope(d: Draw) -> Case:
    """⟨v, x⟩, constant t: ‖x‖ → ∞."""
    return _slope(d, d.between(0.1, 0.9) + 0 * d.k(d.rows(300, 5000)), AWAY)


def down_a_slope_by_log(d: Draw) -> Case:
    """⟨v, x⟩, t = c/k: ‖x‖ ~ log k → ∞, which no record shows."""
    return _slope(d, d.between(0.1, 0.9) / d.k(d.rows(1000, 9000)), "FtFFF-f")


def down_a_tilted_ripple(d: Draw) -> Case:
    """1 − cos x − ax, a ≥ 1.05: x → ∞, |f′| ≥ a − 1."""
    f, step = tilted(d.between(1.05, 1.5)), d.between(0.1, 0.9) + 0 * d.k(d.rows(1000, 8000))
    return record(f, descend(f, [d.between(-3, 3)], step), AWAY, step=step)


def in_a_bottleneck(d: Draw) -> Case:
    """The same with a = 1 + δ, cut in the bottleneck, whose passage takes √2π/(t√δ) > 3K."""
    rows, t = d.rows(1000, 8000), d.between(0.1, 0.9)
    delta = (np.sqrt(2) * np.pi / (t * d.between(3, 8) * rows)) ** 2
    f, step = tilted(1 + delta), t + 0 * d.k(rows)
    return record(f, descend(f, [d.between(-2, 1)], step), unseen(AWAY), step=step)


def exponential_tail(d: Draw) -> Case:
    """e^(−x), constant t: x ~ log k, f → 0 is not attained; divergence is not shown."""
    f, step = exponential(), d.between(0.1, 0.9) + 0 * d.k(d.rows(1000, 9000))
    return record(f, descend(f, [d.between(0, 2)], step), "TTTffTf", step=step)


def exponential_tail_slowly(d: Draw) -> Case:
    """e^(−x), t = c/k: x ~ log log k, ‖∇f‖ ~ 1/log k."""
    f, step = exponential(), d.between(0.1, 0.9) / d.k(d.rows(1000, 9000))
    return record(f, descend(f, [d.between(0, 2)], step), "tttfftf", step=step)


def exponential_tail_with_a_zigzag(d: Draw) -> Case:
    """SAM on e^(−x) + ½y², constants: y in a two-cycle, so ‖∇f‖ stays, and x ~ log k → ∞."""
    k = d.k(d.rows(1000, 9000))
    f, step, radius = (
        exponential_bowl(1.0),
        d.between(0.2, 0.9) + 0 * k,
        d.between(0.05, 0.5) + 0 * k,
    )
    x = descend(f, [d.between(0, 2), d.between(0.3, 2)], step, method="sam", radius=radius)
    return record(f, x, "FtFFFtf", step=step, radius=radius)


def separable_data(d: Draw) -> Case:
    """GD on logistic loss of separable data: ‖x‖ ~ log k, f → 0 is not attained (Soudry 2018)."""
    f, step = problem("separable-logistic"), d.between(0.3, 1) / 1.1 + 0 * d.k(d.rows(1000, 9000))
    return record(f, descend(f, d.start(2, 0.1, 1), step), "TTTffTf", step=step)


def log_drift(d: Draw) -> Case:
    """−½ log(1 + x²), constant t: x ~ √(2tk), f → −∞."""
    f, step = problem("log-drift"), d.between(0.1, 0.9) + 0 * d.k(d.rows(1000, 9000))
    return record(f, descend(f, d.start(1), step), "TTTFF-F", step=step)


def escaping_bump(d: Draw) -> Case:
    """1/(1 + x²), constant t: x ~ k^¼, f → 0 is not attained."""
    f, step = problem("escaping-bump"), d.between(0.1, 0.5) + 0 * d.k(d.rows(1000, 9000))
    return record(f, descend(f, d.start(1), step), "TTTFFTF", step=step)


def steps_too_long(d: Draw) -> Case:
    """GD with t = 2 + δ, δK in 5 … 25: |x| grows like (1 + δ)^k."""
    rows = d.rows(300, 3000)
    f, step = quadratic(1.0), 2 + d.between(5, 25) / rows + 0 * d.k(rows)
    return record(f, descend(f, d.start(1), step), AWAY, step=step)


def steps_too_long_for_a_hidden_mode(d: Draw) -> Case:
    """The same beside a mode that converges; the first, from 10⁻⁹, is seen after the record."""
    rows = d.rows(500, 6000)
    f, step = quadratic([1, 0.2]), 2 + d.between(3, 8) / rows + 0 * d.k(rows)
    x = descend(f, [1e-9, *d.start(1)], step)
    return record(f, x, unseen(AWAY), step=step)


def off_a_saddle(d: Draw) -> Case:
    """GD on (y² − x²)/2 off the y-axis: x grows e^(8) to e^(30) times."""
    rows = d.rows(500, 5000)
    f, step = quadratic([-1.0, 1.0]), d.between(10, 30) / rows + 0 * d.k(rows)
    start = [d.spread(1e-2, 1), d.between(0.5, 2)]
    return record(f, descend(f, start, step), AWAY, step=step)


def off_a_saddle_later(d: Draw) -> Case:
    """The same from so close that x passes 1 only at 1.1 to 2 times the record."""
    rows, share = d.rows(500, 6000), d.between(1.1, 2)
    t = min(d.between(0.01, 0.2), np.expm1(600 / (share * rows)))  # e^(−600) is still a double
    beside = np.exp(-share * rows * np.log1p(t))
    f, step = quadratic([-1.0, 1.0]), t + 0 * d.k(rows)
    return record(f, descend(f, [beside, d.between(0.5, 2)], step), unseen(AWAY), step=step)


def off_a_saddle_by_usam(d: Draw) -> Case:
    """USAM with ρ < 1: x grows like (1 + t(1 − ρ))^k, e^(10) times or more."""
    rows, rho = d.rows(400, 3000), d.between(0.1, 0.8)
    f, radius = quadratic([-1.0, 1.0]), rho + 0 * d.k(rows)
    step = d.between(12, 40) / (1 - rho) / rows + 0 * radius
    start = [d.spread(1e-2, 1), d.between(0.5, 2)]
    x = descend(f, start, np.minimum(step, 0.9), method="usam", radius=radius)
    return record(f, x, AWAY, step=np.minimum(step, 0.9), radius=radius)
