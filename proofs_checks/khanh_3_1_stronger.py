"""SAM with constants on a quadratic, for any stepsize: no run tends to the minimizer.

A is linear and symmetric with λmin‖y‖² ≤ ⟨Ay, y⟩; no other property of its spectrum enters.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Part,
    Proof,
    Reals,
    Rule,
    Statement,
    Step,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.statements.formulas import CONSTANT_RADIUS, given
from sam_theory.statements.quadratic_formulas import LINEAR, SYMMETRIC
from sam_theory.theorems.khanh_3_1 import (
    ITERATION,
    NO_CONVERGENCE,
    SOLUTION,
    SPECTRUM,
)

G, AG, V, NEXT = "grad(x[k])", "A(grad(x[k]))", "(x[k] - xstar)", "(x[k + 1] - xstar)"
ASCENDED = f"x[k] + (rho/norm({G}))*{G}"
OFF, OFF_NEXT = "x[k] != xstar", "x[k + 1] != xstar"
RECURSION = f"implies({OFF}, {NEXT} == {V} - t*A({V}) - (t*rho/norm({G}))*{AG})"
LOWER = f"implies({OFF}, norm({NEXT}) >= t*rho*lmin - (1 - t*lmin)*norm({V}))"
FAR = "t*rho*lmin/2"
POSITIVE = (hypothesis("step"), hypothesis("radius"))

one_step = (
    Step(
        name="gradient",
        claim="∇f(xᵏ) = A(xᵏ − x*)",
        check=Reals(
            then=f"always(k, A({V}) == {G})",
            given=(
                hypothesis("linear", y="x[k]", z="xstar", r="-1"),
                definition("gradient", y="x[k]"),
                hypothesis("solution"),
            ),
        ),
    ),
    Step(
        name="‖∇f‖ ≥ λmin‖x − x*‖",
        claim="‖∇f(xᵏ)‖ ≥ λmin‖xᵏ − x*‖, as λmin‖y‖² ≤ ⟨Ay, y⟩ ≤ ‖Ay‖‖y‖",
        check=Reals(
            then=f"always(k, norm({G}) >= lmin*norm({V}))",
            given=(hypothesis("spectrum", y=V), step("gradient")),
        ),
    ),
    Step(
        name="gradient off x*",
        check=Reals(
            then=f"always(k, implies({OFF}, norm({G}) > 0))",
            given=(hypothesis("spectrum"), step("‖∇f‖ ≥ λmin‖x − x*‖")),
        ),
    ),
    Step(name="ρ/‖∇f‖", check=Define(symbol="q[k]", value=f"rho/norm({G})")),
    Step(
        name="gradient at the ascended point",
        check=Reals(
            then=f"always(k, implies({OFF}, grad({ASCENDED}) == {G} + q[k]*{AG}))",
            given=(
                hypothesis("linear", y="x[k]", z=G, r=f"rho/norm({G})"),
                *(definition("gradient", y="x[k]"), definition("gradient", y=ASCENDED)),
                *(definition("ρ/‖∇f‖"), step("gradient off x*")),
            ),
        ),
    ),
    Step(
        name="next iterate",
        check=Reals(
            then=f"always(k, implies({OFF}, x[k + 1] == x[k] - t*{G} - (t*q[k])*{AG}))",
            given=(definition("iteration"), step("gradient at the ascended point")),
        ),
    ),
    Step(
        name="iteration",
        claim="x⁺ − x* = (I − tA)(x − x*) − tρA(Ax − b)/‖Ax − b‖",
        check=Block(
            fix=("m",),
            assume=(("m is off x*", "x[m] != xstar"),),
            steps=(
                Step(
                    name="next to it",
                    check=Apply(to=step("next iterate", k="m"), given=(local("m is off x*"),)),
                ),
                Step(
                    name="iteration from it",
                    check=Reals(
                        then=f"{NEXT} == {V} - t*A({V}) - (t*rho/norm({G}))*{AG}".replace(
                            "[k", "[m"
                        ),
                        given=(
                            *(step("next to it"), step("gradient", k="m"), local("m is off x*")),
                            *(step("gradient off x*", k="m"), definition("ρ/‖∇f‖", k="m")),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(name="distance", check=Define(symbol="a[k]", value=f"norm({V})")),
    Step(name="slope", check=Define(symbol="n[k]", value=f"norm({G})")),
    Step(name="inner product", check=Define(symbol="c[k]", value=f"dot({V}, {G})")),
    Step(name="next inner product", check=Define(symbol="e[k]", value=f"dot({NEXT}, {G})")),
    Step(
        name="⟨x − x*, u⟩ ≤ ‖x − x*‖",
        check=Reals(
            then="always(k, c[k] <= a[k]*n[k] and a[k] >= 0)",
            given=(*(definition("distance"), definition("slope"), definition("inner product")),),
        ),
    ),
    Step(
        name="−⟨x⁺ − x*, u⟩ ≤ ‖x⁺ − x*‖",
        check=Reals(
            then="always(k, -e[k] <= a[k + 1]*n[k] and a[k + 1] >= 0)",
            given=(
                *(definition("distance", k="k + 1"), definition("slope")),
                definition("next inner product"),
            ),
        ),
    ),
    Step(
        name="against the gradient",
        claim="−⟨x⁺ − x*, u⟩ ≥ tρλmin + t‖∇f(x)‖ − ⟨x − x*, u⟩, u = ∇f(x)/‖∇f(x)‖",
        check=Reals(
            then=f"always(k, implies({OFF}, -e[k] >= t*n[k]**2 + t*rho*lmin*n[k] - c[k]))",
            given=(
                *(hypothesis("spectrum", y=G), *POSITIVE, step("next iterate")),
                *(definition("ρ/‖∇f‖"), definition("slope")),
                *(definition("inner product"), definition("next inner product")),
            ),
        ),
    ),
    Step(
        name="(16), in numbers",
        check=Reals(
            then="forall(a1, a2, c1, e1, n1, implies(n1 > 0 and a1 >= 0 and n1 >= lmin*a1"
            " and c1 <= a1*n1 and -e1 <= a2*n1 and -e1 >= t*n1**2 + t*rho*lmin*n1 - c1,"
            " a2 >= t*rho*lmin - (1 - t*lmin)*a1))",
            given=(hypothesis("step"),),
        ),
    ),
    Step(
        name="(16)",
        claim="‖x⁺ − x*‖ ≥ tρλmin − (1 − tλmin)‖x − x*‖: ‖x⁺ − x*‖ ≥ −⟨x⁺ − x*, u⟩, "
        "⟨x − x*, u⟩ ≤ ‖x − x*‖ and ‖∇f(x)‖ ≥ λmin‖x − x*‖",
        check=Reals(
            then=f"always(k, {LOWER})",
            given=(
                step(
                    "(16), in numbers",
                    a1="a[k]",
                    a2="a[k + 1]",
                    c1="c[k]",
                    e1="e[k]",
                    n1="n[k]",
                ),
                *(step("against the gradient"), step("gradient off x*")),
                *(step("⟨x − x*, u⟩ ≤ ‖x − x*‖"), step("−⟨x⁺ − x*, u⟩ ≤ ‖x⁺ − x*‖")),
                *(step("‖∇f‖ ≥ λmin‖x − x*‖"), definition("distance"), definition("slope")),
                definition("distance", k="k + 1"),
            ),
        ),
    ),
    Step(
        name="repulsion",
        claim="for all t, ρ > 0: of two successive iterates, the first of them not x*, one is at "
        "distance ≥ tρλmin/2 from x*",
        ours=True,
        check=Reals(
            then=f"always(k, implies({OFF}, norm({V}) >= {FAR} or norm({NEXT}) >= {FAR}))",
            given=(hypothesis("radius"), step("(16)")),
        ),
    ),
)


V_M, G_M, AG_M = V.replace("[k]", "[m]"), G.replace("[k]", "[m]"), AG.replace("[k]", "[m]")
EIGEN = f"exists(r, r >= lmin and t*r < 1 and A({V}) == r*{V} and norm({V}) == t*rho*r/(1 - t*r))"
OF_LAM = definition("λ")

hit = Block(  # h = ‖∇f‖/ρ; A²v = (h/t)v − hAv, so (A + h + λ)(Av − λv) = 0 for λ² + hλ = h/t
    fix=("m",),
    assume=(("off", "x[m] != xstar"), ("hit", "x[m + 1] == xstar")),
    steps=(
        Step(name="h", check=Define(symbol="h", value=f"norm({G_M})/rho")),
        Step(name="λ", check=Define(symbol="lam", value="(sqrt(h**2 + 4*h/t) - h)/2")),
        Step(
            name="h > 0",
            check=Reals(
                then="h > 0",
                given=(
                    *(hypothesis("radius"), definition("h"), local("off")),
                    step("gradient off x*", k="m"),
                ),
            ),
        ),
        Step(
            name="λ² + hλ = h/t",
            check=Reals(
                then="lam > 0 and lam**2 + h*lam == h/t",
                given=(hypothesis("step"), step("h > 0"), OF_LAM),
            ),
        ),
        Step(
            name="it is next",
            check=Apply(to=step("next iterate", k="m"), given=(local("off"),)),
        ),
        Step(
            name="hq = 1",
            check=Reals(
                then="h*q[m] == 1",
                given=(
                    *(hypothesis("radius"), definition("h"), definition("ρ/‖∇f‖", k="m")),
                    step("h > 0"),
                ),
            ),
        ),
        Step(
            name="A²v",
            check=Reals(
                then=f"{AG_M} == (h/t)*{V_M} - h*{G_M}",
                given=(
                    *(hypothesis("step"), step("it is next"), local("hit")),
                    step("hq = 1"),
                ),
            ),
        ),
        Step(
            name="(A + h + λ)(Av − λv) = 0",
            check=Reals(
                then=f"A({G_M} - lam*{V_M}) == -(h + lam)*({G_M} - lam*{V_M})",
                given=(
                    hypothesis("linear", y=G_M, z=V_M, r="-lam"),
                    *(hypothesis("step"), step("A²v"), step("gradient", k="m")),
                    step("λ² + hλ = h/t"),
                ),
            ),
        ),
        Step(
            name="Av = λv",
            check=Reals(
                then=f"{G_M} == lam*{V_M}",
                given=(
                    hypothesis("spectrum"),
                    hypothesis("spectrum", y=f"{G_M} - lam*{V_M}"),
                    *(step("h > 0"), step("(A + h + λ)(Av − λv) = 0"), step("λ² + hλ = h/t")),
                ),
            ),
        ),
        Step(
            name="an eigenvector",
            check=Reals(
                then=f"A({V_M}) == lam*{V_M}",
                given=(step("Av = λv"), step("gradient", k="m")),
            ),
        ),
        Step(
            name="λ ≥ λmin",
            check=Reals(
                then="lam >= lmin",
                given=(hypothesis("spectrum", y=V_M), local("off"), step("an eigenvector")),
            ),
        ),
        Step(
            name="hρ = λ‖v‖",
            check=Reals(
                then=f"h*rho == lam*norm({V_M}) and norm({V_M}) > 0",
                given=(
                    *(hypothesis("radius"), definition("h"), step("Av = λv"), local("off")),
                    step("λ² + hλ = h/t"),
                ),
            ),
        ),
        Step(
            name="the length of v",
            check=Reals(
                then=f"t*lam < 1 and norm({V_M}) == t*rho*lam/(1 - t*lam)",
                given=(*POSITIVE, step("hρ = λ‖v‖"), step("λ² + hλ = h/t")),
            ),
        ),
        Step(
            name="such a λ",
            check=Witness(
                then=EIGEN.replace("[k]", "[m]"),
                values={"r": "lam"},
                given=(step("λ ≥ λmin"), step("the length of v"), step("an eigenvector")),
            ),
        ),
    ),
)

BELOW = "abs(dot(x[k] - xstar, w))*(1 - t*r) < t*rho*r*norm(w)"
EIGENVECTOR = "w != 0 and A(w) == r*w and t*r < 1"
INVARIANT = f"forall(w, r, x[k] != xstar and implies({EIGENVECTOR}, {BELOW}))"
BELOW_NEXT = BELOW.replace("[k]", "[m + 1]")
component = Block(
    fix=("w", "r"),
    assume=(("w", "w != 0"), ("eigenvector", "A(w) == r*w"), ("t r < 1", "t*r < 1")),
    steps=(
        Step(
            name="eigenvalues are positive",
            check=Reals(
                then="r > 0",
                given=(
                    *(hypothesis("spectrum"), hypothesis("spectrum", y="w")),
                    *(local("w"), local("eigenvector")),
                ),
            ),
        ),
        Step(name="component", check=Define(symbol="a1", value=f"dot({V_M}, w)")),
        Step(name="component of ∇f", check=Define(symbol="a2", value=f"dot({G_M}, w)")),
        Step(name="component of A∇f", check=Define(symbol="a3", value=f"dot({AG_M}, w)")),
        Step(name="length of ∇f", check=Define(symbol="n1", value=f"norm({G_M})")),
        Step(
            name="∇f along w",
            check=Reals(
                then="a2 == r*a1",
                given=(
                    *(hypothesis("symmetric", y=V_M, z="w"), step("gradient", k="m")),
                    *(local("eigenvector"), definition("component")),
                    definition("component of ∇f"),
                ),
            ),
        ),
        Step(
            name="A∇f along w",
            check=Reals(
                then="a3 == r*a2",
                given=(
                    *(hypothesis("symmetric", y=G_M, z="w"), local("eigenvector")),
                    *(definition("component of ∇f"), definition("component of A∇f")),
                ),
            ),
        ),
        Step(
            name="‖∇f‖ > 0",
            check=Reals(
                then="n1 > 0",
                given=(
                    *(definition("length of ∇f"), step("gradient off x*", k="m")),
                    step("off x*"),
                ),
            ),
        ),
        Step(
            name="next to the m-th",
            check=Apply(to=step("next iterate", k="m"), given=(step("off x*"),)),
        ),
        Step(
            name="iteration along w",
            check=Reals(
                then="dot(x[m + 1] - xstar, w) == a1 - t*a2 - t*q[m]*a3",
                given=(
                    *(step("next to the m-th"), definition("component")),
                    *(definition("component of ∇f"), definition("component of A∇f")),
                ),
            ),
        ),
        Step(
            name="next component",
            claim="⟨x⁺ − x*, w⟩ = (1 − tλ)⟨x − x*, w⟩ − tρλ²⟨x − x*, w⟩/‖∇f(x)‖ where Aw = λw",
            check=Reals(
                then="dot(x[m + 1] - xstar, w) == (1 - t*r)*a1 - (t*rho*r**2/n1)*a1",
                given=(
                    *(step("iteration along w"), step("∇f along w"), step("A∇f along w")),
                    *(step("‖∇f‖ > 0"), definition("ρ/‖∇f‖", k="m")),
                    definition("length of ∇f"),
                ),
            ),
        ),
        Step(
            name="component of ∇f ≤ ‖∇f‖",
            check=Reals(
                then="r*abs(a1) <= n1*norm(w)",
                given=(
                    *(step("∇f along w"), definition("component of ∇f")),
                    definition("length of ∇f"),
                ),
            ),
        ),
        Step(
            name="in numbers",
            check=Reals(
                then="forall(c1, implies(c1 >= 0 and r*abs(a1) <= n1*c1 and n1 > 0"
                " and abs(a1)*(1 - t*r) < t*rho*r*c1,"
                " abs((1 - t*r)*a1 - (t*rho*r**2/n1)*a1)*(1 - t*r) < t*rho*r*c1))",
                given=(hypothesis("radius"), step("eigenvalues are positive")),
            ),
        ),
        Step(name="‖w‖ > 0", check=Reals(then="norm(w) > 0", given=(local("w"),))),
        Step(
            name="next component is below",
            check=Reals(
                then=BELOW_NEXT,
                given=(
                    *(
                        local("invariant", w="w", r="r"),
                        local("eigenvector"),
                        local("t r < 1"),
                        step("‖w‖ > 0"),
                    ),
                    *(step("in numbers", c1="norm(w)"), step("component of ∇f ≤ ‖∇f‖")),
                    *(step("next component"), definition("component"), step("‖∇f‖ > 0")),
                ),
            ),
        ),
    ),
)

not_hit = Block(
    assume=(("next is x*", "x[m + 1] == xstar"),),
    steps=(
        Step(
            name="hit along an eigenvector",
            check=Apply(to=step("hitting x*", m="m"), given=(step("off x*"), local("next is x*"))),
        ),
        Step(
            name="its eigenvalue",
            check=Choose(names=("lam",), given=step("hit along an eigenvector")),
        ),
        Step(
            name="not that far",
            check=Reals(
                then="False",
                given=(*(step("its eigenvalue"), local("invariant", w=V_M, r="lam")),),
            ),
        ),
    ),
)

invariant_passes = Block(
    fix=("m",),
    assume=(("m", "m >= 1"), ("invariant", INVARIANT.replace("[k]", "[m]"))),
    steps=(
        Step(
            name="off x*",
            check=Reals(then="x[m] != xstar", given=(local("invariant", w="x[m]", r="1"),)),
        ),
        Step(name="x* is not next", check=not_hit),
        Step(name="components stay below", check=component),
        Step(
            name="invariant at the next",
            check=Reals(
                then=INVARIANT.replace("[k]", "[m + 1]"),
                given=(step("x* is not next"), step("components stay below", w="w", r="r")),
            ),
        ),
    ),
)

never = (
    Step(
        name="hitting x*",
        claim="x⁺ = x* ≠ x only on an eigenvector with tλ < 1 and ‖x − x*‖ = tρλ/(1 − tλ), which "
        "is not inside the ball of (15), as λ ≥ λmin",
        ours=True,
        check=hit,
    ),
    Step(
        name="invariant: start",
        check=Reals(
            then=INVARIANT.replace("[k]", "[1]"),
            given=(
                *(hypothesis("off"), hypothesis("start"), hypothesis("spectrum")),
                hypothesis("spectrum", y="w"),
            ),
        ),
    ),
    Step(name="invariant: k to k + 1", check=invariant_passes),
    Step(
        name="invariant",
        claim="xᵏ ≠ x*, and the component of xᵏ − x* along an eigenvector with tλ < 1 stays below "
        "tρλ/(1 − tλ), where x* would be hit; at first it is, as tρλ/(1 − tλ) ≥ tρλmin/(1 − tλmin)",
        ours=True,
        check=Rule(
            schema="induction",
            by={"P(k)": INVARIANT, "K": "1"},
            given=(step("invariant: start"), step("invariant: k to k + 1")),
        ),
    ),
    Step(
        name="never x*",
        claim="0 < ‖xᵏ − x*‖ for all k, for every t > 0",
        ours=True,
        check=Block(
            fix=("m",),
            steps=(
                Step(name="invariant at m", check=Apply(to=step("invariant", k="m"), given=())),
                Step(
                    name="off x* at m",
                    check=Reals(
                        then="x[m] != xstar", given=(step("invariant at m", w="x[m]", r="1"),)
                    ),
                ),
            ),
        ),
    ),
)

NEAR = f"norm({V}) < {FAR}"

now_and_then = Block(
    assume=(("off", f"always(k, {OFF})"),),
    steps=(
        Step(
            name="not always near x*",
            check=Block(
                assume=(("near", f"eventually(k, {NEAR})"),),
                steps=(
                    Step(
                        name="two near x*",
                        check=Reals(
                            then="False",
                            given=(
                                *(local("off"), local("near"), local("near", k="k + 1")),
                                step("repulsion"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Step(
            name="far again and again",
            check=Reals(then=f"not eventually(k, {NEAR})", given=(step("not always near x*"),)),
        ),
        Step(
            name="far infinitely often",
            check=Rule(
                schema="not for all large k",
                by={"P(k)": NEAR},
                given=(step("far again and again"),),
            ),
        ),
    ),
)

tending = Block(
    assume=(("off", f"always(k, {OFF})"), ("limit", "tends(k, x[k], xstar)")),
    steps=(
        Step(
            name="distance tends to 0",
            check=Rule(
                schema="distance from the limit",
                by={"v(k)": "x[k]", "c": "xstar"},
                given=(local("limit"),),
            ),
        ),
        Step(
            name="tρλmin/2 > 0",
            check=Reals(then=f"{FAR} > 0", given=(*POSITIVE, hypothesis("spectrum"))),
        ),
        Step(
            name="near x*",
            check=Rule(
                schema="near the limit",
                by={"a(k)": f"norm({V})", "c": "0", "r": FAR},
                given=(step("distance tends to 0"), step("tρλmin/2 > 0")),
            ),
        ),
        Step(
            name="near and far",
            check=Reals(
                then="False",
                given=(
                    *(local("off"), step("near x*"), step("near x*", k="k + 1")),
                    step("repulsion"),
                ),
            ),
        ),
    ),
)

no_limit = (
    Step(
        name="lim sup",
        claim="for all t, ρ > 0 and every start whose run does not hit x* exactly, "
        "lim sup ‖xᵏ − x*‖ ≥ tρλmin/2 > 0",
        ours=True,
        check=now_and_then,
    ),
    Step(name="xᵏ → x* is impossible", check=tending),
    Step(
        name="no convergence",
        claim="for all t, ρ > 0 no run that does not hit x* tends to it",
        ours=True,
        check=Reals(
            then=f"implies(always(k, {OFF}), {NO_CONVERGENCE.formula})",
            given=(step("xᵏ → x* is impossible"),),
        ),
    ),
    Step(
        name="no convergence from such starts",
        claim="from these starts x* is never hit, so xᵏ does not tend to it",
        ours=True,
        check=Reals(then=NO_CONVERGENCE.formula, given=(step("no convergence"), step("never x*"))),
    ),
)

STARTS = ("off", "start")
HITTING = f"always(k, implies({OFF} and x[k + 1] == xstar, {EIGEN}))"

proof = Proof(
    name="khanh-3.1-stronger",
    summary="Example 3.1 for all t, ρ > 0: (16), x* is never hit, no convergence",
    source="derived here, after K24, Appendix A.1",
    statement=Statement(
        hypotheses=(
            *(LINEAR, SYMMETRIC, SPECTRUM, SOLUTION, CONSTANT_RADIUS),
            given("step", "t > 0", "t > 0"),
            given("off", "x¹ ≠ x*", "x[1] != xstar"),
            given(
                "start",
                "tλmin ≥ 1, or ‖x¹ − x*‖ < tρλmin/(1 − tλmin)",
                "t*lmin >= 1 or norm(x[1] - xstar) < t*rho*lmin/(1 - t*lmin)",
            ),
        ),
        definitions=ITERATION,
        conclusions=(
            given("recursion", "the iteration of xᵏ − x*", f"always(k, {RECURSION})"),
            given(
                "slope",
                "‖∇f(xᵏ)‖ ≥ λmin‖xᵏ − x*‖",
                f"always(k, norm({G}) >= lmin*norm({V}))",
            ),
            given("(16)", "(16), where xᵏ ≠ x*", f"always(k, {LOWER})"),
            given("hitting", "x* is hit along an eigenvector only", HITTING),
            given("never", "xᵏ ≠ x* for all k", f"always(k, {OFF})"),
            given(
                "far",
                "‖xᵏ − x*‖ ≥ tρλmin/2 for infinitely many k, unless x* is hit",
                f"implies(always(k, {OFF}), frequently(k, norm({V}) >= {FAR}))",
            ),
            given(
                "no-convergence-unless-hit",
                "xᵏ does not converge to x*, unless x* is hit",
                f"implies(always(k, {OFF}), {NO_CONVERGENCE.formula})",
            ),
            NO_CONVERGENCE,
        ),
        needs={"never": STARTS, NO_CONVERGENCE.key: STARTS},
    ),
    vectors=("A", "b"),
    steps=(*one_step, *never, *no_limit),
    parts=(
        Part(
            text="the iteration of xᵏ − x*", conclusion="recursion", shown_by="iteration", ours=True
        ),
        Part(
            text="‖∇f(xᵏ)‖ ≥ λmin‖xᵏ − x*‖",
            conclusion="slope",
            shown_by="‖∇f‖ ≥ λmin‖x − x*‖",
            ours=True,
        ),
        Part(text="(16) for all t > 0", conclusion="(16)", shown_by="(16)", ours=True),
        Part(
            text="x* is hit along an eigenvector only, from distance tρλ/(1 − tλ)",
            conclusion="hitting",
            shown_by="hitting x*",
            ours=True,
        ),
        Part(
            text="0 < ‖xᵏ − x*‖ for all k and all t, ρ > 0",
            conclusion="never",
            shown_by="never x*",
            ours=True,
        ),
        Part(
            text="lim sup ‖xᵏ − x*‖ ≥ tρλmin/2 for every run that does not hit x*",
            conclusion="far",
            shown_by="lim sup",
            ours=True,
        ),
        Part(
            text="no convergence for all t, ρ > 0 and every start whose run does not hit x*",
            conclusion="no-convergence-unless-hit",
            shown_by="no convergence",
            ours=True,
        ),
        Part(
            text="no convergence for all t, ρ > 0 from 0 < ‖x¹ − x*‖ < tρλmin/(1 − tλmin), and "
            "from every x¹ ≠ x* if tλmin ≥ 1",
            conclusion=NO_CONVERGENCE.key,
            shown_by="no convergence from such starts",
            ours=True,
        ),
    ),
    outcome="for all t, ρ > 0 no run that starts off x*, inside the ball of (15) where it is "
    "defined, tends to x*",
)
