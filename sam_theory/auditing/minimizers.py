"""Whether the stated distance to the minimizers is a distance, and to the minimizers."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.auditing.curvature import hessians
from sam_theory.auditing.landmarks import Landmarks, distance_slopes, value_floor
from sam_theory.auditing.optimum import least
from sam_theory.auditing.sampling import (
    EPS,
    Sample,
    center,
    gradient_rounding,
    gradients,
    lengths,
    shown,
    size,
    values,
)
from sam_theory.setting.facts import holds
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, consistent, violated, worst

UNIT_SHARE = 0.8  # of the points, which have one nearest minimizer only


def check(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    """The verdict on `minimizers`, the worst of four checks."""
    checks = (_is_distance, _zero_is_minimal, _minimal_is_zero, _bounds_the_value)
    verdicts = [examine(problem, sample, marks) for examine in checks]
    verdict = worst(verdicts)
    return consistent(verdicts[1].evidence) if verdict.holds else verdict


def _distance(problem: Problem, x: np.ndarray) -> np.ndarray:
    assert problem.facts.minimizers is not None
    return np.asarray(problem.facts.minimizers.value(x), dtype=np.float64)


def _is_distance(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    x, y = sample.x, sample.x[::-1]
    d, e = _distance(problem, x), _distance(problem, y)
    if not np.all(d >= 0):
        return violated("a distance must be ≥ 0", float(np.min(d)))
    slack = lengths(x - y) - np.abs(d - e)
    slack = slack + 64 * EPS * (lengths(x) + lengths(y) + size(problem))
    pick = int(np.argmin(slack))
    if slack[pick] < 0:
        return violated(
            f"the distances to the minimizers of x = {shown(x[pick])}, y = {shown(y[pick])} "
            f"differ by more than ‖x − y‖",
            float(slack[pick]),
        )
    return _falls_at_unit_rate(problem, sample)


def _falls_at_unit_rate(problem: Problem, sample: Sample) -> Verdict:
    """Away from its zeros a distance has slope 1, except where two nearest points compete."""
    x = sample.x[sample.scale == size(problem)]
    x = x[_distance(problem, x) > 1e-3 * size(problem)]
    slope = lengths(distance_slopes(problem, x))
    share = float(np.mean(np.abs(slope - 1) <= 1e-3)) if len(x) else 1.0
    if share >= UNIT_SHARE:
        return consistent("the distance is 1-Lipschitz and falls at unit rate")
    pick = int(np.argmax(np.abs(slope - 1)))
    return violated(
        f"what is stated is no distance: its slope must be 1, and is {slope[pick]:.4g} at "
        f"x = {shown(x[pick])}"
    )


def _zero_is_minimal(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    assert marks.minimal is not None
    if not len(marks.minimal):
        return violated(
            "the stated distance to the minimizers vanishes nowhere, followed downwards"
        )
    x, infimum = marks.minimal, least(problem, marks)
    # A minimizer lies within `near` of each projection; around it ∇f changes by at most `swing`.
    near = 1e-7 * (size(problem) + lengths(x))
    slope = gradients(problem, x)
    swing = np.max(lengths(gradients(problem, _shaken(x, near)) - slope), axis=0)
    swing = 4 * swing + gradient_rounding(problem, x)
    rise = np.abs(values(problem, x) - infimum)
    slack = np.minimum(
        near * swing + value_floor(problem, x, infimum) - rise, swing - lengths(slope)
    )
    pick = int(np.argmin(slack))
    if slack[pick] < 0:
        return violated(
            f"x = {shown(x[pick])} is stated to be a minimizer, where f − inf f = "
            f"{values(problem, x[pick]) - infimum:.4g} and ‖∇f‖ = "
            f"{float(lengths(gradients(problem, x[pick]))):.4g}",
            float(slack[pick]),
        )
    return consistent(f"f is minimal at {len(x)} points of the stated set", float(slack[pick]))


def _shaken(x: np.ndarray, by: np.ndarray) -> np.ndarray:
    n = x.shape[-1]
    steps = np.concatenate([np.eye(n), -np.eye(n)])
    result: np.ndarray = x + by[:, None] * steps[:, None, :]
    return result


def _minimal_is_zero(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    """A point with f ≈ inf f must be near the set: as near as Newton's step, where ∇²f > 0."""
    infimum, reach = least(problem, marks), size(problem)
    x = np.concatenate([marks.settled, marks.stationary])
    x = x[lengths(x - center(problem)) <= 10 * reach]  # far out, f may be low and have no minimum
    excess = values(problem, x) - infimum
    x = x[excess <= max(1e-12 * marks.typical, value_floor(problem, x, infimum).max(initial=0.0))]
    if not len(x):
        return consistent("no descent reached the infimum")
    d, slope = _distance(problem, x), lengths(gradients(problem, x))
    eigenvalues = np.linalg.eigvalsh(hessians(problem, x, np.full(len(x), 1e-4 * reach)))
    inside = sample.x[sample.scale == reach]
    usual_slope = float(np.median(lengths(gradients(problem, inside))))
    regular = eigenvalues[:, 0] > 1e-4 * usual_slope / reach
    newton = 4 * slope / eigenvalues[:, 0] + 1e-6 * reach
    usual = float(np.median(_distance(problem, inside)))
    slack = np.where(regular, newton, 0.3 * usual + 1e-6 * reach) - d
    pick = int(np.argmin(slack))
    if slack[pick] < 0:
        return violated(
            f"f is minimal at x = {shown(x[pick])}, at distance {d[pick]:.4g} from the stated "
            "minimizers",
            float(slack[pick]),
        )
    return consistent("descents end in the stated set", float(slack[pick]))


def _bounds_the_value(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    """Convex f: f(x) − inf f ≤ ‖∇f(x)‖ d(x)."""
    infimum = least(problem, marks)
    if not holds(problem.facts.convex) or not math.isfinite(infimum):
        return consistent("f is not convex: the distance bounds nothing")
    x = sample.x
    d, slope = _distance(problem, x), lengths(gradients(problem, x))
    slack = slope * d * (1 + 1e-9) + value_floor(problem, x, infimum) - values(problem, x)
    slack = slack + infimum + gradient_rounding(problem, x) * d
    slack = np.where(np.isfinite(slack), slack, np.inf)
    pick = int(np.argmin(slack))
    if slack[pick] < 0:
        return violated(
            f"at x = {shown(x[pick])} f − inf f exceeds ‖∇f‖ times the stated distance "
            f"{d[pick]:.4g}, though f is convex",
            float(slack[pick]),
        )
    return consistent("f − inf f ≤ ‖∇f‖ d", float(slack[pick]))
