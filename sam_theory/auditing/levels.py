"""Whether level sets are bounded, by the least values found on growing spheres."""

from __future__ import annotations

import numpy as np

from sam_theory.auditing.landmarks import Landmarks
from sam_theory.auditing.sampling import Sample, size, values
from sam_theory.setting.facts import holds
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, consistent, undecided, violated

CLEAR = 0.1  # share of its range on the region by which f must exceed it far out
VANISHING = 1e-3  # share of the last rise below which the next counts as none


def check(problem: Problem, sample: Sample, marks: Landmarks) -> Verdict:
    """The verdict on `level_sets_bounded`."""
    assert problem.facts.level_sets_bounded is not None
    stated = problem.facts.level_sets_bounded.value
    inside = values(problem, sample.x[sample.scale == size(problem)])
    level = float(np.max(inside))
    least = marks.far_values
    seen = ", ".join(f"{f:.4g} at {r:.2g}" for f, r in zip(least, marks.far, strict=True))
    measured = f"the least f found on spheres is {seen}; on the region f reaches {level:.4g}"
    if _stays_low(least, level):
        return (violated if stated else consistent)(measured)
    if least[-1] <= level + CLEAR * (level - marks.lowest):
        return undecided(measured)
    if stated:
        return consistent(measured)
    convex = holds(problem.facts.convex)
    if convex or problem.dimension == 1:
        return violated(f"level sets are stated to be unbounded, but {measured}")
    return undecided(measured)


def _stays_low(least: np.ndarray, level: float) -> bool:
    """Whether f, along some way outwards, stays below `level` or ceases to rise."""
    rises = np.diff(least)
    return bool(least[-1] <= level or rises[-1] <= VANISHING * max(rises[0], 0.0))
