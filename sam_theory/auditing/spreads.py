"""What is stated of all components: the L of (3) that they share, and the variance of gradients."""

from __future__ import annotations

import numpy as np

from sam_theory.auditing.curvature import Curvature, Extreme, search
from sam_theory.auditing.sampling import Sample, around, gradient_rounding, gradients, lengths
from sam_theory.auditing.smoothness import at_most, unbounded
from sam_theory.auditing.weighting import MOST, few, single
from sam_theory.setting.facts import Enclosure
from sam_theory.setting.problem import Components, Problem
from sam_theory.setting.spread import variance_at
from sam_theory.verdict import Verdict, undecided

SEARCHED = 3  # components, the steepest between points of the sample and CLOSE ones near each
CLOSE = 4
ROUNDS, BRED, ELITE = 16, 96, 8  # of the search for the greatest variance


def lipschitz(
    problem: Problem,
    components: Components,
    stated: Enclosure,
    sample: Sample,
    rng: np.random.Generator,
) -> Verdict:
    """Each ∇fᵢ is searched like ∇f; of many components those that rise fastest in the sample."""
    singles = [single(problem, components, i) for i in few(components.count)]
    chosen = singles
    if len(singles) > SEARCHED:
        near = around(sample, rng, CLOSE)
        points = sample[np.repeat(np.arange(len(sample.x)), CLOSE)]
        rises = [_rise(one, points, near) for one in singles]
        chosen = [singles[i] for i in np.argsort(rises)[-SEARCHED:]]
    nothing = sample[:0]
    searches = [[search(p, sample, nothing, rng) for p in chosen] for _ in range(2)]
    found = tuple(_steepest(several) for several in searches)
    text, whole = "‖∇fᵢ(x) − ∇fᵢ(y)‖/‖x − y‖", len(chosen) == components.count
    if not stated.absent:
        return at_most(stated, found, text, whole=whole)
    growth = np.max([s.growth[:, 0] for several in searches for s in several], axis=0)
    return unbounded(growth, found, text, whole=whole)


def _steepest(several: list[Curvature]) -> Extreme:
    return max((s.steepest for s in several), key=lambda extreme: extreme.quotient)


def _rise(one: Problem, sample: Sample, near: Sample) -> float:
    """The greatest ‖∇fᵢ(x) − ∇fᵢ(y)‖/‖x − y‖ among points near each other."""
    change = lengths(gradients(one, sample.x) - gradients(one, near.x))
    noise = gradient_rounding(one, sample.x) + gradient_rounding(one, near.x)
    quotient = (change - noise) / lengths(sample.x - near.x)
    return float(np.max(np.where(np.isfinite(quotient), quotient, 0.0)))


def variance(
    components: Components, stated: Enclosure, sample: Sample, rng: np.random.Generator
) -> Verdict:
    """The variance is bred from the sample twice, and followed outwards."""
    if components.count > MOST:
        return undecided(f"more than {MOST} components are not asked for one by one")
    searches = [_widest(components, sample, rng) for _ in range(2)]
    found, text = tuple(extreme for extreme, _ in searches), "(1/N) Σ ‖∇fᵢ(x) − ∇f(x)‖²"
    if not stated.absent:
        return at_most(stated, found, text)
    return unbounded(np.max([growth for _, growth in searches], axis=0), found, text)


def _widest(
    components: Components, sample: Sample, rng: np.random.Generator
) -> tuple[Extreme, np.ndarray]:
    """The greatest variance that breeding from the sample finds, and that after each round."""
    best, reached, history = sample, _surely(components, sample), []
    for _ in range(ROUNDS):
        farther = Sample(2 * best.x, 2 * best.scale)  # where it may have no bound
        bred = _joined(around(best, rng, max(1, BRED // len(best.x))), farther)
        pool = np.concatenate([reached, _surely(components, bred)])
        order = np.argsort(pool)[-ELITE:]
        best, reached = _joined(best, bred)[order], pool[order]
        history.append(float(reached[-1]))
    top = best.x[-1]
    return Extreme(history[-1], top, top), np.array(history)


def _surely(components: Components, sample: Sample) -> np.ndarray:
    """The variance at each point less its rounding; −∞ where it is not finite."""
    value, rounding = variance_at(components, sample.x)
    return np.where(np.isfinite(value - rounding), value - rounding, -np.inf)


def _joined(one: Sample, other: Sample) -> Sample:
    return Sample(np.concatenate([one.x, other.x]), np.concatenate([one.scale, other.scale]))
