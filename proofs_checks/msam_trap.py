"""m-SAM with constant radius is held where f is not stationary, whichever component is drawn.

The function is the problem msam-trap: l1 and l2 are l₁′ and l₂′, h is f′ = (l₁′ + l₂′)/2, f is F, L
is β, all as they are on the trap |r| ≤ 5ρ/16 and within ρ of it. u[k] is the iterate; draw[k] is 1
where l₁ is drawn. average[k] is the average of u[1] … u[k] with the weights p[i].
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Identity,
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
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.formulas import POSITIVE_L, given

RADIUS, STEP = hypothesis("radius"), hypothesis("step")
INSIDE = "abs(u[{k}]) <= 5*rho/16"
STEEP = "h(u[k]) >= 3*L*rho/32"
HIGH = "F(average[k]) - fstar >= 9*L*rho**2/512"


def component(at: str) -> Ref:
    """l₁′ and l₂′ at a point."""
    return hypothesis("components", r=at)


def drawn(name: str, i: int, sign: str, case: str, then: str, slopes: Ref, *within: Ref) -> Step:
    """A step from the trap by the component lᵢ, whose slope at uᵏ has the sign.

    `slopes` says why, `within` where uᵏ is, if lᵢ′ is known there only.
    """
    slope, probe = f"l{i}(u[m])", f"u[m] {sign} rho"
    moved = f"u[m] + rho*{slope}/abs({slope})"
    return Step(
        name=name,
        check=Block(
            assume=((f"case {name}", case),),
            steps=(
                follows(
                    f"{name}: sign",
                    f"{slope} {'>' if sign == '+' else '<'} 0",
                    *(component("u[m]"), hypothesis("L"), slopes, *within),
                ),
                follows(f"{name}: probe", f"{moved} == {probe}", step(f"{name}: sign")),
                follows(
                    f"{name}: by formula",
                    f"u[m + 1] == u[m] - t*l{i}({moved})",
                    *(definition("run", k="m"), local(f"case {name}")),
                ),
                by_rule(
                    f"{name}: by the probe",
                    "equals",
                    {"P(r)": f"u[m + 1] == u[m] - t*l{i}(r)", "a": moved, "b": probe},
                    *(step(f"{name}: probe"), step(f"{name}: by formula")),
                ),
                follows(
                    f"{name}: moved",
                    then,
                    *(step(f"{name}: by the probe"), component(probe), *within),
                ),
            ),
        ),
    )


one_step = Block(
    fix=("m",),
    assume=(("m ≥ 1", "m >= 1"), ("inside", INSIDE.format(k="m"))),
    steps=(
        drawn("l₁", 1, "+", "draw[m] == 1", "u[m + 1] == u[m]", RADIUS, local("inside")),
        drawn(
            *("l₂ right", 2, "+", "draw[m] != 1 and u[m] > 0"),
            *("u[m + 1] == u[m] - t*L*(u[m] + rho)", local("case l₂ right")),
        ),
        drawn(
            *("l₂ left", 2, "-", "draw[m] != 1 and u[m] < 0"),
            *("u[m + 1] == u[m] - t*L*(u[m] - rho)", local("case l₂ left")),
        ),
        follows(
            "stays inside",
            INSIDE.format(k="m + 1"),
            *(step("l₁"), step("l₂ right"), step("l₂ left"), definition("run", k="m")),
            *(local("inside"), step("short", r="u[m]"), step("short", r="-u[m]")),
        ),
    ),
)

held = (
    Step(
        name="derivative",
        claim="f = f* + (β/8)(r + 11ρ/16)² has f′ = ½(β/2)(11ρ/16 − r) + ½βr",
        check=Identity(
            equation="diff(b + (L/8)*(r + 11*p/16)**2, r) == ((L/2)*(11*p/16 - r) + L*r)/2"
        ),
    ),
    follows(
        "short",
        "forall(r, implies(0 <= r and r <= 5*rho/16,"
        " 0 <= t*L*(r + rho) and t*L*(r + rho) <= r + 5*rho/16))",
        *(STEP, hypothesis("L")),
    ),
    Step(
        name="whichever is drawn",
        claim="from |u| ≤ 5ρ/16 l₁ does not move u, and l₂ leads to (1 − tβ)u − tβρ sign u",
        check=one_step,
    ),
    *inductively(
        *("inside for ever", INSIDE.format(k="k"), "1"),
        base=(hypothesis("start"),),
        given=(step("whichever is drawn"),),
    ),
    follows(
        "slope in the trap",
        "forall(r, implies(abs(r) <= 5*rho/16, h(r) >= 3*L*rho/32))",
        *(definition("slope", r="r"), component("r"), hypothesis("L")),
    ),
    follows(
        "held",
        f"always(k, {INSIDE.format(k='k')} and {STEEP})",
        *(step("inside for ever"), step("slope in the trap", r="u[k]")),
        claim="|uᵏ| ≤ 5ρ/16 and f′(uᵏ) ≥ (3/32)βρ for all k",
    ),
)

averages = (
    *inductively(
        "weights",
        "total(i, 1, k + 1, p[i]) > 0",
        "1",
        base=(hypothesis("weights"),),
        given=(hypothesis("weights", k="k + 1"),),
    ),
    follows(
        "weighted",
        "always(k, -(5*rho/16)*p[k] <= p[k]*u[k] and p[k]*u[k] <= (5*rho/16)*p[k])",
        *(hypothesis("weights"), step("inside for ever")),
    ),
    *inductively(
        "sums",
        "-(5*rho/16)*total(i, 1, k, p[i]) <= total(i, 1, k, p[i]*u[i])"
        " and total(i, 1, k, p[i]*u[i]) <= (5*rho/16)*total(i, 1, k, p[i])",
        "1",
        given=(step("weighted"),),
    ),
    follows(
        "average inside",
        "always(k, abs(average[k]) <= 5*rho/16)",
        *(step("sums", k="k + 1"), step("weights"), definition("mean")),
    ),
    follows(
        "value in the trap",
        "forall(r, implies(abs(r) <= 5*rho/16, F(r) - fstar >= 9*L*rho**2/512))",
        *(hypothesis("value", r="r"), hypothesis("L")),
    ),
    follows(
        "averages held",
        f"always(k, {HIGH})",
        *(step("average inside"), step("value in the trap", r="average[k]")),
        claim="f(ū) − f* ≥ (9/512)βρ² at every weighted average ū of the iterates",
    ),
)

proof = Proof(
    name="msam-trap",
    summary="m-SAM with constants is held where f′ ≠ 0, on two components, whatever is drawn",
    source="derived here, after the lower bound for m-SAM of Si, Yun, NeurIPS 2023",
    statement=Statement(
        hypotheses=(
            POSITIVE_L,
            given("radius", "ρ > 0", "rho > 0"),
            given("step", "0 ≤ t ≤ 5/(16β)", "0 <= t and t*L <= 5/16"),
            given("start", "|u¹| ≤ 5ρ/16", INSIDE.format(k="1")),
            given(
                "components",
                "l₁′(r) = (β/2)(11ρ/16 − r) for −ρ ≤ r ≤ 11ρ/16, 0 for 11ρ/16 ≤ r ≤ 21ρ/16;"
                " l₂′(r) = βr",
                "forall(r, implies(-rho <= r and r <= 11*rho/16, l1(r) == (L/2)*(11*rho/16 - r))"
                " and implies(11*rho/16 <= r and r <= 21*rho/16, l1(r) == 0) and l2(r) == L*r)",
            ),
            given(
                "value",
                "f(r) = f* + (β/8)(r + 11ρ/16)² for −ρ ≤ r ≤ 11ρ/16",
                "forall(r, implies(-rho <= r and r <= 11*rho/16,"
                " F(r) == fstar + (L/8)*(r + 11*rho/16)**2))",
            ),
            given("weights", "p₁ > 0, pₖ ≥ 0", "p[1] > 0 and always(k, p[k] >= 0)"),
        ),
        definitions=(
            given("slope", "f′ = (l₁′ + l₂′)/2", "forall(r, h(r) == (l1(r) + l2(r))/2)"),
            given(
                "run",
                "uᵏ⁺¹ = uᵏ − tl′(uᵏ + ρl′(uᵏ)/|l′(uᵏ)|), l = l₁ or l₂ as drawn; where l₂′(uᵏ) = 0,"
                " uᵏ⁺¹ = uᵏ − tl₂′(uᵏ)",
                "always(k, implies(draw[k] == 1,"
                " u[k + 1] == u[k] - t*l1(u[k] + rho*l1(u[k])/abs(l1(u[k]))))"
                " and implies(draw[k] != 1 and u[k] != 0,"
                " u[k + 1] == u[k] - t*l2(u[k] + rho*l2(u[k])/abs(l2(u[k]))))"
                " and implies(draw[k] != 1 and u[k] == 0, u[k + 1] == u[k]))",
            ),
            given(
                "mean",
                "ūᵏ = Σ_{i≤k} pᵢuⁱ/Σ_{i≤k} pᵢ",
                "always(k, average[k] == total(i, 1, k + 1, p[i]*u[i])/total(i, 1, k + 1, p[i]))",
            ),
        ),
        conclusions=(
            given(
                "held",
                "|uᵏ| ≤ 5ρ/16 and f′(uᵏ) ≥ (3/32)βρ for all k, whatever is drawn",
                f"always(k, {INSIDE.format(k='k')} and {STEEP})",
            ),
            given("averages", "f(ūᵏ) − f* ≥ (9/512)βρ²", f"always(k, {HIGH})"),
        ),
        needs={"averages": ("weights", "value")},
    ),
    steps=(*held, *averages),
    parts=(
        Part(
            text="m-SAM never leaves |u| ≤ 5ρ/16, where f′ ≥ (3/32)βρ, for t ≤ 5/(16β)",
            conclusion="held",
            shown_by="held",
            ours=True,
        ),
        Part(
            text="f − f* ≥ (9/512)βρ² at every weighted average of the iterates",
            conclusion="averages",
            shown_by="averages held",
            ours=True,
        ),
    ),
    outcome="no draw leads out, for every t ≤ 5/(16β): the O(ρ²) of S23's bounds for m-SAM stays",
)
