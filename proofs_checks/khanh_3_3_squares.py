"""Theorem 3.3 from Σ t_k ε_k² < ∞, which (8) implies, and t_k below 2/L for large k.

(ii) and (iii) ask for the descent condition (4) only, and neither for Σ t_k = ∞ nor for a bound on
f(x^k); (i) has ‖∇f(x^k)‖² converge, as its increments are summable.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Choose,
    Define,
    Given,
    Part,
    Proof,
    Statement,
    Step,
    Uses,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.tending import limit_along, tends_without, vanishes_by_square
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements import formulas

F, NEXT, ERROR, SLOPE = "f(x[k])", "f(x[k + 1])", "t[k]*eps[k]", "norm(grad(x[k]))"
SQ, TAIL = "t[k]*eps[k]**2", "tail(i, k, t[i]*eps[i]**2)"
LATER_VALUES = f"{F} + u[k] <= f(x[m]) + u[m]"
SQUARE, SQUARES = f"t[k]*{SLOPE}**2", "t[i]*norm(grad(x[i]))**2"

ERROR_SQUARES_SUMMABLE = Given(
    key="error-squares-summable", text="Σ tₖεₖ² < ∞", formula="summable(k, t[k]*eps[k]**2)"
)
KL_TAIL_OF_SQUARES = Given(
    key="kl-tail-of-squares",
    text="Σ tₖ[φ′(Σᵢ≥ₖ tᵢεᵢ²)]⁻¹ < ∞",
    formula="summable(k, t[k]/dphi(tail(i, k, t[i]*eps[i]**2)))",
)
NEEDS = {
    "gradient-limit": (
        *(formulas.LIPSCHITZ, formulas.STEP_DIVERGES),
        formulas.NOT_TO_MINUS_INFINITY,
    ),
    "value-convergence": (formulas.SMOOTH, formulas.ACCUMULATES),
    "convergence": (
        *(formulas.SMOOTH, formulas.ACCUMULATES, *formulas.KL, KL_TAIL_OF_SQUARES),
        *(formulas.ERROR_POSITIVE, formulas.ERROR_SUMMABLE, formulas.STEP_VANISHES),
    ),
}
TEXTS = {
    "gradient-limit": "(i) ∇f(xᵏ) → 0",
    "value-convergence": "(ii) f(xᵏ) → f(x̄)",
    "convergence": "(iii) xᵏ → x̄ from (9) with tᵢεᵢ² for tᵢεᵢ",
}
statement = Statement(
    hypotheses=(
        *(formulas.POSITIVE_L, formulas.DESCENT, formulas.ABSOLUTE_ERROR),
        *(formulas.STEP_POSITIVE, formulas.STEP_BELOW, ERROR_SQUARES_SUMMABLE),
        *dict.fromkeys(word for words in NEEDS.values() for word in words),
    ),
    definitions=(formulas.ITERATION,),
    conclusions=tuple(
        Given(key=key, text=text, formula=formulas.PROPERTIES[key]) for key, text in TEXTS.items()
    ),
    needs={key: tuple(word.key for word in words) for key, words in NEEDS.items()},
)
STEPS = (
    *(hypothesis("L"), hypothesis("absolute-error"), hypothesis("step-positive")),
    definition("iteration"),
)

one_step = (
    Step(name="sigma", claim="σ = δ/2", check=Define(symbol="sigma", value="delta/2")),
    follows("σ > 0", "sigma > 0", hypothesis("step-below-2/L"), definition("sigma")),
    Step(
        name="descent",
        check=Uses(
            proof="khanh-3.3-one-step",
            conclusion="one-step",
            given=(*STEPS, hypothesis("step-below-2/L"), hypothesis("descent")),
        ),
    ),
    Step(name="slope", claim="Aₖ = ‖∇f(xᵏ)‖", check=Define(symbol="slope[k]", value=SLOPE)),
    follows(
        "one step for large k",
        "eventually(k, L*t[k] <= 2 - 2*sigma and"
        f" {NEXT} <= {F} - sigma*t[k]*slope[k]**2 + {ERROR}*slope[k] + (L/2)*({ERROR})**2)",
        *(step("descent"), hypothesis("step-below-2/L"), hypothesis("L"), definition("sigma")),
        definition("slope", k="k"),
    ),
    Step(
        name="one step",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − σtₖAₖ² + tₖεₖAₖ + (L/2)(tₖεₖ)² from K₁ on",
        ours=True,
        check=Choose(names=("K1",), given=step("one step for large k")),
    ),
)

gradient_increments = (
    Step(
        name="increments of ∇f",
        check=Uses(
            proof="khanh-3.3-one-step",
            conclusion="increments",
            given=(*STEPS, hypothesis("lipschitz")),
        ),
    ),
    follows(
        "increments",
        "always(k, slope[k + 1] - slope[k] <= L*t[k]*(slope[k] + eps[k])"
        " and slope[k] - slope[k + 1] <= L*t[k]*(slope[k] + eps[k]))",
        *(step("increments of ∇f"), definition("slope", k="k"), definition("slope", k="k + 1")),
        claim="|Aₖ₊₁ − Aₖ| ≤ Ltₖ(Aₖ + εₖ)",
        ours=True,
    ),
)

squares = (
    follows("Lt ≤ 2", "since(K1, k, L*t[k] <= 2)", step("one step"), step("σ > 0")),
    follows(
        "εA",
        f"always(k, {ERROR}*slope[k] <= (sigma/2)*t[k]*slope[k]**2 + {SQ}/(2*sigma))",
        *(step("σ > 0"), hypothesis("step-positive")),
        claim="tₖεₖAₖ ≤ ½σtₖAₖ² + tₖεₖ²/(2σ)",
        ours=True,
    ),
    follows(
        "(tε)²",
        f"since(K1, k, (L/2)*({ERROR})**2 <= {SQ})",
        *(step("Lt ≤ 2"), hypothesis("step-positive")),
    ),
    Step(name="c2", check=Define(symbol="c2", value="1/(2*sigma) + 1")),
    follows("c₂ ≥ 0", "c2 >= 0", definition("c2"), step("σ > 0")),
    follows(
        "(28)²",
        f"since(K1, k, {NEXT} <= {F} - (sigma/2)*t[k]*slope[k]**2 + c2*{SQ})",
        *(step("one step"), step("εA"), step("(tε)²"), definition("c2"), step("σ > 0")),
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − ½σtₖ‖∇f(xᵏ)‖² + (1/(2σ) + 1)tₖεₖ²",
        ours=True,
    ),
    Step(name="rest", claim="Σ_{i≥k} tᵢεᵢ²", check=Define(symbol="rest[k]", value=TAIL)),
    by_rule("tail and next", "tail and next", {"a(k)": SQ}, hypothesis("error-squares-summable")),
    follows("tε² ≥ 0", f"since(1, k, {SQ} >= 0)", hypothesis("step-positive")),
    by_rule(
        "tails ≥ 0",
        "sums and tails",
        {"a(k)": SQ, "K": "1"},
        *(hypothesis("error-squares-summable"), step("tε² ≥ 0")),
    ),
    by_rule("tails → 0", "tails vanish", {"a(k)": SQ}, hypothesis("error-squares-summable")),
    Step(name="u", claim="uₖ = c₂Σ_{i≥k} tᵢεᵢ²", check=Define(symbol="u[k]", value="c2*rest[k]")),
    follows(
        "u ≥ 0",
        "always(k, u[k] >= 0)",
        *(step("tails ≥ 0"), step("c₂ ≥ 0"), definition("u", k="k"), definition("rest", k="k")),
    ),
    follows(
        "(30)²",
        f"since(K1, k, {NEXT} + u[k + 1] <= {F} + u[k] - (sigma/2)*{SQUARE})",
        *(step("(28)²"), step("tail and next"), definition("slope", k="k")),
        *(definition("u", k="k"), definition("u", k="k + 1")),
        *(definition("rest", k="k"), definition("rest", k="k + 1")),
        claim="f(xᵏ⁺¹) + uₖ₊₁ ≤ f(xᵏ) + uₖ − ½σtₖ‖∇f(xᵏ)‖²",
        ours=True,
    ),
    follows(
        "f + u decreases",
        f"since(K1, k, {NEXT} + u[k + 1] <= {F} + u[k])",
        *(step("(30)²"), step("σ > 0"), hypothesis("step-positive")),
    ),
    Step(
        name="floor",
        claim="f(xᵏ) ≥ floor for infinitely many k",
        check=Choose(names=("floor",), given=hypothesis("not-to-minus-infinity")),
    ),
    Step(
        name="later values are lower",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K1"),),
            steps=inductively(
                "later values",
                LATER_VALUES,
                "m",
                given=(step("f + u decreases"), local("m")),
            ),
        ),
    ),
    Step(
        name="f + u ≥ floor",
        claim="so f(xᵏ) + uₖ ≥ floor for all k from K₁ on, as it decreases",
        ours=True,
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K1"),),
            steps=(
                follows(
                    "lower from m on",
                    f"since(m, k, {LATER_VALUES})",
                    *(step("later values are lower", m="m"), local("m")),
                ),
                by_rule(
                    "a later index",
                    "infinitely many",
                    {"P(k)": f"{F} >= floor", "K": "m"},
                    step("floor"),
                ),
                Step(name="N", check=Choose(names=("N",), given=step("a later index"))),
                follows(
                    "above the floor",
                    "f(x[m]) + u[m] >= floor",
                    *(step("lower from m on", k="N"), step("N"), step("u ≥ 0", k="N")),
                ),
            ),
        ),
    ),
    *inductively(
        "telescoping",
        f"(sigma/2)*total(i, K1, k, {SQUARES}) <= f(x[K1]) + u[K1] - {F} - u[k]",
        "K1",
        given=(step("(30)²"),),
    ),
    follows(
        "Σt‖∇f‖² again",
        f"since(K1, k, total(i, K1, k, {SQUARES}) <= 2*(f(x[K1]) + u[K1] - floor)/sigma)",
        *(step("telescoping"), step("f + u ≥ floor", m="k"), step("σ > 0")),
    ),
    follows("t‖∇f‖² from K1 on", f"since(K1, k, {SQUARE} >= 0)", hypothesis("step-positive")),
    follows("t‖∇f‖² not negative", f"always(k, {SQUARE} >= 0)", hypothesis("step-positive")),
    by_rule(
        "Σt‖∇f‖² converges",
        "bounded sums",
        {"a(k)": SQUARE, "K": "K1", "c": "2*(f(x[K1]) + u[K1] - floor)/sigma"},
        *(step("t‖∇f‖² from K1 on"), step("Σt‖∇f‖² again")),
        claim="Σ tₖ‖∇f(xᵏ)‖² < ∞",
        ours=True,
    ),
)

MASS = f"7*({SQUARE}) + 5*({SQ})"
OF_MASS = f"7*({SQUARES}) + 5*(t[i]*eps[i]**2)"
MASS_LEFT, LATER_MASS = f"tail(i, k, {OF_MASS})", f"tail(i, k + 1, {OF_MASS})"
vanishing = (
    *(
        by_rule(f"{n} times it", "multiple of a series", {"a(k)": term, "c": n}, given)
        for n, term, given in (
            ("7", SQUARE, step("Σt‖∇f‖² converges")),
            ("5", SQ, hypothesis("error-squares-summable")),
        )
    ),
    by_rule(
        "their sum",
        "sum of series",
        {"a(k)": f"7*({SQUARE})", "b(k)": f"5*({SQ})"},
        *(step("7 times it"), step("5 times it")),
    ),
    by_rule("mass and next", "tail and next", {"a(k)": MASS}, step("their sum")),
    by_rule("mass vanishes", "tails vanish", {"a(k)": MASS}, step("their sum")),
    follows(
        "mass is not negative",
        f"since(1, k, {MASS} >= 0)",
        step("tε² ≥ 0"),
        step("t‖∇f‖² not negative"),
    ),
    by_rule(
        "mass ≥ 0",
        "sums and tails",
        {"a(k)": MASS, "K": "1"},
        *(step("their sum"), step("mass is not negative")),
    ),
    follows(
        "A²",
        f"since(K1, k, slope[k + 1]**2 <= slope[k]**2 + L*(7*t[k]*slope[k]**2 + 5*{SQ}))",
        *(step("increments"), step("Lt ≤ 2")),
        *(hypothesis("L"), hypothesis("step-positive")),
        claim="Aₖ₊₁² ≤ Aₖ² + Ltₖ(7Aₖ² + 5εₖ²), and the increments are summable",
        ours=True,
    ),
    follows(
        "A² + mass decreases",
        f"since(K1, k, slope[k + 1]**2 + L*{LATER_MASS} <= slope[k]**2 + L*{MASS_LEFT})",
        *(step("A²"), step("mass and next"), definition("slope", k="k")),
    ),
    follows(
        "A² + mass ≥ 0",
        f"since(K1, k, slope[k]**2 + L*{MASS_LEFT} >= 0)",
        *(step("mass ≥ 0"), hypothesis("L")),
    ),
    by_rule(
        "A² + mass converges",
        "monotone convergence",
        {"a(k)": f"slope[k]**2 + L*{MASS_LEFT}", "K": "K1", "c": "0"},
        *(step("A² + mass decreases"), step("A² + mass ≥ 0")),
    ),
    Step(name="level", check=Choose(names=("level",), given=step("A² + mass converges"))),
    *tends_without(
        "A² converges",
        "slope[k]**2",
        MASS_LEFT,
        "level",
        whole=step("level"),
        vanishes=step("mass vanishes"),
        factor="L",
        claim="so Aₖ² converges",
        ours=True,
    ),
    Step(
        name="no positive limit",
        claim="not to a positive number: else Σ tₖAₖ² = ∞",
        ours=True,
        check=Block(
            assume=(("level", "level > 0"),),
            steps=(
                follows("half of it", "level/2 > 0", local("level")),
                by_rule(
                    "A² near the level",
                    "near the limit",
                    {"a(k)": "slope[k]**2", "c": "level", "r": "level/2"},
                    *(step("A² converges"), step("half of it")),
                ),
                Step(name="K2", check=Choose(names=("K2",), given=step("A² near the level"))),
                *inductively(
                    "ΣtA² ≥ Σt",
                    f"total(i, K2, k, {SQUARES}) >= (level/2)*total(i, K2, k, t[i])",
                    "K2",
                    given=(step("K2"), definition("slope", k="k"), hypothesis("step-positive")),
                ),
                follows(
                    "t‖∇f‖² from K2 on",
                    f"since(K2, k, {SQUARE} >= 0)",
                    step("t‖∇f‖² not negative"),
                ),
                by_rule(
                    "ΣtA² is bounded",
                    "sums and tails",
                    {"a(k)": SQUARE, "K": "K2"},
                    *(step("Σt‖∇f‖² converges"), step("t‖∇f‖² from K2 on")),
                ),
                by_rule(
                    "Σt is not",
                    "sums exceed",
                    {"a(k)": "t[k]", "K": "K2", "c": f"2*tail(i, K2, {SQUARES})/level"},
                    hypothesis("step-diverges"),
                ),
                follows(
                    "against each other",
                    "False",
                    *(step("Σt is not"), step("ΣtA² is bounded"), step("ΣtA² ≥ Σt")),
                    local("level"),
                ),
            ),
        ),
    ),
    follows("level ≤ 0", "level <= 0", step("no positive limit")),
    *vanishes_by_square(
        "A → 0",
        SLOPE,
        "slope[k]**2",
        *(step("A² converges"), step("level ≤ 0"), definition("slope", k="k")),
        level="level",
    ),
    by_rule(
        "(i)",
        "limit of the distance",
        {"v(k)": "grad(x[k])", "c": "0"},
        step("A → 0"),
        claim="∇f(xᵏ) → 0",
        ours=True,
    ),
)
values_of_squares = (
    by_rule(
        "a subsequence tends to x̄",
        "subsequence",
        {"v(k)": "x[k]", "c": "xbar"},
        hypothesis("accumulation"),
    ),
    Step(name="s", check=Choose(names=("s",), given=step("a subsequence tends to x̄"))),
    by_rule(
        "values along it",
        "along a limit",
        {"v(k)": "x[s[k]]", "c": "xbar"},
        *(hypothesis("smooth"), step("s")),
    ),
    by_rule("0 → 0", "constant", {"c": "0"}),
    by_rule("c2 → c2", "constant", {"c": "c2"}),
    by_rule(
        "c2E → 0",
        "product of limits",
        {"a(k)": "c2", "b(k)": TAIL, "c": "c2", "d": "0"},
        *(step("c2 → c2"), step("tails → 0")),
    ),
    follows(
        "0 ≤ u",
        f"eventually(k, 0 <= u[k] and u[k] <= c2*{TAIL})",
        *(step("u ≥ 0"), definition("u", k="k"), definition("rest", k="k")),
    ),
    by_rule(
        "u → 0",
        "squeeze",
        {"a(k)": "0", "b(k)": f"c2*{TAIL}", "e(k)": "u[k]", "c": "0"},
        *(step("0 → 0"), step("c2E → 0"), step("0 ≤ u")),
    ),
    by_rule(
        "u along it",
        "along a subsequence",
        {"a(k)": "u[k]", "c": "0", "s": "s"},
        *(step("u → 0"), step("s")),
    ),
    by_rule(
        "f + u along it",
        "sum of limits",
        {"a(k)": "f(x[s[k]])", "b(k)": "u[s[k]]", "c": "f(xbar)", "d": "0"},
        *(step("values along it"), step("u along it")),
    ),
    Step(
        name="f + u ≥ f(x̄)",
        claim="f(xᵏ) + uₖ ≥ f(x̄) from K₁ on, as it decreases, to f(x̄) along the subsequence",
        ours=True,
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K1"),),
            steps=(
                follows(
                    "lower for large k",
                    f"eventually(k, {LATER_VALUES})",
                    *(step("later values are lower", m="m"), local("m")),
                ),
                by_rule(
                    "later values along it",
                    "late indices",
                    {"P(k)": LATER_VALUES, "s": "s"},
                    *(step("lower for large k"), step("s")),
                ),
                by_rule("constant", "constant", {"c": "f(x[m]) + u[m]"}),
                by_rule(
                    "in the limit",
                    "order of limits",
                    {
                        "a(k)": "f(x[s[k]]) + u[s[k]]",
                        "b(k)": "f(x[m]) + u[m]",
                        "c": "f(xbar)",
                        "d": "f(x[m]) + u[m]",
                    },
                    *(step("f + u along it"), step("constant"), step("later values along it")),
                ),
            ),
        ),
    ),
    by_rule(
        "f + u converges",
        "monotone convergence",
        {"a(k)": f"{F} + u[k]", "K": "K1", "c": "f(xbar)"},
        *(step("f + u decreases"), step("f + u ≥ f(x̄)")),
        claim="f(xᵏ) + uₖ decreases, is bounded below, and uₖ → 0: f(xᵏ) converges",
        ours=True,
    ),
    Step(name="lim", check=Choose(names=("lim",), given=step("f + u converges"))),
    *tends_without("f(xᵏ) → lim", F, "u[k]", "lim", whole=step("lim"), vanishes=step("u → 0")),
    *limit_along(
        "lim = f(x̄)",
        F,
        "lim",
        "f(xbar)",
        tends=step("f(xᵏ) → lim"),
        subsequence=step("s"),
        there=step("values along it"),
    ),
    by_rule(
        "(ii)",
        "equals",
        {"P(r)": f"tends(k, {F}, r)", "a": "lim", "b": "f(xbar)"},
        *(step("lim = f(x̄)"), step("f(xᵏ) → lim")),
        claim="f(xᵏ) → f(x̄)",
        ours=True,
    ),
)

FRACTION, LATER_FRACTION = f"7*{TAIL}/8", "7*tail(i, k + 1, t[i]*eps[i]**2)/8"
kl_of_squares = (
    follows("1/(4L) > 0", "1/(4*L) > 0", hypothesis("L")),
    by_rule(
        "t → 0",
        "near the limit",
        {"a(k)": "t[k]", "c": "0", "r": "1/(4*L)"},
        *(hypothesis("step-vanishes"), step("1/(4L) > 0")),
    ),
    follows(
        "t ≤ 1/(4L)",
        "eventually(k, t[k] <= 1/L and L*t[k] <= 1/4)",
        *(step("t → 0"), hypothesis("L")),
    ),
    Step(
        name="descent of small steps",
        check=Uses(
            proof="khanh-3.3-one-step",
            conclusion="one-step",
            by={"delta": "1"},
            given=(*STEPS, step("t ≤ 1/(4L)"), hypothesis("descent")),
        ),
    ),
    follows(
        "in numbers",
        f"eventually(k, {NEXT} <= {F} - t[k]*slope[k]**2/2 + {ERROR}*slope[k]"
        f" + (L/2)*({ERROR})**2 and L*t[k] <= 1/4)",
        *(step("descent of small steps"), step("t ≤ 1/(4L)"), definition("slope", k="k")),
    ),
    follows(
        "tε² > 0",
        f"always(k, {SQ} > 0)",
        *(hypothesis("step-positive"), hypothesis("error-positive")),
    ),
    follows(
        "small t",
        f"eventually(k, {NEXT} < {F} - t[k]*slope[k]**2/8 + 7*{SQ}/8)",
        *(step("in numbers"), step("tε² > 0")),
        claim="f(xᵏ⁺¹) < f(xᵏ) − ⅛tₖ‖∇f(xᵏ)‖² + ⅞tₖεₖ² for large k, as tₖ → 0",
        ours=True,
    ),
    follows(
        "descent with squares",
        f"eventually(k, {NEXT} + {LATER_FRACTION} < {F} + {FRACTION} - (1/8)*{SQUARE})",
        *(step("small t"), step("tail and next"), definition("slope", k="k")),
    ),
    follows(
        "⅞ of the tail",
        f"eventually(k, 0 < {FRACTION} and {FRACTION} < {TAIL})",
        *(step("tail and next"), step("tε² > 0"), step("tails ≥ 0", k="k + 1")),
    ),
    Step(
        name="(iii)",
        claim="xᵏ → x̄, with ⅞Σtε² for uₖ and Σtε² for vₖ",
        ours=True,
        check=Uses(
            proof="khanh-3.3-length",
            conclusion="convergence",
            by={"c1": "1/8", "u[k]": FRACTION, "top[k]": TAIL},
            given=(
                *(hypothesis("step-positive"), hypothesis("absolute-error")),
                *(hypothesis("error-summable"), hypothesis("accumulation")),
                *(hypothesis(word.key) for word in formulas.KL),
                *(hypothesis("kl-tail-of-squares"), definition("iteration")),
                *(step("descent with squares"), step("⅞ of the tail"), step("tails → 0")),
                step("(ii)"),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-3.3-squares",
    summary="Theorem 3.3 from Σ tₖεₖ² < ∞ and lim sup tₖ < 2/L (not in print)",
    source="a strengthening of K24, Theorem 3.3",
    statement=statement,
    steps=(
        *(*one_step, *squares, *gradient_increments, *vanishing),
        *(*values_of_squares, *kl_of_squares),
    ),
    parts=tuple(
        Part(text=text, conclusion=key, shown_by=text.partition(" ")[0], ours=True)
        for key, text in TEXTS.items()
    ),
    outcome="Σ tₖεₖ² < ∞ will do for (i) and (ii); (ii) and (iii) ask for the descent condition "
    "only, and neither for Σ tₖ = ∞ nor for a bound on f(xᵏ)",
)
