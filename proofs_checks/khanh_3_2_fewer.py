"""Theorem 3.2 under its own words, without those that `khanh-3.2-stronger` does without."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Choose,
    Define,
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
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_2 import khanh_3_2

PRINTED = stated(khanh_3_2)
NEEDS = {
    "liminf-gradient": (formulas.NOT_TO_MINUS_INFINITY,),
    "bounded": (formulas.LEVEL_SET,),
    "minimizers": (formulas.LEVEL_SET,),
    "value-limit": (formulas.LEVEL_SET,),
    "iterate-limit": (formulas.LEVEL_SET, formulas.UNIQUE),
}
N = "norm(grad(x[k]))"
CASES = (
    ("(i)", "liminf-gradient", "lim inf ‖∇f(xᵏ)‖ = 0"),
    ("(ii) bounded", "bounded", "(ii) xᵏ is bounded"),
    ("(ii) accumulation points", "minimizers", "(ii) accumulation points are global minimizers"),
    ("(ii) value limit", "value-limit", "(ii) f(xᵏ) → min f"),
    ("(ii) unique minimizer", "iterate-limit", "(ii) a unique minimizer is the limit of xᵏ"),
)

D = "q[k]*grad(x[k])"  # the direction of ascent, and 0 where ∇f(xᵏ) = 0
directions = (
    Step(name="q", claim="qₖ = 1/‖∇f(xᵏ)‖", check=Define(symbol="q[k]", value=f"1/{N}")),
    follows("qₖ‖∇f(xᵏ)‖", f"always(k, {N} == 0 or q[k]*{N} == 1)", definition("q", k="k")),
    follows(
        "directions",
        f"always(k, norm({D}) <= 1 and {N}*({D}) == grad(x[k]))",
        step("qₖ‖∇f(xᵏ)‖"),
        claim="dᵏ = qₖ∇f(xᵏ) has ‖dᵏ‖ ≤ 1, and ‖∇f(xᵏ)‖dᵏ = ∇f(xᵏ)",
    ),
    Step(
        name="displaced",
        check=Block(
            fix=("m",),
            steps=(
                by_rule(
                    "displaced at m",
                    "equals",
                    {
                        "P(r)": "g[m] == grad(x[m] + rho[m]*(r*grad(x[m])))",
                        "a": "1/norm(grad(x[m]))",
                        "b": "q[m]",
                    },
                    *(definition("sam", k="m"), definition("q", k="m")),
                ),
            ),
        ),
    ),
)
schedules = (
    follows("1/L > 0", "1/L > 0", hypothesis("L")),
    by_rule(
        "t near 0",
        "near the limit",
        {"a(k)": "t[k]", "c": "0", "r": "1/L"},
        *(hypothesis("step-vanishes"), step("1/L > 0")),
    ),
    follows("t ≤ 1/L", "eventually(k, t[k] <= 1/L)", step("t near 0"), hypothesis("L")),
    Step(name="B", check=Choose(names=("B",), given=hypothesis("radius-bounded"))),
    by_rule("B²", "constant", {"c": "B**2"}),
    by_rule(
        "B²t → 0",
        "product of limits",
        {"a(k)": "B**2", "b(k)": "t[k]", "c": "B**2", "d": "0"},
        *(step("B²"), hypothesis("step-vanishes")),
    ),
    by_rule("0 → 0", "constant", {"c": "0"}),
    follows(
        "tρ² ≤ B²t",
        "eventually(k, 0 <= t[k]*rho[k]**2 and t[k]*rho[k]**2 <= B**2*t[k])",
        *(step("B"), hypothesis("step-nonnegative"), hypothesis("radius-nonnegative")),
    ),
    by_rule(
        "tρ² → 0",
        "squeeze",
        {"a(k)": "0", "b(k)": "B**2*t[k]", "e(k)": "t[k]*rho[k]**2", "c": "0"},
        *(step("0 → 0"), step("B²t → 0"), step("tρ² ≤ B²t")),
    ),
)
COMMON = (
    *map(hypothesis, ("smooth", "L", "lipschitz", "convex")),
    *map(hypothesis, ("step-nonnegative", "radius-nonnegative", "step-diverges")),
    *(step("directions"), step("displaced"), step("t ≤ 1/L"), step("tρ² → 0")),
    definition("iteration"),
)

proof = Proof(
    name="khanh-3.2-fewer",
    summary="Theorem 3.2 for tₖ → 0, without ∇f(xᵏ) ≠ 0, and (ii) without inf f(xᵏ) > −∞ (not in "
    "print)",
    source="a strengthening of K24, Theorem 3.2",
    statement=Statement(
        hypotheses=(
            *(formulas.SMOOTH, formulas.POSITIVE_L, formulas.LIPSCHITZ, formulas.CONVEX),
            *(formulas.STEP_NONNEGATIVE, formulas.RADIUS_NONNEGATIVE, formulas.STEP_DIVERGES),
            *(formulas.STEP_VANISHES, formulas.RADIUS_BOUNDED),
            *dict.fromkeys(word for words in NEEDS.values() for word in words),
        ),
        definitions=PRINTED.definitions,
        conclusions=PRINTED.conclusions,
        needs={key: tuple(word.key for word in words) for key, words in NEEDS.items()},
    ),
    steps=(
        *(*directions, *schedules),
        *(
            Step(
                name=name,
                claim=text,
                ours=True,
                check=Uses(
                    proof="khanh-3.2-stronger",
                    conclusion=key,
                    by={"delta": "1", "d[k]": D},
                    given=(*COMMON, *(hypothesis(word.key) for word in NEEDS[key])),
                ),
            )
            for name, key, text in CASES
        ),
    ),
    parts=tuple(Part(text=text, conclusion=key, shown_by=name) for name, key, text in CASES),
    outcome="Theorem 3.2 needs of Σtₖ² < ∞ only that tₖ → 0, and not ∇f(xᵏ) ≠ 0",
)
