"""Rates of the iterates pass on to values and gradients.

s stands for f(x^k) − f(x̄), s_ for its successor, N for ‖∇f(x^k)‖, r for ‖x^k − x̄‖, a for α.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Part, Proof, Reals, Step

steps = (
    Step(
        name="f ↓ f(x̄)",
        claim="f(xᵏ) does not increase and f(xᵏ) → f(x̄) by continuity, so f(xᵏ) ≥ f(x̄)",
        uses=("converges",),
        check=Argument(
            rule="monotone",
            obligations=(Reals(given=("a > 0", "decrease: a*N**2 <= s - s_"), then="s_ <= s"),),
        ),
    ),
    Step(
        name="∇f(x̄) = 0",
        claim="‖∇f(xᵏ)‖² ≤ (f(xᵏ) − f(xᵏ⁺¹))/α → 0, so x̄ is stationary",
        uses=("converges",),
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    given=(
                        *("a > 0", "eps > 0", "N >= 0", "decrease: a*N**2 <= s - s_"),
                        *("@f ↓ f(x̄): s_ >= 0", "s < a*eps**2"),
                    ),
                    then="N < eps",
                ),
            ),
        ),
    ),
    Step(
        name="values",
        claim="0 ≤ f(xᵏ) − f(x̄) ≤ (L/2)‖xᵏ − x̄‖²; D = xᵏ − x̄, F = ∇f(x̄)",
        check=Reals(
            vectors=("D", "F"),
            given=(
                "@f ↓ f(x̄): fx >= fbar",
                "@∇f(x̄) = 0: norm(F) == 0",
                "descent: fx <= fbar + dot(F, D) + (L/2)*sq(D)",
            ),
            then="0 <= fx - fbar and fx - fbar <= (L/2)*sq(D)",
        ),
    ),
    Step(
        name="gradients",
        claim="α‖∇f(xᵏ)‖² ≤ f(xᵏ) − f(x̄)",
        check=Reals(
            given=("decrease: a*N**2 <= s - s_", "@f ↓ f(x̄): s_ >= 0"),
            then="a*N**2 <= s",
        ),
    ),
    Step(
        name="rates",
        claim="‖xᵏ − x̄‖ ≤ c·m(k) gives f(xᵏ) − f(x̄) ≤ (L/2)c²m(k)² and ‖∇f‖ ≤ √(L/(2α)) c·m(k)",
        check=Reals(
            given=(
                *("L > 0", "a > 0", "N >= 0", "r >= 0", "c > 0", "m > 0", "rate: r <= c*m"),
                *("@values: s <= (L/2)*r**2", "@gradients: a*N**2 <= s"),
            ),
            then="s <= (L/2)*c**2*m**2 and N <= sqrt(L/(2*a))*c*m",
        ),
    ),
)

proof = Proof(
    name="khanh-b.5",
    summary="Proposition B.5: rates pass from iterates to values and gradients",
    source="K24, Proposition B.5",
    hypotheses=(
        ("descent", "f satisfies the L-descent condition"),
        ("converges", "xᵏ → x̄"),
        ("decrease", "α‖∇f(xᵏ)‖² ≤ f(xᵏ) − f(xᵏ⁺¹)"),
        ("rate", "‖xᵏ − x̄‖ = O(m(k)), in particular O(rᵏ)"),
    ),
    steps=steps,
    parts=(Part(text="f(xᵏ) − f(x̄) = O(m(k)²), ‖∇f(xᵏ)‖ = O(m(k))", rests_on=("rates",)),),
    outcome="the proposition survives, linear rates read as O(rᵏ) with r < 1",
)
