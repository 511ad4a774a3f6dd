"""SAM with constants on convex quadratics ends in a two-cycle along the top eigenvector."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.cycles import contracts_towards_it, ends_in_two_cycle
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.iterates import GRADIENTS_NONZERO
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.quadratics import (
    ALONG_THE_TOP,
    CONVEX_QUADRATIC,
    SIMPLE_TOP,
    STEP_BELOW_TOP,
    quadratic_with_constants,
)
from sam_theory.statements.hypotheses.schedules import CONSTANT_RADIUS_POSITIVE
from sam_theory.statements.theorem import Conclusion, Theorem

R = "t*rho*lmax/(2 - t*lmax)"
ENDS = given(
    "ends",
    "|⟨xᵏ − x*, v⟩| → tρλmax/(2 − tλmax), and the rest of xᵏ − x* tends to 0",
    f"tends(k, abs(dot(x[k] - xstar, v)), {R})"
    " and tends(k, norm(x[k] - xstar - dot(x[k] - xstar, v)*v), 0)",
)

bartlett_1 = Theorem(
    name="bartlett-1",
    summary="SAM with constants on a convex quadratic ends in a two-cycle along an eigenvector",
    about=ascends_along_the_gradient,
    about_settings=quadratic_with_constants,
    hypotheses=(
        CONVEX_QUADRATIC,
        SIMPLE_TOP,
        STEP_BELOW_TOP,
        CONSTANT_RADIUS_POSITIVE,
        GRADIENTS_NONZERO,
        ALONG_THE_TOP,
    ),
    conclusions=(
        Conclusion(
            text="xᵏ alternates between x* ± rv in the end, r = tρλmax/(2 − tλmax)",
            property="cycle",
            check=ends_in_two_cycle,
            states=ENDS,
            measures="‖xᵏ − x*‖ → r",
            unconfirmed="for which steps and starts it is published is not known to us; proved"
            " here: n = 1, with the exact set of starts",
        ),
        Conclusion(
            text="near it a step multiplies the distance by |1 − tλmax| along v, and across by"
            " |1 − tμ − (μ/λmax)²(2 − tλmax)|, below 1",
            property="rate",
            check=contracts_towards_it,
            proofs=("the multipliers, below 1 in absolute value along a simple λmax",),
            measures="rate towards x* ± rv",
            unconfirmed="the published factor is not known to us; this one is derived here",
        ),
    ),
    stands=(given("solution", "Ax* = b", "A(xstar) == b"),),
    iteration=(formulas.CONSTANT_STEP, formulas.CONSTANT_SAM),
    source="Bartlett, Long, Bousquet, JMLR 24 (2023); Dahal 2026",
)
