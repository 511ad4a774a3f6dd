"""|x|ᵖ near 0, continued quadratically so that its gradient is Lipschitz: a degenerate minimum."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import at_least
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = ({}, {"exponent": 6.0})
domains = {"exponent": at_least(2)}


def smooth_power(*, exponent: float = 4.0, dimension: int = 1) -> Problem:
    """f(x) = Σᵢ h(xᵢ), h(s) = |s|ᵖ/p to |s| = 1, then 1/p + d + (p − 1)d²/2, d = |s| − 1: C²."""
    n, p = dimension, float(exponent)
    low, high = np.float64(-1.0), np.float64(1.0)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        inner = xp.minimum(xp.maximum(x, xp.asarray(low)), xp.asarray(high))
        return inner * xp.abs(inner) ** (p - 2) + (p - 1) * (x - inner)

    def value(x: Array) -> Array:
        xp = namespace(x)
        size = xp.abs(x)
        inner = xp.minimum(size, xp.asarray(high))
        excess = size - inner
        return xp.sum(inner**p / p + excess + (p - 1) / 2 * excess * excess, axis=-1)

    return Problem(
        name="smooth-power",
        formula="f(x) = Σᵢ h(xᵢ), h(s) = |s|ᵖ/p for |s| ≤ 1, quadratic beyond, C²",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(0.9 * (-0.8) ** i for i in range(n)), tuple(1.8 - 0.5 * i for i in range(n))),
        region=((-2.0,) * n, (2.0,) * n),
        facts=Facts(
            convex=Fact(True, "h″ = (p − 1) min(|s|, 1)^(p−2) ≥ 0"),
            strong_convexity=Fact(Enclosure(1.0, 1.0), "h″ = 1") if p == 2 else None,
            lipschitz=Fact(Enclosure(p - 1, p - 1), "h″ ≤ p − 1, attained for |s| ≥ 1"),
            infimum=Fact(Enclosure(0.0, 0.0), "h ≥ 0 = h(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "h′(s) = 0 only at 0"),
            unique_minimizer=Fact(True, "h > 0 away from 0"),
            level_sets_bounded=Fact(True, "h(s) ≥ |s| − 1"),
            definability=Fact("semialgebraic", "p is rational: piecewise algebraic"),
            kl_exponent=Fact(
                1 - 1 / p, "‖∇f‖ ≥ max |xᵢ|^(p−1) ≥ (p f/n)^((p−1)/p) near 0, the stationary point"
            ),
        ),
        source="elementary",
    )
