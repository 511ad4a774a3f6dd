"""A strongly convex quadratic with given eigenvalues."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = (
    {},
    {"eigenvalues": (2.0,)},
    {"eigenvalues": (1.0, 1.0)},
    {"eigenvalues": (1.0, 2.5)},
    {"eigenvalues": (1.0, 1000.0)},
    {"eigenvalues": (0.001, 0.1, 1.0, 100.0)},
)


def quadratic(*, eigenvalues: tuple[float, ...] = (1.0, 10.0)) -> Problem:
    """f(x) = ½ Σᵢ λᵢ xᵢ² with all λᵢ > 0; ∇²f = diag λ, so L = λmax and μ = λmin."""
    if not eigenvalues or min(eigenvalues) <= 0:
        raise ValueError(f"eigenvalues must be positive; got {eigenvalues}")
    n, low, high = len(eigenvalues), float(min(eigenvalues)), float(max(eigenvalues))
    spectrum = np.array(eigenvalues, dtype=np.float64)

    def gradient(x: Array) -> Array:
        return namespace(x).asarray(spectrum) * x

    def value(x: Array) -> Array:
        return namespace(x).sum(x * gradient(x), axis=-1) / 2

    return Problem(
        name="quadratic",
        formula="f(x) = ½ Σᵢ λᵢ xᵢ²",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple((-0.8) ** i for i in range(n)), tuple(0.05 * 0.7**i for i in range(n))),
        region=((-2.0,) * n, (2.0,) * n),
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
        source="elementary",
    )
