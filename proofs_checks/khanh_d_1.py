"""SAM, RSAM, VaSSO and F-SAM as members of the normalized family."""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Exists, Identity, Part, Proof, Reals, Step

steps = (
    Step(
        name="SAM",
        claim="2c is 1a with d = ∇f(x)",
        check=Identity(given=("N > 0",), vectors=("G",), equation="sq((rho/N)*G - rho*(G/N)) == 0"),
    ),
    Step(
        name="domain of ρ, t",
        erratum="1a must allow ρₖ = 0 and tₖ = 0",
        claim="2c–2f, with ρₖ, tₖ ≥ 0, are specializations of 1a, with ρₖ, tₖ > 0",
        check=Reals(given=("rho >= 0", "t >= 0"), then="rho > 0 and t > 0"),
    ),
    Step(
        name="domain, corrected",
        claim="for ρₖ = 0 the iteration is an exact gradient step, which Algorithm 1 with εₖ ≥ 0 "
        "covers; (i) and (ii) of Theorem 3.3 use εₖ ≥ 0 only",
        ours=True,
        check=Argument(
            rule="cases",
            obligations=(
                Reals(
                    vectors=("G", "H", "d"),
                    given=("rho == 0", "norm(d) > 0", "norm(H - G) <= L*norm((rho/norm(d))*d)"),
                    then="norm(H - G) == 0",
                ),
                Reals(  # (28) with ε = 0 allowed
                    given=(
                        *("L > 0", "t >= 0", "eps >= 0", "eps <= 1", "L*t <= 1/2", "N >= 0"),
                        "gh >= N**2 - eps*N",
                        "dd <= eps**2",
                    ),
                    then="-t*(1 - L*t)*gh + (L*t**2/2)*(dd - N**2) <= -(1/4)*t*N**2 + (3/4)*t*eps",
                ),
            ),
        ),
    ),
    Step(
        name="d = 0 for VaSSO",
        claim="dᵏ = 0 occurs while ∇f(xᵏ) ≠ 0, for d = (1 − θ)d₋ + θ∇f(x): 1a must demand dᵏ ≠ 0",
        ours=True,
        check=Exists(
            vectors=("D", "G"),
            such_that=(
                *("theta > 0", "theta < 1", "norm(G) > 0"),
                "norm((1 - theta)*D + theta*G) == 0",
            ),
        ),
    ),
    Step(
        name="d = 0 for F-SAM",
        claim="dᵏ = 0 occurs while ∇f(xᵏ) ≠ 0, for d = ∇f(x) − σm",
        ours=True,
        check=Exists(
            vectors=("G", "m"),
            such_that=("sigma > 0", "norm(G) > 0", "norm(G - sigma*m) == 0"),
        ),
    ),
    Step(
        name="d = 0 for RSAM",
        claim="dᵏ = 0 occurs while Δ ≠ 0, for d = Δ + λ∇f(x + Δ)",
        ours=True,
        check=Exists(
            vectors=("D", "g"),
            such_that=("lam > 0", "norm(D) > 0", "norm(D + lam*g) == 0"),
        ),
    ),
    Step(
        name="d = 0 occurs",
        claim="on f = x²/2 with θ = ½: from d₋ = −1 at x = 1, d = 0 while ∇f(x) = 1; so 1a must "
        "demand dᵏ ≠ 0, and the variants do not provide it",
        ours=True,
        check=Exists(such_that=("d == (1 - 1/2)*(-1) + (1/2)*x", "x == 1", "d == 0")),
    ),
    Step(
        name="ρ = 0 occurs",
        claim="ρₖ = 0 is admitted in 2c–2f and excluded in 1a",
        ours=True,
        check=Exists(such_that=("rho >= 0", "rho <= 0")),
    ),
    Step(
        name="first index",
        claim="2e, 2f choose d¹ (m¹) and also define it from d⁰ (m⁰): each choice comes from one "
        "d⁰, as θ < 1",
        check=Identity(
            given=("theta > 0", "1 - theta > 0"),
            equation="(1 - theta)*((d1 - theta*g)/(1 - theta)) + theta*g == d1",
        ),
    ),
    Step(
        name="error",
        claim="1a is Algorithm 1 with εₖ = Lρₖ",
        check=Reals(
            vectors=("G", "H", "d"),
            given=(
                *("L > 0", "rho > 0", "norm(d) > 0"),
                "lipschitz: norm(H - G) <= L*norm((rho/norm(d))*d)",
            ),
            then="norm(H - G) <= L*rho",
        ),
    ),
)

proof = Proof(
    name="khanh-d.1",
    summary="Remark D.1: SAM, RSAM, VaSSO and F-SAM as specializations of Algorithm 1a",
    source="K24, Remark D.1",
    hypotheses=(("lipschitz", "∇f is L-Lipschitz"),),
    steps=steps,
    parts=(
        Part(text="the iterations have the form of 1a", rests_on=("SAM", "first index", "error")),
        Part(
            text="2c–2f are specializations of 1a as stated",
            refuted_by="ρ = 0 occurs",
        ),
        Part(
            text="with ρₖ ≥ 0 they are covered by Algorithm 1 with εₖ ≥ 0, where dᵏ ≠ 0",
            rests_on=("domain, corrected", "error"),
            ours=True,
        ),
    ),
    outcome="the form is right, the domains are not: ρₖ = 0 and dᵏ = 0 are possible in 2c–2f and "
    "excluded in 1a; with εₖ ≥ 0 and dᵏ ≠ 0 as a hypothesis nothing is lost",
)
