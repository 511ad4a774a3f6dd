"""What loggers do: rows left out, digits lost, values carried, averaged, missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import power
from corpus.kinds.kind import RECURS, SHORT, Draw, record
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.running import descend
from corpus.kinds.writing import carried, columns, rounded, single, smoothed, thinned
from corpus.unseen.tools import bowl, log_cosh, shown, spectrum


def _gd(
    draw: Draw,
    rows: int,
    low: float = 0.3,
    high: float = 3.0,
    share: tuple[float, float] = (0.01, 0.8),
) -> Case:
    n = int(draw.rng.integers(1, 6))
    lam = spectrum(draw, n, low, high)
    f, t = bowl(draw, lam), draw.spread(*share) / lam[-1]
    step = np.full(rows * draw.longer, t)
    return record(f, descend(f, draw.start(n), step), shown(ALL, t * lam[0] * rows > 5), step=step)


def _sgd(draw: Draw, rows: int, a: float) -> Case:
    n = int(draw.rng.integers(1, 6))
    lam = spectrum(draw, n, 0.5, 3)
    c = draw.between(1.3, 2.5) / lam[0]
    f, step = bowl(draw, lam), c * (draw.k(rows) + (c * lam[-1]) ** (1 / a)) ** -a
    start, sigma = draw.start(n), draw.between(0.1, 1)
    x = descend(f, start, step, error=sigma * draw.noise(step, n))
    return record(f, x, shown(ALL, step[:rows].sum() * lam[0] > 5), step=step)


def _restless(draw: Draw, rows: int) -> Case:
    n = int(draw.rng.integers(1, 6))
    lam = spectrum(draw, n, 0.3, 2)
    f, step = bowl(draw, lam), np.full(rows * draw.longer, draw.spread(0.03, 0.5) / lam[-1])
    start, sigma = draw.start(n), draw.between(0.2, 2)
    x = descend(f, start, step, error=sigma * draw.noise(step, n))
    return record(f, x, shown(RECURS, step[0] * lam[0] * rows > 60), step=step)


def _sam(draw: Draw, rows: int) -> Case:
    n = int(draw.rng.integers(1, 6))
    lam = spectrum(draw, n, 0.3, 2)
    f, step = bowl(draw, lam), np.full(rows * draw.longer, draw.spread(0.03, 0.8) / lam[-1])
    rho = np.full(len(step), draw.spread(0.02, 1))
    x = descend(f, draw.start(n), step, method="sam", radius=rho)
    return record(f, x, shown("FFFFF-F", step[0] * lam[0] * rows > 20), step=step, radius=rho)


def every_tenth_exact(draw: Draw) -> Case:
    """GD on a quadratic, every tenth row."""
    return thinned(_gd(draw, draw.rows(2000, 30000)), 10)


def every_hundredth_fading(draw: Draw) -> Case:
    """SGD with fading steps, every hundredth row."""
    return thinned(_sgd(draw, draw.rows(20000, 40000), draw.between(0.6, 1)), 100)


def every_tenth_restless(draw: Draw) -> Case:
    """SGD with a constant step, every tenth row."""
    return thinned(_restless(draw, draw.rows(5000, 30000)), 10)


def every_seventh_swing(draw: Draw) -> Case:
    """SAM's swing, every seventh row."""
    return thinned(_sam(draw, draw.rows(1000, 10000)), 7)


def every_tenth_of_a_swing_of_two(draw: Draw) -> Case:
    """GD's swing between ±r on log cosh, every tenth row: always the same end of it, so that the
    record shows x at rest where ∇f ≠ 0."""
    rows, t = draw.rows(3000, 20000), draw.between(2.1, 5)
    step = np.full(rows * draw.longer, t)
    case = record(
        log_cosh(), descend(log_cosh(), draw.start(1, 0.3, 2), step), "FFFFFTf", step=step
    )
    return thinned(case, 10)


def rows_evenly_in_log_k(draw: Draw) -> Case:
    """GD on Σ¼x⁴ with 200 rows evenly spaced in log k."""
    rows, t, n = draw.rows(5000, 50000), draw.spread(0.05, 0.6), int(draw.rng.integers(1, 4))
    step, start = np.full(rows * draw.longer, t), draw.start(n, 0.5, 1)
    case = record(
        power(4),
        descend(power(4), start, step),
        shown(ALL, 2 * t * rows * np.min(start**2) > 50),
        step=step,
    )
    at = np.unique(np.geomspace(1, len(step), 200).astype(int)) - 1
    return columns(case, lambda a: a[at], k=at + 1)


def carried_exact(draw: Draw) -> Case:
    """GD, ‖∇f‖ and f evaluated every 5 to 50 rows and carried forward."""
    return carried(_gd(draw, draw.rows(1000, 20000)), int(draw.rng.integers(5, 50)))


def carried_restless(draw: Draw) -> Case:
    """SGD with a constant step, evaluations carried forward."""
    every = int(draw.rng.integers(5, 30))
    return carried(_restless(draw, draw.rows(5000, 20000)), every)


def carried_fading(draw: Draw) -> Case:
    """SGD with fading steps, evaluations carried forward."""
    every = int(draw.rng.integers(5, 30))
    return carried(_sgd(draw, draw.rows(5000, 20000), draw.between(0.6, 1)), every)


def four_digits_quartic(draw: Draw) -> Case:
    """GD on Σ¼x⁴ with four significant digits."""
    rows, t, n = draw.rows(1000, 10000), draw.spread(0.05, 0.6), int(draw.rng.integers(1, 3))
    step, start = np.full(rows * draw.longer, t), draw.start(n, 0.5, 1)
    case = record(
        power(4),
        descend(power(4), start, step),
        shown(ALL, 2 * t * rows * np.min(start**2) > 50),
        step=step,
    )
    return rounded(case, 4)


def four_digits_swing(draw: Draw) -> Case:
    """SAM's swing with four significant digits."""
    return rounded(_sam(draw, draw.rows(500, 5000)), 4)


def six_digits_exact(draw: Draw) -> Case:
    """GD with six significant digits, f above a constant: f and x stand still where ‖∇f‖
    still falls."""
    case = _gd(draw, draw.rows(500, 5000))
    return rounded(replace(case, value=case.value + draw.between(0.5, 20)), 6)


def six_digits_fading(draw: Draw) -> Case:
    """SGD with fading steps and six significant digits."""
    return rounded(_sgd(draw, draw.rows(2000, 10000), draw.between(0.6, 1)), 6)


def smoothed_fading(draw: Draw) -> Case:
    """SGD with fading steps, exponential averages of ‖∇f‖ and f."""
    weight = draw.between(0.8, 0.99)
    return smoothed(_sgd(draw, draw.rows(3000, 20000), draw.between(0.6, 1)), weight)


def smoothed_exact(draw: Draw) -> Case:
    """GD, exponential averages: they fall at the slower of two rates."""
    weight = draw.between(0.6, 0.98)
    return smoothed(_gd(draw, draw.rows(1000, 10000)), weight)


def smoothed_swing(draw: Draw) -> Case:
    """SAM's swing, averaged: ‖∇f‖ looks constant, x does not."""
    weight = draw.between(0.6, 0.98)
    return smoothed(_sam(draw, draw.rows(1000, 10000)), weight)


def gradients_alone(draw: Draw) -> Case:
    """GD, only ‖∇f‖ recorded."""
    return replace(_gd(draw, draw.rows(500, 10000)), value=None, iterate=None, step=None)


def no_iterates_swing(draw: Draw) -> Case:
    """SAM's swing without iterates and radii."""
    return replace(_sam(draw, draw.rows(500, 10000)), iterate=None, radius=None)


def no_iterates_fading(draw: Draw) -> Case:
    """SGD with fading steps, without iterates and steps."""
    case = _sgd(draw, draw.rows(3000, 20000), draw.between(0.6, 1))
    return replace(case, iterate=None, step=None)


def no_steps_short(draw: Draw) -> Case:
    """ExponentialLR that stops x short, steps not recorded: x is at rest where ∇f ≠ 0."""
    rows, folds, n = draw.rows(300, 5000), draw.between(10, 25), int(draw.rng.integers(1, 5))
    lam = spectrum(draw, n, 0.3, 3)
    f = bowl(draw, lam)
    step = draw.between(0.3, 2) / lam[-1] * folds / rows * np.exp(-folds * draw.k(rows) / rows)
    return replace(
        record(f, descend(f, draw.start(n), step), SHORT), step=step if rows % 2 else None
    )


def one_iterate_in_two(draw: Draw) -> Case:
    """GD in float32 columns, every second row, a swing that shrinks across x*."""
    rows, delta = draw.rows(1000, 10000), draw.spread(1e-3, 0.1)
    lam = spectrum(draw, 2, 0.2, 1)
    f, step = bowl(draw, lam), np.full(rows * draw.longer, (2 - delta) / lam[-1])
    slow = min(delta, step[0] * lam[0]) * rows
    return thinned(
        single(record(f, descend(f, draw.start(2), step), shown(ALL, slow > 6), step=step)), 2
    )
