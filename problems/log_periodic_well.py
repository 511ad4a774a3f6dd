"""A well that oscillates alike on all scales: smooth once, definable nowhere, KL exponent ½."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.library.domains import inside
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

LEAST = np.float64(1e-300)  # below it x² is not told from 0, nor is f′
domains = {"amplitude": inside(0, math.sqrt(0.5))}


def log_periodic_well(*, amplitude: float = 0.5) -> Problem:
    """f(x) = x²(1 + c sin log x²), f(0) = 0: f′ = 2x(1 + c(sin + cos)), f″ = 2 + 6c cos − 2c sin.

    f″ has no limit at 0; f(e^π x) = e^{2π}f(x).
    """
    c, swing = amplitude, amplitude * math.sqrt(40)

    def phase(x: Array) -> Array:
        xp = namespace(x)
        return xp.log(xp.maximum(x * x, xp.asarray(LEAST)))

    def gradient(x: Array) -> Array:
        xp, u = namespace(x), phase(x)
        return 2 * x * (1 + c * (xp.sin(u) + xp.cos(u)))

    constant = Fact(
        Enclosure.around(2 + swing, 8), "f″ = 2 + c√40 cos(log x² + const), attained on all scales"
    )
    return Problem(
        name="log-periodic-well",
        formula="f(x) = x²(1 + c sin log x²)",
        dimension=1,
        value=lambda x: (x * x * (1 + c * namespace(x).sin(phase(x))))[..., 0],
        gradient=gradient,
        starts=((1.5,), (-0.25,)),
        region=((-2.0,), (2.0,)),
        facts=Facts(
            convex=_convexity(swing),
            lipschitz=constant,
            descent=None if swing <= 2 else constant,
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ (1 − c)x²"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: np.abs(x[..., 0]), "f ≥ (1 − c)x² > 0 elsewhere"),
            unique_minimizer=Fact(True, "f ≥ (1 − c)x² > 0 elsewhere"),
            level_sets_bounded=Fact(True, "f ≥ (1 − c)x²"),
            definability=Fact(
                "neither", "f″ is not constant and takes its mean infinitely often on (0, 1)"
            ),
            kl_exponent=Fact(0.5, "|f′| ≥ 2(1 − c√2)|x|, c√2 < 1, and f ≤ (1 + c)x²"),
        ),
        source="elementary",
    )


def _convexity(swing: float) -> Fact[bool] | None:
    """f″ ∈ [2 − c√40, 2 + c√40]; None where rounding does not decide the sign."""
    if abs(swing - 2) < 1e-12:
        return None
    return Fact(swing < 2, f"f″ ≥ 2 − c√40 = {2 - swing:.4g}, attained")
