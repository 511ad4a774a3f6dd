"""Promised bounds on means over the draws of a method, with explicit constants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from sam_theory.runs.ensembles import Ensemble
from sam_theory.statements.conclusions.bounds import UNKNOWN, Numbers, numbers, told
from sam_theory.statements.expectations import ERROR, Certified, Sample, decide
from sam_theory.statements.finding import worst_start
from sam_theory.statements.hypotheses.draws import component_constant, component_variance
from sam_theory.statements.theorem import Evidence, Run
from sam_theory.verdict import Verdict, undecided

NOTHING_DRAWN = undecided("a mean over draws is held against many seeds, and none were drawn")
NO_VARIANCE = undecided("no σ² is known")


@dataclass(frozen=True, kw_only=True)
class Constants(Numbers):
    """Those of a run, and of what its method draws: β of the components, σ² of a minibatch.

    In the notation of S23: η = `step`, ρ = `radius`, β = `lipschitz`, or `components` where the
    components are to be β-smooth, μ = `convexity`, Δ = `gap`, σ² = `variance`; each from above,
    and μ from below. `components` is NaN where it is not known.
    """

    components: float
    variance: float


Bound = Callable[[Constants, np.ndarray], np.ndarray]  # of k, (W,)
Quantity = Callable[[Ensemble, Constants], Sample]


def constants(run: Run) -> Constants | None:
    """The constants, None where f has not those of `numbers` or no σ² is known."""
    known, variance = numbers(run), component_variance(run)
    if known is None or variance is None:
        return None
    beta = component_constant(run)
    return Constants(
        **{f.name: getattr(known, f.name) for f in fields(Numbers)},
        components=np.float64(np.nan if beta is None else beta.value.upper),
        variance=np.float64(variance.value.upper) / run.setting.method.minibatch,
    )


# ---- quantities


def gap(e: Ensemble, c: Constants) -> Sample:
    """f(xᵏ) − f*."""
    least, greatest = (np.maximum(e.value - end, 0.0) for end in (c.infimum.upper, c.infimum.lower))
    return Sample(k=e.k, low=np.where(e.lost, 0.0, least), high=greatest, what="f(xᵏ) − f*")


def square(e: Ensemble, c: Constants) -> Sample:
    """‖∇f(xᵏ)‖²."""
    high = e.slope**2
    return Sample(k=e.k, low=np.where(e.lost, 0.0, high), high=high, what="‖∇f(xᵏ)‖²")


def average(e: Ensemble, c: Constants) -> Sample:
    """(1/k) Σ_{i≤k} ‖∇f(xⁱ)‖²: of a lost seed at least what it had summed up."""
    high = np.where(e.lost, np.inf, e.average)
    return Sample(k=e.k, low=e.average, high=high, what="(1/k) Σ‖∇f(xⁱ)‖²")


def average_distance(e: Ensemble, c: Constants) -> Sample:
    """(1/k) Σ_{i≤k} (‖∇f(xⁱ)‖ − βρ)², β of the components."""
    found = e.average_from(float(c.components * c.radius))
    low, high = np.where(e.lost, 0.0, found), np.where(e.lost, np.inf, found)
    return Sample(k=e.k, low=low, high=high, what="(1/k) Σ(‖∇f(xⁱ)‖ − βρ)²")


# ---- conclusions


def mean_of(
    quantity: Quantity,
    bound: Bound,
    certified: Callable[[Evidence], Certified | None] = lambda evidence: None,
) -> Callable[[Evidence], Verdict]:
    """E q(xᵏ) ≤ bound(k) for every recorded k and every start, q a quantity of this module.

    The error is that of all of them together. Without ensembles it is undecided: a single
    trajectory decides no mean.
    """

    def mean(evidence: Evidence) -> Verdict:
        if not evidence.ensembles:
            return NOTHING_DRAWN
        error = ERROR / len(evidence.ensembles)
        known = certified(evidence)
        return worst_start(
            [
                _held(run, ensemble, quantity, bound, known, error)
                for run, ensemble in zip(evidence.runs, evidence.ensembles, strict=True)
            ]
        )

    return mean


def _held(
    run: Run,
    ensemble: Ensemble,
    quantity: Quantity,
    bound: Bound,
    certified: Certified | None,
    error: float,
) -> Verdict:
    c = constants(run)
    if c is None:
        return UNKNOWN if numbers(run) is None else NO_VARIANCE
    with np.errstate(all="ignore"):
        sample, right = quantity(ensemble, c), bound(c, ensemble.k.astype(np.float64))
        return told(c, decide(sample, right, certified=certified, error=error))
