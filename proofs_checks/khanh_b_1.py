"""Three sequences: when Σ β α² < ∞ forces α → 0.

a, b, c stand for α_k, β_k, γ_k, B for sup β.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Induction, Part, Proof, Reals, Step, Trial

SIGNS = ("a >= 0", "b >= 0", "c >= 0")
RECURSION = "recursion: a_ <= a + b*a + c"

steps = (
    Step(
        name="lim inf",
        claim="lim inf αₖ = 0: else αₖ ≥ ε for large k and Σβα² ≥ ε²Σβ = ∞",
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "T"),
                    start=("S == 0", "T == 0"),
                    given=("eps > 0",),
                    step=("S_ == S + b*a**2", "T_ == T + b", "signs: b >= 0", "a >= eps"),
                    then="S >= eps**2*T",
                ),
                Reals(
                    given=(
                        *(
                            "eps > 0",
                            "S >= eps**2*T",
                            "weighted: S <= s",
                            "divergent: T > s/eps**2",
                        ),
                    ),
                    then="False",
                ),
            ),
        ),
    ),
    Step(
        name="(19)",
        claim="some Kε has α ≤ ε, Σ_{k≥Kε}γ < ε/3, Σ_{k≥Kε}βα² < ε²/3 and β̄βα² ≤ ε²/9 from "
        "there on: tails and terms of convergent series vanish, then lim inf α = 0",
        uses=("@lim inf", "weighted", "summable", "bounded"),
        check=Reals(
            given=("eps > 0", "B > 0", "weighted: b*a**2 <= eps**2/(9*B)"),
            then="B*b*a**2 <= eps**2/9",
        ),
    ),
    Step(
        name="telescoping",
        claim="αₖ − αₖ′ ≤ Σ_{i=k′}^{k−1}(βᵢαᵢ + γᵢ)",
        check=Induction(
            state=("a", "S"),
            start=("a == a0", "S == 0"),
            step=(RECURSION, "S_ == S + b*a + c"),
            then="a - a0 <= S",
        ),
    ),
    Step(
        name="shifted sum",
        erratum="= should be ≤",
        claim="Σ_{i=k′}^{k−1}(βᵢαᵢ + γᵢ) = Σ_{i=k′+1}^{k} βᵢαᵢ + Σ_{i=k′}^{k−1} γᵢ + βₖ′αₖ′; here "
        "M = Σ_{i=k′+1}^{k−1} βα, Γ = Σγ, first = βₖ′αₖ′, last = βₖαₖ",
        check=Reals(
            given=("M >= 0", "Gamma >= 0", "first >= 0", "last >= 0"),
            then="first + M + Gamma == M + last + Gamma + first",
        ),
    ),
    Step(
        name="shifted sum, corrected",
        claim="the same with ≤ in place of =",
        ours=True,
        check=Reals(
            given=("signs: last >= 0",),
            then="first + M + Gamma <= M + last + Gamma + first",
        ),
    ),
    Step(
        name="Σβα",
        claim="Σ_{i=k′+1}^{k} βᵢαᵢ ≤ (1/ε)Σ βα², as αᵢ > ε there",
        check=Induction(
            state=("S", "Q"),
            start=("S == 0", "Q == 0"),
            given=("eps > 0", "signs: b >= 0"),
            step=("S_ == S + b*a", "Q_ == Q + b*a**2", "a > eps"),
            then="S <= (1/eps)*Q",
        ),
    ),
    Step(
        name="√β̄",
        claim="βₖ′αₖ′ ≤ √β̄ √(βₖ′αₖ′²) ≤ ε/3",
        check=Reals(
            given=(
                *("signs: a >= 0", "signs: b >= 0", "eps > 0", "bounded: b <= B"),
                "@(19): B*b*a**2 <= eps**2/9",
            ),
            then="b*a <= sqrt(B)*sqrt(b*a**2) <= eps/3",
        ),
    ),
    Step(
        name="α ≤ 2ε",
        claim="(1/ε)Σβα² + Σγ + √β̄√(βₖ′αₖ′²) ≤ ε, so αₖ ≤ 2ε for all k ≥ Kε",
        check=Reals(
            given=(
                *("eps > 0", "@lim inf: a0 <= eps", "@telescoping: a - a0 <= first + M + Gamma"),
                "@shifted sum, corrected",
                "@Σβα: M + last <= (1/eps)*Q",
                *("@(19): Q < eps**2/3", "@(19): Gamma < eps/3", "@√β̄: first <= eps/3"),
            ),
            then="(1/eps)*Q + Gamma + first <= eps and a <= 2*eps",
        ),
    ),
    Step(
        name="on sequences",
        claim="α ≤ 2ε on finite exact sequences that obey (19) with ε = 1, β̄ = 1",
        ours=True,
        check=Trial(
            start=(("a", "p"), ("S", "0"), ("Q", "0")),
            inputs=("p", "b", "c"),
            update=(
                ("S", "S + c"),
                ("Q", "Q + b*a**2"),
                ("a", "a + b*a + c"),
            ),
            given=("S < 1/3", "Q < 1/3", "b <= 1", "Q + b*a**2 < 1/3", "implies(S == c, a <= 1)"),
            then="a <= 2",
        ),
    ),
    Step(
        name="β bounded",
        claim="boundedness of β cannot be dropped: from α = δ², β = 1/δ² one step leads to α > 1, "
        "with βα² = δ² as small as one likes",
        ours=True,
        check=Reals(
            given=("d > 0", "a == d**2", "b == 1/d**2"),
            then="b*a**2 == d**2 and a + b*a > 1",
        ),
    ),
)

proof = Proof(
    name="khanh-b.1",
    summary="Lemma B.1: three sequences",
    source="K24, Lemma B.1",
    hypotheses=(
        ("signs", "αₖ, βₖ, γₖ ≥ 0"),
        ("recursion", "αₖ₊₁ − αₖ ≤ βₖαₖ + γₖ for large k"),
        ("bounded", "βₖ is bounded"),
        ("divergent", "Σ βₖ = ∞"),
        ("summable", "Σ γₖ < ∞"),
        ("weighted", "Σ βₖαₖ² < ∞"),
    ),
    steps=steps,
    parts=(Part(text="αₖ → 0", rests_on=("α ≤ 2ε",)),),
    outcome="the lemma survives; one line prints = where ≤ is meant",
)
