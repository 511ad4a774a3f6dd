"""Bounds on the mean of independent draws that ask for no normality.

**Betting.** Let X₁ … X_S ≥ 0 be independent with E Xᵢ ≤ m, and 0 < θ ≤ 1. Every factor of
W_θ = ∏ᵢ (1 − θ + θXᵢ/m) is ≥ 0 and has a mean ≤ 1, so by independence E W_θ ≤ 1, and the same for
the average W of W_θ over finitely many θ that are fixed beforehand. By Markov, P(W ≥ 1/α) ≤ α: if
W ≥ 1/α, E Xᵢ ≤ m is refuted at error α. No range, variance or truncation is asked for: what W is
for X, it is at least for min(X, M). W falls as m grows, so that the largest m with W ≥ 1/α is a
lower confidence bound of the mean, and for X ≤ B the same of B − X gives an upper one.

**By a variance.** For X ≥ 0, λ ≥ 0: e^{−λX} ≤ 1 − λX + λ²X²/2, so that with μ = E X
P(X̄ ≤ μ − u) ≤ exp(S(λ²E X²/2 − λu)) = exp(−Su²/(2E X²)) at λ = u/E X². Where the variance is at
most V, E X² ≤ V + μ², and so, at error α, μ ≤ X̄ + c√(V + μ²) with c² = 2 log(1/α)/S: for c < 1
μ ≤ (X̄ + c√(X̄² + (1 − c²)V))/(1 − c²).

Hoeffding 1963; Waudby-Smith, Ramdas, JRSS B 2024 (betting); Maurer 2003 (one side, E X² alone).
"""

from __future__ import annotations

import math

import numpy as np

# The stakes θ: for a sample that decides, one of them is within a factor √2 of the best.
STAKES = np.concatenate([2.0 ** -np.arange(12, 0, -1), 1 - 2.0 ** -np.arange(2, 6)])
DIGITS = 50  # bits to which a limit is found


def growth(x: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """(1/S) log W_θ for every stake of draws x ≥ 0, (..., S), and a claimed mean, (...): (G, ...).

    It is ∞ where some draw is, and for a negative mean, which no draws x ≥ 0 have.
    """
    mean = np.asarray(mean, dtype=np.float64)[..., None]
    with np.errstate(all="ignore"):
        ratio = np.where(mean < 0, np.inf, np.where(x == 0, 0.0, x / mean))
        found = [np.log(1 - theta + theta * ratio).mean(axis=-1) for theta in STAKES]
    return np.stack(found)


def log_wealth(x: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """log W of draws x ≥ 0, (..., S), and a claimed mean, (...)."""
    return log_average(x.shape[-1] * growth(x, mean))


def log_average(logs: np.ndarray) -> np.ndarray:
    """The logarithm of the average over the stakes, which come first: (G, ...) -> (...)."""
    return np.asarray(np.logaddexp.reduce(logs, axis=0) - math.log(len(logs)))


def lower_limit(x: np.ndarray, error: float) -> float:
    """The mean of these draws x ≥ 0, (S,), is above it, but for an event of this probability."""
    mean = float(np.mean(x))
    if mean == 0:
        return 0.0
    high = mean if math.isfinite(mean) else float(np.max(x[np.isfinite(x)], initial=1.0))
    low = high
    while low > 0 and not _refuted(x, low, error):
        high, low = low, low / 2
    for _ in range(DIGITS):
        middle = (low + high) / 2
        low, high = (middle, high) if _refuted(x, middle, error) else (low, middle)
    return low


def _refuted(x: np.ndarray, mean: float, error: float) -> bool:
    return bool(log_wealth(x, np.asarray(mean)) >= -math.log(error))


def upper_limit(x: np.ndarray, top: float, error: float) -> float:
    """The mean of these draws 0 ≤ x ≤ top, (S,), is below it, but for an event of this error."""
    if not math.isfinite(top):
        return math.inf
    return top - lower_limit(np.maximum(top - x, 0.0), error)


def upper_by_variance(x: np.ndarray, variance: float, error: float) -> np.ndarray:
    """The same of draws x ≥ 0, (..., S), whose variance is at most this: (...)."""
    mean, square = x.mean(axis=-1), -2 * math.log(error) / x.shape[-1]
    if square >= 1 or not math.isfinite(variance):
        return np.full_like(mean, np.inf)
    spread = np.sqrt(square * (mean**2 + (1 - square) * variance))
    return np.asarray((mean + spread) / (1 - square))


def seeds_by_variance(mean: float, bound: float, variance: float, error: float) -> float:
    """How many draws of that mean would bring the upper bound by a variance below the bound."""
    square = (bound - mean) ** 2 / (variance + bound**2)
    return -2 * math.log(error) / square if square > 0 and mean < bound else math.inf
