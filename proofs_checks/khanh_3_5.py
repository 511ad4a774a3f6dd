"""The normalized family as an instance of inexact gradient descent."""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Part, Proof, Reals, Step

steps = (
    Step(
        name="error",
        claim="Algorithm 1a is Algorithm 1 with εₖ = Lρₖ; G, H, d are ∇f(x), ∇f(x + ρd/‖d‖), d",
        check=Reals(
            vectors=("G", "H", "d"),
            given=(
                *("L > 0", "positive: rho > 0", "direction: norm(d) > 0"),
                "lipschitz: norm(H - G) <= L*norm((rho/norm(d))*d)",
            ),
            then="norm(H - G) <= L*rho",
        ),
    ),
    Step(
        name="positive error",
        claim="εₖ = Lρₖ > 0, as Algorithm 1 demands",
        check=Reals(given=("L > 0", "positive: rho > 0"), then="L*rho > 0"),
    ),
    Step(
        name="Σtε < ∞",
        claim="Σtₖρₖ < ∞ gives Σtₖεₖ < ∞",
        check=Reals(
            given=("L > 0", "summable: S <= s", "E == L*S"),
            then="E <= L*s",
        ),
    ),
    Step(
        name="lim sup",
        claim="lim sup ρₖ < 2/L gives lim sup εₖ < 2",
        check=Reals(
            given=("L > 0", "limsup: rho <= r", "limsup: r < 2/L"), then="L*rho <= L*r and L*r < 2"
        ),
    ),
    Step(
        name="Theorem 3.3",
        claim="(11) is (8) for εₖ = Lρₖ, so Theorem 3.3 applies",
        uses=(
            *("=khanh-3.3", "@error", "@positive error", "@Σtε < ∞", "@lim sup"),
            *("divergent", "vanishing", "bounded-below"),
        ),
        check=Argument(
            rule="cases",
            obligations=(Reals(given=("L > 0", "e == L*rho"), then="t*e == L*(t*rho)"),),
        ),
    ),
    Step(
        name="without lim sup",
        claim="Σtₖρₖ < ∞ alone will do, by the strengthened Theorem 3.3",
        ours=True,
        uses=(
            *("=khanh-3.3-stronger", "@error", "@positive error", "@Σtε < ∞"),
            *("divergent", "vanishing", "bounded-below"),
        ),
        check=Reals(given=("L > 0", "e == L*rho"), then="t*e == L*(t*rho)"),
    ),
)

proof = Proof(
    name="khanh-3.5",
    summary="Corollary 3.5: SAM and its normalized variants",
    source="K24, Corollary 3.5",
    hypotheses=(
        ("lipschitz", "∇f is L-Lipschitz"),
        ("positive", "tₖ, ρₖ > 0"),
        ("direction", "dᵏ ≠ 0"),
        ("divergent", "Σ tₖ = ∞"),
        ("vanishing", "tₖ → 0"),
        ("decreasing", "tₖ does not increase (the arrow of tₖ ↓ 0)"),
        ("summable", "Σ tₖρₖ < ∞"),
        ("limsup", "lim sup ρₖ < 2/L"),
        ("bounded-below", "inf f(xᵏ) > −∞"),
    ),
    steps=steps,
    parts=(
        Part(text="all conclusions of Theorem 3.3", rests_on=("Theorem 3.3",)),
        Part(
            text="the same without lim sup ρₖ < 2/L",
            rests_on=("without lim sup",),
            ours=True,
            strengthens="all conclusions of Theorem 3.3",
        ),
    ),
    outcome="the corollary survives; lim sup ρₖ < 2/L is not needed",
)
