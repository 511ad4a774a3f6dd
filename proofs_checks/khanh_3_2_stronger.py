"""Theorem 3.2 without Σt² < ∞, sup ρ < ∞, ∇f(xᵏ) ≠ 0: tₖρₖ² → 0 and steps below 2/L suffice."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Part,
    Proof,
    Reals,
    Rule,
    Statement,
    Step,
    Uses,
    definition,
    hypothesis,
    step,
)
from sam_theory.statements import formulas
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_2 import khanh_3_2

DISPLACED = formulas.given(
    "displaced", "gᵏ = ∇f(xᵏ + ρₖdᵏ)", "always(k, g[k] == grad(x[k] + rho[k]*d[k]))"
)
DIRECTIONS = formulas.given(
    "directions",
    "‖dᵏ‖ ≤ 1 and ‖∇f(xᵏ)‖dᵏ = ∇f(xᵏ): SAM, with any dᵏ of length ≤ 1 where ∇f(xᵏ) = 0",
    "always(k, norm(d[k]) <= 1 and norm(grad(x[k]))*d[k] == grad(x[k]))",
)
VANISHING = formulas.given("product-vanishes", "tₖρₖ² → 0", "tends(k, t[k]*rho[k]**2, 0)")
PRODUCT_BOUND = formulas.given(
    "product-bound", "L³tₖρₖ² ≤ c for large k", "eventually(k, L**3*t[k]*rho[k]**2 <= c)"
)

GRADIENT, ERROR = "grad(x[k])", "(g[k] - grad(x[k]))"
N, P, E = f"norm({GRADIENT})", "(L*rho[k])", f"dot({ERROR}, {GRADIENT})"

displacement = (
    Step(
        name="length of the ascent",
        check=Reals(
            then="always(k, norm(rho[k]*d[k]) <= rho[k])",
            given=(hypothesis("radius-nonnegative"), hypothesis("directions")),
        ),
    ),
    Step(
        name="(23)",
        claim="‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ, as in print",
        ours=True,
        check=Reals(
            then=f"always(k, norm{ERROR} <= {P})",
            given=(
                *(hypothesis("L"), definition("displaced"), step("length of the ascent")),
                hypothesis("lipschitz", y="x[k] + rho[k]*d[k]", z="x[k]"),
            ),
        ),
    ),
    Step(
        name="error along d",
        claim="ρₖ⟨gᵏ − ∇f(xᵏ), dᵏ⟩ ≥ 0, as f is convex",
        ours=True,
        check=Reals(
            then=f"always(k, rho[k]*dot({ERROR}, d[k]) >= 0)",
            given=(
                definition("displaced"),
                hypothesis("convex", y="x[k] + rho[k]*d[k]", z="x[k]"),
                hypothesis("convex", y="x[k]", z="x[k] + rho[k]*d[k]"),
            ),
        ),
    ),
    Step(
        name="error along ∇f and along d",
        check=Reals(
            then=f"always(k, {E} == {N}*dot({ERROR}, d[k]))", given=(hypothesis("directions"),)
        ),
    ),
    Step(
        name="no error where ρ = 0",
        check=Reals(then=f"always(k, implies(rho[k] == 0, {E} == 0))", given=(step("(23)"),)),
    ),
    Step(
        name="(24)",
        claim="⟨gᵏ, ∇f(xᵏ)⟩ ≥ ‖∇f(xᵏ)‖², whether or not ∇f(xᵏ) = 0 or ρₖ = 0",
        ours=True,
        check=Reals(
            then=f"always(k, {E} >= 0)",
            given=(
                *(step("error along d"), step("error along ∇f and along d")),
                *(step("no error where ρ = 0"), hypothesis("radius-nonnegative")),
            ),
        ),
    ),
)


vanishing = (
    Step(name="L²", check=Rule(schema="constant", by={"c": "L**2"})),
    Step(
        name="t(Lρ)² → 0",
        check=Rule(
            schema="product of limits",
            by={"a(k)": "L**2", "b(k)": "t[k]*rho[k]**2", "c": "L**2", "d": "0"},
            given=(step("L²"), hypothesis("product-vanishes")),
        ),
    ),
)

ALWAYS = (
    *map(hypothesis, ("smooth", "L", "lipschitz", "step-nonnegative", "step-diverges")),
    *(step("(23)"), step("(24)"), definition("iteration")),
)
VANISHES = (hypothesis("step-below-2/L"), step("t(Lρ)² → 0"))
BELOW = hypothesis("not-to-minus-infinity")
LEVEL = (hypothesis("convex"), hypothesis("level-set"))
CASES = (
    ("(i)", "liminf-gradient", (*VANISHES, BELOW), "(i) lim inf ‖∇f(xᵏ)‖ = 0 if tₖρₖ² → 0"),
    ("(ii) bounded", "bounded", (*VANISHES, *LEVEL), "(ii) xᵏ is bounded if tₖρₖ² → 0"),
    (
        "(ii) accumulation points",
        "minimizers",
        (*VANISHES, *LEVEL),
        "(ii) accumulation points are global minimizers if tₖρₖ² → 0",
    ),
    ("(ii) value limit", "value-limit", (*VANISHES, *LEVEL), "(ii) f(xᵏ) → min f if tₖρₖ² → 0"),
    (
        "(ii) gradients",
        "gradient-limit",
        (*VANISHES, *LEVEL),
        "(ii) ∇f(xᵏ) → 0 if tₖρₖ² → 0, which is more than lim inf ‖∇f(xᵏ)‖ = 0",
    ),
    (
        "(ii) unique minimizer",
        "iterate-limit",
        (*VANISHES, *LEVEL, hypothesis("unique")),
        "(ii) a unique minimizer is the limit of xᵏ if tₖρₖ² → 0",
    ),
    (
        "lim inf ≤ c",
        "gradient-floor",
        (hypothesis("step-short"), hypothesis("product-bound"), BELOW),
        "lim inf ‖∇f(xᵏ)‖² ≤ lim sup L³tₖρₖ² if tₖ ≤ 1/L",
    ),
)

conclusions = (
    *(
        Step(
            name=name,
            claim=text,
            ours=True,
            check=Uses(
                proof="forward-errors",
                conclusion=key,
                by={"eps[k]": "L*rho[k]"},
                given=(*ALWAYS, *given),
            ),
        )
        for name, key, given, text in CASES
    ),
    Step(
        name="tₖρₖ² → 0 is needed",
        claim="f = x²/2, constant t and ρ: SAM alternates between ±tρ/(2 − t) if t < 2",
        ours=True,
        check=Reals(
            then="forall(a, p, implies(0 < a and a < 2 and p > 0,"
            " a*p/(2 - a) - a*(a*p/(2 - a) + p) == -(a*p/(2 - a))))",
        ),
    ),
)

PRINTED = stated(khanh_3_2)
ASKED = ("step-below-2/L", "product-vanishes")

proof = Proof(
    name="khanh-3.2-stronger",
    summary="Theorem 3.2 with tₖρₖ² → 0 and tₖ ≤ (2 − δ)/L as all that is asked of steps and radii "
    "besides Σtₖ = ∞ (not in print)",
    source="a strengthening of K24, Theorem 3.2",
    statement=Statement(
        hypotheses=(
            *(formulas.SMOOTH, formulas.POSITIVE_L, formulas.LIPSCHITZ, formulas.CONVEX),
            *(formulas.STEP_NONNEGATIVE, formulas.RADIUS_NONNEGATIVE, formulas.STEP_DIVERGES),
            *(DIRECTIONS, formulas.STEP_BELOW, VANISHING, formulas.NOT_TO_MINUS_INFINITY),
            *(formulas.LEVEL_SET, formulas.UNIQUE, formulas.STEP_SHORT, PRODUCT_BOUND),
        ),
        definitions=(formulas.ITERATION, DISPLACED),
        conclusions=(
            *PRINTED.conclusions,
            *(formulas.GRADIENT_VANISHES, formulas.GRADIENT_FLOOR),
        ),
        needs={
            "liminf-gradient": (*ASKED, "not-to-minus-infinity"),
            "bounded": (*ASKED, "level-set"),
            "minimizers": (*ASKED, "level-set"),
            "value-limit": (*ASKED, "level-set"),
            "iterate-limit": (*ASKED, "level-set", "unique"),
            "gradient-limit": (*ASKED, "level-set"),
            "gradient-floor": ("step-short", "product-bound", "not-to-minus-infinity"),
        },
    ),
    steps=(*displacement, *vanishing, *conclusions),
    parts=tuple(Part(text=text, conclusion=key, shown_by=name) for name, key, _, text in CASES),
    outcome="Theorem 3.2 holds without Σtₖ² < ∞, sup ρₖ < ∞ and ∇f(xᵏ) ≠ 0, and (ii) without "
    "inf f(xᵏ) > −∞ and with ∇f(xᵏ) → 0",
)
