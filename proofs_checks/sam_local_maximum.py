"""A local maximum holds SAM with constants: near it runs are pushed back, and never settle.

f(x) = −(λ/2)‖x‖² for ‖x‖ ≤ 2ρ, lam is λ, a is tλ, rho is ρ, all of them positive. Where 0 < ‖x‖ ≤ ρ
the probe x − ρx/‖x‖ lies on the other side of the maximizer, and r = ‖x‖ moves to |(1 + a)r − aρ|.
For a ≤ 1 no run from ‖x‖ ≤ ρ leaves that ball; unless it starts on the sphere of radius ρ, or hits
the maximizer itself, it ends in ‖x‖ ≤ aρ, and ‖∇f‖ ≥ λaρ/(2 + a) at every x or the one after it:
the two-cycle ±aρ/(2 + a) shows that this constant is the best. For a > 1 some runs leave.
"""

from __future__ import annotations

from sam_theory.proofs.derived import some_index_or_none
from sam_theory.proofs.proof import (
    Block,
    Choose,
    Define,
    Part,
    Proof,
    Ref,
    Series,
    Statement,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.formulas import given

SIGNS, SHORT = hypothesis("signs"), hypothesis("short")
PROBE = "x[m] + (rho/norm(grad(x[m])))*grad(x[m])"
MOVED = "abs((1 + a)*{r} - a*rho)"
LEAST = "a*rho/(2 + a)"
STEEP = "norm(grad(x[{k}])) >= lam*a*rho/(2 + a)"
AGAIN = f"({STEEP.format(k='k')} or {STEEP.format(k='k + 1')})"
ALWAYS_ON = "always(k, x[k] != 0)"

one_step = Block(
    fix=("m",),
    assume=(("m", "m >= 1"), ("inside", "norm(x[m]) <= rho"), ("off", "x[m] != 0")),
    steps=(
        follows("apart", "norm(x[m]) > 0", local("off")),
        follows(
            "gradient",
            "grad(x[m]) == -lam*x[m]",
            *(hypothesis("maximum", z="x[m]"), local("inside")),
        ),
        follows(
            "its norm",
            "norm(grad(x[m])) == lam*norm(x[m]) and norm(grad(x[m])) > 0",
            *(step("gradient"), step("apart"), SIGNS),
        ),
        follows(
            "probe",
            f"{PROBE} == (1 - rho/norm(x[m]))*x[m]",
            *(step("gradient"), step("its norm")),
        ),
        follows(
            "probe within ρ",
            f"norm({PROBE}) <= 2*rho",
            *(step("probe"), step("apart"), local("inside")),
        ),
        follows(
            "gradient at the probe",
            f"grad({PROBE}) == -lam*({PROBE})",
            *(hypothesis("maximum", z=PROBE), step("probe within ρ"), step("its norm")),
        ),
        Step(name="share", check=Define(symbol="share", value="1 - rho/norm(x[m])")),
        follows(
            "gradient by x",
            f"grad({PROBE}) == -lam*share*x[m]",
            *(step("gradient at the probe"), step("probe"), definition("share")),
            step("its norm"),
        ),
        follows(
            "by definition",
            f"x[m + 1] == x[m] - t*grad({PROBE})",
            *(definition("iteration", k="m"), step("its norm")),
        ),
        follows(
            "by x",
            "x[m + 1] == (1 + t*lam*share)*x[m]",
            *(step("by definition"), step("gradient by x")),
        ),
        follows(
            "factor",
            "1 + t*lam*share == 1 + a - a*rho/norm(x[m])",
            *(definition("share"), definition("a"), step("apart")),
        ),
        follows(
            "a step",
            "x[m + 1] == (1 + a - a*rho/norm(x[m]))*x[m]",
            *(step("by x"), step("factor"), step("apart")),
        ),
        follows(
            "its length",
            f"norm(x[m + 1]) == {MOVED.format(r='norm(x[m])')}",
            *(step("a step"), step("apart")),
        ),
    ),
)

distances = (
    Step(
        name="one step",
        claim="for 0 < ‖x‖ ≤ ρ, x⁺ = (1 + a − aρ/‖x‖)x: ‖x⁺‖ = |(1 + a)‖x‖ − aρ|",
        ours=True,
        check=one_step,
    ),
    Step(name="r", check=Define(symbol="r[k]", value="norm(x[k])")),
    follows("a > 0", "a > 0", definition("a"), SIGNS),
    follows("r ≥ 0", "always(k, r[k] >= 0)", definition("r")),
    follows(
        "moved",
        f"always(k, implies(r[k] <= rho and r[k] > 0, r[k + 1] == {MOVED.format(r='r[k]')}))",
        *(step("one step", m="k"), definition("r"), definition("r", k="k + 1")),
    ),
    follows(
        "0 stays",
        "always(k, implies(r[k] == 0, r[k + 1] == 0))",
        *(definition("iteration"), definition("r"), definition("r", k="k + 1")),
    ),
    follows("r at the start", "r[1] <= rho", definition("r", k="1"), hypothesis("start")),
    *inductively(
        "r ≤ ρ",
        "r[k] <= rho",
        "1",
        base=(step("r at the start"),),
        given=(
            *(step("moved"), step("0 stays"), step("r ≥ 0")),
            *(definition("a"), SHORT, SIGNS),
        ),
    ),
    follows(
        "held",
        "always(k, norm(x[k]) <= rho)",
        *(step("r ≤ ρ"), definition("r")),
        claim="‖xᵏ‖ ≤ ρ for all k",
        ours=True,
    ),
)

again = (
    follows(
        "gradients",
        "always(k, norm(grad(x[k])) == lam*r[k])",
        *(hypothesis("maximum", z="x[k]"), definition("r"), step("held"), SIGNS),
    ),
    follows(
        "from near 0",
        f"always(k, implies(r[k] > 0, r[k] >= {LEAST} or r[k + 1] >= {LEAST}))",
        *(step("moved"), step("a > 0")),
        claim="from 0 < r < aρ/(2 + a) the next is aρ − (1 + a)r > aρ/(2 + a)",
        ours=True,
    ),
    follows(
        "steep again",
        f"always(k, implies(x[k] != 0, {AGAIN}))",
        *(step("from near 0"), step("gradients"), step("gradients", k="k + 1")),
        *(step("a > 0"), definition("r")),
        claim="‖∇f‖ ≥ λaρ/(2 + a) at xᵏ or xᵏ⁺¹",
        ours=True,
    ),
    Step(
        name="no limit 0",
        claim="∇f(xᵏ) does not tend to 0, unless the maximizer is hit",
        ours=True,
        check=Block(
            assume=(
                ("never at 0", ALWAYS_ON),
                ("limit 0", "tends(k, norm(grad(x[k])), 0)"),
            ),
            steps=(
                follows("least", "lam*a*rho/(2 + a) > 0", step("a > 0"), SIGNS),
                by_rule(
                    "below the least",
                    "near the limit",
                    {"a(k)": "norm(grad(x[k]))", "c": "0", "r": "lam*a*rho/(2 + a)"},
                    *(local("limit 0"), step("least")),
                ),
                Step(
                    name="from an index on",
                    check=Choose(names=("N",), given=step("below the least")),
                ),
                follows(
                    "both below",
                    "False",
                    *(step("from an index on", k="N"), step("from an index on", k="N + 1")),
                    *(step("steep again", k="N"), local("never at 0", k="N")),
                ),
            ),
        ),
    ),
)

# ---- where runs end

WITHIN = "r[k] <= a*rho"

outside = Block(
    assume=(("always outside", f"since(1, k, not ({WITHIN}))"),),
    steps=(
        follows("gap", "rho - r[1] > 0", local("off the sphere"), definition("r", k="1")),
        *inductively(
            "gap grows",
            "rho - r[k] >= (rho - r[1])*(1 + a*total(i, 1, k, 1)) and total(i, 1, k, 1) >= 0",
            "1",
            given=(
                *(local("always outside"), step("moved"), step("a > 0")),
                *(step("gap"), SIGNS),
            ),
        ),
        Step(name="Σ1 = ∞", check=Series(then="diverges(k, 1)")),
        by_rule(
            "Σ1 is large",
            "sums exceed",
            {"a(k)": "1", "K": "1", "c": "rho/(a*(rho - r[1]))"},
            step("Σ1 = ∞"),
        ),
        follows(
            "gap beyond ρ",
            "False",
            *(step("gap grows"), step("Σ1 is large"), step("gap"), step("a > 0"), step("r ≥ 0")),
        ),
    ),
)

inwards = Block(
    assume=(("off the sphere", "norm(x[1]) < rho"),),
    steps=(
        *some_index_or_none("within, or never", WITHIN, "1"),
        Step(name="not always outside", check=outside),
        follows(
            "within some time",
            "exists(N, N >= 1 and r[N] <= a*rho)",
            *(step("within, or never"), step("not always outside")),
        ),
        Step(name="within at last", check=Choose(names=("N",), given=step("within some time"))),
        *inductively(
            "within from N on",
            WITHIN,
            "N",
            base=(step("within at last"),),
            given=(*(step("moved"), step("0 stays"), step("r ≥ 0"), step("r ≤ ρ")),),
        ),
        follows(
            "ends within aρ",
            "eventually(k, norm(x[k]) <= a*rho)",
            *(step("within from N on"), definition("r")),
        ),
    ),
)


def repeated(name: str, radius: str, *why: Ref) -> Step:
    """A distance that every step keeps; `why` it is a number in (0, ρ]."""
    return Step(
        name=name,
        claim=f"‖x‖ = {radius} is kept",
        ours=True,
        check=Block(
            assume=((f"{name}: start", f"norm(x[1]) == {radius}"),),
            steps=(
                *inductively(
                    f"{name}: r",
                    f"r[k] == {radius}",
                    "1",
                    base=(local(f"{name}: start"), definition("r", k="1"), *why),
                    given=(step("moved"), SIGNS, *why),
                ),
                follows(
                    f"{name}: norms",
                    f"always(k, norm(x[k]) == {radius})",
                    *(step(f"{name}: r"), definition("r"), *why),
                ),
            ),
        ),
    )


ends = (
    Step(
        name="inwards",
        claim="from ‖x¹‖ < ρ, ρ − ‖x‖ grows by the factor 1 + a until ‖x‖ ≤ aρ, which is kept",
        ours=True,
        check=inwards,
    ),
    repeated("two-cycle", LEAST, step("a > 0")),
    repeated("sphere", "rho"),
    follows(
        "leaves",
        "implies(a > 1 and norm(x[1]) > 0 and (1 + a)*norm(x[1]) < (a - 1)*rho, norm(x[2]) > rho)",
        step("moved", k="1"),
        *(definition("r", k="1"), definition("r", k="2")),
        claim="for a > 1 every start near 0 leaves the ball",
        ours=True,
    ),
)

proof = Proof(
    name="sam-local-maximum",
    summary="SAM with constants is held by a local maximum, and does not settle there",
    source="derived here",
    statement=Statement(
        hypotheses=(
            given("signs", "λ, ρ, t > 0", "lam > 0 and rho > 0 and t > 0"),
            given("short", "tλ ≤ 1", "t*lam <= 1"),
            given(
                "maximum",
                "∇f(z) = −λz for ‖z‖ ≤ 2ρ",
                "forall(z, implies(norm(z) <= 2*rho, grad(z) == -lam*z))",
            ),
            given("start", "‖x¹‖ ≤ ρ", "norm(x[1]) <= rho"),
        ),
        definitions=(
            given("a", "a = tλ", "a == t*lam"),
            given(
                "iteration",
                "xᵏ⁺¹ = xᵏ − t∇f(xᵏ + ρ∇f(xᵏ)/‖∇f(xᵏ)‖); xᵏ⁺¹ = xᵏ where xᵏ = 0",
                "always(k, implies(x[k] != 0, x[k + 1]"
                " == x[k] - t*grad(x[k] + (rho/norm(grad(x[k])))*grad(x[k])))"
                " and implies(x[k] == 0, x[k + 1] == x[k]))",
            ),
        ),
        conclusions=(
            given("held", "‖xᵏ‖ ≤ ρ for all k", "always(k, norm(x[k]) <= rho)"),
            given(
                "again",
                "‖∇f‖ ≥ λaρ/(2 + a) at xᵏ or xᵏ⁺¹, for all k with xᵏ ≠ 0",
                f"always(k, implies(x[k] != 0, {AGAIN}))",
            ),
            given(
                "no-limit",
                "∇f(xᵏ) does not tend to 0, if no xᵏ is 0",
                f"implies({ALWAYS_ON} and tends(k, norm(grad(x[k])), 0), False)",
            ),
            given(
                "inwards",
                "‖xᵏ‖ ≤ aρ for all large k, if ‖x¹‖ < ρ",
                "implies(norm(x[1]) < rho, eventually(k, norm(x[k]) <= a*rho))",
            ),
            given(
                "two-cycle",
                "‖xᵏ‖ = aρ/(2 + a) for all k, if ‖x¹‖ is",
                f"implies(norm(x[1]) == {LEAST}, always(k, norm(x[k]) == {LEAST}))",
            ),
            given(
                "sphere",
                "‖xᵏ‖ = ρ for all k, if ‖x¹‖ is",
                "implies(norm(x[1]) == rho, always(k, norm(x[k]) == rho))",
            ),
            given(
                "leaves",
                "for a > 1, ‖x²‖ > ρ from 0 < ‖x¹‖ < (a − 1)ρ/(1 + a)",
                "implies(a > 1 and norm(x[1]) > 0 and (1 + a)*norm(x[1]) < (a - 1)*rho,"
                " norm(x[2]) > rho)",
            ),
        ),
        needs=dict.fromkeys(("held", "again", "no-limit", "inwards"), ("short",)),
    ),
    steps=(*distances, *again, *ends),
    parts=(
        Part(text="SAM never leaves ‖x‖ ≤ ρ", conclusion="held", shown_by="held", ours=True),
        Part(
            text="‖∇f‖ ≥ λaρ/(2 + a) at every x or the one after it, but for hits of 0",
            conclusion="again",
            shown_by="steep again",
            ours=True,
        ),
        Part(
            text="∇f(xᵏ) does not tend to 0, but for hits of 0",
            conclusion="no-limit",
            shown_by="no limit 0",
            ours=True,
        ),
        Part(
            text="it ends in ‖x‖ ≤ aρ, unless it starts at ‖x‖ = ρ",
            conclusion="inwards",
            shown_by="inwards",
            ours=True,
        ),
        Part(
            text="the constant is the best: ‖x‖ = aρ/(2 + a) is kept",
            conclusion="two-cycle",
            shown_by="two-cycle",
            ours=True,
        ),
        Part(text="‖x‖ = ρ is kept", conclusion="sphere", shown_by="sphere", ours=True),
        Part(
            text="for tλ > 1 starts near 0 leave the ball",
            conclusion="leaves",
            shown_by="leaves",
            ours=True,
        ),
    ),
    outcome="for tλ ≤ 1, and not beyond, a quadratic maximum holds SAM from all starts within ρ",
)
