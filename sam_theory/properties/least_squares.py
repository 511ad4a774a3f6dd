"""Weighted least squares for many models at once, on a tail: bases are kept for the next call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from sam_theory.properties.functions import Model, terms
from sam_theory.properties.windows import OCTAVE


@dataclass(frozen=True, kw_only=True)
class Designs:
    """P models of up to m − 1 functions besides the constant, on abscissae (N,)."""

    basis: np.ndarray  # (P, m, N), orthonormal rows; unused ones are 0
    inverse: np.ndarray  # (P, m, m), maps coordinates in the basis to coefficients
    rise: np.ndarray  # (P, m), of the functions over the last half octave

    @classmethod
    def of(cls, models: Sequence[Model], k: np.ndarray) -> Designs:
        """The designs of these models on k."""
        count, width = len(models), 1 + max(map(len, models))
        basis = np.zeros((count, width, len(k)))
        inverse, rise = np.zeros((count, width, width)), np.zeros((count, width))
        for p, model in enumerate(models):
            design, m = np.stack(terms(model, k, k[0]), axis=1), 1 + len(model)
            q, r = np.linalg.qr(design)
            basis[p, :m], inverse[p, :m, :m] = q.T, np.linalg.inv(r)
            rise[p, :m] = design[-1] - design[-OCTAVE // 2]
        return cls(basis=basis, inverse=inverse, rise=rise)

    def fit(self, z: np.ndarray, weights: np.ndarray | None = None) -> tuple[np.ndarray, ...]:
        """Residual sums of squares, (C, P), and coefficients, (C, P, m), of C fits of z, (C, N).

        `weights`, (C, N), are those of the squares, 1 if there are none.
        """
        mean = _mean(z, weights)
        z = z - mean  # whose squares are exacter
        weighted = z if weights is None else weights * z
        count, width, length = self.basis.shape
        moments = weighted @ self.basis.reshape(-1, length).T
        moments = moments.reshape(-1, count, width)
        found = moments
        if weights is not None:
            gram = (weights @ self._products).reshape(-1, count, width, width) + self._unused
            found = np.linalg.solve(gram, moments[..., None])[..., 0]
        squares = np.sum(weighted * z, axis=1)[:, None] - np.sum(found * moments, axis=2)
        coefficients = (self.inverse @ found[..., None])[..., 0]
        coefficients[..., 0] += mean
        return np.maximum(squares, 0.0), coefficients

    @cached_property
    def _products(self) -> np.ndarray:
        """Products of rows of the basis, (N, Pmm)."""
        products = self.basis[:, :, None] * self.basis[:, None]
        return np.ascontiguousarray(products.reshape(-1, products.shape[-1]).T)

    @cached_property
    def _unused(self) -> np.ndarray:
        """1 on the diagonal where a row is unused, (P, m, m)."""
        unused = np.all(self.basis == 0, axis=2)
        return np.asarray(np.eye(self.basis.shape[1]) * unused[:, None])


def _mean(z: np.ndarray, weights: np.ndarray | None) -> np.ndarray:
    if weights is None:
        return np.mean(z, axis=1, keepdims=True)
    return np.asarray(np.sum(weights * z, axis=1) / np.sum(weights, axis=1))[:, None]


@lru_cache(maxsize=512)
def _designs(key: bytes, models: tuple[Model, ...]) -> Designs:
    return Designs.of(models, np.frombuffer(key))


def designs(k: np.ndarray, models: tuple[Model, ...]) -> Designs:
    """The designs of models on increasing abscissae, (N,), N >= 8: k > 3, or Σt if they scale."""
    return _designs(np.ascontiguousarray(k, dtype=np.float64).tobytes(), models)


def less(y: np.ndarray, limits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """log(y − c), and weights that make residuals relative to y, for limits c, (C,): (C, N)."""
    gap = y - limits[:, None]
    return np.log(gap), (gap / y) ** 2
