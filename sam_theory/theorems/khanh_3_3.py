"""Inexact gradient descent under absolute errors."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.absolute import conclusions
from sam_theory.statements.hypotheses.errors import ABSOLUTE_ERROR, ERROR_LIMSUP, ERROR_SUMMABLE
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.iterates import BOUNDED_BELOW
from sam_theory.statements.hypotheses.methods import absolute_error
from sam_theory.statements.hypotheses.schedules import (
    STEP_DECREASES_TO_ZERO,
    STEP_DIVERGES,
    STEP_POSITIVE,
)
from sam_theory.statements.theorem import Theorem

khanh_3_3 = Theorem(
    name="khanh-3.3",
    summary="gradient descent with absolute errors, Σtε < ∞: ∇f(xᵏ) → 0; under KL xᵏ converges",
    about=absolute_error,
    hypotheses=(
        LIPSCHITZ_GRADIENT,
        ABSOLUTE_ERROR,
        STEP_POSITIVE,
        STEP_DIVERGES,
        STEP_DECREASES_TO_ZERO,
        ERROR_SUMMABLE,
        ERROR_LIMSUP,
        BOUNDED_BELOW,
    ),
    conclusions=conclusions(
        "(i) ∇f(xᵏ) → 0",
        "(ii) f(xᵏ) → f(x̄)",
        "(iii) xᵏ → x̄",
        "(iii) f(xᵏ) = f(x̄) for some k, or xᵏ → x̄",
    ),
    stands=(formulas.SMOOTH,),
    iteration=(formulas.ITERATION,),
    source="K24, Theorem 3.3",
    family="normalized",
)
