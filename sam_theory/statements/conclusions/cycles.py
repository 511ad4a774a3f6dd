"""SAM ends in the two-cycle of a quadratic: where, how fast, and at which sharpness."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sam_theory.certificates.following import paths_of
from sam_theory.runs.batch import Plan
from sam_theory.statements.hypotheses.constants import first_value
from sam_theory.statements.hypotheses.iterates import octaves
from sam_theory.statements.hypotheses.quadratics import TwoCycle, two_cycle
from sam_theory.statements.theorem import Run, Together
from sam_theory.verdict import Verdict, consistent, undecided, violated

REACHED = 1e-6  # of r: how near to the cycle a run must come
STEADY = 1e-9  # relative: what moves no more than that has settled
ELSEWHERE = 1e-3  # of r: so far from the cycle is not near it
LAST = 4  # octaves over which a run must have settled elsewhere
NEAR, ROUNDING = 1e-2, 1e-10  # of r: distances at which the rate is measured, if not rounding
FEWEST, LONGEST = 5, 20_000  # steps between these distances; iterations that are followed
SLOWER = 0.2  # of 1 − q: by so much the measured rate must fall short to be too slow

UNKNOWN = undecided("tλmax ≥ 2, or no iterate was recorded")


def ends_in_two_cycle(run: Run) -> Verdict:
    """xᵏ alternates between x* ± rv in the end, r = tρλmax/(2 − tλmax)."""
    cycle, iterates = two_cycle(run), run.trace.iterates
    if cycle is None or iterates is None or cycle.radius == 0:
        return UNKNOWN
    low, high = (
        octaves(iterates.low, np.minimum)[-LAST:],
        octaves(iterates.high, np.maximum)[-LAST:],
    )
    half = cycle.radius * np.abs(cycle.top)
    away = np.maximum(np.abs(low - (cycle.center - half)), np.abs(high - (cycle.center + half)))
    apart = away.max(axis=1) / cycle.radius
    last = float(_distances(cycle, iterates.last[None])[0] / cycle.radius)
    text = f"r = {cycle.radius:.6g}; the last octave is within {apart[-1]:.3g} r of x* ± rv"
    if max(apart[-1], last) <= REACHED:
        return consistent(text)
    moved = max(np.ptp(low, axis=0).max(), np.ptp(high, axis=0).max())
    settled = len(low) == LAST and moved <= STEADY * cycle.radius
    if settled and apart.min() >= _elsewhere(cycle):
        return violated(f"{text}, and so are the {LAST} last ones")
    return undecided(text)


def _elsewhere(cycle: TwoCycle) -> float:
    """How far from the cycle is not near it, as a share of r, whatever is rounded."""
    return ELSEWHERE + cycle.error / cycle.radius


def _distances(cycle: TwoCycle, x: np.ndarray) -> np.ndarray:
    """From the nearer of the two points, (K, n) -> (K,)."""
    ends = (cycle.center + sign * cycle.radius * cycle.top for sign in (1.0, -1.0))
    one, other = (np.hypot.reduce(x - end, axis=-1, initial=0.0) for end in ends)
    return np.asarray(np.minimum(one, other))


def _contract_towards_it(runs: Sequence[Run]) -> list[Verdict]:
    """Near the cycle the distance from it falls at least by q a step, q the greatest multiplier."""
    cycles = {i: cycle for i, cycle in enumerate(map(two_cycle, runs)) if cycle and cycle.radius}
    longest = [min(run.trace.iterations, LONGEST) for run in runs]
    plans = [_again(runs[i]) for i in cycles]
    found = [UNKNOWN] * len(runs)
    if not plans:
        return found
    paths = paths_of(runs[0].setting.problem, plans, max(longest[i] for i in cycles))
    for (i, cycle), path in zip(cycles.items(), paths, strict=True):
        found[i] = _contraction(cycle, path[: longest[i]])
    return found


contracts_towards_it = Together(_contract_towards_it)


def _again(run: Run) -> Plan:
    setting, iterates = run.setting, run.trace.iterates
    assert iterates is not None  # there is a cycle
    return Plan(
        method=setting.method, step=setting.step, radius=setting.radius, start=iterates.first
    )


def _contraction(cycle: TwoCycle, path: np.ndarray) -> Verdict:
    """Whether a path, (K, n), comes as near a step as it should."""
    apart = _distances(cycle, path) / cycle.radius
    far = np.flatnonzero(apart >= NEAR)
    first = int(far[-1]) + 1 if len(far) else 0
    floor = max(ROUNDING, cycle.error / (cycle.radius * (1 - cycle.rate)))
    told = np.flatnonzero(apart[first:] > floor)
    steps = int(told[-1]) if len(told) else 0
    if steps < FEWEST:
        return undecided(f"q = {cycle.rate:.6g}, and {steps} steps near the cycle are too few")
    rate = float((apart[first + steps] / apart[first]) ** (1 / steps))
    text = f"q = {cycle.rate:.6g}; over {steps} steps near the cycle the mean factor is {rate:.6g}"
    if rate <= cycle.rate + 0.02 * (1 - cycle.rate):
        return consistent(text)
    return violated(text) if rate > cycle.rate + SLOWER * (1 - cycle.rate) else undecided(text)


def edge(slope: np.ndarray, step: float, radius: float) -> np.ndarray:
    """λ = (‖g‖/(2ρ))(√(1 + 8ρ/(t‖g‖)) − 1), where tλ(1 + ρλ/‖g‖) = 2; 0 at g = 0."""
    ratio = np.divide(slope, radius)
    below = ratio + np.sqrt(ratio**2 + 8 * ratio / step)
    quotient = np.divide(4 * ratio / step, below, out=np.zeros_like(below), where=below > 0)
    return np.asarray(quotient)


def ends_at_its_edge(run: Run) -> Verdict:
    """The edge at ‖∇f(xᵏ)‖ tends to λmax."""
    cycle, slopes = two_cycle(run), run.trace.gradients
    if cycle is None or cycle.radius == 0:
        return UNKNOWN
    t, rho = (first_value(s) for s in (run.setting.step, run.setting.radius))
    norms = octaves(slopes.low, np.minimum)[-LAST:], octaves(slopes.high, np.maximum)[-LAST:]
    low, high = (edge(side, t, rho) / cycle.largest for side in norms)
    text = f"the edge is from {low[-1]:.9g} to {high[-1]:.9g} times λmax in the last octave"
    if max(abs(low[-1] - 1), abs(high[-1] - 1)) <= REACHED:
        return consistent(text)
    settled = len(low) == LAST and max(np.ptp(low), np.ptp(high)) <= STEADY
    if settled and max(abs(low[-1] - 1), abs(high[-1] - 1)) >= _elsewhere(cycle):
        return violated(f"{text}, as in the {LAST} last ones")
    return undecided(text)
