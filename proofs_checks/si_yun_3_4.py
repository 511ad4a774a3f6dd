"""Si, Yun: average gradients of SAM on nonconvex functions, and the trap where it settles."""

from __future__ import annotations

from dataclasses import replace

from sam_theory.proofs.proof import (
    Block,
    Define,
    Identity,
    Number,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import AVERAGE, given
from sam_theory.statements.stated import stated
from sam_theory.theorems.si_yun_3_4 import si_yun_3_4

ERROR = "(t/2)*L**2*rho**2"
SQUARE = "sq(grad(x[k]))"

descent = (
    Step(
        name="(4)",
        check=Uses(
            proof="khanh-2",
            conclusion="descent",
            given=(hypothesis("smooth"), hypothesis("L"), hypothesis("lipschitz")),
        ),
    ),
    Step(
        name="error",
        claim="‖gᵏ − ∇f(xᵏ)‖ ≤ βρ",
        check=Reals(
            then="always(k, norm(g[k] - grad(x[k])) <= L*rho)",
            given=(
                *(hypothesis("L"), hypothesis("constants"), definition("sam")),
                hypothesis("lipschitz", y="x[k] + (rho/norm(grad(x[k])))*grad(x[k])", z="x[k]"),
            ),
        ),
    ),
    Step(
        name="descent along gᵏ",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − η⟨∇f(xᵏ), gᵏ⟩ + (βη²/2)‖gᵏ‖²",
        check=Reals(
            then="always(k, f(x[k + 1]) <= f(x[k]) - t*dot(grad(x[k]), g[k])"
            " + (L*t**2/2)*sq(g[k]))",
            given=(definition("iteration"), step("(4)", y="x[k]", z="x[k + 1]")),
        ),
    ),
    Step(
        name="one step",
        claim="(η/2)‖∇f‖² ≤ f(xᵏ) − f(xᵏ⁺¹) + (η/2)β²ρ² for η ≤ 1/β",
        check=Reals(
            then=f"always(k, (t/2)*{SQUARE} <= f(x[k]) - f(x[k + 1]) + {ERROR})",
            given=(
                *(hypothesis("constants"), hypothesis("step-below-inverse")),
                *(step("error"), step("descent along gᵏ")),
            ),
        ),
    ),
)

average = (
    *inductively(
        "sum",
        f"(t/2)*total(i, 1, k, sq(grad(x[i]))) <= f(x[1]) - f(x[k]) + (k - 1)*{ERROR}",
        "1",
        claim="(η/2)Σ_{i<k}‖∇f(xⁱ)‖² ≤ f(x¹) − f(xᵏ) + (k − 1)(η/2)β²ρ²",
        given=(step("one step"),),
    ),
    Step(
        name="average",
        claim="(1/T)Σ‖∇f‖² ≤ 2Δ/(ηT) + β²ρ²",
        check=Reals(
            then=f"always(k, {AVERAGE} <= 2*(f(x[1]) - fstar)/(t*k) + L**2*rho**2)",
            given=(
                *(hypothesis("constants"), hypothesis("low", y="x[k + 1]")),
                step("sum", k="k + 1"),
            ),
        ),
    ),
    Step(
        name="average with c = 2Δ/t",
        check=Reals(
            then=f"always(k, {AVERAGE} <= (2*(f(x[1]) - fstar)/t)/k + L**2*rho**2)",
            given=(step("average"), hypothesis("constants")),
        ),
    ),
    Step(
        name="as quoted",
        claim="(1/k)Σ‖∇f(xⁱ)‖² = O(1/k) + L²ρ²",
        check=Witness(
            then=f"exists(c, always(k, {AVERAGE} <= c/k + L**2*rho**2))",
            values={"c": "2*(f(x[1]) - fstar)/t"},
            given=(step("average with c = 2Δ/t"),),
        ),
    ),
)

# ---- the trap: h = f′ for f(r) = (9βρ²/(25π²)) sin(5πr/(3ρ)), and SAM from −ρ/10

SIGNS = ("beta > 0", "rho > 0")
TRAP = "(9*beta*rho**2/(25*pi**2))*sin(5*pi*x/(3*rho))"
SLOPE = "(3*beta*rho/(5*pi))*cos(5*pi*{x}/(3*rho))"
MOVED = "r + rho*h(r)/abs(h(r))"
AT, PROBE = "-rho/10", "9*rho/10"
HELD = f"h({AT})**2 == (27/(100*pi**2))*L**2*rho**2"


def slope_at(name: str, point: str, angle: str) -> tuple[Step, ...]:
    """f′ at a point by the cosine of its angle."""
    return (
        Step(
            name=f"angle at {name}",
            check=Reals(then=f"5*pi*({point})/(3*rho) == {angle}", given=(hypothesis("radius"),)),
        ),
        Step(
            name=f"slope at {name}",
            check=Rule(
                schema="equals",
                by={
                    "P(r)": f"h({point}) == (3*L*rho/(5*pi))*cos(r)",
                    "a": f"5*pi*({point})/(3*rho)",
                    "b": angle,
                },
                given=(step(f"angle at {name}"), hypothesis("trap", r=point)),
            ),
        ),
    )


trap_in_formulas = (
    Step(
        name="trap, curvature",
        claim="f(x) = (9βρ²/(25π²)) sin(5πx/(3ρ)) has f″ = −β sin(5πx/(3ρ)), so |f″| ≤ β",
        check=Identity(
            given=SIGNS, equation=f"diff(diff({TRAP}, x), x) == -beta*sin(5*pi*x/(3*rho))"
        ),
    ),
    Step(
        name="trap, derivative",
        claim="f′(x) = (3βρ/(5π)) cos(5πx/(3ρ))",
        check=Identity(given=SIGNS, equation=f"diff({TRAP}, x) == {SLOPE.format(x='x')}"),
    ),
    Step(
        name="cosines",
        claim="cos(−π/6) = √3/2 and cos(3π/2) = 0",
        check=Identity(equation="cos(-pi/6) - sqrt(3)/2 == cos(3*pi/2) == 0"),
    ),
)

trap = (
    *slope_at("−ρ/10", AT, "-pi/6"),
    *slope_at("9ρ/10", PROBE, "3*pi/2"),
    Step(
        name="trap, slope",
        claim="f′(−ρ/10) = (3√3/(10π))βρ > 0",
        check=Reals(
            then=f"h({AT}) == (3*sqrt(3)/(10*pi))*L*rho and h({AT}) > 0",
            given=(
                *(step("slope at −ρ/10"), hypothesis("cosines")),
                *(hypothesis("radius"), hypothesis("L")),
            ),
        ),
    ),
    Step(
        name="trap, probe",
        check=Reals(
            then=f"{MOVED.replace('r', '(-rho/10)', 1).replace('h(r)', f'h({AT})')} == {PROBE}",
            given=(step("trap, slope"),),
        ),
    ),
    Step(
        name="trap, fixed point",
        claim="SAM stays at −ρ/10, which is not stationary: −ρ/10 + ρ = 9ρ/10 is a minimizer",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= 1"), ("there", f"u[m] == {AT}")),
            steps=(
                Step(
                    name="step from −ρ/10",
                    check=Rule(
                        schema="equals",
                        by={"P(r)": f"u[m + 1] == r - t*h({MOVED})", "a": "u[m]", "b": AT},
                        given=(local("there"), hypothesis("trap-run", k="m")),
                    ),
                ),
                Step(
                    name="step by f′(9ρ/10)",
                    check=Rule(
                        schema="equals",
                        by={
                            "P(r)": f"u[m + 1] == {AT} - t*h(r)",
                            "a": f"{AT} + rho*h({AT})/abs(h({AT}))",
                            "b": PROBE,
                        },
                        given=(step("trap, probe"), step("step from −ρ/10")),
                    ),
                ),
                Step(
                    name="back at −ρ/10",
                    check=Reals(
                        then=f"u[m + 1] == {AT}",
                        given=(
                            *(step("step by f′(9ρ/10)"), step("slope at 9ρ/10")),
                            hypothesis("cosines"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="trap, for ever",
        check=Rule(
            schema="induction",
            by={"P(k)": f"u[k] == {AT}", "K": "1"},
            given=(hypothesis("trap-start"), step("trap, fixed point")),
        ),
    ),
    Step(
        name="trap, attraction",
        claim="near −ρ/10, where f′ > 0, x⁺ = x − ηf′(x + ρ) has the derivative 1 − ηβ: it "
        "attracts for 0 < ηβ < 2",
        check=Identity(
            given=SIGNS, equation="-eta*(-beta*sin(5*pi*(9*rho/10)/(3*rho))) == -eta*beta"
        ),
    ),
    Step(
        name="trap, multiplier",
        check=Reals(then="forall(r, implies(0 < r and r < 2, abs(1 - r) < 1))"),
    ),
    Step(
        name="unavoidable",
        claim="there ‖∇f‖² = (27/(100π²))β²ρ²: an O(ρ²) term is unavoidable, and β²ρ² is "
        "an upper bound",
        check=Reals(
            then=f"always(k, u[k] == {AT} and {HELD})",
            given=(step("trap, for ever"), step("trap, slope")),
        ),
    ),
    Step(
        name="share of β²ρ²",
        claim="0 < 27/(100π²) < 1",
        check=Number(relation="27/(100*pi**2) > 0 and 27/(100*pi**2) < 1"),
    ),
)

# ---- its basin: angle[k] is 0 at −ρ/10, −π/3 and 2π/3 at the neighbouring stationary points

SHRINK = "(1 - t*L/3)"
INSIDE = "-pi/3 < angle[{k}] and angle[{k}] < 2*pi/3"
NEAR = "abs(u[k] + rho/10) <= " + SHRINK + "**(k - 1)*abs(u[1] + rho/10)"
SINE = "cos(angle[m] + 3*pi/2)"
SMALL = (hypothesis("constants"), hypothesis("step-below-inverse"))

at_an_angle = (
    Step(
        name="angle at uᵏ",
        check=Reals(
            then="5*pi*u[m]/(3*rho) == angle[m] - pi/6",
            given=(definition("angle", k="m"), hypothesis("radius")),
        ),
    ),
    Step(
        name="slope at uᵏ",
        check=Rule(
            schema="equals",
            by={
                "P(r)": "h(u[m]) == (3*L*rho/(5*pi))*cos(r)",
                "a": "5*pi*u[m]/(3*rho)",
                "b": "angle[m] - pi/6",
            },
            given=(step("angle at uᵏ"), hypothesis("trap", r="u[m]")),
        ),
    ),
    Step(
        name="f′ > 0",
        check=Reals(
            then="h(u[m]) > 0",
            given=(
                *(step("slope at uᵏ"), local("inside"), hypothesis("L"), hypothesis("radius")),
                hypothesis("cosine positive", r="angle[m] - pi/6"),
            ),
        ),
    ),
    Step(
        name="probe at uᵏ + ρ",
        check=Reals(then="u[m] + rho*h(u[m])/abs(h(u[m])) == u[m] + rho", given=(step("f′ > 0"),)),
    ),
    Step(
        name="step to uᵏ⁺¹",
        check=Rule(
            schema="equals",
            by={
                "P(r)": "u[m + 1] == u[m] - t*h(r)",
                "a": "u[m] + rho*h(u[m])/abs(h(u[m]))",
                "b": "u[m] + rho",
            },
            given=(step("probe at uᵏ + ρ"), hypothesis("trap-run", k="m")),
        ),
    ),
    Step(
        name="angle at uᵏ + ρ",
        check=Reals(
            then="5*pi*(u[m] + rho)/(3*rho) == angle[m] + 3*pi/2",
            given=(definition("angle", k="m"), hypothesis("radius")),
        ),
    ),
    Step(
        name="slope at uᵏ + ρ",
        check=Rule(
            schema="equals",
            by={
                "P(r)": "h(u[m] + rho) == (3*L*rho/(5*pi))*cos(r)",
                "a": "5*pi*(u[m] + rho)/(3*rho)",
                "b": "angle[m] + 3*pi/2",
            },
            given=(step("angle at uᵏ + ρ"), hypothesis("trap", r="u[m] + rho")),
        ),
    ),
    Step(
        name="next angle",
        claim="in angles, a⁺ = a − ηβ sin a",
        check=Reals(
            then=f"angle[m + 1] == angle[m] - t*L*{SINE}",
            given=(
                *(definition("angle", k="m"), definition("angle", k="m + 1")),
                *(step("step to uᵏ⁺¹"), step("slope at uᵏ + ρ"), hypothesis("radius")),
            ),
        ),
    ),
    Step(
        name="shrinks",
        check=Reals(
            then=f"abs(angle[m + 1]) <= {SHRINK}*abs(angle[m]) and {INSIDE.format(k='m + 1')}",
            given=(
                *(*SMALL, step("next angle"), local("inside")),
                hypothesis("cosine between", r="angle[m]"),
            ),
        ),
    ),
)

basin = (
    Step(name="angle", check=Define(symbol="angle[k]", value="(5*pi/(3*rho))*(u[k] + rho/10)")),
    Step(
        name="one step inside",
        claim="where f′ > 0 next to −ρ/10, ‖a⁺‖ ≤ (1 − ηβ/3)‖a‖, and f′ > 0 again",
        check=Block(
            fix=("m",),
            assume=(("m ≥ 1", "m >= 1"), ("inside", INSIDE.format(k="m"))),
            steps=at_an_angle,
        ),
    ),
    Step(
        name="first angle",
        check=Reals(
            then=INSIDE.format(k="1"),
            given=(definition("angle", k="1"), hypothesis("start")),
        ),
    ),
    *inductively(
        "inside for ever",
        INSIDE.format(k="k"),
        "1",
        base=(step("first angle"),),
        given=(step("one step inside"),),
    ),
    Step(name="powers of 1 − ηβ/3", check=Rule(schema="powers", by={"c": SHRINK})),
    *inductively(
        "angles shrink",
        f"abs(angle[k]) <= {SHRINK}**(k - 1)*abs(angle[1])",
        "1",
        given=(
            *(*SMALL, step("one step inside"), step("inside for ever")),
            step("powers of 1 − ηβ/3"),
        ),
    ),
    Step(
        name="basin",
        claim="from every start between −3ρ/10 and 3ρ/10, the stationary points next to it, SAM"
        " converges to −ρ/10",
        ours=True,
        check=Reals(
            then=f"always(k, {NEAR})",
            given=(
                *(step("angles shrink"), definition("angle"), definition("angle", k="1")),
                hypothesis("radius"),
            ),
        ),
    ),
)

printed = stated(si_yun_3_4)
TRAPPED = (
    given("radius", "ρ > 0", "rho > 0"),
    given(
        "trap",
        "f′(r) = (3βρ/(5π)) cos(5πr/(3ρ))",
        "forall(r, h(r) == (3*L*rho/(5*pi))*cos(5*pi*r/(3*rho)))",
    ),
    given(
        "cosines", "cos(−π/6) = √3/2, cos(3π/2) = 0", "cos(-pi/6) == sqrt(3)/2 and cos(3*pi/2) == 0"
    ),
    given("trap-start", "u¹ = −ρ/10", f"u[1] == {AT}"),
    given(
        "trap-run",
        "uᵏ⁺¹ = uᵏ − ηf′(uᵏ + ρf′(uᵏ)/|f′(uᵏ)|)",
        "always(k, u[k + 1] == u[k] - t*h(u[k] + rho*h(u[k])/abs(h(u[k]))))",
    ),
)

IN_BASIN = (
    given("start", "−3ρ/10 < u¹ < 3ρ/10", "-3*rho/10 < u[1] and u[1] < 3*rho/10"),
    given(
        "cosine positive",
        "cos r > 0 for |r| < π/2",
        "forall(r, implies(-pi/2 < r and r < pi/2, cos(r) > 0))",
    ),
    given(
        "cosine between",
        "sin r = cos(r + 3π/2) is between r/3 and r for −π/3 ≤ r ≤ 2π/3",
        "forall(r, implies(0 <= r and r <= 2*pi/3, r/3 <= cos(r + 3*pi/2) and cos(r + 3*pi/2) <= r)"
        " and implies(-pi/3 <= r and r <= 0, r <= cos(r + 3*pi/2) and cos(r + 3*pi/2) <= r/3))",
    ),
)
BASIN_NEEDS = ("radius", "trap", "trap-run", *(word.key for word in IN_BASIN))

proof = Proof(
    name="si-yun-3.4",
    summary="Si, Yun 2023, Theorem 3.4: average gradients, nonconvex, with the trap",
    source="Si, Yun, NeurIPS 2023, Theorem 3.4 and the nonconvex example; quoted in K24, 1.1",
    statement=replace(
        printed,
        hypotheses=(*printed.hypotheses, *TRAPPED, *IN_BASIN),
        conclusions=(
            *printed.conclusions,
            given(
                "trap",
                "uᵏ = −ρ/10 for all k, where f′² = (27/(100π²))β²ρ²",
                f"always(k, u[k] == {AT} and {HELD})",
            ),
            given(
                "basin",
                "|uᵏ + ρ/10| ≤ (1 − ηβ/3)ᵏ⁻¹|u¹ + ρ/10| from every u¹ between −3ρ/10 and 3ρ/10",
                f"always(k, {NEAR})",
            ),
        ),
        needs={
            **printed.needs,
            "trap": tuple(word.key for word in TRAPPED),
            "basin": BASIN_NEEDS,
        },
    ),
    steps=(*descent, *average, *trap_in_formulas, *trap, *basin),
    parts=(
        Part(
            text="(1/T)Σ‖∇f‖² ≤ 2Δ/(ηT) + β²ρ² for η ≤ 1/β",
            conclusion="average",
            shown_by="average",
        ),
        Part(
            text="as quoted: (1/k)Σ‖∇f(xⁱ)‖² = O(1/k) + L²ρ²",
            conclusion="as-quoted",
            shown_by="as quoted",
        ),
        Part(text="the term β²ρ² cannot be dropped", conclusion="trap", shown_by="unavoidable"),
        Part(
            text="the trap attracts from every start between −3ρ/10 and 3ρ/10",
            conclusion="basin",
            shown_by="basin",
            ours=True,
        ),
    ),
    outcome="as published; the trap attracts from every start between its stationary neighbours",
)
