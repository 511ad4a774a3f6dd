"""The eigenvalues of ∇²f where a run of USAM ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.auditing.sampling import gradients, size
from sam_theory.runs.batch import Plan
from sam_theory.runs.reference import run as run_all
from sam_theory.runs.trace import Trace
from sam_theory.statements.hypotheses.constants import first_value
from sam_theory.statements.hypotheses.limits import hessian_at
from sam_theory.statements.hypotheses.methods import momentum_of
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Verdict, consistent, undecided, violated

BESIDE = 1e-3  # of the size of the region: how far from x¹ further starts are
STARTS, LONGEST = 4, 5000  # how many of them, and how long their runs may be
VANISHED = 1e-6  # of ‖∇f‖ at the start: a gradient at which a run has come to rest


@dataclass(frozen=True)
class Slack:
    """The least slack of 0 ≤ λ(1 + ρλ) ≤ 2(1 + β)/α over the eigenvalues, its error, in words."""

    least: float
    error: float
    text: str


def slack_at(run: Run, x: np.ndarray) -> Slack:
    """At a point, (n,), by the exact eigenvalues of a quadratic, else by differences of ∇f."""
    setting = run.setting
    t, rho = first_value(setting.step), first_value(setting.radius)
    most = 2 * (1 + momentum_of(setting.method)) / t
    quadratic = setting.problem.facts.quadratic
    if quadratic is not None:
        values, error = np.sort(np.asarray(quadratic.value, dtype=np.float64)), 0.0
    else:
        matrix, error = hessian_at(run, x)
        values = np.linalg.eigvalsh(matrix)
    products = values * (1 + rho * values)
    slacks = np.minimum(products, most - products)
    worst = int(np.argmin(slacks))
    lost = (1 + 2 * rho * float(np.abs(values).max())) * error + 1e-12 * most
    text = f"λ(1 + ρλ) = {products[worst]:.6g} for λ = {values[worst]:.6g}, of [0, {most:.6g}]"
    return Slack(float(slacks[worst]), lost, text)


def within_the_range(run: Run) -> Verdict:
    """0 ≤ λ(1 + ρλ) ≤ 2(1 + β)/α at the end of the run, for every eigenvalue λ of ∇²f.

    It is said of almost every start. A run from one start that breaks it may be an exception, such
    as one on an invariant subspace: only if runs from all starts beside x¹ break it as well, at
    points where they have come to rest, it is violated.
    """
    iterates = run.trace.iterates
    if iterates is None or not np.all(np.isfinite(iterates.last)):
        return undecided("no limit was recorded")
    here = slack_at(run, iterates.last)
    if here.least >= -here.error:
        return consistent(f"{here.text}, up to {here.error:.3g}", here.least)
    broken = _breaking(run, _beside(run, iterates.first))
    count = sum(broken)
    if count == len(broken):
        return violated(f"{here.text}; so at the ends of {count} runs beside it", here.least)
    return undecided(
        f"{here.text}; of {len(broken)} runs from starts beside x¹ {len(broken) - count} do not end"
        " like this: x¹ may be an exception"
    )


def _beside(run: Run, start: np.ndarray) -> np.ndarray:
    """Starts about x¹, (STARTS, n), drawn the same each time."""
    rng = np.random.default_rng(0)
    return start + BESIDE * size(run.setting.problem) * rng.uniform(-1, 1, (STARTS, len(start)))


def _breaking(run: Run, starts: np.ndarray) -> list[bool]:
    """Whether the runs from there come to rest at points that break the range."""
    setting, iterations = run.setting, min(run.trace.iterations, LONGEST)
    plans = [
        Plan(method=setting.method, step=setting.step, radius=setting.radius, start=start)
        for start in starts
    ]
    with np.errstate(all="ignore"):
        traces = run_all(setting.problem, plans, iterations=iterations)
    return [_breaks(run, start, trace) for start, trace in zip(starts, traces, strict=True)]


def _breaks(run: Run, start: np.ndarray, trace: Trace) -> bool:
    """Whether the run from a start, of this trace, comes to rest at a point that breaks it."""
    setting = run.setting
    if trace.iterates is None or trace.moves is None:
        return False
    if not np.all(np.isfinite(trace.iterates.last)):
        return False
    first = float(np.linalg.norm(gradients(setting.problem, start)))
    moved = float(trace.moves.path[-2:].max()) / first_value(setting.step)
    if not (trace.stopped or moved <= VANISHED * first):
        return False
    end = slack_at(run, trace.iterates.last)
    return end.least < -end.error
