"""The lemma of three sequences, along runs of inexact gradient descent."""

from __future__ import annotations

from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.hypotheses.errors import ERROR_SUMMABLE, absolute_error_holds
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.methods import absolute_error
from sam_theory.statements.hypotheses.schedules import STEP_DIVERGES
from sam_theory.statements.hypotheses.steps import STEP_BOUNDED, WEIGHTED_SQUARES
from sam_theory.statements.theorem import Hypothesis, Run, Theorem, once
from sam_theory.verdict import Verdict, worst


def gradients_grow_slowly(run: Run) -> Verdict:
    """‖∇f(xᵏ⁺¹)‖ − ‖∇f(xᵏ)‖ ≤ L‖xᵏ⁺¹ − xᵏ‖ = Ltₖ‖gᵏ‖ ≤ Ltₖ(‖∇f(xᵏ)‖ + εₖ)."""
    asked = (LIPSCHITZ_GRADIENT.decide, absolute_error_holds)
    return worst([once(decide, run.decided, run) for decide in asked])


khanh_b_1 = Theorem(
    name="khanh-b.1",
    summary="three sequences, with α = ‖∇f(xᵏ)‖, β = Lt, γ = Ltε: α → 0",
    about=absolute_error,
    hypotheses=(
        Hypothesis(
            "αₖ₊₁ − αₖ ≤ βₖαₖ + γₖ with αₖ = ‖∇f(xᵏ)‖, βₖ = Ltₖ, γₖ = Ltₖεₖ",
            gradients_grow_slowly,
            of_run=True,
        ),
        STEP_BOUNDED,
        Hypothesis("Σ βₖ = ∞", STEP_DIVERGES.decide),
        Hypothesis("Σ γₖ < ∞", ERROR_SUMMABLE.decide),
        WEIGHTED_SQUARES,
    ),
    conclusions=(promise("αₖ → 0", "gradient-limit", proofs=("αₖ → 0",)),),
    source="K24, Lemma B.1",
)
