"""Corollary 3.5, (i) and (ii), from Σ t_k ρ_k² < ∞ and t_k below 2/L for large k."""

from __future__ import annotations

from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import (
    Given,
    Part,
    Proof,
    Statement,
    Step,
    Uses,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import by_rule, follows
from sam_theory.statements import formulas

MOVED = "(rho[k]/norm(d[k]))*d[k]"
SQUARES_SUMMABLE = Given(
    key="radius-squares-summable", text="Σ tₖρₖ² < ∞", formula="summable(k, t[k]*rho[k]**2)"
)
NEEDS = {
    "gradient-limit": (
        *(formulas.STEP_DIVERGES, SQUARES_SUMMABLE),
        formulas.NOT_TO_MINUS_INFINITY,
    ),
    "value-convergence": (SQUARES_SUMMABLE, formulas.ACCUMULATES),
}
TEXTS = {"gradient-limit": "(i) ∇f(xᵏ) → 0", "value-convergence": "(ii) f(xᵏ) → f(x̄)"}
SHARED = (
    *(formulas.SMOOTH, formulas.POSITIVE_L, formulas.LIPSCHITZ, formulas.STEP_POSITIVE),
    formulas.STEP_BELOW,
)

statement = Statement(
    hypotheses=(
        *(*SHARED, formulas.RADIUS_NONNEGATIVE, formulas.DIRECTIONS_NONZERO),
        *dict.fromkeys(word for words in NEEDS.values() for word in words),
    ),
    definitions=(formulas.ITERATION, formulas.NORMALIZED),
    conclusions=tuple(
        Given(key=key, text=text, formula=formulas.PROPERTIES[key]) for key, text in TEXTS.items()
    ),
    needs={key: tuple(word.key for word in words) for key, words in NEEDS.items()},
)

steps = (
    descent_condition(),
    follows(
        "radius",
        f"always(k, norm({MOVED}) == rho[k])",
        *(hypothesis("directions-nonzero"), hypothesis("radius-nonnegative")),
        claim="‖ρₖdᵏ/‖dᵏ‖‖ = ρₖ",
    ),
    follows(
        "Lipschitz",
        f"always(k, norm(g[k] - grad(x[k])) <= L*norm({MOVED}))",
        *(definition("normalized"), hypothesis("directions-nonzero")),
        hypothesis("lipschitz", y=f"x[k] + {MOVED}", z="x[k]"),
    ),
    follows(
        "error",
        "always(k, norm(g[k] - grad(x[k])) <= L*rho[k])",
        *(step("Lipschitz"), step("radius")),
        claim="‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ",
    ),
    by_rule(
        "Σt(Lρ)² < ∞",
        "multiple of a series",
        {"a(k)": "t[k]*rho[k]**2", "c": "L**2"},
        hypothesis("radius-squares-summable"),
    ),
    *(
        Step(
            name=TEXTS[key].partition(" ")[0],
            claim=f"{TEXTS[key].partition(' ')[2]} by the strengthened Theorem 3.3",
            ours=True,
            check=Uses(
                proof="khanh-3.3-squares",
                conclusion=key,
                by={"eps[k]": "L*rho[k]"},
                given=(
                    *(hypothesis("L"), hypothesis("step-positive"), hypothesis("step-below-2/L")),
                    hypothesis("lipschitz" if key == "gradient-limit" else "smooth"),
                    *(step("(4)"), step("error"), step("Σt(Lρ)² < ∞"), definition("iteration")),
                    *(hypothesis(word.key) for word in words if word is not SQUARES_SUMMABLE),
                ),
            ),
        )
        for key, words in NEEDS.items()
    ),
)

proof = Proof(
    name="khanh-3.5-stronger",
    summary="Corollary 3.5 (i), (ii) from Σ tₖρₖ² < ∞ and lim sup tₖ < 2/L (not in print)",
    source="a strengthening of K24, Corollary 3.5",
    statement=statement,
    steps=steps,
    parts=tuple(
        Part(text=text, conclusion=key, shown_by=text.partition(" ")[0], ours=True)
        for key, text in TEXTS.items()
    ),
    outcome="Σ tₖρₖ² < ∞ will do for (i) and (ii); the radius need not be bounded by 2/L, tₖ need "
    "not tend to 0, and f(xᵏ) must only not tend to −∞",
)
