"""Si, Yun: no rate better than 1/T² with constant radius, on f(x) = (μx₁² + βx₂²)/2.

On its axes SAM is that on μr²/2 and on βr²/2. On the latter it stays about a cycle whose radius
grows with η; on the former it is slow where η is small. For every η one of the two keeps a gap.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Part,
    Proof,
    Reals,
    Statement,
    Step,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import given

FLAT, STEEP = "(mu/2)*a[{k}]**2", "(beta/2)*b[{k}]**2"
GAP = "c**2*beta**3*rho**2/(8*mu**2*N**2)"
HEIGHT = "beta**3*eta**2*rho**2/8"
AROUND = "eta*beta*rho/2 <= abs({r}) and 2*(1 - eta*beta)*abs({r}) <= eta*beta*rho"
STEP = "({r} - eta*{slope}*({r} + rho*{r}/abs({r})))"
CONVEX = (
    "forall(p, q, r, h, (mu*r**2 + beta*h**2)/2 >= (mu*p**2 + beta*q**2)/2"
    " + mu*p*(r - p) + beta*q*(h - q) + (mu/2)*((r - p)**2 + (h - q)**2))"
)
SMOOTH = (
    "forall(p, q, r, h, (mu*p - mu*r)**2 + (beta*q - beta*h)**2"
    " <= beta**2*((p - r)**2 + (q - h)**2))"
)
ON_FLAT = "r - eta*mu*(r + rho*mu*r/h) == " + STEP.format(r="r", slope="mu")
ON_STEEP = "r - eta*beta*(r + rho*beta*r/h) == " + STEP.format(r="r", slope="beta")
AXES = (
    f"forall(r, h, implies(r != 0 and h > 0 and h**2 == (mu*r)**2 + (beta*0)**2, {ON_FLAT})"
    f" and implies(r != 0 and h > 0 and h**2 == (mu*0)**2 + (beta*r)**2, {ON_STEEP}))"
)
NUMBERS = (hypothesis("moduli"), hypothesis("radius"), hypothesis("step"))
SLOW = f"always(k, implies(eta*mu*N < c and k <= N + 1, {FLAT.format(k='k')} >= {GAP}))"
STALL = f"always(k, {STEEP.format(k='k')} >= {HEIGHT})"
EITHER = f"{FLAT.format(k='N + 1')} >= {GAP} or {STEEP.format(k='N + 1')} >= {GAP}"

function = (
    Step(
        name="strongly convex",
        claim="f is μ-strongly convex",
        check=Reals(then=CONVEX, given=(hypothesis("moduli"),)),
    ),
    Step(
        name="smooth",
        claim="and ∇f β-Lipschitz",
        check=Reals(then=SMOOTH, given=(hypothesis("moduli"),)),
    ),
    Step(
        name="axes",
        claim="with h = ‖∇f‖, a step from (r, 0) leads to (r − ημ(r + ρr/|r|), 0), one from (0, r)"
        " to (0, r − ηβ(r + ρr/|r|))",
        check=Reals(then=AXES, given=(hypothesis("moduli"),)),
    ),
)

steep = (
    Step(
        name="across",
        claim="where ηβρ/2 ≤ |r| ≤ ηβρ/(2(1 − ηβ)), a step on βr²/2 leads there again",
        check=Reals(
            then=f"forall(r, implies({AROUND.format(r='r')},"
            f" {AROUND.format(r=STEP.format(r='r', slope='beta'))}))",
            given=NUMBERS,
        ),
    ),
    *inductively(
        "for ever",
        AROUND.format(r="b[k]"),
        "1",
        base=(definition("steep-start"),),
        given=(definition("steep-run"), step("across", r="b[k]")),
    ),
    Step(
        name="gap around the cycle",
        claim="there f − f* ≥ β³η²ρ²/8",
        check=Reals(then=STALL, given=(hypothesis("step"), step("for ever"))),
    ),
    Step(
        name="large steps",
        claim="so for η ≥ c/(μT) the gap is at least c²β³ρ²/(8μ²T²)",
        check=Reals(
            then=f"implies(eta*mu*N >= c, {STEEP.format(k='N + 1')} >= {GAP})",
            given=(
                hypothesis("step"),
                hypothesis("share"),
                step("gap around the cycle", k="N + 1"),
            ),
        ),
    ),
)

flat = (
    Step(
        name="shrinks",
        claim="on μr²/2, xᵏ⁺¹ + ρ = (1 − ημ)(xᵏ + ρ) where xᵏ > 0",
        check=Reals(
            then="always(k, implies(a[k] > 0, a[k + 1] + rho == (1 - eta*mu)*(a[k] + rho)))",
            given=(definition("flat-run"),),
        ),
    ),
    *inductively(
        "slow",
        "implies(eta*mu*N < c and k <= N + 1,"
        " a[k] > 0 and (1 - c)*(a[k] + rho) >= (1 - (k - 1)*eta*mu)*(e + rho))",
        "1",
        claim="for η < c/(μT) and k ≤ T + 1, xᵏ > 0 and (1 − c)(xᵏ + ρ) ≥ (1 − (k − 1)ημ)(e + ρ)",
        base=(
            *map(hypothesis, ("radius", "share")),
            definition("distance"),
            definition("flat-start"),
        ),
        given=(
            *map(hypothesis, ("radius", "share")),
            definition("distance"),
            step("shrinks"),
        ),
    ),
    Step(
        name="far",
        claim="so xᵏ is at least e",
        check=Reals(
            then="always(k, implies(eta*mu*N < c and k <= N + 1, a[k] >= e))",
            given=(
                *map(hypothesis, ("radius", "share")),
                step("slow"),
            ),
        ),
    ),
    Step(
        name="small steps",
        claim="and the gap at least c²β³ρ²/(8μ²T²)",
        check=Reals(then=SLOW, given=(hypothesis("moduli"), definition("distance"), step("far"))),
    ),
    Step(
        name="either",
        claim="for every η ≤ 1/β, from one of the two f(x_T) − f* ≥ c²β³ρ²/(8μ²T²)",
        check=Reals(
            then=EITHER,
            given=(hypothesis("moduli"), step("large steps"), step("small steps", k="N + 1")),
        ),
    ),
)

proof = Proof(
    name="si-yun-3.2",
    summary="Si, Yun 2023, Theorem 3.2: no rate better than 1/T² on strongly convex functions",
    source="Si, Yun, NeurIPS 2023, Theorem 3.2; the function, the starts and constants are ours",
    statement=Statement(
        hypotheses=(
            given("moduli", "0 < μ ≤ β", "0 < mu and mu <= beta"),
            given("radius", "ρ > 0", "rho > 0"),
            given("step", "0 < η ≤ 1/β", "0 < eta and eta <= 1/beta"),
            given("share", "0 < c < 1", "0 < c and c < 1"),
        ),
        definitions=(
            given(
                "distance",
                "e > 0 is where μe²/2 = c²β³ρ²/(8μ²N²)",
                f"e > 0 and (mu/2)*e**2 == {GAP}",
            ),
            given("flat-start", "a¹ ≥ (e + ρ)/(1 − c) − ρ", "(1 - c)*(a[1] + rho) >= e + rho"),
            given("steep-start", "ηβρ/2 ≤ |b¹| ≤ ηβρ/(2(1 − ηβ))", AROUND.format(r="b[1]")),
            given(
                "flat-run",
                "SAM on μr²/2: aᵏ⁺¹ = aᵏ − ημ(aᵏ + ρaᵏ/|aᵏ|)",
                "always(k, a[k + 1] == " + STEP.format(r="a[k]", slope="mu") + ")",
            ),
            given(
                "steep-run",
                "SAM on βr²/2: bᵏ⁺¹ = bᵏ − ηβ(bᵏ + ρbᵏ/|bᵏ|)",
                "always(k, b[k + 1] == " + STEP.format(r="b[k]", slope="beta") + ")",
            ),
        ),
        conclusions=(
            given(
                "lower-bound",
                "μ(aᴺ⁺¹)²/2 or β(bᴺ⁺¹)²/2 is at least c²β³ρ²/(8μ²N²)",
                EITHER,
            ),
            given("slow", "for η < c/(μN), μ(aᵏ)²/2 ≥ c²β³ρ²/(8μ²N²) for k ≤ N + 1", SLOW),
            given("stall", "β(bᵏ)²/2 ≥ β³η²ρ²/8 for all k", STALL),
            given("strongly-convex", "f(r, s) = (μr² + βs²)/2 is μ-strongly convex", CONVEX),
            given("smooth", "its gradient is β-Lipschitz", SMOOTH),
            given("axes", "SAM on it keeps the axes, where it is that on μr²/2 and βr²/2", AXES),
        ),
    ),
    steps=(*function, *steep, *flat),
    parts=(
        Part(
            text="f(x_T) − f* ≥ c²β³ρ²/(8μ²T²) from one of two starts, any c < 1 and β ≥ μ",
            conclusion="lower-bound",
            shown_by="either",
            ours=True,
        ),
        Part(
            text="from far on the axis of μ it is so for k ≤ T + 1, where η < c/(μT)",
            conclusion="slow",
            shown_by="small steps",
            ours=True,
        ),
        Part(
            text="from near the cycle on the axis of β, f(xᵏ) − f* ≥ β³η²ρ²/8 for all k",
            conclusion="stall",
            shown_by="gap around the cycle",
            ours=True,
        ),
        Part(
            text="f is μ-strongly convex", conclusion="strongly-convex", shown_by="strongly convex"
        ),
        Part(text="f is β-smooth", conclusion="smooth", shown_by="smooth"),
        Part(text="SAM keeps its axes", conclusion="axes", shown_by="axes"),
    ),
    outcome="true without a logarithm, with the constant c²/8 for any c < 1, for β ≥ μ, and with"
    " one function for all η and T, of which only the start depends on these",
)
