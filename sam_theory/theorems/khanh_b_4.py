"""The rate of convergence of descent methods by the KL exponent."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.rates import ITERATES, kl_rates
from sam_theory.statements.hypotheses.iterates import ACCUMULATES
from sam_theory.statements.hypotheses.schedules import STEP_BOUNDED_BELOW
from sam_theory.statements.hypotheses.steps import DESCENT_BY_ESTIMATE, MOVES, SHARE_BOUNDED
from sam_theory.statements.theorem import Theorem

khanh_b_4 = Theorem(
    name="khanh-b.4",
    summary="descent with steps bounded away from 0: the KL exponent gives the rate of xᵏ",
    about=lambda method: True,
    hypotheses=(
        STEP_BOUNDED_BELOW,
        MOVES,
        DESCENT_BY_ESTIMATE,
        SHARE_BOUNDED,
        ACCUMULATES,
    ),
    conclusions=kl_rates(
        "",
        (ITERATES,),
        linear=("q ∈ (0, ½]: linear convergence",),
        power=("q ∈ (½, 1): ‖xᵏ − x̄‖ = O(k^(−(1−q)/(2q−1)))",),
    ),
    implies=("gradient-limit",),  # βτ̄Σ‖dᵏ‖² ≤ f(xᴷ) − f(x̄) < ∞, so ‖∇f(xᵏ)‖ ≤ α‖dᵏ‖ → 0
    stands=(formulas.SMOOTH,),
    iteration=(formulas.DIRECTION,),
    source="K24, Proposition B.4",
)
