"""Facts about the infimum: its value, whether it is attained, and where."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sam_theory.auditing.curvature import hessians
from sam_theory.auditing.landmarks import Landmarks, distance_slopes, value_floor
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
from sam_theory.problem import Facts, Problem
from sam_theory.verdict import Verdict, consistent, undecided, violated

CLOSE = 1e-9  # of the typical value: the infimum is as good as reached
DOUBLINGS = 10
UNIT_SHARE = 0.8  # of the points, which have one nearest minimizer only


def check(problem: Problem, sample: Sample, marks: Landmarks) -> Iterator[tuple[str, Verdict]]:
    """The verdicts on the facts that speak of the infimum."""
    facts = problem.facts
    if facts.infimum is not None:
        yield "infimum", _infimum(problem, facts.infimum.value, marks)
    if facts.attained is not None:
        yield "attained", _attained(problem, facts.attained.value, marks)
    if facts.minimizers is not None:
        yield "minimizers", _minimizers(problem, sample, marks)
    if facts.unique_minimizer is not None:
        yield "unique_minimizer", _unique(problem, facts.unique_minimizer.value, marks)


def least(problem: Problem, marks: Landmarks) -> float:
    """The stated infimum, or else the least value that was found."""
    stated = problem.facts.infimum
    return marks.lowest if stated is None else stated.value


def _is_convex(facts: Facts) -> bool:
    return facts.convex is not None and facts.convex.value


def _infimum(problem: Problem, stated: float, marks: Landmarks) -> Verdict:
    if stated == -math.inf:
        return _bottomless(problem, marks)
    gap = marks.lowest - stated
    floor = float(value_floor(problem, marks.lowest_at, stated))
    measured = f"the least value found is {marks.lowest:.10g} at x = {shown(marks.lowest_at)}"
    if gap < -floor:
        return violated(f"f is stated to be ≥ {stated:.10g}, but {measured}", gap)
    if gap <= max(CLOSE * marks.typical, 4 * floor):
        return consistent(f"{stated:.10g} is stated; {measured}", gap)
    attained = problem.facts.attained
    if attained is not None and not attained.value and gap <= 1e-3 * marks.typical:
        return consistent(f"{stated:.10g} is stated, and approached: {measured}", gap)
    slope = float(lengths(gradients(problem, marks.lowest_at)))
    if _is_convex(problem.facts) and slope * 10 * size(problem) <= 0.01 * gap:
        return violated(
            f"{stated:.10g} is stated, but f is convex, {measured}, and ‖∇f‖ = {slope:.3g} there",
            -gap,
        )
    return undecided(f"{stated:.10g} is stated, and not approached: {measured}", gap)


def _bottomless(problem: Problem, marks: Landmarks) -> Verdict:
    if _is_convex(problem.facts) and len(marks.stationary):
        return violated(
            f"f is stated to be unbounded below, but convex with ∇f = 0 at "
            f"x = {shown(marks.stationary[0])}"
        )
    seen = ", ".join(f"{f:.4g}" for f in marks.far_values)
    falls = -np.diff(marks.far_values)
    if np.all(falls > 0) and np.all(np.diff(falls) > 0) and marks.far_values[0] < -marks.typical:
        return consistent(f"f falls ever faster with the distance: to {seen}")
    if np.all(marks.far_values > marks.lowest) and np.all(falls < 0):
        return violated(f"f is stated to be unbounded below, but rises with the distance: {seen}")
    return undecided(f"unboundedness was not seen: with the distance f falls to {seen}")


def _attained(problem: Problem, stated: bool, marks: Landmarks) -> Verdict:
    if problem.facts.infimum is not None and problem.facts.infimum.value == -math.inf:
        verdict = violated if stated else consistent
        return verdict("f is stated to be unbounded below, so that nothing attains the infimum")
    escapes = [
        direction
        for direction in zip(marks.origin, marks.settled, strict=True)
        if _escapes(problem, *direction, least(problem, marks))
    ]
    if len(escapes) == len(marks.settled):
        verdict = violated if stated else consistent
        return verdict(
            f"every descent goes on and on, as beyond x = {shown(escapes[0][1])}; "
            f"the infimum is stated {'' if stated else 'not '}to be attained"
        )
    if not stated and len(marks.stationary):
        return _not_attained(problem, marks)
    if not stated or escapes:
        return undecided("some descents end and others go on and on")
    return consistent("every descent comes to an end")


def _not_attained(problem: Problem, marks: Landmarks) -> Verdict:
    f = values(problem, marks.stationary)
    stated = least(problem, marks)
    reached = f - stated <= value_floor(problem, marks.stationary, stated)
    if np.any(reached):
        where = marks.stationary[int(np.argmax(reached))]
        return violated(f"stated not to be attained, but f is minimal at x = {shown(where)}")
    return undecided("stationary points were found, none of them minimal")


def _escapes(problem: Problem, start: np.ndarray, end: np.ndarray, infimum: float) -> bool:
    """Whether f falls strictly, towards and not to the infimum, each time the way is doubled."""
    ahead = float(lengths(end - start))
    if ahead > 10 * size(problem):  # further out, the fall may have underflowed
        end = start + (end - start) * (10 * size(problem) / ahead)
    way = 2.0 ** np.arange(DOUBLINGS)
    excess = values(problem, start + way[:, None] * (end - start)) - infimum
    rounding = value_floor(problem, end, infimum)
    open_ = excess > (rounding if infimum else 0.0)
    falling = excess[1:] < excess[:-1] * (1 - 1e-6)
    alive = open_[:-1]
    return bool(np.sum(alive) >= 3 and np.all(falling[alive]))


def _minimizers(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    checks = (_is_distance, _zero_is_minimal, _minimal_is_zero, _bounds_the_value)
    verdicts = [check(problem, sample, marks) for check in checks]
    for verdict in verdicts:
        if verdict.fails:
            return verdict
    for verdict in verdicts:
        if not verdict.holds:
            return verdict
    return consistent(verdicts[1].evidence)


def _distance(problem: Problem, x: np.ndarray) -> np.ndarray:
    assert problem.facts.minimizers is not None
    return np.asarray(problem.facts.minimizers.value(x), dtype=np.float64)


def _is_distance(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    x, y = sample.x, sample.x[::-1]
    d, e = _distance(problem, x), _distance(problem, y)
    if d.shape != x.shape[:-1] or not np.all(d >= 0):
        return violated("the distance to the minimizers must be ≥ 0, one number a point")
    slack = lengths(x - y) - np.abs(d - e)
    slack = slack + 64 * EPS * (lengths(x) + lengths(y) + size(problem))
    worst = int(np.argmin(slack))
    if slack[worst] < 0:
        return violated(
            f"the distances to the minimizers of x = {shown(x[worst])}, y = {shown(y[worst])} "
            f"differ by more than ‖x − y‖",
            float(slack[worst]),
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
    worst = int(np.argmax(np.abs(slope - 1)))
    return violated(
        f"what is stated is no distance: its slope must be 1, and is {slope[worst]:.4g} at "
        f"x = {shown(x[worst])}"
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
    worst = int(np.argmin(slack))
    if slack[worst] < 0:
        return violated(
            f"x = {shown(x[worst])} is stated to be a minimizer, where f − inf f = "
            f"{values(problem, x[worst]) - infimum:.4g} and ‖∇f‖ = "
            f"{float(lengths(gradients(problem, x[worst]))):.4g}",
            float(slack[worst]),
        )
    return consistent(f"f is minimal at {len(x)} points of the stated set", float(slack[worst]))


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
    worst = int(np.argmin(slack))
    if slack[worst] < 0:
        return violated(
            f"f is minimal at x = {shown(x[worst])}, at distance {d[worst]:.4g} from the stated "
            "minimizers",
            float(slack[worst]),
        )
    return consistent("descents end in the stated set", float(slack[worst]))


def _bounds_the_value(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    """Convex f: f(x) − inf f ≤ ‖∇f(x)‖ d(x)."""
    infimum = least(problem, marks)
    if not _is_convex(problem.facts) or not math.isfinite(infimum):
        return consistent("f is not convex: the distance bounds nothing")
    x = sample.x
    d, slope = _distance(problem, x), lengths(gradients(problem, x))
    slack = slope * d * (1 + 1e-9) + value_floor(problem, x, infimum) - values(problem, x)
    slack = slack + infimum + gradient_rounding(problem, x) * d
    slack = np.where(np.isfinite(slack), slack, np.inf)
    worst = int(np.argmin(slack))
    if slack[worst] < 0:
        return violated(
            f"at x = {shown(x[worst])} f − inf f exceeds ‖∇f‖ times the stated distance "
            f"{d[worst]:.4g}, though f is convex",
            float(slack[worst]),
        )
    return consistent("f − inf f ≤ ‖∇f‖ d", float(slack[worst]))


def _unique(problem: Problem, stated: bool, marks: Landmarks) -> Verdict:
    attained = problem.facts.attained
    if attained is not None and not attained.value:
        verdict = violated if stated else consistent
        return verdict("the infimum is stated not to be attained: there is no minimizer")
    x = _known_minimizers(problem, marks)
    if len(x) < 2:
        return undecided("fewer than two minimizers were found to compare")
    apart = lengths(x - x[0])
    far = int(np.argmax(apart))
    measured = f"minimizers x = {shown(x[0])}, y = {shown(x[far])} are {apart[far]:.3g} apart"
    if apart[far] > 1e-2 * size(problem):
        return (violated if stated else consistent)(measured)
    if stated:
        return consistent(f"all {len(x)} descents and projections agree: {measured}")
    return violated(f"stated not to be unique, but all {len(x)} agree: {measured}")


def _known_minimizers(problem: Problem, marks: Landmarks) -> np.ndarray:
    """Stated minimizers if there are any, else the descents that reached the infimum."""
    if marks.minimal is not None and len(marks.minimal):
        return marks.minimal
    infimum, x = least(problem, marks), marks.settled
    minimal = np.abs(values(problem, x) - infimum) <= value_floor(problem, x, infimum)
    result: np.ndarray = x[minimal]
    return result
