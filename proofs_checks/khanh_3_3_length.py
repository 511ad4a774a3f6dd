"""Descent up to errors that vanish, and the KL property: the iterates converge.

Where f(xᵏ) − f(x̄) > uₖ the KL inequality bounds ‖∇f‖ from below, elsewhere nothing has to. So
neither Assumption 2.3 nor f(xᵏ) > f(x̄) is asked for: φ is taken at half of f(xᵏ) − f(x̄) + uₖ,
which is at most the greater of f(xᵏ) − f(x̄) and uₖ.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Apply,
    Choose,
    Define,
    Given,
    Part,
    Proof,
    Statement,
    Step,
    Witness,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.tending import accumulates_at_its_limit
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements import formulas

F, NEXT, ERROR, SLOPE = "f(x[k])", "f(x[k + 1])", "t[k]*eps[k]", "norm(grad(x[k]))"
GAP = "(f(x[k]) - f(xbar))"
RAISED, LATER = "(f(x[k]) - f(xbar) + u[k])", "(f(x[k + 1]) - f(xbar) + u[k + 1])"
HALF, HALF_LATER = f"({RAISED}/2)", f"({LATER}/2)"
WEIGHT, OF_WEIGHT = "t[k]/dphi(top[k])", "t[i]/dphi(top[i])"
SMALL = (
    f"{RAISED} < eta and top[k] < eta and {NEXT} + u[k + 1] < {F} + u[k] - c1*t[k]*{SLOPE}**2"
    f" and {RAISED} >= -1"
)

statement = Statement(
    hypotheses=(
        formulas.STEP_POSITIVE,
        formulas.ABSOLUTE_ERROR,
        formulas.ERROR_SUMMABLE,
        Given(
            key="descent-with-errors",
            text="f(xᵏ⁺¹) + uₖ₊₁ < f(xᵏ) + uₖ − c₁tₖ‖∇f(xᵏ)‖² for large k, c₁ > 0",
            formula="c1 > 0 and"
            f" eventually(k, {NEXT} + u[k + 1] < {F} + u[k] - c1*t[k]*{SLOPE}**2)",
        ),
        Given(
            key="between",
            text="0 < uₖ < vₖ for large k",
            formula="eventually(k, 0 < u[k] and u[k] < top[k])",
        ),
        Given(key="vanishing", text="vₖ → 0", formula="tends(k, top[k], 0)"),
        Given(key="values", text="f(xᵏ) → f(x̄)", formula=f"tends(k, {F}, f(xbar))"),
        Given(key="kl-tail", text="Σ tₖ[φ′(vₖ)]⁻¹ < ∞", formula=f"summable(k, {WEIGHT})"),
        formulas.ACCUMULATES,
        *formulas.KL,
    ),
    definitions=(formulas.ITERATION,),
    conclusions=(Given(key="convergence", text="xᵏ → x̄", formula="tends(k, x[k], xbar)"),),
)


def close(index: str) -> str:
    """That what bounds the further way is small at this index, which is large."""
    return (
        f"norm(x[{index}] - xbar) < R/4 and 2*Psi[{index}]/c1 < R/4"
        f" and tail(i, {index}, {OF_WEIGHT}) < R/4 and tail(i, {index}, t[i]*eps[i]) < R/4"
        f" and {index} >= K1"
    )


large = (
    follows("η > 0", "eta > 0", hypothesis("kl")),
    follows("c₁ > 0", "c1 > 0", hypothesis("descent-with-errors")),
    by_rule("0 → 0", "constant", {"c": "0"}),
    follows(
        "0 ≤ u ≤ v",
        "eventually(k, 0 <= u[k] and u[k] <= top[k])",
        hypothesis("between"),
    ),
    by_rule(
        "u → 0",
        "squeeze",
        {"a(k)": "0", "b(k)": "top[k]", "e(k)": "u[k]", "c": "0"},
        *(step("0 → 0"), hypothesis("vanishing"), step("0 ≤ u ≤ v")),
    ),
    by_rule(
        "f + u → f(x̄)",
        "sum of limits",
        {"a(k)": F, "b(k)": "u[k]", "c": "f(xbar)", "d": "0"},
        *(hypothesis("values"), step("u → 0")),
    ),
    *(
        by_rule(
            name,
            "near the limit",
            {"a(k)": a, "c": c, "r": r},
            *given,
        )
        for name, a, c, r, given in (
            ("f + u near f(x̄)", f"{F} + u[k]", "f(xbar)", "eta", (step("f + u → f(x̄)"),)),
            ("f + u not low", f"{F} + u[k]", "f(xbar)", "1", (step("f + u → f(x̄)"),)),
            ("v near 0", "top[k]", "0", "eta", (hypothesis("vanishing"),)),
        )
        for given in ((*given, *((step("η > 0"),) if r == "eta" else ())),)
    ),
    follows(
        "for large k",
        f"eventually(k, {SMALL} and 0 < u[k] and u[k] < top[k])",
        *(hypothesis("descent-with-errors"), hypothesis("between")),
        *(step("f + u near f(x̄)"), step("f + u not low"), step("v near 0")),
    ),
    Step(name="from K1 on", check=Choose(names=("K1",), given=step("for large k"))),
    follows(
        "a decreases",
        f"since(K1, k, {NEXT} + u[k + 1] <= {F} + u[k])",
        *(step("from K1 on"), step("c₁ > 0"), hypothesis("step-positive")),
    ),
    follows("a ≥ −1", f"since(K1, k, {F} + u[k] >= f(xbar) - 1)", step("from K1 on")),
    by_rule(
        "a converges",
        "monotone convergence",
        {"a(k)": f"{F} + u[k]", "K": "K1", "c": "f(xbar) - 1"},
        *(step("a decreases"), step("a ≥ −1")),
    ),
    Step(name="low", check=Choose(names=("low",), given=step("a converges"))),
    by_rule(
        "low = f(x̄)",
        "only one limit",
        {"a(k)": f"{F} + u[k]", "c": "low", "d": "f(xbar)"},
        *(step("low"), step("f + u → f(x̄)")),
    ),
    follows(
        "a > 0",
        f"since(K1, k, {RAISED} > 0)",
        *(step("low", k="k + 1"), step("low = f(x̄)"), step("from K1 on"), step("c₁ > 0")),
        hypothesis("step-positive"),
        claim="aₖ = f(xᵏ) − f(x̄) + uₖ > 0, as it decreases strictly to 0",
        ours=True,
    ),
)

one_step = (
    Step(
        name="Psi",
        claim="Ψₖ = φ(aₖ/2)",
        ours=True,
        check=Define(symbol="Psi[k]", value=f"phi{HALF}"),
    ),
    Step(name="slope", check=Define(symbol="slope[k]", value=SLOPE)),
    Step(name="dist", check=Define(symbol="dist[k]", value="norm(x[k] - xbar)")),
    follows("slopes", "always(k, slope[k] >= 0)", definition("slope", k="k")),
    follows(
        "φ′ does not increase",
        "forall(a, b, implies(0 < a and a < b and b < eta, dphi(a) >= dphi(b)))",
        *(hypothesis("kl concave", r="a", b="b"), hypothesis("kl concave", r="b", b="a")),
        ours=True,
    ),
    follows(
        "φ′ > 0",
        f"since(K1, k, dphi{HALF} > 0 and dphi(top[k]) > 0)",
        *(step("from K1 on"), step("a > 0")),
        *(hypothesis("kl slope", r=r) for r in (HALF, "top[k]")),
    ),
    follows(
        "Ψ ≥ 0",
        "since(K1, k, Psi[k] >= 0)",
        *(step("from K1 on"), step("a > 0"), step("φ′ > 0"), definition("Psi", k="k")),
        *(hypothesis("kl"), hypothesis("kl concave", r=HALF, b="0")),
    ),
    follows(
        "descent in numbers",
        f"since(K1, k, {RAISED} - {LATER} >= c1*t[k]*slope[k]**2)",
        *(step("from K1 on"), definition("slope", k="k")),
    ),
    follows(
        "concavity",
        f"since(K1, k, Psi[k] - Psi[k + 1] >= dphi{HALF}*({RAISED} - {LATER})/2)",
        *(step("from K1 on"), step("a > 0"), step("a > 0", k="k + 1"), definition("Psi", k="k")),
        *(definition("Psi", k="k + 1"), step("from K1 on", k="k + 1")),
        hypothesis("kl concave", r=HALF, b=HALF_LATER),
        claim="Ψₖ − Ψₖ₊₁ ≥ φ′(aₖ/2)(aₖ − aₖ₊₁)/2 by concavity of φ",
        ours=True,
    ),
    follows(
        "fall of Ψ",
        f"since(K1, k, Psi[k] - Psi[k + 1] >= dphi{HALF}*slope[k]*(c1*t[k]*slope[k]/2))",
        *(step("concavity"), step("descent in numbers"), step("φ′ > 0")),
        claim="… ≥ φ′(aₖ/2)‖∇f‖ · ½c₁t‖∇f‖",
        ours=True,
    ),
    follows(
        "KL at xᵏ",
        f"since(K1, k, implies(dist[k] < R and {GAP} > u[k], dphi{GAP}*slope[k] >= 1))",
        *(step("from K1 on"), hypothesis("kl inequality", y="x[k]")),
        *(definition("slope", k="k"), definition("dist", k="k")),
        claim="where f(xᵏ) − f(x̄) > uₖ, φ′(f(xᵏ) − f(x̄))‖∇f‖ ≥ 1 in the ball",
        ours=True,
    ),
    follows(
        "gap above u",
        f"since(K1, k, implies(dist[k] < R and {GAP} > u[k], dphi{HALF}*slope[k] >= 1))",
        *(step("from K1 on"), step("KL at xᵏ"), step("slopes")),
        step("φ′ does not increase", a=HALF, b=GAP),
        claim="and aₖ/2 < f(xᵏ) − f(x̄), so φ′(aₖ/2)‖∇f‖ ≥ 1",
        ours=True,
    ),
    follows(
        "gap not above u",
        f"since(K1, k, implies({GAP} <= u[k], dphi{HALF} >= dphi(top[k])))",
        *(step("from K1 on"), step("a > 0"), step("φ′ does not increase", a=HALF, b="top[k]")),
        claim="elsewhere aₖ/2 ≤ uₖ < vₖ, so φ′(aₖ/2) ≥ φ′(vₖ)",
        ours=True,
    ),
    follows(
        "either",
        "since(K1, k, implies(dist[k] < R,"
        f" dphi{HALF}*slope[k] >= 1 or slope[k] <= 1/dphi(top[k])))",
        *(step("gap above u"), step("gap not above u"), step("φ′ > 0")),
        claim="so φ′(aₖ/2)‖∇f‖ ≥ 1 or ‖∇f‖ ≤ [φ′(vₖ)]⁻¹",
        ours=True,
    ),
    follows(
        "one step",
        "since(K1, k, implies(dist[k] < R,"
        f" t[k]*slope[k] <= 2*Psi[k]/c1 - 2*Psi[k + 1]/c1 + {WEIGHT}))",
        *(step("either"), step("fall of Ψ"), step("φ′ > 0"), step("c₁ > 0")),
        hypothesis("step-positive"),
        claim="tₖ‖∇f(xᵏ)‖ ≤ (2/c₁)(Ψₖ − Ψₖ₊₁) + tₖ[φ′(vₖ)]⁻¹ in the ball",
        ours=True,
    ),
)

near = (
    follows("c₁R/8 > 0", "c1*R/8 > 0", step("c₁ > 0"), hypothesis("kl")),
    Step(
        name="φ is small near 0",
        check=Apply(to=hypothesis("kl continuous", r="c1*R/8"), given=(step("c₁R/8 > 0"),)),
    ),
    Step(name="a", check=Choose(names=("a",), given=step("φ is small near 0"))),
    follows("positive", "a > 0 and R/4 > 0", step("a"), hypothesis("kl")),
    by_rule(
        "aₖ → 0",
        "near the limit",
        {"a(k)": f"{F} + u[k]", "c": "f(xbar)", "r": "a"},
        *(step("f + u → f(x̄)"), step("positive")),
    ),
    follows(
        "Ψ → 0",
        "eventually(k, 2*Psi[k]/c1 < R/4)",
        *(step("aₖ → 0"), step("a", b=HALF), step("a > 0"), definition("Psi", k="k")),
        step("c₁ > 0"),
    ),
    by_rule("tails of t/φ′(v)", "tails vanish", {"a(k)": WEIGHT}, hypothesis("kl-tail")),
    by_rule("tails of tε", "tails vanish", {"a(k)": ERROR}, hypothesis("error-summable")),
    *(
        by_rule(
            f"{name} → 0",
            "near the limit",
            {"a(k)": f"tail(i, k, {term})", "c": "0", "r": "R/4"},
            *(step(name), step("positive")),
        )
        for name, term in (("tails of t/φ′(v)", OF_WEIGHT), ("tails of tε", "t[i]*eps[i]"))
    ),
    follows(
        "small for large k",
        f"eventually(k, 2*Psi[k]/c1 < R/4 and tail(i, k, {OF_WEIGHT}) < R/4"
        " and tail(i, k, t[i]*eps[i]) < R/4 and k >= K1)",
        *(step("Ψ → 0"), step("tails of t/φ′(v) → 0"), step("tails of tε → 0")),
        *(step("from K1 on"), step("c₁ > 0")),
    ),
    by_rule(
        "a subsequence tends to x̄",
        "subsequence",
        {"v(k)": "x[k]", "c": "xbar"},
        hypothesis("accumulation"),
    ),
    Step(name="s", check=Choose(names=("s",), given=step("a subsequence tends to x̄"))),
    by_rule(
        "small along it",
        "late indices",
        {
            "P(k)": f"2*Psi[k]/c1 < R/4 and tail(i, k, {OF_WEIGHT}) < R/4"
            " and tail(i, k, t[i]*eps[i]) < R/4 and k >= K1",
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
        *(step("distances along it"), step("positive")),
    ),
    follows(
        "close along it",
        f"eventually(k, {close('s[k]')})",
        *(step("small along it"), step("near x̄ along it"), step("c₁ > 0")),
    ),
    Step(name="close from N on", check=Choose(names=("N",), given=step("close along it"))),
    follows("close at N", close("s[N]"), step("close from N on", k="N"), step("c₁ > 0")),
    Step(
        name="such a K exists",
        check=Witness(
            then=f"exists(K, {close('K')})", values={"K": "s[N]"}, given=(step("close at N"),)
        ),
    ),
    Step(
        name="K̄",
        claim="some K̄ has ‖x^K̄ − x̄‖, (2/c₁)Ψ_K̄, Σ_{k≥K̄} tₖ[φ′(vₖ)]⁻¹, Σ_{k≥K̄} tₖεₖ < R/4",
        ours=True,
        check=Choose(names=("K",), given=step("such a K exists")),
    ),
    follows("at K̄", "dist[K] < R/4 and R > 0", step("K̄"), definition("dist", k="K")),
)

moves = (
    follows(
        "‖g‖",
        f"always(k, norm(g[k]) <= {SLOPE} + eps[k] and eps[k] >= 0)",
        hypothesis("absolute-error"),
        claim="‖gᵏ‖ ≤ ‖∇f(xᵏ)‖ + εₖ",
    ),
    follows(
        "‖xᵏ⁺¹ − xᵏ‖",
        "always(k, norm(x[k + 1] - x[k]) == t[k]*norm(g[k]))",
        *(definition("iteration"), hypothesis("step-positive")),
    ),
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
        f"always(k, move[k] <= t[k]*slope[k] + {ERROR} and {ERROR} >= 0)",
        *(step("tₖ‖gᵏ‖"), step("‖g‖"), hypothesis("step-positive")),
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

staying = (
    follows(
        "terms of the sums",
        f"since(K, k, {WEIGHT} >= 0 and {ERROR} >= 0)",
        *(step("φ′ > 0"), step("K̄"), step("length of a step"), hypothesis("step-positive")),
    ),
    *(
        by_rule(
            f"sums of {name}",
            "sums and tails",
            {"a(k)": term, "K": "K"},
            *(given, step("terms of the sums")),
        )
        for name, term, given in (
            ("t/φ′(v)", WEIGHT, hypothesis("kl-tail")),
            ("tε", ERROR, hypothesis("error-summable")),
        )
    ),
    *inductively(
        "staying near x̄",
        "dist[k] < R and dist[k] <= dist[K] + total(i, K, k, t[i]*slope[i])"
        " + total(i, K, k, t[i]*eps[i]) and total(i, K, k, t[i]*slope[i])"
        f" <= 2*Psi[K]/c1 - 2*Psi[k]/c1 + total(i, K, k, {OF_WEIGHT})",
        "K",
        base=(step("at K̄"), step("c₁ > 0")),
        given=(
            *(step("a step further"), step("one step"), step("Ψ ≥ 0", k="k + 1")),
            *(step("sums of t/φ′(v)", k="k + 1"), step("sums of tε", k="k + 1")),
            *(step("K̄"), step("at K̄"), step("c₁ > 0"), step("φ′ > 0")),
        ),
        claim="xᵏ ∈ B(x̄, R) for all k ≥ K̄: ‖xᵏ⁺¹ − x̄‖ ≤ ‖x^K̄ − x̄‖ + Σ t‖∇f‖ + Σ tε < R",
        ours=True,
    ),
    follows(
        "summed",
        f"since(K, k, total(i, K, k, t[i]*slope[i]) <= 2*Psi[K]/c1 + tail(i, K, {OF_WEIGHT}))",
        *(step("staying near x̄"), step("sums of t/φ′(v)"), step("Ψ ≥ 0"), step("K̄")),
        step("c₁ > 0"),
        claim="Σ_{k≥K̄} tₖ‖∇f(xᵏ)‖ ≤ (2/c₁)Ψ_K̄ + Σ_{k≥K̄} tₖ[φ′(vₖ)]⁻¹",
        ours=True,
    ),
    follows(
        "t‖∇f‖ ≥ 0",
        "since(K, k, t[k]*slope[k] >= 0)",
        *(hypothesis("step-positive"), step("slopes")),
    ),
    by_rule(
        "Σt‖∇f‖ < ∞",
        "bounded sums",
        {"a(k)": "t[k]*slope[k]", "K": "K", "c": f"2*Psi[K]/c1 + tail(i, K, {OF_WEIGHT})"},
        *(step("t‖∇f‖ ≥ 0"), step("summed")),
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
        claim="Σ‖xᵏ⁺¹ − xᵏ‖ < ∞",
    ),
    by_rule("it converges", "finite length", {"v(k)": "x[k]"}, step("finite length")),
    Step(name="z", check=Choose(names=("z",), given=step("it converges"))),
    *accumulates_at_its_limit(
        "z = x̄",
        "x[k]",
        *("z", "xbar", step("z"), hypothesis("accumulation")),
        along="s1",
    ),
    by_rule(
        "limit",
        "equals",
        {"P(r)": "tends(k, x[k], r)", "a": "z", "b": "xbar"},
        *(step("z = x̄"), step("z")),
        claim="xᵏ → x̄",
        ours=True,
    ),
)

proof = Proof(
    name="khanh-3.3-length",
    summary="descent up to vanishing errors and KL: xᵏ → x̄, without Assumption 2.3 (not in print)",
    source="a strengthening of K24, Theorem 3.3 (iii)",
    statement=statement,
    steps=(*large, *one_step, *near, *moves, *staying),
    parts=(Part(text="xᵏ → x̄", conclusion="convergence", shown_by="limit", ours=True),),
    outcome="(iii) of Theorem 3.3 needs neither Assumption 2.3 nor f(xᵏ) > f(x̄) for large k",
)
