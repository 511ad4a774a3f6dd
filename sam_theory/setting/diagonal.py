"""Quadratics along the axes: f(x) = ½ Σᵢ λᵢ xᵢ² with all λᵢ > 0, and what is known of them."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace


def diagonal_quadratic(
    eigenvalues: tuple[float, ...],
    *,
    name: str,
    starts: tuple[tuple[float, ...], ...],
    source: str,
    formula: str = "f(x) = ½ Σᵢ λᵢ xᵢ²",
    half_width: float = 2.0,
) -> Problem:
    """f(x) = ½ Σᵢ λᵢ xᵢ², sampled on [−w, w]ⁿ, w = `half_width`; ∇²f = diag λ.

    Raises ValueError unless all λᵢ > 0.
    """
    if not eigenvalues or min(eigenvalues) <= 0:
        raise ValueError(f"eigenvalues must be positive; got {eigenvalues}")
    n, low, high = len(eigenvalues), float(min(eigenvalues)), float(max(eigenvalues))
    spectrum = np.array(eigenvalues, dtype=np.float64)

    def gradient(x: Array) -> Array:
        return namespace(x).asarray(spectrum) * x

    def value(x: Array) -> Array:
        return namespace(x).sum(x * gradient(x), axis=-1) / 2

    return Problem(
        name=name,
        formula=formula,
        dimension=n,
        value=value,
        gradient=gradient,
        starts=starts,
        region=((-half_width,) * n, (half_width,) * n),
        facts=Facts(
            convex=Fact(True, "∇²f = diag λ ≥ 0"),
            strong_convexity=Fact(Enclosure(low, low), "μ = λmin"),
            lipschitz=Fact(Enclosure(high, high), "L = λmax"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "∇f(x) = 0 only at 0"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact(tuple(float(v) for v in eigenvalues), "the Hessian is diag λ"),
        ),
        source=source,
    )
