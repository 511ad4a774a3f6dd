"""The edge of stability of SAM, and that on convex quadratics SAM ends at it."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.cycles import ends_at_its_edge
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

EDGE = "(({s})/(2*rho))*(sqrt(1 + 8*rho/(t*({s}))) - 1)"  # s is ‖g‖
TENDS = given(
    "edge",
    "(‖g‖/(2ρ))(√(1 + 8ρ/(t‖g‖)) − 1) → λmax for g = ∇f(xᵏ)",
    f"tends(k, {EDGE.format(s='norm(grad(x[k]))')}, lmax)",
)

long_bartlett_1 = Theorem(
    name="long-bartlett-1",
    summary="on a convex quadratic SAM with constants ends at its edge of stability",
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
            text="(‖g‖/(2ρ))(√(1 + 8ρ/(t‖g‖)) − 1) → λmax for g = ∇f(xᵏ)",
            property="cycle",
            check=ends_at_its_edge,
            states=TENDS,
            measures="edge at ‖∇f(xᵏ)‖ → λmax",
            ours=True,
            unconfirmed="published is the edge, as a threshold, and that networks are trained near"
            " it, which no theorem says; its form is as remembered",
        ),
    ),
    stands=(given("solution", "Ax* = b", "A(xstar) == b"),),
    iteration=(formulas.CONSTANT_STEP, formulas.CONSTANT_SAM),
    source="the edge: Long, Bartlett, JMLR 25 (2024); that SAM ends there: derived here",
)
