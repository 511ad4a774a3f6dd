"""n-SAM and m-SAM with constants on strongly convex functions: the mean gap of the last iterate."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.drawn import MEASURED, of_m_sam, of_n_sam
from sam_theory.statements.conclusions.means import gap
from sam_theory.statements.conclusions.stochastic import (
    Form,
    contracted,
    half,
    m_error,
    n_error,
    of_components,
    of_function,
    over_convexity,
    printed_error,
    squares_of_radius,
    strongly_convex_order,
)
from sam_theory.statements.hypotheses.constants import (
    POLYAK,
    STEP_BELOW_INVERSE,
    STRONGLY_CONVEX,
    constant,
)
from sam_theory.statements.hypotheses.draws import (
    BOUNDED_VARIANCE,
    HALF_STEP,
    HALF_STEP_OF_COMPONENTS,
    SMOOTH_COMPONENTS,
    STEP_BELOW_COMPONENTS,
    is_either,
)
from sam_theory.statements.hypotheses.facts import FINITE_INFIMUM
from sam_theory.statements.mean_formulas import M_GAP, M_GAP_AS_PRINTED, N_GAP, N_GAP_AS_PRINTED
from sam_theory.statements.theorem import Conclusion, Theorem

si_yun_4_2_strongly_convex = Theorem(
    name="si-yun-4.2-strongly-convex",
    summary="n-SAM and m-SAM with constants on strongly convex f: E f(xᵏ) − f* up to 2β²ρ²/μ",
    about=is_either,
    about_settings=constant,
    hypotheses=(FINITE_INFIMUM, BOUNDED_VARIANCE),
    conclusions=(
        Conclusion(
            text="E f(x_T) − f* = Õ(exp(−μT/(2β))Δ + β[σ² − β²ρ²]₊/(μ²T)) + 2β²ρ²/μ",
            property="mean",
            needs=(STRONGLY_CONVEX, SMOOTH_COMPONENTS, HALF_STEP_OF_COMPONENTS),
            measures=MEASURED[gap],
            mean=Form(
                quantity=gap,
                floor=over_convexity(squares_of_radius(2)),
                order=strongly_convex_order,
            ),
            unconfirmed="what Õ hides, and the η that is chosen for T; the last term is proved for "
            "a fixed η, and PL is enough",
        ),
        of_m_sam(
            M_GAP_AS_PRINTED,
            gap,
            contracted(half(printed_error(of_components))),
            HALF_STEP_OF_COMPONENTS,
            POLYAK,
        ),
        of_m_sam(M_GAP, gap, contracted(half(m_error)), STEP_BELOW_COMPONENTS, POLYAK),
        of_n_sam(
            N_GAP_AS_PRINTED,
            gap,
            contracted(half(printed_error(of_function))),
            HALF_STEP,
            POLYAK,
        ),
        of_n_sam(N_GAP, gap, contracted(half(n_error)), STEP_BELOW_INVERSE, POLYAK),
    ),
    stands=formulas.DRAWN_STANDS,
    iteration=formulas.DRAWN_ITERATION,
    proof="si-yun-4.2-summed",
    source="S23 (Si, Yun, NeurIPS 2023), section 4.2, as remembered; proved forms are ours",
)
