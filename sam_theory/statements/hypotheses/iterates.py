"""Hypotheses about the iterates: at best consistent with a run, unless a fact proves them."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence

import numpy as np

from sam_theory.proofs.statement import Given
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.quantities import Asked, decided_by, tend
from sam_theory.properties.rounding import Rounding, differences
from sam_theory.properties.tails import DEEP
from sam_theory.properties.windows import complete
from sam_theory.runs.trace import WINDOWS_PER_OCTAVE
from sam_theory.setting.facts import Enclosure, holds
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.measured import infimum_slack
from sam_theory.statements.theorem import Hypothesis, Run, once
from sam_theory.verdict import Verdict, consistent, proved, undecided, violated

EPS = float(np.finfo(np.float64).eps)
Comparing = Generator[Asked, Tendency, Verdict]  # of f with inf f, by asking where both tend
RESOLVED = 1e3  # times the rounding floor: from there on a norm is more than rounding


def octaves(values: np.ndarray, fold: np.ufunc) -> np.ndarray:
    """Extremes (or sums) over the octaves of k that end with the last full window, oldest first."""
    windows = values[:-1] if len(values) > 1 else values
    count = max(len(windows) // WINDOWS_PER_OCTAVE, 1)
    tail = windows[-count * WINDOWS_PER_OCTAVE :]
    size = min(WINDOWS_PER_OCTAVE, len(tail))
    return np.asarray(fold.reduce(tail.reshape(-1, size, *tail.shape[1:]), axis=1))


def shown(text: str, name: str, states: tuple[Given, ...] = ()) -> Hypothesis:
    """The hypothesis that one of the five properties holds, as the run shows it."""
    return Hypothesis(text, lambda run: run.properties[name], of_run=True, states=states)


# ---- ∇f(xᵏ) ≠ 0


def gradients_nonzero(run: Run) -> Verdict:
    """∇f(xᵏ) ≠ 0 for every k: not if ∇f vanishes all at once, far above the rounding floor."""
    certain = never_stationary(run)
    return nonzero(run, run.trace.gradients.low, "∇f(xᵏ)") if certain is None else certain


def never_stationary(run: Run) -> Verdict | None:
    """Proved where a certificate says so: where a run enters its region, ∇f has not vanished.

    Of a method with memory that is not known, nor what becomes of it where ∇f(xᵏ) = 0.
    """
    certified = run.certified
    if certified is None or run.setting.method.memory or certified.shown.unless_stationary:
        return None
    if certified.shown.slope > 0 or certified.shown.escapes:
        return proved(f"{certified.shown.text}; ∇f(xᵏ) ≠ 0 up to k = {certified.entry.at}")
    return None


def nonzero(run: Run, low: np.ndarray, what: str) -> Verdict:
    """Whether a gradient with these least norms over windows, (W,), is never 0."""
    least = float(low.min())
    if least > 0:
        return consistent(f"min ‖{what}‖ = {least:.3g} over {run.trace.iterations} iterations")
    smallest = float(low[low > 0].min(initial=math.inf))
    if smallest > RESOLVED * gradient_floor(run):
        otherwise = (
            f", where otherwise ‖{what}‖ >= {smallest:.3g}" if math.isfinite(smallest) else ""
        )
        return violated(f"{what} = 0 for some k{otherwise}")
    return consistent(f"‖{what}‖ fell to {smallest:.3g}, where rounding made it 0")


def gradient_floor(run: Run) -> float:
    """A norm of ∇f that rounding may bring about or remove: of relative size eps at the start."""
    trace = run.trace
    given = run.outlook.lipschitz
    lipschitz = Rounding.of(trace, run.outlook).lipschitz if given is None else given
    reach = 0.0
    if trace.iterates is not None:
        reach = float(np.maximum(np.abs(trace.iterates.low), np.abs(trace.iterates.high)).max())
    return max(8 * EPS * max(float(trace.gradients.high[0]), (lipschitz or 0.0) * reach), 1e-290)


def directions_nonzero(run: Run) -> Verdict:
    """dᵏ ≠ 0 for every k."""
    if run.trace.ending.reason == "zero direction":
        return violated(run.trace.ending.evidence)
    method = run.setting.method
    if method.normalized and not method.steered:  # dᵏ = ±∇f(xᵏ)
        return gradients_nonzero(run)
    return consistent(f"dᵏ ≠ 0 over {run.trace.iterations} iterations")


GRADIENTS_NONZERO = Hypothesis(
    "∇f(xᵏ) ≠ 0 for all k", gradients_nonzero, of_run=True, states=(formulas.GRADIENTS_NONZERO,)
)
DIRECTIONS_NONZERO = Hypothesis(
    "dᵏ ≠ 0", directions_nonzero, of_run=True, states=(formulas.DIRECTIONS_NONZERO,)
)


# ---- inf f(xᵏ) > −∞


def bounded_below(run: Run) -> Verdict:
    """inf f(xᵏ) > −∞: proved if f is bounded below, else read off the run.

    Consistent: the run has settled. Violated: f(xᵏ) → −∞, which is more than the negation.
    """
    facts = run.setting.problem.facts
    if facts.infimum is not None and facts.lower_bound is not None:
        return proved(f"f ≥ {facts.lower_bound:.6g}: {facts.infimum.source}")
    trace = run.trace
    if run.certified is not None and run.certified.shown.bounded:
        return proved(f"f is bounded on a bounded region: {run.certified.shown.text}")
    if trace.values is None:
        return undecided("the values were not recorded")
    if trace.stopped:
        return consistent(f"the run ends at a stationary point, f = {trace.values.low[-1]:.4g}")
    if trace.ending.reason == "overflow":
        return _left_the_range(trace.values.low)
    return run.properties["bounded-below"]


def _left_the_range(low: np.ndarray) -> Verdict:
    drop, total = low[:-1].min(initial=low[0]) - low[-1], low[0] - low[-1]
    if low[-1] < 0 and drop > total / 2 > 0:
        return violated(f"f(xᵏ) fell ever faster, to {low[-1]:.3g}, and left the range of floats")
    return undecided("the run left the range of floating point")


NOT_TO_MINUS_INFINITY = Hypothesis(
    "f(xᵏ) does not tend to −∞",
    bounded_below,
    of_run=True,
    measured=infimum_slack,
    states=(formulas.NOT_TO_MINUS_INFINITY,),
)
BOUNDED_BELOW = Hypothesis(
    "inf f(xᵏ) > −∞",
    bounded_below,
    of_run=True,
    measured=infimum_slack,
    states=(formulas.BOUNDED_BELOW,),
    weaker=(NOT_TO_MINUS_INFINITY,),
)


# ---- accumulation points


ACCUMULATES = shown("xᵏ has an accumulation point x̄", "bounded", states=(formulas.ACCUMULATES,))


# ---- f(xᵏ) against its limit


def stays_above_limit(run: Run) -> Verdict:
    """f(xᵏ) > f(x̄) for all large k: f(xᵏ) still decreases, or x̄ is a minimizer."""
    trace, infimum = run.trace, run.setting.problem.facts.known_infimum
    if trace.values is None:
        return undecided("the values were not recorded")
    if trace.stopped:
        told = f"f(xᵏ) = f(x̄) from k = {trace.iterations} on"
        exact = gradients_nonzero(run).fails  # else rounding or underflow has made it so
        return violated(told) if exact else undecided(f"{told}, by rounding or underflow")
    if not run.properties["value-limit"].holds:
        return undecided("the limit of f(xᵏ) is not established")
    falls = run.properties["decrease"]
    if falls.holds:
        return consistent(f"f(xᵏ) decreases: {falls.evidence}")
    lowest = float(trace.values.low[-WINDOWS_PER_OCTAVE:].min())
    if once(minimal, run.decided, run).holds and infimum is not None and lowest > infimum.upper:
        return consistent(f"f(xᵏ) > inf f = {infimum}, to which it tends")
    return undecided("f(xᵏ) rises now and then")


def minimal(run: Run) -> Verdict:
    """x̄ is a global minimizer: f(xᵏ) tends to inf f, as far as the run shows."""
    return decided_by(tend, [_minimal(run)])[0]


def find_minimal(runs: Sequence[Run]) -> None:
    """What `minimal` would find of these runs one by one."""
    verdicts = decided_by(tend, [_minimal(run) for run in runs])
    for run, verdict in zip(runs, verdicts, strict=True):
        run.decided[minimal] = verdict


def _minimal(run: Run) -> Comparing:
    trace, facts = run.trace, run.setting.problem.facts
    shown = run.properties["value-limit"]
    if not shown.holds:
        return undecided("the limit of f(xᵏ) is not established")
    if holds(facts.convex):
        return consistent(f"f is convex and x̄ stationary: {shown.evidence}")
    if trace.values is None or facts.infimum is None:
        return undecided("the infimum of f is not known")
    return (yield from _above_infimum(run, facts.infimum.value))


def _above_infimum(run: Run, infimum: Enclosure) -> Comparing:
    """Whether f(xᵏ) − inf f tends to 0; a narrow enclosure of inf f counts as its rounding."""
    values, k = run.trace.values, complete(run.trace)
    assert values is not None
    best = min(infimum.upper, float(values.low.min()))  # inf f is no greater
    most, least = (np.maximum(side[: len(k)] - best, 0.0) for side in (values.high, values.low))
    floor = differences(run.trace, Rounding.of(run.trace, run.outlook))
    spread = float(values.high.max() - values.low.min())
    last = max(values.last - best, 0.0)
    told = f"f(xᵏ) − inf f = {last:.3g} at the end, {spread:.3g} at first, inf f = {infimum}"
    if best == infimum.upper and last > max(floor, DEEP * spread):
        stays = run.trace.stopped or (yield k, least, np.min).limit is Limit.POSITIVE
        return violated(told) if stays else undecided(told)
    if best - infimum.lower > DEEP * spread:
        return undecided(told)
    if run.trace.stopped or most[-WINDOWS_PER_OCTAVE:].max() <= floor:
        return consistent(told)
    falls = (yield k, most, np.max).limit is Limit.ZERO
    return consistent(told) if falls else undecided(told)


ABOVE_LIMIT = Hypothesis(
    "f(xᵏ) > f(x̄) for all large k", stays_above_limit, of_run=True, states=(formulas.ABOVE_LIMIT,)
)
MINIMAL = Hypothesis("x̄ is a global minimizer", minimal, of_run=True, states=(formulas.MINIMAL,))
