"""Inexact gradient descent under relative errors, before it was applied to SAM."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.hypotheses.errors import RELATIVE_ERROR, STEP_BOUND_IGDR
from sam_theory.statements.hypotheses.facts import KL_PROPERTY, LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.iterates import ACCUMULATES, NOT_TO_MINUS_INFINITY
from sam_theory.statements.hypotheses.methods import relative_error
from sam_theory.statements.hypotheses.schedules import STEP_DIVERGES
from sam_theory.statements.theorem import Theorem

UNCONFIRMED = (
    "the published conditions on steps and errors are not known to us; these are those of K24,"
    " Theorem 4.1, with (3)"
)

khanh_inexact_1 = Theorem(
    name="khanh-inexact-1",
    summary="gradient descent with relative errors, f with (3): ∇f(xᵏ) → 0; under KL xᵏ → x̄",
    about=relative_error,
    hypotheses=(
        LIPSCHITZ_GRADIENT,
        RELATIVE_ERROR,
        STEP_DIVERGES,
        STEP_BOUND_IGDR,
        NOT_TO_MINUS_INFINITY,
    ),
    conclusions=(
        promise("∇f(xᵏ) → 0", "gradient-limit", proofs=("∇f(xᵏ) → 0",), unconfirmed=UNCONFIRMED),
        promise(
            "xᵏ → x̄ under KL",
            "convergence",
            ACCUMULATES,
            KL_PROPERTY,
            proofs=("xᵏ → x̄ under KL",),
            unconfirmed=f"{UNCONFIRMED}; of the rates those of khanh-4.1 are checked there",
        ),
    ),
    stands=(formulas.SMOOTH,),
    iteration=(formulas.ITERATION,),
    source="Khanh, Mordukhovich, Tran 2023 (2303.08785)",
)
