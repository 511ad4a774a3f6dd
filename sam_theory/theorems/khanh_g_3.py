"""Condition (9) for powers of k."""

from __future__ import annotations

from sam_theory.statements.conclusions.numbers import (
    OF_SCHEDULES,
    tail_below_integral,
    tail_for_every_exponent,
)
from sam_theory.statements.formulas import KL_TAIL, POWER, given
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.shapes import harmonic, power
from sam_theory.statements.theorem import (
    Conclusion,
    Erratum,
    Hypothesis,
    Run,
    Setting,
    Theorem,
)
from sam_theory.verdict import Verdict, proved, refuted, undecided


def powers(setting: Setting) -> bool:
    """Whether tₖ is a multiple of 1/k, and ρₖ (with it εₖ) one of k^(−p), p ≥ 0."""
    found = power(setting.radius)
    return found is not None and found[1] >= 0 and harmonic(setting.step)


def falls(run: Run) -> Verdict:
    """p > 0."""
    found = power(run.setting.radius)
    if found is None:
        return undecided("the radius is no power of k")
    return proved(f"p = {found[1]:.4g}") if found[1] > 0 else refuted("p = 0")


POSITIVE = Hypothesis("p > 0", falls, states=(given("p", "p > 0", "p > 0"),))

khanh_g_3 = Theorem(
    name="khanh-g.3",
    summary="tₖ = 1/k, εₖ = k^(−p) satisfies (9) for φ = Mt^(1−q), q ∈ (0, 1)",
    about=ascends_along_the_gradient,
    about_settings=powers,
    hypotheses=(),
    conclusions=(
        Conclusion(
            text="Σᵢ≥ₖ i^(−1−p) ≤ ∫ₖ^∞ x^(−1−p)dx = 1/(pk^p)",
            property=OF_SCHEDULES,
            check=tail_below_integral,
            states=given(
                "tail",
                "Σᵢ≥ₖ i^(−1−p) ≤ 1/(pk^p)",
                "always(k, tail(i, k, i**(-1 - p)) <= 1/(p*k**p))",
            ),
            needs=(POSITIVE,),
            errata=(
                Erratum(
                    text="the integral from k is a lower bound; from k − 1 on it is an upper one",
                    fails_where=lambda run: falls(run).holds,
                    proof="khanh-g.3",
                    step="tail",
                ),
            ),
        ),
        Conclusion(
            text="(9) holds for every q ∈ (0, 1)",
            property=OF_SCHEDULES,
            check=tail_for_every_exponent,
            needs=(POSITIVE,),
            proofs=("(9) for p > 0",),
            states=KL_TAIL,
        ),
        Conclusion(
            text="main text, for p ≥ 0: (9) holds for every q ∈ (0, 1)",
            property=OF_SCHEDULES,
            check=tail_for_every_exponent,
            proofs=("(main text) p ≥ 0",),
            states=given("p ≥ 0", "(9) for p ≥ 0", f"implies(p >= 0, {KL_TAIL.formula})"),
            errata=(
                Erratum(
                    text="p = 0 is not allowed: Σtₖεₖ = Σ1/k = ∞",
                    fails_where=lambda run: falls(run).fails,
                    proof="khanh-g.3",
                    step="p = 0",
                ),
            ),
        ),
    ),
    stands=(given("exponent", "q ∈ (0, 1), M > 0", "0 < q and q < 1 and M > 0"),),
    iteration=(
        POWER,
        given("schedules", "tₖ = 1/k, εₖ = k^(−p)", "always(k, t[k] == 1/k and eps[k] == k**(-p))"),
    ),
    radius="k^(−p)",
    source="K24, Remark G.3 and the text after Theorem 3.3",
)
