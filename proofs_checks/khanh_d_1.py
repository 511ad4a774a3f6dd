"""SAM, RSAM, VaSSO and F-SAM as members of the normalized family."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Exists,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.statements.formulas import SAM, given
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_d_1 import khanh_d_1

L, NONNEGATIVE = hypothesis("L"), hypothesis("radius-nonnegative")
DISPLACED = "x[k] + (rho[k]/norm(d[k]))*d[k]"
ALONG_GRADIENT = "always(k, d[k] == grad(x[k]))"
ALGORITHM_1 = (
    "always(k, 0 <= L*rho[k] and norm(g[k] - grad(x[k])) <= L*rho[k]"
    " and x[k + 1] == x[k] - t[k]*g[k] and implies(rho[k] == 0, g[k] == grad(x[k])))"
)

form = (
    Step(
        name="SAM",
        claim="2c is 1a with d = ∇f(x)",
        check=Block(
            assume=(("d = ∇f", ALONG_GRADIENT),),
            steps=(
                Step(
                    name="SAM at every k",
                    check=Block(
                        fix=("k",),
                        steps=(
                            Step(
                                name="d is ∇f",
                                check=Reals(
                                    then="d[k] == grad(x[k])", given=(local("d = ∇f", k="k"),)
                                ),
                            ),
                            Step(
                                name="1a at k",
                                check=Reals(
                                    then=f"g[k] == grad({DISPLACED})",
                                    given=(definition("normalized", k="k"),),
                                ),
                            ),
                            Step(
                                name="SAM at k",
                                check=Rule(
                                    schema="equals",
                                    by={
                                        "P(r)": "g[k] == grad(x[k] + (rho[k]/norm(r))*r)",
                                        "a": "d[k]",
                                        "b": "grad(x[k])",
                                    },
                                    given=(step("d is ∇f"), step("1a at k")),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="unit vectors",
        claim="(ρ/‖d‖)d = ρ(d/‖d‖)",
        check=Reals(then="forall(y, r, implies(norm(y) > 0, (r/norm(y))*y == r*(y/norm(y))))"),
    ),
    Step(
        name="first index",
        claim="2e, 2f choose d¹ (m¹) and also define it from d⁰ (m⁰): each choice comes from one "
        "d⁰, as θ < 1",
        check=Reals(
            then="forall(y, z, theta, implies(0 < theta and theta < 1,"
            " (1 - theta)*((y - theta*z)/(1 - theta)) + theta*z == y))"
        ),
    ),
    Step(
        name="error",
        claim="1a is Algorithm 1 with εₖ = Lρₖ",
        check=Reals(
            then="always(k, norm(g[k] - grad(x[k])) <= L*rho[k])",
            given=(
                *(L, NONNEGATIVE, definition("normalized")),
                hypothesis("lipschitz", y=DISPLACED, z="x[k]"),
            ),
        ),
    ),
)

domains = (
    Step(
        name="domain of ρ, t",
        erratum="1a must allow ρₖ = 0 and tₖ = 0",
        claim="2c–2f, with ρₖ, tₖ ≥ 0, are specializations of 1a, with ρₖ, tₖ > 0",
        check=Reals(
            then="always(k, t[k] > 0 and rho[k] > 0)",
            given=(hypothesis("step-nonnegative"), NONNEGATIVE),
        ),
    ),
    Step(
        name="domain, corrected",
        claim="for ρₖ = 0 the iteration is an exact gradient step, which Algorithm 1 with εₖ ≥ 0 "
        "covers",
        ours=True,
        check=Reals(then=ALGORITHM_1, given=(definition("iteration"), step("error"))),
    ),
    Step(
        name="(28) with ε ≥ 0",
        claim="(i) and (ii) of Theorem 3.3 use εₖ ≥ 0 only: (28) with ε = 0 allowed; here Lt ≤ ½, "
        "ε ≤ 1, n = ‖∇f‖, ⟨g, ∇f⟩ ≥ n² − εn and ‖g − ∇f‖² ≤ ε²",
        ours=True,
        check=Reals(
            then="forall(t1, e1, n1, inner, error, implies(t1 >= 0 and e1 >= 0 and e1 <= 1"
            " and L*t1 <= 1/2 and n1 >= 0 and inner >= n1**2 - e1*n1 and error <= e1**2,"
            " -t1*(1 - L*t1)*inner + (L*t1**2/2)*(error - n1**2)"
            " <= -(1/4)*t1*n1**2 + (3/4)*t1*e1))",
            given=(L,),
        ),
    ),
    Step(
        name="ρ = 0 occurs",
        claim="ρₖ = 0 is admitted in 2c–2f and excluded in 1a",
        ours=True,
        check=Exists(such_that=("rho >= 0", "rho <= 0")),
    ),
)

directions = (
    Step(
        name="d = 0 for VaSSO",
        claim="dᵏ = 0 occurs while ∇f(xᵏ) ≠ 0, for d = (1 − θ)d₋ + θ∇f(x), here y for d₋ and z for "
        "∇f(x): 1a must demand dᵏ ≠ 0",
        ours=True,
        check=Exists(
            such_that=(
                *("theta > 0", "theta < 1", "norm(z) > 0"),
                "norm((1 - theta)*y + theta*z) == 0",
            ),
        ),
    ),
    Step(
        name="d = 0 for F-SAM",
        claim="dᵏ = 0 occurs while ∇f(xᵏ) ≠ 0, for d = ∇f(x) − σm, here z for ∇f(x) and y for m",
        ours=True,
        check=Exists(such_that=("sigma > 0", "norm(z) > 0", "norm(z - sigma*y) == 0")),
    ),
    Step(
        name="d = 0 for RSAM",
        claim="dᵏ = 0 occurs while Δ ≠ 0, for d = Δ + λ∇f(x + Δ), here y for Δ and z for the "
        "gradient",
        ours=True,
        check=Exists(such_that=("lam > 0", "norm(y) > 0", "norm(y + lam*z) == 0")),
    ),
    Step(
        name="d = 0 occurs",
        claim="on f = x²/2 with θ = ½: from d₋ = −1 at x = 1, d = 0 while ∇f(x) = 1; so 1a must "
        "demand dᵏ ≠ 0, and the variants do not provide it; here r for d and u for x",
        ours=True,
        check=Exists(such_that=("r == (1 - 1/2)*(-1) + (1/2)*u", "u == 1", "r == 0")),
    ),
)

proof = Proof(
    name="khanh-d.1",
    summary="Remark D.1: SAM, RSAM, VaSSO and F-SAM as specializations of Algorithm 1a",
    source="K24, Remark D.1",
    statement=stated(
        khanh_d_1,
        given("sam", "2c is 1a with d = ∇f(x)", f"implies({ALONG_GRADIENT}, {SAM.formula})"),
        given("algorithm-1", "Algorithm 1 with εₖ = Lρₖ ≥ 0", ALGORITHM_1),
        needs={"algorithm-1": ("L", "lipschitz")},
    ),
    steps=(*form, *domains, *directions),
    parts=(
        Part(text="the iterations have the form of 1a", conclusion="error", shown_by="error"),
        Part(text="2c is 1a with d = ∇f(x)", conclusion="sam", shown_by="SAM"),
        Part(
            text="2c–2f are specializations of 1a as stated",
            conclusion="1a",
            refuted_by="ρ = 0 occurs",
        ),
        Part(
            text="with ρₖ ≥ 0 they are covered by Algorithm 1 with εₖ ≥ 0, where dᵏ ≠ 0",
            conclusion="algorithm-1",
            shown_by="domain, corrected",
            ours=True,
        ),
    ),
    outcome="the form is right, the domains are not: ρₖ = 0 and dᵏ = 0 are possible in 2c–2f and "
    "excluded in 1a; with εₖ ≥ 0 and dᵏ ≠ 0 as a hypothesis nothing is lost",
)
