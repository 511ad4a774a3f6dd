"""A convex function flat to all orders at its minimizer: KL holds there, with no exponent."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

EDGE = np.float64(0.5)
CURVATURE = 160 * math.exp(-4)  # f″(½)
TINY = np.float64(1e-3)  # exp(−1/s²) underflows before s² gets there


def value(x: Array) -> Array:
    """exp(−1/x²) for |x| ≤ ½, e⁻⁴(1 + 16d + 80d²) beyond, d = |x| − ½."""
    xp = namespace(x)
    size = xp.abs(x[..., 0])
    inner = xp.minimum(size, xp.asarray(EDGE))
    excess = size - inner
    core = xp.exp(-1 / xp.maximum(inner * inner, xp.asarray(TINY)))
    return core + math.exp(-4) * excess * (16 + 80 * excess)


def gradient(x: Array) -> Array:
    """f′ = (2/x³) exp(−1/x²) for |x| ≤ ½, ±e⁻⁴(16 + 160d) beyond."""
    xp = namespace(x)
    inner = xp.minimum(xp.maximum(x, xp.asarray(-EDGE)), xp.asarray(EDGE))
    square = xp.maximum(inner * inner, xp.asarray(TINY))
    return 2 * inner * xp.exp(-1 / square) / (square * square) + CURVATURE * (x - inner)


problem = Problem(
    name="flat-valley",
    formula="f(x) = exp(−1/x²) for |x| ≤ ½, its quadratic continuation beyond (C²)",
    dimension=1,
    value=value,
    gradient=gradient,
    starts=((1.0,), (-0.4,)),
    region=((-1.5,), (1.5,)),
    facts=Facts(
        convex=Fact(True, "f″ = (4 − 6x²) x⁻⁶ exp(−1/x²) ≥ 0 for x² ≤ ¼"),
        lipschitz=Fact(
            Enclosure.around(CURVATURE),
            "f‴ ∝ 8 − 36x² + 24x⁴ > 0 on (0, ½], so f″ ≤ f″(½) = 160e⁻⁴",
        ),
        infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
        attained=Fact(True, "f(0) = 0, in the limit of the formula"),
        minimizers=Fact(lambda x: norm(x)[..., 0], "f > 0 away from 0"),
        unique_minimizer=Fact(True, "f > 0 away from 0"),
        level_sets_bounded=Fact(True, "f grows quadratically"),
        definability=Fact("definable", "in the structure of the reals with exp"),
        kl_property=Fact(True, "φ(t) = (−log t)^(−1/2) gives φ′(f)|f′| = 1 near 0"),
    ),
    source="elementary",
)
