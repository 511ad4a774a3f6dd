"""SAM on convex functions: a stationary subsequence."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.properties import of_minimizers, promise, said, shown
from sam_theory.statements.hypotheses.facts import (
    BOUNDED_LEVEL_SET,
    CONVEX,
    LIPSCHITZ_GRADIENT,
    UNIQUE_MINIMIZER,
)
from sam_theory.statements.hypotheses.iterates import (
    BOUNDED_BELOW,
    GRADIENTS_NONZERO,
)
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.schedules import (
    RADIUS_BOUNDED,
    STEP_DIVERGES,
    STEP_SQUARE_SUMMABLE,
)
from sam_theory.statements.theorem import Conclusion, Theorem

LEVEL = (BOUNDED_LEVEL_SET,)
MINIMIZER = "forall(y, f(y) >= f(z))"

khanh_3_2 = Theorem(
    name="khanh-3.2",
    summary="SAM with Σt² < ∞ = Σt on convex f: liminf ‖∇f(xᵏ)‖ = 0",
    about=ascends_along_the_gradient,
    hypotheses=(
        CONVEX,
        LIPSCHITZ_GRADIENT,
        STEP_SQUARE_SUMMABLE,
        STEP_DIVERGES,
        RADIUS_BOUNDED,
        GRADIENTS_NONZERO,
        BOUNDED_BELOW,
    ),
    conclusions=(
        promise("(i) liminf ‖∇f(xᵏ)‖ = 0", "liminf-gradient", proofs=("(i) lim inf ‖∇f(xᵏ)‖ = 0",)),
        Conclusion(
            text="(ii) xᵏ is bounded",
            property="bound",
            check=shown("bounded"),
            needs=LEVEL,
            proofs=("(ii) xᵏ is bounded",),
            states=said("xᵏ is bounded", "bounded"),
        ),
        Conclusion(
            text="(ii) every accumulation point of xᵏ is a global minimizer",
            property="stationary-accumulation",
            check=of_minimizers("stationary-accumulation"),
            needs=LEVEL,
            proofs=("(ii) accumulation points are global minimizers",),
            states=formulas.given(
                "minimizers",
                "every accumulation point of xᵏ is a global minimizer",
                f"forall(z, implies(accumulates(k, x[k], z), {MINIMIZER}))",
            ),
        ),
        Conclusion(
            text="(ii) f(xᵏ) → min f",
            property="value-limit",
            check=of_minimizers("value-limit"),
            needs=LEVEL,
            proofs=("(ii) f(xᵏ) → min f",),
            states=formulas.given(
                "value-limit",
                "f(xᵏ) → min f",
                f"exists(z, {MINIMIZER} and tends(k, f(x[k]), f(z)))",
            ),
        ),
        Conclusion(
            text="(ii) xᵏ converges to the unique minimizer",
            property="iterate-limit",
            check=of_minimizers("iterate-limit"),
            needs=(*LEVEL, UNIQUE_MINIMIZER),
            proofs=("(ii) a unique minimizer is the limit of xᵏ",),
            states=formulas.given(
                "iterate-limit", "xᵏ → x*, the only minimizer", "tends(k, x[k], xstar)"
            ),
        ),
    ),
    stands=(formulas.SMOOTH, formulas.STEP_NONNEGATIVE, formulas.RADIUS_NONNEGATIVE),
    iteration=(formulas.ITERATION, formulas.SAM),
    source="K24, Theorem 3.2",
    family="SAM",
    practice="SAM, f convex: liminf ‖∇f(xᵏ)‖ = 0",
)
