"""USAM and extragradient under the descent condition alone.

G, H stand for ∇f(x^k) and ∇f(y), y = x^k ± ρ∇f(x^k); f, fy, f_ for the values at x^k, y, x^{k+1}.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Argument,
    Induction,
    Orbit,
    Part,
    Proof,
    Reals,
    Step,
)

GH = ("G", "H")
NU = ("radii: L*rho <= nu", "radii: rho >= 0", "nu >= 0", "nu < 1")
HILL = "(x + rho*(x - x**3)) - (x + rho*(x - x**3))**3"  # f′(x + ρf′(x)), f = x²/2 − x⁴/4
USAM_DESCENT = (  # (4) from x to y and back
    "descent: fy <= f + rho*sq(G) + (L/2)*rho**2*sq(G)",
    "descent: f <= fy - rho*dot(H, G) + (L/2)*rho**2*sq(G)",
)
EXTRA_DESCENT = (
    "descent: fy <= f - rho*sq(G) + (L/2)*rho**2*sq(G)",
    "descent: f <= fy + rho*dot(H, G) + (L/2)*rho**2*sq(G)",
)
RUN = (
    "sam-theory run --problem quartic-hill --method usam --step 1 --radius 1/6 --iterations 99 "
    '--start "(2,)" --out run.npz'
)

published = (
    Step(
        name="relative error, first",
        erratum="(3) is used where (4) is assumed",
        claim="‖∇f(x + ρ∇f(x)) − ∇f(x)‖ ≤ Lρ‖∇f(x)‖, from the L-descent condition",
        check=Reals(
            vectors=GH,
            given=("L > 0", "radii: rho >= 0", *USAM_DESCENT),
            then="norm(H - G) <= L*rho*norm(G)",
        ),
        run=RUN,
    ),
    Step(
        name="relative error, second",
        claim="Lρ‖∇f(x)‖ ≤ ν‖∇f(x)‖",
        check=Reals(given=("L > 0", *NU, "N >= 0"), then="L*rho*N <= nu*N"),
    ),
)

refutation = (
    Step(
        name="USAM stays at 2",
        claim="f = x²/2 − x⁴/4 satisfies (4) with L = 1; with ρ = ν = 1/6, t = 1, x¹ = 2, USAM "
        "stays at 2 for ever, as 2 + f′(2)/6 = 1 is stationary; f′(2) = −6",
        ours=True,
        check=Argument(
            rule="cases",
            obligations=(
                Reals(
                    then="y**2/2 - y**4/4 <= x**2/2 - x**4/4 + (x - x**3)*(y - x) + (y - x)**2/2"
                ),
                Orbit(
                    where=(("rho", "1/6"), ("t", "1"), ("nu", "1/6"), ("delta", "1/100")),
                    start=(("x", "2"),),
                    update=(("x", f"x - t*({HILL})"),),
                    times=3,
                    then="x == 2 and x - x**3 == -6 and t <= (2 - 2*nu - delta)/(1 + nu)**2",
                ),
            ),
        ),
        run=RUN,
    ),
    Step(
        name="2 attracts",
        claim="for t ∈ [0, 1] and |x − 2| ≤ 1/50, |x⁺ − 2| ≤ (1 − t/4)|x − 2|: all these starts "
        "lead to 2, also with tₖ = 1/k",
        ours=True,
        check=Reals(
            given=("x >= 99/50", "x <= 101/50", "t >= 0", "t <= 1", "rho == 1/6"),
            then=f"abs(x - t*({HILL}) - 2) <= (1 - t/4)*abs(x - 2)",
        ),
        run=RUN.replace("--step 1 ", '--step "1/k" ').replace('"(2,)"', '"(1.99,)"'),
    ),
)

# f = x²/2 + x/ν − p√(x² + w²), p = 1.025(1 + 1/ν), w = 0.225, so that √(1 + w²) = 1.025
PULL, WIDTH = "41/40*(1 + 1/nu)", "(9/40)**2"
SLOPE = "{x} + 1/nu - p*{x}/{s}"

false_minimizer = (
    Step(
        name="USAM stays at −1",
        claim="f = x²/2 + x/ν − 1.025(1 + 1/ν)√(x² + 0.225²) satisfies (4) with L = 1, is bounded "
        "below, and ∇f is Lipschitz, with another constant; f′(−1) = 2/ν, and −1 + νf′(−1) = 1 is "
        "stationary: with ρ = ν USAM stays at −1, whatever t is",
        ours=True,
        check=Argument(
            rule="cases",
            obligations=(
                Reals(  # √ is convex, so that x²/2 − f is; r, s are the roots at y, x
                    given=(
                        *("s > 0", f"s**2 == x**2 + {WIDTH}"),
                        *("r > 0", f"r**2 == y**2 + {WIDTH}"),
                    ),
                    then="r*s >= s**2 + x*(y - x)",
                ),
                Reals(  # f ≥ x²/2 + x/ν − p(|x| + w)
                    given=("s > 0", f"s**2 == x**2 + {WIDTH}"), then="s <= abs(x) + 9/40"
                ),
                Reals(  # |f″| ≤ 1 + p/w, as (x/s)′ = w²/s³ ≤ 1/w
                    given=("s > 0", f"s**2 == x**2 + {WIDTH}"),
                    then=f"{WIDTH}/s**3 <= 40/9",
                ),
                Reals(
                    given=(
                        *("nu > 0", "nu < 1", f"p == {PULL}", "s == 41/40"),
                        f"s**2 == 1 + {WIDTH}",
                        f"a == {SLOPE.format(x='(-1)', s='s')}",
                        f"b == {SLOPE.format(x='1', s='s')}",
                    ),
                    then="a == 2/nu and -1 + nu*a == 1 and b == 0",
                ),
            ),
        ),
        run="sam-theory run --problem lopsided-wells --method usam --step 0.5/D --radius 0.1/D "
        '--iterations 99 --start "(-1,)" --out run.npz',
    ),
)


def _return(start: str, side: str) -> tuple[Orbit]:
    """Two steps of USAM lead to that side of the start."""
    return (
        Orbit(
            where=(("rho", "1/10"), ("t", "19/20")),
            start=(("x", start),),
            update=(("x", f"x - t*({HILL})"),),
            times=2,
            then=f"x {side} {start}",
        ),
    )


alternation = (
    Step(
        name="USAM alternates",
        claim="f = x²/2 − x⁴/4, ρ = ν = 1/10, t = 4/3: from 4 USAM goes to −4 and back for ever",
        ours=True,
        check=Orbit(
            where=(("rho", "1/10"), ("t", "4/3"), ("nu", "1/10"), ("delta", "1/100")),
            start=(("x", "4"),),
            update=(("x", f"x - t*({HILL})"),),
            times=2,
            then="x == 4 and 4 - t*((4 + rho*(4 - 4**3)) - (4 + rho*(4 - 4**3))**3) == -4"
            " and t <= (2 - 2*nu - delta)/(1 + nu)**2",
        ),
        run="sam-theory run --problem quartic-hill --method usam --step 4/3 --radius 1/10 "
        '--iterations 99 --start "(4,)" --out run.npz',
    ),
    Step(
        name="values alternate",
        claim="with ρ = 1/10, t = 19/20 USAM, F, has F(F(a)) = a for some a ∈ [2.61, 2.62], with "
        "F(a) > a > 1, where f falls: f(F(a)) < f(a)",
        ours=True,
        check=Argument(
            rule="intermediate",
            obligations=(
                *_return("261/100", ">"),
                *_return("262/100", "<"),
                Reals(  # F(x) − x = t(y³ − y)
                    given=("x >= 261/100", "x <= 262/100", "y == x + (x - x**3)/10"), then="y > 1"
                ),
                Reals(given=("x > 1", "y > x"), then="y**2/2 - y**4/4 < x**2/2 - x**4/4"),
            ),
        ),
        run="sam-theory run --problem quartic-hill --method usam --step 0.95 --radius 0.1 "
        '--iterations 999 --start "(2.7,)" --out run.npz',
    ),
)

values_increase = (
    Step(
        name="values increase",
        claim="for 2 < x ≤ 2.02 and t = 1/2, 2 < x⁺ < x and f(x⁺) > f(x): f(xᵏ) increases to f(2)",
        ours=True,
        check=Reals(
            given=(
                *("x > 2", "x <= 101/50", "rho == 1/6", "t == 1/2"),
                f"y == x - t*({HILL})",
            ),
            then="2 < y < x and y**2/2 - y**4/4 > x**2/2 - x**4/4",
        ),
        run=RUN.replace("--step 1 ", "--step 0.5 ").replace('"(2,)"', '"(2.02,)"'),
    ),
)

lipschitz = (
    Step(
        name="relative error for Lipschitz ∇f",
        claim="‖∇f(x ± ρ∇f(x)) − ∇f(x)‖ ≤ ν‖∇f(x)‖ if ∇f is L-Lipschitz, so that Theorem "
        "4.1 applies to both",
        ours=True,
        uses=("=khanh-4.1",),
        check=Reals(
            vectors=GH,
            given=("L > 0", *NU, "lipschitz: norm(H - G) <= L*norm(rho*G)"),
            then="norm(H - G) <= nu*norm(G)",
        ),
    ),
)

extragradient = (
    Step(
        name="extragradient angle",
        claim="⟨∇f(x − ρ∇f(x)), ∇f(x)⟩ ≥ (1 − ν)‖∇f(x)‖², from (4) alone",
        ours=True,
        check=Reals(
            vectors=GH,
            given=("L > 0", *NU, "rho > 0", *EXTRA_DESCENT),
            then="dot(H, G) >= (1 - nu)*sq(G)",
        ),
    ),
    Step(
        name="extragradient combination",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − t(1 − Lt/2 − (Lρ/2)(1 − Lt))⟨g, ∇f⟩ − (Lt/2)ρ(1 − Lρ)‖∇f‖²: (4) "
        "from xᵏ to xᵏ⁺¹ with weight 1 − Lt/2, and by way of xᵏ − ρ∇f(xᵏ) with weight Lt/2",
        ours=True,
        check=Reals(
            vectors=GH,
            given=(
                *("L > 0", "radii: rho >= 0", "t >= 0", "steps: L*t <= 2", "w == L*t/2"),
                "descent: f_ <= f - t*dot(G, H) + (L/2)*t**2*sq(H)",
                EXTRA_DESCENT[0],
                "descent: f_ <= fy + rho*dot(H, G) - t*sq(H) + (L/2)*sq(rho*G - t*H)",
            ),
            then="f_ <= f - t*(1 - w - (L*rho/2)*(1 - L*t))*dot(G, H) - w*rho*(1 - L*rho)*sq(G)",
        ),
    ),
    Step(
        name="extragradient descent",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − ½δ(1 − ν)tₖ‖∇f(xᵏ)‖² if Ltₖ ≤ 2 − δ, from (4) alone",
        ours=True,
        check=Reals(
            given=(
                *("L > 0", *NU, "t >= 0", "delta > 0", "delta <= 1", "steps: L*t <= 2 - delta"),
                *("w == L*t/2", "NN >= 0"),
                "@extragradient angle: gh >= (1 - nu)*NN",
                "@extragradient combination: f_ <= f - t*(1 - w - (L*rho/2)*(1 - L*t))*gh"
                " - w*rho*(1 - L*rho)*NN",
            ),
            then="f_ <= f - delta*(1 - nu)/2*t*NN",
        ),
    ),
    Step(
        name="extragradient steps",
        claim="(12) gives Ltₖ ≤ 2 − δ",
        ours=True,
        check=Reals(
            given=(
                *("L > 0", "nu >= 0", "nu < 1", "delta > 0", "delta <= 1"),
                "steps: t <= (2 - 2*nu - delta)/(L*(1 + nu)**2)",
                "t >= 0",
            ),
            then="L*t <= 2 - delta",
        ),
    ),
    Step(
        name="extragradient (i)",
        claim="near x̄ with ∇f(x̄) ≠ 0, ‖∇f(x)‖ ≥ e and ‖∇f(x − ρ∇f(x))‖ ≤ B by continuity: a "
        "way from within r of x̄ to outside 2r takes Σt ≥ r/B and lowers f by ce²r/B; staying "
        "lowers it without bound, as Σt = ∞",
        ours=True,
        uses=("@extragradient steps", "bounded-below", "divergent"),
        check=Argument(
            rule="compactness",
            obligations=(
                Induction(
                    state=("d", "f", "T"),
                    start=("d <= r", "f == f0", "T == 0"),
                    given=("B > 0", "c > 0", "e > 0", "t >= 0"),
                    step=(
                        *("d_ <= d + t*B", "T_ == T + t", "N >= e"),
                        "@extragradient descent: f_ <= f - c*t*N**2",
                    ),
                    then="d <= r + B*T and f <= f0 - c*e**2*T",
                ),
                Reals(
                    given=(
                        *("B > 0", "c > 0", "e > 0", "r > 0", "d >= 2*r"),
                        *("d <= r + B*T", "f <= f0 - c*e**2*T"),
                    ),
                    then="f <= f0 - c*e**2*r/B",
                ),
            ),
        ),
    ),
    Step(
        name="extragradient (ii)",
        claim="f(xᵏ) does not increase, so f(xᵏ) ↓ f(x̄)",
        ours=True,
        uses=("@extragradient steps",),
        check=Argument(
            rule="monotone",
            obligations=(
                Reals(
                    given=(
                        *("delta > 0", "nu < 1", "t >= 0"),
                        "@extragradient descent: f_ <= f - delta*(1 - nu)/2*t*N**2",
                    ),
                    then="f_ <= f",
                ),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-4.2",
    summary="Theorem 4.2: USAM and extragradient",
    source="K24, Theorem 4.2",
    hypotheses=(
        ("descent", "f satisfies the L-descent condition"),
        ("radii", "0 ≤ ρₖ ≤ ν/L, ν ∈ [0, 1)"),
        ("divergent", "Σ tₖ = ∞"),
        ("steps", "tₖ ∈ [0, (2 − 2ν − δ)/(L(1 + ν)²)] for large k"),
        ("bounded-below", "f(xᵏ) does not tend to −∞"),
        ("lipschitz", "(iii) ∇f is L-Lipschitz"),
    ),
    steps=(
        *published,
        *refutation,
        *false_minimizer,
        *alternation,
        *values_increase,
        *lipschitz,
        *extragradient,
    ),
    parts=(
        Part(text="USAM under (4): (i)", refuted_by="USAM stays at 2"),
        Part(text="USAM under (4): (ii)", refuted_by="values increase"),
        Part(text="USAM under (4): f(xᵏ) → f(x̄)", refuted_by="values alternate"),
        Part(text="USAM under (4): (iv)", refuted_by="USAM alternates"),
        Part(text="extragradient under (4): (i)", rests_on=("extragradient (i)",)),
        Part(text="extragradient under (4): (ii)", rests_on=("extragradient (ii)",)),
        Part(
            text="(iii), where ∇f is L-Lipschitz",
            rests_on=("relative error for Lipschitz ∇f",),
        ),
        Part(
            text="both methods under (4): (v), extragradient under (4): (iv)",
            rests_on=("relative error, first", "relative error, second"),
        ),
        Part(
            text="both methods, all of Theorem 4.1, if ∇f is L-Lipschitz",
            rests_on=("relative error for Lipschitz ∇f",),
            ours=True,
        ),
    ),
    outcome="false for USAM under the descent condition alone: it can settle where ∇f ≠ 0, or "
    "alternate; true for both methods if ∇f is L-Lipschitz; extragradient keeps (i) and (ii) "
    "under (4), and (iv) is open for it",
)
