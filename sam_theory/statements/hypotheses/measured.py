"""What a run measures of the inequalities that hypotheses state: slacks, rounding allowed for.

A slack is relative to the sides of the inequality; a negative one refutes it at some iterate.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sam_theory.runs.trace import Range
from sam_theory.setting.facts import Enclosure, Fact, Facts, holds
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Verdict, violated

Constant = Callable[[Facts], Fact[Enclosure] | None]

ROUNDING = 1e-9  # of the sides compared: far above what their computation may lose


def unless_exceeded(run: Run, bound: str, verdict: Verdict) -> Verdict:
    """The verdict; violated if the run measured an error above the bound that the method states."""
    errors = run.trace.errors
    if errors is None or errors.slack >= 0:
        return verdict
    if bound == "0":
        return violated(f"‖gᵏ − ∇f(xᵏ)‖ is more than rounding at k = {errors.at}", errors.slack)
    times = f"{1 - errors.slack:.4g} times {bound} at k = {errors.at}"
    return violated(f"‖gᵏ − ∇f(xᵏ)‖ is {times}", errors.slack)


def error_slack(run: Run) -> float | None:
    """‖gᵏ − ∇f(xᵏ)‖ against the bound that the method states."""
    return None if run.trace.errors is None else run.trace.errors.slack


def lipschitz_slack(run: Run) -> float | None:
    """‖∇f(xᵏ + vₖ) − ∇f(xᵏ)‖ against L‖vₖ‖, for methods whose error bound is just that."""
    return error_slack(run) if run.setting.method.derived else None


def infimum_slack(run: Run) -> float | None:
    """min f(xᵏ) against inf f, or the lower bound of f that is known."""
    bound, values = run.setting.problem.facts.lower_bound, run.trace.values
    if bound is None or values is None:
        return None
    return _slack(np.array([bound]), np.array([values.low.min()]), height(run))


def polyak_slack(run: Run) -> float | None:
    """√(2μ(f(xᵏ) − inf f)) against ‖∇f(xᵏ)‖, as far as the extremes over windows tell."""
    fact, gaps = run.setting.problem.facts.strong_convexity, _gaps(run)
    if fact is None or gaps is None:
        return None
    low, _ = gaps
    return _slack(np.sqrt(2 * fact.value.lower) * np.sqrt(low), run.trace.gradients.high)


def descent_slack(run: Run, constant: Constant) -> float | None:
    """‖∇f(xᵏ)‖/√(2L) against √(f(xᵏ) − inf f), by (4) from xᵏ to xᵏ − ∇f(xᵏ)/L."""
    fact, gaps = constant(run.setting.problem.facts), _gaps(run)
    if fact is None or gaps is None or not fact.value.divides:
        return None
    _, high = gaps
    slope = run.trace.gradients.low / np.sqrt(2 * fact.value.upper)
    return _slack(slope, np.sqrt(np.maximum(high, 0.0)))


def below_inverse(run: Run, constant: Constant, recorded: Range | None) -> float | None:
    """The greatest tₖ or ρₖ of a run against 1/L, for the least L that is possible."""
    fact = constant(run.setting.problem.facts)
    if fact is None or recorded is None or fact.value.absent:
        return None
    return _slack(fact.value.lower * recorded.high, np.ones(1))


def _gaps(run: Run) -> tuple[np.ndarray, np.ndarray] | None:
    """Bounds of f(xᵏ) − inf f over windows, from below and from above, (W,) each."""
    facts, trace = run.setting.problem.facts, run.trace
    if facts.infimum is None or not holds(facts.bounded_below):
        return None
    least, most = facts.infimum.value.lower, facts.infimum.value.upper
    if trace.values is None:
        return None
    noise = ROUNDING * height(run)
    low, high = trace.values.low - most - noise, trace.values.high - least + noise
    return np.maximum(low, 0.0), high


def height(run: Run) -> float:
    """The size of what may cancel in f: the greatest |f(xᵏ)|, and L‖x‖² at the ends of the run."""
    trace, lipschitz = run.trace, run.outlook.lipschitz or 0.0
    f, x = trace.values, trace.iterates
    sizes = (
        [float(np.abs(a[np.isfinite(a)]).max(initial=0.0)) for a in (f.low, f.high)] if f else []
    )
    sizes += [lipschitz * float(end @ end) for end in (x.first, x.last)] if x else []
    return max([size for size in sizes if math.isfinite(size)], default=0.0)


def _slack(left: np.ndarray, right: np.ndarray, size: float = 0.0) -> float | None:
    """The least of (right − left)/scale, with the rounding allowed for added."""
    scale = np.maximum(np.maximum(np.abs(left), np.abs(right)), size)
    with np.errstate(all="ignore"):
        slacks = (right - left) / scale + ROUNDING
    known = slacks[np.isfinite(slacks)]
    return float(known.min()) if len(known) else None
