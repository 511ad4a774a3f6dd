"""A well whose minimizers form a sphere, as it is and with a quadratic tail."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import above, optional, whole
from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = ({}, {"reach": 2.0})
domains = {"dimension": whole(2), "reach": optional(above(1))}


def ring_well(*, dimension: int = 2, reach: float | None = None) -> Problem:
    """f(x) = w(‖x‖), w(r) = ¼(r² − 1)²; for r > reach its Taylor quadratic at reach."""
    n = dimension
    return Problem(
        name="ring-well",
        formula="f(x) = ¼(‖x‖² − 1)²"
        + ("" if reach is None else f", continued quadratically in ‖x‖ where ‖x‖ > {reach:g}"),
        dimension=n,
        value=lambda x: _value(x, reach),
        gradient=lambda x: _gradient(x, reach),
        starts=(
            tuple(0.13 - 0.05 * (i % 4) for i in range(n)),
            tuple(1.4 * (-0.6) ** i for i in range(n)),
        ),
        region=((-1.5,) * n, (1.5,) * n),
        facts=Facts(
            convex=Fact(False, "∇²f(0) = −I"),
            lipschitz=_constant(reach),
            descent=_constant(reach),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(e₁)"),
            attained=Fact(True, "f(e₁) = 0"),
            minimizers=Fact(lambda x: np.abs(norm(x)[..., 0] - 1), "f = 0 exactly where ‖x‖ = 1"),
            unique_minimizer=Fact(False, "f(e₁) = f(−e₁) = 0"),
            level_sets_bounded=Fact(True, "w(r) → ∞ as r → ∞"),
            definability=Fact("semialgebraic", "built of a norm and polynomials"),
            kl_exponent=Fact(0.5, "‖∇f‖² = 4r²f near r = 1; besides, ∇f = 0 only at 0, ∇²f = −I"),
        ),
        source="elementary",
    )


def _value(x: Array, reach: float | None) -> Array:
    xp = namespace(x)
    square = xp.sum(x * x, axis=-1)
    if reach is None:
        return (square - 1) ** 2 / 4
    inner = xp.minimum(square, reach**2)
    h = xp.sqrt(square) - xp.sqrt(inner)
    return (inner - 1) ** 2 / 4 + h * (reach**3 - reach) + h * h * ((3 * reach**2 - 1) / 2)


def _gradient(x: Array, reach: float | None) -> Array:
    xp = namespace(x)
    square = xp.sum(x * x, axis=-1, keepdims=True)
    if reach is None:
        return (square - 1) * x
    # w′(r)/r = 3 reach² − 1 − 2 reach³/r beyond reach
    beyond = 3 * reach**2 - 1 - 2 * reach**3 / xp.sqrt(xp.maximum(square, reach**2))
    return xp.where(square <= reach**2, square - 1, beyond) * x


def _constant(reach: float | None) -> Fact[Enclosure]:
    if reach is None:
        return Fact(NO_CONSTANT, "f(se₁) ~ ¼s⁴ grows faster than any quadratic")
    largest = 3 * reach**2 - 1
    return Fact(
        Enclosure(largest, largest),
        "∇²f has the eigenvalues w″ = 3r² − 1, constant for r ≥ reach, and w′/r, in [−1, w″(reach)]"
        " as w′(r) = ∫₀ʳ w″",
    )
