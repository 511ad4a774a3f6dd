"""How the five convergence properties imply each other.

x, G stand for x^k, ∇f(x^k) along the (sub)sequence, with their limits xbar, Gbar.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Identity, Limit, Part, Proof, Reals, Step

steps = (
    Step(
        name="(5) ⇒ (3)",
        claim="xᵏ → x̄, ∇f(x̄) = 0 give ∇f(xᵏ) → 0",
        check=Reals(
            vectors=("G", "Gbar"),
            given=("e > 0", "continuous: norm(G - Gbar) < e", "stationary: norm(Gbar) == 0"),
            then="norm(G) < e",
        ),
    ),
    Step(
        name="(3) ⇒ (2)",
        claim="∇f(xᵏ) → 0 gives ∇f(x̄) = 0 at every accumulation point",
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    vectors=("G", "Gbar"),
                    given=(
                        *("e > 0", "continuous: norm(G - Gbar) < e", "norm(G) < e"),
                        "norm(Gbar) >= 2*e",
                    ),
                    then="False",
                ),
            ),
        ),
    ),
    Step(
        name="(2) ⇒ (1)",
        claim="if ‖xᵏ‖ does not tend to ∞, a bounded subsequence has an accumulation point, "
        "stationary by (2), along which ∇f(xᵏ) → 0",
        check=Argument(
            rule="compactness",
            obligations=(
                Reals(
                    vectors=("G", "Gbar"),
                    given=("e > 0", "continuous: norm(G - Gbar) < e", "norm(Gbar) == 0"),
                    then="norm(G) < e",
                ),
            ),
        ),
    ),
    Step(
        name="(2) without (1)",
        claim="the condition is needed: f(x) = x, xᵏ = k has (2) vacuously, and ‖∇f(xᵏ)‖ = 1",
        ours=True,
        check=Argument(
            rule="cases",
            obligations=(
                Limit(expression="k", variable="k", to="oo", value="oo"),
                Identity(equation="diff(x, x) == 1"),
            ),
        ),
    ),
    Step(
        name="(5) ⇒ (4)",
        claim="xᵏ → x̄ gives f(xᵏ) → f(x̄), and ∇f(x̄) = 0",
        check=Reals(given=("e > 0", "continuous: abs(f - fbar) < e"), then="abs(f - fbar) < e"),
    ),
)

proof = Proof(
    name="khanh-table-1",
    summary="Table 1: the implications between the five convergence properties",
    source="K24, Table 1",
    hypotheses=(("continuous", "f ∈ C¹"), ("stationary", "∇f(x̄) = 0")),
    steps=steps,
    parts=(
        Part(text="(5) ⇒ (3) ⇒ (2)", rests_on=("(5) ⇒ (3)", "(3) ⇒ (2)")),
        Part(text="(2) ⇒ (1) unless ‖xᵏ‖ → ∞", rests_on=("(2) ⇒ (1)",)),
        Part(text="(5) ⇒ (4)", rests_on=("(5) ⇒ (4)",)),
    ),
    outcome="as published",
)
