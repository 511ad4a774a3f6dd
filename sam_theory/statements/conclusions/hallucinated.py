"""Points at which SAM rests although ∇f ≠ 0: where ∇f vanishes at the probe."""

from __future__ import annotations

import numpy as np

from sam_theory.auditing.sampling import gradients
from sam_theory.runs.batch import Plan
from sam_theory.runs.reference import run as run_all
from sam_theory.statements.hypotheses.constants import first_value
from sam_theory.statements.hypotheses.limits import hessian_at, twice_smooth_at
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Verdict, consistent, undecided, violated

NODES = 4001  # of the region, between which ∇f changes its sign
BISECTIONS = 60
VANISHED = 1e-6  # of ‖∇f(x̄)‖: a gradient at the probe that is none
STAYS = 1e-9  # of ρ: how far a step may lead away from a point that it keeps


def probe(run: Run, x: np.ndarray) -> np.ndarray:
    """x + ρ∇f(x)/‖∇f(x)‖, (n,)."""
    slope = gradients(run.setting.problem, x)
    shift = first_value(run.setting.radius) * slope / np.hypot.reduce(slope)
    return np.asarray(x + shift)


def vanishes_at_the_probe(run: Run) -> Verdict:
    """∇f(x̄ + ρ∇f(x̄)/‖∇f(x̄)‖) = 0, read off the last iterate."""
    iterates = run.trace.iterates
    if iterates is None:
        return undecided("no iterate was recorded")
    x = iterates.last
    here = float(np.hypot.reduce(gradients(run.setting.problem, x)))
    if not 0 < here < np.inf:
        return undecided(f"‖∇f‖ = {here:.3g} at the end")
    there = float(np.hypot.reduce(gradients(run.setting.problem, probe(run, x))))
    text = f"‖∇f‖ = {there:.3g} at the probe, {here:.3g} at the end of the run"
    if there <= VANISHED * here:
        return consistent(text)
    return violated(text) if _rests(run) else undecided(text)


def _rests(run: Run) -> bool:
    """Whether the last windows show no motion."""
    moves = run.trace.moves
    return moves is not None and len(moves.path) > 8 and float(moves.path[-8:-1].max()) == 0


def twice_smooth_there(run: Run) -> Verdict:
    """f ∈ C² near the probe of the limit."""
    return twice_smooth_at(run, lambda x: probe(run, x))


def attracts_by_its_slope(run: Run) -> Verdict:
    """n = 1: |1 − tf″(m)| ≤ 1 at the probe m of the limit, unless the run met it at once."""
    iterates, moves = run.trace.iterates, run.trace.moves
    if iterates is None or moves is None or len(iterates.last) != 1:
        return undecided("n > 1, or the iterates were not recorded")
    curvature, error = hessian_at(run, probe(run, iterates.last))
    t = first_value(run.setting.step)
    factor, lost = abs(1 - t * float(curvature[0, 0])), t * error
    text = f"|1 − tf″(m)| = {factor:.6g}, up to {lost:.3g}"
    if factor <= 1 + lost:
        return consistent(text)
    if len(moves.path) < 2 or float(moves.path[:-1].min()) == 0:
        return undecided(f"{text}; the run has come to rest, and may have met x̄ by chance")
    return violated(text)


# ---- that they exist


def _minimizers(run: Run) -> np.ndarray:
    """Where f′ rises through 0 in the region, n = 1."""
    problem = run.setting.problem
    nodes = np.linspace(problem.region[0][0], problem.region[1][0], NODES)
    signs = np.sign(gradients(problem, nodes[:, None])[:, 0])
    changes = np.flatnonzero((signs[:-1] < 0) & (signs[1:] > 0))
    low, high = nodes[changes], nodes[changes + 1]
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        below = gradients(problem, middle[:, None])[:, 0] < 0
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    inside = (signs[1:-1] == 0) & (signs[:-2] < 0) & (signs[2:] > 0)
    return np.asarray(np.concatenate([(low + high) / 2, nodes[1:-1][inside]]))


def hallucinations(run: Run) -> np.ndarray:
    """Points m ∓ ρ at which ∇f points to the minimizer m, so that a maximizer is between them."""
    minima = _minimizers(run)
    rho, found = first_value(run.setting.radius), []
    for m in minima:
        for side in (-1.0, 1.0):
            x = float(m + side * rho)
            slope = float(gradients(run.setting.problem, np.array([x]))[0])
            if slope * side < 0:
                found.append(x)
    return np.array(found)


def some_exist(run: Run) -> Verdict:
    """ρ is a little more than the distance of a local minimizer from a local maximizer, n = 1."""
    if run.setting.problem.dimension != 1:
        return undecided("n > 1")
    found = hallucinations(run)
    if not len(found):
        return undecided("no such pair is seen in the region")
    return consistent(f"so it is about {', '.join(f'x = {x:.6g}' for x in found[:3])}")


def kept_by_a_step(run: Run) -> Verdict:
    """A step from each of these points leads back to it, and ∇f ≠ 0 there."""
    found = hallucinations(run) if run.setting.problem.dimension == 1 else np.array([])
    if not len(found):
        return undecided("no such point is seen in the region")
    away = [_moved(run, x) for x in found]
    worst = int(np.argmax(away))
    text = f"a step from x = {found[worst]:.6g} leads {away[worst]:.3g} away"
    return consistent(text) if away[worst] <= STAYS else violated(text)


def _moved(run: Run, x: float) -> float:
    """How far a step leads from x, in units of ρ and of t times the slope there."""
    setting = run.setting
    plan = Plan(
        method=setting.method, step=setting.step, radius=setting.radius, start=np.array([x])
    )
    (trace,) = run_all(setting.problem, [plan], iterations=2)
    assert trace.iterates is not None
    slope = abs(float(gradients(setting.problem, np.array([x]))[0]))
    scale = max(first_value(setting.radius), first_value(setting.step) * slope)
    return abs(float(trace.iterates.last[0]) - x) / scale


NEAR_A_MAXIMIZER = Hypothesis(
    "n = 1, m a local minimizer, M a local maximizer, |M − m| < ρ < |M − m| + δ",
    some_exist,
    short="n = 1, ρ just above |M − m|",
)
TWICE_SMOOTH_THERE = Hypothesis("f ∈ C² near m", twice_smooth_there, of_run=True)
