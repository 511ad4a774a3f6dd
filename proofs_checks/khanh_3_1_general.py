"""SAM with constants on any function without stationary points at distance about ρ from x*."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Define,
    Part,
    Proof,
    Reals,
    Rule,
    Statement,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.statements.formulas import CONSTANT_RADIUS, GRADIENTS_NONZERO, SMOOTH, given
from sam_theory.theorems.khanh_3_1 import ITERATION, NO_CONVERGENCE

V, NEXT, UNIT = "(x[k] - xstar)", "(x[k + 1] - xstar)", "(rho/norm(grad(x[k])))*grad(x[k])"
NEAR, FAR = f"norm({V}) < far", f"norm({V}) >= far"

one_step = (
    Step(name="d", check=Define(symbol="far", value="min(t*low/2, e)")),
    Step(
        name="d > 0",
        check=Reals(
            then="far > 0", given=(definition("d"), hypothesis("away"), hypothesis("step"))
        ),
    ),
    Step(
        name="‖ρu‖ = ρ",
        check=Reals(
            then=f"always(k, norm({UNIT}) == rho)",
            given=(hypothesis("radius"), hypothesis("gradients-nonzero")),
        ),
    ),
    Step(
        name="distance from the sphere",
        claim="|‖x + ρu − x*‖ − ρ| ≤ ‖x − x*‖, u = ∇f(x)/‖∇f(x)‖",
        ours=True,
        check=Reals(
            then=f"always(k, abs(norm(x[k] + {UNIT} - xstar) - rho) <= norm({V}))",
            given=(step("‖ρu‖ = ρ"), hypothesis("gradients-nonzero")),
        ),
    ),
    Step(
        name="near x*, a gradient of length c",
        check=Reals(
            then=f"always(k, implies({NEAR}, norm(grad(x[k] + {UNIT})) >= low))",
            given=(
                hypothesis("gradients off x*", z=f"x[k] + {UNIT}"),
                *(step("distance from the sphere"), definition("d")),
            ),
        ),
    ),
    Step(
        name="a step away",
        claim="‖x⁺ − x*‖ ≥ t‖∇f(x + ρu)‖ − ‖x − x*‖",
        ours=True,
        check=Reals(
            then=f"always(k, norm({NEXT}) >= t*norm(grad(x[k] + {UNIT})) - norm({V}))",
            given=(definition("iteration"),),
        ),
    ),
    Step(
        name="repulsion",
        claim="of two successive iterates one is at distance ≥ min(tc/2, e) from x*",
        ours=True,
        check=Reals(
            then=f"always(k, {FAR} or norm({NEXT}) >= far)",
            given=(
                *(step("near x*, a gradient of length c"), step("a step away")),
                *(definition("d"), hypothesis("step")),
            ),
        ),
    ),
)

no_limit = (
    Step(
        name="not always near x*",
        check=Block(
            assume=(("near", f"eventually(k, {NEAR})"),),
            steps=(
                Step(
                    name="two near x*",
                    check=Reals(
                        then="False",
                        given=(local("near"), local("near", k="k + 1"), step("repulsion")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="not near from some k on",
        check=Reals(then=f"not eventually(k, {NEAR})", given=(step("not always near x*"),)),
    ),
    Step(
        name="far infinitely often",
        check=Rule(
            schema="not for all large k",
            by={"P(k)": NEAR},
            given=(step("not near from some k on"),),
        ),
    ),
    Step(
        name="lim sup",
        claim="lim sup ‖xᵏ − x*‖ ≥ min(tc/2, e)",
        ours=True,
        check=Reals(
            then=f"frequently(k, norm({V}) >= min(t*low/2, e))",
            given=(step("far infinitely often"), definition("d")),
        ),
    ),
    Step(
        name="xᵏ → x* is impossible",
        check=Block(
            assume=(("limit", "tends(k, x[k], xstar)"),),
            steps=(
                Step(
                    name="distance tends to 0",
                    check=Rule(
                        schema="distance from the limit",
                        by={"v(k)": "x[k]", "c": "xstar"},
                        given=(local("limit"),),
                    ),
                ),
                Step(
                    name="near x*",
                    check=Rule(
                        schema="near the limit",
                        by={"a(k)": f"norm({V})", "c": "0", "r": "far"},
                        given=(step("distance tends to 0"), step("d > 0")),
                    ),
                ),
                Step(
                    name="near and far",
                    check=Reals(
                        then="False", given=(step("near x*"), step("far infinitely often"))
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="no convergence in general",
        claim="xᵏ does not converge to x*",
        ours=True,
        check=Reals(then=NO_CONVERGENCE.formula, given=(step("xᵏ → x* is impossible"),)),
    ),
)

(SAM,) = (word for word in ITERATION if word.key == "iteration")

proof = Proof(
    name="khanh-3.1-general",
    summary="SAM with constants tends to no x* with ‖∇f‖ ≥ c > 0 at distances about ρ from it",
    source="derived here, after K24, Appendix A.1",
    statement=Statement(
        hypotheses=(
            *(SMOOTH, CONSTANT_RADIUS, GRADIENTS_NONZERO),
            given("step", "t > 0", "t > 0"),
            given("away", "c, e > 0", "low > 0 and e > 0"),
            given(
                "gradients off x*",
                "‖∇f(z)‖ ≥ c where |‖z − x*‖ − ρ| ≤ e",
                "forall(z, implies(abs(norm(z - xstar) - rho) <= e, norm(grad(z)) >= low))",
            ),
        ),
        definitions=(SAM,),
        conclusions=(
            given(
                "far",
                "‖xᵏ − x*‖ ≥ min(tc/2, e) for infinitely many k",
                f"frequently(k, norm({V}) >= min(t*low/2, e))",
            ),
            NO_CONVERGENCE,
        ),
    ),
    steps=(*one_step, *no_limit),
    parts=(
        Part(
            text="lim sup ‖xᵏ − x*‖ ≥ min(tc/2, e)",
            conclusion="far",
            shown_by="lim sup",
            ours=True,
        ),
        Part(
            text="no convergence on any f without stationary points at distance ρ from x*, unless "
            "the run hits x*",
            conclusion=NO_CONVERGENCE.key,
            shown_by="no convergence in general",
            ours=True,
        ),
    ),
    outcome="it is the constant radius that keeps SAM away, not the quadratic",
)
