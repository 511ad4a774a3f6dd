"""n-SAM and m-SAM with constants: the average of E‖∇f‖², of any smooth f."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.drawn import MEASURED, of_m_sam, of_n_sam
from sam_theory.statements.conclusions.means import average, average_distance
from sam_theory.statements.conclusions.stochastic import (
    Form,
    averaged,
    distance_error,
    m_error,
    n_error,
    squares_of_radius,
)
from sam_theory.statements.hypotheses.constants import STEP_BELOW_INVERSE, constant
from sam_theory.statements.hypotheses.draws import (
    BOUNDED_VARIANCE,
    HALF_STEP_OF_COMPONENTS,
    LIPSCHITZ_VALUE,
    SMOOTH_COMPONENTS,
    STEP_BELOW_COMPONENTS,
    is_either,
    is_m_sam,
    is_n_sam,
)
from sam_theory.statements.hypotheses.facts import FINITE_INFIMUM
from sam_theory.statements.mean_formulas import M_AVERAGE, M_DISTANCE, N_AVERAGE
from sam_theory.statements.theorem import Conclusion, Theorem

UNCONFIRMED = "what O hides, and the η that is chosen for T; {} is proved for a fixed η"

si_yun_4_2_nonconvex = Theorem(
    name="si-yun-4.2-nonconvex",
    summary="n-SAM and m-SAM with constants: a bound on the average of E‖∇f(xᵏ)‖²",
    about=is_either,
    about_settings=constant,
    hypotheses=(FINITE_INFIMUM, BOUNDED_VARIANCE),
    conclusions=(
        Conclusion(
            text="n-SAM: (1/T)ΣE‖∇f‖² ≤ O(1/T + 1/√T) + β²ρ²",
            property="mean",
            about=is_n_sam,
            needs=(SMOOTH_COMPONENTS, HALF_STEP_OF_COMPONENTS),
            measures=MEASURED[average],
            mean=Form(quantity=average, floor=squares_of_radius(1)),
            unconfirmed=UNCONFIRMED.format("the last term"),
        ),
        Conclusion(
            text="m-SAM: (1/T)ΣE(‖∇f‖ − βρ)² ≤ O(1/T + 1/√T) + 5β²ρ²",
            property="mean",
            about=is_m_sam,
            needs=(SMOOTH_COMPONENTS, LIPSCHITZ_VALUE, HALF_STEP_OF_COMPONENTS),
            measures=MEASURED[average_distance],
            mean=Form(quantity=average_distance, floor=squares_of_radius(5)),
            unconfirmed=UNCONFIRMED.format("less than the last term, without (A-lip),"),
        ),
        of_m_sam(M_AVERAGE, average, averaged(m_error), STEP_BELOW_COMPONENTS),
        of_m_sam(M_DISTANCE, average_distance, averaged(distance_error), STEP_BELOW_COMPONENTS),
        of_n_sam(N_AVERAGE, average, averaged(n_error), STEP_BELOW_INVERSE),
    ),
    stands=formulas.DRAWN_STANDS,
    iteration=formulas.DRAWN_ITERATION,
    proof="si-yun-4.2-summed",
    source="S23 (Si, Yun, NeurIPS 2023), section 4.2, as remembered; proved forms are ours",
)
