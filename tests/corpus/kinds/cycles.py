"""SAM's cycles, and those of GD at the edge of stability and of signs."""

from __future__ import annotations

import math

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import kinked, power, quadratic, well
from corpus.kinds.kind import (
    CYCLE,
    RECURS,
    SLOWLY,
    TO_A_MINIMIZER,
    WANDERS,
    Draw,
    record,
    unseen,
)
from corpus.kinds.running import descend, unit


def _sam(
    d: Draw, step: np.ndarray, radius: np.ndarray, letters: str, *, n: int = 1, start: float = 0.0
) -> Case:
    """SAM on a quadratic with λ₁ = 1. In one dimension x⁺ = (1 − t)x − tρ sgn x, which tends to the
    cycle ± tρ/(2 − t), on which f is constant."""
    spectrum = np.append(1.0, d.rng.uniform(0.2, 0.8, n - 1))
    f = quadratic(spectrum)
    x = descend(f, [start] if start else d.start(n), step, method="sam", radius=radius)
    return record(f, x, letters, step=step, radius=radius)


def sam_constant(d: Draw) -> Case:
    """K24, Example 3.1: constants end in the two-cycle."""
    one = 1 + 0 * d.k(d.rows(300, 6000))
    return _sam(d, d.between(0.2, 1.2) * one, d.between(0.05, 0.5) * one, CYCLE)


def sam_constant_in_the_plane(d: Draw) -> Case:
    """Constants end on ±a along the top eigenvector (Bartlett, Long, Bousquet 2023)."""
    one = 1 + 0 * d.k(d.rows(3000, 8000))
    return _sam(d, d.between(0.2, 0.9) * one, d.between(0.05, 0.5) * one, CYCLE, n=2)


def sam_on_its_cycle(d: Draw) -> Case:
    """t = 1 from x = ρ: x = ±ρ from the first row on."""
    one, rho = 1 + 0 * d.k(d.rows(300, 3000)), d.between(0.05, 0.5)
    return _sam(d, one, rho * one, CYCLE, start=rho)


def sam_radius_lasting(d: Draw) -> Case:
    """ρ = ck^(−0.001): the cycle shrinks to 0, which no record shows."""
    k = d.k(d.rows(1000, 8000))
    return _sam(d, d.between(0.2, 1.2) + 0 * k, d.between(0.05, 0.5) * k**-0.001, SLOWLY)


def sam_radius_fading(d: Draw) -> Case:
    """ρ = ck^(−0.3): |x| ≲ ρ → 0."""
    k = d.k(d.rows(1000, 8000))
    return _sam(d, d.between(0.2, 1.2) + 0 * k, d.between(0.05, 0.5) * k**-0.3, TO_A_MINIMIZER)


def sam_radius_log(d: Draw) -> Case:
    """ρ = c/log k: |x| ≲ ρ → 0, which no record shows."""
    k = d.k(d.rows(1000, 8000))
    return _sam(d, d.between(0.2, 1.2) + 0 * k, d.between(0.05, 0.5) / np.log(k + 1), SLOWLY)


def sam_radius_to_a_floor(d: Draw) -> Case:
    """ρ = c(1 + a√(K/k)), a ≤ 1: the cycle tends to one at least half as large as the last."""
    return _to_a_floor(d, d.between(0.3, 1), CYCLE)


def sam_radius_to_a_hidden_floor(d: Draw) -> Case:
    """The same with a in 3 … 10: the floor is a quarter of the last cycle or less."""
    return _to_a_floor(d, d.between(3, 10), unseen(CYCLE))


def _to_a_floor(d: Draw, above: float, letters: str) -> Case:
    rows = d.rows(2000, 8000)
    radius = d.between(0.005, 0.05) * (1 + above * np.sqrt(rows / d.k(rows)))
    return _sam(d, d.between(0.2, 1.2) + 0 * radius, radius, letters)


def sam_step_to_a_floor(d: Draw) -> Case:
    """t = c(1 + a√(K/k)), a ≤ 1: the cycle tends to cρ/(2 − c), at least half of the last."""
    rows = d.rows(2000, 8000)
    step = d.between(0.004, 0.01) * (1 + d.between(0.3, 1) * np.sqrt(rows / d.k(rows)))
    return _sam(d, step, d.between(0.05, 0.5) + 0 * step, CYCLE)


def sam_step_log(d: Draw) -> Case:
    """t = c/log k: |x| ≲ tρ → 0, which no record shows."""
    step = d.between(0.2, 0.9) / np.log(d.k(d.rows(1000, 8000)) + 2)
    return _sam(d, step, d.between(0.05, 0.5) + 0 * step, SLOWLY)


def sam_step_root(d: Draw) -> Case:
    """t = ck^(−p): |x| ~ tρ/2 → 0."""
    step = d.between(0.3, 0.9) * d.k(d.rows(1000, 8000)) ** -d.between(0.4, 0.8)
    return _sam(d, step, d.between(0.05, 0.5) + 0 * step, TO_A_MINIMIZER)


def sam_step_fading_in_space(d: Draw) -> Case:
    """t = ck^(−0.6) in ℝ³: x → 0 (K24, Theorem 3.2), all modes begun: λ₃Σt > 2."""
    step = d.between(0.5, 0.9) * d.k(d.rows(2000, 8000)) ** -0.6
    return _sam(d, step, d.between(0.05, 0.5) + 0 * step, TO_A_MINIMIZER, n=3)


def sam_radius_growing(d: Draw) -> Case:
    """t = ck^(−0.7), ρ = ck^0.2: |x| ≲ tρ → 0."""
    k = d.k(d.rows(1000, 8000))
    return _sam(d, d.between(0.5, 0.9) * k**-0.7, d.between(0.05, 0.3) * k**0.2, TO_A_MINIMIZER)


def sam_radius_on_squares(d: Draw) -> Case:
    """K24, Remark G.2: ρ = C at squares, C/k^p elsewhere, t = c/k, c > 1: |x| ≲ 1/k."""
    k, C, p = d.k(d.rows(1000, 8000)), d.between(0.1, 0.5), d.between(0.2, 0.8)
    radius = np.where(np.sqrt(k) % 1 == 0, C, C / k**p)
    return _sam(d, d.between(1.2, 1.8) / (k + 1), radius, TO_A_MINIMIZER)


def sam_steps_in_turns(d: Draw) -> Case:
    """Epochs of a long and of a short step: two cycles in turn, on which f differs."""
    k = d.k(d.rows(2000, 6000))
    high = (k // d.rng.integers(20, 120)) % 2 == 0
    step = np.where(high, d.between(0.7, 1), d.between(0.1, 0.3))
    return _sam(d, step, d.between(0.05, 0.5) + 0 * k, WANDERS)


def sam_on_a_kink(d: Draw) -> Case:
    """λ₋ < λ₊: the cycle a, −b has λ₋(b + ρ) = λ₊(a + ρ), and f(a) = f(−b) would need a < 0."""
    one = 1 + 0 * d.k(d.rows(500, 6000))
    ratio = d.between(1.5, 2.5)
    f, step, radius = (
        kinked(1.0, ratio),
        d.between(0.3, 0.7) / ratio * one,
        d.between(0.1, 0.5) * one,
    )
    x = descend(f, d.start(1), step, method="sam", radius=radius)
    return record(f, x, WANDERS, step=step, radius=radius)


def sam_on_a_quartic(d: Draw) -> Case:
    """SAM on x⁴/4: the cycle 2a = t(a + ρ)³, its small root, attracts, as 3t(a + ρ)² < 2."""
    one = 1 + 0 * d.k(d.rows(2000, 8000))
    f, step, radius = power(4), d.between(0.4, 1) * one, d.between(0.3, 0.5) * one
    x = descend(f, d.start(1, 0.3, 0.6), step, method="sam", radius=radius)
    return record(f, x, CYCLE, step=step, radius=radius)


def sam_far_away(d: Draw) -> Case:
    """The two-cycle about 10⁵ … 10⁷, far above rounding; f on it is constant up to rounding."""
    one = 1 + 0 * d.k(d.rows(300, 5000))
    center = d.spread(1e5, 1e7)
    f, step, radius = quadratic(1.0, center), d.between(0.1, 0.9) * one, d.spread(1e-2, 1) * one
    x = descend(f, center + d.start(1), step, method="sam", radius=radius)
    return record(f, x, CYCLE, step=step, radius=radius)


def gd_in_a_two_cycle(d: Draw) -> Case:
    """¼(x² − 1)², t in 1.05 … 1.2: the attracting cycle has x² + y² = (1 + t)/t ≠ 2: f differs."""
    f, step = well(), d.between(1.05, 1.2) + 0 * d.k(d.rows(500, 6000))
    return record(f, descend(f, [d.between(0.5, 1.2)], step), WANDERS, step=step)


def gd_in_chaos(d: Draw) -> Case:
    """The same with t in 1.4 … 1.95: 0 and ±1 repel, so x is bounded and converges nowhere."""
    f, step = well(), d.between(1.4, 1.95) + 0 * d.k(d.rows(500, 6000))
    return record(f, descend(f, [d.between(0.5, 1.2)], step), "-FFFFFF", step=step)


def gd_at_the_edge(d: Draw) -> Case:
    """t = 2/λ exactly: x = ±x¹ for ever."""
    f, step = quadratic(1.0), 2 + 0 * d.k(d.rows(300, 5000))
    return record(f, descend(f, d.start(1), step), CYCLE, step=step)


def gd_below_the_edge(d: Draw) -> Case:
    """t = 2 − a/k: |x| ~ k^(−a), a ≥ ½, alternating."""
    f, step = quadratic(1.0), 2 - d.between(0.5, 1.2) / d.k(d.rows(1000, 8000))
    return record(f, descend(f, d.start(1), step), TO_A_MINIMIZER, step=step)


def undamped(d: Draw) -> Case:
    """Heavy ball with β = 1: x = a cos(wk + p) passes arbitrarily close to 0 (Weyl)."""
    f, step = quadratic(1.0), d.between(0.05, 1.5) + 0 * d.k(d.rows(500, 6000))
    return record(f, descend(f, d.start(1), step, momentum=1.0), RECURS, step=step)


def undamped_in_the_plane(d: Draw) -> Case:
    """The same with two frequencies: x fills a torus, which holds 0."""
    f, step = quadratic([1, math.sqrt(0.5)]), d.between(0.05, 1.5) + 0 * d.k(d.rows(500, 6000))
    return record(f, descend(f, d.start(2), step, momentum=1.0), RECURS, step=step)


def signs_constant(d: Draw) -> Case:
    """x⁺ = x − t sgn x: at last |x| is δ and t − δ in turn, where f differs, δ in (0.1, 0.4)t."""
    t, many, rest = d.between(0.01, 0.1), d.rng.integers(5, 100), d.between(0.1, 0.4)
    f, step = quadratic(1.0), t + 0 * d.k(d.rows(500, 6000))
    return record(f, descend(f, [t * (many + rest)], step, shape=np.sign), WANDERS, step=step)


def signs_fading(d: Draw) -> Case:
    """signSGD with t = ck^(−p), Σt beyond the way: |xᵢ| ≤ t once it is there."""
    return _fading(d, np.sign)


def normalized_fading(d: Draw) -> Case:
    """Normalized GD with t = ck^(−p), Σt beyond the way: ‖x‖ = O(t) once it is there."""
    return _fading(d, unit)


def _fading(d: Draw, shape: object) -> Case:
    f = quadratic(np.array([1, 0.5]))
    step = d.between(0.1, 0.4) * d.k(d.rows(2000, 6000)) ** -d.between(0.4, 0.7)
    x = descend(f, d.start(2, 0.3, 1), step, shape=shape)  # type: ignore[arg-type]
    return record(f, x, TO_A_MINIMIZER, step=step)


def kicked_at_powers_of_two(d: Draw) -> Case:
    """GD kicked at k = 2^j: x → 0 in between, longer each time, and is −tδ after each kick."""
    k = d.k(d.rows(2000, 8000))
    f, step = quadratic(1.0), d.between(0.2, 0.9) + 0 * k
    kick = np.where(np.log2(k) % 1 == 0, d.between(0.2, 1), 0.0)[:, None]
    return record(f, descend(f, d.start(1), step, error=kick), "TFFFFFF", step=step)
