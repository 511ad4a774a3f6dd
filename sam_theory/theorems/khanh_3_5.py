"""SAM and its normalized variants: Theorem 3.3 with εₖ = Lρₖ."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.absolute import conclusions
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.iterates import BOUNDED_BELOW, DIRECTIONS_NONZERO
from sam_theory.statements.hypotheses.schedules import (
    PRODUCT_SUMMABLE,
    RADIUS_LIMSUP,
    RADIUS_POSITIVE,
    STEP_DECREASES_TO_ZERO,
    STEP_DIVERGES,
    STEP_POSITIVE,
)
from sam_theory.statements.theorem import Theorem

khanh_3_5 = Theorem(
    name="khanh-3.5",
    summary="SAM and normalized variants, Σtρ < ∞: ∇f(xᵏ) → 0; under KL xᵏ converges",
    about=lambda method: method.normalized,
    hypotheses=(
        LIPSCHITZ_GRADIENT,
        STEP_POSITIVE,
        RADIUS_POSITIVE,
        DIRECTIONS_NONZERO,
        STEP_DIVERGES,
        STEP_DECREASES_TO_ZERO,
        PRODUCT_SUMMABLE,
        RADIUS_LIMSUP,
        BOUNDED_BELOW,
    ),
    conclusions=conclusions(*["all conclusions of Theorem 3.3"] * 4),
    stands=(formulas.SMOOTH,),
    iteration=(formulas.ITERATION, formulas.NORMALIZED, formulas.ERROR_OF_RADIUS),
    source="K24, Corollary 3.5",
    family="normalized",
    practice="SAM and normalized variants: ∇f(xᵏ) → 0",
)
