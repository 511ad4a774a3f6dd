"""A ring of minimizers about a hill, made of two quadratics in the distance from the middle."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples = ()


def ring_parabola(*, dimension: int = 2) -> Problem:
    """f(x) = ½(r − 1)² for r = ‖x‖ ≥ ½ and ¼ − ½r² for r ≤ ½; ∇f(x) = (1 − 1/max(r, ½))x.

    ∇²f is −I for r < ½; beyond, its eigenvalues are 1 and 1 − 1/r ∈ [−1, 1).
    """
    n = dimension
    half = np.float64(0.5)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        length = xp.maximum(norm(x), xp.asarray(half))
        return (length - 1) / length * x

    def value(x: Array) -> Array:
        xp = namespace(x)
        r = norm(x)[..., 0]
        outer, inner = xp.maximum(r, xp.asarray(half)), xp.minimum(r, xp.asarray(half))
        return (outer - 1) ** 2 / 2 + (0.25 - inner * inner) / 2

    return Problem(
        name="ring-parabola",
        formula="f(x) = ½(‖x‖ − 1)² for ‖x‖ ≥ ½, ¼ − ½‖x‖² within",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(0.25 * (-1) ** i for i in range(n)), tuple(1.5 - 0.5 * i for i in range(n))),
        region=((-2.0,) * n, (2.0,) * n),
        facts=Facts(
            convex=Fact(False, "∇²f(0) = −I"),
            lipschitz=Fact(Enclosure(1, 1), "the eigenvalues −1, 1 and 1 − 1/r for r > ½"),
            descent=Fact(Enclosure(1, 1), "the greatest eigenvalue is 1, along x, for r > ½"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0, with equality where r = 1"),
            attained=Fact(True, "f = 0 where r = 1"),
            minimizers=Fact(
                lambda x: np.abs(norm(x)[..., 0] - 1), "f > 0 where r ≠ 1: the unit sphere"
            ),
            unique_minimizer=Fact(False, "f is even"),
            level_sets_bounded=Fact(True, "f → ∞ as r → ∞"),
            definability=Fact("semialgebraic", "piecewise built of a norm and polynomials"),
            kl_exponent=Fact(
                0.5, "‖∇f‖² = 2f for r ≥ ½, and the only other stationary point, 0, is a maximum"
            ),
        ),
        source="elementary",
    )
