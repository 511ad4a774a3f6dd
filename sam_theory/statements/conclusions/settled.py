"""Where SAM settles on the sine of S23: |f′| = (3√3/(10π))βρ, from every start."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.statements.conclusions.bounds import (
    ROUNDING,
    UNKNOWN,
    Numbers,
    means,
    numbers,
    rounding_square,
)
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Verdict, consistent, undecided, violated

HELD = 3 * math.sqrt(3) / (10 * math.pi)  # |f′| where it settles, in βρ
REACH = 0.4  # from start to end, in ρ at most
NEAR = 1e-3  # relative, of a mean that has settled


def room(c: Numbers, k: np.ndarray) -> np.ndarray:
    """(2/5)βρ(1 − tβ/3)ᵏ⁻¹ ≥ ||f′(xᵏ)| − (3√3/(10π))βρ|, for t ≤ 1/β."""
    factor = np.float64(1 - c.step * c.lipschitz / 3)
    return np.asarray(REACH * c.lipschitz * c.radius * factor ** (k.astype(np.float64) - 1))


def slope_settles(run: Run) -> Verdict:
    """||f′(xᵏ)| − (3√3/(10π))βρ| ≤ (2/5)βρ(1 − tβ/3)ᵏ⁻¹.

    As this falls in k, a window is held against its first k to be violated, else its last.
    """
    c, trace = numbers(run), run.trace
    if c is None:
        return UNKNOWN
    level, noise = HELD * c.lipschitz * c.radius, math.sqrt(rounding_square(run))
    low, high = trace.gradients.low, trace.gradients.high
    away = np.maximum(np.abs(low - level), np.abs(high - level))
    excess = away * (1 - ROUNDING) - noise
    first, last = room(c, trace.edges[:-1]), room(c, trace.edges[1:] - 1)
    text = f"|f′| is in [{low[-1]:.6g}, {high[-1]:.6g}] at the end, (3√3/(10π))βρ = {level:.6g}"
    if not np.isfinite(excess).all() or np.any(excess > first):
        return violated(text)
    return consistent(text) if np.all(excess <= last) else undecided(text)


def average_stays(run: Run) -> Verdict:
    """(1/T)Σ‖∇f‖² ≤ c/T + b for all T asks for b ≥ (27/(100π²))β²ρ², the mean at the end."""
    c = numbers(run)
    if c is None:
        return UNKNOWN
    height, level = (HELD * c.lipschitz * c.radius) ** 2, float(means(run)[-1])
    since = np.array([max(run.trace.iterations // 4, 1)])
    below = height - (2 * HELD + REACH) * c.lipschitz * c.radius * float(room(c, since)[0])
    text = f"the mean of ‖∇f‖² over the last octave is {level:.6g}, (27/(100π²))β²ρ² = {height:.6g}"
    if level < below * (1 - ROUNDING) - rounding_square(run):
        return violated(text)
    return consistent(text) if abs(level - height) <= NEAR * height else undecided(text)
