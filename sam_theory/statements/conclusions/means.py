"""Promised bounds on means over the draws of a method, with explicit constants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np

from sam_theory.properties.rounding import EPS, FLOOR, Rounding, differences
from sam_theory.runs.ensembles import Ensemble
from sam_theory.runs.trace import Iterates
from sam_theory.statements.conclusions.bounds import UNKNOWN, Numbers, numbers, told
from sam_theory.statements.conclusions.ranges import SOURCE, farthest
from sam_theory.statements.expectations import ERROR, decide
from sam_theory.statements.hypotheses.draws import component_constant, component_variance
from sam_theory.statements.hypotheses.iterates import gradient_floor
from sam_theory.statements.samples import Certified, Sample
from sam_theory.statements.starts import worst_start
from sam_theory.statements.theorem import Evidence, Run
from sam_theory.verdict import Verdict, undecided

NOTHING_DRAWN = undecided("a mean over draws is held against many seeds, and none were drawn")
NO_VARIANCE = undecided("no σ² is known")


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What rounding may hide of a run: of f, of ‖∇f‖, and of ‖x‖ in every step.

    A step in floats is one of the method and an error of length e more. As
    f(x + d) − f* ≤ (√(f(x) − f*) + √(L/2)‖d‖)², and where 1 − tμ is the factor of a step, the root
    mean square of √(f(xᵏ) − f*) is off by √(L/2) times e(1 + √(1 − tμ) + …), at most
    D = e·min(k − 1, 2/(tμ)), by Minkowski's inequality. Where the mean of f falls in a step by
    t‖∇f‖²/2, up to constants, it rises by e‖∇f‖ + Le²/2 beside, which for t ≤ 1/L adds no more
    than 3e/t to the root of the average of ‖∇f‖².
    """

    value: float
    slope: float
    move: float  # e

    @classmethod
    def of(cls, run: Run, step: float, beta: float) -> Lost:
        """Of a run, and of others as far from 0."""
        trace, known = run.trace, Rounding.of(run.trace, run.outlook)
        slope = gradient_floor(run) * max(1.0, beta / (run.outlook.lipschitz or np.inf))
        reach = 0.0 if trace.iterates is None else _reach(trace.iterates)
        return cls(
            value=differences(trace, known), slope=slope, move=EPS * reach + float(step) * slope
        )


EXACT = Lost(value=0.0, slope=0.0, move=0.0)


@dataclass(frozen=True, kw_only=True)
class Constants(Numbers):
    """Those of a run, and of what its method draws: β of the components, σ² of a minibatch.

    In the notation of S23: η = `step`, ρ = `radius`, β = `lipschitz`, or `components` where the
    components are to be β-smooth, μ = `convexity`, Δ = `gap`, σ² = `variance`; each from above,
    and μ from below. `components` is NaN where it is not known.
    """

    components: float
    variance: float
    rounding: Lost = EXACT


def _reach(x: Iterates) -> float:
    """The greatest ‖x‖, from above."""
    return float(np.hypot.reduce(np.maximum(np.abs(x.low), np.abs(x.high)), axis=1).max())


def _off(e: Ensemble, c: Constants) -> np.ndarray:
    """D, how far rounding may have led x by k, (W, 1)."""
    memory = 2 / (c.step * c.convexity) if c.convexity > 0 else np.inf
    return np.asarray(c.rounding.move * np.minimum(e.k - 1, memory))[:, None]


def _widened(low: np.ndarray, high: np.ndarray, by: np.ndarray | float) -> Pair:
    """The squares of what is in [√low − by, √high + by]."""
    return np.maximum(np.sqrt(low) - by, 0.0) ** 2, (np.sqrt(high) + by) ** 2


Pair = tuple[np.ndarray, np.ndarray]  # (W, S) each

Bound = Callable[[Constants, np.ndarray], np.ndarray]  # of k, (W,)
Quantity = Callable[[Ensemble, Constants], Sample]


def constants(run: Run) -> Constants | None:
    """The constants, None where f has not those of `numbers` or no σ² is known."""
    known, variance = numbers(run), component_variance(run)
    if known is None or variance is None:
        return None
    fact = component_constant(run)
    beta = np.float64(np.nan if fact is None else fact.value.upper)
    return Constants(
        **{f.name: getattr(known, f.name) for f in fields(Numbers)},
        components=beta,
        rounding=Lost.of(run, known.step, float(np.nan_to_num(beta, posinf=0.0))),
        variance=np.float64(variance.value.upper) / run.setting.method.minibatch,
    )


# ---- quantities


def gap(e: Ensemble, c: Constants) -> Sample:
    """f(xᵏ) − f*."""
    with np.errstate(all="ignore"):  # of lost seeds
        noise = c.rounding.value + FLOOR * EPS * np.abs(e.value)
        least = np.maximum(e.value - c.infimum.upper - noise, 0.0)
        greatest = np.maximum(e.value - c.infimum.lower + noise, 0.0)
        low, high = _widened(least, greatest, np.sqrt(c.lipschitz / 2) * _off(e, c))
    return _sample(e, low, high, "f(xᵏ) − f*")


def square(e: Ensemble, c: Constants) -> Sample:
    """‖∇f(xᵏ)‖²."""
    by = c.rounding.slope + c.lipschitz * _off(e, c)
    return _sample(e, *_widened(e.slope**2, e.slope**2, by), "‖∇f(xᵏ)‖²")


def average(e: Ensemble, c: Constants) -> Sample:
    """(1/k) Σ_{i≤k} ‖∇f(xⁱ)‖²: of a lost seed at least what it had summed up."""
    low, high = _widened(e.average, e.average, _of_average(c))
    return Sample(k=e.k, low=low, high=np.where(e.lost, np.inf, high), what="(1/k) Σ‖∇f(xⁱ)‖²")


def average_distance(e: Ensemble, c: Constants) -> Sample:
    """(1/k) Σ_{i≤k} (‖∇f(xⁱ)‖ − βρ)², β of the components."""
    found = e.average_from(float(c.components * c.radius))
    return _sample(e, *_widened(found, found, _of_average(c)), "(1/k) Σ(‖∇f(xⁱ)‖ − βρ)²")


def _of_average(c: Constants) -> float:
    return float(c.rounding.slope + 3 * c.rounding.move / c.step)


def _sample(e: Ensemble, low: np.ndarray, high: np.ndarray, what: str) -> Sample:
    """Of lost seeds nothing is known but q ≥ 0."""
    return Sample(
        k=e.k, low=np.where(e.lost, 0.0, low), high=np.where(e.lost, np.inf, high), what=what
    )


# ---- conclusions


def mean_of(quantity: Quantity, bound: Bound) -> Callable[[Evidence], Verdict]:
    """E q(xᵏ) ≤ bound(k) for every recorded k and every start, q a quantity of this module.

    The error is that of all of them together. Without ensembles it is undecided: a single
    trajectory decides no mean.
    """

    def mean(evidence: Evidence) -> Verdict:
        if not evidence.ensembles:
            return NOTHING_DRAWN
        error = ERROR / len(evidence.ensembles)
        pairs = zip(evidence.runs, evidence.ensembles, strict=True)
        return worst_start([_held(*pair, quantity, bound, error) for pair in pairs])

    return mean


def _held(run: Run, e: Ensemble, quantity: Quantity, bound: Bound, error: float) -> Verdict:
    c = constants(run)
    if c is None:
        return UNKNOWN if numbers(run) is None else NO_VARIANCE
    return held(run, e, c, quantity, bound, error)


def held(
    run: Run, e: Ensemble, c: Constants, quantity: Quantity, bound: Bound, error: float
) -> Verdict:
    """E q(xᵏ) ≤ bound(k) at the k of one ensemble, at this error for all of them."""
    with np.errstate(all="ignore"):
        sample, k, noise = quantity(e, c), e.k.astype(np.float64), c.rounding.value
        right = bound(c, k)
        # Δ is as uncertain as f: what a greater one would allow is taken from q, and conversely.
        more = (bound(replace(c, gap=c.gap + noise), k) - right)[:, None]
        sample = replace(
            sample,
            low=np.maximum(sample.low - more, 0.0),
            high=sample.high + more,
            showing=_showing(run, e, c),
        )
        most, known = farthest(run, e, c, noise), None
        if most is not None:
            greatest = (quantity(most, c).high + more)[:, 0]
            known = Certified(source=SOURCE, greatest=greatest)
        return told(c, decide(sample, right, certified=known, error=error))


def _showing(run: Run, e: Ensemble, c: Constants) -> np.ndarray | None:
    """How many seeds may be expected to show one component among their last 1/(tL) draws, (W,)."""
    components, L = run.setting.problem.components, float(c.step * c.lipschitz)
    if components is None:
        return None
    memory = np.minimum(e.k - 1, max(1.0, 1 / L) if L > 0 else np.inf)
    return np.asarray(e.seeds * run.setting.method.minibatch * memory / components.count)
