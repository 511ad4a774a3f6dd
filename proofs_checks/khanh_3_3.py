"""Inexact gradient descent with absolute error.

G, H stand for ∇f(x^k) and g^k, N for ‖∇f(x^k)‖, f and f_ for f(x^k) and f(x^{k+1}), eps for ε_k,
u for u_k, P for [φ'(u_k)]⁻¹, D and D_ for Δ_k and Δ_{k+1}.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Exists, Identity, Induction, Part, Proof, Reals, Step

GH = ("G", "H")
DOMAIN = ("L > 0", "positive: t > 0", "positive: eps > 0")
ERROR = "error: norm(H - G) <= eps"
C1, C2 = "(2 - e)/4", "3/4"  # the constants of (27), where e = lim sup ε_k up to a margin
C1_OF = "(2 - L*t - eps + L*t*eps)/2"
C2_OF = "(1 - L*t)/2 + L*t*eps/2"

estimates = (
    Step(
        name="(27) c₁",
        claim="½(2 − Lt − ε + Ltε) ≥ c₁ > 0 for large k; c₁ = (2 − e)/4 where ε ≤ e < 2",
        check=Reals(
            given=(
                *DOMAIN,
                "limsup: e < 2",
                "limsup: eps <= e",
                "vanishing: L*t <= (2 - e)/2",
            ),
            then=f"{C1_OF} >= {C1} and {C1} > 0",
        ),
    ),
    Step(
        name="(27) c₂",
        claim="½(1 − Lt) + Ltε/2 ≤ c₂ ∈ (0, 1) for large k; c₂ = 3/4",
        check=Reals(
            given=(*DOMAIN, "limsup: eps <= 2", "vanishing: L*t <= 1/2"),
            then=f"{C2_OF} <= {C2}",
        ),
    ),
    Step(
        name="(27) Lt < 1",
        claim="Ltₖ < 1 for large k",
        check=Reals(given=("L > 0", "vanishing: t < 1/L"), then="L*t < 1"),
    ),
    Step(
        name="(29)",
        claim="⟨g, ∇f⟩ ≥ −ε‖∇f‖ + ‖∇f‖²",
        check=Reals(vectors=GH, given=(ERROR,), then="dot(H, G) >= -eps*norm(G) + sq(G)"),
    ),
    Step(
        name="(28) first",
        claim="f(xᵏ⁺¹) ≤ f − t⟨∇f, g⟩ + (Lt²/2)‖g‖²",
        check=Reals(
            vectors=GH,
            given=("lipschitz: f_ <= f + dot(G, (-t)*H) + (L/2)*sq((-t)*H)",),
            then="f_ <= f - t*dot(G, H) + (L*t**2/2)*sq(H)",
        ),
    ),
    Step(
        name="(28) rewriting",
        claim="f − t⟨∇f, g⟩ + (Lt²/2)‖g‖² = f − t(1 − Lt)⟨∇f, g⟩ + (Lt²/2)(‖g − ∇f‖² − ‖∇f‖²)",
        check=Identity(
            vectors=GH,
            equation="f - t*dot(G, H) + (L*t**2/2)*sq(H)"
            " == f - t*(1 - L*t)*dot(G, H) + (L*t**2/2)*(sq(H - G) - sq(G))",
        ),
    ),
    Step(
        name="(28) error",
        claim="… ≤ f − t(1 − Lt)(‖∇f‖² − ε‖∇f‖) + (Lt²/2)(ε² − ‖∇f‖²)",
        check=Reals(
            vectors=GH,
            given=(*DOMAIN, "@(27) Lt < 1", "@(29)", ERROR),
            then="f - t*(1 - L*t)*dot(G, H) + (L*t**2/2)*(sq(H - G) - sq(G))"
            " <= f - t*(1 - L*t)*(sq(G) - eps*norm(G)) + (L*t**2/2)*(eps**2 - sq(G))",
        ),
    ),
    Step(
        name="ε‖∇f‖",
        claim="ε‖∇f‖ ≤ ½ε(1 + ‖∇f‖²)",
        check=Reals(given=("eps > 0", "N >= 0"), then="eps*N <= eps*(1 + N**2)/2"),
    ),
    Step(
        name="(28) collected",
        claim="… ≤ f − ½(2 − Lt − ε + Ltε)t‖∇f‖² + (½(1 − Lt) + Ltε/2)tε",
        check=Reals(
            given=(*DOMAIN, "@(27) Lt < 1", "@ε‖∇f‖", "N >= 0"),
            then="f - t*(1 - L*t)*(N**2 - eps*N) + (L*t**2/2)*(eps**2 - N**2)"
            f" <= f - {C1_OF}*t*N**2 + ({C2_OF})*t*eps",
        ),
    ),
    Step(
        name="(28)",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − c₁tₖ‖∇f(xᵏ)‖² + c₂tₖεₖ; V1, V2, V3 are the sides in between",
        check=Reals(
            given=(
                *("positive: t > 0", "positive: eps > 0"),
                *("@(28) first: f_ <= V1", "@(28) rewriting: V1 == V2", "@(28) error: V2 <= V3"),
                f"@(28) collected: V3 <= f - {C1_OF}*t*N**2 + ({C2_OF})*t*eps",
                f"@(27) c₁: {C1_OF} >= c1",
                f"@(27) c₂: {C2_OF} <= c2",
            ),
            then="f_ <= f - c1*t*N**2 + c2*t*eps",
        ),
    ),
)

function_values = (
    Step(
        name="u difference",
        erratum="the factor c₂ is missing",
        claim="uₖ − uₖ₊₁ = tₖεₖ, where uₖ = c₂Σ_{i≥k} tᵢεᵢ; s, s_ are the sums",
        check=Reals(
            given=(
                *("positive: t > 0", "positive: eps > 0", "c2 > 0", "c2 < 1"),
                *("s == t*eps + s_", "u == c2*s", "u_ == c2*s_"),
            ),
            then="u - u_ == t*eps",
        ),
    ),
    Step(
        name="u difference, corrected",
        claim="uₖ − uₖ₊₁ = c₂tₖεₖ",
        ours=True,
        check=Reals(
            given=("summable: s == t*eps + s_", "u == c2*s", "u_ == c2*s_"),
            then="u - u_ == c2*t*eps",
        ),
    ),
    Step(
        name="(30)",
        claim="f(xᵏ⁺¹) + uₖ₊₁ ≤ f(xᵏ) + uₖ − c₁tₖ‖∇f(xᵏ)‖²",
        check=Reals(
            given=("@(28): f_ <= f - c1*t*N**2 + c2*t*eps", "@u difference, corrected"),
            then="f_ + u_ <= f + u - c1*t*N**2",
        ),
    ),
)

first_parts = (
    Step(
        name="Σt‖∇f‖² < ∞",
        claim="c₁Σ_{k≥K} tₖ‖∇f(xᵏ)‖² ≤ f(x^K) − inf f(xᵏ) + u_K",
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "f", "u"),
                    start=("S == 0", "f == fK", "u == uK"),
                    step=("S_ == S + t*N**2", "@(30): f_ + u_ <= f + u - c1*t*N**2"),
                    then="c1*S <= fK + uK - f - u",
                ),
                Reals(
                    given=("c1*S <= fK + uK - f - u", "bounded-below: f >= low", "u >= 0"),
                    then="c1*S <= fK - low + uK",
                ),
            ),
        ),
    ),
    Step(
        name="gradient increments",
        claim="αₖ₊₁ − αₖ ≤ ‖∇f(xᵏ⁺¹) − ∇f(xᵏ)‖ ≤ Ltₖ‖gᵏ‖ ≤ Ltₖ(‖∇f(xᵏ)‖ + εₖ); F = ∇f(xᵏ⁺¹)",
        check=Reals(
            vectors=("F", "G", "H"),
            given=(*DOMAIN, "lipschitz: norm(F - G) <= L*t*norm(H)", ERROR),
            then="norm(F) - norm(G) <= norm(F - G) <= L*t*norm(H) <= L*t*(norm(G) + eps)",
        ),
    ),
    Step(
        name="(i)",
        claim="∇f(xᵏ) → 0 by Lemma B.1 with α = ‖∇f‖, β = Lt, γ = Ltε",
        uses=("=khanh-b.1", "@gradient increments", "@Σt‖∇f‖² < ∞", "divergent", "summable"),
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    given=("@gradient increments: A_ - A <= L*t*(A + eps)", "b == L*t"),
                    then="A_ - A <= b*A + L*t*eps",
                ),
                Reals(given=("L > 0", "vanishing: t <= 1/L"), then="L*t <= 1"),
                Reals(given=("L > 0", "T > M/L"), then="L*T > M"),
            ),
        ),
    ),
    Step(
        name="(ii)",
        claim="f(xᵏ) converges, as f(xᵏ) + uₖ decreases, is bounded below and uₖ → 0; so its limit "
        "is f(x̄) at each accumulation point",
        uses=("summable",),
        check=Argument(
            rule="monotone",
            obligations=(
                Reals(
                    given=(
                        *("positive: t > 0", "c1 > 0"),
                        "@(30): f_ + u_ <= f + u - c1*t*N**2",
                    ),
                    then="f_ + u_ <= f + u",
                ),
                Reals(given=("bounded-below: f >= low", "u >= 0"), then="f + u >= low"),
            ),
        ),
    ),
)

KL_POINT = ("x > 0", "u > 0", "pa > 0", "px > 0", "pu > 0")  # φ' at a = x + u, at x, at u

third_part = (
    Step(
        name="(9) need not be defined",
        claim="φ′ lives on (0, η), and early tails Σ_{i≥k} tᵢεᵢ of (9) may be η or more",
        ours=True,
        check=Exists(such_that=("eta > 0", "tail > 0", "tail >= eta")),
    ),
    Step(
        name="(9) is defined for large k",
        claim="the tails are below η from some k on, where (9) is meant to start",
        ours=True,
        check=Argument(
            rule="limits",
            obligations=(
                Reals(given=("eta > 0", "eps == eta/2", "summable: tail < eps"), then="tail < eta"),
            ),
        ),
    ),
    Step(
        name="(34) first",
        claim="Δₖ − Δₖ₊₁ ≥ φ′(aₖ)(aₖ − aₖ₊₁), aₖ = f(xᵏ) − f(x̄) + uₖ, by concavity of φ",
        check=Reals(
            given=("kl: D_ <= D + pa*(a_ - a)",),
            then="D - D_ >= pa*(a - a_)",
        ),
    ),
    Step(
        name="(34) second",
        claim="… ≥ φ′(aₖ)c₁tₖ‖∇f(xᵏ)‖²",
        check=Reals(
            given=("kl: pa > 0", "@(30): a_ <= a - c1*t*N**2"),
            then="pa*(a - a_) >= pa*c1*t*N**2",
        ),
    ),
    Step(
        name="(34) third",
        claim="… ≥ Cc₁t‖∇f‖²/([φ′(f(xᵏ) − f(x̄))]⁻¹ + [φ′(uₖ)]⁻¹), by Assumption 2.3",
        check=Reals(
            given=(
                *("positive: t > 0", "c1 > 0", "C > 0"),
                *(f"kl: {p}" for p in KL_POINT[2:]),
                "assumption-2.3: C*(1/pa) <= 1/px + 1/pu",
            ),
            then="pa*c1*t*N**2 >= C*c1*t*N**2/(1/px + 1/pu)",
        ),
    ),
    Step(
        name="(34) fourth",
        claim="… ≥ Cc₁t‖∇f‖²/(‖∇f‖ + [φ′(uₖ)]⁻¹), by the KL inequality at xᵏ ∈ U, f(xᵏ) > f(x̄)",
        uses=("above",),
        check=Reals(
            given=(
                *("positive: t > 0", "c1 > 0", "C > 0", "kl: px > 0", "kl: pu > 0"),
                *("kl: px*N >= 1",),
            ),
            then="C*c1*t*N**2/(1/px + 1/pu) >= C*c1*t*N**2/(N + 1/pu)",
        ),
    ),
    Step(
        name="(35)",
        claim="t‖∇f‖ ≤ (Δₖ − Δₖ₊₁)/(2Cc₁) + ½t([φ′(uₖ)]⁻¹ + ‖∇f‖)",
        uses=("@(34) first", "@(34) second", "@(34) third"),
        check=Reals(
            given=(
                *("positive: t > 0", "c1 > 0", "C > 0", "N >= 0", "kl: P > 0"),
                "@(34) fourth: D - D_ >= C*c1*t*N**2/(N + P)",
            ),
            then="t*N <= (D - D_)/(2*C*c1) + t*(P + N)/2",
        ),
    ),
    Step(
        name="φ′(c₂Σ)",
        claim="[φ′(c₂Σ_{i≥k} tᵢεᵢ)]⁻¹ ≤ [φ′(Σ_{i≥k} tᵢεᵢ)]⁻¹, as φ′ does not increase and c₂ < 1",
        check=Reals(
            given=(
                *("s > 0", "c2 > 0", "@(27) c₂: c2 < 1", "pc > 0", "ps > 0"),
                "kl: implies(c2*s <= s, pc >= ps)",
            ),
            then="1/pc <= 1/ps",
        ),
    ),
    Step(
        name="summed (35)",
        claim="Σ_{k=K}^{m} tₖ‖∇f(xᵏ)‖ ≤ Δ_K/(Cc₁) + Σ_{k≥K} tₖ[φ′(Σ_{i≥k} tᵢεᵢ)]⁻¹",
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "W", "D"),
                    start=("S == 0", "W == 0", "D == DK"),
                    given=("C > 0", "c1 > 0"),
                    step=(
                        *("S_ == S + t*N", "W_ == W + t*P", "positive: t > 0"),
                        "@φ′(c₂Σ): p <= P",
                        "@(35): t*N <= (D - D_)/(2*C*c1) + t*(p + N)/2",
                    ),
                    then="S <= (DK - D)/(C*c1) + W",
                ),
                Reals(
                    given=(
                        *("C > 0", "c1 > 0", "kl: D >= 0", "S <= (DK - D)/(C*c1) + W"),
                        "tail-sum: W <= w",
                    ),
                    then="S <= DK/(C*c1) + w",
                ),
            ),
        ),
    ),
    Step(
        name="(32)",
        claim="‖x^K̄ − x̄‖ + Δ_K̄/(Cc₁) + Σ_{k≥K̄} tₖ[φ′(Σ)]⁻¹ + Σ_{k≥K̄} tₖεₖ < R for some K̄: along "
        "xᵏ → x̄ each of the four terms is below R/4 in the end",
        uses=("@(ii)", "tail-sum", "summable", "kl"),
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    given=("C*c1 > 0", "d < R/4", "D/(C*c1) < R/4", "w < R/4", "e < R/4"),
                    then="d + D/(C*c1) + w + e < R",
                ),
            ),
        ),
    ),
    Step(
        name="staying near x̄",
        claim="xᵏ ∈ B(x̄, R) for all k ≥ K̄: ‖xᵏ⁺¹ − x̄‖ ≤ ‖x^K̄ − x̄‖ + Σ t‖∇f‖ + Σ tε < R",
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("d", "S", "E"),
                    start=("d == dK", "S == 0", "E == 0"),
                    step=(
                        "d_ <= d + t*(N + eps)",
                        *("S_ == S + t*N", "E_ == E + t*eps"),
                    ),
                    then="d <= dK + S + E",
                ),
                Reals(
                    given=(
                        "d <= dK + S + E",
                        "@summed (35): S <= q + w",
                        "summable: E <= e",
                        "@(32): dK + q + w + e < R",
                    ),
                    then="d < R",
                ),
            ),
        ),
    ),
    Step(
        name="(iii)",
        claim="Σ‖xᵏ⁺¹ − xᵏ‖ ≤ Σt‖∇f‖ + Σtε < ∞, so xᵏ converges, to x̄",
        uses=("@staying near x̄", "@summed (35)"),
        check=Argument(
            rule="length",
            obligations=(
                Reals(
                    vectors=GH,
                    given=("positive: t > 0", ERROR),
                    then="norm((-t)*H) <= t*norm(G) + t*eps",
                ),
                Reals(
                    given=("S <= s", "summable: E <= e", "l <= S + E"),
                    then="l <= s + e",
                ),
            ),
        ),
    ),
    Step(
        name="global minimizer",
        claim="if x̄ is a global minimizer, f(xᵏ) = f(x̄) for some k or f(xᵏ) > f(x̄) for all k",
        uses=("@(iii)",),
        check=Reals(given=("f >= low",), then="f == low or f > low"),
    ),
)

proof = Proof(
    name="khanh-3.3",
    summary="Theorem 3.3: inexact gradient descent with absolute error",
    source="K24, Theorem 3.3, proof in Appendix C.2",
    hypotheses=(
        ("lipschitz", "∇f is L-Lipschitz"),
        ("error", "‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ"),
        ("positive", "tₖ, εₖ > 0"),
        ("divergent", "Σ tₖ = ∞"),
        ("vanishing", "tₖ → 0"),
        ("decreasing", "tₖ does not increase (the arrow of tₖ ↓ 0)"),
        ("summable", "Σ tₖεₖ < ∞"),
        ("limsup", "lim sup εₖ < 2"),
        ("bounded-below", "inf f(xᵏ) > −∞"),
        ("kl", "(iii) f is KL at an accumulation point x̄"),
        ("assumption-2.3", "(iii) φ satisfies Assumption 2.3"),
        ("tail-sum", "(iii) Σ tₖ[φ′(Σ_{i≥k} tᵢεᵢ)]⁻¹ < ∞"),
        ("above", "(iii) f(xᵏ) > f(x̄) for large k"),
    ),
    steps=(*estimates, *function_values, *first_parts, *third_part),
    parts=(
        Part(text="(i) ∇f(xᵏ) → 0", rests_on=("(i)",)),
        Part(text="(ii) f(xᵏ) → f(x̄)", rests_on=("(ii)",)),
        Part(text="(iii) xᵏ → x̄", rests_on=("(iii)", "global minimizer")),
    ),
    stronger=("khanh-3.3-stronger",),
    outcome="the conclusions survive: uₖ − uₖ₊₁ is c₂tₖεₖ; (9) can only start at large k. "
    "lim sup εₖ < 2, not invariant under f → cf, and the monotonicity of tₖ are not needed",
)
