"""SAM, RSAM, VaSSO and F-SAM are normalized methods: their error is at most Lρ."""

from __future__ import annotations

from sam_theory.schedules.deciding import decide
from sam_theory.statements.conclusions.numbers import OF_SCHEDULES
from sam_theory.statements.formulas import (
    ITERATION,
    NORMALIZED,
    RADIUS_NONNEGATIVE,
    STEP_NONNEGATIVE,
    given,
)
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.measured import unless_exceeded
from sam_theory.statements.hypotheses.methods import normalized_variant
from sam_theory.statements.theorem import Conclusion, Erratum, Run, Theorem
from sam_theory.verdict import Verdict, consistent, undecided, worst


def schedules_of_1a(run: Run) -> Verdict:
    """tₖ, ρₖ > 0 for every k, which 1a asks for and 2c–2f do not."""
    step, radius = run.setting.step, run.setting.radius
    return worst(decide(key, step, radius) for key in ("step-positive", "radius-positive"))


def error_within(run: Run) -> Verdict:
    """‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ at every k, rounding allowed for."""
    errors = run.trace.errors
    if errors is None:
        return undecided("L is not known, or no error was recorded")
    text = f"the least slack is {errors.slack:.3g} of Lρₖ, at k = {errors.at}"
    within = consistent(text, errors.slack)
    return unless_exceeded(run, "Lρₖ", within)


khanh_d_1 = Theorem(
    name="khanh-d.1",
    summary="SAM, RSAM, VaSSO and F-SAM are cases of Algorithm 1a, an IGD with εₖ = Lρₖ",
    about=normalized_variant,
    hypotheses=(),
    conclusions=(
        Conclusion(
            text="with tₖ, ρₖ ≥ 0 they are cases of 1a, where tₖ, ρₖ > 0",
            property=OF_SCHEDULES,
            check=schedules_of_1a,
            states=given("1a", "tₖ, ρₖ > 0", "always(k, t[k] > 0 and rho[k] > 0)"),
            proofs=("2c–2f are specializations of 1a as stated",),
            errata=(
                Erratum(
                    text="tₖ = 0 or ρₖ = 0 is admitted in 2c–2f, and excluded in 1a",
                    fails_where=lambda run: schedules_of_1a(run).fails,
                    proof="khanh-d.1",
                    step="ρ = 0 occurs",
                ),
            ),
        ),
        Conclusion(
            text="‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ",
            property="error",
            check=error_within,
            states=given(
                "error", "‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ", "always(k, norm(g[k] - grad(x[k])) <= L*rho[k])"
            ),
            needs=(LIPSCHITZ_GRADIENT,),
            proofs=("the iterations have the form of 1a",),
        ),
    ),
    stands=(STEP_NONNEGATIVE, RADIUS_NONNEGATIVE),
    iteration=(NORMALIZED, ITERATION),
    source="K24, Remark D.1 and (2c)–(2f)",
)
