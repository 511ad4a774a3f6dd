"""Accumulation points of the iterates and of the directions meet along one subsequence."""

from __future__ import annotations

from sam_theory.conclusions.properties import promise
from sam_theory.hypotheses.iterates import ACCUMULATES, shown
from sam_theory.hypotheses.steps import WORK
from sam_theory.theorem import Theorem

khanh_b_2 = Theorem(
    name="khanh-b.2",
    summary="Σ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ < ∞, with d = ∇f(xᵏ): x̄ and 0 are reached along one subsequence",
    about=lambda method: True,
    hypotheses=(
        WORK,
        ACCUMULATES,
        shown("0 is an accumulation point of dᵏ", "liminf-gradient"),
    ),
    conclusions=(
        promise(
            "xᵏ → x̄ and ∇f(xᵏ) → 0 along one subsequence, so that x̄ is stationary",
            "stationary-accumulation",
        ),
    ),
    source="K24, Lemma B.2",
)
