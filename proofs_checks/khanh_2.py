"""The setting: the descent condition against Lipschitz gradients, and the KL property."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Cited,
    Given,
    Identity,
    Part,
    Proof,
    Reals,
    Rule,
    Statement,
    Step,
    Witness,
    hypothesis,
    local,
    step,
)
from sam_theory.statements.formulas import CONVEX, DESCENT, KL, LIPSCHITZ, POSITIVE_L, SMOOTH

EXTRA = "(grad(y + d) - grad(y))/L"
FURTHER = (  # two trial points, and what (4) and convexity say of them
    ("(4) from y + d", "descent", "y + d", f"y + d - {EXTRA}", "<=", f"-{EXTRA}"),
    ("(4) from y", "descent", "y", f"y + {EXTRA}", "<=", EXTRA),
    ("convexity from y", "convex", "y", f"y + d - {EXTRA}", ">=", f"d - {EXTRA}"),
    ("convexity from y + d", "convex", "y + d", f"y + {EXTRA}", ">=", f"{EXTRA} - d"),
)

# ---- (3) and (4)

descent = (
    Step(
        name="change along a segment",
        check=Reals(
            then="forall(y, d, r, implies(r >= 0, norm(grad(y + r*d) - grad(y)) <= L*r*norm(d)))",
            given=(hypothesis("lipschitz", y="y + r*d", z="y"),),
        ),
    ),
    Step(
        name="slope along a segment",
        claim="⟨∇f(y + rd), d⟩ ≤ ⟨∇f(y), d⟩ + L‖d‖²r for r ∈ [0, 1]",
        check=Reals(
            then="forall(y, d, r, implies(0 <= r and r <= 1,"
            " dot(grad(y + r*d), d) <= dot(grad(y), d) + L*sq(d)*r))",
            given=(step("change along a segment", y="y", d="d", r="r"),),
        ),
    ),
    Step(
        name="(3) ⇒ (4)",
        claim="h(s) = f(x + sd) − s⟨∇f(x), d⟩ − Ls²‖d‖²/2 has h′ ≤ 0 on s ≥ 0, so h(1) ≤ h(0)",
        check=Block(
            fix=("y", "z"),
            steps=(
                Step(
                    name="from y to z",
                    check=Rule(
                        schema="along a segment",
                        by={"y": "y", "d": "z - y", "a": "dot(grad(y), z - y)", "b": "L*sq(z - y)"},
                        given=(
                            hypothesis("smooth"),
                            step("slope along a segment", y="y", d="z - y"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

converse = (
    *(
        Step(
            name=name,
            check=Reals(
                then=f"forall(y, d, f({to}) {relation} f({start}) + dot(grad({start}), {by})"
                + (f" + (L/2)*sq({by}))" if key == "descent" else ")"),
                given=(hypothesis("L"), hypothesis(key, y=start, z=to)),
            ),
        )
        for name, key, start, to, relation, by in FURTHER
    ),
    Step(
        name="between y and y + d",
        check=Reals(
            then="forall(y, d, sq(grad(y + d) - grad(y)) <= L**2*sq(d))",
            given=(hypothesis("L"), *(step(name, y="y", d="d") for name, *_ in FURTHER)),
        ),
    ),
    Step(
        name="(4) and convexity ⇒ (3)",
        claim="for convex f the descent condition makes ∇f L-Lipschitz",
        check=Reals(
            then="forall(y, z, norm(grad(y) - grad(z)) <= L*norm(y - z))",
            given=(hypothesis("L"), step("between y and y + d", y="z", d="y - z")),
        ),
    ),
)

# ---- (4) without (3)

QUARTIC = "b**2/2 - b**4/4 <= a**2/2 - a**4/4 + (a - a**3)*(b - a) + (c/2)*(b - a)**2"
STEEP = "abs((a - a**3) - (b - b**3)) > e*abs(a - b)"
SOME_QUARTIC = (
    f"exists(c, c > 0 and forall(a, b, {QUARTIC})"
    f" and forall(e, implies(e > 0, exists(a, b, {STEEP}))))"
)
SMALLER = (
    "forall(a, b, e, implies(e >= 0, -b**2/2 <= -a**2/2 - a*(b - a) + (e/2)*(b - a)**2))"
    " and forall(a, b, e, implies(a != b and abs(-a - (-b)) <= e*abs(a - b), e >= 1))"
)

examples = (
    Step(
        name="derivative of x²/2 − x⁴/4",
        claim="f = x²/2 − x⁴/4 has f′ = x − x³",
        check=Identity(equation="diff(s**2/2 - s**4/4, s) == s - s**3"),
    ),
    Step(
        name="(4) with L = 1",
        claim="f = x²/2 − x⁴/4 satisfies (4) with L = 1",
        check=Reals(then=f"forall(a, b, {QUARTIC.replace('(c/2)', '(1/2)')})"),
    ),
    Step(
        name="f′ is not Lipschitz",
        claim="with a constant e, x = e + 2 and y = 0 would break (3)",
        check=Block(
            fix=("e",),
            assume=(("constant", "e > 0"),),
            steps=(
                Step(
                    name="e + 2 and 0",
                    check=Reals(
                        then="abs((e + 2 - (e + 2)**3) - (0 - 0**3)) > e*abs(e + 2 - 0)",
                        given=(local("constant"),),
                    ),
                ),
                Step(
                    name="there are such points",
                    check=Witness(
                        then=f"exists(a, b, {STEEP})",
                        values={"a": "e + 2", "b": "0"},
                        given=(step("e + 2 and 0"),),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="(4) without (3)",
        claim="f = x²/2 − x⁴/4 satisfies (4) with L = 1, and f′ is not Lipschitz",
        check=Witness(
            then=SOME_QUARTIC,
            values={"c": "1"},
            given=(step("(4) with L = 1"), step("f′ is not Lipschitz")),
        ),
    ),
    Step(
        name="smaller constant in (4)",
        claim="f = −x²/2 satisfies (4) with every L ≥ 0, and (3) only with constants ≥ 1",
        check=Reals(then=SMALLER),
    ),
)

# ---- f = ½⟨Ax, x⟩ + ⟨p, x⟩ + c − h(x)

NAMED = (
    Given(
        key="class",
        text="f(y) = ½⟨Ay, y⟩ + ⟨p, y⟩ + c − h(y), ∇f(y) = Ay + p − ∇h(y)",
        formula="forall(y, f(y) == dot(A(y), y)/2 + dot(p, y) + c - h(y)"
        " and grad(y) == A(y) + p - dh(y))",
    ),
    Given(
        key="symmetric",
        text="A is linear and symmetric",
        formula="forall(y, z, A(z - y) == A(z) - A(y) and dot(A(y), z) == dot(A(z), y))",
    ),
    Given(
        key="eigenvalues",
        text="no eigenvalue of A is above L",
        formula="forall(y, dot(A(y), y) <= L*sq(y))",
    ),
    Given(
        key="h-convex",
        text="h is convex",
        formula="forall(y, z, h(z) >= h(y) + dot(dh(y), z - y))",
    ),
)

BOUNDED = Given(
    key="bounded-A",
    text="‖Ay‖ ≤ α‖y‖",
    formula="forall(y, norm(A(y)) <= alpha*norm(y))",
)
NOT_LIPSCHITZ = (
    "forall(e, implies(forall(y, z, norm(grad(y) - grad(z)) <= e*norm(y - z)),"
    " forall(y, z, norm(dh(y) - dh(z)) <= (alpha + e)*norm(y - z))))"
)

named_class = (
    Step(
        name="quadratic part",
        claim="½⟨Az, z⟩ − ½⟨Ay, y⟩ − ⟨Ay, z − y⟩ ≤ (L/2)‖z − y‖²",
        check=Reals(
            then="forall(y, z, dot(A(z), z)/2 - dot(A(y), y)/2 - dot(A(y), z - y)"
            " <= (L/2)*sq(z - y))",
            given=(
                hypothesis("symmetric", y="y", z="z"),
                hypothesis("eigenvalues", y="z - y"),
            ),
        ),
    ),
    Step(
        name="named class",
        claim="f = ½⟨Ax, x⟩ + ⟨b, x⟩ + c − h, h convex: (4) holds with L = λmax(A)",
        check=Reals(
            then=DESCENT.formula,
            given=(
                hypothesis("class", y="y"),
                hypothesis("class", y="z"),
                hypothesis("h-convex", y="y", z="z"),
                step("quadratic part", y="y", z="z"),
            ),
        ),
    ),
)

without = (
    Step(
        name="two terms",
        check=Reals(then="forall(v, w, norm(v - w) <= norm(v) + norm(w))"),
    ),
    Step(
        name="∇h from A and ∇f",
        check=Reals(
            then="forall(y, z, dh(y) == dh(z) + A(y - z) - (grad(y) - grad(z)))",
            given=(
                *(hypothesis("class", y="y"), hypothesis("class", y="z")),
                hypothesis("symmetric", y="z", z="y"),
            ),
        ),
    ),
    Step(
        name="its change",
        check=Reals(
            then="forall(y, z, norm(dh(y) - dh(z)) <= norm(A(y - z)) + norm(grad(y) - grad(z)))",
            given=(
                step("∇h from A and ∇f", y="y", z="z"),
                step("two terms", v="A(y - z)", w="grad(y) - grad(z)"),
            ),
        ),
    ),
    Step(
        name="named class without (3)",
        claim="if ∇f were Lipschitz, so would be ∇h",
        check=Block(
            fix=("e",),
            assume=(("(3)", "forall(y, z, norm(grad(y) - grad(z)) <= e*norm(y - z))"),),
            steps=(
                Step(
                    name="∇h is Lipschitz",
                    check=Reals(
                        then="forall(y, z, norm(dh(y) - dh(z)) <= (alpha + e)*norm(y - z))",
                        given=(
                            *(local("(3)", y="y", z="z"), hypothesis("bounded-A", y="y - z")),
                            step("its change", y="y", z="z"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

# ---- the KL property

STATIONARY_NOT = Given(key="nonstationary", text="∇f(x̄) ≠ 0", formula="grad(xbar) != 0")
LINEAR = Given(
    key="phi",
    text="φ(r) = r/c, c = ‖∇f(x̄)‖/2",
    formula="forall(r, phi(r) == 2*r/norm(grad(xbar)) and dphi(r) == 2/norm(grad(xbar)))",
)
DEFINABLE = Given(
    key="definable",
    text="f is definable, φ the function that belongs to it and x̄",
    formula="definable(f, phi, dphi, xbar)",
)
KL_HOLDS = f"exists(R, eta, {' and '.join(word.formula for word in KL)})"
SLOPE, CONCAVE, INEQUALITY = (
    KL[i].formula.replace("eta", "1").replace("< R", "< e1") for i in (1, 2, 4)
)

kl = (
    Step(
        name="c > 0",
        check=Reals(then="norm(grad(xbar))/2 > 0", given=(hypothesis("nonstationary"),)),
    ),
    Step(
        name="∇f is continuous",
        check=Rule(
            schema="gradients near a point",
            by={"z": "xbar", "r": "norm(grad(xbar))/2"},
            given=(hypothesis("smooth"), step("c > 0")),
        ),
    ),
    Step(
        name="ball",
        claim="‖∇f(y) − ∇f(x̄)‖ < c in a ball about x̄",
        check=Choose(names=("e1",), given=step("∇f is continuous")),
    ),
    Step(
        name="φ′",
        check=Identity(equation="diff(s/c, s) == 1/c", given=("c > 0",)),
    ),
    Step(
        name="φ(0) = 0",
        check=Reals(then="phi(0) == 0", given=(hypothesis("phi", r="0"), step("c > 0"))),
    ),
    Step(
        name="φ′ > 0",
        check=Reals(then=SLOPE, given=(hypothesis("phi", r="r"), step("c > 0"))),
    ),
    Step(
        name="φ is concave",
        check=Reals(
            then=CONCAVE,
            given=(hypothesis("phi", r="r"), hypothesis("phi", r="b"), step("c > 0")),
        ),
    ),
    Step(
        name="φ is continuous",
        check=Block(
            fix=("r",),
            assume=(("r", "r > 0"),),
            steps=(
                Step(
                    name="δ > 0",
                    check=Reals(then="r*norm(grad(xbar))/2 > 0", given=(local("r"), step("c > 0"))),
                ),
                Step(
                    name="φ < r below δ",
                    check=Reals(
                        then="forall(b, implies(0 <= b and b < r*norm(grad(xbar))/2, phi(b) < r))",
                        given=(hypothesis("phi", r="b"),),
                    ),
                ),
                Step(
                    name="δ = rc",
                    check=Witness(
                        then="exists(e, e > 0 and forall(b,"
                        " implies(0 <= b and b < e, phi(b) < r)))",
                        values={"e": "r*norm(grad(xbar))/2"},
                        given=(step("δ > 0"), step("φ < r below δ")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="triangle inequality",
        check=Reals(then="forall(v, w, norm(v) <= norm(w - v) + norm(w))"),
    ),
    Step(
        name="‖∇f‖ ≥ c in the ball",
        check=Reals(
            then="forall(y, implies(norm(y - xbar) < e1, norm(grad(y)) >= norm(grad(xbar))/2))",
            given=(step("ball", y="y"), step("triangle inequality", v="grad(xbar)", w="grad(y)")),
        ),
    ),
    Step(
        name="KL inequality",
        claim="(5) in the ball: φ′‖∇f(y)‖ = ‖∇f(y)‖/c ≥ 1",
        check=Reals(
            then=INEQUALITY,
            given=(
                *(step("‖∇f‖ ≥ c in the ball", y="y"), hypothesis("phi", r="f(y) - f(xbar)")),
                step("c > 0"),
            ),
        ),
    ),
    Step(
        name="KL where ∇f ≠ 0",
        claim="(5) holds at nonstationary points: with ‖∇f‖ ≥ c > 0 near x̄, φ(s) = s/c does",
        check=Witness(
            then=KL_HOLDS,
            values={"R": "e1", "eta": "1"},
            given=tuple(
                map(
                    step,
                    (
                        *("ball", "φ(0) = 0", "φ′ > 0", "φ is concave", "φ is continuous"),
                        "KL inequality",
                    ),
                )
            ),
        ),
    ),
    Step(
        name="Kurdyka–Łojasiewicz theorem",
        claim="analytic, semialgebraic and definable f have such a φ at every point",
        check=Cited(
            "Łojasiewicz 1965; Kurdyka, Ann. Inst. Fourier 48 (1998)",
            then=f"implies({DEFINABLE.formula}, {KL_HOLDS})",
        ),
    ),
    Step(
        name="KL for definable f",
        claim="(5) holds everywhere for analytic, semialgebraic and definable f",
        check=Apply(to=step("Kurdyka–Łojasiewicz theorem"), given=(hypothesis("definable"),)),
    ),
)

proof = Proof(
    name="khanh-2",
    summary="Section 2: Lipschitz gradients, the descent condition, the KL property",
    source="K24, sections 1 and 2",
    statement=Statement(
        hypotheses=(
            *(SMOOTH, POSITIVE_L, LIPSCHITZ, DESCENT, CONVEX, *NAMED, BOUNDED),
            *(STATIONARY_NOT, LINEAR, DEFINABLE),
        ),
        conclusions=(
            Given(key="descent", text="(3) implies (4)", formula=DESCENT.formula),
            Given(key="lipschitz", text="(4) and convexity imply (3)", formula=LIPSCHITZ.formula),
            Given(
                key="quartic",
                text="f = x²/2 − x⁴/4 satisfies (4), and f′ is not Lipschitz",
                formula=SOME_QUARTIC,
            ),
            Given(
                key="smaller-constant",
                text="f = −x²/2 satisfies (4) with every L ≥ 0, and (3) with none below 1",
                formula=SMALLER,
            ),
            Given(key="named-class", text="the named class has (4)", formula=DESCENT.formula),
            Given(
                key="named-class-gradient",
                text="in the named class ∇f is Lipschitz only if ∇h is",
                formula=NOT_LIPSCHITZ,
            ),
            Given(key="kl", text="f has the KL property at x̄ if ∇f(x̄) ≠ 0", formula=KL_HOLDS),
            Given(key="kl-definable", text="definable f has the KL property", formula=KL_HOLDS),
        ),
        needs={
            "descent": ("smooth", "L", "lipschitz"),
            "lipschitz": ("L", "descent", "convex"),
            "quartic": (),
            "smaller-constant": (),
            "named-class": tuple(word.key for word in NAMED),
            "named-class-gradient": ("class", "symmetric", "bounded-A"),
            "kl": ("smooth", "nonstationary", "phi"),
            "kl-definable": ("definable",),
        },
    ),
    steps=(*descent, *converse, *examples, *named_class, *without, *kl),
    parts=(
        Part(text="(3) implies (4)", conclusion="descent", shown_by="(3) ⇒ (4)"),
        Part(
            text="for convex f, (4) implies (3)",
            conclusion="lipschitz",
            shown_by="(4) and convexity ⇒ (3)",
        ),
        Part(
            text="in general (4) does not imply (3)",
            conclusion="quartic",
            shown_by="(4) without (3)",
        ),
        Part(
            text="(4) may hold with a smaller constant than (3)",
            conclusion="smaller-constant",
            shown_by="smaller constant in (4)",
        ),
        Part(
            text="the named class satisfies (4)", conclusion="named-class", shown_by="named class"
        ),
        Part(
            text="and satisfies (3) only if ∇h is Lipschitz",
            conclusion="named-class-gradient",
            shown_by="named class without (3)",
        ),
        Part(text="KL at nonstationary points", conclusion="kl", shown_by="KL where ∇f ≠ 0"),
        Part(text="KL for definable f", conclusion="kl-definable", shown_by="KL for definable f"),
    ),
    outcome="as published; the KL property of definable functions is cited",
    vectors=("A", "dh", "p"),
)
