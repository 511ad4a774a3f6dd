"""Facts about the infimum: its value, whether it is attained, and by one point only."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sam_theory.auditing.landmarks import Landmarks, value_floor
from sam_theory.auditing.sampling import (
    gradients,
    lengths,
    shown,
    size,
    values,
)
from sam_theory.setting.facts import Enclosure, fails, holds
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, consistent, undecided, violated

CLOSE = 1e-9  # of the typical value: the infimum is as good as reached
DOUBLINGS = 10


def check(problem: Problem, marks: Landmarks) -> Iterator[tuple[str, Verdict]]:
    """The verdicts on the facts that speak of the infimum."""
    facts = problem.facts
    if facts.infimum is not None:
        yield "infimum", _infimum(problem, facts.infimum.value, marks)
    if facts.attained is not None:
        yield "attained", _attained(problem, facts.attained.value, marks)
    if facts.unique_minimizer is not None:
        yield "unique_minimizer", _unique(problem, facts.unique_minimizer.value, marks)


def least(problem: Problem, marks: Landmarks) -> float:
    """The stated infimum, or else the least value that was found."""
    if fails(problem.facts.bounded_below):
        return -math.inf
    stated = problem.facts.known_infimum
    return marks.lowest if stated is None else stated.lower


def _infimum(problem: Problem, stated: Enclosure, marks: Landmarks) -> Verdict:
    if fails(problem.facts.bounded_below):
        return _bottomless(problem, marks)
    over, gap = marks.lowest - stated.lower, marks.lowest - stated.upper
    floor = float(value_floor(problem, marks.lowest_at, marks.lowest))
    measured = f"the least value found is {marks.lowest:.10g} at x = {shown(marks.lowest_at)}"
    if over < -floor:
        return violated(f"f is stated to be ≥ {stated.lower:.10g}, but {measured}", over)
    if gap <= max(CLOSE * marks.typical, 4 * floor):
        return consistent(f"{stated} is stated; {measured}", over)
    if fails(problem.facts.attained) and gap <= 1e-3 * marks.typical:
        return consistent(f"{stated} is stated, and approached: {measured}", gap)
    slope = float(lengths(gradients(problem, marks.lowest_at)))
    if holds(problem.facts.convex) and slope * 10 * size(problem) <= 0.01 * gap:
        return violated(
            f"{stated} is stated, but f is convex, {measured}, and ‖∇f‖ = {slope:.3g} there", -gap
        )
    return undecided(f"{stated} is stated, and not approached: {measured}", gap)


def _bottomless(problem: Problem, marks: Landmarks) -> Verdict:
    if holds(problem.facts.convex) and len(marks.stationary):
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
    if fails(problem.facts.bounded_below):
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


def _unique(problem: Problem, stated: bool, marks: Landmarks) -> Verdict:
    if fails(problem.facts.attained):
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
