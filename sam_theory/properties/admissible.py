"""Which limits of a positive sequence are admissible: unanimity of many fits."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from sam_theory.properties.functions import FUNCTIONS, Model, Models, models
from sam_theory.properties.laws import EXACT, fitted, tolerance
from sam_theory.properties.least_squares import designs, less

# Limits c are tried as these fractions of the least value seen.
LEVELS = np.array(
    [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.96, 0.98, 0.99]
)
SHARES = np.linspace(0.04, 0.98, 21)
FINE = np.linspace(-1, 1, 11)[1:-1]

VANISHING = models(
    "log k; log(k + 0.3k₀); log(k + k₀); log(k + 3k₀);"
    "log log k; log(log k + ½); log(log k + 2); log log(k + k₀); k^¼; √k; k;"
    "log k & log log k; log k & 1/k; log k & 1/√k; √k & log k; k & log k; k^¼ & log k; k & √k;"
    "log log k & 1/log k; log log k & log(log log k + 1); log(log log k + 1); log log log k;"
    "log log k & log log log k; log log k & 1/log k & log(log log k + 1);"
    "log k & log log k & 1/k; log k & log log k & 1/√k"
)
UNHEARD: Model = ("log log log k",)  # on sums, which diverge by it: many decays look like it
SINGLE = models("log k; log(k + 0.3k₀); log(k + k₀); log log k; log(log k + ½); k^¼; √k; k")
LASTING = SINGLE + models("log k & log log k; log k & 1/√k; log k & 1/k")


def _scaling(models: Models) -> Models:
    return tuple(model for model in models if all(FUNCTIONS[name].scales for name in model))


# Models without a limit, with one, and with one under squares: by k and by Σt.
BY_ITERATIONS = (VANISHING, LASTING, SINGLE)
BY_ELAPSED = tuple(map(_scaling, BY_ITERATIONS))


@dataclass(frozen=True)
class Fit:
    """The limits that fits of the tail leave possible, as fractions of the last value."""

    residual: float  # rms of the best model, relative to the sequence
    zero: bool  # whether a model with limit 0 is admissible
    low: float  # the least admissible limit, 0 if `zero`
    high: float  # the greatest admissible limit
    rates: tuple[float, float]  # −d log y/d log k at the end, least and greatest of limit-0 models
    summable: bool  # whether Σ over octaves of y converges in every admissible limit-0 model
    divergent: bool  # whether Σ over octaves of y diverges in every admissible model


def fit(k: np.ndarray, z: np.ndarray, *, elapsed: bool = False) -> Fit:
    """The admissible limits of y = e^z at abscissae k, or Σt if `elapsed`, both (N,), N >= 8."""
    vanishing, lasting, single = BY_ELAPSED if elapsed else BY_ITERATIONS
    y = np.exp(z - z[-1])
    found = (law for law in fitted(k, z, vanishing) if law.vanishes)
    first = next(found, None)
    least = np.inf if first is None else first.residual
    limits, residuals = _above(k, y, lasting, single, refine=least > EXACT)
    best = min(least, float(residuals.min()))
    most = tolerance(best, len(z)) if np.isfinite(best) else 0.0
    admissible = limits[residuals <= most]
    zero = []
    if first is not None and least <= most:
        zero = [first, *takewhile(lambda law: law.residual <= most, found)]
    rates = [law.last_rate for law in zero] or [0.0]
    return Fit(
        residual=best,
        zero=bool(zero),
        low=0.0 if zero else float(admissible.min(initial=np.inf)),
        high=float(admissible.max(initial=0.0)),
        rates=(min(rates), max(rates)),
        summable=bool(zero) and all(law.summable for law in zero if law.model != UNHEARD),
        divergent=all(law.divergent for law in zero),
    )


def _above(
    k: np.ndarray, y: np.ndarray, models: Models, of_squares: Models, *, refine: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Limits c > 0, and the least residual that each leaves; `refine` looks closer about the best.

    y = c + φ, and y² = c² + φ²: the parts of a gradient in different directions add in squares. In
    the second case the share c²/y² stands for the limit: it says how much of y will not go away.
    """
    levels = LEVELS * y.min()
    coarse = _residuals(k, y, levels, models)
    both = _residuals(k, y**2, SHARES * y.min() ** 2, of_squares) / 2
    limits, residuals = [levels, SHARES * y.min()], [coarse, both]
    if refine:
        limits.append(_refined(levels, int(np.argmin(coarse))))
        residuals.append(_residuals(k, y, limits[-1], models))
    return np.concatenate(limits), np.concatenate(residuals)


def _residuals(k: np.ndarray, y: np.ndarray, limits: np.ndarray, models: Models) -> np.ndarray:
    """The least residual (rms), relative to y, that models falling to each limit leave, (C,)."""
    bases = designs(k, models)
    squares, coefficients = bases.fit(*less(y, limits))
    falls = (coefficients[..., 1] < 0) & (np.sum(coefficients * bases.rise, axis=2) < 0)
    return np.asarray(np.sqrt(np.where(falls, squares, np.inf).min(axis=1) / len(y)))


def _refined(levels: np.ndarray, at: int) -> np.ndarray:
    """Limits about the one that fits best."""
    below = levels[at - 1] if at else 0.0
    above = levels[at + 1] if at + 1 < len(levels) else levels[at] + (levels[at] - below) / 2
    half = min(levels[at] - below, above - levels[at])
    return np.asarray(levels[at] + half * FINE)
