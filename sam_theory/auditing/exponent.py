"""The Łojasiewicz exponent q: whether ‖∇f‖ ≥ c (f − f(x̄))^q as x approaches a stationary x̄."""

from __future__ import annotations

import numpy as np

from sam_theory.auditing.curvature import hessians
from sam_theory.auditing.landmarks import Landmarks
from sam_theory.auditing.sampling import (
    EPS,
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

SHELLS = 10.0 ** -np.arange(1.0, 6.0, 0.5)  # radii, in units of the region
FEWEST = 6  # of them; a stationary point known less well than that tells nothing
VISIBLE = 1e3  # times its rounding, f − f(x̄) must be
ABOVE = 30  # times ‖∇f(x̄)‖, ‖∇f‖ must be
TINY = float(np.finfo(np.float64).tiny)
BASES, DIRECTIONS = 6, 48
ANGLES = (0.5, 0.2, 0.05, 0.02, 0.005)
SURE = 2  # standard errors: a ratio that oscillates has no slope
DECAY, FLAT = 0.06, 0.04  # slopes that count as vanishing, and as not


def check(problem: Problem, marks: Landmarks, rng: np.random.Generator) -> Verdict:
    """The verdict on `kl_exponent`, the worst over the stationary points found."""
    assert problem.facts.kl_exponent is not None
    q = problem.facts.kl_exponent.value
    if not 0 <= q < 1:
        return violated(f"the exponent must be in [0, 1); {q} is stated")
    bases = _bases(problem, marks)
    if not len(bases[0]):
        return undecided("no stationary point was found")
    slopes = [_decay(problem, *base, q, rng) for base in zip(*bases, strict=True)]
    seen = [(*slope, x) for slope, x in zip(slopes, bases[0], strict=True) if slope is not None]
    if not seen:
        return undecided("f − f(x̄) > 0 stands out of rounding near no stationary point x̄")
    slope, error, x = max(seen, key=lambda item: item[0])
    measured = f"‖∇f‖/(f − f(x̄))^{q:g} behaves like (f − f(x̄))^{slope:.3f} near x̄ = {shown(x)}"
    if slope - SURE * error > DECAY:
        return violated(measured, -slope)
    if slope > FLAT:
        return undecided(measured, -slope)
    return consistent(f"{measured}, at worst of {len(seen)} stationary points", -slope)


def _bases(problem: Problem, marks: Landmarks) -> tuple[np.ndarray, np.ndarray]:
    """Stationary points, some of each kind, and how far each may be off: (B, n), (B,)."""
    order = np.argsort(-values(problem, marks.stationary))  # saddles and maxima first
    order = order[:: max(1, len(order) // BASES)][:BASES]
    others, error = marks.stationary[order], marks.error[order]
    if marks.minimal is None or problem.facts.minimizers is None:
        return others, error
    minimal = marks.minimal[:BASES]
    near = np.asarray(problem.facts.minimizers.value(minimal)) + EPS * lengths(minimal)
    return np.concatenate([minimal, others]), np.concatenate([near, error])


def _decay(
    problem: Problem, base: np.ndarray, error: float, q: float, rng: np.random.Generator
) -> tuple[float, float] | None:
    """The slope against log(f − f(x̄)) of the least log ‖∇f‖/(f − f(x̄))^q, and its standard error.

    None where too little of it is seen.
    """
    directions = _directions(problem, base, rng)
    radii = SHELLS[SHELLS * size(problem) >= 1e3 * error] * size(problem)
    still = lengths(gradients(problem, base)) + gradient_rounding(problem, base)
    shells = [_shell(problem, base, radius, directions, q, rng) for radius in radii]
    shells = [shell for shell in shells if _stands_out(*shell, q, float(still))]
    if len(shells) < FEWEST:
        return None
    ratio, rise = (np.concatenate(parts) for parts in zip(*shells, strict=True))
    # Where a sphere is flattest, f − f(x̄) may be lost in rounding, and a larger sphere shows it.
    flattest = np.sort([shell[1][np.argmin(shell[0])] for shell in shells])[: len(shells) // 2 + 1]
    least = [np.min(ratio[np.abs(rise - level) <= np.log(10)]) for level in flattest]
    fit, covariance = np.polyfit(flattest, least, 1, cov=True)
    return float(fit[0]), float(np.sqrt(covariance[0, 0]))


def _stands_out(ratio: np.ndarray, rise: np.ndarray, q: float, still: float) -> bool:
    """Whether ‖∇f‖ on the sphere is well above what it is at x̄, where it should be 0."""
    seen = np.isfinite(ratio)
    log_slope = ratio[seen] + q * rise[seen]
    return bool(np.any(seen) and np.min(log_slope) >= np.log(ABOVE * still + TINY))


def _directions(problem: Problem, base: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    n = problem.dimension
    matrix = hessians(problem, base[None], np.full(1, 1e-4 * size(problem)))[0]
    vectors = np.linalg.eigh(matrix)[1].T
    vectors = np.concatenate([vectors[:8], vectors[-8:]])
    drawn = np.concatenate([vectors, -vectors, rng.standard_normal((DIRECTIONS, n))])
    result: np.ndarray = drawn / lengths(drawn)[:, None]
    return result


def _shell(
    problem: Problem,
    base: np.ndarray,
    radius: float,
    directions: np.ndarray,
    q: float,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """log ‖∇f‖/(f − f(x̄))^q and log(f − f(x̄)) on a sphere, more densely where the first is low."""
    ratio, rise = _log_ratio(problem, base, base + radius * directions, q)
    u = directions
    for angle in ANGLES if problem.dimension > 1 else ():
        best = np.argsort(ratio)[:6]
        moved = np.repeat(u[best], 4, axis=0)
        moved = moved + angle * rng.standard_normal(moved.shape) / np.sqrt(problem.dimension)
        moved = moved / lengths(moved)[:, None]
        new_ratio, new_rise = _log_ratio(problem, base, base + radius * moved, q)
        u = np.concatenate([u, moved])
        ratio, rise = np.concatenate([ratio, new_ratio]), np.concatenate([rise, new_rise])
    return ratio, rise


def _log_ratio(
    problem: Problem, base: np.ndarray, x: np.ndarray, q: float
) -> tuple[np.ndarray, np.ndarray]:
    excess = values(problem, x) - values(problem, base)
    floor = VISIBLE * (value_rounding(problem, x) + value_rounding(problem, base))
    usable = np.isfinite(excess) & (excess > floor)
    rise = np.log(np.where(usable, excess, 1.0))
    ratio = np.log(lengths(gradients(problem, x))) - q * rise
    return np.where(usable, ratio, np.inf), rise
