"""SAM with constant radius on nonconvex functions: the average squared gradient."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.bounds import average_near_error, average_nonconvex
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import STEP_BELOW_INVERSE, constant
from sam_theory.statements.hypotheses.facts import FINITE_INFIMUM, LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.theorem import Conclusion, Theorem

AVERAGE = ("(1/T)Σ‖∇f‖² ≤ 2Δ/(ηT) + β²ρ² for η ≤ 1/β",)

si_yun_3_4 = Theorem(
    name="si-yun-3.4",
    summary="SAM with constants: a bound on the average of ‖∇f(xᵏ)‖² up to L²ρ²",
    about=ascends_along_the_gradient,
    about_settings=constant,
    hypotheses=(LIPSCHITZ_GRADIENT, FINITE_INFIMUM, STEP_BELOW_INVERSE),
    conclusions=(
        Conclusion(
            text="(1/T) Σ‖∇f(xᵏ)‖² ≤ 2Δ/(ηT) + β²ρ²",
            property="bound",
            check=average_nonconvex,
            measures="mean of ‖∇f(xⁱ)‖²",
            proofs=AVERAGE,
            states=given(
                "average",
                "(1/k) Σ_{i≤k}‖∇f(xⁱ)‖² ≤ 2Δ/(tk) + L²ρ²",
                f"always(k, {formulas.AVERAGE} <= 2*(f(x[1]) - fstar)/(t*k) + L**2*rho**2)",
            ),
        ),
        Conclusion(
            text="as quoted by K24: (1/k) Σ‖∇f(xⁱ)‖² = O(1/k) + L²ρ²",
            property="bound",
            check=average_near_error,
            measures="mean of ‖∇f(xⁱ)‖²",
            proofs=("as quoted: (1/k)Σ‖∇f(xⁱ)‖² = O(1/k) + L²ρ²",),
            states=given(
                "as-quoted",
                "(1/k) Σ_{i≤k}‖∇f(xⁱ)‖² ≤ c/k + L²ρ² for some c",
                f"exists(c, always(k, {formulas.AVERAGE} <= c/k + L**2*rho**2))",
            ),
        ),
    ),
    stands=(formulas.SMOOTH, formulas.CONSTANTS),
    iteration=(formulas.CONSTANT_STEP, formulas.CONSTANT_SAM),
    source="S23 (Si, Yun, NeurIPS 2023), Theorem 3.4; K24, section 1.1",
    practice="SAM: a bound on the average of ‖∇f(xᵏ)‖²",
)
