"""Hypotheses about single steps of a run: sums over them, and how much each one gains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from sam_theory.properties.judge import OF_LIMITS, judge_all
from sam_theory.properties.quantities import Deciding, decided_together
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.tails import DEEP
from sam_theory.properties.windows import complete
from sam_theory.runs.trace import Trace
from sam_theory.schedules.deciding import decide
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.errors import relative_error_holds
from sam_theory.statements.hypotheses.iterates import (
    RESOLVED,
    gradient_floor,
    nonzero,
    shown,
)
from sam_theory.statements.hypotheses.methods import relative_error
from sam_theory.statements.theorem import Hypothesis, Run, once
from sam_theory.verdict import Status, Verdict, consistent, proved, undecided, violated, worst

# ---- gᵏ in the place of ∇f(xᵏ)


def judged_by_estimate(name: str) -> Callable[[Run], Verdict]:
    """One of `OF_LIMITS` with ‖gᵏ‖ in the place of ‖∇f(xᵏ)‖, judged only where (42) holds."""

    def check(run: Run) -> Verdict:
        trace = run.trace
        if trace.estimates is None:
            return undecided("‖gᵏ‖ was not recorded")
        if not run.properties["estimated-work-summable"].holds:
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
        _judge_estimates([run])
        return run.decided[_of_estimate(name)]

    return check


def _judge_estimates(runs: Sequence[Run]) -> None:
    """The limits of ‖∇f(xᵏ)‖ that the runs had if their gradients were gᵏ."""
    traces = [_with_estimates(run.trace) for run in runs]
    judged = judge_all(traces, [run.outlook for run in runs], OF_LIMITS)
    for run, of_run in zip(runs, judged, strict=True):
        for name, verdict in of_run.items():
            told = replace(verdict, evidence=verdict.evidence.replace("∇f", "g"))
            run.decided[_of_estimate(name)] = told


def _with_estimates(trace: Trace) -> Trace:
    assert trace.estimates is not None
    low, high = trace.estimates.low, trace.estimates.high
    estimates = replace(trace.gradients, low=low, high=high, last=float(low[-1]))
    return replace(trace, gradients=estimates)


def step_bounded(run: Run) -> Verdict:
    """sup tₖ < ∞."""
    step = run.setting.step
    return decide("radius-bounded", step, step)  # the key bounds its second sequence


# ---- many runs at once


def find_together(runs: Sequence[Run]) -> None:
    """What would be found of these runs one by one: descent, shares, gᵏ in the place of ∇f(xᵏ)."""
    both = [(run, deciding) for deciding in (_descends, _shares) for run in runs]
    verdicts = decided_together([deciding(run) for run, deciding in both])
    for (run, deciding), verdict in zip(both, verdicts, strict=True):
        run.decided[_found(deciding)] = verdict
    summable = (r for r in runs if r.properties["estimated-work-summable"].holds)
    _judge_estimates([r for r in summable if r.trace.estimates and not share_bounds(r).holds])


@cache
def _found(deciding: Callable[[Run], Deciding]) -> Callable[[Run], Verdict]:
    return lambda run: decided_together([deciding(run)])[0]


# ---- sufficient descent


def sufficient_descent(run: Run) -> Verdict:
    """f(xᵏ) − f(xᵏ⁺¹) >= σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖ with some σ > 0 for large k: found once a run.

    Steps that change f by no more than rounding say nothing; where only those are left, the path
    that remains must not matter.
    """
    return once(_found(_descends), run.decided, run)


def _descends(run: Run) -> Deciding:
    trace = run.trace
    if trace.stopped:
        return consistent("the run ends at a stationary point")
    if trace.moves is None:
        return undecided("the descent of single steps was not recorded")
    if trace.ending.reason != "horizon":
        return undecided(f"the run ended early: {trace.ending.evidence}")
    k = complete(trace)
    ratios = trace.moves.descent[: len(k)]
    resolved = np.flatnonzero(np.isfinite(ratios))
    reciprocal = np.divide(1.0, ratios, out=np.zeros_like(ratios), where=ratios > 0)[resolved]
    after = int(resolved[-1]) + 1 if len(resolved) else 0
    if after < len(k) and not _rests_after(run, after):
        return undecided(f"the change of f is lost in rounding from k = {k[after]:.0f} on")
    told = yield k[resolved], reciprocal
    if told.holds:
        return consistent(f"1/σ over windows: {told.evidence}")
    if run.properties["decrease"].fails:
        return violated(run.properties["decrease"].evidence)
    return undecided(f"1/σ over windows: {told.evidence}")


def _rests_after(run: Run, window: int) -> bool:
    """Whether the path from this window on does not matter: x converges, and little of it is left.

    Little is DEEP of the whole path, or no more than rounding an iteration.
    """
    trace = run.trace
    assert trace.moves is not None
    if not run.properties["convergence"].holds:
        return False
    rest, path = float(trace.moves.path[window:].sum()), float(trace.moves.path.sum())
    steps = trace.iterations - int(trace.edges[window])
    return rest <= max(DEEP * path, Rounding.of(trace, run.outlook).length * steps)


def moves_unless_level(run: Run) -> Verdict:
    """f(xᵏ⁺¹) = f(xᵏ) ⇒ xᵏ⁺¹ = xᵏ: by (H1) only where ∇f(xᵏ) = 0, and there such methods stay."""
    descent = sufficient_descent(run)
    if not descent.holds:
        return undecided(f"it would follow from (H1), but {descent.evidence}")
    return consistent(f"where f does not change, (H1) gives ∇f(xᵏ) = 0; {descent.evidence}")


def share_bounds(run: Run) -> Verdict:
    """‖∇f(xᵏ)‖/‖gᵏ‖ between two positive constants, by (39) for relative errors: found once a run.

    Only octaves in which both norms are more than rounding speak of their ratio; where only those
    are left in which one is not, the path that remains must not matter.
    """
    return once(_found(_shares), run.decided, run)


def _shares(run: Run) -> Deciding:
    if relative_error(run.setting.method):
        bound = relative_error_holds(run)
        if bound.status is Status.PROVED:
            return proved(f"(39), as {bound.evidence}")
    trace = run.trace
    if trace.estimates is None:
        return undecided("‖gᵏ‖ was not recorded")
    k, share = complete(trace), trace.estimates.share
    gradients, estimates = (each.low[: len(k)] for each in (trace.gradients, trace.estimates))
    least = RESOLVED * gradient_floor(run)
    end = len(k)
    if not (gradients[-1] > least and estimates[-1] > least):  # of most runs the end stands out
        resolved = np.flatnonzero((gradients > least) & (estimates > least))
        end = int(resolved[-1]) + 1 if len(resolved) else 0
    lost = end < len(k)
    if lost and np.any((gradients[end:] > RESOLVED * least) & (estimates[end:] <= least)):
        return violated(
            f"‖gᵏ‖ falls to {estimates[end:].min():.3g}, its rounding, where "
            f"‖∇f(xᵏ)‖ >= {gradients[end:].min():.3g}"
        )
    if end == 0:
        return undecided("‖∇f(xᵏ)‖ or ‖gᵏ‖ is no more than rounding throughout")
    if lost and not _rests_after(run, end):
        return undecided(f"the ratio is lost in rounding from k = {k[end]:.0f} on")
    return (yield from _within_bounds(k[:end], share.low[:end], share.high[:end]))


def _within_bounds(k: np.ndarray, low: np.ndarray, high: np.ndarray) -> Deciding:
    """Whether a ratio stays away from 0 and from ∞."""
    least, most = low.min(), high.max()
    told = f"‖∇f(xᵏ)‖/‖gᵏ‖ lies in [{least:.3g}, {most:.3g}]"
    if least <= 0 or not np.isfinite(most):
        return undecided(told)
    for y in (high, 1 / low):
        bounded = yield k, y
        if not bounded.holds:
            return undecided(f"‖∇f(xᵏ)‖/‖gᵏ‖ goes to {low[-1]:.3g} … {high[-1]:.3g}")
    return consistent(told)


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
    "(H1) f(xᵏ) − f(xᵏ⁺¹) ≥ σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖, σ > 0",
    sufficient_descent,
    of_run=True,
    states=(formulas.H1,),
    weaker=(shown(formulas.DECREASE.text, "decrease", states=(formulas.DECREASE,)),),
)
H2 = Hypothesis(
    "(H2) f(xᵏ⁺¹) = f(xᵏ) ⇒ xᵏ⁺¹ = xᵏ", moves_unless_level, of_run=True, states=(formulas.H2,)
)
MOVES = Hypothesis("xᵏ⁺¹ ≠ xᵏ", moves, of_run=True, states=(formulas.MOVES,))
DESCENT_BY_ESTIMATE = Hypothesis(
    "f(xᵏ) − f(xᵏ⁺¹) ≥ βτₖ‖dᵏ‖² with τ = t, d = −g",
    descent_by_estimate,
    of_run=True,
    states=(formulas.DESCENT_BY_ESTIMATE,),
)
SHARE_BOUNDED = Hypothesis(
    "‖∇f(xᵏ)‖ ≤ α‖dᵏ‖", share_bounds, of_run=True, states=(formulas.SHARE_BOUNDED,)
)
DESCENT_BY_GRADIENT = Hypothesis(
    "α‖∇f(xᵏ)‖² ≤ f(xᵏ) − f(xᵏ⁺¹), α > 0",
    descent_by_gradient,
    of_run=True,
    states=(formulas.DESCENT_BY_GRADIENT,),
)
STEP_BOUNDED = Hypothesis("βₖ = Ltₖ is bounded", step_bounded)
WEIGHTED_SQUARES = shown("Σ βₖαₖ² < ∞", "step-squares-summable")
WORK = shown("Σ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ < ∞ with dᵏ = ∇f(xᵏ)", "work-summable")
ESTIMATED_WORK = shown("Σ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ < ∞ with dᵏ = gᵏ", "estimated-work-summable")
ESTIMATES_ACCUMULATE = Hypothesis(
    "0 is an accumulation point of dᵏ = gᵏ", judged_by_estimate("liminf-gradient"), of_run=True
)
# What asks for what `find_together` finds.
OF_STEPS = frozenset(
    h.decide for h in (H1, H2, DESCENT_BY_ESTIMATE, SHARE_BOUNDED, DESCENT_BY_GRADIENT)
)
