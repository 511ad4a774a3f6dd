"""SAM with constant radius on convex functions: the average squared gradient."""

from __future__ import annotations

import math

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.bounds import (
    average_convex,
    average_vanishes,
    numbers,
)
from sam_theory.statements.conclusions.horizons import (
    average_at_horizon,
    average_at_published_horizon,
    published_step,
)
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import STEP_BELOW_INVERSE, constant
from sam_theory.statements.hypotheses.facts import CONVEX, FINITE_INFIMUM, LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.theorem import Conclusion, Erratum, Hypothesis, Run, Theorem
from sam_theory.verdict import Verdict, consistent, undecided, violated

DELTA = "(f(x[1]) - fstar)"
QUOTED = "as quoted by K24: (1/k) Σ‖∇f(xⁱ)‖² = O(1/k + 1/√k)"


def step_for_horizon(run: Run) -> Verdict:
    """t = 1/(β√T) for the T of the run."""
    c, T = numbers(run), run.trace.iterations
    if c is None or c.lipschitz == 0:
        return undecided("L > 0, inf f or f(x¹) is not known")
    asked = 1 / (c.lipschitz * math.sqrt(T))
    text = f"t = {c.step:.6g}; 1/(β√T) = {asked:.6g} at T = {T}"
    return consistent(text) if math.isclose(c.step, asked, rel_tol=1e-3) else violated(text)


def perturbed(run: Run) -> bool:
    """ρ > 0, so that SAM ends in a cycle unless it meets the solution."""
    c = numbers(run)
    return c is not None and c.radius > 0


def step_as_published(run: Run) -> Verdict:
    """t = min{1/β, √(Δ/(Tβ³ρ²))} for the T of the run, where ρ > 0 and Δ > 0."""
    c, T = numbers(run), run.trace.iterations
    if c is None or not (c.lipschitz > 0 and c.radius > 0 and c.gap > 0):
        return undecided("L > 0, ρ > 0 or f(x¹) > inf f is not known")
    asked = published_step(c, T)
    text = f"t = {c.step:.6g}; min{{1/β, √(Δ/(Tβ³ρ²))}} = {asked:.6g} at T = {T}"
    return consistent(text) if math.isclose(c.step, asked, rel_tol=1e-3) else violated(text)


HORIZON = Hypothesis(
    "t = 1/(L√T), T the horizon",
    step_for_horizon,
    of_run=True,
    states=(given("horizon", "t = 1/(L√N), N the horizon", "t == 1/(L*sqrt(N))"),),
)
PUBLISHED = Hypothesis(
    "t = min{1/L, √(Δ/(TL³ρ²))}, T the horizon, ρ > 0",
    step_as_published,
    of_run=True,
    states=(
        given(
            "published-step",
            "t = min{1/L, q} with q = √(Δ/(NL³ρ²)), N the horizon",
            f"q > 0 and q**2*N*L**3*rho**2 == {DELTA} and t == min(1/L, q)",
        ),
    ),
)

si_yun_3_3 = Theorem(
    name="si-yun-3.3",
    summary="SAM with constants on convex f: a bound on the average of ‖∇f(xᵏ)‖²",
    about=ascends_along_the_gradient,
    about_settings=constant,
    hypotheses=(CONVEX, LIPSCHITZ_GRADIENT, FINITE_INFIMUM, STEP_BELOW_INVERSE),
    conclusions=(
        Conclusion(
            text="(1/T) Σ‖∇f(xᵏ)‖² ≤ 2Δ/(ηT) + ηβ³ρ²",
            property="bound",
            check=average_convex,
            measures="mean of ‖∇f(xⁱ)‖²",
            proofs=("(1/T)Σ‖∇f‖² ≤ 2Δ/(ηT) + ηβ³ρ² for η ≤ 1/β",),
            states=given(
                "average",
                "(1/k) Σ_{i≤k}‖∇f(xⁱ)‖² ≤ 2Δ/(tk) + tL³ρ²",
                f"always(k, {formulas.AVERAGE} <= 2*(f(x[1]) - fstar)/(t*k) + t*L**3*rho**2)",
            ),
        ),
        Conclusion(
            text=QUOTED,
            reading="for every constant t ≤ 1/L",
            property="rate",
            check=average_vanishes,
            measures="mean of ‖∇f(xⁱ)‖²",
            proofs=("as quoted: O(1/k + 1/√k) with a constant stepsize",),
            states=given(
                "as-quoted",
                "(1/k) Σ_{i≤k}‖∇f(xⁱ)‖² ≤ c(1/k + 1/√k) for some c",
                f"exists(c, always(k, {formulas.AVERAGE} <= c*(1/k + 1/sqrt(k))))",
            ),
            errata=(
                Erratum(
                    text="the average stays away from 0 for a fixed t, as SAM ends in a cycle",
                    fails_where=perturbed,
                    proof="si-yun-3.3",
                    step="run",
                ),
            ),
        ),
        Conclusion(
            text=QUOTED,
            reading="for the horizon k, with t = 1/(L√k) chosen for it",
            property="rate",
            check=average_at_horizon,
            measures="mean of ‖∇f(xⁱ)‖²",
            needs=(HORIZON,),
            proofs=("O(1/√T) for a stepsize chosen for T",),
            states=given(
                "horizon",
                "(1/N) Σ_{i≤N}‖∇f(xⁱ)‖² ≤ (2LΔ + L²ρ²)/√N",
                "total(i, 1, N + 1, sq(grad(x[i])))/N"
                " <= (2*L*(f(x[1]) - fstar) + L**2*rho**2)/sqrt(N)",
            ),
        ),
        Conclusion(
            text="(1/T) Σ‖∇f(xᵏ)‖² = O(βΔ/T + √(Δβ³ρ²)/√T): at most 2βΔ/T + 3√(Δβ³ρ²/T)",
            property="rate",
            check=average_at_published_horizon,
            measures="mean of ‖∇f(xⁱ)‖²",
            needs=(PUBLISHED,),
            proofs=("O(βΔ/T + √(Δβ³ρ²)/√T) for another",),
            states=given(
                "horizon-published",
                "(1/N) Σ_{i≤N}‖∇f(xⁱ)‖² ≤ 2LΔ/N + 3√(ΔL³ρ²/N)",
                "total(i, 1, N + 1, sq(grad(x[i])))/N"
                f" <= 2*L*{DELTA}/N + 3*sqrt({DELTA}*L**3*rho**2/N)",
            ),
        ),
    ),
    stands=(formulas.SMOOTH, formulas.CONSTANTS),
    iteration=(formulas.CONSTANT_STEP, formulas.CONSTANT_SAM),
    source="S23 (Si, Yun, NeurIPS 2023), Theorem 3.3; K24, section 1.1",
    practice="SAM, f convex: a bound on the average of ‖∇f(xᵏ)‖²",
)
