"""Unified SAM with constants: the average squared gradient, and the gap under μ-PL."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.bounds import average_unified, gap_unified
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import (
    MIXTURE_BELOW,
    POLYAK,
    STEP_BELOW_INVERSE,
    constant,
)
from sam_theory.statements.hypotheses.facts import FINITE_INFIMUM, LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.methods import moves_along_the_gradient
from sam_theory.statements.theorem import Conclusion, Theorem

KEPT, REST = "(1 - L*rho*(1 - lam))", "(L*rho*lam)"
AVERAGE = f"{formulas.AVERAGE} <= 2*(f(x[1]) - fstar)/(t*k*{KEPT}) + {REST}**2/{KEPT}**2"
LAST = (
    f"f(x[k]) - fstar <= (1 - mu*t*{KEPT})**(k - 1)*(f(x[1]) - fstar) + {REST}**2/(2*mu*{KEPT}**2)"
)

unified_sam_1 = Theorem(
    name="unified-sam-1",
    summary="Unified SAM with constants: bounds on the average of ‖∇f(xᵏ)‖² and, under PL, the gap",
    about=moves_along_the_gradient,
    about_settings=constant,
    hypotheses=(LIPSCHITZ_GRADIENT, FINITE_INFIMUM, STEP_BELOW_INVERSE, MIXTURE_BELOW),
    conclusions=(
        Conclusion(
            text="(1/T) Σ‖∇f(xᵏ)‖² ≤ 2Δ/(tT(1 − a)) + b²/(1 − a)², a = Lρ(1 − λ), b = Lρλ",
            property="bound",
            check=average_unified,
            measures="mean of ‖∇f(xⁱ)‖²",
            proofs=("(1/T)Σ‖∇f‖² ≤ 2Δ/(tT(1 − a)) + b²/(1 − a)²",),
            states=given(
                "average",
                "(1/k) Σ_{i≤k}‖∇f(xⁱ)‖² ≤ 2Δ/(tk(1 − a)) + b²/(1 − a)²",
                f"always(k, {AVERAGE})",
            ),
        ),
        Conclusion(
            text="μ-PL: f(xᵏ) − f* ≤ (1 − μt(1 − a))ᵏ⁻¹Δ + b²/(2μ(1 − a)²)",
            property="bound",
            check=gap_unified,
            measures="f(xᵏ) − f*",
            needs=(POLYAK,),
            proofs=("f(xᵏ) − f* ≤ (1 − μt(1 − a))ᵏ⁻¹Δ + b²/(2μ(1 − a)²)",),
            states=given(
                "gap",
                "f(xᵏ) − f* ≤ (1 − μt(1 − a))ᵏ⁻¹(f(x¹) − f*) + b²/(2μ(1 − a)²)",
                f"always(k, {LAST})",
            ),
        ),
    ),
    stands=(formulas.SMOOTH, formulas.CONSTANTS, formulas.MIXTURE),
    iteration=(formulas.CONSTANT_STEP, formulas.UNIFIED_SAM),
    source="Oikonomou, Loizou, ICLR 2025, deterministic form",
    practice="Unified SAM: a bound on the average of ‖∇f(xᵏ)‖²",
)
