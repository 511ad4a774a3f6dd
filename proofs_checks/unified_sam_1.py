"""Unified SAM with constants: one step, averages, and the gap under μ-PL.

a = Lρ(1 − λ) < 1 and b = Lρλ, so that ‖gᵏ − ∇f(xᵏ)‖ ≤ a‖∇f(xᵏ)‖ + b.
"""

from __future__ import annotations

from dataclasses import replace

from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import (
    Define,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    Uses,
    definition,
    hypothesis,
    step,
)
from sam_theory.statements.formulas import given
from sam_theory.statements.stated import stated
from sam_theory.theorems.unified_sam_1 import AVERAGE, KEPT, LAST, REST, unified_sam_1

PROBE = "x[k] + (rho*(1 - lam + lam/norm(grad(x[k]))))*grad(x[k])"
SLOPE = "norm(grad(x[k]))"
ONE_STEP = f"f(x[k]) - (t/2)*{KEPT}*sq(grad(x[k])) + t*{REST}**2/(2*{KEPT})"
SMALL = tuple(map(hypothesis, ("constants", "step-below-inverse")))
SHARES = (definition("a"), definition("b"))

error = (
    Step(name="a", check=Define(symbol="a", value="L*rho*(1 - lam)")),
    Step(name="b", check=Define(symbol="b", value="L*rho*lam")),
    Step(
        name="a and b",
        check=Reals(
            then="0 <= a and a < 1 and 0 <= b",
            given=(
                *(*SHARES, hypothesis("L"), hypothesis("constants")),
                *(hypothesis("mixture"), hypothesis("mixture-below")),
            ),
        ),
    ),
    Step(
        name="error",
        claim="‖gᵏ − ∇f(xᵏ)‖ ≤ a‖∇f(xᵏ)‖ + b",
        check=Reals(
            then=f"always(k, norm(g[k] - grad(x[k])) <= a*{SLOPE} + b)",
            given=(
                *(*SHARES, hypothesis("L"), hypothesis("constants"), hypothesis("mixture")),
                *(definition("unified-sam"), hypothesis("lipschitz", y=PROBE, z="x[k]")),
            ),
        ),
    ),
)

one_step = (
    descent_condition(),
    Step(
        name="descent along gᵏ",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (t/2)‖∇f‖² + (t/2)‖gᵏ − ∇f‖² for t ≤ 1/L",
        check=Reals(
            then="always(k, f(x[k + 1]) <= f(x[k]) - (t/2)*sq(grad(x[k]))"
            " + (t/2)*norm(g[k] - grad(x[k]))**2)",
            given=(*SMALL, definition("iteration"), step("(4)", y="x[k]", z="x[k + 1]")),
        ),
    ),
    Step(
        name="square",
        claim="(ar + b)² ≤ ar² + b²/(1 − a), as squares are convex",
        check=Reals(
            then="forall(r, (a*r + b)**2 <= a*r**2 + b**2/(1 - a))", given=(step("a and b"),)
        ),
    ),
    Step(
        name="one step in a and b",
        check=Reals(
            then="always(k, f(x[k + 1]) <= f(x[k]) - ((t/2)*(1 - a))*sq(grad(x[k]))"
            " + t*b**2/(2*(1 - a)))",
            given=(
                *(step("error"), step("square", r=SLOPE), step("a and b")),
                *(step("descent along gᵏ"), hypothesis("constants")),
            ),
        ),
    ),
    Step(
        name="one step",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (t/2)(1 − a)‖∇f‖² + tb²/(2(1 − a)) for t ≤ 1/L and a < 1",
        check=Reals(
            then=f"always(k, f(x[k + 1]) <= {ONE_STEP})",
            given=(*SHARES, step("a and b"), step("one step in a and b")),
        ),
    ),
)

BY = {"F[k]": "f(x[k])", "M[k]": "sq(grad(x[k]))", "r": "(t/2)*(1 - a)", "c": "t*b**2/(2*(1 - a))"}
IN_A = (
    "always(k, f(x[k]) - fstar <= (1 - 2*((t/2)*(1 - a))*mu)**(k - 1)*(f(x[1]) - fstar)"
    " + (t*b**2/(2*(1 - a)))/(2*((t/2)*(1 - a))*mu))"
)

repeated = (
    Step(
        name="signs",
        check=Reals(
            then="(t/2)*(1 - a) > 0 and t*b**2/(2*(1 - a)) >= 0",
            given=(step("a and b"), hypothesis("constants")),
        ),
    ),
    Step(
        name="f ≥ f*",
        check=Reals(then="always(k, f(x[k]) >= fstar)", given=(hypothesis("low", y="x[k]"),)),
    ),
    Step(
        name="average in a and b",
        check=Uses(
            proof="one-step",
            conclusion="average",
            by=BY,
            given=(step("signs"), step("one step in a and b"), step("f ≥ f*")),
        ),
    ),
    Step(
        name="average",
        claim="(1/T)Σ‖∇f‖² ≤ 2Δ/(tT(1 − a)) + b²/(1 − a)²",
        check=Reals(
            then=f"always(k, {AVERAGE})",
            given=(*SHARES, hypothesis("constants"), step("a and b"), step("average in a and b")),
        ),
    ),
)

under_pl = (
    Step(
        name="PL at xᵏ",
        check=Reals(
            then="always(k, sq(grad(x[k])) >= 2*mu*(f(x[k]) - fstar))",
            given=(hypothesis("pl", y="x[k]"),),
        ),
    ),
    Step(
        name="‖∇f‖² ≤ 2L(f − f*)",
        check=Reals(
            then="always(k, sq(grad(x[k])) <= 2*L*(f(x[k]) - fstar))",
            given=(
                *(hypothesis("L"), hypothesis("low", y="x[k] - grad(x[k])/L")),
                step("(4)", y="x[k]", z="x[k] - grad(x[k])/L"),
            ),
        ),
    ),
    Step(
        name="factor",
        claim="μ ≤ L, so 1 − μt(1 − a) ≥ 0, unless f(xᵏ) = f* for all k",
        check=Reals(
            then="always(k, 1 - 2*((t/2)*(1 - a))*mu >= 0 or f(x[k]) == fstar)",
            given=(
                *(hypothesis("step-below-inverse"), step("a and b"), hypothesis("pl")),
                step("PL at xᵏ"),
                *(step("‖∇f‖² ≤ 2L(f − f*)"), step("f ≥ f*")),
            ),
        ),
    ),
    Step(
        name="gap in a and b",
        check=Uses(
            proof="one-step",
            conclusion="last-iterate",
            by=BY,
            given=(
                *(step("signs"), step("one step in a and b"), hypothesis("pl")),
                *(step("PL at xᵏ"), step("factor")),
            ),
        ),
    ),
    Step(
        name="gap in b",
        check=Rule(
            schema="equals",
            by={"P(r)": IN_A.replace("(1 - a)", "(1 - r)"), "a": "a", "b": "L*rho*(1 - lam)"},
            given=(definition("a"), step("gap in a and b")),
        ),
    ),
    Step(
        name="gap",
        claim="f(xᵏ) − f* ≤ (1 − μt(1 − a))ᵏ⁻¹Δ + b²/(2μ(1 − a)²)",
        check=Reals(
            then=f"always(k, {LAST})",
            given=(
                *(*SHARES, step("a and b"), hypothesis("constants"), hypothesis("pl")),
                step("gap in b"),
            ),
        ),
    ),
)

printed = stated(unified_sam_1)

proof = Proof(
    name="unified-sam-1",
    summary="Unified SAM, deterministic: one step, averages, and the gap under μ-PL",
    source="Oikonomou, Loizou, ICLR 2025, deterministic form",
    statement=replace(
        printed,
        conclusions=(
            *printed.conclusions,
            given(
                "one-step",
                "f(xᵏ⁺¹) ≤ f(xᵏ) − (t/2)(1 − a)‖∇f(xᵏ)‖² + tb²/(2(1 − a))",
                f"always(k, f(x[k + 1]) <= {ONE_STEP})",
            ),
        ),
    ),
    steps=(*error, *one_step, *repeated, *under_pl),
    parts=(
        Part(
            text="f⁺ ≤ f − (t/2)(1 − a)‖∇f‖² + tb²/(2(1 − a))",
            conclusion="one-step",
            shown_by="one step",
        ),
        Part(
            text="(1/T)Σ‖∇f‖² ≤ 2Δ/(tT(1 − a)) + b²/(1 − a)²",
            conclusion="average",
            shown_by="average",
        ),
        Part(
            text="f(xᵏ) − f* ≤ (1 − μt(1 − a))ᵏ⁻¹Δ + b²/(2μ(1 − a)²)",
            conclusion="gap",
            shown_by="gap",
        ),
    ),
    outcome="true as stated, for t ≤ 1/L and a < 1",
)
