"""SAM with constant radius on strongly convex functions, step chosen for the horizon."""

from __future__ import annotations

import math

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.bounds import gap_at_last, numbers
from sam_theory.statements.conclusions.horizons import gap_at_horizon, horizon_step
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import STRONGLY_CONVEX, constant
from sam_theory.statements.hypotheses.draws import HALF_STEP
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.theorem import Conclusion, Hypothesis, Run, Theorem
from sam_theory.verdict import Verdict, consistent, undecided, violated


def step_for_horizon(run: Run) -> Verdict:
    """The step is the η of the theorem for the T of the run."""
    c, T = numbers(run), run.trace.iterations
    if c is None or c.convexity == 0:
        return undecided("μ, L, inf f or f(x¹) is not known")
    asked = horizon_step(c, T)
    text = f"t = {c.step:.6g}; η = {asked:.6g} at T = {T}"
    return consistent(text) if math.isclose(c.step, asked, rel_tol=1e-3) else violated(text)


HORIZON = Hypothesis(
    "η = min{(1/(μT)) max{1, log(μ²ΔT²/(β³ρ²))}, 1/(2β)}",
    step_for_horizon,
    of_run=True,
    states=(
        given(
            "horizon",
            "t = min{(1/(μN)) max{1, log(μ²ΔN²/(L³ρ²))}, 1/(2L)}, N the horizon",
            "t == min((1/(mu*N))*max(1, log(mu**2*(f(x[1]) - f(xstar))*N**2"
            "/(L**3*rho**2))), 1/(2*L))",
        ),
    ),
)
LAST = given(
    "last-iterate",
    "f(xᵏ) − f(x*) ≤ max{(1 − tμ(2 − Lt))ᵏ⁻¹(f(x¹) − f(x*)), L⁴t²ρ²/(2μ)} for t ≤ 1/(2L)",
    "always(k, f(x[k]) - f(xstar) <= max((1 - t*mu*(2 - L*t))**(k - 1)*(f(x[1]) - f(xstar)),"
    " L**4*t**2*rho**2/(2*mu)))",
)

si_yun_3_1 = Theorem(
    name="si-yun-3.1",
    summary="SAM with constants on strongly convex f: the gap is Õ(1/T²) for η chosen by T",
    about=ascends_along_the_gradient,
    about_settings=constant,
    hypotheses=(
        STRONGLY_CONVEX,
        LIPSCHITZ_GRADIENT,
    ),
    conclusions=(
        Conclusion(
            text="f(x^T) − f* = Õ(exp(−μT/(2β))Δ + β³ρ²/(μ²T²))",
            property="bound",
            check=gap_at_horizon,
            needs=(HORIZON,),
            measures="f(xᵀ) − f*",
            unconfirmed="the constant and the powers of log T in Õ; what is proved here, of the "
            "last iterate for a fixed η, has β/μ more",
            states=given(
                "rate",
                "f(xᴺ⁺¹) − f(x*) ≤ C(exp(−μN/(2L))Δ + L³ρ²/(μ²N²)), C what Õ hides",
                "f(x[N + 1]) - f(xstar) <= C*(exp(-mu*N/(2*L))*(f(x[1]) - f(xstar))"
                " + L**3*rho**2/(mu**2*N**2))",
            ),
        ),
        Conclusion(
            text="f(xᵏ) − f* ≤ max{(1 − ημ(2 − βη))ᵏ⁻¹Δ, β⁴η²ρ²/(2μ)}",
            property="bound",
            check=gap_at_last,
            needs=(HALF_STEP,),
            proofs=("1/T² in the last term, β⁴η²ρ²/(2μ) for the last iterate and η ≤ 1/(2β)",),
            measures="f(xᵏ) − f*",
            states=LAST,
            ours=True,
        ),
    ),
    stands=(formulas.SMOOTH, formulas.CONSTANTS, formulas.MINIMIZER),
    iteration=(formulas.CONSTANT_STEP, formulas.CONSTANT_SAM),
    source="S23 (Si, Yun, NeurIPS 2023), Theorem 3.1",
    practice="SAM, f strongly convex: Õ(1/T²)",
)
