"""Assumption 2.3 for φ = M t^(1−q)."""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Identity, Part, Proof, Reals, Step

steps = (
    Step(
        name="[φ′]⁻¹",
        claim="[φ′(s)]⁻¹ = s^q/(M(1 − q))",
        check=Identity(
            given=("s > 0", "M > 0", "exponent: q < 1"),
            equation="1/diff(M*s**(1 - q), s) == s**q/(M*(1 - q))",
        ),
    ),
    Step(
        name="(x + y)^q",
        claim="(x + y)^q ≤ x^q + y^q: with u = x/(x + y), u^q ≥ u and (1 − u)^q ≥ 1 − u, as q ≤ 1",
        check=Argument(
            rule="powers",
            obligations=(
                Reals(  # U = u^q, V = (1 − u)^q, Z = (x + y)^q
                    given=("Z > 0", "exponent: U >= u", "exponent: V >= 1 - u"),
                    then="Z <= U*Z + V*Z",
                ),
            ),
        ),
    ),
    Step(
        name="C = 1",
        claim="Assumption 2.3 holds with C = 1",
        uses=("@[φ′]⁻¹",),
        check=Reals(
            given=("M > 0", "exponent: q < 1", "@(x + y)^q: Z <= X + Y"),
            then="Z/(M*(1 - q)) <= X/(M*(1 - q)) + Y/(M*(1 - q))",
        ),
    ),
)

proof = Proof(
    name="khanh-g.1",
    summary="Remark G.1: Assumption 2.3 holds for φ = Mt^(1−q) with C = 1",
    source="K24, Remark G.1",
    hypotheses=(("exponent", "q ∈ [0, 1)"),),
    steps=steps,
    parts=(Part(text="Assumption 2.3 with C = 1", rests_on=("C = 1",)),),
    outcome="as published",
)
