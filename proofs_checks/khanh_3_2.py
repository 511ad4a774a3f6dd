"""SAM on convex functions.

G, H stand for ∇f(x^k) and g^k, f and f_ for f(x^k) and f(x^{k+1}), rho for ρ_k, R for sup ρ_k.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Argument,
    Identity,
    Induction,
    Orbit,
    Part,
    Proof,
    Reals,
    Schedules,
    Step,
)

GH = ("G", "H")
DOMAIN = ("L > 0", "steps: t >= 0", "radii: rho >= 0")
MOVE = "(rho/norm(G))*G"  # the ascent from x^k
LIPSCHITZ = f"lipschitz: norm(H - G) <= L*norm({MOVE})"
NONZERO = "nonstationary: norm(G) > 0"
UNEVEN = "where(Mod(k, 2) == 0, 2/k, 1/k)"

small_steps = (
    Step(
        name="t ↓ 0",
        erratum="t → 0 is what (7) gives, and all that is used",
        claim="(7) yields tₖ ↓ 0; tₖ = 1/k for odd k and 2/k for even k satisfies (7)",
        check=Schedules(key="step-decreases", step=UNEVEN),
    ),
    Step(
        name="t → 0",
        claim="(7) yields tₖ → 0: only finitely many terms of a convergent Σtₖ² exceed ε²",
        ours=True,
        check=Argument(
            rule="limits",
            obligations=(
                Induction(  # n terms of at least ε² among those summed to S
                    state=("S", "n"),
                    start=("S == 0", "n == 0"),
                    given=("eps > 0",),
                    step=(
                        "square-summable: S_ == S + t**2",
                        "steps: t >= 0",
                        "n_ == n and t < eps or n_ == n + 1 and t >= eps",
                    ),
                    then="S >= n*eps**2",
                ),
                Reals(
                    given=("eps > 0", "S >= n*eps**2", "square-summable: S <= B", "n*eps**2 > B"),
                    then="False",
                ),
            ),
        ),
    ),
    Step(
        name="Lt < 1",
        claim="Ltₖ < 1 for k ≥ K",
        check=Reals(given=("L > 0", "@t → 0: t < 1/L"), then="L*t < 1"),
    ),
)

estimates = (
    Step(
        name="(23)",
        claim="‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ",
        check=Reals(
            vectors=GH,
            given=(*DOMAIN, NONZERO, LIPSCHITZ),
            then="norm(H - G) <= L*rho",
        ),
    ),
    Step(
        name="(24) equation",
        erratum="ρₖ = 0 is allowed and divides; the inequality holds then as well",
        claim="⟨g, ∇f⟩ = (‖∇f‖/ρₖ)⟨g − ∇f, ρₖ∇f/‖∇f‖⟩ + ‖∇f‖², with ρₖ ≥ 0",
        check=Identity(
            vectors=GH,
            given=("radii: rho >= 0", NONZERO, LIPSCHITZ),
            equation=f"dot(H, G) == (norm(G)/rho)*dot(H - G, {MOVE}) + sq(G)",
        ),
    ),
    Step(
        name="(24) equation for ρ > 0",
        claim="the equation of (24) if ρₖ > 0",
        ours=True,
        check=Identity(
            vectors=GH,
            given=("rho > 0", NONZERO),
            equation=f"dot(H, G) == (norm(G)/rho)*dot(H - G, {MOVE}) + sq(G)",
        ),
    ),
    Step(
        name="(24)",
        claim="⟨gᵏ, ∇f(xᵏ)⟩ ≥ ‖∇f(xᵏ)‖²",
        check=Reals(
            vectors=GH,
            given=(*DOMAIN, NONZERO, f"convex: dot(H - G, {MOVE}) >= 0", "@(23)"),
            then="dot(H, G) >= sq(G)",
        ),
    ),
    Step(
        name="(25) first",
        claim="f(x − tg) ≤ f − t⟨∇f, g⟩ + (Lt²/2)‖g‖²",
        check=Reals(
            vectors=GH,
            given=("lipschitz: f_ <= f + dot(G, (-t)*H) + (L/2)*sq((-t)*H)",),
            then="f_ <= f - t*dot(G, H) + (L*t**2/2)*sq(H)",
        ),
    ),
    Step(
        name="(25) second",
        claim="… = f − t(1 − Lt)⟨∇f, g⟩ + (Lt²/2)(‖g − ∇f‖² − ‖∇f‖²)",
        check=Identity(
            vectors=GH,
            equation="f - t*dot(G, H) + (L*t**2/2)*sq(H)"
            " == f - t*(1 - L*t)*dot(G, H) + (L*t**2/2)*(sq(H - G) - sq(G))",
        ),
    ),
    Step(
        name="(25) third",
        claim="… ≤ f − (t/2)(2 − Lt)‖∇f‖² + L³t²ρ²/2",
        check=Reals(
            vectors=GH,
            given=(*DOMAIN, "@Lt < 1: L*t < 1", "@(23)", "@(24)"),
            then="f - t*(1 - L*t)*dot(G, H) + (L*t**2/2)*(sq(H - G) - sq(G))"
            " <= f - (t/2)*(2 - L*t)*sq(G) + L**3*t**2*rho**2/2",
        ),
    ),
    Step(
        name="(25) fourth",
        claim="… ≤ f − (t/2)‖∇f‖² + L³t²ρ²/2",
        check=Reals(
            given=(*DOMAIN, "@Lt < 1: L*t < 1"),
            then="f - (t/2)*(2 - L*t)*NN**2 + L**3*t**2*rho**2/2"
            " <= f - (t/2)*NN**2 + L**3*t**2*rho**2/2",
        ),
    ),
    Step(
        name="(26)",
        claim="(t/2)‖∇f(xᵏ)‖² ≤ f(xᵏ) − f(xᵏ⁺¹) + L³t²ρ²/2 with ρ = sup ρₖ",
        check=Reals(
            vectors=GH,
            given=(
                *DOMAIN,
                "@(25) first",
                "@(25) second",
                "@(25) third",
                "@(25) fourth: f - (t/2)*(2 - L*t)*sq(G) + L**3*t**2*rho**2/2"
                " <= f - (t/2)*sq(G) + L**3*t**2*rho**2/2",
                "bounded: rho <= R",
            ),
            then="(t/2)*sq(G) <= f - f_ + L**3*t**2*R**2/2",
        ),
    ),
)

limits = (
    Step(
        name="Σt‖∇f‖² < ∞",
        claim="Σ_{k≥K} tₖ‖∇f(xᵏ)‖² < ∞",
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "Q", "f"),
                    start=("S == 0", "Q == 0", "f == fK"),
                    step=(
                        "S_ == S + t*NN**2",
                        "Q_ == Q + t**2",
                        "@(26): (t/2)*NN**2 <= f - f_ + L**3*t**2*R**2/2",
                    ),
                    then="S/2 <= fK - f + L**3*R**2/2*Q",
                ),
                Reals(
                    given=(
                        "L > 0",
                        "S/2 <= fK - f + L**3*R**2/2*Q",
                        "bounded-below: f >= low",
                        "square-summable: Q <= q",
                    ),
                    then="S <= 2*(fK - low) + L**3*R**2*q",
                ),
            ),
        ),
    ),
    Step(
        name="lim inf",
        claim="lim inf ‖∇f(xᵏ)‖ = 0: else ‖∇f‖ ≥ ε for large k, against Σtₖ = ∞",
        check=Argument(
            rule="limits",
            obligations=(
                Induction(
                    state=("S", "T"),
                    start=("S == 0", "T == 0"),
                    given=("eps > 0", "steps: t >= 0"),
                    step=("S_ == S + t*NN**2", "T_ == T + t", "NN >= eps"),
                    then="S >= eps**2*T",
                ),
                Reals(
                    given=(
                        "eps > 0",
                        "S >= eps**2*T",
                        "@Σt‖∇f‖² < ∞: S <= B",
                        "divergent: T > B/eps**2",
                    ),
                    then="False",
                ),
            ),
        ),
    ),
    Step(
        name="(ii) monotone",
        claim="f(xᵏ⁺¹) + uₖ₊₁ ≤ f(xᵏ) + uₖ − (tₖ/2)‖∇f(xᵏ)‖², uₖ = (L³ρ²/2)Σ_{i≥k} tᵢ²",
        check=Reals(
            given=(
                "@(26): (t/2)*NN**2 <= f - f_ + L**3*t**2*R**2/2",
                "square-summable: Q == t**2 + Q_",
                "u == L**3*R**2/2*Q",
                "u_ == L**3*R**2/2*Q_",
            ),
            then="f_ + u_ <= f + u - (t/2)*NN**2",
        ),
    ),
    Step(
        name="(ii) f converges",
        claim="f(xᵏ) converges: f(xᵏ) + uₖ is nonincreasing and bounded below, and uₖ → 0",
        check=Argument(
            rule="monotone",
            obligations=(
                Reals(
                    given=(
                        "steps: t >= 0",
                        "@(ii) monotone: f_ + u_ <= f + u - (t/2)*NN**2",
                    ),
                    then="f_ + u_ <= f + u",
                ),
                Reals(
                    given=("bounded-below: f >= low", "u >= 0"),
                    then="f + u >= low",
                ),
            ),
        ),
    ),
    Step(
        name="(ii) induction",
        erratum="the induction can only start at x^K",
        claim="f(xᵏ⁺¹) ≤ f(x¹) + (L³ρ²/2)Σ_{i=1}^k tᵢ² for all k ≥ K; here K = 2, k = 2, f = x²/2, "
        "t₁ = 10, t₂ = 1/100, ρ = 1/10, x¹ = 10",
        check=Orbit(
            where=(("L", "1"), ("rho", "1/10")),
            start=(("x", "10"), ("t", "10"), ("Q", "0")),
            update=(
                ("x", "x - t*(x + rho*sign(x))"),
                ("Q", "Q + t**2"),
                ("t", "1/100"),
            ),
            times=2,
            then="x**2/2 <= 10**2/2 + L**3*rho**2/2*Q",
        ),
        run='sam-theory run --problem "quadratic[eigenvalues=(1.0,)]" --method sam --radius 0.1 '
        '--step "where(k < 2, 10, 0.01/k)" --iterations 3 --start "(10,)" --out run.npz',
    ),
    Step(
        name="(ii) S",
        erratum="the sum must start at K",
        claim="(L³ρ²/2)Σ_{i=1}^k tᵢ² ≤ S = (L³ρ²/2)Σ_{i≥K} tᵢ²; A, B: the sums "
        "of tᵢ² over i < K and over K ≤ i ≤ k",
        check=Reals(
            given=("L > 0", "R > 0", "A >= 0", "B >= 0", "tail >= B"),
            then="L**3*R**2/2*(A + B) <= L**3*R**2/2*tail",
        ),
    ),
)

repairs = (
    Step(
        name="(ii) bounded values",
        claim="f(xᵏ) ≤ f(x^K) + S for all k ≥ K",
        ours=True,
        check=Induction(
            state=("Q", "f"),
            start=("Q == 0", "f == fK"),
            given=("L > 0", "steps: t >= 0", "R >= 0"),
            step=("Q_ == Q + t**2", "@(26): (t/2)*NN**2 <= f - f_ + L**3*t**2*R**2/2"),
            then="f <= fK + L**3*R**2/2*Q",
        ),
    ),
    Step(
        name="(ii) level sets",
        claim="all level sets are bounded if {f ≤ f(z)} is: then f ≥ f(z) + e on a sphere of "
        "radius r about z, e > 0, and f(x) ≤ c gives ‖x − z‖ ≤ r max(1, (c − f(z))/e)",
        check=Argument(
            rule="compactness",
            obligations=(
                Reals(  # y = z + (r/D)(x − z) lies on the sphere, D = ‖x − z‖
                    given=(
                        *("r > 0", "e > 0", "D > r", "convex: fy <= (1 - r/D)*fz + (r/D)*fx"),
                        *("level-set: fy >= fz + e", "fx <= c"),
                    ),
                    then="D <= r*(c - fz)/e",
                ),
            ),
        ),
    ),
    Step(
        name="(ii) minimum",
        claim="for (ii), not for (i): a nonempty bounded level set, closed as f is continuous, "
        "contains a minimizer of f; so inf f(xᵏ) ≥ min f > −∞",
        ours=True,
        uses=("level-set",),
        gives="bounded-below",
        check=Argument(
            rule="compactness",
            obligations=(  # low is the least value on {f ≤ c}, c a value taken there
                Reals(given=("low <= c", "fx <= c and fx >= low or fx > c"), then="fx >= low"),
            ),
        ),
    ),
    Step(
        name="(ii) value limit",
        claim="f(xᵏ) → min f: f(xᵏ) − min f ≤ ‖∇f(xᵏ)‖·D by convexity, D bounding ‖xᵏ − x*‖, "
        "and lim inf ‖∇f‖ = 0; F is the limit",
        check=Argument(
            rule="limits",
            obligations=(
                Reals(
                    vectors=("E", "G"),  # E = x* − x^k
                    given=("convex: low >= f + dot(G, E)", "D >= norm(E)"),
                    then="f - low <= norm(G)*D",
                ),
                Reals(
                    given=(
                        *(
                            "gap > 0",
                            "D >= 0",
                            "f - low <= NN*D",
                            "@lim inf: NN <= gap/(2*(D + 1))",
                        ),
                        "@(ii) f converges: f >= low + 3/4*gap",
                    ),
                    then="False",
                ),
            ),
        ),
        uses=("@(ii) bounded values", "@(ii) level sets", "@lim inf", "@(ii) f converges"),
    ),
    Step(
        name="(ii) accumulation points",
        claim="xᵏ is bounded, f = min f at each accumulation point; a unique minimizer is the "
        "limit",
        uses=("@(ii) bounded values", "@(ii) level sets", "@(ii) value limit", "unique"),
        check=Argument(
            rule="compactness",
            obligations=(
                Reals(  # a is the value at an accumulation point, f along the subsequence
                    given=(
                        *("eps > 0", "abs(f - a) < eps", "abs(f - low) < eps", "a >= low"),
                        "eps <= (a - low)/2",
                    ),
                    then="False",
                ),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-3.2",
    summary="Theorem 3.2: SAM with constant or bounded radius on convex functions",
    source="K24, Theorem 3.2, proof in Appendix C.1",
    hypotheses=(
        ("convex", "f is convex"),
        ("lipschitz", "∇f is L-Lipschitz"),
        ("steps", "tₖ ≥ 0"),
        ("radii", "ρₖ ≥ 0"),
        ("square-summable", "Σ tₖ² < ∞"),
        ("divergent", "Σ tₖ = ∞"),
        ("bounded", "sup ρₖ < ∞"),
        ("nonstationary", "∇f(xᵏ) ≠ 0 for all k"),
        ("bounded-below", "inf f(xᵏ) > −∞"),
        ("level-set", "(ii) some nonempty level set is bounded"),
        ("unique", "(ii, last) the minimizer is unique"),
    ),
    steps=(*small_steps, *estimates, *limits, *repairs),
    parts=(
        Part(text="(i) lim inf ‖∇f(xᵏ)‖ = 0", rests_on=("lim inf",)),
        Part(
            text="(ii) xᵏ bounded, accumulation points minimize, f(xᵏ) → min f; unique: xᵏ → x*",
            rests_on=("(ii) accumulation points",),
        ),
    ),
    outcome="the conclusions survive: (24) divides by ρₖ, which may be 0; tₖ → 0, not ↓ 0; the "
    "bound in (ii) must start at x^K instead of x¹",
)
