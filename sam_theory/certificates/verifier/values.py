"""What f is at the points that a run comes back to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite

from sam_theory.certificates.dynamics import Box, values
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, ball, exactly
from sam_theory.setting.problem import Problem


def accumulation(problem: Problem, points: Sequence[Box]) -> tuple[Fraction, bool]:
    """A lower bound of f − inf f at all the points, 0 if none is seen; whether two differ in f."""
    try:
        found = [list(values(problem, x)) for x in points]
    except Undecided:
        return Fraction(0), False
    apart = any(
        all(not a.overlaps(b) for a in found[i] for b in found[j])
        for i in range(len(found))
        for j in range(i)
    )
    return _gap(problem, [value for ways in found for value in ways]), apart


def _gap(problem: Problem, found: Sequence[Ball]) -> Fraction:
    fact = problem.facts.infimum
    if fact is None or not isfinite(fact.value.upper):
        return Fraction(0)
    lowest = [value.lower() - ball(fact.value.upper) for value in found]
    if not all(low > 0 for low in lowest):
        return Fraction(0)
    return min(exactly(low.lower()) for low in lowest)
