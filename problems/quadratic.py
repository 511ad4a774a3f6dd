"""A strongly convex quadratic with given eigenvalues."""

from __future__ import annotations

from sam_theory.library.domains import above, several
from sam_theory.setting.diagonal import diagonal_quadratic
from sam_theory.setting.problem import Problem

examples: tuple[dict[str, object], ...] = (
    {},
    {"eigenvalues": (2.0,)},
    {"eigenvalues": (1.0, 1.0)},
    {"eigenvalues": (1.0, 2.5)},
    {"eigenvalues": (1.0, 1000.0)},
    {"eigenvalues": (0.001, 0.1, 1.0, 100.0)},
)
domains = {"eigenvalues": several(above(0))}


def quadratic(*, eigenvalues: tuple[float, ...] = (1.0, 10.0)) -> Problem:
    """f(x) = ½ Σᵢ λᵢ xᵢ² with all λᵢ > 0; ∇²f = diag λ, so L = λmax and μ = λmin."""
    n = len(eigenvalues)
    return diagonal_quadratic(
        eigenvalues,
        name="quadratic",
        starts=(tuple((-0.8) ** i for i in range(n)), tuple(0.05 * 0.7**i for i in range(n))),
        source="elementary",
    )
