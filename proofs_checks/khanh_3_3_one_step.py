"""One step of inexact gradient descent with t_k ≤ (2 − δ)/L: its descent, how far ∇f moves."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Choose,
    Define,
    Given,
    Part,
    Proof,
    Statement,
    Step,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements import formulas

F, NEXT, ERROR = "f(x[k])", "f(x[k + 1])", "t[k]*eps[k]"
SLOPE, NEXT_SLOPE = "norm(grad(x[k]))", "norm(grad(x[k + 1]))"
ONE_STEP = f"{NEXT} <= {F} - (delta/2)*t[k]*{SLOPE}**2 + {ERROR}*{SLOPE} + (L/2)*({ERROR})**2"
INCREMENTS = (
    f"{NEXT_SLOPE} - {SLOPE} <= L*t[k]*({SLOPE} + eps[k])"
    f" and {SLOPE} - {NEXT_SLOPE} <= L*t[k]*({SLOPE} + eps[k])"
)

statement = Statement(
    hypotheses=(
        *(formulas.POSITIVE_L, formulas.ABSOLUTE_ERROR, formulas.STEP_POSITIVE),
        *(formulas.STEP_BELOW, formulas.DESCENT, formulas.LIPSCHITZ),
    ),
    definitions=(formulas.ITERATION,),
    conclusions=(
        Given(
            key="one-step",
            text="f(xᵏ⁺¹) ≤ f(xᵏ) − (δ/2)tₖ‖∇f(xᵏ)‖² + tₖεₖ‖∇f(xᵏ)‖ + (L/2)(tₖεₖ)² for large k",
            formula=f"eventually(k, {ONE_STEP})",
        ),
        Given(
            key="increments",
            text="|‖∇f(xᵏ⁺¹)‖ − ‖∇f(xᵏ)‖| ≤ Ltₖ(‖∇f(xᵏ)‖ + εₖ)",
            formula=f"always(k, {INCREMENTS})",
        ),
    ),
    needs={
        "one-step": (formulas.STEP_BELOW.key, formulas.DESCENT.key),
        "increments": (formulas.LIPSCHITZ.key,),
    },
)

one_step = (
    follows("δ > 0", "delta > 0", hypothesis("step-below-2/L")),
    follows(
        "Lt ≤ 2 − δ",
        "eventually(k, L*t[k] <= 2 - delta)",
        hypothesis("step-below-2/L"),
        hypothesis("L"),
    ),
    Step(name="from K1 on", check=Choose(names=("K1",), given=step("Lt ≤ 2 − δ"))),
    follows(
        "expanded",
        f"always(k, {NEXT} <= {F} - t[k]*(1 - L*t[k]/2)*sq(grad(x[k]))"
        " - t[k]*(1 - L*t[k])*dot(grad(x[k]), g[k] - grad(x[k]))"
        " + (L*t[k]**2/2)*sq(g[k] - grad(x[k])))",
        *(hypothesis("descent", y="x[k]", z="x[k + 1]"), definition("iteration")),
        claim="f(xᵏ⁺¹) ≤ f − t(1 − Lt/2)‖∇f‖² − t(1 − Lt)⟨∇f, g − ∇f⟩ + (Lt²/2)‖g − ∇f‖²",
        ours=True,
    ),
    Step(name="slope", claim="Aₖ = ‖∇f(xᵏ)‖", check=Define(symbol="slope[k]", value=SLOPE)),
    Step(name="inner", check=Define(symbol="inner[k]", value="dot(grad(x[k]), g[k] - grad(x[k]))")),
    Step(name="miss", check=Define(symbol="miss[k]", value="sq(g[k] - grad(x[k]))")),
    follows(
        "sizes",
        "always(k, slope[k] >= 0 and eps[k] >= 0 and miss[k] <= eps[k]**2"
        " and -eps[k]*slope[k] <= inner[k] and inner[k] <= eps[k]*slope[k])",
        *(hypothesis("absolute-error"), definition("slope", k="k"), definition("inner", k="k")),
        definition("miss", k="k"),
    ),
    follows(
        "expanded in numbers",
        f"always(k, {NEXT} <= {F} - t[k]*(1 - L*t[k]/2)*slope[k]**2"
        " - t[k]*(1 - L*t[k])*inner[k] + (L*t[k]**2/2)*miss[k])",
        *(step("expanded"), definition("slope", k="k"), definition("inner", k="k")),
        definition("miss", k="k"),
    ),
    follows(
        "cross term",
        f"since(K1, k, -t[k]*(1 - L*t[k])*inner[k] <= {ERROR}*slope[k])",
        *(step("from K1 on"), step("sizes"), step("δ > 0"), hypothesis("L")),
        hypothesis("step-positive"),
        claim="as |1 − Lt| ≤ 1",
        ours=True,
    ),
    follows(
        "square of the miss",
        f"always(k, (L*t[k]**2/2)*miss[k] <= (L/2)*({ERROR})**2)",
        *(step("sizes"), hypothesis("L")),
    ),
    follows(
        "main term",
        "since(K1, k, (delta/2)*t[k]*slope[k]**2 <= t[k]*(1 - L*t[k]/2)*slope[k]**2)",
        *(step("from K1 on"), hypothesis("step-positive")),
    ),
    follows(
        "one step",
        f"eventually(k, {ONE_STEP})",
        *(step("expanded in numbers"), step("cross term"), step("square of the miss")),
        *(step("main term"), definition("slope", k="k")),
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (δ/2)tₖ‖∇f(xᵏ)‖² + tₖεₖ‖∇f(xᵏ)‖ + (L/2)(tₖεₖ)²",
        ours=True,
    ),
)

gradients = (
    follows(
        "‖g‖",
        f"always(k, norm(g[k]) <= {SLOPE} + eps[k])",
        hypothesis("absolute-error"),
    ),
    follows(
        "‖xᵏ⁺¹ − xᵏ‖",
        "always(k, norm(x[k + 1] - x[k]) == t[k]*norm(g[k]))",
        *(definition("iteration"), hypothesis("step-positive")),
    ),
    follows(
        "∇f moves",
        "always(k, norm(grad(x[k + 1]) - grad(x[k])) <= L*t[k]*norm(g[k]))",
        *(hypothesis("lipschitz", y="x[k + 1]", z="x[k]"), step("‖xᵏ⁺¹ − xᵏ‖")),
    ),
    follows(
        "∇f moves at most",
        f"always(k, norm(grad(x[k + 1]) - grad(x[k])) <= L*t[k]*({SLOPE} + eps[k]))",
        *(step("∇f moves"), step("‖g‖"), hypothesis("L"), hypothesis("step-positive")),
    ),
    follows(
        "increments",
        f"always(k, {INCREMENTS})",
        step("∇f moves at most"),
        claim="|‖∇f(xᵏ⁺¹)‖ − ‖∇f(xᵏ)‖| ≤ Ltₖ(‖∇f(xᵏ)‖ + εₖ)",
        ours=True,
    ),
)

proof = Proof(
    name="khanh-3.3-one-step",
    summary="one step of inexact gradient descent with tₖ ≤ (2 − δ)/L (not in print)",
    source="(28) of K24, Theorem 3.3, before εₖ is bounded",
    statement=statement,
    steps=(*one_step, *gradients),
    parts=(
        Part(text="the descent", conclusion="one-step", shown_by="one step", ours=True),
        Part(text="the gradients", conclusion="increments", shown_by="increments", ours=True),
    ),
    outcome="a step of length up to (2 − δ)/L descends but for tₖεₖ‖∇f(xᵏ)‖ + (L/2)(tₖεₖ)²",
)
