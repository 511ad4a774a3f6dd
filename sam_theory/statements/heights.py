"""How high the runs of a setting end: ‖∇f‖² and f − f*, in units of β²ρ² and βρ²."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sam_theory.runs.ensembles import Ensemble
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import is_zero
from sam_theory.statements.conclusions.bounds import means
from sam_theory.statements.hypotheses.constants import first_value
from sam_theory.statements.hypotheses.draws import component_constant, is_m_sam
from sam_theory.statements.theorem import Evidence, Run, Setting
from sam_theory.verdict import Status

STALL = "stall"  # the `property` of conclusions that runs end where f is not stationary
LOWER = "lower-bound"  # of those that f − f* is not small after so many iterations

Radius = Literal["0", "constant", "→ 0", "other"]


@dataclass(frozen=True, kw_only=True)
class Height:
    """The greatest over the starts; None where it, or its unit, is not known.

    `slope` is the mean of ‖∇f‖² over the last octave in β²ρ², and of seeds where there is an
    ensemble; `gap` is f − f* at the end in βρ², or its mean. β is that of the components for m-SAM,
    else of f. Both are told of a constant ρ > 0 alone.
    """

    radius: Radius
    slope: float | None = None
    gap: float | None = None


def radius_of(setting: Setting) -> Radius:
    """What ρₖ does; 0 of a method that has none."""
    if not setting.method.uses_radius or is_zero(setting.radius):
        return "0"
    if setting.radius.is_constant:
        return "constant"
    vanishes = decide("radius-vanishes", setting.step, setting.radius).status
    return "→ 0" if vanishes is Status.PROVED else "other"


def height_of(evidence: Evidence) -> Height:
    """Of the runs of a setting, and of its ensembles where they have been drawn."""
    setting, radius = evidence.setting, radius_of(evidence.setting)
    beta = _beta(evidence.runs[0])
    if radius != "constant" or beta is None:
        return Height(radius=radius)
    rho = np.float64(first_value(setting.radius))
    with np.errstate(all="ignore"):
        slope = _greatest([_slope(e) for e in evidence.drawn] or [_mean(r) for r in evidence.runs])
        gap = _greatest([_above(setting, v) for v in _values(evidence)])
        return Height(
            radius=radius,
            slope=_finite(slope / (beta * rho) ** 2),
            gap=_finite(gap / (beta * rho**2)),
        )


def _beta(run: Run) -> float | None:
    """The constant in which S23 measures the method."""
    fact = component_constant(run) if is_m_sam(run.setting.method) else None
    if fact is None:
        fact = run.setting.problem.facts.lipschitz
    usable = fact is not None and fact.value.bounded and fact.value.upper > 0
    return fact.value.upper if fact is not None and usable else None


def _slope(e: Ensemble) -> float:
    """The mean of ‖∇f(xᵏ)‖² over the last octave of k and the seeds."""
    since = int(np.searchsorted(e.k, e.k[-1] / 2))
    squares = e.squares[-1] - e.squares[since]
    return float(np.where(e.lost[-1], np.inf, squares).mean() / max(e.k[-1] - e.k[since], 1))


def _mean(run: Run) -> float:
    return float(means(run)[-1])


def _values(evidence: Evidence) -> list[float]:
    """f at the end, or its mean over the seeds, for each start."""
    if evidence.drawn:
        return [float(e.value[-1].mean()) for e in evidence.drawn]
    values = [run.trace.values for run in evidence.runs]
    return [np.nan if value is None else float(value.last) for value in values]


def _above(setting: Setting, value: float) -> float:
    fact = setting.problem.facts.infimum
    return np.nan if fact is None or not fact.value.sharp else value - fact.value.lower


def _greatest(found: Sequence[float]) -> np.float64:
    return np.float64(max(found)) if not np.isnan(found).any() else np.float64(np.nan)


def _finite(number: np.float64) -> float | None:
    return float(number) if np.isfinite(number) else None
