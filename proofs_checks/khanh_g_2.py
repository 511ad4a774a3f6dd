"""A radius that does not vanish: constant on perfect squares."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Argument,
    Identity,
    Induction,
    Part,
    PowerSeries,
    Proof,
    Reals,
    Schedules,
    Step,
)

RADIUS = "where(is_square(k), 1.5, 1.5/k**0.5)"

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
        name="squares",
        claim="Σ_{squares} C/k = Σ C/k²: the k-th square is k²",
        check=Identity(given=("m > 0",), equation="C/(m*m) == C/m**2"),
    ),
    Step(
        name="Σtρ",
        claim="Σ_{k≤n} tₖρₖ ≤ Σ C/k² + Σ C/k^(p+1): A sums over squares, B over all k; here "
        "c = C/k, a = C/k^(p+1)",
        check=Induction(
            state=("S", "A", "B"),
            start=("S == 0", "A == 0", "B == 0"),
            given=("a >= 0", "c >= 0"),
            step=(
                "S_ == S + c and A_ == A + c or S_ == S + a and A_ == A",
                "B_ == B + a",
            ),
            then="S <= A + B",
        ),
    ),
    Step(
        name="Σtρ < ∞",
        claim="both series converge for p > 0",
        check=Argument(
            rule="cases",
            obligations=(
                PowerSeries(exponent="2"),
                PowerSeries(exponent="p + 1", given=("p: p > 0",)),
            ),
        ),
    ),
    Step(
        name="lim sup ρ",
        claim="lim sup ρₖ = C < 2/L, as C/k^p ≤ C",
        check=Reals(
            given=("C > 0", "L > 0", "P >= 1", "size: C < 2/L", "r == C or r == C/P"),
            then="r <= C and C < 2/L",
        ),
    ),
    Step(
        name="instance, Σtρ < ∞",
        claim="tₖ = 1/k, C = 3/2, p = 1/2: Σtₖρₖ < ∞",
        check=Schedules(key="product-summable", step="1/k", radius=RADIUS),
    ),
    Step(
        name="instance, lim sup ρ",
        claim="the same radius has lim sup ρₖ < 2/L for L = 1",
        check=Schedules(key="radius-limsup", step="1/k", radius=RADIUS, lipschitz="1"),
    ),
    Step(
        name="instance, ρ does not vanish",
        claim="the same radius does not tend to 0",
        check=Schedules(key="radius-vanishes", step="1/k", radius=RADIUS, holds=False),
    ),
)

proof = Proof(
    name="khanh-g.2",
    summary="Remark G.2: (11) allows a radius that does not vanish",
    source="K24, Remark G.2",
    hypotheses=(("p", "p > 0"), ("size", "C < 2/L")),
    steps=steps,
    parts=(
        Part(
            text="(11) holds",
            rests_on=("Σt = ∞", "t ↓ 0", "squares", "Σtρ", "Σtρ < ∞", "lim sup ρ"),
        ),
        Part(text="ρ need not vanish", rests_on=("instance, ρ does not vanish",)),
    ),
    outcome="as published",
)
