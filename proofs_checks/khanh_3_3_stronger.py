"""Theorem 3.3 with Σ t_k ε_k < ∞ as the only condition on ε_k, and t_k below 2/L for large k.

(iii) needs neither Assumption 2.3 nor f(x^k) > f(x̄), by the proof `khanh-3.3-length`.

The first steps bound ‖∇f(x^k)‖, A below, where ε_k may be as large as it likes. With E the tails of
Σ tε, the potential V = f − low + EA + (L/2)E² falls while σA > LE. If at some index B = A − LE has
σB² > 4LV, it has from there on, so that V falls without bound; hence A² is at most a multiple of
f − low + (5L/σ)E², whose root grows by a multiple of tε in a step.
"""

from __future__ import annotations

from sam_theory.proofs.derived import below_its_sums, descent_condition, terms_vanish
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
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.tending import limit_along, tends_without
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements import formulas

F, NEXT, ERROR, SLOPE = "f(x[k])", "f(x[k + 1])", "t[k]*eps[k]", "norm(grad(x[k]))"
TAIL = "tail(i, k, t[i]*eps[i])"
SQUARE, SQUARES = f"t[k]*{SLOPE}**2", "t[i]*norm(grad(x[i]))**2"
EXCESS = "sigma*B[k]**2 - 4*L*V[k]"
BAD = f"B[k] > 0 and {EXCESS} > 0"
BAD_AT_M = "B[m] > 0 and sigma*B[m]**2 - 4*L*V[m] > 0"
HALVES = f"{NEXT} + tail(i, k + 1, t[i]*eps[i])/2 < {F} + {TAIL}/2 - sigma*{SQUARE}"

NEEDS = {
    "gradient-limit": (),
    "value-convergence": (formulas.ACCUMULATES,),
    "convergence": (
        *(formulas.ACCUMULATES, *formulas.KL, formulas.KL_TAIL),
        formulas.ERROR_POSITIVE,
    ),
}
TEXTS = {
    "gradient-limit": "(i) ∇f(xᵏ) → 0",
    "value-convergence": "(ii) f(xᵏ) → f(x̄)",
    "convergence": "(iii) xᵏ → x̄",
}
statement = Statement(
    hypotheses=(
        *(formulas.SMOOTH, formulas.POSITIVE_L, formulas.LIPSCHITZ, formulas.ABSOLUTE_ERROR),
        *(formulas.STEP_POSITIVE, formulas.STEP_DIVERGES, formulas.STEP_BELOW),
        *(formulas.ERROR_SUMMABLE, formulas.BOUNDED_BELOW),
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
    descent_condition(),
    Step(name="sigma", claim="σ = δ/2", check=Define(symbol="sigma", value="delta/2")),
    follows("σ > 0", "sigma > 0", hypothesis("step-below-2/L"), definition("sigma")),
    follows("σ < 1", "sigma < 1", hypothesis("step-below-2/L"), definition("sigma")),
    Step(
        name="descent",
        check=Uses(
            proof="khanh-3.3-one-step",
            conclusion="one-step",
            given=(*STEPS, hypothesis("step-below-2/L"), step("(4)")),
        ),
    ),
    Step(name="slope", claim="Aₖ = ‖∇f(xᵏ)‖", check=Define(symbol="slope[k]", value=SLOPE)),
    follows(
        "sizes",
        "always(k, slope[k] >= 0 and eps[k] >= 0)",
        *(hypothesis("absolute-error"), definition("slope", k="k")),
    ),
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

rests = (
    Step(name="rest", claim="Eₖ = Σ_{i≥k} tᵢεᵢ", check=Define(symbol="rest[k]", value=TAIL)),
    by_rule("tail and next", "tail and next", {"a(k)": ERROR}, hypothesis("error-summable")),
    follows(
        "E and next",
        f"always(k, rest[k] == {ERROR} + rest[k + 1])",
        *(step("tail and next"), definition("rest", k="k"), definition("rest", k="k + 1")),
    ),
    follows("tε ≥ 0", f"since(1, k, {ERROR} >= 0)", step("sizes"), hypothesis("step-positive")),
    by_rule(
        "tails ≥ 0",
        "sums and tails",
        {"a(k)": ERROR, "K": "1"},
        *(hypothesis("error-summable"), step("tε ≥ 0")),
    ),
    follows("E ≥ 0", "always(k, rest[k] >= 0)", step("tails ≥ 0"), definition("rest", k="k")),
    Step(
        name="low",
        claim="f(xᵏ) ≥ low",
        check=Choose(names=("low",), given=hypothesis("bounded-below")),
    ),
)

potential = (
    Step(
        name="V",
        claim="Vₖ = f(xᵏ) − low + EₖAₖ + (L/2)Eₖ²",
        check=Define(symbol="V[k]", value=f"{F} - low + rest[k]*slope[k] + (L/2)*rest[k]**2"),
    ),
    Step(
        name="B",
        claim="Bₖ = Aₖ − LEₖ",
        check=Define(symbol="B[k]", value="slope[k] - L*rest[k]"),
    ),
    follows(
        "EA",
        "always(k, rest[k + 1]*slope[k + 1]"
        " <= rest[k + 1]*(slope[k] + L*t[k]*(slope[k] + eps[k])))",
        *(step("increments"), step("E ≥ 0", k="k + 1")),
    ),
    follows(
        "V falls",
        "since(K1, k, V[k + 1] <= V[k] - t[k]*slope[k]*(sigma*slope[k] - L*rest[k + 1]))",
        *(step("one step"), step("EA"), step("E and next")),
        *(definition("V", k="k"), definition("V", k="k + 1")),
        claim="Vₖ₊₁ ≤ Vₖ − tₖAₖ(σAₖ − LEₖ₊₁)",
        ours=True,
    ),
    follows(
        "V is large",
        "always(k, V[k] >= rest[k]*slope[k] + (L/2)*rest[k]**2)",
        *(step("low"), definition("V", k="k")),
    ),
    follows(
        "V ≥ 0",
        "always(k, V[k] >= 0)",
        *(step("V is large"), step("E ≥ 0"), step("sizes"), hypothesis("L")),
    ),
    follows(
        "B moves",
        "always(k, B[k + 1] >= B[k] - L*t[k]*slope[k])",
        *(step("increments"), step("E and next"), definition("B", k="k")),
        definition("B", k="k + 1"),
        claim="Bₖ₊₁ ≥ Bₖ − LtₖAₖ",
        ours=True,
    ),
)

persistence = (
    follows(
        "E is small",
        f"since(K1, k, implies({BAD}, sigma*B[k] > 4*L*rest[k] and B[k] <= slope[k]))",
        *(step("V is large"), step("E ≥ 0"), definition("B", k="k"), hypothesis("L")),
        claim="if Bₖ > 0 and σBₖ² > 4LVₖ, then σBₖ > 4LEₖ",
        ours=True,
    ),
    follows(
        "V falls fast",
        f"since(K1, k, implies({BAD}, V[k + 1] <= V[k] - (3/4)*sigma*t[k]*slope[k]**2))",
        *(step("V falls"), step("E is small"), step("E and next"), step("σ > 0"), step("sizes")),
        *(hypothesis("L"), hypothesis("step-positive")),
        claim="so Vₖ₊₁ ≤ Vₖ − ¾σtₖAₖ²",
        ours=True,
    ),
    follows(
        "t is small",
        f"since(K1, k, implies({BAD}, 3*L*t[k] < 1))",
        *(step("V falls fast"), step("V ≥ 0", k="k + 1"), step("E is small"), step("σ > 0")),
        hypothesis("step-positive"),
        claim="so 3Ltₖ < 1, as Vₖ₊₁ ≥ 0",
        ours=True,
    ),
    follows(
        "B stays positive",
        f"since(K1, k, implies({BAD}, L*t[k]*slope[k] <= B[k]/2 and B[k + 1] > 0))",
        *(step("t is small"), step("E is small"), step("B moves"), step("σ < 1")),
        definition("B", k="k"),
        ours=True,
    ),
    follows(
        "B² falls slowly",
        f"since(K1, k, implies({BAD}, B[k + 1]**2 >= B[k]**2 - 2*L*t[k]*slope[k]**2))",
        *(step("B moves"), step("E is small"), hypothesis("L"), hypothesis("step-positive")),
        ours=True,
    ),
    follows(
        "the excess grows",
        f"since(K1, k, implies({BAD}, sigma*B[k + 1]**2 - 4*L*V[k + 1] >= {EXCESS}))",
        *(step("B² falls slowly"), step("V falls fast"), step("σ > 0"), hypothesis("L")),
        hypothesis("step-positive"),
        claim="and σBₖ₊₁² − 4LVₖ₊₁ ≥ σBₖ² − 4LVₖ",
        ours=True,
    ),
)

for_ever = (
    Step(name="q", check=Define(symbol="q", value="sigma*B[m]**2 - 4*L*V[m]")),
    *inductively(
        "the excess stays",
        f"B[k] > 0 and {EXCESS} >= q",
        "m",
        base=(definition("q"), local("bad")),
        given=(
            *(step("the excess grows"), step("B stays positive"), definition("q")),
            *(local("bad"), local("m")),
        ),
        ours=True,
    ),
    *inductively(
        "V falls without bound",
        "V[k] <= V[m] - (3/4)*q*total(i, m, k, t[i])",
        "m",
        given=(
            *(step("the excess stays"), step("V falls fast at least"), definition("q")),
            *(local("bad"), local("m"), hypothesis("step-positive")),
        ),
        ours=True,
    ),
    by_rule(
        "Σt = ∞",
        "sums exceed",
        {"a(k)": "t[k]", "K": "m", "c": "(4/3)*V[m]/q"},
        hypothesis("step-diverges"),
    ),
    follows(
        "against V ≥ 0",
        "False",
        *(step("Σt = ∞"), step("V falls without bound"), step("V ≥ 0"), local("bad")),
        definition("q"),
        ours=True,
    ),
)

bounded_gradient = (
    follows(
        "V falls fast at least",
        f"since(K1, k, implies({BAD}, V[k + 1] <= V[k] - (3/4)*t[k]*({EXCESS})))",
        *(step("V falls fast"), step("E is small"), step("V ≥ 0")),
        *(hypothesis("L"), hypothesis("step-positive")),
        ours=True,
    ),
    Step(
        name="never",
        claim="σBₖ² ≤ 4LVₖ or Bₖ ≤ 0 from K₁ on: else V would fall without bound",
        ours=True,
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K1"), ("bad", BAD_AT_M)),
            steps=for_ever,
        ),
    ),
    follows(
        "gradient by value",
        f"since(K1, k, sigma**2*slope[k]**2 <= 8*sigma*L*({F} - low) + 40*L**2*rest[k]**2)",
        *(step("never", m="k"), step("σ > 0"), step("σ < 1"), step("low")),
        *(step("sizes"), definition("V", k="k"), definition("B", k="k"), hypothesis("L")),
        claim="σ²‖∇f(xᵏ)‖² ≤ 8σL(f(xᵏ) − low) + 40L²Eₖ²",
        ours=True,
    ),
    Step(
        name="root",
        claim="wₖ = √(f(xᵏ) − low + (5L/σ)Eₖ²)",
        check=Define(symbol="root[k]", value=f"sqrt({F} - low + 5*L*rest[k]**2/sigma)"),
    ),
    Step(name="l", claim="l = √(2L/σ)", check=Define(symbol="l", value="sqrt(2*L/sigma)")),
    follows(
        "l² = 2L/σ",
        "l > 0 and sigma*l**2 == 2*L and l**2 >= L",
        *(definition("l"), step("σ > 0"), step("σ < 1"), hypothesis("L")),
    ),
    follows(
        "w²",
        f"always(k, root[k] >= 0 and sigma*root[k]**2 == sigma*({F} - low) + 5*L*rest[k]**2)",
        *(definition("root", k="k"), step("σ > 0"), step("low"), hypothesis("L")),
    ),
    follows(
        "A ≤ 2lw",
        "since(K1, k, slope[k] <= 2*l*root[k])",
        *(step("gradient by value"), step("w²"), step("l² = 2L/σ"), step("σ > 0")),
        claim="‖∇f(xᵏ)‖ ≤ 2lwₖ",
        ours=True,
    ),
    follows(
        "w² and next",
        f"since(K1, k, root[k + 1]**2 <= root[k]**2 + {ERROR}*slope[k] + (L/2)*({ERROR})**2)",
        *(step("one step"), step("w²"), step("w²", k="k + 1"), step("E and next"), step("σ > 0")),
        *(step("E ≥ 0", k="k + 1"), step("sizes"), hypothesis("L"), hypothesis("step-positive")),
    ),
    follows(
        "w and next",
        f"since(K1, k, root[k + 1] <= root[k] + l*{ERROR})",
        *(step("w² and next"), step("A ≤ 2lw"), step("l² = 2L/σ"), step("sizes")),
        hypothesis("step-positive"),
        claim="so wₖ₊₁ ≤ wₖ + l tₖεₖ",
        ours=True,
    ),
    *inductively(
        "w bounded",
        "root[k] <= root[K1] + l*(rest[K1] - rest[k])",
        "K1",
        given=(step("w and next"), step("E and next")),
        ours=True,
    ),
    follows(
        "bounded gradient",
        "since(K1, k, slope[k] <= 2*l*(root[K1] + l*rest[K1]))",
        *(step("w bounded"), step("A ≤ 2lw"), step("E ≥ 0"), step("l² = 2L/σ")),
        claim="‖∇f(xᵏ)‖ is bounded",
        ours=True,
    ),
)

function_values = (
    Step(
        name="c2",
        claim="c₂ bounds ‖∇f(xᵏ)‖ + (L/2)tₖεₖ",
        check=Define(symbol="c2", value="2*l*(root[K1] + l*rest[K1]) + (L/2)*rest[K1]"),
    ),
    *inductively(
        "E does not grow",
        "rest[k] <= rest[K1]",
        "K1",
        given=(step("E and next"), step("sizes"), hypothesis("step-positive")),
    ),
    follows(
        "slopes and errors",
        f"since(K1, k, slope[k] + (L/2)*{ERROR} <= c2)",
        *(step("bounded gradient"), step("E and next"), step("E does not grow"), hypothesis("L")),
        *(step("E ≥ 0", k="k + 1"), definition("c2")),
    ),
    follows(
        "c₂ ≥ 0",
        "c2 >= 0",
        *(definition("c2"), step("l² = 2L/σ"), step("w²", k="K1"), step("E ≥ 0", k="K1")),
        hypothesis("L"),
    ),
    follows(
        "(28)°",
        f"since(K1, k, {NEXT} <= {F} - sigma*t[k]*slope[k]**2 + c2*{ERROR})",
        *(step("one step"), step("slopes and errors"), step("sizes")),
        hypothesis("step-positive"),
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − σtₖ‖∇f(xᵏ)‖² + c₂tₖεₖ",
        ours=True,
    ),
    Step(name="u", claim="uₖ = c₂Eₖ", check=Define(symbol="u[k]", value="c2*rest[k]")),
    follows(
        "(30)°",
        f"since(K1, k, {NEXT} + u[k + 1] <= {F} + u[k] - sigma*{SQUARE})",
        *(step("(28)°"), step("E and next"), definition("u", k="k"), definition("u", k="k + 1")),
        definition("slope", k="k"),
        claim="f(xᵏ⁺¹) + uₖ₊₁ ≤ f(xᵏ) + uₖ − σtₖ‖∇f(xᵏ)‖²",
        ours=True,
    ),
    follows("u ≥ 0", "always(k, u[k] >= 0)", step("E ≥ 0"), step("c₂ ≥ 0"), definition("u", k="k")),
    *inductively(
        "telescoping",
        f"sigma*total(i, K1, k, {SQUARES}) <= f(x[K1]) + u[K1] - {F} - u[k]",
        "K1",
        given=(step("(30)°"),),
    ),
    follows(
        "Σt‖∇f‖²",
        f"since(K1, k, total(i, K1, k, {SQUARES}) <= (f(x[K1]) - low + u[K1])/sigma)",
        *(step("telescoping"), step("low"), step("u ≥ 0"), step("σ > 0")),
        claim="σΣ_{k≥K} tₖ‖∇f(xᵏ)‖² ≤ f(x^K) − low + u_K",
        ours=True,
    ),
    follows("t‖∇f‖² ≥ 0", f"since(K1, k, {SQUARE} >= 0)", hypothesis("step-positive")),
    by_rule(
        "Σt‖∇f‖² < ∞",
        "bounded sums",
        {"a(k)": SQUARE, "K": "K1", "c": "(f(x[K1]) - low + u[K1])/sigma"},
        *(step("t‖∇f‖² ≥ 0"), step("Σt‖∇f‖²")),
    ),
)

first_part = (
    *below_its_sums(
        "early t", "t[k]", "K1", "step-positive", claim="tₘ ≤ Σ_{i=1}^{K} tᵢ for m ≤ K"
    ),
    follows(
        "β ≤ β̄",
        "total(i, 1, K1 + 1, t[i])*L + 2 > 0"
        " and always(k, L*t[k] <= total(i, 1, K1 + 1, t[i])*L + 2)",
        *(step("early t"), step("one step"), step("early t: sums", k="K1 + 1"), step("σ > 0")),
        hypothesis("L"),
    ),
    Step(
        name="β bounded",
        claim="β = Lt is bounded",
        check=Witness(
            then="exists(b, b > 0 and always(k, L*t[k] <= b))",
            values={"b": "total(i, 1, K1 + 1, t[i])*L + 2"},
            given=(step("β ≤ β̄"),),
        ),
    ),
    follows(
        "signs of α, β, γ",
        f"always(k, {SLOPE} >= 0 and L*t[k] >= 0 and L*t[k]*eps[k] >= 0)",
        *(step("sizes"), hypothesis("L"), hypothesis("step-positive")),
    ),
    follows(
        "recursion",
        f"eventually(k, norm(grad(x[k + 1])) - {SLOPE} <= L*t[k]*{SLOPE} + L*t[k]*eps[k])",
        step("increments of ∇f"),
    ),
    follows("β = Lt", "always(k, L*t[k] <= L*t[k])"),
    by_rule(
        "Σβ = ∞",
        "divergence by comparison",
        {"a(k)": "L*t[k]", "b(k)": "t[k]", "c": "L"},
        *(step("β = Lt"), hypothesis("step-diverges"), hypothesis("L")),
    ),
    by_rule(
        "Σγ < ∞",
        "multiple of a series",
        {"a(k)": ERROR, "c": "L"},
        hypothesis("error-summable"),
    ),
    by_rule("Σβα² < ∞", "multiple of a series", {"a(k)": SQUARE, "c": "L"}, step("Σt‖∇f‖² < ∞")),
    Step(
        name="Lemma B.1",
        claim="Lemma B.1 with α = ‖∇f‖, β = Lt, γ = Ltε",
        check=Uses(
            proof="khanh-b.1",
            conclusion="limit",
            by={"alpha[k]": SLOPE, "beta[k]": "L*t[k]", "gamma[k]": "L*t[k]*eps[k]"},
            given=(
                *(step("signs of α, β, γ"), step("recursion"), step("β bounded")),
                *(step("Σβ = ∞"), step("Σγ < ∞"), step("Σβα² < ∞")),
            ),
        ),
    ),
    by_rule(
        "(i)",
        "limit of the distance",
        {"v(k)": "grad(x[k])", "c": "0"},
        step("Lemma B.1"),
        claim="∇f(xᵏ) → 0",
        ours=True,
    ),
)

second_part = (
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
    by_rule("tails → 0", "tails vanish", {"a(k)": ERROR}, hypothesis("error-summable")),
    follows(
        "f + u decreases",
        f"since(K1, k, {NEXT} + u[k + 1] <= {F} + u[k])",
        *(step("(30)°"), step("σ > 0"), hypothesis("step-positive")),
    ),
    follows("f + u ≥ low", f"since(K1, k, {F} + u[k] >= low)", step("low"), step("u ≥ 0")),
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
        "f + u converges",
        "monotone convergence",
        {"a(k)": f"{F} + u[k]", "K": "K1", "c": "low"},
        *(step("f + u decreases"), step("f + u ≥ low")),
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

third_part = (
    follows("1/(2L) > 0", "1/(2*L) > 0", hypothesis("L")),
    by_rule(
        "‖∇f‖ is small",
        "near the limit",
        {"a(k)": SLOPE, "c": "0", "r": "1/4"},
        step("Lemma B.1"),
    ),
    *terms_vanish("tε → 0", ERROR, hypothesis("error-summable")),
    by_rule(
        "tε is small",
        "near the limit",
        {"a(k)": ERROR, "c": "0", "r": "1/(2*L)"},
        *(step("tε → 0"), step("1/(2L) > 0")),
    ),
    follows(
        "‖∇f‖ + Ltε/2",
        f"eventually(k, slope[k] + (L/2)*{ERROR} < 1/2)",
        *(step("‖∇f‖ is small"), step("tε is small"), definition("slope", k="k")),
    ),
    follows(
        "tε > 0",
        f"always(k, {ERROR} > 0)",
        *(hypothesis("step-positive"), hypothesis("error-positive")),
    ),
    follows(
        "half an error",
        f"eventually(k, {NEXT} < {F} - sigma*t[k]*slope[k]**2 + {ERROR}/2)",
        *(step("one step"), step("‖∇f‖ + Ltε/2"), step("tε > 0")),
        claim="f(xᵏ⁺¹) < f(xᵏ) − σtₖ‖∇f(xᵏ)‖² + ½tₖεₖ for large k, as ∇f(xᵏ) → 0 and tₖεₖ → 0",
        ours=True,
    ),
    follows(
        "descent with errors",
        f"eventually(k, {HALVES})",
        *(step("half an error"), step("tail and next"), definition("slope", k="k")),
    ),
    follows(
        "½E < E",
        f"eventually(k, 0 < {TAIL}/2 and {TAIL}/2 < {TAIL})",
        *(step("tail and next"), step("tε > 0"), step("tails ≥ 0", k="k + 1")),
    ),
    Step(
        name="(iii)",
        claim="xᵏ → x̄, with ½Eₖ for uₖ and Eₖ for vₖ",
        ours=True,
        check=Uses(
            proof="khanh-3.3-length",
            conclusion="convergence",
            by={"c1": "sigma", "u[k]": f"{TAIL}/2", "top[k]": TAIL},
            given=(
                *(hypothesis("step-positive"), hypothesis("absolute-error")),
                *(hypothesis("error-summable"), hypothesis("accumulation")),
                *(hypothesis(word.key) for word in formulas.KL),
                *(hypothesis("kl-tail"), step("σ > 0"), definition("iteration")),
                *(step("descent with errors"), step("½E < E"), step("tails → 0"), step("(ii)")),
            ),
        ),
    ),
)

steps = (
    *(*one_step, *rests, *potential, *persistence, *bounded_gradient),
    *(*function_values, *first_part, *second_part, *third_part),
)
proof = Proof(
    name="khanh-3.3-stronger",
    summary="Theorem 3.3 for any εₖ with Σ tₖεₖ < ∞, without lim sup εₖ < 2 (not in print)",
    source="a strengthening of K24, Theorem 3.3",
    statement=statement,
    steps=steps,
    parts=tuple(
        Part(text=text, conclusion=key, shown_by=text.partition(" ")[0], ours=True)
        for key, text in TEXTS.items()
    ),
    outcome="Theorem 3.3 holds with Σ tₖεₖ < ∞ as the only condition on εₖ, lim sup tₖ < 2/L, and "
    "in (iii) without Assumption 2.3 and f(xᵏ) > f(x̄)",
)
