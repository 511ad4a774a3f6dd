"""What a run measures of the inequalities that hypotheses state: slacks, rounding allowed for.

A slack is relative to the sides of the inequality; a negative one refutes it at some iterate.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts, holds
from sam_theory.statements.theorem import Evidence
from sam_theory.verdict import Verdict, violated

Constant = Callable[[Facts], Fact[Enclosure] | None]

ROUNDING = 1e-9  # of the sides compared: far above what their computation may lose


def unless_exceeded(evidence: Evidence, bound: str, verdict: Verdict) -> Verdict:
    """The verdict; violated if the run measured an error above the bound that the method states."""
    slack, at = evidence.trace.error_slack, evidence.trace.error_at
    if slack is None or slack >= 0:
        return verdict
    return violated(f"‖gᵏ − ∇f(xᵏ)‖ is {1 - slack:.4g} times {bound} at k = {at}", slack)


def error_slack(evidence: Evidence) -> float | None:
    """‖gᵏ − ∇f(xᵏ)‖ against the bound that the method states."""
    return evidence.trace.error_slack


def lipschitz_slack(evidence: Evidence) -> float | None:
    """‖∇f(xᵏ + vₖ) − ∇f(xᵏ)‖ against L‖vₖ‖, for methods whose error bound is just that."""
    return evidence.trace.error_slack if evidence.setting.method.derived else None


def infimum_slack(evidence: Evidence) -> float | None:
    """min f(xᵏ) against inf f, or the lower bound of f that is known."""
    bound, low = evidence.setting.problem.facts.lower_bound, evidence.trace.value_low
    if bound is None or low is None:
        return None
    return _slack(np.array([bound]), np.array([low.min()]), height(evidence))


def polyak_slack(evidence: Evidence) -> float | None:
    """√(2μ(f(xᵏ) − inf f)) against ‖∇f(xᵏ)‖, as far as the extremes over windows tell."""
    fact, gaps = evidence.setting.problem.facts.strong_convexity, _gaps(evidence)
    if fact is None or gaps is None:
        return None
    low, _ = gaps
    return _slack(np.sqrt(2 * fact.value.lower) * np.sqrt(low), evidence.trace.gradient_high)


def descent_slack(evidence: Evidence, constant: Constant) -> float | None:
    """‖∇f(xᵏ)‖/√(2L) against √(f(xᵏ) − inf f), by (4) from xᵏ to xᵏ − ∇f(xᵏ)/L."""
    fact, gaps = constant(evidence.setting.problem.facts), _gaps(evidence)
    if fact is None or gaps is None or not fact.value.divides:
        return None
    _, high = gaps
    slope = evidence.trace.gradient_low / np.sqrt(2 * fact.value.upper)
    return _slack(slope, np.sqrt(np.maximum(high, 0.0)))


def below_inverse(
    evidence: Evidence, constant: Constant, greatest: np.ndarray | None
) -> float | None:
    """The greatest tₖ or ρₖ of a run against 1/L, for the least L that is possible."""
    fact = constant(evidence.setting.problem.facts)
    if fact is None or greatest is None or fact.value.absent:
        return None
    return _slack(fact.value.lower * greatest, np.ones(1))


def _gaps(evidence: Evidence) -> tuple[np.ndarray, np.ndarray] | None:
    """Bounds of f(xᵏ) − inf f over windows, from below and from above, (W,) each."""
    facts, trace = evidence.setting.problem.facts, evidence.trace
    if facts.infimum is None or not holds(facts.bounded_below):
        return None
    least, most = facts.infimum.value.lower, facts.infimum.value.upper
    if trace.value_low is None or trace.value_high is None:
        return None
    noise = ROUNDING * height(evidence)
    low, high = trace.value_low - most - noise, trace.value_high - least + noise
    return np.maximum(low, 0.0), high


def height(evidence: Evidence) -> float:
    """The size of what may cancel in f: the greatest |f(xᵏ)|, and L‖x‖² at the ends of the run."""
    trace, lipschitz = evidence.trace, evidence.outlook.lipschitz or 0.0
    sizes = [
        float(np.abs(a[np.isfinite(a)]).max(initial=0.0))
        for a in (trace.value_low, trace.value_high)
        if a is not None
    ]
    ends = [lipschitz * float(x @ x) for x in (trace.first, trace.last) if x is not None]
    return max([size for size in (*sizes, *ends) if math.isfinite(size)], default=0.0)


def _slack(left: np.ndarray, right: np.ndarray, size: float = 0.0) -> float | None:
    """The least of (right − left)/scale, with the rounding allowed for added."""
    scale = np.maximum(np.maximum(np.abs(left), np.abs(right)), size)
    with np.errstate(all="ignore"):
        slacks = (right - left) / scale + ROUNDING
    known = slacks[np.isfinite(slacks)]
    return float(known.min()) if len(known) else None
