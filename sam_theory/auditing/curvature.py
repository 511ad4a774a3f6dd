"""The extreme secant curvatures of f, by a search that follows the Hessian's eigenvectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.auditing.sampling import (
    Sample,
    around,
    gradient_rounding,
    gradients,
    lengths,
)
from sam_theory.setting.problem import Problem

ELITE = 4
ROUNDS = 16
POLISHED = 5  # dimension up to which a simplex search ends the breeding


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Pairs of points with the quotients of their gradients, each known up to `tolerance`."""

    x: np.ndarray  # (P, n)
    y: np.ndarray  # (P, n)
    scale: np.ndarray  # (P,)
    steepness: np.ndarray  # (P,), ‖∇f(x) − ∇f(y)‖/‖x − y‖
    bend: np.ndarray  # (P,), ⟨∇f(x) − ∇f(y), x − y⟩/‖x − y‖²
    tolerance: np.ndarray  # (P,)

    def __getitem__(self, index: np.ndarray) -> Pairs:
        return Pairs(**{name: field[index] for name, field in vars(self).items()})

    @property
    def objectives(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What is surely reached of: largest steepness, largest bend, smallest bend (negated)."""
        return (
            self.steepness - self.tolerance,
            self.bend - self.tolerance,
            -(self.bend + self.tolerance),
        )


@dataclass(frozen=True)
class Extreme:
    """The most extreme quotient that was found, discounted by its rounding, and where."""

    quotient: float
    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Curvature:
    """What one search found."""

    steepest: Extreme  # bounds L of (3) from below
    highest: Extreme  # bounds L of (4) from below
    lowest: Extreme  # bounds μ from above; negative: f is not convex
    growth: np.ndarray  # (rounds, 2), the steepest and the highest quotient after each round


def hessians(problem: Problem, x: np.ndarray, spacing: np.ndarray) -> np.ndarray:
    """∇²f by central differences of ∇f on `spacing` (S,), symmetrized: (S, n) -> (S, n, n).

    It is 0 where ∇f is not finite, so that its eigenvalues always exist.
    """
    steps = spacing[:, None, None] * np.eye(x.shape[-1])
    change = gradients(problem, x[:, None] + steps) - gradients(problem, x[:, None] - steps)
    jacobian = change / (2 * spacing)[:, None, None]
    matrix = (jacobian + np.swapaxes(jacobian, -1, -2)) / 2
    finite = np.all(np.isfinite(matrix), axis=(-1, -2), keepdims=True)
    result: np.ndarray = np.where(finite, matrix, 0.0)
    return result


def search(
    problem: Problem, sample: Sample, special: Sample, rng: np.random.Generator
) -> Curvature:
    """Look across pairs of the sample and across special points, then breed from the extremes."""
    population = _population(problem.dimension)
    found = _random_pairs(problem, sample, rng)
    chosen = sample[rng.permutation(len(sample.x))[:population]]
    current = Sample(
        np.concatenate([chosen.x, special.x]), np.concatenate([chosen.scale, special.scale])
    )
    history = []
    for _ in range(ROUNDS if problem.dimension <= 20 else ROUNDS // 4):
        share = 10.0 ** rng.uniform(-3, -0.5, len(current.x))
        found = _elite(_join(found, _eigenpairs(problem, current, share)))
        history.append([np.max(objective) for objective in found.objectives[:2]])
        middle = Sample((found.x + found.y) / 2, found.scale)
        current = around(middle, rng, max(1, population // len(middle.x)))
    if problem.dimension <= POLISHED:
        found = _join(found, *(_polished(problem, found, column) for column in range(3)))
    steep, high, low = (_extreme(found, objective) for objective in found.objectives)
    return Curvature(
        steepest=steep,
        highest=high,
        lowest=Extreme(-low.quotient, low.x, low.y),
        growth=np.array(history),
    )


def _population(n: int) -> int:
    return 96 if n <= 5 else max(12, 960 // n)


def _pairs(problem: Problem, x: np.ndarray, y: np.ndarray, scale: np.ndarray) -> Pairs:
    apart = lengths(y - x)
    change = gradients(problem, y) - gradients(problem, x)
    rounding = gradient_rounding(problem, x) + gradient_rounding(problem, y)
    steepness = lengths(change) / apart
    bend = np.sum(change * (y - x) / apart[:, None] ** 2, axis=-1)
    tolerance = rounding / apart
    pairs = Pairs(x=x, y=y, scale=scale, steepness=steepness, bend=bend, tolerance=tolerance)
    return pairs[np.isfinite(steepness) & np.isfinite(bend) & np.isfinite(tolerance)]


def _random_pairs(problem: Problem, sample: Sample, rng: np.random.Generator) -> Pairs:
    order = rng.permutation(len(sample.x))
    close = around(sample, rng, 1)
    return _join(
        _pairs(problem, sample.x, close.x, sample.scale),
        _pairs(problem, sample.x, sample.x[order], sample.scale),
    )


def _eigenpairs(problem: Problem, sample: Sample, share: np.ndarray) -> Pairs:
    """Pairs along the extreme eigenvectors of each point's Hessian, `share` of its scale off it."""
    spacing = sample.scale * share
    vectors = np.linalg.eigh(hessians(problem, sample.x, spacing))[1]
    ends = (spacing[:, None] * vectors[:, :, 0], spacing[:, None] * vectors[:, :, -1])
    return _join(
        *(_pairs(problem, sample.x - step, sample.x + step, sample.scale) for step in ends)
    )


def _polished(problem: Problem, found: Pairs, column: int) -> Pairs:
    """The pair across the point that a simplex search climbs to from the best middle so far."""
    from scipy.optimize import minimize

    best = int(np.argmax(found.objectives[column]))
    start = (found.x[best] + found.y[best]) / 2
    half = float(lengths(found.y[best] - found.x[best])) / 2
    spacing = np.full(1, min(half, 1e-3 * float(found.scale[best]) + 1e-6 * float(lengths(start))))

    def descending(x: np.ndarray) -> float:
        least, largest = np.linalg.eigvalsh(hessians(problem, x[None], spacing)[0])[[0, -1]]
        return float((min(least, -largest), -largest, least)[column])

    first = start + np.concatenate([np.zeros((1, len(start))), np.eye(len(start))]) * 0.1 * (
        lengths(start) + float(found.scale[best])
    )
    options = {"maxfev": 40 * len(start), "initial_simplex": first}
    top = minimize(descending, start, method="Nelder-Mead", options=options).x
    return _eigenpairs(problem, Sample(top[None], spacing), np.ones(1))


def _elite(pairs: Pairs) -> Pairs:
    best = [np.argsort(objective)[-ELITE:] for objective in pairs.objectives]
    return pairs[np.unique(np.concatenate(best))]


def _join(*parts: Pairs) -> Pairs:
    return Pairs(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])}
    )


def _extreme(pairs: Pairs, objective: np.ndarray) -> Extreme:
    index = int(np.argmax(objective))
    return Extreme(float(objective[index]), pairs.x[index], pairs.y[index])
