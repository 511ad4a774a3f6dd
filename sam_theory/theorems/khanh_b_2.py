"""Accumulation points of the iterates and of the directions meet along one subsequence."""

from __future__ import annotations

from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.hypotheses.iterates import ACCUMULATES, shown
from sam_theory.statements.hypotheses.steps import (
    ESTIMATED_WORK,
    ESTIMATES_ACCUMULATE,
    WORK,
    estimates_vanish_along,
)
from sam_theory.statements.theorem import Conclusion, Theorem

PROOFS = ("xᵏ → x̄ and dᵏ → 0 along one subsequence",)

khanh_b_2 = Theorem(
    name="khanh-b.2",
    summary="Σ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ < ∞: x̄ and 0 are reached along one subsequence, d = ∇f(xᵏ) or gᵏ",
    about=lambda method: True,
    hypotheses=(ACCUMULATES,),
    conclusions=(
        promise(
            "xᵏ → x̄ and ∇f(xᵏ) → 0 along one subsequence, so that x̄ is stationary",
            "stationary-accumulation",
            WORK,
            shown("0 is an accumulation point of dᵏ = ∇f(xᵏ)", "liminf-gradient"),
            proofs=PROOFS,
        ),
        Conclusion(
            text="xᵏ → x̄ and gᵏ → 0 along one subsequence",
            property="direction",
            check=estimates_vanish_along,
            needs=(ESTIMATED_WORK, ESTIMATES_ACCUMULATE),
            proofs=PROOFS,
        ),
    ),
    source="K24, Lemma B.2",
)
