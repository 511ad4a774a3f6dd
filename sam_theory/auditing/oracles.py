"""Facts about the two functions themselves: their shapes, and that one is the other's gradient."""

from __future__ import annotations

import numpy as np

from sam_theory.auditing.sampling import (
    EPS,
    SAFETY,
    Sample,
    center,
    gradient_rounding,
    gradients,
    lengths,
    shown,
    size,
    value_rounding,
    values,
)
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, consistent, undecided, violated

SPACINGS = 10.0 ** -np.arange(1, 8)
STENCIL = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])


def region(problem: Problem) -> Verdict:
    """Whether the region is a box, and f and ∇f are finite and ∇f ≠ 0 at the starts."""
    low, high = (np.array(corner, dtype=np.float64) for corner in problem.region)
    if not (np.all(np.isfinite(low) & np.isfinite(high)) and np.all(low < high)):
        return violated(f"the region is no box: {shown(low)} to {shown(high)}")
    if not problem.starts:
        return violated("there are no starts")
    for start in problem.starts:
        x = np.array(start, dtype=np.float64)
        try:
            height, slope = values(problem, x), gradients(problem, x)
        except Exception as error:
            return violated(f"at the start {shown(x)} f or ∇f raises {error!r}")
        if (height.shape, slope.shape) != ((), x.shape):
            shapes = f"{height.shape} and {slope.shape}"
            return violated(f"at the start {shown(x)} f and ∇f have the shapes {shapes}")
        if not (np.isfinite(height) and np.all(np.isfinite(slope))):
            return violated(f"f or ∇f is not finite at the start {shown(x)}")
        if not np.any(slope):
            return violated(f"∇f = 0 at the start {shown(x)}")
    return consistent("the region is a box, and ∇f is finite and not zero at the starts")


def batch(problem: Problem, rng: np.random.Generator) -> Verdict:
    """Whether an array of points yields what its points yield one at a time."""
    spread = size(problem) * rng.uniform(-1, 1, (2, 3, problem.dimension))
    x, stated = center(problem) + spread, problem.facts.minimizers
    try:
        f, g = values(problem, x), gradients(problem, x)
        single_f = np.array([[values(problem, p) for p in row] for row in x])
        single_g = np.array([[gradients(problem, p) for p in row] for row in x])
        distance = f if stated is None else np.asarray(stated.value(x))
    except Exception as error:
        return violated(f"points of shape {x.shape} raise {type(error).__name__}: {error}")
    shapes = {"f": f, "f, singly,": single_f, "the distance to the minimizers": distance}
    wrong = [name for name, found in shapes.items() if found.shape != x.shape[:-1]]
    wrong += [
        name for name, found in {"∇f": g, "∇f, singly,": single_g}.items() if found.shape != x.shape
    ]
    if wrong:
        return violated(f"of points of shape {x.shape}, {wrong[0]} has the wrong shape")
    excess_f = np.abs(f - single_f) - SAFETY * value_rounding(problem, x)
    excess_g = lengths(g - single_g) - SAFETY * gradient_rounding(problem, x)
    worst = float(np.nanmax(np.maximum(excess_f, excess_g), initial=-np.inf))
    if worst > 0:
        return violated(f"a batch differs from its points by {worst:.3g} more than by rounding")
    return consistent("a batch of six points equals its points up to rounding")


def gradient(problem: Problem, sample: Sample, rng: np.random.Generator) -> Verdict:
    """Whether difference quotients of f lie among the slopes ⟨∇f, v⟩ between their two points.

    By the mean value theorem (f(x + hv) − f(x − hv))/2h = ⟨∇f(x + shv), v⟩ for some |s| ≤ 1. The
    spread of five slopes, taken once more on either side, and the rounding of f bound the rest;
    for each point and direction, h is where the two together are smallest.
    """
    sample = sample[sample.scale <= size(problem)]
    sample = sample[rng.permutation(len(sample.x))[:60]]
    v = rng.standard_normal(sample.x.shape)
    v = v / lengths(v)[:, None]
    h = sample.scale[:, None] * SPACINGS  # (S, H)
    x, slopes, quotient, rounding = _differences(problem, sample.x, v, h)
    low, high = np.min(slopes, axis=-1), np.max(slopes, axis=-1)
    allowed = (high - low) + rounding
    error = np.maximum(quotient - high, low - quotient) - allowed
    usable = np.isfinite(error)
    if not np.any(usable):
        return undecided("f is finite on no interval that was tried")
    best = np.argmin(np.where(usable, allowed, np.inf), axis=-1)[:, None]
    excess = np.where(np.any(usable, axis=-1), np.take_along_axis(error, best, -1)[:, 0], -np.inf)
    worst = int(np.argmax(excess))
    if excess[worst] > 0:
        where, pick = x[worst], best[worst, 0]
        return violated(
            f"at x = {shown(where)} along {shown(v[worst])}, differences of f have slope "
            f"{quotient[worst, pick]:.10g}, ∇f has {slopes[worst, pick, 2]:.10g}",
            -float(excess[worst]),
        )
    usual = float(np.median(np.take_along_axis(allowed, best, -1)[np.any(usable, axis=-1)]))
    return consistent(
        f"∇f is the slope of f along {len(x)} random lines, within {usual:.2g} as a rule",
        -float(excess[worst]),
    )


def _differences(
    problem: Problem, x: np.ndarray, v: np.ndarray, h: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """x, slopes (S, H, 5), quotients (S, H), and the rounding of both (S, H)."""
    along = h[:, :, None] * STENCIL  # (S, H, 5)
    points = x[:, None, None, :] + along[..., None] * v[:, None, None, :]
    slopes = np.sum(gradients(problem, points) * v[:, None, None, :], axis=-1)
    ends = points[:, :, (0, -1), :]
    f = values(problem, ends)
    apart = np.sum((ends[:, :, 1] - ends[:, :, 0]) * v[:, None, :], axis=-1)
    # The points themselves are off the line by eps |x|, which moves f along the other axes.
    off_line = EPS * lengths(x)[:, None] * lengths(gradients(problem, points[:, :, 2]))
    noise = np.sum(value_rounding(problem, ends), axis=-1) + 4 * off_line
    rounding = noise / apart + gradient_rounding(problem, points[:, :, 2])
    return x, slopes, (f[..., 1] - f[..., 0]) / apart, rounding
