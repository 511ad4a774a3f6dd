"""Theorem 3.3 under its own words, without those that `khanh-3.3-stronger` does without."""

from __future__ import annotations

from sam_theory.proofs.proof import Part, Proof, Statement, Step, Uses, definition, hypothesis, step
from sam_theory.proofs.writing import by_rule, follows
from sam_theory.statements import formulas
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_3 import khanh_3_3

PRINTED = stated(khanh_3_3)
NEEDS = {
    "gradient-limit": (),
    "value-convergence": (formulas.ACCUMULATES,),
    "convergence": (formulas.ACCUMULATES, *formulas.KL, formulas.KL_TAIL),
}
CASES = (
    ("(i)", "gradient-limit", "∇f(xᵏ) → 0", ()),
    ("(ii)", "value-convergence", "f(xᵏ) → f(x̄)", ("accumulation",)),
    (
        "(iii)",
        "convergence",
        "xᵏ → x̄",
        ("error-positive", *(word.key for word in NEEDS["convergence"])),
    ),
)
COMMON = (
    *("smooth", "L", "lipschitz", "absolute-error", "step-positive", "step-diverges"),
    *("error-summable", "bounded-below"),
)

proof = Proof(
    name="khanh-3.3-fewer",
    summary="Theorem 3.3 for tₖ → 0, without lim sup εₖ < 2, Assumption 2.3, f(xᵏ) > f(x̄) (not in "
    "print)",
    source="a strengthening of K24, Theorem 3.3",
    statement=Statement(
        hypotheses=(
            *(formulas.SMOOTH, formulas.POSITIVE_L, formulas.LIPSCHITZ, formulas.ERROR_POSITIVE),
            *(formulas.ABSOLUTE_ERROR, formulas.STEP_POSITIVE, formulas.STEP_DIVERGES),
            *(formulas.STEP_VANISHES, formulas.ERROR_SUMMABLE, formulas.BOUNDED_BELOW),
            *NEEDS["convergence"],
        ),
        definitions=PRINTED.definitions,
        conclusions=tuple(c for c in PRINTED.conclusions if c.key in NEEDS),
        needs={key: tuple(word.key for word in words) for key, words in NEEDS.items()},
    ),
    steps=(
        follows("1/L > 0", "1/L > 0", hypothesis("L")),
        by_rule(
            "t near 0",
            "near the limit",
            {"a(k)": "t[k]", "c": "0", "r": "1/L"},
            *(hypothesis("step-vanishes"), step("1/L > 0")),
        ),
        follows("t ≤ 1/L", "eventually(k, t[k] <= 1/L)", step("t near 0"), hypothesis("L")),
        *(
            Step(
                name=name,
                claim=claim,
                ours=True,
                check=Uses(
                    proof="khanh-3.3-stronger",
                    conclusion=key,
                    by={"delta": "1"},
                    given=(
                        *map(hypothesis, (*COMMON, *more)),
                        *(step("t ≤ 1/L"), definition("iteration")),
                    ),
                ),
            )
            for name, key, claim, more in CASES
        ),
    ),
    parts=tuple(Part(text=f"{n} {c}", conclusion=key, shown_by=n) for n, key, c, _ in CASES),
    outcome="Theorem 3.3 holds without lim sup εₖ < 2, Assumption 2.3 and f(xᵏ) > f(x̄)",
)
