"""Hypotheses about single steps of a run: sums over them, and how much each one gains."""

from __future__ import annotations

import numpy as np

from sam_theory.hypotheses.errors import relative_error_holds
from sam_theory.hypotheses.iterates import gradients_nonzero, octaves
from sam_theory.hypotheses.methods import relative_error
from sam_theory.series import decide
from sam_theory.theorem import Evidence, Hypothesis
from sam_theory.trace import Trace
from sam_theory.verdict import Status, Verdict, consistent, proved, undecided, violated, worst

SETTLED = 1e-6  # a share of the whole path that no longer matters


def summable(sums: np.ndarray | None, what: str) -> Verdict:
    """Whether a series converges: its sums over octaves fall geometrically."""
    if sums is None:
        return undecided(f"{what} was not recorded")
    parts = octaves(sums, np.add)
    if len(parts) < 6 or not np.all(np.isfinite(parts)):
        return undecided(f"{len(parts)} octaves of {what} are too few")
    tail = parts[-5:]
    if np.all(tail[1:] <= 0.75 * tail[:-1]):
        return consistent(f"{what} falls from {tail[0]:.3g} to {tail[-1]:.3g} over four octaves")
    if tail[1:].max() <= 1e-12 * parts.sum():
        return consistent(f"{what} is below 1e-12 of the whole sum over four octaves")
    return undecided(f"{what} goes from {tail[0]:.3g} to {tail[-1]:.3g} over four octaves")


def weighted_squares_summable(evidence: Evidence) -> Verdict:
    """Σ tₖ‖∇f(xᵏ)‖² < ∞; not if ‖∇f(xᵏ)‖ stays away from 0 and Σ tₖ = ∞."""
    if evidence.trace.stopped:
        return consistent("the run ends at a stationary point")
    away = evidence.properties["liminf-gradient"]
    if away.fails and evidence.outlook.step_diverges is Status.PROVED:
        return violated(f"Σ tₖ = ∞, and {away.evidence}")
    return summable(evidence.trace.weighted_squares, "Σ tₖ‖∇f(xᵏ)‖² by octave")


def work_summable(evidence: Evidence) -> Verdict:
    """Σ ‖xᵏ⁺¹ − xᵏ‖‖∇f(xᵏ)‖ < ∞."""
    if evidence.trace.stopped:
        return consistent("the run ends at a stationary point")
    return summable(evidence.trace.gradient_moves, "Σ ‖xᵏ⁺¹ − xᵏ‖‖∇f(xᵏ)‖ by octave")


def step_bounded(evidence: Evidence) -> Verdict:
    """sup tₖ < ∞."""
    step = evidence.setting.step
    return decide("radius-bounded", step, step)  # the key bounds its second sequence


# ---- sufficient descent


def sufficient_descent(evidence: Evidence) -> Verdict:
    """f(xᵏ) − f(xᵏ⁺¹) >= σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖ with some σ > 0 for large k.

    Steps that change f by no more than rounding say nothing; where only those are left, the path
    that remains must not matter.
    """
    trace = evidence.trace
    if trace.stopped:
        return consistent("the run ends at a stationary point")
    if trace.descent_low is None or trace.path is None:
        return undecided("the descent of single steps was not recorded")
    resolved = np.flatnonzero(np.isfinite(trace.descent_low))
    if len(resolved) < 8 or trace.ending.reason != "horizon":
        return undecided(f"{len(resolved)} windows with a resolved change of f are too few")
    ratios = trace.descent_low[resolved]
    third = len(ratios) // 3
    early, late = float(ratios[third:-third].min()), float(ratios[-third:].min())
    rest = float(trace.path[resolved[-1] + 1 :].sum())
    if rest > SETTLED * float(trace.path.sum()):
        return undecided(f"the change of f is lost in rounding over a path of {rest:.3g}")
    if min(early, late) > 0 and late >= early / 2:
        return consistent(f"σ = {min(early, late):.3g} over the last two thirds of the run")
    if _rises_throughout(trace):
        return violated(f"f(xᵏ) rises in each of the last four octaves, by σ = {late:.3g}")
    return undecided(f"the least σ is {early:.3g} in the middle and {late:.3g} at the end")


def _rises_throughout(trace: Trace) -> bool:
    assert trace.descent_low is not None
    parts = octaves(trace.descent_low, np.minimum)
    return len(parts) >= 4 and bool(parts[-4:].max() < 0)


def moves_unless_level(evidence: Evidence) -> Verdict:
    """f(xᵏ⁺¹) = f(xᵏ) ⇒ xᵏ⁺¹ = xᵏ: by (H1) only where ∇f(xᵏ) = 0, and there such methods stay."""
    descent = sufficient_descent(evidence)
    if not descent.holds:
        return undecided(f"it would follow from (H1), but {descent.evidence}")
    return consistent(f"where f does not change, (H1) gives ∇f(xᵏ) = 0; {descent.evidence}")


def share_bounds(evidence: Evidence) -> Verdict:
    """‖∇f(xᵏ)‖/‖gᵏ‖ between two positive constants: by (39) for relative errors."""
    if relative_error(evidence.setting.method):
        bound = relative_error_holds(evidence)
        if bound.status is Status.PROVED:
            return proved(f"(39), as {bound.evidence}")
    low, high = evidence.trace.share_low, evidence.trace.share_high
    if low is None or high is None:
        return undecided("‖gᵏ‖ was not recorded")
    lows, highs = octaves(low, np.minimum)[-5:], octaves(high, np.maximum)[-5:]
    if len(lows) < 5 or lows.min() <= 0 or not np.isfinite(highs.max()):
        return undecided(f"‖∇f(xᵏ)‖/‖gᵏ‖ lies in [{low.min():.3g}, {high.max():.3g}]")
    if highs[-1] <= 1.1 * highs[:-1].max() and lows[-1] >= 0.9 * lows[:-1].min():
        return consistent(f"‖∇f(xᵏ)‖/‖gᵏ‖ lies in [{lows.min():.3g}, {highs.max():.3g}]")
    return undecided(f"‖∇f(xᵏ)‖/‖gᵏ‖ goes to {lows[-1]:.3g} … {highs[-1]:.3g}")


def descent_by_estimate(evidence: Evidence) -> Verdict:
    """f(xᵏ) − f(xᵏ⁺¹) >= βtₖ‖gᵏ‖²: σ times the share of ∇f in g is such a β."""
    return worst((sufficient_descent(evidence), share_bounds(evidence)))


def descent_by_gradient(evidence: Evidence) -> Verdict:
    """f(xᵏ) − f(xᵏ⁺¹) >= α‖∇f(xᵏ)‖²: σtₖ over the share of ∇f in g is such an α."""
    setting = evidence.setting
    below = decide("step-bounded-below", setting.step, setting.radius)
    if below.status is not Status.PROVED:
        below = undecided(f"tₖ is not known to be bounded away from 0: {below.evidence}")
    return worst((sufficient_descent(evidence), share_bounds(evidence), below))


H1 = Hypothesis(
    "(H1) f(xᵏ) − f(xᵏ⁺¹) ≥ σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖, σ > 0", sufficient_descent, of_run=True
)
H2 = Hypothesis("(H2) f(xᵏ⁺¹) = f(xᵏ) ⇒ xᵏ⁺¹ = xᵏ", moves_unless_level, of_run=True)
MOVES = Hypothesis("xᵏ⁺¹ ≠ xᵏ", gradients_nonzero, of_run=True)
DESCENT_BY_ESTIMATE = Hypothesis(
    "f(xᵏ) − f(xᵏ⁺¹) ≥ βτₖ‖dᵏ‖² with τ = t, d = −g", descent_by_estimate, of_run=True
)
SHARE_BOUNDED = Hypothesis("‖∇f(xᵏ)‖ ≤ α‖dᵏ‖", share_bounds, of_run=True)
DESCENT_BY_GRADIENT = Hypothesis(
    "α‖∇f(xᵏ)‖² ≤ f(xᵏ) − f(xᵏ⁺¹), α > 0", descent_by_gradient, of_run=True
)
STEP_BOUNDED = Hypothesis("βₖ = Ltₖ is bounded", step_bounded)
WEIGHTED_SQUARES = Hypothesis("Σ βₖαₖ² < ∞", weighted_squares_summable, of_run=True)
WORK = Hypothesis("Σ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ < ∞ with dᵏ = ∇f(xᵏ)", work_summable, of_run=True)
