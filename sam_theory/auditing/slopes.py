"""The supremum of ‖∇f‖, by a search that breeds the steepest points of the sample."""

from __future__ import annotations

import numpy as np

from sam_theory.auditing.curvature import Extreme
from sam_theory.auditing.sampling import Sample, around, gradient_rounding, gradients, lengths
from sam_theory.auditing.smoothness import at_most, unbounded
from sam_theory.setting.facts import Enclosure
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict

ROUNDS, BRED, ELITE = 12, 64, 8  # of a search: children of each of the steepest points


def check(problem: Problem, stated: Enclosure, sample: Sample, rng: np.random.Generator) -> Verdict:
    """The verdict on `slope`, of two searches."""
    searches = [_steepest(problem, sample, rng) for _ in range(2)]
    found = tuple(extreme for extreme, _ in searches)
    if not stated.absent:
        return at_most(stated, found, "‖∇f(x)‖")
    growth = np.max([grown for _, grown in searches], axis=0)
    return unbounded(growth, found, "‖∇f(x)‖")


def _steepest(
    problem: Problem, sample: Sample, rng: np.random.Generator
) -> tuple[Extreme, np.ndarray]:
    """The steepest point that is found, and how steep it was after each round, (ROUNDS,)."""
    best, grown = sample[_steep(problem, sample)], []
    for _ in range(ROUNDS):
        bred = around(best, rng, BRED)
        both = Sample(np.concatenate([best.x, bred.x]), np.concatenate([best.scale, bred.scale]))
        best = both[_steep(problem, both)]
        grown.append(float(_sizes(problem, best.x[:1])[0]))
    return Extreme(grown[-1], best.x[0], best.x[0]), np.array(grown)


def _steep(problem: Problem, sample: Sample) -> np.ndarray:
    """The places of the steepest points, the first of all first."""
    return np.argsort(-_sizes(problem, sample.x))[:ELITE]


def _sizes(problem: Problem, x: np.ndarray) -> np.ndarray:
    """‖∇f‖ as far as it is surely reached; 0 where it is not finite."""
    found = lengths(gradients(problem, x)) - gradient_rounding(problem, x)
    return np.where(np.isfinite(found), found, 0.0)
