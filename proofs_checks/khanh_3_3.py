"""Inexact gradient descent with absolute error.

The KL inequality is used where it holds only: in the ball of radius R about x̄, and where
0 < f(x) − f(x̄) < η. That xᵏ stays in that ball is shown by induction.
"""

from __future__ import annotations

from sam_theory.proofs.derived import below_its_sums, descent_condition, some_index_or_none
from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Exists,
    Part,
    Proof,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.tending import accumulates_at_its_limit, limit_along, tends_without
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_3 import khanh_3_3

F, NEXT, DOT, ERROR = "f(x[k])", "f(x[k + 1])", "dot(grad(x[k]), g[k])", "t[k]*eps[k]"
SLOPE, OF_SLOPE = "norm(grad(x[k]))", "norm(grad(x[i]))"
SQUARE, SQUARES = f"t[k]*{SLOPE}**2", f"t[i]*{OF_SLOPE}**2"
TAIL = "tail(i, k, t[i]*eps[i])"
C1_OF = "(2 - L*t[k] - eps[k] + L*t[k]*eps[k])/2"
C2_OF = "((1 - L*t[k])/2 + L*t[k]*eps[k]/2)"
SIGNS = (hypothesis("step-positive"), hypothesis("error-positive"))
EXPANDED = f"{F} - t[k]*{DOT} + (L*t[k]**2/2)*sq(g[k])"
REWRITTEN = (
    f"{F} - t[k]*(1 - L*t[k])*{DOT} + (L*t[k]**2/2)*(sq(g[k] - grad(x[k])) - sq(grad(x[k])))"
)
BOUNDED = (
    f"{F} - t[k]*(1 - L*t[k])*({SLOPE}**2 - eps[k]*{SLOPE})"
    f" + (L*t[k]**2/2)*(eps[k]**2 - {SLOPE}**2)"
)
COLLECTED = f"{F} - {C1_OF}*t[k]*{SLOPE}**2 + {C2_OF}*t[k]*eps[k]"

constants = (
    descent_condition(claim="(3) gives (4): f(z) ≤ f(y) + ⟨∇f(y), z − y⟩ + (L/2)‖z − y‖²"),
    Step(
        name="e",
        claim="εₖ ≤ e < 2 for large k",
        check=Choose(names=("e",), given=hypothesis("error-limsup")),
    ),
    follows("margin", "min(1/2, (2 - e)/2)/L > 0", step("e"), hypothesis("L")),
    by_rule(
        "tₖ → 0",
        "near the limit",
        {"a(k)": "t[k]", "c": "0", "r": "min(1/2, (2 - e)/2)/L"},
        *(hypothesis("step-vanishes"), step("margin")),
    ),
    follows(
        "Ltₖ is small",
        "eventually(k, L*t[k] < 1/2 and L*t[k] < (2 - e)/2)",
        *(step("tₖ → 0"), hypothesis("L")),
    ),
    Step(name="c1", check=Define(symbol="c1", value="(2 - e)/4")),
    Step(name="c2", check=Define(symbol="c2", value="3/4")),
    follows("c₁ > 0", "c1 > 0", step("e"), definition("c1")),
    follows("0 < c₂ < 1", "0 < c2 < 1", definition("c2")),
    follows(
        "(27) c₁",
        f"eventually(k, {C1_OF} >= c1)",
        *(step("e"), step("Ltₖ is small"), definition("c1"), hypothesis("L")),
        hypothesis("step-positive"),
        claim="½(2 − Lt − ε + Ltε) ≥ c₁ > 0 for large k; c₁ = (2 − e)/4 where ε ≤ e < 2",
    ),
    follows(
        "(27) c₂",
        f"eventually(k, {C2_OF} <= c2)",
        *(step("e"), step("Ltₖ is small"), definition("c2"), hypothesis("L")),
        hypothesis("step-positive"),
        claim="½(1 − Lt) + Ltε/2 ≤ c₂ ∈ (0, 1) for large k; c₂ = 3/4",
    ),
    follows(
        "(27) Lt < 1",
        "eventually(k, L*t[k] < 1)",
        step("Ltₖ is small"),
        claim="Ltₖ < 1 for large k",
    ),
    follows(
        "(27)",
        f"eventually(k, {C1_OF} >= c1 and {C2_OF} <= c2 and L*t[k] < 1)",
        *(step("(27) c₁"), step("(27) c₂"), step("(27) Lt < 1")),
        claim="all of it from some K on",
    ),
    Step(name="from K on", check=Choose(names=("K1",), given=step("(27)"))),
)

estimates = (
    follows(
        "(29)",
        f"always(k, {DOT} >= -eps[k]*{SLOPE} + {SLOPE}**2)",
        hypothesis("absolute-error"),
        claim="⟨g, ∇f⟩ ≥ −ε‖∇f‖ + ‖∇f‖²",
    ),
    Step(name="V1", claim="the sides of (28)", check=Define(symbol="V1[k]", value=EXPANDED)),
    Step(name="V2", check=Define(symbol="V2[k]", value=REWRITTEN)),
    Step(name="V3", check=Define(symbol="V3[k]", value=BOUNDED)),
    Step(name="V4", check=Define(symbol="V4[k]", value=COLLECTED)),
    follows(
        "(28) first",
        f"always(k, {NEXT} <= V1[k])",
        *(step("(4)", y="x[k]", z="x[k + 1]"), definition("iteration"), definition("V1", k="k")),
        claim="f(xᵏ⁺¹) ≤ f − t⟨∇f, g⟩ + (Lt²/2)‖g‖²",
    ),
    follows(
        "(28) rewriting",
        "always(k, V1[k] == V2[k])",
        *(definition("V1", k="k"), definition("V2", k="k")),
        claim="f − t⟨∇f, g⟩ + (Lt²/2)‖g‖² = f − t(1 − Lt)⟨∇f, g⟩ + (Lt²/2)(‖g − ∇f‖² − ‖∇f‖²)",
    ),
    follows(
        "‖g − ∇f‖²",
        "always(k, sq(g[k] - grad(x[k])) <= eps[k]**2)",
        hypothesis("absolute-error"),
    ),
    follows(
        "(28) error",
        "since(K1, k, V2[k] <= V3[k])",
        *(definition("V2", k="k"), definition("V3", k="k"), step("from K on"), step("(29)")),
        *(step("‖g − ∇f‖²"), hypothesis("L"), hypothesis("step-positive")),
        claim="… ≤ f − t(1 − Lt)(‖∇f‖² − ε‖∇f‖) + (Lt²/2)(ε² − ‖∇f‖²)",
    ),
    follows(
        "ε‖∇f‖",
        f"always(k, eps[k]*{SLOPE} <= eps[k]*(1 + {SLOPE}**2)/2)",
        hypothesis("error-positive"),
        claim="ε‖∇f‖ ≤ ½ε(1 + ‖∇f‖²)",
    ),
    follows(
        "(28) collected",
        "since(K1, k, V3[k] <= V4[k])",
        *(definition("V3", k="k"), definition("V4", k="k"), step("from K on"), step("ε‖∇f‖")),
        hypothesis("step-positive"),
        claim="… ≤ f − ½(2 − Lt − ε + Ltε)t‖∇f‖² + (½(1 − Lt) + Ltε/2)tε",
    ),
    follows(
        "(28) constants",
        f"since(K1, k, V4[k] <= {F} - c1*{SQUARE} + c2*{ERROR})",
        *(definition("V4", k="k"), step("from K on"), *SIGNS),
        claim="… ≤ f − c₁t‖∇f‖² + c₂tε",
    ),
    follows(
        "(28)",
        f"since(K1, k, {NEXT} <= {F} - c1*{SQUARE} + c2*{ERROR})",
        *(step("(28) first"), step("(28) rewriting"), step("(28) error")),
        *(step("(28) collected"), step("(28) constants")),
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − c₁tₖ‖∇f(xᵏ)‖² + c₂tₖεₖ",
    ),
)

function_values = (
    Step(
        name="u",
        claim="uₖ = c₂Σ_{i≥k} tᵢεᵢ",
        check=Define(symbol="u[k]", value=f"c2*{TAIL}"),
    ),
    by_rule("tail and next", "tail and next", {"a(k)": ERROR}, hypothesis("error-summable")),
    follows(
        "u difference",
        # a stands for tₖεₖ, q for the tail after it
        "forall(a, c, q, implies(a > 0 and 0 < c and c < 1 and q > 0, c*(a + q) - c*q == a))",
        erratum="the factor c₂ is missing",
        claim="uₖ − uₖ₊₁ = tₖεₖ, where uₖ = c₂Σ_{i≥k} tᵢεᵢ",
    ),
    follows(
        "u difference, corrected",
        f"always(k, u[k] - u[k + 1] == c2*{ERROR})",
        *(definition("u", k="k"), definition("u", k="k + 1"), step("tail and next")),
        claim="uₖ − uₖ₊₁ = c₂tₖεₖ",
        ours=True,
    ),
    follows(
        "(30)",
        f"since(K1, k, {NEXT} + u[k + 1] <= {F} + u[k] - c1*{SQUARE})",
        *(step("(28)"), step("u difference, corrected")),
        claim="f(xᵏ⁺¹) + uₖ₊₁ ≤ f(xᵏ) + uₖ − c₁tₖ‖∇f(xᵏ)‖²",
    ),
    follows("tε > 0", f"since(1, k, {ERROR} >= 0)", *SIGNS),
    by_rule(
        "tails ≥ 0",
        "sums and tails",
        {"a(k)": ERROR, "K": "1"},
        *(hypothesis("error-summable"), step("tε > 0")),
    ),
    follows(
        "tails > 0",
        f"always(k, {TAIL} > 0)",
        *(step("tails ≥ 0", k="k + 1"), step("tail and next"), *SIGNS),
    ),
    follows(
        "u > 0",
        f"always(k, 0 < u[k] and u[k] < {TAIL})",
        *(step("tails > 0"), definition("u", k="k"), step("0 < c₂ < 1")),
    ),
    by_rule(
        "tails → 0",
        "tails vanish",
        {"a(k)": ERROR},
        hypothesis("error-summable"),
    ),
    by_rule("0 → 0", "constant", {"c": "0"}),
    follows(
        "0 ≤ u ≤ tail",
        f"eventually(k, 0 <= u[k] and u[k] <= {TAIL})",
        step("u > 0"),
    ),
    by_rule(
        "u → 0",
        "squeeze",
        {"a(k)": "0", "b(k)": TAIL, "e(k)": "u[k]", "c": "0"},
        *(step("0 → 0"), step("tails → 0"), step("0 ≤ u ≤ tail")),
    ),
    Step(
        name="low",
        claim="f(xᵏ) ≥ low, such as inf f(xᵏ)",
        check=Choose(names=("low",), given=hypothesis("bounded-below")),
    ),
)

gradients = (
    *inductively(
        "telescoping",
        f"c1*total(i, K1, k, {SQUARES}) <= f(x[K1]) + u[K1] - {F} - u[k]",
        "K1",
        given=(step("(30)"),),
    ),
    follows(
        "Σt‖∇f‖²",
        f"since(K1, k, c1*total(i, K1, k, {SQUARES}) <= f(x[K1]) - low + u[K1])",
        *(step("telescoping"), step("low"), step("u > 0")),
        claim="c₁Σ_{k≥K} tₖ‖∇f(xᵏ)‖² ≤ f(x^K) − inf f(xᵏ) + u_K",
    ),
    follows(
        "sums of t‖∇f‖²",
        f"since(K1, k, total(i, K1, k, {SQUARES}) <= (f(x[K1]) - low + u[K1])/c1)",
        *(step("Σt‖∇f‖²"), step("c₁ > 0")),
    ),
    follows("t‖∇f‖² ≥ 0", f"since(K1, k, {SQUARE} >= 0)", hypothesis("step-positive")),
    by_rule(
        "Σt‖∇f‖² < ∞",
        "bounded sums",
        {"a(k)": SQUARE, "K": "K1", "c": "(f(x[K1]) - low + u[K1])/c1"},
        *(step("t‖∇f‖² ≥ 0"), step("sums of t‖∇f‖²")),
        claim="Σ tₖ‖∇f(xᵏ)‖² < ∞",
    ),
    follows(
        "‖g‖",
        f"always(k, norm(g[k]) <= {SLOPE} + eps[k])",
        hypothesis("absolute-error"),
        claim="‖gᵏ‖ ≤ ‖∇f(xᵏ)‖ + εₖ",
    ),
    follows(
        "‖xᵏ⁺¹ − xᵏ‖",
        "always(k, norm(x[k + 1] - x[k]) == t[k]*norm(g[k]))",
        *(definition("iteration"), hypothesis("step-positive")),
        claim="‖xᵏ⁺¹ − xᵏ‖ = tₖ‖gᵏ‖",
    ),
    follows(
        "∇f moves",
        "always(k, norm(grad(x[k + 1]) - grad(x[k])) <= L*t[k]*norm(g[k]))",
        *(hypothesis("lipschitz", y="x[k + 1]", z="x[k]"), step("‖xᵏ⁺¹ − xᵏ‖")),
    ),
    follows(
        "gradient increments",
        f"always(k, norm(grad(x[k + 1])) - {SLOPE} <= norm(grad(x[k + 1]) - grad(x[k]))"
        f" <= L*t[k]*norm(g[k]) <= L*t[k]*({SLOPE} + eps[k]))",
        *(step("∇f moves"), step("‖g‖"), hypothesis("L")),
        hypothesis("step-positive"),
        claim="αₖ₊₁ − αₖ ≤ ‖∇f(xᵏ⁺¹) − ∇f(xᵏ)‖ ≤ Ltₖ‖gᵏ‖ ≤ Ltₖ(‖∇f(xᵏ)‖ + εₖ)",
    ),
)

first_parts = (
    *below_its_sums(
        "early t", "t[k]", "K1", "step-positive", claim="tₘ ≤ Σ_{i=1}^{K} tᵢ for m ≤ K"
    ),
    follows(
        "β ≤ β̄",
        "total(i, 1, K1 + 1, t[i])*L + 1 > 0"
        " and always(k, L*t[k] <= total(i, 1, K1 + 1, t[i])*L + 1)",
        *(step("early t"), step("from K on")),
        *(step("early t: sums", k="K1 + 1"), hypothesis("L")),
    ),
    Step(
        name="β bounded",
        claim="β = Lt is bounded: Ltₖ < 1 from K on",
        check=Witness(
            then="exists(b, b > 0 and always(k, L*t[k] <= b))",
            values={"b": "total(i, 1, K1 + 1, t[i])*L + 1"},
            given=(step("β ≤ β̄"),),
        ),
    ),
    follows(
        "signs of α, β, γ",
        f"always(k, {SLOPE} >= 0 and L*t[k] >= 0 and L*t[k]*eps[k] >= 0)",
        *(hypothesis("L"), *SIGNS),
    ),
    follows(
        "recursion",
        f"eventually(k, norm(grad(x[k + 1])) - {SLOPE} <= L*t[k]*{SLOPE} + L*t[k]*eps[k])",
        step("gradient increments"),
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
    ),
    follows(
        "f + u decreases",
        f"since(K1, k, {NEXT} + u[k + 1] <= {F} + u[k])",
        *(step("(30)"), step("c₁ > 0"), hypothesis("step-positive")),
    ),
    follows("f + u ≥ low", f"since(K1, k, {F} + u[k] >= low)", step("low"), step("u > 0")),
    by_rule(
        "f + u converges",
        "monotone convergence",
        {"a(k)": f"{F} + u[k]", "K": "K1", "c": "low"},
        *(step("f + u decreases"), step("f + u ≥ low")),
        claim="f(xᵏ) + uₖ decreases and is bounded below, so it converges",
    ),
    Step(name="r", check=Choose(names=("r",), given=step("f + u converges"))),
    *tends_without(
        "f(xᵏ) converges",
        F,
        "u[k]",
        "r",
        whole=step("r"),
        vanishes=step("u → 0"),
        claim="as uₖ → 0, f(xᵏ) converges",
    ),
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
    *limit_along(
        "r = f(x̄)",
        F,
        "r",
        "f(xbar)",
        tends=step("f(xᵏ) converges"),
        subsequence=step("s"),
        there=step("values along it"),
        claim="its limit is f(x̄) at each accumulation point",
    ),
    by_rule(
        "(ii)",
        "equals",
        {"P(r)": f"tends(k, {F}, r)", "a": "r", "b": "f(xbar)"},
        *(step("r = f(x̄)"), step("f(xᵏ) converges")),
        claim="f(xᵏ) → f(x̄)",
    ),
)

GAP, RAISED = "(f(x[k]) - f(xbar))", "(f(x[k]) - f(xbar) + u[k])"
LATER = "(f(x[k + 1]) - f(xbar) + u[k + 1])"
FALL = f"({F} + u[k] - {NEXT} - u[k + 1])"
WEIGHT, OF_WEIGHT = f"t[k]/dphi({TAIL})", "t[i]/dphi(tail(k, i, t[k]*eps[k]))"
WEIGHTS = f"total(i, K, k, {OF_WEIGHT})"
IN_KL = f"k >= K1 and f(x[k]) > f(xbar) and {RAISED} < eta and {TAIL} < eta"
GOOD, REST = "C*c1*t[k]*slope[k]**2", f"(1/dphi{GAP} + 1/dphi(u[k]))"


def close(index: str) -> str:
    """That the terms of (32) are small at this index, which is large."""
    return (
        f"norm(x[{index}] - xbar) < R/4 and Delta[{index}]/(C*c1) < R/4"
        f" and tail(i, {index}, {OF_WEIGHT}) < R/4 and tail(i, {index}, t[i]*eps[i]) < R/4"
        f" and {index} >= K2"
    )


tails = (
    Step(
        name="(9) need not be defined",
        claim="φ′ lives on (0, η), and early tails Σ_{i≥k} tᵢεᵢ of (9) may be η or more",
        ours=True,
        check=Exists(such_that=("eta > 0", "tail > 0", "tail >= eta")),
    ),
    follows("η > 0", "eta > 0", hypothesis("kl")),
    by_rule(
        "tails near 0",
        "near the limit",
        {"a(k)": TAIL, "c": "0", "r": "eta"},
        *(step("tails → 0"), step("η > 0")),
    ),
    follows(
        "(9) is defined for large k",
        f"eventually(k, 0 < {TAIL} and {TAIL} < eta)",
        *(step("tails near 0"), step("tails > 0")),
        claim="the tails are below η from some k on, where (9) is meant to start",
        ours=True,
    ),
)

where_kl_holds = (
    by_rule(
        "f + u → f(x̄)",
        "sum of limits",
        {"a(k)": F, "b(k)": "u[k]", "c": "f(xbar)", "d": "0"},
        *(step("(ii)"), step("u → 0")),
    ),
    by_rule(
        "f + u near f(x̄)",
        "near the limit",
        {"a(k)": f"{F} + u[k]", "c": "f(xbar)", "r": "eta"},
        *(step("f + u → f(x̄)"), step("η > 0")),
    ),
    follows(
        "where φ is used",
        f"eventually(k, {IN_KL})",
        *(local("above"), step("f + u near f(x̄)"), step("(9) is defined for large k")),
        step("from K on"),
    ),
    Step(name="from K2 on", check=Choose(names=("K2",), given=step("where φ is used"))),
    Step(
        name="Delta",
        claim="Δₖ = φ(f(xᵏ) − f(x̄) + uₖ)",
        check=Define(symbol="Delta[k]", value=f"phi{RAISED}"),
    ),
    Step(name="slope", check=Define(symbol="slope[k]", value=SLOPE)),
    Step(name="dist", check=Define(symbol="dist[k]", value="norm(x[k] - xbar)")),
    follows(
        "Δ ≥ 0",
        "since(K2, k, Delta[k] >= 0)",
        *(step("from K2 on"), step("u > 0"), definition("Delta", k="k"), hypothesis("kl")),
        *(hypothesis("kl slope", r=RAISED), hypothesis("kl concave", r=RAISED, b="0")),
    ),
    follows(
        "φ′ > 0",
        f"since(K2, k, dphi{RAISED} > 0 and dphi{GAP} > 0 and dphi(u[k]) > 0 and dphi({TAIL}) > 0)",
        *(step("from K2 on"), step("u > 0")),
        *(hypothesis("kl slope", r=r) for r in (RAISED, GAP, "u[k]", TAIL)),
    ),
    follows(
        "(30) in numbers",
        f"since(K2, k, {FALL} >= c1*t[k]*slope[k]**2)",
        *(step("(30)"), step("from K2 on"), definition("slope", k="k")),
    ),
)

decrease_of_phi = (
    follows(
        "(34) first",
        f"since(K2, k, Delta[k] - Delta[k + 1] >= dphi{RAISED}*{FALL})",
        *(step("from K2 on"), step("from K2 on", k="k + 1"), step("u > 0")),
        *(step("u > 0", k="k + 1"), definition("Delta", k="k"), definition("Delta", k="k + 1")),
        hypothesis("kl concave", r=RAISED, b=LATER),
        claim="Δₖ − Δₖ₊₁ ≥ φ′(aₖ)(aₖ − aₖ₊₁), aₖ = f(xᵏ) − f(x̄) + uₖ, by concavity of φ",
    ),
    follows(
        "(34) second",
        f"since(K2, k, dphi{RAISED}*{FALL} >= dphi{RAISED}*c1*t[k]*slope[k]**2)",
        *(step("φ′ > 0"), step("(30) in numbers")),
        claim="… ≥ φ′(aₖ)c₁tₖ‖∇f(xᵏ)‖²",
    ),
    follows(
        "C/φ′(a)",
        f"since(K2, k, C/dphi{RAISED} <= {REST})",
        *(step("from K2 on"), step("u > 0"), step("φ′ > 0")),
        hypothesis("assumption-2.3", a=GAP, b="u[k]"),
        claim="C[φ′(aₖ)]⁻¹ ≤ [φ′(f(xᵏ) − f(x̄))]⁻¹ + [φ′(uₖ)]⁻¹ by Assumption 2.3",
    ),
    follows(
        "(34) third",
        f"since(K2, k, dphi{RAISED}*c1*t[k]*slope[k]**2 >= {GOOD}/{REST})",
        *(step("C/φ′(a)"), step("φ′ > 0"), step("c₁ > 0"), hypothesis("step-positive")),
        claim="… ≥ Cc₁t‖∇f‖²/([φ′(f(xᵏ) − f(x̄))]⁻¹ + [φ′(uₖ)]⁻¹), by Assumption 2.3",
    ),
    follows(
        "KL at xᵏ",
        f"since(K2, k, implies(dist[k] < R, dphi{GAP}*slope[k] >= 1))",
        *(step("from K2 on"), step("u > 0"), hypothesis("kl inequality", y="x[k]")),
        *(definition("slope", k="k"), definition("dist", k="k")),
        claim="the KL inequality at xᵏ, where xᵏ ∈ U and f(xᵏ) > f(x̄)",
    ),
    follows("C > 0", "C > 0", hypothesis("assumption-2.3")),
    follows(
        "(34) fourth",
        f"since(K2, k, implies(dist[k] < R, {GOOD}/{REST} >= {GOOD}/(slope[k] + 1/dphi(u[k]))))",
        *(step("KL at xᵏ"), step("φ′ > 0"), step("c₁ > 0"), step("C > 0")),
        hypothesis("step-positive"),
        claim="… ≥ Cc₁t‖∇f‖²/(‖∇f‖ + [φ′(uₖ)]⁻¹), by the KL inequality at xᵏ ∈ U, f(xᵏ) > f(x̄)",
    ),
    follows(
        "(34)",
        "since(K2, k, implies(dist[k] < R,"
        f" Delta[k] - Delta[k + 1] >= {GOOD}/(slope[k] + 1/dphi(u[k]))))",
        *(step(f"(34) {which}") for which in ("first", "second", "third", "fourth")),
        *(step("φ′ > 0"), step("KL at xᵏ")),
    ),
    follows(
        "(35)",
        "since(K2, k, implies(dist[k] < R, t[k]*slope[k] <= (Delta[k] - Delta[k + 1])/(2*C*c1)"
        " + t[k]*(1/dphi(u[k]) + slope[k])/2))",
        *(step("(34)"), step("KL at xᵏ"), step("φ′ > 0"), step("c₁ > 0"), step("C > 0")),
        hypothesis("step-positive"),
        claim="t‖∇f‖ ≤ (Δₖ − Δₖ₊₁)/(2Cc₁) + ½t([φ′(uₖ)]⁻¹ + ‖∇f‖)",
    ),
    follows(
        "φ′(c₂Σ)",
        f"since(K2, k, 1/dphi(u[k]) <= 1/dphi({TAIL}))",
        *(step("from K2 on"), step("u > 0"), step("φ′ > 0")),
        *(hypothesis("kl concave", r="u[k]", b=TAIL), hypothesis("kl concave", r=TAIL, b="u[k]")),
        claim="[φ′(c₂Σ_{i≥k} tᵢεᵢ)]⁻¹ ≤ [φ′(Σ_{i≥k} tᵢεᵢ)]⁻¹, as φ′ does not increase and c₂ < 1",
    ),
    follows(
        "(35) for one step",
        "since(K2, k, implies(dist[k] < R,"
        f" t[k]*slope[k] <= (Delta[k] - Delta[k + 1])/(C*c1) + {WEIGHT}))",
        *(step("(35)"), step("φ′(c₂Σ)"), step("φ′ > 0"), step("c₁ > 0"), step("C > 0")),
        hypothesis("step-positive"),
    ),
)

near = (
    follows("Cc₁R/4 > 0", "C*c1*R/4 > 0", step("C > 0"), step("c₁ > 0"), hypothesis("kl")),
    Step(
        name="φ is small near 0",
        check=Apply(to=hypothesis("kl continuous", r="C*c1*R/4"), given=(step("Cc₁R/4 > 0"),)),
    ),
    Step(name="a", check=Choose(names=("a",), given=step("φ is small near 0"))),
    follows("a > 0", "a > 0", step("a")),
    by_rule(
        "aₖ → 0",
        "near the limit",
        {"a(k)": f"{F} + u[k]", "c": "f(xbar)", "r": "a"},
        *(step("f + u → f(x̄)"), step("a > 0")),
    ),
    follows(
        "Δ → 0",
        "eventually(k, Delta[k]/(C*c1) < R/4)",
        *(step("aₖ → 0"), step("a", b=RAISED), step("from K2 on"), step("u > 0")),
        *(definition("Delta", k="k"), step("C > 0"), step("c₁ > 0")),
    ),
    follows("R/4 > 0", "R/4 > 0", hypothesis("kl")),
    by_rule("tails of (9)", "tails vanish", {"a(k)": WEIGHT}, hypothesis("kl-tail")),
    by_rule(
        "tails of (9) → 0",
        "near the limit",
        {"a(k)": f"tail(i, k, {OF_WEIGHT})", "c": "0", "r": "R/4"},
        *(step("tails of (9)"), step("R/4 > 0")),
    ),
    by_rule(
        "tails of tε → 0",
        "near the limit",
        {"a(k)": TAIL, "c": "0", "r": "R/4"},
        *(step("tails → 0"), step("R/4 > 0")),
    ),
    follows(
        "small for large k",
        "eventually(k, Delta[k]/(C*c1) < R/4"
        f" and tail(i, k, {OF_WEIGHT}) < R/4 and {TAIL} < R/4 and k >= K2)",
        *(step("Δ → 0"), step("tails of (9) → 0"), step("tails of tε → 0"), step("from K2 on")),
        *(step("C > 0"), step("c₁ > 0")),
    ),
    by_rule(
        "small along it",
        "late indices",
        {
            "P(k)": "Delta[k]/(C*c1) < R/4"
            f" and tail(i, k, {OF_WEIGHT}) < R/4 and {TAIL} < R/4 and k >= K2",
            "s": "s",
        },
        *(step("small for large k"), step("s")),
    ),
    by_rule(
        "distances along it", "distance from the limit", {"v(k)": "x[s[k]]", "c": "xbar"}, step("s")
    ),
    by_rule(
        "near x̄ along it",
        "near the limit",
        {"a(k)": "norm(x[s[k]] - xbar)", "c": "0", "r": "R/4"},
        *(step("distances along it"), step("R/4 > 0")),
    ),
    follows(
        "close along it",
        f"eventually(k, {close('s[k]')})",
        *(step("small along it"), step("near x̄ along it"), step("C > 0"), step("c₁ > 0")),
    ),
    Step(name="close from N on", check=Choose(names=("N",), given=step("close along it"))),
    follows(
        "close at N",
        close("s[N]"),
        *(step("close from N on", k="N"), step("C > 0"), step("c₁ > 0")),
    ),
    Step(
        name="such a K exists",
        check=Witness(
            then=f"exists(K, {close('K')})", values={"K": "s[N]"}, given=(step("close at N"),)
        ),
    ),
    Step(name="K̄", check=Choose(names=("K",), given=step("such a K exists"))),
    follows(
        "(32)",
        f"dist[K] + Delta[K]/(C*c1) + tail(i, K, {OF_WEIGHT}) + tail(i, K, t[i]*eps[i]) < R",
        *(step("K̄"), step("C > 0"), step("c₁ > 0"), definition("dist", k="K")),
        claim="‖x^K̄ − x̄‖ + Δ_K̄/(Cc₁) + Σ_{k≥K̄} tₖ[φ′(Σ)]⁻¹ + Σ_{k≥K̄} tₖεₖ < R for some K̄: along "
        "xᵏ → x̄ each of the four terms is below R/4 in the end",
    ),
)

moves = (
    Step(name="move", check=Define(symbol="move[k]", value="norm(x[k + 1] - x[k])")),
    Step(name="size", check=Define(symbol="size[k]", value="norm(g[k])")),
    follows(
        "tₖ‖gᵏ‖",
        "always(k, move[k] == t[k]*size[k] and size[k] <= slope[k] + eps[k])",
        *(step("‖xᵏ⁺¹ − xᵏ‖"), step("‖g‖"), definition("move", k="k")),
        *(definition("size", k="k"), definition("slope", k="k")),
    ),
    follows(
        "length of a step",
        f"always(k, move[k] <= t[k]*slope[k] + {ERROR})",
        *(step("tₖ‖gᵏ‖"), hypothesis("step-positive")),
        claim="‖xᵏ⁺¹ − xᵏ‖ ≤ tₖ‖∇f(xᵏ)‖ + tₖεₖ",
    ),
    follows(
        "triangle",
        "always(k, dist[k + 1] <= dist[k] + move[k])",
        *(definition("move", k="k"), definition("dist", k="k"), definition("dist", k="k + 1")),
    ),
    follows(
        "a step further",
        f"always(k, dist[k + 1] <= dist[k] + t[k]*slope[k] + {ERROR})",
        *(step("length of a step"), step("triangle")),
    ),
)

sums = (
    follows("at K̄", "dist[K] < R", step("K̄"), definition("dist", k="K")),
    follows(
        "terms of (9)",
        f"since(K, k, {WEIGHT} >= 0 and {ERROR} >= 0)",
        *(step("φ′ > 0"), step("K̄"), *SIGNS),
    ),
    by_rule(
        "sums of (9)",
        "sums and tails",
        {"a(k)": WEIGHT, "K": "K"},
        *(hypothesis("kl-tail"), step("terms of (9)")),
    ),
    by_rule(
        "sums of tε",
        "sums and tails",
        {"a(k)": ERROR, "K": "K"},
        *(hypothesis("error-summable"), step("terms of (9)")),
    ),
    *inductively(
        "staying near x̄",
        "dist[k] < R and dist[k] <= dist[K] + total(i, K, k, t[i]*slope[i])"
        " + total(i, K, k, t[i]*eps[i])"
        f" and total(i, K, k, t[i]*slope[i]) <= (Delta[K] - Delta[k])/(C*c1) + {WEIGHTS}",
        "K",
        base=(step("at K̄"), step("C > 0"), step("c₁ > 0")),
        given=(
            *(step("a step further"), step("(35) for one step"), step("Δ ≥ 0", k="k + 1")),
            *(step("sums of (9)", k="k + 1"), step("sums of tε", k="k + 1"), step("(32)")),
            *(step("K̄"), step("C > 0"), step("c₁ > 0"), step("φ′ > 0")),
        ),
        claim="xᵏ ∈ B(x̄, R) for all k ≥ K̄: ‖xᵏ⁺¹ − x̄‖ ≤ ‖x^K̄ − x̄‖ + Σ t‖∇f‖ + Σ tε < R",
    ),
)

length = (
    follows(
        "summed (35)",
        f"since(K, k, total(i, K, k, t[i]*slope[i]) <= Delta[K]/(C*c1) + tail(i, K, {OF_WEIGHT}))",
        *(step("staying near x̄"), step("sums of (9)"), step("Δ ≥ 0"), step("K̄")),
        *(step("C > 0"), step("c₁ > 0")),
        claim="Σ_{k=K}^{m} tₖ‖∇f(xᵏ)‖ ≤ Δ_K/(Cc₁) + Σ_{k≥K} tₖ[φ′(Σ_{i≥k} tᵢεᵢ)]⁻¹",
    ),
    follows(
        "t‖∇f‖ ≥ 0",
        "since(K, k, t[k]*slope[k] >= 0)",
        *(hypothesis("step-positive"), definition("slope", k="k")),
    ),
    by_rule(
        "Σt‖∇f‖ < ∞",
        "bounded sums",
        {
            "a(k)": "t[k]*slope[k]",
            "K": "K",
            "c": f"Delta[K]/(C*c1) + tail(i, K, {OF_WEIGHT})",
        },
        *(step("t‖∇f‖ ≥ 0"), step("summed (35)")),
        claim="Σ tₖ‖∇f(xᵏ)‖ < ∞",
    ),
    by_rule(
        "Σt(‖∇f‖ + ε) < ∞",
        "sum of series",
        {"a(k)": "t[k]*slope[k]", "b(k)": ERROR},
        *(step("Σt‖∇f‖ < ∞"), hypothesis("error-summable")),
    ),
    follows(
        "moves",
        "eventually(k, norm(x[k + 1] - x[k]) >= 0"
        f" and norm(x[k + 1] - x[k]) <= t[k]*slope[k] + {ERROR})",
        *(step("length of a step"), definition("move", k="k")),
    ),
    by_rule(
        "finite length",
        "comparison",
        {"a(k)": "norm(x[k + 1] - x[k])", "b(k)": f"t[k]*slope[k] + {ERROR}"},
        *(step("moves"), step("Σt(‖∇f‖ + ε) < ∞")),
        claim="Σ‖xᵏ⁺¹ − xᵏ‖ ≤ Σt‖∇f‖ + Σtε < ∞",
    ),
    by_rule(
        "it converges",
        "finite length",
        {"v(k)": "x[k]"},
        step("finite length"),
        claim="so xᵏ converges",
    ),
    Step(name="z", check=Choose(names=("z",), given=step("it converges"))),
    *accumulates_at_its_limit(
        "z = x̄",
        "x[k]",
        *("z", "xbar", step("z"), hypothesis("accumulation")),
        along="s1",
        claim="to x̄",
    ),
    by_rule(
        "xᵏ → x̄",
        "equals",
        {"P(r)": "tends(k, x[k], r)", "a": "z", "b": "xbar"},
        *(step("z = x̄"), step("z")),
    ),
)

ABOVE = "eventually(k, f(x[k]) > f(xbar))"
MET = "exists(k, f(x[k]) == f(xbar))"
third_part = (
    *tails,
    Step(
        name="from above",
        claim="if f(xᵏ) > f(x̄) for large k, xᵏ → x̄",
        check=Block(
            assume=(("above", ABOVE),),
            steps=(*where_kl_holds, *decrease_of_phi, *near, *moves, *sums, *length),
        ),
    ),
    Step(
        name="(iii)",
        claim="xᵏ → x̄",
        check=Apply(to=step("from above"), given=(hypothesis("above-limit"),)),
    ),
    *some_index_or_none("f(x̄) is met or not", "f(x[k]) == f(xbar)", "1"),
    Step(
        name="never met",
        check=Block(
            assume=(("never", "since(1, k, not f(x[k]) == f(xbar))"),),
            steps=(
                follows(
                    "f(xᵏ) > f(x̄)",
                    ABOVE,
                    *(local("never"), hypothesis("minimal", y="x[k]")),
                ),
                Step(
                    name="then xᵏ → x̄",
                    check=Apply(to=step("from above"), given=(step("f(xᵏ) > f(x̄)"),)),
                ),
            ),
        ),
    ),
    follows(
        "global minimizer",
        f"{MET} or tends(k, x[k], xbar)",
        *(step("f(x̄) is met or not"), step("never met")),
        claim="if x̄ is a global minimizer, f(xᵏ) = f(x̄) for some k or f(xᵏ) > f(x̄) for all k",
    ),
)

steps = (*constants, *estimates, *function_values, *gradients, *first_parts, *third_part)
proof = Proof(
    name="khanh-3.3",
    summary="Theorem 3.3: inexact gradient descent with absolute error",
    source="K24, Theorem 3.3, proof in Appendix C.2",
    statement=stated(khanh_3_3),
    steps=steps,
    parts=(
        Part(text="(i) ∇f(xᵏ) → 0", conclusion="gradient-limit", shown_by="(i)"),
        Part(text="(ii) f(xᵏ) → f(x̄)", conclusion="value-convergence", shown_by="(ii)"),
        Part(text="(iii) xᵏ → x̄", conclusion="convergence", shown_by="(iii)"),
        Part(
            text="(iii) f(xᵏ) = f(x̄) for some k, or xᵏ → x̄",
            conclusion="global-minimizer",
            shown_by="global minimizer",
        ),
    ),
    stronger=("khanh-3.3-stronger", "khanh-3.3-squares", "khanh-3.3-fewer"),
    outcome="the conclusions survive: uₖ − uₖ₊₁ is c₂tₖεₖ; (9) can only start at large k. "
    "lim sup εₖ < 2, not invariant under f → cf, the monotonicity of tₖ, and in (iii) Assumption "
    "2.3 and f(xᵏ) > f(x̄) for large k are not needed; Σ tₖ = ∞ is for (i) only",
)
