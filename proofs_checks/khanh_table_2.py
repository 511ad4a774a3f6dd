"""Tables 2 and 3, what the introduction claims of each method."""

from __future__ import annotations

from typing import NamedTuple

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Given,
    Identity,
    Part,
    Proof,
    Reals,
    Schedules,
    Statement,
    Step,
    Uses,
    Witness,
    hypothesis,
    local,
    step,
)
from sam_theory.statements import formulas
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_2 import khanh_3_2
from sam_theory.theorems.khanh_3_5 import khanh_3_5
from sam_theory.theorems.khanh_4_2 import khanh_4_2

CONVEX, NORMALIZED, UNNORMALIZED = map(stated, (khanh_3_2, khanh_3_5, khanh_4_2))
MINIMIZER = Given(
    key="minimizer", text="f has a minimizer", formula="exists(z, forall(y, f(y) >= f(z)))"
)
BOUNDED_MINIMIZERS = Given(
    key="bounded-minimizers",
    text="the set of minimizers is bounded",
    formula="exists(r, forall(z, implies(forall(y, f(y) >= f(z)), norm(z) <= r)))",
)
STATIONARY, VALUE = (
    formulas.PROPERTIES["stationary-accumulation"],
    formulas.FIVE_PROPERTIES["value-limit"],
)


def asked(said: Statement, conclusion: str, *more: str) -> tuple[str, ...]:
    """The keys of all that a conclusion of a theorem rests on."""
    special = {key for keys in said.needs.values() for key in keys}
    common = [h.key for h in said.hypotheses if h.key not in special]
    keys = (*common, *said.needs[conclusion], *(d.key for d in said.definitions), *more)
    return tuple(dict.fromkeys(keys))


def uses(proof: str, keys: tuple[str, ...], conclusion: str, **shown: str) -> Uses:
    """A conclusion of a theorem whose hypotheses are given, or shown by a step."""
    given = tuple(step(shown[key]) if key in shown else hypothesis(key) for key in keys)
    return Uses(proof=proof, conclusion=conclusion, given=given)


USAM_RUN = (
    "sam-theory run --problem quartic-hill --method usam --step 1 --radius 1/6 --iterations 99 "
    '--start "(2,)" --out run.npz'
)
SAID = {
    "stationary-accumulation": "stationary accumulation points",
    "gradient-limit": "lim ∇f = 0",
    "value-convergence": "lim f = f*, where there is an accumulation point",
    "convergence": "xᵏ converges under KL",
}
LEVEL = {"level-set": "a bounded level set"}

SLOPE, WELL = "(-a/(1 + a))", "a/(1 + a)**2"  # of log(1 + e^(−x)), where a = e^(−x)

level_set = (  # of the minimizers
    Step(name="some minimizer", check=Choose(names=("z1",), given=hypothesis("minimizer"))),
    Step(
        name="bound of the minimizers",
        check=Choose(names=("r1",), given=hypothesis("bounded-minimizers")),
    ),
    Step(
        name="the level set of a minimizer",
        claim="a bounded minimizer set is a bounded level set",
        check=Block(
            fix=("w",),
            assume=(("w", "f(w) <= f(z1)"),),
            steps=(
                Step(
                    name="w is a minimizer",
                    check=Reals(
                        then="forall(y, f(y) >= f(w))",
                        given=(step("some minimizer", y="y"), local("w")),
                    ),
                ),
                Step(
                    name="w is bounded",
                    check=Reals(
                        then="norm(w) <= r1",
                        given=(step("bound of the minimizers", z="w"), step("w is a minimizer")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="a bounded level set",
        check=Witness(
            then=formulas.LEVEL_SET.formula,
            values={"z": "z1", "r": "r1"},
            given=(step("the level set of a minimizer"),),
        ),
    ),
)

convex = (
    Step(
        name="convex",
        claim="SAM, convex: lim inf ∇f = 0",
        check=uses("khanh-3.2", asked(CONVEX, "liminf-gradient"), "liminf-gradient"),
    ),
    *level_set,
    Step(
        name="minimizers",
        check=uses("khanh-3.2", asked(CONVEX, "minimizers"), "minimizers", **LEVEL),
    ),
    Step(
        name="(4)",
        check=uses("khanh-2", ("smooth", "L", "lipschitz"), "descent"),
    ),
    Step(
        name="convex, bounded minimizer set",
        claim="SAM, convex, a bounded minimizer set: stationary accumulation points",
        check=Block(
            fix=("z",),
            assume=(("z", "accumulates(k, x[k], z)"),),
            steps=(
                Step(
                    name="z is a minimizer",
                    check=Apply(to=step("minimizers", z="z"), given=(local("z"),)),
                ),
                Step(
                    name="z is stationary",
                    check=Reals(
                        then="grad(z) == 0",
                        given=(
                            step("z is a minimizer", y="z - (1/L)*grad(z)"),
                            *(step("(4)", y="z", z="z - (1/L)*grad(z)"), hypothesis("L")),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="convex, unique minimizer",
        claim="SAM, convex, a unique minimizer: xᵏ converges",
        check=uses("khanh-3.2", asked(CONVEX, "iterate-limit"), "iterate-limit", **LEVEL),
    ),
)

normalized = (
    Step(
        name="normalized, lim ∇f = 0",
        claim="SAM and normalized variants, nonconvex: lim ∇f = 0",
        check=uses("khanh-3.5", asked(NORMALIZED, "gradient-limit"), "gradient-limit"),
    ),
    Step(
        name="normalized, KL",
        claim="SAM and normalized variants, nonconvex, KL: xᵏ converges",
        check=uses("khanh-3.5", asked(NORMALIZED, "convergence"), "convergence"),
    ),
    Step(
        name="lim f = f*",
        erratum="an accumulation point is needed",
        claim="SAM and normalized variants, nonconvex: lim f = f*, the value at a stationary "
        "point; here f(x) = log(1 + e^(−x)), which has none; a = e^(−x)",
        check=Reals(then=f"forall(a, implies(a > 0, {SLOPE} == 0))"),
        run='sam-theory run --problem softplus --method sam --step "1/k" --radius "1/k" '
        '--iterations 9999 --start "(0,)" --out run.npz',
    ),
    Step(
        name="slope of softplus",
        ours=True,
        check=Identity(equation="diff(log(1 + exp(-x)), x) == -exp(-x)/(1 + exp(-x))"),
    ),
    Step(
        name="curvature of softplus",
        ours=True,
        check=Identity(equation="diff(diff(log(1 + exp(-x)), x), x) == exp(-x)/(1 + exp(-x))**2"),
    ),
    Step(
        name="Σ tₖρₖ < ∞",
        ours=True,
        check=Schedules(key="product-summable", step="1/k", radius="1/k"),
    ),
    Step(name="Σ tₖ = ∞", ours=True, check=Schedules(key="step-diverges", step="1/k")),
    Step(
        name="no stationary value",
        claim="f = log(1 + e^(−x)) is bounded below, f″ ∈ (0, 1/4], f′ < 0; tₖ = ρₖ = 1/k "
        "satisfies (11): ∇f(xᵏ) → 0, and f(xᵏ) → 0 is the value at no point; a = e^(−x)",
        ours=True,
        check=Reals(
            then=f"forall(a, implies(a > 0, 0 < {WELL} and {WELL} <= 1/4 and {SLOPE} < 0))"
        ),
    ),
)

SHIFTED = "x[k] + u*rho[k]*grad(x[k])"

unnormalized = (
    *(
        Step(
            name=f"unnormalized, Lipschitz: {key}",
            claim=f"USAM and unnormalized variants with Lipschitz ∇f: {SAID[key]}",
            check=uses(
                "khanh-4.2",
                asked(UNNORMALIZED, key, "lipschitz"),
                f"∇f L-Lipschitz: {key}",
            ),
        )
        for key in SAID
    ),
    Step(
        name="unnormalized, in general",
        erratum="(3) is used where (4) is assumed",
        claim="USAM and unnormalized variants without Lipschitz ∇f: stationary accumulation points "
        "and lim f = f*, by ‖∇f(x + ρ∇f(x)) − ∇f(x)‖ ≤ Lρ‖∇f(x)‖ from the descent condition",
        check=Reals(
            then="always(k, norm(g[k] - grad(x[k])) <= L*rho[k]*norm(grad(x[k])))",
            given=(
                *(hypothesis("L"), hypothesis("radius-nonnegative", k="k")),
                hypothesis("descent", y="x[k]", z=SHIFTED),
                hypothesis("descent", y=SHIFTED, z="x[k]"),
                hypothesis("unnormalized"),
            ),
        ),
        run=USAM_RUN,
    ),
    Step(
        name="USAM stays at 2",
        claim="f = x²/2 − x⁴/4 satisfies the descent condition with L = 1; with ρ = 1/6, t = 1, "
        "x¹ = 2, USAM stays at 2, where f′ = −6",
        ours=True,
        check=Reals(
            then="forall(a, b,"
            " b**2/2 - b**4/4 <= a**2/2 - a**4/4 + (a - a**3)*(b - a) + (b - a)**2/2)"
            " and 2 - ((2 + (2 - 2**3)/6) - (2 + (2 - 2**3)/6)**3) == 2 and 2 - 2**3 == -6"
        ),
        run=USAM_RUN,
    ),
)


class Row(NamedTuple):
    """A claim of the tables: its key, in words, as a formula, what it needs, and its step."""

    key: str
    text: str
    formula: str
    needs: tuple[str, ...]
    shown_by: str = ""
    refuted_by: str = ""


FORMULAS = {c.key: c.formula for c in (*CONVEX.conclusions, *UNNORMALIZED.conclusions)}
MINIMIZERS = ("minimizer", "bounded-minimizers")
ROWS = (
    Row(
        "convex",
        "SAM, convex: lim inf ∇f = 0",
        FORMULAS["liminf-gradient"],
        asked(CONVEX, "liminf-gradient"),
        "convex",
    ),
    Row(
        "convex-bounded",
        "SAM, convex, bounded minimizer set: stationary accumulation points",
        STATIONARY,
        (*asked(CONVEX, "liminf-gradient"), *MINIMIZERS),
        "convex, bounded minimizer set",
    ),
    Row(
        "convex-unique",
        "SAM, convex, unique minimizer: xᵏ converges",
        FORMULAS["iterate-limit"],
        (*asked(CONVEX, "liminf-gradient"), *MINIMIZERS, "unique"),
        "convex, unique minimizer",
    ),
    Row(
        "normalized",
        "normalized variants: lim ∇f = 0",
        FORMULAS["gradient-limit"],
        asked(NORMALIZED, "gradient-limit"),
        "normalized, lim ∇f = 0",
    ),
    Row(
        "normalized-kl",
        "normalized variants, KL: xᵏ converges",
        FORMULAS["convergence"],
        asked(NORMALIZED, "convergence"),
        "normalized, KL",
    ),
    Row(
        "normalized-value",
        "normalized variants: lim f = f* without an accumulation point",
        VALUE,
        asked(NORMALIZED, "gradient-limit"),
        refuted_by="no stationary value",
    ),
    Row(
        "unnormalized",
        "unnormalized variants in general: stationary accumulation points",
        STATIONARY,
        asked(UNNORMALIZED, "stationary-accumulation"),
        refuted_by="USAM stays at 2",
    ),
    *(
        Row(
            f"lipschitz-{key}",
            f"unnormalized variants, ∇f Lipschitz: {SAID[key]}",
            FORMULAS[key],
            asked(UNNORMALIZED, key, "lipschitz"),
            f"unnormalized, Lipschitz: {key}",
        )
        for key in SAID
    ),
)
ALL = (
    *(*CONVEX.hypotheses, *CONVEX.definitions, *NORMALIZED.hypotheses, *NORMALIZED.definitions),
    *(*UNNORMALIZED.hypotheses, *UNNORMALIZED.definitions, MINIMIZER, BOUNDED_MINIMIZERS),
)
NAMED = {key for row in ROWS for key in row.needs}

proof = Proof(
    name="khanh-table-2",
    summary="Tables 2 and 3: the results as the introduction claims them",
    source="K24, Tables 2 and 3",
    statement=Statement(
        hypotheses=tuple(dict.fromkeys(given for given in ALL if given.key in NAMED)),
        conclusions=tuple(Given(key=r.key, text=r.text, formula=r.formula) for r in ROWS),
        needs={r.key: r.needs for r in ROWS},
    ),
    steps=(*convex, *normalized, *unnormalized),
    parts=tuple(
        Part(text=r.text, conclusion=r.key, shown_by=r.shown_by, refuted_by=r.refuted_by)
        for r in ROWS
    ),
    outcome="lim f = f* needs an accumulation point, which Theorem 3.3 states and the table omits; "
    "for USAM the table needs ∇f Lipschitz throughout",
)
