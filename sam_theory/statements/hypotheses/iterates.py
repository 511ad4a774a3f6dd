"""Hypotheses about the iterates: at best consistent with a run, unless a fact proves them."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.properties.rounding import Rounding
from sam_theory.runs.trace import WINDOWS_PER_OCTAVE, Trace
from sam_theory.setting.facts import fails, holds
from sam_theory.statements.hypotheses.measured import infimum_slack
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Status, Verdict, consistent, proved, undecided, violated

EPS = float(np.finfo(np.float64).eps)
FALLING = 0.75  # of the octave before: what adds up to a finite sum
RESOLVED = 1e3  # times the rounding floor: from there on a norm is more than rounding


def octaves(values: np.ndarray, fold: np.ufunc) -> np.ndarray:
    """Extremes (or sums) over the octaves of k that end with the last full window, oldest first."""
    windows = values[:-1] if len(values) > 1 else values
    count = max(len(windows) // WINDOWS_PER_OCTAVE, 1)
    tail = windows[-count * WINDOWS_PER_OCTAVE :]
    size = min(WINDOWS_PER_OCTAVE, len(tail))
    return np.asarray(fold.reduce(tail.reshape(-1, size, *tail.shape[1:]), axis=1))


def shown(text: str, name: str) -> Hypothesis:
    """The hypothesis that one of the five properties holds, as the run shows it."""
    return Hypothesis(text, lambda run: run.properties[name], of_run=True)


# ---- ∇f(xᵏ) ≠ 0


def gradients_nonzero(run: Run) -> Verdict:
    """∇f(xᵏ) ≠ 0 for every k: not if ∇f vanishes all at once, far above the rounding floor."""
    return nonzero(run, run.trace.gradients.low, "∇f(xᵏ)")


def summable(sums: np.ndarray | None, what: str) -> Verdict:
    """Whether a series converges: its sums over octaves fall geometrically."""
    if sums is None:
        return undecided(f"{what} was not recorded")
    parts = octaves(sums, np.add)
    if len(parts) < 6 or not np.all(np.isfinite(parts)):
        return undecided(f"{len(parts)} octaves of {what} are too few")
    tail = parts[-5:]
    if np.all(tail[1:] <= FALLING * tail[:-1]):
        return consistent(f"{what} falls from {tail[0]:.3g} to {tail[-1]:.3g} over four octaves")
    if tail[1:].max() <= 1e-12 * parts.sum():
        return consistent(f"{what} is below 1e-12 of the whole sum over four octaves")
    return undecided(f"{what} goes from {tail[0]:.3g} to {tail[-1]:.3g} over four octaves")


def nonzero(run: Run, low: np.ndarray, what: str) -> Verdict:
    """Whether a gradient with these least norms over windows, (W,), is never 0."""
    smallest = float(low[low > 0].min(initial=math.inf))
    if low.min() > 0:
        return consistent(f"min ‖{what}‖ = {smallest:.3g} over {run.trace.iterations} iterations")
    if smallest > RESOLVED * gradient_floor(run):
        otherwise = (
            f", where otherwise ‖{what}‖ >= {smallest:.3g}" if math.isfinite(smallest) else ""
        )
        return violated(f"{what} = 0 for some k{otherwise}")
    return consistent(f"‖{what}‖ fell to {smallest:.3g}, where rounding made it 0")


def gradient_floor(run: Run) -> float:
    """A norm of ∇f that rounding may bring about or remove: of relative size eps at the start."""
    trace = run.trace
    lipschitz = Rounding.of(trace, run.outlook).lipschitz or 0.0
    reach = 0.0
    if trace.iterates is not None:
        reach = float(np.maximum(np.abs(trace.iterates.low), np.abs(trace.iterates.high)).max())
    return max(8 * EPS * max(float(trace.gradients.high[0]), lipschitz * reach), 1e-290)


def directions_nonzero(run: Run) -> Verdict:
    """dᵏ ≠ 0 for every k."""
    if run.trace.ending.reason == "zero direction":
        return violated(run.trace.ending.evidence)
    method = run.setting.method
    if method.normalized and not method.steered:  # dᵏ = ±∇f(xᵏ)
        return gradients_nonzero(run)
    return consistent(f"dᵏ ≠ 0 over {run.trace.iterations} iterations")


GRADIENTS_NONZERO = Hypothesis("∇f(xᵏ) ≠ 0 for all k", gradients_nonzero, of_run=True)
DIRECTIONS_NONZERO = Hypothesis("dᵏ ≠ 0", directions_nonzero, of_run=True)


# ---- inf f(xᵏ) > −∞


def bounded_below(run: Run) -> Verdict:
    """inf f(xᵏ) > −∞: proved if f is bounded below, else read off the run.

    Consistent: the run has settled. Violated: f(xᵏ) → −∞, which is more than the negation.
    """
    facts = run.setting.problem.facts
    if facts.infimum is not None and facts.lower_bound is not None:
        return proved(f"f ≥ {facts.lower_bound:.6g}: {facts.infimum.source}")
    trace = run.trace
    if trace.values is None:
        return undecided("the values were not recorded")
    if trace.stopped:
        return consistent(f"the run ends at a stationary point, f = {trace.values.low[-1]:.4g}")
    if trace.ending.reason == "overflow":
        return _left_the_range(trace.values.low)
    settled = [p for p in ("value-limit", "iterate-limit") if run.properties[p].holds]
    if settled:
        return consistent(f"f(xᵏ) settles near {trace.values.low[-1]:.4g} ({settled[0]})")
    bounded = confined(trace)
    if bounded.holds:
        return consistent(f"f is bounded on bounded sets, and {bounded.evidence}")
    return _falling(run, trace.values.low)


def _left_the_range(low: np.ndarray) -> Verdict:
    drop, total = low[:-1].min(initial=low[0]) - low[-1], low[0] - low[-1]
    if low[-1] < 0 and drop > total / 2 > 0:
        return violated(f"f(xᵏ) fell ever faster, to {low[-1]:.3g}, and left the range of floats")
    return undecided("the run left the range of floating point")


def _falling(run: Run, low: np.ndarray) -> Verdict:
    facts, elapsed = run.setting.problem.facts, run.trace.elapsed
    bottoms = octaves(low, np.minimum)
    if not fails(facts.bounded_below) or elapsed is None or len(bottoms) < 5:
        return undecided(f"f(xᵏ) has not settled: {low[-1]:.4g} at the end")
    drops = -np.diff(bottoms)[-4:]
    speeds = drops / octaves(elapsed.time, np.add)[-4:]
    steady = drops.min() > 0 and np.all(speeds[1:] >= 0.9 * speeds[:-1])
    if steady and run.outlook.step_diverges is Status.PROVED:
        return violated(
            f"f is unbounded below and f(xᵏ) falls by {speeds[-1]:.3g} per unit of Σtₖ = ∞, "
            f"no slower than before"
        )
    return undecided(f"f(xᵏ) has not settled: {low[-1]:.4g} at the end")


BOUNDED_BELOW = Hypothesis("inf f(xᵏ) > −∞", bounded_below, of_run=True, measured=infimum_slack)
NOT_TO_MINUS_INFINITY = Hypothesis(
    "f(xᵏ) does not tend to −∞", bounded_below, of_run=True, measured=infimum_slack
)


# ---- accumulation points


def confined(trace: Trace) -> Verdict:
    """Whether xᵏ stays bounded: the new ground won from octave to octave dies out geometrically."""
    if trace.iterates is None:
        return undecided("the iterates were not recorded")
    if trace.stopped:
        return consistent("the run ends at a stationary point")
    if trace.ending.reason != "horizon":
        return undecided(f"the run ended early: {trace.ending.evidence}")
    low, high = octaves(trace.iterates.low, np.minimum), octaves(trace.iterates.high, np.maximum)
    if len(low) < 7:
        return undecided(f"{len(low)} octaves are too few")
    before_low, before_high = np.minimum(low[:-2], low[1:-1]), np.maximum(high[:-2], high[1:-1])
    won = np.maximum(high[2:] - before_high, before_low - low[2:]).max(axis=-1)[-4:]
    size = float((high[-5:].max(axis=0) - low[-5:].min(axis=0)).max())
    rounding = 64 * EPS * float(np.maximum(np.abs(low), np.abs(high)).max())
    if won.max() <= max(1e-3 * size, rounding) and won[-1] <= max(1e-4 * size, rounding):
        return consistent(
            f"over the last four octaves xᵏ wins {won.max():.2g} of new ground an octave, "
            f"in a box of {size:.3g}"
        )
    if won.min() > 0 and np.all(won[1:] <= 0.8 * won[:-1]):
        return consistent(f"the ground won anew shrinks by {won[-1] / won[-2]:.2g} an octave")
    return undecided(f"xᵏ still wins new ground: {won[-1]:.3g} in the last octave")


def bounded_iterates(run: Run) -> Verdict:
    """xᵏ is bounded: it stays in a bounded level set, or wanders no further."""
    if run.properties["iterate-limit"].holds:
        return consistent("xᵏ converges as far as the run shows")
    trace, fact = run.trace, run.setting.problem.facts.level_sets_bounded
    if fact is not None and holds(fact) and trace.values is not None:
        tops = octaves(trace.values.high, np.maximum)
        if trace.ending.reason == "horizon" and len(tops) > 4 and tops[-1] <= tops[:-2].max():
            return consistent(f"f(xᵏ) <= {tops[:-2].max():.4g}, a bounded level set: {fact.source}")
    verdict = confined(trace)
    if verdict.holds or trace.ending.reason != "overflow" or trace.iterates is None:
        return verdict
    return _escaped(trace)


def _escaped(trace: Trace) -> Verdict:
    assert trace.iterates is not None
    reach = np.maximum(np.abs(trace.iterates.low), np.abs(trace.iterates.high)).max(axis=-1)
    if reach[-1] > 1e6 * reach[0] and reach[-1] == reach.max():
        return violated(f"‖xᵏ‖ grew to {reach[-1]:.3g} and left the range of floating point")
    return undecided("the run left the range of floating point")


ACCUMULATES = Hypothesis("xᵏ has an accumulation point x̄", bounded_iterates, of_run=True)


# ---- f(xᵏ) against its limit


def stays_above_limit(run: Run) -> Verdict:
    """f(xᵏ) > f(x̄) for all large k: f(xᵏ) still decreases, or x̄ is a minimizer."""
    trace, infimum = run.trace, run.setting.problem.facts.known_infimum
    if trace.values is None:
        return undecided("the values were not recorded")
    if trace.stopped:
        return violated(f"f(xᵏ) = f(x̄) from k = {trace.iterations} on")
    if not run.properties["value-limit"].holds:
        return undecided("the limit of f(xᵏ) is not established")
    noise = 64 * EPS * float(np.abs(trace.values.high).max())
    lowest = float(trace.values.low[-WINDOWS_PER_OCTAVE:].min())
    tail = slice(-3 * WINDOWS_PER_OCTAVE, None)
    if float(trace.values.rise[tail].max()) <= noise:
        return consistent("f(xᵏ) decreases over the last three octaves")
    if minimal(run).holds and infimum is not None and lowest > infimum.upper:
        return consistent(f"f(xᵏ) > inf f = {infimum}, to which it tends")
    return undecided("f(xᵏ) rises now and then")


def minimal(run: Run) -> Verdict:
    """x̄ is a global minimizer: f(xᵏ) tends to inf f, as far as the run shows."""
    trace, facts = run.trace, run.setting.problem.facts
    shown = run.properties["value-limit"]
    if not shown.holds:
        return undecided("the limit of f(xᵏ) is not established")
    if holds(facts.convex):
        return consistent(f"f is convex and x̄ stationary: {shown.evidence}")
    if trace.values is None or facts.infimum is None:
        return undecided("the infimum of f is not known")
    spread = float(trace.values.high.max() - trace.values.low.min())
    lowest, infimum = float(trace.values.low[-WINDOWS_PER_OCTAVE:].min()), facts.infimum.value
    most, least = lowest - infimum.lower, lowest - infimum.upper
    if most <= 1e-6 * spread:
        return consistent(f"f(xᵏ) − inf f = {most:.3g}, of {spread:.3g} at first")
    if least > 1e-3 * (abs(infimum.upper) + spread):
        return violated(f"f(xᵏ) settles {least:.3g} above inf f = {infimum}")
    return undecided(f"f(xᵏ) − inf f = {most:.3g} at the end, inf f = {infimum}")


ABOVE_LIMIT = Hypothesis("f(xᵏ) > f(x̄) for all large k", stays_above_limit, of_run=True)
MINIMAL = Hypothesis("x̄ is a global minimizer", minimal, of_run=True)
