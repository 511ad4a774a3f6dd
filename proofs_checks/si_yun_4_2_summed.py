"""Si, Yun: n-SAM and m-SAM over many steps, averages and the gap under μ-PL.

x(k, ω) are the iterates of m-SAM, x1(k, ω) those of n-SAM after the draws ω.
"""

from __future__ import annotations

from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import (
    Block,
    Given,
    Part,
    Proof,
    Reals,
    Ref,
    Rule,
    Statement,
    Step,
    Uses,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.statements.formulas import (
    COMPONENTS,
    CONSTANTS,
    FINITE_INFIMUM,
    HALF_STEP,
    LIPSCHITZ,
    M_SAM,
    M_SAM_MEAN,
    M_SAM_RUN,
    N_SAM,
    N_SAM_RUN,
    POLYAK,
    POSITIVE_L,
    SMOOTH,
    STEP_BELOW_INVERSE,
    UNBIASED,
    VARIANCE,
)
from sam_theory.statements.mean_formulas import (
    DISTANCE,
    M_AVERAGE,
    M_AVERAGE_AS_PRINTED,
    M_DISTANCE,
    M_GAP,
    M_GAP_AS_PRINTED,
    M_LAST_TERM,
    N_AVERAGE,
    N_AVERAGE_AS_PRINTED,
    N_GAP,
    N_GAP_AS_PRINTED,
    N_LAST_TERM,
    PRINTED_GAP,
    expected,
    slope,
    value,
)

SMALL = tuple(map(hypothesis, ("constants", "step-below-inverse")))
M_ERROR = "((t/2)*L**2*rho**2*max(1, 2*L*t) + L*t**2*sigma**2)"
N_ERROR = "((t/2)*L**2*rho**2 + (L*t**2/2)*sigma**2)"
DRAWS = (
    *map(hypothesis, ("smooth", "L", "constants", "step-below-inverse", "unbiased", "variance")),
    *(definition("m-sam"), definition("m-sam-mean"), definition("n-sam")),
)

one_step = (
    Step(
        name="m-SAM, one step",
        check=Uses(
            proof="si-yun-4.2-one-step",
            conclusion="m-sharper",
            given=(*DRAWS, hypothesis("components")),
        ),
    ),
    Step(
        name="n-SAM, one step",
        check=Uses(
            proof="si-yun-4.2-one-step",
            conclusion="n-one-step",
            given=(*DRAWS, hypothesis("lipschitz")),
        ),
    ),
    Step(
        name="f is β-smooth",
        check=Uses(
            proof="si-yun-4.2-one-step",
            conclusion="smooth",
            given=(*DRAWS, hypothesis("components")),
        ),
    ),
    *(
        descent_condition(f"{name}, (4)", smooth=smooth)
        for name, smooth in (("m-SAM", step("f is β-smooth")), ("n-SAM", hypothesis("lipschitz")))
    ),
)


def ordered(name: str, low: str, high: str, given: tuple[Ref, ...]) -> tuple[Step, ...]:
    """E low ≤ E high, as low ≤ high for every ω."""
    return (
        Step(
            name=f"{name} for draws",
            check=Block(
                fix=("omega",),
                steps=(
                    Step(
                        name=f"{name} for a draw", check=Reals(then=f"{low} <= {high}", given=given)
                    ),
                ),
            ),
        ),
        Step(
            name=f"{name} in the mean",
            check=Rule(
                schema="means keep order",
                by={"a(omega)": low, "b(omega)": high},
                given=(step(f"{name} for draws"),),
            ),
        ),
    )


def in_the_mean(name: str, then: str, low: str, high: str, *given: Ref) -> Step:
    """A claim about E at any k, from low ≤ high for every ω; definitions among `given` are of E."""
    of_draws = tuple(ref for ref in given if ref.kind != "definition")
    of_means = tuple(ref for ref in given if ref.kind == "definition")
    return Step(
        name=name,
        check=Block(
            fix=("m",),
            steps=(
                *ordered(name, low, high, of_draws),
                Step(
                    name=f"{name}, expected",
                    check=Reals(then=then, given=(*of_means, step(f"{name} in the mean"))),
                ),
            ),
        ),
    )


def repeated(name: str, x: str, after: str, error: str) -> tuple[Step, ...]:
    """From one step to averages and the gap; `after` is E f(x⁺) from {x}."""
    f, n, here = value(x, "m"), slope(x, "m"), f"{x}(m, omega)"
    F, M = expected(value(x, "k")), expected(slope(x, "k"))
    by = {"F[k]": F, "M[k]": M, "r": "t/2", "c": error}
    return (
        in_the_mean(
            f"{name}, one step at k",
            f"{expected(value(x, 'm + 1'))} <= {expected(f)} - (t/2)*{expected(n)} + {error}",
            after.format(x=here),
            f"{f} - (t/2)*{n} + {error}",
            *(step(f"{name}, one step", y=here), definition(f"{name.lower()}-run", k="m")),
        ),
        in_the_mean(
            f"{name}, f ≥ f*",
            f"{expected(f)} >= fstar",
            *("fstar", f, hypothesis("low", y=here)),
        ),
        Step(
            name=f"{name}, signs",
            check=Reals(then=f"t/2 > 0 and {error} >= 0", given=SMALL),
        ),
        Step(
            name=f"{name}, average",
            check=Uses(
                proof="one-step",
                conclusion="average",
                by=by,
                given=(
                    step(f"{name}, signs"),
                    step(f"{name}, one step at k"),
                    step(f"{name}, f ≥ f*"),
                ),
            ),
        ),
        in_the_mean(
            f"{name}, PL",
            f"{expected(n)} >= 2*mu*({expected(f)} - fstar)",
            *(f"2*mu*({f} - fstar)", n, hypothesis("pl", y=here)),
        ),
        Step(
            name=f"{name}, μ ≤ β",
            claim="μ ≤ β, unless f = f* everywhere",
            check=Reals(
                then="forall(y, mu <= L or f(y) <= fstar)",
                given=(
                    *(hypothesis("L"), hypothesis("pl", y="y")),
                    hypothesis("low", y="y - grad(y)/L"),
                    step(f"{name}, (4)", y="y", z="y - grad(y)/L"),
                ),
            ),
        ),
        Step(
            name=f"{name}, without slope",
            check=Block(
                fix=("m",),
                assume=((f"{name}, μ > β", "mu > L"),),
                steps=(
                    *ordered(
                        f"{name}, f ≤ f*",
                        *(f, "fstar"),
                        (step(f"{name}, μ ≤ β", y=here), local(f"{name}, μ > β")),
                    ),
                    Step(
                        name=f"{name}, f ≤ f*, expected",
                        check=Reals(
                            then=f"{expected(f)} <= fstar",
                            given=(step(f"{name}, f ≤ f* in the mean"),),
                        ),
                    ),
                ),
            ),
        ),
        Step(
            name=f"{name}, factor",
            claim="1 − μη ≥ 0, unless f = f* everywhere",
            check=Reals(
                then=f"always(k, 1 - 2*(t/2)*mu >= 0 or {F} == fstar)",
                given=(
                    *(hypothesis("step-below-inverse"), hypothesis("pl")),
                    step(f"{name}, f ≥ f*", m="k"),
                    step(f"{name}, without slope", m="k"),
                ),
            ),
        ),
        Step(
            name=f"{name}, gap",
            check=Uses(
                proof="one-step",
                conclusion="last-iterate",
                by=by,
                given=(
                    *(step(f"{name}, signs"), step(f"{name}, one step at k"), hypothesis("pl")),
                    *(step(f"{name}, PL"), step(f"{name}, factor")),
                ),
            ),
        ),
    )


# ---- what they amount to, and the printed forms

CONSTANT = hypothesis("constants")


def restated(name: str, claim: str, then: str, *given: Ref) -> Step:
    return Step(name=name, claim=claim, check=Reals(then=then, given=given))


summed = (
    restated(
        "m-SAM, averages",
        "(1/T)ΣE‖∇f‖² ≤ 2Δ/(ηT) + β²ρ²max{1, 2βη} + 2βησ²",
        M_AVERAGE.formula,
        *(CONSTANT, step("m-SAM, average")),
    ),
    restated(
        "n-SAM, averages",
        "(1/T)ΣE‖∇f‖² ≤ 2Δ/(ηT) + β²ρ² + βησ²",
        N_AVERAGE.formula,
        *(CONSTANT, step("n-SAM, average")),
    ),
    restated(
        "m-SAM, last iterate",
        "E f(x_T) − f* ≤ (1 − μη)^TΔ + [β²ρ²max{1, 2βη}/2 + βησ²]/μ",
        M_GAP.formula,
        *(CONSTANT, hypothesis("pl"), step("m-SAM, gap")),
    ),
    restated(
        "n-SAM, last iterate",
        "E f(x_T) − f* ≤ (1 − μη)^TΔ + [β²ρ² + βησ²]/(2μ)",
        N_GAP.formula,
        *(CONSTANT, hypothesis("pl"), step("n-SAM, gap")),
    ),
)


def printed(name: str, average: Given, gap: Given, last_term: str) -> tuple[Step, ...]:
    """The forms of the paper, whose constants are larger, for η ≤ 1/(2β)."""
    return (
        restated(
            f"{name}, averages as printed",
            "(1/T)ΣE‖∇f‖² ≤ 2Δ/(ηT) + 2βη[σ² − β²ρ²]₊ + 4β²ρ²: convexity is not needed",
            average.formula,
            *(CONSTANT, hypothesis("half-step"), step(f"{name}, averages")),
        ),
        restated(
            f"{name}, last term as printed",
            "the last term is at most βη[σ² − β²ρ²]₊/μ + 2β²ρ²/μ",
            f"{last_term} <= {PRINTED_GAP}",
            *(CONSTANT, hypothesis("half-step"), hypothesis("pl")),
        ),
        restated(
            f"{name}, last iterate as printed",
            "E f(x_T) − f* ≤ (1 − μη)^TΔ + βη[σ² − β²ρ²]₊/μ + 2β²ρ²/μ: PL is enough",
            gap.formula,
            *(step(f"{name}, last term as printed"), step(f"{name}, last iterate")),
            hypothesis("pl"),
        ),
    )


FAR = "((t/2)*L**2*rho**2 + " + M_ERROR + ")"

distances = (
    in_the_mean(
        "(‖∇f‖ − βρ)²",
        f"{expected(DISTANCE.format(k='m'))} <= {expected(slope('x', 'm'))} + L**2*rho**2",
        DISTANCE.format(k="m"),
        f"{slope('x', 'm')} + L**2*rho**2",
        *(hypothesis("L"), CONSTANT),
    ),
    restated(
        "m-SAM, one step for (‖∇f‖ − βρ)²",
        "",
        f"always(k, {expected(value('x', 'k + 1'))} <= {expected(value('x', 'k'))}"
        f" - (t/2)*{expected(DISTANCE.format(k='k'))} + {FAR})",
        *(hypothesis("constants"), step("m-SAM, one step at k", m="k")),
        step("(‖∇f‖ − βρ)²", m="k"),
    ),
    restated("signs for (‖∇f‖ − βρ)²", "", f"t/2 > 0 and {FAR} >= 0", hypothesis("L"), CONSTANT),
    Step(
        name="m-SAM, average of (‖∇f‖ − βρ)²",
        check=Uses(
            proof="one-step",
            conclusion="average",
            by={
                "F[k]": expected(value("x", "k")),
                "M[k]": expected(DISTANCE.format(k="k")),
                "r": "t/2",
                "c": FAR,
            },
            given=(
                *(step("signs for (‖∇f‖ − βρ)²"), step("m-SAM, one step for (‖∇f‖ − βρ)²")),
                step("m-SAM, f ≥ f*"),
            ),
        ),
    ),
    restated(
        "m-SAM, distances",
        "(1/T)ΣE(‖∇f‖ − βρ)² ≤ 2Δ/(ηT) + (1 + max{1, 2βη})β²ρ² + 2βησ²: at most 3β²ρ² in place of "
        "the 5β²ρ² printed, and f need not be Lipschitz",
        M_DISTANCE.formula,
        *(CONSTANT, step("m-SAM, average of (‖∇f‖ − βρ)²")),
    ),
)


M, N = ("components",), ("lipschitz",)
FORMS = (  # each with the step that shows it, and what it alone asks for
    (M_AVERAGE, "m-SAM, averages", M),
    (N_AVERAGE, "n-SAM, averages", N),
    (M_GAP, "m-SAM, last iterate", (*M, "pl")),
    (N_GAP, "n-SAM, last iterate", (*N, "pl")),
    (M_AVERAGE_AS_PRINTED, "m-SAM, averages as printed", (*M, "half-step")),
    (N_AVERAGE_AS_PRINTED, "n-SAM, averages as printed", (*N, "half-step")),
    (M_GAP_AS_PRINTED, "m-SAM, last iterate as printed", (*M, "pl", "half-step")),
    (N_GAP_AS_PRINTED, "n-SAM, last iterate as printed", (*N, "pl", "half-step")),
    (M_DISTANCE, "m-SAM, distances", M),
)

proof = Proof(
    name="si-yun-4.2-summed",
    summary="Si, Yun 2023, section 4: n-SAM and m-SAM, averages and the gap under PL",
    source="Si, Yun, NeurIPS 2023, section 4; the forms here are ours",
    statement=Statement(
        hypotheses=(
            *(SMOOTH, POSITIVE_L, CONSTANTS, STEP_BELOW_INVERSE, FINITE_INFIMUM),
            *(UNBIASED, VARIANCE, COMPONENTS, LIPSCHITZ, POLYAK, HALF_STEP),
        ),
        definitions=(M_SAM, M_SAM_MEAN, N_SAM, M_SAM_RUN, N_SAM_RUN),
        conclusions=tuple(form for form, _, _ in FORMS),
        needs={form.key: needs for form, _, needs in FORMS},
    ),
    steps=(
        *one_step,
        *repeated("m-SAM", "x", "mean(xi, f({x} - t*d({x}, xi)))", M_ERROR),
        *repeated("n-SAM", "x1", "mean(xi, mean(zeta, f({x} - t*d1({x}, xi, zeta))))", N_ERROR),
        *summed,
        *printed("m-SAM", M_AVERAGE_AS_PRINTED, M_GAP_AS_PRINTED, M_LAST_TERM),
        *printed("n-SAM", N_AVERAGE_AS_PRINTED, N_GAP_AS_PRINTED, N_LAST_TERM),
        *distances,
    ),
    parts=tuple(
        Part(text=form.text, conclusion=form.key, shown_by=shown_by, ours=True)
        for form, shown_by, _ in FORMS
    ),
    outcome="every form is true, for η ≤ 1/β; the printed constants follow for η ≤ 1/(2β), where "
    "convexity and a Lipschitz f are not needed",
)
