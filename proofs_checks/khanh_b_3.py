"""Convergence of descent sequences under the KL property.

s stands for f(x^k) − f(x̄), D for φ(s), m for ‖x^{k+1} − x^k‖, N for ‖∇f(x^k)‖, p for φ'(s).
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Induction, Part, Proof, Reals, Step

steps = (
    Step(
        name="decrease",
        claim="f(xᵏ) does not increase for large k, so f(xᵏ) ↓ f(x̄)",
        uses=("accumulation",),
        check=Argument(
            rule="monotone",
            obligations=(
                Reals(
                    given=("H1: sigma > 0", "N >= 0", "m >= 0", "H1: s - s_ >= sigma*N*m"),
                    then="s_ <= s",
                ),
            ),
        ),
    ),
    Step(
        name="stop",
        claim="if f(xᵏ) = f(x̄) for some k, the values stay there, and by (H2) so do the iterates",
        check=Reals(
            given=(
                "@decrease: s_ <= s",
                "@decrease: s_ >= 0",
                "s == 0",
                "H2: implies(s_ == s, m == 0)",
            ),
            then="m == 0",
        ),
    ),
    Step(
        name="length of a step",
        claim="φ(sₖ) − φ(sₖ₊₁) ≥ φ′(sₖ)(sₖ − sₖ₊₁) ≥ σ‖xᵏ⁺¹ − xᵏ‖ while xᵏ ∈ U and 0 < sₖ < η",
        check=Reals(
            given=(
                *("kl: p > 0", "m >= 0", "H1: sigma > 0", "kl: p*N >= 1"),
                "kl: D_ <= D + p*(s_ - s)",
                "H1: s - s_ >= sigma*N*m",
            ),
            then="D - D_ >= p*(s - s_) >= sigma*m",
        ),
    ),
    Step(
        name="staying near x̄",
        claim="‖xᵏ − x̄‖ ≤ ‖x^K − x̄‖ + φ(s_K)/σ < R for all k ≥ K, K with x^K close to x̄",
        uses=("accumulation", "@decrease"),
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("d", "D", "S"),
                    start=("d == dK", "D == DK", "S == 0"),
                    given=("H1: sigma > 0",),
                    step=("d_ <= d + m", "S_ == S + m", "@length of a step: D - D_ >= sigma*m"),
                    then="d <= dK + S and sigma*S <= DK - D",
                ),
                Reals(
                    given=(
                        *("H1: sigma > 0", "d <= dK + S", "sigma*S <= DK - D", "kl: D >= 0"),
                        *("dK < R/2", "DK < sigma*R/2"),
                    ),
                    then="d < R",
                ),
            ),
        ),
    ),
    Step(
        name="finite length",
        claim="Σ‖xᵏ⁺¹ − xᵏ‖ ≤ φ(s_K)/σ < ∞, so xᵏ converges, to x̄",
        uses=("@staying near x̄", "@stop"),
        check=Argument(
            rule="length",
            obligations=(
                Reals(
                    given=("H1: sigma > 0", "kl: D >= 0", "sigma*S <= DK - D"),
                    then="S <= DK/sigma",
                ),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-b.3",
    summary="Proposition B.3: descent sequences converge under the KL property",
    source="K24, Proposition B.3; Absil, Mahony, Andrews, SIAM J. Optim. 16 (2005)",
    hypotheses=(
        ("H1", "(H1) f(xᵏ) − f(xᵏ⁺¹) ≥ σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖, σ > 0"),
        ("H2", "(H2) f(xᵏ⁺¹) = f(xᵏ) implies xᵏ⁺¹ = xᵏ"),
        ("accumulation", "x̄ is an accumulation point of xᵏ"),
        ("kl", "f is KL at x̄"),
    ),
    steps=steps,
    parts=(Part(text="xᵏ → x̄", rests_on=("finite length",)),),
    outcome="the proposition survives",
)
