"""|x|^p, the model of every Łojasiewicz exponent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sam_theory.library.domains import above
from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = ({}, {"exponent": 1.5}, {"exponent": 3.0})
domains = {"exponent": above(1)}


def power(*, exponent: float = 4.0) -> Problem:
    """f(x) = |x|^p, p > 1: KL exponent 1 − 1/p; L exists only for p = 2 (see smooth-power)."""
    p = float(exponent)
    unbounded = "f″ = p(p − 1)|x|^{p−2} is unbounded, as p ≠ 2"
    return Problem(
        name="power",
        formula="f(x) = |x|^p",
        dimension=1,
        value=lambda x: namespace(x).abs(x[..., 0]) ** p,
        gradient=_gradient(p),
        starts=((0.9,), (-1.6,)),
        region=((-2.0,), (2.0,)),
        facts=Facts(
            convex=Fact(True, "f′ is nondecreasing, as p > 1"),
            strong_convexity=Fact(Enclosure(2, 2), "f″ = 2") if p == 2 else None,
            lipschitz=Fact(Enclosure(2, 2), "f″ = 2") if p == 2 else Fact(NO_CONSTANT, unbounded),
            lipschitz_on=Fact(_curvature(p), "f″ = p(p − 1)|x|^{p−2}"),
            descent=None if p == 2 else Fact(NO_CONSTANT, f"{unbounded}; it is ≥ 0"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: np.abs(x[..., 0]), "f(x) = 0 only at 0"),
            unique_minimizer=Fact(True, "f(x) > 0 = f(0) for x ≠ 0"),
            level_sets_bounded=Fact(True, "f(x) → ∞ as |x| → ∞"),
            definability=Fact("semialgebraic", "p, a float, is rational"),
            kl_exponent=Fact(1 - 1 / p, "|f′| = p f^{1−1/p}, and 0 is the only stationary point"),
            quadratic=Fact((2.0,), "f″ = 2") if p == 2 else None,
        ),
        source="elementary",
    )


def _curvature(p: float) -> Callable[[Array, Array], Enclosure]:
    """sup f″ = p(p − 1) sup |x|^{p−2} on an interval: none for p < 2 where 0 lies in it."""

    def on_interval(low: Array, high: Array) -> Enclosure:
        ends = sorted((abs(float(low[0])), abs(float(high[0]))))
        inside = float(low[0]) <= 0 <= float(high[0])
        if p < 2 and inside:
            return NO_CONSTANT
        return Enclosure.around(p * (p - 1) * (ends[1] if p > 2 else ends[0]) ** (p - 2))

    return on_interval


def _gradient(p: float) -> Callable[[Array], Array]:
    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return p * xp.sign(x) * xp.abs(x) ** (p - 1)

    return gradient
