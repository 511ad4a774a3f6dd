"""Laws fitted to the tail of a positive sequence, to go on with: log y = log(c + e^(a − Σ b·u)).

The u are functions of k that grow without bound, alone or in pairs, and c is 0 or a share of the
least value seen. Nothing here decides anything: a law says how a sequence would go on if it held.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

FEWEST = 12  # points that a fit needs
EXACT, RIVAL, CHANCE = 1e-4, 3.0, 14.0  # as in the fits that verdicts rest on
FAR = 1e4  # the greatest factor of k at which a law is looked at
RANGE = 12.0  # of z: what lies further from its last value says nothing of what is to come
SHARES = (0.0, 0.05, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.87, 0.93, 0.97, 0.99)

Function = Callable[[np.ndarray, float], np.ndarray]  # of k and the first k of the tail
FUNCTIONS: Mapping[str, Function] = {
    "1": lambda k, first: 0 * k,
    "log k": lambda k, first: np.log(k),
    "log(k + k₀)": lambda k, first: np.log(k + first),
    "log(k + 3k₀)": lambda k, first: np.log(k + 3 * first),
    "log(k + 10k₀)": lambda k, first: np.log(k + 10 * first),
    "log(log k + ½)": lambda k, first: np.log(np.log(k) + 0.5),
    "log log k": lambda k, first: np.log(np.log(k + 2.0)),
    "k^0.12": lambda k, first: k**0.12,
    "k^(1/4)": lambda k, first: k**0.25,
    "k^0.37": lambda k, first: k**0.37,
    "√k": lambda k, first: np.sqrt(k),
    "k^0.63": lambda k, first: k**0.63,
    "k^0.8": lambda k, first: k**0.8,
    "k": lambda k, first: k,
    "1/k": lambda k, first: first / k,
    "1/√k": lambda k, first: np.sqrt(first / k),
}
MODELS: tuple[tuple[str, ...], ...] = (
    ("log k",),
    ("log(k + k₀)",),
    ("log(k + 3k₀)",),
    ("log(k + 10k₀)",),
    ("log log k",),
    ("log(log k + ½)",),
    ("k^0.12",),
    ("k^(1/4)",),
    ("k^0.37",),
    ("√k",),
    ("k^0.63",),
    ("k^0.8",),
    ("k",),
    ("log k", "log log k"),
    ("log k", "1/k"),
    ("log k", "1/√k"),
    ("log(k + k₀)", "log(k + 3k₀)"),
    ("log(k + 3k₀)", "log(k + 10k₀)"),
    ("log(k + 3k₀)", "log k"),
    ("log(k + 10k₀)", "log k"),
    ("k^(1/4)", "log k"),
    ("√k", "log k"),
    ("k", "log k"),
    ("k", "√k"),
)


@dataclass(frozen=True)
class Law:
    """One fit; `coefficients` are a and the −b, and `residual` is its rms, relative to y."""

    names: tuple[str, ...]
    coefficients: np.ndarray
    limit: float  # c
    first: float
    residual: float
    share: float  # c as a share of the last value

    def __call__(self, k: np.ndarray) -> np.ndarray:
        """log y at k, (N,)."""
        k = np.asarray(k, dtype=np.float64)
        with np.errstate(over="ignore", under="ignore"):
            vanishing = _design(self.names, k, self.first) @ self.coefficients
            if self.limit == 0:
                return np.asarray(vanishing)
            return np.asarray(np.log(self.limit + np.exp(vanishing)))

    def rate(self, k: float) -> float:
        """−d log y/d log k at k."""
        near = np.array([k, k * 1.01])
        z = self(near)
        return float((z[0] - z[1]) / np.log(1.01))

    def text(self, k: float) -> str:
        """What the sequence does at k, in words."""
        if self.names == ("1",):
            return "stays as it is"
        if self.limit > 0:
            return f"tends to {self.share:.2g} of its last value"
        rate = self.rate(k)
        return f"falls like k^(−{rate:.2g})" if rate > 0 else f"grows like k^{-rate:.2g}"


def _design(names: tuple[str, ...], k: np.ndarray, first: float) -> np.ndarray:
    columns = [np.ones_like(k), *(FUNCTIONS[name](k, first) for name in names if name != "1")]
    return np.stack(columns, axis=-1)


def laws(k: np.ndarray, z: np.ndarray) -> list[Law]:
    """The laws that fit log y = z at k, both (N,), best first; none if N is too small."""
    if len(k) == 0 or not np.isfinite(z).all():
        return []
    apart = np.flatnonzero(np.abs(z - z[-1]) > RANGE)
    start = int(apart[-1]) + 1 if len(apart) else 0
    k, z = k[start:], z[start:]
    if len(k) < FEWEST:
        return []
    found = [_constant(k, z)]
    for share in SHARES:
        found += [law for names in MODELS if (law := _fitted(names, k, z, share)) is not None]
    best = min(law.residual for law in found)
    exact = max(EXACT, RIVAL * min(best, 1e-3))
    most = max(exact, best * np.sqrt(1 + CHANCE / len(k)))
    return sorted((law for law in found if law.residual <= most), key=lambda law: law.residual)


def _constant(k: np.ndarray, z: np.ndarray) -> Law:
    return Law(("1",), np.array([z.mean()]), 0.0, float(k[0]), float(z.std()), 1.0)


def _fitted(names: tuple[str, ...], k: np.ndarray, z: np.ndarray, share: float) -> Law | None:
    """The weighted fit of log(y − c); None where it would not keep its direction."""
    y, first = np.exp(z - z[-1]), float(k[0])
    limit = share * float(y.min())
    gap = y - limit
    weight = gap / y
    design = _design(names, k, first)
    scaled = design * weight[:, None]
    coefficients = np.linalg.lstsq(scaled, weight * np.log(gap), rcond=None)[0]
    error = weight * (np.log(gap) - design @ coefficients)
    residual = float(np.sqrt(np.mean(error**2)))
    ends = _design(names, k[-1] * np.array([1.0, 1.1, FAR / 10, FAR]), first) @ coefficients
    falls, goes_on = ends[1] < ends[0], ends[3] < ends[2]
    if falls != goes_on or (limit > 0 and not falls):
        return None
    moved = np.append(coefficients[0] + z[-1], coefficients[1:])
    return Law(names, moved, limit * float(np.exp(z[-1])), first, residual, limit)
