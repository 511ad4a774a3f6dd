"""A common subsequence of the iterates and of the directions.

Suppose there is none: then for some e > 0 and all large k, ‖x^k − x̄‖ < e implies ‖d^k‖ ≥ e. The
iterates are within e/2 of x̄ infinitely often, and outside e infinitely often, when ‖d^k‖ < e.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Induction, Part, Proof, Reals, Step

steps = (
    Step(
        name="crossing",
        claim="from within e/2 of x̄ to outside e, Σ‖xⁱ⁺¹ − xⁱ‖‖dⁱ‖ ≥ e²/2: p is the path so far, "
        "r the distance to x̄, r_ ≤ r + |step|",
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("r", "S"),
                    start=("r < e/2", "S == 0"),
                    given=("e > 0",),
                    step=(
                        *("m >= 0", "r_ <= r + m", "S_ == S + m*d"),
                        "r < e",  # the crossing ends when this fails
                        "contrary: implies(r < e, d >= e)",
                    ),
                    then="S >= e*(r - e/2)",
                ),
                Reals(given=("e > 0", "r >= e", "S >= e*(r - e/2)"), then="S >= e**2/2"),
            ),
        ),
    ),
    Step(
        name="infinitely many crossings",
        claim="there are infinitely many such crossings, so that the series diverges",
        uses=("accumulation", "zero"),
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "n"),
                    start=("S == 0", "n == 0"),
                    given=("e > 0",),
                    step=("@crossing: S_ >= S + e**2/2", "n_ == n + 1"),
                    then="S >= n*e**2/2",
                ),
                Reals(
                    given=(*("e > 0", "S >= n*e**2/2", "summable: S <= s", "n*e**2/2 > s"),),
                    then="False",
                ),
                Reals(  # ‖d‖ < e happens only outside e: this is how 0 leads out of the ball
                    given=("e > 0", "contrary: implies(r < e, d >= e)", "zero: d < e"),
                    then="r >= e",
                ),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-b.2",
    summary="Lemma B.2: accumulation points of iterates and directions share a subsequence",
    source="K24, Lemma B.2",
    hypotheses=(
        ("summable", "Σ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ < ∞"),
        ("accumulation", "x̄ is an accumulation point of xᵏ"),
        ("zero", "0 is an accumulation point of dᵏ"),
        ("contrary", "(supposed for contradiction) no common subsequence exists"),
    ),
    steps=steps,
    parts=(
        Part(
            text="xᵏ → x̄ and dᵏ → 0 along one subsequence",
            rests_on=("infinitely many crossings",),
        ),
    ),
    outcome="the lemma survives",
)
