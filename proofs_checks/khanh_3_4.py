"""An inexact gradient descent with constant error that converges to a nonstationary point.

u and h stand for xᵏ and gᵏ, which are numbers here, df for f′. P and Q are the products of 1 − 2tᵢ
and of 1 + 2tᵢ over i < k.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Choose,
    Identity,
    Orbit,
    Part,
    Proof,
    Reals,
    Rule,
    Schedules,
    Series,
    Step,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import given
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_4 import khanh_3_4

START, STEPS = hypothesis("start"), hypothesis("steps")
SLOPE = definition("f", r="u[k]")
SLOPE_ASCENDED = definition("f", r="u[k] - rho*df(u[k])/abs(df(u[k]))")
ITERATION = (definition("iteration"), step("gradient"))

orbit = (
    Step(
        name="derivative",
        claim="f′(x) = 2x for f = x²",
        check=Identity(equation="diff(r**2, r) == 2*r"),
    ),
    Step(
        name="gradient",
        claim="∇f(x − ρf′/|f′|) = 2(x − ρx/|x|) for f = x²",
        check=Reals(
            then="always(k, implies(u[k] > 0, h[k] == 2*(u[k] - rho*u[k]/abs(u[k]))"
            " and h[k] == 2*(u[k] - rho)))",
            given=(definition("gradients"), SLOPE, SLOPE_ASCENDED),
        ),
    ),
    Step(
        name="above ρ",
        erratum="tₖ = ½ is allowed, and gives xᵏ⁺¹ = ρ",
        claim="xᵏ > ρ for all k, since tₖ < ½; the statement allows tₖ = ½",
        check=Reals(
            then="always(k, implies(u[k] > rho, u[k + 1] > rho))",
            given=(START, STEPS, *ITERATION),
        ),
        run='sam-theory run --problem "power[exponent=2.0]" --method igd-constant-error '
        '--step "where(k < 2, 0.5, 0.5/k)" --radius 0.5 --iterations 4 --start "(1,)" '
        "--out run.npz",
    ),
    *inductively(
        "not below ρ",
        "u[k] >= rho",
        "1",
        base=(START,),
        given=(START, STEPS, *ITERATION),
        claim="xᵏ ≥ ρ for all k",
        ours=True,
    ),
    Step(
        name="constant error",
        claim="|gᵏ − ∇f(xᵏ)| = 2ρ",
        check=Reals(
            then="always(k, abs(h[k] - df(u[k])) == 2*rho)",
            given=(START, SLOPE, step("not below ρ"), step("gradient")),
        ),
    ),
)

products = (
    Step(
        name="∏(1 − 2tᵢ) exists",
        check=Rule(schema="recursion", by={"e(r,k)": "r*(1 - 2*t[k])", "c": "1"}),
    ),
    Step(name="∏(1 − 2tᵢ)", check=Choose(names=("P",), given=step("∏(1 − 2tᵢ) exists"))),
    Step(
        name="∏(1 + 2tᵢ) exists",
        check=Rule(schema="recursion", by={"e(r,k)": "r*(1 + 2*t[k])", "c": "1"}),
    ),
    Step(name="∏(1 + 2tᵢ)", check=Choose(names=("Q",), given=step("∏(1 + 2tᵢ) exists"))),
    *inductively(
        "(17)",
        "u[k] - rho == (u[1] - rho)*P[k]",
        "1",
        base=(step("∏(1 − 2tᵢ)"),),
        given=(START, step("∏(1 − 2tᵢ)"), step("not below ρ"), *ITERATION),
        claim="xᵏ⁺¹ − ρ = (x¹ − ρ)∏(1 − 2tᵢ)",
    ),
    *inductively(
        "∏(1 − 2tᵢ)∏(1 + 2tᵢ) ≤ 1",
        "P[k] >= 0 and Q[k] >= 1 and P[k]*Q[k] <= 1",
        "1",
        base=(step("∏(1 − 2tᵢ)"), step("∏(1 + 2tᵢ)")),
        given=(STEPS, step("∏(1 − 2tᵢ)"), step("∏(1 + 2tᵢ)")),
    ),
    Step(
        name="(17) reciprocal",
        claim="∏(1 − 2tᵢ) ≤ 1/∏(1 + 2tᵢ)",
        check=Reals(then="always(k, P[k] <= 1/Q[k])", given=(step("∏(1 − 2tᵢ)∏(1 + 2tᵢ) ≤ 1"),)),
    ),
    *inductively(
        "∏(1 + 2tᵢ) ≥ 1 + Σ2tᵢ",
        "total(i, 1, k, 2*t[i]) >= 0 and Q[k] >= 1 + total(i, 1, k, 2*t[i])",
        "1",
        base=(step("∏(1 + 2tᵢ)"),),
        given=(STEPS, step("∏(1 + 2tᵢ)")),
    ),
    Step(
        name="(17) sum",
        claim="1/∏(1 + 2tᵢ) ≤ 1/(1 + Σ2tᵢ)",
        check=Reals(
            then="always(k, 1/Q[k] <= 1/(1 + total(i, 1, k, 2*t[i])))",
            given=(step("∏(1 + 2tᵢ) ≥ 1 + Σ2tᵢ"),),
        ),
    ),
)

near = Block(
    fix=("r",),
    assume=(("r", "r > 0"),),
    steps=(
        Step(
            name="Σtᵢ is large",
            check=Rule(
                schema="sums exceed",
                by={"a(k)": "t[k]", "K": "1", "c": "(u[1] - rho)/r"},
                given=(hypothesis("step-diverges"),),
            ),
        ),
        Step(
            name="xᵏ − ρ < r",
            check=Reals(
                then="eventually(k, rho - r < u[k] and u[k] < rho + r)",
                given=(
                    *(START, local("r"), step("not below ρ"), step("Σtᵢ is large"), step("(17)")),
                    *(step("(17) reciprocal"), step("(17) sum")),
                ),
            ),
        ),
    ),
)

limit = (
    Step(name="as near to ρ as one likes", check=near),
    Step(
        name="limit",
        claim="xᵏ → ρ, as Σtₖ = ∞",
        check=Rule(
            schema="limit",
            by={"a(k)": "u[k]", "c": "rho"},
            given=(step("as near to ρ as one likes"),),
        ),
    ),
    Step(
        name="gradients stay away from 0",
        claim="|f′(xᵏ)| ≥ 2ρ",
        ours=True,
        check=Reals(
            then="always(k, abs(df(u[k])) >= 2*rho)",
            given=(SLOPE, step("not below ρ")),
        ),
    ),
    Step(
        name="not stationary",
        claim="f′(ρ) = 2ρ ≠ 0",
        check=Reals(then="df(rho) != 0", given=(START, definition("f", r="rho"))),
    ),
    Step(
        name="exactly ρ",
        claim="t₁ = ½ gives x² = ρ",
        ours=True,
        check=Orbit(
            where=(("rho", "1/2"), ("t", "1/2")),
            start=(("x", "1"),),
            update=(("x", "x - 2*t*(x - rho)"),),
            times=1,
            then="x == rho",
        ),
    ),
)

no_limit_0 = Block(
    assume=(("gradients vanish", "tends(k, df(u[k]), 0)"),),
    steps=(
        Step(name="2ρ > 0", check=Reals(then="2*rho > 0", given=(START,))),
        Step(
            name="gradients below 2ρ",
            check=Rule(
                schema="near the limit",
                by={"a(k)": "df(u[k])", "c": "0", "r": "2*rho"},
                given=(local("gradients vanish"), step("2ρ > 0")),
            ),
        ),
        Step(
            name="gradients are not below 2ρ",
            check=Reals(
                then="False", given=(step("gradients below 2ρ"), step("gradients stay away from 0"))
            ),
        ),
    ),
)

finite_sum = Block(  # Σtε = 2ρΣt
    assume=(("finite", "summable(k, t[k]*(2*rho))"),),
    steps=(
        Step(
            name="terms of Σtε",
            check=Reals(then="since(1, k, t[k]*(2*rho) >= 0)", given=(START, STEPS)),
        ),
        Step(
            name="Σtε is bounded",
            check=Rule(
                schema="sums and tails",
                by={"a(k)": "t[k]*(2*rho)", "K": "1"},
                given=(local("finite"), step("terms of Σtε")),
            ),
        ),
        Step(
            name="Σt is not",
            check=Rule(
                schema="sums exceed",
                by={"a(k)": "t[k]", "K": "1", "c": "tail(i, 1, t[i]*(2*rho))/(2*rho)"},
                given=(hypothesis("step-diverges"),),
            ),
        ),
        Step(
            name="Σtε against Σt",
            check=Reals(then="False", given=(START, step("Σtε is bounded"), step("Σt is not"))),
        ),
    ),
)

PRODUCT_NEEDED = (  # all of (8) but Σtₖεₖ < ∞, with εₖ = e, and the conclusion fails
    "exists(e, e == 2*rho and implies(rho < 1, e < 2) and diverges(k, t[k])"
    " and tends(k, t[k], 0) and eventually(k, t[k + 1] <= t[k])"
    " and always(k, abs(h[k] - df(u[k])) == e) and always(k, f(u[k]) >= 0)"
    " and not tends(k, df(u[k]), 0))"
)
LIMSUP_NEEDED = "implies(rho >= 1, summable(k, t[k]*(2*rho)))"

necessity = (
    Step(name="f′(xᵏ) → 0 is impossible", check=no_limit_0),
    Step(
        name="f′(xᵏ) does not tend to 0",
        check=Reals(then="not tends(k, df(u[k]), 0)", given=(step("f′(xᵏ) → 0 is impossible"),)),
    ),
    Step(name="2ρ < 2", check=Reals(then="implies(rho < 1, 2*rho < 2)")),
    Step(name="f ≥ 0", check=Reals(then="always(k, f(u[k]) >= 0)", given=(SLOPE,))),
    Step(
        name="necessity of Σtε < ∞",
        claim="Σtₖεₖ < ∞ cannot be dropped from (8): with ρ < 1 the error 2ρ is below 2, f ≥ 0, "
        "all of (8) but this holds, and f′(xᵏ) does not tend to 0",
        check=Witness(
            then=PRODUCT_NEEDED,
            values={"e": "2*rho"},
            given=(
                *map(hypothesis, ("step-diverges", "step-vanishes", "step-decreases")),
                *(step("constant error"), step("f′(xᵏ) does not tend to 0"), step("f ≥ 0")),
                step("2ρ < 2"),
            ),
        ),
    ),
    Step(
        name="necessity of lim sup ε < 2",
        erratum="Σtₖεₖ = ∞ in the example, and lim sup εₖ < 2 is not needed",
        claim="the example shows that lim sup εₖ < 2 cannot be dropped from (8): it violates that "
        "condition and no other; here tₖ = 1/(2k), ρ = 1, εₖ = 2: Σtₖεₖ < ∞",
        check=Series(then="summable(k, (1/(2*k))*2)"),
    ),
    Step(
        name="Σtε = ∞",
        claim="Σtₖεₖ = 2ρΣtₖ = ∞ in the example, whatever ρ",
        ours=True,
        check=finite_sum,
    ),
    Step(
        name="lim sup ε < 2 is not necessary",
        claim="tₖ = 1/k with εₖ = 3 on squares and 1/k elsewhere has Σtₖεₖ < ∞ and lim sup εₖ = 3; "
        "Theorem 3.3 holds for it, as khanh-3.3-stronger shows",
        ours=True,
        check=Schedules(key="product-summable", step="1/k", radius="where(is_square(k), 3, 1/k)"),
    ),
    Step(
        name="lim sup ε < 2 fails there",
        claim="3 ≥ 2, at infinitely many k",
        ours=True,
        check=Schedules(
            key="radius-limsup",
            step="1/k",
            radius="where(is_square(k), 3, 1/k)",
            lipschitz="1",
            holds=False,
        ),
    ),
    Step(
        name="Σt = ∞ there",
        claim="Σ1/k = ∞",
        ours=True,
        check=Schedules(key="step-diverges", step="1/k"),
    ),
)

proof = Proof(
    name="khanh-3.4",
    summary="Example 3.4 / A.2: constant error, and the limit is not stationary",
    source="K24, Example 3.4 and Appendix A.2",
    statement=stated(
        khanh_3_4,
        given(
            "product-needed",
            "Σtₖ = ∞, tₖ ↓ 0, εₖ = 2ρ, below 2 for ρ < 1, f ≥ 0, f′(xᵏ) does not tend to 0",
            PRODUCT_NEEDED,
        ),
        given("limsup-needed", "Σtₖεₖ < ∞ where lim sup εₖ = 2ρ is not below 2", LIMSUP_NEEDED),
    ),
    steps=(*orbit, *products, *limit, *necessity),
    parts=(
        Part(text="xᵏ → ρ", conclusion="limit", shown_by="limit"),
        Part(text="ρ is not stationary", conclusion="not-stationary", shown_by="not stationary"),
        Part(
            text="|f′(xᵏ)| ≥ 2ρ for every k",
            conclusion="steep",
            shown_by="gradients stay away from 0",
            ours=True,
        ),
        Part(text="xᵏ > ρ for all k", conclusion="above", refuted_by="exactly ρ"),
        Part(
            text="Σtₖεₖ < ∞ is necessary in Theorem 3.3",
            conclusion="product-needed",
            shown_by="necessity of Σtε < ∞",
        ),
        Part(
            text="lim sup εₖ < 2 is necessary in Theorem 3.3",
            conclusion="limsup-needed",
            refuted_by="Σtε = ∞",
        ),
    ),
    outcome="the limit survives, with xᵏ ≥ ρ in place of xᵏ > ρ; the example says nothing about "
    "lim sup εₖ < 2, which Theorem 3.3 does not need",
)
