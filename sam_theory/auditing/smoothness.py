"""Facts about curvature: convexity, the constants of (3) and (4), strong convexity, the Hessian."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from sam_theory.auditing.curvature import Curvature, Extreme, hessians
from sam_theory.auditing.sampling import EPS, Sample, shown, size
from sam_theory.setting.facts import Enclosure
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, consistent, undecided, violated

SHARE = 0.99  # of a stated lower bound, which a search must reach
POINTS = 33  # along the diagonal of a box
AGREEMENT = 1e-3  # within which two searches count as having found the same


def check(
    problem: Problem, sample: Sample, searches: Sequence[Curvature]
) -> Iterator[tuple[str, Verdict]]:
    """The verdicts on the facts that speak of curvature."""
    facts = problem.facts
    steepest = tuple(s.steepest for s in searches)
    highest = tuple(s.highest for s in searches)
    lowest = tuple(s.lowest for s in searches)
    if facts.convex is not None:
        scale = max(e.quotient for e in steepest)
        yield "convex", _convex(facts.convex.value, lowest, scale)
    if facts.strong_convexity is not None:
        yield "strong_convexity", _at_least(facts.strong_convexity.value, lowest)
    for column, (name, fact, found, text) in enumerate(
        (
            ("lipschitz", facts.lipschitz, steepest, "‖∇f(x) − ∇f(y)‖/‖x − y‖"),
            ("descent", facts.descent, highest, "⟨∇f(x) − ∇f(y), x − y⟩/‖x − y‖²"),
        )
    ):
        if fact is None:
            continue
        if fact.value.absent:
            growth = np.max([s.growth[:, column] for s in searches], axis=0)
            yield name, unbounded(growth, found, text)
        else:
            yield name, at_most(fact.value, found, text)
    if facts.lipschitz_on is not None:
        yield "lipschitz_on", _on_boxes(problem, facts.lipschitz_on.value, sample)
    if facts.quadratic is not None:
        yield "quadratic", _quadratic(problem, facts.quadratic.value, sample)


def _on_boxes(
    problem: Problem, stated: Callable[[np.ndarray, np.ndarray], Enclosure], sample: Sample
) -> Verdict:
    """No two corners or points of a box between two samples exceed the L stated for it."""
    shares = np.linspace(0, 1, POINTS)[:, None]
    for one, other in itertools.pairwise(sample.x):
        points = one + shares * (other - one)
        gradients = problem.gradient(points)
        apart = np.linalg.norm(np.diff(points, axis=0), axis=-1)
        rise = np.linalg.norm(np.diff(gradients, axis=0), axis=-1)
        # Either gradient is off by a few roundings of its size.
        noise = 8 * EPS * np.linalg.norm(gradients, axis=-1).max()
        value = stated(np.minimum(one, other), np.maximum(one, other))
        slack = float(np.min(value.upper * apart * (1 + 8 * EPS) + noise - rise, initial=math.inf))
        if slack < 0:
            between = f"between {shown(one)} and {shown(other)}"
            return violated(f"L is stated as {value} {between}, where ∇f rises faster", slack)
    return consistent(f"L is exceeded between no two of {len(sample.x)} points")


def _where(extreme: Extreme) -> str:
    alone = f"x = {shown(extreme.x)}"
    return alone if extreme.x is extreme.y else f"{alone}, y = {shown(extreme.y)}"


def _same(found: tuple[Extreme, ...], scale: float) -> bool:
    quotients = [extreme.quotient for extreme in found]
    return max(quotients) - min(quotients) <= AGREEMENT * abs(scale)


def _convex(stated: bool, lowest: tuple[Extreme, ...], scale: float) -> Verdict:
    worst = min(lowest, key=lambda extreme: extreme.quotient)
    measured = f"⟨∇f(x) − ∇f(y), x − y⟩/‖x − y‖² = {worst.quotient:.4g} at {_where(worst)}"
    if worst.quotient < 0:
        verdict = violated if stated else consistent
        return verdict(f"not convex: {measured}", worst.quotient if stated else -worst.quotient)
    if stated:
        return consistent(f"at its smallest {measured}", worst.quotient)
    if _same(lowest, scale):
        return violated(f"no sign of nonconvexity: at its smallest {measured}", -worst.quotient)
    return undecided(f"no nonconvex segment was found: at its smallest {measured}")


def _at_least(stated: Enclosure, lowest: tuple[Extreme, ...]) -> Verdict:
    worst = min(lowest, key=lambda extreme: extreme.quotient)
    slack = worst.quotient - stated.lower * (1 - 4 * EPS)
    measured = f"⟨∇f(x) − ∇f(y), x − y⟩/‖x − y‖² = {worst.quotient:.6g} at {_where(worst)}"
    if slack < 0:
        return violated(f"μ is stated as {stated}, but {measured}", slack)
    if worst.quotient * SHARE <= stated.upper:
        return consistent(f"μ is stated as {stated}; at its smallest {measured}", slack)
    return _not_reached(f"μ is stated as {stated}, but at its smallest {measured}", lowest)


def at_most(
    stated: Enclosure, found: tuple[Extreme, ...], text: str, *, whole: bool = True
) -> Verdict:
    """Whether no search exceeds a constant, and one reaches it; `whole`: they looked everywhere."""
    worst = max(found, key=lambda extreme: extreme.quotient)
    slack = stated.upper * (1 + 4 * EPS) - worst.quotient
    measured = f"{text} = {worst.quotient:.6g} at {_where(worst)}"
    if slack < 0:
        return violated(f"the constant is stated as {stated}, but {measured}", slack)
    if max(worst.quotient, 0.0) >= SHARE * stated.lower:
        return consistent(f"the constant is stated as {stated}; at its largest {measured}", slack)
    evidence = f"the constant is stated as {stated}, but at its largest {measured}"
    return _not_reached(evidence, found) if whole else undecided(evidence)


def _not_reached(evidence: str, found: tuple[Extreme, ...]) -> Verdict:
    if _same(found, found[0].quotient):
        return violated(f"{evidence}, where two searches agree")
    return undecided(f"{evidence}; two searches differ, so that more may be found")


def unbounded(
    growth: np.ndarray, found: tuple[Extreme, ...], text: str, *, whole: bool = True
) -> Verdict:
    """Whether what is said to have no bound kept growing in the rounds of the searches."""
    worst = max(found, key=lambda extreme: extreme.quotient)
    late, early = growth[-1], growth[len(growth) // 2]
    measured = f"{text} = {worst.quotient:.4g} at {_where(worst)}"
    if late > 1.05 * early:
        return consistent(f"no constant is stated, and the search kept growing: {measured}")
    if whole and late < (1 + AGREEMENT) * early and _same(found, late):
        return violated(f"no constant is stated, but two searches stopped at {measured}")
    return undecided(f"no constant is stated, and the search slowed down at {measured}")


def _quadratic(problem: Problem, stated: tuple[float, ...], sample: Sample) -> Verdict:
    x = sample.x[sample.scale == size(problem)][:4]
    found = np.linalg.eigvalsh(hessians(problem, x, np.full(len(x), size(problem))))
    expected = np.sort(np.array(stated))
    if expected.shape != found.shape[-1:]:
        return violated(f"{len(stated)} eigenvalues are stated in dimension {problem.dimension}")
    # Differences on the size of the region lose no more than its distance from 0 over its size.
    reach = 1 + float(np.max(np.abs(x))) / size(problem)
    tolerance = 64 * problem.dimension * EPS * reach * float(np.max(np.abs(found), initial=0))
    error = float(np.max(np.abs(found - expected)))
    measured = f"eigenvalues measured at {len(x)} points are off by at most {error:.3g}"
    if error > tolerance:
        return violated(f"{measured}, where rounding explains {tolerance:.3g}", tolerance - error)
    return consistent(measured, tolerance - error)
