"""Theorem 3.3 without a bound on ε_k: only Σ t_k ε_k < ∞ and t_k → 0 are needed.

A stands for ‖∇f(x^k)‖, E for Σ t_k ε_k, B for the bound on ‖∇f(x^k)‖ that the first steps give;
the rest is the published proof with c₁ = 1/2 and c₂ = 2B + LE/2.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Induction, Part, Proof, Reals, Step

GH = ("G", "H")
DOMAIN = ("L > 0", "positive: t > 0", "positive: eps > 0")
ERROR = "error: norm(H - G) <= eps"
DESCENT = "lipschitz: f_ <= f - t*dot(G, H) + (L*t**2/2)*sq(H)"

bounded_gradient = (
    Step(
        name="one step",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − ½tₖ‖∇f‖² + 2tₖεₖ‖∇f‖ + (L/2)(tₖεₖ)² if Ltₖ ≤ 1/4",
        ours=True,
        check=Reals(
            vectors=GH,
            given=(*DOMAIN, "vanishing: L*t <= 1/4", ERROR, DESCENT),
            then="f_ <= f - t*sq(G)/2 + 2*t*eps*norm(G) + (L/2)*(t*eps)**2",
        ),
    ),
    Step(
        name="window",
        claim="within Σtᵢ ≤ 1/(3L) from k on, L‖xⁱ − xᵏ‖ ≤ A/2 + 3LE/2: the greatest such distance "
        "D obeys D ≤ Σtᵢ(A + LD) + E, as ‖gⁱ‖ ≤ ‖∇f(xⁱ)‖ + εᵢ",
        ours=True,
        uses=("error", "lipschitz"),
        check=Reals(
            given=("L > 0", "A >= 0", "E >= 0", "D >= 0", "3*L*T <= 1", "D <= T*(A + L*D) + E"),
            then="L*D <= A/2 + 3*L*E/2",
        ),
    ),
    Step(
        name="window gradients",
        claim="there A/4 ≤ ‖∇f(xⁱ)‖ ≤ 2A if A ≥ 6LE",
        ours=True,
        check=Reals(
            given=(
                *("L > 0", "E >= 0", "A >= 6*L*E", "lipschitz: abs(a - A) <= L*D"),
                "@window: L*D <= A/2 + 3*L*E/2",
            ),
            then="A/4 <= a and a <= 2*A",
        ),
    ),
    Step(
        name="window decrease",
        claim="over the window f falls by at least (A²/32)Σtᵢ − 4AE − LE²/2",
        ours=True,
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("f", "T", "e"),
                    start=("f == fk", "T == 0", "e == 0"),
                    given=("L > 0", "A >= 0", "E >= 0", "positive: t > 0", "positive: eps > 0"),
                    step=(
                        *("T_ == T + t", "e_ == e + t*eps", "summable: t*eps <= E"),
                        "@window gradients: A/4 <= a and a <= 2*A",
                        "@one step: f_ <= f - t*a**2/2 + 2*t*eps*a + (L/2)*(t*eps)**2",
                    ),
                    then="f <= fk - A**2/32*T + 4*A*e + L*E/2*e",
                ),
                Reals(
                    given=(
                        *("L > 0", "A >= 0", "summable: e <= E", "e >= 0"),
                        "f <= fk - A**2/32*T + 4*A*e + L*E/2*e",
                    ),
                    then="f <= fk - A**2/32*T + 4*A*E + L*E**2/2",
                ),
            ),
        ),
    ),
    Step(
        name="gradient by value",
        claim="‖∇f(xᵏ)‖² ≤ 256L(f(xᵏ) − inf f(xⁱ) + 1025LE²) for large k, as Σt = ∞ and t → 0 "
        "allow 1/(4L) ≤ Σtᵢ ≤ 1/(3L) over the window",
        ours=True,
        uses=("divergent", "vanishing"),
        check=Reals(
            given=(
                *("L > 0", "A >= 0", "E >= 0", "4*L*T >= 1", "bounded-below: fk >= low"),
                "bounded-below: f >= low",
                "@window decrease: implies(A >= 6*L*E, f <= fk - A**2/32*T + 4*A*E + L*E**2/2)",
            ),
            then="A**2 <= 256*L*(fk - low + 1025*L*E**2)",
        ),
    ),
    Step(
        name="root of the value",
        claim="wₖ = √(f(xᵏ) − inf f(xⁱ) + 1025LE²) obeys wₖ₊₁ ≤ wₖ + 16√L tₖεₖ; l = √L",
        ours=True,
        check=Reals(
            given=(
                *("l > 0", "t > 0", "eps > 0", "A >= 0", "w >= 0", "w_ >= 0"),
                "@gradient by value: A**2 <= 256*l**2*w**2",
                "@one step: w_**2 <= w**2 - t*A**2/2 + 2*t*eps*A + (l**2/2)*(t*eps)**2",
            ),
            then="w_ <= w + 16*l*t*eps",
        ),
    ),
    Step(
        name="bounded gradient",
        claim="‖∇f(xᵏ)‖ ≤ B for large k, B = 16√L(w_K + 16√L E)",
        ours=True,
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("w", "e"),
                    start=("w == wK", "e == 0"),
                    step=("@root of the value: w_ <= w + 16*l*t*eps", "e_ == e + t*eps"),
                    then="w <= wK + 16*l*e",
                ),
                Reals(
                    given=(
                        *("l > 0", "A >= 0", "w >= 0", "w <= wK + 16*l*e", "summable: e <= E"),
                        "@gradient by value: A**2 <= 256*l**2*w**2",
                    ),
                    then="A <= 16*l*(wK + 16*l*E)",
                ),
            ),
        ),
    ),
)

function_values = (
    Step(
        name="(28)°",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − ½tₖ‖∇f(xᵏ)‖² + (2B + LE/2)tₖεₖ",
        ours=True,
        check=Reals(
            given=(
                *DOMAIN,
                "@one step: f_ <= f - t*A**2/2 + 2*t*eps*A + (L/2)*(t*eps)**2",
                "@bounded gradient: A <= B",
                "summable: t*eps <= E",
            ),
            then="f_ <= f - t*A**2/2 + (2*B + L*E/2)*t*eps",
        ),
    ),
    Step(
        name="(30)°",
        claim="f(xᵏ⁺¹) + uₖ₊₁ ≤ f(xᵏ) + uₖ − ½tₖ‖∇f(xᵏ)‖², uₖ = c₂Σ_{i≥k} tᵢεᵢ",
        ours=True,
        check=Reals(
            given=(
                *("summable: s == t*eps + s_", "u == c2*s", "u_ == c2*s_"),
                "@(28)°: f_ <= f - t*A**2/2 + c2*t*eps",
            ),
            then="f_ + u_ <= f + u - t*A**2/2",
        ),
    ),
    Step(
        name="Σt‖∇f‖² < ∞",
        claim="½Σ_{k≥K} tₖ‖∇f(xᵏ)‖² ≤ f(x^K) − inf f(xᵏ) + u_K",
        ours=True,
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "f", "u"),
                    start=("S == 0", "f == fK", "u == uK"),
                    step=("S_ == S + t*A**2", "@(30)°: f_ + u_ <= f + u - t*A**2/2"),
                    then="S/2 <= fK + uK - f - u",
                ),
                Reals(
                    given=("S/2 <= fK + uK - f - u", "bounded-below: f >= low", "u >= 0"),
                    then="S/2 <= fK - low + uK",
                ),
            ),
        ),
    ),
    Step(
        name="(i)",
        claim="∇f(xᵏ) → 0 by Lemma B.1 with α = ‖∇f‖, β = Lt, γ = Ltε",
        ours=True,
        uses=("=khanh-b.1", "@Σt‖∇f‖² < ∞", "divergent", "vanishing", "summable"),
        check=Reals(
            vectors=("F", "G", "H"),
            given=(*DOMAIN, "lipschitz: norm(F - G) <= L*t*norm(H)", ERROR),
            then="norm(F) - norm(G) <= norm(F - G) <= L*t*norm(H) <= L*t*(norm(G) + eps)",
        ),
    ),
    Step(
        name="(ii)",
        claim="f(xᵏ) + uₖ decreases, is bounded below, and uₖ → 0: f(xᵏ) converges",
        ours=True,
        uses=("summable",),
        check=Argument(
            rule="monotone",
            obligations=(
                Reals(
                    given=("positive: t > 0", "@(30)°: f_ + u_ <= f + u - t*A**2/2"),
                    then="f_ + u_ <= f + u",
                ),
                Reals(given=("bounded-below: f >= low", "u >= 0"), then="f + u >= low"),
            ),
        ),
    ),
)

third_part = (
    Step(
        name="(35)°",
        claim="t‖∇f‖ ≤ (Δₖ − Δₖ₊₁)/C + ½t([φ′(uₖ)]⁻¹ + ‖∇f‖): (34) and (35) with c₁ = 1/2",
        ours=True,
        uses=("above",),
        check=Reals(
            given=(
                *("positive: t > 0", "C > 0", "A >= 0", "P > 0", "px > 0", "kl: pa > 0"),
                *("kl: D_ <= D + pa*(a_ - a)", "kl: px*A >= 1"),
                "assumption-2.3: C*(1/pa) <= 1/px + P",
                "@(30)°: a_ <= a - t*A**2/2",
            ),
            then="t*A <= (D - D_)/C + t*(P + A)/2",
        ),
    ),
    Step(
        name="doubling",
        claim="[φ′(2ʲs)]⁻¹ ≤ (2/C)ʲ[φ′(s)]⁻¹ by Assumption 2.3: so [φ′(c₂Σ)]⁻¹ ≤ K[φ′(Σ)]⁻¹",
        ours=True,
        check=Induction(
            state=("p", "K"),
            start=("p == p0", "K == 1"),
            given=("C > 0", "kl: p0 > 0", "kl: p > 0", "kl: p_ > 0"),
            step=("K_ == K*(2/C)", "assumption-2.3: C*(1/p_) <= 1/p + 1/p"),
            then="1/p <= K*(1/p0)",
        ),
    ),
    Step(
        name="summed (35)°",
        claim="Σ_{k=K̄}^{m} tₖ‖∇f(xᵏ)‖ ≤ 2Δ_K̄/C + K Σ_{k≥K̄} tₖ[φ′(Σ_{i≥k} tᵢεᵢ)]⁻¹",
        ours=True,
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "W", "D"),
                    start=("S == 0", "W == 0", "D == DK"),
                    given=("C > 0", "K > 0"),
                    step=(
                        *("S_ == S + t*A", "W_ == W + t*P", "positive: t > 0"),
                        "@doubling: p <= K*P",
                        "@(35)°: t*A <= (D - D_)/C + t*(p + A)/2",
                    ),
                    then="S <= 2*(DK - D)/C + K*W",
                ),
                Reals(
                    given=(
                        *("C > 0", "K > 0", "kl: D >= 0", "S <= 2*(DK - D)/C + K*W"),
                        "tail-sum: W <= w",
                    ),
                    then="S <= 2*DK/C + K*w",
                ),
            ),
        ),
    ),
    Step(
        name="(iii)",
        claim="the iterates stay in B(x̄, R) and have finite length, as in print",
        ours=True,
        uses=("@summed (35)°", "@(ii)", "tail-sum", "kl"),
        check=Argument(
            rule="length",
            obligations=(
                Reals(
                    vectors=GH,
                    given=("positive: t > 0", ERROR),
                    then="norm((-t)*H) <= t*norm(G) + t*eps",
                ),
                Induction(
                    state=("d", "S", "e"),
                    start=("d == dK", "S == 0", "e == 0"),
                    step=("d_ <= d + t*(A + eps)", "S_ == S + t*A", "e_ == e + t*eps"),
                    then="d <= dK + S + e",
                ),
                Reals(
                    given=(
                        *("d <= dK + S + e", "S <= s", "summable: e <= E", "dK < R/3"),
                        *("s < R/3", "E < R/3"),
                    ),
                    then="d < R",
                ),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-3.3-stronger",
    summary="Theorem 3.3 for any εₖ with Σ tₖεₖ < ∞, without lim sup εₖ < 2 (not in print)",
    source="a strengthening of K24, Theorem 3.3",
    hypotheses=(
        ("lipschitz", "∇f is L-Lipschitz"),
        ("error", "‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ"),
        ("positive", "tₖ, εₖ > 0"),
        ("divergent", "Σ tₖ = ∞"),
        ("vanishing", "tₖ → 0"),
        ("summable", "Σ tₖεₖ < ∞"),
        ("bounded-below", "inf f(xᵏ) > −∞"),
        ("kl", "(iii) f is KL at an accumulation point x̄"),
        ("assumption-2.3", "(iii) φ satisfies Assumption 2.3"),
        ("tail-sum", "(iii) Σ tₖ[φ′(Σ_{i≥k} tᵢεᵢ)]⁻¹ < ∞"),
        ("above", "(iii) f(xᵏ) > f(x̄) for large k"),
    ),
    steps=(*bounded_gradient, *function_values, *third_part),
    parts=(
        Part(text="(i) ∇f(xᵏ) → 0", rests_on=("(i)",)),
        Part(text="(ii) f(xᵏ) → f(x̄)", rests_on=("(ii)",)),
        Part(text="(iii) xᵏ → x̄", rests_on=("(iii)",)),
    ),
    outcome="Theorem 3.3 holds with Σ tₖεₖ < ∞ as the only condition on εₖ",
)
