"""An inexact gradient descent with constant error that converges to a nonstationary point."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Argument,
    Identity,
    Induction,
    Orbit,
    Part,
    Proof,
    Reals,
    Schedules,
    Step,
)

ITERATION = "x_ == x - 2*t*(x - rho)"  # x > 0, so that x/|x| = 1
DOMAIN = ("rho > 0", "steps: t >= 0", "steps: t <= 1/2")

steps = (
    Step(
        name="gradient",
        claim="∇f(x − ρf′/|f′|) = 2(x − ρx/|x|) for f = x²",
        check=Identity(
            given=("x > 0", "rho > 0"), equation="2*(x - rho*2*x/abs(2*x)) == 2*(x - rho*x/abs(x))"
        ),
    ),
    Step(
        name="constant error",
        claim="|gᵏ − ∇f(xᵏ)| = 2ρ",
        check=Reals(given=("rho > 0", "x > 0"), then="abs(2*(x - rho) - 2*x) == 2*rho"),
    ),
    Step(
        name="above ρ",
        erratum="tₖ = ½ is allowed, and gives xᵏ⁺¹ = ρ",
        claim="xᵏ > ρ for all k, since tₖ < ½; the statement allows tₖ = ½",
        check=Reals(given=(*DOMAIN, "x > rho", ITERATION), then="x_ > rho"),
        run='sam-theory run --problem "power[exponent=2.0]" --method igd-constant-error '
        '--step "where(k < 2, 0.5, 0.5/k)" --radius 0.5 --iterations 4 --start "(1,)" '
        "--out run.npz",
    ),
    Step(
        name="not below ρ",
        claim="xᵏ ≥ ρ for all k",
        ours=True,
        check=Reals(given=(*DOMAIN, "x >= rho", ITERATION), then="x_ >= rho"),
    ),
    Step(
        name="(17)",
        claim="xᵏ⁺¹ − ρ = (x¹ − ρ)∏(1 − 2tᵢ)",
        check=Induction(
            state=("x", "P"),
            start=("x == x1", "P == 1"),
            step=(ITERATION, "P_ == P*(1 - 2*t)"),
            then="x - rho == (x1 - rho)*P",
        ),
    ),
    Step(
        name="(17) reciprocal",
        claim="∏(1 − 2tᵢ) ≤ 1/∏(1 + 2tᵢ)",
        check=Argument(
            rule="cases",
            obligations=(
                Induction(
                    state=("P", "Q"),
                    start=("P == 1", "Q == 1"),
                    given=DOMAIN[1:],
                    step=("P_ == P*(1 - 2*t)", "Q_ == Q*(1 + 2*t)"),
                    then="P >= 0 and Q >= 1 and P*Q <= 1",
                ),
                Reals(given=("Q >= 1", "P*Q <= 1"), then="P <= 1/Q"),
            ),
        ),
    ),
    Step(
        name="(17) sum",
        claim="1/∏(1 + 2tᵢ) ≤ 1/(1 + Σ2tᵢ)",
        check=Argument(
            rule="cases",
            obligations=(
                Induction(
                    state=("Q", "S"),
                    start=("Q == 1", "S == 0"),
                    given=("steps: t >= 0",),
                    step=("Q_ == Q*(1 + 2*t)", "S_ == S + 2*t"),
                    then="S >= 0 and Q >= 1 + S",
                ),
                Reals(given=("S >= 0", "Q >= 1 + S"), then="1/Q <= 1/(1 + S)"),
            ),
        ),
    ),
    Step(
        name="limit",
        claim="xᵏ → ρ, as Σtₖ = ∞",
        uses=("@(17)", "@(17) reciprocal", "@(17) sum"),
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    given=(
                        *("eps > 0", "gap > 0", "Q > 0", "P <= 1/Q", "Q >= 1 + S"),
                        "divergent: S > gap/eps",
                    ),
                    then="gap*P < eps",
                ),
            ),
        ),
    ),
    Step(
        name="not stationary",
        claim="f′(ρ) = 2ρ ≠ 0",
        check=Reals(given=("rho > 0",), then="2*rho != 0"),
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
    Step(
        name="necessity of Σtε < ∞",
        claim="Σtₖεₖ < ∞ cannot be dropped from (8): with ρ < 1 the error 2ρ is below 2, all of "
        "(8) but this holds, and xᵏ → ρ",
        uses=("@limit", "@not stationary", "divergent", "decreasing"),
        check=Reals(given=("rho > 0", "rho < 1"), then="2*rho < 2 and 2*rho > 0"),
    ),
    Step(
        name="necessity of lim sup ε < 2",
        erratum="Σtₖεₖ = ∞ in the example, and lim sup εₖ < 2 is not needed",
        claim="the example shows that lim sup εₖ < 2 cannot be dropped from (8): it violates that "
        "condition and no other",
        check=Reals(  # Σtε = 2ρΣt is finite only if the sum T of the steps is
            given=("rho >= 1", "T > 0", "M > 0", "T > M"),
            then="2*rho*T <= M",
        ),
    ),
    Step(
        name="lim sup ε < 2 is not necessary",
        claim="Theorem 3.3 holds for every εₖ with Σtₖεₖ < ∞, for example tₖ = 1/k with εₖ = 3 on "
        "squares and 1/k elsewhere",
        ours=True,
        uses=("=khanh-3.3-stronger",),
        check=Argument(
            rule="cases",
            obligations=(
                Schedules(key="product-summable", step="1/k", radius="where(is_square(k), 3, 1/k)"),
                Schedules(key="step-diverges", step="1/k"),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-3.4",
    summary="Example 3.4 / A.2: constant error, and the limit is not stationary",
    source="K24, Example 3.4 and Appendix A.2",
    hypotheses=(
        ("steps", "tₖ ∈ [0, ½]"),
        ("divergent", "Σ tₖ = ∞"),
        ("decreasing", "tₖ ↓ 0"),
    ),
    steps=steps,
    parts=(
        Part(text="xᵏ → ρ", rests_on=("limit",)),
        Part(text="ρ is not stationary", rests_on=("not stationary",)),
        Part(
            text="Σtₖεₖ < ∞ is necessary in Theorem 3.3",
            rests_on=("necessity of Σtε < ∞",),
        ),
        Part(
            text="lim sup εₖ < 2 is necessary in Theorem 3.3",
            refuted_by="lim sup ε < 2 is not necessary",
        ),
    ),
    outcome="the limit survives, with xᵏ ≥ ρ in place of xᵏ > ρ; the example says nothing about "
    "lim sup εₖ < 2, which Theorem 3.3 does not need",
)
