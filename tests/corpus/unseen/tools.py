"""Functions, noises and label helpers of these kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.signal import lfilter

from corpus.case import Case, always
from corpus.kinds.functions import Function, separable
from corpus.kinds.kind import Draw, labels_of

Update = Callable[[int, np.ndarray], np.ndarray]  # of the row, from 0, and x


def made(letters: str, gradient_norm: ArrayLike, **columns: Any) -> Case:
    """A case from its columns."""
    return Case(
        kind="",
        labels=always(labels_of(letters)),
        letters=letters,
        gradient_norm=np.asarray(gradient_norm, float),
        **columns,
    )


def shown(letters: str, yes: bool) -> str:
    """The letters, in lower case where asymptotics are not shown."""
    return letters if yes else letters.lower()


def spectrum(draw: Draw, n: int, low: float, high: float) -> np.ndarray:
    """Log-uniform numbers in order, (n,)."""
    return np.sort(np.exp(draw.rng.uniform(np.log(low), np.log(high), n)))


def rotation(draw: Draw, n: int) -> np.ndarray:
    """An orthogonal matrix of Haar's law, (n, n)."""
    q, r = np.linalg.qr(draw.rng.standard_normal((n, n)))
    return q * np.sign(np.diag(r))


def bowl(draw: Draw, lam: np.ndarray, centered: bool = False) -> Function:
    """½(x − c)ᵀA(x − c), A rotated."""
    q = rotation(draw, len(lam))
    A = q @ np.diag(lam) @ q.T
    A = (A + A.T) / 2
    c = np.zeros(len(lam)) if centered else draw.rng.uniform(-2, 2, len(lam))

    def value(x: np.ndarray) -> np.ndarray:
        y = (x - c) @ q
        return (lam * y * y).sum(-1) / 2

    return Function(value, lambda x: (x - c) @ A)


def bowl_of(A: np.ndarray, c: np.ndarray) -> Function:
    """½(x − c)ᵀA(x − c)."""
    return Function(lambda x: ((x - c) @ A * (x - c)).sum(-1) / 2, lambda x: (x - c) @ A)


def hessian(f: Function, n: int) -> np.ndarray:
    """∇²f of a quadratic, (n, n)."""
    return f.gradient(np.eye(n)) - f.gradient(np.zeros((n, n)))


def rosenbrock(b: float = 100.0) -> Function:
    """(1 − x)² + b(y − x²)²."""

    def gradient(z: np.ndarray) -> np.ndarray:
        x, y = z[..., 0], z[..., 1]
        return np.stack([-2 * (1 - x) - 4 * b * x * (y - x * x), 2 * b * (y - x * x)], -1)

    return Function(
        lambda z: (1 - z[..., 0]) ** 2 + b * (z[..., 1] - z[..., 0] ** 2) ** 2, gradient
    )


def smooth_abs(p: float, eps: float) -> Function:
    """Σ (x² + ε²)^(p/2)/p."""
    return separable(
        lambda x: (x * x + eps * eps) ** (p / 2) / p,
        lambda x: x * (x * x + eps * eps) ** (p / 2 - 1),
    )


def log_cosh() -> Function:
    """Σ log cosh x."""
    return separable(lambda x: np.logaddexp(x, -x) - np.log(2), np.tanh)


def log_square() -> Function:
    """Σ ½log(1 + x²)."""
    return separable(lambda x: np.log1p(x * x) / 2, lambda x: x / (1 + x * x))


def exp_minus_x() -> Function:
    """e^x − x, minimizer 0, not symmetric."""
    return separable(lambda x: np.exp(x) - x, np.expm1)


def logistic(Z: np.ndarray, ridge: float) -> Function:
    """Mean of log(1 + exp(−⟨zᵢ, x⟩)) + ½ ridge ‖x‖²."""

    def gradient(x: np.ndarray) -> np.ndarray:
        s = 1 / (1 + np.exp(x @ Z.T))
        return -(s @ Z) / len(Z) + ridge * x

    return Function(
        lambda x: np.logaddexp(0, -(x @ Z.T)).mean(-1) + ridge * (x * x).sum(-1) / 2, gradient
    )


def wavy(lam: float, a: float, w: float) -> Function:
    """Σ ½λx² + a cos wx."""
    return separable(
        lambda x: lam * x * x / 2 + a * np.cos(w * x), lambda x: lam * x - a * w * np.sin(w * x)
    )


def ar(draw: Draw, k: np.ndarray, phi: float) -> np.ndarray:
    """AR(1) of unit variance, (K,)."""
    e = draw.rng.standard_normal(len(k)) * np.sqrt(1 - phi * phi)
    return lfilter([1.0], [1.0, -phi], e)


def long_memory(draw: Draw, k: np.ndarray, scales: int = 7) -> np.ndarray:
    """Sum of AR(1) of times 1, 4, … 4^(scales − 1), of unit variance: 1/f noise."""
    e = draw.rng.standard_normal((len(k), scales))
    out = np.zeros(len(k))
    for j in range(scales):
        phi = 1 - 0.9 * 4.0**-j
        out += lfilter([1.0], [1.0, -phi], e[:, j] * np.sqrt(1 - phi * phi))
    return out / np.sqrt(scales)


def iterates(update: Update, start: ArrayLike, count: int) -> np.ndarray:
    """x, update(i, x) …, (K, n)."""
    x = np.atleast_1d(np.array(start, float))
    out = np.empty((count, len(x)))
    for i in range(count):
        out[i] = x
        x = update(i, x)
    return out
