"""The normalized family as an instance of inexact gradient descent."""

from __future__ import annotations

from collections.abc import Mapping

from sam_theory.proofs.proof import (
    Choose,
    Part,
    Proof,
    Ref,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import by_rule, follows
from sam_theory.statements import formulas
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_5 import khanh_3_5

MOVED = "(rho[k]/norm(d[k]))*d[k]"

error = (
    follows(
        "radius",
        f"always(k, norm({MOVED}) == rho[k])",
        *(hypothesis("directions-nonzero"), hypothesis("radius-positive")),
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
        "always(k, norm(g[k] - grad(x[k])) <= eps[k])",
        *(step("Lipschitz"), step("radius"), definition("error-of-radius")),
        claim="Algorithm 1a is Algorithm 1 with εₖ = Lρₖ: ‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ",
    ),
    follows(
        "positive error",
        "always(k, eps[k] > 0)",
        *(definition("error-of-radius"), hypothesis("L"), hypothesis("radius-positive")),
        claim="εₖ = Lρₖ > 0, as Algorithm 1 demands",
    ),
    by_rule(
        "LΣtρ < ∞",
        "multiple of a series",
        {"a(k)": "t[k]*rho[k]", "c": "L"},
        hypothesis("product-summable"),
    ),
    follows(
        "tε = Ltρ",
        "eventually(k, t[k]*eps[k] >= 0 and t[k]*eps[k] <= L*(t[k]*rho[k]))",
        *(step("positive error"), hypothesis("step-positive"), definition("error-of-radius")),
    ),
    by_rule(
        "Σtε < ∞",
        "comparison",
        {"a(k)": "t[k]*eps[k]", "b(k)": "L*(t[k]*rho[k])"},
        *(step("tε = Ltρ"), step("LΣtρ < ∞")),
        claim="Σtₖρₖ < ∞ gives Σtₖεₖ < ∞",
    ),
    Step(name="e", check=Choose(names=("e",), given=hypothesis("radius-limsup"))),
    follows("Le < 2", "L*e < 2", step("e"), hypothesis("L")),
    follows(
        "ε ≤ Le",
        "eventually(k, eps[k] <= L*e)",
        *(step("e"), hypothesis("L"), definition("error-of-radius")),
    ),
    Step(
        name="lim sup",
        claim="lim sup ρₖ < 2/L gives lim sup εₖ < 2",
        check=Witness(
            then="exists(e, e < 2 and eventually(k, eps[k] <= e))",
            values={"e": "L*e"},
            given=(step("Le < 2"), step("ε ≤ Le")),
        ),
    ),
)

COMMON = (
    *(hypothesis("smooth"), hypothesis("L"), hypothesis("lipschitz")),
    *(hypothesis("step-positive"), hypothesis("step-diverges"), hypothesis("bounded-below")),
    *(step("error"), step("Σtε < ∞"), definition("iteration")),
)
AS_PRINTED = (
    *(*COMMON, step("positive error"), step("lim sup")),
    *(hypothesis("step-vanishes"), hypothesis("step-decreases")),
)
KL = (
    *(hypothesis(word.key) for word in formulas.KL),
    *(hypothesis("accumulation"), hypothesis("kl-tail")),
)
ABOVE = (hypothesis("assumption-2.3"), hypothesis("above-limit"))
MINIMAL = (hypothesis("assumption-2.3"), hypothesis("minimal"))
STRONGER = "khanh-3.3-stronger"
NOTHING: Mapping[str, str] = {}


def applied(
    name: str,
    claim: str,
    conclusion: str,
    *given: Ref,
    proof: str = "khanh-3.3",
    by: Mapping[str, str] = NOTHING,
) -> Step:
    """A conclusion of a theorem on inexact gradient descent, for εₖ = Lρₖ."""
    return Step(
        name=name,
        claim=claim,
        ours=proof != "khanh-3.3",
        check=Uses(proof=proof, conclusion=conclusion, by=by, given=given),
    )


theorem_3_3 = (
    applied(
        "(i)",
        "(11) is (8) for εₖ = Lρₖ, so Theorem 3.3 applies: ∇f(xᵏ) → 0",
        "gradient-limit",
        *AS_PRINTED,
    ),
    applied("(ii)", "f(xᵏ) → f(x̄)", "value-convergence", *AS_PRINTED, hypothesis("accumulation")),
    applied("(iii)", "xᵏ → x̄", "convergence", *AS_PRINTED, *KL, *ABOVE),
    applied(
        "global minimizer",
        "f(xᵏ) = f(x̄) for some k, or xᵏ → x̄",
        "global-minimizer",
        *(*AS_PRINTED, *KL, *MINIMAL),
    ),
)

without_lim_sup = (
    follows("1/L > 0", "1/L > 0", hypothesis("L")),
    by_rule(
        "t near 0",
        "near the limit",
        {"a(k)": "t[k]", "c": "0", "r": "1/L"},
        *(hypothesis("step-vanishes"), step("1/L > 0")),
    ),
    follows("t ≤ 1/L", "eventually(k, t[k] <= 1/L)", step("t near 0"), hypothesis("L")),
    *(
        applied(
            f"{name} without lim sup",
            claim,
            conclusion,
            *(*COMMON, step("t ≤ 1/L"), *more),
            proof=STRONGER,
            by={"delta": "1"},
        )
        for name, claim, conclusion, more in (
            (
                "(i)",
                "Σtₖρₖ < ∞ alone will do, by the strengthened Theorem 3.3: ∇f(xᵏ) → 0",
                "gradient-limit",
                (),
            ),
            ("(ii)", "f(xᵏ) → f(x̄)", "value-convergence", (hypothesis("accumulation"),)),
            ("(iii)", "xᵏ → x̄", "convergence", (*KL, step("positive error"))),
        )
    ),
)

PRINTED = "all conclusions of Theorem 3.3"
proof = Proof(
    name="khanh-3.5",
    summary="Corollary 3.5: SAM and its normalized variants",
    source="K24, Corollary 3.5",
    statement=stated(khanh_3_5),
    steps=(*error, *theorem_3_3, *without_lim_sup),
    parts=(
        Part(text=PRINTED, conclusion="gradient-limit", shown_by="(i)"),
        Part(text=PRINTED, conclusion="value-convergence", shown_by="(ii)"),
        Part(text=PRINTED, conclusion="convergence", shown_by="(iii)"),
        Part(text=PRINTED, conclusion="global-minimizer", shown_by="global minimizer"),
        *(
            Part(
                text=text,
                conclusion=conclusion,
                shown_by=f"{name} without lim sup",
                ours=True,
                strengthens=PRINTED,
            )
            for text, conclusion, name in (
                ("the same without lim sup ρₖ < 2/L", "gradient-limit", "(i)"),
                ("the same without lim sup ρₖ < 2/L", "value-convergence", "(ii)"),
                ("(iii) also without Assumption 2.3 and f(xᵏ) > f(x̄)", "convergence", "(iii)"),
            )
        ),
    ),
    stronger=("khanh-3.5-stronger",),
    outcome="the corollary survives; lim sup ρₖ < 2/L, the monotonicity of tₖ, Assumption 2.3 and "
    "f(xᵏ) > f(x̄) for large k are not needed",
)
