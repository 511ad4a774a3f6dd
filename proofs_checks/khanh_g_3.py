"""Condition (9) for power schedules."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Argument,
    Exists,
    Identity,
    Induction,
    Limit,
    Number,
    Part,
    PowerSeries,
    Proof,
    Reals,
    Schedules,
    Step,
)

steps = (
    Step(
        name="integral",
        claim="∫_k^∞ x^(−1−p)dx = 1/(pk^p): the antiderivative −x^(−p)/p vanishes at ∞",
        check=Argument(
            rule="limits",
            obligations=(
                Identity(given=("x > 0", "p > 0"), equation="diff(-x**(-p)/p, x) == x**(-1 - p)"),
                Limit(expression="x**(-p)/p", variable="x", to="oo", value="0"),
            ),
        ),
    ),
    Step(
        name="tail",
        erratum="the integral must start at k − 1",
        claim="Σ_{i≥k} i^(−1−p) ≤ ∫_k^∞ x^(−1−p)dx; here p = 1, k = 1: ζ(2) ≤ 1",
        check=Number(where=(("tail", "zeta(2)"),), relation="tail <= 1"),
    ),
    Step(
        name="monotone",
        erratum="k + 1 should be k − 1",
        claim="[φ′(Σ)]⁻¹ ≤ [φ′(1/(p(k + 1)^p))]⁻¹, that is Σ_{i≥k} i^(−1−p) ≤ 1/(p(k + 1)^p), as "
        "[φ′]⁻¹ increases; here p = 1, k = 1: ζ(2) ≤ 1/2",
        check=Number(where=(("tail", "zeta(2)"),), relation="tail <= 1/2"),
    ),
    Step(
        name="[φ′(1/(p(k+1)^p))]⁻¹",
        erratum="k + 1 became k",
        claim="[φ′(1/(p(k + 1)^p))]⁻¹ = C/(p^q k^(pq)), C = 1/(M(1 − q))",
        check=Identity(
            given=("k > 0", "p > 0", "M > 0", "q > 0", "q < 1"),
            equation="(1/(p*(k + 1)**p))**q/(M*(1 - q)) == (1/(M*(1 - q)))/(p**q*k**(p*q))",
        ),
    ),
    Step(
        name="tail, corrected",
        claim="Σ_{i≥k} i^(−1−p) ≤ 1/(p(k − 1)^p) for k ≥ 2: x^(−p) is convex, so its tangent at i "
        "gives (i − 1)^(−p) ≥ i^(−p) + p i^(−1−p), which is summed; here V = (i − 1)^(−p)",
        ours=True,
        check=Argument(
            rule="derivative",
            obligations=(
                Identity(given=("x > 0",), equation="diff(x**(-p), x) == -p*x**(-p - 1)"),
                Identity(
                    given=("x > 0",), equation="diff(diff(x**(-p), x), x) == p*(p + 1)*x**(-p - 2)"
                ),
                Induction(
                    state=("S", "V"),
                    start=("S == 0", "V == V0"),
                    given=("p: p > 0",),
                    step=("V >= V_ + p*term", "S_ == S + term"),
                    then="p*S <= V0 - V",
                ),
                Reals(given=("p: p > 0", "V >= 0", "p*S <= V0 - V"), then="S <= V0/p"),
            ),
        ),
    ),
    Step(
        name="tail, in powers of k",
        claim="1/(p(k − 1)^p) ≤ 2^p/(pk^p) for k ≥ 2, as 2(k − 1) ≥ k",
        ours=True,
        check=Argument(
            rule="powers",
            obligations=(
                Reals(given=("k >= 2",), then="2*(k - 1) >= k"),
                Reals(  # A = (k − 1)^p, T = 2^p, B = k^p, so that TA = (2(k − 1))^p ≥ B
                    given=("p > 0", "A > 0", "B > 0", "T > 0", "T*A >= B"),
                    then="1/(p*A) <= T/(p*B)",
                ),
            ),
        ),
    ),
    Step(
        name="(9)",
        claim="Σ tₖ[φ′(Σ)]⁻¹ ≤ const·Σ k^(−1−pq) < ∞ for p > 0, q ∈ (0, 1)",
        uses=("@tail, corrected", "@tail, in powers of k"),
        check=Argument(
            rule="cases",
            obligations=(
                PowerSeries(exponent="1 + p*q", given=("p: p > 0", "q: q > 0")),
                Schedules(key="kl-tail", step="1/k", radius="1/k**0.5", kl="1/2"),
                Schedules(key="kl-tail", step="1/k", radius="1/k**0.001", kl="9/10"),
            ),
        ),
    ),
    Step(
        name="p ≥ 0",
        erratum="p > 0 is needed",
        claim="(main text) p ≥ 0 will do: Σtₖεₖ = Σk^(−1−p) < ∞",
        check=PowerSeries(exponent="1 + p", given=("p >= 0",)),
        run='sam-theory schedule --step "1/k" --radius 1',
    ),
    Step(
        name="p = 0",
        claim="p = 0 is excluded: Σtₖεₖ = Σ1/k = ∞",
        ours=True,
        check=Exists(such_that=("p >= 0", "1 + p <= 1")),
    ),
)

proof = Proof(
    name="khanh-g.3",
    summary="Remark G.3: condition (9) holds for tₖ = 1/k, εₖ = k^(−p), φ = Mt^(1−q)",
    source="K24, Remark G.3",
    hypotheses=(("p", "p > 0"), ("q", "q ∈ (0, 1)")),
    steps=steps,
    parts=(
        Part(text="(9) for p > 0", rests_on=("(9)",)),
        Part(text="(main text) p ≥ 0", refuted_by="p = 0"),
    ),
    outcome="(9) survives for p > 0, with k − 1 in place of k: the printed bound of the tail has "
    "the wrong direction, and k + 1 turns into k; the main text's p ≥ 0 must be p > 0",
)
