"""How far n-SAM stays from the minimizer of msam-trap in the mean: a bound on E f from below."""

from __future__ import annotations

import numpy as np

from sam_theory.runs.ensembles import Ensemble
from sam_theory.statements.conclusions.bounds import UNKNOWN, told
from sam_theory.statements.conclusions.means import NOTHING_DRAWN, Constants, constants
from sam_theory.statements.expectations import ERROR, decide
from sam_theory.statements.samples import Certified, Sample
from sam_theory.statements.starts import worst_start
from sam_theory.statements.theorem import Evidence, Run
from sam_theory.verdict import Verdict

REST = -9 / 32  # where a step is 0 in the mean, in ρ
BIAS = 507 / 32768  # of E f − f* there, at least, in βρ²
LEFT, RIGHT = -3.0, 1.0  # in ρ: no draw leads beyond, from between, for t ≤ 1/(8β)
REACH = (
    "no draw leads out of [min(x¹, −3ρ), max(x¹, ρ)]: beyond it the slopes of l₁ and l₂ at every "
    "probe lead back, and before its ends a step is too short"
)


def bias(c: Constants, start: float, k: np.ndarray) -> np.ndarray:
    """(507/32768)βρ² − (β/2)[(1 − tβ)ᵏ⁻¹(x¹ + 9ρ/32)² + (9/2)tβρ²] ≤ E f(xᵏ) − f*, (W,)."""
    beta, rho = c.components, c.radius
    away = np.float64(1 - c.step * beta) ** (k - 1) * (start - REST * rho) ** 2
    return np.asarray(BIAS * beta * rho**2 - beta / 2 * (away + 4.5 * c.step * beta * rho**2))


def farthest(run: Run, c: Constants, start: float) -> float:
    """What f(xᵏ) − f* does not exceed, whatever is drawn: f is convex, and greatest at an end."""
    ends = np.array([[min(start, LEFT * c.radius)], [max(start, RIGHT * c.radius)]])
    return float(np.max(run.setting.problem.value(ends))) - c.infimum.lower


def biased(evidence: Evidence) -> Verdict:
    """E f(xᵏ) − f* ≥ bias(k) for every recorded k and start: E q ≤ M − bias, q = M − (f − f*)."""
    if not evidence.ensembles:
        return NOTHING_DRAWN
    error = ERROR / len(evidence.ensembles)
    pairs = zip(evidence.runs, evidence.ensembles, strict=True)
    return worst_start([_held(run, ensemble, error) for run, ensemble in pairs])


def _held(run: Run, e: Ensemble, error: float) -> Verdict:
    c = constants(run)
    if c is None:
        return UNKNOWN
    start = float(e.start[0])
    most, least = farthest(run, c, start), bias(c, start, e.k.astype(np.float64))
    below, noise = most - (e.value - c.infimum.lower), c.rounding.value
    low, high = np.where(e.lost, 0.0, below - noise), np.where(e.lost, most, below + noise)
    words = f"{most:.6g} − (f(xᵏ) − f*)"
    sample = Sample(k=e.k, low=np.maximum(low, 0.0), high=np.maximum(high, 0.0), what=words)
    return told(c, decide(sample, most - least, certified=_certified(most), error=error))


def _certified(most: float) -> Certified:
    return Certified(source=REACH, greatest=most)
