"""Inexact gradient descent under relative errors."""

from __future__ import annotations

from dataclasses import replace

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.conclusions.relative import Support, conclusions
from sam_theory.statements.hypotheses.errors import RELATIVE_ERROR, STEP_BOUND_IGDR
from sam_theory.statements.hypotheses.facts import (
    DESCENT_CONDITION,
    LIPSCHITZ_WITH_ANY,
    lipschitz_constant,
)
from sam_theory.statements.hypotheses.iterates import NOT_TO_MINUS_INFINITY
from sam_theory.statements.hypotheses.methods import relative_error
from sam_theory.statements.hypotheses.schedules import STEP_DIVERGES
from sam_theory.statements.theorem import Theorem

khanh_4_1 = Theorem(
    name="khanh-4.1",
    summary="gradient descent with relative errors: stationary limits; under KL xᵏ converges",
    about=relative_error,
    hypotheses=(
        DESCENT_CONDITION,
        RELATIVE_ERROR,
        STEP_DIVERGES,
        STEP_BOUND_IGDR,
        NOT_TO_MINUS_INFINITY,
    ),
    conclusions=conclusions(
        lipschitz_constant,
        (
            promise(
                "(iii) ∇f(xᵏ) → 0",
                "gradient-limit",
                LIPSCHITZ_WITH_ANY,
                proofs=("(iii) ∇f(xᵏ) → 0",),
            ),
        ),
        Support(
            first=("(i) accumulation points are stationary",),
            second=("(ii) f(xᵏ) → f(x̄)",),
            decrease=("(ii) f(xᵏ) ↓",),
            fourth=("(iv) xᵏ → x̄",),
            fifth=lambda rate: replace(rate, proofs=(rate.text,)),
        ),
    ),
    stands=(formulas.SMOOTH,),
    iteration=(formulas.ITERATION,),
    source="K24, Theorem 4.1",
    family="unnormalized",
    practice="USAM and extragradient, f with (3): ∇f(xᵏ) → 0",
)
