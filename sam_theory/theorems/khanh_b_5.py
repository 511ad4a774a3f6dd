"""The rate of the iterates passes on to values and gradients."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.rates import GRADIENTS, VALUES, passes_on
from sam_theory.statements.hypotheses.facts import DESCENT_CONDITION
from sam_theory.statements.hypotheses.iterates import shown
from sam_theory.statements.hypotheses.steps import DESCENT_BY_GRADIENT
from sam_theory.statements.theorem import Theorem

khanh_b_5 = Theorem(
    name="khanh-b.5",
    summary="descent condition and descent by ‖∇f‖²: a rate of xᵏ passes on to f, squared, and ∇f",
    about=lambda method: True,
    hypotheses=(
        DESCENT_CONDITION,
        shown("xᵏ → x̄", "iterate-limit", states=(formulas.CONVERGES,)),
        DESCENT_BY_GRADIENT,
    ),
    conclusions=(
        passes_on(VALUES, 2),
        passes_on(GRADIENTS, 1),
    ),
    stands=(formulas.SMOOTH,),
    source="K24, Proposition B.5",
    implies=("gradient-limit",),  # αΣ‖∇f(xᵏ)‖² ≤ f(xᴷ) − f(x̄) < ∞
)
