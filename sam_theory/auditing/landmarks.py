"""Where f is low, flat or minimal: ends of descents, stationary points, stated minimizers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.auditing.curvature import hessians
from sam_theory.auditing.sampling import (
    EPS,
    Sample,
    center,
    gradient_rounding,
    gradients,
    lengths,
    size,
    value_rounding,
    values,
)
from sam_theory.setting.problem import Problem

NEWTON_STEPS = 30
CUTOFF = 1e-8  # eigenvalues below this share of the largest are rounding, and not inverted
SINGULAR = 1e-5  # share below which Newton's method may have stopped short


@dataclass(frozen=True, kw_only=True)
class Landmarks:
    """Places that the checks of minima, level sets and exponents share."""

    origin: np.ndarray  # (D, n), where descents began
    settled: np.ndarray  # (D, n), where they ended
    stationary: np.ndarray  # (C, n), ∇f = 0 up to rounding
    error: np.ndarray  # (C,), the last Newton step there; infinite where ∇² is near singular
    minimal: np.ndarray | None  # (M, n), projections onto the stated minimizers, distance ≈ 0
    far: np.ndarray  # (R,), radii of spheres about the region's middle
    far_values: np.ndarray  # (R,), the least f found on each
    typical: float  # the middle value of f on the region above its least one
    lowest: float  # the least f found anywhere
    lowest_at: np.ndarray  # (n,)

    def special(self, problem: Problem) -> Sample:
        """Where curvature is often extreme: ends of descents, stationary points, minimizers."""
        minimal = self.settled[:0] if self.minimal is None else self.minimal[:4]
        x = np.concatenate([self.settled[:4], self.stationary[:8], minimal])
        return Sample(x, np.full(len(x), 0.1 * size(problem)))


def survey(problem: Problem, sample: Sample, rng: np.random.Generator) -> Landmarks:
    """Find them all."""
    inside = sample.x[sample.scale == size(problem)]
    origin = inside[:6]
    settled = np.array([_descend(problem, x) for x in origin])
    seeds = np.concatenate([settled, inside[: 24 if problem.dimension <= 20 else 4]])
    stationary, error = _newton(problem, seeds)
    minimal = _project(problem, np.concatenate([inside[:24], settled]))
    radii = size(problem) * 10.0 ** np.arange(1.0, 6.0, 2.0)
    low = [_sphere(problem, settled - origin, radius, rng) for radius in radii]
    spheres = np.array([point for point, _ in low])
    known = settled[:0] if minimal is None else minimal
    everywhere = np.concatenate([sample.x, settled, stationary, spheres, known])
    f = np.where(np.isfinite(values(problem, everywhere)), values(problem, everywhere), np.inf)
    f_inside = values(problem, inside)
    return Landmarks(
        origin=origin,
        settled=settled,
        stationary=stationary,
        error=error,
        minimal=minimal,
        far=radii,
        far_values=np.array([value for _, value in low]),
        typical=float(np.median(f_inside) - np.min(f_inside)),
        lowest=float(np.min(f)),
        lowest_at=everywhere[int(np.argmin(f))],
    )


def _descend(problem: Problem, start: np.ndarray) -> np.ndarray:
    from scipy.optimize import minimize

    def both(x: np.ndarray) -> tuple[float, np.ndarray]:
        f, g = float(values(problem, x)), gradients(problem, x)
        return (f, g) if np.isfinite(f) and np.all(np.isfinite(g)) else (np.inf, 0 * x)

    options = {"maxfun": 400, "ftol": 0.0, "gtol": 0.0}
    found = minimize(both, start, jac=True, method="L-BFGS-B", options=options).x
    end: np.ndarray = found if np.all(np.isfinite(found)) else start
    return end


def _newton(problem: Problem, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Stationary points of any kind, and the last step towards each: (C, n), (C,)."""
    reach = size(problem)
    typical = float(np.median(lengths(gradients(problem, x[len(x) // 2 :]))))
    length = np.full(len(x), reach)
    for _ in range(NEWTON_STEPS if problem.dimension <= 20 else 3):
        spacing = np.clip(1e-3 * length, 1e-7 * reach, 1e-3 * reach)
        step = _newton_step(hessians(problem, x, spacing), gradients(problem, x))
        length = lengths(step)
        x = x - step * np.minimum(1, reach / np.maximum(length, reach))[:, None]
    found = (length <= 1e-4 * reach) & (lengths(gradients(problem, x)) <= 1e-9 * typical)
    found &= lengths(x - center(problem)) <= 10 * reach
    x, length = x[found], length[found]
    spacing = np.maximum(1e-3 * reach, 10 * length)
    flat = _is_flat(problem, x, spacing)
    sizes = np.abs(np.linalg.eigvalsh(hessians(problem, x, 1e-2 * spacing)))
    singular = np.min(sizes, axis=-1) < SINGULAR * np.max(sizes, axis=-1)
    return x[flat], np.where(singular, np.inf, length)[flat]


def _is_flat(problem: Problem, x: np.ndarray, spacing: np.ndarray) -> np.ndarray:
    """Whether ∇f grows away from x along each eigenvector of ∇²f from next to nothing: (C,).

    On the floor of a valley that leads to infinity it does not, however small it is there.
    """
    vectors = np.linalg.eigh(hessians(problem, x, spacing))[1]
    axes = np.swapaxes(vectors, -1, -2)  # (C, n, n), a row each
    here = np.abs(np.einsum("cj,cij->ci", gradients(problem, x), axes))
    ahead = gradients(problem, x[:, None] + spacing[:, None, None] * axes)
    behind = gradients(problem, x[:, None] - spacing[:, None, None] * axes)
    beside = np.maximum(*(np.abs(np.sum(g * axes, axis=-1)) for g in (ahead, behind)))
    result: np.ndarray = np.all(
        here <= 1e-2 * beside + gradient_rounding(problem, x)[:, None], axis=-1
    )
    return result


def _newton_step(matrices: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    inverse = np.linalg.pinv(matrices, rcond=CUTOFF, hermitian=True)
    finite = np.where(np.isfinite(slopes), slopes, 0.0)
    step: np.ndarray = np.einsum("sij,sj->si", inverse, finite)
    return step


def _project(problem: Problem, x: np.ndarray) -> np.ndarray | None:
    """Follow the stated distance d down: x − d∇d is the nearest minimizer, where ∇d exists."""
    if problem.facts.minimizers is None:
        return None
    distance = problem.facts.minimizers.value
    for _ in range(8):
        d, slope = np.asarray(distance(x)), distance_slopes(problem, x)
        usable = (d > 1e-12 * size(problem)) & (lengths(slope) > 0.1)
        x = (
            x
            - np.where(usable, d / np.where(usable, lengths(slope) ** 2, 1.0), 0.0)[:, None] * slope
        )
    result: np.ndarray = x[np.asarray(distance(x)) <= 1e-8 * (size(problem) + lengths(x))]
    return result


def distance_slopes(problem: Problem, x: np.ndarray) -> np.ndarray:
    """The gradient of the stated distance d, by differences on 1e-3 d: (S, n) -> (S, n)."""
    assert problem.facts.minimizers is not None
    distance = problem.facts.minimizers.value
    spacing = np.clip(1e-3 * np.asarray(distance(x)), 1e-11 * size(problem), 1e-6 * size(problem))
    steps = spacing[:, None, None] * np.eye(problem.dimension)
    ahead, behind = distance(x[:, None] + steps), distance(x[:, None] - steps)
    result: np.ndarray = (np.asarray(ahead) - np.asarray(behind)) / (2 * spacing[:, None])
    return result


def _sphere(
    problem: Problem, towards: np.ndarray, radius: float, rng: np.random.Generator
) -> tuple[np.ndarray, float]:
    """The lowest point found on a sphere about the region's middle, by descent along it."""
    middle, n = center(problem), problem.dimension
    moved = towards[lengths(towards) > 0]
    axes = np.concatenate([np.eye(n), -np.eye(n)])[:64]
    u = np.concatenate([axes, moved, rng.standard_normal((24, n))])
    u = u / lengths(u)[:, None]
    f = _usable(values(problem, middle + radius * u))
    for angle in 0.5 ** np.arange(1.0, 25.0):
        slope = gradients(problem, middle + radius * u)
        slope = np.where(np.isfinite(slope), slope, 0.0)
        tangent = slope - np.sum(slope * u, axis=-1, keepdims=True) * u
        size_ = lengths(tangent)[:, None]
        moved = u - np.where(size_ > 0, 2 * angle * tangent / size_, 0.0)
        moved = moved / lengths(moved)[:, None]
        f_moved = _usable(values(problem, middle + radius * moved))
        better = f_moved < f
        u, f = np.where(better[:, None], moved, u), np.where(better, f_moved, f)
    best = int(np.argmin(f))
    return middle + radius * u[best], float(f[best])


def _usable(f: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(f), np.inf, f)


def value_floor(problem: Problem, x: np.ndarray, stated: float) -> np.ndarray:
    """How far f(x) may be from `stated` by rounding alone, (...)."""
    result: np.ndarray = value_rounding(problem, x) + 4 * EPS * abs(stated)
    return result
