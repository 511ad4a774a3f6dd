"""How the five convergence properties imply each other."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Choose,
    Identity,
    Limit,
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
from sam_theory.statements import formulas
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_table_1 import khanh_table_1

SMOOTH = hypothesis("smooth")
LIMIT = hypothesis("iterate-limit")


def within(name: str, vector: str, to: str, limit: str, distance: str) -> tuple[Step, ...]:
    """Vectors come within r of their limit, which another step shows."""
    return (
        Step(
            name=f"{name}: distances",
            check=Rule(
                schema="distance from the limit",
                by={"v(k)": vector, "c": to},
                given=(step(limit),),
            ),
        ),
        Step(
            name=name,
            check=Rule(
                schema="near the limit",
                by={"a(k)": distance, "c": "0", "r": "r"},
                given=(step(f"{name}: distances"), local("r")),
            ),
        ),
    )


gradients = (
    Step(
        name="∇f(xᵏ) → ∇f(x̄)",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(SMOOTH, LIMIT),
        ),
    ),
    Step(
        name="(5) ⇒ (3)",
        claim="xᵏ → x̄, ∇f(x̄) = 0 give ∇f(xᵏ) → 0",
        check=Rule(
            schema="equals",
            by={"P(r)": "tends(k, grad(x[k]), r)", "a": "grad(xbar)", "b": "0"},
            given=(step("∇f(xᵏ) → ∇f(x̄)"), LIMIT),
        ),
    ),
)

stationary = Block(
    fix=("z",),
    assume=(("z", "accumulates(k, x[k], z)"),),
    steps=(
        Step(
            name="z along a subsequence",
            check=Rule(schema="subsequence", by={"v(k)": "x[k]", "c": "z"}, given=(local("z"),)),
        ),
        Step(name="s", check=Choose(names=("s",), given=step("z along a subsequence"))),
        Step(
            name="∇f → ∇f(z) along it",
            check=Rule(
                schema="along a limit",
                by={"v(k)": "x[s[k]]", "c": "z"},
                given=(SMOOTH, step("s")),
            ),
        ),
        Step(
            name="∇f → 0 along it",
            check=Rule(
                schema="along a subsequence",
                by={"a(k)": "grad(x[k])", "c": "0", "s": "s"},
                given=(hypothesis("gradient-limit"), step("s")),
            ),
        ),
        Step(
            name="∇f(z) = 0",
            check=Rule(
                schema="only one limit",
                by={"a(k)": "grad(x[s[k]])", "c": "grad(z)", "d": "0"},
                given=(step("∇f → ∇f(z) along it"), step("∇f → 0 along it")),
            ),
        ),
    ),
)

point = (  # an accumulation point
    Step(name="bound", check=Choose(names=("bound",), given=hypothesis("not-to-infinity"))),
    Step(
        name="in a ball",
        check=Reals(
            then="frequently(k, norm(x[k]) <= bound and norm(x[k] - x[1]) >= 0)",
            given=(step("bound"),),
        ),
    ),
    Step(
        name="xᵏ accumulates",
        check=Rule(
            schema="Bolzano and Weierstrass",
            by={"v(k)": "x[k]", "z": "x[1]", "b": "bound", "r": "0"},
            given=(step("in a ball"),),
        ),
    ),
    Step(
        name="z is an accumulation point",
        check=Choose(names=("z",), given=step("xᵏ accumulates")),
    ),
    Step(
        name="a subsequence",
        check=Rule(
            schema="subsequence",
            by={"v(k)": "x[k]", "c": "z"},
            given=(step("z is an accumulation point"),),
        ),
    ),
    Step(name="s₁", check=Choose(names=("s1",), given=step("a subsequence"))),
)

least = (
    *point,
    Step(
        name="z is stationary",
        check=Reals(
            then="grad(z) == 0",
            given=(
                hypothesis("stationary-accumulation", z="z"),
                step("z is an accumulation point"),
            ),
        ),
    ),
    Step(
        name="∇f → ∇f(z) along xᵏ → z",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[s1[k]]", "c": "z"},
            given=(SMOOTH, step("s₁")),
        ),
    ),
    Step(
        name="∇f → 0 along xᵏ → z",
        check=Rule(
            schema="equals",
            by={"P(r)": "tends(j, grad(x[s1[j]]), r)", "a": "grad(z)", "b": "0"},
            given=(step("∇f → ∇f(z) along xᵏ → z"), step("z is stationary")),
        ),
    ),
    Step(
        name="∇f not away from 0",
        check=Block(
            fix=("r",),
            assume=(("r", "r > 0"), ("steep", "eventually(k, norm(grad(x[k])) >= r)")),
            steps=(
                Step(
                    name="steep along xᵏ → z",
                    check=Rule(
                        schema="late indices",
                        by={"P(k)": "norm(grad(x[k])) >= r", "s": "s1"},
                        given=(local("steep"), step("s₁")),
                    ),
                ),
                *within(
                    "∇f near 0",
                    "grad(x[s1[k]])",
                    "0",
                    "∇f → 0 along xᵏ → z",
                    "norm(grad(x[s1[k]]))",
                ),
                Step(
                    name="not steep",
                    check=Reals(
                        then="False", given=(step("steep along xᵏ → z"), step("∇f near 0"))
                    ),
                ),
            ),
        ),
    ),
    Step(name="norms", check=Reals(then="always(k, norm(grad(x[k])) >= 0)")),
    Step(
        name="(2) ⇒ (1)",
        claim="if ‖xᵏ‖ does not tend to ∞, a bounded subsequence has an accumulation point, "
        "stationary by (2), along which ∇f(xᵏ) → 0",
        check=Rule(
            schema="lim inf of 0",
            by={"a(k)": "norm(grad(x[k]))"},
            given=(step("norms"), step("∇f not away from 0")),
        ),
    ),
)

steps = (
    *gradients,
    Step(
        name="(3) ⇒ (2)",
        claim="∇f(xᵏ) → 0 gives ∇f(x̄) = 0 at every accumulation point",
        check=stationary,
    ),
    *least,
    Step(
        name="(2) without (1): xᵏ → ∞",
        claim="the condition is needed: f(x) = x, xᵏ = k has (2) vacuously",
        ours=True,
        check=Limit(expression="k", variable="k", to="oo", value="oo"),
    ),
    Step(
        name="(2) without (1)",
        claim="and ‖∇f(xᵏ)‖ = 1",
        ours=True,
        check=Identity(equation="diff(x, x) == 1"),
    ),
    Step(
        name="values",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(SMOOTH, LIMIT),
        ),
    ),
    Step(
        name="(5) ⇒ (4)",
        claim="xᵏ → x̄ gives f(xᵏ) → f(x̄), and ∇f(x̄) = 0",
        check=Witness(
            then=formulas.FIVE_PROPERTIES["value-limit"],
            values={"z": "xbar"},
            given=(step("values"), LIMIT),
        ),
    ),
)

SHOWN = {
    "(5) ⇒ (3)": "gradient-limit",
    "(3) ⇒ (2)": "stationary-accumulation",
    "(2) ⇒ (1) unless ‖xᵏ‖ → ∞": "liminf-gradient",
    "(5) ⇒ (4)": "value-limit",
}

proof = Proof(
    name="khanh-table-1",
    summary="Table 1: the implications between the five convergence properties",
    source="K24, Table 1",
    statement=stated(khanh_table_1),
    steps=steps,
    parts=tuple(
        Part(text=text, conclusion=key, shown_by=text.split(" unless")[0])
        for text, key in SHOWN.items()
    ),
    outcome="as published",
)
