"""SAM with constant radius on convex functions: the average squared gradient."""

from __future__ import annotations

from sam_theory.conclusions.bounds import average_convex, average_vanishes
from sam_theory.hypotheses.constants import STEP_BELOW_INVERSE, constant
from sam_theory.hypotheses.facts import CONVEX, FINITE_INFIMUM, LIPSCHITZ_GRADIENT
from sam_theory.theorem import Conclusion, Theorem

si_yun_3_3 = Theorem(
    name="si-yun-3.3",
    summary="SAM with constants on convex f: a bound on the average of ‖∇f(xᵏ)‖²",
    about=lambda method: method.name == "sam",
    about_settings=constant,
    hypotheses=(CONVEX, LIPSCHITZ_GRADIENT, FINITE_INFIMUM, STEP_BELOW_INVERSE),
    conclusions=(
        Conclusion(
            text="(1/T) Σ‖∇f(xᵏ)‖² ≤ 2Δ/(ηT) + ηβ³ρ²",
            property="bound",
            check=average_convex,
        ),
        Conclusion(
            text="as quoted by K24: (1/k) Σ‖∇f(xⁱ)‖² = O(1/k + 1/√k)",
            property="rate",
            check=average_vanishes,
        ),
    ),
    source="S23 (Si, Yun, NeurIPS 2023), Theorem 3.3; K24, section 1.1",
)
