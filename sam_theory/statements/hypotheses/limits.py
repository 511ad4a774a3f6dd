"""Hypotheses about the point to which xᵏ tends, and about f near it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sam_theory.auditing.curvature import hessians
from sam_theory.auditing.sampling import gradients, size
from sam_theory.statements import formulas
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.iterates import shown
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Verdict, consistent, proved, refuted, undecided

SPACING = 1e-4  # of the size of the region: of the differences of ∇f
SMALLER = 8.0  # how much closer the second spacing is
ALIKE = 1e-6  # relative: one-sided differences that differ by no more are the same


def spacing(run: Run) -> float:
    """The distance at which ∇f is compared about a limit."""
    return SPACING * size(run.setting.problem)


def hessian_at(run: Run, x: np.ndarray) -> tuple[np.ndarray, float]:
    """∇²f(x), (n, n), by central differences, and what its error is estimated to be in norm."""
    problem, h = run.setting.problem, spacing(run)
    at = np.stack([x, x])
    wide, narrow = hessians(problem, at, np.array([h, h / 2]))
    change = float(np.linalg.norm(wide - narrow))
    return narrow, 4 * change + 1e-9 * float(np.linalg.norm(narrow)) + 1e-300


def _one_sided(run: Run, x: np.ndarray, h: float) -> float:
    """By how much differences of ∇f to both sides differ, relative to them."""
    problem, steps = run.setting.problem, h * np.eye(len(x))
    here = gradients(problem, x)
    ahead, behind = gradients(problem, x + steps) - here, here - gradients(problem, x - steps)
    scale = max(float(np.abs(ahead).max()), float(np.abs(behind).max()), 1e-300)
    return float(np.abs(ahead - behind).max()) / scale


def twice_smooth(run: Run) -> Verdict:
    """f ∈ C² near the limit, the last iterate."""
    return twice_smooth_at(run, lambda last: last)


def twice_smooth_at(run: Run, point: Callable[[np.ndarray], np.ndarray]) -> Verdict:
    """f ∈ C² near a point that the last iterate tells: as differences of ∇f to both sides tell."""
    facts, iterates = run.setting.problem.facts, run.trace.iterates
    if facts.quadratic is not None:
        return proved("f is quadratic")
    if facts.definability is not None and facts.definability.value == "analytic":
        return proved(f"f is analytic: {facts.definability.source}")
    if iterates is None or not np.all(np.isfinite(iterates.last)):
        return undecided("no limit was recorded")
    x, h = point(iterates.last), spacing(run)
    wide, narrow = (_one_sided(run, x, at) for at in (h, h / SMALLER))
    text = f"∇f differs to both sides by shares of {wide:.3g}, and of {narrow:.3g} closer by"
    if np.isfinite([wide, narrow]).all() and (narrow <= ALIKE or narrow <= 2 * wide / SMALLER):
        return consistent(text)
    return undecided(text)


def semialgebraic(run: Run) -> Verdict:
    """f is semialgebraic: a fact."""
    fact = run.setting.problem.facts.definability
    if fact is None:
        return undecided("not known whether f is semialgebraic")
    if fact.value == "semialgebraic":
        return proved(fact.source)
    if fact.value == "neither":
        return refuted(fact.source)
    return undecided(f"f is {fact.value}: {fact.source}")


SEMIALGEBRAIC = Hypothesis("f is semialgebraic", semialgebraic)
TWICE_SMOOTH = Hypothesis("f ∈ C² near x̄", twice_smooth, of_run=True)
CONVERGES = shown("xᵏ → x̄", "convergence", states=(formulas.CONVERGES,))
STATIONARY_LIMIT = shown(
    "∇f(x̄) = 0",
    "iterate-limit",
    states=(given("stationary-limit", "∇f(x̄) = 0", "grad(xbar) == 0"),),
)
