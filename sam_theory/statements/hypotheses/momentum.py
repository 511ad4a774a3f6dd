"""What heavy balls over inexact gradients ask of the step."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import exact_value
from sam_theory.statements.hypotheses.methods import momentum_of
from sam_theory.statements.hypotheses.schedules import for_some_constant
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Verdict, proved, refuted, undecided


def unit_radius(run: Run) -> Fraction | None:
    """ρ, with which ‖gᵏ − ∇f(xᵏ)‖ ≤ Lρ‖∇f(xᵏ)‖: 0 for gradients taken at xᵏ."""
    shape = run.setting.method.shape
    if shape is not None and shape.direction is None:
        return Fraction(0)
    return exact_value(run.setting.radius)


def share_below_one(run: Run) -> Verdict:
    """‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖ with ν = Lρ < 1, by the displacement and (3)."""
    rho = unit_radius(run)
    if rho is None:
        return undecided(f"{run.setting.radius.formula} is not known as a rational number")

    def decide_for(L: Fraction) -> Verdict:
        text = f"ν = Lρ = {float(L * rho):.6g}"
        return proved(text) if L * rho < 1 else refuted(text)

    return for_some_constant(run.setting.problem.facts.lipschitz, decide_for)


def step_for_momentum(run: Run) -> Verdict:
    """tL < 2(1 − β − κ(1 + β)), κ = ν/(1 − ν), ν = Lρ."""
    t, rho = exact_value(run.setting.step), unit_radius(run)
    if t is None or rho is None:
        return undecided("t or ρ is not known as a rational number")
    beta = Fraction(momentum_of(run.setting.method))

    def decide_for(L: Fraction) -> Verdict:
        nu = L * rho
        if nu >= 1:
            return refuted(f"ν = Lρ = {float(nu):.6g}")
        most = 2 * (1 - beta - nu / (1 - nu) * (1 + beta))
        text = f"tL = {float(t * L):.6g}, the bound is {float(most):.6g}"
        return proved(text) if t * L < most else refuted(text)

    return for_some_constant(run.setting.problem.facts.lipschitz, decide_for)


RELATIVE_SHARE = Hypothesis(
    "‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖ with ν = Lρ < 1",
    share_below_one,
    states=(
        given(
            "share",
            "‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖, 0 ≤ ν < 1",
            "0 <= nu and nu < 1 and always(k, norm(g[k] - grad(x[k])) <= nu*norm(grad(x[k])))",
        ),
    ),
    short="error ≤ ν‖∇f‖, ν < 1",
    radius="constant, ≤ ν/L",
)
STEP_FOR_MOMENTUM = Hypothesis(
    "tL < 2(1 − β − ν(1 + β)/(1 − ν))",
    step_for_momentum,
    states=(
        given(
            "step-for-momentum",
            "0 < tL < 2(1 − β − κ(1 + β)), κ(1 − ν) = ν",
            "t > 0 and kappa*(1 - nu) == nu and t*L < 2*(1 - beta - kappa*(1 + beta))",
        ),
    ),
    short="tL small for β, ν",
)
