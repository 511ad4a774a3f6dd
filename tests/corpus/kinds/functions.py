"""Functions that the kinds run on: values and gradients over the last axis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sam_theory.library.catalogues import Library


@dataclass(frozen=True)
class Function:
    """f and ∇f, (..., n) → (...) and (..., n)."""

    value: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]


def problem(name: str) -> Function:
    """A problem of the catalogue."""
    found = Library().get("problems", name)
    return Function(found.value, found.gradient)


def quadratic(spectrum: ArrayLike, center: ArrayLike = 0.0) -> Function:
    """½ Σ λᵢ(xᵢ − cᵢ)²."""
    lam, c = np.atleast_1d(np.asarray(spectrum, float)), np.asarray(center)
    return Function(lambda x: (lam * (x - c) ** 2).sum(-1) / 2, lambda x: lam * (x - c))


def separable(
    value: Callable[[np.ndarray], np.ndarray], slope: Callable[[np.ndarray], np.ndarray]
) -> Function:
    """Σ h(xᵢ)."""
    return Function(lambda x: value(x).sum(-1), slope)


def power(m: int) -> Function:
    """Σ xᵢ^m/m, m even."""
    return separable(lambda x: x**m / m, lambda x: x ** (m - 1))


def sine(frequency: float, height: float) -> Function:
    """A sin(wx)."""
    w, a = frequency, height
    return separable(lambda x: a * np.sin(w * x), lambda x: a * w * np.cos(w * x))


def minus_cosine() -> Function:
    """−cos x."""
    return separable(lambda x: -np.cos(x), np.sin)


def well() -> Function:
    """¼(x² − 1)²."""
    return separable(lambda x: (x * x - 1) ** 2 / 4, lambda x: x**3 - x)


def kinked(left: float, right: float) -> Function:
    """½λ₋x² for x < 0, ½λ₊x² for x > 0."""
    lam = lambda x: np.where(x > 0, right, left)  # noqa: E731
    return separable(lambda x: lam(x) * x * x / 2, lambda x: lam(x) * x)


def flat() -> Function:
    """exp(−1/x²)."""
    h = lambda x: np.exp(-1 / np.maximum(x * x, 1e-300))  # noqa: E731
    return separable(h, lambda x: 2 * h(x) / np.where(x == 0, 1, x**3))


def huber() -> Function:
    """x²/2 where |x| ≤ 1, |x| − ½ beyond."""
    slope = lambda x: np.clip(x, -1, 1)  # noqa: E731
    return separable(lambda x: slope(x) * (x - slope(x) / 2), slope)


def bell() -> Function:
    """1 − exp(−x²/2)."""
    return separable(lambda x: -np.expm1(-x * x / 2), lambda x: x * np.exp(-x * x / 2))


def exponential() -> Function:
    """e^(−x)."""
    return separable(lambda x: np.exp(-x), lambda x: -np.exp(-x))


def exponential_bowl(lam: float) -> Function:
    """e^(−x) + ½λy²."""
    return Function(
        lambda z: np.exp(-z[..., 0]) + lam * z[..., 1] ** 2 / 2,
        lambda z: np.stack([-np.exp(-z[..., 0]), lam * z[..., 1]], -1),
    )


def tilted(slope: float) -> Function:
    """1 − cos x − ax."""
    return separable(lambda x: 1 - np.cos(x) - slope * x, lambda x: np.sin(x) - slope)


def linear(direction: np.ndarray) -> Function:
    """⟨v, x⟩."""
    return Function(lambda x: x @ direction, lambda x: direction + 0 * x)


def valley() -> Function:
    """½(1 + x²)y²."""
    return Function(
        lambda z: (1 + z[..., 0] ** 2) * z[..., 1] ** 2 / 2,
        lambda z: np.stack([z[..., 0] * z[..., 1] ** 2, (1 + z[..., 0] ** 2) * z[..., 1]], -1),
    )


def ring() -> Function:
    """¼(‖z‖² − 1)²."""
    height = lambda z: (z * z).sum(-1, keepdims=True) - 1  # noqa: E731
    return Function(lambda z: height(z)[..., 0] ** 2 / 4, lambda z: height(z) * z)


def saddle() -> Function:
    """1 + cos x + ½y²: a saddle at 0, minimizers at ±π."""
    return Function(
        lambda z: 1 + np.cos(z[..., 0]) + z[..., 1] ** 2 / 2,
        lambda z: np.stack([-np.sin(z[..., 0]), z[..., 1]], -1),
    )


def factors(first: float, second: float) -> Function:
    """½(uv − a)² + ½(wz − b)²."""
    a = np.array([first, second])

    def rest(z: np.ndarray) -> np.ndarray:
        return z[..., 0::2] * z[..., 1::2] - a

    def gradient(z: np.ndarray) -> np.ndarray:
        r = rest(z)
        u, v = z[..., 0::2], z[..., 1::2]
        return np.stack([r * v, r * u], -1).reshape(z.shape)

    return Function(lambda z: (rest(z) ** 2).sum(-1) / 2, gradient)
