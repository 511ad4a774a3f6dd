"""A bounded-below function with the descent condition whose gradient is not Lipschitz."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace


def descent_only() -> Problem:
    """f(x) = x²/2 − ⅔|x|^{3/2}: f″ = 1 − ½|x|^{−1/2} ≤ 1, unbounded at the maximum 0."""

    def value(x: Array) -> Array:
        u = namespace(x).abs(x[..., 0])
        return u**2 / 2 - u * namespace(x).sqrt(u) * (2 / 3)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return x - xp.sign(x) * xp.sqrt(xp.abs(x))

    return Problem(
        name="descent-only",
        formula="f(x) = x²/2 − ⅔|x|^{3/2}",
        dimension=1,
        value=value,
        gradient=gradient,
        starts=((0.013,), (-2.7,), (1e-9,)),
        region=((-3.0,), (3.0,)),
        facts=Facts(
            convex=Fact(False, "f″(1/16) = −1"),
            lipschitz=Fact(NO_CONSTANT, "|f′(x) − f′(0)|/|x| = |1 − |x|^{−1/2}| is unbounded at 0"),
            descent=Fact(
                Enclosure(1, 1),
                "½x² − f = ⅔|x|^{3/2} is convex; f″(x) → 1 as |x| → ∞, so no smaller constant does",
            ),
            infimum=Fact(
                Enclosure.containing(Fraction(-1, 6)),
                "f′ = 0 only at 0 and ±1; f(±1) = −1/6 < f(0)",
            ),
            attained=Fact(True, "f(±1) = −1/6"),
            minimizers=Fact(lambda x: np.abs(np.abs(x[..., 0]) - 1), "f = −1/6 exactly at ±1"),
            unique_minimizer=Fact(False, "f is even"),
            level_sets_bounded=Fact(True, "f(x)/x² → ½ as |x| → ∞"),
            definability=Fact("semialgebraic", "built of roots and polynomials"),
            kl_exponent=Fact(
                0.5, "f″(±1) = ½ ≠ 0; 0 is a strict local maximum, where (5) is vacuous"
            ),
        ),
        source="elementary; the class f = ½⟨Ax, x⟩ − h of K24, section 2",
    )
