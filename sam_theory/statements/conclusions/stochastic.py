"""What S23, section 4.2, promises of n-SAM and m-SAM, in numbers: β of f for n-SAM, else of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sam_theory.runs.ensembles import Ensemble
from sam_theory.statements.conclusions.bounds import UNKNOWN, numbers
from sam_theory.statements.conclusions.means import (
    NO_VARIANCE,
    NOTHING_DRAWN,
    Bound,
    Constants,
    Quantity,
    constants,
    held,
)
from sam_theory.statements.expectations import ERROR
from sam_theory.statements.samples import Sample
from sam_theory.statements.starts import worst_start
from sam_theory.statements.theorem import Evidence, Run
from sam_theory.verdict import Verdict, consistent, undecided

Number = Callable[[Constants], float]
Order = Callable[[Constants, float], float]  # of T


def of_components(c: Constants) -> float:
    """β of the components."""
    return c.components


def of_function(c: Constants) -> float:
    """β of f."""
    return c.lipschitz


def excess(c: Constants, beta: float) -> float:
    """[σ² − β²ρ²]₊."""
    return float(max(c.variance - (beta * c.radius) ** 2, 0.0))


# ---- bounds with explicit constants


def averaged(error: Number) -> Bound:
    """2Δ/(ηT) + error."""
    return lambda c, k: np.asarray(2 * c.gap / (c.step * k) + error(c))


def contracted(error: Number) -> Bound:
    """(1 − μη)^T Δ + error/μ, T = k − 1 steps after x¹."""

    def bound(c: Constants, k: np.ndarray) -> np.ndarray:
        factor = np.float64(1 - c.convexity * c.step)
        return np.asarray(factor ** (k - 1) * c.gap + error(c) / c.convexity)

    return bound


def m_error(c: Constants) -> float:
    """β²ρ²max{1, 2βη} + 2βησ²."""
    beta = c.components
    return (beta * c.radius) ** 2 * max(1.0, 2 * beta * c.step) + 2 * beta * c.step * c.variance


def n_error(c: Constants) -> float:
    """β²ρ² + βησ²."""
    return (c.lipschitz * c.radius) ** 2 + c.lipschitz * c.step * c.variance


def half(error: Number) -> Number:
    """error/2."""
    return lambda c: error(c) / 2


def distance_error(c: Constants) -> float:
    """(1 + max{1, 2βη})β²ρ² + 2βησ²."""
    return m_error(c) + (c.components * c.radius) ** 2


def printed_error(beta: Number) -> Number:
    """2βη[σ² − β²ρ²]₊ + 4β²ρ²."""

    def error(c: Constants) -> float:
        L = beta(c)
        return 2 * L * c.step * excess(c, L) + 4 * (L * c.radius) ** 2

    return error


# ---- forms whose constants in O and Õ are not known


def squares_of_radius(factor: float) -> Number:
    """That multiple of β²ρ²."""
    return lambda c: factor * (c.components * c.radius) ** 2


def over_convexity(error: Number) -> Number:
    """error/μ."""
    return lambda c: error(c) / c.convexity


def convex_order(c: Constants, T: float) -> float:
    """βΔ/T + √(βΔ[σ² − β²ρ²]₊)/√T."""
    beta = c.components
    return float(beta * c.gap / T + np.sqrt(beta * c.gap * excess(c, beta) / T))


def strongly_convex_order(c: Constants, T: float) -> float:
    """exp(−μT/(2β))Δ + β[σ² − β²ρ²]₊/(μ²T)."""
    beta, mu = c.components, c.convexity
    return float(np.exp(-mu * T / (2 * beta)) * c.gap + beta * excess(c, beta) / (mu**2 * T))


@dataclass(frozen=True, kw_only=True)
class Form:
    """E q(x_T) = O(order(T)) + floor, where the constant in O and the η for T are not known.

    Where the floor alone bounds the mean at the last T, nothing is asked of O, and that is
    consistent; else it is undecided, and told how much O would have to hide. No mean breaks it.
    """

    quantity: Quantity
    floor: Number
    order: Order | None = None

    def __call__(self, evidence: Evidence) -> Verdict:
        """The verdict over the draws from every start."""
        if not evidence.ensembles:
            return NOTHING_DRAWN
        error = ERROR / len(evidence.ensembles)
        pairs = zip(evidence.runs, evidence.ensembles, strict=True)
        return worst_start([self._held(run, ensemble, error) for run, ensemble in pairs])

    def _held(self, run: Run, ensemble: Ensemble, error: float) -> Verdict:
        c = constants(run)
        if c is None:
            return UNKNOWN if numbers(run) is None else NO_VARIANCE
        with np.errstate(all="ignore"):
            last = _at_end(ensemble)
            sample, least = self.quantity(last, c), self.floor(c)
            found = held(run, last, c, self.quantity, lambda _, k: least + 0 * k, error)
            order = self.order(c, float(last.k[0])) if self.order else None
        if found.holds:
            return consistent(f"the last term alone bounds it: {found.evidence}", found.slack)
        return undecided(f"{_needed(sample, least, order)}: {found.evidence}")


def _at_end(e: Ensemble) -> Ensemble:
    """What it is at the last k."""
    kept = ("k", "value", "slope", "slopes", "squares", "lost")
    return replace(e, **{name: getattr(e, name)[-1:] for name in kept})


def _needed(sample: Sample, least: float, order: float | None) -> str:
    """What O would have to hide for the mean of the sample."""
    more = float(sample.low.mean()) - least
    if more <= 0:
        return "too close to the last term to be told from it"
    if not order:
        return f"{more:.4g} more than the last term, which may be what O hides"
    return f"{more:.4g} more than the last term, {more / order:.3g} times the order in O at this η"
