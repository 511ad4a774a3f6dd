"""Points to examine a problem at, and how far rounding carries its values there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Problem

EPS = float(np.finfo(np.float64).eps)
SAFETY = 16  # times the rounding that was measured
FEW = 4  # coordinates up to which each is changed alone to measure it
WIDEST, FINEST = 6, 8  # decades beyond the region, and below it, that samples reach


@dataclass(frozen=True)
class Sample:
    """Points, each with the length on which its neighbourhood is examined."""

    x: np.ndarray  # (S, n)
    scale: np.ndarray  # (S,)

    def __getitem__(self, index: np.ndarray | slice) -> Sample:
        return Sample(self.x[index], self.scale[index])


def lengths(x: np.ndarray) -> np.ndarray:
    """‖x‖ over the last axis: (..., n) -> (...)."""
    result: np.ndarray = norm(x)[..., 0]
    return result


def center(problem: Problem) -> np.ndarray:
    """The middle of the region, (n,)."""
    corners = np.array(problem.region, dtype=np.float64)
    return np.asarray(np.mean(corners, axis=0))


def size(problem: Problem) -> float:
    """Half the longest side of the region."""
    return float(np.max(np.array(problem.region[1]) - np.array(problem.region[0]))) / 2


def values(problem: Problem, x: np.ndarray) -> np.ndarray:
    """f, (..., n) -> (...), NaN outside the domain of f."""
    return np.asarray(problem.value(x), dtype=np.float64)


def gradients(problem: Problem, x: np.ndarray) -> np.ndarray:
    """∇f, (..., n) -> (..., n), likewise."""
    return np.asarray(problem.gradient(x), dtype=np.float64)


def value_rounding(problem: Problem, x: np.ndarray) -> np.ndarray:
    """A bound on the rounding error of f(x), (...): what changes of x by 2 eps |xᵢ| do to it."""
    return _rounding(lambda y: values(problem, y), np.abs, x)


def gradient_rounding(problem: Problem, x: np.ndarray) -> np.ndarray:
    """A bound on the rounding error of ∇f(x), in norm, (...)."""
    return _rounding(lambda y: gradients(problem, y), lengths, x)


def _rounding(
    function: Callable[[np.ndarray], np.ndarray],
    measure: Callable[[np.ndarray], np.ndarray],
    x: np.ndarray,
) -> np.ndarray:
    exact = function(x)
    alternating = np.where(np.arange(x.shape[-1]) % 2 == 0, 2 * EPS, -2 * EPS)
    together = [
        measure(function(x * (1 + change)) - exact) for change in (2 * EPS, -2 * EPS, alternating)
    ]
    # What all coordinates do together may cancel, and a search finds where it does.
    axes = 2 * EPS * np.eye(x.shape[-1]) if x.shape[-1] <= FEW else ()
    apart = sum((measure(function(x * (1 + axis)) - exact) for axis in axes), 0.0 * together[0])
    result: np.ndarray = SAFETY * (np.max([*together, apart], axis=0) + EPS * measure(exact))
    return result


def draw(problem: Problem, rng: np.random.Generator, count: int) -> Sample:
    """Points of the region, close to its starts, and far beyond it, where f and ∇f are finite."""
    low, high = (np.array(corner) for corner in problem.region)
    n, reach = problem.dimension, size(problem)
    inside = rng.uniform(low, high, (count // 2, n))
    starts = np.array(problem.starts, dtype=np.float64).reshape(-1, n)
    fine = reach * 10.0 ** rng.uniform(-FINEST, 0, count // 4)
    near = starts[np.arange(len(fine)) % len(starts)] + fine[:, None] * _directions(
        rng, len(fine), n
    )
    wide = reach * 10.0 ** rng.uniform(0, WIDEST, count // 4)
    far = center(problem) + wide[:, None] * _directions(rng, len(wide), n)
    sample = Sample(
        np.concatenate([starts, inside, near, far]),
        np.concatenate([np.full(len(starts) + len(inside), reach), fine, wide]),
    )
    return sample[_finite(problem, sample.x)]


def around(sample: Sample, rng: np.random.Generator, children: int) -> Sample:
    """`children` new points from each point, on scales near its own.

    Half lie beside it, a quarter on lines through another point of the sample, a quarter at it.
    """
    index = np.repeat(np.arange(len(sample.x)), children)
    x, scale, kind = sample.x[index], sample.scale[index], rng.uniform(size=len(index))
    moved = scale * 10.0 ** rng.uniform(-2, 0.5, len(index))
    beside = np.where(kind < 0.5, moved, 0.0)[:, None] * _directions(rng, *x.shape)
    other = sample.x[rng.permutation(index)] - x
    along = np.where(kind > 0.75, rng.uniform(-1, 1, len(index)), 0.0)[:, None] * other
    return Sample(x + beside + along, scale * 10.0 ** rng.uniform(-1, 0.5, len(index)))


def _directions(rng: np.random.Generator, count: int, n: int) -> np.ndarray:
    drawn = rng.standard_normal((count, n))
    result: np.ndarray = drawn / lengths(drawn)[:, None]
    return result


def _finite(problem: Problem, x: np.ndarray) -> np.ndarray:
    result: np.ndarray = np.isfinite(values(problem, x)) & np.all(
        np.isfinite(gradients(problem, x)), axis=-1
    )
    return result


def shown(x: np.ndarray) -> str:
    """A point as evidence shows it, shortened in high dimension."""
    head = ", ".join(f"{v:.6g}" for v in x[:4])
    return f"({head}{', …' if len(x) > 4 else ''})"
