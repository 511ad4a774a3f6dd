"""An almost constant radius: t_k = 1/k, ρ_k = C/k^0.001."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Argument,
    Cited,
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
        name="Σt = ∞",
        claim="Σ1/k = ∞",
        check=PowerSeries(exponent="1", converges=False),
    ),
    Step(
        name="t ↓ 0",
        claim="1/k ↓ 0",
        check=Argument(
            rule="limits",
            obligations=(
                Reals(given=("k >= 1",), then="1/(k + 1) < 1/k"),
                Reals(given=("e > 0", "k > 1/e", "k > 0"), then="1/k < e"),
            ),
        ),
    ),
    Step(
        name="Σtρ < ∞",
        claim="ΣC/k^1.001 < ∞",
        check=Argument(
            rule="cases",
            obligations=(
                PowerSeries(exponent="1 + 0.001"),
                Schedules(key="product-summable", step="1/k", radius="0.1/k**0.001"),
            ),
        ),
    ),
    Step(
        name="lim sup ρ < 2/L",
        claim="ρₖ → 0, whatever C",
        check=Schedules(key="radius-limsup", step="1/k", radius="1000/k**0.001", lipschitz="1"),
    ),
    Step(
        name="0.99 C",
        erratum="0.99 C is passed at k = 23,164",
        claim="after C million iterations ρₖ is still above 0.99 C; here C = 1",
        check=Number(where=(("ratio", "(10**6)**(-1/1000)"),), relation="ratio > 99/100"),
    ),
    Step(
        name="0.986 C",
        claim="after a million iterations ρₖ > 0.986 C; it is above 0.99 C up to k = 23163",
        ours=True,
        check=Number(
            where=(
                ("million", "(10**6)**(-1/1000)"),
                ("before", "23163**(-1/1000)"),
                ("after", "23164**(-1/1000)"),
            ),
            relation="million > 986/1000 and before > 99/100 and after < 99/100",
        ),
    ),
    Step(
        name="small C",
        claim="the printed sentence holds for C ≤ 0.023, where C million iterations are few",
        ours=True,
        check=Number(where=(("ratio", "(0.023*10**6)**(-1/1000)"),), relation="ratio > 99/100"),
    ),
    Step(
        name="behaves like constant radius",
        claim="SAM with an almost constant radius behaves like SAM with a constant radius",
        check=Cited("the experiment of Appendix E, which shows curves and no statement"),
    ),
)

proof = Proof(
    name="khanh-3.6",
    summary="Remark 3.6: tₖ = 1/k, ρₖ = C/k^0.001",
    source="K24, Remark 3.6",
    hypotheses=(),
    steps=steps,
    parts=(
        Part(
            text="the pair satisfies (11)",
            rests_on=("Σt = ∞", "t ↓ 0", "Σtρ < ∞", "lim sup ρ < 2/L"),
        ),
        Part(text="ρₖ > 0.99 C after C million iterations", refuted_by="0.986 C"),
        Part(text="behaves like constant radius", rests_on=("behaves like constant radius",)),
    ),
    outcome="(11) holds; after a million iterations the radius is 0.9863 C, and 0.99 C is "
    "passed at iteration 23164",
)
