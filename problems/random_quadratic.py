"""A quadratic with a dense, seeded Hessian of given condition number."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import at_least, whole
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"dimension": whole(2), "condition": at_least(1)}


def random_quadratic(*, dimension: int = 5, condition: float = 50.0, seed: int = 0) -> Problem:
    """f(x) = ½⟨Ax, x⟩, A = QᵀDQ with Q random orthogonal, D from 1 to κ in equal ratios."""
    n = dimension
    spectrum = np.geomspace(1.0, condition, n)
    rng = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(rng.standard_normal((n, n)))
    product = (basis.T * spectrum) @ basis
    matrix = (product + product.T) / 2
    # Householder QR leaves ‖QᵀQ − I‖ of order n eps; n² covers the products (Weyl's inequality).
    error = 8 * n**2 * float(np.finfo(np.float64).eps) * condition

    def gradient(x: Array) -> Array:
        return x @ namespace(x).asarray(matrix)

    def value(x: Array) -> Array:
        return namespace(x).sum(x * gradient(x), axis=-1) / 2

    return Problem(
        name="random-quadratic",
        formula="f(x) = ½⟨Ax, x⟩",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple((-0.9) ** i for i in range(n)), tuple(0.05 * 0.8**i for i in range(n))),
        region=((-2.0,) * n, (2.0,) * n),
        facts=Facts(
            convex=Fact(True, "A has the eigenvalues of D > 0"),
            strong_convexity=Fact(
                Enclosure(1 - error, 1 + error), "μ = λmin(D) = 1, up to the rounding of A"
            ),
            lipschitz=Fact(
                Enclosure(condition - error, condition + error),
                "L = λmax(D) = κ, up to the rounding of A",
            ),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "A is regular"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact(tuple(float(v) for v in spectrum), "D, up to the rounding of A"),
        ),
        source="elementary",
    )
