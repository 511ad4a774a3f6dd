"""What no draw of a stochastic method exceeds at any k, by facts of f and of its components.

For a μ-strongly convex f with an L-Lipschitz gradient and t ≤ 2/(L + μ), a gradient step brings x
nearer to x* by the factor 1 − tμ (Nesterov 2018, Theorem 2.1.15). A step of SGD, m-SAM, n-SAM or
full-ascent SAM is x − t∇l(y; ξ) with ‖y − x‖ ≤ ρ, and ‖∇l(y; ξ) − ∇f(x)‖ ≤ M + Lρ where no ∇fᵢ
deviates by more than M: of N vectors dᵢ with Σdᵢ = 0 and Σ‖dᵢ‖² ≤ Nσ² each has
‖dᵢ‖² ≤ (N − 1)Σ_{j≠i}‖dⱼ‖² ≤ (N − 1)(Nσ² − ‖dᵢ‖²), so that M² = (N − 1)σ². Hence ‖xᵏ − x*‖ ≤ Dₖ,

    Dₖ = rᵏ⁻¹D₁ + (1 − rᵏ⁻¹)(M + Lρ)/μ,  r = 1 − tμ,  D₁² = 2Δ/μ,

for every draw, and f − f* ≤ LDₖ²/2, ‖∇f‖ ≤ LDₖ there.
"""

from __future__ import annotations

import math

import numpy as np

from sam_theory.runs.ensembles import Ensemble
from sam_theory.statements.conclusions.bounds import Numbers
from sam_theory.statements.hypotheses.draws import component_variance, draws_near
from sam_theory.statements.theorem import Run

SOURCE = "no draw leads farther from x*: ‖∇lᵢ − ∇f‖² ≤ (N − 1)σ², and a gradient step contracts"
ROUNDING = 1e-9  # relative; far above what these formulas lose


def farthest(run: Run, e: Ensemble, c: Numbers, noise: float) -> Ensemble | None:
    """One seed that is, at the k of `e`, as far from x* as any may be; None where none is known.

    `noise` is that of f(x¹) − f*. Its Σ‖∇f(xⁱ)‖ is 0, which no seed falls below.
    """
    away = _away(run, c)
    if away is None:
        return None
    k, r = e.k.astype(np.float64), 1 - float(c.step * c.convexity)
    first = math.sqrt(2 * (float(c.gap) + noise) / float(c.convexity)) - away
    L = float(c.lipschitz) * (1 + ROUNDING)
    distance = away + first * r ** (k - 1)
    squares = k * away**2 + 2 * away * first * _sum(r, k) + first**2 * _sum(r * r, k)
    ones = np.zeros((len(k), 1))
    return Ensemble(
        start=e.start,
        k=e.k,
        value=c.infimum.upper + (L / 2 * distance**2)[:, None],
        slope=(L * distance)[:, None],
        slopes=ones,
        squares=(L**2 * squares)[:, None],
        lost=ones > 0,
    )


def _sum(q: float, k: np.ndarray) -> np.ndarray:
    """1 + q + … + qᵏ⁻¹, 0 ≤ q < 1."""
    return np.asarray((1 - q**k) / (1 - q))


def _away(run: Run, c: Numbers) -> float | None:
    """(M + Lρ)/μ, None where a step is not known to lead towards x* up to that."""
    s, variance = run.setting, component_variance(run)
    components, mu, L = s.problem.components, float(c.convexity), float(c.lipschitz)
    constant = s.step.is_constant and (s.radius.is_constant or not s.method.uses_radius)
    everywhere = s.problem.region_of_constants is None and c.infimum.bounded
    if components is None or variance is None or not variance.value.bounded:
        return None
    if not (draws_near(s.method) and constant and everywhere and mu > 0):
        return None
    if not 0 < float(c.step) * (L + mu) <= 2:
        return None
    radius = float(c.radius) if s.method.uses_radius else 0.0
    most = math.sqrt((components.count - 1) * variance.value.upper)
    return (most + L * radius) * (1 + ROUNDING) / mu
