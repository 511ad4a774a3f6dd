"""Inexact gradient descent with absolute error.

The KL inequality is used where it holds only: in the ball of radius R about x̄, and where
0 < f(x) − f(x̄) < η. That xᵏ stays in that ball is shown by induction.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Cited,
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
    f"{F} - t[k]*(1 - L*t[k])*({SLOPE}**2 - eps[k]*{SLOPE}) + (L*t[k]**2/2)*(eps[k]**2 - {SLOPE}**2)"
)
COLLECTED = f"{F} - {C1_OF}*t[k]*{SLOPE}**2 + {C2_OF}*t[k]*eps[k]"

constants = (
    Step(
        name="(4)",
        claim="(3) gives (4): f(z) ≤ f(y) + ⟨∇f(y), z − y⟩ + (L/2)‖z − y‖²",
        check=Cited(
            source="K24, section 2",
            then="forall(y, z, f(z) <= f(y) + dot(grad(y), z - y) + (L/2)*sq(z - y))",
        ),
    ),
    Step(
        name="e",
        claim="εₖ ≤ e < 2 for large k",
        check=Choose(names=("e",), given=hypothesis("error-limsup")),
    ),
    follows(
        "margin", "min(1/2, (2 - e)/2)/L > 0", step("e"), hypothesis("L")
    ),
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
        *(step("e"), step("Ltₖ is small"), definition("c1"), hypothesis("L"), *SIGNS),
        claim="½(2 − Lt − ε + Ltε) ≥ c₁ > 0 for large k; c₁ = (2 − e)/4 where ε ≤ e < 2",
    ),
    follows(
        "(27) c₂",
        f"eventually(k, {C2_OF} <= c2)",
        *(step("e"), step("Ltₖ is small"), definition("c2"), hypothesis("L"), *SIGNS),
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
        "(28) error",
        "since(K1, k, V2[k] <= V3[k])",
        *(definition("V2", k="k"), definition("V3", k="k"), step("from K on"), step("(29)")),
        *(hypothesis("absolute-error"), hypothesis("L"), hypothesis("step-positive")),
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
    by_rule(
        "tail and next", "tail and next", {"a(k)": ERROR}, hypothesis("error-summable")
    ),
    follows(
        "u difference",
        f"always(k, u[k] - u[k + 1] == {ERROR})",
        *(definition("u", k="k"), definition("u", k="k + 1"), step("tail and next")),
        *(definition("c2"), *SIGNS),
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
        "tails are nonnegative",
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
        *(hypothesis("lipschitz", y="x[k + 1]", z="x[k]"), step("‖xᵏ⁺¹ − xᵏ‖"), hypothesis("L")),
    ),
    follows(
        "α moves",
        "always(k, norm(grad(x[k + 1])) - norm(grad(x[k])) <= norm(grad(x[k + 1]) - grad(x[k])))",
    ),
    follows(
        "gradient increments",
        f"always(k, norm(grad(x[k + 1])) - {SLOPE} <= norm(grad(x[k + 1]) - grad(x[k]))"
        f" <= L*t[k]*norm(g[k]) <= L*t[k]*({SLOPE} + eps[k]))",
        *(step("∇f moves"), step("α moves"), step("‖g‖"), hypothesis("L")),
        hypothesis("step-positive"),
        claim="αₖ₊₁ − αₖ ≤ ‖∇f(xᵏ⁺¹) − ∇f(xᵏ)‖ ≤ Ltₖ‖gᵏ‖ ≤ Ltₖ(‖∇f(xᵏ)‖ + εₖ)",
    ),
)

first_parts = (
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
        "total(i, 1, K1 + 1, t[i])*L + 1 > 0"
        " and always(k, L*t[k] <= total(i, 1, K1 + 1, t[i])*L + 1)",
        *(step("early t"), step("from K on")),
        *(step("sums of t", k="K1 + 1"), hypothesis("L")),
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
    by_rule(
        "Σβ = ∞",
        "multiple of a divergent series",
        {"a(k)": "t[k]", "c": "L"},
        *(hypothesis("step-diverges"), hypothesis("L")),
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
    by_rule("−1 → −1", "constant", {"c": "-1"}),
    by_rule(
        "−u → 0",
        "product of limits",
        {"a(k)": "-1", "b(k)": "u[k]", "c": "-1", "d": "0"},
        *(step("−1 → −1"), step("u → 0")),
    ),
    by_rule(
        "f(xᵏ) converges",
        "sum of limits",
        {"a(k)": f"{F} + u[k]", "b(k)": "-u[k]", "c": "r", "d": "0"},
        *(step("r"), step("−u → 0")),
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
        "values along a limit",
        {"v(k)": "x[s[k]]", "c": "xbar"},
        *(hypothesis("smooth"), step("s")),
    ),
    by_rule(
        "their limit",
        "along a subsequence",
        {"a(k)": F, "c": "r", "s": "s"},
        *(step("f(xᵏ) converges"), step("s")),
    ),
    by_rule(
        "r = f(x̄)",
        "only one limit",
        {"a(k)": "f(x[s[k]])", "c": "r", "d": "f(xbar)"},
        *(step("their limit"), step("values along it")),
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

steps = (*constants, *estimates, *function_values, *gradients, *first_parts)
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
        Part(text="(iii) xᵏ → x̄", conclusion="global-minimizer", shown_by="global minimizer"),
    ),
    stronger=("khanh-3.3-stronger",),
    outcome="the conclusions survive: uₖ − uₖ₊₁ is c₂tₖεₖ; (9) can only start at large k. "
    "lim sup εₖ < 2, not invariant under f → cf, and the monotonicity of tₖ are not needed",
)
