"""Theorem 3.3 with Σ t_k ε_k < ∞ as the only condition on ε_k, and t_k below 2/L for large k.

(iii) needs neither Assumption 2.3 nor f(x^k) > f(x̄), by the proof `khanh-3.3-length`. From
Σ t_k ε_k² < ∞, which (8) implies, (i) and (ii) follow in a few lines: the last steps.

The first steps bound ‖∇f(x^k)‖, A below, where ε_k may be as large as it likes. With E the tails of
Σ tε, the potential V = f − low + EA + (L/2)E² falls while σA > LE. If at some index B = A − LE has
σB² > 4LV, it has from there on, so that V falls without bound; hence A² is at most a multiple of
f − low + (5L/σ)E², whose root grows by a multiple of tε in a step.
"""

from __future__ import annotations

from sam_theory.proofs.derived import terms_vanish
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
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements import formulas

F, NEXT, ERROR, SLOPE = "f(x[k])", "f(x[k + 1])", "t[k]*eps[k]", "norm(grad(x[k]))"
TAIL = "tail(i, k, t[i]*eps[i])"
SQ, TAIL_OF_SQ = "t[k]*eps[k]**2", "tail(i, k, t[i]*eps[i]**2)"
SQUARE, SQUARES = f"t[k]*{SLOPE}**2", "t[i]*norm(grad(x[i]))**2"
EXCESS = "sigma*B[k]**2 - 4*L*V[k]"
BAD = f"B[k] > 0 and {EXCESS} > 0"
BAD_AT_M = "B[m] > 0 and sigma*B[m]**2 - 4*L*V[m] > 0"
HALVES = f"{NEXT} + tail(i, k + 1, t[i]*eps[i])/2 < {F} + {TAIL}/2 - sigma*{SQUARE}"

ERROR_SQUARES_SUMMABLE = Given(
    key="error-squares-summable", text="Σ tₖεₖ² < ∞", formula="summable(k, t[k]*eps[k]**2)"
)
KL_TAIL_OF_SQUARES = Given(
    key="kl-tail-of-squares",
    text="Σ tₖ[φ′(Σᵢ≥ₖ tᵢεᵢ²)]⁻¹ < ∞",
    formula="summable(k, t[k]/dphi(tail(i, k, t[i]*eps[i]**2)))",
)
SUMS = (formulas.STEP_DIVERGES, formulas.ERROR_SUMMABLE, formulas.BOUNDED_BELOW)
AT_KL = (formulas.ACCUMULATES, *formulas.KL, formulas.ERROR_POSITIVE)
CONCLUSIONS = (
    ("gradient-limit", "(i) ∇f(xᵏ) → 0", SUMS),
    ("value-convergence", "(ii) f(xᵏ) → f(x̄)", (*SUMS, formulas.ACCUMULATES)),
    ("convergence", "(iii) xᵏ → x̄", (*SUMS, *AT_KL, formulas.KL_TAIL)),
    (
        "gradient-limit-squares",
        "∇f(xᵏ) → 0 from Σ tₖεₖ² < ∞",
        (formulas.STEP_DIVERGES, ERROR_SQUARES_SUMMABLE, formulas.NOT_TO_MINUS_INFINITY),
    ),
    (
        "value-convergence-squares",
        "f(xᵏ) → f(x̄) from Σ tₖεₖ² < ∞",
        (ERROR_SQUARES_SUMMABLE, formulas.ACCUMULATES),
    ),
    (
        "convergence-squares",
        "xᵏ → x̄ from (9) with tᵢεᵢ² for tᵢεᵢ",
        (
            *(ERROR_SQUARES_SUMMABLE, *AT_KL, KL_TAIL_OF_SQUARES),
            *(formulas.ERROR_SUMMABLE, formulas.STEP_VANISHES),
        ),
    ),
)
statement = Statement(
    hypotheses=(
        *(formulas.SMOOTH, formulas.POSITIVE_L, formulas.LIPSCHITZ, formulas.ABSOLUTE_ERROR),
        formulas.STEP_POSITIVE,
        Given(
            key="step-below",
            text="lim sup tₖ < 2/L",
            formula="exists(e, e < 2/L and eventually(k, t[k] <= e))",
        ),
        *dict.fromkeys(word for _, _, needs in CONCLUSIONS for word in needs),
    ),
    definitions=(formulas.ITERATION,),
    conclusions=tuple(
        Given(key=key, text=text, formula=formulas.PROPERTIES[key.removesuffix("-squares")])
        for key, text, _ in CONCLUSIONS
    ),
    needs={key: tuple(word.key for word in needs) for key, _, needs in CONCLUSIONS},
)

one_step = (
    Step(
        name="(4)",
        check=Uses(
            proof="khanh-2",
            conclusion="descent",
            given=(hypothesis("smooth"), hypothesis("L"), hypothesis("lipschitz")),
        ),
    ),
    Step(name="e", check=Choose(names=("e",), given=hypothesis("step-below"))),
    Step(name="sigma", claim="σ = 1 − Le/2", check=Define(symbol="sigma", value="1 - L*e/2")),
    follows("σ > 0", "sigma > 0", step("e"), definition("sigma"), hypothesis("L")),
    follows(
        "σ < 1",
        "sigma < 1",
        *(step("e"), definition("sigma"), hypothesis("L"), hypothesis("step-positive")),
    ),
    follows(
        "Lt ≤ 2 − 2σ",
        "eventually(k, L*t[k] <= 2 - 2*sigma)",
        *(step("e"), definition("sigma"), hypothesis("L")),
        ours=True,
    ),
    Step(name="from K1 on", check=Choose(names=("K1",), given=step("Lt ≤ 2 − 2σ"))),
    follows(
        "expanded",
        f"always(k, {NEXT} <= {F} - t[k]*(1 - L*t[k]/2)*sq(grad(x[k]))"
        " - t[k]*(1 - L*t[k])*dot(grad(x[k]), g[k] - grad(x[k]))"
        " + (L*t[k]**2/2)*sq(g[k] - grad(x[k])))",
        *(step("(4)", y="x[k]", z="x[k + 1]"), definition("iteration")),
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
        *(step("from K1 on"), step("sizes"), step("σ > 0"), hypothesis("L")),
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
        "since(K1, k, sigma*t[k]*slope[k]**2 <= t[k]*(1 - L*t[k]/2)*slope[k]**2)",
        *(step("from K1 on"), hypothesis("step-positive")),
    ),
    follows(
        "one step",
        f"since(K1, k, {NEXT} <= {F} - sigma*t[k]*slope[k]**2 + {ERROR}*slope[k]"
        f" + (L/2)*({ERROR})**2)",
        *(step("expanded in numbers"), step("cross term"), step("square of the miss")),
        step("main term"),
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − σtₖAₖ² + tₖεₖAₖ + (L/2)(tₖεₖ)²",
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
        "always(k, slope[k + 1] - slope[k] <= L*t[k]*(slope[k] + eps[k])"
        " and slope[k] - slope[k + 1] <= L*t[k]*(slope[k] + eps[k]))",
        *(step("∇f moves at most"), definition("slope", k="k"), definition("slope", k="k + 1")),
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
    *inductively(
        "sums of t", "total(i, 1, k, t[i]) >= 0", "1", given=(hypothesis("step-positive"),)
    ),
    Step(
        name="early t",
        claim="tₘ ≤ Σ_{i=1}^{K} tᵢ for m ≤ K",
        check=Block(
            fix=("m",),
            steps=(
                *inductively(
                    "t below the sums",
                    "total(i, 1, k + 1, t[i]) >= t[m]",
                    "m",
                    base=(step("sums of t", k="m"),),
                    given=(hypothesis("step-positive", k="k + 1"),),
                ),
                follows(
                    "t below the sum to K",
                    "implies(K1 >= m, total(i, 1, K1 + 1, t[i]) >= t[m])",
                    step("t below the sums", k="K1"),
                ),
            ),
        ),
    ),
    follows(
        "β ≤ β̄",
        "total(i, 1, K1 + 1, t[i])*L + 2 > 0"
        " and always(k, L*t[k] <= total(i, 1, K1 + 1, t[i])*L + 2)",
        *(step("early t"), step("from K1 on"), step("sums of t", k="K1 + 1"), step("σ > 0")),
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
        step("∇f moves at most"),
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

ALONG = (
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
    by_rule("−1 → −1", "constant", {"c": "-1"}),
)


def to_zero(u: str, c: str, tail: str) -> tuple[Step, ...]:
    """uₖ → 0, as it is c times a tail."""
    square = "²" if u == "u2" else ""
    return (
        by_rule(f"{c} → {c}", "constant", {"c": c}),
        by_rule(
            f"{c}E{square} → 0",
            "product of limits",
            {"a(k)": c, "b(k)": tail, "c": c, "d": "0"},
            *(step(f"{c} → {c}"), step(f"tails{square} → 0")),
        ),
        follows(
            f"0 ≤ {u}",
            f"eventually(k, 0 <= {u}[k] and {u}[k] <= {c}*{tail})",
            *(step(f"u{square} ≥ 0"), definition(u, k="k"), definition(f"rest{u[1:]}", k="k")),
        ),
        by_rule(
            f"{u} → 0",
            "squeeze",
            {"a(k)": "0", "b(k)": f"{c}*{tail}", "e(k)": f"{u}[k]", "c": "0"},
            *(step("0 → 0"), step(f"{c}E{square} → 0"), step(f"0 ≤ {u}")),
        ),
    )


def values(u: str, low: str, limit: str) -> tuple[Step, ...]:
    """f(xᵏ) → f(x̄), as f(xᵏ) + uₖ decreases and is at least `low`, and uₖ → 0."""
    square = "²" if u == "u2" else ""
    return (
        by_rule(
            f"f + {u} converges",
            "monotone convergence",
            {"a(k)": f"{F} + {u}[k]", "K": "K1", "c": low},
            *(step(f"f + {u} decreases"), step(f"f + {u} ≥ {low}")),
            claim="f(xᵏ) + uₖ decreases, is bounded below, and uₖ → 0: f(xᵏ) converges",
            ours=True,
        ),
        Step(name=limit, check=Choose(names=(limit,), given=step(f"f + {u} converges"))),
        by_rule(
            f"−{u} → 0",
            "product of limits",
            {"a(k)": "-1", "b(k)": f"{u}[k]", "c": "-1", "d": "0"},
            *(step("−1 → −1"), step(f"{u} → 0")),
        ),
        by_rule(
            f"f(xᵏ) → {limit}",
            "sum of limits",
            {"a(k)": f"{F} + {u}[k]", "b(k)": f"-{u}[k]", "c": limit, "d": "0"},
            *(step(limit), step(f"−{u} → 0")),
        ),
        by_rule(
            f"along it → {limit}",
            "along a subsequence",
            {"a(k)": F, "c": limit, "s": "s"},
            *(step(f"f(xᵏ) → {limit}"), step("s")),
        ),
        by_rule(
            f"{limit} = f(x̄)",
            "only one limit",
            {"a(k)": "f(x[s[k]])", "c": limit, "d": "f(xbar)"},
            *(step(f"along it → {limit}"), step("values along it")),
        ),
        by_rule(
            f"(ii){square}",
            "equals",
            {"P(r)": f"tends(k, {F}, r)", "a": limit, "b": "f(xbar)"},
            *(step(f"{limit} = f(x̄)"), step(f"f(xᵏ) → {limit}")),
            claim="f(xᵏ) → f(x̄)",
            ours=True,
        ),
    )


second_part = (
    *ALONG,
    by_rule("tails → 0", "tails vanish", {"a(k)": ERROR}, hypothesis("error-summable")),
    follows(
        "f + u decreases",
        f"since(K1, k, {NEXT} + u[k + 1] <= {F} + u[k])",
        *(step("(30)°"), step("σ > 0"), hypothesis("step-positive")),
    ),
    follows("f + u ≥ low", f"since(K1, k, {F} + u[k] >= low)", step("low"), step("u ≥ 0")),
    *to_zero("u", "c2", TAIL),
    *values("u", "low", "lim"),
)

AT_ANY_KL = (
    *(hypothesis("step-positive"), hypothesis("absolute-error")),
    *(hypothesis("error-summable"), hypothesis("accumulation"), definition("iteration")),
    *(hypothesis(word.key) for word in formulas.KL),
)
third_part = (
    follows("1/(2L) > 0", "1/(2*L) > 0", hypothesis("L")),
    by_rule(
        "‖∇f‖ is small",
        "near the limit",
        {"a(k)": SLOPE, "c": "0", "r": "1/4"},
        *(step("Lemma B.1"),),
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
                *(*AT_ANY_KL, hypothesis("kl-tail"), step("σ > 0")),
                *(step("descent with errors"), step("½E < E"), step("tails → 0"), step("(ii)")),
            ),
        ),
    ),
)

LATER_VALUES = f"{F} + u2[k] <= f(x[m]) + u2[m]"
squares = (
    follows("Lt ≤ 2", "since(K1, k, L*t[k] <= 2)", step("from K1 on"), step("σ > 0")),
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
    Step(name="c3", check=Define(symbol="c3", value="1/(2*sigma) + 1")),
    follows("c₃ ≥ 0", "c3 >= 0", definition("c3"), step("σ > 0")),
    follows(
        "(28)²",
        f"since(K1, k, {NEXT} <= {F} - (sigma/2)*t[k]*slope[k]**2 + c3*{SQ})",
        *(step("one step"), step("εA"), step("(tε)²"), definition("c3"), step("σ > 0")),
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − ½σtₖ‖∇f(xᵏ)‖² + (1/(2σ) + 1)tₖεₖ²",
        ours=True,
    ),
    Step(name="rest2", claim="Σ_{i≥k} tᵢεᵢ²", check=Define(symbol="rest2[k]", value=TAIL_OF_SQ)),
    by_rule("tail² and next", "tail and next", {"a(k)": SQ}, hypothesis("error-squares-summable")),
    follows("tε² ≥ 0", f"since(1, k, {SQ} >= 0)", hypothesis("step-positive")),
    by_rule(
        "tails² ≥ 0",
        "sums and tails",
        {"a(k)": SQ, "K": "1"},
        *(hypothesis("error-squares-summable"), step("tε² ≥ 0")),
    ),
    by_rule("tails² → 0", "tails vanish", {"a(k)": SQ}, hypothesis("error-squares-summable")),
    Step(
        name="u2", claim="uₖ = c₃Σ_{i≥k} tᵢεᵢ²", check=Define(symbol="u2[k]", value="c3*rest2[k]")
    ),
    follows(
        "u² ≥ 0",
        "always(k, u2[k] >= 0)",
        *(step("tails² ≥ 0"), step("c₃ ≥ 0"), definition("u2", k="k"), definition("rest2", k="k")),
    ),
    follows(
        "(30)²",
        f"since(K1, k, {NEXT} + u2[k + 1] <= {F} + u2[k] - (sigma/2)*{SQUARE})",
        *(step("(28)²"), step("tail² and next"), definition("slope", k="k")),
        *(definition("u2", k="k"), definition("u2", k="k + 1")),
        *(definition("rest2", k="k"), definition("rest2", k="k + 1")),
        claim="f(xᵏ⁺¹) + uₖ₊₁ ≤ f(xᵏ) + uₖ − ½σtₖ‖∇f(xᵏ)‖²",
        ours=True,
    ),
    follows(
        "f + u2 decreases",
        f"since(K1, k, {NEXT} + u2[k + 1] <= {F} + u2[k])",
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
                given=(step("f + u2 decreases"), local("m")),
            ),
        ),
    ),
    Step(
        name="f + u2 ≥ floor",
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
                    "f(x[m]) + u2[m] >= floor",
                    *(step("lower from m on", k="N"), step("N"), step("u² ≥ 0", k="N")),
                ),
            ),
        ),
    ),
    *inductively(
        "telescoping²",
        f"(sigma/2)*total(i, K1, k, {SQUARES}) <= f(x[K1]) + u2[K1] - {F} - u2[k]",
        "K1",
        given=(step("(30)²"),),
    ),
    follows(
        "Σt‖∇f‖² again",
        f"since(K1, k, total(i, K1, k, {SQUARES}) <= 2*(f(x[K1]) + u2[K1] - floor)/sigma)",
        *(step("telescoping²"), step("f + u2 ≥ floor", m="k"), step("σ > 0")),
    ),
    follows("t‖∇f‖² not negative", f"always(k, {SQUARE} >= 0)", hypothesis("step-positive")),
    by_rule(
        "Σt‖∇f‖² converges",
        "bounded sums",
        {"a(k)": SQUARE, "K": "K1", "c": "2*(f(x[K1]) + u2[K1] - floor)/sigma"},
        *(step("t‖∇f‖² ≥ 0"), step("Σt‖∇f‖² again")),
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
    by_rule("−L → −L", "constant", {"c": "-L"}),
    by_rule(
        "−L mass → 0",
        "product of limits",
        {"a(k)": "-L", "b(k)": MASS_LEFT, "c": "-L", "d": "0"},
        *(step("−L → −L"), step("mass vanishes")),
    ),
    by_rule(
        "A² converges",
        "sum of limits",
        {
            "a(k)": f"slope[k]**2 + L*{MASS_LEFT}",
            "b(k)": f"-L*{MASS_LEFT}",
            "c": "level",
            "d": "0",
        },
        *(step("level"), step("−L mass → 0")),
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
    Step(
        name="as near to 0 as one likes",
        check=Block(
            fix=("r",),
            assume=(("r", "r > 0"),),
            steps=(
                follows("r² > 0", "r**2 > 0", local("r")),
                by_rule(
                    "A² below r²",
                    "near the limit",
                    {"a(k)": "slope[k]**2", "c": "level", "r": "r**2"},
                    *(step("A² converges"), step("r² > 0")),
                ),
                follows(
                    "A below r",
                    f"eventually(k, 0 - r < {SLOPE} and {SLOPE} < 0 + r)",
                    *(step("A² below r²"), step("level ≤ 0"), local("r")),
                    definition("slope", k="k"),
                ),
            ),
        ),
    ),
    by_rule(
        "A → 0",
        "limit",
        {"a(k)": SLOPE, "c": "0"},
        step("as near to 0 as one likes"),
    ),
    by_rule(
        "(i)²",
        "limit of the distance",
        {"v(k)": "grad(x[k])", "c": "0"},
        step("A → 0"),
        claim="∇f(xᵏ) → 0",
        ours=True,
    ),
)
values_of_squares = (
    *to_zero("u2", "c3", TAIL_OF_SQ),
    by_rule(
        "u2 along it",
        "along a subsequence",
        {"a(k)": "u2[k]", "c": "0", "s": "s"},
        *(step("u2 → 0"), step("s")),
    ),
    by_rule(
        "f + u2 along it",
        "sum of limits",
        {"a(k)": "f(x[s[k]])", "b(k)": "u2[s[k]]", "c": "f(xbar)", "d": "0"},
        *(step("values along it"), step("u2 along it")),
    ),
    Step(
        name="f + u2 ≥ f(xbar)",
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
                by_rule("constant", "constant", {"c": "f(x[m]) + u2[m]"}),
                by_rule(
                    "in the limit",
                    "order of limits",
                    {
                        "a(k)": "f(x[s[k]]) + u2[s[k]]",
                        "b(k)": "f(x[m]) + u2[m]",
                        "c": "f(xbar)",
                        "d": "f(x[m]) + u2[m]",
                    },
                    *(step("f + u2 along it"), step("constant"), step("later values along it")),
                ),
            ),
        ),
    ),
    *values("u2", "f(xbar)", "lim2"),
)

FRACTION, LATER_FRACTION = f"7*{TAIL_OF_SQ}/8", "7*tail(i, k + 1, t[i]*eps[i]**2)/8"
kl_of_squares = (
    by_rule(
        "t → 0",
        "near the limit",
        {"a(k)": "t[k]", "c": "0", "r": "1/(2*L)"},
        *(hypothesis("step-vanishes"), step("1/(2L) > 0")),
    ),
    follows("Lt ≤ 1/2", "eventually(k, L*t[k] <= 1/2)", step("t → 0")),
    Step(name="from K3 on", check=Choose(names=("K3",), given=step("Lt ≤ 1/2"))),
    follows(
        "tε² > 0",
        f"always(k, {SQ} > 0)",
        *(hypothesis("step-positive"), hypothesis("error-positive")),
    ),
    follows(
        "small t: cross term",
        f"since(K3, k, -t[k]*(1 - L*t[k])*inner[k] <= t[k]*slope[k]**2/2 + {SQ}/2)",
        *(step("from K3 on"), step("sizes"), hypothesis("L"), hypothesis("step-positive")),
    ),
    follows(
        "small t: miss",
        f"since(K3, k, (L*t[k]**2/2)*miss[k] <= {SQ}/4)",
        *(step("from K3 on"), step("sizes"), hypothesis("L"), hypothesis("step-positive")),
    ),
    follows(
        "small t: main term",
        "since(K3, k, (3/4)*t[k]*slope[k]**2 <= t[k]*(1 - L*t[k]/2)*slope[k]**2)",
        *(step("from K3 on"), hypothesis("step-positive")),
    ),
    follows(
        "small t",
        f"eventually(k, {NEXT} < {F} - t[k]*slope[k]**2/4 + 7*{SQ}/8)",
        *(step("expanded in numbers"), step("small t: cross term"), step("small t: miss")),
        *(step("small t: main term"), step("tε² > 0")),
        claim="f(xᵏ⁺¹) < f(xᵏ) − ¼tₖ‖∇f(xᵏ)‖² + ⅞tₖεₖ² for large k, as tₖ → 0",
        ours=True,
    ),
    follows(
        "descent with squares",
        f"eventually(k, {NEXT} + {LATER_FRACTION} < {F} + {FRACTION} - (1/4)*{SQUARE})",
        *(step("small t"), step("tail² and next"), definition("slope", k="k")),
    ),
    follows(
        "⅞ of the tail",
        f"eventually(k, 0 < {FRACTION} and {FRACTION} < {TAIL_OF_SQ})",
        *(step("tail² and next"), step("tε² > 0"), step("tails² ≥ 0", k="k + 1")),
    ),
    Step(
        name="(iii)²",
        claim="xᵏ → x̄, with ⅞Σtε² for uₖ and Σtε² for vₖ",
        ours=True,
        check=Uses(
            proof="khanh-3.3-length",
            conclusion="convergence",
            by={"c1": "1/4", "u[k]": FRACTION, "top[k]": TAIL_OF_SQ},
            given=(
                *(*AT_ANY_KL, hypothesis("kl-tail-of-squares")),
                *(step("descent with squares"), step("⅞ of the tail"), step("tails² → 0")),
                step("(ii)²"),
            ),
        ),
    ),
)

steps = (
    *(*one_step, *gradients, *rests, *potential, *persistence, *bounded_gradient),
    *(*function_values, *first_part, *second_part, *third_part),
    *(*squares, *vanishing, *values_of_squares, *kl_of_squares),
)
proof = Proof(
    name="khanh-3.3-stronger",
    summary="Theorem 3.3 for any εₖ with Σ tₖεₖ < ∞, and from Σ tₖεₖ² < ∞ (not in print)",
    source="a strengthening of K24, Theorem 3.3",
    statement=statement,
    steps=steps,
    parts=(
        Part(text="(i) ∇f(xᵏ) → 0", conclusion="gradient-limit", shown_by="(i)", ours=True),
        Part(text="(ii) f(xᵏ) → f(x̄)", conclusion="value-convergence", shown_by="(ii)", ours=True),
        Part(text="(iii) xᵏ → x̄", conclusion="convergence", shown_by="(iii)", ours=True),
        *(
            Part(text=text, conclusion=conclusion, shown_by=shown_by, ours=True)
            for text, conclusion, shown_by in (
                ("∇f(xᵏ) → 0 from Σ tₖεₖ² < ∞", "gradient-limit-squares", "(i)²"),
                ("f(xᵏ) → f(x̄) from Σ tₖεₖ² < ∞", "value-convergence-squares", "(ii)²"),
                ("xᵏ → x̄ from (9) with tᵢεᵢ² for tᵢεᵢ", "convergence-squares", "(iii)²"),
            )
        ),
    ),
    outcome="Theorem 3.3 holds with Σ tₖεₖ < ∞ as the only condition on εₖ, lim sup tₖ < 2/L, and "
    "in (iii) without Assumption 2.3 and f(xᵏ) > f(x̄); (i) and (ii) hold with Σ tₖεₖ² < ∞ alone",
)
