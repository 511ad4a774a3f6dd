"""Theorem 4.1 with longer steps: Ltₖ ≤ (2 − δ)/(1 + ν) instead of (12).

For ν → 1 the bound (12) tends to 0, this one to 1/L; with 2/(L(1 + ν)) the theorem is false.
"""

from __future__ import annotations

from dataclasses import replace

from sam_theory.proofs.proof import (
    Choose,
    Define,
    Given,
    Part,
    Proof,
    Reals,
    Ref,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    step,
)
from sam_theory.statements import formulas
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_4_1 import khanh_4_1

ERROR, NONNEGATIVE = hypothesis("relative-error"), hypothesis("step-nonnegative")
BOUND, POSITIVE_L = hypothesis("step-bound"), hypothesis("L")
LONGER = Given(
    key="step-bound",
    text="tₖ ≤ (2 − δ)/(L(1 + ν)) for large k, δ > 0",
    formula="delta > 0 and eventually(k, t[k] <= (2 - delta)/(L*(1 + nu)))",
)
SHORT, LONG = "(1 - nu)*(2 - (2 - delta)*(1 - nu)/(1 + nu))/2", "(1 + nu)*delta/2"

KINDS = {"linear": formulas.EXPONENT_AT_MOST_HALF, "power": formulas.EXPONENT_ABOVE_HALF}

descent = (
    Step(name="from N on", ours=True, check=Choose(names=("N",), given=BOUND)),
    Step(name="δ > 0", ours=True, check=Reals(then="delta > 0", given=(BOUND,))),
    Step(
        name="c",
        claim="c = min{(1 + ν)δ, (1 − ν)(2 − (2 − δ)(1 − ν)/(1 + ν))}/2",
        ours=True,
        check=Define(symbol="c", value=f"min({SHORT}, {LONG})"),
    ),
    Step(
        name="c > 0",
        ours=True,
        check=Reals(then="c > 0", given=(definition("c"), step("δ > 0"), ERROR)),
    ),
    Step(
        name="(4) along a step",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − t⟨∇f, g⟩ + (Lt²/2)‖g‖²",
        ours=True,
        check=Reals(
            then="always(k, f(x[k + 1]) <= f(x[k]) - t[k]*dot(grad(x[k]), g[k])"
            " + (L*t[k]**2/2)*sq(g[k]))",
            given=(hypothesis("descent", y="x[k]", z="x[k + 1]"), definition("iteration", k="k")),
        ),
    ),
    Step(
        name="range of Lt",
        ours=True,
        check=Reals(
            then="since(N, k, L*t[k]*(1 + nu) <= 2 - delta and L*t[k] >= 0)",
            given=(step("from N on"), POSITIVE_L, ERROR, NONNEGATIVE),
        ),
    ),
    Step(
        name="range of t",
        claim="each step decreases f by at least ct‖∇f‖² if tₖ ≤ (2 − δ)/(L(1 + ν)), which is more "
        "than (12) allows",
        ours=True,
        check=Reals(
            then="since(N, k, f(x[k + 1]) <= f(x[k]) - c*t[k]*sq(grad(x[k])))",
            given=(
                *(step("(4) along a step"), step("range of Lt"), definition("c"), ERROR),
                NONNEGATIVE,
            ),
        ),
    ),
    Step(
        name="no longer steps",
        claim="with t = 2/(L(1 + ν)), f = Lx²/2 and g = (1 + ν)∇f lead from x to −x and back",
        ours=True,
        check=Reals(
            then="forall(a, r, implies(r == 2/(L*(1 + nu)), a - r*((1 + nu)*(L*a)) == -a))",
            given=(POSITIVE_L, ERROR),
        ),
    ),
)

shares = (
    Step(
        name="shares",
        ours=True,
        check=Reals(
            then="1 - nu > 0 and 1 + nu > 0 and always(k, (1 - nu)*norm(grad(x[k])) <= norm(g[k])"
            " and norm(g[k]) <= (1 + nu)*norm(grad(x[k])))",
            given=(ERROR,),
        ),
    ),
    Step(
        name="by the estimate",
        ours=True,
        check=Reals(
            then="c/(1 + nu)**2 > 0 and"
            " since(N, k, f(x[k + 1]) <= f(x[k]) - (c/(1 + nu)**2)*t[k]*sq(g[k]))",
            given=(*(step("range of t"), step("c > 0"), step("shares"), NONNEGATIVE),),
        ),
    ),
    Step(
        name="rest",
        ours=True,
        check=Reals(then="always(k, implies(grad(x[k]) == 0, g[k] == 0))", given=(step("shares"),)),
    ),
    Step(
        name="t bounded",
        ours=True,
        check=Witness(
            then="exists(r, eventually(k, t[k] <= r))",
            values={"r": "(2 - delta)/(L*(1 + nu))"},
            given=(BOUND,),
        ),
    ),
)

SHARES, ESTIMATE = step("shares"), step("by the estimate")
BELOW, POINT = hypothesis("not-to-minus-infinity"), hypothesis("accumulation")
KL = tuple(hypothesis(word.key) for word in formulas.KL)


def follows(name: str, conclusion: str, *given: Ref) -> Step:
    """A conclusion from the descent, with 1 − ν for a and 1 + ν for b."""
    return Step(
        name=name,
        ours=True,
        check=Uses(
            proof="relative-descent",
            conclusion=conclusion,
            by={"h": "c/(1 + nu)**2", "a": "1 - nu", "b": "1 + nu"},
            given=(
                *(step("c > 0"), step("range of t"), hypothesis("smooth"), NONNEGATIVE),
                *(hypothesis("step-diverges"), definition("iteration"), *given),
            ),
        ),
    )


OF_RATES = (
    *(SHARES, ESTIMATE, step("rest"), POINT, hypothesis("step-bounded-below"), *KL),
    *(hypothesis("kl power"), POSITIVE_L, hypothesis("descent")),
)
STEEP = (SHARES, BELOW, hypothesis("lipschitz-any"), step("t bounded"))
TEXTS = {c.states.key: c.text for c in khanh_4_1.conclusions if c.states is not None}
SHOWN = {
    "stationary-accumulation": (SHARES, ESTIMATE, BELOW),
    "value-convergence": (BELOW, POINT),
    "decrease": (),
    "gradient-limit": STEEP,
    "convergence": (ESTIMATE, POINT, *KL),
} | {
    f"{kind}-{name}": (*OF_RATES, hypothesis(exponent.key))
    for kind, exponent in KINDS.items()
    for name in ("iterates", "gradients", "values")
}

proof = Proof(
    name="khanh-4.1-stronger",
    summary="Theorem 4.1 with tₖ up to (2 − δ)/(L(1 + ν)), the largest steps (not in print)",
    source="a strengthening of K24, Theorem 4.1",
    statement=replace(
        stated(khanh_4_1),
        hypotheses=tuple(
            LONGER if h.key == LONGER.key else h for h in stated(khanh_4_1).hypotheses
        ),
    ),
    steps=(
        *(*descent, *shares),
        *(follows(key, key, *given) for key, given in SHOWN.items()),
    ),
    parts=tuple(Part(text=TEXTS[key], conclusion=key, shown_by=key) for key in SHOWN),
    outcome="Theorem 4.1 holds for Ltₖ ≤ (2 − δ)/(1 + ν), and for no longer steps",
)
