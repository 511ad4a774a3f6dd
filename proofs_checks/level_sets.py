"""Convex functions with a bounded level set: a minimizer, and linear growth away from it."""

from __future__ import annotations

from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Given,
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
from sam_theory.proofs.writing import by_rule, follows
from sam_theory.statements.formulas import (
    CONVEX,
    GRADIENT_VANISHES,
    LEVEL_SET,
    LIPSCHITZ,
    POSITIVE_L,
    SMOOTH,
    UNIQUE,
    given,
)

MINIMIZING = given(
    "minimizing",
    "f(xᵏ) → min f",
    "exists(z, forall(y, f(y) >= f(z)) and tends(k, f(x[k]), f(z)))",
)
SHARE = "2*r1/norm(y - w)"
ON_SPHERE = f"w + ({SHARE})*(y - w)"
FAR = "norm(y - w) >= 2*r1"
GROWTH = (
    "exists(w, c, r, c > 0 and r > 0 and forall(y, f(y) >= f(w))"
    " and forall(y, implies(norm(y - w) >= r, f(y) >= f(w) + c*norm(y - w))))"
)

minimizer = (
    Step(
        name="level set",
        claim="f(y) ≤ f(z₀) implies ‖y‖ ≤ r₀",
        check=Choose(names=("z0", "r0"), given=hypothesis("level-set")),
    ),
    Step(name="r₁", check=Define(symbol="r1", value="r0 + norm(z0) + 1")),
    Step(
        name="r₁ > 0",
        check=Reals(then="r1 > 0", given=(definition("r₁"), step("level set", y="z0"))),
    ),
    Step(
        name="the level set lies in a ball",
        check=Reals(
            then="forall(y, implies(f(y) <= f(z0), norm(y - z0) < r1))",
            given=(definition("r₁"), step("level set", y="y")),
        ),
    ),
    Step(name="r₁ ≥ 0", check=Reals(then="r1 >= 0", given=(step("r₁ > 0"),))),
    Step(
        name="least value in the ball",
        check=Rule(
            schema="least value",
            by={"z": "z0", "q": "0", "r": "r1"},
            given=(hypothesis("smooth"), step("r₁ ≥ 0")),
        ),
    ),
    Step(name="w", check=Choose(names=("w",), given=step("least value in the ball"))),
    Step(
        name="minimizer",
        claim="a nonempty bounded level set, closed as f is continuous, contains a minimizer w",
        check=Reals(
            then="forall(y, f(y) >= f(w))",
            given=(
                *(step("r₁ > 0"), step("the level set lies in a ball", y="y")),
                *(step("w", y="y"), step("w", y="z0")),
            ),
        ),
    ),
)

growth = (
    Step(name="2r₁ > 0", check=Reals(then="2*r1 > 0", given=(step("r₁ > 0"),))),
    Step(
        name="triangle inequality",
        check=Reals(then="forall(v, z, norm(v - z) <= norm(v) + norm(z))"),
    ),
    Step(name="w in the ball", check=Reals(then="norm(w - z0) <= r1", given=(step("w"),))),
    Step(
        name="outside of the ball",
        check=Reals(
            then="forall(y, implies(norm(y - w) == 2*r1, norm(y - z0) >= r1))",
            given=(
                step("w in the ball"),
                step("triangle inequality", v="y - z0", z="w - z0"),
            ),
        ),
    ),
    Step(
        name="f > f(w) on a sphere",
        check=Reals(
            then="forall(y, implies(norm(y - w) == 2*r1, f(y) > f(w)))",
            given=(
                *(step("the level set lies in a ball", y="y"), step("minimizer", y="z0")),
                step("outside of the ball", y="y"),
            ),
        ),
    ),
    Step(
        name="least value on the sphere",
        check=Rule(
            schema="least value",
            by={"z": "w", "q": "2*r1", "r": "2*r1"},
            given=(hypothesis("smooth"), step("r₁ ≥ 0")),
        ),
    ),
    Step(name="w2", check=Choose(names=("w2",), given=step("least value on the sphere"))),
    Step(
        name="least margin",
        check=Reals(
            then="f(w2) - f(w) > 0 and forall(y, implies(norm(y - w) == 2*r1,"
            " f(y) >= f(w) + (f(w2) - f(w))))",
            given=(step("w2"), step("w2", y="y"), step("f > f(w) on a sphere", y="w2")),
        ),
    ),
    Step(
        name="by a margin",
        check=Witness(
            then="exists(e, e > 0 and forall(y, implies(norm(y - w) == 2*r1, f(y) >= f(w) + e)))",
            values={"e": "f(w2) - f(w)"},
            given=(step("least margin"),),
        ),
    ),
    Step(name="e", check=Choose(names=("e",), given=step("by a margin"))),
    Step(
        name="convexity on a segment",
        claim="f(z + a(y − z)) ≤ (1 − a)f(z) + af(y) for a ∈ [0, 1]",
        check=Reals(
            then="forall(y, z, a, implies(0 <= a and a <= 1,"
            " f(z + a*(y - z)) <= (1 - a)*f(z) + a*f(y)))",
            given=(
                hypothesis("convex", y="z + a*(y - z)", z="z"),
                hypothesis("convex", y="z + a*(y - z)", z="y"),
            ),
        ),
    ),
    Step(
        name="linear growth",
        claim="f(y) ≥ f(w) + (e/2r₁)‖y − w‖ where ‖y − w‖ ≥ 2r₁",
        check=Reals(
            then=f"forall(y, implies({FAR}, f(y) >= f(w) + (e/(2*r1))*norm(y - w)))",
            given=(
                *(step("r₁ > 0"), step("e", y=ON_SPHERE)),
                step("convexity on a segment", y="y", z="w", a=SHARE),
            ),
        ),
    ),
    Step(
        name="e/2r₁ > 0",
        check=Reals(then="e/(2*r1) > 0", given=(step("e"), step("r₁ > 0"))),
    ),
    Step(
        name="growth",
        check=Witness(
            then=GROWTH,
            values={"w": "w", "c": "e/(2*r1)", "r": "2*r1"},
            given=(step("e/2r₁ > 0"), step("2r₁ > 0"), step("minimizer"), step("linear growth")),
        ),
    ),
)

near = (
    Step(
        name="w₁",
        claim="f(xᵏ) tends to the least value of f, taken at w₁",
        check=Choose(names=("w1",), given=hypothesis("minimizing")),
    ),
    Step(
        name="values near the least",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "f(x[k])", "c": "f(w1)", "r": "1"},
            given=(step("w₁"),),
        ),
    ),
    Step(name="K", check=Choose(names=("K",), given=step("values near the least"))),
    Step(
        name="‖xᵏ − w‖ ≤ D",
        claim="xᵏ stays in a level set, hence near w",
        check=Reals(
            then="since(K, k, norm(x[k] - w) <= 2*r1 + 1/(e/(2*r1)))",
            given=(
                *(step("K"), step("w₁", y="w"), step("linear growth", y="x[k]")),
                *(step("e/2r₁ > 0"), step("r₁ > 0")),
            ),
        ),
    ),
    Step(
        name="‖xᵏ‖ ≤ D + ‖w‖",
        check=Reals(
            then="since(K, k, norm(x[k]) <= 2*r1 + 1/(e/(2*r1)) + norm(w))",
            given=(step("‖xᵏ − w‖ ≤ D"), step("e"), step("r₁ > 0")),
        ),
    ),
    Step(
        name="bounded",
        claim="xᵏ is bounded",
        check=Rule(
            schema="bounded",
            by={"v(k)": "x[k]", "K": "K", "c": "2*r1 + 1/(e/(2*r1)) + norm(w)"},
            given=(step("‖xᵏ‖ ≤ D + ‖w‖"),),
        ),
    ),
)

TO_MINIMIZER = "norm(x[k] - xstar)"
NEAR = f"0 - r < {TO_MINIMIZER} and {TO_MINIMIZER} < 0 + r"
BOUND = "2*r1 + 1/(e/(2*r1)) + norm(w)"

far = (  # terms that stay away from x* accumulate away from it
    by_rule("far infinitely often", "not for all large k", {"P(k)": NEAR}, local("not near")),
    follows(
        "far in a ball",
        f"frequently(k, norm(x[k]) <= {BOUND} and {TO_MINIMIZER} >= r)",
        *(step("far infinitely often"), step("‖xᵏ‖ ≤ D + ‖w‖"), step("e/2r₁ > 0")),
        step("r₁ > 0"),
    ),
    by_rule(
        "a point away from x*",
        "Bolzano and Weierstrass",
        {"v(k)": "x[k]", "z": "xstar", "b": BOUND, "r": "r"},
        step("far in a ball"),
    ),
    Step(name="w₃", check=Choose(names=("w3",), given=step("a point away from x*"))),
    Step(
        name="w₃ = x*",
        check=Apply(to=step("accumulates at x* only", z="w3"), given=(step("w₃"),)),
    ),
    follows("yet w₃ is away", "False", step("w₃ = x*"), step("w₃"), local("r")),
)

points = (
    Step(
        name="accumulation points",
        claim="f = min f at each accumulation point",
        check=Block(
            fix=("z",),
            assume=(("accumulates", "accumulates(k, x[k], z)"),),
            steps=(
                Step(
                    name="a subsequence tends to z",
                    check=Rule(
                        schema="subsequence",
                        by={"v(k)": "x[k]", "c": "z"},
                        given=(local("accumulates"),),
                    ),
                ),
                Step(
                    name="subsequence",
                    check=Choose(names=("s",), given=step("a subsequence tends to z")),
                ),
                Step(
                    name="values along it",
                    check=Rule(
                        schema="along a limit",
                        by={"v(k)": "x[s[k]]", "c": "z"},
                        given=(hypothesis("smooth"), step("subsequence")),
                    ),
                ),
                Step(
                    name="min f along it",
                    check=Rule(
                        schema="along a subsequence",
                        by={"a(k)": "f(x[k])", "c": "f(w1)", "s": "s"},
                        given=(step("w₁"), step("subsequence")),
                    ),
                ),
                Step(
                    name="f(z) = min f",
                    check=Rule(
                        schema="only one limit",
                        by={"a(k)": "f(x[s[k]])", "c": "f(z)", "d": "f(w1)"},
                        given=(step("values along it"), step("min f along it")),
                    ),
                ),
                Step(
                    name="z is a minimizer",
                    check=Reals(
                        then="forall(y, f(y) >= f(z))",
                        given=(step("f(z) = min f"), step("w₁", y="y")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="accumulates at x* only",
        check=Block(
            fix=("z",),
            assume=(("accumulation", "accumulates(k, x[k], z)"),),
            steps=(
                Step(
                    name="a minimizer",
                    check=Apply(
                        to=step("accumulation points", z="z"), given=(local("accumulation"),)
                    ),
                ),
                Step(
                    name="z = x*",
                    check=Apply(to=hypothesis("unique", z="z"), given=(step("a minimizer"),)),
                ),
            ),
        ),
    ),
    Step(
        name="near x*",
        check=Block(
            fix=("r",),
            assume=(("r", "r > 0"),),
            steps=(
                Step(
                    name="not far",
                    check=Block(assume=(("not near", f"not eventually(k, {NEAR})"),), steps=far),
                ),
                follows("near", f"not not eventually(k, {NEAR})", step("not far")),
            ),
        ),
    ),
    by_rule("‖xᵏ − x*‖ → 0", "limit", {"a(k)": TO_MINIMIZER, "c": "0"}, step("near x*")),
    by_rule(
        "unique minimizer",
        "limit of the distance",
        {"v(k)": "x[k]", "c": "xstar"},
        step("‖xᵏ − x*‖ → 0"),
        claim="a unique minimizer x* is the limit of xᵏ",
    ),
)

gradients = (
    descent_condition("(3) ⇒ (4)"),
    Step(
        name="a step down the gradient",
        claim="min f ≤ f(y − ∇f(y)/L) ≤ f(y) − ‖∇f(y)‖²/(2L)",
        check=Reals(
            then="forall(y, norm(grad(y))**2 <= 2*L*(f(y) - f(w1)))",
            given=(
                *(hypothesis("L"), step("w₁", y="y - (1/L)*grad(y)")),
                step("(3) ⇒ (4)", y="y", z="y - (1/L)*grad(y)"),
            ),
        ),
    ),
    Step(
        name="norms as small as one likes",
        check=Block(
            fix=("r",),
            assume=(("r", "r > 0"),),
            steps=(
                Step(
                    name="r²/2L > 0",
                    check=Reals(then="r**2/(2*L) > 0", given=(local("r"), hypothesis("L"))),
                ),
                Step(
                    name="values as near to the least",
                    check=Rule(
                        schema="near the limit",
                        by={"a(k)": "f(x[k])", "c": "f(w1)", "r": "r**2/(2*L)"},
                        given=(step("w₁"), step("r²/2L > 0")),
                    ),
                ),
                Step(
                    name="‖∇f‖ < r",
                    check=Reals(
                        then="eventually(k, 0 - r < norm(grad(x[k])) and norm(grad(x[k])) < 0 + r)",
                        given=(
                            *(local("r"), step("values as near to the least")),
                            step("a step down the gradient", y="x[k]"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="norms vanish",
        check=Rule(
            schema="limit",
            by={"a(k)": "norm(grad(x[k]))", "c": "0"},
            given=(step("norms as small as one likes"),),
        ),
    ),
    Step(
        name="gradients vanish",
        claim="∇f(xᵏ) → 0, as ‖∇f(xᵏ)‖² ≤ 2L(f(xᵏ) − min f)",
        check=Rule(
            schema="limit of the distance",
            by={"v(k)": "grad(x[k])", "c": "0"},
            given=(step("norms vanish"),),
        ),
    ),
)

proof = Proof(
    name="level-sets",
    summary="convex f with a bounded level set: a minimizer, linear growth, bounded level sets",
    source="Ruszczyński, Nonlinear Optimization (2006), Exercise 2.12",
    statement=Statement(
        hypotheses=(SMOOTH, POSITIVE_L, LIPSCHITZ, CONVEX, LEVEL_SET, MINIMIZING, UNIQUE),
        conclusions=(
            Given(
                key="growth",
                text="f has a minimizer w, and f(y) ≥ f(w) + c‖y − w‖ where ‖y − w‖ ≥ r",
                formula=GROWTH,
            ),
            Given(key="bounded", text="xᵏ is bounded", formula="bounded(k, x[k])"),
            Given(
                key="minimizers",
                text="every accumulation point of xᵏ is a global minimizer",
                formula="forall(z, implies(accumulates(k, x[k], z), forall(y, f(y) >= f(z))))",
            ),
            Given(
                key="iterate-limit",
                text="xᵏ → x*, the only minimizer",
                formula="tends(k, x[k], xstar)",
            ),
            GRADIENT_VANISHES,
        ),
        needs={
            "growth": ("convex", "level-set"),
            "bounded": ("convex", "level-set", "minimizing"),
            "minimizers": ("minimizing",),
            "iterate-limit": ("convex", "level-set", "minimizing", "unique"),
            "gradient-limit": ("L", "lipschitz", "minimizing"),
        },
    ),
    steps=(*minimizer, *growth, *near, *points, *gradients),
    parts=(
        Part(
            text="a minimizer, and linear growth: all level sets are bounded",
            conclusion="growth",
            shown_by="growth",
        ),
        Part(text="xᵏ is bounded if f(xᵏ) → min f", conclusion="bounded", shown_by="bounded"),
        Part(
            text="its accumulation points are then minimizers",
            conclusion="minimizers",
            shown_by="accumulation points",
        ),
        Part(
            text="and a unique minimizer is the limit",
            conclusion="iterate-limit",
            shown_by="unique minimizer",
        ),
        Part(text="the gradients vanish", conclusion="gradient-limit", shown_by="gradients vanish"),
    ),
    outcome="the exercise holds",
)
