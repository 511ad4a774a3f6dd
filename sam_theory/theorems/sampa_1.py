"""SAMPa with constants on convex functions: the average squared gradient, and the gap under PL."""

from __future__ import annotations

from sam_theory.setting.method import Method
from sam_theory.statements import formulas
from sam_theory.statements.conclusions.bounds import average_sampa, gap_sampa
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import POLYAK, STEP_BELOW_INVERSE, constant
from sam_theory.statements.hypotheses.facts import CONVEX, FINITE_INFIMUM, LIPSCHITZ_GRADIENT
from sam_theory.statements.theorem import Conclusion, Theorem

UNCONFIRMED = (
    "published is a Lyapunov function that falls for a constant ρ, whose form and constants are not"
    " known to us"
)
AVERAGE = f"{formulas.AVERAGE} <= 2*(f(x[1]) - fstar)/(t*k) + 3*t*L**3*rho**2"
LAST = "f(x[k]) - fstar <= (1 - mu*t)**(k - 1)*(f(x[1]) - fstar) + 3*t*L**3*rho**2/(2*mu)"


def perturbed_along_an_auxiliary(method: Method) -> bool:
    """Whether the method is SAMPa."""
    return method.name == "sampa"


sampa_1 = Theorem(
    name="sampa-1",
    summary="SAMPa with constants on convex f: bounds on the average of ‖∇f(xᵏ)‖² and the gap",
    about=perturbed_along_an_auxiliary,
    about_settings=constant,
    hypotheses=(CONVEX, LIPSCHITZ_GRADIENT, FINITE_INFIMUM, STEP_BELOW_INVERSE),
    conclusions=(
        Conclusion(
            text="(1/T) Σ‖∇f(xᵏ)‖² ≤ 2Δ/(tT) + 3tL³ρ²",
            property="bound",
            check=average_sampa,
            proofs=("(1/T)Σ‖∇f‖² ≤ 2Δ/(tT) + 3tL³ρ²",),
            states=given(
                "average",
                "(1/k) Σ_{i≤k}‖∇f(xⁱ)‖² ≤ 2Δ/(tk) + 3tL³ρ²",
                f"always(k, {AVERAGE})",
            ),
            measures="mean of ‖∇f(xⁱ)‖²",
            ours=True,
            unconfirmed=UNCONFIRMED,
        ),
        Conclusion(
            text="μ-PL: f(xᵏ) − f* ≤ (1 − μt)ᵏ⁻¹Δ + 3tL³ρ²/(2μ)",
            property="bound",
            check=gap_sampa,
            needs=(POLYAK,),
            proofs=("f(xᵏ) − f* ≤ (1 − μt)ᵏ⁻¹Δ + 3tL³ρ²/(2μ)",),
            states=given(
                "gap",
                "f(xᵏ) − f* ≤ (1 − μt)ᵏ⁻¹(f(x¹) − f*) + 3tL³ρ²/(2μ)",
                f"always(k, {LAST})",
            ),
            measures="f(xᵏ) − f*",
            ours=True,
            unconfirmed=UNCONFIRMED,
        ),
    ),
    stands=(formulas.SMOOTH, formulas.CONSTANTS),
    iteration=(
        formulas.CONSTANT_STEP,
        given(
            "sampa",
            "gᵏ = ∇f(xᵏ + ρ∇f(yᵏ)/‖∇f(yᵏ)‖), yᵏ⁺¹ = xᵏ − t∇f(yᵏ), y¹ = x¹",
            "y[1] == x[1] and always(k, y[k + 1] == x[k] - t*grad(y[k])"
            " and g[k] == grad(x[k] + (rho/norm(grad(y[k])))*grad(y[k])))",
        ),
    ),
    source="derived here; SAMPa: Xie, Pethick, Cevher, NeurIPS 2024",
)
