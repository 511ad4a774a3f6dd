"""Convex functions with a bounded level set: a minimizer, and linear growth away from it."""

from __future__ import annotations

from sam_theory.proofs.proof import (
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
    step,
)
from sam_theory.statements.formulas import CONVEX, LEVEL_SET, SMOOTH

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
    Step(
        name="least value in the ball",
        check=Rule(
            schema="least value on a ball",
            by={"z": "z0", "r": "r1"},
            given=(hypothesis("smooth"), step("r₁ > 0")),
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
        name="f > f(w) on a sphere",
        check=Reals(
            then="forall(y, implies(norm(y - w) == 2*r1, f(y) > f(w)))",
            given=(
                *(step("the level set lies in a ball", y="y"), step("w"), step("r₁ > 0")),
                step("minimizer", y="z0"),
            ),
        ),
    ),
    Step(
        name="by a margin",
        check=Rule(
            schema="least value on a sphere",
            by={"z": "w", "c": "f(w)", "r": "2*r1"},
            given=(hypothesis("smooth"), step("2r₁ > 0"), step("f > f(w) on a sphere")),
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
        name="a point of the sphere",
        check=Reals(
            then=f"forall(y, implies({FAR}, norm({ON_SPHERE} - w) == 2*r1))",
            given=(step("r₁ > 0"),),
        ),
    ),
    Step(
        name="its share",
        check=Reals(then=f"forall(y, implies({FAR}, 0 <= {SHARE} <= 1))", given=(step("r₁ > 0"),)),
    ),
    Step(
        name="linear growth",
        claim="f(y) ≥ f(w) + (e/2r₁)‖y − w‖ where ‖y − w‖ ≥ 2r₁",
        check=Reals(
            then=f"forall(y, implies({FAR}, f(y) >= f(w) + (e/(2*r1))*norm(y - w)))",
            given=(
                *(step("r₁ > 0"), step("e", y=ON_SPHERE), step("a point of the sphere", y="y")),
                *(step("its share", y="y"), step("convexity on a segment", y="y", z="w", a=SHARE)),
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

proof = Proof(
    name="level-sets",
    summary="convex f with a bounded level set: a minimizer, linear growth, bounded level sets",
    source="Ruszczyński, Nonlinear Optimization (2006), Exercise 2.12",
    statement=Statement(
        hypotheses=(SMOOTH, CONVEX, LEVEL_SET),
        conclusions=(
            Given(
                key="growth",
                text="f has a minimizer w, and f(y) ≥ f(w) + c‖y − w‖ where ‖y − w‖ ≥ r",
                formula=GROWTH,
            ),
        ),
    ),
    steps=(*minimizer, *growth),
    parts=(
        Part(
            text="a minimizer, and linear growth: all level sets are bounded",
            conclusion="growth",
            shown_by="growth",
        ),
    ),
    outcome="the exercise holds",
)
