"""Inexact gradient descent with relative error.

G, H stand for ∇f(x^k) and g^k, N for ‖∇f(x^k)‖, M for ‖g^k‖, f and f_ for f(x^k) and f(x^{k+1}).
"""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Induction, Part, Proof, Reals, Step

GH = ("G", "H")
NU = ("relative: nu >= 0", "relative: nu < 1")
ERROR = "relative: norm(H - G) <= nu*norm(G)"
STEPS = ("L > 0", "t >= 0", "delta > 0")
RANGE = "steps: t <= (2 - 2*nu - delta)/(L*(1 + nu)**2)"
DESCENT = "descent: f_ <= f - t*dot(G, H) + (L*t**2/2)*sq(H)"

estimates = (
    Step(
        name="(36)",
        claim="‖g‖² ≤ −(1 − ν²)‖∇f‖² + 2⟨∇f, g⟩",
        check=Reals(
            vectors=GH, given=(*NU, ERROR), then="sq(H) <= -(1 - nu**2)*sq(G) + 2*dot(G, H)"
        ),
    ),
    Step(
        name="(37)",
        claim="⟨∇f, g⟩ ≤ (1 + ν)‖∇f‖²",
        check=Reals(vectors=GH, given=(*NU, ERROR), then="dot(G, H) <= (1 + nu)*sq(G)"),
    ),
    Step(
        name="(38)",
        claim="−⟨∇f, g⟩ ≤ −(1 − ν)‖∇f‖²",
        check=Reals(vectors=GH, given=(*NU, ERROR), then="-dot(G, H) <= -(1 - nu)*sq(G)"),
    ),
    Step(
        name="(39)",
        claim="(1 − ν)‖∇f‖ ≤ ‖g‖ ≤ (1 + ν)‖∇f‖",
        check=Reals(
            vectors=GH,
            given=(*NU, ERROR),
            then="(1 - nu)*norm(G) <= norm(H) <= (1 + nu)*norm(G)",
        ),
    ),
    Step(
        name="N",
        claim="2 − 2ν − Ltₖ(1 + ν)² ≥ δ for k ≥ N",
        check=Reals(given=(*NU, *STEPS, RANGE), then="2 - 2*nu - L*t*(1 + nu)**2 >= delta"),
    ),
    Step(
        name="(40)",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (δt/2)‖∇f(xᵏ)‖², from the descent condition alone; Lipschitz "
        "continuity, which the text invokes here, is not used",
        check=Reals(
            vectors=GH,
            given=(
                *NU,
                *STEPS,
                DESCENT,
                *("@(36)", "@(37)", "@(38)", "@N"),
            ),
            then="f_ <= f - (delta*t/2)*sq(G)",
        ),
    ),
    Step(
        name="(43)",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (δ/(2(1 + ν)))‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖",
        check=Reals(
            given=(
                *NU,
                *STEPS,
                "N >= 0",
                "@(40): f_ <= f - (delta*t/2)*N**2",
                "@(39): M <= (1 + nu)*N",
            ),
            then="f_ <= f - (delta/(2*(1 + nu)))*N*(t*M)",
        ),
    ),
    Step(
        name="(44)",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (δt/(2(1 + ν)²))‖gᵏ‖²",
        check=Reals(
            given=(
                *NU,
                *STEPS,
                *("N >= 0", "M >= 0"),
                "@(40): f_ <= f - (delta*t/2)*N**2",
                "@(39): M <= (1 + nu)*N",
            ),
            then="f_ <= f - (delta*t/(2*(1 + nu)**2))*M**2",
        ),
    ),
)

limits = (
    Step(
        name="dichotomy",
        claim="f(xᵏ) does not increase for k ≥ N: it tends to −∞ or converges",
        check=Argument(
            rule="monotone",
            obligations=(
                Reals(
                    given=(*STEPS, "@(40): f_ <= f - (delta*t/2)*N**2"),
                    then="f_ <= f",
                ),
            ),
        ),
    ),
    Step(
        name="(41)",
        claim="(δ/2)Σ_{k≥N} tₖ‖∇f(xᵏ)‖² ≤ f(x^N) − inf f",
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "f"),
                    start=("S == 0", "f == fN"),
                    step=("S_ == S + t*N**2", "@(40): f_ <= f - (delta*t/2)*N**2"),
                    then="(delta/2)*S <= fN - f",
                ),
                Reals(
                    given=("(delta/2)*S <= fN - f", "bounded-below: f >= low"),
                    then="(delta/2)*S <= fN - low",
                ),
            ),
        ),
    ),
    Step(
        name="(42)",
        claim="Σ‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ = Σtₖ‖gᵏ‖² ≤ (1 + ν)²Σtₖ‖∇f(xᵏ)‖² < ∞",
        uses=("@(41)",),
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    given=("steps: t >= 0", "M >= 0", "d == abs(t)*M"),
                    then="d*M == t*M**2",
                ),
                Induction(
                    state=("S", "Q"),
                    start=("S == 0", "Q == 0"),
                    given=("relative: nu >= 0", "steps: t >= 0", "M >= 0", "N >= 0"),
                    step=("S_ == S + t*M**2", "Q_ == Q + t*N**2", "@(39): M <= (1 + nu)*N"),
                    then="S <= (1 + nu)**2*Q",
                ),
            ),
        ),
    ),
    Step(
        name="(i) contradiction",
        erratum="the factor ε² is missing",
        claim="if ‖gᵏ‖ ≥ ε for all large k, then Σtₖ‖gᵏ‖² ≥ Σtₖ, term by term; that both are "
        "infinite is true",
        check=Reals(given=("t > 0", "eps > 0", "M >= eps"), then="t*M**2 >= t"),
    ),
    Step(
        name="lim inf ‖g‖ = 0",
        claim="if ‖gᵏ‖ ≥ ε for all large k, then Σtₖ‖gᵏ‖² ≥ ε²Σtₖ = ∞, against (42)",
        ours=True,
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "T"),
                    start=("S == 0", "T == 0"),
                    given=("eps > 0", "steps: t >= 0"),
                    step=("S_ == S + t*M**2", "T_ == T + t", "M >= eps"),
                    then="S >= eps**2*T",
                ),
                Reals(
                    given=(
                        *("eps > 0", "S >= eps**2*T", "@(42): S <= s", "divergent: T > s/eps**2"),
                    ),
                    then="False",
                ),
            ),
        ),
    ),
    Step(
        name="(i)",
        claim="every accumulation point is stationary: along a subsequence of Lemma B.2 xᵏ → x̄ and "
        "gᵏ → 0, so ∇f(xᵏ) → 0 by (39)",
        uses=("=khanh-b.2", "@(42)", "@lim inf ‖g‖ = 0"),
        check=Reals(
            given=(*NU, "eps > 0", "N >= 0", "@(39): (1 - nu)*N <= M", "M <= (1 - nu)*eps"),
            then="N <= eps",
        ),
    ),
    Step(
        name="(ii)",
        claim="f(xᵏ) ↓ f(x̄): the limit of a nonincreasing sequence is that of its subsequences",
        uses=("@dichotomy",),
        check=Reals(
            given=("eps > 0", "F <= f", "abs(f - a) < eps", "f <= F + eps"),
            then="abs(F - a) < 2*eps",
        ),
    ),
    Step(
        name="(iii)",
        claim="∇f(xᵏ) → 0 by Lemma B.1 with α = ‖∇f‖, β = Lt(1 + ν), γ = 0, if ∇f is Lipschitz",
        uses=("=khanh-b.1", "@(41)", "divergent"),
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    vectors=("F", "G", "H"),
                    given=(
                        *("L > 0", "steps: t >= 0", "relative: nu >= 0"),
                        "lipschitz: norm(F - G) <= L*(t*norm(H))",
                        "@(39): norm(H) <= (1 + nu)*norm(G)",
                    ),
                    then="norm(F) - norm(G) <= L*t*(1 + nu)*norm(G)",
                ),
                Reals(
                    given=(*NU, *STEPS, RANGE),
                    then="L*t*(1 + nu) <= 2",
                ),
            ),
        ),
    ),
    Step(
        name="(iv) H1",
        claim="(H1) of Proposition B.3 holds with σ = δ/(2(1 + ν))",
        check=Reals(
            given=(*NU, "delta > 0", "s == delta/(2*(1 + nu))", "@(43)"),
            then="f - f_ >= s*N*(t*M) and s > 0",
        ),
    ),
    Step(
        name="(iv) H2",
        erratum="tₖ = 0 is allowed, where xᵏ⁺¹ = xᵏ all the same",
        claim="f(xᵏ⁺¹) = f(xᵏ) gives ∇f(xᵏ) = 0 by (40), where tₖ ≥ 0",
        check=Reals(
            given=("t >= 0", "delta > 0", "(40): f_ <= f - (delta*t/2)*N**2", "f_ == f"),
            then="N == 0",
        ),
    ),
    Step(
        name="(iv) H2, corrected",
        claim="f(xᵏ⁺¹) = f(xᵏ) gives tₖgᵏ = 0, so xᵏ⁺¹ = xᵏ",
        ours=True,
        check=Reals(
            given=(
                *("t >= 0", "delta > 0", "N >= 0", "M >= 0", "f_ == f"),
                "@(40): f_ <= f - (delta*t/2)*N**2",
                "@(39): M <= (1 + nu)*N",
            ),
            then="t*M == 0",
        ),
    ),
    Step(
        name="(iv)",
        claim="xᵏ → x̄ by Proposition B.3",
        uses=("=khanh-b.3", "@(iv) H2, corrected", "kl"),
        check=Reals(given=("@(iv) H1: f - f_ >= s*N*(t*M) and s > 0",), then="s*N*(t*M) <= f - f_"),
    ),
    Step(
        name="(v)",
        claim="Proposition B.4 applies with τ = t, d = −g, β = δ/(2(1 + ν)²), α = 1/(1 − ν), "
        "and B.5 with δτ̄/2",
        uses=("=khanh-b.4", "=khanh-b.5", "kl", "exponent"),
        check=Reals(
            given=(
                *(*NU, "delta > 0", "lower: t >= low", "lower: low > 0", "N >= 0", "M >= 0"),
                "@(44)",
                "@(39): (1 - nu)*N <= M",
                "@(40): f_ <= f - (delta*t/2)*N**2",
            ),
            then="f - f_ >= (delta/(2*(1 + nu)**2))*t*M**2 and N <= (1/(1 - nu))*M"
            " and f - f_ >= (delta*low/2)*N**2",
        ),
    ),
    Step(
        name="(v) finite stop",
        claim="if tₖ > 0 and xᵏ⁺¹ = xᵏ then ∇f(xᵏ) = 0",
        check=Reals(
            given=(*NU, "lower: t > 0", "t*M == 0", "N >= 0", "@(39): (1 - nu)*N <= M"),
            then="N == 0",
        ),
    ),
)

stronger = (
    Step(
        name="range of t",
        claim="each step decreases f by at least ct‖∇f‖² if tₖ ≤ (2 − δ)/(L(1 + ν)), which is more "
        "than (12) allows; c = min{(1 + ν)(2 − Lt(1 + ν)), (1 − ν)(2 − Lt(1 − ν))}/2",
        ours=True,
        check=Reals(
            vectors=GH,
            given=(
                *(*NU, "L > 0", "t >= 0", "delta > 0", "delta <= 2", ERROR, DESCENT),
                *("steps: t <= (2 - delta)/(L*(1 + nu))", "c <= (1 + nu)*delta/2"),
                "c <= (1 - nu)*(2 - (2 - delta)*(1 - nu)/(1 + nu))/2",
            ),
            then="f_ <= f - c*t*sq(G)",
        ),
    ),
)

proof = Proof(
    name="khanh-4.1",
    summary="Theorem 4.1: inexact gradient descent with relative error",
    source="K24, Theorem 4.1, proof in Appendix C.3",
    hypotheses=(
        ("descent", "f satisfies the L-descent condition"),
        ("relative", "‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖, ν ∈ [0, 1)"),
        ("divergent", "Σ tₖ = ∞"),
        ("steps", "tₖ ∈ [0, (2 − 2ν − δ)/(L(1 + ν)²)] for large k"),
        ("bounded-below", "f(xᵏ) does not tend to −∞"),
        ("lipschitz", "(iii) ∇f is Lipschitz"),
        ("kl", "(iv, v) f is KL at an accumulation point x̄"),
        ("lower", "(v) tₖ is bounded away from 0"),
        ("exponent", "(v) φ = Mt^(1−q), q ∈ (0, 1)"),
    ),
    steps=(*estimates, *limits, *stronger),
    parts=(
        Part(text="(i) accumulation points are stationary", rests_on=("(i)",)),
        Part(text="(ii) f(xᵏ) ↓ f(x̄)", rests_on=("(ii)",)),
        Part(text="(iii) ∇f(xᵏ) → 0", rests_on=("(iii)",)),
        Part(text="(iv) xᵏ → x̄", rests_on=("(iv)",)),
        Part(text="(v) rates", rests_on=("(iv)", "(v)", "(v) finite stop")),
    ),
    outcome="the conclusions survive: ε² is missing in (i), and (H2) is shown as if tₖ > 0",
)
