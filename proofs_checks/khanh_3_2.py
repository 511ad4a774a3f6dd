"""SAM on convex functions."""

from __future__ import annotations

from sam_theory.proofs.derived import descent_condition, near_the_lim_inf, terms_vanish
from sam_theory.proofs.proof import (
    Block,
    Choose,
    Define,
    Number,
    Orbit,
    Part,
    Proof,
    Reals,
    Ref,
    Rule,
    Schedules,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.tending import tends_without, vanishes_by_square
from sam_theory.proofs.writing import inductively
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_2 import khanh_3_2

UNEVEN = "where(Mod(k, 2) == 0, 2/k, 1/k)"
ASCENT = "(rho[k]/norm(grad(x[k])))*grad(x[k])"
ASCENDED = f"x[k] + {ASCENT}"
SLOPE, ERROR = "dot(grad(x[k]), g[k])", "sq(g[k] - grad(x[k]))"
FIRST = f"f(x[k]) - t[k]*{SLOPE} + (L*t[k]**2/2)*sq(g[k])"
SECOND = f"f(x[k]) - t[k]*(1 - L*t[k])*{SLOPE} + (L*t[k]**2/2)*({ERROR} - sq(grad(x[k])))"
BUMP = "L**3*t[k]**2*rho[k]**2/2"
THIRD = f"f(x[k]) - (t[k]/2)*(2 - L*t[k])*sq(grad(x[k])) + {BUMP}"
FOURTH = f"f(x[k]) - (t[k]/2)*sq(grad(x[k])) + {BUMP}"
TERM, TERMS = "t[k]*sq(grad(x[k]))", "t[i]*sq(grad(x[i]))"
C = "(L**3*R**2/2)"

# ---- steps and radii

small_steps = (
    *(
        Step(
            name=f"{key} of the uneven step",
            claim="tₖ = 1/k for odd k and 2/k for even k satisfies (7)",
            check=Schedules(key=key, step=UNEVEN),
        )
        for key in ("step-square-summable", "step-diverges")
    ),
    Step(
        name="t ↓ 0",
        erratum="t → 0 is what (7) gives, and all that is used",
        claim="(7) yields tₖ ↓ 0; tₖ = 1/k for odd k and 2/k for even k satisfies (7)",
        check=Schedules(key="step-decreases", step=UNEVEN),
    ),
    *terms_vanish("t² → 0", "t[k]**2", hypothesis("step-square-summable")),
    *vanishes_by_square(
        "t → 0",
        "t[k]",
        "t[k]**2",
        step("t² → 0"),
        claim="(7) yields tₖ → 0: Σtₖ² converges, so tₖ² → 0",
        ours=True,
    ),
    Step(name="1/L > 0", check=Reals(then="1/L > 0", given=(hypothesis("L"),))),
    Step(
        name="t < 1/L",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "t[k]", "c": "0", "r": "1/L"},
            given=(step("t → 0"), step("1/L > 0")),
        ),
    ),
    Step(name="K", check=Choose(names=("K",), given=step("t < 1/L"))),
    Step(
        name="Lt < 1",
        claim="Ltₖ < 1 for k ≥ K",
        check=Reals(then="since(K, k, L*t[k] < 1)", given=(step("K"),)),
    ),
    Step(
        name="ρ",
        claim="ρ, here R, bounds ρₖ",
        check=Choose(names=("R",), given=hypothesis("radius-bounded")),
    ),
)

# ---- estimates (23) to (26)

inner = (
    Step(
        name="length of the ascent",
        claim="‖ρₖ∇f(xᵏ)/‖∇f(xᵏ)‖‖ = ρₖ",
        check=Reals(
            then=f"always(k, norm({ASCENT}) == rho[k])",
            given=(hypothesis("radius-nonnegative"), hypothesis("gradients-nonzero")),
        ),
    ),
    Step(
        name="(23)",
        claim="‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ",
        check=Reals(
            then="always(k, norm(g[k] - grad(x[k])) <= L*rho[k])",
            given=(
                *(definition("sam"), hypothesis("lipschitz", y=ASCENDED, z="x[k]")),
                step("length of the ascent"),
            ),
        ),
    ),
    Step(
        name="(24) equation",
        erratum="ρₖ = 0 is allowed and divides; the inequality holds then as well",
        claim="⟨g, ∇f⟩ = (‖∇f‖/ρₖ)⟨g − ∇f, ρₖ∇f/‖∇f‖⟩ + ‖∇f‖², with ρₖ ≥ 0",
        check=Reals(
            then=f"always(k, {SLOPE} == (norm(grad(x[k]))/rho[k])*dot(g[k] - grad(x[k]), {ASCENT})"
            " + sq(grad(x[k])))",
            given=(hypothesis("radius-nonnegative"), hypothesis("gradients-nonzero")),
        ),
    ),
    Step(
        name="(24) equation for ρ > 0",
        claim="the equation of (24) if ρₖ > 0",
        ours=True,
        check=Reals(
            then="always(k, implies(rho[k] > 0, "
            f"{SLOPE} == (norm(grad(x[k]))/rho[k])*dot(g[k] - grad(x[k]), {ASCENT})"
            " + sq(grad(x[k]))))",
            given=(hypothesis("gradients-nonzero"),),
        ),
    ),
    Step(
        name="monotone gradient",
        claim="⟨∇f(x + v) − ∇f(x), v⟩ ≥ 0, as f is convex",
        check=Reals(
            then="forall(y, z, dot(grad(z) - grad(y), z - y) >= 0)",
            given=(hypothesis("convex", y="y", z="z"), hypothesis("convex", y="z", z="y")),
        ),
    ),
    Step(
        name="monotone along the ascent",
        check=Reals(
            then=f"always(k, dot(g[k] - grad(x[k]), {ASCENT}) >= 0)",
            given=(
                *(definition("sam"), step("monotone gradient", y="x[k]", z=ASCENDED)),
                hypothesis("gradients-nonzero"),
            ),
        ),
    ),
    Step(
        name="(24) where ρ = 0",
        ours=True,
        check=Reals(
            then=f"always(k, implies(rho[k] == 0, {SLOPE} == sq(grad(x[k]))))",
            given=(step("(23)"),),
        ),
    ),
    Step(
        name="(24) where ρ > 0",
        check=Reals(
            then=f"always(k, implies(rho[k] > 0, {SLOPE} >= sq(grad(x[k]))))",
            given=(step("monotone along the ascent"), step("(24) equation for ρ > 0")),
        ),
    ),
    Step(
        name="(24)",
        claim="⟨gᵏ, ∇f(xᵏ)⟩ ≥ ‖∇f(xᵏ)‖²",
        check=Reals(
            then=f"always(k, {SLOPE} >= sq(grad(x[k])))",
            given=(
                *(hypothesis("radius-nonnegative"), step("(24) where ρ = 0")),
                step("(24) where ρ > 0"),
            ),
        ),
    ),
)

estimates = (
    descent_condition(claim="(3) gives (4)"),
    Step(
        name="(25) first",
        claim="f(x − tg) ≤ f − t⟨∇f, g⟩ + (Lt²/2)‖g‖²",
        check=Reals(
            then=f"always(k, f(x[k + 1]) <= {FIRST})",
            given=(definition("iteration"), step("(4)", y="x[k]", z="x[k + 1]")),
        ),
    ),
    Step(
        name="(25) second",
        claim="… = f − t(1 − Lt)⟨∇f, g⟩ + (Lt²/2)(‖g − ∇f‖² − ‖∇f‖²)",
        check=Reals(then=f"always(k, {FIRST} == {SECOND})"),
    ),
    Step(
        name="‖g − ∇f‖²",
        check=Reals(then=f"always(k, {ERROR} <= (L*rho[k])**2)", given=(step("(23)"),)),
    ),
    Step(
        name="(25) third",
        claim="… ≤ f − (t/2)(2 − Lt)‖∇f‖² + L³t²ρ²/2",
        check=Reals(
            then=f"since(K, k, {SECOND} <= {THIRD})",
            given=(
                *(hypothesis("L"), hypothesis("step-nonnegative"), step("Lt < 1")),
                *(step("(24)"), step("‖g − ∇f‖²")),
            ),
        ),
    ),
    Step(
        name="(25) fourth",
        claim="… ≤ f − (t/2)‖∇f‖² + L³t²ρ²/2",
        check=Reals(
            then=f"since(K, k, {THIRD} <= {FOURTH})",
            given=(hypothesis("step-nonnegative"), step("Lt < 1")),
        ),
    ),
    Step(
        name="ρₖ² ≤ ρ²",
        check=Reals(
            then=f"always(k, {BUMP} <= {C}*t[k]**2)",
            given=(hypothesis("L"), hypothesis("radius-nonnegative"), step("ρ")),
        ),
    ),
    Step(
        name="(26)",
        claim="(t/2)‖∇f(xᵏ)‖² ≤ f(xᵏ) − f(xᵏ⁺¹) + L³t²ρ²/2 with ρ = sup ρₖ",
        check=Reals(
            then=f"since(K, k, (t[k]/2)*sq(grad(x[k])) <= f(x[k]) - f(x[k + 1]) + {C}*t[k]**2)",
            given=(
                *map(step, ("(25) first", "(25) second", "(25) third", "(25) fourth")),
                step("ρₖ² ≤ ρ²"),
            ),
        ),
    ),
)

# ---- (i)

SQUARES, GRADIENTS = "total(i, K, k, t[i]**2)", f"total(i, K, k, {TERMS})"

summed = (
    Step(name="b", check=Choose(names=("b",), given=hypothesis("bounded-below"))),
    Step(
        name="t² ≥ 0",
        check=Reals(then="since(K, k, t[k]**2 >= 0)"),
    ),
    Step(
        name="t‖∇f‖² ≥ 0",
        check=Reals(then=f"always(k, {TERM} >= 0)", given=(hypothesis("step-nonnegative"),)),
    ),
    Step(
        name="Σt² and its tails",
        check=Rule(
            schema="sums and tails",
            by={"a(k)": "t[k]**2", "K": "K"},
            given=(hypothesis("step-square-summable"), step("t² ≥ 0")),
        ),
    ),
    *inductively(
        "(26) summed",
        f"{GRADIENTS}/2 <= f(x[K]) - f(x[k]) + {C}*{SQUARES}",
        "K",
        claim="½Σtᵢ‖∇f(xⁱ)‖² ≤ f(x^K) − f(xᵏ) + (L³ρ²/2)Σtᵢ²",
        given=(step("(26)"),),
    ),
    Step(
        name="L³ρ²/2 ≥ 0",
        check=Reals(then=f"{C} >= 0", given=(hypothesis("L"),)),
    ),
    Step(
        name="partial sums are bounded",
        check=Reals(
            then=f"since(K, k, {GRADIENTS} <= 2*(f(x[K]) - b + {C}*tail(i, K, t[i]**2)))",
            given=(step("(26) summed"), step("Σt² and its tails"), step("b"), step("L³ρ²/2 ≥ 0")),
        ),
    ),
    Step(
        name="Σt‖∇f‖² < ∞",
        claim="Σ_{k≥K} tₖ‖∇f(xᵏ)‖² < ∞",
        check=Rule(
            schema="bounded sums",
            by={
                "a(k)": TERM,
                "K": "K",
                "c": f"2*(f(x[K]) - b + {C}*tail(i, K, t[i]**2))",
            },
            given=(step("t‖∇f‖² ≥ 0 from K on"), step("partial sums are bounded")),
        ),
    ),
)

away = Block(
    fix=("r",),
    assume=(("r", "r > 0"), ("away", "eventually(k, norm(grad(x[k])) >= r)")),
    steps=(
        Step(
            name="t ≤ t‖∇f‖²/r²",
            check=Reals(
                then=f"eventually(k, t[k] <= (1/r**2)*({TERM}))",
                given=(hypothesis("step-nonnegative"), local("r"), local("away")),
            ),
        ),
        Step(
            name="Σt‖∇f‖²/r² < ∞",
            check=Rule(
                schema="multiple of a series",
                by={"a(k)": TERM, "c": "1/r**2"},
                given=(step("Σt‖∇f‖² < ∞"),),
            ),
        ),
        Step(
            name="Σt < ∞",
            check=Rule(
                schema="comparison",
                by={"a(k)": "t[k]", "b(k)": f"(1/r**2)*({TERM})"},
                given=(
                    *(hypothesis("step-nonnegative"), step("t ≤ t‖∇f‖²/r²")),
                    step("Σt‖∇f‖²/r² < ∞"),
                ),
            ),
        ),
        Step(
            name="Σt is bounded",
            check=Rule(
                schema="sums and tails",
                by={"a(k)": "t[k]", "K": "K"},
                given=(step("Σt < ∞"), step("t ≥ 0 from K on")),
            ),
        ),
        Step(
            name="Σt is not",
            check=Rule(
                schema="sums exceed",
                by={"a(k)": "t[k]", "K": "K", "c": "tail(i, K, t[i])"},
                given=(hypothesis("step-diverges"),),
            ),
        ),
        Step(
            name="against each other",
            check=Reals(then="False", given=(step("Σt is bounded"), step("Σt is not"))),
        ),
    ),
)


def from_k(name: str, of: str, given: Ref) -> Step:
    """What holds for every k holds from K on."""
    return Step(name=name, check=Reals(then=f"since(K, k, {of} >= 0)", given=(given,)))


first = (
    *summed[:3],
    from_k("t‖∇f‖² ≥ 0 from K on", TERM, step("t‖∇f‖² ≥ 0")),
    from_k("t ≥ 0 from K on", "t[k]", hypothesis("step-nonnegative")),
    *summed[3:],
    Step(name="not away from 0", check=away),
    Step(
        name="norms are nonnegative",
        check=Reals(then="always(k, norm(grad(x[k])) >= 0)"),
    ),
    Step(
        name="lim inf",
        claim="lim inf ‖∇f(xᵏ)‖ = 0: else ‖∇f‖ ≥ ε for large k, against Σtₖ = ∞",
        check=Rule(
            schema="lim inf of 0",
            by={"a(k)": "norm(grad(x[k]))"},
            given=(step("norms are nonnegative"), step("not away from 0")),
        ),
    ),
)

# ---- (ii): f(xᵏ) converges

TAIL = "tail(i, k, t[i]**2)"
U, U_NEXT = f"{C}*{TAIL}", f"{C}*tail(i, k + 1, t[i]**2)"

values = (
    Step(
        name="tᵢ² and the tail",
        check=Rule(
            schema="tail and next",
            by={"a(k)": "t[k]**2"},
            given=(hypothesis("step-square-summable"),),
        ),
    ),
    Step(
        name="tails → 0",
        check=Rule(
            schema="tails vanish",
            by={"a(k)": "t[k]**2"},
            given=(hypothesis("step-square-summable"),),
        ),
    ),
    Step(
        name="(ii) monotone",
        claim="f(xᵏ⁺¹) + uₖ₊₁ ≤ f(xᵏ) + uₖ − (tₖ/2)‖∇f(xᵏ)‖², uₖ = (L³ρ²/2)Σ_{i≥k} tᵢ²",
        check=Reals(
            then=f"since(K, k, f(x[k + 1]) + {U_NEXT} <= f(x[k]) + {U} - (t[k]/2)*sq(grad(x[k])))",
            given=(step("(26)"), step("tᵢ² and the tail")),
        ),
    ),
    Step(
        name="f + u does not increase",
        check=Reals(
            then=f"since(K, k, f(x[k + 1]) + {U_NEXT} <= f(x[k]) + {U})",
            given=(step("(ii) monotone"), step("t‖∇f‖² ≥ 0")),
        ),
    ),
    Step(
        name="f + u ≥ b",
        check=Reals(
            then=f"since(K, k, f(x[k]) + {U} >= b)",
            given=(step("b"), step("Σt² and its tails"), step("L³ρ²/2 ≥ 0")),
        ),
    ),
    Step(
        name="f + u converges",
        check=Rule(
            schema="monotone convergence",
            by={"a(k)": f"f(x[k]) + {U}", "K": "K", "c": "b"},
            given=(step("f + u does not increase"), step("f + u ≥ b")),
        ),
    ),
    Step(name="limit", check=Choose(names=("F",), given=step("f + u converges"))),
    *tends_without(
        "(ii) f converges",
        "f(x[k])",
        TAIL,
        "F",
        whole=step("limit"),
        vanishes=step("tails → 0"),
        factor=C,
        claim="f(xᵏ) converges: f(xᵏ) + uₖ is nonincreasing and bounded below, and uₖ → 0",
    ),
)

# ---- (ii): xᵏ is bounded

printed = (
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
        claim="(L³ρ²/2)Σ_{i=1}^k tᵢ² ≤ S = (L³ρ²/2)Σ_{i≥K} tᵢ²; here tₖ = 1/k, K = k = 2, L = 1",
        check=Number(relation="1/1**2 + 1/2**2 <= pi**2/6 - 1"),
    ),
)

bounded = (
    *inductively(
        "(ii) induction from K on",
        f"f(x[k]) <= f(x[K]) + {C}*{SQUARES}",
        "K",
        claim="f(xᵏ) ≤ f(x^K) + (L³ρ²/2)Σ_{i=K}^{k−1} tᵢ²",
        ours=True,
        given=(step("(26)"), step("t‖∇f‖² ≥ 0")),
    ),
    Step(
        name="(ii) bounded values",
        claim="f(xᵏ) ≤ f(x^K) + S for all k ≥ K",
        ours=True,
        check=Reals(
            then=f"since(K, k, f(x[k]) <= f(x[K]) + {C}*tail(i, K, t[i]**2))",
            given=(
                *(step("(ii) induction from K on"), step("Σt² and its tails")),
                step("L³ρ²/2 ≥ 0"),
            ),
        ),
    ),
    Step(
        name="(ii) minimum",
        claim="a nonempty bounded level set, closed as f is continuous, contains a minimizer w "
        "of f, and f(y) ≥ f(w) + q‖y − w‖ where ‖y − w‖ ≥ q₀",
        check=Uses(
            proof="level-sets",
            conclusion="growth",
            given=(hypothesis("smooth"), hypothesis("convex"), hypothesis("level-set")),
        ),
    ),
    Step(name="w", check=Choose(names=("w", "q", "q0"), given=step("(ii) minimum"))),
    Step(
        name="(ii) level sets",
        claim="all level sets are bounded if {f ≤ f(z)} is: f(y) ≤ c gives "
        "‖y − w‖ ≤ max(q₀, (c − f(w))/q)",
        check=Reals(
            then="forall(y, c, implies(f(y) <= c, norm(y - w) <= max(q0, (c - f(w))/q)))",
            given=(step("w"), step("w", y="y")),
        ),
    ),
    Step(
        name="D",
        check=Define(symbol="D", value=f"max(q0, (f(x[K]) + {C}*tail(i, K, t[i]**2) - f(w))/q)"),
    ),
    Step(
        name="‖xᵏ − w‖ ≤ D",
        claim="xᵏ stays in a level set, hence within a distance D of w",
        check=Reals(
            then="since(K, k, norm(x[k] - w) <= D)",
            given=(
                *(definition("D"), step("(ii) bounded values")),
                step("(ii) level sets", y="x[k]", c=f"f(x[K]) + {C}*tail(i, K, t[i]**2)"),
            ),
        ),
    ),
    Step(
        name="‖xᵏ‖ ≤ D + ‖w‖",
        check=Reals(then="since(K, k, norm(x[k]) <= D + norm(w))", given=(step("‖xᵏ − w‖ ≤ D"),)),
    ),
    Step(
        name="(ii) bounded",
        claim="xᵏ is bounded",
        check=Rule(
            schema="bounded",
            by={"v(k)": "x[k]", "K": "K", "c": "D + norm(w)"},
            given=(step("‖xᵏ‖ ≤ D + ‖w‖"),),
        ),
    ),
)

# ---- (ii): f(xᵏ) → min f, and what follows

minimum = (
    Step(
        name="f(xᵏ) − min f ≤ ‖∇f(xᵏ)‖D",
        claim="f(xᵏ) − min f ≤ ⟨∇f(xᵏ), xᵏ − w⟩ ≤ ‖∇f(xᵏ)‖D by convexity",
        check=Reals(
            then="since(K, k, f(x[k]) - f(w) <= norm(grad(x[k]))*D)",
            given=(hypothesis("convex", y="x[k]", z="w"), step("‖xᵏ − w‖ ≤ D")),
        ),
    ),
    Step(
        name="not above the minimum",
        check=Block(
            assume=(("gap", "F > f(w)"),),
            steps=(
                Step(
                    name="gap/4 > 0",
                    check=Reals(then="(F - f(w))/4 > 0", given=(local("gap"),)),
                ),
                Step(
                    name="f(xᵏ) near F",
                    check=Rule(
                        schema="near the limit",
                        by={"a(k)": "f(x[k])", "c": "F", "r": "(F - f(w))/4"},
                        given=(step("(ii) f converges"), step("gap/4 > 0")),
                    ),
                ),
                Step(
                    name="D ≥ 0",
                    check=Reals(then="D >= 0", given=(step("‖xᵏ − w‖ ≤ D", k="K"),)),
                ),
                Step(
                    name="gap/(2D + 2) > 0",
                    check=Reals(
                        then="(F - f(w))/(2*D + 2) > 0", given=(local("gap"), step("D ≥ 0"))
                    ),
                ),
                *near_the_lim_inf(
                    "‖∇f‖ is small now and then",
                    *("norm(grad(x[k]))", "0", "(F - f(w))/(2*D + 2)"),
                    *(step("lim inf"), step("gap/(2D + 2) > 0")),
                ),
                Step(
                    name="near and far",
                    check=Reals(
                        then="False",
                        given=(
                            *(step("f(xᵏ) near F"), step("‖∇f‖ is small now and then")),
                            step("f(xᵏ) − min f ≤ ‖∇f(xᵏ)‖D"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(name="the minimum itself", check=Rule(schema="constant", by={"c": "f(w)"})),
    Step(
        name="infinitely many values",
        check=Reals(then="frequently(k, f(w) <= f(x[k]))", given=(step("w", y="x[k]"),)),
    ),
    Step(
        name="F ≥ min f",
        check=Rule(
            schema="order of limits",
            by={"a(k)": "f(w)", "b(k)": "f(x[k])", "c": "f(w)", "d": "F"},
            given=(
                *(step("the minimum itself"), step("(ii) f converges")),
                step("infinitely many values"),
            ),
        ),
    ),
    Step(
        name="F = min f",
        check=Reals(then="F == f(w)", given=(step("F ≥ min f"), step("not above the minimum"))),
    ),
    Step(
        name="f(xᵏ) → f(w)",
        check=Rule(
            schema="equals",
            by={"P(r)": "tends(k, f(x[k]), r)", "a": "F", "b": "f(w)"},
            given=(step("F = min f"), step("(ii) f converges")),
        ),
    ),
    Step(
        name="(ii) value limit",
        claim="f(xᵏ) → min f: f(xᵏ) − min f ≤ ‖∇f(xᵏ)‖·D by convexity, D bounding ‖xᵏ − w‖, "
        "and lim inf ‖∇f‖ = 0",
        check=Witness(
            then="exists(z, forall(y, f(y) >= f(z)) and tends(k, f(x[k]), f(z)))",
            values={"z": "w"},
            given=(step("w"), step("f(xᵏ) → f(w)")),
        ),
    ),
)

points = (
    Step(
        name="(ii) accumulation points",
        claim="f = min f at each accumulation point",
        check=Uses(
            proof="level-sets",
            conclusion="minimizers",
            given=(hypothesis("smooth"), step("(ii) value limit")),
        ),
    ),
    Step(
        name="(ii) unique minimizer",
        claim="a unique minimizer x* is the limit of xᵏ",
        check=Uses(
            proof="level-sets",
            conclusion="iterate-limit",
            given=(
                *(hypothesis("smooth"), hypothesis("convex"), hypothesis("level-set")),
                *(step("(ii) value limit"), hypothesis("unique")),
            ),
        ),
    ),
)

# ---- (ii) without inf f(xᵏ) > −∞

WITHOUT = (
    ("(ii) accumulation points are global minimizers", "minimizers"),
    ("(ii) f(xᵏ) → min f", "value-limit"),
    ("(ii) a unique minimizer is the limit of xᵏ", "iterate-limit"),
)

unbounded = (
    Step(
        name="errors forward",
        claim="⟨gᵏ − ∇f(xᵏ), ∇f(xᵏ)⟩ ≥ 0, by (24)",
        ours=True,
        check=Reals(
            then="always(k, dot(g[k] - grad(x[k]), grad(x[k])) >= 0)", given=(step("(24)"),)
        ),
    ),
    Step(
        name="t ≤ 1/L",
        check=Reals(then="eventually(k, t[k] <= 1/L)", given=(step("t < 1/L"), hypothesis("L"))),
    ),
    Step(name="zero", check=Rule(schema="constant", by={"c": "0"})),
    Step(name="(Lρ)²", check=Rule(schema="constant", by={"c": "(L*R)**2"})),
    Step(
        name="t(Lρ)² → 0",
        check=Rule(
            schema="product of limits",
            by={"a(k)": "(L*R)**2", "b(k)": "t[k]", "c": "(L*R)**2", "d": "0"},
            given=(step("(Lρ)²"), step("t → 0")),
        ),
    ),
    Step(
        name="0 ≤ t(Lρₖ)² ≤ t(Lρ)²",
        check=Reals(
            then="eventually(k, 0 <= t[k]*(L*rho[k])**2 and t[k]*(L*rho[k])**2 <= (L*R)**2*t[k])",
            given=(*(hypothesis("step-nonnegative"), hypothesis("radius-nonnegative"), step("ρ")),),
        ),
    ),
    Step(
        name="t(Lρₖ)² → 0",
        check=Rule(
            schema="squeeze",
            by={"a(k)": "0", "b(k)": "(L*R)**2*t[k]", "e(k)": "t[k]*(L*rho[k])**2", "c": "0"},
            given=(step("zero"), step("t(Lρ)² → 0"), step("0 ≤ t(Lρₖ)² ≤ t(Lρ)²")),
        ),
    ),
    *(
        Step(
            name=f"{text}, whatever f(xᵏ)",
            claim=f"{text}, without assuming inf f(xᵏ) > −∞",
            ours=True,
            check=Uses(
                proof="forward-errors",
                conclusion=key,
                by={"eps[k]": "L*rho[k]", "delta": "1"},
                given=(
                    *(hypothesis("smooth"), hypothesis("L"), hypothesis("lipschitz")),
                    *(hypothesis("step-nonnegative"), hypothesis("step-diverges")),
                    *(step("(23)"), step("errors forward"), definition("iteration")),
                    *(step("t ≤ 1/L"), step("t(Lρₖ)² → 0"), hypothesis("convex")),
                    hypothesis("level-set"),
                    *((hypothesis("unique"),) if key == "iterate-limit" else ()),
                ),
            ),
        )
        for text, key in WITHOUT
    ),
)

proof = Proof(
    name="khanh-3.2",
    summary="Theorem 3.2: SAM with constant or bounded radius on convex functions",
    source="K24, Theorem 3.2, proof in Appendix C.1",
    statement=stated(khanh_3_2),
    steps=(
        *(*small_steps, *inner, *estimates, *first, *values, *printed, *bounded),
        *(*minimum, *points, *unbounded),
    ),
    parts=(
        Part(text="(i) lim inf ‖∇f(xᵏ)‖ = 0", conclusion="liminf-gradient", shown_by="lim inf"),
        Part(text="(ii) xᵏ is bounded", conclusion="bounded", shown_by="(ii) bounded"),
        Part(
            text="(ii) accumulation points are global minimizers",
            conclusion="minimizers",
            shown_by="(ii) accumulation points",
        ),
        Part(text="(ii) f(xᵏ) → min f", conclusion="value-limit", shown_by="(ii) value limit"),
        Part(
            text="(ii) a unique minimizer is the limit of xᵏ",
            conclusion="iterate-limit",
            shown_by="(ii) unique minimizer",
        ),
        *(
            Part(
                text=f"{text}, without inf f(xᵏ) > −∞",
                conclusion=key,
                shown_by=f"{text}, whatever f(xᵏ)",
                ours=True,
                strengthens=text,
            )
            for text, key in WITHOUT
        ),
    ),
    outcome="the conclusions survive: (24) divides by ρₖ, which may be 0; tₖ → 0, not ↓ 0; the "
    "bound in (ii) must start at x^K instead of x¹",
    stronger=("khanh-3.2-stronger", "khanh-3.2-fewer"),
)
