"""n-SAM and m-SAM on quadratics with additive noise: what they descend, and when that is biased.

∇l(y; ξ) = A(y − x*) − v(ξ), E v = 0, A symmetric and ⟨Ay, y⟩ ≥ 0. A step of n-SAM and one of m-SAM
have the same mean, along ∇f(y) + ρA E u(y, ξ), u = ∇l/‖∇l‖: a subgradient of J = f + ρE‖∇l‖ at y.
g(y, ξ) is ∇l(y; ξ), u(y, ξ) is ∇l/‖∇l‖. w(y) is a vector with ⟨w(y), z⟩ = E⟨u(y, ξ), z⟩.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Define,
    Part,
    Proof,
    Ref,
    Statement,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import by_rule, follows
from sam_theory.statements.formulas import POSITIVE_L, given
from sam_theory.statements.quadratic_formulas import (
    BOUNDED,
    LINEAR,
    SEMIDEFINITE,
    SYMMETRIC,
    VALUE,
)

ALONG = "mean(xi, dot(d(y, xi), A(v)))"
SUBGRADIENT = f"forall(y, v, J(y + v) >= J(y) + dot(A(y - xstar), v) + rho*{ALONG})"
BALANCED = "forall(v, mean(xi, dot(d(xstar, xi), A(v))) == 0)"
MINIMAL = "forall(v, J(xstar + v) >= J(xstar))"
AT_X = "mean(xi, dot(d(xstar, xi), A(v)))"
ONLY_IF = f"forall(v, implies({MINIMAL.replace('v', 'w')} and rho > 0, {AT_X} == 0))"
ZERO = "dot(A(y - xstar), y - xstar) + rho*mean(xi, dot(d(y, xi), A(y - xstar))) == 0"
HEIGHT = f"forall(y, implies({ZERO}, f(y) - fstar <= L*rho**2/2))"


def linear(y: str, z: str, r: str = "1") -> Ref:
    return hypothesis("linear", y=y, z=z, r=r)


steps = (
    follows(
        "components differ",
        "forall(y, v, xi, g(y + v, xi) == g(y, xi) + A(v))",
        *(definition("component", y="y", xi="xi"), definition("component", y="y + v", xi="xi")),
        linear("y - xstar", "v"),
    ),
    follows(
        "f and its tangents",
        "forall(y, v, f(y + v) >= f(y) + dot(A(y - xstar), v))",
        *(definition("value", y="y"), definition("value", y="y + v"), linear("y - xstar", "v")),
        *(hypothesis("symmetric", y="y - xstar", z="v"), hypothesis("semidefinite", y="v")),
    ),
    follows("projection", "forall(v, w, implies(sq(v) <= 1, dot(v, w) <= norm(w)))"),
    follows(
        "at most units", "forall(y, xi, sq(d(y, xi)) <= 1)", definition("unit", y="y", xi="xi")
    ),
    follows(
        "along the direction",
        "forall(y, v, xi, dot(d(y, xi), g(y + v, xi)) == norm(g(y, xi)) + dot(d(y, xi), A(v)))",
        *(definition("unit", y="y", xi="xi"), step("components differ", y="y", v="v", xi="xi")),
    ),
    Step(
        name="norm of a component",
        claim="‖∇l(y + v; ξ)‖ ≥ ‖∇l(y; ξ)‖ + ⟨d(y, ξ), Av⟩",
        check=Block(
            fix=("y", "v", "xi"),
            steps=(
                Step(
                    name="projected",
                    check=Apply(
                        to=step("projection", v="d(y, xi)", w="g(y + v, xi)"),
                        given=(step("at most units", y="y", xi="xi"),),
                    ),
                ),
                follows(
                    "norm of the component",
                    "norm(g(y, xi)) + dot(d(y, xi), A(v)) <= norm(g(y + v, xi))",
                    *(step("projected"), step("along the direction", y="y", v="v", xi="xi")),
                ),
            ),
        ),
    ),
    Step(
        name="subgradient",
        claim="J(y + v) ≥ J(y) + ⟨∇f(y), v⟩ + ρE⟨d(y, ξ), Av⟩",
        check=Block(
            fix=("y", "v"),
            steps=(
                by_rule(
                    "in the mean",
                    "means keep order",
                    {
                        "a(xi)": "norm(g(y, xi)) + dot(d(y, xi), A(v))",
                        "b(xi)": "norm(g(y + v, xi))",
                    },
                    step("norm of a component", y="y", v="v"),
                ),
                follows(
                    "below J",
                    f"J(y + v) >= J(y) + dot(A(y - xstar), v) + rho*{ALONG}",
                    *(hypothesis("radius"), step("in the mean")),
                    *(definition("virtual", y="y"), definition("virtual", y="y + v")),
                    step("f and its tangents", y="y", v="v"),
                ),
            ),
        ),
    ),
    follows("A(0)", "A(xstar - xstar) == 0", linear("xstar", "xstar", "-1")),
    Step(
        name="minimal if balanced",
        check=Block(
            assume=(("balanced", BALANCED),),
            steps=(
                follows(
                    "x* minimizes J",
                    MINIMAL,
                    *(step("subgradient", y="xstar", v="v"), local("balanced", v="v")),
                    step("A(0)"),
                ),
            ),
        ),
    ),
)

NOISE = "dot(n({}), v)"
MEAN_STEP = f"dot(A(y - xstar), v) + rho*{ALONG}"
PROBED = "dot(g(y + rho*d(y, xi), {}), v)"
N_STEP = f"mean(xi, mean(zeta, {PROBED.format('zeta')}))"
M_STEP = f"mean(xi, {PROBED.format('xi')})"
OF_DRAW = "dot(A(y - xstar), v) + rho*dot(d(y, xi), A(v)) - dot(n({}), v)"


def equal(name: str, variable: str, left: str, right: str, *given: Ref) -> tuple[Step, ...]:
    """E left = E right, as left = right for every draw."""
    order = {"≤": (left, right), "≥": (right, left)}
    return (
        *(
            part
            for sign, (low, high) in order.items()
            for part in (
                follows(f"{name}, {sign} drawn", f"forall({variable}, {low} <= {high})", *given),
                by_rule(
                    f"{name}, {sign}",
                    "means keep order",
                    {f"a({variable})": low, f"b({variable})": high},
                    step(f"{name}, {sign} drawn"),
                ),
            )
        ),
    )


mean_steps = (
    follows(
        "of a draw",
        f"forall(y, v, xi, zeta, {PROBED.format('zeta')} == {OF_DRAW.format('zeta')})",
        definition("component", y="y + rho*d(y, xi)", xi="zeta"),
        *(linear("y - xstar", "d(y, xi)", "rho"), hypothesis("symmetric", y="d(y, xi)", z="v")),
    ),
    Step(
        name="mean steps",
        claim="a step of n-SAM and one of m-SAM have one mean, along ∇f(y) + ρA E d(y, ξ)",
        check=Block(
            fix=("y", "v"),
            steps=(
                Step(
                    name="second draws",
                    check=Block(
                        fix=("xi",),
                        steps=(
                            *equal(
                                "second",
                                "zeta",
                                PROBED.format("zeta"),
                                OF_DRAW.format("zeta"),
                                step("of a draw", y="y", v="v", xi="xi", zeta="zeta"),
                            ),
                            follows(
                                "second draw",
                                f"mean(zeta, {PROBED.format('zeta')})"
                                " == dot(A(y - xstar), v) + rho*dot(d(y, xi), A(v))",
                                *(step("second, ≤"), step("second, ≥")),
                                hypothesis("unbiased", z="v"),
                            ),
                        ),
                    ),
                ),
                *equal(
                    "first",
                    "xi",
                    f"mean(zeta, {PROBED.format('zeta')})",
                    "dot(A(y - xstar), v) + rho*dot(d(y, xi), A(v))",
                    step("second draws", xi="xi"),
                ),
                *equal(
                    "shared",
                    "xi",
                    PROBED.format("xi"),
                    OF_DRAW.format("xi"),
                    step("of a draw", y="y", v="v", xi="xi", zeta="xi"),
                ),
                follows(
                    "both means",
                    f"{N_STEP} == {MEAN_STEP} and {M_STEP} == {MEAN_STEP}",
                    *(step(f"{name}, {sign}") for name in ("first", "shared") for sign in "≤≥"),
                    hypothesis("unbiased", z="v"),
                ),
            ),
        ),
    ),
)

only_if = (
    follows(
        "A(rv)",
        "forall(v, r, A(r*v) == r*A(v))",
        *(linear("xstar", "xstar", "-1"), linear("xstar - xstar", "v", "r")),
    ),
    follows(
        "noise at x*",
        "forall(xi, norm(g(xstar, xi)) >= e and sq(d(xstar, xi)) == 1)",
        *(definition("component", y="xstar", xi="xi"), step("A(0)"), hypothesis("noisy", xi="xi")),
        *(hypothesis("e"), definition("unit", y="xstar", xi="xi")),
    ),
    follows(
        "component above",
        "forall(v, r, xi, norm(g(xstar + r*v, xi)) <= norm(g(xstar, xi))"
        " + r*dot(d(xstar, xi), A(v)) + r**2*sq(A(v))/(2*e))",
        *(hypothesis("e"), step("noise at x*", xi="xi"), step("A(rv)", v="v", r="r")),
        definition("unit", y="xstar", xi="xi"),
        step("components differ", y="xstar", v="r*v", xi="xi"),
    ),
    follows(
        "f above x*",
        "forall(v, r, f(xstar + r*v) == f(xstar) + r**2*dot(A(v), v)/2)",
        *(definition("value", y="xstar"), definition("value", y="xstar + r*v")),
        step("A(rv)", v="v", r="r"),
    ),
    Step(
        name="balanced if minimal",
        check=Block(
            fix=("v",),
            assume=(("minimal", MINIMAL.replace("v", "w")), ("ρ > 0", "rho > 0")),
            steps=(
                Step(
                    name="J above",
                    check=Block(
                        fix=("r",),
                        steps=(
                            by_rule(
                                "above in the mean",
                                "means keep order",
                                {
                                    "a(xi)": "norm(g(xstar + r*v, xi))",
                                    "b(xi)": "norm(g(xstar, xi)) + r*dot(d(xstar, xi), A(v))"
                                    " + r**2*sq(A(v))/(2*e)",
                                },
                                step("component above", v="v", r="r"),
                            ),
                            follows(
                                "J at most",
                                f"0 <= r**2*(dot(A(v), v)/2 + rho*(sq(A(v))/(2*e))) + rho*r*{AT_X}",
                                *(local("minimal", w="r*v"), step("above in the mean")),
                                *(
                                    definition("virtual", y="xstar"),
                                    local("ρ > 0"),
                                    hypothesis("e"),
                                ),
                                definition("virtual", y="xstar + r*v"),
                                step("f above x*", v="v", r="r"),
                            ),
                        ),
                    ),
                ),
                Step(
                    name="C",
                    check=Define(symbol="c", value="dot(A(v), v)/2 + rho*(sq(A(v))/(2*e))"),
                ),
                Step(name="P", check=Define(symbol="p", value=AT_X)),
                follows(
                    "J above, C",
                    "forall(r, 0 <= r**2*c + rho*r*p)",
                    *(step("J above", r="r"), definition("C"), definition("P")),
                ),
                follows(
                    "C ≥ 0",
                    "c >= 0",
                    *(definition("C"), hypothesis("semidefinite", y="v"), hypothesis("e")),
                    local("ρ > 0"),
                ),
                follows(
                    "P = 0",
                    "p == 0",
                    *(step("C ≥ 0"), local("ρ > 0")),
                    step("J above, C", r="-rho*p/(c + 1)"),
                ),
                follows("so balanced", f"{AT_X} == 0", step("P = 0"), definition("P")),
            ),
        ),
    ),
)

height = (
    follows(
        "cocoercive",
        "forall(y, sq(A(y)) <= L*dot(A(y), y))",
        *(hypothesis("bound", y="A(y)"), hypothesis("semidefinite", y="y - A(y)/L")),
        *(linear("y", "A(y)", "-1/L"), hypothesis("symmetric", y="A(y)", z="y")),
    ),
    follows(
        "opposite",
        "forall(y, v, xi, -norm(A(v)) <= dot(d(y, xi), A(v)))",
        definition("unit", y="y", xi="xi"),
    ),
    Step(
        name="height",
        claim="where a step is 0 in the mean, f − f* ≤ Lρ²/2",
        check=Block(
            fix=("y",),
            assume=(("zero", ZERO),),
            steps=(
                by_rule(
                    "opposite in the mean",
                    "means keep order",
                    {
                        "a(xi)": "-norm(A(y - xstar))",
                        "b(xi)": "dot(d(y, xi), A(y - xstar))",
                    },
                    step("opposite", y="y", v="y - xstar"),
                ),
                Step(name="slope", check=Define(symbol="a", value="norm(A(y - xstar))")),
                Step(name="gap", check=Define(symbol="b", value="dot(A(y - xstar), y - xstar)")),
                follows(
                    "gap by slope",
                    "b <= rho*a and a >= 0",
                    *(hypothesis("radius"), step("opposite in the mean"), local("zero")),
                    *(definition("slope"), definition("gap")),
                ),
                follows(
                    "slope by gap",
                    "a**2 <= L*b",
                    *(step("cocoercive", y="y - xstar"), definition("slope"), definition("gap")),
                ),
                follows(
                    "gap at most",
                    "b <= L*rho**2",
                    *(step("gap by slope"), step("slope by gap")),
                    hypothesis("L"),
                ),
                follows(
                    "height there",
                    "f(y) - fstar <= L*rho**2/2",
                    *(step("gap at most"), definition("gap"), definition("value", y="y")),
                ),
            ),
        ),
    ),
)

proof = Proof(
    name="additive-noise",
    summary="n-SAM and m-SAM on quadratics with additive noise descend f + ρE‖∇l‖",
    source="derived here",
    statement=Statement(
        hypotheses=(
            POSITIVE_L,
            given("radius", "ρ ≥ 0", "rho >= 0"),
            LINEAR,
            SYMMETRIC,
            SEMIDEFINITE,
            BOUNDED,
            given(
                "noisy",
                "‖n(ξ)‖ ≥ e",
                "forall(xi, norm(n(xi)) >= e)",
            ),
            given("e", "e > 0", "e > 0"),
            given("unbiased", "E⟨n(ξ), z⟩ = 0", "forall(z, mean(xi, dot(n(xi), z)) == 0)"),
        ),
        definitions=(
            VALUE,
            given(
                "component",
                "∇l(y; ξ) = A(y − x*) − n(ξ)",
                "forall(y, xi, g(y, xi) == A(y - xstar) - n(xi))",
            ),
            given(
                "virtual",
                "J = f + ρE‖∇l‖",
                "forall(y, J(y) == f(y) + rho*mean(xi, norm(g(y, xi))))",
            ),
            given(
                "unit",
                "∇l(y; ξ) = ‖∇l(y; ξ)‖d(y, ξ), ‖d(y, ξ)‖ ≤ 1",
                "forall(y, xi, g(y, xi) == norm(g(y, xi))*d(y, xi) and sq(d(y, xi)) <= 1)",
            ),
        ),
        conclusions=(
            given("subgradient", "J(y + v) ≥ J(y) + ⟨∇f(y), v⟩ + ρE⟨d(y, ξ), Av⟩", SUBGRADIENT),
            given(
                "balanced",
                "x* minimizes J if E⟨d(x*, ξ), Av⟩ = 0 for every v",
                f"implies({BALANCED}, {MINIMAL})",
            ),
            given("only-if", "and, for ρ > 0, only if so", ONLY_IF),
            given(
                "mean-steps",
                "E⟨step, v⟩ = ⟨∇f(y), v⟩ + ρE⟨d(y, ξ), Av⟩ for n-SAM and for m-SAM",
                f"forall(y, v, {N_STEP} == {MEAN_STEP} and {M_STEP} == {MEAN_STEP})",
            ),
            given("height", "f(y) − f* ≤ Lρ²/2 where ⟨E step, y − x*⟩ = 0", HEIGHT),
        ),
        needs={
            "only-if": ("noisy", "e"),
            "height": ("L", "bound"),
            "mean-steps": ("unbiased",),
        },
    ),
    steps=(*steps, *mean_steps, *only_if, *height),
    parts=(
        Part(
            text="a step of n-SAM and one of m-SAM have one mean",
            conclusion="mean-steps",
            shown_by="mean steps",
            ours=True,
        ),
        Part(
            text="it is a subgradient of f + ρE‖∇l‖",
            conclusion="subgradient",
            shown_by="subgradient",
            ours=True,
        ),
        Part(
            text="no bias if unit vectors along the noise have mean 0, as of symmetric noise",
            conclusion="balanced",
            shown_by="minimal if balanced",
            ours=True,
        ),
        Part(
            text="a bias if not, where the noise stays away from 0",
            conclusion="only-if",
            shown_by="balanced if minimal",
            ours=True,
        ),
        Part(
            text="the bias is at most Lρ²/2 high",
            conclusion="height",
            shown_by="height",
            ours=True,
        ),
    ),
    outcome="no bias exactly where unit vectors along the noise have mean 0; else one of O(ρ²)",
    vectors=("A", "n"),
)
