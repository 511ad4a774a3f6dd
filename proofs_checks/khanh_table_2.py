"""Tables 2 and 3, what the introduction claims of each method."""

from __future__ import annotations

from sam_theory.proofs.proof import Argument, Identity, Orbit, Part, Proof, Reals, Schedules, Step

USAM_RUN = (
    "sam-theory run --problem quartic-hill --method usam --step 1 --radius 1/6 --iterations 99 "
    '--start "(2,)" --out run.npz'
)

steps = (
    Step(
        name="convex",
        claim="SAM, convex: lim inf ∇f = 0; a bounded minimizer set: stationary accumulation "
        "points; a unique minimizer: xᵏ converges. A bounded minimizer set is a bounded level set",
        uses=("=khanh-3.2",),
        check=Reals(given=("f >= low",), then="implies(f <= low, f == low)"),
    ),
    Step(
        name="normalized, lim ∇f = 0",
        claim="SAM and normalized variants, nonconvex: lim ∇f = 0; KL: xᵏ converges",
        uses=("=khanh-3.5",),
        check=Reals(given=("L > 0", "rho > 0"), then="L*rho > 0"),
    ),
    Step(
        name="unnormalized, Lipschitz",
        claim="USAM and unnormalized variants with Lipschitz ∇f: lim ∇f = 0, stationary "
        "accumulation points, and under KL xᵏ converges: the repaired Theorem 4.2",
        uses=("=khanh-4.1",),
        check=Reals(
            vectors=("G", "H"),
            given=("L > 0", "L*rho <= nu", "rho >= 0", "norm(H - G) <= L*norm(rho*G)"),
            then="norm(H - G) <= nu*norm(G)",
        ),
    ),
    Step(
        name="unnormalized, in general",
        erratum="(3) is used where (4) is assumed",
        claim="USAM and unnormalized variants without Lipschitz ∇f: stationary accumulation points "
        "and lim f = f*, by ‖∇f(x + ρ∇f(x)) − ∇f(x)‖ ≤ Lρ‖∇f(x)‖ from the descent condition",
        check=Reals(
            vectors=("G", "H"),
            given=(
                *("L > 0", "rho >= 0"),
                "fy <= f + rho*sq(G) + (L/2)*rho**2*sq(G)",
                "f <= fy - rho*dot(H, G) + (L/2)*rho**2*sq(G)",
            ),
            then="norm(H - G) <= L*rho*norm(G)",
        ),
        run=USAM_RUN,
    ),
    Step(
        name="USAM stays at 2",
        claim="f = x²/2 − x⁴/4 satisfies the descent condition with L = 1; with ρ = 1/6, t = 1, "
        "x¹ = 2, USAM stays at 2, where f′ = −6",
        ours=True,
        check=Argument(
            rule="cases",
            obligations=(
                Reals(
                    then="y**2/2 - y**4/4 <= x**2/2 - x**4/4 + (x - x**3)*(y - x) + (y - x)**2/2"
                ),
                Orbit(
                    start=(("x", "2"),),
                    update=(("x", "x - ((x + (x - x**3)/6) - (x + (x - x**3)/6)**3)"),),
                    times=3,
                    then="x == 2 and x - x**3 == -6",
                ),
            ),
        ),
        run=USAM_RUN,
    ),
    Step(
        name="lim f = f*",
        erratum="an accumulation point is needed",
        claim="SAM and normalized variants, nonconvex: lim f = f*, the value at a stationary "
        "point; here f(x) = log(1 + e^(−x)), which has none; E = e^(−x)",
        check=Reals(given=("E > 0", "slope == -E/(1 + E)"), then="slope == 0"),
        run='sam-theory run --problem softplus --method sam --step "1/k" --radius "1/k" '
        '--iterations 9999 --start "(0,)" --out run.npz',
    ),
    Step(
        name="no stationary value",
        claim="f = log(1 + e^(−x)) is bounded below, f″ ∈ (0, 1/4], f′ < 0; tₖ = ρₖ = 1/k "
        "satisfies (11): ∇f(xᵏ) → 0, and f(xᵏ) → 0 is the value at no point",
        ours=True,
        check=Argument(
            rule="cases",
            obligations=(
                Identity(
                    equation="diff(log(1 + exp(-x)), x) == -exp(-x)/(1 + exp(-x))",
                ),
                Identity(
                    equation="diff(diff(log(1 + exp(-x)), x), x) == exp(-x)/(1 + exp(-x))**2",
                ),
                Reals(given=("E > 0",), then="0 < E/(1 + E)**2 <= 1/4 and -E/(1 + E) < 0"),
                Schedules(key="product-summable", step="1/k", radius="1/k"),
                Schedules(key="step-diverges", step="1/k"),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-table-2",
    summary="Tables 2 and 3: the results as the introduction claims them",
    source="K24, Tables 2 and 3",
    hypotheses=(),
    steps=steps,
    parts=(
        Part(text="SAM, convex", rests_on=("convex",)),
        Part(text="normalized variants: lim ∇f = 0, KL", rests_on=("normalized, lim ∇f = 0",)),
        Part(
            text="normalized variants: lim f = f* without an accumulation point",
            refuted_by="no stationary value",
        ),
        Part(
            text="unnormalized variants in general: stationary accumulation points",
            refuted_by="USAM stays at 2",
        ),
        Part(text="unnormalized variants, ∇f Lipschitz", rests_on=("unnormalized, Lipschitz",)),
    ),
    outcome="lim f = f* needs an accumulation point, which Theorem 3.3 states and the table omits; "
    "for USAM the table needs ∇f Lipschitz throughout",
)
