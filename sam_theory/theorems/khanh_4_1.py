"""Inexact gradient descent under relative errors."""

from __future__ import annotations

from sam_theory.error_models import RELATIVE_ERROR, STEP_BOUND_IGDR
from sam_theory.hypotheses import (
    DESCENT_CONDITION,
    STEP_DIVERGES,
    lipschitz_constant,
    relative_error,
)
from sam_theory.iterates import NOT_TO_MINUS_INFINITY
from sam_theory.relative import conclusions
from sam_theory.theorem import Theorem

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
    conclusions=conclusions(lipschitz_constant),
    source="K24, Theorem 4.1",
)
