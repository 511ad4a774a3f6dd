"""Gradient descent with a constant error converges to a point that is not stationary."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from sam_theory.asymptotics.trees import num, sub
from sam_theory.certificates.ranges import formula_of, holds_from
from sam_theory.runs.trace import Trace
from sam_theory.setting.displacement import descent
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import exact_value, first_value
from sam_theory.statements.hypotheses.iterates import EPS
from sam_theory.statements.hypotheses.methods import direction_of
from sam_theory.statements.hypotheses.schedules import STEP_DECREASES_TO_ZERO, STEP_DIVERGES
from sam_theory.statements.theorem import (
    Conclusion,
    Erratum,
    Hypothesis,
    Run,
    Setting,
    Theorem,
)
from sam_theory.verdict import Verdict, consistent, proved, refuted, undecided, violated


def square(setting: Setting) -> bool:
    """Whether f = x², known from f″ = 2, f(0) = 0 and f(1) = 1, and the radius is constant."""
    problem = setting.problem
    if problem.dimension != 1 or problem.facts.quadratic is None or not setting.radius.is_constant:
        return False
    values = problem.value(np.array([[0.0], [1.0]]))
    return problem.facts.quadratic.value == (2.0,) and bool(np.all(values == (0.0, 1.0)))


def start_beyond(run: Run) -> Verdict:
    """x¹ > ρ > 0."""
    rho, iterates = first_value(run.setting.radius), run.trace.iterates
    if iterates is None:
        return undecided("x¹ was not recorded")
    start, exact = iterates.first, exact_value(run.setting.radius)
    text = f"x¹ = {start[0]:.6g}, ρ = {rho:.6g}"
    if exact is not None and Fraction(float(start[0])) > exact > 0:
        return proved(text)
    return consistent(text) if float(start[0]) > rho > 0 else violated(text)


def steps_at_most_half(run: Run) -> Verdict:
    """tₖ ∈ [0, ½]: for every k where that is seen of the formula, else for those of the run."""
    steps = run.trace.steps
    node = formula_of(run.setting.step)
    if node is not None and holds_from(node, 1) and holds_from(sub(num(Fraction(1, 2)), node), 1):
        return proved(f"0 ≤ {run.setting.step.formula} ≤ ½ for every k")
    if steps is None:
        return undecided("the steps were not recorded")
    text = f"max tₖ = {steps.high.max():.6g} over the run"
    return consistent(text) if steps.high.max() <= 0.5 else violated(text)


def tends_to_radius(run: Run) -> Verdict:
    """xᵏ → ρ, by (17): 0 <= xᵏ − ρ <= (x¹ − ρ) exp(−2 Σ_{i<k} tᵢ)."""
    trace, rho = run.trace, first_value(run.setting.radius)
    if trace.iterates is None or trace.elapsed is None or trace.steps is None:
        return undecided("iterates or steps were not recorded")
    before = float(trace.elapsed.time.sum() - trace.steps.low[-1])
    start, end = float(trace.iterates.first[0]) - rho, float(trace.iterates.last[0]) - rho
    bound = start * math.exp(-2 * before) * (1 + 1e-9) + _rounding(trace)
    text = f"xᵏ − ρ goes from {start:.4g} to {end:.4g} at k = {trace.iterations}"
    if not -_rounding(trace) <= end <= bound:
        return violated(f"{text}, outside [0, {bound:.4g}] of (17)")
    if end <= 0.1 * start:
        return consistent(f"{text}, as (17) has it; Σ tₖ = {before:.4g} so far")
    return undecided(f"{text}; Σ tₖ = {before:.4g} so far is little")


def _rounding(trace: Trace) -> float:
    assert trace.iterates is not None
    return 64 * EPS * trace.iterations * abs(float(trace.iterates.first[0]))


def not_stationary(run: Run) -> Verdict:
    """f′(ρ) = 2ρ ≠ 0, of which no run speaks."""
    exact = exact_value(run.setting.radius)
    rho = first_value(run.setting.radius) if exact is None else float(exact)
    text = f"f′(ρ) = 2ρ = {2 * rho:.6g}"
    if exact is None:
        return consistent(text) if rho else violated(text)
    return proved(text) if exact else refuted(text)


def steep(run: Run) -> Verdict:
    """‖∇f(xᵏ)‖ ≥ 2ρ for every k."""
    trace, rho = run.trace, first_value(run.setting.radius)
    least = float(trace.gradients.low.min())
    text = f"min ‖∇f(xᵏ)‖ = {least:.6g}, 2ρ = {2 * rho:.6g}"
    if least >= 2 * rho - 2 * _rounding(trace):
        return consistent(text)
    return violated(text)


def above_radius(run: Run) -> Verdict:
    """xᵏ > ρ for every k, which the text derives from tₖ < ½ though tₖ = ½ is allowed."""
    trace, rho = run.trace, first_value(run.setting.radius)
    if trace.iterates is None or trace.steps is None:
        return undecided("iterates or steps were not recorded")
    lowest = float(trace.iterates.low.min())
    if half_occurs(run) and lowest <= rho + _rounding(trace):
        return violated(f"tₖ = ½ occurs and gives xᵏ⁺¹ = ρ; min xᵏ = {lowest:.6g}, ρ = {rho:.6g}")
    if lowest < rho - _rounding(trace):
        return violated(f"min xᵏ = {lowest:.6g} < ρ = {rho:.6g}")
    return consistent(f"min xᵏ = {lowest:.6g} and ρ = {rho:.6g}, up to rounding")


def half_occurs(run: Run) -> bool:
    """tₖ = ½ for some k of the run."""
    steps = run.trace.steps
    return steps is not None and float(steps.high.max()) == 0.5


khanh_3_4 = Theorem(
    name="khanh-3.4",
    summary="a constant error on f = x²: xᵏ → ρ, which is not stationary",
    about=lambda method: method.normalized and direction_of(method) is descent,
    about_settings=square,
    hypotheses=(
        Hypothesis(
            "x¹ > ρ > 0",
            start_beyond,
            of_run=True,
            states=(given("start", "x¹ > ρ > 0", "rho > 0 and u[1] > rho"),),
        ),
        Hypothesis(
            "tₖ ∈ [0, ½]",
            steps_at_most_half,
            of_run=True,
            states=(given("steps", "tₖ ∈ [0, ½]", "always(k, 0 <= t[k] and t[k] <= 1/2)"),),
        ),
        STEP_DECREASES_TO_ZERO,
        STEP_DIVERGES,
    ),
    conclusions=(
        Conclusion(
            text="xᵏ → ρ",
            property="limit",
            check=tends_to_radius,
            proofs=("xᵏ → ρ",),
            states=given("limit", "xᵏ → ρ", "tends(k, u[k], rho)"),
        ),
        Conclusion(
            text="ρ is not stationary: f′(ρ) ≠ 0",
            property="existence",
            check=not_stationary,
            proofs=("ρ is not stationary",),
            states=given("not-stationary", "f′(ρ) ≠ 0", "df(rho) != 0"),
        ),
        Conclusion(
            text="‖∇f(xᵏ)‖ ≥ 2ρ for every k",
            property="no convergence",
            check=steep,
            proofs=("|f′(xᵏ)| ≥ 2ρ for every k",),
            states=given("steep", "‖∇f(xᵏ)‖ ≥ 2ρ for every k", "always(k, abs(df(u[k])) >= 2*rho)"),
            ours=True,
        ),
        Conclusion(
            text="xᵏ > ρ for every k",
            property="bound",
            check=above_radius,
            states=given("above", "xᵏ > ρ for every k", "always(k, u[k] > rho)"),
            errata=(
                Erratum(
                    text="tₖ = ½ is allowed, and gives xᵏ⁺¹ = ρ",
                    fails_where=half_occurs,
                    proof="khanh-3.4",
                    step="above ρ",
                ),
            ),
        ),
    ),
    iteration=(  # u and h stand for x and g, which are numbers here, df for f′
        given("f", "f = x²", "forall(r, f(r) == r**2 and df(r) == 2*r)"),
        given(
            "gradients",
            "gᵏ = f′(xᵏ − ρf′(xᵏ)/|f′(xᵏ)|)",
            "always(k, h[k] == df(u[k] - rho*df(u[k])/abs(df(u[k]))))",
        ),
        given("iteration", "xᵏ⁺¹ = xᵏ − tₖgᵏ", "always(k, u[k + 1] == u[k] - t[k]*h[k])"),
    ),
    radius="constant",
    source="K24, Examples 3.4 and A.2",
)
