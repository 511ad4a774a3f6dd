"""Rates of the iterates pass on to values and gradients."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Choose,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    Witness,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.conclusions.rates import GRADIENTS, ITERATES, VALUES, Rated, passes_on
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_b_5 import khanh_b_5

GAP, LATER = "(f(x[k]) - f(xbar))", "(f(x[k + 1]) - f(xbar))"

values = (
    Step(name="α > 0", check=Reals(then="alpha > 0", given=(hypothesis("descent-by-gradient"),))),
    Step(
        name="descent from K on",
        check=Choose(names=("K",), given=hypothesis("descent-by-gradient")),
    ),
    Step(
        name="decrease",
        claim="f(xᵏ) does not increase for large k",
        check=Reals(
            then="since(K, k, f(x[k + 1]) <= f(x[k]))",
            given=(step("descent from K on"), step("α > 0")),
        ),
    ),
    Step(
        name="f(xᵏ) → f(x̄)",
        claim="f(xᵏ) → f(x̄) by continuity",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(hypothesis("smooth"), hypothesis("converges")),
        ),
    ),
    Step(
        name="f ↓ f(x̄)",
        claim="f(xᵏ) does not increase and f(xᵏ) → f(x̄), so f(xᵏ) ≥ f(x̄)",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K"),),
            steps=(
                *inductively(
                    "later values are lower",
                    "f(x[k]) <= f(x[m])",
                    "m",
                    given=(step("decrease"), local("m")),
                ),
                Step(name="constant", check=Rule(schema="constant", by={"c": "f(x[m])"})),
                Step(
                    name="in the limit",
                    check=Rule(
                        schema="order of limits",
                        by={"a(k)": "f(x[k])", "b(k)": "f(x[m])", "c": "f(xbar)", "d": "f(x[m])"},
                        given=(
                            *(step("f(xᵏ) → f(x̄)"), step("constant")),
                            step("later values are lower"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="gradients",
        claim="α‖∇f(xᵏ)‖² ≤ f(xᵏ) − f(x̄)",
        check=Reals(
            then=f"since(K, k, alpha*norm(grad(x[k]))**2 <= {GAP})",
            given=(step("descent from K on"), step("f ↓ f(x̄)", m="k + 1")),
        ),
    ),
)

stationary = (
    Step(
        name="gradients come near to 0",
        check=Block(
            fix=("r",),
            assume=(("r", "r > 0"),),
            steps=(
                Step(
                    name="αr² > 0",
                    check=Reals(then="alpha*r**2 > 0", given=(step("α > 0"), local("r"))),
                ),
                Step(
                    name="values come near",
                    check=Rule(
                        schema="near the limit",
                        by={"a(k)": "f(x[k])", "c": "f(xbar)", "r": "alpha*r**2"},
                        given=(step("f(xᵏ) → f(x̄)"), step("αr² > 0")),
                    ),
                ),
                Step(
                    name="so do gradients",
                    claim="‖∇f(xᵏ)‖² ≤ (f(xᵏ) − f(x̄))/α < r² for large k",
                    check=Reals(
                        then="eventually(k, 0 - r < norm(grad(x[k])) and norm(grad(x[k])) < 0 + r)",
                        given=(
                            step("values come near"),
                            *(step("gradients"), local("r")),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="‖∇f(xᵏ)‖ → 0",
        check=Rule(
            schema="limit",
            by={"a(k)": "norm(grad(x[k]))", "c": "0"},
            given=(step("gradients come near to 0"),),
        ),
    ),
    Step(
        name="∇f(xᵏ) → 0",
        check=Rule(
            schema="limit of the distance",
            by={"v(k)": "grad(x[k])", "c": "0"},
            given=(step("‖∇f(xᵏ)‖ → 0"),),
        ),
    ),
    Step(
        name="∇f(xᵏ) → ∇f(x̄)",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(hypothesis("smooth"), hypothesis("converges")),
        ),
    ),
    Step(
        name="∇f(x̄) = 0",
        claim="‖∇f(xᵏ)‖² ≤ (f(xᵏ) − f(x̄))/α → 0, so x̄ is stationary",
        check=Rule(
            schema="only one limit",
            by={"a(k)": "grad(x[k])", "c": "grad(xbar)", "d": "0"},
            given=(step("∇f(xᵏ) → ∇f(x̄)"), step("∇f(xᵏ) → 0")),
        ),
    ),
    Step(
        name="values",
        claim="0 ≤ f(xᵏ) − f(x̄) ≤ (L/2)‖xᵏ − x̄‖²",
        check=Reals(
            then=f"since(K, k, 0 <= {GAP} and {GAP} <= (L/2)*norm(x[k] - xbar)**2)",
            given=(
                *(step("f ↓ f(x̄)", m="k"), step("∇f(x̄) = 0")),
                hypothesis("descent", y="xbar", z="x[k]"),
            ),
        ),
    ),
    Step(
        name="gradients by the distance",
        claim="‖∇f(xᵏ)‖ ≤ √(L/(2α)) ‖xᵏ − x̄‖",
        check=Reals(
            then="since(K, k, norm(grad(x[k])) <= sqrt(L/(2*alpha))*norm(x[k] - xbar))",
            given=(step("values"), step("gradients"), step("α > 0"), hypothesis("L")),
        ),
    ),
)

OF_ORDER = {
    VALUES: ("(L/2)*c**2", "rate[k]**2", "values"),
    GRADIENTS: ("sqrt(L/(2*alpha))*c", "rate[k]", "gradients by the distance"),
}
LINEARLY = {
    VALUES: ("(L/2)*c**2", "r**2"),
    GRADIENTS: ("sqrt(L/(2*alpha))*c", "r"),
}


def of_order(rated: Rated) -> Step:
    """From ‖xᵏ − x̄‖ = O(m(k)) to the rate of values or gradients."""
    name, (factor, rate, bound) = rated.key, OF_ORDER[rated]
    estimates = {
        VALUES: "‖xᵏ − x̄‖ ≤ c·m(k) gives f(xᵏ) − f(x̄) ≤ (L/2)c²m(k)²",
        GRADIENTS: "‖xᵏ − x̄‖ ≤ c·m(k) gives ‖∇f(xᵏ)‖ ≤ √(L/(2α)) c·m(k)",
    }
    return Step(
        name=f"O(m(k)): {name}",
        check=Block(
            assume=(("rate", ITERATES.of_order("rate[k]")),),
            steps=(
                Step(name=f"c for {name}", check=Choose(names=("c",), given=local("rate"))),
                Step(
                    name=f"rates: {name}",
                    claim=estimates[rated],
                    check=Reals(
                        then=f"eventually(k, {rated.term} <= {factor}*{rate})",
                        given=(
                            *(step(f"c for {name}"), step(bound), hypothesis("L")),
                            *(() if rated is VALUES else (step("α > 0"),)),
                        ),
                    ),
                ),
                Step(
                    name=f"O for {name}",
                    check=Witness(
                        then=rated.of_order(rate),
                        values={"c": factor},
                        given=(step(f"rates: {name}"),),
                    ),
                ),
            ),
        ),
    )


def linearly(rated: Rated) -> Step:
    """From ‖xᵏ − x̄‖ = O(rᵏ) to the linear rate of values or gradients."""
    name, (factor, ratio) = rated.key, LINEARLY[rated]
    bound = OF_ORDER[rated][2]
    powers = (
        (step("laws of powers", a="r", b="r", p="k", q="1"),) if rated is VALUES else ()
    )  # (r²)ᵏ = (rᵏ)²
    return Step(
        name=f"O(rᵏ): {name}",
        check=Block(
            assume=(("linear", ITERATES.linear),),
            steps=(
                Step(name=f"r for {name}", check=Choose(names=("c", "r"), given=local("linear"))),
                Step(
                    name=f"ratio for {name}",
                    check=Reals(
                        then=f"0 < {ratio} and {ratio} < 1 and {factor} > 0",
                        given=(
                            *(step(f"r for {name}"), hypothesis("L")),
                            *(() if rated is VALUES else (step("α > 0"),)),
                        ),
                    ),
                ),
                Step(
                    name=f"linear rates: {name}",
                    check=Reals(
                        then=f"eventually(k, {rated.term} <= {factor}*({ratio})**k)",
                        given=(
                            *(step(f"r for {name}"), step(bound), hypothesis("L"), *powers),
                            *(() if rated is VALUES else (step("α > 0"),)),
                        ),
                    ),
                ),
                Step(
                    name=f"linear for {name}",
                    check=Witness(
                        then=rated.linear,
                        values={"c": factor, "r": ratio},
                        given=(step(f"linear rates: {name}"), step(f"ratio for {name}")),
                    ),
                ),
            ),
        ),
    )


def passed_on(rated: Rated, factor: int) -> tuple[Step, ...]:
    """The two rates of values or gradients, and both together."""
    conclusion = passes_on(rated, factor).states
    assert conclusion is not None
    both = (linearly(rated), of_order(rated))
    return (
        *both,
        Step(
            name=f"both rates: {rated.key}",
            check=Reals(then=conclusion.formula, given=tuple(step(s.name) for s in both)),
        ),
    )


steps = (
    *values,
    *stationary,
    Step(name="laws of powers", check=Rule(schema="laws of powers")),
    *passed_on(VALUES, 2),
    *passed_on(GRADIENTS, 1),
)

PARTS = {VALUES: "f(xᵏ) − f(x̄) = O(m(k)²)", GRADIENTS: "‖∇f(xᵏ)‖ = O(m(k))"}

proof = Proof(
    name="khanh-b.5",
    summary="Proposition B.5: rates pass from iterates to values and gradients",
    source="K24, Proposition B.5",
    statement=stated(khanh_b_5),
    steps=steps,
    parts=tuple(
        Part(
            text=text,
            conclusion=f"rate-of-{rated.key}",
            shown_by=f"both rates: {rated.key}",
        )
        for rated, text in PARTS.items()
    ),
    outcome="the proposition survives, linear rates read as O(rᵏ) with r < 1",
)
