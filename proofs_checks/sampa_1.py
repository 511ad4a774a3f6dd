"""SAMPa with constants on convex functions: one step, averages, and the gap under μ-PL.

w[k] is gᵏ − ∇f(xᵏ), v[k] is ∇f(xᵏ) − ∇f(yᵏ), d[k] is xᵏ − yᵏ, D[k] = ‖d[k]‖, which
the two sequences keep: (1 − tL)‖xᵏ − yᵏ‖ ≤ tLρ.
"""

from __future__ import annotations

from dataclasses import replace

from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import (
    Define,
    Part,
    Proof,
    Step,
    Uses,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows, inductively
from sam_theory.statements.formulas import given
from sam_theory.statements.stated import stated
from sam_theory.theorems.sampa_1 import AVERAGE, LAST, sampa_1

SIGNS = tuple(map(hypothesis, ("L", "constants")))
SHORT = hypothesis("step-below-inverse")
PROBE = "x[k] + (rho/norm(grad(y[k])))*grad(y[k])"
GAIN = "dot(w[k], grad(x[k]))"
ONE_STEP = "f(x[k + 1]) <= f(x[k]) - (t/2)*sq(grad(x[k])) + (3/2)*t**2*L**3*rho**2"

apart = (
    Step(name="w", check=Define(symbol="w[k]", value="g[k] - grad(x[k])")),
    Step(name="d", check=Define(symbol="d[k]", value="x[k] - y[k]")),
    Step(name="D", check=Define(symbol="D[k]", value="norm(d[k])")),
    Step(name="share", check=Define(symbol="share[k]", value="rho/norm(grad(y[k]))")),
    Step(name="v", check=Define(symbol="v[k]", value="grad(x[k]) - grad(y[k])")),
    follows(
        "error",
        "always(k, norm(w[k]) <= L*rho)",
        *(definition("w"), definition("sampa"), *SIGNS),
        hypothesis("lipschitz", y=PROBE, z="x[k]"),
        claim="‖gᵏ − ∇f(xᵏ)‖ ≤ Lρ",
    ),
    follows(
        "change along y",
        "always(k, norm(v[k]) <= L*D[k])",
        *(definition("D"), definition("d"), definition("v")),
        hypothesis("lipschitz", y="x[k]", z="y[k]"),
    ),
    Step(name="z", check=Define(symbol="z[k]", value="w[k] + v[k]")),
    follows(
        "next apart",
        "always(k, d[k + 1] == -t*z[k])",
        definition("d", k="k + 1"),
        *(definition("iteration"), definition("sampa"), definition("w"), definition("v")),
        definition("z"),
    ),
    follows(
        "square of the next",
        "always(k, sq(d[k + 1]) == t**2*sq(z[k]))",
        step("next apart"),
    ),
    follows(
        "square of D",
        "always(k, D[k + 1]**2 == sq(d[k + 1]))",
        definition("D", k="k + 1"),
    ),
    follows(
        "by the sum",
        "always(k, D[k + 1] <= t*norm(z[k]))",
        *(step("square of the next"), step("square of D"), hypothesis("constants")),
    ),
    follows("along w", "always(k, dot(w[k], v[k]) <= norm(w[k])*norm(v[k]))"),
    follows(
        "square",
        "always(k, sq(z[k]) <= (norm(w[k]) + norm(v[k]))**2)",
        definition("z"),
    ),
    follows(
        "sum",
        "always(k, norm(z[k]) <= norm(w[k]) + norm(v[k]))",
        step("square"),
    ),
    follows(
        "next distance",
        "always(k, D[k + 1] <= t*L*(rho + D[k]))",
        *(step("by the sum"), step("sum"), step("error"), step("change along y")),
        hypothesis("constants"),
        claim="‖xᵏ⁺¹ − yᵏ⁺¹‖ ≤ tL(ρ + ‖xᵏ − yᵏ‖)",
        ours=True,
    ),
    follows("D ≥ 0", "always(k, D[k] >= 0)", definition("D")),
    follows("d at first", "d[1] == 0", definition("d", k="1"), definition("sampa")),
    follows("D at first", "D[1] == 0", definition("D", k="1"), step("d at first")),
    follows("tL", "0 < t*L and t*L <= 1", SHORT, *SIGNS),
    *inductively(
        "distance",
        "(1 - t*L)*D[k] <= t*L*rho",
        "1",
        base=(step("D at first"), step("tL"), hypothesis("constants")),
        given=(step("next distance"), step("tL")),
        claim="(1 − tL)‖xᵏ − yᵏ‖ ≤ tLρ",
        ours=True,
    ),
)

one_step = (
    follows(
        "monotone",
        "always(k, share[k]*dot(w[k], grad(y[k])) >= 0)",
        *(definition("share"), definition("w"), definition("sampa")),
        hypothesis("convex", y="x[k]", z=PROBE),
        hypothesis("convex", y=PROBE, z="x[k]"),
        claim="⟨gᵏ − ∇f(xᵏ), ∇f(yᵏ)⟩ ≥ 0, as f is convex",
    ),
    follows(
        "gain along ∇f(y)",
        "always(k, dot(w[k], grad(y[k])) >= 0)",
        *(step("monotone"), definition("share"), step("error"), hypothesis("constants")),
    ),
    follows(
        "by both",
        "always(k, dot(w[k], v[k]) >= -norm(w[k])*norm(v[k]))",
    ),
    follows(
        "product",
        "always(k, norm(w[k])*norm(v[k]) <= (L*rho)*(L*D[k]))",
        *(step("error"), step("change along y")),
    ),
    follows(
        "gain",
        f"always(k, {GAIN} >= -(L*rho)*(L*D[k]))",
        *(definition("v"), step("gain along ∇f(y)"), step("product")),
        claim="⟨gᵏ − ∇f(xᵏ), ∇f(xᵏ)⟩ ≥ −L²ρ‖xᵏ − yᵏ‖",
        ours=True,
    ),
    follows(
        "gain, bounded",
        f"always(k, (1 - t*L)*{GAIN} >= -t*L**3*rho**2)",
        *(step("gain"), step("distance"), step("tL"), hypothesis("constants")),
        claim="(1 − tL)⟨gᵏ − ∇f(xᵏ), ∇f(xᵏ)⟩ ≥ −tL³ρ²",
        ours=True,
    ),
    descent_condition(),
    follows(
        "descent along gᵏ",
        f"always(k, f(x[k + 1]) <= f(x[k]) - t*(1 - t*L/2)*sq(grad(x[k])) - t*((1 - t*L)*{GAIN})"
        " + (L/2)*t**2*norm(w[k])**2)",
        *(definition("iteration"), definition("w"), step("(4)", y="x[k]", z="x[k + 1]")),
    ),
    follows(
        "square of the error",
        "always(k, (L/2)*t**2*norm(w[k])**2 <= (L/2)*t**2*(L*rho)**2)",
        *(step("error"), hypothesis("constants")),
    ),
    follows(
        "floor",
        "always(k, f(x[k + 1]) <= f(x[k]) - t*(1 - t*L/2)*sq(grad(x[k])) + t*(t*L**3*rho**2)"
        " + (L/2)*t**2*(L*rho)**2)",
        *(step("descent along gᵏ"), step("square of the error"), step("gain, bounded")),
        hypothesis("constants"),
    ),
    follows(
        "at least a half",
        "always(k, t*(1 - t*L/2)*sq(grad(x[k])) >= (t/2)*sq(grad(x[k])))",
        *(step("tL"), hypothesis("constants")),
    ),
    follows(
        "one step",
        f"always(k, {ONE_STEP})",
        *(step("floor"), step("at least a half")),
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (t/2)‖∇f(xᵏ)‖² + (3/2)t²L³ρ²",
        ours=True,
    ),
)

BY = {"F[k]": "f(x[k])", "M[k]": "sq(grad(x[k]))", "r": "t/2", "c": "(3/2)*t**2*L**3*rho**2"}

repeated = (
    follows("signs", "t/2 > 0 and (3/2)*t**2*L**3*rho**2 >= 0", *SIGNS),
    follows("f ≥ f*", "always(k, f(x[k]) >= fstar)", hypothesis("low", y="x[k]")),
    Step(
        name="average by steps",
        check=Uses(
            proof="one-step",
            conclusion="average",
            by=BY,
            given=(step("signs"), step("one step"), step("f ≥ f*")),
        ),
    ),
    follows(
        "average",
        f"always(k, {AVERAGE})",
        *(hypothesis("constants"), step("average by steps")),
        claim="(1/T)Σ‖∇f‖² ≤ 2Δ/(tT) + 3tL³ρ²",
        ours=True,
    ),
    follows(
        "PL at xᵏ",
        "always(k, sq(grad(x[k])) >= 2*mu*(f(x[k]) - fstar))",
        hypothesis("pl", y="x[k]"),
    ),
    follows(
        "‖∇f‖² ≤ 2L(f − f*)",
        "always(k, sq(grad(x[k])) <= 2*L*(f(x[k]) - fstar))",
        *(hypothesis("L"), hypothesis("low", y="x[k] - grad(x[k])/L")),
        step("(4)", y="x[k]", z="x[k] - grad(x[k])/L"),
    ),
    follows(
        "factor",
        "always(k, 1 - 2*(t/2)*mu >= 0 or f(x[k]) == fstar)",
        *(step("tL"), step("PL at xᵏ"), step("‖∇f‖² ≤ 2L(f − f*)")),
    ),
    Step(
        name="gap by steps",
        check=Uses(
            proof="one-step",
            conclusion="last-iterate",
            by=BY,
            given=(
                *(step("signs"), step("one step"), hypothesis("pl")),
                *(step("PL at xᵏ"), step("factor")),
            ),
        ),
    ),
    follows(
        "gap",
        f"always(k, {LAST})",
        *(hypothesis("constants"), hypothesis("pl"), step("gap by steps")),
        claim="f(xᵏ) − f* ≤ (1 − μt)ᵏ⁻¹Δ + 3tL³ρ²/(2μ)",
        ours=True,
    ),
)

printed = stated(sampa_1)

proof = Proof(
    name="sampa-1",
    summary="SAMPa on convex functions: one step, averages, and the gap under μ-PL",
    source="derived here; SAMPa: Xie, Pethick, Cevher, NeurIPS 2024",
    statement=replace(
        printed,
        conclusions=(
            *printed.conclusions,
            given(
                "one-step",
                "f(xᵏ⁺¹) ≤ f(xᵏ) − (t/2)‖∇f(xᵏ)‖² + (3/2)t²L³ρ²",
                f"always(k, {ONE_STEP})",
            ),
        ),
    ),
    steps=(*apart, *one_step, *repeated),
    parts=(
        Part(
            text="f⁺ ≤ f − (t/2)‖∇f‖² + (3/2)t²L³ρ²",
            conclusion="one-step",
            shown_by="one step",
            ours=True,
        ),
        Part(
            text="(1/T)Σ‖∇f‖² ≤ 2Δ/(tT) + 3tL³ρ²",
            conclusion="average",
            shown_by="average",
            ours=True,
        ),
        Part(
            text="f(xᵏ) − f* ≤ (1 − μt)ᵏ⁻¹Δ + 3tL³ρ²/(2μ)",
            conclusion="gap",
            shown_by="gap",
            ours=True,
        ),
    ),
    outcome="a floor of the order t, as for SAM; the published Lyapunov function is not known",
)
