"""n-SAM and m-SAM with constants on convex functions: the average of E‖∇f‖²."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.drawn import MEASURED, of_m_sam, of_n_sam
from sam_theory.statements.conclusions.means import average
from sam_theory.statements.conclusions.stochastic import (
    Form,
    averaged,
    convex_order,
    of_components,
    of_function,
    printed_error,
    squares_of_radius,
)
from sam_theory.statements.hypotheses.constants import constant
from sam_theory.statements.hypotheses.draws import (
    BOUNDED_VARIANCE,
    HALF_STEP,
    HALF_STEP_OF_COMPONENTS,
    SMOOTH_COMPONENTS,
    is_either,
)
from sam_theory.statements.hypotheses.facts import CONVEX, FINITE_INFIMUM
from sam_theory.statements.mean_formulas import M_AVERAGE_AS_PRINTED, N_AVERAGE_AS_PRINTED
from sam_theory.statements.theorem import Conclusion, Theorem

si_yun_4_2_convex = Theorem(
    name="si-yun-4.2-convex",
    summary="n-SAM and m-SAM with constants on convex f: the average of E‖∇f(xᵏ)‖² up to 4β²ρ²",
    about=is_either,
    about_settings=constant,
    hypotheses=(FINITE_INFIMUM, BOUNDED_VARIANCE),
    conclusions=(
        Conclusion(
            text="(1/T)ΣE‖∇f‖² = O(βΔ/T + √(βΔ[σ² − β²ρ²]₊)/√T) + 4β²ρ²",
            property="mean",
            needs=(CONVEX, SMOOTH_COMPONENTS, HALF_STEP_OF_COMPONENTS),
            measures=MEASURED[average],
            mean=Form(quantity=average, floor=squares_of_radius(4), order=convex_order),
            unconfirmed="what O hides, and the η that is chosen for T; the last term is proved for "
            "a fixed η, and convexity is not needed",
        ),
        of_m_sam(
            M_AVERAGE_AS_PRINTED,
            average,
            averaged(printed_error(of_components)),
            HALF_STEP_OF_COMPONENTS,
        ),
        of_n_sam(N_AVERAGE_AS_PRINTED, average, averaged(printed_error(of_function)), HALF_STEP),
    ),
    stands=formulas.DRAWN_STANDS,
    iteration=formulas.DRAWN_ITERATION,
    proof="si-yun-4.2-summed",
    source="S23 (Si, Yun, NeurIPS 2023), section 4.2, as remembered; proved forms are ours",
)
