"""Random iterates on the line stay near a point to which one step leads in the mean.

u(k, ω) are the iterates after the draws ω, W(r) is E(r⁺ − c)² after one step from r. F is a
function with slope p at c.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Define,
    Part,
    Proof,
    Statement,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.formulas import given

SQUARE = "mean(omega, (u({k}, omega) - c)**2)"
HERE, NEXT, FIRST = (SQUARE.format(k=k) for k in ("k", "k + 1", "1"))
AT = "u(m, omega)"
NEAR = f"{HERE} <= q**(k - 1)*{FIRST} + b/(1 - q)"
VALUE = (
    "forall(a, k, implies(k >= 1 and a > 0, mean(omega, F(u(k, omega)))"
    f" >= F(c) - p**2/(2*a) - (a/2)*{HERE}))"
)


steps = (
    Step(
        name="one step",
        check=Block(
            fix=("m",),
            steps=(
                Step(
                    name="draws",
                    check=Block(
                        fix=("omega",),
                        steps=(
                            follows(
                                "draw",
                                f"W({AT}) <= q*({AT} - c)**2 + b",
                                hypothesis("one-step", r=AT),
                            ),
                        ),
                    ),
                ),
                by_rule(
                    "mean of the step",
                    "means keep order",
                    {"a(omega)": f"W({AT})", "b(omega)": f"q*({AT} - c)**2 + b"},
                    step("draws"),
                ),
                follows(
                    "step in the mean",
                    f"implies(m >= 1, {SQUARE.format(k='m + 1')} <= q*{SQUARE.format(k='m')} + b)",
                    *(step("mean of the step"), definition("run", k="m")),
                ),
            ),
        ),
    ),
    Step(name="V", check=Define(symbol="e[k]", value=HERE)),
    follows(
        "step of V",
        "always(k, e[k + 1] <= q*e[k] + b)",
        *(step("one step", m="k"), definition("V"), definition("V", k="k + 1")),
    ),
    by_rule("powers", "powers", {"c": "q"}),
    follows("limit", "b/(1 - q) == q*(b/(1 - q)) + b and b/(1 - q) >= 0", hypothesis("constants")),
    *inductively(
        "V by powers",
        "e[k] <= q**(k - 1)*e[1] + b/(1 - q)",
        "1",
        base=(hypothesis("constants"),),
        given=(step("step of V"), step("powers"), hypothesis("constants")),
    ),
    follows(
        "near",
        f"always(k, {NEAR})",
        *(step("V by powers"), definition("V"), definition("V", k="1"), hypothesis("constants")),
        claim="E(uᵏ − c)² ≤ qᵏ⁻¹E(u¹ − c)² + b/(1 − q)",
    ),
    Step(
        name="values",
        claim="E F(uᵏ) ≥ F(c) − p²/(2e) − (e/2)E(uᵏ − c)² for every e > 0",
        check=Block(
            fix=("a", "m"),
            assume=(("e", "m >= 1 and a > 0"),),
            steps=(
                Step(
                    name="value draws",
                    check=Block(
                        fix=("omega",),
                        steps=(
                            follows(
                                "value of a draw",
                                f"F(c) - p**2/(2*a) - (a/2)*({AT} - c)**2 <= F({AT})",
                                *(hypothesis("tangent", r=AT), local("e")),
                            ),
                        ),
                    ),
                ),
                by_rule(
                    "mean of values",
                    "means keep order",
                    {
                        "a(omega)": f"F(c) - p**2/(2*a) - (a/2)*({AT} - c)**2",
                        "b(omega)": f"F({AT})",
                    },
                    step("value draws"),
                ),
                follows(
                    "values in the mean",
                    f"mean(omega, F({AT})) >= F(c) - p**2/(2*a) - (a/2)*{SQUARE.format(k='m')}",
                    *(step("mean of values"), local("e")),
                ),
            ),
        ),
    ),
)

proof = Proof(
    name="stays-near",
    summary="random iterates on the line stay near where one step leads in the mean",
    source="elementary",
    statement=Statement(
        hypotheses=(
            given("constants", "0 ≤ q < 1, b ≥ 0", "0 <= q and q < 1 and b >= 0"),
            given(
                "one-step",
                "W(r) ≤ q(r − c)² + b",
                "forall(r, W(r) <= q*(r - c)**2 + b)",
            ),
            given("tangent", "F(r) ≥ F(c) + p(r − c)", "forall(r, F(r) >= F(c) + p*(r - c))"),
        ),
        definitions=(
            given(
                "run",
                "E(uᵏ⁺¹ − c)² = E W(uᵏ), as what is drawn is independent of uᵏ",
                f"always(k, {NEXT} == mean(omega, W(u(k, omega))))",
            ),
        ),
        conclusions=(
            given("near", "E(uᵏ − c)² ≤ qᵏ⁻¹E(u¹ − c)² + b/(1 − q)", f"always(k, {NEAR})"),
            given("value", "E F(uᵏ) ≥ F(c) − p²/(2e) − (e/2)E(uᵏ − c)²", VALUE),
        ),
        needs={"near": ("constants", "one-step"), "value": ("tangent",)},
    ),
    steps=steps,
    parts=(
        Part(text="the mean square distance", conclusion="near", shown_by="near"),
        Part(text="the mean of a function", conclusion="value", shown_by="values"),
    ),
    outcome="true",
)
