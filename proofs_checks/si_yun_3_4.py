"""Si, Yun: average gradients of SAM on nonconvex functions."""

from __future__ import annotations

from sam_theory.proofs.constant_sam import DESCENT_ALONG, ERROR_BOUND
from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import (
    Part,
    Proof,
    Reals,
    Step,
    Witness,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import AVERAGE
from sam_theory.statements.stated import stated
from sam_theory.theorems.si_yun_3_4 import si_yun_3_4

ERROR = "(t/2)*L**2*rho**2"
SQUARE = "sq(grad(x[k]))"

descent = (
    descent_condition(),
    ERROR_BOUND,
    DESCENT_ALONG,
    Step(
        name="one step",
        claim="(η/2)‖∇f‖² ≤ f(xᵏ) − f(xᵏ⁺¹) + (η/2)β²ρ² for η ≤ 1/β",
        check=Reals(
            then=f"always(k, (t/2)*{SQUARE} <= f(x[k]) - f(x[k + 1]) + {ERROR})",
            given=(
                *(hypothesis("constants"), hypothesis("step-below-inverse")),
                *(step("error"), step("descent along gᵏ")),
            ),
        ),
    ),
)

average = (
    *inductively(
        "sum",
        f"(t/2)*total(i, 1, k, sq(grad(x[i]))) <= f(x[1]) - f(x[k]) + (k - 1)*{ERROR}",
        "1",
        claim="(η/2)Σ_{i<k}‖∇f(xⁱ)‖² ≤ f(x¹) − f(xᵏ) + (k − 1)(η/2)β²ρ²",
        given=(step("one step"),),
    ),
    Step(
        name="average",
        claim="(1/T)Σ‖∇f‖² ≤ 2Δ/(ηT) + β²ρ²",
        check=Reals(
            then=f"always(k, {AVERAGE} <= 2*(f(x[1]) - fstar)/(t*k) + L**2*rho**2)",
            given=(
                *(hypothesis("constants"), hypothesis("low", y="x[k + 1]")),
                step("sum", k="k + 1"),
            ),
        ),
    ),
    Step(
        name="average with c = 2Δ/t",
        check=Reals(
            then=f"always(k, {AVERAGE} <= (2*(f(x[1]) - fstar)/t)/k + L**2*rho**2)",
            given=(step("average"), hypothesis("constants")),
        ),
    ),
    Step(
        name="as quoted",
        claim="(1/k)Σ‖∇f(xⁱ)‖² = O(1/k) + L²ρ²",
        check=Witness(
            then=f"exists(c, always(k, {AVERAGE} <= c/k + L**2*rho**2))",
            values={"c": "2*(f(x[1]) - fstar)/t"},
            given=(step("average with c = 2Δ/t"),),
        ),
    ),
)

proof = Proof(
    name="si-yun-3.4",
    summary="Si, Yun 2023, Theorem 3.4: average gradients, nonconvex",
    source="Si, Yun, NeurIPS 2023, Theorem 3.4; quoted in K24, 1.1",
    statement=stated(si_yun_3_4),
    steps=(*descent, *average),
    parts=(
        Part(
            text="(1/T)Σ‖∇f‖² ≤ 2Δ/(ηT) + β²ρ² for η ≤ 1/β",
            conclusion="average",
            shown_by="average",
        ),
        Part(
            text="as quoted: (1/k)Σ‖∇f(xⁱ)‖² = O(1/k) + L²ρ²",
            conclusion="as-quoted",
            shown_by="as quoted",
        ),
    ),
    outcome="as published; that β²ρ² cannot be dropped is si-yun-sine",
)
