"""The quadratic on whose axes SAM with constants keeps a gap: it cycles on one, is slow on one."""

from __future__ import annotations

from sam_theory.library.domains import above
from sam_theory.setting.diagonal import diagonal_quadratic
from sam_theory.setting.problem import Problem

domains = {"mu": above(0), "beta": above(0)}


def si_yun_quadratic(*, mu: float = 0.125, beta: float = 1.0) -> Problem:
    """f(x) = (μx₁² + βx₂²)/2, μ ≤ β; x₁ = 0 or x₂ = 0 remains so.

    For β = 1, ρ = 1/10 or ½ and t = ½, and for ρ = ½ and t = 1, one of the first two starts has
    tβρ/2 ≤ |x₂| ≤ tβρ/(2(1 − tβ)). The last is far enough for horizons at which t is a small step.
    """
    if mu > beta:
        raise ValueError(f"mu must be at most beta; got {mu} and {beta}")
    far = 1 + beta / mu / 128
    return diagonal_quadratic(
        (mu, beta),
        name="si-yun-quadratic",
        formula="f(x) = (μx₁² + βx₂²)/2",
        starts=((0.0, 0.04), (0.0, 0.25), (far, 0.0)),
        source="constructed here after the lower bound of S23 for strongly convex functions",
        half_width=far,
    )
