"""Flat tails, flat minima, long ways: powers, logarithms, and infinity."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import (
    Function,
    bell,
    exponential,
    exponential_bowl,
    huber,
    power,
    quadratic,
    separable,
)
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.kind import Draw, record
from corpus.kinds.running import descend, unit
from corpus.unseen.tools import log_square, logistic, shown, smooth_abs

LEAVES = "TTTFFTF"


def power_tail(draw: Draw) -> Case:
    """GD on (1 + x²)^(−q/2), q in 0.5 … 3: x ~ (q(q + 2)tk)^(1/(q + 2)) → ∞, f → 0."""
    rows, q, t = draw.rows(1000, 30000), draw.between(0.5, 3), draw.spread(0.1, 2)
    f = separable(lambda x: (1 + x * x) ** (-q / 2), lambda x: -q * x * (1 + x * x) ** (-q / 2 - 1))
    start = draw.start(1, 0.7, 2)
    step = np.full(rows * draw.longer, t)
    grown = (q * (q + 2) * t * rows) ** (1 / (q + 2)) / max(abs(start[0]), 1.0)
    letters = LEAVES if grown > 4 and q < 2 else "TTTfftf" if grown > 4 else LEAVES.lower()
    return record(f, descend(f, start, step), letters, step=step)


def normalized_down_an_exponential(draw: Draw) -> Case:
    """Steps of constant length on e^(−x): x grows linearly, ∇f falls exponentially."""
    rows, t = draw.rows(300, 5000), draw.spread(1e-3, 0.1)
    step = np.full(rows * draw.longer, t)
    x = descend(exponential(), draw.start(1, 0.2, 2), step, shape=unit)
    keep = x[:, 0] < 650  # e^(−x) stays a number
    return record(exponential(), x[keep], shown(LEAVES, min(t * rows, 650) > 6), step=step[keep])


def separable_logistic(draw: Draw) -> Case:
    """GD on logistic regression of separable data: ‖x‖ ~ log k → ∞, f ~ 1/k, ∇f ~ 1/k."""
    rows, n, t = draw.rows(1000, 10000), int(draw.rng.integers(1, 5)), draw.spread(0.3, 3)
    u = np.eye(n)[0]
    Z = 0.4 * draw.rng.standard_normal((20, n)) + u
    Z[:, 0] = np.abs(Z[:, 0]) + 0.2
    step = np.full(rows * draw.longer, t / (Z * Z).sum(1).mean())
    f = logistic(Z, 0.0)
    return record(
        f, descend(f, draw.start(n, 0.1, 1), step), shown("TTTffTf", t * rows > 1000), step=step
    )


def separable_logistic_normalized(draw: Draw) -> Case:
    """The same with steps of length c k^(−1/2): ‖x‖ ~ √k, ∇f → 0 faster than any power."""
    rows, n, c = draw.rows(1000, 10000), int(draw.rng.integers(1, 4)), draw.between(0.1, 0.5)
    Z = 0.3 * draw.rng.standard_normal((20, n))
    Z[:, 0] = np.abs(Z[:, 0]) + 0.6
    step = c * draw.k(rows) ** -0.5
    f = logistic(Z, 0.0)
    x = descend(f, draw.start(n, 0.1, 0.5), step, shape=unit)
    return record(f, x, shown(LEAVES, 2 * c * np.sqrt(rows) > 10), step=step)


def exponential_ravine(draw: Draw) -> Case:
    """GD on e^(−x) + ½λy²: y → 0 fast, x ~ log k → ∞."""
    rows, lam, t = draw.rows(500, 20000), draw.spread(0.3, 5), draw.spread(0.05, 0.3)
    f, step = exponential_bowl(lam), np.full(rows * draw.longer, t)
    return record(
        f, descend(f, draw.start(2, 0.3, 1.5), step), shown("TTTffTf", t * rows > 300), step=step
    )


def log_square_from_afar(draw: Draw) -> Case:
    """GD on ½log(1 + x²) from 5 … 60: it takes ½x² of time to come near 0, then it is linear."""
    rows, far, t = draw.rows(1000, 20000), draw.spread(5, 60), draw.spread(0.1, 0.8)
    step = np.full(rows * draw.longer, t)
    x = descend(log_square(), [far], step)
    return record(
        log_square(), x, shown(ALL, 0.7 * t * rows > far**2 / 2 + 12 + np.log(far)), step=step
    )


def powers_four_to_ten(draw: Draw) -> Case:
    """GD on Σx^m/m: x ~ k^(−1/(m − 2)), ∇f ~ k^(−(m − 1)/(m − 2)); slow in x from m = 6."""
    rows, m = draw.rows(1000, 30000), int(draw.rng.choice([4, 6, 8, 10]))
    n = int(draw.rng.integers(1, 4))
    t, start = draw.spread(0.05, 0.6), draw.start(n, 0.4, 1.0)
    step = np.full(rows * draw.longer, t)
    seen = (m - 2) * t * rows * np.min(start) ** (m - 2) > 30
    letters = ALL.lower() if not seen else ALL if m == 4 else "TTTTtTt"
    return record(power(m), descend(power(m), start, step), letters, step=step)


def smoothed_powers(draw: Draw) -> Case:
    """GD on Σ(x² + ε²)^(p/2)/p, p in 1.1 … 1.9: arrives in time, then linear at tε^(p − 2)."""
    rows, n, p = draw.rows(1000, 20000), int(draw.rng.integers(1, 4)), draw.between(1.1, 1.9)
    eps = draw.spread(0.01, 0.3)
    t, start = draw.spread(0.01, 0.8) * eps ** (2 - p), draw.start(n)
    step = np.full(rows * draw.longer, t)
    need = 2 * np.abs(start).max() ** (2 - p) / (2 - p) + 8 * eps ** (2 - p)
    f = smooth_abs(p, eps)
    return record(f, descend(f, start, step), shown(ALL, t * rows > need), step=step)


def huber_from_afar(draw: Draw) -> Case:
    """GD on Huber's function: a walk at constant ‖∇f‖, maybe all through the record,
    then linear."""
    rows, n, t = draw.rows(500, 10000), int(draw.rng.integers(1, 4)), draw.spread(0.01, 0.3)
    far = draw.between(0.1, 1.2) * t * rows
    start = np.append(far, draw.rng.uniform(0, far, n - 1))
    step = np.full(rows * draw.longer, t)
    return record(
        huber(), descend(huber(), start, step), shown(ALL, 0.6 * t * rows > far + 10), step=step
    )


def downhill_without_end(draw: Draw) -> Case:
    """GD on −sx + ½λy²: x → ∞ linearly, f → −∞, ∇f → (−s, 0)."""
    rows, s, lam = draw.rows(300, 5000), draw.spread(0.05, 1), draw.spread(0.2, 3)
    t = draw.spread(0.02, 0.3)
    f = Function(
        lambda z: -s * z[..., 0] + lam * z[..., 1] ** 2 / 2,
        lambda z: np.stack([-s + 0 * z[..., 0], lam * z[..., 1]], -1),
    )
    step = np.full(rows * draw.longer, t)
    case = record(
        f, descend(f, draw.start(2), step), shown("FTFFFFF", t * lam * rows > 10), step=step
    )
    return replace(case, unbounded_value=True)


def minus_logarithm(draw: Draw) -> Case:
    """GD on −½log(1 + x²): x ~ √(2tk) → ∞, f → −∞ as a logarithm, ∇f → 0."""
    rows, t = draw.rows(1000, 20000), draw.spread(0.05, 0.8)
    g = log_square()
    f = Function(lambda x: -g.value(x), lambda x: -g.gradient(x))
    start, step = draw.start(1, 0.5, 2), np.full(rows * draw.longer, t)
    case = record(f, descend(f, start, step), shown("TTTFFfF", 2 * t * rows > 100), step=step)
    return replace(case, unbounded_value=True)


def logarithm_of_logarithm(draw: Draw) -> Case:
    """GD on 1/log(e + x²): f falls as 1/log k, no record shows where to."""
    rows, t = draw.rows(1000, 20000), draw.spread(0.3, 2)
    f = separable(
        lambda x: 1 / np.log(np.e + x * x),
        lambda x: -2 * x / ((np.e + x * x) * np.log(np.e + x * x) ** 2),
    )
    step = np.full(rows * draw.longer, t)
    return record(f, descend(f, draw.start(1, 1, 2), step), "ttTfftf", step=step)


def plateau_around_a_bell(draw: Draw) -> Case:
    """GD on 1 − exp(−x²/2) from 3 … 5.5: ∇f is tiny for e^(x²/2)/(x²t) iterations, then x → 0."""
    rows, far, t = draw.rows(1000, 30000), draw.between(3, 5.5), draw.spread(0.1, 0.8)
    step = np.full(rows * draw.longer, t)
    time = np.exp(far**2 / 2) / far**2
    return record(
        bell(), descend(bell(), [far], step), shown(ALL, t * rows > 1.6 * time + 20), step=step
    )


def narrow_and_wide(draw: Draw) -> Case:
    """GD on a quadratic with curvatures from 10⁻⁵ to 1: the flat ones open while Σtλ is small."""
    rows, n = draw.rows(300, 10000), int(draw.rng.integers(3, 10))
    lam = np.geomspace(draw.spread(1e-5, 3e-2), 1, n)
    f, t = quadratic(lam, draw.rng.uniform(-1, 1, n)), draw.between(0.3, 1.5)
    step = np.full(rows * draw.longer, t)
    return record(f, descend(f, draw.start(n), step), shown(ALL, t * lam[0] * rows > 4), step=step)
