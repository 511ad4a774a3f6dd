"""A coupled quadratic whose minimizer and minimum are not zero."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import REALS, several
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"center": several(REALS, 2, 2), "minimum": REALS}


def shifted_quadratic(
    *, center: tuple[float, float] = (3.0, -1.0), minimum: float = -5.0
) -> Problem:
    """f(x) = ½⟨A(x − c), x − c⟩ + m with A = (2 1; 1 2), whose eigenvalues are 1 and 3."""
    c = np.array(center, dtype=np.float64)
    matrix = np.array([[2.0, 1.0], [1.0, 2.0]])

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return (x - xp.asarray(c)) @ xp.asarray(matrix)

    def value(x: Array) -> Array:
        xp = namespace(x)
        offset = x - xp.asarray(c)
        return xp.sum(offset * (offset @ xp.asarray(matrix)), axis=-1) / 2 + minimum

    return Problem(
        name="shifted-quadratic",
        formula="f(x) = ½⟨A(x − c), x − c⟩ + m, A = (2 1; 1 2)",
        dimension=2,
        value=value,
        gradient=gradient,
        starts=((center[0] + 1.0, center[1] + 0.3), (center[0] - 0.2, center[1] + 0.7)),
        region=((center[0] - 2, center[1] - 2), (center[0] + 2, center[1] + 2)),
        facts=Facts(
            convex=Fact(True, "A has eigenvalues 1 and 3"),
            strong_convexity=Fact(Enclosure(1.0, 1.0), "μ = λmin(A)"),
            lipschitz=Fact(Enclosure(3.0, 3.0), "L = λmax(A)"),
            infimum=Fact(Enclosure(float(minimum), float(minimum)), "f ≥ m = f(c)"),
            attained=Fact(True, "f(c) = m"),
            minimizers=Fact(lambda x: norm(x - c)[..., 0], "∇f(x) = A(x − c) = 0 only at c"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact((1.0, 3.0), "A has eigenvectors (1, −1) and (1, 1)"),
        ),
        source="the form ½⟨Ax,x⟩ − ⟨b,x⟩ of K24, Example 3.1, with Ac = b",
    )
