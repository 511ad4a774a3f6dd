"""Inexact gradient descent whose errors have no part against the gradient: tₖεₖ² → 0 suffices."""

from __future__ import annotations

from sam_theory.proofs.derived import descent_condition, some_index_or_none
from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Part,
    Proof,
    Reals,
    Rule,
    Statement,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements import formulas
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_2 import khanh_3_2

FORWARD = formulas.given(
    "forward",
    "⟨gᵏ − ∇f(xᵏ), ∇f(xᵏ)⟩ ≥ 0",
    "always(k, dot(g[k] - grad(x[k]), grad(x[k])) >= 0)",
)
VANISHING = formulas.given("error-vanishes", "tₖεₖ² → 0", "tends(k, t[k]*eps[k]**2, 0)")
ERROR_FLOOR = formulas.given(
    "error-floor", "Ltₖεₖ² ≤ c for large k", "eventually(k, L*t[k]*eps[k]**2 <= c)"
)
GRADIENT, ERROR = "grad(x[k])", "(g[k] - grad(x[k]))"
N, P, E = f"norm({GRADIENT})", "eps[k]", f"dot({ERROR}, {GRADIENT})"
SQUARE = f"sq({GRADIENT})"

# ---- one step

error = (
    Step(
        name="at most",
        claim="⟨gᵏ − ∇f(xᵏ), ∇f(xᵏ)⟩ ≤ εₖ‖∇f(xᵏ)‖",
        ours=True,
        check=Reals(
            then=f"always(k, {E} <= {P}*{N})",
            given=(hypothesis("absolute-error"),),
        ),
    ),
    Step(
        name="‖g − ∇f‖²",
        check=Reals(then=f"always(k, sq{ERROR} <= {P}**2)", given=(hypothesis("absolute-error"),)),
    ),
)

descent = (
    descent_condition(claim="(3) gives (4)"),
    Step(
        name="(25) first",
        check=Reals(
            then=f"always(k, f(x[k + 1]) <= f(x[k]) - t[k]*dot({GRADIENT}, g[k])"
            " + (L*t[k]**2/2)*sq(g[k]))",
            given=(definition("iteration"), step("(4)", y="x[k]", z="x[k + 1]")),
        ),
    ),
    Step(
        name="D",
        check=Define(
            symbol="D[k]",
            value=f"(1 - L*t[k]/2)*{N}**2 + (1 - L*t[k])*{E} - (L*t[k]/2)*sq{ERROR}",
        ),
    ),
    Step(
        name="(25) second",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − t((1 − Lt/2)‖∇f‖² + (1 − Lt)⟨g − ∇f, ∇f⟩ − (Lt/2)‖g − ∇f‖²)",
        ours=True,
        check=Reals(
            then="always(k, f(x[k + 1]) <= f(x[k]) - t[k]*D[k])",
            given=(step("(25) first"), definition("D")),
        ),
    ),
    Step(
        name="0 < δ ≤ 1",
        check=Reals(then="0 < delta and delta <= 1", given=(hypothesis("step-below-2/L"),)),
    ),
    Step(
        name="short steps decrease f",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (t/2)(‖∇f‖² − Ltε²) where Lt ≤ 1",
        ours=True,
        check=Reals(
            then=f"always(k, implies(L*t[k] <= 1, D[k] >= {N}**2/2 - L*t[k]*{P}**2/2))",
            given=(
                *(hypothesis("L"), hypothesis("step-nonnegative"), definition("D")),
                *(hypothesis("forward"), step("‖g − ∇f‖²")),
            ),
        ),
    ),
    Step(
        name="long steps decrease f",
        check=Reals(
            then="always(k, implies(1 <= L*t[k] and L*t[k] <= 2 - delta,"
            f" D[k] >= (delta/4)*{N}**2 - (2/delta)*(L*t[k])*{P}**2))",
            given=(
                *(definition("D"), hypothesis("forward"), step("at most"), step("‖g − ∇f‖²")),
                step("0 < δ ≤ 1"),
            ),
        ),
    ),
)

# ---- nothing decreases at the rate of t for ever

steadily = Block(
    fix=("b", "r"),
    assume=(
        ("r", "r > 0"),
        ("low", "frequently(k, f(x[k]) >= b)"),
        ("decrease", "eventually(k, f(x[k + 1]) <= f(x[k]) - r*t[k])"),
    ),
    steps=(
        Step(name="decrease from K on", check=Choose(names=("K",), given=local("decrease"))),
        *inductively(
            "summed",
            "f(x[k]) <= f(x[K]) - r*total(i, K, k, t[i])",
            "K",
            given=(step("decrease from K on"),),
        ),
        Step(
            name="Σt is large",
            check=Rule(
                schema="sums exceed",
                by={"a(k)": "t[k]", "K": "K", "c": "(f(x[K]) - b)/r"},
                given=(hypothesis("step-diverges"),),
            ),
        ),
        Step(
            name="against each other",
            check=Reals(
                then="False",
                given=(local("r"), local("low"), step("summed"), step("Σt is large")),
            ),
        ),
    ),
)

NEAR = "delta**2*r**2/(16*L)"

first = (
    Step(
        name="no steady decrease",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − rtₖ for all large k is impossible, as Σtₖ = ∞ and f(xᵏ) ↛ −∞",
        ours=True,
        check=steadily,
    ),
    Step(
        name="b",
        check=Choose(names=("b",), given=hypothesis("not-to-minus-infinity")),
    ),
    Step(
        name="Lt ≤ 2 − δ",
        check=Reals(
            then="eventually(k, L*t[k] <= 2 - delta)",
            given=(hypothesis("L"), hypothesis("step-below-2/L")),
        ),
    ),
    Step(
        name="D from below",
        claim="D ≥ δ‖∇f‖²/4 − 2Ltε²/δ for large k",
        ours=True,
        check=Reals(
            then=f"eventually(k, D[k] >= (delta/4)*{N}**2 - (2/delta)*L*(t[k]*eps[k]**2))",
            given=(
                *(step("Lt ≤ 2 − δ"), hypothesis("L")),
                *(step("short steps decrease f"), step("long steps decrease f")),
                *(hypothesis("step-nonnegative"), step("0 < δ ≤ 1")),
            ),
        ),
    ),
    Step(
        name="not away from 0",
        check=Block(
            fix=("r",),
            assume=(("norm", "r > 0"), ("away", f"eventually(k, {N} >= r)")),
            steps=(
                Step(
                    name="δ²r²/16L > 0",
                    check=Reals(
                        then=f"{NEAR} > 0",
                        given=(local("norm"), hypothesis("L"), step("0 < δ ≤ 1")),
                    ),
                ),
                Step(
                    name="tε² is small",
                    check=Rule(
                        schema="near the limit",
                        by={"a(k)": "t[k]*eps[k]**2", "c": "0", "r": NEAR},
                        given=(hypothesis("error-vanishes"), step("δ²r²/16L > 0")),
                    ),
                ),
                Step(
                    name="D ≥ δr²/8",
                    check=Reals(
                        then="eventually(k, D[k] >= delta*r**2/8)",
                        given=(
                            *(local("norm"), local("away"), step("tε² is small")),
                            *(step("D from below"), step("0 < δ ≤ 1")),
                        ),
                    ),
                ),
                Step(
                    name="f decreases steadily",
                    check=Reals(
                        then="eventually(k, f(x[k + 1]) <= f(x[k]) - (delta*r**2/8)*t[k])",
                        given=(
                            *(step("D ≥ δr²/8"), step("(25) second")),
                            hypothesis("step-nonnegative"),
                        ),
                    ),
                ),
                Step(
                    name="δr²/8 > 0",
                    check=Reals(then="delta*r**2/8 > 0", given=(local("norm"), step("0 < δ ≤ 1"))),
                ),
                Step(
                    name="which cannot be",
                    check=Apply(
                        to=step("no steady decrease", b="b", r="delta*r**2/8"),
                        given=(step("δr²/8 > 0"), step("b"), step("f decreases steadily")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="norms are nonnegative",
        check=Reals(then=f"always(k, {N} >= 0)"),
    ),
    Step(
        name="lim inf",
        claim="lim inf ‖∇f(xᵏ)‖ = 0",
        ours=True,
        check=Rule(
            schema="lim inf of 0",
            by={"a(k)": N},
            given=(step("norms are nonnegative"), step("not away from 0")),
        ),
    ),
)

# ---- short steps: how far from 0, if tₖρₖ² does not vanish

floor = (
    Step(
        name="lim inf ≤ c",
        claim="lim inf ‖∇f(xᵏ)‖² ≤ c, if Ltₖ ≤ 1 and Ltₖεₖ² ≤ c for large k",
        ours=True,
        check=Block(
            fix=("r",),
            assume=(("margin", "r > 0"),),
            steps=(
                Step(
                    name="not above c + r",
                    check=Block(
                        assume=(("above", f"eventually(k, {SQUARE} >= c + r)"),),
                        steps=(
                            Step(
                                name="D ≥ r/2",
                                check=Reals(
                                    then="eventually(k, D[k] >= r/2)",
                                    given=(
                                        *(local("above"), hypothesis("L")),
                                        *(hypothesis("step-short"), hypothesis("error-floor")),
                                        step("short steps decrease f"),
                                    ),
                                ),
                            ),
                            Step(
                                name="f decreases by rt/2",
                                check=Reals(
                                    then="eventually(k, f(x[k + 1]) <= f(x[k]) - (r/2)*t[k])",
                                    given=(
                                        *(step("D ≥ r/2"), step("(25) second")),
                                        hypothesis("step-nonnegative"),
                                    ),
                                ),
                            ),
                            Step(
                                name="r/2 > 0",
                                check=Reals(then="r/2 > 0", given=(local("margin"),)),
                            ),
                            Step(
                                name="which is impossible",
                                check=Apply(
                                    to=step("no steady decrease", b="b", r="r/2"),
                                    given=(step("r/2 > 0"), step("b"), step("f decreases by rt/2")),
                                ),
                            ),
                        ),
                    ),
                ),
                Step(
                    name="not for all large k",
                    check=Reals(
                        then=f"not eventually(k, {SQUARE} >= c + r)",
                        given=(step("not above c + r"),),
                    ),
                ),
                Step(
                    name="below c + r infinitely often",
                    check=Rule(
                        schema="not for all large k",
                        by={"P(k)": f"{SQUARE} >= c + r"},
                        given=(step("not for all large k"),),
                    ),
                ),
            ),
        ),
    ),
)

# ---- (ii)

HIGH = "f(x[k]) >= f(w) + r/2"
ENOUGH = "min(delta**2*slope**2/(16*L), delta*r/16)"
MOVES = f"implies({HIGH}, D[k] >= delta*slope**2/8) and -t[k]*D[k] <= r/4"

values_near = (
    Step(
        name="slope",
        check=Define(symbol="slope", value="min(q, r/(2*q0))"),
    ),
    Step(
        name="slope > 0",
        check=Reals(then="slope > 0", given=(definition("slope"), local("r > 0"), step("w"))),
    ),
    Step(
        name="steep",
        claim="‖∇f(y)‖ ≥ min(q, r/2q₀) where f(y) ≥ f(w) + r/2: (f(y) − f(w))/‖y − w‖ is at least "
        "that, and at most ‖∇f(y)‖",
        ours=True,
        check=Reals(
            then="forall(y, implies(f(y) >= f(w) + r/2, norm(grad(y)) >= slope))",
            given=(
                *(definition("slope"), step("w"), step("w", y="y")),
                step("f(y) − f(w) ≤ ‖∇f(y)‖‖y − w‖", y="y"),
            ),
        ),
    ),
    Step(
        name="enough > 0",
        check=Reals(
            then=f"{ENOUGH} > 0",
            given=(*(local("r > 0"), step("slope > 0"), hypothesis("L"), step("0 < δ ≤ 1")),),
        ),
    ),
    Step(
        name="tε² is small enough",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "t[k]*eps[k]**2", "c": "0", "r": ENOUGH},
            given=(hypothesis("error-vanishes"), step("enough > 0")),
        ),
    ),
    Step(
        name="D where f is high",
        check=Reals(
            then=f"eventually(k, implies({HIGH}, D[k] >= delta*slope**2/8))",
            given=(
                *(step("tε² is small enough"), step("D from below"), step("steep", y="x[k]")),
                *(step("0 < δ ≤ 1"), step("slope > 0")),
            ),
        ),
    ),
    Step(
        name="f rises by r/4 at most",
        check=Reals(
            then="eventually(k, -t[k]*D[k] <= r/4)",
            given=(
                *(step("tε² is small enough"), step("D from below"), step("Lt ≤ 2 − δ")),
                *(hypothesis("step-nonnegative"), step("0 < δ ≤ 1")),
            ),
        ),
    ),
    Step(
        name="both",
        check=Reals(
            then=f"eventually(k, {MOVES})",
            given=(step("D where f is high"), step("f rises by r/4 at most")),
        ),
    ),
    Step(name="K", check=Choose(names=("K",), given=step("both"))),
    *some_index_or_none("low at some k, or never", "f(x[k]) < f(w) + r/2", "K"),
    Step(
        name="not high for ever",
        check=Block(
            assume=(("high", "since(K, k, not f(x[k]) < f(w) + r/2)"),),
            steps=(
                Step(
                    name="f falls steadily",
                    check=Reals(
                        then="eventually(k, f(x[k + 1]) <= f(x[k]) - (delta*slope**2/8)*t[k])",
                        given=(
                            *(local("high"), step("K"), step("(25) second")),
                            hypothesis("step-nonnegative"),
                        ),
                    ),
                ),
                Step(
                    name="δ slope²/8 > 0",
                    check=Reals(
                        then="delta*slope**2/8 > 0",
                        given=(step("slope > 0"), step("0 < δ ≤ 1")),
                    ),
                ),
                Step(
                    name="f(xᵏ) ≥ f(w)",
                    check=Reals(
                        then="frequently(k, f(x[k]) >= f(w))", given=(step("w", y="x[k]"),)
                    ),
                ),
                Step(
                    name="a contradiction",
                    check=Apply(
                        to=step("no steady decrease", b="f(w)", r="delta*slope**2/8"),
                        given=(
                            *(step("δ slope²/8 > 0"), step("f(xᵏ) ≥ f(w)")),
                            step("f falls steadily"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="low at some k",
        check=Reals(
            then="exists(N, N >= K and f(x[N]) < f(w) + r/2)",
            given=(step("low at some k, or never"), step("not high for ever")),
        ),
    ),
    Step(name="N", check=Choose(names=("N",), given=step("low at some k"))),
    *inductively(
        "low from there on",
        "f(x[k]) <= f(w) + 3*r/4",
        "N",
        claim="f(xᵏ) ≤ f(w) + 3r/4 from there on: f falls where it is high, and rises by r/4",
        ours=True,
        base=(step("N"), local("r > 0")),
        given=(
            *(step("N"), step("K"), step("(25) second")),
            *(hypothesis("step-nonnegative"), step("0 < δ ≤ 1")),
        ),
    ),
    Step(
        name="near min f",
        check=Reals(
            then="eventually(k, f(w) - r < f(x[k]) and f(x[k]) < f(w) + r)",
            given=(step("low from there on"), step("w", y="x[k]"), local("r > 0")),
        ),
    ),
)

LEVELS = (hypothesis("smooth"), hypothesis("convex"), hypothesis("level-set"))

second = (
    Step(
        name="growth",
        claim="f has a minimizer w, and f(y) ≥ f(w) + q‖y − w‖ where ‖y − w‖ ≥ q₀",
        check=Uses(proof="level-sets", conclusion="growth", given=LEVELS),
    ),
    Step(name="w", check=Choose(names=("w", "q", "q0"), given=step("growth"))),
    Step(
        name="f(y) − f(w) ≤ ‖∇f(y)‖‖y − w‖",
        check=Reals(
            then="forall(y, f(y) - f(w) <= norm(grad(y))*norm(y - w))",
            given=(hypothesis("convex", y="y", z="w"),),
        ),
    ),
    Step(
        name="f(xᵏ) as near to min f as one likes",
        check=Block(fix=("r",), assume=(("r > 0", "r > 0"),), steps=values_near),
    ),
    Step(
        name="f(xᵏ) → f(w)",
        check=Rule(
            schema="limit",
            by={"a(k)": "f(x[k])", "c": "f(w)"},
            given=(step("f(xᵏ) as near to min f as one likes"),),
        ),
    ),
    Step(
        name="value limit",
        claim="f(xᵏ) → min f",
        ours=True,
        check=Witness(
            then="exists(z, forall(y, f(y) >= f(z)) and tends(k, f(x[k]), f(z)))",
            values={"z": "w"},
            given=(step("w"), step("f(xᵏ) → f(w)")),
        ),
    ),
    *(
        Step(
            name=name,
            claim=claim,
            ours=True,
            check=Uses(
                proof="level-sets",
                conclusion=key,
                given=(hypothesis("smooth"), *given, step("value limit")),
            ),
        )
        for name, key, claim, given in (
            ("bounded", "bounded", "xᵏ is bounded", LEVELS[1:]),
            ("accumulation points", "minimizers", "accumulation points minimize f", ()),
            (
                *("unique minimizer", "iterate-limit", "a unique minimizer is the limit of xᵏ"),
                (*LEVELS[1:], hypothesis("unique")),
            ),
            (
                *("gradients vanish", "gradient-limit", "∇f(xᵏ) → 0"),
                (hypothesis("L"), hypothesis("lipschitz")),
            ),
        )
    ),
)

CONVEX, LEVEL = ("step-below-2/L", "error-vanishes", "convex"), "level-set"

proof = Proof(
    name="forward-errors",
    summary="gradient descent with errors that do not point against the gradient: tₖεₖ² → 0 and "
    "tₖ ≤ (2 − δ)/L as all that is asked of steps and errors besides Σtₖ = ∞ (not in print)",
    source="a strengthening of K24, Theorem 3.2",
    statement=Statement(
        hypotheses=(
            *(formulas.SMOOTH, formulas.POSITIVE_L, formulas.LIPSCHITZ),
            *(formulas.STEP_NONNEGATIVE, formulas.STEP_DIVERGES),
            *(formulas.ABSOLUTE_ERROR, FORWARD, formulas.STEP_BELOW, VANISHING),
            *(formulas.NOT_TO_MINUS_INFINITY, formulas.CONVEX, formulas.LEVEL_SET),
            *(formulas.UNIQUE, formulas.STEP_SHORT, ERROR_FLOOR),
        ),
        definitions=(formulas.ITERATION,),
        conclusions=(
            *stated(khanh_3_2).conclusions,
            *(formulas.GRADIENT_VANISHES, formulas.GRADIENT_FLOOR),
        ),
        needs={
            "liminf-gradient": ("step-below-2/L", "error-vanishes", "not-to-minus-infinity"),
            "bounded": (*CONVEX, LEVEL),
            "minimizers": (*CONVEX, LEVEL),
            "value-limit": (*CONVEX, LEVEL),
            "iterate-limit": (*CONVEX, LEVEL, "unique"),
            "gradient-limit": (*CONVEX, LEVEL),
            "gradient-floor": ("step-short", "error-floor", "not-to-minus-infinity"),
        },
    ),
    steps=(*error, *descent, *first, *floor, *second),
    parts=(
        *(
            Part(text=text, conclusion=key, shown_by=name)
            for text, key, name in (
                ("lim inf ‖∇f(xᵏ)‖ = 0", "liminf-gradient", "lim inf"),
                ("f convex: xᵏ is bounded", "bounded", "bounded"),
                ("f convex: accumulation points minimize", "minimizers", "accumulation points"),
                ("f convex: f(xᵏ) → min f", "value-limit", "value limit"),
                ("f convex: ∇f(xᵏ) → 0", "gradient-limit", "gradients vanish"),
                ("f convex: a unique minimizer is the limit", "iterate-limit", "unique minimizer"),
                ("tₖ ≤ 1/L: lim inf ‖∇f(xᵏ)‖² ≤ lim sup Ltₖεₖ²", "gradient-floor", "lim inf ≤ c"),
            )
        ),
    ),
    outcome="(i) of Theorem 3.2 needs no convexity but that errors do not point against ∇f",
)
