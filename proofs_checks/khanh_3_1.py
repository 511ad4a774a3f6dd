"""SAM with constant stepsize and radius does not converge on strongly convex quadratics.

The lower bound and non-convergence hold for all t, ρ > 0: khanh-3.1-stronger. The upper bound is
about ‖I − tA‖, which is 1 − tλmin where t(λmin + λmax) ≤ 2 only.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Exists,
    Orbit,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.statements.formulas import given
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_1 import BETWEEN, khanh_3_1

V, G, NEXT = "(x[k] - xstar)", "grad(x[k])", "(x[k + 1] - xstar)"
BALL = "t*rho*lmin/(1 - t*lmin)"
INSIDE = f"norm({V}) < {BALL}"
STARTS = ("off", "start")
RADIUS, INTERVAL, ORDER = hypothesis("radius"), hypothesis("(13)"), step("0 < λmin ≤ λmax")
NUMBERS = (ORDER, INTERVAL, RADIUS)
GENERAL = (
    *map(hypothesis, ("linear", "symmetric", "spectrum", "solution", "radius")),
    *map(definition, ("f", "gradient", "iteration")),
    step("t > 0"),
)

lower = (
    Step(
        name="gradient",
        claim="f(y + d) = f(y) + ⟨Ay − b, d⟩ + ½⟨Ad, d⟩, so ∇f(y) = Ay − b",
        check=Reals(
            then="forall(y, d, f(y + d) == f(y) + dot(grad(y), d) + dot(A(d), d)/2)",
            given=(
                *(
                    definition("f", y="y + d"),
                    definition("f", y="y"),
                    definition("gradient", y="y"),
                ),
                *(hypothesis("linear", y="y", z="d", r="1"), hypothesis("symmetric", y="y", z="d")),
            ),
        ),
    ),
    Step(
        name="t > 0",
        check=Reals(then="t > 0 and t*lmin < 1", given=(ORDER, INTERVAL)),
    ),
    Step(
        name="iteration",
        claim="x⁺ − x* = (I − tA)(x − x*) − tρA(Ax − b)/‖Ax − b‖",
        check=Uses(proof="khanh-3.1-stronger", conclusion="recursion", given=GENERAL),
    ),
    Step(
        name="(16)",
        claim="‖x⁺ − x*‖ ≥ tρλmin − (1 − tλmin)‖x − x*‖",
        check=Uses(proof="khanh-3.1-stronger", conclusion="(16)", given=GENERAL),
    ),
    Step(
        name="(16) positive",
        claim="tρλmin − (1 − tλmin)‖x − x*‖ > 0 inside the ball of (15)",
        check=Reals(
            then=f"always(k, implies({INSIDE}, t*rho*lmin - (1 - t*lmin)*norm({V}) > 0))",
            given=(step("t > 0"),),
        ),
    ),
    Step(
        name="start in the ball",
        check=Reals(
            then=f"t*lmin >= 1 or norm(x[1] - xstar) < {BALL}",
            given=(hypothesis("start"), step("t > 0")),
        ),
    ),
    Step(
        name="hitting x*",
        claim="x⁺ = x* ≠ x only on an eigenvector with tλ < 1 and ‖x − x*‖ = tρλ/(1 − tλ), which "
        "is not inside the ball of (15)",
        ours=True,
        check=Uses(proof="khanh-3.1-stronger", conclusion="hitting", given=GENERAL),
    ),
    Step(
        name="never at x*",
        ours=True,
        check=Uses(
            proof="khanh-3.1-stronger",
            conclusion="never",
            given=(*GENERAL, hypothesis("start"), step("start in the ball")),
        ),
    ),
    Step(
        name="never x*",
        claim="0 < ‖xᵏ − x*‖ for all k, for every t > 0",
        ours=True,
        check=Reals(then=f"always(k, norm({V}) > 0)", given=(step("never at x*"),)),
    ),
    Step(
        name="no convergence",
        claim="xᵏ does not converge to x*",
        check=Uses(
            proof="khanh-3.1-stronger",
            conclusion="no-convergence",
            given=(*GENERAL, hypothesis("start"), step("start in the ball")),
        ),
    ),
)

EIGENVALUE = f"lmin <= lam and lam <= lmax and r > 0 and r < {BALL}"
RUN = (
    'sam-theory run --problem "quadratic[eigenvalues=(1.0, 3.0)]" --method sam --step 0.8 '
    '--radius 1 --iterations 2 --start "(0, 3.9)" --out run.npz'
)

upper = (
    Step(
        name="upper, first",
        erratum="|1 − tλ| is not at most 1 − tλmin for λ > λmin",
        claim="‖x⁺ − x*‖ ≤ tρλmax + (1 − tλmin)‖x − x*‖; here on an eigenvector, ‖x − x*‖ = r",
        check=Reals(
            then=f"forall(r, lam, implies({EIGENVALUE},"
            " abs((1 - t*lam)*r - t*rho*lam) <= t*rho*lmax + (1 - t*lmin)*r))",
            given=NUMBERS,
        ),
        run=RUN,
    ),
    Step(
        name="upper, second",
        claim="tρλmax + (1 − tλmin)‖x − x*‖ ≤ tρλmax + tρλmin",
        check=Reals(
            then=f"always(k, implies({INSIDE},"
            f" t*rho*lmax + (1 - t*lmin)*norm({V}) <= t*rho*lmax + t*rho*lmin))",
            given=(step("t > 0"),),
        ),
    ),
    Step(
        name="upper, third",
        claim="tρλmax + tρλmin < tρλmin/(1 − tλmin)",
        check=Reals(then=f"t*rho*lmax + t*rho*lmin < {BALL}", given=NUMBERS),
    ),
    Step(
        name="(15)",
        erratum="the upper bound fails where λmax > 2λmin",
        claim="‖x⁺ − x*‖ < tρλmin/(1 − tλmin) whenever ‖x − x*‖ is; here on an eigenvector",
        check=Reals(
            then=f"forall(r, lam, implies({EIGENVALUE}, abs((1 - t*lam)*r - t*rho*lam) < {BALL}))",
            given=NUMBERS,
        ),
        run=RUN,
    ),
    Step(
        name="small stepsize",
        erratum="(13) forces tλmin > ½",
        claim="(main text) some small constant t does it: (13) holds for some t ≤ 1/(2λmin)",
        check=Exists(
            such_that=(
                *("lmin > 0", "lmax >= lmin", "t > 1/lmin - 1/(lmax + lmin)", "t < 1/lmin"),
                "t <= 1/(2*lmin)",
            ),
        ),
    ),
    Step(
        name="(15) run",
        claim="A = diag(1, 3), t = 4/5, ρ = 1, x¹ − x* = (0, 39/10): (13) holds, and x² is "
        "outside the ball of (15), whose radius is 4",
        ours=True,
        check=Orbit(
            where=(("lmin", "1"), ("lmax", "3"), ("t", "4/5"), ("rho", "1")),
            start=(("a", "0"), ("b", "39/10")),
            update=(
                ("a", "a - t*lmin*(a + rho*lmin*a/sqrt((lmin*a)**2 + (lmax*b)**2))"),
                ("b", "b - t*lmax*(b + rho*lmax*b/sqrt((lmin*a)**2 + (lmax*b)**2))"),
            ),
            times=1,
            then="t > 1/lmin - 1/(lmax + lmin) and t < 1/lmin"
            " and a**2 + b**2 > (t*rho*lmin/(1 - t*lmin))**2",
        ),
    ),
    Step(
        name="size of t",
        claim="(13) needs tλmin > 1/2, and tλmax > 2 as soon as λmax ≥ 3λmin: there even gradient "
        "descent diverges",
        ours=True,
        check=Reals(
            then="2*t*lmin > 1 and implies(lmax >= 3*lmin, t*lmax > 2)",
            given=(ORDER, INTERVAL),
        ),
    ),
)

extremes = (
    Step(name="least eigenvector", check=Choose(names=("z1",), given=hypothesis("least"))),
    Step(
        name="0 < λmin ≤ λmax",
        check=Reals(
            then="lmin > 0 and lmin <= lmax",
            given=(
                hypothesis("spectrum"),
                hypothesis("spectrum", y="z1"),
                step("least eigenvector"),
            ),
        ),
    ),
)

SHIFTED = "a2 - 2*r*a1 + r**2*a0"  # ‖(A − r)y‖²
DEFINED = tuple(map(definition, ("‖y‖²", "⟨Ay, y⟩", "‖Ay‖²", "⟨A²y, Ay⟩")))

polynomial = Block(  # (λmax − λmin)(A − λmin)(λmax − A) is a sum of two that are ≥ 0
    fix=("y",),
    steps=(
        Step(name="‖y‖²", check=Define(symbol="a0", value="sq(y)")),
        Step(name="⟨Ay, y⟩", check=Define(symbol="a1", value="dot(A(y), y)")),
        Step(name="‖Ay‖²", check=Define(symbol="a2", value="sq(A(y))")),
        Step(name="⟨A²y, Ay⟩", check=Define(symbol="a3", value="dot(A(A(y)), A(y))")),
        Step(
            name="⟨A²y, y⟩ = ‖Ay‖²",
            check=Reals(
                then="dot(A(A(y)), y) == a2",
                given=(hypothesis("symmetric", y="A(y)", z="y"), definition("‖Ay‖²")),
            ),
        ),
        Step(
            name="spectrum at (A − r)y",
            check=Reals(
                then=f"forall(r, lmin*({SHIFTED}) <= a3 - 2*r*a2 + r**2*a1"
                f" and a3 - 2*r*a2 + r**2*a1 <= lmax*({SHIFTED}))",
                given=(
                    hypothesis("linear", y="A(y)", z="y", r="-r"),
                    hypothesis("spectrum", y="A(y) - r*y"),
                    *(step("⟨A²y, y⟩ = ‖Ay‖²"), *DEFINED),
                ),
            ),
        ),
        Step(
            name="λmin‖y‖² ≤ ⟨Ay, y⟩",
            check=Reals(then="lmin*a0 <= a1", given=(hypothesis("spectrum", y="y"), *DEFINED[:2])),
        ),
        Step(
            name="‖Ay‖² in numbers",
            check=Reals(
                then="a2 <= (lmin + lmax)*a1 - lmin*lmax*a0",
                given=(
                    *(ORDER, step("λmin‖y‖² ≤ ⟨Ay, y⟩")),
                    *(step("spectrum at (A − r)y", r=r) for r in ("lmin", "lmax", "lmin - 1")),
                ),
            ),
        ),
        Step(
            name="‖Ay‖² in vectors",
            check=Reals(
                then="sq(A(y)) <= (lmin + lmax)*dot(A(y), y) - lmin*lmax*sq(y)",
                given=(step("‖Ay‖² in numbers"), *DEFINED[:3]),
            ),
        ),
    ),
)

FACTOR = "max(1 - t*lmin, t*lmax - 1)"

norms = (
    Step(
        name="A² ≤ (λmin + λmax)A − λminλmax",
        claim="(A − λmin)(λmax − A) is positive semidefinite",
        ours=True,
        check=polynomial,
    ),
    Step(
        name="‖A‖ ≤ λmax",
        claim="‖Ay‖ ≤ λmax‖y‖",
        ours=True,
        check=Reals(
            then="forall(y, norm(A(y)) <= lmax*norm(y))",
            given=(*(ORDER, step("A² ≤ (λmin + λmax)A − λminλmax", y="y")),),
        ),
    ),
    Step(name="c", check=Define(symbol="c", value=FACTOR)),
    Step(
        name="c in numbers",
        check=Reals(
            then="forall(a0, a1, a2, implies(lmin*a0 <= a1 and a1 <= lmax*a0"
            " and a2 <= (lmin + lmax)*a1 - lmin*lmax*a0, a0 - 2*t*a1 + t**2*a2 <= c**2*a0))",
            given=(step("t > 0"), definition("c")),
        ),
    ),
    Step(
        name="c > 0",
        check=Reals(then="c > 0", given=(step("t > 0"), definition("c"))),
    ),
    Step(
        name="‖I − tA‖ ≤ c",
        claim="‖y − tAy‖ ≤ c‖y‖, c = max{1 − tλmin, tλmax − 1}",
        ours=True,
        check=Reals(
            then="forall(y, norm(y - t*A(y)) <= c*norm(y))",
            given=(
                step("c in numbers", a0="sq(y)", a1="dot(A(y), y)", a2="sq(A(y))"),
                *(hypothesis("spectrum", y="y"), step("c > 0")),
                step("A² ≤ (λmin + λmax)A − λminλmax", y="y"),
            ),
        ),
    ),
)

V_M, G_M = V.replace("[k]", "[m]"), G.replace("[k]", "[m]")

inside = Block(
    assume=(("small λmax", "lmax <= 2*lmin"),),
    steps=(
        Step(
            name="ball in numbers",
            check=Reals(
                then=f"forall(r, implies(r >= 0 and r < {BALL}, c*r + t*rho*lmax < {BALL}))",
                given=(INTERVAL, definition("c"), local("small λmax")),
            ),
        ),
        Step(
            name="stays in the ball",
            check=Block(
                fix=("m",),
                assume=(("m", "m >= 1"), ("in the ball", INSIDE.replace("[k]", "[m]"))),
                steps=(
                    Step(
                        name="m is off x*",
                        check=Reals(then="x[m] != xstar", given=(step("never at x*", k="m"),)),
                    ),
                    Step(
                        name="from m to m + 1",
                        check=Apply(to=step("iteration", k="m"), given=(step("m is off x*"),)),
                    ),
                    Step(name="x⁺ − x*", check=Define(symbol="y1", value="x[m + 1] - xstar")),
                    Step(
                        name="(I − tA)(x − x*)",
                        check=Define(symbol="y2", value=f"{V_M} - t*A({V_M})"),
                    ),
                    Step(name="A∇f", check=Define(symbol="y3", value=f"A({G_M})")),
                    Step(name="q", check=Define(symbol="q", value=f"t*rho/norm({G_M})")),
                    Step(
                        name="‖∇f‖ > 0",
                        check=Reals(
                            then=f"norm({G_M}) > 0",
                            given=(
                                *(step("‖∇f‖ ≥ λmin‖x − x*‖", k="m"), ORDER),
                                step("never x*", k="m"),
                            ),
                        ),
                    ),
                    Step(
                        name="y₁ = y₂ − qy₃",
                        check=Reals(
                            then="y1 == y2 - q*y3",
                            given=(
                                *(step("from m to m + 1"), definition("x⁺ − x*")),
                                *(definition("(I − tA)(x − x*)"), definition("A∇f")),
                                definition("q"),
                            ),
                        ),
                    ),
                    Step(
                        name="q ≥ 0",
                        check=Reals(
                            then="q >= 0",
                            given=(
                                *(step("t > 0"), RADIUS, definition("q")),
                                step("‖∇f‖ > 0"),
                            ),
                        ),
                    ),
                    Step(
                        name="‖y₁‖",
                        check=Reals(
                            then="norm(y1) <= norm(y2) + q*norm(y3)",
                            given=(step("y₁ = y₂ − qy₃"), step("q ≥ 0")),
                        ),
                    ),
                    Step(
                        name="‖y₂‖",
                        check=Reals(
                            then=f"norm(y2) <= c*norm({V_M})",
                            given=(
                                step("‖I − tA‖ ≤ c", y=V_M),
                                definition("(I − tA)(x − x*)"),
                            ),
                        ),
                    ),
                    Step(
                        name="‖y₃‖",
                        check=Reals(
                            then="q*norm(y3) <= t*rho*lmax",
                            given=(
                                *(step("‖A‖ ≤ λmax", y=G_M), definition("A∇f"), definition("q")),
                                *(step("t > 0"), RADIUS, step("‖∇f‖ > 0")),
                            ),
                        ),
                    ),
                    Step(
                        name="m + 1 in the ball",
                        claim="‖x⁺ − x*‖ ≤ c‖x − x*‖ + tρλmax < tρλmin/(1 − tλmin)",
                        check=Reals(
                            then=f"norm(x[m + 1] - xstar) < {BALL}",
                            given=(
                                *(step("‖y₁‖"), step("‖y₂‖"), step("‖y₃‖"), step("t > 0")),
                                *(definition("x⁺ − x*"), local("in the ball")),
                                step("ball in numbers", r=f"norm({V_M})"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Step(
            name="in the ball",
            check=Rule(
                schema="induction",
                by={"P(k)": INSIDE, "K": "1"},
                given=(hypothesis("start"), step("stays in the ball")),
            ),
        ),
        Step(
            name="in the ball, off x*",
            check=Reals(
                then=f"always(k, norm({V}) > 0 and {INSIDE})",
                given=(step("never x*"), step("in the ball"), step("t > 0")),
            ),
        ),
    ),
)

Z = "xstar + r1*w"
ASCENDED = f"{Z} + (rho/norm(grad({Z})))*grad({Z})"
LEAVES = (
    f"exists(z, z != xstar and norm(z - xstar) < {BALL}"
    f" and norm(z - t*grad(z + (rho/norm(grad(z)))*grad(z)) - xstar) > {BALL})"
)

outside = Block(  # from z = x* + r₁w, near the boundary
    assume=(("large λmax", "lmax > 2*lmin"),),
    steps=(
        Step(name="w", check=Choose(names=("w",), given=hypothesis("largest"))),
        Step(name="ball", check=Define(symbol="r0", value=BALL)),
        Step(
            name="r₁",
            check=Define(symbol="r1", value="(r0 + max(0, (r0 - t*rho*lmax)/(t*lmax - 1)))/2"),
        ),
        Step(
            name="tλmax > 1",
            check=Reals(
                then="t*lmax > 1 and r0 > 0 and (t*lmax - 1)*r0 + t*rho*lmax > r0",
                given=(*NUMBERS, local("large λmax"), definition("ball")),
            ),
        ),
        Step(
            name="r₁ in numbers",
            check=Reals(
                then="0 < r1 and r1 < r0 and (t*lmax - 1)*r1 + t*rho*lmax > r0",
                given=(step("tλmax > 1"), definition("r₁")),
            ),
        ),
        Step(
            name="∇f(z)",
            check=Reals(
                then=f"grad({Z}) == (r1*lmax)*w",
                given=(
                    hypothesis("linear", y="xstar", z="w", r="r1"),
                    *(definition("gradient", y=Z), hypothesis("solution"), step("w")),
                ),
            ),
        ),
        Step(
            name="A of a multiple",
            check=Reals(
                then="A((r1*lmax)*w) == lmax*((r1*lmax)*w)",
                given=(hypothesis("linear", y="w", z="w", r="r1*lmax - 1"), step("w")),
            ),
        ),
        Step(
            name="A∇f(z)",
            check=Rule(
                schema="equals",
                by={"P(r)": "A(r) == lmax*((r1*lmax)*w)", "a": "(r1*lmax)*w", "b": f"grad({Z})"},
                given=(step("∇f(z)"), step("A of a multiple")),
            ),
        ),
        Step(
            name="‖∇f(z)‖",
            check=Reals(
                then=f"norm(grad({Z})) == r1*lmax",
                given=(*(step("∇f(z)"), step("w"), ORDER), step("r₁ in numbers")),
            ),
        ),
        Step(
            name="∇f at the ascended point",
            check=Reals(
                then=f"grad({ASCENDED}) == (r1*lmax + rho*lmax)*w",
                given=(
                    hypothesis("linear", y=Z, z=f"grad({Z})", r=f"rho/norm(grad({Z}))"),
                    *(hypothesis("linear", y="xstar", z="w", r="r1"), hypothesis("solution")),
                    *(definition("gradient", y=ASCENDED), step("w"), step("A∇f(z)")),
                    *(step("‖∇f(z)‖"), step("r₁ in numbers")),
                ),
            ),
        ),
        Step(
            name="z leaves",
            check=Reals(
                then=f"norm({Z} - t*grad({ASCENDED}) - xstar) > {BALL}",
                given=(
                    *(step("∇f at the ascended point"), step("w"), step("r₁ in numbers")),
                    *(definition("ball"), step("t > 0")),
                ),
            ),
        ),
        Step(
            name="z is inside",
            check=Reals(
                then=f"{Z} != xstar and norm({Z} - xstar) < {BALL}",
                given=(*(step("w"), step("r₁ in numbers"), definition("ball")), step("t > 0")),
            ),
        ),
        Step(
            name="such a start",
            check=Witness(
                then=LEAVES, values={"z": Z}, given=(step("z leaves"), step("z is inside"))
            ),
        ),
    ),
)

exactly = (
    Step(
        name="‖∇f‖ ≥ λmin‖x − x*‖",
        ours=True,
        check=Uses(proof="khanh-3.1-stronger", conclusion="slope", given=GENERAL),
    ),
    Step(
        name="(15) for λmax ≤ 2λmin",
        claim="the whole of (15) holds if λmax ≤ 2λmin, with c = ‖I − tA‖ in place of 1 − tλmin",
        ours=True,
        check=inside,
    ),
    Step(
        name="(15) for λmax > 2λmin",
        claim="if λmax > 2λmin, then for every t in (13) some start in the ball of (15) leaves it: "
        "near its boundary, along the top eigenvector",
        ours=True,
        check=outside,
    ),
)

proof = Proof(
    name="khanh-3.1",
    summary="Example 3.1 / A.1: SAM with constant t and ρ on a quadratic stays away from x*",
    source="K24, Example 3.1 and Appendix A.1",
    statement=stated(
        khanh_3_1,
        given("off", "0 < ‖xᵏ − x*‖ for all k", f"always(k, norm({V}) > 0)"),
        given("(15) if", "(15) if λmax ≤ 2λmin", f"implies(lmax <= 2*lmin, {BETWEEN.formula})"),
        given(
            "(15) only if",
            "if λmax > 2λmin, some start in the ball leaves it",
            f"implies(lmax > 2*lmin, {LEAVES})",
        ),
    ),
    vectors=("A", "b"),
    steps=(*extremes, *lower, *upper, *norms, *exactly),
    parts=(
        Part(text="0 < ‖xᵏ − x*‖ for all k", conclusion="off", shown_by="never x*"),
        Part(
            text="‖xᵏ − x*‖ < tρλmin/(1 − tλmin) for all k",
            conclusion="(15)",
            refuted_by="(15) run",
        ),
        Part(
            text="xᵏ does not converge to x*",
            conclusion="no-convergence",
            shown_by="no convergence",
        ),
        Part(
            text="(15) if λmax ≤ 2λmin",
            conclusion="(15) if",
            shown_by="(15) for λmax ≤ 2λmin",
            ours=True,
        ),
        Part(
            text="(15) from all such starts only if λmax ≤ 2λmin",
            conclusion="(15) only if",
            shown_by="(15) for λmax > 2λmin",
            ours=True,
        ),
    ),
    stronger=("khanh-3.1-stronger",),
    outcome="(15) is false: iterates can leave the ball as soon as λmax > 2λmin, because "
    "‖I − tA‖ = 1 − tλmin needs t(λmin + λmax) ≤ 2. Non-convergence survives, for all t, ρ > 0",
)
