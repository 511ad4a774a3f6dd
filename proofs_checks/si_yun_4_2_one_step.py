"""Si, Yun: one step of n-SAM and of m-SAM.

g(y, ξ) stands for ∇l(y; ξ); d(y, ξ) = ∇l(y + ρ∇l(y; ξ)/‖∇l(y; ξ)‖; ξ) is the direction of m-SAM,
d₁(y, ξ, ζ) = ∇l(y + ρ∇l(y; ξ)/‖∇l(y; ξ)‖; ζ) that of n-SAM. Draws are from finitely many, with one
law; that E∇l(y; ξ) = ∇f(y) is said of inner products with any z.
"""

from __future__ import annotations

from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import (
    Apply,
    Block,
    Define,
    Exists,
    Part,
    Proof,
    Reals,
    Rule,
    Statement,
    Step,
    definition,
    hypothesis,
    step,
)
from sam_theory.statements.formulas import (
    COMPONENTS,
    CONSTANTS,
    LIPSCHITZ,
    M_SAM,
    M_SAM_MEAN,
    N_SAM,
    POSITIVE_L,
    SMOOTH,
    STEP_BELOW_INVERSE,
    UNBIASED,
    VARIANCE,
    given,
)

SQUARE = "sq(grad(y))"
SMALL = tuple(map(hypothesis, ("constants", "step-below-inverse")))

# ---- m-SAM, one step

M_ERROR = "((t/2)*L**2*rho**2*(1 + L*t) + L*t**2*sigma**2)"
AFTER = "f(y - t*d(y, xi))"
M_ONE_STEP = f"mean(xi, {AFTER}) <= f(y) - (t/2)*{SQUARE} + {M_ERROR}"
AT_MOST = (  # of f at the next iterate, draw by draw
    f"f(y) - (t/2)*{SQUARE} + (t/2)*L**2*rho**2*(1 + L*t) + L*t**2*sq(g(y, xi) - grad(y))"
    f" + (L*t**2 - t)*(dot(g(y, xi), grad(y)) - {SQUARE})"
)
BEFORE = "f(y) - t*dot(grad(y), d(y, xi)) + (L*t**2/2)*sq(d(y, xi))"
SQUARES = {
    "a": "grad(y) + d(y, xi) - g(y, xi)",
    "b": "g(y, xi) - grad(y) - (d(y, xi) - g(y, xi))",
    "c": "d(y, xi) - g(y, xi)",
}

m_smoothness = (
    Step(
        name="Cauchy–Schwarz",
        check=Reals(then="forall(v, w, r, implies(norm(v) <= r, dot(v, w) <= r*norm(w)))"),
    ),
    Step(
        name="f is β-smooth",
        claim="‖∇f(y) − ∇f(z)‖ ≤ β‖y − z‖, as the components are β-smooth",
        check=Block(
            fix=("y", "z"),
            steps=(
                Step(
                    name="by components",
                    check=Block(
                        fix=("xi",),
                        steps=(
                            Step(
                                name="component",
                                check=Apply(
                                    to=step(
                                        "Cauchy–Schwarz",
                                        v="g(y, xi) - g(z, xi)",
                                        w="grad(y) - grad(z)",
                                        r="L*norm(y - z)",
                                    ),
                                    given=(hypothesis("components", xi="xi", y="y", z="z"),),
                                ),
                            ),
                        ),
                    ),
                ),
                Step(
                    name="in the mean",
                    check=Rule(
                        schema="means keep order",
                        by={
                            "a(xi)": "dot(g(y, xi), grad(y) - grad(z))"
                            " - dot(g(z, xi), grad(y) - grad(z))",
                            "b(xi)": "L*norm(y - z)*norm(grad(y) - grad(z))",
                        },
                        given=(step("by components"),),
                    ),
                ),
                Step(
                    name="of the gradients",
                    check=Reals(
                        then="norm(grad(y) - grad(z)) <= L*norm(y - z)",
                        given=(
                            *(hypothesis("L"), step("in the mean")),
                            hypothesis("unbiased", y="y", z="grad(y) - grad(z)"),
                            hypothesis("unbiased", y="z", z="grad(y) - grad(z)"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    descent_condition("m-SAM, (4)", smooth=step("f is β-smooth")),
)

m_draw_by_draw = (
    Step(
        name="error",
        claim="‖d(y, ξ) − ∇l(y; ξ)‖ ≤ βρ",
        check=Reals(
            then="forall(y, xi, norm(d(y, xi) - g(y, xi)) <= L*rho)",
            given=(
                *(hypothesis("L"), hypothesis("constants"), definition("m-sam", y="y", xi="xi")),
                hypothesis("components", xi="xi", y="y + (rho/norm(g(y, xi)))*g(y, xi)", z="y"),
            ),
        ),
    ),
    Step(
        name="descent along d",
        check=Reals(
            then=f"forall(y, xi, {AFTER} <= {BEFORE})",
            given=(step("m-SAM, (4)", y="y", z="y - t*d(y, xi)"),),
        ),
    ),
    Step(name="before", check=Define(symbol="p(y, xi)", value=BEFORE)),
    Step(name="bound", check=Define(symbol="q(y, xi)", value=AT_MOST)),
    *(
        Step(name=name, check=Define(symbol=f"{name}(y, xi)", value=f"sq({of})"))
        for name, of in SQUARES.items()
    ),
    Step(
        name="slack in squares",
        claim="with D = d − ∇l and S = ∇l − ∇f the slack of what is claimed is"
        " (η/2)(1 − βη)‖∇f + D‖² + (βη²/2)‖S − D‖² + (η/2)(1 + βη)(β²ρ² − ‖D‖²)",
        check=Reals(
            then="forall(y, xi, q(y, xi) == p(y, xi) + (t/2)*(1 - L*t)*a(y, xi)"
            " + (L*t**2/2)*b(y, xi) + (t/2)*(1 + L*t)*(L**2*rho**2 - c(y, xi)))",
            given=(
                definition("before", y="y", xi="xi"),
                definition("bound", y="y", xi="xi"),
                *(definition(name, y="y", xi="xi") for name in SQUARES),
            ),
        ),
    ),
    Step(
        name="squares",
        check=Reals(
            then="forall(y, xi, a(y, xi) >= 0 and b(y, xi) >= 0)",
            given=(definition("a", y="y", xi="xi"), definition("b", y="y", xi="xi")),
        ),
    ),
    Step(
        name="error, squared",
        check=Reals(
            then="forall(y, xi, c(y, xi) <= L**2*rho**2)",
            given=(
                step("error", y="y", xi="xi"),
                definition("c", y="y", xi="xi"),
            ),
        ),
    ),
    Step(
        name="below the bound",
        check=Reals(
            then="forall(y, xi, p(y, xi) <= q(y, xi))",
            given=(
                *(*SMALL, step("slack in squares", y="y", xi="xi")),
                *(step("squares", y="y", xi="xi"), step("error, squared", y="y", xi="xi")),
            ),
        ),
    ),
    Step(
        name="draw by draw",
        claim="f(y − ηd) ≤ f(y) − (η/2)‖∇f‖² + (ηβ²ρ²/2)(1 + βη) + βη²‖∇l − ∇f‖²"
        " + (βη² − η)⟨∇l − ∇f, ∇f⟩",
        check=Block(
            fix=("y", "xi"),
            steps=(
                Step(
                    name="descent below p",
                    check=Rule(
                        schema="equals",
                        by={"P(r)": f"{AFTER} <= r", "a": BEFORE, "b": "p(y, xi)"},
                        given=(
                            definition("before", y="y", xi="xi"),
                            step("descent along d", y="y", xi="xi"),
                        ),
                    ),
                ),
                Step(
                    name="descent below q",
                    check=Reals(
                        then=f"{AFTER} <= q(y, xi)",
                        given=(step("descent below p"), step("below the bound", y="y", xi="xi")),
                    ),
                ),
                Step(
                    name="descent below the bound",
                    check=Rule(
                        schema="equals",
                        by={"P(r)": f"{AFTER} <= r", "a": "q(y, xi)", "b": AT_MOST},
                        given=(
                            definition("bound", y="y", xi="xi"),
                            step("descent below q"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

m_in_the_mean = (
    Step(
        name="m-SAM, one step",
        claim="E f⁺ ≤ f − (η/2)‖∇f‖² + (ηβ²ρ²/2)(1 + βη) + βη²σ² for η ≤ 1/β",
        check=Block(
            fix=("y",),
            steps=(
                Step(
                    name="keeping order",
                    check=Rule(
                        schema="means keep order",
                        by={"a(xi)": AFTER, "b(xi)": AT_MOST},
                        given=(step("draw by draw", y="y"),),
                    ),
                ),
                Step(
                    name="m-SAM, one step from y",
                    check=Reals(
                        then=M_ONE_STEP,
                        given=(
                            *(*SMALL, step("keeping order"), hypothesis("variance", y="y")),
                            hypothesis("unbiased", y="y", z="grad(y)"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
# ---- m-SAM, one step, sharper: E d = w1 is split off, for all draws

SHARP_ERROR = "((t/2)*L**2*rho**2*max(1, 2*L*t) + L*t**2*sigma**2)"
M_SHARPER = f"mean(xi, {AFTER}) <= f(y) - (t/2)*{SQUARE} + {SHARP_ERROR}"
OFF = "(w1(y) - grad(y))"  # E D, D = d − ∇l
SHARP_AT_MOST = (
    f"f(y) - (t/2)*{SQUARE} + (t/2)*sq({OFF}) - (t/2)*(1 - L*t)*sq(w1(y))"
    f" - L*t**2*sq({OFF}) - t*(dot(grad(y), d(y, xi)) - dot(grad(y), w1(y)))"
    f" + L*t**2*(dot(d(y, xi), w1(y)) - sq(w1(y)))"
    f" + L*t**2*sq(g(y, xi) - grad(y)) + L*t**2*L**2*rho**2"
    f" - 2*L*t**2*(dot(d(y, xi), {OFF}) - dot(g(y, xi), {OFF}) - sq({OFF}))"
)
m_sharper = (
    Step(name="sharper bound", check=Define(symbol="b1(y, xi)", value=SHARP_AT_MOST)),
    Step(
        name="a1",
        check=Define(
            symbol="a1(y, xi)", value=f"sq(g(y, xi) - d(y, xi) + g(y, xi) - grad(y) + {OFF})"
        ),
    ),
    Step(
        name="sharper slack in squares",
        claim="with S = ∇l − ∇f the slack is (βη²/2)‖S − (D − E D)‖² + βη²(β²ρ² − ‖D‖²)",
        ours=True,
        check=Reals(
            then="forall(y, xi, b1(y, xi) == p(y, xi) + (L*t**2/2)*a1(y, xi)"
            " + L*t**2*(L**2*rho**2 - c(y, xi)))",
            given=tuple(
                definition(n, y="y", xi="xi") for n in ("before", "sharper bound", "a1", "c")
            ),
        ),
    ),
    Step(
        name="a1 ≥ 0",
        check=Reals(
            then="forall(y, xi, a1(y, xi) >= 0)", given=(definition("a1", y="y", xi="xi"),)
        ),
    ),
    Step(
        name="below the sharper bound",
        check=Reals(
            then="forall(y, xi, p(y, xi) <= b1(y, xi))",
            given=(
                *(hypothesis("L"), step("sharper slack in squares", y="y", xi="xi")),
                *(step("a1 ≥ 0", y="y", xi="xi"), step("error, squared", y="y", xi="xi")),
            ),
        ),
    ),
    Step(
        name="m-SAM, sharper, draw by draw",
        claim="f(y − ηd) ≤ f − η⟨∇f, d⟩ + (βη²/2)‖d‖², with d = E d + (∇l − ∇f) + (D − E D)",
        ours=True,
        check=Block(
            fix=("y", "xi"),
            steps=(
                Step(
                    name="sharper: descent below p",
                    check=Rule(
                        schema="equals",
                        by={"P(r)": f"{AFTER} <= r", "a": BEFORE, "b": "p(y, xi)"},
                        given=(
                            definition("before", y="y", xi="xi"),
                            step("descent along d", y="y", xi="xi"),
                        ),
                    ),
                ),
                Step(
                    name="sharper: descent below b1",
                    check=Reals(
                        then=f"{AFTER} <= b1(y, xi)",
                        given=(
                            step("sharper: descent below p"),
                            step("below the sharper bound", y="y", xi="xi"),
                        ),
                    ),
                ),
                Step(
                    name="sharper: descent below the bound",
                    check=Rule(
                        schema="equals",
                        by={"P(r)": f"{AFTER} <= r", "a": "b1(y, xi)", "b": SHARP_AT_MOST},
                        given=(
                            definition("sharper bound", y="y", xi="xi"),
                            step("sharper: descent below b1"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="m-SAM, sharper",
        claim="E f⁺ ≤ f − (η/2)‖∇f‖² + (ηβ²ρ²/2)max{1, 2βη} + βη²σ² for η ≤ 1/β",
        ours=True,
        check=Block(
            fix=("y",),
            steps=(
                Step(
                    name="sharper, keeping order",
                    check=Rule(
                        schema="means keep order",
                        by={"a(xi)": AFTER, "b(xi)": SHARP_AT_MOST},
                        given=(step("m-SAM, sharper, draw by draw", y="y"),),
                    ),
                ),
                Step(
                    name="E D is short, for draws",
                    check=Reals(
                        then=f"forall(xi, dot(d(y, xi), {OFF}) - dot(g(y, xi), {OFF})"
                        f" <= (sq({OFF}) + L**2*rho**2)/2)",
                        given=(
                            step("error, squared", y="y", xi="xi"),
                            definition("c", y="y", xi="xi"),
                        ),
                    ),
                ),
                Step(
                    name="E D is short, in the mean",
                    check=Rule(
                        schema="means keep order",
                        by={
                            "a(xi)": f"dot(d(y, xi), {OFF}) - dot(g(y, xi), {OFF})",
                            "b(xi)": f"(sq({OFF}) + L**2*rho**2)/2",
                        },
                        given=(step("E D is short, for draws"),),
                    ),
                ),
                Step(
                    name="E D is short",
                    claim="‖E D‖² ≤ β²ρ²",
                    check=Reals(
                        then=f"sq({OFF}) <= L**2*rho**2",
                        given=(
                            step("E D is short, in the mean"),
                            hypothesis("unbiased", y="y", z=OFF),
                            definition("m-sam-mean", y="y", z=OFF),
                        ),
                    ),
                ),
                Step(
                    name="sharper, in the mean",
                    check=Reals(
                        then=f"mean(xi, {AFTER}) <= f(y) - (t/2)*{SQUARE}"
                        f" + (t/2)*(1 - 2*L*t)*sq({OFF}) - (t/2)*(1 - L*t)*sq(w1(y))"
                        " + L*t**2*L**2*rho**2 + L*t**2*sigma**2",
                        given=(
                            *(*SMALL, step("sharper, keeping order")),
                            hypothesis("variance", y="y"),
                            hypothesis("unbiased", y="y", z=OFF),
                            *(
                                definition("m-sam-mean", y="y", z=z)
                                for z in ("grad(y)", "w1(y)", OFF)
                            ),
                        ),
                    ),
                ),
                Step(
                    name="m-SAM, sharper, from y",
                    check=Reals(
                        then=M_SHARPER,
                        given=(*SMALL, step("sharper, in the mean"), step("E D is short")),
                    ),
                ),
            ),
        ),
    ),
)
# ---- n-SAM, one step; y1 is the point at which the second draw is taken

N_ERROR = "((t/2)*L**2*rho**2 + (L*t**2/2)*sigma**2)"
N_AFTER = "f(y - t*d1(y, xi, zeta))"
N_ONE_STEP = f"mean(xi, mean(zeta, {N_AFTER})) <= f(y) - (t/2)*{SQUARE} + {N_ERROR}"
PROBE = "y + (rho/norm(g(y, xi)))*g(y, xi)"
N_BEFORE = "f(y) - t*dot(g(y1, zeta), grad(y)) + (L*t**2/2)*sq(g(y1, zeta))"
SPLIT = "sq(g(y1, zeta) - grad(y1)) + 2*dot(g(y1, zeta), grad(y1)) - sq(grad(y1))"

at_the_probe = (
    Step(name="probe", check=Define(symbol="y1", value=PROBE)),
    Step(
        name="slope at the probe",
        claim="‖∇f(y + ρ∇l/‖∇l‖) − ∇f(y)‖ ≤ βρ",
        check=Reals(
            then="norm(grad(y1) - grad(y)) <= L*rho",
            given=(
                *(definition("probe"), hypothesis("L"), hypothesis("constants")),
                hypothesis("lipschitz", y="y1", z="y"),
            ),
        ),
    ),
    Step(
        name="slopes, squared",
        claim="−η⟨∇f(y₁), ∇f(y)⟩ + (βη²/2)‖∇f(y₁)‖² ≤ −(η/2)‖∇f(y)‖² + (η/2)β²ρ²",
        check=Reals(
            then="-t*dot(grad(y1), grad(y)) + (L*t**2/2)*sq(grad(y1))"
            " <= -(t/2)*sq(grad(y)) + (t/2)*L**2*rho**2",
            given=(*SMALL, step("slope at the probe")),
        ),
    ),
    Step(
        name="direction of n-SAM",
        check=Rule(
            schema="equals",
            by={
                "P(r)": "forall(zeta, d1(y, xi, zeta) == g(r, zeta))",
                "a": PROBE,
                "b": "y1",
            },
            given=(definition("probe"), definition("n-sam", y="y", xi="xi")),
        ),
    ),
    Step(
        name="n-SAM, draw by draw",
        check=Reals(
            then=f"forall(zeta, {N_AFTER} <= {N_BEFORE})",
            given=(
                step("direction of n-SAM", zeta="zeta"),
                step("n-SAM, (4)", y="y", z="y - t*d1(y, xi, zeta)"),
            ),
        ),
    ),
    Step(
        name="n-SAM, in the mean",
        check=Rule(
            schema="means keep order",
            by={
                "a(zeta)": N_AFTER,
                "b(zeta)": N_BEFORE,
            },
            given=(step("n-SAM, draw by draw"),),
        ),
    ),
    Step(
        name="split, in the mean",
        check=Rule(
            schema="means keep order",
            by={"a(zeta)": "sq(g(y1, zeta))", "b(zeta)": SPLIT},
        ),
    ),
    Step(
        name="n-SAM, given the first draw",
        claim="E[f⁺ | ξ] ≤ f − (η/2)‖∇f‖² + ηβ²ρ²/2 + βη²σ²/2",
        check=Reals(
            then=f"mean(zeta, {N_AFTER}) <= f(y) - (t/2)*{SQUARE} + {N_ERROR}",
            given=(
                *(*SMALL, step("n-SAM, in the mean"), step("split, in the mean")),
                *(hypothesis("variance", y="y1"), step("slopes, squared")),
                *(hypothesis("unbiased", y="y1", z=z) for z in ("grad(y)", "grad(y1)")),
            ),
        ),
    ),
)

M_TEXT = "m-SAM: E f⁺ ≤ f − (η/2)‖∇f‖² + (ηβ²ρ²/2)(1 + βη) + βη²σ²"
M_SHARPER_TEXT = "m-SAM: E f⁺ ≤ f − (η/2)‖∇f‖² + (ηβ²ρ²/2)max{1, 2βη} + βη²σ²"
N_TEXT = "n-SAM: E f⁺ ≤ f − (η/2)‖∇f‖² + ηβ²ρ²/2 + βη²σ²/2"

n_one_step = (
    descent_condition("n-SAM, (4)"),
    Step(name="n-SAM, for a draw", check=Block(fix=("y", "xi"), steps=at_the_probe)),
    Step(
        name="n-SAM, one step",
        claim="E f⁺ ≤ f − (η/2)‖∇f‖² + ηβ²ρ²/2 + βη²σ²/2 for η ≤ 1/β",
        check=Block(
            fix=("y",),
            steps=(
                Step(
                    name="n-SAM, order kept",
                    check=Rule(
                        schema="means keep order",
                        by={
                            "a(xi)": f"mean(zeta, {N_AFTER})",
                            "b(xi)": f"f(y) - (t/2)*{SQUARE} + {N_ERROR}",
                        },
                        given=(step("n-SAM, for a draw", y="y"),),
                    ),
                ),
                Step(
                    name="n-SAM, one step from y, simplified",
                    check=Reals(then=N_ONE_STEP, given=(step("n-SAM, order kept"),)),
                ),
            ),
        ),
    ),
    Step(
        name="η ≤ 1/β",
        claim="η ≤ 1/β cannot be dropped: on f = βx²/2, without noise and with ρ = 0, η > 1/β "
        "breaks it",
        ours=True,
        check=Exists(
            such_that=("L > 0", "t > 0", "(L/2)*(u - t*L*u)**2 > (L/2)*u**2 - (t/2)*(L*u)**2")
        ),
    ),
)

proof = Proof(
    name="si-yun-4.2-one-step",
    summary="Si, Yun 2023, section 4: one step of n-SAM and of m-SAM",
    source="Si, Yun, NeurIPS 2023, section 4; the forms here are ours",
    statement=Statement(
        hypotheses=(
            *(SMOOTH, POSITIVE_L, CONSTANTS, STEP_BELOW_INVERSE),
            *(UNBIASED, VARIANCE, COMPONENTS, LIPSCHITZ),
        ),
        definitions=(M_SAM, M_SAM_MEAN, N_SAM),
        conclusions=(
            given("smooth", "f is β-smooth, as the components are", LIPSCHITZ.formula),
            given("m-one-step", M_TEXT, f"forall(y, {M_ONE_STEP})"),
            given("m-sharper", M_SHARPER_TEXT, f"forall(y, {M_SHARPER})"),
            given("n-one-step", N_TEXT, f"forall(y, {N_ONE_STEP})"),
        ),
        needs={
            "smooth": ("components",),
            "m-one-step": ("components",),
            "m-sharper": ("components",),
            "n-one-step": ("lipschitz",),
        },
    ),
    steps=(*m_smoothness, *m_draw_by_draw, *m_in_the_mean, *m_sharper, *n_one_step),
    parts=(
        Part(
            text="f is β-smooth if the components are",
            conclusion="smooth",
            shown_by="f is β-smooth",
        ),
        Part(text=M_TEXT, conclusion="m-one-step", shown_by="m-SAM, one step", ours=True),
        Part(text=M_SHARPER_TEXT, conclusion="m-sharper", shown_by="m-SAM, sharper", ours=True),
        Part(text=N_TEXT, conclusion="n-one-step", shown_by="n-SAM, one step", ours=True),
    ),
    outcome="both are true for η ≤ 1/β, which cannot be dropped",
)
