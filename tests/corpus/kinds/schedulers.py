"""PyTorch's schedules; beyond the record t keeps its last value, unless said otherwise.

GD on ½x² ends at x¹ exp(−Σt) or so: a schedule that ends at t = 0 leaves x where it is.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import quadratic
from corpus.kinds.kind import (
    CYCLE,
    RECURS,
    SHORT,
    SHORT_UNSEEN,
    SLOWLY,
    TO_A_MINIMIZER,
    WANDERS,
    Draw,
    record,
    unseen,
)
from corpus.kinds.running import descend

Curve = Callable[[np.ndarray], np.ndarray]


def _cosine(s: np.ndarray) -> np.ndarray:
    """From 1 to 0, s in [0, 1]."""
    return (1 + np.cos(np.pi * s)) / 2


def _one_cycle(s: np.ndarray) -> np.ndarray:
    """Up for 0.3 of the way, then down to 0."""
    return np.where(s < 0.3, 0.04 + 0.96 * s / 0.3, _cosine((s - 0.3) / 0.7))


def _whole(d: Draw, curve: Curve, letters: str, *, sam: bool = False) -> Case:
    """The schedule from s = 0 at the first to s = 1 at the last row, Σt in 0.5 … 4, SAM's ≤ 1.2."""
    rows = d.rows(300, 8000)
    s = np.minimum((d.k(rows) - 1) / (rows - 1), 1)
    step = curve(s)
    step = step * d.between(0.5, 1.2 if sam else 4) / step[:rows].sum()
    radius = d.between(0.01, 0.1) + 0 * step
    f, start = quadratic(1.0), d.start(1)
    if not sam:
        return record(f, descend(f, start, step), letters, step=step)
    x = descend(f, start, step, method="sam", radius=radius)
    return record(f, x, letters, step=step, radius=radius)


def cosine_to_zero(d: Draw) -> Case:
    """CosineAnnealingLR to 0, and training is over: x stays at e^(−Σt)x¹."""
    return _whole(d, _cosine, SHORT_UNSEEN)


def linear_to_zero(d: Draw) -> Case:
    """LinearLR to 0: x stays at e^(−Σt)x¹."""
    return _whole(d, lambda s: 1 - s, SHORT_UNSEEN)


def polynomial_to_zero(d: Draw) -> Case:
    """PolynomialLR, power 2, to 0: x stays."""
    return _whole(d, lambda s: (1 - s) ** 2, SHORT_UNSEEN)


def one_cycle_to_zero(d: Draw) -> Case:
    """OneCycleLR: x stays."""
    return _whole(d, _one_cycle, SHORT_UNSEEN)


def sam_cosine_to_zero(d: Draw) -> Case:
    """SAM with CosineAnnealingLR to 0, Σt ≤ 1.2: ρΣt is less than what is left of x."""
    return _whole(d, _cosine, SHORT_UNSEEN, sam=True)


def exponential(d: Draw) -> Case:
    """ExponentialLR: summable, e^(−7) of it is still to come."""
    rows = d.rows(300, 8000)
    step = np.exp(-7 * (d.k(rows) - 1) / rows)
    step = step * d.between(0.5, 3) / step[:rows].sum()
    f = quadratic(1.0)
    return record(f, descend(f, d.start(1), step), SHORT, step=step)


def step_decay(d: Draw) -> Case:
    """StepLR, halved 8 to 30 times: summable, Σt in 0.3 … 3."""
    rows = d.rows(1000, 8000)
    epoch = rows // int(d.rng.integers(8, 30))
    step = d.between(0.3, 3) / (2 * epoch) * 0.5 ** ((d.k(rows) - 1) // epoch)
    f = quadratic(1.0)
    return record(f, descend(f, d.start(1), step), SHORT, step=step)


def step_decay_unfinished(d: Draw) -> Case:
    """StepLR, 2 to 3 epochs seen: summable, but a quarter of Σt or more is still to come."""
    rows = d.rows(1000, 8000)
    epoch = int(rows / d.between(2, 3))
    step = d.between(2, 4) / (2 * epoch) * 0.5 ** ((d.k(rows) - 1) // epoch)
    f = quadratic(1.0)
    return record(f, descend(f, d.start(1), step), unseen(SHORT), step=step)


def inverse_time(d: Draw) -> Case:
    """LambdaLR t/(1 + k/E), tE > 0.5: x ~ k^(−tE)."""
    rows = d.rows(2000, 9000)
    epoch = rows * d.spread(0.002, 0.02)
    step = d.between(0.6, 1.8) / (epoch + d.k(rows))
    f = quadratic(1.0)
    return record(f, descend(f, d.start(1), step), TO_A_MINIMIZER, step=step)


def inverse_root_warmed_up(d: Draw) -> Case:
    """min(k/W, √(W/k)), as transformers are trained: Σt = ∞; λ₂Σt > 8."""
    rows = d.rows(1000, 8000)
    warm, k = rows * d.between(0.05, 0.2), d.k(rows)
    step = d.between(0.1, 0.8) * np.minimum(k / warm, np.sqrt(warm / k))
    f = quadratic([1, 0.5])
    return record(f, descend(f, d.start(2), step), TO_A_MINIMIZER, step=step)


def _milestones(d: Draw) -> tuple[np.ndarray, np.ndarray]:
    rows = d.rows(2000, 8000)
    k = d.k(rows)
    return k, 0.1 ** ((k > 0.3 * rows) + 1.0 * (k > 0.6 * rows))


def gd_milestones(d: Draw) -> Case:
    """MultiStepLR, constant after the last milestone: linear; λ₂Σt > 15."""
    _, fall = _milestones(d)
    f, step = quadratic([1, 0.5]), d.between(0.05, 0.2) * fall
    return record(f, descend(f, d.start(2), step), TO_A_MINIMIZER, step=step)


def sam_milestones(d: Draw) -> Case:
    """SAM with MultiStepLR: a two-cycle for ever; two falls may go on, so that it isn't shown."""
    k, fall = _milestones(d)
    f, step, radius = quadratic(1.0), d.between(0.3, 0.9) * fall, d.between(0.05, 0.5) + 0 * k
    x = descend(f, d.start(1), step, method="sam", radius=radius)
    return record(f, x, unseen(CYCLE), step=step, radius=radius)


def sgd_milestones(d: Draw) -> Case:
    """SGD with MultiStepLR: noise for ever; two falls may go on, so that it isn't shown."""
    k, fall = _milestones(d)
    f, step = quadratic([1.0, 1.0]), d.between(0.3, 0.9) * fall
    start, scale = d.start(2), d.between(0.1, 1)
    x = descend(f, start, step, error=scale * d.noise(k, 2))
    return record(f, x, unseen(RECURS), step=step)


def _restarting(d: Draw, *, doubling: bool, top: float) -> np.ndarray:
    """CosineAnnealingWarmRestarts, 8 periods of equal length or 6 of doubling, going on so."""
    rows = d.rows(2000, 8000)
    k = d.k(rows) - 1
    if not doubling:
        period = rows // 8
        return np.asarray(top * _cosine(k % period / period))
    first = rows / 63
    number = np.floor(np.log2(k / first + 1))
    begun = first * (2**number - 1)
    return np.asarray(top * _cosine((k - begun) / (first * 2**number)))


def gd_warm_restarts(d: Draw) -> Case:
    """Equal periods for ever: Σt = ∞, and GD converges linearly on the whole."""
    return _with(d, _restarting(d, doubling=False, top=d.between(0.1, 0.9)), TO_A_MINIMIZER)


def gd_doubling_restarts(d: Draw) -> Case:
    """Doubling periods: the same."""
    return _with(d, _restarting(d, doubling=True, top=d.between(0.1, 0.9)), TO_A_MINIMIZER)


def sam_warm_restarts(d: Draw) -> Case:
    """SAM over equal periods: |x| ~ tρ/2 swings with t for ever, above 0 by a little."""
    return _with(d, _restarting(d, doubling=False, top=d.between(0.3, 0.9)), "fFFFFFF", rho=0.3)


def sam_doubling_restarts(d: Draw) -> Case:
    """SAM over doubling periods: |x| ~ tρ/2 comes ever nearer to 0, and is back each time."""
    return _with(d, _restarting(d, doubling=True, top=d.between(0.3, 0.9)), RECURS, rho=0.3)


def sgd_warm_restarts(d: Draw) -> Case:
    """SGD over equal periods: noise ∝ √t for ever."""
    return _with(d, _restarting(d, doubling=False, top=d.between(0.3, 0.9)), RECURS, noise=0.3)


def sam_triangles(d: Draw) -> Case:
    """SAM with CyclicLR, t from 0.2 to 0.8 and back, 20 times: the cycle grows and shrinks."""
    rows = d.rows(2000, 8000)
    period = rows // 20
    wave = np.abs(2 * ((d.k(rows) % period) / period) - 1)
    return _with(d, 0.2 + 0.6 * wave, WANDERS, rho=d.between(0.05, 0.5))


def one_cycle_unfinished(d: Draw) -> Case:
    """OneCycleLR cut at a fifth, Σt so far 0.3 or less; in the end Σt ≤ 3, and x stays short."""
    rows = d.rows(500, 5000)
    s = np.minimum(0.2 * d.k(rows) / rows, 1)
    step = _one_cycle(s) * d.between(0.5, 2) / (0.5 * 5 * rows)
    return _with(d, step, SHORT_UNSEEN.lower())


def sgd_linear_to_zero(d: Draw) -> Case:
    """SGD, LinearLR to 0, Σt ≈ 50: x stops in a last noise of its own, not at 0, and unseen."""
    rows = d.rows(2000, 8000)
    step = np.maximum(1 - d.k(rows) / rows, 0) * 100 / rows
    return _with(d, step, SHORT_UNSEEN, noise=d.between(0.1, 0.5))


def cosine_to_a_floor(d: Draw) -> Case:
    """CosineAnnealingLR to a tenth, then constant: λΣt in 0.1 … 0.5 so far, later x → 0."""
    rows = d.rows(500, 8000)
    s = np.minimum((d.k(rows) - 1) / (rows - 1), 1)
    step = (0.1 + 0.9 * _cosine(s)) * d.between(0.1, 0.5) / (0.55 * rows)
    return _with(d, step, SLOWLY)


def _with(d: Draw, step: np.ndarray, letters: str, *, rho: float = 0.0, noise: float = 0.0) -> Case:
    """A run on ½x² with this schedule: GD, SAM where there is a radius, SGD where noise."""
    f, start = quadratic(1.0), d.start(1)
    if noise:
        x = descend(f, start, step, error=noise * d.noise(step, 1))
        return record(f, x, letters, step=step)
    if not rho:
        return record(f, descend(f, start, step), letters, step=step)
    radius = rho + 0 * step
    x = descend(f, start, step, method="sam", radius=radius)
    return record(f, x, letters, step=step, radius=radius)
