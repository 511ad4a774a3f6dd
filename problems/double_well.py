"""The double well, as it is and with quadratic tails."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import above, optional
from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = ({}, {"reach": 2.0})
domains = {"reach": optional(above(1))}  # the minimizers' distance from 0


def double_well(*, dimension: int = 1, reach: float | None = None) -> Problem:
    """f(x) = Σᵢ w(xᵢ), w(u) = ¼(u² − 1)²; for |u| > reach its Taylor quadratic at ±reach."""

    def value(x: Array) -> Array:
        xp = namespace(x)
        if reach is None:
            return xp.sum((x**2 - 1) ** 2, axis=-1) / 4
        c = xp.minimum(xp.maximum(x, -reach), reach)
        h = x - c
        w = (c**2 - 1) ** 2 / 4 + h * (c**3 - c) + h**2 * ((3 * reach**2 - 1) / 2)
        return xp.sum(w, axis=-1)

    def gradient(x: Array) -> Array:
        if reach is None:
            return x * (x * x - 1)
        xp = namespace(x)
        c = xp.minimum(xp.maximum(x, -reach), reach)
        return c * (c * c - 1) + (3 * reach**2 - 1) * (x - c)

    return Problem(
        name="double-well",
        formula="f(x) = ¼ Σᵢ (xᵢ² − 1)²"
        + ("" if reach is None else f", continued quadratically where |xᵢ| > {reach:g}"),
        dimension=dimension,
        value=value,
        gradient=gradient,
        starts=(
            tuple(0.11 + 0.3 * (i % 4) for i in range(dimension)),
            tuple(1.7 - 0.9 * (i % 4) for i in range(dimension)),
        ),
        region=((-1.8,) * dimension, (1.8,) * dimension),
        facts=Facts(
            convex=Fact(False, "w″(0) = −1"),
            lipschitz=_lipschitz(reach),
            descent=_lipschitz(reach),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(1, …, 1)"),
            attained=Fact(True, "f(1, …, 1) = 0"),
            minimizers=Fact(lambda x: norm(np.abs(x) - 1)[..., 0], "f = 0 exactly on {−1, 1}ⁿ"),
            unique_minimizer=Fact(False, "f is even in every coordinate"),
            level_sets_bounded=Fact(True, "w(u) → ∞ as |u| → ∞, and w ≥ 0"),
            definability=Fact("semialgebraic", "(piecewise) polynomial"),
            kl_exponent=Fact(0.5, "w′ = 0 only at 0 and ±1, where w″ = −1 and 2"),
        ),
        source="elementary",
    )


def _lipschitz(reach: float | None) -> Fact[Enclosure]:
    if reach is None:
        return Fact(NO_CONSTANT, "w″(u) = 3u² − 1 is unbounded above")
    largest = 3 * reach**2 - 1
    return Fact(
        Enclosure(largest, largest),
        "w″ = 3u² − 1 rises from −1 to 3 reach² − 1 > 1 on [0, reach] and is constant beyond",
    )
