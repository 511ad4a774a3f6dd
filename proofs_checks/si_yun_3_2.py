"""Si, Yun: no rate better than 1/T² with constant radius, by a pair of quadratics on the line.

On βr²/2 SAM stays in a cycle whose radius grows with η; on μr²/2 it is slow where η is small. For
every η one of the two keeps a gap.
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

RADIUS = "eta*beta*rho/(2 - eta*beta)"
GAP = "c**2*beta**3*rho**2/(8*mu**2*N**2)"
START = "((e + rho)/(1 - c) - rho)"
FLAT, STEEP = "(mu/2)*a[N + 1]**2", "(beta/2)*b[N + 1]**2"
CONVEX = (
    "forall(p, q, (mu/2)*q**2 >= (mu/2)*p**2 + mu*p*(q - p) + (mu/2)*(q - p)**2"
    " and (beta/2)*q**2 >= (beta/2)*p**2 + beta*p*(q - p) + (mu/2)*(q - p)**2)"
)
SMOOTH = (
    "forall(p, q, abs(mu*p - mu*q) <= beta*abs(p - q) and abs(beta*p - beta*q) <= beta*abs(p - q))"
)
NUMBERS = (hypothesis("moduli"), hypothesis("radius"), hypothesis("step"))

classes = (
    Step(
        name="strongly convex",
        claim="μr²/2 and βr²/2 are μ-strongly convex",
        check=Reals(then=CONVEX, given=(hypothesis("moduli"),)),
    ),
    Step(
        name="smooth",
        claim="and their derivatives β-Lipschitz",
        check=Reals(then=SMOOTH, given=(hypothesis("moduli"),)),
    ),
)

steep = (
    Step(
        name="cycle",
        claim="on βr²/2, SAM goes to and fro at distance ηβρ/(2 − ηβ)",
        check=Reals(
            then=f"forall(r, implies(r == {RADIUS} or r == -{RADIUS},"
            " r - eta*beta*(r + rho*r/abs(r)) == -r))",
            given=NUMBERS,
        ),
    ),
    *inductively(
        "for ever",
        f"b[k] == {RADIUS} or b[k] == -{RADIUS}",
        "1",
        base=(definition("steep-start"), hypothesis("step")),
        given=(hypothesis("step"), definition("steep-run"), step("cycle", r="b[k]")),
    ),
    Step(
        name="gap of the cycle",
        claim="there f − f* = β³η²ρ²/(2(2 − ηβ)²) ≥ β³η²ρ²/8",
        check=Reals(
            then="always(k, (beta/2)*b[k]**2 >= beta**3*eta**2*rho**2/8)",
            given=(hypothesis("step"), step("for ever")),
        ),
    ),
    Step(
        name="large steps",
        claim="so for η ≥ c/(μT) the gap is at least c²β³ρ²/(8μ²T²)",
        check=Reals(
            then=f"implies(eta*mu*N >= c, {STEEP} >= {GAP})",
            given=(hypothesis("step"), hypothesis("share"), step("gap of the cycle", k="N + 1")),
        ),
    ),
)

flat = (
    *inductively(
        "slow",
        f"implies(eta*mu*N < c and k <= N + 1,"
        f" a[k] > 0 and a[k] + rho >= (1 - (k - 1)*eta*mu)*({START} + rho))",
        "1",
        claim="on μr²/2, for η < c/(μT), xᵏ + ρ ≥ (1 − (k − 1)ημ)(x¹ + ρ) and xᵏ > 0 for k ≤ T + 1",
        base=(
            *map(hypothesis, ("radius", "share")),
            definition("distance"),
            definition("flat-start"),
        ),
        given=(
            *map(hypothesis, ("radius", "share")),
            definition("distance"),
            definition("flat-run"),
        ),
    ),
    Step(
        name="small steps",
        claim="so the last iterate is at least e, and the gap at least c²β³ρ²/(8μ²T²)",
        check=Reals(
            then=f"implies(eta*mu*N < c, {FLAT} >= {GAP})",
            given=(
                *map(hypothesis, ("moduli", "radius", "share")),
                definition("distance"),
                step("slow", k="N + 1"),
            ),
        ),
    ),
    Step(
        name="either",
        claim="for every η ≤ 1/β one of the two has f(x_T) − f* ≥ c²β³ρ²/(8μ²T²)",
        check=Reals(
            then=f"{FLAT} >= {GAP} or {STEEP} >= {GAP}",
            given=(hypothesis("moduli"), step("large steps"), step("small steps")),
        ),
    ),
)

proof = Proof(
    name="si-yun-3.2",
    summary="Si, Yun 2023, Theorem 3.2: no rate better than 1/T² on strongly convex functions",
    source="Si, Yun, NeurIPS 2023, Theorem 3.2; the functions and constants here are ours",
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
            given("flat-start", "a¹ = (e + ρ)/(1 − c) − ρ", f"a[1] == {START}"),
            given("steep-start", "b¹ = ηβρ/(2 − ηβ)", f"b[1] == {RADIUS}"),
            given(
                "flat-run",
                "SAM on μr²/2: aᵏ⁺¹ = aᵏ − ημ(aᵏ + ρaᵏ/|aᵏ|)",
                "always(k, a[k + 1] == a[k] - eta*mu*(a[k] + rho*a[k]/abs(a[k])))",
            ),
            given(
                "steep-run",
                "SAM on βr²/2: bᵏ⁺¹ = bᵏ − ηβ(bᵏ + ρbᵏ/|bᵏ|)",
                "always(k, b[k + 1] == b[k] - eta*beta*(b[k] + rho*b[k]/abs(b[k])))",
            ),
        ),
        conclusions=(
            given(
                "lower-bound",
                "μ(aᴺ⁺¹)²/2 or β(bᴺ⁺¹)²/2 is at least c²β³ρ²/(8μ²N²)",
                f"{FLAT} >= {GAP} or {STEEP} >= {GAP}",
            ),
            given("strongly-convex", "μr²/2 and βr²/2 are μ-strongly convex", CONVEX),
            given("smooth", "their derivatives are β-Lipschitz", SMOOTH),
        ),
    ),
    steps=(*classes, *steep, *flat),
    parts=(
        Part(
            text="f(x_T) − f* ≥ c²β³ρ²/(8μ²T²) for one of two functions, any c < 1 and β ≥ μ",
            conclusion="lower-bound",
            shown_by="either",
            ours=True,
        ),
        Part(
            text="both are μ-strongly convex",
            conclusion="strongly-convex",
            shown_by="strongly convex",
        ),
        Part(text="both are β-smooth", conclusion="smooth", shown_by="smooth"),
    ),
    outcome="true without a logarithm, with the constant c²/8 for any c < 1, and for β ≥ μ",
)
