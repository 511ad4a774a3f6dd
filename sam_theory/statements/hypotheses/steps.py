"""Hypotheses about single steps of a run: sums over them, and how much each one gains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np

from sam_theory.properties.judge import judge
from sam_theory.properties.rounding import EPS
from sam_theory.runs.trace import WINDOWS_PER_OCTAVE, Trace
from sam_theory.schedules.deciding import decide
from sam_theory.statements.hypotheses.errors import relative_error_holds
from sam_theory.statements.hypotheses.iterates import (
    FALLING,
    RESOLVED,
    gradient_floor,
    nonzero,
    octaves,
    summable,
)
from sam_theory.statements.hypotheses.methods import relative_error
from sam_theory.statements.theorem import Hypothesis, Run, once
from sam_theory.verdict import Status, Verdict, consistent, proved, undecided, violated, worst

LEVEL = 1e-3  # log of the growth an octave that counts as none
AT_REST = 4.0  # times eps, of the size of x: a move that is rounding
SETTLED = 1e-6  # a share of the whole path that no longer matters


def weighted_squares_summable(run: Run) -> Verdict:
    """Σ tₖ‖∇f(xᵏ)‖² < ∞; not if ‖∇f(xᵏ)‖ stays away from 0 and Σ tₖ = ∞."""
    if run.trace.stopped:
        return consistent("the run ends at a stationary point")
    if run.outlook.step_diverges is Status.PROVED:
        away, limit = run.properties["liminf-gradient"], run.properties["gradient-limit"]
        if away.fails:
            return violated(f"Σ tₖ = ∞, and {away.evidence}")
        if limit.fails:
            return undecided(f"Σ tₖ = ∞, and ‖∇f(xᵏ)‖ does not tend to 0: {limit.evidence}")
    elapsed = run.trace.elapsed
    return summable(None if elapsed is None else elapsed.squares, "Σ tₖ‖∇f(xᵏ)‖² by octave")


def work_summable(run: Run) -> Verdict:
    """Σ ‖xᵏ⁺¹ − xᵏ‖‖∇f(xᵏ)‖ < ∞."""
    moves = run.trace.moves
    return _work(run, None if moves is None else moves.work, "Σ ‖xᵏ⁺¹ − xᵏ‖‖∇f(xᵏ)‖ by octave")


def estimated_work_summable(run: Run) -> Verdict:
    """Σ ‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ < ∞, which is (42) of K24."""
    g = run.trace.estimates
    return _work(run, None if g is None else g.work, "Σ ‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ by octave")


def _work(run: Run, sums: np.ndarray | None, what: str) -> Verdict:
    if run.trace.stopped:
        return consistent("the run ends at a stationary point")
    return summable(sums, what)


# ---- gᵏ in the place of ∇f(xᵏ)


def judged_by_estimate(name: str) -> Callable[[Run], Verdict]:
    """A property of the run with ‖gᵏ‖ in the place of ‖∇f(xᵏ)‖, judged only where (42) holds."""

    def check(run: Run) -> Verdict:
        trace = run.trace
        if trace.estimates is None:
            return undecided("‖gᵏ‖ was not recorded")
        if not estimated_work_summable(run).holds:
            return undecided("Σ ‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ < ∞ is not seen, hence this was not judged")
        if share_bounds(run).holds:
            return run.properties[name]  # ‖gᵏ‖ and ‖∇f(xᵏ)‖ are of one order
        return once(_of_estimate(name), run.decided, run)

    return check


def estimates_vanish_along(run: Run) -> Verdict:
    """gᵏ → 0 along a subsequence on which xᵏ → x̄: where gᵏ → 0, or xᵏ converges and liminf = 0.

    gᵏ is no function of xᵏ, so that limsup ‖gᵏ‖ > 0 says nothing against it.
    """
    limit = judged_by_estimate("gradient-limit")(run)
    if limit.holds:
        return limit
    least, point = (
        judged_by_estimate("liminf-gradient")(run),
        run.properties["convergence"],
    )
    if least.fails:
        return least
    if least.holds and point.holds:
        return consistent(f"xᵏ converges: {point.evidence}; {least.evidence}")
    return undecided(f"{limit.evidence}; {point.evidence}")


@cache
def _of_estimate(name: str) -> Callable[[Run], Verdict]:
    def check(run: Run) -> Verdict:
        trace = run.trace
        assert trace.estimates is not None
        low, high = trace.estimates.low, trace.estimates.high
        estimates = replace(trace.gradients, low=low, high=high, last=float(low[-1]))
        verdict = judge(replace(trace, gradients=estimates), run.outlook)[name]
        return replace(verdict, evidence=verdict.evidence.replace("∇f", "g"))

    return check


def step_bounded(run: Run) -> Verdict:
    """sup tₖ < ∞."""
    step = run.setting.step
    return decide("radius-bounded", step, step)  # the key bounds its second sequence


# ---- sufficient descent


def sufficient_descent(run: Run) -> Verdict:
    """f(xᵏ) − f(xᵏ⁺¹) >= σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖ with some σ > 0 for large k.

    Steps that change f by no more than rounding say nothing; where only those are left, the path
    that remains must not matter.
    """
    trace = run.trace
    if trace.stopped:
        return consistent("the run ends at a stationary point")
    if trace.moves is None:
        return undecided("the descent of single steps was not recorded")
    resolved = np.flatnonzero(np.isfinite(trace.moves.descent))
    if len(resolved) < 8 or trace.ending.reason != "horizon":
        return undecided(f"{len(resolved)} windows with a resolved change of f are too few")
    ratios = trace.moves.descent[resolved]
    third = len(ratios) // 3
    early, late = float(ratios[third:-third].min()), float(ratios[-third:].min())
    rest = float(trace.moves.path[resolved[-1] + 1 :].sum())
    if rest > SETTLED * float(trace.moves.path.sum()) or _goes_on(trace, int(resolved[-1]) + 1):
        return undecided(f"the change of f is lost in rounding over a path of {rest:.3g}")
    if min(early, late) > 0 and late >= early / 2:
        return consistent(f"σ = {min(early, late):.3g} over the last two thirds of the run")
    if _rises_throughout(trace):
        return violated(f"f(xᵏ) rises in each of the last four octaves, by σ = {late:.3g}")
    return undecided(f"the least σ is {early:.3g} in the middle and {late:.3g} at the end")


def _goes_on(trace: Trace, window: int) -> bool:
    """Whether x moves on, by more than rounding and no less an octave, from this window on."""
    assert trace.moves is not None
    if len(trace.moves.path) - window < 2 * WINDOWS_PER_OCTAVE or trace.iterates is None:
        return False
    before, after = octaves(trace.moves.path, np.add)[-2:]
    steps = trace.iterations - int(trace.edges[window])
    rounding = AT_REST * EPS * float(np.hypot.reduce(trace.iterates.last)) * steps
    return bool(after > FALLING * before and after > rounding)


def _rises_throughout(trace: Trace) -> bool:
    assert trace.moves is not None
    parts = octaves(trace.moves.descent, np.minimum)
    return len(parts) >= 4 and bool(parts[-4:].max() < 0)


def moves_unless_level(run: Run) -> Verdict:
    """f(xᵏ⁺¹) = f(xᵏ) ⇒ xᵏ⁺¹ = xᵏ: by (H1) only where ∇f(xᵏ) = 0, and there such methods stay."""
    descent = sufficient_descent(run)
    if not descent.holds:
        return undecided(f"it would follow from (H1), but {descent.evidence}")
    return consistent(f"where f does not change, (H1) gives ∇f(xᵏ) = 0; {descent.evidence}")


def share_bounds(run: Run) -> Verdict:
    """‖∇f(xᵏ)‖/‖gᵏ‖ between two positive constants: by (39) for relative errors.

    Only octaves in which both norms are more than rounding speak of their ratio; where only those
    are left in which one is not, the path that remains must not matter.
    """
    if relative_error(run.setting.method):
        bound = relative_error_holds(run)
        if bound.status is Status.PROVED:
            return proved(f"(39), as {bound.evidence}")
    trace = run.trace
    if trace.estimates is None:
        return undecided("‖gᵏ‖ was not recorded")
    lows, highs = (
        octaves(trace.estimates.share.low, np.minimum),
        octaves(trace.estimates.share.high, np.maximum),
    )
    gradients, estimates = (
        octaves(a, np.minimum) for a in (trace.gradients.low, trace.estimates.low)
    )
    least = RESOLVED * gradient_floor(run)
    resolved = np.flatnonzero((gradients > least) & (estimates > least))
    end = int(resolved[-1]) + 1 if len(resolved) else 0
    after = slice(end, None)
    if np.any((gradients[after] > least) & (estimates[after] <= least)):
        return violated(
            f"‖gᵏ‖ falls to {estimates[after].min():.3g}, its rounding, where "
            f"‖∇f(xᵏ)‖ >= {gradients[after].min():.3g}"
        )
    if end == 0:
        return undecided("‖∇f(xᵏ)‖ or ‖gᵏ‖ is no more than rounding throughout")
    return _level(run, lows[:end], highs[:end])


def _level(run: Run, lows: np.ndarray, highs: np.ndarray) -> Verdict:
    """Whether the ratio keeps within its bounds over the last five octaves that tell."""
    recorded = run.trace.moves
    path = np.zeros(1) if recorded is None else recorded.path
    rest = float(octaves(path, np.add)[len(lows) :].sum())
    if rest > SETTLED * float(path.sum()):
        return undecided(f"the ratio is lost in rounding over a path of {rest:.3g}")
    lows, highs = lows[-5:], highs[-5:]
    told = f"‖∇f(xᵏ)‖/‖gᵏ‖ lies in [{lows.min():.3g}, {highs.max():.3g}]"
    if len(lows) < 5 or lows.min() <= 0 or not np.isfinite(highs.max()):
        return undecided(told)
    if _within(np.log(highs)) and _within(-np.log(lows)):
        return consistent(told)
    return undecided(f"‖∇f(xᵏ)‖/‖gᵏ‖ goes to {lows[-1]:.3g} … {highs[-1]:.3g}")


def _within(heights: np.ndarray) -> bool:
    """Whether a height wins no more of new ground, or ever less of it from octave to octave."""
    won = np.maximum(np.diff(np.maximum.accumulate(heights)), 0.0)
    return bool(won[-1] <= LEVEL or np.all(won[1:] <= 0.8 * won[:-1]))


def moves(run: Run) -> Verdict:
    """xᵏ⁺¹ ≠ xᵏ: tₖ > 0 and gᵏ ≠ 0, whatever ∇f(xᵏ) is."""
    setting, estimates = run.setting, run.trace.estimates
    positive = decide("step-positive", setting.step, setting.radius)
    if positive.status is not Status.PROVED:
        return positive
    if run.trace.stopped and setting.method.steered:
        return undecided(f"the run ends: {run.trace.ending.evidence}")
    if estimates is None:
        return undecided("‖gᵏ‖ was not recorded")
    return nonzero(run, estimates.low, "gᵏ")


def descent_by_estimate(run: Run) -> Verdict:
    """f(xᵏ) − f(xᵏ⁺¹) >= βtₖ‖gᵏ‖²: σ times the share of ∇f in g is such a β."""
    return worst((sufficient_descent(run), share_bounds(run)))


def descent_by_gradient(run: Run) -> Verdict:
    """f(xᵏ) − f(xᵏ⁺¹) >= α‖∇f(xᵏ)‖²: σtₖ over the share of ∇f in g is such an α."""
    setting = run.setting
    below = decide("step-bounded-below", setting.step, setting.radius)
    if below.status is not Status.PROVED:
        below = undecided(f"tₖ is not known to be bounded away from 0: {below.evidence}")
    return worst((sufficient_descent(run), share_bounds(run), below))


H1 = Hypothesis(
    "(H1) f(xᵏ) − f(xᵏ⁺¹) ≥ σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖, σ > 0", sufficient_descent, of_run=True
)
H2 = Hypothesis("(H2) f(xᵏ⁺¹) = f(xᵏ) ⇒ xᵏ⁺¹ = xᵏ", moves_unless_level, of_run=True)
MOVES = Hypothesis("xᵏ⁺¹ ≠ xᵏ", moves, of_run=True)
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
ESTIMATED_WORK = Hypothesis(
    "Σ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ < ∞ with dᵏ = gᵏ", estimated_work_summable, of_run=True
)
ESTIMATES_ACCUMULATE = Hypothesis(
    "0 is an accumulation point of dᵏ = gᵏ", judged_by_estimate("liminf-gradient"), of_run=True
)
