"""Weighted least squares for many models at once, on a tail: bases are kept for the next call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sam_theory.properties.functions import Models, terms
from sam_theory.properties.windows import OCTAVE


@dataclass(frozen=True, kw_only=True)
class Designs:
    """P models of up to m − 1 functions besides the constant, on abscissae (N,)."""

    basis: np.ndarray  # (P, m, N), orthonormal rows; unused ones are 0
    inverse: np.ndarray  # (P, m, m), maps coordinates in the basis to coefficients
    rise: np.ndarray  # (P, m), of the functions over the last half octave
    unused: np.ndarray  # (P, m, m), true on the diagonal where rows are unused

    @classmethod
    def of(cls, models: Models, k: np.ndarray) -> Designs:
        """The designs of these models on k."""
        count, width = len(models), 1 + max(map(len, models))
        basis = np.zeros((count, width, len(k)))
        inverse, rise = np.zeros((count, width, width)), np.zeros((count, width))
        unused = np.stack([np.diag(np.arange(width) > len(model)) for model in models])
        for p, model in enumerate(models):
            design, m = np.stack(terms(model, k, k[0]), axis=1), 1 + len(model)
            q, r = np.linalg.qr(design)
            basis[p, :m], inverse[p, :m, :m] = q.T, np.linalg.inv(r)
            rise[p, :m] = design[-1] - design[-OCTAVE // 2]
        return cls(basis=basis, inverse=inverse, rise=rise, unused=unused)

    def fit(self, z: np.ndarray, weights: np.ndarray | None = None) -> tuple[np.ndarray, ...]:
        """Residual sums of squares, (C, P), and coefficients, (C, P, m), of C fits of z, (C, N).

        `weights`, (C, N), are those of the squares, 1 if there are none.
        """
        w = np.ones_like(z) if weights is None else weights
        mean = np.sum(w * z, axis=1, keepdims=True) / np.sum(w, axis=1, keepdims=True)
        z = z - mean  # whose squares are exacter
        weighted = w * z
        count, width, length = self.basis.shape
        moments = (weighted @ self.basis.reshape(-1, length).T).reshape(-1, count, width)
        found = moments
        if weights is not None:
            gram = (weights @ self._products).reshape(-1, count, width, width) + self.unused
            found = np.linalg.solve(gram, moments[..., None])[..., 0]
        squares = np.sum(weighted * z, axis=1)[:, None] - np.sum(found * moments, axis=2)
        coefficients = (self.inverse @ found[..., None])[..., 0]
        coefficients[..., 0] += mean
        return np.maximum(squares, 0.0), coefficients

    @property
    def _products(self) -> np.ndarray:
        """Products of rows of the basis, (N, Pmm)."""
        products = self.basis[:, :, None] * self.basis[:, None]
        return np.ascontiguousarray(products.reshape(-1, products.shape[-1]).T)


@lru_cache(maxsize=1536)  # three sets of models for each of 512 tails
def _designs(key: bytes, models: Models) -> Designs:
    return Designs.of(models, np.frombuffer(key))


def designs(k: np.ndarray, models: Models) -> Designs:
    """The designs of models on increasing abscissae, (N,), N >= 8: k > 3, or Σt if they scale."""
    return _designs(np.ascontiguousarray(k, dtype=np.float64).tobytes(), models)


def less(y: np.ndarray, limits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """log(y − c), and weights that make residuals relative to y, for limits c, (C,): (C, N)."""
    gap = y - limits[:, None]
    return np.log(gap), (gap / y) ** 2
