"""USAM and extragradient under the descent condition alone, as published."""

from __future__ import annotations

from sam_theory.conclusions.relative import conclusions
from sam_theory.hypotheses.errors import RADIUS_BELOW_NU, STEP_BOUND_UNNORMALIZED
from sam_theory.hypotheses.facts import DESCENT_CONDITION, descent_constant
from sam_theory.hypotheses.iterates import NOT_TO_MINUS_INFINITY
from sam_theory.hypotheses.methods import relative_error
from sam_theory.hypotheses.schedules import STEP_DIVERGES
from sam_theory.theorem import Theorem

khanh_4_2 = Theorem(
    name="khanh-4.2",
    summary="USAM and extragradient with ρ ≤ ν/L, L of the descent condition: all of Theorem 4.1",
    about=lambda method: relative_error(method) and method.error_model != "exact",
    hypotheses=(
        DESCENT_CONDITION,
        RADIUS_BELOW_NU,
        STEP_DIVERGES,
        STEP_BOUND_UNNORMALIZED,
        NOT_TO_MINUS_INFINITY,
    ),
    conclusions=conclusions(descent_constant),
    source="K24, Theorem 4.2",
)
